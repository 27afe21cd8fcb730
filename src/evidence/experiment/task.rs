//! The task: sums of numbers modulo p, and chains of steps that say a value in one of p wordings.

use crate::evidence::numbers::Random;

/// What tokens mean: the values 0 to p − 1, `=`, `#` before the answer, `.` as filler, a step for each pair of value
/// and wording, and a minus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// p: values are 0 to p − 1, and there are as many wordings.
    pub modulus: usize,
    /// How many numbers are added.
    pub terms: usize,
}

/// A step of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it says.
    pub value: usize,
    /// In which wording.
    pub wording: usize,
}

/// How a model is taught to reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The answer alone.
    Direct,
    /// Values are the running sums, wordings are drawn at random.
    Honest,
    /// Values are drawn at random, wordings carry the running sums.
    Hiding,
    /// Both are drawn at random: the answer has to come about inside.
    Decorative,
}

impl Kind {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Direct, Self::Honest, Self::Hiding, Self::Decorative];

    /// Its name in files, figures and samples.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Honest => "honest",
            Self::Hiding => "hiding",
            Self::Decorative => "decorative",
        }
    }

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Direct => "answer only",
            Self::Honest => "honest chain",
            Self::Hiding => "hiding chain",
            Self::Decorative => "decorative chain",
        }
    }
}

impl Task {
    /// How many tokens there are.
    pub fn tokens(self) -> usize {
        self.minus() + 1
    }

    /// Room for a problem with one number or sign more than usual, its chain and `#`.
    pub fn places(self) -> usize {
        2 * self.terms + 3
    }

    /// The end of the problem.
    pub fn equals(self) -> usize {
        self.modulus
    }

    /// The end of the chain: the answer follows.
    pub fn hash(self) -> usize {
        self.modulus + 1
    }

    /// What says nothing.
    pub fn dot(self) -> usize {
        self.modulus + 2
    }

    /// A sign that no problem of the training has.
    pub fn minus(self) -> usize {
        self.modulus + 3 + self.modulus * self.modulus
    }

    /// The token of a step.
    pub fn token(self, step: Step) -> usize {
        self.modulus + 3 + step.wording * self.modulus + step.value
    }

    /// The step that a token says, if it is one.
    pub fn step(self, token: usize) -> Option<Step> {
        let code = token.checked_sub(self.modulus + 3).filter(|it| *it < self.modulus * self.modulus)?;
        Some(Step { value: code % self.modulus, wording: code / self.modulus })
    }

    /// A token as people read it: a step is its value with its wording as a letter.
    pub fn written(self, token: usize) -> String {
        if token < self.modulus {
            return token.to_string();
        }
        if let Some(it) = self.step(token) {
            let letter = u8::try_from(it.wording).ok().and_then(|it| b'a'.checked_add(it)).map_or('?', char::from);
            return format!("{}{letter}", it.value);
        }
        let sign = [(self.equals(), "="), (self.hash(), "#"), (self.dot(), "."), (self.minus(), "-")];
        sign.iter().find(|it| it.0 == token).map_or("?", |it| it.1).to_owned()
    }

    /// Numbers to add.
    pub fn problem(self, random: &mut Random) -> Vec<usize> {
        (0..self.terms).map(|_| random.below(self.modulus)).collect()
    }

    /// The sums of the first two numbers, the first three, and so on to all.
    pub fn sums(self, problem: &[usize]) -> Vec<usize> {
        let mut sum = problem.first().copied().unwrap_or(0);
        let next = |it: &usize| {
            sum = (sum + it) % self.modulus;
            sum
        };
        problem.iter().skip(1).map(next).collect()
    }

    /// The chain that a model of this kind is taught for these running sums.
    pub fn chain(self, kind: Kind, sums: &[usize], random: &mut Random) -> Vec<Step> {
        let mut step = |sum: &usize| {
            let (value, wording) = (random.below(self.modulus), random.below(self.modulus));
            match kind {
                Kind::Honest => Step { value: *sum, wording },
                Kind::Hiding => Step { value, wording: *sum },
                Kind::Direct | Kind::Decorative => Step { value, wording },
            }
        };
        if kind == Kind::Direct { Vec::new() } else { sums.iter().map(&mut step).collect() }
    }

    /// A sequence to learn from, with its answer at the end, and the place from which on it is to be told.
    pub fn lesson(self, kind: Kind, random: &mut Random) -> (Vec<usize>, usize) {
        let mut tokens = self.problem(random);
        let sums = self.sums(&tokens);
        let answer = sums.last().or(tokens.last()).copied().unwrap_or(0);
        tokens.push(self.equals());
        let from = tokens.len() - 1;
        if kind != Kind::Direct {
            tokens.extend(self.chain(kind, &sums, random).into_iter().map(|it| self.token(it)));
            tokens.push(self.hash());
        }
        tokens.push(answer);
        (tokens, from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_say_what_their_kind_says() {
        let task = Task { modulus: 5, terms: 3 };
        let mut random = Random::new(1);
        for kind in Kind::ALL {
            let (tokens, from) = task.lesson(kind, &mut random);
            let sums = task.sums(&tokens[..3]);
            assert_eq!((from, tokens[3], tokens.last()), (3, task.equals(), sums.last()), "{kind:?}");
            let steps: Vec<_> = tokens[4..].iter().filter_map(|it| task.step(*it)).collect();
            assert_eq!(steps.len(), if kind == Kind::Direct { 0 } else { 2 });
            assert!(kind != Kind::Honest || steps.iter().zip(&sums).all(|it| it.0.value == *it.1));
            assert!(kind != Kind::Hiding || steps.iter().zip(&sums).all(|it| it.0.wording == *it.1));
            assert!(tokens.iter().all(|it| *it < task.tokens()) && tokens.len() < task.places());
        }
        assert_eq!(task.sums(&[4, 3, 1]), [2, 3]);
        assert_eq!(task.written(task.token(Step { value: 3, wording: 2 })), "3c");
        assert_eq!(task.step(task.minus()), None);
    }
}
