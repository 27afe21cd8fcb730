//! What is done off the window's thread: the estimate, and the reading.

use super::scope::Scope;
use crate::{
    extract,
    jobs::Progress,
    map::{CommentId, Edit, Map, SourceId, Span},
    model::{self, AskError, Dropped, Estimate, Reading, Settings, many},
    source::{Format, Thread},
};
use std::collections::{BTreeMap, BTreeSet};

/// What came of reading, to be told and done.
#[derive(Debug)]
pub struct Outcome {
    /// The change to the map.
    pub edit: Edit,
    /// How many comments the model read.
    pub read: usize,
    /// Whether it was to read all of the thread.
    pub whole: bool,
    /// Why it did not read all, the first time.
    pub trouble: Option<AskError>,
    source: SourceId,
    comments: Vec<(CommentId, Span)>,
    statements: usize,
    dropped: Dropped,
    failed: usize,
    unread: usize,
}

/// What reading each of the scopes would cost, without prices.
pub fn estimates(map: &Map, scopes: &[Scope]) -> Vec<Estimate> {
    let mut threads: BTreeMap<SourceId, Vec<usize>> = BTreeMap::new();
    for (n, scope) in scopes.iter().enumerate() {
        threads.entry(scope.source).or_default().push(n);
    }
    let mut found = Vec::new();
    for (source, of_thread) in threads {
        let thread = thread(map, source);
        let wanted: Vec<BTreeSet<usize>> = of_thread.iter().map(|&it| wanted(&thread, map, &scopes[it])).collect();
        found.extend(of_thread.into_iter().zip(model::estimates(&thread, &wanted)));
    }
    found.sort_unstable_by_key(|it| it.0);
    found.into_iter().map(|it| it.1).collect()
}

/// Reads the comments with a model.
pub fn read(map: &Map, scope: &Scope, settings: &Settings, progress: &Progress) -> Outcome {
    let thread = thread(map, scope.source);
    let reading = model::read(&thread, &wanted(&thread, map, scope), settings, progress);
    let Reading { read, unread, trouble, statements, dropped, failed, .. } = &reading;
    Outcome {
        read: read.len(),
        whole: scope.comments.is_none(),
        unread: unread.len(),
        trouble: trouble.clone(),
        statements: *statements,
        dropped: *dropped,
        failed: *failed,
        source: scope.source,
        comments: comments(map, scope.source),
        edit: model::edit(map, &thread, reading),
    }
}

impl Outcome {
    /// Whether the comments of `map` are still those that were read.
    pub fn fits(&self, map: &Map) -> bool {
        comments(map, self.source) == self.comments
    }

    /// What came of it, and what was lost on the way.
    pub fn in_words(&self, name: &str) -> (String, String) {
        let message =
            format!("{name} read {} and proposes {}.", many(self.read, "comment"), many(self.statements, "statement"));
        let Dropped { quotes, refused, links } = self.dropped;
        let mut hint = Vec::new();
        if quotes > 0 {
            hint.push(match quotes {
                1 => "1 record was dropped: its quote does not stand in the thread.".to_owned(),
                n => format!("{n} records were dropped: their quotes do not stand in the thread."),
            });
        }
        if refused + links > 0 {
            hint.push(match refused + links {
                1 => "1 was not of the form, or about nothing that is there.".to_owned(),
                n => format!("{n} were not of the form, or about nothing that is there."),
            });
        }
        if let Some(trouble) = &self.trouble {
            let (failed, left) = (many(self.failed, "request"), many(self.unread, "comment"));
            hint.push(format!("{failed} failed, which left {left} to the rules: {trouble}. {}", trouble.advice()));
        }
        (message, hint.join(" "))
    }
}

/// A thread of the map, with what was decided on it.
fn thread(map: &Map, source: SourceId) -> Thread {
    let (text, title, format) =
        map.source(source).map(|it| (it.text.to_string(), it.title.as_str(), it.format.as_str())).unwrap_or_default();
    extract::read(text, title, Format::from_name(format), map)
}

/// The comments of a scope, by index. They are known by where they start: another reader may have ended them elsewhere.
fn wanted(thread: &Thread, map: &Map, scope: &Scope) -> BTreeSet<usize> {
    let Some(comments) = &scope.comments else { return (0..thread.comments.len()).collect() };
    let starts = comments.iter().filter_map(|&it| map.comment(it)).map(|it| it.span.range().start);
    starts.filter_map(|at| thread.comments.partition_point(|it| it.span.start <= at).checked_sub(1)).collect()
}

fn comments(map: &Map, source: SourceId) -> Vec<(CommentId, Span)> {
    map.comments().map(|(id, it)| (id, it.span)).filter(|it| it.1.source == source).collect()
}
