//! The window's state, and one frame of it.

use super::{
    Start,
    action::Action,
    canvas,
    clipboard::Clipboard,
    command::Command,
    context::{Context, View},
    dialogs::Dialogs,
    enabled,
    files::Loaded,
    home::{Home, Settings},
    index::Index,
    inspector, menu,
    notices::{Notice, Notices},
    opening::random_seed,
    picker::Picker,
    places::Places,
    prompt::{Ask, Purpose},
    reader,
    seams::Seams,
    status,
    store::Store,
    theme,
};
use crate::{
    jobs::Slot,
    map::{Document, Ids, Item, Map, Span},
    picture::Theme,
};
use egui::{CentralPanel, Frame, Margin, Panel, Ui, ViewportCommand};
use std::{
    cell::{Cell, RefCell},
    path::PathBuf,
};

/// The window: a document, what one sees of it, and what runs in the background.
pub struct App {
    pub(super) document: Document,
    pub(super) store: Store,
    pub(super) view: View,
    pub(super) index: Index,
    pub(super) seams: Seams,
    pub(super) places: Places,
    pub(super) canvas: canvas::State,
    pub(super) reader: reader::State,
    pub(super) inspector: inspector::State,
    pub(super) picker: Option<Picker>,
    pub(super) ask: Option<Ask>,
    pub(super) shortcuts: bool,
    pub(super) about: bool,
    pub(super) notices: Notices,
    pub(super) dialogs: Dialogs,
    pub(super) clipboard: Clipboard,
    pub(super) loading: Slot<Result<Loaded, Notice>>,
    pub(super) exporting: Slot<Result<Notice, Notice>>,
    #[cfg(feature = "model")]
    pub(super) model: super::model::State,
    pub(super) home: Home,
    pub(super) settings: Settings,
    pub(super) closing: bool,
    window_name: String,
}

impl App {
    /// The window as it is before the first frame. `home` is where settings and unnamed maps are kept.
    pub fn new(ctx: &egui::Context, home: Home, start: Start) -> Self {
        theme::apply(ctx);
        ctx.options_mut(|it| {
            // Quit asks first, and Ctrl with + and - zooms the map.
            it.quit_shortcuts.clear();
            it.zoom_with_keyboard = false;
        });
        let wake = || {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        let settings = home.settings();
        let system_dark = ctx.system_theme() == Some(egui::Theme::Dark);
        let dark = settings.dark.unwrap_or(system_dark);
        let minimap = settings.minimap != Some(false);
        let view = View {
            dark,
            minimap,
            still: settings.reduce_motion,
            drag_selects: settings.drag_selects,
            ..View::default()
        };
        let mut app = Self {
            document: Document::new(Map::default(), Ids::seeded(random_seed())),
            store: Store::nowhere(PathBuf::from("New map.ron")),
            view,
            index: Index::default(),
            seams: Seams::new(wake()),
            places: Places::new(wake()),
            canvas: canvas::State::default(),
            reader: reader::State::default(),
            inspector: inspector::State::default(),
            picker: None,
            ask: None,
            shortcuts: false,
            about: false,
            notices: Notices::default(),
            dialogs: Dialogs::new(wake()),
            clipboard: Clipboard::default(),
            loading: Slot::new("read", wake()),
            exporting: Slot::new("export", wake()),
            #[cfg(feature = "model")]
            model: super::model::State::new(wake),
            home,
            settings,
            closing: false,
            window_name: String::new(),
        };
        app.document.set_learning(app.settings.learn != Some(false));
        match start {
            Start::File(path) => app.open(path),
            Start::Last => match app.settings.last.clone().filter(|it| it.exists()) {
                Some(path) => app.open(path),
                None => app.open_sample(),
            },
        }
        app
    }

    /// The open document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What one sees of it.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The notices on the screen.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// The colours in use.
    pub fn theme(&self) -> &'static Theme {
        if self.view.dark { Theme::dark() } else { Theme::light() }
    }

    /// Whether anything runs in the background.
    pub fn is_busy(&self) -> bool {
        #[cfg(feature = "model")]
        if self.model.is_busy() {
            return true;
        }
        self.loading.is_busy() || self.exporting.is_busy() || self.seams.is_busy() || self.places.progress().is_some()
    }

    /// How large the map is drawn: points on screen per px of the map.
    pub fn zoom(&self) -> f32 {
        self.canvas.camera.sight().zoom
    }

    /// Whether a map is open and its nodes stand where they belong.
    pub fn shows_map(&self) -> bool {
        let nodes = self.document.map().node_count();
        nodes > 0 && self.places.layout().places.len() == nodes
    }

    /// The name of the open map.
    pub fn title(&self) -> String {
        self.store.path.file_stem().map_or_else(|| "map".to_owned(), |it| it.to_string_lossy().into_owned())
    }

    pub(super) fn context<'a>(
        &'a self,
        commands: &'a RefCell<Vec<Command>>,
        hovered: &'a Cell<Option<Item>>,
        marked: &'a Cell<Option<Span>>,
    ) -> Context<'a> {
        Context {
            map: self.document.map(),
            index: &self.index,
            seams: &self.seams,
            layout: self.places.layout(),
            scene: self.places.scene(),
            cards: self.places.cards(),
            view: &self.view,
            theme: self.theme(),
            commands,
            hovered,
            marked,
        }
    }

    /// Draws a frame and does what was asked for in it.
    pub fn show(&mut self, ui: &mut Ui) {
        ui.set_theme(if self.view.dark { egui::Theme::Dark } else { egui::Theme::Light });
        self.poll(ui);
        for command in self.shortcuts(ui) {
            self.handle(command, ui);
        }
        if self.index.update(self.document.map(), self.document.revision()) {
            self.settle_selection();
        }
        if self.places.update(self.document.map(), self.document.revision()).is_err() {
            self.notices.push(Notice::error("The layout broke off.", "Press T to lay the map out anew."));
        }
        // What a person looks at comes first: both take all the computer has on a large map.
        if self.places.progress().is_none() {
            self.seams.update(self.document.map(), self.document.revision());
        }
        let (commands, hovered, marked) = (RefCell::default(), Cell::default(), Cell::default());
        self.panels(ui, &commands, &hovered, &marked);
        self.overlays(ui, &commands);
        self.view.hovered = hovered.get();
        if self.view.marked != marked.get() {
            self.view.marked = marked.get();
            // The thread is drawn before the details.
            ui.request_repaint();
        }
        let commands = commands.into_inner();
        if !commands.is_empty() {
            ui.request_repaint();
        }
        for command in commands {
            self.handle(command, ui);
        }
        self.name_window(ui);
    }

    /// Names the window after the map. Only when the name changes: each word to the system costs a frame.
    fn name_window(&mut self, ui: &Ui) {
        let mark = if self.store.is_dirty() { "• " } else { "" };
        let name = format!("{mark}{} — Cruxmap", self.title());
        if self.window_name != name {
            ui.send_viewport_cmd(ViewportCommand::Title(name.clone()));
            self.window_name = name;
        }
    }

    fn panels(
        &mut self,
        ui: &mut Ui,
        commands: &RefCell<Vec<Command>>,
        hovered: &Cell<Option<Item>>,
        marked: &Cell<Option<Span>>,
    ) {
        let mut canvas = std::mem::take(&mut self.canvas);
        let mut reader = std::mem::take(&mut self.reader);
        let mut inspector = std::mem::take(&mut self.inspector);
        let ctx = self.context(commands, hovered, marked);
        let frame = Frame::new().fill(theme::colour(ctx.theme.colours.panel)).inner_margin(Margin::symmetric(12, 8));
        let bar = Frame::new().fill(theme::colour(ctx.theme.colours.panel)).inner_margin(Margin::symmetric(8, 3));
        Panel::top("menu").frame(bar).show(ui, |ui| {
            let standing = |it| enabled::standing(&self.document, &self.view, it);
            if let Some(command) = menu::bar(ui, &standing) {
                ctx.send(command);
            }
        });
        Panel::bottom("status").frame(bar).show(ui, |ui| {
            status::show(self, &ctx, ui, canvas.camera.sight().zoom);
        });
        // The map keeps some room. On a narrow window the thread gives way first, on a very narrow one the details too.
        let width = ui.available_width();
        let inspector_shown = self.view.inspector && width >= 620.0;
        let reader_shown = self.view.reader && width >= if inspector_shown { 920.0 } else { 620.0 };
        let most = (width - 320.0) / (f32::from(u8::from(inspector_shown)) + f32::from(u8::from(reader_shown)));
        let usual = (width * 0.27).clamp(220.0, 380.0);
        if reader_shown {
            let panel = Panel::left("reader").frame(frame).default_size(usual).size_range(180.0..=most);
            panel.show(ui, |ui| reader.show(&ctx, ui));
        }
        if inspector_shown {
            let panel = Panel::right("inspector").frame(frame).default_size(usual * 0.9).size_range(200.0..=most);
            panel.show(ui, |ui| inspector.show(&ctx, ui));
        }
        CentralPanel::no_frame().show(ui, |ui| canvas.show(&ctx, ui));
        (self.canvas, self.reader, self.inspector) = (canvas, reader, inspector);
    }

    fn overlays(&mut self, ui: &mut Ui, commands: &RefCell<Vec<Command>>) {
        let mut asked = Vec::new();
        if let Some(mut picker) = self.picker.take() {
            let (command, close) = picker.show(ui);
            asked.extend(command);
            self.picker = (!close).then_some(picker);
            if close {
                ui.memory_mut(|it| it.request_focus(canvas::id()));
            }
        }
        if let Some(mut ask) = self.ask.take() {
            let (command, close) = ask.show(ui);
            if ask.purpose == Purpose::Close && matches!(command, Some(Command::Do(Action::Save))) {
                if self.save() {
                    asked.push(Command::Close);
                }
            } else {
                asked.extend(command);
            }
            self.ask = (!close).then_some(ask);
        }
        #[cfg(feature = "model")]
        asked.extend(self.show_model(ui));
        self.shortcuts = self.shortcuts && !menu::shortcuts(ui);
        self.about = self.about && !menu::about(ui);
        asked.extend(self.notices.show(ui, self.theme()));
        if ui.input(|it| !it.raw.hovered_files.is_empty()) {
            let veil = ui
                .painter()
                .clone()
                .with_layer_id(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("veil")));
            let rect = ui.content_rect();
            veil.rect_filled(rect, 0.0, theme::colour(self.theme().colours.panel).gamma_multiply(0.8));
            let font = egui::FontId::proportional(22.0);
            veil.text(
                rect.center(),
                egui::Align2::CENTER_CENTER,
                "Drop to open",
                font,
                theme::colour(self.theme().colours.text),
            );
        }
        commands.borrow_mut().extend(asked);
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }
}
