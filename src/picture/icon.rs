//! Icons as paths: one for each kind of node and each sort of evidence.

use super::{
    Colour, Shape, Stroke,
    shape::{arc, circle},
};
use crate::map::{EvidenceKind, NodeKind, Point};

/// The side of the square icons are drawn in before they are scaled.
const GRID: f32 = 14.0;

/// The shapes of the icon for a kind of node; for evidence, of its sort if that is known.
/// `at` is the top left corner of the square of side `size` that it fills.
pub fn icon(kind: NodeKind, sort: Option<EvidenceKind>, at: Point, size: f32, colour: Colour) -> Vec<Shape> {
    let scale = size / GRID;
    let stroke = Stroke { width: 1.2 * scale, colour, dash: None };
    let place = |it: Point| Point { x: at.x + it.x * scale, y: at.y + it.y * scale };
    let drawn = match (kind, sort) {
        (NodeKind::Evidence, Some(sort)) => of_evidence(sort),
        (NodeKind::Evidence, None) => of_evidence(EvidenceKind::Citation),
        (kind, _) => of_kind(kind),
    };
    let lines = drawn.lines.into_iter();
    let lines = lines.map(|line| Shape::line(line.into_iter().map(place).collect(), stroke));
    let dots = drawn.dots.into_iter();
    let dots = dots.map(|(centre, radius)| Shape::area(circle(place(centre), radius * scale), colour, None));
    lines.chain(dots).collect()
}

#[derive(Default)]
struct Drawn {
    lines: Vec<Vec<Point>>,
    dots: Vec<(Point, f32)>,
}

impl Drawn {
    fn line(mut self, points: &[(f32, f32)]) -> Self {
        self.lines.push(points.iter().map(|&(x, y)| Point { x, y }).collect());
        self
    }

    fn arc(mut self, x: f32, y: f32, radius: f32, first: usize, steps: usize) -> Self {
        self.lines.push(arc(Point { x, y }, radius, first, steps));
        self
    }

    fn dot(mut self, x: f32, y: f32, radius: f32) -> Self {
        self.dots.push((Point { x, y }, radius));
        self
    }
}

fn of_kind(kind: NodeKind) -> Drawn {
    let new = Drawn::default();
    match kind {
        // A speech bubble.
        NodeKind::Claim => new
            .line(&[
                (3.0, 2.0),
                (11.0, 2.0),
                (13.0, 4.0),
                (13.0, 8.0),
                (11.0, 10.0),
                (7.0, 10.0),
                (3.5, 13.0),
                (3.5, 10.0),
                (3.0, 10.0),
                (1.0, 8.0),
                (1.0, 4.0),
                (3.0, 2.0),
            ])
            .line(&[(4.0, 5.0), (10.0, 5.0)])
            .line(&[(4.0, 7.4), (8.0, 7.4)]),
        // A question mark in a ring.
        NodeKind::Question => new
            .arc(7.0, 7.0, 6.2, 0, 16)
            .line(&[
                (5.0, 5.4),
                (5.3, 4.2),
                (6.3, 3.5),
                (7.7, 3.5),
                (8.8, 4.3),
                (9.0, 5.5),
                (8.4, 6.5),
                (7.2, 7.2),
                (7.0, 8.4),
            ])
            .dot(7.0, 10.5, 0.9),
        // A way that forks.
        NodeKind::Crux => new
            .line(&[(7.0, 13.2), (7.0, 8.4), (2.6, 3.4)])
            .line(&[(7.0, 8.4), (11.4, 3.4)])
            .line(&[(2.4, 6.4), (2.2, 3.0), (5.6, 3.2)])
            .line(&[(11.6, 6.4), (11.8, 3.0), (8.4, 3.2)])
            .dot(7.0, 8.4, 1.5),
        // Two arrows that meet.
        NodeKind::Disagreement => new
            .line(&[(0.6, 7.0), (5.4, 7.0)])
            .line(&[(3.2, 4.4), (5.6, 7.0), (3.2, 9.6)])
            .line(&[(13.4, 7.0), (8.6, 7.0)])
            .line(&[(10.8, 4.4), (8.4, 7.0), (10.8, 9.6)])
            .line(&[(7.0, 1.6), (7.0, 12.4)]),
        // Lines of writing.
        NodeKind::Evidence | NodeKind::Note => {
            new.line(&[(2.0, 3.4), (12.0, 3.4)]).line(&[(2.0, 7.0), (12.0, 7.0)]).line(&[(2.0, 10.6), (8.0, 10.6)])
        }
    }
}

fn of_evidence(sort: EvidenceKind) -> Drawn {
    let new = Drawn::default();
    match sort {
        // Three links of a chain of steps, the last one in doubt.
        EvidenceKind::CotFaithfulness => new
            .arc(2.6, 10.4, 1.8, 0, 16)
            .arc(7.0, 4.0, 1.8, 0, 16)
            .arc(11.4, 10.4, 1.8, 0, 16)
            .line(&[(3.7, 8.8), (5.9, 5.6)])
            .line(&[(8.1, 5.6), (10.3, 8.8)]),
        // A curve of returns over its axes.
        EvidenceKind::Sharpe => {
            new.line(&[(1.4, 1.4), (1.4, 12.6), (12.8, 12.6)]).line(&[(3.0, 10.4), (5.6, 7.4), (7.8, 8.8), (12.2, 3.0)])
        }
        // A payoff table.
        EvidenceKind::GameTheory => new
            .line(&[(1.6, 1.6), (12.4, 1.6), (12.4, 12.4), (1.6, 12.4), (1.6, 1.6)])
            .line(&[(7.0, 1.6), (7.0, 12.4)])
            .line(&[(1.6, 7.0), (12.4, 7.0)])
            .dot(9.7, 4.3, 1.2),
        // An open book.
        EvidenceKind::Citation => new
            .line(&[(7.0, 3.6), (5.4, 2.4), (1.2, 2.4), (1.2, 11.2), (5.4, 11.2), (7.0, 12.4)])
            .line(&[(7.0, 12.4), (8.6, 11.2), (12.8, 11.2), (12.8, 2.4), (8.6, 2.4), (7.0, 3.6), (7.0, 12.4)]),
        // Bars.
        EvidenceKind::Statistic => new
            .line(&[(1.2, 12.8), (12.8, 12.8)])
            .line(&[(2.4, 12.8), (2.4, 8.0), (4.6, 8.0), (4.6, 12.8)])
            .line(&[(5.9, 12.8), (5.9, 2.0), (8.1, 2.0), (8.1, 12.8)])
            .line(&[(9.4, 12.8), (9.4, 5.4), (11.6, 5.4), (11.6, 12.8)]),
        // A light bulb.
        EvidenceKind::ThoughtExperiment => new
            .arc(7.0, 5.6, 4.4, 6, 12)
            .line(&[(3.9, 8.7), (5.2, 10.6), (8.8, 10.6), (10.1, 8.7)])
            .line(&[(5.6, 12.8), (8.4, 12.8)]),
        // A person.
        EvidenceKind::Anecdote => new.arc(7.0, 4.2, 2.8, 0, 16).arc(7.0, 13.2, 5.4, 8, 8),
    }
}
