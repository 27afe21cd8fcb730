//! What a summary tells is what the map holds.

use super::{common, document};
use cruxmap::{
    export::{self, Form, Quote, Summary},
    map::{Crux, Document, EdgeKind, Edit, Ids, Item, Map, NodeId, NodeKind, Side},
    sample, save,
};

#[test]
fn empty_sections_are_left_out_unless_that_is_news() {
    let it = document(&Map::default(), Form::Full);
    for line in ["No crux", "No disagreement", "Nobody has granted", "made by hand"] {
        assert!(it.markdown.contains(line) && it.html().contains(line), "{line}");
    }
    for heading in ["## The map", "## The evidence", "## Open questions", "## How minds moved"] {
        assert!(!it.markdown.contains(heading), "{heading}");
    }
}

/// All quotes of a summary.
fn quotes(summary: &Summary) -> Vec<&Quote> {
    let sayings = summary.cruxes.iter().map(|it| &it.question).chain(&summary.questions);
    let sayings = sayings.chain(summary.concessions.iter().map(|it| &it.granted));
    let sayings = sayings.chain(summary.evidence.iter().map(|it| &it.saying));
    let positions = summary.disagreements.iter().flat_map(|it| &it.sides).flat_map(|it| &it.positions);
    sayings.flat_map(|it| &it.quotes).chain(positions.filter_map(|it| it.quote.as_ref())).collect()
}

#[test]
fn only_words_of_the_thread_are_quoted_and_they_stand_where_it_says() {
    for (name, text, gold) in common::threads() {
        let summary = export::summary(&common::map_of(name, &text, &gold));
        let lines: Vec<&str> = text.split('\n').collect();
        let all = quotes(&summary);
        assert!(all.len() > 10, "{name} has quotes");
        for quote in all {
            assert!(text.contains(&quote.words), "“{}” is not in {name}", quote.words);
            let line: usize = quote.place.strip_prefix("line ").unwrap().parse().unwrap();
            let first = quote.words.split('\n').next().unwrap();
            assert!(lines[line - 1].contains(first), "{name}: “{first}” is not in line {line}");
            assert!(quote.link.as_ref().is_some_and(|it| it.starts_with("https://example.org/")));
        }
        let markdown = document(&common::map_of(name, &text, &gold), Form::Full).markdown;
        assert!(markdown.contains("](<https://example.org/thread#"), "quotes are linked to where they stand");
    }
}

/// What a person accepted comes before what is only likely, and that before what is less likely; numbers come first.
#[test]
fn cruxes_are_ranked() {
    let maps = common::threads().into_iter().map(|(name, text, gold)| common::map_of(name, &text, &gold));
    let samples = sample::ALL.iter().map(|it| save::from_text(it.map).unwrap());
    for map in maps.chain(samples) {
        let summary = export::summary(&map);
        assert!(summary.cruxes.is_sorted_by_key(|it| it.numbers.is_none()));
        let rest = summary.cruxes.iter().filter(|it| it.numbers.is_none());
        let sure: Vec<f32> = rest.map(|it| it.unsure.unwrap_or(2.0)).collect();
        assert!(sure.is_sorted_by(|a, b| a >= b), "{sure:?}");
        let all = summary.cruxes.iter().filter(|it| it.asks).count();
        assert_eq!(all, map.cruxes().count(), "none is lost, and none stands twice");
    }
}

/// A map by hand.
struct Hand(Document);

impl Hand {
    fn new() -> Self {
        Self(Document::new(Map::default(), Ids::seeded(3)))
    }

    fn node(&mut self, kind: NodeKind, text: &str) -> NodeId {
        let edit = Edit::AddNode { kind, text: text.to_owned(), at: None, link: None };
        *self.0.edit(edit).unwrap().nodes.keys().next().unwrap()
    }

    fn link(&mut self, from: NodeId, to: NodeId, kind: EdgeKind) {
        self.0.edit(Edit::Connect { from, to: Item::Node(to), kind }).unwrap();
    }

    fn holds(&mut self, by: &str, node: NodeId, value: f32) {
        self.0.edit(Edit::AddCredence { node, by: by.to_owned(), value }).unwrap();
    }

    fn summary(&self) -> Summary {
        export::summary(self.0.map())
    }
}

#[test]
fn what_two_hold_and_nobody_denies_is_agreed() {
    let mut it = Hand::new();
    let claim = it.node(NodeKind::Claim, "Buses are full at eight.");
    it.holds("Ines", claim, 0.9);
    assert_eq!(it.summary().agreements, [], "one alone agrees with nobody");
    it.holds("Tomek", claim, 0.8);
    let agreed = &it.summary().agreements[0];
    assert_eq!((agreed.claim.node, &agreed.people[..]), (claim, &["Ines".to_owned(), "Tomek".to_owned()][..]));
    assert!(agreed.why.contains("0.9") && agreed.why.contains("0.8"), "{}", agreed.why);
    assert!(document(it.0.map(), Form::Full).markdown.contains("Held by Ines and Tomek"));
    let mut denied = Hand(Document::new(it.0.map().clone(), Ids::seeded(4)));
    denied.holds("Ana", claim, 0.2);
    assert_eq!(denied.summary().agreements, [], "Ana denies it");
    let other = it.node(NodeKind::Claim, "They are half empty.");
    it.link(other, claim, EdgeKind::Attacks);
    assert_eq!(it.summary().agreements, [], "something denies it");
}

#[test]
fn minds_that_moved_are_told_with_both_values() {
    let mut it = Hand::new();
    let claim = it.node(NodeKind::Claim, "The tram is worth its money.");
    it.holds("Ines", claim, 0.3);
    it.holds("Tomek", claim, 0.3);
    assert_eq!(it.summary().moves, []);
    it.holds("Ines", claim, 0.7);
    let moves = it.summary().moves;
    assert_eq!(moves.len(), 1);
    assert_eq!((moves[0].who.as_str(), moves[0].text.as_str()), ("Ines", "The tram is worth its money."));
    let mut values: Vec<&str> = moves[0].steps.iter().map(|it| &it[..3]).collect();
    values.sort_unstable();
    assert_eq!(values, ["0.3", "0.7"]);
    assert!(document(it.0.map(), Form::Full).markdown.contains("## How minds moved"));
}

/// A crux of a matter of value is nothing to look up; one of a matter of fact is.
#[test]
fn what_settles_a_crux_depends_on_what_it_is_about() {
    use cruxmap::map::{Disagreement, DisagreementKind};
    for (kind, looked_up) in [(DisagreementKind::Value, false), (DisagreementKind::Fact, true)] {
        let mut it = Hand::new();
        let crux = it.node(NodeKind::Crux, "Is quiet worth more than speed?");
        let claim = it.node(NodeKind::Claim, "The road should be closed.");
        it.link(crux, claim, EdgeKind::CruxOf);
        let about = it.node(NodeKind::Disagreement, "Should the road be closed?");
        it.link(claim, about, EdgeKind::SideOf);
        let side = |who: &str| Side { person: None, who: who.into(), position: "Yes.".into() };
        let detail = Disagreement { kind, sides: vec![side("Ines"), side("Tomek")] };
        it.0.edit(Edit::SetDisagreement { node: about, disagreement: detail }).unwrap();
        let sides = vec![side("Ines"), side("Tomek")];
        it.0.edit(Edit::SetCrux { node: crux, crux: Crux { sides, ..Crux::default() } }).unwrap();
        for (form, words) in [(Form::Full, "no look-up settles it"), (Form::Brief, "nothing to look up")] {
            let markdown = document(it.0.map(), form).markdown;
            assert_eq!(markdown.contains(words), !looked_up, "{markdown}");
        }
    }
}

/// A large map has no picture, and the summary says how to have one.
#[test]
fn a_large_map_is_not_drawn() {
    let mut it = Hand::new();
    let first = it.node(NodeKind::Claim, "Claim 0");
    for nth in 1..151 {
        let claim = it.node(NodeKind::Claim, &format!("Claim {nth}"));
        it.link(claim, first, EdgeKind::Supports);
    }
    let document = document(it.0.map(), Form::Full);
    assert!(document.figures.is_empty() && document.markdown.contains("cruxmap render MAP"));
}
