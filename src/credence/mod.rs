//! The mathematics of credences: what a question is worth to a person or between two, pooling, and the semantics of
//! graded and abstract argument graphs.
//!
//! Pure functions of numbers and graphs; they know no map. Whatever has no value says why, and nothing is ever NaN.
//! Logarithms come from `libm`, so that the same views give the same figures on every machine. `docs/credence.md` has
//! the conventions, where others differ, and what misleads.

pub mod discriminate;
pub mod double;
pub mod framework;
pub mod inform;
pub mod pool;
pub mod qbaf;
mod undefined;
mod view;

pub use discriminate::{Weighing, disagreement, pom_vod, vod, vod_weighed};
pub use inform::{Measure, most_voi, pom_voi, voi, voi_weighed};
pub use undefined::Undefined;
pub use view::{View, completed};

use undefined::probability;
