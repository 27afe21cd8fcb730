//! The card of the tour: words beside what they speak of, and buttons that take no key from the map.

use super::{
    Stand, Wish,
    aim::{self, nodes_in_sight, shown},
    spot,
    steps::{Aim, COUNT, Case, Goal, STEPS},
};
use crate::ui::{App, action::Action, canvas, keys, theme::colour};
use egui::{
    Align, Area, Button, EventFilter, FontSelection, Frame, Id, Key, Label, Layout, Modifiers, Order, Rect, Response,
    RichText, Stroke, StrokeKind, TextFormat, Ui, UiBuilder, Vec2,
    accesskit::{Live, Rect as Bounds, Role},
    pos2,
    text::LayoutJob,
    vec2,
};

/// The widest it is, in points.
const WIDTH: f32 = 300.0;

/// How long an arrow is that would cross other things, without its head, in points.
const STEM: f32 = 12.0;

/// What is kept of the card from frame to frame.
#[derive(Debug, Default)]
pub struct Card {
    /// Its buttons, where the keyboard may be.
    pub buttons: Vec<Id>,
    /// The one that the keyboard comes to first.
    pub first: Option<Id>,
    at: Option<Placed>,
}

/// Where it stands, and for what.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Placed {
    rect: Rect,
    room: Rect,
    says: &'static str,
    /// What it points at, what was selected, and where words were typed.
    of: (Option<Rect>, Option<Rect>, Option<Rect>),
}

/// What stands on a card.
struct Face<'a> {
    /// What a screen reader calls it.
    name: String,
    title: &'a str,
    /// At the right end of its first line.
    progress: String,
    /// How many of the steps lie behind, if it is a step.
    behind: Option<usize>,
    says: &'static str,
    keys: &'a [Action],
    /// Words, name and meaning of the buttons, from the left; the first one that is strong comes first for the keyboard.
    buttons: &'a [(&'static str, &'static str, Wish, bool)],
}

impl Card {
    /// No card is drawn.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Asks whether one wants the tour.
    pub fn offer(&mut self, app: &App, ui: &Ui) -> Option<Wish> {
        let face = Face {
            name: "Tour".to_owned(),
            title: "New here?",
            progress: "2 minutes".to_owned(),
            behind: None,
            says: "A tour shows on this sample how a map is read and changed. You do each step yourself.",
            keys: &[],
            buttons: &[("Start", "Start the tour", Wish::Start, true), ("Not now", "Not now", Wish::Close, false)],
        };
        self.show(app, ui, &face, None)
    }

    /// Says where the tour is, on another map.
    pub fn elsewhere(&mut self, app: &App, ui: &Ui) -> Option<Wish> {
        let face = Face {
            name: "Tour".to_owned(),
            title: "The tour waits",
            progress: String::new(),
            behind: None,
            says: "It goes on in the tab with the sample.",
            keys: &[],
            buttons: &[("Go there", "Go there", Wish::Return, true), ("Close", "Close the tour", Wish::Close, false)],
        };
        self.show(app, ui, &face, None)
    }

    /// Says what to do in a step.
    pub fn step(&mut self, app: &App, at: Stand, ui: &Ui) -> Option<Wish> {
        let step = &STEPS[at.step];
        let now = |it: &&Case| aim::is_now(&app.desk, ui, it.when);
        let case = step.cases.iter().find(now).or(step.cases.last())?;
        let is_end = step.goal == Goal::End;
        let number = format!("{} of {COUNT}", at.step + 1);
        let progress = match at.done {
            _ if is_end => String::new(),
            Some(_) => format!("Done · {number}"),
            None => number.clone(),
        };
        let back = ("Back", "Back a step", Wish::Back, false);
        let next = ("Next", "Next step", Wish::Next, true);
        let close = ("Close", "Close the tour", Wish::Close, is_end);
        let buttons: &[_] = match at.step {
            0 => &[next, close],
            _ if is_end => &[back, close],
            _ => &[back, next, close],
        };
        let face = Face {
            name: if is_end { "Tour, the end".to_owned() } else { format!("Tour, step {number}") },
            title: step.title,
            progress,
            behind: Some(at.step + usize::from(at.done.is_some())),
            says: case.says,
            keys: case.keys,
            buttons,
        };
        self.show(app, ui, &face, Some(case.aim))
    }

    fn show(&mut self, app: &App, ui: &Ui, face: &Face<'_>, aim: Option<Aim>) -> Option<Wish> {
        let target = aim.and_then(|it| aim::place(&app.desk, ui, it));
        let rect = self.place(app, ui, face, target.map(|it| it.0));
        let line = colour(app.theme().colours.selection);
        let area = Area::new(Id::unique("tour")).order(Order::Middle).fixed_pos(rect.min);
        let mut asked = None;
        self.buttons.clear();
        let shown = area.show(ui, |ui| {
            let role = UiBuilder::new().accessibility_role(Role::Dialog).accessibility_label(face.name.as_str());
            ui.scope_builder(role, |ui| {
                let frame = Frame::popup(ui.style()).stroke(Stroke::new(1.5, line)).inner_margin(12);
                frame.show(ui, |ui| {
                    ui.set_width(width(ui));
                    asked = self.contents(app, ui, face);
                });
                // egui tells no bounds of what only holds other things.
                let (id, it) = (ui.unique_id(), ui.min_rect());
                let (x0, y0, x1, y1) = (it.min.x.into(), it.min.y.into(), it.max.x.into(), it.max.y.into());
                ui.accesskit_node_builder(id, |it| it.set_bounds(Bounds { x0, y0, x1, y1 }));
            });
        });
        let size = shown.response.rect.size();
        if let Some(placed) = &mut self.at
            && (placed.rect.size() - size).length() > 0.5
        {
            // It found its place as large as it was before.
            placed.rect = Rect::from_min_size(placed.rect.min, size);
            placed.room = Rect::NOTHING;
            ui.request_repaint();
        }
        if let Some((at, clip)) = target {
            let others = nodes_in_sight(&app.desk).into_iter().map(|it| it.1);
            point(ui, shown.response.rect, (at, clip), others.collect::<Vec<_>>().as_slice(), line);
        }
        asked
    }

    /// Where it stands: where it stood, as long as that is right.
    fn place(&mut self, app: &App, ui: &Ui, face: &Face<'_>, target: Option<Rect>) -> Rect {
        let size = self.at.map_or(vec2(width(ui) + 26.0, 150.0), |it| it.rect.size());
        let window = ui.content_rect().shrink(8.0);
        let canvas = app.desk.canvas.rect().unwrap_or(window).shrink(10.0);
        let fits = canvas.width() >= size.x && canvas.height() >= size.y;
        let room = if fits { canvas } else { window };
        let selected = app.desk.view.single().and_then(|it| app.desk.canvas.on_screen(app.desk.places.layout(), it));
        let selected = selected.map(|it| it.1).filter(|it| it.intersects(canvas));
        let typed = canvas::draft_place(ui);
        let stays = self.at.filter(|it| {
            let needed = [target.map(|it| it.expand(4.0)), selected, typed];
            let free = needed.into_iter().flatten().all(|other| !other.intersects(it.rect));
            it.room == room && it.says == face.says && (free || it.of == (target, selected, typed))
        });
        if let Some(it) = stays {
            return it.rect;
        }
        // A step that speaks of a menu does not speak of what is on the map.
        let weight = if target.is_some_and(|it| !it.intersects(canvas)) { 0.2 } else { 1.0 };
        let nodes = nodes_in_sight(&app.desk).into_iter();
        let mut others: Vec<(Rect, f32)> = nodes.map(|it| (it.1, weight)).collect();
        let shown = [canvas::minimap_id(), crate::ui::find::bar::id()].into_iter().filter_map(|it| shown(ui, it));
        others.extend(shown.map(|it| (it, 4.0)));
        others.extend(selected.map(|it| (it, 6.0)));
        others.extend(typed.map(|it| (it, 12.0)));
        let rect = Rect::from_min_size(spot::find(size, target, room, &others), size);
        self.at = Some(Placed { rect, room, says: face.says, of: (target, selected, typed) });
        rect
    }

    fn contents(&mut self, app: &App, ui: &mut Ui, face: &Face<'_>) -> Option<Wish> {
        ui.horizontal(|ui| {
            ui.label(RichText::new(face.title).strong());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let progress = ui.label(RichText::new(&face.progress).small().weak());
                ui.accesskit_node_builder(progress.id, |it| it.set_live(Live::Polite));
            });
        });
        if let Some(behind) = face.behind {
            bar(app, ui, behind);
        }
        let says = ui.add(Label::new(words(app, ui, face)).wrap());
        ui.accesskit_node_builder(says.id, |it| it.set_live(Live::Polite));
        ui.add_space(4.0);
        let mut asked = None;
        self.first = None;
        ui.horizontal(|ui| {
            for &(words, name, wish, strong) in face.buttons {
                let text = if strong { RichText::new(words).strong() } else { RichText::new(words) };
                let button = ui.add(Button::new(text)).accessible_name(name);
                if button.clicked() {
                    asked = Some(wish);
                }
                if strong {
                    self.first = Some(button.id);
                }
                give_back(ui, &button);
                self.buttons.push(button.id);
            }
            let panel = keys::words(ui, Action::NextPanel);
            if !panel.is_empty() {
                let hint = ui.weak(RichText::new(format!("{panel} gets here")).small());
                hint.on_hover_text(format!("{panel} moves the keyboard to them, and Escape back to the map."));
            }
        });
        asked
    }
}

/// Escape gives the keyboard back to the map.
fn give_back(ui: &Ui, button: &Response) {
    if button.has_focus() {
        let filter = EventFilter { escape: true, ..EventFilter::default() };
        ui.memory_mut(|it| it.set_focus_lock_filter(button.id, filter));
        if ui.input_mut(|it| it.consume_key(Modifiers::NONE, Key::Escape)) {
            ui.memory_mut(|it| it.request_focus(canvas::id()));
        }
    }
}

fn width(ui: &Ui) -> f32 {
    WIDTH.min(ui.content_rect().width() - 48.0).max(120.0)
}

/// What it says, with the keys in force set off from the words.
fn words(app: &App, ui: &Ui, face: &Face<'_>) -> LayoutJob {
    let font = FontSelection::Default.resolve(ui.style());
    let plain = TextFormat::simple(font, ui.visuals().text_color());
    let key = TextFormat { background: colour(app.theme().colours.selection_card), ..plain.clone() };
    let mut job = LayoutJob::default();
    let mut keys = face.keys.iter();
    for (nth, part) in face.says.split("{}").enumerate() {
        if nth > 0
            && let Some(&action) = keys.next()
        {
            job.append(&keys::words_or_menu(ui, action), 0.0, key.clone());
        }
        job.append(part, 0.0, plain.clone());
    }
    job
}

/// A piece of a bar for each step: those behind are filled.
fn bar(app: &App, ui: &mut Ui, behind: usize) {
    let colours = &app.theme().colours;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), egui::Sense::hover());
    let count = u16::try_from(COUNT).unwrap_or(u16::MAX);
    let wide = rect.width() / f32::from(count);
    for nth in 0..count {
        let left = rect.min.x + wide * f32::from(nth);
        let piece = Rect::from_min_size(pos2(left, rect.min.y), Vec2::new(wide - 3.0, rect.height()));
        let filled = usize::from(nth) < behind;
        let fill = colour(if filled { colours.selection } else { colours.faint });
        ui.painter().rect_filled(piece, 2.0, fill);
    }
}

/// A ring around what the card speaks of, and an arrow from the card to it; only its end where it would cross `others`.
fn point(ui: &Ui, card: Rect, (target, clip): (Rect, Rect), others: &[Rect], line: egui::Color32) {
    let ring = target.expand(6.0);
    // Drawn after the panels and below all that lies over them.
    let painter = ui.painter().with_clip_rect(clip);
    painter.rect_stroke(ring, 8.0, Stroke::new(7.0, line.gamma_multiply(0.2)), StrokeKind::Middle);
    painter.rect_stroke(ring, 8.0, Stroke::new(2.0, line), StrokeKind::Middle);
    let (from, to) = spot::nearest(card, ring.intersect(clip.expand(6.0)));
    let way = to - from;
    if way.length() > 8.0 {
        let painter = ui.painter().with_clip_rect(ui.content_rect());
        let ahead = way.normalized();
        let side = vec2(-ahead.y, ahead.x) * 5.0;
        let neck = to - ahead * 9.0;
        let crosses = others.iter().any(|it| spot::crosses(from, to, *it));
        let from = if crosses { neck - ahead * (way.length() - 9.0).clamp(0.0, STEM) } else { from };
        painter.line_segment([from, neck], Stroke::new(2.0, line));
        painter.add(egui::Shape::convex_polygon(vec![to, neck + side, neck - side], line, Stroke::NONE));
    }
}
