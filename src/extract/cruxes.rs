//! Cruxes: the yes/no question, who stands where, and what an answer would change.

use super::{
    links::{Link, LinkKind, Links},
    moves::Moves,
    question, tidy,
};
use crate::map::StatementKind;
use std::collections::{BTreeMap, BTreeSet};

/// What was made of a statement that names a crux.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// The statement.
    pub at: usize,
    /// The yes/no question.
    pub question: String,
    /// What hangs on it.
    pub about: Option<usize>,
    /// What an answer would change, in the words of the thread.
    pub would_change: String,
    /// The statement of the other side, if there is one.
    pub other: Option<usize>,
}

/// A point that nobody calls a crux is taken for one where all the links it stands on are at least this sure. Most links
/// are less sure, and of what stood on those hardly a point was one to people who annotated threads.
const SURE: f32 = 0.25;

/// A quote so many statements back is not what a crux is about.
const NEAR: usize = 60;

/// The cruxes of a thread.
pub(super) fn find(moves: &Moves<'_>, links: &[Link]) -> Vec<Turn> {
    let mut targets = BTreeMap::new();
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
            Turn { at, question, about: target, would_change, other }
        })
        .collect()
}

/// A point on which both sides rest something though nobody calls it that: a claim that is given as a reason, and is
/// attacked by a claim that is given as a reason on the other side.
#[derive(Clone, Debug)]
pub(super) struct Hinge {
    /// The disputed claim.
    pub at: usize,
    /// The claim that attacks it.
    pub against: usize,
    /// What rests on either, first that of the disputed claim.
    pub conclusions: [usize; 2],
    /// The yes/no question.
    pub question: String,
    /// As sure as the least sure of the links it stands on, 0 to 1.
    pub confidence: f32,
}

impl Hinge {
    /// What an answer would change, in the words of the thread, of which `words` gives those of a statement.
    pub(super) fn would_change<'a>(&self, words: impl Fn(usize) -> &'a str) -> String {
        let [first, second] = self.conclusions.map(|it| tidy(words(it)));
        format!("Which of these stands: “{first}” or “{second}”")
    }
}

/// The cruxes that nobody announces: of each disputed claim the surest, unless one of the `announced` is about it or
/// about what rests on it.
pub(super) fn unannounced(moves: &Moves<'_>, links: &Links, announced: &[Turn]) -> Vec<Hinge> {
    let mut rests: BTreeMap<usize, (usize, f32)> = BTreeMap::new();
    let drawn = links.drawn.iter().map(|it| (it.from, it.to, it.kind, it.confidence));
    let besides = links.drawn.iter().map(|it| (it.from, &it.others)).chain(links.likely.iter().map(|it| (it.0, &it.1)));
    let besides = besides.flat_map(|(from, all)| all.iter().map(move |it| (from, it.to, it.kind, it.confidence)));
    for (from, to, _, confidence) in drawn.chain(besides).filter(|it| it.2 == LinkKind::Supports) {
        let known = rests.entry(moves.original(from)).or_insert((to, 0.0));
        if confidence > known.1 {
            *known = (moves.original(to), confidence);
        }
    }
    let settled: BTreeSet<usize> = (announced.iter())
        .flat_map(|turn| [Some(turn.at), turn.about, turn.other])
        .flatten()
        .map(|it| moves.original(it))
        .collect();
    let mut best: BTreeMap<usize, Hinge> = BTreeMap::new();
    for link in links.drawn.iter().filter(|it| it.kind == LinkKind::Attacks) {
        let (against, at) = (moves.original(link.from), moves.original(link.to));
        let (Some(&own), Some(&other)) = (rests.get(&at), rests.get(&against)) else { continue };
        let both = [at, against, own.0, other.0];
        let disputable = |it: &usize| moves.all[*it].is_contestable() && moves.all[*it].kind != StatementKind::Evidence;
        let claims = matches!(moves.all[at].kind, StatementKind::Claim | StatementKind::Premise);
        let confidence = link.confidence.min(own.1).min(other.1);
        if confidence < SURE
            || both.iter().any(|it| settled.contains(it))
            || !claims
            || !both.iter().all(disputable)
            || at == other.0
            || best.get(&at).is_some_and(|it| it.confidence >= confidence)
        {
            continue;
        }
        let question = question::question(moves.text(at), None);
        best.insert(at, Hinge { at, against, conclusions: [own.0, other.0], question, confidence });
    }
    best.into_values().collect()
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
