//! Why a wish is not done, in sentences for people.

use super::bounds;

#[expect(missing_docs, reason = "the comment on each variant says what its fields are")]
/// Why nothing happened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reject {
    /// A command from somebody who may not give it.
    #[error("Only the facilitator, or the seat itself, can do that.")]
    NotYours,
    /// The session has not begun.
    #[error("The session has not been opened yet.")]
    NotOpen,
    /// It has begun already.
    #[error("The session is open already.")]
    IsOpen,
    /// It is over.
    #[error("The session is closed.")]
    Closed,
    /// It is paused.
    #[error("The session is paused; wait until the facilitator goes on.")]
    Paused,
    /// It is not paused.
    #[error("The session is not paused.")]
    NotPaused,
    /// Nothing can be timed yet.
    #[error("No phase has begun; start the first one.")]
    NoPhase,
    /// The template has no such phase.
    #[error("The template has no such phase.")]
    NoSuchPhase,
    /// All phases are over.
    #[error("That was the last phase; close the session, or go back to one.")]
    LastPhase,
    /// There is no more room.
    #[error("There is room for {most} {of} and no more.")]
    Full { most: usize, of: &'static str },
    /// The template is for fewer people.
    #[error("This form of discussion is for {0} people; join as an observer.")]
    TooManyFor(u32),
    /// Nobody comes in now.
    #[error("The room is locked; ask the facilitator to open it.")]
    Locked,
    /// A token that belongs to no seat.
    #[error("That key fits no seat; join anew, or ask the facilitator for your seat's code.")]
    UnknownToken,
    /// A code that belongs to no seat.
    #[error("That code fits no seat; ask the facilitator for a new one.")]
    UnknownCode,
    /// A token that is in use.
    #[error("That key belongs to a seat already.")]
    TokenInUse,
    /// No name.
    #[error("A name is needed.")]
    NoName,
    /// A long name.
    #[error("A name has {} signs at most.", bounds::NAME)]
    LongName,
    /// A name that somebody has.
    #[error("Somebody here has that name; add a letter to yours.")]
    NameTaken,
    /// Signs that are no text.
    #[error("The text holds control signs, or signs that turn its direction; write it without them.")]
    BadSigns,
    /// A text without words.
    #[error("Some words are needed.")]
    NoWords,
    /// A long text.
    #[error("A text has {} signs at most.", bounds::TEXT)]
    LongText,
    /// A seat that is not there.
    #[error("There is no such seat.")]
    NoSuchSeat,
    /// A seat that the facilitator took away.
    #[error("That seat was taken away; ask the facilitator for its code.")]
    SeatRemoved,
    /// Something that is not there: which kind of thing.
    #[error("There is no such {0}.")]
    NoSuch(&'static str),
    /// The role may not.
    #[error("Observers and the scribe look on; only participants can do that.")]
    ParticipantsOnly,
    /// Only the scribe may.
    #[error("Only the scribe can do that.")]
    ScribeOnly,
    /// Names are fixed.
    #[error("How people are named is fixed once somebody has answered.")]
    NamesFixed,
    /// Another round is open.
    #[error("A round is open; reveal or drop it first.")]
    RoundOpen,
    /// The round is over.
    #[error("That round is over; only an open round can be answered.")]
    RoundOver,
    /// What was to be revealed is known.
    #[error("That is over already.")]
    IsRevealed,
    /// Nothing to reveal.
    #[error("Nobody has answered yet.")]
    NothingToReveal,
    /// A credence out of range.
    #[error("A credence is a whole number from 1 to 99 %.")]
    NotAPercentage,
    /// A vote that does not fit what was asked.
    #[error("The vote does not fit what is asked.")]
    BadVote,
    /// A vote about nothing.
    #[error("A vote needs from 1 to {} options, and from 1 to 20 dots.", bounds::OPTIONS)]
    BadPoll,
    /// Hands stay down.
    #[error("This phase is silent; raise your hand when people talk.")]
    Silent,
    /// The hand is up.
    #[error("Your hand is up already.")]
    HandUp,
    /// The hand is not up.
    #[error("That hand is not up.")]
    NoHand,
    /// Nobody has the floor.
    #[error("Nobody has the floor.")]
    NoFloor,
    /// It is somebody else's turn.
    #[error("The floor is not yours.")]
    NotYourTurn,
    /// A reply before the other's view was said back.
    #[error("First say back what the other holds, until they find it right at least mostly.")]
    ParaphraseFirst,
    /// Somebody's own view.
    #[error("Say back the view of somebody else.")]
    OwnView,
    /// A judgement of one who was not meant.
    #[error("Only the one whose view it is can judge that.")]
    NotYourView,
    /// Somebody has decided.
    #[error("That has been decided already.")]
    IsDecided,
    /// An extension out of bounds.
    #[error("Extend by 1 to {} minutes.", bounds::MINUTES)]
    BadExtension,
    /// A swing out of bounds.
    #[error("The least swing of a crux is from 5 to 90 percent.")]
    BadSwing,
    /// A crux question on what is none.
    #[error("A crux needs a claim on the agenda that it is about.")]
    NoClaim,
    /// A template that cannot be used.
    #[error("{0}")]
    BadTemplate(String),
}
