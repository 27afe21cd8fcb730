//! Cruxes, each with who thinks what, what hangs on it and what bears on it.

use super::{
    CruxPoint, Held, MindPoint, Numbers, Position, Saying, SidePoint, bearing,
    points::about as matter,
    read::{Reader, is_same, letters},
    sides,
};
use crate::{
    analysis::{self, Basis},
    map::{EdgeKind, NodeId, NodeKind, StatementKind},
};

pub(super) fn point(reader: &Reader<'_>, id: NodeId) -> CruxPoint {
    let map = reader.map;
    let asks = reader.kind(id) == Some(NodeKind::Crux);
    let detail = map.crux(id).cloned().unwrap_or_default();
    let question = reader.saying(id);
    let linked: Vec<NodeId> = reader.links_to(id).filter(|it| it.1 == EdgeKind::SideOf).map(|it| it.0).collect();
    let numbers = reader.ranked.get(&id).map(|it| &it.1);
    let hangs = reader.out_of(id).filter(|it| it.1 == EdgeKind::CruxOf).map(|it| it.0);
    let mut about: Vec<NodeId> = hangs.collect();
    about.extend(numbers.map(|it| it.conclusion).filter(|it| !about.contains(it)));
    let mut sides = if asks { sides::sides(reader, &detail.sides, &linked) } else { of_claim(reader, id) };
    // The crux's own words are told as such, and are no answer to it.
    for side in &mut sides {
        side.positions.retain(|it| !question.quotes.iter().any(|quote| asks && is_same(&quote.words, &it.text)));
    }
    sides.retain(|it| !it.positions.is_empty());
    let positions = detail.sides.iter().filter_map(|it| reader.by_text.get(it.position.trim())).flatten();
    let around: Vec<NodeId> = [id].iter().chain(&linked).chain(&about).chain(positions).copied().collect();
    let named = reader.quotes(id, |it| it.kind == StatementKind::Crux);
    let mut named_by: Vec<String> = named.iter().filter_map(|it| it.by.clone()).collect();
    named_by.dedup();
    let mut held = held(reader, id);
    held.retain(|it| {
        let side = sides.iter_mut().find(|side| side.who == it.who && side.credence.is_none());
        side.map(|side| side.credence = Some(it.credence.clone())).is_none()
    });
    let about: Vec<_> = about.into_iter().map(|it| bearing::point(reader, it)).collect();
    let told: Vec<&str> = (about.iter().map(|it| it.claim.text.as_str()))
        .chain(question.quotes.iter().map(|it| it.words.as_str()))
        .collect();
    let says_more = !detail.would_change.is_empty() && !is_told(&detail.would_change, &told);
    CruxPoint {
        asks,
        status: asks.then_some(detail.status),
        unsure: reader.unsure(id),
        named_by,
        named,
        sides,
        held,
        would_change: detail.would_change,
        says_more,
        matters: matters(reader, &around),
        evidence: evidence(reader, &around, &question),
        numbers: numbers.map(|it| told_numbers(reader, it)),
        about,
        question,
    }
}

/// Who says a claim, and who attacks it.
fn of_claim(reader: &Reader<'_>, id: NodeId) -> Vec<SidePoint> {
    let mut points: Vec<SidePoint> = Vec::new();
    let against = reader.links_to(id).filter(|it| it.1 == EdgeKind::Attacks).map(|it| it.0);
    for node in [id].into_iter().chain(against) {
        let text = reader.text(node);
        for statement in reader.said(node) {
            let who = reader.speaker(statement);
            let quote = reader.quotes(node, |it| it.person == statement.person).into_iter().next();
            let exact = quote.as_ref().is_some_and(|it| is_same(&it.words, &text));
            let position = Position { text: text.clone(), quote, exact, credence: None };
            match points.iter_mut().find(|it| it.who == who) {
                Some(point) if point.positions.iter().any(|it| it.text == text) => {}
                Some(point) => point.positions.push(position),
                None => points.push(SidePoint { who, since: None, credence: None, positions: vec![position] }),
            }
        }
    }
    points
}

/// How likely people hold the question itself.
fn held(reader: &Reader<'_>, id: NodeId) -> Vec<Held> {
    let held = |it: &&crate::map::Credence| Held {
        who: analysis::told::name(reader.map, it.person).to_owned(),
        credence: it.in_words(),
    };
    reader.credences.get(&id).into_iter().flatten().map(held).collect()
}

/// What the disagreements of which these nodes are sides are about, each once.
fn matters(reader: &Reader<'_>, nodes: &[NodeId]) -> Vec<&'static str> {
    let mut found = Vec::new();
    for kind in nodes.iter().filter_map(|it| reader.matters.get(it)).flatten() {
        if !found.contains(&matter(*kind)) {
            found.push(matter(*kind));
        }
    }
    found
}

/// The numbers of the evidence on any of these nodes, or that is one of them; not of what only repeats the question.
fn evidence(reader: &Reader<'_>, nodes: &[NodeId], question: &Saying) -> Vec<usize> {
    let on = nodes.iter().flat_map(|&it| reader.links_to(it).map(|it| it.0).chain([it]));
    let repeats = |it: &NodeId| {
        let text = reader.text(*it);
        is_same(&text, &question.text) || question.quotes.iter().any(|it| is_same(&it.words, &text))
    };
    let on = on.filter(|it| reader.numbers.contains_key(it) && !repeats(it));
    let mut found: Vec<usize> = on.filter_map(|it| reader.numbers.get(&it).copied()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn told_numbers(reader: &Reader<'_>, crux: &analysis::Crux) -> Numbers {
    let mind = |it: &analysis::Pair| MindPoint {
        who: analysis::told::voice(reader.map, it.voice),
        taken: it.bases.question == Basis::Taken,
        question: it.question,
        conclusion: it.conclusion,
        if_yes: it.given[0],
        if_no: it.given[1],
        flips_at: it.flips_at,
    };
    Numbers {
        conclusion: reader.text(crux.conclusion),
        minds: crux.pair.each_ref().map(mind),
        closes: crux.closes,
        share: crux.share,
        why: analysis::told::crux(reader.map, crux),
    }
}

/// Whether all that a sentence quotes stands in what is `told` anyway. One that quotes nothing, or says more around its
/// quotes than what they are, says something of its own.
fn is_told(sentence: &str, told: &[&str]) -> bool {
    /// “Which of these stands: … or …”.
    const FEW: usize = 5;
    let around = sentence.split('“').map(|it| it.split_once('”').map_or(it, |it| it.1));
    if around.flat_map(str::split_whitespace).filter(|it| it.contains(char::is_alphanumeric)).count() > FEW {
        return false;
    }
    let told: Vec<String> = told.iter().map(|it| letters(it).collect()).collect();
    let quoted = sentence.split('“').skip(1).filter_map(|it| it.split_once('”')).map(|it| it.0);
    let quoted: Vec<String> = quoted.map(|it| letters(it).collect()).collect();
    !quoted.is_empty() && quoted.iter().all(|it| told.iter().any(|told| told.contains(it.as_str())))
}
