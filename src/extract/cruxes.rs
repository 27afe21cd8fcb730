//! Cruxes: the yes/no question, who stands where, and what an answer would change.

use super::{
    links::{Link, LinkKind},
    moves::Moves,
    question, tidy,
};
use crate::map::StatementKind;

/// What was made of a statement that names a crux.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// The statement.
    pub at: usize,
    /// The yes/no question.
    pub question: String,
    /// What an answer would change, in the words of the thread.
    pub would_change: String,
    /// The statement of the other side, if there is one.
    pub other: Option<usize>,
}

/// A quote so many statements back is not what a crux is about.
const NEAR: usize = 60;

/// The cruxes of a thread.
pub(super) fn find(moves: &Moves<'_>, links: &[Link]) -> Vec<Turn> {
    let mut targets = std::collections::BTreeMap::new();
    for link in links.iter().filter(|it| it.kind == LinkKind::CruxFor) {
        targets.entry(link.from).or_insert(link.to);
    }
    let cruxes = moves.all.iter().enumerate().filter(|it| it.1.kind == StatementKind::Crux && it.1.quote_of.is_none());
    cruxes
        .map(|(at, it)| {
            let target = targets.get(&at).copied();
            let comment = it.segment.comment;
            let before = (moves.of[comment].start..at).rev().take(NEAR);
            let quoted = before.into_iter().find(|&it| moves.all[it].is_quoted());
            let other = quoted.or_else(|| {
                let parent = moves.parents[comment]?;
                let claims = moves.of[parent].clone().rev().filter(|&it| !moves.all[it].is_quoted());
                let mut claims =
                    claims.filter(|&it| matches!(moves.all[it].kind, StatementKind::Claim | StatementKind::Proposal));
                claims.next()
            });
            let words = moves.text(at);
            let earlier = earlier(moves, at, words).or(target).map(|it| moves.text(it));
            let question = question::question(words, earlier);
            let would_change = match (question::result(words), target) {
                (Some(result), _) => format!("“{result}”"),
                (None, Some(target)) => format!("Whether this stands: “{}”", tidy(moves.text(target))),
                (None, None) => String::new(),
            };
            Turn { at, question, would_change, other }
        })
        .collect()
}

/// What a statement that only points back ("That seems like a crux") points to: the statement before it that argues or
/// asks something.
fn earlier(moves: &Moves<'_>, at: usize, words: &str) -> Option<usize> {
    if !question::points_back(words) {
        return None;
    }
    let start = moves.of[moves.all[at].segment.comment].start;
    let says_something = |it: &usize| {
        let it = &moves.all[*it];
        let asks = it.kind == StatementKind::Question;
        (it.is_contestable() && it.kind != StatementKind::Concession || asks) && !it.segment.aside && it.length > 3
    };
    let last = (start..at).rev().take(4).find(says_something)?;
    // Of words quoted just before, the first that claim something.
    let quoted = (start..=last).rev().take_while(|&it| moves.all[it].is_quoted());
    quoted.filter(|&it| moves.all[it].is_contestable()).last().or(Some(last))
}
