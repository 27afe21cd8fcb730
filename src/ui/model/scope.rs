//! Which comments a model may be asked to read: those of a thread, or those selected in it.

use super::super::{context::View, index::Index};
use crate::{
    map::{CommentId, Item, Map, NodeId, SourceId},
    model::many,
};
use std::collections::BTreeSet;

/// Some comments of a thread.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Which text.
    pub source: SourceId,
    /// The comments; `None` for all of it.
    pub comments: Option<BTreeSet<CommentId>>,
    /// What it is, in words.
    pub words: String,
}

/// What can be read: each thread as a whole, and what is selected in it. The thread of the selection comes first.
pub fn scopes(map: &Map, index: &Index, view: &View) -> Vec<Scope> {
    let selected = selected(map, index, view);
    let mut threads: Vec<(SourceId, BTreeSet<CommentId>, usize)> = index
        .comments_in
        .iter()
        .map(|(&source, all)| {
            let here = all.iter().copied().filter(|it| selected.contains(it)).collect();
            (source, here, all.len())
        })
        .collect();
    threads.sort_by_key(|it| it.1.is_empty());
    let several = threads.len() > 1;
    let mut scopes = Vec::new();
    for (source, here, all) in threads {
        let title = map.source(source).map_or("", |it| it.title.as_str());
        let of = if several { format!(" “{title}”") } else { String::new() };
        let comments = many(all, "comment");
        scopes.push(Scope { source, comments: None, words: format!("The whole thread{of}, {comments}") });
        if !here.is_empty() {
            let of = if several { format!(" of{of}") } else { String::new() };
            let words = match here.len() {
                1 => format!("The selected comment{of}"),
                n => format!("The {n} selected comments{of}"),
            };
            scopes.push(Scope { source, comments: Some(here), words });
        }
    }
    scopes
}

/// The comments that say what is selected.
fn selected(map: &Map, index: &Index, view: &View) -> BTreeSet<CommentId> {
    let comments_of = |node: NodeId| {
        let statements = index.statements_of.get(&node).into_iter().flatten();
        statements.filter_map(|&it| map.statement(it)).map(|it| it.comment).collect::<BTreeSet<_>>()
    };
    // What stands in no comment itself, as a disagreement, is where its sides are.
    let around = |node: NodeId| {
        let ends = map.edges_at(node).filter_map(|it| map.edge(it));
        ends.flat_map(|it| [Some(it.from), it.to.node()]).flatten().flat_map(comments_of).collect::<BTreeSet<_>>()
    };
    let mut found = BTreeSet::new();
    for item in &view.selection {
        let nodes: Vec<NodeId> = match *item {
            Item::Node(id) => vec![id],
            Item::Edge(id) => {
                map.edge(id).map(|it| [Some(it.from), it.to.node()]).into_iter().flatten().flatten().collect()
            }
        };
        for node in nodes {
            let own = comments_of(node);
            found.extend(if own.is_empty() { around(node) } else { own });
        }
    }
    if let Some((source, at)) = view.doubt {
        let here = index.comments_in.get(&source).into_iter().flatten();
        let starts = |it: &CommentId| map.comment(*it).is_some_and(|it| it.span.start <= at && at < it.span.end);
        found.extend(here.copied().find(starts));
    }
    found
}
