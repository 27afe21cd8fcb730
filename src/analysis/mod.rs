//! What a map and people's credences come to: what follows from what they hold, which questions their disagreement
//! hangs on, and where the structure of the argument has holes.
//!
//! Pure functions of a map. In reading order: `model` takes from a map what reasons do to each other; `mind` reckons what
//! follows from one person's credences, and what would follow if one of them were another; `stance` says what people hold,
//! or are `taken` to hold; `rank` finds and ranks the questions on which disagreements hang, which are `crux`es; `group`
//! pools what several people hold; `argument` reads a map as argumentation semantics do, `graded` and `labels` apply them;
//! `structure` looks for holes; `told` says it in sentences. `docs/analysis.md` has the semantics with its formulas.

pub mod argument;
mod crux;
mod equivocation;
pub mod graded;
pub mod group;
pub mod labels;
mod mind;
mod model;
mod rank;
mod settle;
mod stance;
mod structure;
mod taken;
pub mod told;

pub use crux::{APART, Bases, Crux, Group, Pair};
pub use mind::{Gap, KeptMind, Mind, TOLERANCE, gaps};
pub use model::{BASE, Model, RATIO};
pub use rank::cruxes;
pub use settle::{Settles, settles};
pub use stance::{ASSERTED, Basis, Voice};
pub use structure::{Note, notes};
