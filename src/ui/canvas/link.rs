//! Addresses in the words on cards.

use super::{Camera, Context, paint::WORDS};
use crate::{
    map::{Item, Point},
    picture::{Line, direction, text::ASCENT},
};
use std::sync::Arc;

/// The address at a point of the map, on the card of the node `under` it, while its words can be read.
pub fn under(ctx: &Context<'_>, camera: &Camera, under: Option<Item>, at: Point) -> Option<Arc<str>> {
    let id = under?.node().filter(|_| camera.sight().zoom >= WORDS)?;
    let (card, place) = (ctx.cards.get(&id)?, ctx.layout.places.get(&id)?);
    let at = Point { x: at.x - place.min.x, y: at.y - place.min.y };
    card.lines.iter().find_map(|it| on_line(it, at))
}

fn on_line(line: &Line, at: Point) -> Option<Arc<str>> {
    let top = line.at.y - line.size * ASCENT;
    let words = &line.words;
    if words.looks.is_empty() || at.y < top || at.y > top + line.size * 1.3 {
        return None;
    }
    let mut x = line.at.x;
    for run in direction::runs(&words.text, words.rtl) {
        let mut parts = words.parts(run.range);
        if run.rtl {
            parts.reverse();
        }
        for (range, look) in parts {
            let wide = words.width(range, line.size);
            if (x..x + wide).contains(&at.x) {
                return look.and_then(|it| it.link.clone());
            }
            x += wide;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Tone, passages};

    #[test]
    fn the_address_is_where_its_words_are() {
        let words = passages("see [here](https://example.org), then").remove(0);
        let line = Line { at: Point { x: 10.0, y: 20.0 }, words, size: 10.0, tone: Tone::Text };
        let hit = |x: f32, y: f32| on_line(&line, Point { x, y }).map(|it| it.to_string());
        let start = 10.0 + line.words.width(0..4, 10.0);
        let end = start + line.words.width(4..8, 10.0);
        let address = Some("https://example.org".to_owned());
        assert_eq!(hit(start + 1.0, 17.0), address);
        assert_eq!(hit(end - 1.0, 17.0), address);
        assert_eq!(hit(start - 1.0, 17.0), None);
        assert_eq!(hit(end + 1.0, 17.0), None);
        assert_eq!(hit(start + 1.0, 40.0), None);
    }
}
