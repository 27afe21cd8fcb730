//! Pictures that this program wrote as SVG: shapes and lines of words, group by group, with what each group is.
//!
//! Reading them as what they are keeps each line of words whole, so that it can be found and copied, and is many times
//! quicker than reading them as any SVG file.

use super::{fonts::Fonts, paint, words};
use crate::{
    map::Point,
    picture::{Colour, Look, direction, text::CODE},
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
    Path(Box<(Path, Option<Fill>, Option<Stroke>)>),
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
                Item::Path(it) => {
                    let (path, fill, stroke) = &**it;
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

/// Something that this program does not write.
struct Strange;

/// The picture in an SVG file that this program wrote; `None` if it holds anything that this program does not write.
pub(super) fn read(svg: &str) -> Option<Picture> {
    let options = ParsingOptions { nodes_limit: 4_000_000, ..ParsingOptions::default() };
    picture(Document::parse_with_options(svg, options).ok()?.root_element()).ok()
}

fn picture(root: Node<'_, '_>) -> Result<Picture, Strange> {
    let view = numbers(root.attribute("viewBox").unwrap_or_default())?;
    let &[x, y, width, height] = view.as_slice() else { return Err(Strange) };
    let fits = |it: f32| it > 0.0 && it < 1e7;
    let same = (number(root, "width")? - width).abs() < 1.0 && (number(root, "height")? - height).abs() < 1.0;
    if root.tag_name().name() != "svg" || !fits(width) || !fits(height) || !same {
        return Err(Strange);
    }
    let mut picture = Picture { title: String::new(), from: Point { x, y }, width, height, groups: Vec::new() };
    // Groups nest in at most two steps: a plot in its place, and what is in it.
    let mut pile = vec![(root, Point { x: 0.0, y: 0.0 })];
    while let Some((node, moved)) = pile.pop() {
        let mut group = Group { title: String::new(), items: Vec::new() };
        let mut inner = Vec::new();
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "title" => child.text().unwrap_or_default().clone_into(&mut group.title),
                "g" => inner.push((child, shifted(child, moved)?)),
                // What lies above a group would come to lie below it.
                _ if !inner.is_empty() => return Err(Strange),
                "rect" => group.items.push(rect(child, moved)?),
                "path" => group.items.extend(path(child, moved)?),
                "text" => group.items.extend(text(child, moved)?),
                _ => return Err(Strange),
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
    Ok(picture)
}

fn shifted(node: Node<'_, '_>, moved: Point) -> Result<Point, Strange> {
    if node.attributes().any(|it| it.name() != "transform") {
        return Err(Strange);
    }
    let Some(by) = node.attribute("transform") else { return Ok(moved) };
    let by = by.strip_prefix("translate(").and_then(|it| it.strip_suffix(')')).ok_or(Strange)?;
    let [x, y] = pair(by)?;
    Ok(Point { x: moved.x + x, y: moved.y + y })
}

fn number(node: Node<'_, '_>, name: &str) -> Result<f32, Strange> {
    finite(node.attribute(name).ok_or(Strange)?)
}

fn numbers(text: &str) -> Result<Vec<f32>, Strange> {
    text.split_whitespace().map(finite).collect()
}

fn pair(text: &str) -> Result<[f32; 2], Strange> {
    numbers(text)?.try_into().map_err(|_| Strange)
}

fn finite(text: &str) -> Result<f32, Strange> {
    text.parse().ok().filter(|it: &f32| it.is_finite()).ok_or(Strange)
}

/// Whether a shape has no attributes but those for its colours and lines, and these.
fn check(node: Node<'_, '_>, names: &[&str]) -> Result<(), Strange> {
    const PAINT: [&str; 6] = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray"];
    let known = |name: &str| PAINT.contains(&name) || names.contains(&name);
    if node.attributes().all(|it| it.namespace().is_none() && known(it.name())) { Ok(()) } else { Err(Strange) }
}

/// The colour that is said to be of `what`, or the usual one if nothing is said; none if there is to be none.
fn colour(node: Node<'_, '_>, what: &str, usual: Option<Colour>) -> Result<Option<Colour>, Strange> {
    let said = match node.attribute(what) {
        None => return Ok(usual),
        Some("none") => return Ok(None),
        Some(it) => it.strip_prefix('#').filter(|it| it.len() == 6 && it.is_ascii()).ok_or(Strange)?,
    };
    let part = |at: usize| u8::from_str_radix(&said[at..at + 2], 16).map_err(|_| Strange);
    let opaque = node.attribute(&*format!("{what}-opacity")).map_or(Ok(1.0), finite)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
    let opaque = (opaque.clamp(0.0, 1.0) * 255.0).round() as u8;
    Ok(Some(Colour(part(0)?, part(2)?, part(4)?, opaque)))
}

fn fill(node: Node<'_, '_>) -> Result<Option<Fill>, Strange> {
    Ok(colour(node, "fill", Some(Colour(0, 0, 0, 255)))?.map(paint::fill))
}

fn line(node: Node<'_, '_>) -> Result<Option<Stroke>, Strange> {
    let Some(colour) = colour(node, "stroke", None)? else { return Ok(None) };
    let dash = node.attribute("stroke-dasharray").map(numbers).transpose()?;
    let sound = |it: &Vec<f32>| it.iter().all(|it| *it >= 0.0) && it.iter().any(|it| *it > 0.0);
    if !dash.as_ref().is_none_or(sound) {
        return Err(Strange);
    }
    let width = node.attribute("stroke-width").map_or(Ok(1.0), finite)?;
    Ok((width > 0.0).then(|| paint::stroke(colour, width, dash)))
}

fn rect(node: Node<'_, '_>, moved: Point) -> Result<Item, Strange> {
    check(node, &["x", "y", "width", "height"])?;
    let at = Point { x: number(node, "x")? + moved.x, y: number(node, "y")? + moved.y };
    let path = paint::rectangle(at, number(node, "width")?, number(node, "height")?).ok_or(Strange)?;
    Ok(Item::Path(Box::new((path, fill(node)?, line(node)?))))
}

/// A path of straight lines; none if it is a point, of which nothing would be seen.
fn path(node: Node<'_, '_>, moved: Point) -> Result<Option<Item>, Strange> {
    check(node, &["d"])?;
    let mut way = PathBuilder::new();
    let said = node.attribute("d").unwrap_or_default();
    let (said, closed) = said.strip_suffix('Z').map_or((said, false), |it| (it, true));
    for (nth, at) in said.strip_prefix('M').ok_or(Strange)?.split('L').enumerate() {
        let [x, y] = pair(at)?;
        if nth == 0 { way.move_to(x + moved.x, y + moved.y) } else { way.line_to(x + moved.x, y + moved.y) }
    }
    if closed {
        way.close();
    }
    let (fill, stroke) = (fill(node)?, line(node)?);
    Ok(way.finish().map(|path| Item::Path(Box::new((path, fill, stroke)))))
}

fn text(node: Node<'_, '_>, moved: Point) -> Result<Option<Item>, Strange> {
    check(node, &["x", "y", "transform", "font-size", "textLength", "lengthAdjust", "font-family", "text-decoration"])?;
    let slanted = node.attribute("transform");
    let [x, y] = match slanted {
        None => [number(node, "x")?, number(node, "y")?],
        Some(it) => pair(it.strip_prefix("translate(").and_then(|it| it.strip_suffix(") skewX(-12)")).ok_or(Strange)?)?,
    };
    let family = node.attribute("font-family");
    let said = node.text().unwrap_or_default();
    let marked = said.strip_prefix('\u{2067}').and_then(|it| it.strip_suffix('\u{2069}'));
    let words = &*super::clean(marked.unwrap_or(said));
    let unmarked = marked.is_none() && direction::has_rtl(words);
    if unmarked || family.is_some_and(|it| !it.starts_with("Hack")) || node.children().any(|it| it.is_element()) {
        return Err(Strange);
    }
    let decoration = node.attribute("text-decoration").unwrap_or_default();
    let look = Look {
        strong: node.attribute("stroke").is_some(),
        emphasis: slanted.is_some(),
        code: family.is_some(),
        struck: decoration.contains("line-through"),
        // Underlined, but the address is not in the picture.
        link: decoration.contains("underline").then(|| "".into()),
    };
    let size = number(node, "font-size")?;
    let Some(colour) = colour(node, "fill", Some(Colour(0, 0, 0, 255)))? else { return Err(Strange) };
    if words.trim().is_empty() || size <= 0.0 {
        return Ok(None);
    }
    // Code is set smaller than words of its size, and was made so before.
    let size = if look.code { size / CODE } else { size };
    let ink = words::Ink { size, colour, weight: 0.0 };
    let fit = node.attribute("textLength").map(finite).transpose()?;
    let at = Point { x: x + moved.x, y: y + moved.y };
    Ok(Some(Item::Words { words: words.to_owned(), at, look, rtl: marked.is_some(), ink, fit }))
}
