//! Closing a tab or the window: what is not saved is asked about, map by map.

use super::{
    App,
    desk::Desk,
    prompt::{Ask, Purpose},
};
use egui::{Ui, ViewportCommand};

impl App {
    /// Whether the map on the desk may go: it is saved, or a person has let it go. A map without a file of its own is
    /// saved where it is.
    fn may_go(&mut self) -> bool {
        let Desk { store, document, let_go, .. } = &mut self.desk;
        *let_go || !store.is_dirty() || self.home.keeps(&store.path) && store.save(document.map()).is_ok()
    }

    /// Closes tab number `at`; asks first if it is not saved. The last one closes the window.
    pub(super) fn close_tab(&mut self, at: usize, ui: &Ui) {
        self.show_tab(at);
        if self.open_tabs().0 == 1 {
            ui.send_viewport_cmd(ViewportCommand::Close);
        } else if self.may_go() {
            self.drop_tab();
        } else {
            self.ask = Some(Ask { purpose: Purpose::CloseTab, text: self.title() });
        }
    }

    /// Whether the window may close. If not, the first map that is not saved is in front, and it is asked about.
    pub(super) fn may_close(&mut self) -> bool {
        for at in 0..self.open_tabs().0 {
            let number = self.desks().nth(at).map(|it| it.number);
            let mut may = true;
            if let Some(number) = number {
                self.on_desk(number, |it| may = it.may_go());
            }
            if !may {
                self.show_tab(at);
                self.ask = Some(Ask { purpose: Purpose::Close, text: self.title() });
                return false;
            }
        }
        self.leave();
        true
    }

    /// The map on the desk may go unsaved; goes on with what was being closed.
    pub(super) fn let_go(&mut self, window: bool, ui: &Ui) {
        self.desk.let_go = true;
        if !window {
            self.drop_tab();
        } else if self.may_close() {
            self.closing = true;
            ui.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    /// Nothing is being closed any more.
    pub(super) fn keep_all(&mut self) {
        self.desk.let_go = false;
        for desk in self.tabs.others_mut() {
            desk.let_go = false;
        }
    }

    /// Keeps what is to come back at the next start.
    fn leave(&mut self) {
        self.desk.keep_view_now(&self.home);
        for desk in self.tabs.others_mut() {
            desk.keep_view_now(&self.home);
        }
        self.remember_tabs();
    }
}
