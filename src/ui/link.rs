//! Addresses in words, which open in the browser: told before, and opened by nothing but a click or a key.

use super::{
    App,
    command::Command,
    context::Context,
    notices::Notice,
    picker::{Choice, Choose, Picker},
};
use crate::{
    map::{Map, NodeId},
    picture::{links, openable},
};
use egui::{Context as Egui, CursorIcon, OpenUrl, Response, Ui};
use std::sync::Arc;

/// What the pointer on an address does: it shows the address, and opens it on a click.
pub fn under_pointer(ctx: &Context<'_>, ui: &Ui, response: Response, address: &Arc<str>) {
    ui.set_cursor_icon(CursorIcon::PointingHand);
    let clicked = response.clicked();
    response.on_hover_text_at_pointer(told(address, BY_CLICK));
    if clicked {
        ctx.send(Command::OpenLink(address.clone()));
    }
}

/// How an address opens that is clicked at.
pub const BY_CLICK: &str = "Opens in the browser.";
/// How an address opens where a click alone selects.
pub const BY_CTRL_CLICK: &str = "Ctrl and a click open it in the browser.";

/// What is said of an address before it is opened.
pub fn told(address: &str, how: &str) -> String {
    /// The end of a long address says least about where it leads.
    const MOST: usize = 200;
    format!("{}\n{how}", super::inspector::short(address, MOST))
}

/// The addresses of a node: those in its words.
pub fn of(map: &Map, id: NodeId) -> Vec<Arc<str>> {
    map.node(id).map_or_else(Vec::new, |it| links(&it.text))
}

/// Opens an address in the browser. The one place where that happens: pages of the web and letters, nothing else.
pub fn open(ctx: &Egui, address: &str) {
    if openable(address) {
        ctx.open_url(OpenUrl::new_tab(address));
    }
}

impl App {
    /// Opens the address in the words of the selected node, or asks which of them.
    pub(super) fn open_link(&mut self) {
        let Some(id) = self.desk.view.single_node() else { return };
        let all = of(self.desk.document.map(), id);
        match all.as_slice() {
            [] => self.notices.push(Notice::info("No address stands in the words of this node.")),
            [one] => open(&self.egui, one),
            _ => {
                let choice = |it: &Arc<str>| Choice {
                    words: it.to_string(),
                    remark: String::new(),
                    command: Command::OpenLink(it.clone()),
                };
                let choices = all.iter().map(choice).collect();
                self.picker = Some(Picker::new(Choose { title: "Open which address?".to_owned(), choices }));
            }
        }
    }
}
