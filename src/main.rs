//! The program: arguments, then the window or a command-line task.

use cruxmap::cli::{self, Next};
use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    match cli::run(std::env::args_os()) {
        Next::End(code) => code,
        Next::Window(file) => window(file.as_deref()),
    }
}

#[cfg(feature = "gui")]
fn window(file: Option<&Path>) -> ExitCode {
    use cruxmap::ui::{self, Start};
    if !cli::has_display() {
        return cli::without_window(file, "there is no display");
    }
    match ui::run(file.map_or(Start::Last, |it| Start::File(it.to_owned()))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => cli::without_window(file, &why),
    }
}

#[cfg(not(feature = "gui"))]
fn window(file: Option<&Path>) -> ExitCode {
    cli::without_window(file, "this program was built without the feature `gui`")
}
