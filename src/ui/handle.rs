//! What happens on each command: the one place where the window changes anything.

use super::{
    App,
    action::Action,
    arranging,
    canvas::{self, Look},
    command::{Command, ExportKind},
    context::Context,
    draft::Draft,
    enabled, files, inspector, linking,
    notices::Notice,
    picker::Picker,
    prompt::{Ask, Purpose},
    reader, review, seams, selecting,
};
use crate::map::{Diff, Edit, Item, Map, NodeId, NodeKind, Span};
use egui::{Ui, ViewportCommand};
use std::{collections::BTreeSet, path::PathBuf};

impl App {
    /// Does what was asked for.
    pub(super) fn handle(&mut self, command: Command, ui: &Ui) {
        match command {
            Command::Do(action) => {
                if enabled::now(&self.document, &self.view, action) {
                    self.act(action, ui);
                } else if action == Action::Deselect && self.can_be_stopped() {
                    self.stop();
                }
            }
            Command::Edit(edit) => drop(self.edit(edit)),
            Command::EditAndSelect(edit) => {
                if let Some(diff) = self.edit(edit) {
                    self.select_added(&diff);
                }
            }
            Command::Select(items) => self.select(items),
            Command::ToggleSelected(item) => {
                self.view.doubt = None;
                if !self.view.selection.remove(&item) {
                    self.view.selection.insert(item);
                }
            }
            Command::Reveal(item) => self.reveal(item),
            Command::ShowWords(span) => self.reader.scroll_to(span),
            Command::Draft(draft) => self.view.draft = draft,
            Command::Choose(choose) => self.picker = choose.map(Picker::new),
            Command::Ask(ask) => self.ask = ask,
            Command::Open(path) => self.open(path),
            Command::ReadThread { title, bytes } => {
                let map = self.document.map().clone();
                self.loading.request(move |progress| Ok(files::read(&title, &bytes, Some(&map), progress)));
            }
            Command::SaveAs(path) => {
                self.save_as(path);
            }
            Command::Export(kind, path) => self.export(kind, path),
            #[cfg(feature = "model")]
            Command::Model(wish) => self.handle_model(wish),
            Command::CancelJobs => self.stop(),
            Command::Decide { source, at, starts } => self.decide_start((source, at), starts),
            Command::Dismiss(id) => self.notices.dismiss(id),
            Command::Close => {
                self.closing = true;
                ui.send_viewport_cmd(ViewportCommand::Close);
            }
        }
        self.settle_selection();
    }

    /// Lets go of what is no longer in the map, and counts what is selected.
    pub(super) fn settle_selection(&mut self) {
        let map = self.document.map();
        self.view.selection.retain(|&it| map.contains(it));
        self.view.tally = selecting::Tally::of(map, &self.view.selection);
    }

    /// Whether something runs that a person waits for.
    fn can_be_stopped(&self) -> bool {
        #[cfg(feature = "model")]
        if self.model.is_reading() {
            return true;
        }
        self.loading.is_busy() || self.exporting.is_busy()
    }

    fn stop(&mut self) {
        self.loading.cancel();
        self.exporting.cancel();
        #[cfg(feature = "model")]
        self.model.cancel();
        self.notices.push(Notice::info("Stopped. Nothing was changed."));
    }

    /// Does an edit, writes it to the journal, and says why if it cannot be done.
    pub(super) fn edit(&mut self, edit: Edit) -> Option<Diff> {
        match self.document.edit(edit) {
            Ok(diff) => {
                self.changed(&diff);
                if let Some(learned) = review::learned(&diff) {
                    self.notices.push(Notice::info(learned).with(Action::Undo));
                }
                Some(diff)
            }
            Err(error) => {
                let message = inspector::capital(&error.to_string());
                self.notices.push(Notice::warning(format!("{message}."), "The map was left as it is."));
                None
            }
        }
    }

    fn changed(&mut self, diff: &Diff) {
        if !diff.is_empty() {
            self.notices.withdraw_offers();
        }
        if !diff.is_empty()
            && let Err(error) = self.store.append(diff)
        {
            let message = format!("Cannot write the journal: {error}.");
            self.notices.push(Notice::error(message, "Save the map somewhere else (Ctrl+Shift+S) before you go on."));
        }
    }

    fn select_added(&mut self, diff: &Diff) {
        let added: BTreeSet<Item> = added_nodes(diff).collect();
        if let Some(&first) = added.first() {
            self.canvas.look(Look::At(first));
        }
        self.select(added);
    }

    /// After undo or redo: selects and shows what changed.
    fn travelled(&mut self, diff: Option<Diff>) {
        let Some(diff) = diff else { return };
        self.changed(&diff);
        let map = self.document.map();
        let nodes = diff.nodes.keys().map(|&it| Item::Node(it)).chain(diff.pins.keys().map(|&it| Item::Node(it)));
        let items = nodes.chain(diff.edges.keys().map(|&it| Item::Edge(it))).chain(diff.reviews.keys().copied());
        self.select(items.filter(|&it| map.contains(it)).take(50).collect());
        if let Some(&first) = self.view.selection.first() {
            self.canvas.look(Look::At(first));
        }
    }

    /// Says whether a comment starts at a place; the thread is read anew in the background.
    fn decide_start(&mut self, (source, at): seams::Place, starts: bool) {
        #[cfg(feature = "model")]
        if self.model.is_reading() {
            // What it finds would have no comments to stand in.
            let message = "A model is reading these comments: they cannot be split or joined now.";
            self.notices.push(Notice::warning(message, "Wait for it, or stop it with Escape."));
            return;
        }
        self.view.doubt = None;
        let map = self.document.map().clone();
        self.loading.request(move |progress| files::decide(&map, source, at, starts, progress));
    }

    fn go_to_doubt(&mut self) {
        self.view.doubt = self.seams.next(self.view.doubt);
        match self.view.doubt {
            Some((source, at)) => {
                self.view.reader = true;
                self.reader.scroll_to(Span { source, start: at, end: at + 1 });
            }
            None => self.notices.push(Notice::info("Where comments start is clear all through.")),
        }
    }

    /// Selects items: whoever chooses is no longer at a doubtful start.
    fn select(&mut self, items: BTreeSet<Item>) {
        self.view.doubt = None;
        self.view.selection = items;
    }

    fn reveal(&mut self, item: Item) {
        self.select([item].into());
        self.canvas.look(Look::At(item));
        let first = self.standing_at().and_then(|it| self.index.statements_of.get(&it)).and_then(|it| it.first());
        if let Some(statement) = first.and_then(|&it| self.document.map().statement(it)) {
            self.reader.scroll_to(statement.span);
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table: mostly a line for each action")]
    fn act(&mut self, action: Action, ui: &Ui) {
        let items = self.view.selection.clone();
        match action {
            Action::NewMap => self.start_map("New map", Map::default()),
            Action::Open => self.dialogs.open(),
            Action::OpenPath => self.ask = Some(Ask::new(Purpose::Open)),
            Action::OpenSample => self.open_sample(),
            Action::PasteThread => self.ask = Some(Ask::new(Purpose::Thread)),
            #[cfg(feature = "model")]
            Action::ReadWithModel => self.ask_for_model(),
            Action::Save => {
                if self.home.keeps(&self.store.path) {
                    self.dialogs.save(Purpose::SaveAs, &self.title(), "ron");
                } else {
                    self.save();
                }
            }
            Action::SaveAs => self.dialogs.save(Purpose::SaveAs, &self.title(), "ron"),
            Action::ExportMarkdown => self.ask_export(ExportKind::Markdown),
            Action::ExportHtml => self.ask_export(ExportKind::Html),
            Action::ExportSvg => self.ask_export(ExportKind::Svg),
            Action::ExportPng => self.ask_export(ExportKind::Png),
            Action::Quit => ui.send_viewport_cmd(ViewportCommand::Close),
            Action::Undo => {
                let diff = self.document.undo();
                self.travelled(diff);
            }
            Action::Redo => {
                let diff = self.document.redo();
                self.travelled(diff);
            }
            Action::Cut => self.cut(ui),
            Action::Copy => self.copy(ui),
            Action::Paste => self.ask_to_paste(false, ui),
            Action::PasteOutline => self.ask_to_paste(true, ui),
            Action::Duplicate => self.duplicate(ui),
            Action::AddNode => self.add_node(),
            Action::Reword => {
                if let Some(node) = self.view.single_node() {
                    self.canvas.look(Look::At(node.into()));
                    self.view.draft = Draft::reword(self.document.map(), node);
                }
            }
            Action::Link => {
                if let Some(node) = self.view.single_node() {
                    let choose = self.with_context(|ctx| linking::targets(ctx, node));
                    self.picker = Some(Picker::new(choose));
                }
            }
            Action::ChangeKind => self.picker = Some(Picker::new(self.with_context(linking::kinds))),
            Action::SetKind(kind) => {
                self.edit(Edit::SetKind { nodes: self.view.nodes().collect(), kind });
            }
            Action::Delete => drop(self.edit(Edit::Delete { items })),
            Action::SelectAll
            | Action::Deselect
            | Action::SelectBranch
            | Action::SelectKind
            | Action::SelectProposals
            | Action::InvertSelection => {
                if let Some(items) = selecting::chosen(self.document.map(), &self.view, action) {
                    self.select(items);
                }
            }
            Action::AlignLeft
            | Action::AlignCentres
            | Action::AlignRight
            | Action::AlignTop
            | Action::AlignMiddles
            | Action::AlignBottom
            | Action::SpreadAcross
            | Action::SpreadDown => self.arrange(action),
            Action::DragSelects => {
                self.view.drag_selects = !self.view.drag_selects;
                self.settings.drag_selects = self.view.drag_selects;
                self.remember();
            }
            Action::Accept => self.decide(items, true),
            Action::Reject => self.decide(items, false),
            Action::TakeRunnerUp => self.take_runner_up(),
            Action::NextLink => self.go_to_link(),
            Action::LearnFromCorrections => self.switch_learning(),
            Action::NextProposal => self.go_to_proposal(false),
            Action::PreviousProposal => self.go_to_proposal(true),
            Action::GoTo => self.picker = Some(Picker::new(self.with_context(linking::places))),
            Action::ZoomIn => self.canvas.look(Look::Zoom(1.25)),
            Action::ZoomOut => self.canvas.look(Look::Zoom(0.8)),
            Action::ZoomFit => self.canvas.look(Look::Whole),
            Action::ZoomSelection => self.canvas.look(Look::Selection),
            Action::ZoomFull => self.canvas.look(Look::FullSize),
            Action::TidyUp => {
                self.places.forget();
                self.canvas.look(Look::Whole);
            }
            Action::NextDoubt => self.go_to_doubt(),
            Action::SplitComment | Action::JoinComments => {
                let starts = action == Action::SplitComment;
                if let Some(place) = seams::place(self.document.map(), &self.view, starts) {
                    self.decide_start(place, starts);
                }
            }
            Action::Unpin => self.unpin(),
            Action::SwitchTheme => {
                self.view.dark = !self.view.dark;
                self.settings.dark = Some(self.view.dark);
                self.remember();
            }
            Action::ToggleReader => self.view.reader = !self.view.reader,
            Action::ToggleInspector => self.view.inspector = !self.view.inspector,
            Action::ToggleChrome => self.view.chrome = !self.view.chrome,
            Action::Minimap => {
                self.switch_minimap();
            }
            Action::ReduceMotion => {
                self.view.still = !self.view.still;
                self.settings.reduce_motion = self.view.still;
                self.remember();
            }
            Action::NextPanel => self.next_panel(ui),
            Action::Palette => {
                let enabled = |it| enabled::now(&self.document, &self.view, it);
                self.picker = Some(Picker::new(super::menu::palette(ui, &enabled)));
            }
            Action::Shortcuts => self.shortcuts = true,
            Action::About => self.about = true,
        }
    }

    /// Starts a claim: a reason for the selected node, or on its own in the middle.
    fn add_node(&mut self) {
        let selected = self.view.single_node();
        let below = selected
            .and_then(|it| self.places.layout().places.get(&it))
            .map(|place| crate::map::Point { x: f32::midpoint(place.min.x, place.max.x), y: place.max.y + 60.0 });
        let kind = selected.and_then(|it| self.document.map().node(it)).map(|it| it.kind);
        let link = kind.and_then(|it| inspector::usual_link(NodeKind::Claim, it));
        let link = link.zip(selected).map(|(kind, to)| (kind, Item::Node(to)));
        let at = below.unwrap_or_else(|| self.canvas.middle());
        self.view.draft = Some(Draft::new_node(NodeKind::Claim, at, false, link));
    }

    /// Decides on proposals; after deciding on one, goes to the next.
    fn decide(&mut self, items: BTreeSet<Item>, accept: bool) {
        let map = self.document.map();
        let is_open = |it: &Item| map.review(*it).is_some_and(|it| it.state == crate::map::ReviewState::Open);
        let mut open: BTreeSet<Item> = items.into_iter().filter(is_open).collect();
        let single = open.first().copied().filter(|_| open.len() == 1);
        let next =
            single.and_then(|it| self.index.next_proposal(map, Some(it), false)).filter(|&it| Some(it) != single);
        if accept {
            // A link whose two ends stand needs no second decision.
            let stands = |map: &Map, it: Item| open.contains(&it) || !is_open(&it) && map.contains(it);
            let links: Vec<Item> = open
                .iter()
                .flat_map(|&it| map.edges_at(it))
                .filter(|&it| map.edge(it).is_some_and(|edge| stands(map, edge.from.into()) && stands(map, edge.to)))
                .map(Item::Edge)
                .filter(is_open)
                .collect();
            open.extend(links);
            self.edit(Edit::Accept { items: open });
        } else {
            self.edit(Edit::Reject { items: open });
        }
        if let Some(next) = next {
            self.reveal(next);
        }
    }

    /// Lines the selected nodes up, or spreads them.
    fn arrange(&mut self, action: Action) {
        let place = |it| Some((it, *self.places.layout().places.get(&it)?));
        if let Some(to) = arranging::arranged(action, &self.view.nodes().filter_map(place).collect()) {
            self.edit(Edit::Pin { places: to.into_iter().map(|(node, at)| (node, Some(at))).collect() });
        }
    }

    fn unpin(&mut self) {
        let places = self.view.nodes().map(|it| (it, None)).collect();
        self.edit(Edit::Pin { places });
    }

    /// Makes of the selected proposal what it would have been otherwise.
    fn take_runner_up(&mut self) {
        if let Some(edit) = self.view.single().and_then(|it| review::runner_up(self.document.map(), it)) {
            self.edit(edit);
        }
    }

    fn go_to_link(&mut self) {
        if let Some(edge) = self.view.single().and_then(|it| review::next_link(self.document.map(), it)) {
            self.reveal(edge.into());
        }
    }

    fn switch_learning(&mut self) {
        let on = !self.document.learns();
        self.document.set_learning(on);
        self.settings.learn = Some(on);
        self.remember();
    }

    fn switch_minimap(&mut self) {
        self.view.minimap = !self.view.minimap;
        self.settings.minimap = Some(self.view.minimap);
        self.remember();
    }

    fn go_to_proposal(&mut self, backwards: bool) {
        let from = self.view.selection.first().copied();
        if let Some(next) = self.index.next_proposal(self.document.map(), from, backwards) {
            self.reveal(next);
        }
    }

    /// The node selected, or the start of the link selected: where one is in the reading order.
    fn standing_at(&self) -> Option<NodeId> {
        let edge = || self.document.map().edge(self.view.selection.first()?.edge()?).map(|it| it.from);
        self.view.nodes().next().or_else(edge)
    }

    fn next_panel(&self, ui: &Ui) {
        let panels: Vec<egui::Id> =
            [Some(canvas::id()), self.view.inspector.then(inspector::id), self.view.reader.then(reader::id)]
                .into_iter()
                .flatten()
                .collect();
        let at = ui.memory(egui::Memory::focused).and_then(|focused| panels.iter().position(|&it| it == focused));
        let next = panels[at.map_or(0, |it| (it + 1) % panels.len())];
        ui.memory_mut(|it| it.request_focus(next));
    }

    fn ask_export(&mut self, kind: ExportKind) {
        self.dialogs.save(Purpose::Export(kind), &self.title(), kind.ending());
    }

    fn export(&mut self, kind: ExportKind, path: PathBuf) {
        let path = if path.extension().is_some() { path } else { path.with_extension(kind.ending()) };
        let (map, layout, theme) = (self.document.map().clone(), self.places.layout().clone(), self.theme());
        self.exporting.request(move |_| files::export(kind, &path, &map, &layout, theme));
    }

    /// Calls `look` with the context views get, and does what it asks for.
    fn with_context<T>(&self, look: impl FnOnce(&Context<'_>) -> T) -> T {
        let (commands, hovered, marked) = Default::default();
        look(&self.context(&commands, &hovered, &marked))
    }
}

fn added_nodes(diff: &Diff) -> impl Iterator<Item = Item> + '_ {
    diff.nodes.iter().filter(|it| it.1.before.is_none()).map(|it| Item::Node(*it.0))
}
