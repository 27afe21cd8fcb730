//! `cruxmap evaluate`: how well extraction does on annotated threads.

use super::{Failure, files};
use crate::evaluate;
use std::path::PathBuf;

/// Prints all figures.
pub fn run(folders: &[PathBuf], json: bool) -> Result<(), Failure> {
    let report = evaluate::evaluate(folders).map_err(|it| Failure::Bad(it.to_string()))?;
    files::print(&if json { format!("{:#}\n", report.json()) } else { report.table() })
}
