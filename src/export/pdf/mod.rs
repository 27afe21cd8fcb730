//! PDF: a document of words and figures, or a picture as one page. Words can be selected, found and read aloud, figures
//! stay shapes, and the same input gives the same bytes.

mod draw;
mod figure;
mod flow;
mod fonts;
mod foreign;
mod lines;
mod outline;
mod own;
mod page;
mod paint;
mod piece;
mod read;
mod shape;
mod sheet;
mod table;
mod tags;
mod words;

use crate::picture::script;
use draw::Laid;

use flow::{Flow, PX};
use fonts::Fonts;
use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, Configuration, ConfigurationBuilder},
    error::KrillaError,
    metadata::Metadata,
};
use page::{Page, Paper};
use piece::{Entry, Piece};
use resvg::usvg::Tree;
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};
use tags::Tags;

/// The language of the program's own words.
const LANGUAGE: &str = "en";
/// More bytes are no figure, but an attack.
const MOST_SVG: usize = 256 << 20;
/// The longest side of a page that all readers show, in pt.
const LONGEST: f32 = 14_400.0;
/// A longer title is cut, in letters.
const LONGEST_TITLE: usize = 400;

/// A figure of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure<'a> {
    /// The name by which the document shows it.
    pub name: &'a str,
    /// What it looks like, as an SVG file.
    pub svg: &'a str,
    /// What it shows, in words, for where the document says nothing else.
    pub alternative: &'a str,
}

/// A PDF file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What is not as it should be, in sentences, for people: letters that no font has, figures that cannot be drawn.
    pub notes: Vec<String>,
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A picture cannot be read.
    #[error("the picture cannot be drawn: {0}")]
    Svg(String),
    /// The file cannot be put together.
    #[error("the document cannot be written as PDF: {0}")]
    Write(String),
}

/// A picture, read.
enum Picture {
    /// One that this program wrote.
    Own(own::Picture),
    /// Any other.
    Foreign(Box<Tree>),
}

impl Picture {
    fn read(svg: &str, fonts: &mut Fonts) -> Result<Self, String> {
        if svg.len() > MOST_SVG {
            return Err("it is too large".to_owned());
        }
        if let Some(own) = own::read(svg) {
            return Ok(Self::Own(own));
        }
        if super::png::lacks(svg) {
            fonts.know_system();
        }
        let options = super::png::options_with(Arc::clone(&fonts.known));
        Tree::from_str(svg, &options).map(|it| Self::Foreign(Box::new(it))).map_err(|it| it.to_string())
    }

    /// In px.
    fn width(&self) -> f32 {
        match self {
            Self::Own(it) => it.width,
            Self::Foreign(it) => it.size().width(),
        }
    }

    /// In px.
    fn height(&self) -> f32 {
        match self {
            Self::Own(it) => it.height,
            Self::Foreign(it) => it.size().height(),
        }
    }
}

/// How large each figure is, in pt.
type Sizes = BTreeMap<String, (f32, f32)>;

/// A document set on sheets.
struct Set {
    pieces: Vec<Piece>,
    entries: Vec<Entry>,
    pages: Vec<Page>,
    tags: Tags,
    paper: Paper,
}

impl Set {
    /// Sets a Markdown text. `known` are the figures, each with what it shows in words.
    fn new(markdown: &str, known: &BTreeMap<&str, &str>, sizes: &Sizes, fonts: &mut Fonts, paper: Paper) -> Self {
        let mut tags = Tags::new();
        let blocks = read::read(markdown, &mut tags, &|it| known.get(it).map(|it| (*it).to_owned()));
        let mut flow = Flow::new(fonts, &mut tags, sizes.clone(), paper);
        for block in blocks {
            flow.block(block);
        }
        let Flow { pieces, entries, .. } = flow;
        Self { pages: page::pages(&pieces, paper), pieces, entries, tags, paper }
    }
}

/// A Markdown text as a PDF on A4 pages; what is a little more than one is set smaller, so that it is one. A figure stands where `![what it shows](figure:NAME)` is.
///
/// # Errors
/// If a font of the system that is needed cannot be embedded.
pub fn document(markdown: &str, figures: &[Figure<'_>], title: &str) -> Result<Pdf, PdfError> {
    let markdown = &*clean(markdown);
    let mut fonts = Fonts::new(markdown).ok_or_else(no_fonts)?;
    let mut notes = Vec::new();
    let title = title_of(title, "Document");
    let mut pictures = BTreeMap::new();
    let mut known = BTreeMap::new();
    for figure in figures {
        match Picture::read(figure.svg, &mut fonts) {
            Ok(picture) => {
                pictures.insert(figure.name.to_owned(), picture);
                known.insert(figure.name, figure.alternative);
            }
            Err(error) => notes.push(format!("The figure “{}” cannot be drawn: {error}.", figure.alternative)),
        }
    }
    let sizes: Sizes = pictures.iter().map(|(name, it)| (name.clone(), (it.width() * PX, it.height() * PX))).collect();
    let mut set = |paper| Set::new(markdown, &known, &sizes, &mut fonts, paper);
    let mut at_hand = set(Paper::A4);
    // A little more than a page is no reason for a second one.
    if at_hand.pages.len() == 2 {
        at_hand = Paper::LARGER.into_iter().map(set).find(|it| it.pages.len() == 1).unwrap_or(at_hand);
    }
    let Set { pieces, entries, pages, tags, paper } = at_hand;
    let laid = Laid { pieces: &pieces, pages: &pages, paper, figures: &pictures, title: &title };
    let (bytes, strict) = write(&title, |document| {
        let mut tags = tags.clone();
        draw::pages(document, &laid, &mut fonts, &mut tags);
        document.set_tag_tree(tags.tree());
        document.set_outline(outline::of(&entries, &pages, paper, &title));
    })?;
    notes.extend(missing(&fonts).into_iter().chain(strict));
    Ok(Pdf { bytes, notes })
}

/// A picture in an SVG file as a PDF of one page, which is as large as the picture. Of a picture that this program drew,
/// each part is told from the others.
///
/// # Errors
/// If it is no SVG file, or a font of the system that is needed cannot be embedded.
pub fn picture(svg: &str) -> Result<Pdf, PdfError> {
    let mut fonts = Fonts::new(svg).ok_or_else(no_fonts)?;
    let picture = Picture::read(svg, &mut fonts).map_err(PdfError::Svg)?;
    let title = match &picture {
        Picture::Own(it) => title_of(&it.title, "Picture"),
        Picture::Foreign(_) => "Picture".to_owned(),
    };
    let (width, height) = (picture.width() * PX, picture.height() * PX);
    let scale = (LONGEST / width.max(height)).min(1.0);
    let (bytes, strict) = write(&title, |document| {
        let mut tags = Tags::new();
        let size = (width * scale, height * scale);
        sheet::draw(document, (size, 1.0), &mut fonts, &mut tags, |sheet| sheet.picture(&picture, scale, &title));
        document.set_tag_tree(tags.tree());
        document.set_outline(outline::of(&[], &[], Paper::A4, &title));
    })?;
    Ok(Pdf { bytes, notes: missing(&fonts).into_iter().chain(strict).collect() })
}

/// Writes a file that says of itself that it can be read aloud (PDF/UA-1), or, if it breaks one of the rules for that,
/// one that does not say so, with a sentence on why.
fn write(title: &str, mut draw: impl FnMut(&mut Document)) -> Result<(Vec<u8>, Option<String>), PdfError> {
    let strict = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let strict = strict.map_err(|it| PdfError::Write(format!("{it:?}")))?;
    let mut with = |configuration| {
        let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
        let mut document = Document::new_with(settings);
        let creator = concat!("Cruxmap ", env!("CARGO_PKG_VERSION")).to_owned();
        let about = Metadata::new().title(title.to_owned()).language(LANGUAGE.to_owned()).creator(creator);
        document.set_metadata(about);
        draw(&mut document);
        document.finish()
    };
    let (written, note) = match with(strict) {
        Err(KrillaError::Validation(broken)) => {
            tracing::debug!("not PDF/UA-1: {:?}", broken.first());
            let note = "A font breaks the rules of documents that can be read aloud (PDF/UA-1): the file does not say that it is one.";
            (with(Configuration::default()), Some(note.to_owned()))
        }
        other => (other, None),
    };
    Ok((written.map_err(|it| PdfError::Write(it.to_string()))?, note))
}

/// A text without what is no character: nothing in a file that can be read aloud may stand for it.
fn clean(text: &str) -> Cow<'_, str> {
    const NONE: [char; 3] = ['\u{feff}', '\u{fffe}', '\u{ffff}'];
    if text.contains(NONE) { Cow::Owned(text.replace(NONE, "")) } else { Cow::Borrowed(text) }
}

/// The start of a title on one line, or another one if it has no words.
fn title_of(title: &str, other: &str) -> String {
    let title = clean(title);
    let shown = title.chars().map(|it| if it.is_control() { ' ' } else { it }).take(LONGEST_TITLE);
    let shown = shown.collect::<String>();
    if shown.trim().is_empty() { other.to_owned() } else { shown.trim().to_owned() }
}

fn no_fonts() -> PdfError {
    PdfError::Write("the bundled fonts cannot be read".to_owned())
}

/// What no font has, in words.
fn missing(fonts: &Fonts) -> Option<String> {
    const SHOWN: usize = 12;
    let all = &fonts.missing;
    if all.is_empty() {
        return None;
    }
    let shown: Vec<String> = all.iter().take(SHOWN).map(|&it| named(it)).collect();
    let more = if all.len() > SHOWN { format!(" and {} more", all.len() - SHOWN) } else { String::new() };
    Some(format!("No font has {}{more}; boxes stand for them.", shown.join(", ")))
}

/// A letter with its number, and the font to install if that is known.
fn named(it: char) -> String {
    let number = format!("U+{:04X}", u32::from(it));
    match script::of(it) {
        Some(script) => format!("“{it}” ({number}, {}: install {})", script.name, script.font),
        None => number,
    }
}
