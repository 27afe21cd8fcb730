//! What happens on each command: the one place where the window changes anything.

use super::{
    App,
    action::Action,
    canvas::{self, Look},
    command::Command,
    context::Context,
    draft::{Draft, Spot},
    enabled, files, find, inspector, keys, link, linking, making,
    notices::Notice,
    picker::Picker,
    review,
    tour::Deed,
};
use crate::map::{Diff, EdgeKind, Edit, EditError, Item, NodeId, NodeKind};
use egui::Ui;
use std::collections::BTreeSet;

impl App {
    /// Does what was asked for.
    pub(super) fn handle(&mut self, command: Command, ui: &Ui) {
        let deed = Deed::of(&command, |it| enabled::now(&self.desk.document, &self.desk.view, it));
        match command {
            Command::Do(action) => {
                if enabled::now(&self.desk.document, &self.desk.view, action) {
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
            Command::ChooseWords(words) => self.desk.view.words = words,
            Command::Select(items) => self.select(items),
            Command::ToggleSelected(item) => {
                self.desk.view.doubt = None;
                if !self.desk.view.selection.remove(&item) {
                    self.show_hidden(&[item].into());
                    self.desk.view.selection.insert(item);
                }
            }
            Command::Reveal(item) => self.reveal(item),
            Command::Unfold(node) => self.unfold(node),
            Command::Sort(sorting) => self.desk.view.sorting = sorting,
            Command::Filter(filter) => self.set_filter(filter),
            Command::Group(grouping) => {
                self.notices.withdraw_offers();
                self.desk.group(grouping);
            }
            Command::Beside(it) => self.change_settings(|settings| settings.beside = it),
            Command::ShowSemantics(on) => self.change_settings(|it| it.semantics = on),
            Command::ScoreBy(by) => self.desk.view.scored_by = by,
            Command::Travel(steps) => self.travel(steps),
            Command::ShowWords(span) => self.desk.reader.scroll_to(span),
            Command::Find(query) => self.desk.find.query = query,
            Command::Draft(draft) => self.desk.view.draft = draft,
            Command::Choose(choose) => self.picker = choose.map(Picker::new),
            Command::Ask(ask) => self.ask = ask,
            Command::OpenLink(address) => link::open(ui, &address),
            Command::Open(path) => self.open(path),
            Command::OpenRecent(path) => self.open_recent(path),
            Command::ReadThread { title, bytes } => {
                let map = self.desk.document.map().clone();
                self.desk.reading.request(move |progress| files::read(&title, &bytes, Some(&map), progress));
            }
            Command::Incoming(answer) => self.answer_incoming(answer),
            Command::SaveAs(path) => {
                self.save_as(path);
            }
            Command::AskExport(kind) => self.ask_export(kind),
            Command::Export(kind, path) => self.export(kind, path),
            #[cfg(feature = "model")]
            Command::Model(wish) => self.handle_model(wish),
            Command::Compared(wish) => self.handle_compared(wish, ui),
            Command::Bench(wish) => self.handle_bench(wish),
            Command::Session(wish) => self.handle_session(wish),
            Command::Tour(wish) => self.follow_tour(wish, ui),
            Command::WriteKeys => self.write_keys(),
            Command::ReadKeys => self.read_keys(),
            Command::CancelJobs => self.stop(),
            Command::Decide { source, at, starts } => self.decide_start((source, at), starts),
            Command::Dismiss(id) => self.notices.dismiss(id),
            Command::ShowTab(at) => self.show_tab(at),
            Command::CloseTab(at) => self.close_tab(at, ui),
            Command::LetTabGo => self.let_go(false, ui),
            Command::Close => self.let_go(true, ui),
        }
        self.desk.settle_selection();
        self.tour_sees(deed, ui);
    }

    /// Whether something runs that a person waits for.
    fn can_be_stopped(&self) -> bool {
        #[cfg(feature = "model")]
        if self.model.is_reading() {
            return true;
        }
        self.loading.is_busy() || self.desk.reading.is_busy() || self.exporting.is_busy()
    }

    fn stop(&mut self) {
        self.loading.cancel();
        self.to_open.clear();
        self.desk.reading.cancel();
        self.exporting.cancel();
        #[cfg(feature = "model")]
        self.model.cancel();
        self.notices.push(Notice::info("Stopped. Nothing was changed."));
    }

    /// Does an edit, writes it to the journal, and says why if it cannot be done.
    pub(super) fn edit(&mut self, edit: Edit) -> Option<Diff> {
        match self.desk.document.edit(edit) {
            Ok(diff) => {
                self.changed(&diff);
                if let Some(learned) = review::learned(&diff) {
                    self.notices.push(Notice::info(learned).with(Action::Undo));
                }
                Some(diff)
            }
            Err(error) => {
                self.refuse(&error);
                None
            }
        }
    }

    /// Does several edits as one step, named `label`.
    pub(super) fn edit_all(&mut self, edits: Vec<Edit>, label: &'static str) -> Option<Diff> {
        match self.desk.document.edit_all(edits, label) {
            Ok(diff) => {
                self.changed(&diff);
                Some(diff)
            }
            Err(error) => {
                self.refuse(&error);
                None
            }
        }
    }

    fn refuse(&mut self, error: &EditError) {
        let message = inspector::capital(&error.to_string());
        self.notices.push(Notice::warning(format!("{message}."), "The map was left as it is."));
    }

    fn changed(&mut self, diff: &Diff) {
        if !diff.is_empty() {
            self.notices.withdraw_offers();
        }
        if !diff.is_empty() {
            self.keep(diff);
        }
    }

    /// Writes a change to the journal.
    pub(super) fn keep(&mut self, diff: &Diff) {
        if let Err(error) = self.desk.store.append(diff) {
            let message = format!("Cannot write the journal: {error}.");
            self.notices.push(Notice::error(
                message,
                format!("Save the map somewhere else{} before you go on.", keys::hint(&self.egui, Action::SaveAs)),
            ));
        }
    }

    fn select_added(&mut self, diff: &Diff) {
        let added: BTreeSet<Item> = added_nodes(diff).collect();
        if let Some(&first) = added.first() {
            self.desk.canvas.look(Look::At(first));
        }
        self.select(added);
    }

    /// Undoes or does again until so many steps are done.
    fn travel(&mut self, steps: usize) {
        let mut all = Diff::default();
        while self.desk.document.done() != steps {
            let back = self.desk.document.done() > steps;
            let step = if back { self.desk.document.undo() } else { self.desk.document.redo() };
            let Some(step) = step else { break };
            self.changed(&step);
            all.then(step);
        }
        self.show_changed(&all);
    }

    /// After undo or redo: selects and shows what changed.
    pub(super) fn travelled(&mut self, diff: Option<Diff>) {
        let Some(diff) = diff else { return };
        self.changed(&diff);
        self.show_changed(&diff);
    }

    fn show_changed(&mut self, diff: &Diff) {
        let map = self.desk.document.map();
        let nodes = diff.nodes.keys().map(|&it| Item::Node(it)).chain(diff.pins.keys().map(|&it| Item::Node(it)));
        let items = nodes.chain(diff.edges.keys().map(|&it| Item::Edge(it))).chain(diff.reviews.keys().copied());
        self.select(items.filter(|&it| map.contains(it)).take(50).collect());
        if let Some(&first) = self.desk.view.selection.first() {
            self.desk.canvas.look(Look::At(first));
        }
    }

    /// Selects items: whoever chooses is no longer at a doubtful start.
    pub(super) fn select(&mut self, items: BTreeSet<Item>) {
        self.desk.view.doubt = None;
        self.show_hidden(&items);
        self.desk.view.words = None;
        let single = items.first().copied().filter(|_| items.len() == 1);
        let is_open = |it: &Item| self.desk.document.map().is_open(*it);
        // To select again what one is reviewing is no change.
        if single.is_none() || single != self.desk.view.single() {
            self.desk.view.reviewing = single.filter(is_open);
        }
        self.desk.view.selection = items;
    }

    pub(super) fn reveal(&mut self, item: Item) {
        self.select([item].into());
        self.desk.canvas.look(Look::At(item));
        let first = self.standing_at().and_then(|it| self.desk.index.statements_of.get(&it)).and_then(|it| it.first());
        if let Some(statement) = first.and_then(|&it| self.desk.document.map().statement(it)) {
            self.desk.reader.scroll_to(statement.span);
        }
    }

    /// Brings what was found into view, on the map and in the thread.
    pub(super) fn show_found(&mut self, stop: find::Stop) {
        if let Some(node) = stop.node {
            self.reveal(node.into());
        }
        if let Some(words) = stop.words {
            self.desk.view.reader = true;
            self.desk.reader.scroll_to(words);
        }
    }

    /// Starts a claim: a reason for the selected node, or on its own in the middle.
    pub(super) fn add_node(&mut self) {
        let at = Spot::Around(self.desk.canvas.middle());
        let alone = Draft::new_node(NodeKind::Claim, at, None);
        let below = |it| making::below(self.desk.document.map(), it, EdgeKind::Supports);
        self.desk.view.draft = Some(self.desk.view.single_node().map_or(alone, below));
    }

    /// Starts a reason for the selected node, an objection to it, or a sibling of it.
    pub(super) fn add_at_node(&mut self, action: Action) {
        let Some(node) = self.desk.view.single_node() else { return };
        let map = self.desk.document.map();
        self.desk.view.draft = Some(match action {
            Action::AddReason => making::below(map, node, EdgeKind::Supports),
            Action::AddObjection => making::below(map, node, EdgeKind::Attacks),
            _ => making::beside(map, node),
        });
        self.desk.canvas.look(Look::At(node.into()));
    }

    pub(super) fn make(&mut self, action: Action, ui: &Ui) {
        match (action, self.desk.view.words, self.desk.view.single_node()) {
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
        let Some(draft) = self.desk.view.draft.take() else { return self.act(Action::Reword, ui) };
        if let Some((node, at)) = draft.split() {
            if let Some(reword) = draft.finish() {
                self.handle(reword, ui);
            }
            self.handle(Command::EditAndSelect(Edit::SplitNode { node, at }), ui);
            ui.memory_mut(|it| it.request_focus(canvas::id()));
        }
    }

    /// The node selected, or the start of the link selected: where one is in the reading order.
    fn standing_at(&self) -> Option<NodeId> {
        let edge = || self.desk.document.map().edge(self.desk.view.selection.first()?.edge()?).map(|it| it.from);
        self.desk.view.nodes().next().or_else(edge)
    }

    /// Calls `look` with the context views get, and does what it asks for.
    pub(super) fn with_context<T>(&self, look: impl FnOnce(&Context<'_>) -> T) -> T {
        let (commands, hovered, marked) = Default::default();
        look(&self.context(&commands, &hovered, &marked))
    }
}

fn added_nodes(diff: &Diff) -> impl Iterator<Item = Item> + '_ {
    diff.nodes.iter().filter(|it| it.1.before.is_none()).map(|it| Item::Node(*it.0))
}
