//! A page that is being drawn on, with what its parts are and where its links lead.

use super::{
    fonts::Fonts,
    paint,
    tags::{At, Tags},
};
use crate::{map::Point, picture::Colour};
use krilla::{
    Document,
    action::LinkAction,
    annotation::{Annotation, LinkAnnotation, Target},
    geom::{Rect, Transform},
    page::PageSettings,
    surface::Surface,
};
use std::{fmt::Write as _, sync::Arc};

/// A place on a page that leads to an address, and what it is a part of.
pub(super) struct Link {
    pub place: Rect,
    pub address: Arc<str>,
    pub at: At,
}

/// Where things are drawn.
pub(super) struct Sheet<'a, 'b> {
    pub surface: Surface<'b>,
    pub fonts: &'a mut Fonts,
    pub tags: &'a mut Tags,
    pub links: Vec<Link>,
}

/// Adds a page of this size, in pt, and has it drawn, in lengths that many times as large.
pub(super) fn draw(
    document: &mut Document,
    ((width, height), scale): ((f32, f32), f32),
    fonts: &mut Fonts,
    tags: &mut Tags,
    draw: impl FnOnce(&mut Sheet<'_, '_>),
) {
    let Some(settings) = PageSettings::from_wh(width, height) else { return };
    let mut page = document.start_page_with(settings);
    let links = {
        let mut sheet = Sheet { surface: page.surface(), fonts, tags: &mut *tags, links: Vec::new() };
        sheet.surface.push_transform(&Transform::from_scale(scale, scale));
        draw(&mut sheet);
        sheet.surface.pop();
        let Sheet { surface, links, .. } = sheet;
        surface.finish();
        links
    };
    for Link { place, address, at } in links {
        let Some(place) = place.transform(Transform::from_scale(scale, scale)) else { continue };
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

impl Sheet<'_, '_> {
    /// Draws a straight line.
    pub fn stroke(&mut self, from: Point, to: Point, width: f32, colour: Colour) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(paint::stroke(colour, width, None)));
        if let Some(line) = paint::line(from, to) {
            self.surface.draw_path(&line);
        }
    }
}
