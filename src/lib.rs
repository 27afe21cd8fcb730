//! Cruxmap: from a comment thread to a map of its claims, cruxes and disagreements.
//!
//! The modules, in reading order. Each may use only those above it; a test holds the list.

pub mod jobs;
pub mod map;

pub mod compare;

pub mod source;

pub mod extract;

#[cfg(feature = "model")]
pub mod model;

pub mod evaluate;

pub mod evidence;

pub mod credence;

pub mod analysis;

pub mod layout;
pub mod picture;

pub mod save;

pub mod export;
pub mod formats;

pub mod session;

#[cfg(feature = "server")]
pub mod serve;

pub mod sample;

#[cfg(feature = "gui")]
pub mod ui;

pub mod cli;
