//! What may differ between two maps, in names for programs and words for people.

use crate::map::{
    BoundaryId, CommentId, ConditionalId, CredenceId, EdgeId, FileId, ForeignId, Item, NodeId, PersonId, ResultId,
    SourceId, StatementId,
};
use std::fmt;

/// What a difference is about: the record, or the node or link that a record belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named after what it holds the id of")]
pub enum About {
    Node(NodeId),
    Edge(EdgeId),
    Person(PersonId),
    Source(SourceId),
    Comment(CommentId),
    Statement(StatementId),
    Boundary(BoundaryId),
    File(FileId),
    Result(ResultId),
    Credence(CredenceId),
    Conditional(ConditionalId),
    Foreign(ForeignId),
}

impl About {
    /// The node or link, if it is one.
    pub fn item(self) -> Option<Item> {
        match self {
            Self::Node(id) => Some(id.into()),
            Self::Edge(id) => Some(id.into()),
            _ => None,
        }
    }
}

impl About {
    /// The word for what it is.
    pub fn word(self) -> &'static str {
        match self {
            Self::Node(_) => "node",
            Self::Edge(_) => "link",
            Self::Person(_) => "person",
            Self::Source(_) => "thread",
            Self::Comment(_) => "comment",
            Self::Statement(_) => "statement",
            Self::Boundary(_) => "boundary",
            Self::File(_) => "file",
            Self::Result(_) => "result",
            Self::Credence(_) => "credence",
            Self::Conditional(_) => "conditional",
            Self::Foreign(_) => "foreign",
        }
    }
}

impl From<Item> for About {
    fn from(item: Item) -> Self {
        match item {
            Item::Node(id) => Self::Node(id),
            Item::Edge(id) => Self::Edge(id),
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(id) => id.fmt(f),
            Self::Edge(id) => id.fmt(f),
            Self::Person(id) => id.fmt(f),
            Self::Source(id) => id.fmt(f),
            Self::Comment(id) => id.fmt(f),
            Self::Statement(id) => id.fmt(f),
            Self::Boundary(id) => id.fmt(f),
            Self::File(id) => id.fmt(f),
            Self::Result(id) => id.fmt(f),
            Self::Credence(id) => id.fmt(f),
            Self::Conditional(id) => id.fmt(f),
            Self::Foreign(id) => id.fmt(f),
        }
    }
}

macro_rules! aspects {
    ($($name:ident: $word:literal, $mark:ident;)*) => {
        /// One thing that may be different about a record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the words of each say what it is")]
        pub enum Aspect {
            $($name,)*
        }

        impl Aspect {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// What it is called.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }

            /// As what sort of change a difference in it counts.
            pub fn mark(self) -> Mark {
                match self {
                    $(Self::$name => Mark::$mark,)*
                }
            }
        }
    };
}

aspects! {
    Presence: "whether it is there", Changed;
    Words: "words", Reworded;
    Kind: "kind", Retyped;
    Ends: "ends", Relinked;
    Weight: "weight", Reweighed;
    Together: "counts together with", Relinked;
    Place: "place", Moved;
    Sides: "sides", Detailed;
    WouldChange: "what an answer would change", Detailed;
    Status: "status", Detailed;
    Subject: "what is disputed", Detailed;
    Sort: "sort of evidence", Detailed;
    Data: "data", Detailed;
    Attached: "files shown", Detailed;
    Calculation: "calculation", Calculated;
    Result: "result", Calculated;
    Credence: "credence", Believed;
    Conditional: "what would follow", Believed;
    Decision: "review", Reviewed;
    Proposal: "proposal", Reviewed;
    Quote: "words in the thread", Quoted;
    OnMap: "node that stands for it", Quoted;
    Move: "move", Retyped;
    Speaker: "whose words", Changed;
    Disputed: "disputed", Changed;
    Comment: "comment", Changed;
    Statement: "statement", Changed;
    Author: "author", Changed;
    ReplyTo: "reply to", Changed;
    Time: "time", Changed;
    Address: "address", Changed;
    Marks: "score and marks", Changed;
    Topic: "topic", Changed;
    Certainty: "how sure that it starts there", Changed;
    Starts: "where a comment starts", Changed;
    Name: "name", Renamed;
    Format: "format", Changed;
    Furniture: "text set aside", Changed;
    Content: "content", Changed;
    Foreign: "what another tool says", Changed;
}

/// A sort of change, as a person would sort them; a badge on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words of each say what it is")]
pub enum Mark {
    Added,
    Removed,
    Reworded,
    Retyped,
    Relinked,
    Reweighed,
    Moved,
    Detailed,
    Believed,
    Calculated,
    Reviewed,
    Quoted,
    Renamed,
    Changed,
}

impl Mark {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Reworded => "reworded",
            Self::Retyped => "of another kind",
            Self::Relinked => "relinked",
            Self::Reweighed => "re-weighed",
            Self::Moved => "moved",
            Self::Detailed => "details changed",
            Self::Believed => "credences changed",
            Self::Calculated => "calculated anew",
            Self::Reviewed => "reviewed",
            Self::Quoted => "quoted",
            Self::Renamed => "renamed",
            Self::Changed => "changed",
        }
    }
}
