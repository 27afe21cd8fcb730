//! Pictures in any SVG file, drawn as what they are made of; words stay words.
//!
//! Masks, filters, patterns and pictures in dots within them are left out.

use super::{fonts::Fonts, paint::opacity};
use krilla::{
    color::rgb,
    geom::{Path, PathBuilder, Point, Transform},
    num::NormalizedF32,
    paint::{
        Fill, FillRule, LineCap, LineJoin, LinearGradient, Paint, RadialGradient, SpreadMethod, Stop, Stroke,
        StrokeDash,
    },
    surface::Surface,
    text::{GlyphId, KrillaGlyph},
};
use resvg::{
    tiny_skia,
    usvg::{self, Group, Node, Tree, layout::PositionedGlyph, layout::Span},
};

/// More clip paths and layers within each other are not followed.
const DEEPEST: usize = 24;

enum Step<'a> {
    Draw(&'a Node),
    /// End so many layers.
    Pop(usize),
}

/// Draws a picture, without anything that calls itself.
pub(super) fn draw(surface: &mut Surface<'_>, fonts: &mut Fonts, tree: &Tree) {
    let mut steps: Vec<Step<'_>> = tree.root().children().iter().rev().map(Step::Draw).collect();
    let mut depth = 0;
    while let Some(step) = steps.pop() {
        match step {
            Step::Pop(count) => {
                depth -= count;
                (0..count).for_each(|_| surface.pop());
            }
            Step::Draw(Node::Group(group)) => {
                let count = if depth < DEEPEST { open(surface, group) } else { 0 };
                depth += count;
                steps.push(Step::Pop(count));
                steps.extend(group.children().iter().rev().map(Step::Draw));
            }
            Step::Draw(Node::Path(path)) => draw_path(surface, path),
            Step::Draw(Node::Text(text)) => text.layouted().iter().for_each(|it| draw_span(surface, fonts, it)),
            Step::Draw(Node::Image(_)) => {}
        }
    }
}

/// How many layers it opens.
fn open(surface: &mut Surface<'_>, group: &Group) -> usize {
    let mut count = 0;
    if !group.transform().is_identity() {
        surface.push_transform(&transform(group.transform()));
        count += 1;
    }
    if let Some(clip) = group.clip_path()
        && let Some(path) = clip_path(clip)
    {
        surface.push_clip_path(&path, &FillRule::NonZero);
        count += 1;
    }
    if group.opacity().get() < 1.0 {
        surface.push_opacity(opacity(group.opacity().get()));
        count += 1;
    }
    count
}

/// All that a clip path lets through, as one path.
fn clip_path(clip: &usvg::ClipPath) -> Option<Path> {
    let mut out = PathBuilder::new();
    let mut pile: Vec<(&Node, tiny_skia::Transform)> =
        clip.root().children().iter().map(|it| (it, clip.transform())).collect();
    while let Some((node, above)) = pile.pop() {
        match node {
            Node::Group(group) => {
                let within = above.pre_concat(group.transform());
                pile.extend(group.children().iter().map(|it| (it, within)));
            }
            Node::Path(path) => {
                if let Some(path) = path.data().clone().transform(above) {
                    add(&mut out, &path);
                }
            }
            Node::Text(_) | Node::Image(_) => {}
        }
    }
    out.finish()
}

fn add(out: &mut PathBuilder, path: &tiny_skia::Path) {
    use tiny_skia::PathSegment::{Close, CubicTo, LineTo, MoveTo, QuadTo};
    for segment in path.segments() {
        match segment {
            MoveTo(it) => out.move_to(it.x, it.y),
            LineTo(it) => out.line_to(it.x, it.y),
            QuadTo(by, to) => out.quad_to(by.x, by.y, to.x, to.y),
            CubicTo(a, b, to) => out.cubic_to(a.x, a.y, b.x, b.y, to.x, to.y),
            Close => out.close(),
        }
    }
}

fn draw_path(surface: &mut Surface<'_>, path: &usvg::Path) {
    let mut way = PathBuilder::new();
    add(&mut way, path.data());
    let Some(way) = way.finish().filter(|_| path.is_visible()) else { return };
    let (fill, stroke) = (path.fill().and_then(fill), path.stroke().and_then(stroke));
    let both = path.paint_order() == usvg::PaintOrder::StrokeAndFill && fill.is_some() && stroke.is_some();
    let rounds = if both { vec![(None, stroke), (fill, None)] } else { vec![(fill, stroke)] };
    for (fill, stroke) in rounds {
        if fill.is_some() || stroke.is_some() {
            surface.set_fill(fill);
            surface.set_stroke(stroke);
            surface.draw_path(&way);
        }
    }
}

/// Words with their signs placed one by one: those that follow each other on a line are set together.
fn draw_span(surface: &mut Surface<'_>, fonts: &mut Fonts, span: &Span) {
    if !span.visible {
        return;
    }
    for line in [&span.overline, &span.underline].into_iter().flatten() {
        draw_path(surface, line);
    }
    let (fill, stroke) = (span.fill.as_ref().and_then(fill), span.stroke.as_ref().and_then(stroke));
    let mut rest = span.positioned_glyphs.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let Some(face) = fonts.of(first.font) else {
            rest = others;
            continue;
        };
        let font = fonts.face(face).font.clone();
        let units = font.units_per_em();
        let count = 1 + rest.windows(2).take_while(|pair| advance(units, first, &pair[0], &pair[1]).is_some()).count();
        let (line, after) = rest.split_at(count);
        rest = after;
        let size = first.font_size();
        let place = placed(first, units);
        if size <= 0.0 || place.invert().is_none() || (fill.is_none() && stroke.is_none()) {
            continue;
        }
        let mut words = String::new();
        let mut glyphs = Vec::with_capacity(line.len());
        for (nth, glyph) in line.iter().enumerate() {
            let start = words.len();
            words.push_str(&glyph.text);
            let by = line.get(nth + 1).and_then(|next| advance(units, first, glyph, next)).unwrap_or(0.0);
            let range = start..words.len();
            glyphs.push(KrillaGlyph::new(GlyphId::new(glyph.id.0), by / size, 0.0, 0.0, 0.0, range, None));
        }
        surface.push_transform(&transform(place));
        surface.set_fill(fill.clone());
        surface.set_stroke(stroke.clone());
        surface.draw_glyphs(Point::from_xy(0.0, 0.0), &glyphs, font, &words, size, false);
        surface.pop();
    }
    if let Some(line) = &span.line_through {
        draw_path(surface, line);
    }
}

/// From places in px around the start of a sign to those of the picture.
fn placed(glyph: &PositionedGlyph, units: f32) -> tiny_skia::Transform {
    // The place is of a sign in units of its font.
    let per_px = units / glyph.font_size().max(f32::MIN_POSITIVE);
    glyph.transform().pre_scale(per_px, per_px)
}

/// How far the next sign stands from the one before, in px, if both stand on the line that begins with `first`.
fn advance(units: f32, first: &PositionedGlyph, glyph: &PositionedGlyph, next: &PositionedGlyph) -> Option<f32> {
    if next.font != first.font {
        return None;
    }
    let (line, from, to) = (placed(first, units), placed(glyph, units), placed(next, units));
    let near = |a: f32, b: f32| (a - b).abs() <= 1e-3 * (1.0 + a.abs());
    let same = near(line.sx, to.sx) && near(line.sy, to.sy) && near(line.kx, to.kx) && near(line.ky, to.ky);
    let back = tiny_skia::Transform { tx: 0.0, ty: 0.0, ..line }.invert()?;
    let mut by = tiny_skia::Point::from_xy(to.tx - from.tx, to.ty - from.ty);
    back.map_point(&mut by);
    (same && by.y.abs() < 0.01 * first.font_size() && by.x.is_finite()).then_some(by.x)
}

fn transform(it: tiny_skia::Transform) -> Transform {
    Transform::from_row(it.sx, it.ky, it.kx, it.sy, it.tx, it.ty)
}

fn fill(it: &usvg::Fill) -> Option<Fill> {
    let rule = match it.rule() {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    };
    Some(Fill { paint: paint(it.paint())?, opacity: opacity(it.opacity().get()), rule })
}

fn stroke(it: &usvg::Stroke) -> Option<Stroke> {
    Some(Stroke {
        paint: paint(it.paint())?,
        width: it.width().get(),
        miter_limit: it.miterlimit().get(),
        line_cap: match it.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        line_join: match it.linejoin() {
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
        },
        opacity: opacity(it.opacity().get()),
        dash: it.dasharray().map(|array| StrokeDash { array: array.to_vec(), offset: it.dashoffset() }),
    })
}

fn paint(it: &usvg::Paint) -> Option<Paint> {
    Some(match it {
        usvg::Paint::Color(it) => rgb::Color::new(it.red, it.green, it.blue).into(),
        usvg::Paint::LinearGradient(it) => LinearGradient {
            x1: it.x1(),
            y1: it.y1(),
            x2: it.x2(),
            y2: it.y2(),
            transform: transform(it.transform()),
            spread_method: spread(it.spread_method()),
            stops: stops(it.stops()),
            anti_alias: false,
        }
        .into(),
        usvg::Paint::RadialGradient(it) => RadialGradient {
            fx: it.fx(),
            fy: it.fy(),
            fr: it.fr().get(),
            cx: it.cx(),
            cy: it.cy(),
            cr: it.r().get(),
            transform: transform(it.transform()),
            spread_method: SpreadMethod::Pad,
            stops: stops(it.stops()),
            anti_alias: false,
        }
        .into(),
        usvg::Paint::Pattern(_) => return None,
    })
}

fn spread(it: usvg::SpreadMethod) -> SpreadMethod {
    match it {
        usvg::SpreadMethod::Pad => SpreadMethod::Pad,
        usvg::SpreadMethod::Reflect => SpreadMethod::Reflect,
        usvg::SpreadMethod::Repeat => SpreadMethod::Repeat,
    }
}

fn stops(all: &[usvg::Stop]) -> Vec<Stop> {
    let stop = |it: &usvg::Stop| Stop {
        offset: NormalizedF32::new(it.offset().get()).unwrap_or(NormalizedF32::ZERO),
        color: rgb::Color::new(it.color().red, it.color().green, it.color().blue).into(),
        opacity: opacity(it.opacity().get()),
    };
    all.iter().map(stop).collect()
}
