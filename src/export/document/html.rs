//! A document as one self-contained page: landmarks, a section for each heading, pictures in line.

use super::{Document, FIGURE, Figure, OPTIONS, escape::is_address, style};
use crate::export::svg::escape;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};
use std::{collections::BTreeSet, fmt::Write as _};

pub(super) fn page(document: &Document) -> String {
    let title = escape(&document.title);
    let mut writer =
        Writer { document, events: Vec::new(), contents: Vec::new(), ids: BTreeSet::new(), open: Vec::new() };
    let mut events: Vec<Event<'_>> = Parser::new_ext(&document.markdown, OPTIONS).collect();
    let body = events.iter().position(|it| is_heading(it, HeadingLevel::H2)).unwrap_or(events.len());
    let body = events.split_off(body);
    writer.write(events);
    let head = writer.take();
    writer.write(body);
    writer.close(0);
    let main = writer.take();
    let mut nav = String::new();
    for (id, words) in &writer.contents {
        let _ = writeln!(nav, "<li><a href=\"#{id}\">{}</a></li>", escape(words));
    }
    if !nav.is_empty() {
        nav = format!("<nav aria-label=\"Contents\">\n<ul>\n{nav}</ul>\n</nav>\n");
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>\n{}</style>\n</head>\n\
         <body>\n<header>\n{head}</header>\n{nav}<main>\n{main}</main>\n\
         <footer><p>Made with Cruxmap from a map of the argument.</p></footer>\n</body>\n</html>\n",
        style::style(&document.figures)
    )
}

fn is_heading(event: &Event<'_>, wanted: HeadingLevel) -> bool {
    matches!(event, Event::Start(Tag::Heading { level, .. }) if *level == wanted)
}

/// Turns events of Markdown into those of the page.
struct Writer<'a> {
    document: &'a Document,
    events: Vec<Event<'a>>,
    /// The ids and the words of the headings of sections.
    contents: Vec<(String, String)>,
    ids: BTreeSet<String>,
    /// The elements around what comes next.
    open: Vec<&'static str>,
}

impl<'a> Writer<'a> {
    /// What was written, as HTML.
    fn take(&mut self) -> String {
        let mut out = String::new();
        html::push_html(&mut out, std::mem::take(&mut self.events).into_iter());
        out
    }

    fn raw(&mut self, html: impl Into<CowStr<'a>>) {
        self.events.push(Event::Html(html.into()));
    }

    /// Ends elements until so many are open.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            let name = self.open.pop().unwrap_or_default();
            self.raw(format!("</{name}>\n"));
        }
    }

    fn write(&mut self, events: Vec<Event<'a>>) {
        // Whether a picture is shown, whose words are told already; and which links lead nowhere safe.
        let (mut picture, mut unsafe_links) = (false, Vec::new());
        let mut events = events.into_iter().peekable();
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) if !picture => {
                    let mut inner = Vec::new();
                    for it in events.by_ref() {
                        match it {
                            Event::End(TagEnd::Heading(_)) => break,
                            it => inner.push(it),
                        }
                    }
                    self.heading(level, inner);
                }
                // A paragraph that holds nothing but a picture is a figure.
                Event::Start(Tag::Paragraph) if matches!(events.peek(), Some(Event::Start(Tag::Image { .. }))) => {
                    self.raw("<figure>");
                    self.open.push("figure");
                }
                Event::End(TagEnd::Paragraph) if self.open.last() == Some(&"figure") => {
                    let depth = self.open.len() - 1;
                    self.close(depth);
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let name = dest_url.strip_prefix(FIGURE);
                    let figure = name.and_then(|name| self.document.figures.iter().find(|it| it.name == name));
                    if let Some(it) = figure {
                        self.raw(drawn(it));
                    }
                    // The words of what is not shown stand in its place: nothing is loaded.
                    picture = figure.is_some();
                }
                Event::End(TagEnd::Image) => picture = false,
                _ if picture => {}
                Event::Start(Tag::Link { ref dest_url, .. }) => {
                    let safe = is_address(dest_url);
                    unsafe_links.push(!safe);
                    if safe {
                        self.events.push(event);
                    }
                }
                Event::End(TagEnd::Link) => {
                    if unsafe_links.pop() == Some(false) {
                        self.events.push(event);
                    }
                }
                Event::Html(words) | Event::InlineHtml(words) => self.events.push(Event::Text(words)),
                event => self.events.push(event),
            }
        }
    }

    /// A heading, and the element that holds what stands below it.
    fn heading(&mut self, level: HeadingLevel, inner: Vec<Event<'a>>) {
        let words: String = inner
            .iter()
            .filter_map(|it| match it {
                Event::Text(it) | Event::Code(it) => Some(&**it),
                Event::SoftBreak | Event::HardBreak => Some(" "),
                _ => None,
            })
            .collect();
        match level {
            HeadingLevel::H2 => {
                self.close(0);
                let id = self.id(&words);
                self.raw(format!("<section class=\"{id}\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">"));
                self.open.push("section");
                self.contents.push((id, words));
            }
            HeadingLevel::H3 => {
                let depth = self.open.len().min(1);
                self.close(depth);
                self.raw("<article>\n<h3>");
                self.open.push("article");
            }
            level => self.raw(format!("<{level}>")),
        }
        self.write(inner);
        self.raw(format!("</{level}>\n"));
    }

    /// An id for a heading: its letters.
    fn id(&mut self, words: &str) -> String {
        let letter = |it: char| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '-' };
        let bare: String = words.chars().take(40).map(letter).collect();
        let bare = bare.split('-').filter(|it| !it.is_empty()).collect::<Vec<_>>().join("-");
        let bare = if bare.is_empty() { "part".to_owned() } else { bare };
        let mut id = bare.clone();
        let mut nth = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{bare}-{nth}");
            nth += 1;
        }
        id
    }
}

/// A picture in line, with what is to be seen in it in words.
fn drawn(figure: &Figure) -> String {
    let label = format!("role=\"img\" class=\"{}\" aria-label=\"{}\"", figure.name, escape(&figure.alternative));
    figure.svg.replacen("role=\"img\"", &label, 1)
}
