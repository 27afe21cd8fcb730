//! Which nodes can be held together: the map as an abstract framework of its attacks (Dung 1995).

use super::argument::Arguments;
use crate::credence::{
    framework::{Accepted, Framework, Kind, Label, NoAnswer},
    qbaf::Sign,
};

/// What semantics of abstract frameworks make of each argument, by number.
#[derive(Clone, Debug, PartialEq)]
pub struct Labels {
    /// What has to be held and what cannot be.
    pub grounded: Vec<Label>,
    /// In how many largest sets that defend themselves each is, or why that is not known.
    pub preferred: Result<Vec<Accepted>, NoAnswer>,
    /// In how many sets that attack all else each is; nothing if there is no such set.
    pub stable: Result<Option<Vec<Accepted>>, NoAnswer>,
}

/// The labels of all arguments; preferred and stable ones are looked for in at most so many steps of some nanoseconds.
///
/// # Errors
/// If the framework is too large for any answer.
pub fn labels(arguments: &Arguments, steps: u64) -> Result<Labels, NoAnswer> {
    let attacks = arguments.acts.iter().filter(|it| it.2 == Sign::Attacks).map(|it| (it.0, it.1));
    let framework = Framework::new(arguments.count(), attacks)?;
    let solved = framework.solve_within(steps);
    let accepted = |kind| solved.as_ref().map(|it| it.accepted(kind)).map_err(Clone::clone);
    Ok(Labels {
        grounded: framework.grounded(),
        // There is always a preferred extension.
        preferred: accepted(Kind::Preferred).map(Option::unwrap_or_default),
        stable: accepted(Kind::Stable),
    })
}

impl Labels {
    /// The grounded label of an argument, in a word.
    pub fn grounded_word(&self, nth: usize) -> Option<&'static str> {
        self.grounded.get(nth).map(|it| match it {
            Label::In => "in",
            Label::Out => "out",
            Label::Undecided => "undecided",
        })
    }

    /// What preferred extensions make of an argument, in words.
    pub fn preferred_words(&self, nth: usize) -> Option<String> {
        match &self.preferred {
            Ok(all) => all.get(nth).map(|&it| accepted(it).to_owned()),
            Err(why) => Some(format!("not found: {why}")),
        }
    }

    /// What stable extensions make of an argument, in words.
    pub fn stable_words(&self, nth: usize) -> Option<String> {
        match &self.stable {
            Ok(Some(all)) => all.get(nth).map(|&it| accepted(it).to_owned()),
            Ok(None) => Some("there is no stable extension".to_owned()),
            Err(why) => Some(format!("not found: {why}")),
        }
    }
}

/// In how many extensions, in words.
fn accepted(it: Accepted) -> &'static str {
    match it {
        Accepted::All => "in all (sceptically accepted)",
        Accepted::Some => "in some (credulously accepted)",
        Accepted::None => "in none",
    }
}

/// Where labels mislead, to be told beside them.
pub const MISLEADS: &str = "Labels know attacks alone, not supports, credences or weights: what nobody attacks is in, however \
                            unlikely it is held to be, and one attack that stands takes it out, however weak.";
