//! What a map holds, in a few lines for people or as JSON for programs.

use crate::{
    export::{CruxPoint, Saying, SidePoint, Summary, cruxes, summary},
    map::{CruxStatus, DisagreementKind, Map},
};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// How much of everything is in `map`, and its cruxes with their sides.
pub fn text(map: &Map) -> String {
    let mut out = String::new();
    for (n, many, one) in counts(map) {
        let separator = if out.is_empty() { "" } else { ", " };
        let _ = write!(out, "{separator}{n} {}", if n == 1 { one } else { many });
    }
    out.push('\n');
    if map.cruxes().next().is_none() {
        out.push_str("\nNo crux was found.\n");
    }
    for (n, crux) in cruxes(map).filter(|it| it.asks).enumerate() {
        let _ = writeln!(out, "\nCrux {}: {}", n + 1, crux.question.text);
        if !crux.named_by.is_empty() {
            let _ = writeln!(out, "  Named by: {}", crux.named_by.join(", "));
        }
        for side in &crux.sides {
            for it in &side.positions {
                let _ = writeln!(out, "  {}: {}", side.who, it.text);
            }
        }
        if !crux.would_change.is_empty() {
            let _ = writeln!(out, "  Would change: {}", crux.would_change);
        }
    }
    out
}

/// The same as JSON, with disagreements and open questions.
pub fn json(map: &Map) -> Value {
    let summary = summary(map);
    let counts: serde_json::Map<_, _> =
        counts(map).map(|(n, word, _)| (word.to_owned(), n.into())).into_iter().collect();
    json!({
        "titles": summary.titles,
        "people": summary.people.iter().map(|it| &it.name).collect::<Vec<_>>(),
        "counts": counts,
        "proposals": summary.method.proposals,
        "cruxes": summary.cruxes.iter().filter(|it| it.asks).map(crux).collect::<Vec<_>>(),
        "disagreements": disagreements(&summary),
        "questions": summary.questions.iter().map(saying).collect::<Vec<_>>(),
    })
}

/// How many there are of each, and the words for several and for one.
fn counts(map: &Map) -> [(usize, &'static str, &'static str); 7] {
    [
        (map.comments().count(), "comments", "comment"),
        (map.statements().count(), "statements", "statement"),
        (map.node_count(), "nodes", "node"),
        (map.edges().count(), "links", "link"),
        (map.cruxes().count(), "cruxes", "crux"),
        (map.disagreements().count(), "disagreements", "disagreement"),
        (map.evidence().count(), "evidence", "evidence"),
    ]
}

fn crux(it: &CruxPoint) -> Value {
    let status = it.status.map(|it| match it {
        CruxStatus::Open => "open",
        CruxStatus::Settled => "settled",
        CruxStatus::Dissolved => "dissolved",
    });
    json!({
        "id": it.question.node.to_string(),
        "question": it.question.text,
        "status": status,
        "confidence": it.unsure,
        "named_by": it.named_by,
        "sides": sides(&it.sides),
        "would_change": it.would_change,
        "about": it.about.iter().map(|it| saying(&it.claim)).collect::<Vec<_>>(),
    })
}

fn disagreements(summary: &Summary) -> Vec<Value> {
    let kind = |it| match it {
        DisagreementKind::Fact => "fact",
        DisagreementKind::Value => "value",
        DisagreementKind::Definition => "definition",
        DisagreementKind::Prediction => "prediction",
        DisagreementKind::Method => "method",
    };
    let points = summary.disagreements.iter().map(|it| {
        json!({
            "id": it.point.node.to_string(),
            "text": it.point.text,
            "kind": kind(it.kind),
            "sides": sides(&it.sides),
        })
    });
    points.collect()
}

fn sides(all: &[SidePoint]) -> Vec<Value> {
    let positions = all.iter().flat_map(|side| side.positions.iter().map(|it| (&side.who, &it.text)));
    positions.map(|(who, position)| json!({ "who": who, "position": position })).collect()
}

fn saying(it: &Saying) -> Value {
    json!({ "id": it.node.to_string(), "text": it.text })
}

/// The first words of `text`, on one line.
pub fn short(text: &str) -> String {
    const SHOWN: usize = 80;
    // Enough words to tell that there are more: the text may be a whole thread.
    let line = text.split_whitespace().take(SHOWN).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
