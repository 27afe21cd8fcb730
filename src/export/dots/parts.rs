//! What a picture consists of, and which strips each part lies in.

use super::{glyphs::Glyphs, strip::Strip};
use crate::{
    export::{
        png::{PngError, options},
        svg,
        words::{Words, words},
    },
    layout::Rect,
    map::Point,
    picture::{Colour, Path, Shape},
};
use resvg::usvg::Tree;

enum Part<'a> {
    Path(&'a Path),
    Words(Words<'a>, Colour),
}

/// All parts, later ones above earlier ones.
pub(super) struct Parts<'a> {
    all: Vec<Part<'a>>,
    /// Words that need a font of the system or shaping, drawn above all others as any SVG file is.
    foreign: Option<Tree>,
    /// The left upper corner of the picture.
    corner: Point,
}

impl<'a> Parts<'a> {
    /// Those of a picture that shows `page`.
    pub fn new(shapes: &'a [Shape], page: Rect, glyphs: &Glyphs) -> Result<Self, PngError> {
        let mut all = Vec::with_capacity(shapes.len());
        let mut foreign = String::new();
        for shape in shapes {
            match shape {
                Shape::Path(path) => all.push(Part::Path(path)),
                Shape::Text(line) => {
                    for it in words(line) {
                        if !it.rtl && it.text.chars().all(|letter| glyphs.has(letter, &it.look)) {
                            all.push(Part::Words(it, line.colour));
                        } else {
                            let at = Point { x: it.at.x - page.min.x, y: it.at.y - page.min.y };
                            svg::text(&mut foreign, &Words { at, ..it }, line.colour);
                        }
                    }
                }
            }
        }
        let foreign = (!foreign.is_empty()).then(|| {
            let mut file = String::new();
            svg::start(&mut file, Rect::at(Point { x: 0.0, y: 0.0 }, page.size()));
            file.push_str(&foreign);
            file.push_str("</svg>\n");
            Tree::from_str(&file, &options(&file))
        });
        Ok(Self { all, foreign: foreign.transpose()?, corner: page.min })
    }

    /// The numbers of those that each of so many strips shows; `strip` says in which one a height is.
    pub fn by_strip(&self, count: u32, strip: impl Fn(f32) -> f32) -> Vec<Vec<usize>> {
        let mut strips = vec![Vec::new(); count as usize];
        for (nth, part) in self.all.iter().enumerate() {
            let (top, bottom) = part.height();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "one of some strips, or none")]
            let (first, last) = (strip(top).max(0.0) as usize, strip(bottom).max(0.0) as usize);
            strips.iter_mut().take(last + 1).skip(first).for_each(|it| it.push(nth));
        }
        strips
    }

    /// Draws those with these numbers.
    pub fn draw(&self, numbers: &[usize], strip: &mut Strip, glyphs: &mut Glyphs) {
        for part in numbers.iter().filter_map(|&it| self.all.get(it)) {
            match part {
                Part::Path(it) => strip.path(it),
                Part::Words(it, colour) => strip.words(it, *colour, glyphs),
            }
        }
        for node in self.foreign.iter().flat_map(|it| it.root().children()) {
            strip.node(node, self.corner);
        }
    }
}

impl Part<'_> {
    /// How far up and down it reaches, in px, rather too far than not far enough.
    fn height(&self) -> (f32, f32) {
        match self {
            Self::Path(path) => {
                let line = path.stroke.map_or(0.0, |it| it.width) + 2.0;
                let over = |far: f32, it: f32| (far.min(it - line), far.max(it + line));
                let all = path.points.iter().map(|it| it.y);
                all.fold((f32::MAX, f32::MIN), |(top, bottom), it| (over(top, it).0, over(bottom, it).1))
            }
            Self::Words(words, _) => (words.at.y - words.size * 1.5, words.at.y + words.size),
        }
    }
}
