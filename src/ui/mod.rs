//! The window: draws a document and says what the person asked for.
//!
//! Views get a read-only [`context::Context`] and send [`command::Command`]s; `App::handle` is the one place where
//! anything happens. Start reading at [`action`], the list of everything one can do.

mod act;
pub mod action;
mod app;
mod argued;
mod arranging;
mod beliefs;
pub mod canvas;
mod changes;
mod clipboard;
mod closing;
pub mod command;
mod compared;
pub mod context;
mod deciding;
mod desk;
mod dialogs;
pub mod draft;
mod enabled;
mod exporting;
mod files;
mod filter;
mod find;
mod folding;
mod fonts;
mod frame;
mod handle;
mod history;
pub mod home;
mod incoming;
mod index;
mod input;
mod inspector;
mod kept;
mod keys;
mod keys_file;
mod lines;
mod link;
mod linking;
mod making;
mod menu;
#[cfg(feature = "model")]
pub mod model;
mod notices;
mod opening;
mod outline;
mod picker;
mod places;
mod prompt;
mod prose;
mod queue;
mod reader;
mod recovered;
mod review;
mod seams;
mod selecting;
mod session;
mod settings;
mod status;
mod store;
mod table;
mod tabs;
mod teach;
mod theme;
mod tidy;
mod tour;
mod visible;
mod workbench;

pub use app::App;
pub use notices::{Notice, Severity};

use home::Home;
use std::path::PathBuf;

/// What the window opens with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// The map that was open last, or the sample the first time.
    #[default]
    Last,
    /// A map, or a thread to read.
    File(PathBuf),
}

/// Opens the window and runs until it is closed.
///
/// # Errors
/// If no window can be opened, with the system's words for why.
pub fn run(start: Start) -> Result<(), String> {
    let home = Home::find();
    let viewport = frame::builder(home.settings().window);
    // Tests bring a second renderer along, and in a build that has both the other one would be taken.
    let renderer = eframe::Renderer::Glow;
    let options = eframe::NativeOptions { viewport, renderer, ..eframe::NativeOptions::default() };
    let app = |context: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        Ok(Box::new(App::new(&context.egui_ctx, home, start)))
    };
    eframe::run_native("cruxmap", options, Box::new(app)).map_err(|it| it.to_string())
}
