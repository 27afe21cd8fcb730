//! The window's state, and one frame of it.

use super::{
    Start,
    action::Action,
    canvas,
    clipboard::Clipboard,
    command::Command,
    context::{Context, View},
    desk::Desk,
    dialogs::Dialogs,
    enabled,
    files::Loaded,
    find,
    fonts::Scripts,
    home::{Home, Settings},
    incoming::Incoming,
    menu,
    notices::{Notice, Notices},
    picker::Picker,
    prompt::{Ask, Purpose},
    status,
    store::Store,
    tabs::Tabs,
    theme,
    tour::Tour,
};
use crate::{
    formats::Format,
    jobs::Slot,
    layout::Layout,
    map::{Document, Item, Map, Span},
    picture::Theme,
};
use egui::{CentralPanel, Frame, Margin, Panel, Ui, ViewportCommand};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    path::PathBuf,
};

/// A page over the window that is read and closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// The keys in force.
    Keys,
    /// The settings.
    Settings,
    /// What is shown of the map.
    Filter,
    /// As what the map is written.
    Export,
    /// What this program is.
    About,
}

/// The window: the map on the desk, and what belongs to the window whichever map that is.
pub struct App {
    pub(super) desk: Desk,
    pub(super) tabs: Tabs,
    pub(super) picker: Option<Picker>,
    pub(super) ask: Option<Ask>,
    pub(super) page: Option<Page>,
    pub(super) tour: Tour,
    pub(super) notices: Notices,
    pub(super) dialogs: Dialogs,
    pub(super) clipboard: Clipboard,
    pub(super) loading: Slot<Result<Loaded, Notice>>,
    /// What is to be opened after what is being opened.
    pub(super) to_open: VecDeque<PathBuf>,
    /// Threads of other sites and tools that are shown before they are extracted.
    pub(super) incoming: VecDeque<Incoming>,
    pub(super) exporting: Slot<Result<Notice, Notice>>,
    /// As what the map was written last.
    pub(super) export_as: Option<&'static Format>,
    scripts: Scripts,
    #[cfg(feature = "model")]
    pub(super) model: super::model::State,
    pub(super) home: Home,
    pub(super) settings: Settings,
    pub(super) closing: bool,
    /// Whether the keyboard is to be on the map as soon as nothing else has it.
    pub(super) keyboard_to_map: bool,
    /// Whether the window was looked for on the screen.
    pub(super) on_screen: bool,
    /// A handle of the window, for what runs in the background to wake it.
    pub(super) egui: egui::Context,
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
        let (settings, wrong) = home.settings_or_aside();
        let is_first_start = wrong.is_none() && settings == Settings::default();
        let mut app = Self {
            desk: Desk::new(Map::default(), Store::nowhere(PathBuf::from("New map.ron")), View::default(), ctx),
            tabs: Tabs::default(),
            picker: None,
            ask: None,
            page: None,
            export_as: None,
            tour: Tour::default(),
            notices: Notices::default(),
            dialogs: Dialogs::new(wake()),
            to_open: VecDeque::new(),
            incoming: VecDeque::new(),
            clipboard: Clipboard::default(),
            loading: Slot::new("read", wake()),
            exporting: Slot::new("export", wake()),
            scripts: Scripts::new(wake()),
            #[cfg(feature = "model")]
            model: super::model::State::new(wake),
            home,
            settings,
            closing: false,
            keyboard_to_map: false,
            on_screen: false,
            egui: ctx.clone(),
            window_name: String::new(),
        };
        app.desk.document.set_learning(app.settings.learn != Some(false));
        if let Some((wrong, aside)) = wrong {
            let message = format!("The settings could not be read ({wrong}): the usual ones are in force.");
            app.notices.push(Notice::warning(message, format!("They are kept as {}.", aside.display())));
        }
        app.read_keys();
        match start {
            Start::File(path) => app.open(path),
            Start::Last => app.open_as_left(),
        }
        if is_first_start {
            app.offer_tour();
        }
        app
    }

    /// The open document.
    pub fn document(&self) -> &Document {
        &self.desk.document
    }

    /// What one sees of it.
    pub fn view(&self) -> &View {
        &self.desk.view
    }

    /// Where everything stands.
    pub fn layout(&self) -> &Layout {
        self.desk.places.layout()
    }

    /// Where one looks.
    pub fn sight(&self) -> canvas::Sight {
        self.desk.canvas.camera.sight()
    }

    /// The notices on the screen.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// The colours in use.
    pub fn theme(&self) -> &'static Theme {
        if self.desk.view.dark { Theme::dark() } else { Theme::light() }
    }

    /// Whether anything runs in the background.
    pub fn is_busy(&self) -> bool {
        #[cfg(feature = "model")]
        if self.model.is_busy() {
            return true;
        }
        self.loading.is_busy()
            || !self.to_open.is_empty()
            || self.exporting.is_busy()
            || self.scripts.is_busy()
            || self.desks().any(Desk::is_busy)
    }

    /// How large the map is drawn: points on screen per px of the map.
    pub fn zoom(&self) -> f32 {
        self.desk.canvas.camera.sight().zoom
    }

    /// Whether a map is open and its nodes stand where they belong.
    pub fn shows_map(&self) -> bool {
        let nodes = self.desk.document.map().node_count();
        nodes > 0 && self.desk.places.layout().places.len() == nodes
    }

    /// The name of the open map.
    pub fn title(&self) -> String {
        self.desk.title()
    }

    pub(super) fn context<'a>(
        &'a self,
        commands: &'a RefCell<Vec<Command>>,
        hovered: &'a Cell<Option<Item>>,
        marked: &'a Cell<Option<Span>>,
    ) -> Context<'a> {
        Context {
            map: self.desk.document.map(),
            index: &self.desk.index,
            find: &self.desk.find,
            table: &self.desk.rows,
            bench: &self.desk.bench,
            beliefs: &self.desk.beliefs,
            argued: &self.desk.argued,
            compared: self.desk.compared.as_ref(),
            queue: &self.desk.queue,
            seams: &self.desk.seams,
            layout: self.desk.places.layout(),
            scene: self.desk.shown.scene(&self.desk.places),
            visible: &self.desk.shown.visible,
            cards: self.desk.places.cards(),
            view: &self.desk.view,
            theme: self.theme(),
            commands,
            hovered,
            marked,
        }
    }

    /// Draws a frame and does what was asked for in it.
    pub fn show(&mut self, ui: &mut Ui) {
        self.follow_settings(ui);
        self.poll(ui);
        for command in self.shortcuts(ui) {
            self.handle(command, ui);
        }
        match self.desk.update() {
            Ok(notice) => notice.into_iter().for_each(|it| self.notices.push(it)),
            Err(_) => self.notices.push(Notice::error("The layout broke off.", "Tidy up to lay the map out anew.")),
        }
        let (map, now) = (self.desk.document.map(), self.desk.document.revision());
        if let Some(stop) = self.desk.find.update(map, &self.desk.index, now) {
            self.show_found(stop);
        }
        let seen = (self.desk.number, now);
        if let Some(notice) = self.scripts.update(ui, self.desk.document.map(), seen) {
            self.notices.push(notice);
        }
        let (commands, hovered, marked) = (RefCell::default(), Cell::default(), Cell::default());
        if self.desk.session.covers() {
            self.show_session(ui, &commands);
        } else {
            self.panels(ui, &commands, &hovered, &marked);
        }
        self.overlays(ui, &commands);
        let theme = self.theme();
        for desk in std::iter::once(&mut self.desk).chain(self.tabs.others_mut()) {
            desk.session.show_wall(ui, theme, desk.number);
        }
        self.desk.view.hovered = hovered.get();
        if self.desk.view.marked != marked.get() {
            self.desk.view.marked = marked.get();
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
        self.move_keyboard(ui);
        self.name_window(ui);
        self.desk.keep_view(&self.home, ui);
        for desk in self.tabs.others_mut() {
            desk.keep_view(&self.home, ui);
        }
        self.follow_window(ui);
    }

    /// Gives the keyboard to the map, if it is to have it. What lay over the window keeps it from that for two frames.
    fn move_keyboard(&mut self, ui: &Ui) {
        if !self.keyboard_to_map {
            return;
        }
        let (covered, focused) = ui.memory(|it| (it.top_modal_layer().is_some(), it.focused()));
        if covered {
            ui.request_repaint();
            return;
        }
        self.keyboard_to_map = false;
        if focused.is_none() && self.desk.view.draft.is_none() {
            ui.memory_mut(|it| it.request_focus(canvas::id()));
        }
    }

    /// Names the window after the map. Only when the name changes: each word to the system costs a frame.
    fn name_window(&mut self, ui: &Ui) {
        let mark = if self.desk.store.is_dirty() { "• " } else { "" };
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
        let mut canvas = std::mem::take(&mut self.desk.canvas);
        let mut outline = std::mem::take(&mut self.desk.outline);
        let mut table = std::mem::take(&mut self.desk.table);
        let mut workbench = std::mem::take(&mut self.desk.workbench);
        let mut reader = std::mem::take(&mut self.desk.reader);
        let mut inspector = std::mem::take(&mut self.desk.inspector);
        let ctx = self.context(commands, hovered, marked);
        let frame = Frame::new().fill(theme::colour(ctx.theme.colours.panel)).inner_margin(Margin::symmetric(12, 8));
        let bar = Frame::new().fill(theme::colour(ctx.theme.colours.panel)).inner_margin(Margin::symmetric(8, 3));
        Panel::top("menu").frame(bar).show(ui, |ui| {
            let standing = |it| enabled::standing(&self.desk.document, &self.desk.view, it);
            if let Some(command) = menu::bar(ui, &standing) {
                ctx.send(command);
            }
        });
        if self.tabs.count() > 1 {
            Panel::top("tabs").frame(bar).show(ui, |ui| self.show_tabs(&ctx, ui));
        }
        Panel::bottom("status").frame(bar).show(ui, |ui| {
            status::show(self, &ctx, ui, canvas.camera.sight().zoom);
        });
        if ctx.view.workbench {
            let panel = Panel::bottom(("workbench", self.desk.number)).frame(frame).resizable(true);
            let high = ui.available_height();
            let panel = panel.default_size(high * 0.45).size_range(120.0..=(high - 160.0).max(121.0));
            panel.show(ui, |ui| workbench.show(&ctx, ui));
        }
        // The map keeps some room. On a narrow window the thread gives way first, on a very narrow one the details too.
        let width = ui.available_width();
        let least = if ctx.compared.is_some() { 920.0 } else { 500.0 };
        let inspector_shown = self.desk.view.inspector && width >= least;
        // What is compared stands in the place of the thread.
        let reader_shown =
            self.desk.view.reader && ctx.compared.is_none() && width >= if inspector_shown { 920.0 } else { 500.0 };
        let most = (width - 320.0).max(220.0)
            / (f32::from(u8::from(inspector_shown)) + f32::from(u8::from(reader_shown || ctx.compared.is_some())));
        let usual = (width * 0.27).clamp(220.0, 380.0);
        let mut widths = (self.desk.view.reader_width, self.desk.view.inspector_width);
        if let Some(compared) = ctx.compared {
            let panel = Panel::left(("compared", self.desk.number)).frame(frame).default_size(usual);
            panel.size_range(200.0..=most.max(201.0)).show(ui, |ui| super::compared::panel::show(&ctx, compared, ui));
        }
        if reader_shown {
            let wide = self.desk.view.reader_width.unwrap_or(usual);
            let panel = Panel::left(("reader", self.desk.number)).frame(frame).default_size(wide);
            let shown = panel.size_range(180.0..=most).show(ui, |ui| reader.show(&ctx, ui));
            widths.0 = Some(shown.response.rect.width());
        }
        if inspector_shown {
            let wide = self.desk.view.inspector_width.unwrap_or(usual * 0.9);
            let panel = Panel::right(("inspector", self.desk.number)).frame(frame).default_size(wide);
            let shown = panel.size_range(200.0..=most).show(ui, |ui| inspector.show(&ctx, ui));
            widths.1 = Some(shown.response.rect.width());
        }
        CentralPanel::no_frame().show(ui, |ui| {
            find::bar::show(&ctx, ui);
            if ctx.view.table {
                let panel = Panel::bottom(("table", self.desk.number)).frame(frame).resizable(true);
                let high = ui.available_height();
                let panel = panel.default_size(high * 0.4).size_range(80.0..=(high - 120.0).max(81.0));
                panel.show(ui, |ui| table.show(&ctx, ui));
            }
            if ctx.view.outline {
                let panel = Panel::left(("outline", self.desk.number)).frame(frame);
                let wide = ui.available_width();
                let panel = panel.default_size(wide * 0.5).size_range(120.0..=(wide - 120.0).max(121.0));
                panel.show(ui, |ui| outline.show(&ctx, ui));
            }
            canvas.show(&ctx, ui);
        });
        (self.desk.outline, self.desk.table, self.desk.workbench) = (outline, table, workbench);
        (self.desk.canvas, self.desk.reader, self.desk.inspector) = (canvas, reader, inspector);
        (self.desk.view.reader_width, self.desk.view.inspector_width) = widths;
    }

    /// Draws the discussion in the place of all panels.
    fn show_session(&mut self, ui: &mut Ui, commands: &RefCell<Vec<Command>>) {
        let theme = self.theme();
        let fill = theme::colour(theme.colours.panel);
        let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(16, 12));
        let (session, map) = (&mut self.desk.session, self.desk.document.map());
        let wishes = CentralPanel::no_frame().frame(frame).show(ui, |ui| session.show(ui, theme, map)).inner;
        commands.borrow_mut().extend(wishes.into_iter().map(Command::Session));
    }

    fn overlays(&mut self, ui: &mut Ui, commands: &RefCell<Vec<Command>>) {
        let mut asked = Vec::new();
        if let Some(mut picker) = self.picker.take() {
            let (command, close) = picker.show(ui);
            asked.extend(command);
            self.picker = (!close).then_some(picker);
            self.keyboard_to_map |= close;
        }
        if let Some(mut ask) = self.ask.take() {
            let (command, close) = ask.show(ui);
            let closes = matches!(ask.purpose, Purpose::Close | Purpose::CloseTab);
            if closes && matches!(command, Some(Command::Do(Action::Save))) {
                if self.save() {
                    asked.push(if ask.purpose == Purpose::Close { Command::Close } else { Command::LetTabGo });
                } else {
                    self.keep_all();
                }
            } else {
                if closes && close && command.is_none() {
                    self.keep_all();
                }
                asked.extend(command);
            }
            self.ask = (!close).then_some(ask);
        }
        if self.picker.is_none() && self.ask.is_none() && !self.desk.session.covers() {
            asked.extend(self.show_incoming(ui));
        }
        #[cfg(feature = "model")]
        asked.extend(self.show_model(ui));
        if let Some(page) = self.page {
            let (command, close) = match page {
                Page::Keys => self.show_keys(ui),
                Page::Settings => self.show_settings(ui),
                Page::Filter => self.show_filter(ui),
                Page::Export => self.show_export(ui),
                Page::About => (None, menu::about(ui)),
            };
            asked.extend(command);
            self.page = (!close).then_some(page);
        }
        asked.extend(self.desk.session.show_over(ui).map(Command::Session));
        if !self.desk.session.covers() {
            asked.extend(self.show_tour(ui));
        }
        if !self.desk.session.is_private() {
            asked.extend(self.notices.show(ui, self.theme()));
        }
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
