//! A model that goes on writing: steps are drawn, answers are the likeliest.

use super::{
    kernel::softmax,
    net::Weights,
    pass::Pass,
    task::{Kind, Task},
};
use crate::evidence::numbers::Random;

/// Scores are multiplied by this before a token is drawn (temperature ½): wordings that are as likely stay so, and slips
/// that are rare become very rare.
const COLD: f32 = 2.0;

/// A model with what it has read.
#[derive(Debug)]
pub struct Speaker<'a> {
    weights: &'a Weights,
    task: Task,
    pass: Pass,
    scores: Vec<f32>,
}

impl<'a> Speaker<'a> {
    /// One that has read nothing.
    pub fn new(weights: &'a Weights, task: Task) -> Self {
        Self { weights, task, pass: Pass::new(weights.shape), scores: vec![0.0; weights.shape.tokens] }
    }

    /// Whether the model has room, and weights, for problems longer or with other signs than it was taught.
    pub fn reads_all(&self) -> bool {
        self.weights.shape.places >= self.task.places() && self.weights.shape.tokens >= self.task.tokens()
    }

    fn read(&mut self, tokens: impl IntoIterator<Item = usize>) {
        self.pass.tokens.clear();
        for it in tokens {
            self.pass.push(self.weights, it);
        }
    }

    fn score(&mut self) {
        if let Some(last) = self.pass.tokens.len().checked_sub(1) {
            self.pass.finish(self.weights, last);
            self.pass.scores(self.weights, last, &mut self.scores);
        }
    }

    fn draw(&mut self, random: &mut Random) -> usize {
        self.score();
        self.scores.iter_mut().for_each(|it| *it *= COLD);
        softmax(&mut self.scores);
        #[expect(clippy::cast_possible_truncation, reason = "a number from 0 to 1")]
        let mut rest = random.unit() as f32;
        for (token, share) in self.scores.iter().enumerate() {
            rest -= share;
            if rest < 0.0 {
                return token;
            }
        }
        // Shares add up to 1 but for rounding.
        self.scores.len().saturating_sub(1)
    }

    /// Writes a chain after a problem: goes on from the steps that are `given` to `steps` of them; `reword` changes
    /// each new step before the next one is written.
    pub fn chain(
        &mut self,
        problem: &[usize],
        given: &[usize],
        steps: usize,
        random: &mut Random,
        mut reword: impl FnMut(usize, &mut Random) -> usize,
    ) -> Vec<usize> {
        let mut chain = given.to_vec();
        self.read(problem.iter().copied().chain([self.task.equals()]).chain(given.iter().copied()));
        while chain.len() < steps {
            let drawn = self.draw(random);
            let token = reword(drawn, random);
            self.pass.push(self.weights, token);
            chain.push(token);
        }
        chain
    }

    /// The likeliest next token after these.
    pub fn after(&mut self, tokens: impl IntoIterator<Item = usize>) -> usize {
        self.read(tokens);
        self.score();
        let mut best = 0;
        for (token, score) in self.scores.iter().enumerate() {
            if *score > self.scores[best] {
                best = token;
            }
        }
        best
    }

    /// The answer to a problem after this chain; None is without one.
    pub fn answer(&mut self, problem: &[usize], chain: Option<&[usize]>) -> usize {
        let (equals, hash) = (self.task.equals(), self.task.hash());
        let end = chain.map(|_| hash);
        self.after(problem.iter().chain([&equals]).chain(chain.unwrap_or(&[])).chain(&end).copied())
    }

    /// The share of fresh problems that it answers rightly.
    pub fn right(&mut self, kind: Kind, problems: u32, random: &mut Random) -> f64 {
        let mut right = 0_u32;
        for _ in 0..problems {
            let problem = self.task.problem(random);
            let truth = self.task.sums(&problem).last().copied();
            let answer = if kind == Kind::Direct {
                self.answer(&problem, None)
            } else {
                let chain = self.chain(&problem, &[], self.task.terms - 1, random, |it, _| it);
                self.answer(&problem, Some(&chain))
            };
            right += u32::from(Some(answer) == truth);
        }
        f64::from(right) / f64::from(problems.max(1))
    }
}
