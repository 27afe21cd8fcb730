//! An analysis in sentences, with the numbers that a person can check by hand.

use super::{
    crux::{Crux, Group, Pair},
    mind::Gap,
    settle::Settles,
    stance::{ASSERTED, Basis, Voice},
};
use crate::map::{Map, NodeId, PersonId, Side};
use std::fmt::Write as _;

/// A probability as people say it: two digits after the point.
pub fn share(it: f64) -> String {
    format!("{it:.2}")
}

/// What somebody is called.
pub fn name(map: &Map, person: Option<PersonId>) -> &str {
    person.and_then(|it| map.person(it)).map_or("unnamed author", |it| it.name.as_str())
}

/// What a voice is called.
pub fn voice(map: &Map, voice: Voice) -> String {
    match voice {
        Voice::Person(it) => name(map, Some(it)).to_owned(),
        Voice::Author => name(map, None).to_owned(),
        Voice::Opponent => Side::OPPONENT.to_owned(),
        Voice::Writer(it) => {
            let own = map.comment(it).map(|it| it.span);
            let before =
                map.comments().filter(|it| Some(it.1.span) < own && Some(it.1.span.source) == own.map(|it| it.source));
            format!("the writer of comment {}", before.count() + 1)
        }
    }
}

/// Why a question is a crux: who holds what, what an answer would change, and where views flip.
pub fn crux(map: &Map, crux: &Crux) -> String {
    let [one, other] = &crux.pair;
    let [a, b] = [one, other].map(|it| voice(map, it.voice));
    let on_question = if are_sides(crux) {
        format!("{a} and {b} take opposite sides on it*")
    } else {
        let [one, other] = [one, other].map(|it| number(it.question, it.bases.question));
        format!("{a} holds it {one} likely and {b} {other}")
    };
    let mut said = format!(
        "{on_question}; of what hangs on it they hold {} and {}. An answer would bring them {} nearer to each other, \
         {:.0} % of the way.",
        number(one.conclusion, one.bases.conclusion),
        number(other.conclusion, other.bases.conclusion),
        share(crux.closes),
        crux.share * 100.0
    );
    if crux.is_double {
        said.push_str(" It is a double crux: it counts for both, and accounts for how they differ.");
    }
    for side in &crux.pair {
        if let Some(flip) = flips(map, side, are_sides(crux)) {
            said.push(' ');
            said.push_str(&flip);
        }
    }
    if crux.group.people > 2 {
        let Group { people, apart, closes } = crux.group;
        let _ = write!(
            said,
            " Of {people} people any two are {} apart on average, and {} nearer with an answer.",
            share(apart),
            share(closes)
        );
    }
    if crux.sure < 1.0 {
        let _ = write!(said, " The program read it from the thread, {:.0} % sure.", crux.sure * 100.0);
    }
    said
}

/// What would settle a question, as a sentence.
pub fn settles(map: &Map, it: &Settles) -> String {
    let all = |them: &[NodeId]| {
        let words = them.iter().take(3).map(|&it| format!("“{}”", words(map, it)));
        let more = them.len().saturating_sub(3);
        let words = words.collect::<Vec<_>>().join(", ");
        if more > 0 { format!("{words} and {more} more") } else { words }
    };
    match it {
        Settles::Open(them) => format!("Can be looked up: the evidence on it is open: {}", all(them)),
        Settles::Read(them) => format!("Can be looked up: there is evidence on it: {}", all(them)),
        Settles::LookFor { method: false } => "Could be looked up: nothing on the map bears on it yet.".to_owned(),
        Settles::LookFor { method: true } => {
            "Could be looked up once it is agreed how: it turns on how to find out.".to_owned()
        }
        Settles::Wait => "Will show: it is about what will happen. Say how likely, and by when.".to_owned(),
        Settles::Value => "No evidence settles it: it is a matter of what matters to people.".to_owned(),
        Settles::Definition => "No evidence settles it: it is a matter of what a word means.".to_owned(),
    }
}

/// Whether it is known of the two only that they take different sides of a crux: not which of them says yes.
fn are_sides(crux: &Crux) -> bool {
    let taken = crux.pair.iter().all(|it| it.bases.question == Basis::Taken);
    taken && crux.pair.iter().any(|it| matches!(it.bases.given, Basis::Announced | Basis::Drawn))
}

/// A number, and a sign if nobody named it.
fn number(it: f64, basis: Basis) -> String {
    let sign = match basis {
        Basis::Taken => "*",
        Basis::Stated | Basis::Follows | Basis::Announced | Basis::Drawn => "",
    };
    format!("{}{sign}", share(it))
}

/// What [`crux`] marks with a star, where it marks anything.
pub fn note(cruxes: &[Crux]) -> Option<String> {
    let taken = |it: &Pair| [it.bases.conclusion, it.bases.question].contains(&Basis::Taken);
    cruxes.iter().any(|it| it.pair.iter().any(taken)).then(|| {
        format!(
            "* Nobody named this number: who asserts something counts as holding it {} likely, and who takes the other \
             side of a crux as holding what hangs on it {}. Ask them.",
            share(ASSERTED),
            share(1.0 - ASSERTED)
        )
    })
}

/// At which value a person's view flips: “Ann's view flips if she held it below 0.42”, in words that fit anybody.
fn flips(map: &Map, side: &Pair, are_sides: bool) -> Option<String> {
    // What flips only with certainty flips for nobody.
    let at = side.flips_at.filter(|it| (0.005..0.995).contains(it))?;
    let way = if side.question > at { "below" } else { "above" };
    let why = match side.bases.given {
        Basis::Announced => ", as they say themselves",
        Basis::Drawn => ", as the map has it",
        Basis::Stated => ", by the conditional credences they state",
        Basis::Taken | Basis::Follows => "",
    };
    let who = voice(map, side.voice);
    if are_sides {
        return Some(format!("The view of {who} flips if they come round to the other side{why}."));
    }
    Some(format!("The view of {who} flips {way} {}{why}.", share(at)))
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
