//! The picture as one self-contained SVG file.

use super::words::{STRONG, Words, words};
use crate::{
    layout::{Layout, Rect},
    map::{Item, Map},
    picture::{self, Card, Colour, Shape, State, Stroke, Theme, text as plain},
};
use std::fmt::Write;

/// Between the drawing and the edge of the page, in px.
pub(super) const MARGIN: f32 = 32.0;

/// The map as SVG. Words stay words, and each node and link has a title that says what it is.
pub fn svg(map: &Map, layout: &Layout, theme: &Theme) -> String {
    draw(map, layout, theme, |_| String::new())
}

/// The same for a page whose scripts find nodes and links by `data-item`, their id.
pub(crate) fn svg_with_ids(map: &Map, layout: &Layout, theme: &Theme) -> String {
    draw(map, layout, theme, |it| format!(" data-item=\"{it}\""))
}

fn draw(map: &Map, layout: &Layout, theme: &Theme, marks: impl Fn(Item) -> String) -> String {
    let mut out = String::new();
    head(&mut out, layout.bounds.grown(MARGIN), &title(map), theme);
    let state = State::default();
    for (id, link) in map.edges() {
        let shapes = picture::edge(map, id, layout, theme, state);
        let to = match link.to {
            Item::Node(node) => said(map, Item::Node(node)),
            Item::Edge(edge) => format!("that {}", said(map, Item::Edge(edge))),
        };
        let title = format!("{} {} {to}", said(map, Item::Node(link.from)), link.kind.words());
        group(&mut out, &marks(id.into()), &title, &shapes);
    }
    let cards = picture::cards(map);
    for (id, card) in &cards {
        if let Some(&place) = layout.places.get(id) {
            let shapes = picture::node(map, *id, card, place, theme, state);
            group(&mut out, &marks((*id).into()), &title_of(map, *id, card), &shapes);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// The start of a file with its title and its ground; `</svg>` ends it.
pub(super) fn head(out: &mut String, page: Rect, title: &str, theme: &Theme) {
    start(out, page);
    let (x, y, width, height) = (number(page.min.x), number(page.min.y), number(page.width()), number(page.height()));
    let _ = write!(
        out,
        "<title>{}</title>\n<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        escape(title),
        theme.colours.canvas.hex()
    );
}

/// The start of a file that shows this part of the plane; `</svg>` ends it.
pub(super) fn start(out: &mut String, page: Rect) {
    let (x, y, width, height) = (number(page.min.x), number(page.min.y), number(page.width()), number(page.height()));
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{x} {y} {width} {height}\" role=\"img\" font-weight=\"300\" stroke-linecap=\"round\" \
         stroke-linejoin=\"round\" font-family=\"Ubuntu, 'Ubuntu Light', 'Noto Sans', 'Segoe UI', Helvetica, Arial, \
         sans-serif\">"
    );
}

/// What a picture of a map shows.
pub(super) fn title(map: &Map) -> String {
    let names: Vec<&str> = map.sources().map(|it| it.1.title.as_str()).filter(|it| !it.is_empty()).take(3).collect();
    if names.is_empty() { "Argument map".to_owned() } else { format!("Argument map of {}", names.join(", ")) }
}

fn title_of(map: &Map, id: crate::map::NodeId, card: &Card) -> String {
    let text = map.node(id).map(|it| plain::plain(&it.text)).unwrap_or_default();
    format!("{}: {text}", card.kind.word())
}

fn said(map: &Map, item: Item) -> String {
    match item {
        Item::Node(id) => map.node(id).map(|it| format!("“{}”", plain::fit(&plain::plain(&it.text), 1.0, 30.0))),
        Item::Edge(id) => map.edge(id).and_then(|it| {
            let (from, to) = (map.node(it.from)?, map.node(it.to.node()?)?);
            let short = |text: &str| plain::fit(&plain::plain(text), 1.0, 20.0);
            Some(format!("“{}” {} “{}”", short(&from.text), it.kind.words(), short(&to.text)))
        }),
    }
    .unwrap_or_default()
}

/// Shapes with a title that says what they are, and perhaps more attributes, each after a space.
pub(super) fn group(out: &mut String, attributes: &str, title: &str, shapes: &[Shape]) {
    if shapes.is_empty() {
        return;
    }
    let _ = writeln!(out, "<g{attributes}><title>{}</title>", escape(title));
    for shape in shapes {
        match shape {
            Shape::Path(path) => {
                out.push_str("<path d=\"");
                for (nth, point) in path.points.iter().enumerate() {
                    let letter = if nth == 0 { 'M' } else { 'L' };
                    let _ = write!(out, "{letter}{} {}", number(point.x), number(point.y));
                }
                out.push_str(if path.closed { "Z\"" } else { "\"" });
                paint(out, "fill", path.fill);
                stroke(out, path.stroke);
                out.push_str("/>\n");
            }
            Shape::Text(line) => words(line).iter().for_each(|it| text(out, it, line.colour)),
        }
    }
    out.push_str("</g>\n");
}

/// Words that are shown in the bundled font, or a like one where there is none, as wide as they are in it.
pub(super) fn text(out: &mut String, words: &Words<'_>, colour: Colour) {
    let Words { at, look, size, .. } = words;
    let (x, y) = (number(at.x), number(at.y));
    // The bundled font has one style: it is slanted, and made heavier, in the same way everywhere.
    let _ = if look.emphasis {
        write!(out, "<text transform=\"translate({x} {y}) skewX(-12)\" x=\"0\" y=\"0\"")
    } else {
        write!(out, "<text x=\"{x}\" y=\"{y}\"")
    };
    let _ = write!(
        out,
        " font-size=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
        number(*size),
        number(words.width)
    );
    paint(out, "fill", Some(colour));
    if look.strong {
        stroke(out, Some(Stroke { width: size * STRONG, colour, dash: None }));
    }
    if look.code {
        out.push_str(" font-family=\"Hack, 'DejaVu Sans Mono', monospace\"");
    }
    match (look.link.is_some(), look.struck) {
        (true, true) => out.push_str(" text-decoration=\"underline line-through\""),
        (true, false) => out.push_str(" text-decoration=\"underline\""),
        (false, true) => out.push_str(" text-decoration=\"line-through\""),
        (false, false) => {}
    }
    // The marks around it (U+2067, U+2069) say in which direction signs without one stand.
    let said = escape(words.text);
    let _ = if words.rtl { writeln!(out, ">\u{2067}{said}\u{2069}</text>") } else { writeln!(out, ">{said}</text>") };
}

fn paint(out: &mut String, what: &str, colour: Option<Colour>) {
    let _ = match colour {
        None => write!(out, " {what}=\"none\""),
        Some(it) if it.3 == 255 => write!(out, " {what}=\"{}\"", it.hex()),
        Some(it) => write!(out, " {what}=\"{}\" {what}-opacity=\"{:.3}\"", it.hex(), it.opacity()),
    };
}

fn stroke(out: &mut String, stroke: Option<Stroke>) {
    let Some(stroke) = stroke else { return };
    paint(out, "stroke", Some(stroke.colour));
    let _ = write!(out, " stroke-width=\"{}\"", number(stroke.width));
    if let Some((on, off)) = stroke.dash {
        let _ = write!(out, " stroke-dasharray=\"{} {}\"", number(on), number(off));
    }
}

/// A number with at most two digits after the point.
pub(super) fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text for XML: what has a meaning there is escaped, what may not stand there is dropped.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(it),
            '\u{fffe}' | '\u{ffff}' => {}
            it if it.is_control() => {}
            it => out.push(it),
        }
    }
    out
}
