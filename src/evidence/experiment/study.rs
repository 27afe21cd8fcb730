//! The whole experiment: each model learns, and is asked; on as many threads as there are models, at most two. What
//! comes out does not depend on threads, for each model has random numbers of its own.

use super::{
    learn::{Learnt, learn, reader},
    options::Options,
    probe::{Asked, Subject},
    task::{Kind, Task},
};
use crate::{
    evidence::{Failed, numbers::Random},
    jobs::Progress,
};
use std::{
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    thread,
};

/// A model and what it told.
#[derive(Debug)]
pub struct Study {
    /// What it adds.
    pub task: Task,
    /// How it was taught to reason.
    pub kind: Kind,
    /// How learning went.
    pub learnt: Learnt,
    /// What it told of each problem.
    pub asked: Vec<Asked>,
}

/// Steps told by all threads together.
struct Steps<'a> {
    done: AtomicUsize,
    all: usize,
    progress: &'a Progress,
}

impl Steps<'_> {
    /// One more; false if nobody waits any more.
    fn tick(&self) -> bool {
        let done = self.done.fetch_add(1, Relaxed) + 1;
        // Restarts are not foreseen: it waits a little before the end.
        self.progress.set(done.min(self.all.saturating_sub(1)), self.all);
        !self.progress.is_cancelled()
    }
}

/// Has all models learn, and asks them.
///
/// # Errors
/// If it was cancelled.
pub fn study(options: &Options, progress: &Progress) -> Result<Vec<Study>, Failed> {
    // The longest first, so that no thread has it left at the end.
    let mut order: Vec<Kind> = options.models.clone();
    order.sort_by_key(|it| [Kind::Hiding, Kind::Honest, Kind::Decorative, Kind::Direct].iter().position(|at| at == it));
    let each = |kind: &Kind| if *kind == Kind::Direct { options.steps } else { 2 * options.steps };
    let all = order.iter().map(each).sum::<usize>() + order.len() * options.problems;
    let steps = Steps { done: AtomicUsize::new(0), all, progress };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(kind) = order.get(next.fetch_add(1, Relaxed)) {
            done.push(one(options, *kind, &steps)?);
        }
        Some(done)
    };
    let found: Option<Vec<Study>> = thread::scope(|scope| {
        let other = scope.spawn(work);
        let mine = work();
        let theirs = other.join().ok().flatten();
        Some(mine?.into_iter().chain(theirs?).collect())
    });
    let mut found = found.ok_or_else(Failed::cancelled)?;
    found.sort_by_key(|it| it.kind);
    progress.set(all, all);
    Ok(found)
}

fn one(options: &Options, kind: Kind, steps: &Steps<'_>) -> Option<Study> {
    // Far enough apart that no two models start from the same seed, restarts included.
    let seed = options.seed.wrapping_mul(1_000_003).wrapping_add(1000 * kind as u64);
    let tick = &mut || steps.tick();
    let learnt = learn(options, kind, seed, tick)?;
    let reader = match kind {
        Kind::Direct => None,
        _ => Some(reader(options, kind, seed.wrapping_add(500), tick)?),
    };
    let task = options.task(kind);
    let mut subject = Subject::new(task, kind, &learnt.weights, reader.as_ref());
    // The same problems whatever was drawn before.
    let mut random = Random::new(seed.wrapping_add(700));
    let mut asked = Vec::with_capacity(options.problems);
    for _ in 0..options.problems {
        if !tick() {
            return None;
        }
        asked.push(subject.ask(&mut random));
    }
    drop(subject);
    Some(Study { task, kind, learnt, asked })
}
