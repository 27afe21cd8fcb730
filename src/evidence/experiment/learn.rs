//! A model from its start to where it can do its task, or gives up.

use super::{
    net::{Shape, Weights},
    options::Options,
    pass::{Pass, small},
    speak::Speaker,
    task::{Kind, Task},
    train::{Adam, Lesson, slope},
};
use crate::evidence::numbers::{Random, float};

/// A model that answers fewer fresh problems than this did not learn.
const LEARNT: f64 = 0.99;
/// Problems by which that is told.
const VALIDATION: u32 = 500;
/// Steps in which the rate of learning rises from 0.
const WARM: usize = 100;

/// What came of learning.
#[derive(Debug)]
pub struct Learnt {
    /// The weights of the last start.
    pub weights: Weights,
    /// How often it started.
    pub starts: usize,
    /// The share of fresh problems that it answers at the end.
    pub right: f64,
}

impl Learnt {
    /// Whether it learned its task.
    pub fn is_able(&self) -> bool {
        self.right >= LEARNT
    }
}

/// The sizes of a model for this task.
pub fn shape(task: Task, width: usize) -> Shape {
    Shape { tokens: task.tokens(), places: task.places(), width, heads: 2, hidden: 2 * width }
}

/// The rate of learning at a step, as a share of the full one: it rises at first, and falls in the last three tenths.
fn rate(step: usize, steps: usize) -> f32 {
    let (done, left) = (small(step + 1), small(steps - step));
    (done / small(WARM)).min(1.0).min((left / (0.3 * small(steps))).max(0.02))
}

/// Learns a task; `tick` is told of each step, and says whether to go on. None if not.
pub fn learn(options: &Options, kind: Kind, seed: u64, tick: &mut dyn FnMut() -> bool) -> Option<Learnt> {
    let task = options.task(kind);
    let shape = shape(task, options.width);
    for start in 0..=options.restarts {
        let mut random = Random::new(seed.wrapping_add(start as u64));
        let mut weights = Weights::random(shape, 0.1, &mut random);
        let lesson = |random: &mut Random| task.lesson(kind, random);
        // No better than chance half-way: it will not come to it.
        let able = |weights: &Weights, random: &mut Random| Speaker::new(weights, task).right(kind, VALIDATION, random);
        let hopeless = |weights: &Weights, random: &mut Random| {
            start < options.restarts && able(weights, random) < 1.5 / float(task.modulus as u64)
        };
        run(options, &mut weights, &mut random, lesson, Some(&hopeless), tick)?;
        let right = able(&weights, &mut random);
        if right >= LEARNT || start == options.restarts {
            return Some(Learnt { weights, starts: start + 1, right });
        }
    }
    None
}

/// A second model that learns to answer from chains alone, as the first was taught to write them.
pub fn reader(options: &Options, kind: Kind, seed: u64, tick: &mut dyn FnMut() -> bool) -> Option<Weights> {
    let task = options.task(kind);
    let mut random = Random::new(seed);
    let mut weights = Weights::random(shape(task, options.width), 0.1, &mut random);
    let lesson = |random: &mut Random| {
        let (mut tokens, from) = task.lesson(kind, random);
        tokens.drain(..=from);
        let from = tokens.len() - 2;
        (tokens, from)
    };
    run(options, &mut weights, &mut random, lesson, None, tick)?;
    Some(weights)
}

type Hopeless<'a> = &'a dyn Fn(&Weights, &mut Random) -> bool;

/// All steps of one start, or half of them if it is hopeless then; None if it was told to stop.
fn run(
    options: &Options,
    weights: &mut Weights,
    random: &mut Random,
    lesson: impl Fn(&mut Random) -> Lesson,
    hopeless: Option<Hopeless<'_>>,
    tick: &mut dyn FnMut() -> bool,
) -> Option<()> {
    let (mut adam, mut slopes) = (Adam::new(weights.all.len()), Weights::zeros(weights.shape));
    let mut pass = Pass::new(weights.shape);
    for step in 0..options.steps {
        if !tick() {
            return None;
        }
        let batch: Vec<Lesson> = (0..options.batch).map(|_| lesson(random)).collect();
        slope(&mut slopes, weights, &mut pass, &batch);
        adam.step(weights, &slopes, rate(step, options.steps));
        if step == options.steps / 2 && hopeless.is_some_and(|it| it(weights, random)) {
            break;
        }
    }
    Some(())
}
