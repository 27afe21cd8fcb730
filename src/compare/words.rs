//! Records in words, so that a person can tell one from another.

use crate::map::{
    Amount, Boundary, Calculation, Content, Credence, CruxStatus, Data, DisagreementKind, Edge, EvidenceKind, File,
    Item, Map, Node, Outcome, Parameter, PersonId, Point, Review, ReviewState, Side, Span, Value, Weight,
};
use std::fmt::Write as _;

/// How much of the words of an item stands where it is only named, in characters.
const NAMED: usize = 80;

/// All words on one line.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The first words, on one line.
pub fn short(text: &str) -> String {
    let (cut, more) = text.char_indices().nth(4 * NAMED).map_or((text, false), |it| (&text[..it.0], true));
    let line = one_line(cut);
    match line.char_indices().nth(NAMED) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None if more => format!("{line}…"),
        None => line,
    }
}

pub fn node(node: &Node) -> String {
    format!("{} “{}”", node.kind.word(), short(&node.text))
}

pub fn edge(map: &Map, edge: &Edge) -> String {
    format!("{} {} {}", item(map, edge.from.into()), edge.kind.words(), item(map, edge.to))
}

/// A node or link by its name; by its id if the map does not hold it.
pub fn item(map: &Map, item: Item) -> String {
    match item {
        Item::Node(id) => map.node(id).map_or_else(|| id.to_string(), node),
        Item::Edge(id) => match map.edge(id) {
            // A link to a link is told by its ends alone, so that no chain of them runs on.
            Some(edge) => {
                let end = |id| map.node(id).map_or_else(|| "?".to_owned(), node);
                let to = edge.to.node().map_or_else(|| "a link".to_owned(), end);
                format!("the link “{} {} {to}”", end(edge.from), edge.kind.words())
            }
            None => id.to_string(),
        },
    }
}

/// A node or link with all its words.
pub fn item_in_full(map: &Map, of: Item) -> String {
    match of {
        Item::Node(id) => {
            map.node(id).map_or_else(|| id.to_string(), |it| format!("{} “{}”", it.kind.word(), one_line(&it.text)))
        }
        Item::Edge(id) => map.edge(id).map_or_else(|| id.to_string(), |it| edge(map, it)),
    }
}

pub fn ends(map: &Map, edge: &Edge) -> String {
    format!("from {} to {}", item(map, edge.from.into()), item(map, edge.to))
}

pub fn person(map: &Map, id: Option<PersonId>) -> String {
    match id {
        None => "nobody named".to_owned(),
        Some(id) => map.person(id).map_or_else(|| id.to_string(), |it| it.name.clone()),
    }
}

pub fn span(map: &Map, span: Span) -> String {
    let title = map.source(span.source).map_or_else(|| span.source.to_string(), |it| it.title.clone());
    format!("“{}” in “{title}” at byte {}", short(map.quote(span).unwrap_or_default()), span.start)
}

pub fn sides(map: &Map, sides: &[Side]) -> String {
    let each = sides.iter().map(|it| {
        let who = if it.person.is_some() { person(map, it.person) } else { it.who.to_string() };
        format!("{who}: {}", one_line(&it.position))
    });
    each.collect::<Vec<_>>().join("; ")
}

pub fn status(status: CruxStatus) -> &'static str {
    match status {
        CruxStatus::Open => "open",
        CruxStatus::Settled => "settled",
        CruxStatus::Dissolved => "dissolved",
    }
}

pub fn subject(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Fact => "a fact",
        DisagreementKind::Value => "a value",
        DisagreementKind::Definition => "a definition",
        DisagreementKind::Prediction => "a prediction",
        DisagreementKind::Method => "a method",
    }
}

pub fn sort(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::CotFaithfulness => "chain-of-thought faithfulness",
        EvidenceKind::Sharpe => "Sharpe ratio",
        EvidenceKind::GameTheory => "game theory",
        EvidenceKind::Citation => "citation",
        EvidenceKind::Statistic => "statistic",
        EvidenceKind::ThoughtExperiment => "thought experiment",
        EvidenceKind::Anecdote => "anecdote",
    }
}

pub fn data(data: &Data) -> String {
    let mut out = String::new();
    for (name, it) in data.iter() {
        let _ = write!(out, "{}{name} = ", if out.is_empty() { "" } else { ", " });
        value(it, &mut out);
    }
    out
}

/// Nests no deeper than a map lets values nest: [`Value::DEEPEST`].
fn value(of: &Value, out: &mut String) {
    match of {
        Value::Number(it) => drop(write!(out, "{it}")),
        Value::Text(it) => drop(write!(out, "“{}”", one_line(it))),
        Value::List(them) => {
            out.push('[');
            for (n, it) in them.iter().enumerate() {
                out.push_str(if n > 0 { ", " } else { "" });
                value(it, out);
            }
            out.push(']');
        }
        Value::Table(them) => {
            out.push('{');
            for (n, (name, it)) in them.iter().enumerate() {
                let _ = write!(out, "{}{name}: ", if n > 0 { ", " } else { "" });
                value(it, out);
            }
            out.push('}');
        }
    }
}

pub fn calculation(map: &Map, it: &Calculation) -> String {
    let file = |id| map.file(id).map_or_else(|| format!("file {id}"), |it| format!("“{}”", it.name));
    let mut out = it.engine.clone();
    if let Some(id) = it.file {
        let _ = write!(out, " of {}", file(id));
    }
    for (name, parameter) in &it.parameters {
        let _ = write!(out, ", {name} = ");
        match parameter {
            Parameter::Number(it) => drop(write!(out, "{it}")),
            Parameter::Words(it) => drop(write!(out, "“{}”", one_line(it))),
            Parameter::File(id) => out.push_str(&file(*id)),
            Parameter::Figure { of, key } => drop(write!(out, "{key} of {}", item(map, (*of).into()))),
            Parameter::Credence(id) => {
                out.push_str(&map.credence(*id).map_or_else(|| id.to_string(), |it| credence(map, it)));
            }
        }
    }
    out
}

pub fn outcome(it: &Outcome) -> String {
    let figures = it.figures.iter().filter_map(|it| {
        let amount = match &it.amount {
            Amount::Number(amount) | Amount::Share(amount) => amount.to_string(),
            Amount::Count(amount) => amount.to_string(),
            Amount::Words(amount) => amount.clone(),
            Amount::Undefined(_) => return None,
        };
        Some(format!("{} {amount}", it.words))
    });
    let figures: Vec<String> = figures.take(3).collect();
    let gist = one_line(&it.gist);
    if figures.is_empty() { gist } else { format!("{gist} ({})", figures.join(", ")) }
}

pub fn weight(it: &Weight) -> String {
    match it {
        Weight::Judged { ratio, why } if why.trim().is_empty() => format!("ratio {ratio}"),
        Weight::Judged { ratio, why } => format!("ratio {ratio}: {}", one_line(why)),
        Weight::Computed { figure, if_true, if_false } => {
            format!("computed from {figure}: {if_true} if true, {if_false} if false")
        }
    }
}

pub fn point(it: Point) -> String {
    format!("{:.0}, {:.0}", it.x, it.y)
}

pub fn credence(map: &Map, it: &Credence) -> String {
    let round = it.round.map_or_else(String::new, |it| format!(", round {it}"));
    let removed = if it.removed { ", taken away" } else { "" };
    format!("{}: {}{round}{removed}", person(map, it.person), it.in_words())
}

pub fn decision(it: &Review) -> &'static str {
    match it.state {
        ReviewState::Open => "proposed",
        ReviewState::Accepted => "accepted",
        ReviewState::Rejected => "rejected",
    }
}

pub fn proposal(map: &Map, it: &Review) -> String {
    let mut out = format!("{:.0} % sure", it.confidence * 100.0);
    if let Some(kind) = it.corrected_from {
        let _ = write!(out, ", corrected from {}", kind.words());
    } else if let Some(kind) = it.runner_up {
        let _ = write!(out, ", else {}", kind.words());
    }
    if let Some(lesson) = &it.lesson {
        let _ = write!(out, ", re-ranked after {} corrections", lesson.times);
    }
    if let Some(first) = it.alternatives.first() {
        let _ = write!(out, ", else leads to {}", item(map, first.to.into()));
    }
    out
}

pub fn boundary(it: &Boundary) -> String {
    let what = if it.starts { "a comment starts at" } else { "no comment starts at" };
    format!("{what} “{}”", short(&it.after))
}

pub fn content(it: &File) -> String {
    match &it.content {
        Content::Kept(bytes) => format!("{} bytes in the map", bytes.len()),
        Content::Linked { path, bytes } => format!("linked to {path}, {bytes} bytes"),
    }
}
