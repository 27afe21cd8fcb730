//! How the words of a block look, and which byte of the source a point on them is.

use super::{
    super::context::Context,
    super::prose::{self, Prose, looks},
    super::review as facts,
    super::theme::colour,
    Block, Part,
    marks::Line,
};
use crate::map::{Item, ReviewState, Speaker, StatementId};
use egui::{
    Color32, FontId, Pos2, Stroke, Ui, Vec2,
    text::{LayoutJob, TextFormat},
};
use std::{ops::Range, sync::Arc};

/// How far a quote is moved in, in points.
const QUOTE: f32 = 12.0;

/// A block laid out.
pub struct Laid {
    /// The words as they are shown.
    pub prose: Prose,
    /// Which byte of the block each character of them is.
    pub line: Line,
    /// Where the block begins in its source.
    start: u32,
}

impl Laid {
    /// How far the words are moved in, in points.
    pub fn indent(&self) -> f32 {
        f32::from(self.line.quotes) * QUOTE
    }

    /// Draws the words, and bars beside a quote.
    pub fn paint(&self, ui: &Ui, at: Pos2) {
        let down = at.y - 1.0..=at.y + self.prose.size().y + 1.0;
        for nth in 1..=self.line.quotes {
            let x = at.x - f32::from(nth) * QUOTE + QUOTE * 0.4;
            ui.painter().vline(x, down.clone(), Stroke::new(2.0, ui.visuals().window_stroke.color));
        }
        self.prose.paint(ui.painter(), at, ui.visuals().text_color());
    }

    /// The byte of the source at a place on the words.
    pub fn byte_at(&self, at: Vec2) -> Option<u32> {
        let bytes = self.line.bytes(self.prose.character_at(at))?;
        Some(self.start + u32::try_from(bytes.start).ok()?)
    }

    /// Where the character before a place on the words ends in the source: no sign behind it that is not shown counts.
    pub fn end_before(&self, at: Vec2) -> Option<u32> {
        let before = self.prose.character_at(at).checked_sub(1)?;
        Some(self.start + u32::try_from(self.line.bytes(before)?.end).ok()?)
    }

    /// The character that shows a byte of the source.
    pub fn character(&self, byte: u32) -> usize {
        self.line.character(byte.saturating_sub(self.start) as usize)
    }

    /// The address at a place on the words.
    pub fn link_at(&self, at: Vec2) -> Option<Arc<str>> {
        let links = self.line.links();
        let on = |it: &Range<usize>| self.prose.rects(it.clone()).iter().any(|it| it.contains(at.to_pos2()));
        links.into_iter().find(|it| on(&it.0)).map(|it| it.1)
    }
}

/// Lays a block out at `width` points.
pub fn lay_out(ctx: &Context<'_>, ui: &Ui, block: &Block, width: f32) -> Laid {
    let mut job = LayoutJob::default();
    let strong = ui.visuals().strong_text_color();
    let weak = ui.visuals().weak_text_color();
    let format = |size: f32, colour: Color32| TextFormat::simple(FontId::proportional(size), colour);
    let mut line = Line::default();
    match block.part {
        Part::Title => {
            let title = ctx.map.source(block.source).map_or("", |it| it.title.as_str());
            job.append(&plain(title), 0.0, format(17.0, strong));
        }
        Part::Head => {
            if let Some(comment) = block.comment.and_then(|it| ctx.map.comment(it)) {
                let name = |id| ctx.map.person(id).map(|it| it.name.as_str());
                let author = comment.author.and_then(name).unwrap_or("unnamed author");
                job.append(&plain(author), 0.0, format(13.5, strong));
                let parent = comment.parent.and_then(|it| ctx.map.comment(it)).and_then(|it| it.author).and_then(name);
                let before = [comment.time.clone(), parent.map(|it| format!("to {it}"))].into_iter().flatten();
                let more: Vec<String> = before.chain(comment.marks.words()).chain(comment.topic.clone()).collect();
                job.append(&plain(&more.join(" · ")), 8.0, format(12.0, weak));
            }
        }
        Part::Chrome => {
            line = Line::plain(slice(ctx, block));
            job.append(&line.text, 0.0, format(12.0, weak));
        }
        Part::Words => {
            line = Line::markdown(slice(ctx, block));
            spans(ctx, ui, block, &line, &mut job);
        }
        // Drawn by `seam`.
        Part::Seam(_) => {}
    }
    job.wrap.max_width = (width - block.indent() - f32::from(line.quotes) * QUOTE).max(40.0);
    Laid { prose: prose::lay_out(ui, job), line, start: block.range.start }
}

/// The words of a comment, with the statements in it coloured.
fn spans(ctx: &Context<'_>, ui: &Ui, block: &Block, line: &Line, job: &mut LayoutJob) {
    let own = TextFormat {
        line_height: Some(19.0),
        ..TextFormat::simple(FontId::proportional(14.0), ui.visuals().text_color())
    };
    let weak = TextFormat { color: ui.visuals().weak_text_color(), ..own.clone() };
    let here = statements(ctx, block);
    let marked = ctx.view.marked.or(ctx.view.words).filter(|it| it.source == block.source);
    let within = |it: u32| it.saturating_sub(block.range.start) as usize;
    let marked = marked.map_or(0..0, |it| within(it.start)..within(it.end));
    // Where anything begins or ends that words have in common: a statement, a look, what the pointer marks.
    let ranges = here.iter().map(|it| &it.0).chain(line.looks()).chain([&marked]);
    let mut cuts: Vec<usize> = ranges.flat_map(|it| [it.start, it.end]).chain([0, usize::MAX]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut letters = line.text.chars();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let words: String = letters.by_ref().take(line.character(end) - line.character(start)).collect();
        if words.is_empty() {
            continue;
        }
        // Of statements within statements the innermost, which is the last to start, as under the pointer.
        let around = here.iter().rev().find(|it| it.0.contains(&start)).map(|it| it.1);
        let mut format = around.map_or_else(|| weak.clone(), |it| format_of(ctx, it, &own, &weak));
        if marked.contains(&start) {
            format.background = colour(ctx.theme.colours.selection);
            format.color = colour(ctx.theme.colours.card);
        }
        job.append(&words, 0.0, looks::looking(&line.look(start), &format));
    }
}

/// The statements in a block, each with its bytes there, in the order in which they start.
fn statements(ctx: &Context<'_>, block: &Block) -> Vec<(Range<usize>, StatementId)> {
    let text = slice(ctx, block);
    let base = block.range.start;
    let all = ctx.index.statements_in.get(&block.source).map_or(&[][..], Vec::as_slice);
    let first = all.partition_point(|&it| ctx.map.statement(it).is_some_and(|it| it.span.start < base));
    let mut here: Vec<(Range<usize>, StatementId)> = Vec::new();
    for &id in &all[first.saturating_sub(8)..] {
        let Some(statement) = ctx.map.statement(id) else { continue };
        if statement.span.start >= block.range.end {
            break;
        }
        let start = statement.span.start.saturating_sub(base) as usize;
        let end = (statement.span.end.min(block.range.end).saturating_sub(base)) as usize;
        if text.get(start..end).is_some_and(|it| !it.is_empty()) {
            here.push((start..end, id));
        }
    }
    here
}

fn format_of(ctx: &Context<'_>, id: StatementId, own: &TextFormat, weak: &TextFormat) -> TextFormat {
    let Some(statement) = ctx.map.statement(id) else { return own.clone() };
    let mut format = if statement.node.is_some() { own.clone() } else { weak.clone() };
    format.italics = statement.speaker == Speaker::Opponent;
    format.expand_bg = 1.0;
    if let Some((id, node)) = statement.node.and_then(|id| Some((id, ctx.map.node(id)?))) {
        let lit = ctx.is_hovered(id) || ctx.is_selected(id);
        let (still, strong) = (ctx.theme.colours.spans[node.kind], ctx.theme.colours.kinds[node.kind]);
        format.background = colour(if lit { still.mixed(strong, 0.3) } else { still });
    }
    format
}

/// A few words about a statement, for the pointer that rests on it.
pub fn about(ctx: &Context<'_>, id: StatementId) -> String {
    let Some(statement) = ctx.map.statement(id) else { return String::new() };
    let mut parts = vec![statement.kind.words().to_owned()];
    if statement.speaker == Speaker::Opponent {
        parts.push("quoted".to_owned());
    }
    parts.extend(statement.person.and_then(|it| ctx.map.person(it)).map(|it| it.name.clone()));
    match statement.node.map(|it| ctx.map.review(Item::Node(it))) {
        None => parts.push("not on the map".to_owned()),
        Some(Some(review)) if review.state == ReviewState::Open => {
            parts.push(format!("proposed, {}", facts::sure(review.confidence)));
            if let Some((other, sure)) = facts::instead(review, statement.kind) {
                parts.push(format!("otherwise {}", facts::instead_in_words(other, sure)));
            }
        }
        Some(Some(review)) if review.is_corrected(Some(statement.kind)) => parts.push("corrected".to_owned()),
        Some(_) => {}
    }
    parts.join(" · ")
}

fn slice<'a>(ctx: &Context<'a>, block: &Block) -> &'a str {
    let text = ctx.map.source(block.source).map_or("", |it| &it.text);
    text.get(block.range.start as usize..block.range.end as usize).unwrap_or_default()
}

/// The same text, character by character, without what cannot be drawn.
fn plain(text: &str) -> String {
    text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect()
}
