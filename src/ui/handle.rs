//! What happens on each command: the one place where the window changes anything.

use super::{
    App,
    action::Action,
    app::Page,
    arranging,
    canvas::{self, Look},
    command::{Command, ExportKind},
    context::Context,
    draft::{Draft, Spot},
    enabled, files, find, history, inspector, keys, link, linking, making,
    notices::Notice,
    outline,
    picker::Picker,
    prompt::{Ask, Purpose},
    reader, review, seams, selecting, table, tidy,
    tour::Deed,
    visible::Filter,
};
use crate::map::{Diff, EdgeKind, Edit, Item, Map, NodeId, NodeKind, Span};
use egui::{Ui, ViewportCommand};
use std::{collections::BTreeSet, path::PathBuf};

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
                self.desk.reading.request(move |progress| Ok(files::read(&title, &bytes, Some(&map), progress)));
            }
            Command::SaveAs(path) => {
                self.save_as(path);
            }
            Command::Export(kind, path) => self.export(kind, path),
            #[cfg(feature = "model")]
            Command::Model(wish) => self.handle_model(wish),
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
            && let Err(error) = self.desk.store.append(diff)
        {
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

    /// Says whether a comment starts at a place; the thread is read anew in the background.
    fn decide_start(&mut self, (source, at): seams::Place, starts: bool) {
        #[cfg(feature = "model")]
        if self.model.is_reading() && self.model.of == self.desk.number {
            // What it finds would have no comments to stand in.
            let message = "A model is reading these comments: they cannot be split or joined now.";
            self.notices.push(Notice::warning(message, "Wait for it, or stop it with Escape."));
            return;
        }
        self.desk.view.doubt = None;
        let map = self.desk.document.map().clone();
        self.desk.reading.request(move |progress| files::decide(&map, source, at, starts, progress));
    }

    fn go_to_doubt(&mut self) {
        self.desk.view.doubt = self.desk.seams.next(self.desk.view.doubt);
        match self.desk.view.doubt {
            Some((source, at)) => {
                self.desk.view.reader = true;
                self.desk.reader.scroll_to(Span { source, start: at, end: at + 1 });
            }
            None => self.notices.push(Notice::info("Where comments start is clear all through.")),
        }
    }

    /// Selects items: whoever chooses is no longer at a doubtful start.
    fn select(&mut self, items: BTreeSet<Item>) {
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

    fn reveal(&mut self, item: Item) {
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

    #[expect(clippy::too_many_lines, reason = "a table")]
    fn act(&mut self, action: Action, ui: &Ui) {
        let items = self.desk.view.selection.clone();
        match action {
            Action::NewMap => self.new_map(),
            Action::CloseTab => self.close_tab(self.open_tabs().1, ui),
            Action::NextTab => self.next_tab(false),
            Action::PreviousTab => self.next_tab(true),
            Action::Open => self.dialogs.open(),
            Action::OpenPath => self.ask = Some(Ask::new(Purpose::Open)),
            Action::OpenRecent => self.choose_recent(),
            Action::Settings => self.page = Some(Page::Settings),
            Action::OpenSample => self.open_sample(),
            Action::PasteThread => self.ask = Some(Ask::new(Purpose::Thread)),
            #[cfg(feature = "model")]
            Action::ReadWithModel => self.ask_for_model(),
            Action::Save => {
                if self.home.keeps(&self.desk.store.path) {
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
            Action::Undo => self.undo(),
            Action::Redo => {
                let diff = self.desk.document.redo();
                self.travelled(diff);
            }
            Action::History => {
                let (choose, at) = history::choose(&self.desk.document);
                self.picker = Some(Picker::new(choose).starting_at(at));
            }
            Action::Cut => self.cut(ui),
            Action::Copy => self.copy(ui),
            Action::Paste => self.ask_to_paste(false, ui),
            Action::PasteOutline => self.ask_to_paste(true, ui),
            Action::Duplicate => self.duplicate(ui),
            Action::AddNode => self.add_node(),
            Action::AddReason | Action::AddObjection | Action::AddSibling => self.add_at_node(action),
            Action::ClaimWords | Action::SplitNode | Action::SameClaim => self.make(action, ui),
            Action::GoToTarget | Action::GoToReason | Action::PreviousSibling | Action::NextSibling => {
                if let Some(item) = self.with_context(|ctx| making::along(ctx, action)) {
                    self.reveal(item);
                }
            }
            Action::OpenLink => self.open_link(),
            Action::Reword => {
                if let Some(node) = self.desk.view.single_node() {
                    self.desk.canvas.look(Look::At(node.into()));
                    self.desk.view.draft = Draft::reword(self.desk.document.map(), node);
                }
            }
            Action::Link => {
                if let Some(node) = self.desk.view.single_node() {
                    let choose = self.with_context(|ctx| linking::targets(ctx, node));
                    self.picker = Some(Picker::new(choose));
                }
            }
            Action::ChangeKind => self.picker = Some(Picker::new(self.with_context(linking::kinds))),
            Action::SetKind(kind) => {
                self.edit(Edit::SetKind { nodes: self.desk.view.nodes().collect(), kind });
            }
            Action::Delete => drop(self.edit(Edit::Delete { items })),
            Action::Deselect if self.desk.view.showing.focus.is_some() => self.leave_focus(),
            Action::SelectAll
            | Action::Deselect
            | Action::SelectBranch
            | Action::SelectKind
            | Action::SelectProposals
            | Action::InvertSelection => {
                if let Some(items) = selecting::chosen(self.desk.document.map(), &self.desk.view, action) {
                    let hidden = &self.desk.shown.visible.hidden;
                    let shown = |it: &Item| it.node().is_none_or(|it| !hidden.contains(&it));
                    self.select(items.into_iter().filter(shown).collect());
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
                self.change_settings(|it| it.drag_selects = !it.drag_selects);
            }
            Action::Accept => self.decide(items, true),
            Action::Reject => self.decide(items, false),
            Action::TakeRunnerUp => self.take_runner_up(),
            Action::NextLink => self.go_to_link(),
            Action::LearnFromCorrections => self.switch_learning(),
            Action::NextProposal => self.go_to_proposal(false),
            Action::PreviousProposal => self.go_to_proposal(true),
            Action::FindNext | Action::FindPrevious if self.desk.find.query.is_some() => {
                if let Some(stop) = self.desk.find.step(action == Action::FindPrevious) {
                    self.show_found(stop);
                }
            }
            Action::Find | Action::FindNext | Action::FindPrevious => {
                self.desk.find.query.get_or_insert_default();
                ui.memory_mut(|it| it.request_focus(find::bar::id()));
            }
            Action::ReviewByValue => self.switch_order(),
            Action::GoTo => self.picker = Some(Picker::new(self.with_context(linking::places))),
            Action::ZoomIn => self.desk.canvas.look(Look::Zoom(1.25)),
            Action::ZoomOut => self.desk.canvas.look(Look::Zoom(0.8)),
            Action::ZoomFit => self.desk.canvas.look(Look::Whole),
            Action::ZoomSelection => self.desk.canvas.look(Look::Selection),
            Action::ZoomFull => self.desk.canvas.look(Look::FullSize),
            Action::TidyUp => self.desk.tidy(),
            Action::GroupBy => {
                let (choose, at) = tidy::groupings(self.desk.view.grouping);
                self.picker = Some(Picker::new(choose).starting_at(at));
            }
            Action::NextDoubt => self.go_to_doubt(),
            Action::NextChange => {
                let unseen = &self.desk.view.changes.unseen;
                if let Some(&next) = self.desk.index.order.iter().find(|it| unseen.contains_key(it)) {
                    self.reveal(next.into());
                }
            }
            Action::MarkAllSeen => self.desk.view.changes.unseen.clear(),
            Action::SplitComment | Action::JoinComments => {
                let starts = action == Action::SplitComment;
                if let Some(place) = seams::place(self.desk.document.map(), &self.desk.view, starts) {
                    self.decide_start(place, starts);
                }
            }
            Action::Unpin => self.unpin(),
            Action::SwitchTheme => {
                let dark = !self.desk.view.dark;
                self.change_settings(|it| it.dark = Some(dark));
            }
            Action::ToggleReader => self.desk.view.reader = !self.desk.view.reader,
            Action::ToggleInspector => self.desk.view.inspector = !self.desk.view.inspector,
            Action::ToggleChrome => self.desk.view.chrome = !self.desk.view.chrome,
            Action::Outline => {
                self.desk.view.outline = !self.desk.view.outline;
                let goal = if self.desk.view.outline { outline::id() } else { canvas::id() };
                ui.memory_mut(|it| it.request_focus(goal));
            }
            Action::Table => {
                self.desk.view.table = !self.desk.view.table;
                let goal = if self.desk.view.table { table::id() } else { canvas::id() };
                ui.memory_mut(|it| it.request_focus(goal));
            }
            Action::Minimap => self.switch_minimap(),
            Action::ReduceMotion => {
                self.change_settings(|it| it.reduce_motion = !it.reduce_motion);
            }
            Action::Fold => self.fold(),
            Action::FoldBelow => self.fold_below(),
            Action::UnfoldAll => self.desk.view.showing.folded.clear(),
            Action::Focus => self.focus(),
            Action::MoreSteps => self.widen_focus(1),
            Action::FewerSteps => self.widen_focus(-1),
            Action::FocusBack => self.walk_trail(true),
            Action::FocusForward => self.walk_trail(false),
            Action::Filter => self.page = Some(Page::Filter),
            Action::ShowAll => {
                self.leave_focus();
                self.set_filter(Filter::default());
            }
            Action::NextPanel => self.next_panel(ui),
            Action::Palette => {
                let enabled = |it| enabled::now(&self.desk.document, &self.desk.view, it);
                self.picker = Some(Picker::new(super::menu::palette(ui, &enabled)));
            }
            Action::Shortcuts => self.page = Some(Page::Keys),
            Action::Tour => self.start_tour(ui),
            Action::About => self.page = Some(Page::About),
        }
    }

    /// Starts a claim: a reason for the selected node, or on its own in the middle.
    fn add_node(&mut self) {
        let at = Spot::Around(self.desk.canvas.middle());
        let alone = Draft::new_node(NodeKind::Claim, at, None);
        let below = |it| making::below(self.desk.document.map(), it, EdgeKind::Supports);
        self.desk.view.draft = Some(self.desk.view.single_node().map_or(alone, below));
    }

    /// Starts a reason for the selected node, an objection to it, or a sibling of it.
    fn add_at_node(&mut self, action: Action) {
        let Some(node) = self.desk.view.single_node() else { return };
        let map = self.desk.document.map();
        self.desk.view.draft = Some(match action {
            Action::AddReason => making::below(map, node, EdgeKind::Supports),
            Action::AddObjection => making::below(map, node, EdgeKind::Attacks),
            _ => making::beside(map, node),
        });
        self.desk.canvas.look(Look::At(node.into()));
    }

    fn make(&mut self, action: Action, ui: &Ui) {
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

    /// Decides on proposals; after deciding on one, goes to the next.
    fn decide(&mut self, items: BTreeSet<Item>, accept: bool) {
        let map = self.desk.document.map();
        let is_open = |it: &Item| map.is_open(*it);
        let mut open: BTreeSet<Item> = items.into_iter().filter(is_open).collect();
        let single = open.first().copied().filter(|_| open.len() == 1);
        let next = single.and_then(|it| self.desk.next_proposal(Some(it), false)).filter(|&it| Some(it) != single);
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
        let place = |it| Some((it, *self.desk.places.layout().places.get(&it)?));
        if let Some(to) = arranging::arranged(action, &self.desk.view.nodes().filter_map(place).collect()) {
            self.edit(Edit::Pin { places: to.into_iter().map(|(node, at)| (node, Some(at))).collect() });
        }
    }

    fn unpin(&mut self) {
        let places = self.desk.view.nodes().map(|it| (it, None)).collect();
        self.edit(Edit::Pin { places });
    }

    /// Makes of the selected proposal what it would have been otherwise.
    fn take_runner_up(&mut self) {
        if let Some(edit) = self.desk.view.single().and_then(|it| review::runner_up(self.desk.document.map(), it)) {
            self.edit(edit);
        }
    }

    fn go_to_link(&mut self) {
        if let Some(edge) = self.desk.view.single().and_then(|it| review::next_link(self.desk.document.map(), it)) {
            self.reveal(edge.into());
        }
    }

    fn switch_learning(&mut self) {
        let on = !self.desk.document.learns();
        self.change_settings(|it| it.learn = Some(on));
    }

    fn switch_order(&mut self) {
        let by_value = !self.desk.view.by_value;
        self.change_settings(|it| it.by_value = Some(by_value));
        // Whoever asks for it again wants it as things are now.
        self.desk.queue.forget();
        let order = if by_value { "by value: what would matter most if wrong first" } else { "in reading order" };
        self.notices.push(Notice::info(format!("The review goes {order}.")));
    }

    fn switch_minimap(&mut self) {
        let shown = !self.desk.view.minimap;
        self.change_settings(|it| it.minimap = Some(shown));
    }

    fn go_to_proposal(&mut self, backwards: bool) {
        let from = self.desk.view.selection.first().copied();
        if let Some(next) = self.desk.next_proposal(from, backwards) {
            self.reveal(next);
        }
    }

    /// The node selected, or the start of the link selected: where one is in the reading order.
    fn standing_at(&self) -> Option<NodeId> {
        let edge = || self.desk.document.map().edge(self.desk.view.selection.first()?.edge()?).map(|it| it.from);
        self.desk.view.nodes().next().or_else(edge)
    }

    fn next_panel(&self, ui: &Ui) {
        let panels: Vec<egui::Id> = [
            Some(canvas::id()),
            self.tour.first_button(),
            self.desk.view.outline.then(outline::id),
            self.desk.view.table.then(table::id),
            self.desk.view.inspector.then(inspector::id),
            self.desk.view.reader.then(reader::id),
        ]
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
        let (map, layout, theme) = (self.desk.document.map().clone(), self.desk.places.layout().clone(), self.theme());
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
