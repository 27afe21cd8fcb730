//! An analysis in sentences, with the numbers that a person can check by hand.

use super::{
    crux::{Crux, Pair},
    mind::Gap,
};
use crate::map::{Map, NodeId, PersonId};

/// A probability as people say it: two digits after the point.
pub fn share(it: f64) -> String {
    format!("{it:.2}")
}

/// What somebody is called.
pub fn name(map: &Map, person: Option<PersonId>) -> &str {
    person.and_then(|it| map.person(it)).map_or("unnamed author", |it| it.name.as_str())
}

/// Why a question is a crux: who holds what, what an answer would change, and where views flip.
pub fn crux(map: &Map, crux: &Crux) -> String {
    let [one, other] = &crux.pair;
    let [a, b] = [one, other].map(|it| name(map, it.person));
    let mut said = format!(
        "{a} holds it {} likely and {b} {}; for what hangs on it, {} and {} follow from their reasons. An answer would bring \
         them {} nearer to each other, {:.0} % of the way.",
        share(one.question),
        share(other.question),
        share(one.conclusion),
        share(other.conclusion),
        share(crux.closes),
        crux.share * 100.0
    );
    for side in &crux.pair {
        if let Some(flip) = flips(map, side) {
            said.push(' ');
            said.push_str(&flip);
        }
    }
    said
}

/// At which value a person's view flips: “Ann's view flips if she held it below 0.42”, in words that fit anybody.
fn flips(map: &Map, side: &Pair) -> Option<String> {
    let at = side.flips_at?;
    let way = if side.question > at { "below" } else { "above" };
    Some(format!("The view of {} flips {way} {}.", name(map, side.person), share(at)))
}

/// A credence that does not go with its reasons.
pub fn gap(map: &Map, person: Option<PersonId>, gap: &Gap) -> String {
    format!(
        "{} says {}; what {} holds of its reasons gives {}.",
        name(map, person),
        share(gap.stated),
        name(map, person),
        share(gap.implied)
    )
}

/// The words of a node, on one line.
pub fn words(map: &Map, node: NodeId) -> String {
    map.node(node).map_or_else(String::new, |it| it.text.split_whitespace().collect::<Vec<_>>().join(" "))
}
