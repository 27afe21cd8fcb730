//! Words laid out for reading, in either direction. The toolkit shapes letters, but places the words of a line from left
//! to right in every script, and keeps no count of letters in words that go from right to left: both are put right here.

pub mod editing;
pub mod looks;
mod order;

use crate::picture::direction;
use egui::{
    Color32, Galley, Painter, Pos2, Rect, Stroke, Ui, Vec2,
    epaint::text::{ByteRangeExt as _, PlacedRow, VariationCoords},
    pos2,
    text::{CCursor, LayoutJob, TextFormat},
};
use std::{ops::Range, sync::Arc};

/// Words laid out. Places are from its top left corner; characters are counted in the text of the job.
#[derive(Clone, Debug)]
pub struct Prose {
    galley: Arc<Galley>,
    /// Its strong words alone, drawn once more beside them: the bundled font has one weight.
    strong: Option<Arc<Galley>>,
    /// The words as they are written, if the toolkit was given others.
    text: Option<String>,
    /// Where which characters are, if any of them go from right to left.
    units: Vec<Unit>,
    /// What stands behind words, if the toolkit cannot know where that is.
    behind: Vec<(Rect, Color32)>,
}

/// A word that goes from right to left, or another character.
#[derive(Clone, Debug)]
struct Unit {
    row: usize,
    x: f32,
    width: f32,
    characters: Range<usize>,
    rtl: bool,
}

/// How far beside themselves strong words are drawn once more, in font sizes.
const HEAVIER: f32 = 0.035;

/// Makes a format strong: as heavy as the font allows, and drawn twice by [`Prose::paint`].
pub fn strengthen(format: &mut TextFormat) {
    format.coords = VariationCoords::new([(b"wght", 600.0)]);
}

/// Lays `job` out. If it begins in a script that goes from right to left, it is aligned to the right of its width.
pub fn lay_out(ui: &Ui, job: LayoutJob) -> Prose {
    let rtl = direction::is_rtl(&job.text);
    lay_out_part(ui, job, rtl)
}

/// The same for a part of a paragraph that goes, as a whole, from right to left (`rtl`) or not.
pub fn lay_out_part(ui: &Ui, mut job: LayoutJob, rtl: bool) -> Prose {
    if !rtl && !direction::has_rtl(&job.text) {
        let strong = strong_alone(&job).map(|it| ui.fonts_mut(|fonts| fonts.layout_job(it)));
        let galley = ui.fonts_mut(|it| it.layout_job(job));
        return Prose { galley, strong, text: None, units: Vec::new(), behind: Vec::new() };
    }
    let decorations = take_decorations(&mut job);
    let mirrored = direction::mirrored(&job.text, rtl);
    let text = Some(std::mem::replace(&mut job.text, mirrored));
    let ordered = |job: LayoutJob| {
        let width = job.wrap.max_width;
        let mut galley = Arc::unwrap_or_clone(ui.fonts_mut(|it| it.layout_job(job)));
        if rtl && width.is_finite() {
            order::align_right(&mut galley, width, false);
        }
        let units = order::put_in_order(&mut galley, rtl, false);
        (Arc::new(galley), units)
    };
    let strong = strong_alone(&job).map(|it| ordered(it).0);
    let (galley, units) = ordered(job);
    let mut prose = Prose { galley, strong, text, units, behind: Vec::new() };
    for (range, format) in decorations {
        for rect in prose.rects(range) {
            if format.background != Color32::TRANSPARENT {
                prose.behind.push((rect.expand(format.expand_bg), format.background));
            }
            for (line, y) in [(format.underline, rect.max.y - 1.5), (format.strikethrough, rect.center().y)] {
                if !line.is_empty() {
                    prose.behind.push((Rect::from_x_y_ranges(rect.x_range(), y..=y + line.width), line.color));
                }
            }
        }
    }
    prose
}

/// Takes what is drawn behind and along words out of the job, with the characters each belongs to.
fn take_decorations(job: &mut LayoutJob) -> Vec<(Range<usize>, TextFormat)> {
    let mut taken = Vec::new();
    let mut start = 0;
    for section in &mut job.sections {
        let end = start + job.text[section.byte_range.as_usize()].chars().count();
        let plain = TextFormat {
            background: Color32::TRANSPARENT,
            underline: Stroke::NONE,
            strikethrough: Stroke::NONE,
            ..section.format.clone()
        };
        if plain != section.format {
            taken.push((start..end, std::mem::replace(&mut section.format, plain)));
        }
        start = end;
    }
    taken
}

/// The same job with all invisible but its strong words; nothing if it has none.
fn strong_alone(job: &LayoutJob) -> Option<LayoutJob> {
    let is_strong = |it: &TextFormat| it.coords != VariationCoords::default();
    if !job.sections.iter().any(|it| is_strong(&it.format)) {
        return None;
    }
    let mut job = job.clone();
    for section in &mut job.sections {
        let format = &mut section.format;
        if !is_strong(format) {
            format.color = Color32::TRANSPARENT;
        }
        format.background = Color32::TRANSPARENT;
        (format.underline, format.strikethrough) = (Stroke::NONE, Stroke::NONE);
    }
    Some(job)
}

impl Prose {
    /// Draws them with their top left corner `at`.
    pub fn paint(&self, painter: &Painter, at: Pos2, fallback: Color32) {
        for (rect, colour) in &self.behind {
            painter.rect_filled(rect.translate(at.to_vec2()), 0.0, *colour);
        }
        painter.galley(at, self.galley.clone(), fallback);
        self.paint_strong(painter, at, fallback);
    }

    /// The words in a form in which they can be selected; none if the toolkit does not know their order.
    pub fn selectable(&self) -> Option<Arc<Galley>> {
        self.text.is_none().then(|| self.galley.clone())
    }

    /// Draws once more what is strong.
    pub fn paint_strong(&self, painter: &Painter, at: Pos2, fallback: Color32) {
        if let Some(strong) = &self.strong {
            let size = strong.job.sections.first().map_or(14.0, |it| it.format.font_id.size);
            painter.galley(at + Vec2::new(size * HEAVIER, 0.0), strong.clone(), fallback);
        }
    }

    /// The words as they are written.
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.galley.job.text)
    }

    /// What the toolkit draws.
    pub fn galley(self) -> Arc<Galley> {
        self.galley
    }

    /// How large they are.
    pub fn size(&self) -> Vec2 {
        self.galley.size()
    }

    /// The character at a place, or the one after the last.
    pub fn character_at(&self, at: Vec2) -> usize {
        if self.units.is_empty() {
            return self.galley.cursor_from_pos(at).index.0;
        }
        self.unit_at(at).map_or(0, |it| it.character(at.x))
    }

    fn unit_at(&self, at: Vec2) -> Option<&Unit> {
        let below = self.galley.rows.iter().position(|it| at.y < it.rect().max.y);
        let row = below.unwrap_or(self.galley.rows.len().saturating_sub(1));
        let away = |it: &&Unit| (it.x - at.x).max(at.x - it.x - it.width).max(0.0);
        self.units.iter().filter(|it| it.row == row).min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    /// Where a character begins: a rectangle without width.
    pub fn place_of(&self, character: usize) -> Rect {
        if self.units.is_empty() {
            return self.galley.pos_from_cursor(CCursor::new(character));
        }
        let unit = self.units.iter().find(|it| it.characters.contains(&character)).or(self.units.last());
        let (row, x) = unit.map_or((0, 0.0), |it| (it.row, it.edge(character)));
        let row = self.galley.rows.get(row).map_or(Rect::ZERO, PlacedRow::rect);
        Rect::from_min_max(pos2(x, row.min.y), pos2(x, row.max.y))
    }

    /// Where these characters are: rectangles that leave nothing out, one for each line and direction.
    pub fn rects(&self, characters: Range<usize>) -> Vec<Rect> {
        if characters.is_empty() {
            return Vec::new();
        }
        if self.units.is_empty() {
            return self.rects_of_lines(characters);
        }
        let mut rects: Vec<(usize, Rect)> = Vec::new();
        for unit in &self.units {
            let (start, end) = (characters.start.max(unit.characters.start), characters.end.min(unit.characters.end));
            let row = self.galley.rows.get(unit.row).map(PlacedRow::rect);
            let Some(row) = row.filter(|_| start < end && unit.width > 0.0) else { continue };
            let (a, b) = (unit.edge(start), unit.edge(end));
            let part = Rect::from_min_max(pos2(a.min(b), row.min.y), pos2(a.max(b), row.max.y));
            let touches = |it: &Rect| it.max.x + 0.6 >= part.min.x && part.max.x + 0.6 >= it.min.x;
            match rects.iter_mut().find(|it| it.0 == unit.row && touches(&it.1)) {
                Some(near) => near.1 = near.1.union(part),
                None => rects.push((unit.row, part)),
            }
        }
        rects.into_iter().map(|it| it.1).collect()
    }

    fn rects_of_lines(&self, characters: Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        let mut first = 0;
        for row in &self.galley.rows {
            let count = row.char_count_excluding_newline().0;
            let here = characters.start.max(first)..characters.end.min(first + count);
            if !here.is_empty() {
                let x = |at: usize| row.pos.x + row.x_offset((at - first).into());
                let place = row.rect();
                rects.push(Rect::from_min_max(pos2(x(here.start), place.min.y), pos2(x(here.end), place.max.y)));
            }
            first += row.char_count_including_newline().0;
        }
        rects
    }
}

impl Unit {
    /// The x at which a character of it begins, or its end.
    fn edge(&self, character: usize) -> f32 {
        let (count, nth) = (self.characters.len().max(1), character.saturating_sub(self.characters.start));
        let share = ratio(nth, count);
        self.x + self.width * if self.rtl { 1.0 - share } else { share }
    }

    /// How much of it lies before this x, 0 to 1.
    fn share(&self, x: f32) -> f32 {
        let share = ((x - self.x) / self.width.max(0.1)).clamp(0.0, 1.0);
        if self.rtl { 1.0 - share } else { share }
    }

    fn character(&self, x: f32) -> usize {
        let share = self.share(x);
        let nth = (0..self.characters.len()).rev().find(|&nth| ratio(nth, self.characters.len()) <= share + 1e-3);
        // Of a single letter the nearer side is meant, as where all goes from left to right.
        let after = self.characters.len() == 1 && share > 0.5;
        self.characters.start + nth.unwrap_or(0) + usize::from(after)
    }
}

#[expect(clippy::cast_precision_loss, reason = "letters of a word")]
fn ratio(nth: usize, count: usize) -> f32 {
    nth as f32 / count.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Context, FontId};
    use egui_system_font_provider::SystemFontProvider;

    /// Does this with a window in which words can be laid out; not if no font of this computer has Hebrew and Arabic.
    pub(super) fn with_fonts(test: impl Fn(&Ui)) {
        let ctx = Context::default();
        ctx.add_font_provider(Arc::new(SystemFontProvider::new()));
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let has = ui.fonts_mut(|it| it.has_glyphs(&FontId::proportional(14.0), "\u{5e9}\u{627}"));
            if has { test(ui) } else { println!("skipped: no font of this computer has Hebrew and Arabic") }
        });
        output.textures_delta.clear();
    }

    fn plain(ui: &Ui, text: &str, width: f32) -> Prose {
        lay_out(ui, LayoutJob::simple(text.to_owned(), FontId::proportional(14.0), Color32::RED, width))
    }

    /// The words of a text from left to right, as drawn.
    fn seen(prose: &Prose, text: &str) -> Vec<String> {
        let mut words: Vec<(f32, String)> = Vec::new();
        let mut at = 0;
        for word in text.split_inclusive(' ') {
            let count = word.trim().chars().count();
            let place = prose.rects(at..at + count);
            words.push((place.iter().map(|it| it.min.x).fold(f32::INFINITY, f32::min), word.trim().to_owned()));
            at += word.chars().count();
        }
        words.sort_by(|a, b| a.0.total_cmp(&b.0));
        words.into_iter().map(|it| it.1).collect()
    }

    #[test]
    fn words_stand_in_their_order() {
        with_fonts(|ui| {
            for (text, expected) in [
                ("one two three", "one two three"),
                ("אחת שתיים שלוש", "שלוש שתיים אחת"),
                ("one אחת שתיים two", "one שתיים אחת two"),
                ("אחת one two שתיים", "שתיים one two אחת"),
                ("واحد 42 اثنان", "اثنان 42 واحد"),
            ] {
                let prose = plain(ui, text, f32::INFINITY);
                assert_eq!(seen(&prose, text).join(" "), expected, "{text}");
                assert_eq!(prose.text(), text);
            }
        });
    }

    #[test]
    fn places_and_characters_lead_to_each_other() {
        with_fonts(|ui| {
            for text in
                ["one two", "הטענה (נכונה) כי 3 מדידות מראות זאת", "so שלום עולם, and לא more", "الحجة صحيحة لأن"]
            {
                for width in [60.0, 90.0, f32::INFINITY] {
                    let prose = plain(ui, text, width);
                    for (nth, letter) in text.chars().enumerate() {
                        let Some(place) = prose.rects(nth..nth + 1).first().copied() else { continue };
                        if !letter.is_alphanumeric() || place.width() < 0.5 {
                            continue;
                        }
                        // A quarter into it from the side on which it begins.
                        let rtl = direction::is_right(letter);
                        let into = place.width() * if rtl { 0.75 } else { 0.25 };
                        let at = Vec2::new(place.min.x + into, place.center().y);
                        assert_eq!(prose.character_at(at), nth, "{letter} of {text} at {width}");
                    }
                }
            }
        });
    }

    #[test]
    fn paragraphs_from_right_to_left_end_at_the_right_and_keep_their_marks() {
        with_fonts(|ui| {
            let mut job = LayoutJob::default();
            job.wrap.max_width = 100.0;
            let format = TextFormat::simple(FontId::proportional(14.0), Color32::RED);
            job.append("הטענה נכונה ", 0.0, format.clone());
            job.append("כי המדידות", 0.0, TextFormat { background: Color32::BLUE, ..format });
            let prose = lay_out(ui, job);
            assert!(prose.galley.rows.len() > 1);
            for row in 0..prose.galley.rows.len() {
                let right = prose.units.iter().filter(|it| it.row == row).map(|it| it.x + it.width);
                let right = right.fold(0.0, f32::max);
                assert!((right - 100.0).abs() < 2.0, "line {row} ends at {right}");
            }
            // The marked words end the first line, on its left, and fill the second one.
            let marked: Vec<Rect> = prose.behind.iter().map(|it| it.0).collect();
            assert_eq!(marked.len(), 2, "{marked:?}");
            assert!(marked[0].max.x < 50.0 && marked[1].max.x > 95.0, "{marked:?}");
        });
    }
}
