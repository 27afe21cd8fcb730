//! The summary as one document: Markdown made by a template, and the pictures in it. All other forms are made of that.

mod draw;
mod escape;
mod html;
mod style;
mod template;

pub(super) use escape::OPTIONS;
pub(crate) use escape::escape;
pub(crate) use style::{colours, dark_rules};
pub use template::TemplateError;

use super::{
    pdf::{self, Pdf, PdfError},
    summary::{Picture, summary},
};
use crate::map::Map;
use minijinja::{
    context,
    value::{Serde, Value},
};

/// What the address of a picture of a document starts with; its name follows.
pub const FIGURE: &str = "figure:";

/// How much a summary tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// All there is.
    #[default]
    Full,
    /// A page.
    Brief,
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Full, Self::Brief];

    /// The template that comes with the program.
    pub fn template(self) -> &'static str {
        match self {
            Self::Full => include_str!("../../../assets/summary/full.md.j2"),
            Self::Brief => include_str!("../../../assets/summary/brief.md.j2"),
        }
    }
}

/// A document: Markdown (`CommonMark`, with tables) and the pictures that it shows as `![alternative](figure:NAME)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// The text. Words of the thread are escaped.
    pub markdown: String,
    /// The pictures that the text shows, each once, in its order.
    pub figures: Vec<Figure>,
}

/// A picture of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name: letters, digits and `-`.
    pub name: String,
    /// What is to be seen, in words.
    pub alternative: String,
    /// The picture on light ground, as a whole SVG file.
    pub svg: String,
    /// The same on dark ground.
    pub dark: String,
}

/// The summary of `map` that `template` makes; [`Form::template`] has those of the program. The same map and template
/// give the same bytes.
///
/// # Errors
/// If the template is broken, or does more than a summary needs.
pub fn document(map: &Map, template: &str) -> Result<Document, TemplateError> {
    let mut summary = summary(map);
    let map_picture = draw::map_picture(map);
    let mut reports = draw::reports(map, &mut summary);
    let values = context! {
        picture => Serde(&map_picture),
        largest_picture => draw::MOST_NODES,
        ..Value::from(Serde(&summary))
    };
    let markdown = template::render(template, &values)?;
    let mut figures: Vec<Figure> = Vec::new();
    for (_, name) in escape::pictures(&markdown) {
        if figures.iter().any(|it| it.name == name) {
            continue;
        }
        match &map_picture {
            Some(it) if it.name == name => figures.push(draw::map_figure(map, it)),
            _ => figures.extend(reports.remove(&name).map(|it| draw::plots_figure(name, &it))),
        }
    }
    let titles = summary.titles.join(", ");
    let title = if titles.is_empty() { "Crux summary".to_owned() } else { format!("Crux summary: {titles}") };
    Ok(Document { title, markdown, figures })
}

impl Document {
    /// The Markdown without pictures: what is to be seen in them stands there in words.
    pub fn without_pictures(&self) -> String {
        self.with_pictures(|it| escape::escape(&it.alternative))
    }

    /// The Markdown for a file called `stem`.md, and the SVG files that it shows, by name, which belong beside it.
    pub fn beside(&self, stem: &str) -> (String, Vec<(String, &str)>) {
        let name = |it: &Figure| format!("{stem}-{}.svg", it.name);
        let text = self.with_pictures(|it| format!("![{}](<{}>)", escape::escape(&it.alternative), encoded(&name(it))));
        (text, self.figures.iter().map(|it| (name(it), it.svg.as_str())).collect())
    }

    /// One HTML file: no scripts, nothing loaded, light or dark as the reader's system is.
    pub fn html(&self) -> String {
        html::page(self)
    }

    /// Pages to print.
    ///
    /// # Errors
    /// If a font of the system that is needed cannot be embedded.
    pub fn pdf(&self) -> Result<Pdf, PdfError> {
        let figures = self.figures.iter();
        let figures: Vec<pdf::Figure<'_>> =
            figures.map(|it| pdf::Figure { name: &it.name, svg: &it.svg, alternative: &it.alternative }).collect();
        pdf::document(&self.markdown, &figures, &self.title)
    }

    fn with_pictures(&self, shown: impl Fn(&Figure) -> String) -> String {
        let mut out = String::with_capacity(self.markdown.len());
        let mut end = 0;
        for (range, name) in escape::pictures(&self.markdown) {
            if let Some(figure) = self.figures.iter().find(|it| it.name == name) {
                out.push_str(&self.markdown[end..range.start]);
                out.push_str(&shown(figure));
                end = range.end;
            }
        }
        out.push_str(&self.markdown[end..]);
        out
    }
}

/// A file name as part of an address.
fn encoded(name: &str) -> String {
    let byte = |it: u8| match it {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(it).to_string(),
        it => format!("%{it:02X}"),
    };
    name.bytes().map(byte).collect()
}

/// A picture as a template sees it.
fn picture(name: &str, alternative: String) -> Picture {
    Picture { name: name.to_owned(), alternative }
}
