//! Tidying up, and grouping by something else: everything is laid out anew and glides there; undo puts it back where it
//! was.

use super::{
    App,
    action::Action,
    canvas::Look,
    command::Command,
    desk::Desk,
    notices::Notice,
    picker::{Choice, Choose},
};
use crate::{layout::Layout, picture::Grouping};

/// Tidying that is under way, or can be taken back.
#[derive(Debug, Default)]
pub enum Tidying {
    /// Neither.
    #[default]
    None,
    /// The new layout is being made; this is how things stood.
    Asked(Before),
    /// It is made; this is how things stood.
    Done(Before),
}

/// How things stood.
#[derive(Debug)]
pub struct Before {
    layout: Layout,
    grouping: Grouping,
}

impl Desk {
    /// Lays everything out anew.
    pub fn tidy(&mut self) {
        let grouping = self.places.grouping();
        self.tidying = Tidying::Asked(Before { layout: self.places.layout().clone(), grouping });
        self.view.tidied = None;
        self.places.tidy();
    }

    /// Lets nodes stand together by this, and lays everything out anew.
    pub fn group(&mut self, by: Grouping) {
        if by != self.view.grouping {
            self.view.grouping = by;
            self.tidy();
        }
    }

    /// Puts everything back where it was before it was laid out anew.
    pub fn put_back(&mut self) {
        self.view.tidied = None;
        if let Tidying::Done(before) = std::mem::take(&mut self.tidying) {
            self.canvas.glide_from(self.places.layout().clone());
            self.view.grouping = before.grouping;
            self.places.restore(before.layout);
            self.canvas.look(Look::Whole);
        }
    }

    /// The new layout is there: everything glides there. Returns what to tell of it.
    pub fn laid_out(&mut self) -> Option<Notice> {
        match std::mem::take(&mut self.tidying) {
            Tidying::Asked(before) => {
                self.canvas.look(Look::Whole);
                let regrouped = before.grouping != self.view.grouping;
                if !regrouped && before.layout.places == self.places.layout().places {
                    return Some(Notice::info("Everything is tidy."));
                }
                self.canvas.glide_from(before.layout.clone());
                self.tidying = Tidying::Done(before);
                let (step, told) =
                    if regrouped { ("Grouping", told(self.view.grouping)) } else { ("Tidy up", "Tidied up.") };
                self.view.tidied = Some((self.document.revision(), step));
                Some(Notice::info(format!("{told} What you placed by hand stayed.")).with(Action::Undo))
            }
            other => {
                self.tidying = other;
                None
            }
        }
    }
}

fn told(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Comment => "Grouped by comment.",
        Grouping::Author => "Grouped by author.",
        Grouping::Topic => "Grouped by topic.",
        Grouping::None => "Grouped by nothing: links alone decide.",
    }
}

/// The list of what nodes can be grouped by, and which line of it holds now.
pub fn groupings(now: Grouping) -> (Choose, usize) {
    let choice = |by: Grouping| {
        let words = match by {
            Grouping::Comment => "Comment — what one comment says stands together",
            Grouping::Author => "Author — what one person says, in a frame",
            Grouping::Topic => "Topic — a discussion with all replies, in a frame",
            Grouping::None => "None — no frames, links alone decide",
        };
        let remark = if by == now { "now" } else { "" };
        Choice { words: words.to_owned(), remark: remark.to_owned(), command: Command::Group(by) }
    };
    let at = Grouping::ALL.iter().position(|&it| it == now).unwrap_or_default();
    (Choose { title: "Group by".to_owned(), choices: Grouping::ALL.map(choice).into() }, at)
}

impl App {
    /// Takes the last change back; right after everything was laid out anew, that.
    pub(super) fn undo(&mut self) {
        if self.desk.view.tidied.is_some_and(|it| it.0 == self.desk.document.revision()) {
            self.notices.withdraw_offers();
            self.desk.put_back();
            return;
        }
        let diff = self.desk.document.undo();
        self.travelled(diff);
    }
}
