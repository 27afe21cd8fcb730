//! The window: draws a document and says what the person asked for.
//!
//! Views get a read-only [`context::Context`] and send [`command::Command`]s; `App::handle` is the one place where
//! anything happens. Start reading at [`action`], the list of everything one can do.

pub mod action;
mod app;
mod arranging;
pub mod canvas;
mod clipboard;
pub mod command;
pub mod context;
mod dialogs;
pub mod draft;
mod enabled;
mod files;
mod handle;
pub mod home;
mod index;
mod input;
mod inspector;
mod laid;
mod linking;
mod menu;
#[cfg(feature = "model")]
pub mod model;
mod notices;
mod opening;
mod picker;
mod places;
mod prompt;
mod reader;
mod review;
mod seams;
mod selecting;
mod status;
mod store;
mod theme;

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
    let viewport = egui::ViewportBuilder::default()
        .with_title("Cruxmap")
        .with_app_id("cruxmap")
        .with_inner_size([1360.0, 860.0])
        .with_min_inner_size([480.0, 360.0]);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let app = |context: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        Ok(Box::new(App::new(&context.egui_ctx, Home::find(), start)))
    };
    eframe::run_native("cruxmap", options, Box::new(app)).map_err(|it| it.to_string())
}
