//! What people answer: credences, what a crux would do to them, votes. All of it is sealed until it is revealed.

use super::{CruxId, PollId, Reject, RoundId, bounds};
use serde::{Deserialize, Serialize};

/// What somebody answers when asked how likely a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// A credence from 1 to 99 %.
    Percent(u8),
    /// They do not know.
    DontKnow,
    /// The question is not clear enough to answer.
    Unclear,
}

impl Said {
    /// The credence in percent, if it is one.
    pub fn percent(self) -> Option<u8> {
        match self {
            Self::Percent(it) => Some(it),
            Self::DontKnow | Self::Unclear => None,
        }
    }

    /// It in words: “70 %”, “don't know”.
    pub fn words(self) -> String {
        match self {
            Self::Percent(it) => format!("{it} %"),
            Self::DontKnow => "don't know".to_owned(),
            Self::Unclear => "question unclear".to_owned(),
        }
    }
}

/// An answer in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// How likely.
    pub said: Said,
    /// Why; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Whether somebody would change their mind about a claim if a question were answered the other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Would {
    /// Yes.
    Yes,
    /// In part.
    Partly,
    /// No.
    No,
    /// They cannot tell.
    Unsure,
}

impl Would {
    /// Every answer, in the order in which it is asked for.
    pub const ALL: [Self; 4] = [Self::Yes, Self::Partly, Self::No, Self::Unsure];

    /// It in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }
}

/// Credences around a crux question Q of a claim X, in percent from 1 to 99.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// P(X); left out, the person's last answer on the claim counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p: Option<u8>,
    /// P(Q).
    pub q: u8,
    /// P(X|Q).
    pub a: u8,
    /// P(X|not Q).
    pub b: u8,
}

/// An answer on a crux question: words first, numbers if wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CruxAnswer {
    /// Whether they would change their mind.
    pub would: Would,
    /// The credences, if they give any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbers: Option<Numbers>,
}

/// What a vote asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollKind {
    /// Agree, disagree or pass, on each option.
    Stance,
    /// How much hangs on each option: from 0 (nothing) to 4 (everything).
    Impact,
    /// So many dots for each person, to be spread over the options.
    Dots(u8),
}

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// For it.
    Agree,
    /// Against it.
    Disagree,
    /// Neither.
    Pass,
}

/// A vote: one entry for each option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vote {
    /// Where they stand.
    Stance(Vec<Stance>),
    /// How much hangs on it, from 0 to 4.
    Impact(Vec<u8>),
    /// How many dots.
    Dots(Vec<u8>),
}

#[expect(missing_docs, reason = "the comment on each variant says what its fields are")]
/// What is kept from everybody else until the facilitator reveals it to all at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sealed {
    /// An answer in the open round; a later one replaces it.
    Round { round: RoundId, answer: Answer },
    /// An answer on a crux question.
    Crux { crux: CruxId, answer: CruxAnswer },
    /// A vote.
    Poll { poll: PollId, vote: Vote },
}

fn percent(it: u8) -> Result<(), Reject> {
    if (1..=99).contains(&it) { Ok(()) } else { Err(Reject::NotAPercentage) }
}

impl Answer {
    pub(super) fn checked(self) -> Result<Self, Reject> {
        self.said.percent().map_or(Ok(()), percent)?;
        Ok(Self { reason: bounds::text(&self.reason)?, ..self })
    }
}

impl CruxAnswer {
    pub(super) fn checked(self) -> Result<Self, Reject> {
        if let Some(Numbers { p, q, a, b }) = self.numbers {
            p.into_iter().chain([q, a, b]).try_for_each(percent)?;
        }
        Ok(self)
    }
}

impl PollKind {
    /// That `vote` is one for `options` options.
    pub(super) fn takes(self, vote: &Vote, options: usize) -> Result<(), Reject> {
        let fits = match (self, vote) {
            (Self::Stance, Vote::Stance(each)) => each.len() == options,
            (Self::Impact, Vote::Impact(each)) => each.len() == options && each.iter().all(|&it| it <= 4),
            (Self::Dots(most), Vote::Dots(each)) => {
                let all: u32 = each.iter().map(|&it| u32::from(it)).sum();
                each.len() == options && all <= u32::from(most)
            }
            _ => false,
        };
        if fits { Ok(()) } else { Err(Reject::BadVote) }
    }
}
