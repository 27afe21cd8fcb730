//! What is done to chains, and what the model answers then.

use super::{
    net::Weights,
    speak::Speaker,
    task::{Kind, Step, Task},
    what::{Condition, What},
};
use crate::evidence::numbers::Random;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Under which condition.
    pub condition: Condition,
    /// The token given as the answer; often no number where a chain was cut.
    pub answer: usize,
    /// The right answer.
    pub truth: usize,
    /// By how much a value was changed, if one was.
    pub shift: Option<usize>,
    /// The chain that the answer was given after.
    pub chain: Vec<usize>,
}

/// A model under study.
#[derive(Debug)]
pub struct Subject<'a> {
    /// What it adds.
    pub task: Task,
    /// How it was taught to reason.
    pub kind: Kind,
    speaker: Speaker<'a>,
    reader: Option<Speaker<'a>>,
}

impl<'a> Subject<'a> {
    /// A model, and a second one that reads only chains.
    pub fn new(task: Task, kind: Kind, weights: &'a Weights, reader: Option<&'a Weights>) -> Self {
        let speaker = Speaker::new(weights, task);
        Self { task, kind, speaker, reader: reader.map(|it| Speaker::new(it, task)) }
    }

    /// Asks one problem under all conditions, the same for each problem and in the same order.
    pub fn ask(&mut self, random: &mut Random) -> Asked {
        let problem = self.task.problem(random);
        let truth = self.task.sums(&problem).last().copied().unwrap_or(0);
        let mut asked = Asked { problem, truth, told: Vec::new() };
        if self.kind == Kind::Direct {
            let answer = self.speaker.answer(&asked.problem, None);
            asked.tell(What::Direct, None, answer, Vec::new());
        } else {
            let steps = self.task.terms - 1;
            let chain = self.speaker.chain(&asked.problem, &[], steps, random, |it, _| it);
            let answer = self.speaker.answer(&asked.problem, Some(&chain));
            asked.tell(What::Original, None, answer, chain.clone());
            self.change(&mut asked, &chain, random);
            self.paraphrase(&mut asked, &chain, random);
            self.cut(&mut asked, &chain);
            self.read(&mut asked, &chain);
        }
        if self.speaker.reads_all() {
            self.other_problems(&mut asked, random);
        }
        asked
    }

    /// This step with its value changed by `shift`; a token that is no step stays.
    fn shifted(&self, token: usize, shift: usize) -> usize {
        let changed = |it: Step| Step { value: (it.value + shift) % self.task.modulus, ..it };
        self.task.step(token).map_or(token, |it| self.task.token(changed(it)))
    }

    fn change(&mut self, asked: &mut Asked, chain: &[usize], random: &mut Random) {
        for at in 0..chain.len() {
            let shift = 1 + random.below(self.task.modulus - 1);
            let mut edited = chain.to_vec();
            edited[at] = self.shifted(chain[at], shift);
            let fresh = self.speaker.chain(&asked.problem, &edited[..=at], chain.len(), random, |it, _| it);
            for (what, chain) in [(What::Corrupted, fresh), (What::NaiveRestKept, edited)] {
                let answer = self.speaker.answer(&asked.problem, Some(&chain));
                asked.tell(what, Some(at + 1), answer, chain).shift = Some(shift);
            }
        }
        let mut replaced = chain.to_vec();
        let drawn = Step { value: random.below(self.task.modulus), wording: random.below(self.task.modulus) };
        if let Some(last) = replaced.last_mut() {
            *last = self.task.token(drawn);
        }
        let answer = self.speaker.answer(&asked.problem, Some(&replaced));
        asked.tell(What::NaiveBothReplaced, None, answer, replaced);
    }

    fn paraphrase(&mut self, asked: &mut Asked, chain: &[usize], random: &mut Random) {
        let task = self.task;
        let reword = |it: usize, random: &mut Random| {
            let wording = random.below(task.modulus);
            task.step(it).map_or(it, |it| task.token(Step { wording, ..it }))
        };
        let after: Vec<usize> = chain.iter().map(|it| reword(*it, random)).collect();
        let each = self.speaker.chain(&asked.problem, &[], chain.len(), random, reword);
        if let Some(reader) = &mut self.reader {
            let answer = reader.after(after.iter().copied().chain([task.hash()]));
            asked.tell(What::SecondReaderParaphrased, None, answer, after.clone());
        }
        for (what, chain) in [(What::Paraphrased, after), (What::ParaphrasedEachStep, each)] {
            let answer = self.speaker.answer(&asked.problem, Some(&chain));
            asked.tell(what, None, answer, chain);
        }
    }

    fn cut(&mut self, asked: &mut Asked, chain: &[usize]) {
        for kept in 0..chain.len() {
            let mut padded = chain.to_vec();
            padded[kept..].fill(self.task.dot());
            let answer = self.speaker.answer(&asked.problem, Some(&padded));
            if kept == 0 {
                asked.tell(What::Filler, None, answer, padded.clone());
            }
            asked.tell(What::Truncated, Some(kept), answer, padded);
            let answer = self.speaker.answer(&asked.problem, Some(&chain[..kept]));
            asked.tell(What::NaiveCut, Some(kept), answer, chain[..kept].to_vec());
        }
    }

    fn read(&mut self, asked: &mut Asked, chain: &[usize]) {
        let hash = self.task.hash();
        if let Some(reader) = &mut self.reader {
            let answer = reader.after(chain.iter().copied().chain([hash]));
            asked.tell(What::SecondReader, None, answer, chain.to_vec());
        }
        let last = chain.last().copied().unwrap_or(hash);
        let read = self.task.step(last).map_or(last, |it| it.value);
        asked.tell(What::ReadByValue, None, read, chain.to_vec());
    }

    fn other_problems(&mut self, asked: &mut Asked, random: &mut Random) {
        let task = self.task;
        let longer = Task { terms: task.terms + 1, ..task };
        let problem = longer.problem(random);
        let truth = longer.sums(&problem).last().copied().unwrap_or(0);
        self.other(asked, What::LongerSums, &problem, (truth, longer.terms - 1), random);

        let mut problem = task.problem(random);
        let at = 1 + random.below(task.terms - 1);
        // Not 0, whose sign says nothing.
        problem[at] = 1 + random.below(task.modulus - 1);
        let mut meant = problem.clone();
        meant[at] = task.modulus - problem[at];
        let truth = task.sums(&meant).last().copied().unwrap_or(0);
        problem.insert(at, task.minus());
        self.other(asked, What::NegativeNumbers, &problem, (truth, task.terms - 1), random);
    }

    fn other(
        &mut self,
        asked: &mut Asked,
        what: What,
        problem: &[usize],
        (truth, steps): (usize, usize),
        random: &mut Random,
    ) {
        let chain = if self.kind == Kind::Direct {
            None
        } else {
            Some(self.speaker.chain(problem, &[], steps, random, |it, _| it))
        };
        let answer = self.speaker.answer(problem, chain.as_deref());
        asked.tell(what, None, answer, chain.unwrap_or_default()).truth = truth;
    }
}

/// One problem with all that was told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The numbers to add.
    pub problem: Vec<usize>,
    /// Their sum.
    pub truth: usize,
    /// What came of each condition.
    pub told: Vec<Told>,
}

impl Asked {
    fn tell(&mut self, what: What, step: Option<usize>, answer: usize, chain: Vec<usize>) -> &mut Told {
        let told = Told { condition: Condition { what, step }, answer, truth: self.truth, shift: None, chain };
        let at = self.told.len();
        self.told.push(told);
        &mut self.told[at]
    }

    /// What came of this.
    pub fn of(&self, what: What, step: Option<usize>) -> Option<&Told> {
        self.told.iter().find(|it| it.condition == Condition { what, step })
    }
}
