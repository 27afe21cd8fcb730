//! Forms of discussion: phases with times, and what is done in each. RON, in `assets/sessions` or a file of one's own.

use super::{Reject, bounds};
use ron::{Options, extensions::Extensions};
use serde::{Deserialize, Serialize};

/// A form of discussion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name, to choose it by.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What it is good for, in a sentence or two.
    pub about: String,
    /// For so many participants at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// The phases, in order; from 1 to 40.
    pub phases: Vec<Phase>,
}

/// A part of a discussion. Its time is soft: nothing happens when it is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// What it is called.
    pub name: String,
    /// How long it is meant to take, in minutes from 1 to 180.
    pub minutes: u32,
    /// What is done in it.
    pub does: Does,
    /// What people are to do, in a few sentences.
    pub says: String,
    /// People sit in groups of so many; left out, all together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups_of: Option<u32>,
}

/// What is done in a phase. Whatever the phase, the facilitator can open a round, a test or a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// People come in and learn what is to be done.
    Welcome,
    /// Everybody thinks for themselves; hands stay down.
    Think,
    /// Everybody answers blind; hands stay down.
    Estimate,
    /// People talk, in turn.
    Talk,
    /// People look for the questions on which their views turn.
    Cruxes,
    /// People vote on what matters.
    Vote,
    /// What was found is told, and what is to be done.
    Close,
}

impl Does {
    /// Whether hands stay down.
    pub fn is_silent(self) -> bool {
        matches!(self, Self::Think | Self::Estimate)
    }
}

/// The forms that come with the program.
const OURS: [&str; 4] = [
    include_str!("../../assets/sessions/estimate-talk-estimate.ron"),
    include_str!("../../assets/sessions/double-crux.ron"),
    include_str!("../../assets/sessions/seminar.ron"),
    include_str!("../../assets/sessions/silent-start.ron"),
];

/// The most phases and seats to a group.
const PHASES: usize = 40;

impl Template {
    /// The forms of discussion that come with the program.
    pub fn ours() -> Vec<Self> {
        OURS.iter().filter_map(|it| Self::read(it).ok()).collect()
    }

    /// The one of ours with this name, whatever its spaces, dashes and case.
    pub fn named(name: &str) -> Option<Self> {
        let plain = |it: &str| it.chars().filter(|it| it.is_alphanumeric()).collect::<String>().to_lowercase();
        Self::ours().into_iter().find(|it| plain(&it.name) == plain(name))
    }

    /// Reads one from the text of a file.
    ///
    /// # Errors
    /// With the line, and what to do.
    pub fn read(text: &str) -> Result<Self, String> {
        let lax = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let read: Self = lax.from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            let at = error.span.start;
            format!("line {}, column {}: {}. {HELP}", at.line, at.col, error.code)
        })?;
        read.checked().map_err(|reject| reject.to_string())
    }

    /// It, if a session can go by it.
    pub(super) fn checked(self) -> Result<Self, Reject> {
        let bad = |why: String| Err(Reject::BadTemplate(why));
        if self.phases.is_empty() || self.phases.len() > PHASES {
            return bad(format!(
                "a form of discussion has from 1 to {PHASES} phases, not {}. {HELP}",
                self.phases.len()
            ));
        }
        for it in [&self.name, &self.title, &self.about] {
            bounds::text(it)?;
        }
        if self.title.trim().is_empty() {
            return bad(format!("the title is empty. {HELP}"));
        }
        if self.people.is_some_and(|it| it < 2) {
            return bad("a discussion is for 2 people or more: raise `people`, or leave it out".to_owned());
        }
        for (nth, phase) in (1..).zip(&self.phases) {
            bounds::words(&phase.name)?;
            bounds::text(&phase.says)?;
            let named = phase.name.trim();
            if !(1..=bounds::MINUTES).contains(&phase.minutes) {
                let most = bounds::MINUTES;
                return bad(format!("phase {nth}, {named:?}: `minutes` is from 1 to {most}, not {}", phase.minutes));
            }
            if phase.groups_of == Some(0) {
                return bad(format!("phase {nth}, {named:?}: `groups_of` is 1 or more; leave it out for all together"));
            }
        }
        Ok(self)
    }

    /// How long it is meant to take, in minutes.
    pub fn minutes(&self) -> u32 {
        self.phases.iter().map(|it| it.minutes).fold(0, u32::saturating_add)
    }
}

const HELP: &str = "A form of discussion reads (name: \"…\", title: \"…\", about: \"…\", phases: [(name: \"…\", minutes: 5, \
                    does: talk, says: \"…\"), …]), where `does` is welcome, think, estimate, talk, cruxes, vote or close";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_are_sound_and_take_the_time_they_say() {
        let all: Vec<(String, u32)> = Template::ours().iter().map(|it| (it.name.clone(), it.minutes())).collect();
        let expected =
            [("estimate-talk-estimate", 60), ("double-crux", 45), ("seminar", 75), ("silent-start-1-2-4-all", 30)];
        assert_eq!(all, expected.map(|(name, minutes)| (name.to_owned(), minutes)));
        assert_eq!(Template::named("Double crux").map(|it| it.people), Some(Some(2)));
        assert_eq!(Template::named("silent start 1-2-4-All").map(|it| it.phases.len()), Some(5));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_what_to_do() {
        let told = |text: &str| Template::read(text).unwrap_err();
        let phase = "(name: \"a\", minutes: 5, does: talk, says: \"\")";
        let it = format!("(name: \"x\", title: \"X\", about: \"\",\nphases: [{phase}])");
        assert!(Template::read(&it).is_ok());
        assert!(
            told(&it.replace("talk", "chat")).starts_with("line 2, column"),
            "{}",
            told(&it.replace("talk", "chat"))
        );
        assert!(told(&it.replace("minutes: 5", "minutes: 0")).contains("phase 1"));
        assert!(told("(name: \"x\", title: \"X\", about: \"\", phases: [])").contains("from 1 to 40"));
        assert!(told("").contains("line 1"));
    }
}
