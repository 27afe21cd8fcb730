//! What a statement bears on: its candidates, each with how likely it is.
//!
//! A reason is given for a claim of the same comment, and an answer to words of somebody else. For both the likeliest
//! target is asked for, or none: small signs of the two statements and of how they stand to each other are weighed
//! together (`pair.rs`), and softmax over the candidates and "none" makes probabilities of the sums. The weights in
//! `assets/links.txt` are fitted (`fit/links.rs`) on threads that were written and annotated for this project.

mod pair;
mod signs;
mod stand;

#[cfg(test)]
pub(super) use signs::Signs;
pub(super) use signs::{COUNT, GROUPS};

use signs::Telling;
use stand::Stand;

use super::moves::Moves;
use std::{collections::HashMap, sync::LazyLock};

/// What is asked of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Which other statement of its comment it is a reason for.
    Reason,
    /// Which words of others it answers.
    Answer,
}

impl Side {
    /// Both.
    #[cfg(test)]
    pub(super) const ALL: [Self; 2] = [Self::Reason, Self::Answer];

    /// At most so many targets are drawn.
    pub(super) const fn most(self) -> usize {
        match self {
            Self::Reason => 2,
            Self::Answer => 1,
        }
    }
}

/// A statement that another may bear on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Target {
    pub at: usize,
    /// How likely it is the one, 0 to 1.
    pub probability: f32,
}

/// So many statements of the comment answered, or before and after a reason, are looked at.
const REACH: usize = 24;

/// So many targets are told.
pub(super) const TOLD: usize = 8;

/// Ranks candidates of one thread.
pub(super) struct Ranker<'a> {
    moves: &'a Moves<'a>,
    /// How rare each word of the subject of each statement is.
    rarity: Vec<Box<[f32]>>,
}

impl<'a> Ranker<'a> {
    pub(super) fn new(moves: &'a Moves<'a>) -> Self {
        Self { moves, rarity: rarity(moves) }
    }

    /// The likeliest candidates of statement `at`, at most [`TOLD`], the likeliest first. What all candidates together
    /// miss to 1 is how likely it bears on none.
    pub(super) fn rank(&self, side: Side, at: usize) -> Vec<Target> {
        let candidates = self.candidates(side, at);
        if candidates.is_empty() {
            return Vec::new();
        }
        let mut telling = Telling::new(&WEIGHTS, false);
        stand::none(self.moves, side, at, &mut telling);
        let none = telling.sum;
        let stand = Stand::of(self.moves, side, at);
        let odds = candidates.iter().map(|&to| {
            let mut telling = Telling::new(&WEIGHTS, false);
            stand.towards(self.moves, to, self.shared(at, to), &mut telling);
            telling.sum
        });
        let odds: Vec<f32> = odds.collect();
        let top = odds.iter().copied().fold(none, f32::max);
        let all: f32 = odds.iter().map(|it| (it - top).exp()).sum::<f32>() + (none - top).exp();
        let mut ranked: Vec<Target> = Vec::with_capacity(TOLD + 1);
        for (&at, odds) in candidates.iter().zip(&odds) {
            let probability = (odds - top).exp() / all;
            // Of equals the first stays the first.
            let place = ranked.partition_point(|it| it.probability >= probability);
            if place < TOLD {
                ranked.insert(place, Target { at, probability });
                ranked.truncate(TOLD);
            }
        }
        ranked
    }

    /// The signs of a pair of statements.
    #[cfg(test)]
    pub(super) fn signs(&self, side: Side, from: usize, to: usize) -> Signs {
        let mut telling = Telling::new(&[], true);
        Stand::of(self.moves, side, from).towards(self.moves, to, self.shared(from, to), &mut telling);
        telling.kept.unwrap_or_default()
    }

    /// The signs of a statement that bears on none.
    #[cfg(test)]
    pub(super) fn none(&self, side: Side, at: usize) -> Signs {
        let mut telling = Telling::new(&[], true);
        stand::none(self.moves, side, at, &mut telling);
        telling.kept.unwrap_or_default()
    }

    /// What a statement may bear on, in reading order.
    pub(super) fn candidates(&self, side: Side, at: usize) -> Vec<usize> {
        let it = &self.moves.all[at];
        if it.is_quoted() {
            return Vec::new();
        }
        let own = self.moves.of[it.segment.comment].clone();
        match side {
            Side::Reason => {
                let near = at.saturating_sub(REACH).max(own.start)..(at + REACH + 1).min(own.end);
                near.filter(|&to| to != at && !self.moves.all[to].is_quoted()).collect()
            }
            Side::Answer => {
                let quoted: Vec<usize> = (at.saturating_sub(REACH).max(own.start)..at)
                    .filter(|&to| self.moves.all[to].is_quoted())
                    .collect();
                let mut found = Vec::new();
                for comment in self.above(it.segment.comment) {
                    let all = self.moves.of[comment].clone().take(REACH);
                    // Words that are quoted stand once among the candidates.
                    let fits = |to: &usize| {
                        !self.moves.all[*to].is_quoted() && quoted.iter().all(|&it| self.moves.original(it) != *to)
                    };
                    found.extend(all.filter(fits));
                }
                found.extend(quoted);
                found
            }
        }
    }

    /// The comments that one may answer: the one replied to, that one's parent, and the first, unless it is the
    /// writer's own.
    fn above(&self, comment: usize) -> Vec<usize> {
        let author = |it: usize| self.moves.thread.comments[it].author.as_ref();
        let mut found: Vec<usize> = Vec::new();
        if let Some(parent) = self.moves.parents[comment] {
            found.push(parent);
            for far in self.moves.parents[parent].into_iter().chain([0]) {
                let own = author(far).is_some() && author(far) == author(comment);
                if !own && far < comment && !found.contains(&far) {
                    found.push(far);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// How much two statements have in common: the rarer a word that both hold, the more.
    pub(super) fn shared(&self, from: usize, to: usize) -> f32 {
        let (ours, theirs) = (&self.moves.all[from].subject, &self.moves.all[to].subject);
        // Both are sorted.
        let mut left = ours.iter().peekable();
        let both = theirs.iter().zip(&self.rarity[to]).filter(|(it, _)| {
            while left.next_if(|ours| ours < it).is_some() {}
            left.peek() == Some(it)
        });
        // A number that both name ties them more than a word.
        let shared: f32 = both.map(|(it, rarity)| rarity * if it & 1 == 1 { 2.0 } else { 1.0 }).sum();
        // A long statement shares words by chance.
        #[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
        let long = theirs.len() as f32 / 16.0;
        shared / (1.0 + long)
    }
}

/// How rare the words of each statement's subject are in the thread: the logarithm of how many statements there are for
/// one that holds the word.
fn rarity(moves: &Moves<'_>) -> Vec<Box<[f32]>> {
    let mut times: HashMap<u64, u32> = HashMap::new();
    for it in &moves.all {
        for &word in &it.subject {
            *times.entry(word).or_default() += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits")]
    let all = moves.all.len() as f32 + 1.0;
    #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits")]
    let rare: HashMap<u64, f32> =
        times.into_iter().map(|(word, times)| (word, (all / times as f32).ln().max(0.0))).collect();
    let of = |it: &u64| rare.get(it).copied().unwrap_or(0.0);
    moves.all.iter().map(|it| it.subject.iter().map(of).collect()).collect()
}

/// What each sign adds to the log odds. A line of the file is a group's name and its weights.
static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/links.txt").lines().filter(|it| !it.starts_with('#'));
    let told: HashMap<&str, &str> = lines.filter_map(|it| it.split_once('\t')).collect();
    let mut weights = Vec::with_capacity(COUNT);
    for (name, size) in GROUPS {
        let mut numbers = told.get(name).map_or("", |it| *it).split(' ').map(|it| it.parse().unwrap_or(0.0));
        weights.extend((0..size).map(|_| numbers.next().unwrap_or(0.0)));
    }
    weights
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_its_sign() {
        for line in include_str!("../../../assets/links.txt").lines().filter(|it| !it.starts_with('#')) {
            let (name, numbers) = line.split_once('\t').unwrap();
            let size = GROUPS.iter().find(|it| it.0 == name).map(|it| it.1);
            let weights: Vec<f32> = numbers.split(' ').map(|it| it.parse().unwrap()).collect();
            assert_eq!(Some(weights.len()), size, "{name}");
        }
    }
}
