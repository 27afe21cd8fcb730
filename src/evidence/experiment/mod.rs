//! Small models taught to add in chains of steps that are honest, hide the sum in their wording, or are decoration;
//! and what tests of faithfulness tell of them.

mod back;
mod kernel;
mod learn;
pub mod net;
mod options;
pub mod pass;
pub mod probe;
mod speak;
mod study;
pub mod task;
mod train;
