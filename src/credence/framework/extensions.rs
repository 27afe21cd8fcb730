//! Which arguments can be held together, by each semantics.

use super::{
    Framework, Label, NoAnswer,
    search::{Labelling, Work, complete},
};
use petgraph::unionfind::UnionFind;
use std::{cmp::Reverse, collections::BTreeMap};

/// A semantics: which sets of arguments can be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The least complete one: what has to be held (Dung 1995).
    Grounded,
    /// Sets that defend exactly what is in them (Dung 1995).
    Complete,
    /// Largest complete ones (Dung 1995).
    Preferred,
    /// Complete ones that attack all else; there may be none (Dung 1995).
    Stable,
    /// The largest one that defends itself and is in all preferred ones (Dung, Mancarella and Toni 2007).
    Ideal,
    /// Complete ones that with what they attack are largest (Caminada, Carnielli and Dunne 2012).
    SemiStable,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Grounded, Self::Complete, Self::Preferred, Self::Stable, Self::Ideal, Self::SemiStable];

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Grounded => "Grounded",
            Self::Complete => "Complete",
            Self::Preferred => "Preferred",
            Self::Stable => "Stable",
            Self::Ideal => "Ideal",
            Self::SemiStable => "Semi-stable",
        }
    }
}

/// In how many extensions an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// In all: accepted sceptically.
    All,
    /// In some: accepted credulously.
    Some,
    /// In none.
    None,
}

/// All extensions of a framework: what is grounded, and those of each part of the rest that no attack joins to another.
/// Whatever is chosen in one part goes with whatever is chosen in another, so that they are never all written out unless
/// somebody asks for it.
#[derive(Debug)]
pub struct Solved {
    arguments: usize,
    grounded: Vec<usize>,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    /// The number of each argument in the whole.
    numbers: Vec<usize>,
    complete: Vec<Labelling>,
    /// Which of them are preferred, and semi-stable.
    preferred: Vec<usize>,
    semi_stable: Vec<usize>,
}

/// The steps that [`Framework::solve`] takes before it breaks off: some seconds at most.
const STEPS: u64 = 100_000_000;

impl Framework {
    /// All extensions: [`Self::solve_within`] some seconds.
    ///
    /// # Errors
    /// If they are too many or too hard to find.
    pub fn solve(&self) -> Result<Solved, NoAnswer> {
        self.solve_within(STEPS)
    }

    /// All extensions, found in at most so many steps of some nanoseconds.
    ///
    /// # Errors
    /// If they are too many or too hard to find.
    pub fn solve_within(&self, steps: u64) -> Result<Solved, NoAnswer> {
        let labels = self.grounded();
        let mut work = Work::new(steps);
        let parts = self.parts(&labels).into_iter().map(|it| self.part(it, &mut work)).collect::<Result<_, _>>()?;
        let grounded = (0..self.len()).filter(|&it| labels[it] == Label::In).collect();
        Ok(Solved { arguments: self.len(), grounded, parts })
    }

    /// The undecided arguments, by what attacks joins.
    fn parts(&self, labels: &[Label]) -> Vec<Vec<usize>> {
        let mut joined = UnionFind::<usize>::new(self.len());
        let undecided = |it: &usize| labels[*it] == Label::Undecided;
        let all = || (0..self.len()).filter(undecided);
        for to in all() {
            self.attackers(to).filter(undecided).for_each(|from| _ = joined.union(from, to));
        }
        let mut parts = BTreeMap::<usize, Vec<usize>>::new();
        all().for_each(|it| parts.entry(joined.find_mut(it)).or_default().push(it));
        parts.into_values().collect()
    }

    fn part(&self, numbers: Vec<usize>, work: &mut Work) -> Result<Part, NoAnswer> {
        let local = |it: &u32| numbers.binary_search(&(*it as usize)).ok().and_then(|it| u32::try_from(it).ok());
        // Attackers elsewhere are out, and count for nothing.
        let attackers = numbers.iter().map(|&it| self.attackers[it].iter().filter_map(local).collect()).collect();
        let complete = complete(&Self::of(attackers), work)?;
        let preferred = largest(&complete, |it| it == Label::In, work)?;
        let semi_stable = largest(&complete, |it| it != Label::Undecided, work)?;
        Ok(Part { numbers, complete, preferred, semi_stable })
    }
}

/// Which labellings have a largest set of arguments with labels that count.
fn largest(all: &[Labelling], counts: impl Fn(Label) -> bool, work: &mut Work) -> Result<Vec<usize>, NoAnswer> {
    let set = |it: &Labelling| -> Vec<u64> {
        let bits = |it: &[Label]| it.iter().rev().fold(0, |bits, &it| bits << 1 | u64::from(counts(it)));
        it.chunks(64).map(bits).collect()
    };
    let size = |it: &[u64]| it.iter().map(|it| it.count_ones()).sum::<u32>();
    let mut sets: Vec<(usize, Vec<u64>)> = all.iter().map(set).enumerate().collect();
    sets.sort_by_key(|it| Reverse(size(&it.1)));
    let mut kept: Vec<(usize, Vec<u64>)> = Vec::new();
    for (nth, set) in sets {
        work.spend(kept.len() * set.len())?;
        // None that comes later is larger; an equal one is as large.
        let inside = |of: &[u64]| set != of && set.iter().zip(of).all(|(one, other)| one & !other == 0);
        if !kept.iter().any(|it| inside(&it.1)) {
            kept.push((nth, set));
        }
    }
    let mut kept: Vec<usize> = kept.into_iter().map(|it| it.0).collect();
    kept.sort_unstable();
    Ok(kept)
}

impl Part {
    /// What is held in each extension of this kind, as labels.
    fn chosen(&self, kind: Kind) -> Vec<&Labelling> {
        let held = |it: &Labelling| it.iter().filter(|&&it| it == Label::In).count();
        let of = |which: &[usize]| which.iter().map(|&it| &self.complete[it]).collect();
        match kind {
            Kind::Complete => self.complete.iter().collect(),
            Kind::Preferred => of(&self.preferred),
            Kind::SemiStable => of(&self.semi_stable),
            Kind::Stable => self.complete.iter().filter(|it| !it.contains(&Label::Undecided)).collect(),
            // All that is decided without choosing stands outside the parts.
            Kind::Grounded => self.complete.iter().min_by_key(|it| held(it)).into_iter().collect(),
            Kind::Ideal => {
                let preferred: Vec<&Labelling> = of(&self.preferred);
                let in_all = |nth: usize| preferred.iter().all(|it| it[nth] == Label::In);
                let inside = |it: &&Labelling| it.iter().enumerate().all(|(nth, &it)| it != Label::In || in_all(nth));
                // The ideal extension is complete, and the largest of those inside all preferred ones.
                self.complete.iter().filter(inside).max_by_key(|it| held(it)).into_iter().collect()
            }
        }
    }
}

impl Solved {
    /// How many extensions of this kind there are; as many as can be counted if they are more.
    pub fn count(&self, kind: Kind) -> u128 {
        self.parts.iter().map(|it| it.chosen(kind).len() as u128).fold(1, u128::saturating_mul)
    }

    /// All extensions of this kind, each with its arguments in order, in order.
    ///
    /// No extension is not the empty extension: of the stable kind there may be none.
    ///
    /// # Errors
    /// If there are more than `most`.
    pub fn extensions(&self, kind: Kind, most: usize) -> Result<Vec<Vec<usize>>, NoAnswer> {
        let count = self.count(kind);
        if count > most as u128 {
            return Err(NoAnswer::TooMany(count));
        }
        let mut all = vec![self.grounded.clone()];
        for part in &self.parts {
            let chosen = part.chosen(kind);
            let longer = |it: &Vec<usize>, more: &Labelling| {
                let held = part.numbers.iter().zip(more).filter(|it| *it.1 == Label::In).map(|it| *it.0);
                it.iter().copied().chain(held).collect()
            };
            all = all.iter().flat_map(|it| chosen.iter().map(move |more| longer(it, more))).collect();
        }
        for it in &mut all {
            it.sort_unstable();
        }
        all.sort_unstable();
        Ok(all)
    }

    /// In how many extensions of this kind each argument is; nothing where there is no extension, of which everything and
    /// nothing would be true.
    pub fn accepted(&self, kind: Kind) -> Option<Vec<Accepted>> {
        let mut accepted = vec![Accepted::None; self.arguments];
        self.grounded.iter().for_each(|&it| accepted[it] = Accepted::All);
        for part in &self.parts {
            let chosen = part.chosen(kind);
            if chosen.is_empty() {
                return None;
            }
            for (nth, &number) in part.numbers.iter().enumerate() {
                let held = chosen.iter().filter(|it| it[nth] == Label::In).count();
                accepted[number] = match held {
                    0 => Accepted::None,
                    all if all == chosen.len() => Accepted::All,
                    _ => Accepted::Some,
                };
            }
        }
        Some(accepted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framework(n: usize, attacks: &[(usize, usize)]) -> Framework {
        Framework::new(n, attacks.iter().copied()).unwrap_or_else(|why| unreachable!("{why}"))
    }

    #[test]
    fn no_extension_is_not_the_empty_one() {
        let odd = framework(3, &[(0, 1), (1, 2), (2, 0)]).solve().unwrap_or_else(|why| unreachable!("{why}"));
        assert_eq!(odd.extensions(Kind::Stable, 9), Ok(vec![]));
        assert_eq!((odd.extensions(Kind::Preferred, 9), odd.accepted(Kind::Stable)), (Ok(vec![vec![]]), None));
        let own = framework(1, &[(0, 0)]).solve().unwrap_or_else(|why| unreachable!("{why}"));
        assert_eq!(own.extensions(Kind::Stable, 9), Ok(vec![]));
        let empty = framework(0, &[]).solve().unwrap_or_else(|why| unreachable!("{why}"));
        assert_eq!(empty.extensions(Kind::Stable, 9), Ok(vec![vec![]]));
    }

    #[test]
    fn floating_reinstatement_is_accepted_by_all_that_are_preferred() {
        let it = framework(4, &[(0, 1), (1, 0), (0, 2), (1, 2), (2, 3)]);
        assert!(it.grounded().iter().all(|&it| it == Label::Undecided));
        let solved = it.solve().unwrap_or_else(|why| unreachable!("{why}"));
        let want = [Accepted::Some, Accepted::Some, Accepted::None, Accepted::All];
        assert_eq!(solved.accepted(Kind::Preferred), Some(want.to_vec()));
        assert_eq!(solved.accepted(Kind::Ideal), Some(vec![Accepted::None; 4]));
    }

    #[test]
    fn many_quarrels_apart_are_counted_and_not_listed() {
        let attacks: Vec<_> = (0..100).flat_map(|it| [(2 * it, 2 * it + 1), (2 * it + 1, 2 * it)]).collect();
        let solved = framework(200, &attacks).solve().unwrap_or_else(|why| unreachable!("{why}"));
        assert_eq!(solved.count(Kind::Preferred), 1 << 100);
        assert_eq!(solved.extensions(Kind::Preferred, 1000), Err(NoAnswer::TooMany(1 << 100)));
        assert!(solved.accepted(Kind::Preferred).is_some_and(|it| it.iter().all(|&it| it == Accepted::Some)));
    }

    #[test]
    fn what_is_too_large_says_so_soon_and_what_is_long_does_not_recurse() {
        // Forty quarrels that all attack one argument: one part with 3^40 complete labellings.
        let quarrels = (0..40).flat_map(|it| [(2 * it, 2 * it + 1), (2 * it + 1, 2 * it), (2 * it, 80)]);
        let it = Framework::new(81, quarrels).unwrap_or_else(|why| unreachable!("{why}"));
        assert_eq!(it.solve().err(), Some(NoAnswer::TooHard));
        assert_eq!(it.grounded().len(), 81);
        let four = framework(4, &[(0, 1), (1, 0), (2, 3), (3, 2), (0, 2)]);
        assert!(four.solve_within(5).err() == Some(NoAnswer::TooHard) && four.solve_within(500).is_ok());
        let n = 100_000;
        let ring = Framework::new(n, (0..n).map(|it| (it, (it + 1) % n))).unwrap_or_else(|why| unreachable!("{why}"));
        let solved = ring.solve().unwrap_or_else(|why| unreachable!("{why}"));
        assert_eq!((solved.count(Kind::Stable), solved.count(Kind::Complete)), (2, 3));
        assert_eq!(Framework::new(1, [(0, 1)]).err(), Some(NoAnswer::Missing(0, 1)));
    }
}
