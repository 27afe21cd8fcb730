//! All complete labellings of a framework, one after the other, in bounded work and without recursion.

use super::{Framework, Label, NoAnswer};

/// Steps that are left before a search is broken off.
#[derive(Debug)]
pub struct Work(u64);

impl Work {
    /// So many steps. A step takes some nanoseconds.
    pub fn new(steps: u64) -> Self {
        Self(steps)
    }

    /// Uses up steps.
    pub fn spend(&mut self, steps: usize) -> Result<(), NoAnswer> {
        self.0 = self.0.checked_sub(steps as u64 + 1).ok_or(NoAnswer::TooHard)?;
        Ok(())
    }
}

/// The labels of each argument in one complete labelling.
pub type Labelling = Box<[Label]>;

/// The most labels that are kept, of all labellings together.
const MOST_KEPT: usize = 1 << 25;

/// What is chosen for an argument, in this order.
const CHOICES: [Label; 3] = [Label::In, Label::Out, Label::Undecided];

/// All complete labellings (Caminada 2006: in iff all attackers are out, out iff an attacker is in): one argument after the
/// other is given each label, and what follows from that at once is drawn before the next.
pub fn complete(of: &Framework, work: &mut Work) -> Result<Vec<Labelling>, NoAnswer> {
    let mut search = Search::new(of);
    // What has most to do with others comes first: most follows from it.
    let mut order: Vec<usize> = (0..of.len()).collect();
    order.sort_by_key(|&it| std::cmp::Reverse(of.attackers[it].len() + of.attacked[it].len()));
    let (mut found, mut stack) = (Vec::new(), Vec::<(usize, usize, usize)>::new());
    search.queue.extend(0..of.len());
    let mut sound = search.propagate(work)?;
    loop {
        if sound {
            // Those before the last one chosen have labels.
            let from = stack.last().map_or(0, |it| it.1);
            let next = (from..order.len()).find(|&it| search.labels[order[it]].is_none());
            work.spend(next.unwrap_or(order.len()) - from)?;
            if let Some(next) = next {
                stack.push((search.trail.len(), next, 0));
            } else {
                let labels: Labelling = search.labels.iter().flatten().copied().collect();
                found.push(labels);
                if found.len().saturating_mul(of.len()) > MOST_KEPT {
                    return Err(NoAnswer::TooHard);
                }
            }
        }
        // The next label that has not been tried.
        let choice = loop {
            let Some((trail, nth, tried)) = stack.last_mut() else { return Ok(found) };
            search.undo(*trail);
            if let Some(&label) = CHOICES.get(*tried) {
                *tried += 1;
                break (order[*nth], label);
            }
            stack.pop();
        };
        search.assign(choice.0, choice.1);
        sound = search.propagate(work)?;
    }
}

struct Search<'a> {
    of: &'a Framework,
    labels: Vec<Option<Label>>,
    /// How many attackers of each argument are in, out and undecided.
    counts: Vec<[usize; 3]>,
    /// What was labelled, in order.
    trail: Vec<usize>,
    /// What is to be looked at.
    queue: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(of: &'a Framework) -> Self {
        let n = of.len();
        Self { of, labels: vec![None; n], counts: vec![[0; 3]; n], trail: Vec::new(), queue: Vec::new() }
    }

    fn assign(&mut self, argument: usize, label: Label) {
        self.labels[argument] = Some(label);
        self.trail.push(argument);
        self.queue.push(argument);
        for &it in &self.of.attacked[argument] {
            self.counts[it as usize][label as usize] += 1;
            self.queue.push(it as usize);
        }
    }

    /// Takes back all but the first so many labels.
    fn undo(&mut self, kept: usize) {
        for argument in self.trail.drain(kept..) {
            if let Some(label) = self.labels[argument].take() {
                self.of.attacked[argument].iter().for_each(|&it| self.counts[it as usize][label as usize] -= 1);
            }
        }
    }

    /// Draws what follows; whether nothing contradicts itself.
    fn propagate(&mut self, work: &mut Work) -> Result<bool, NoAnswer> {
        while let Some(argument) = self.queue.pop() {
            work.spend(self.of.attacked[argument].len())?;
            if !self.settle(argument, work)? {
                self.queue.clear();
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Draws what follows from the label of an argument and those of its attackers; whether they agree.
    fn settle(&mut self, argument: usize, work: &mut Work) -> Result<bool, NoAnswer> {
        let all = self.of.attackers[argument].len();
        let [held, beaten, open] = self.counts[argument];
        let unknown = all - held - beaten - open;
        // What the attackers without a label have to be, if something.
        let forced = match self.labels[argument] {
            None => {
                if held > 0 {
                    self.assign(argument, Label::Out);
                } else if beaten == all {
                    self.assign(argument, Label::In);
                } else if unknown == 0 {
                    self.assign(argument, Label::Undecided);
                }
                return Ok(true);
            }
            Some(Label::In) if held + open > 0 => return Ok(false),
            Some(Label::In) => Label::Out,
            Some(Label::Out) if held > 0 || unknown > 1 => return Ok(true),
            Some(Label::Out) if unknown == 0 => return Ok(false),
            Some(Label::Out) => Label::In,
            Some(Label::Undecided) if held > 0 || (open == 0 && unknown == 0) => return Ok(false),
            Some(Label::Undecided) if open > 0 || unknown > 1 => return Ok(true),
            Some(Label::Undecided) => Label::Undecided,
        };
        if unknown > 0 {
            work.spend(all)?;
            for nth in 0..all {
                let attacker = self.of.attackers[argument][nth] as usize;
                if self.labels[attacker].is_none() {
                    self.assign(attacker, forced);
                }
            }
        }
        Ok(true)
    }
}
