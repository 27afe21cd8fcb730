//! Several maps in one window: the one in front is the desk, the others wait as they were left.

use super::{
    App, action::Action, command::Command, context::Context, desk::Desk, inspector::short, teach::Teach as _,
    theme::colour,
};
use egui::{Button, Frame, Margin, RichText, Role, ScrollArea, Stroke, Ui, WidgetInfo};
use std::path::Path;

/// The maps that are open behind the one on the desk, in the order of their tabs.
#[derive(Default)]
pub struct Tabs {
    others: Vec<Desk>,
    /// How many of them stand before the desk.
    at: usize,
}

impl Tabs {
    /// How many maps are open.
    pub fn count(&self) -> usize {
        self.others.len() + 1
    }

    /// The maps behind the desk, to change.
    pub fn others_mut(&mut self) -> &mut [Desk] {
        &mut self.others
    }
}

impl App {
    /// How many maps are open, and which of them is in front, from 0.
    pub fn open_tabs(&self) -> (usize, usize) {
        (self.tabs.count(), self.tabs.at)
    }

    /// All open maps, in the order of their tabs.
    pub(super) fn desks(&self) -> impl Iterator<Item = &Desk> {
        let (before, after) = self.tabs.others.split_at(self.tabs.at);
        before.iter().chain(std::iter::once(&self.desk)).chain(after)
    }

    /// Puts a map onto the desk, in a tab of its own behind that of the desk; in the place of an empty map that nobody
    /// has touched, if `over_blank` says so.
    pub(super) fn add_tab(&mut self, desk: Desk, over_blank: bool) {
        self.notices.withdraw_offers();
        let before = std::mem::replace(&mut self.desk, desk);
        // A file that somebody chose stays, also if it is empty.
        let nobodys = self.home.keeps(&before.store.path) || !before.store.path.exists();
        if !(over_blank && nobodys && before.is_blank()) {
            self.tabs.others.insert(self.tabs.at, before);
            self.tabs.at += 1;
        }
    }

    /// Brings tab number `to`, from 0, to the front.
    pub(super) fn show_tab(&mut self, to: usize) {
        if to == self.tabs.at || to >= self.tabs.count() {
            return;
        }
        // What is being typed goes with its map, but an offer is for the map one sees.
        self.notices.withdraw_offers();
        let next = self.tabs.others.remove(to - usize::from(to > self.tabs.at));
        let before = std::mem::replace(&mut self.desk, next);
        self.tabs.others.insert(self.tabs.at - usize::from(to < self.tabs.at), before);
        self.tabs.at = to;
        self.remember_front();
    }

    /// Goes to the next tab, or the one before, round and round.
    pub(super) fn next_tab(&mut self, backwards: bool) {
        let count = self.tabs.count();
        let step = if backwards { count - 1 } else { 1 };
        self.show_tab((self.tabs.at + step) % count);
    }

    /// Takes the map on the desk away; the one that stood behind it takes its place. Only if there is another.
    pub(super) fn drop_tab(&mut self) {
        if self.tabs.others.is_empty() {
            return;
        }
        self.desk.keep_view_now(&self.home);
        #[cfg(feature = "model")]
        if self.model.of == self.desk.number {
            self.model.cancel();
        }
        let gone = self.tabs.at;
        self.show_tab(if gone + 1 < self.tabs.count() { gone + 1 } else { gone - 1 });
        // The desk of before is now where it was among all.
        let index = gone - usize::from(gone > self.tabs.at);
        drop(self.tabs.others.remove(index));
        self.tabs.at -= usize::from(gone < self.tabs.at);
        self.remember_tabs();
    }

    /// Brings the tab with the map at `path` to the front, if it is open.
    pub(super) fn show_open(&mut self, path: &Path) -> bool {
        let at = self.desks().position(|it| it.store.is_at(path));
        if let Some(at) = at {
            self.show_tab(at);
        }
        at.is_some()
    }

    /// Does something to the map of desk `number` as if it were in front. Returns whether it is still open.
    pub(super) fn on_desk(&mut self, number: u64, work: impl FnOnce(&mut Self)) -> bool {
        if self.desk.number == number {
            work(self);
            return true;
        }
        let Some(at) = self.tabs.others.iter().position(|it| it.number == number) else { return false };
        std::mem::swap(&mut self.desk, &mut self.tabs.others[at]);
        work(self);
        // What was done may have opened or closed nothing: it is about this map alone.
        std::mem::swap(&mut self.desk, &mut self.tabs.others[at]);
        true
    }

    /// Remembers which map is in front, to be there at the next start.
    fn remember_front(&mut self) {
        let path = std::path::absolute(&self.desk.store.path).ok();
        self.settings.last = path.filter(|it| it.to_str().is_some());
    }

    /// Keeps which maps are open, for the next start.
    pub(super) fn remember_tabs(&mut self) {
        self.remember_front();
        let paths = self.desks().filter(|it| it.store.path.to_str().is_some()).map(|it| it.store.path.clone());
        self.settings.open = paths.filter_map(|it| std::path::absolute(it).ok()).collect();
        self.remember();
    }

    /// The names of the tabs; of two alike with the folder.
    fn tab_names(&self) -> Vec<String> {
        let titles: Vec<String> = self.desks().map(Desk::title).collect();
        let name = |(desk, title): (&Desk, &String)| {
            let alike = titles.iter().filter(|it| *it == title).count() > 1;
            let folder = desk.store.path.parent().and_then(Path::file_name).filter(|_| alike);
            let folder = folder.map(|it| format!(" — {}", it.to_string_lossy())).unwrap_or_default();
            format!("{title}{folder}")
        };
        self.desks().zip(&titles).map(name).collect()
    }

    /// Draws the tabs.
    pub(super) fn show_tabs(&self, ctx: &Context<'_>, ui: &mut Ui) {
        ScrollArea::horizontal().id_salt("tabs").show(ui, |ui| {
            ui.horizontal(|ui| {
                for (at, (desk, name)) in self.desks().zip(self.tab_names()).enumerate() {
                    let front = at == self.tabs.at;
                    let mark = if desk.store.is_dirty() && !self.home.keeps(&desk.store.path) { "• " } else { "" };
                    let colours = &ctx.theme.colours;
                    let fill = if front { colour(colours.canvas) } else { egui::Color32::TRANSPARENT };
                    let frame = Frame::new().fill(fill).corner_radius(4).inner_margin(Margin::symmetric(4, 1));
                    let shown = frame.show(ui, |ui| {
                        ui.spacing_mut().item_spacing.x = 0.0;
                        let words = RichText::new(format!("{mark}{}", short(&name, 32)));
                        let words = if front { words.strong() } else { words };
                        let tab = ui.add(Button::new(words).frame_when_inactive(false));
                        tab.widget_info(|| WidgetInfo::labeled(Role::Tab, true, name.as_str()));
                        ui.accesskit_node_builder(tab.id, |it| it.set_selected(front));
                        if front && !ui.clip_rect().contains_rect(tab.rect) {
                            tab.scroll_to_me(None);
                        }
                        let close = ui.add(Button::new("×").small().frame_when_inactive(false));
                        let close = close.accessible_name(format!("Close tab {name}"));
                        let close = close.teaches_here(Action::CloseTab, "Closes this map; asks if it is not saved.");
                        let path = format!("Here is {}.", desk.store.path.display());
                        if close.clicked() || tab.middle_clicked() {
                            ctx.send(Command::CloseTab(at));
                        } else if tab.teaches_here(Action::NextTab, &path).clicked() {
                            ctx.send(Command::ShowTab(at));
                        }
                    });
                    if front {
                        // Which one is in front is told by a line, not by colour alone.
                        let rect = shown.response.rect;
                        let line = Stroke::new(2.0, colour(colours.selection));
                        ui.painter().hline(rect.x_range(), rect.bottom(), line);
                    }
                    ui.add_space(6.0);
                }
            });
        });
    }
}
