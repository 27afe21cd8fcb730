//! The fonts of a document: the bundled ones, and what they lack in fonts of the system.

use super::super::png;
use epaint_default_fonts::{HACK_REGULAR, NOTO_EMOJI_REGULAR, UBUNTU_LIGHT};
use harfrust::{FontRef, ShapePlan, ShaperData};
use krilla::text::Font;
use resvg::usvg::fontdb::{Database, ID};
use skrifa::MetadataProvider as _;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// Looking through all fonts of the system takes some milliseconds: nobody's text has so many writing systems.
const MOST_SEARCHES: usize = 200;

/// A font that words are set in.
pub(super) struct Face {
    bytes: Arc<Vec<u8>>,
    nth: u32,
    pub font: Font,
    pub shaping: ShaperData,
    pub plans: Vec<ShapePlan>,
    /// The sign for what no font has.
    pub missing: Option<u32>,
}

impl Face {
    fn new(bytes: Arc<Vec<u8>>, nth: u32) -> Option<Self> {
        let read = FontRef::from_index(&bytes, nth).ok()?;
        let shaping = ShaperData::new(&read);
        let missing = ['\u{25a1}', '\u{fffd}', '?', ' '].into_iter().find_map(|it| read.charmap().map(it));
        let font = Font::new(Arc::clone(&bytes).into(), nth)?;
        Some(Self { nth, font, shaping, plans: Vec::new(), missing: missing.map(skrifa::GlyphId::to_u32), bytes })
    }

    /// The tables of the font.
    pub fn read(bytes: &[u8], nth: u32) -> Option<FontRef<'_>> {
        FontRef::from_index(bytes, nth).ok()
    }

    fn has(&self, it: char) -> bool {
        Self::read(&self.bytes, self.nth).is_some_and(|font| font.charmap().map(it).is_some())
    }

    /// Its bytes, and which of the fonts in them it is.
    pub fn source(&self) -> (Arc<Vec<u8>>, u32) {
        (Arc::clone(&self.bytes), self.nth)
    }
}

/// All fonts that a document uses.
pub(super) struct Fonts {
    /// For figures that are read as any SVG file is.
    pub known: Arc<Database>,
    has_system: bool,
    searches: usize,
    faces: Vec<Face>,
    by_id: BTreeMap<ID, Option<usize>>,
    chosen: [HashMap<char, Option<usize>>; 2],
    /// How wide words are, in font sizes, in letters for words and for code.
    pub widths: [HashMap<String, f32>; 2],
    /// What no font has.
    pub missing: BTreeSet<char>,
}

/// The places of the bundled fonts.
pub(super) const WORDS: usize = 0;
pub(super) const CODE: usize = 1;
pub(super) const SIGNS: usize = 2;

impl Fonts {
    /// The bundled fonts, and what tells which of the others suit a text; `None` if the bundled ones cannot be read, which
    /// tests rule out.
    pub fn new(text: &str) -> Option<Self> {
        let faces = [UBUNTU_LIGHT, HACK_REGULAR, NOTO_EMOJI_REGULAR].map(|it| Face::new(Arc::new(it.to_vec()), 0));
        let mut fonts = Self {
            known: Arc::new(png::bundled()),
            has_system: false,
            searches: 0,
            faces: faces.into_iter().collect::<Option<_>>()?,
            by_id: BTreeMap::new(),
            chosen: [HashMap::new(), HashMap::new()],
            widths: [HashMap::new(), HashMap::new()],
            missing: BTreeSet::new(),
        };
        // Where there are letters of Japanese, Chinese signs are meant as in Japan: fonts that are known come first.
        if let Some(kana) = text.chars().find(|it| matches!(it, '\u{3041}'..='\u{30fa}')) {
            fonts.choose(kana, false);
        }
        Some(fonts)
    }

    pub fn face(&mut self, at: usize) -> &mut Face {
        let last = self.faces.len() - 1;
        &mut self.faces[at.min(last)]
    }

    /// The face for a character, in words or in code; none if no font has it.
    pub fn choose(&mut self, it: char, code: bool) -> Option<usize> {
        let plain = if code { CODE } else { WORDS };
        if it.is_ascii() {
            return Some(plain);
        }
        if let Some(known) = self.chosen[plain].get(&it) {
            return *known;
        }
        // Letters of one width among others look odd; signs do not.
        let bundled = if code { [CODE, WORDS, SIGNS] } else { [WORDS, SIGNS, CODE] };
        let fits = |&at: &usize| (code || at != CODE || !it.is_alphabetic()) && self.faces[at].has(it);
        let found = bundled.into_iter().find(fits);
        let found = found.or_else(|| (3..self.faces.len()).find(|&at| self.faces[at].has(it)));
        let found = found.or_else(|| self.search(it));
        self.chosen[plain].insert(it, found);
        found
    }

    /// Makes the fonts of the system known.
    pub fn know_system(&mut self) {
        if !self.has_system {
            Arc::make_mut(&mut self.known).load_system_fonts();
            self.has_system = true;
        }
    }

    /// Looks for a character in the fonts of the system.
    fn search(&mut self, it: char) -> Option<usize> {
        // What fonts have in places for private use is anything.
        let private = matches!(u32::from(it), 0xe000..=0xf8ff | 0xf_0000..);
        if private || self.searches >= MOST_SEARCHES {
            return None;
        }
        self.searches += 1;
        self.know_system();
        let id = png::fallback(it, &[], &self.known)?;
        self.of(id)
    }

    /// The face of a font that figures are drawn in.
    pub fn of(&mut self, id: ID) -> Option<usize> {
        if let Some(known) = self.by_id.get(&id) {
            return *known;
        }
        let read = self.known.with_face_data(id, |bytes, nth| (Arc::new(bytes.to_vec()), nth));
        let at = read.and_then(|(bytes, nth)| {
            let same = self.faces.iter().position(|it| it.nth == nth && it.bytes == bytes);
            same.or_else(|| {
                self.faces.push(Face::new(bytes, nth)?);
                Some(self.faces.len() - 1)
            })
        });
        self.by_id.insert(id, at);
        at
    }
}
