//! How the words of a block look, and which byte of the source a point on them is.

use super::{
    super::context::Context,
    super::prose::{self, Prose},
    super::review as facts,
    super::theme::colour,
    Block, Part,
};
use crate::map::{Item, ReviewState, Speaker, StatementId};
use egui::{
    Color32, FontId, Ui,
    text::{LayoutJob, TextFormat},
};
use std::ops::Range;

/// Lays a block out at `width` points: as many characters as the bytes of the block have.
pub fn lay_out(ctx: &Context<'_>, ui: &Ui, block: &Block, width: f32) -> Prose {
    let mut job = LayoutJob::default();
    job.wrap.max_width = (width - block.indent()).max(40.0);
    let strong = ui.visuals().strong_text_color();
    let weak = ui.visuals().weak_text_color();
    let format = |size: f32, colour: Color32| TextFormat::simple(FontId::proportional(size), colour);
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
                let more = [comment.time.clone(), parent.map(|it| format!("to {it}")), comment.topic.clone()];
                let more: Vec<String> = more.into_iter().flatten().collect();
                job.append(&plain(&more.join(" · ")), 8.0, format(12.0, weak));
            }
        }
        Part::Chrome => job.append(&plain(slice(ctx, block)), 0.0, format(12.0, weak)),
        Part::Words => spans(ctx, ui, block, &mut job),
        // Drawn by `seam`.
        Part::Seam(_) => {}
    }
    prose::lay_out(ui, job)
}

/// The words of a comment, with the statements in it coloured.
fn spans(ctx: &Context<'_>, ui: &Ui, block: &Block, job: &mut LayoutJob) {
    let text = slice(ctx, block);
    let base = block.range.start;
    let own = TextFormat {
        line_height: Some(19.0),
        ..TextFormat::simple(FontId::proportional(14.0), ui.visuals().text_color())
    };
    let weak = TextFormat { color: ui.visuals().weak_text_color(), ..own.clone() };
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
    let mut cuts: Vec<usize> = here.iter().flat_map(|it| [it.0.start, it.0.end]).chain([0, text.len()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let part = pair[0]..pair[1];
        // Of statements within statements the innermost, which is the last to start, as under the pointer.
        let around = here.iter().rev().find(|it| it.0.start <= part.start && part.end <= it.0.end);
        let format = around.map_or_else(|| weak.clone(), |it| format_of(ctx, it.1, &own, &weak));
        append(ctx, block, part, &format, job);
    }
}

/// Appends bytes of the block; the words that the pointer marks stand out.
fn append(ctx: &Context<'_>, block: &Block, range: Range<usize>, format: &TextFormat, job: &mut LayoutJob) {
    let shown = ctx.view.marked.or(ctx.view.words);
    let mark = shown.filter(|it| it.source == block.source).map_or(0..0, |it| {
        let within = |at: u32| (at.saturating_sub(block.range.start) as usize).clamp(range.start, range.end);
        within(it.start)..within(it.end)
    });
    let marked = TextFormat {
        background: shown.map_or(format.background, |_| colour(ctx.theme.colours.selection)),
        color: colour(ctx.theme.colours.card),
        ..format.clone()
    };
    let text = slice(ctx, block);
    let parts = if mark.is_empty() {
        [(range, format), (0..0, format), (0..0, format)]
    } else {
        [(range.start..mark.start, format), (mark.clone(), &marked), (mark.end..range.end, format)]
    };
    for (part, format) in parts {
        if let Some(words) = text.get(part).filter(|it| !it.is_empty()) {
            job.append(&plain(words), 0.0, format.clone());
        }
    }
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

/// The byte of the source at a character of the block.
pub fn byte_at(ctx: &Context<'_>, block: &Block, character: usize) -> Option<u32> {
    let text = slice(ctx, block);
    let offset = text.char_indices().nth(character).map(|it| it.0)?;
    Some(block.range.start + u32::try_from(offset).ok()?)
}

/// The character of the block that begins at a byte of the source.
pub fn character_at(ctx: &Context<'_>, block: &Block, byte: u32) -> Option<usize> {
    let before = slice(ctx, block).get(..byte.checked_sub(block.range.start)? as usize)?;
    Some(before.chars().count())
}

fn slice<'a>(ctx: &Context<'a>, block: &Block) -> &'a str {
    let text = ctx.map.source(block.source).map_or("", |it| &it.text);
    text.get(block.range.start as usize..block.range.end as usize).unwrap_or_default()
}

/// The same text, character by character, without what cannot be drawn.
fn plain(text: &str) -> String {
    text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect()
}
