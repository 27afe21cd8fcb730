//! What a writer may need beyond the map.

use crate::{
    jobs::Progress,
    layout::{self, Layout},
    map::Map,
    picture::{self, Theme},
};
use std::cell::{OnceCell, RefCell};

/// A map to be written, with where everything stands: laid out the first time somebody asks, unless it is known.
#[derive(Debug)]
pub struct Taken<'a> {
    /// The map.
    pub map: &'a Map,
    /// The colours of pictures.
    pub theme: &'a Theme,
    known: Option<&'a Layout>,
    made: OnceCell<Layout>,
    notes: RefCell<Vec<String>>,
}

impl<'a> Taken<'a> {
    /// A map, and its layout if it is known.
    pub fn new(map: &'a Map, theme: &'a Theme, layout: Option<&'a Layout>) -> Self {
        Self { map, theme, known: layout, made: OnceCell::new(), notes: RefCell::default() }
    }

    /// Tells of something that is not as it should be in what was written.
    pub fn note(&self, note: String) {
        self.notes.borrow_mut().push(note);
    }

    /// What is not as it should be in what was written.
    pub fn notes(&self) -> Vec<String> {
        self.notes.borrow().clone()
    }

    /// Where everything stands.
    pub fn layout(&self) -> &Layout {
        self.known.unwrap_or_else(|| {
            self.made.get_or_init(|| layout::run(&picture::request(self.map), None, &Progress::default()))
        })
    }
}
