//! Tidying up: everything is laid out anew and glides there; undo puts it back where it was.

use super::{App, action::Action, canvas::Look, desk::Desk, notices::Notice};
use crate::layout::Layout;

/// Tidying that is under way, or can be taken back.
#[derive(Debug, Default)]
pub enum Tidying {
    /// Neither.
    #[default]
    None,
    /// The new layout is being made; this is how things stood.
    Asked(Layout),
    /// It is made; this is how things stood.
    Done(Layout),
}

impl Desk {
    /// Lays everything out anew.
    pub fn tidy(&mut self) {
        self.tidying = Tidying::Asked(self.places.layout().clone());
        self.view.tidied = None;
        self.places.tidy();
    }

    /// Puts everything back where it was before it was tidied up.
    pub fn put_back(&mut self) {
        self.view.tidied = None;
        if let Tidying::Done(before) = std::mem::take(&mut self.tidying) {
            self.canvas.glide_from(self.places.layout().clone());
            self.places.restore(before);
            self.canvas.look(Look::Whole);
        }
    }

    /// The tidy layout is there: everything glides there. Returns what to tell of it.
    pub fn laid_out(&mut self) -> Option<Notice> {
        match std::mem::take(&mut self.tidying) {
            Tidying::Asked(before) => {
                self.canvas.look(Look::Whole);
                if before.places == self.places.layout().places {
                    return Some(Notice::info("Everything is tidy."));
                }
                self.canvas.glide_from(before.clone());
                self.tidying = Tidying::Done(before);
                self.view.tidied = Some(self.document.revision());
                Some(Notice::info("Tidied up. What you placed by hand stayed.").with(Action::Undo))
            }
            other => {
                self.tidying = other;
                None
            }
        }
    }
}

impl App {
    /// Takes the last change back; right after tidying up, that.
    pub(super) fn undo(&mut self) {
        if self.desk.view.tidied == Some(self.desk.document.revision()) {
            self.notices.withdraw_offers();
            self.desk.put_back();
            return;
        }
        let diff = self.desk.document.undo();
        self.travelled(diff);
    }
}
