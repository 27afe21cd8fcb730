//! Pictures that this program wrote as SVG: shapes and lines of words, group by group, with what each group is.
//!
//! Reading them as what they are keeps each line of words whole, so that it can be found and copied, and is many times
//! quicker than reading them as any SVG file.

use super::{fonts::Fonts, paint, words};
use crate::{
    map::Point,
    picture::{Colour, Look, direction},
};
use krilla::{
    geom::{Path, PathBuilder},
    paint::{Fill, Stroke},
    surface::Surface,
};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};

/// A picture.
pub(super) struct Picture {
    /// What it shows.
    pub title: String,
    /// The left upper corner of what it shows.
    pub from: Point,
    pub width: f32,
    pub height: f32,
    pub groups: Vec<Group>,
}

/// What belongs together.
pub(super) struct Group {
    /// What it is, if anything.
    pub title: String,
    items: Vec<Item>,
}

enum Item {
    Path { path: Path, fill: Option<Fill>, stroke: Option<Stroke> },
    Words { words: String, at: Point, look: Look, rtl: bool, ink: words::Ink, fit: Option<f32> },
}

impl Group {
    /// Whether there are words in it.
    pub fn speaks(&self) -> bool {
        self.items.iter().any(|it| matches!(it, Item::Words { .. }))
    }

    /// Puts it on a page.
    pub fn draw(&self, surface: &mut Surface<'_>, fonts: &mut Fonts) {
        for item in &self.items {
            match item {
                Item::Path { path, fill, stroke } => {
                    surface.set_fill(fill.clone());
                    surface.set_stroke(stroke.clone());
                    if fill.is_some() || stroke.is_some() {
                        surface.draw_path(path);
                    }
                }
                Item::Words { words, at, look, rtl, ink, fit } => {
                    words::set(surface, fonts, words, (look, *rtl), *at, *ink, *fit);
                }
            }
        }
    }
}

/// The picture in an SVG file that this program wrote; `None` if it holds anything that this program does not write.
pub(super) fn read(svg: &str) -> Option<Picture> {
    let options = ParsingOptions { nodes_limit: 4_000_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(svg, options).ok()?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return None;
    }
    let view: Vec<f32> = numbers(root.attribute("viewBox")?)?;
    let &[x, y, width, height] = view.as_slice() else { return None };
    let sizes = [number(root, "width")?, number(root, "height")?];
    let fits = |it: f32| it.is_finite() && it > 0.0 && it < 1e7;
    if !fits(width) || !fits(height) || (sizes[0] - width).abs() > 1.0 || (sizes[1] - height).abs() > 1.0 {
        return None;
    }
    let mut picture = Picture { title: String::new(), from: Point { x, y }, width, height, groups: Vec::new() };
    // Groups nest in at most two steps: a plot in its place, and what is in it.
    let mut pile = vec![(root, Point { x: 0.0, y: 0.0 })];
    while let Some((node, moved)) = pile.pop() {
        let mut group = Group { title: String::new(), items: Vec::new() };
        let mut inner = Vec::new();
        for child in node.children().filter(|it| it.is_element()) {
            match child.tag_name().name() {
                "title" => child.text().unwrap_or_default().clone_into(&mut group.title),
                "g" => inner.push((child, shifted(child, moved)?)),
                // What lies above a group would come to lie below it.
                _ if !inner.is_empty() => return None,
                "rect" => group.items.push(rect(child, moved)?),
                "path" => group.items.push(path(child, moved)?),
                "text" => group.items.extend(text(child, moved)?),
                _ => return None,
            }
        }
        pile.extend(inner.into_iter().rev());
        if node == root {
            picture.title = std::mem::take(&mut group.title);
        }
        if !group.items.is_empty() {
            picture.groups.push(group);
        }
    }
    Some(picture)
}

fn shifted(node: Node<'_, '_>, moved: Point) -> Option<Point> {
    if node.attributes().any(|it| it.name() != "transform") {
        return None;
    }
    let Some(by) = node.attribute("transform") else { return Some(moved) };
    let by = numbers(by.strip_prefix("translate(")?.strip_suffix(')')?)?;
    let &[x, y] = by.as_slice() else { return None };
    Some(Point { x: moved.x + x, y: moved.y + y })
}

fn number(node: Node<'_, '_>, name: &str) -> Option<f32> {
    node.attribute(name)?.parse().ok().filter(|it: &f32| it.is_finite())
}

fn numbers(text: &str) -> Option<Vec<f32>> {
    text.split_whitespace().map(|it| it.parse().ok().filter(|it: &f32| it.is_finite())).collect()
}

fn known(node: Node<'_, '_>, names: &[&str]) -> bool {
    const PAINT: [&str; 6] = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray"];
    node.attributes().all(|it| it.namespace().is_none() && (PAINT.contains(&it.name()) || names.contains(&it.name())))
}

/// The colour that is said to be of `what`, or the one that is when nothing is said; none if there is to be none.
fn colour(node: Node<'_, '_>, what: &str, usual: Option<Colour>) -> Option<Option<Colour>> {
    let said = match node.attribute(what) {
        None => return Some(usual),
        Some("none") => return Some(None),
        Some(it) => it.strip_prefix('#').filter(|it| it.len() == 6 && it.is_ascii())?,
    };
    let part = |at: usize| u8::from_str_radix(&said[at..at + 2], 16).ok();
    let opaque = match node.attribute(&*format!("{what}-opacity")) {
        Some(it) => it.parse::<f32>().ok()?,
        None => 1.0,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
    let opaque = (opaque.clamp(0.0, 1.0) * 255.0).round() as u8;
    Some(Some(Colour(part(0)?, part(2)?, part(4)?, opaque)))
}

fn line(node: Node<'_, '_>) -> Option<Option<Stroke>> {
    let Some(colour) = colour(node, "stroke", None)? else { return Some(None) };
    let dash = match node.attribute("stroke-dasharray") {
        Some(it) => Some(numbers(it).filter(|it| it.iter().all(|it| *it >= 0.0) && it.iter().any(|it| *it > 0.0))?),
        None => None,
    };
    let width = node.attribute("stroke-width").map_or(Some(1.0), |_| number(node, "stroke-width"))?;
    Some((width > 0.0).then(|| paint::stroke(colour, width, dash)))
}

fn rect(node: Node<'_, '_>, moved: Point) -> Option<Item> {
    if !known(node, &["x", "y", "width", "height"]) {
        return None;
    }
    let at = Point { x: number(node, "x")? + moved.x, y: number(node, "y")? + moved.y };
    let path = paint::rectangle(at, number(node, "width")?, number(node, "height")?)?;
    let fill = colour(node, "fill", Some(Colour(0, 0, 0, 255)))?.map(paint::fill);
    Some(Item::Path { path, fill, stroke: line(node)? })
}

fn path(node: Node<'_, '_>, moved: Point) -> Option<Item> {
    if !known(node, &["d"]) {
        return None;
    }
    let mut way = PathBuilder::new();
    let said = node.attribute("d")?;
    let (said, closed) = said.strip_suffix('Z').map_or((said, false), |it| (it, true));
    let said = said.strip_prefix('M')?;
    for (nth, at) in said.split('L').enumerate() {
        let &[x, y] = numbers(at)?.as_slice() else { return None };
        if nth == 0 { way.move_to(x + moved.x, y + moved.y) } else { way.line_to(x + moved.x, y + moved.y) }
    }
    if closed {
        way.close();
    }
    let fill = colour(node, "fill", Some(Colour(0, 0, 0, 255)))?.map(paint::fill);
    let stroke = line(node)?;
    // A point alone is no path; nothing would be seen of it.
    Some(match way.finish() {
        Some(path) => Item::Path { path, fill, stroke },
        None => Item::Path { path: paint::rectangle(moved, 1.0, 1.0)?, fill: None, stroke: None },
    })
}

fn text(node: Node<'_, '_>, moved: Point) -> Option<Option<Item>> {
    let names = ["x", "y", "transform", "font-size", "textLength", "lengthAdjust", "font-family", "text-decoration"];
    if !known(node, &names) || node.children().any(|it| it.is_element()) {
        return None;
    }
    let mut look = Look::default();
    let (x, y) = match node.attribute("transform") {
        None => (number(node, "x")?, number(node, "y")?),
        Some(it) => {
            look.emphasis = true;
            let &[x, y] = numbers(it.strip_prefix("translate(")?.strip_suffix(") skewX(-12)")?)?.as_slice() else {
                return None;
            };
            (x, y)
        }
    };
    look.code = match node.attribute("font-family") {
        None => false,
        Some(it) => it.starts_with("Hack").then_some(true)?,
    };
    let decoration = node.attribute("text-decoration").unwrap_or_default();
    look.struck = decoration.contains("line-through");
    // Underlined, but the address is not in the picture.
    look.link = decoration.contains("underline").then(|| "".into());
    let said = node.text().unwrap_or_default();
    let (words, rtl) = match said.strip_prefix('\u{2067}').and_then(|it| it.strip_suffix('\u{2069}')) {
        Some(it) => (it, true),
        None => (said, false),
    };
    if words.trim().is_empty() {
        return Some(None);
    }
    if !rtl && direction::has_rtl(words) {
        return None;
    }
    let size = number(node, "font-size").filter(|it| *it > 0.0)?;
    // What the size means is known for words alone: code was made smaller before.
    let size = if look.code { size / crate::picture::text::CODE } else { size };
    let ink = words::Ink { size, colour: colour(node, "fill", Some(Colour(0, 0, 0, 255)))??, weight: 0.0 };
    look.strong = node.attribute("stroke").is_some();
    let fit = node.attribute("textLength").map_or(Some(None), |_| number(node, "textLength").map(Some))?;
    let at = Point { x: x + moved.x, y: y + moved.y };
    Some(Some(Item::Words { words: words.to_owned(), at, look, rtl, ink, fit }))
}
