//! What each action does: one table, and what of it belongs to no other part of the window.

use super::{
    App,
    action::Action,
    app::Page,
    argued, arranging,
    canvas::{self, Look},
    command::ExportKind,
    compared::{self, Reads},
    draft::Draft,
    enabled, files, find, history, inspector, linking, making, outline,
    picker::Picker,
    prompt::{Ask, Purpose},
    reader, seams, selecting, table, tidy,
    visible::Filter,
    workbench,
};
use crate::{
    export::Form,
    map::{Edit, Item},
    sample,
};
use egui::{Ui, ViewportCommand};
use std::path::PathBuf;

impl App {
    /// Does what an action stands for; it is enabled.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub(super) fn act(&mut self, action: Action, ui: &Ui) {
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
            Action::OpenSample => self.open_sample(&sample::FIRST),
            Action::OpenLuck => self.open_sample(&sample::LUCK),
            Action::OpenReasoning => self.open_sample(&sample::REASONING),
            Action::PasteThread => self.ask = Some(Ask::new(Purpose::Thread)),
            #[cfg(feature = "model")]
            Action::ReadWithModel => self.ask_for_model(),
            Action::CompareWith => self.dialogs.other(Reads::Compare),
            Action::MergeWith => self.dialogs.other(Reads::Merge),
            Action::Discuss => self.discuss(),
            Action::Save => {
                if self.home.keeps(&self.desk.store.path) {
                    self.dialogs.save(Purpose::SaveAs, &self.title(), "ron");
                } else {
                    self.save();
                }
            }
            Action::SaveAs => self.dialogs.save(Purpose::SaveAs, &self.title(), "ron"),
            Action::ExportMarkdown => self.ask_export(ExportKind::Markdown(Form::Full)),
            Action::ExportHtml => self.ask_export(ExportKind::Html(Form::Full)),
            Action::ExportBriefMarkdown => self.ask_export(ExportKind::Markdown(Form::Brief)),
            Action::ExportBriefHtml => self.ask_export(ExportKind::Html(Form::Brief)),
            Action::ExportPdf => self.ask_export(ExportKind::Pdf(Form::Full)),
            Action::ExportBriefPdf => self.ask_export(ExportKind::Pdf(Form::Brief)),
            Action::ExportMap => self.page = Some(Page::Export),
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
            Action::LinkPremises => {
                let map = self.desk.document.map();
                if let Some(edges) = map.premises(&items) {
                    let together = !map.are_linked(&edges);
                    self.edit(Edit::SetLinked { edges, together });
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
            Action::SelectResting => {
                if let Some(node) = self.desk.view.single_node() {
                    self.select_resting(node);
                }
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
            Action::NextDifference => self.handle_compared(compared::Wish::Step(false), ui),
            Action::PreviousDifference => self.handle_compared(compared::Wish::Step(true), ui),
            Action::MergeShown => self.handle_compared(compared::Wish::Merge, ui),
            Action::EndComparison => self.handle_compared(compared::Wish::End, ui),
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
                keyboard_to(outline::id(), self.desk.view.outline, ui);
            }
            Action::Workbench => {
                self.desk.view.workbench = !self.desk.view.workbench;
                keyboard_to(workbench::id(), self.desk.view.workbench, ui);
            }
            Action::Table => {
                self.desk.view.table = !self.desk.view.table;
                keyboard_to(table::id(), self.desk.view.table, ui);
            }
            Action::Minimap => self.switch_minimap(),
            Action::Beside => {
                let (choose, at) = argued::choices(self.desk.view.beside);
                self.picker = Some(Picker::new(choose).starting_at(at));
            }
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

    fn switch_minimap(&mut self) {
        let shown = !self.desk.view.minimap;
        self.change_settings(|it| it.minimap = Some(shown));
    }

    fn next_panel(&self, ui: &Ui) {
        let panels: Vec<egui::Id> = [
            Some(canvas::id()),
            self.tour.first_button(),
            self.desk.view.outline.then(outline::id),
            self.desk.view.compared.then(compared::panel::id),
            self.desk.view.table.then(table::id),
            self.desk.view.workbench.then(workbench::id),
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

    pub(super) fn ask_export(&mut self, kind: ExportKind) {
        let name = self.title() + if kind.form() == Some(Form::Brief) { "-brief" } else { "" };
        self.dialogs.save(Purpose::Export(kind), &name, kind.ending());
    }

    /// Writes what the map comes down to, or its picture, in the background.
    pub(super) fn export(&mut self, kind: ExportKind, path: PathBuf) {
        let path = if path.extension().is_some() { path } else { path.with_extension(kind.ending()) };
        if let Some(text) = self.desk.session.export(kind) {
            self.exporting.request(move |_| files::write(&path, text.as_bytes()));
            return;
        }
        let (map, layout, theme) = (self.desk.document.map().clone(), self.desk.places.layout().clone(), self.theme());
        self.exporting.request(move |_| files::export(kind, &path, &map, &layout, theme));
    }
}

/// Gives the keyboard to a panel that has come, or back to the canvas.
fn keyboard_to(panel: egui::Id, is_shown: bool, ui: &Ui) {
    let goal = if is_shown { panel } else { canvas::id() };
    ui.memory_mut(|it| it.request_focus(goal));
}
