//! Pages as they are written: words, lines, figures, and what each of them is.

use super::{
    Picture,
    flow::{Extra, PX, Piece, SIZE, Words},
    fonts::Fonts,
    foreign, own,
    page::{FIGURE_SIDE, HEIGHT, Page, SIDE, TEXT_WIDTH, TOP, WIDTH, figure_room},
    paint,
    tags::{At, Role, Tags},
    words::{self, Ink},
};
use crate::{
    map::Point,
    picture::{Colour, Look, Theme, direction, text},
};
use krilla::{
    Document,
    action::LinkAction,
    annotation::{Annotation, LinkAnnotation, Target},
    geom::{Rect, Transform},
    page::PageSettings,
    paint::FillRule,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
};
use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

/// A place on a page that leads to an address, and what it is a part of.
struct Link {
    place: Rect,
    address: Arc<str>,
    at: At,
}

/// Where things are drawn.
pub(super) struct Sheet<'a, 'b> {
    pub surface: Surface<'b>,
    pub fonts: &'a mut Fonts,
    pub tags: &'a mut Tags,
    links: Vec<Link>,
}

/// Adds a page of this size, in pt, and has it drawn.
pub(super) fn page(
    document: &mut Document,
    (width, height): (f32, f32),
    fonts: &mut Fonts,
    tags: &mut Tags,
    draw: impl FnOnce(&mut Sheet<'_, '_>),
) {
    let Some(settings) = PageSettings::from_wh(width, height) else { return };
    let mut page = document.start_page_with(settings);
    let links = {
        let mut sheet = Sheet { surface: page.surface(), fonts, tags: &mut *tags, links: Vec::new() };
        draw(&mut sheet);
        let Sheet { surface, links, .. } = sheet;
        surface.finish();
        links
    };
    for Link { place, address, at } in links {
        let target = Target::Action(LinkAction::new(escaped(&address)).into());
        let annotation = Annotation::new_link(LinkAnnotation::new(place, target), Some(address.to_string()));
        tags.add(at, page.add_tagged_annotation(annotation));
    }
    page.finish();
}

/// An address in letters that may stand in one.
fn escaped(address: &str) -> String {
    let mut out = String::new();
    for byte in address.bytes() {
        let _ = if byte.is_ascii_graphic() { write!(out, "{}", char::from(byte)) } else { write!(out, "%{byte:02X}") };
    }
    out
}

/// All pages of a document.
pub(super) fn pages(document: &mut Document, laid: &Laid<'_>, fonts: &mut Fonts, tags: &mut Tags) {
    for (nth, page_at_hand) in laid.pages.iter().enumerate() {
        let size = if page_at_hand.wide { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
        page(document, size, fonts, tags, |sheet| {
            if page_at_hand.figure {
                sheet.alone(laid.pieces, page_at_hand, laid.figures);
            } else {
                sheet.pieces(laid.pieces, page_at_hand, laid.figures);
            }
            sheet.foot(size, laid.title, &format!("{} / {}", nth + 1, laid.pages.len()));
        });
    }
}

/// A document that is laid out.
pub(super) struct Laid<'a> {
    pub pieces: &'a [Piece],
    pub pages: &'a [Page],
    pub figures: &'a BTreeMap<String, Picture>,
    pub title: &'a str,
}

impl Sheet<'_, '_> {
    fn pieces(&mut self, pieces: &[Piece], page: &Page, figures: &BTreeMap<String, Picture>) {
        if let Some(head) = page.head.and_then(|it| pieces.get(it)) {
            self.words(&head.words, TOP, false);
            self.lines(head, None, TOP);
        }
        let mut before: Option<&Piece> = None;
        for &(nth, y) in &page.pieces {
            let Some(piece) = pieces.get(nth) else { continue };
            let y = y + TOP;
            self.lines(piece, before, y);
            if let Extra::Figure { name, width, height, alone: false, at } = &piece.extra
                && let Some(picture) = figures.get(name)
            {
                self.figure(picture, Point { x: SIDE, y }, (*width, *height), *at);
            }
            self.words(&piece.words, y, true);
            before = Some(piece);
        }
    }

    /// A figure on a page of its own.
    fn alone(&mut self, pieces: &[Piece], page: &Page, figures: &BTreeMap<String, Picture>) {
        let piece = page.pieces.first().and_then(|it| pieces.get(it.0));
        if let Some(Extra::Figure { name, width, height, at, .. }) = piece.map(|it| &it.extra)
            && let Some(picture) = figures.get(name)
        {
            let (wide, high) = figure_room(page.wide);
            let at_place = Point { x: FIGURE_SIDE + (wide - width) / 2.0, y: FIGURE_SIDE + (high - height) / 2.0 };
            self.figure(picture, at_place, (*width, *height), *at);
        }
    }

    /// A figure of this size with its upper left corner here.
    fn figure(&mut self, picture: &Picture, at: Point, (width, height): (f32, f32), part: At) {
        let id = self.surface.start_tagged(ContentTag::Other);
        let scale = width / picture.width().max(f32::MIN_POSITIVE);
        self.surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, at.x, at.y));
        let clip = paint::rectangle(Point { x: 0.0, y: 0.0 }, width / scale, height / scale);
        if let Some(clip) = &clip {
            self.surface.push_clip_path(clip, &FillRule::NonZero);
        }
        match picture {
            Picture::Own(own) => {
                self.surface.push_transform(&Transform::from_translate(-own.from.x, -own.from.y));
                own.groups.iter().for_each(|it| it.draw(&mut self.surface, self.fonts));
                self.surface.pop();
            }
            Picture::Foreign(tree) => foreign::draw(&mut self.surface, self.fonts, tree),
        }
        if clip.is_some() {
            self.surface.pop();
        }
        self.surface.pop();
        self.surface.end_tagged();
        self.tags.add(part, id);
    }

    /// The lines that belong to a piece: those of quotes and tables.
    fn lines(&mut self, piece: &Piece, before: Option<&Piece>, y: f32) {
        let mut lines = Vec::new();
        for (quote, x) in &piece.quotes {
            let goes_on = before.is_some_and(|it| it.quotes.iter().any(|it| it.0 == *quote));
            let top = if goes_on { y - piece.above } else { y + 1.0 };
            let x = SIDE + x + 2.0;
            let colour = Theme::light().colours.faint;
            lines.push((Point { x, y: top }, Point { x, y: y + piece.height - 1.0 }, 1.6, colour));
        }
        let across = match &piece.extra {
            // Above the first heading of a page there is nothing to tell it from.
            Extra::Rule(..) if before.is_none() => None,
            Extra::Rule(below, from, colour) => Some((*below, from, *colour)),
            Extra::Row { line, from, colour, .. } => Some((*line, from, *colour)),
            _ => None,
        };
        if let Some((below, from, colour)) = across {
            let at = |x: f32| Point { x: SIDE + x, y: y + below };
            lines.push((at(from.start), at(from.end), 0.6, colour));
        }
        if lines.is_empty() {
            return;
        }
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        for (from, to, width, colour) in lines {
            self.stroke(from, to, width, colour);
        }
        self.surface.end_tagged();
    }

    fn stroke(&mut self, from: Point, to: Point, width: f32, colour: Colour) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(paint::stroke(colour, width, None)));
        if let Some(line) = paint::line(from, to) {
            self.surface.draw_path(&line);
        }
    }

    /// Lines of words of a piece at this height; if they are not `real`, they only repeat what stands elsewhere.
    fn words(&mut self, all: &[Words], y: f32, real: bool) {
        for words in all {
            self.line(words, y, words.at.filter(|_| real));
        }
    }

    fn line(&mut self, words: &Words, y: f32, part: Option<At>) {
        let mut line = words.line.clone();
        let wide = if words.aligned > 0.0 { self.wide(words) } else { 0.0 };
        if words.spaced && !line.rtl {
            line.text.push(' ');
            // A link that a line break cuts stays one.
            let end = line.text.len();
            if let Some(last) = line.looks.last_mut().filter(|it| it.0.end + 1 == end) {
                last.0.end = end;
            }
        }
        let mut at = Point { x: SIDE + words.x + (words.room - wide) * words.aligned, y: y + words.baseline };
        let plain = Look::default();
        let mut contents = Vec::new();
        if part.is_none() {
            self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        }
        for run in direction::runs(&line.text, line.rtl) {
            let mut parts = line.parts(run.range);
            if run.rtl {
                parts.reverse();
            }
            for (range, look) in parts {
                let look = look.unwrap_or(&plain);
                let Some(text) = line.text.get(range.clone()) else { continue };
                let id = part.map(|_| self.surface.start_tagged(ContentTag::Span(SpanTag::empty())));
                let ink = if look.link.is_some() { link_ink(words.ink) } else { words.ink };
                let width = words::set(&mut self.surface, self.fonts, text, (look, run.rtl), at, ink, None);
                if let Some(id) = id {
                    self.surface.end_tagged();
                    let size = words.ink.size;
                    let place = Rect::from_xywh(at.x, at.y - size, width.max(0.1), size * 1.3);
                    contents.push((range.start, id, look.link.clone(), place));
                }
                at.x += width;
            }
        }
        let Some(part) = part else {
            self.surface.end_tagged();
            return;
        };
        // Read aloud, words come in the order in which they were written.
        contents.sort_by_key(|it| it.0);
        for (_, id, link, place) in contents {
            let at = link.as_ref().map_or(part, |it| self.tags.link(part, it));
            self.tags.add(at, id);
            if let (Some(address), Some(place)) = (link, place) {
                self.links.push(Link { place, address, at });
            }
        }
    }

    fn wide(&mut self, words: &Words) -> f32 {
        let line = &words.line;
        let parts = line.parts(0..line.text.len()).into_iter();
        let width = parts.map(|(range, look)| {
            let code = look.is_some_and(|it| it.code);
            let factor = if code { text::CODE } else { 1.0 };
            line.text.get(range).map_or(0.0, |it| self.fonts.width(it, code) * factor)
        });
        width.sum::<f32>() * words.ink.size
    }

    /// What stands below every page: the title, and its number.
    fn foot(&mut self, (width, height): (f32, f32), title: &str, number: &str) {
        let ink = Ink { size: SIZE * 0.78, colour: Theme::light().colours.weak, weight: 0.0 };
        let side = if width > height { FIGURE_SIDE } else { SIDE };
        let y = height - 44.0;
        let look = Look::default();
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let wide = self.fonts.width(number, false) * ink.size;
        let at = Point { x: width - side - wide, y };
        words::set(&mut self.surface, self.fonts, number, (&look, false), at, ink, None);
        let title = text::fit(title, ink.size, (width - 2.0 * side - wide).min(TEXT_WIDTH) - 20.0);
        let mut at = Point { x: side, y };
        for run in direction::runs(&title, direction::is_rtl(&title)) {
            let words = title.get(run.range).unwrap_or_default();
            at.x += words::set(&mut self.surface, self.fonts, words, (&look, run.rtl), at, ink, None);
        }
        self.surface.end_tagged();
    }

    /// A whole picture as the page it is on, each group of it a part of its own.
    pub fn picture(&mut self, picture: &Picture, scale: f32, title: &str) {
        self.surface.push_transform(&Transform::from_scale(PX * scale, PX * scale));
        match picture {
            Picture::Own(own) => {
                self.surface.push_transform(&Transform::from_translate(-own.from.x, -own.from.y));
                for group in &own.groups {
                    self.group(group);
                }
                self.surface.pop();
            }
            Picture::Foreign(tree) => {
                let part = self.tags.open(Tags::ROOT, Role::Figure(title.to_owned()));
                let id = self.surface.start_tagged(ContentTag::Other);
                foreign::draw(&mut self.surface, self.fonts, tree);
                self.surface.end_tagged();
                self.tags.add(part, id);
            }
        }
        self.surface.pop();
    }

    /// A group of a picture: its words, or a figure with what it is, or only there to be looked at.
    fn group(&mut self, group: &own::Group) {
        let role = match group.title.as_str() {
            "" => None,
            _ if group.speaks() => Some(Role::Paragraph),
            title => Some(Role::Figure(title.to_owned())),
        };
        let tag = match role {
            Some(_) => ContentTag::Other,
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        };
        let id = self.surface.start_tagged(tag);
        group.draw(&mut self.surface, self.fonts);
        self.surface.end_tagged();
        if let Some(role) = role {
            let part = self.tags.open(Tags::ROOT, role);
            self.tags.add(part, id);
        }
    }
}

fn link_ink(ink: Ink) -> Ink {
    Ink { colour: Theme::light().colours.selection, ..ink }
}
