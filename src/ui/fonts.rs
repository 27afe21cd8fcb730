//! Fonts for what the bundled one lacks come from the system, on demand; here is found out what no font has, to say so.

use super::notices::Notice;
use crate::{
    jobs::{Progress, Slot},
    map::{Map, Revision},
    picture::script::{self, Script},
};
use egui::{Context, FontId};

/// More of a text than this is not looked at for one more script, in bytes.
const MOST: usize = 64 * 1024 * 1024;

/// Which scripts the maps of this window are written in, and which of them no font has.
pub struct Scripts {
    looking: Slot<Vec<Found>>,
    /// The map that was looked at last: the number of its desk, and its revision.
    seen: Option<(u64, Revision)>,
    /// What was asked for already: each is told once.
    asked: Vec<&'static str>,
}

/// A script and the first letter of it.
type Found = (&'static Script, char);

impl Scripts {
    /// Nothing known yet; `wake` is called when there is something to ask.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { looking: Slot::new("scripts", wake), seen: None, asked: Vec::new() }
    }

    /// Whether it is still looking.
    pub fn is_busy(&self) -> bool {
        self.looking.is_busy()
    }

    /// Looks, in the background, for scripts of the open map that were not asked for before. Tells what no font has.
    pub fn update(&mut self, ctx: &Context, map: &Map, now: (u64, Revision)) -> Option<Notice> {
        if self.seen != Some(now) {
            self.seen = Some(now);
            let map = map.clone();
            self.looking.request(move |progress| found(&map, progress));
        }
        let found = self.looking.poll()?.ok()?;
        let new: Vec<Found> = found.into_iter().filter(|it| !self.asked.contains(&it.0.name)).collect();
        self.asked.extend(new.iter().map(|it| it.0.name));
        let has = |letter| ctx.fonts_mut(|it| it.has_glyph(&FontId::proportional(14.0), letter));
        let missing: Vec<&Script> = new.into_iter().filter(|it| !has(it.1)).map(|it| it.0).collect();
        told(&missing)
    }
}

/// The scripts a map is written in that the bundled font lacks, each with a letter of it.
fn found(map: &Map, progress: &Progress) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let nodes = map.nodes().map(|it| &*it.1.text);
    let people = map.persons().map(|it| &*it.1.name);
    let sources = map.sources().flat_map(|it| [&*it.1.title, &*it.1.text]);
    for text in nodes.chain(people).chain(sources) {
        if progress.is_cancelled() {
            break;
        }
        let text = &text[..text.floor_char_boundary(MOST)];
        // Neighbours are of one script: the last one found is tried first.
        let mut last: Option<&Script> = None;
        for letter in text.chars().filter(|it| *it >= '\u{530}') {
            let Some(script) = script::of(letter) else { continue };
            if last != Some(script) && !script::is_mark(letter) {
                last = Some(script);
                if !found.iter().any(|it| it.0 == script) {
                    found.push((script, letter));
                }
            }
        }
    }
    found
}

/// What to say of scripts that no font has.
fn told(missing: &[&Script]) -> Option<Notice> {
    let has = |name| missing.iter().any(|it| it.name == name);
    // The same fonts have both, and Japanese is written in both.
    let told = missing.iter().filter(|it| it.name != "Chinese" || !has("Japanese"));
    let names: Vec<&str> = told.map(|it| it.name).collect();
    let names = match names.as_slice() {
        [] => return None,
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    let mut fonts: Vec<String> =
        missing.iter().map(|it| format!("{} (on Debian and Ubuntu {})", it.font, it.package)).collect();
    fonts.dedup();
    fonts.truncate(3);
    let hint = format!(
        "Its letters show as boxes. Install a font that has them, for example {}, and start Cruxmap again.",
        fonts.join(", ")
    );
    Some(Notice::warning(format!("No font for {names} is installed."), hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Document, Edit, Ids, NodeKind};

    #[test]
    fn scripts_are_found_once_and_told_together() {
        let mut document = Document::new(Map::default(), Ids::seeded(1));
        for text in ["plain", "日本語の文", "नमस्ते, 日本", "שלום"] {
            document.edit(Edit::AddNode { kind: NodeKind::Claim, text: text.into(), at: None, link: None }).unwrap();
        }
        let mut all = found(document.map(), &Progress::default());
        all.sort_by_key(|it| it.0.name);
        let names: Vec<&str> = all.iter().map(|it| it.0.name).collect();
        assert_eq!(names, ["Chinese", "Devanagari", "Hebrew", "Japanese"]);
        let missing: Vec<&Script> = all.iter().filter(|it| it.0.name != "Hebrew").map(|it| it.0).collect();
        let notice = told(&missing).unwrap();
        assert_eq!(notice.message, "No font for Devanagari and Japanese is installed.");
        assert!(notice.hint.unwrap().contains("fonts-noto-cjk"));
        assert!(told(&[]).is_none());
    }
}
