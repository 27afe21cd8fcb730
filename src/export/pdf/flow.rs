//! Blocks as pieces that are put on pages one below the other.

use super::{
    fonts::Fonts,
    page::Paper,
    piece::{Entry, Extra, Piece, Words},
    read::{Block, What},
    table,
    tags::{At, Role, Tags},
    words::Ink,
};
use crate::{
    export::words::STRONG,
    picture::{self, Passage, Theme, text},
};
use std::{collections::BTreeMap, ops::Range};

/// The font size of words, in pt of the sheet.
pub(super) const SIZE: f32 = 11.0;
/// The distance of lines, in font sizes.
const LEADING: f32 = 1.45;
/// The bundled font is light for paper, and gets this much heavier, in font sizes.
pub(super) const WEIGHT: f32 = 0.012;
/// A figure that would be smaller than this among words gets a page of its own, if it is larger there.
const SMALL: f32 = 0.62;
/// How large a px of a picture is on paper, in pt.
pub(super) const PX: f32 = 0.75;

/// A document as it is laid out.
pub(super) struct Flow<'a> {
    pub fonts: &'a mut Fonts,
    pub tags: &'a mut Tags,
    /// How large each figure is, in pt.
    pub sizes: BTreeMap<String, (f32, f32)>,
    pub pieces: Vec<Piece>,
    pub entries: Vec<Entry>,
    pub paper: Paper,
    theme: &'static Theme,
}

struct Looks {
    ink: Ink,
    leading: f32,
    above: f32,
    strong: bool,
}

impl<'a> Flow<'a> {
    pub fn new(fonts: &'a mut Fonts, tags: &'a mut Tags, sizes: BTreeMap<String, (f32, f32)>, paper: Paper) -> Self {
        Self { fonts, tags, sizes, pieces: Vec::new(), entries: Vec::new(), paper, theme: Theme::light() }
    }

    pub fn block(&mut self, block: Block) {
        let first = self.pieces.len();
        let after_heading = self.entries.last().is_some_and(|it| it.ends == first);
        let Block { what, indent, quotes, mark, tight, within } = block;
        match what {
            What::Words(lines, level) => self.paragraph(&lines, level, indent, within),
            What::Code(lines) => self.code(&lines, indent, within),
            What::Rule => {
                let rule = Extra::Rule(0.0, indent..self.paper.text_width(), self.theme.colours.faint);
                self.push(16.0, 8.0, Vec::new(), rule);
            }
            What::Figure(name, words) => self.figure(name, words, within),
            What::Table(aligned, rows) => table::lay(self, &aligned, &rows, indent, within),
        }
        let ink = self.ink(SIZE);
        if let Some(piece) = self.pieces.get_mut(first) {
            if tight {
                piece.above = if after_heading { 5.0 } else { 3.0 };
            }
            if let Some((mark, at)) = mark {
                let baseline = piece.words.first().map_or(SIZE, |it| it.baseline);
                let line = Passage::plain(&mark);
                let words = Words {
                    line,
                    x: indent - 48.0,
                    baseline,
                    room: 42.0,
                    aligned: 1.0,
                    ink,
                    spaced: true,
                    at: Some(at),
                };
                piece.words.insert(0, words);
            }
        }
        for piece in self.pieces.get_mut(first..).unwrap_or_default() {
            piece.quotes.clone_from(&quotes);
        }
    }

    pub fn push(&mut self, above: f32, height: f32, words: Vec<Words>, extra: Extra) {
        self.pieces.push(Piece { above, height, keeps: false, words, quotes: Vec::new(), extra });
    }

    pub fn ink(&self, size: f32) -> Ink {
        Ink { size, colour: self.theme.colours.text, weight: WEIGHT }
    }

    pub fn colours(&self) -> &'static picture::Colours {
        &self.theme.colours
    }

    fn looks(&self, level: Option<u16>) -> Looks {
        let size = |size: f32, leading, above| Looks {
            ink: Ink { size, colour: self.theme.colours.text, weight: STRONG },
            leading,
            above,
            strong: true,
        };
        match level {
            None => Looks { ink: self.ink(SIZE), leading: LEADING, above: 7.0, strong: false },
            Some(1) => size(22.0, 1.2, 28.0),
            Some(2) => size(15.5, 1.25, 27.0),
            Some(3) => size(12.5, 1.3, 19.0),
            Some(_) => Looks {
                ink: Ink { colour: self.theme.colours.weak, ..size(SIZE, 1.3, 13.0).ink },
                ..size(SIZE, 1.3, 13.0)
            },
        }
    }

    fn paragraph(&mut self, lines: &[Passage], level: Option<u16>, indent: f32, within: At) {
        let looks = self.looks(level);
        let role = match level {
            None => Role::Paragraph,
            Some(level) => Role::Heading(level, joined(lines)),
        };
        let at = self.tags.open(within, role);
        let first = self.pieces.len();
        if level == Some(2) && first > 0 {
            // A section begins with a line across, which goes with its heading.
            let across = Extra::Rule(0.0, 0.0..self.paper.text_width(), self.theme.colours.faint);
            self.push(looks.above - 12.0, 0.0, Vec::new(), across);
        }
        let begins = self.pieces.len();
        let height = looks.ink.size * looks.leading;
        for (nth, passage) in lines.iter().enumerate() {
            let (broken, spaced) = self.broken(passage, looks.ink.size, self.paper.text_width() - indent);
            let count = broken.len();
            for (row, line) in broken.into_iter().enumerate() {
                let words = Words {
                    aligned: if line.rtl { 1.0 } else { 0.0 },
                    line,
                    x: indent,
                    baseline: height * 0.5 + looks.ink.size * 0.36,
                    room: self.paper.text_width() - indent,
                    ink: looks.ink,
                    spaced: (spaced && row + 1 < count) || (row + 1 == count && nth + 1 < lines.len()),
                    at: Some(at),
                };
                self.push(0.0, height, vec![words], Extra::None);
            }
        }
        let ends = self.pieces.len();
        if let Some(level) = level {
            self.entries.push(Entry { level, words: joined(lines), piece: first, ends });
        }
        // What announces a list or a quote goes with it, too.
        let announces = lines.last().is_some_and(|it| it.text.ends_with(':'));
        if let Some(top) = self.pieces.get_mut(begins) {
            top.above = if begins > first { 12.0 } else { looks.above };
        }
        for (nth, piece) in self.pieces[first..].iter_mut().enumerate() {
            // A heading goes with what follows; of a paragraph no line stands alone at the end or the start of a page.
            let (after, before) = (ends - first - nth, nth);
            piece.keeps = looks.strong || (before == 0 && after > 1) || after == 2 || (announces && after == 1);
        }
        if looks.strong
            && let Some(last) = self.pieces.last_mut()
        {
            last.height += if level == Some(1) { 4.0 } else { 0.0 };
        }
    }

    /// The lines of a passage, and whether they were cut at spaces.
    pub fn broken(&mut self, passage: &Passage, size: f32, room: f32) -> (Vec<Passage>, bool) {
        let mut lines = Vec::new();
        let fonts = &mut *self.fonts;
        let mut measure = |part: Range<usize>| {
            let parts = passage.parts(part).into_iter();
            let width = parts.map(|(range, look)| {
                let words = passage.text.get(range).unwrap_or_default();
                if look.is_some_and(|it| it.code) {
                    fonts.width(words, true) * text::CODE
                } else {
                    fonts.width(words, false)
                }
            });
            width.sum::<f32>() * size
        };
        picture::break_up(&mut lines, passage, room.max(size), usize::MAX, &mut measure);
        let spaced = passage.text.contains(' ');
        (lines, spaced)
    }

    fn code(&mut self, lines: &[Passage], indent: f32, within: At) {
        let at = self.tags.open(within, Role::Code);
        let size = SIZE * 0.88;
        let ink = Ink { weight: 0.0, ..self.ink(size) };
        let height = size * 1.4;
        let first = self.pieces.len();
        for line in lines {
            // White space at the start of a line means something here.
            let lead = line.text.chars().take_while(|it| it.is_whitespace()).count().min(40);
            #[expect(clippy::cast_precision_loss, reason = "at most 40")]
            let x = indent + 10.0 + lead as f32 * size * text::width_of_code(" ", 1.0);
            let (mut broken, _) = self.broken(line, size, self.paper.text_width() - x);
            if broken.is_empty() {
                broken.push(Passage::default());
            }
            for line in broken {
                let room = self.paper.text_width() - x;
                let words =
                    Words { line, x, baseline: height * 0.72, room, aligned: 0.0, ink, spaced: true, at: Some(at) };
                self.push(0.0, height, vec![words], Extra::None);
            }
        }
        if let Some(top) = self.pieces.get_mut(first) {
            top.above = 8.0;
        }
    }

    fn figure(&mut self, name: String, words: String, within: At) {
        let Some(&(width, height)) = self.sizes.get(&name) else { return };
        let at = self.tags.open(within, Role::Figure(words));
        let fit = |wide: f32, high: f32| (wide / width).min(high / height).min(1.0);
        let (wide, high) = self.paper.figure_room(width > height);
        let (here, there) = (fit(self.paper.text_width(), self.paper.text_height() * 0.92), fit(wide, high));
        let alone = here < SMALL && there > here * 1.15;
        let scale = if alone { there } else { here };
        let (width, height) = (width * scale, height * scale);
        let (ink, mut note) = (Ink { colour: self.theme.colours.weak, ..self.ink(SIZE * 0.86) }, Vec::new());
        if alone {
            let line = Passage::plain("The figure has a page of its own, which follows.");
            note.push(Words {
                line,
                x: 0.0,
                baseline: 12.0,
                room: self.paper.text_width(),
                aligned: 0.0,
                ink,
                spaced: false,
                at: None,
            });
        }
        let piece = if alone { 16.0 } else { height };
        self.push(12.0, piece, note, Extra::Figure { name, width, height, alone, at });
    }
}

fn joined(lines: &[Passage]) -> String {
    lines.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(" ")
}
