//! What the things found in a thread are known by: the words of their comment and the place in it. So what is found
//! again has the same id, whoever finds it and however the thread has grown.

use crate::{
    map::{CommentId, CredenceId, EdgeId, EdgeKind, Item, NodeId, SourceId, Span, StatementId},
    source::Thread,
};
use std::{collections::BTreeMap, ops::Range};

/// The ids of a thread's comments and of what is found in them. What people decided on where comments start changes
/// none of them: they are taken from the comments as they are without that.
pub(crate) struct Keys<'a> {
    thread: &'a Thread,
    source: SourceId,
    /// For each comment without decisions: what it and all in it is known by, the same in every thread that holds it.
    undecided: Vec<Vec<u8>>,
    comments: Vec<CommentId>,
}

impl<'a> Keys<'a> {
    pub(crate) fn of(thread: &'a Thread) -> Self {
        let mut times: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        let undecided = thread.undecided.iter().map(|it| {
            let words = &thread.text[it.span.clone()];
            let author = it.author.as_deref().unwrap_or("");
            let times = times.entry((author, words)).or_default();
            *times += 1;
            NodeId::derived(&[author.as_bytes(), words.as_bytes(), &times.to_le_bytes()]).to_string().into_bytes()
        });
        let undecided = undecided.collect();
        let mut keys = Self { thread, source: SourceId::of(&thread.text), undecided, comments: Vec::new() };
        keys.comments = (0..thread.comments.len()).map(|it| keys.comment_key(it)).collect();
        keys
    }

    pub(crate) fn source(&self) -> SourceId {
        self.source
    }

    /// The comment with this index.
    pub(crate) fn comment(&self, at: usize) -> CommentId {
        self.comments[at]
    }

    fn comment_key(&self, at: usize) -> CommentId {
        let start = self.thread.comments[at].span.start;
        let home = self.home(start);
        match start - self.thread.undecided[home].span.start {
            0 => CommentId::derived(&[&self.undecided[home]]),
            offset => CommentId::derived(&[&self.undecided[home], &(offset as u64).to_le_bytes()]),
        }
    }

    /// The statement that fills `span` of the thread.
    pub(crate) fn statement(&self, span: &Range<usize>) -> StatementId {
        let home = self.home(span.start);
        StatementId::derived(&[&self.undecided[home], &self.place(home, span)])
    }

    /// The first credence read from that statement.
    pub(crate) fn credence(&self, span: &Range<usize>) -> CredenceId {
        let home = self.home(span.start);
        CredenceId::derived(&[&self.undecided[home], &self.place(home, span)])
    }

    /// The node made of that statement, as `what`: `statement`, `evidence` or `disagreement`.
    pub(crate) fn node(&self, span: &Range<usize>, what: &str) -> NodeId {
        let home = self.home(span.start);
        NodeId::derived(&[what.as_bytes(), &self.undecided[home], &self.place(home, span)])
    }

    /// A range of the thread, as the map has it.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        let range = small(range);
        Span { source: self.source, start: range.start, end: range.end }
    }

    /// The last comment without decisions that starts at or before a byte.
    fn home(&self, at: usize) -> usize {
        self.thread.undecided.partition_point(|it| it.span.start <= at).saturating_sub(1)
    }

    fn place(&self, home: usize, span: &Range<usize>) -> [u8; 16] {
        let start = self.thread.undecided[home].span.start;
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&((span.start - start) as u64).to_le_bytes());
        bytes[8..].copy_from_slice(&((span.end - start) as u64).to_le_bytes());
        bytes
    }
}

/// The link of this kind from a node to a node or a link.
pub(crate) fn edge(from: NodeId, to: Item, kind: EdgeKind) -> EdgeId {
    EdgeId::derived(&[&Item::Node(from).letters(), &to.letters(), kind.words().as_bytes()])
}

/// A range in the numbers of the map. Texts too long for them are refused before.
pub(super) fn small(range: &Range<usize>) -> Range<u32> {
    let number = |it| u32::try_from(it).unwrap_or(u32::MAX);
    number(range.start)..number(range.end)
}
