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
const MOST_KEPT: usize = 1 << 24;

/// Labels that an argument may still have: a set of these.
type Choice = u8;
const IN: Choice = 1;
const OUT: Choice = 2;
const OPEN: Choice = 4;
const ANY: Choice = IN | OUT | OPEN;

/// All complete labellings (Caminada 2006: in iff all attackers are out, out iff an attacker is in): one argument after the
/// other is held, then not held, and what follows from that at once is drawn before the next. Which are held decides all.
pub fn complete(of: &Framework, work: &mut Work) -> Result<Vec<Labelling>, NoAnswer> {
    let mut search = Search { of, choices: vec![ANY; of.len()], trail: Vec::new(), queue: (0..of.len()).collect() };
    // What has most to do with others comes first: most follows from it.
    let mut order: Vec<usize> = (0..of.len()).collect();
    order.sort_by_key(|&it| std::cmp::Reverse(of.attackers[it].len() + of.attacked[it].len()));
    // For each argument on which something hangs: the length of the trail before, its place in the order, whether it is
    // still to be tried without it.
    let (mut found, mut stack) = (Vec::new(), Vec::<(usize, usize, bool)>::new());
    let mut sound = search.propagate(work)?;
    loop {
        if sound {
            // Those before the last one are decided.
            let from = stack.last().map_or(0, |it| it.1);
            let open = |it: &usize| search.choices[order[*it]] & IN != 0 && search.choices[order[*it]] != IN;
            let next = (from..order.len()).find(open);
            work.spend(next.unwrap_or(order.len()) - from)?;
            if let Some(next) = next {
                stack.push((search.trail.len(), next, true));
                search.narrow(order[next], IN);
                sound = search.propagate(work)?;
                continue;
            }
            found.push(search.labels());
            if found.len().saturating_mul(of.len()) > MOST_KEPT {
                return Err(NoAnswer::TooHard);
            }
        }
        loop {
            let Some((trail, nth, untried)) = stack.last_mut() else { return Ok(found) };
            search.undo(*trail);
            if std::mem::take(untried) {
                search.narrow(order[*nth], OUT | OPEN);
                break;
            }
            stack.pop();
        }
        sound = search.propagate(work)?;
    }
}

struct Search<'a> {
    of: &'a Framework,
    choices: Vec<Choice>,
    /// What each change was of, and the choices before.
    trail: Vec<(usize, Choice)>,
    /// What is to be looked at.
    queue: Vec<usize>,
}

impl Search<'_> {
    /// Leaves an argument only those of its choices; whether there is one.
    fn narrow(&mut self, argument: usize, to: Choice) -> bool {
        let before = self.choices[argument];
        let now = before & to;
        if now != before {
            self.trail.push((argument, before));
            self.choices[argument] = now;
            self.queue.push(argument);
            self.queue.extend(self.of.attacked[argument].iter().map(|&it| it as usize));
        }
        now != 0
    }

    /// Takes back all but the first so many changes.
    fn undo(&mut self, kept: usize) {
        for (argument, before) in self.trail.drain(kept..).rev() {
            self.choices[argument] = before;
        }
    }

    /// Draws what follows; whether nothing contradicts itself.
    fn propagate(&mut self, work: &mut Work) -> Result<bool, NoAnswer> {
        while let Some(argument) = self.queue.pop() {
            work.spend(2 * self.of.attackers[argument].len())?;
            if !self.settle(argument) {
                self.queue.clear();
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Draws what follows for an argument from its attackers, and for them from it; whether they agree.
    fn settle(&mut self, argument: usize) -> bool {
        let of = self.of;
        let attackers = &of.attackers[argument];
        let count =
            |which: fn(Choice) -> bool| attackers.iter().filter(|&&it| which(self.choices[it as usize])).count();
        let may_be_in = count(|it| it & IN != 0);
        let may_be_open = count(|it| it & OPEN != 0);
        let may_stand = count(|it| it & (IN | OPEN) != 0);
        let mut can = ANY;
        if count(|it| it & OUT == 0) > 0 {
            can &= !IN;
        }
        if may_stand == 0 {
            can &= IN;
        }
        if may_be_in == 0 {
            can &= !OUT;
        }
        if count(|it| it == IN) > 0 {
            can &= OUT;
        }
        if may_be_open == 0 {
            can &= !OPEN;
        }
        if !self.narrow(argument, can) {
            return false;
        }
        let now = self.choices[argument];
        // What it asks of all its attackers, and of the only one that can do what some attacker has to.
        let mut all = ANY;
        if now == IN {
            all &= OUT;
        }
        if now & OUT == 0 {
            all &= !IN;
        }
        let mut asked = |which: Choice, to: Choice| {
            let one = attackers.iter().find(|&&it| self.choices[it as usize] & which != 0);
            one.is_none_or(|&it| self.narrow(it as usize, to))
        };
        let only = (now != OUT || may_be_in > 1 || asked(IN, IN))
            && (now != OPEN || may_be_open > 1 || asked(OPEN, OPEN))
            && (now & IN != 0 || may_stand > 1 || asked(IN | OPEN, IN | OPEN));
        only && (all == ANY || attackers.iter().all(|&it| self.narrow(it as usize, all)))
    }

    /// The labels, where it is decided which arguments are held: each has one choice left.
    fn labels(&self) -> Labelling {
        let label = |&it: &Choice| match it {
            IN => Label::In,
            OUT => Label::Out,
            _ => Label::Undecided,
        };
        self.choices.iter().map(label).collect()
    }
}
