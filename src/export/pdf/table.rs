//! Tables: how wide their columns are, and their rows as pieces.

use super::{
    flow::{Flow, SIZE},
    piece::{Extra, Piece, Words},
    tags::{At, Role},
};
use crate::{export::words::STRONG, picture::Passage};
use pulldown_cmark::Alignment;

/// The font size, in pt.
const SMALL: f32 = SIZE * 0.9;
const LEADING: f32 = SMALL * 1.35;
/// Between the words of two columns, and above and below those of a row, in pt.
const GAP: f32 = 14.0;
const PADDING: f32 = 3.5;
/// No column is narrower than this; a table with more columns than fit goes on below, in pt.
const NARROWEST: f32 = 34.0;
/// A longest word counts up to this, in pt: longer ones break.
const LONGEST: f32 = 130.0;

/// Lays out a table. If it has too many columns, they follow in several tables, each with the first column.
pub(super) fn lay(flow: &mut Flow<'_>, aligned: &[Alignment], rows: &[Vec<Passage>], indent: f32, within: At) {
    let room = flow.paper.text_width() - indent;
    let widths = widths(flow, rows);
    let mut next = 0;
    while next < widths.len() {
        let mut columns: Vec<usize> = if next > 0 { vec![0] } else { Vec::new() };
        let mut used: f32 = columns.iter().map(|&it| widths[it].0.min(room / 3.0) + GAP).sum();
        let before = columns.len();
        while next < widths.len() && (columns.len() == before || used + widths[next].0 <= room) {
            used += widths[next].0 + GAP;
            columns.push(next);
            next += 1;
        }
        let shares = shares(&columns.iter().map(|&it| widths[it]).collect::<Vec<_>>(), room);
        part(flow, aligned, rows, &columns.into_iter().zip(shares).collect::<Vec<_>>(), indent, within);
    }
}

/// How wide each column has to be, and how wide it would like to be, in pt.
fn widths(flow: &mut Flow<'_>, rows: &[Vec<Passage>]) -> Vec<(f32, f32)> {
    let mut widths = vec![(NARROWEST, NARROWEST); rows.first().map_or(0, Vec::len)];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            let longest =
                cell.text.split_whitespace().map(|it| flow.fonts.width(it, false)).fold(0.0, f32::max) * SMALL;
            let whole = flow.fonts.width(&cell.text, false) * SMALL * 1.02;
            width.0 = width.0.max((longest * 1.02).min(LONGEST));
            width.1 = width.1.max(whole).max(width.0);
        }
    }
    widths
}

/// How wide each of these columns is: what it would like if there is room, else in proportion.
fn shares(columns: &[(f32, f32)], room: f32) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "a page has few columns")]
    let room = (room - GAP * columns.len().saturating_sub(1) as f32).max(1.0);
    let (least, most) = columns.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let share = |it: &(f32, f32)| {
        if most <= room {
            it.1
        } else if least >= room {
            it.0 * room / least
        } else {
            it.0 + (it.1 - it.0) * (room - least) / (most - least)
        }
    };
    columns.iter().map(share).collect()
}

fn part(
    flow: &mut Flow<'_>,
    aligned: &[Alignment],
    rows: &[Vec<Passage>],
    columns: &[(usize, f32)],
    indent: f32,
    within: At,
) {
    let table = flow.tags.open(within, Role::Table);
    let begins = flow.pieces.len();
    let wide = columns.iter().map(|it| it.1 + GAP).sum::<f32>() - GAP;
    for (nth, row) in rows.iter().enumerate() {
        let at = flow.tags.open(table, Role::Row);
        let mut words = Vec::new();
        let mut x = indent;
        for &(column, room) in columns {
            let cell = flow.tags.open(at, if nth == 0 { Role::Head } else { Role::Cell });
            if let Some(passage) = row.get(column) {
                words.extend(lines(flow, passage, aligned.get(column), (x, room), nth == 0, cell));
            }
            x += room + GAP;
        }
        rows_of(flow, words, nth == 0, begins, indent..indent + wide);
    }
    if let Some(top) = flow.pieces.get_mut(begins) {
        top.above = 10.0;
        top.keeps = true;
    }
}

/// The lines of a cell; their baselines are counted from the top of the row.
fn lines(
    flow: &mut Flow<'_>,
    passage: &Passage,
    aligned: Option<&Alignment>,
    (x, room): (f32, f32),
    head: bool,
    at: At,
) -> Vec<Words> {
    let mut ink = flow.ink(SMALL);
    if head {
        ink.weight = STRONG;
    }
    let (broken, spaced) = flow.broken(passage, SMALL, room + 0.5);
    let mut baseline = PADDING + LEADING * 0.74;
    let count = broken.len();
    let lines = broken.into_iter().enumerate().map(|(nth, line)| {
        let aligned = match aligned {
            Some(Alignment::Right) => 1.0,
            Some(Alignment::Center) => 0.5,
            Some(Alignment::None) | None if line.rtl => 1.0,
            _ => 0.0,
        };
        let words = Words { line, x, baseline, room, aligned, ink, spaced: spaced && nth + 1 < count, at: Some(at) };
        baseline += LEADING;
        words
    });
    lines.collect()
}

/// A row as a piece; as several if it is higher than a page.
fn rows_of(flow: &mut Flow<'_>, mut words: Vec<Words>, head: bool, table: usize, from: std::ops::Range<f32>) {
    let most = flow.paper.text_height() - 60.0;
    let colours = flow.colours();
    loop {
        let (here, mut rest): (Vec<Words>, Vec<Words>) = words.into_iter().partition(|it| it.baseline < most);
        let last = here.iter().map(|it| it.baseline).fold(PADDING + LEADING * 0.74, f32::max);
        let height = last + LEADING * 0.26 + PADDING;
        let colour = if head { colours.weak } else { colours.faint };
        let row = Extra::Row { line: height, from: from.clone(), colour, head: (!head).then_some(table) };
        flow.pieces.push(Piece { above: 0.0, height, keeps: false, words: here, quotes: Vec::new(), extra: row });
        let Some(top) = rest.iter().map(|it| it.baseline).reduce(f32::min) else { return };
        for it in &mut rest {
            it.baseline -= top - PADDING - LEADING * 0.74;
        }
        words = rest;
    }
}
