//! Abstract argumentation: arguments that attack each other, and which of them can be held together (Dung 1995).

mod extensions;
mod grounded;
mod read;
mod search;

pub use extensions::{Accepted, Kind, Solved};
pub use read::{Form, Named, Unreadable, read};

/// Arguments that attack each other. They are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// What attacks each argument, in order, none twice.
    attackers: Vec<Vec<u32>>,
    /// What each argument attacks, in order.
    attacked: Vec<Vec<u32>>,
}

/// What is made of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// It is held.
    In,
    /// One that is held attacks it.
    Out,
    /// Neither.
    Undecided,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// More arguments or attacks than are taken.
    #[error("there are more than {MOST_ARGUMENTS} arguments or {MOST_ATTACKS} attacks")]
    TooLarge,
    /// An attack leads from or to an argument that is not there.
    #[error("an attack leads from {0} to {1}, and one of them is missing")]
    Missing(usize, usize),
    /// The search was broken off.
    #[error(
        "the arguments attack each other in too many ways to try them all; the grounded extension is known nevertheless"
    )]
    TooHard,
    /// There are too many extensions to list.
    #[error(
        "there are {0} extensions, too many to list; which arguments are in all or some of them is known nevertheless"
    )]
    TooMany(u128),
}

/// The most arguments.
pub const MOST_ARGUMENTS: usize = 1 << 20;
/// The most attacks.
pub const MOST_ATTACKS: usize = 1 << 24;

impl Framework {
    /// Of so many arguments and these attacks (from, to). The same attack twice counts once.
    ///
    /// # Errors
    /// If there are too many, or an end of an attack is missing.
    pub fn new(arguments: usize, attacks: impl IntoIterator<Item = (usize, usize)>) -> Result<Self, NoAnswer> {
        if arguments > MOST_ARGUMENTS {
            return Err(NoAnswer::TooLarge);
        }
        let mut attackers = vec![Vec::new(); arguments];
        for (nth, (from, to)) in attacks.into_iter().enumerate() {
            if nth >= MOST_ATTACKS {
                return Err(NoAnswer::TooLarge);
            }
            let number = u32::try_from(from).ok().filter(|_| from < arguments);
            let (Some(number), Some(of)) = (number, attackers.get_mut(to)) else {
                return Err(NoAnswer::Missing(from, to));
            };
            of.push(number);
        }
        Ok(Self::of(attackers))
    }

    fn of(mut attackers: Vec<Vec<u32>>) -> Self {
        let mut attacked = vec![Vec::new(); attackers.len()];
        for (to, of) in (0_u32..).zip(&mut attackers) {
            of.sort_unstable();
            of.dedup();
            for &from in of.iter() {
                attacked[from as usize].push(to);
            }
        }
        Self { attackers, attacked }
    }

    /// How many arguments there are.
    pub fn len(&self) -> usize {
        self.attackers.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.attackers.is_empty()
    }

    /// What attacks an argument, by number.
    pub fn attackers(&self, argument: usize) -> impl Iterator<Item = usize> {
        self.attackers.get(argument).into_iter().flatten().map(|&it| it as usize)
    }
}
