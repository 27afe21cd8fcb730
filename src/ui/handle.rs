//! What happens on each command: the one place where the window changes anything.

use super::{
    App,
    action::Action,
    canvas::{self, Look},
    command::{Command, ExportKind},
    context::Context,
    draft::{Draft, Spot},
    enabled, files, inspector, linking, making,
    notices::Notice,
    picker::Picker,
    prompt::{Ask, Purpose},
    reader, review, seams,
};
use crate::map::{Diff, EdgeKind, Edit, Item, Map, NodeId, NodeKind, Span};
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
                let left = making::left_by(&edit);
                if let Some(diff) = self.edit(edit) {
                    match left {
                        Some(item) => self.reveal(item),
                        None => self.select_added(&diff),
                    }
                }
            }
            Command::ChooseWords(words) => self.view.words = words,
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
        let map = self.document.map();
        self.view.selection.retain(|&it| map.contains(it));
        self.view.words = self.view.words.filter(|&it| map.quote(it).is_some());
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
        self.view.words = None;
        let single = items.first().copied().filter(|_| items.len() == 1);
        let is_open =
            |it: &Item| self.document.map().review(*it).is_some_and(|it| it.state == crate::map::ReviewState::Open);
        // To select again what one is reviewing is no change.
        if single.is_none() || single != self.view.single() {
            self.view.reviewing = single.filter(is_open);
        }
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

    #[expect(clippy::too_many_lines, reason = "a table")]
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
            Action::AddNode => self.add_node(),
            Action::AddReason | Action::AddObjection | Action::AddSibling => self.add_at_node(action),
            Action::ClaimWords | Action::SplitNode | Action::SameClaim => self.make(action, ui),
            Action::GoToTarget | Action::GoToReason | Action::PreviousSibling | Action::NextSibling => {
                if let Some(item) = self.with_context(|ctx| making::along(ctx, action)) {
                    self.reveal(item);
                }
            }
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
                for node in self.view.nodes().collect::<Vec<_>>() {
                    self.edit(Edit::SetKind { node, kind });
                }
            }
            Action::Delete => drop(self.edit(Edit::Delete { items })),
            Action::SelectAll => self.select(self.document.map().nodes().map(|it| it.0.into()).collect()),
            Action::Deselect => self.select(BTreeSet::new()),
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
        let at = Spot::Around(self.canvas.middle());
        let alone = Draft::new_node(NodeKind::Claim, at, None);
        let below = |it| making::below(self.document.map(), it, EdgeKind::Supports);
        self.view.draft = Some(self.view.single_node().map_or(alone, below));
    }

    /// Starts a reason for the selected node, an objection to it, or a sibling of it.
    fn add_at_node(&mut self, action: Action) {
        let Some(node) = self.view.single_node() else { return };
        let map = self.document.map();
        self.view.draft = Some(match action {
            Action::AddReason => making::below(map, node, EdgeKind::Supports),
            Action::AddObjection => making::below(map, node, EdgeKind::Attacks),
            _ => making::beside(map, node),
        });
        self.canvas.look(Look::At(node.into()));
    }

    fn make(&mut self, action: Action, ui: &Ui) {
        match (action, self.view.words, self.view.single_node()) {
            (Action::ClaimWords, Some(span), _) => {
                self.handle(Command::EditAndSelect(Edit::AddQuote { span, at: None, link: None }), ui);
            }
            (Action::SplitNode, ..) => self.split_node(ui),
            (Action::SameClaim, _, Some(node)) => {
                let choose = self.with_context(|ctx| linking::same(ctx, node));
                self.picker = Some(Picker::new(choose));
            }
            _ => {}
        }
    }

    /// Splits the node that is being reworded at the cursor; before that, starts rewording it.
    fn split_node(&mut self, ui: &Ui) {
        let Some(draft) = self.view.draft.take() else { return self.act(Action::Reword, ui) };
        if let Some((node, at)) = draft.split() {
            if let Some(reword) = draft.finish() {
                self.handle(reword, ui);
            }
            self.handle(Command::EditAndSelect(Edit::SplitNode { node, at }), ui);
            ui.memory_mut(|it| it.request_focus(canvas::id()));
        }
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
