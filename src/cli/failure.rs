//! How a task ends when it cannot be done.

use std::{io::Write as _, process::ExitCode};

/// Why a task was not done, in one line.
#[derive(Debug)]
pub enum Failure {
    /// A check failed: exit code 1.
    Check(String),
    /// Bad arguments, or input or output that cannot be had: exit code 2.
    Bad(String),
    /// Whoever read our output stopped reading: nothing to say to anybody.
    NobodyReads,
}

/// Tells of a failure on standard error, and gives the exit code.
pub fn end(result: Result<(), Failure>) -> ExitCode {
    let (code, message) = match result {
        Ok(()) | Err(Failure::NobodyReads) => return ExitCode::SUCCESS,
        Err(Failure::Check(message)) => (1, message),
        Err(Failure::Bad(message)) => (2, message),
    };
    // If nobody hears it, the exit code still tells.
    let _ = writeln!(std::io::stderr(), "cruxmap: {}", message.replace('\n', " "));
    ExitCode::from(code)
}
