//! Choosing words of the thread with the pointer, and taking them to the map.

use super::{Block, Part, words::Laid};
use crate::{
    map::{SourceId, Span},
    ui::{action::Action, command::Command, context::Context, keys, teach::Teach as _},
};
use std::ops::Range;

use egui::{Area, CursorIcon, DragAndDrop, Id, Order, Pos2, Rect, Response, Ui, vec2};

/// Words being chosen: where in which source the button went down.
#[derive(Debug, Default)]
pub struct Choosing {
    from: Option<(SourceId, u32)>,
}

impl Choosing {
    /// Follows the pointer on a block for a frame. `rect` is where its words are.
    pub fn follow(&mut self, ctx: &Context<'_>, ui: &Ui, block: &Block, response: &Response, laid: &Laid, rect: Rect) {
        if block.part != Part::Words {
            return;
        }
        let byte = |at: Pos2| laid.byte_at(at - rect.min).unwrap_or(block.range.end);
        let chosen =
            |at: u32| ctx.view.words.is_some_and(|it| it.source == block.source && it.start <= at && at < it.end);
        if response.drag_started()
            && let Some(at) = ui.input(|it| it.pointer.press_origin())
        {
            let at = byte(at);
            if chosen(at) {
                // What is chosen already is dragged to the map.
                response.dnd_set_drag_payload(ctx.view.words.unwrap_or(Span {
                    source: block.source,
                    start: 0,
                    end: 0,
                }));
            } else {
                self.from = Some((block.source, at));
            }
        }
        let pointer = ui.input(|it| it.pointer.latest_pos());
        let Some(pointer) = pointer.filter(|it| rect.expand2(vec2(400.0, 2.0)).contains(*it)) else { return };
        if response.hovered() && !DragAndDrop::has_any_payload(ui) && chosen(byte(pointer)) {
            ui.set_cursor_icon(CursorIcon::Grab);
        }
        if let Some((source, from)) =
            self.from.filter(|it| it.0 == block.source && ui.input(|it| it.pointer.any_down()))
        {
            // A sign that is not shown is chosen only between words that are.
            let to = laid.end_before(pointer - rect.min).filter(|it| *it > from).unwrap_or_else(|| byte(pointer));
            let (start, end) = (from.min(to), from.max(to));
            let words = whole_words(ctx, Span { source, start, end });
            if words != ctx.view.words {
                ctx.send(Command::ChooseWords(words));
            }
        }
    }

    /// Ends choosing when the button goes up.
    pub fn end(&mut self, ui: &Ui) {
        if !ui.input(|it| it.pointer.any_down()) {
            self.from = None;
        }
    }

    /// Offers what can be done with the words that are chosen, below their end.
    pub fn offer(&self, ctx: &Context<'_>, ui: &Ui, block: &Block, laid: &Laid, rect: Rect) {
        let Some(span) = ctx.view.words.filter(|_| self.from.is_none() && !DragAndDrop::has_any_payload(ui)) else {
            return;
        };
        let ends_here = span.source == block.source && block.range.start < span.end && span.end <= block.range.end;
        if block.part != Part::Words || !ends_here {
            return;
        }
        let at = rect.min + laid.prose.place_of(laid.character(span.end)).left_bottom().to_vec2() + vec2(-40.0, 3.0);
        if !ui.clip_rect().contains(at) {
            return;
        }
        let keys = keys::hint(ui, Action::ClaimWords);
        let area =
            Area::new(Id::unique("chosen words")).order(Order::Middle).fixed_pos(at).constrain_to(ui.clip_rect());
        area.show(ui, |ui| {
            egui::Frame::popup(ui.style()).inner_margin(3).show(ui, |ui| {
                let button = ui.small_button(format!("Make a claim{keys}"));
                if button.teaches(Action::ClaimWords).clicked() {
                    ctx.send(Command::Do(Action::ClaimWords));
                }
            });
        });
    }
}

/// The words that the span touches, whole and without the space around them; nothing if there are none.
fn whole_words(ctx: &Context<'_>, span: Span) -> Option<Span> {
    let text = &ctx.map.source(span.source)?.text;
    let range = whole(text, span.range())?;
    let small = |it: usize| u32::try_from(it).ok();
    Some(Span { start: small(range.start)?, end: small(range.end)?, ..span })
}

fn whole(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone()).filter(|it| !it.trim().is_empty())?;
    let mut start = range.start + words.len() - words.trim_start().len();
    let mut end = range.end - (words.len() - words.trim_end().len());
    let is_inner = |it: Option<char>| it.is_some_and(in_word);
    if is_inner(text[start..].chars().next()) {
        start -= text[..start].chars().rev().take_while(|it| in_word(*it)).map(char::len_utf8).sum::<usize>();
    }
    if is_inner(text[..end].chars().next_back()) {
        end += text[end..].chars().take_while(|it| in_word(*it)).map(char::len_utf8).sum::<usize>();
    }
    Some(start..end)
}

/// Whether a letter is part of a word that is chosen as a whole. Scripts that put no space between words are chosen
/// letter by letter: those from U+2E80 on, and the ones of South-East Asia.
fn in_word(letter: char) -> bool {
    let without_spaces = letter >= '\u{2e80}'
        || matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
    (letter.is_alphanumeric() || letter == '\'' || letter == '’') && !without_spaces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_chosen() {
        let cases = [
            ("The meters show it.", 6..13, Some("meters show")),
            ("The meters show it.", 3..4, None),
            ("The meters show it.", 0..19, Some("The meters show it.")),
            ("It doesn't, no.", 6..13, Some("doesn't, no")),
            ("計測器は負荷を示す", 3..9, Some("測器")),
            ("Täler, Höhen", 2..3, None),
            ("Täler, Höhen", 3..4, Some("Täler")),
        ];
        for (text, range, expected) in cases {
            assert_eq!(whole(text, range.clone()).and_then(|it| text.get(it)), expected, "{range:?} of {text}");
        }
    }
}
