//! The pages of a document as they are written.

use super::{
    Picture,
    fonts::Fonts,
    page::{FIGURE_SIDE, Page, Paper, SIDE, TOP},
    piece::{Extra, Piece},
    sheet::{self, Sheet},
    tags::Tags,
};
use crate::{map::Point, picture::Theme};
use krilla::{
    Document,
    tagging::{Artifact, ArtifactType, ContentTag},
};
use std::collections::BTreeMap;

/// A document that is laid out.
pub(super) struct Laid<'a> {
    pub pieces: &'a [Piece],
    pub pages: &'a [Page],
    pub paper: Paper,
    pub figures: &'a BTreeMap<String, Picture>,
    pub title: &'a str,
}

/// All pages of a document.
pub(super) fn pages(document: &mut Document, laid: &Laid<'_>, fonts: &mut Fonts, tags: &mut Tags) {
    for (nth, page_at_hand) in laid.pages.iter().enumerate() {
        let wide = page_at_hand.wide;
        sheet::draw(document, (laid.paper.printed(wide), laid.paper.scale), fonts, tags, |sheet| {
            if page_at_hand.figure {
                sheet.alone(laid, page_at_hand);
            } else {
                sheet.pieces(laid.pieces, page_at_hand, laid.figures);
            }
            sheet.foot(laid.paper, wide, laid.title, &format!("{} / {}", nth + 1, laid.pages.len()));
        });
    }
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
    fn alone(&mut self, laid: &Laid<'_>, page: &Page) {
        let piece = page.pieces.first().and_then(|it| laid.pieces.get(it.0));
        if let Some(Extra::Figure { name, width, height, at, .. }) = piece.map(|it| &it.extra)
            && let Some(picture) = laid.figures.get(name)
        {
            let (wide, high) = laid.paper.figure_room(page.wide);
            let at_place = Point { x: FIGURE_SIDE + (wide - width) / 2.0, y: FIGURE_SIDE + (high - height) / 2.0 };
            self.figure(picture, at_place, (*width, *height), *at);
        }
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
}
