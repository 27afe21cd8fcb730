//! What corrections teach: a kind that people corrected again and again for the same cue is less likely wherever that
//! cue led to it. Nothing is stored but the corrections and, with each proposal re-ranked, what it was before: lessons
//! are counted anew each time, so the order of corrections does not matter and nothing can swing to and fro.

use super::{Cue, EdgeId, Item, Lesson, Map, NodeId, Review, ReviewState, StatementId, StatementKind, plan::Draft};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// So many corrections of a cue, from one kind to the same other, are a lesson.
pub const ENOUGH: u32 = 3;

/// By how much a lesson moves the log odds of the kind proposed against the kind it was corrected to: the log odds that
/// the cue is wrong here, from the times it proved `wrong` and `right`, each counted once more than seen (the rule of
/// succession, Laplace 1774). 0 if there are fewer than [`ENOUGH`] corrections, or if the cue is right as often.
#[expect(clippy::cast_precision_loss, reason = "nobody corrects sixteen million proposals")]
pub fn shift(wrong: u32, right: u32) -> f32 {
    if wrong < ENOUGH { 0.0 } else { ((wrong as f32 + 1.0) / (right as f32 + 1.0)).ln().max(0.0) }
}

/// The probabilities of a kind and of its runner-up after the log odds between the two have moved by `shift` towards
/// the runner-up. Their sum stays: nothing was learned about the other kinds.
pub fn reranked(kind: f32, runner_up: f32, shift: f32) -> (f32, f32) {
    let sum = kind + runner_up;
    if kind <= 0.0 || runner_up <= 0.0 {
        return (kind, runner_up);
    }
    // ln(kind / runner_up) - shift, through the logistic function. In f64, so that a shift of 0 changes nothing.
    let (kind, runner_up, shift) = (f64::from(kind), f64::from(runner_up), f64::from(shift));
    let share = 1.0 / (1.0 + runner_up / kind * shift.exp());
    #[expect(clippy::cast_possible_truncation, reason = "a share of 1")]
    let kind = (f64::from(sum) * share) as f32;
    // A file may claim more than a whole for both.
    (kind.min(1.0), (sum - kind).clamp(0.0, 1.0))
}

/// The proposal as it was before any lesson.
pub(super) fn unlearned(review: &Review) -> Review {
    let mut review = review.clone();
    if let Some(lesson) = review.lesson.take() {
        review.confidence = lesson.confidence;
        review.runner_up = Some(lesson.to);
        review.runner_up_confidence = Some(lesson.runner_up_confidence);
    }
    review
}

/// A cue as lessons know it: its words, however they are capitalized, and what they say.
type Key = (String, Cow<'static, str>);

fn key(cue: &Cue) -> Key {
    (cue.words.to_lowercase(), cue.says.clone())
}

fn keys(review: &Review) -> BTreeSet<Key> {
    review.cues.iter().map(key).collect()
}

/// How often people said what of each cue.
#[derive(Default)]
struct Tally {
    /// Corrected, from one kind to another.
    moved: BTreeMap<(Key, StatementKind, StatementKind), u32>,
    /// Left at the kind proposed.
    stood: BTreeMap<(Key, StatementKind), u32>,
}

impl Tally {
    fn of(map: &Map, moves: &BTreeMap<NodeId, StatementKind>) -> Self {
        let mut tally = Self::default();
        for (item, review) in map.reviews().filter(|it| it.1.state == ReviewState::Accepted) {
            let node = item.node().and_then(|id| Some((map.node(id)?, *moves.get(&id)?)));
            // What a person has made something that its words do not say tells nothing of them.
            let Some((_, kind)) = node.filter(|(node, kind)| node.kind == kind.on_map()) else { continue };
            let proposed = review.corrected_from.or(review.lesson.as_ref().map(|it| it.from)).unwrap_or(kind);
            for key in keys(review) {
                if proposed == kind {
                    *tally.stood.entry((key, kind)).or_default() += 1;
                } else if review.corrected_from.is_some() {
                    *tally.moved.entry((key, proposed, kind)).or_default() += 1;
                }
                // What was accepted as a lesson had made it counts as neither: a lesson must not prove itself.
            }
        }
        tally
    }

    /// How often `cue` was corrected from one kind to the other, and how often it was right in not being the other.
    fn counts(&self, cue: &Cue, from: StatementKind, to: StatementKind) -> (u32, u32) {
        let times = |it: Option<&u32>| it.copied().unwrap_or_default();
        let wrong = times(self.moved.get(&(key(cue), from, to)));
        let back = times(self.moved.get(&(key(cue), to, from)));
        (wrong, times(self.stood.get(&(key(cue), from))) + back)
    }
}

/// The statements that express each node.
pub(super) fn expressing(map: &Map) -> BTreeMap<NodeId, Vec<StatementId>> {
    let mut of = BTreeMap::<_, Vec<_>>::new();
    for (id, node) in map.statements().filter_map(|(id, it)| Some((id, it.node?))) {
        of.entry(node).or_default().push(id);
    }
    of
}

/// The move that these statements of a node make, as [`Map::move_of`].
pub(super) fn move_of(map: &Map, statements: &[StatementId]) -> Option<StatementKind> {
    statements.iter().filter_map(|&it| map.statement(it)).map(|it| (it.span, it.kind)).min().map(|it| it.1)
}

/// What lessons make of an open proposal of this kind: its review, and its kind.
fn judged(review: &Review, kind: StatementKind, tally: &Tally) -> (Review, StatementKind) {
    let kind = review.lesson.as_ref().map_or(kind, |it| it.from);
    let review = unlearned(review);
    let to = review.runner_up.filter(|&it| it != kind);
    let (Some(to), Some(other)) = (to, review.runner_up_confidence) else { return (review, kind) };
    // Cues that stand together were corrected together: the strongest lesson counts, not their sum.
    let lessons = review.cues.iter().map(|cue| (cue, tally.counts(cue, kind, to)));
    let strongest = lessons.rev().max_by(|a, b| shift(a.1.0, a.1.1).total_cmp(&shift(b.1.0, b.1.1)));
    let Some((cue, (times, right))) = strongest.filter(|it| shift(it.1.0, it.1.1) > 0.0) else {
        return (review, kind);
    };
    let lesson =
        Lesson { cue: cue.clone(), times, from: kind, to, confidence: review.confidence, runner_up_confidence: other };
    let (stays, turns) = reranked(review.confidence, other, shift(times, right));
    let (kind, next, best, second) = if turns > stays { (to, kind, turns, stays) } else { (kind, to, stays, turns) };
    let after = Review {
        confidence: best,
        runner_up: Some(next),
        runner_up_confidence: Some(second),
        lesson: Some(Box::new(lesson)),
        ..review
    };
    (after, kind)
}

impl Draft {
    /// Re-ranks the open proposals by what people have corrected. What somebody decided on stays as it is, and so does
    /// a proposal that somebody has linked by hand in a way that its new kind would not allow.
    pub fn learn(&mut self) {
        if self.map.reviews().all(|(_, it)| it.corrected_from.is_none() && it.lesson.is_none()) {
            return;
        }
        let expressing = expressing(&self.map);
        let moves = expressing.iter().filter_map(|(&id, it)| Some((id, move_of(&self.map, it)?))).collect();
        let tally = Tally::of(&self.map, &moves);
        let open = self.map.reviews().filter(|it| it.1.state == ReviewState::Open);
        let open = open.filter_map(|(item, it)| Some((item.node()?, it)));
        let judged = open.filter_map(|(id, review)| {
            let before = *moves.get(&id)?;
            let (after, kind) = judged(review, before, &tally);
            (after != *review || kind != before).then_some((id, before, kind, after))
        });
        for (id, before, kind, review) in judged.collect::<Vec<_>>() {
            if before != kind && !self.turn_by_lesson(id, &expressing[&id], before, kind) {
                continue;
            }
            self.reviews(id.into(), Some(review));
        }
    }

    /// Makes a proposal another kind; says whether that could be.
    fn turn_by_lesson(
        &mut self,
        id: NodeId,
        said: &[StatementId],
        before: StatementKind,
        after: StatementKind,
    ) -> bool {
        let (from, to) = (before.on_map(), after.on_map());
        if from != to {
            let mut tried = Self::of(&self.map);
            if tried.map.node(id).is_none_or(|it| it.kind != from) {
                return false;
            }
            let lost = tried.turn_into(id, to);
            let gone = tried.take_out(lost.into_iter().map(Item::Edge));
            let touched: Vec<EdgeId> = tried.diff.edges.keys().copied().collect();
            if touched.into_iter().any(|it| !self.is_open(it)) {
                return false;
            }
            for item in gone {
                // Nobody has rejected it: when the thread is read again it may come back.
                tried.reviews(item, None);
            }
            self.map = tried.map;
            if self.keeps_diff {
                self.diff.then(tried.diff);
            }
        }
        self.say(said, before, after);
        true
    }

    /// Whether a link is a proposal that nobody has decided on.
    fn is_open(&self, edge: EdgeId) -> bool {
        self.map.is_open(edge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_needs_corrections_and_gives_way_to_what_was_right() {
        // Corrected, right, and the odds by which the kind proposed loses.
        let cases = [(0, 0, 1.0), (2, 0, 1.0), (3, 0, 4.0), (3, 1, 2.0), (3, 3, 1.0), (3, 50, 1.0), (9, 0, 10.0)];
        for (wrong, right, odds) in cases {
            let found = shift(wrong, right).exp();
            assert!((found - odds).abs() < 1e-5, "{wrong} wrong, {right} right: {found} is not {odds}");
        }
    }

    #[test]
    fn only_the_two_kinds_exchange_what_they_have() {
        // Before: the kind and its runner-up; the odds of the lesson; after.
        let cases = [
            ((0.6, 0.3), 4.0, (0.3, 0.6)),
            ((0.8, 0.1), 1.0, (0.8, 0.1)),
            ((0.9, 0.1), 4.0, (0.692_308, 0.307_692)),
            ((0.5, 0.5), 1.0, (0.5, 0.5)),
            ((1.0, 0.0), 4.0, (1.0, 0.0)),
            ((0.0, 0.0), 4.0, (0.0, 0.0)),
        ];
        for ((kind, other), odds, (want, want_other)) in cases {
            let (found, found_other) = reranked(kind, other, f32::ln(odds));
            assert!((found - want).abs() < 1e-5 && (found_other - want_other).abs() < 1e-5, "{kind}, {other}, {odds}");
        }
        for step in 0..1000_u16 {
            let kind = f32::from(step) / 999.0;
            let (a, b) = reranked(kind, 1.0 - kind, shift(u32::from(step), u32::from(step % 7)));
            assert!((0.0..=1.0).contains(&a) && (0.0..=1.0).contains(&b) && (a + b - 1.0).abs() < 1e-5 && a <= kind);
        }
    }
}
