//! The numbered outline that Kialo exports as text, in only: a title, then a claim a line, each under the one whose number is
//! its own without the last part.
//!
//! ```text
//! Discussion Title: Should cities ban cars?
//!
//! 1. Cities should ban cars.
//! 1.1. Pro: The air would be cleaner.
//! 1.1.1. Con: Buses pollute too.
//! 1.2. Con: -> See 1.1.1.
//! ```
//!
//! Kialo documents no format. This is what the public tools for its exports agree on; no file from Kialo was at hand.

use super::{
    Format, Imported, Told,
    build::{Build, room},
    table::Reader,
};
use crate::map::{EdgeKind, NodeId, NodeKind};
use std::collections::BTreeMap;

pub const KIALO: Format = Format {
    name: "kialo",
    words: "Kialo outline",
    endings: &["txt"],
    read: Some(Reader { recognise: is_kialo, read }),
    write: None,
    keeps: &[],
};

/// How the first line may start.
const HEADS: [&str; 2] = ["Discussion Title:", "Discussion Name:"];

/// A line with a number.
struct Line<'a> {
    /// The number, without its last full stop.
    number: &'a str,
    side: Option<EdgeKind>,
    words: &'a str,
}

/// Whether a text starts as such an outline does, or has claims for and against under numbers.
fn is_kialo(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    let first = lines.next().unwrap_or_default();
    let titled = title(first).is_some();
    let first = if titled { lines.next().unwrap_or_default() } else { first };
    let thesis = numbered(first).is_some_and(|it| it.number == "1" && it.side.is_none());
    thesis && (titled || lines.take(20).any(|it| numbered(it).is_some_and(|it| it.side.is_some())))
}

fn title(line: &str) -> Option<&str> {
    HEADS.iter().find_map(|it| line.strip_prefix(it)).map(str::trim)
}

/// A number and what stands behind it.
fn numbered(line: &str) -> Option<Line<'_>> {
    let end = line.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(line.len());
    let number = line[..end].strip_suffix('.')?;
    let sound = number.split('.').all(|it| !it.is_empty());
    let rest = line[end..].trim_start();
    let side = |word: &str, kind| Some((kind, rest.strip_prefix(word)?.trim_start()));
    let told = side("Pro:", EdgeKind::Supports).or_else(|| side("Con:", EdgeKind::Attacks));
    let (side, words) = told.map_or((None, rest), |(kind, words)| (Some(kind), words));
    sound.then_some(Line { number, side, words })
}

/// The number of the claim that stands elsewhere, if that is all there is.
fn elsewhere(words: &str) -> Option<&str> {
    let number = words.strip_prefix("->")?.trim_start().strip_prefix("See")?.trim().trim_end_matches('.');
    let sound = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    sound.then_some(number)
}

/// A claim on its way in, which may go on in further lines.
struct Claim<'a> {
    at: usize,
    line: Line<'a>,
    more: String,
}

fn read(text: &str) -> Result<Imported, Told> {
    let mut it = Outline { build: Build::new("kialo"), known: BTreeMap::new(), tops: Vec::new(), later: Vec::new() };
    let mut open: Option<Claim<'_>> = None;
    let (mut title_line, mut room) = (None, room(text));
    for (at, line) in text.lines().enumerate().map(|(at, it)| (at + 1, it.trim())) {
        if let (None, None, Some(title)) = (&open, &title_line, title(line)) {
            title_line = Some(title);
            continue;
        }
        // A number that is taken, or stands under none, is part of what somebody wrote.
        let parent = open.as_ref().map(|it| it.line.number);
        let fits = |line: &Line<'_>| {
            let above = line.number.rsplit_once('.').map(|it| it.0);
            let free = !it.known.contains_key(line.number) && parent != Some(line.number);
            free && match above {
                Some(above) => it.known.contains_key(above) || parent == Some(above) || line.side.is_some(),
                None => line.side.is_none(),
            }
        };
        if let Some(line) = numbered(line).filter(fits) {
            if let Some(claim) = open.take() {
                it.add(&claim);
            }
            if room == 0 {
                it.build.tell(|| Told::of_line(at, "there is more than a file of this length holds; it was left out"));
                break;
            }
            room -= 1;
            open = Some(Claim { at, line, more: String::new() });
        } else if let Some(claim) = &mut open {
            claim.more.push('\n');
            claim.more.push_str(line);
        } else if !line.is_empty() {
            it.build.tell(|| Told::of_line(at, "what stands before the first claim was left out"));
        }
    }
    if let Some(claim) = open {
        it.add(&claim);
    }
    it.link_later();
    it.entitle(title_line.unwrap_or_default());
    if it.known.is_empty() {
        return Err(Told::of_all("there is no claim in it"));
    }
    Ok(it.build.made)
}

struct Outline<'a> {
    build: Build,
    /// The claims by their numbers.
    known: BTreeMap<&'a str, NodeId>,
    tops: Vec<NodeId>,
    /// Links of claims that stand elsewhere: the line, whose number, under which claim, and how.
    later: Vec<(usize, &'a str, NodeId, EdgeKind)>,
}

impl<'a> Outline<'a> {
    fn add(&mut self, claim: &Claim<'a>) {
        let Claim { at, line, more } = claim;
        let above = line.number.rsplit_once('.').map(|it| it.0);
        let parent = above.and_then(|it| self.known.get(it)).copied();
        let words = format!("{}{more}", line.words);
        let words = words.trim();
        if above.is_some() && parent.is_none() {
            self.build.tell(|| Told::of_line(*at, "the claim above this one is missing"));
        }
        if let (Some(number), Some(parent)) = (elsewhere(words), parent) {
            let number = line.words.find(number).map_or("", |it| &line.words[it..it + number.len()]);
            self.later.push((*at, number, parent, line.side.unwrap_or(EdgeKind::Supports)));
            return;
        }
        // By where it stands, not by its number, which changes when somebody adds a claim above.
        let key = parent.map_or_else(String::new, |it| format!("under {it}"));
        let id = self.build.node(&key, NodeKind::Claim, words);
        self.known.insert(line.number, id);
        match (parent, line.side) {
            (Some(parent), side) => {
                if side.is_none() {
                    self.build.tell(|| Told::of_line(*at, "neither Pro nor Con; taken for Pro"));
                }
                let kind = side.unwrap_or(EdgeKind::Supports);
                self.build.edge("", id, parent.into(), kind, || Told::of_line(*at, ""));
            }
            (None, _) if above.is_none() => self.tops.push(id),
            (None, _) => {}
        }
    }

    fn link_later(&mut self) {
        for (at, number, parent, kind) in std::mem::take(&mut self.later) {
            match self.known.get(number).copied() {
                Some(id) => drop(self.build.edge("", id, parent.into(), kind, || Told::of_line(at, ""))),
                None => self.build.tell(|| Told::of_line(at, format!("there is no claim {number}"))),
            }
        }
    }

    /// A title that asks, or that several theses stand under, is a question that they answer.
    fn entitle(&mut self, title: &str) {
        if title.is_empty() || self.tops.is_empty() || (self.tops.len() == 1 && !title.ends_with('?')) {
            return;
        }
        let id = self.build.node("title", NodeKind::Question, title);
        for top in std::mem::take(&mut self.tops) {
            self.build.edge("", top, id.into(), EdgeKind::Answers, || Told::of_line(1, ""));
        }
    }
}
