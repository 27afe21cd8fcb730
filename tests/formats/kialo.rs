//! Kialo outlines. The files are by hand: Kialo documents no format, and these follow what public tools read.

use super::{by_name, map_of, read};
use cruxmap::map::{EdgeKind, Map, NodeKind};

fn links(map: &Map) -> Vec<String> {
    let words = |id| map.node(id).unwrap().text.to_string();
    let mut all: Vec<String> = map
        .edges()
        .map(|(_, it)| format!("{} {} {}", words(it.from), it.kind.words(), words(it.to.node().unwrap())))
        .collect();
    all.sort();
    all
}

const OUTLINE: &str = "Discussion Title: Should cities ban cars?

1. Cities should ban cars.
1.1. Pro: The air would be cleaner.
1.1.1. Con: Buses pollute too.
That has been measured:
1. in London
1.2. Con: People need to get to work.
1.2.1. Con: Trains do that.
1.3. Pro: -> See 1.2.1.
";

#[test]
fn an_outline_becomes_claims_and_reasons() {
    let imported = read(by_name("kialo"), OUTLINE);
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
    let map = map_of(imported);
    assert_eq!(
        links(&map),
        [
            "Buses pollute too.\nThat has been measured:\n1. in London attacks The air would be cleaner.",
            "Cities should ban cars. answers Should cities ban cars?",
            "People need to get to work. attacks Cities should ban cars.",
            "The air would be cleaner. supports Cities should ban cars.",
            "Trains do that. attacks People need to get to work.",
            "Trains do that. supports Cities should ban cars.",
        ]
    );
    assert_eq!(map.nodes().filter(|it| it.1.kind == NodeKind::Question).count(), 1);
}

#[test]
fn a_claim_put_in_above_changes_no_other() {
    let grown = OUTLINE
        .replace("1.2", "1.9")
        .replace("1.1. Pro: The", "1.1. Pro: It is quieter.\n1.2. Pro: The")
        .replace("1.1.1. Con", "1.2.1. Con");
    let [before, after] = [OUTLINE, &grown].map(|it| map_of(read(by_name("kialo"), it)));
    assert_eq!(after.node_count(), before.node_count() + 1);
    assert!(before.nodes().all(|(id, it)| after.node(id) == Some(it)), "{grown}");
}

#[test]
fn theses_side_by_side_answer_the_title() {
    let text = "Discussion Name: Where to?\r\n\r\n1. To the sea.\r\n2. To the hills.\r\n2.1. Pro: It is cool there.\r\n2.7.1. Con: Far.\r\n";
    let imported = read(by_name("kialo"), text);
    let told: Vec<String> = imported.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["line 6: the claim above this one is missing"]);
    let map = map_of(imported);
    assert_eq!(map.edges().filter(|it| it.1.kind == EdgeKind::Answers).count(), 2);
}
