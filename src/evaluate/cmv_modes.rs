//! Debates under an original post, in which people marked claims, premises and their relations (Hidey et al. 2017,
//! Chakrabarty et al. 2019).

use super::{
    EvaluateError, Unit, files,
    links::{self, GoldLink},
    paste::{self, Pasted, Post},
    quotes,
    spans::Span,
    tally::{Counts, Figure, Statistic},
};
use crate::extract::{Annotations, StatementNote};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
};
use unicode_segmentation::UnicodeSegmentation as _;

/// What is counted apart from links, in the order in which it is counted.
pub const FIGURES: [Figure; 4] = [
    Figure { name: "posts read as one comment", statistic: Statistic::Share },
    Figure { name: "claim, premise or none", statistic: Statistic::MacroF1 },
    Figure { name: "quoted lines", statistic: Statistic::F1 },
    Figure { name: "quoted lines resolved", statistic: Statistic::Share },
];

/// How the figures are meant.
pub const NOTES: &[&str] = &[
    "a post that stands in several threads is counted once, and all threads under one original post are drawn together",
    "a sentence (UAX #29) is what most of its characters are: claim, premise or none; of the kinds told, concession, \
     crux, definition and proposal count as claim, evidence as premise, and question, meta, smalltalk and quoted lines \
     as none",
    "an end of an edge is the component that its statement overlaps most, by at least half of the shorter; what is \
     quoted stands for its original; supports, evidence, concessions and attacks are edges",
    "nobody marked where quoted lines come from: their source is the earlier post that holds the longest run of their \
     words, at least 4 or all; recall is over lines with such a source, and a line is right if it is resolved to it",
    links::TARGETS_NOTE,
    links::POLARITY_NOTE,
];

/// A line of the file. Offsets count characters of the text.
#[derive(Deserialize)]
struct Thread {
    id: String,
    /// The original post.
    op: String,
    text: String,
    posts: Vec<PostLine>,
    comps: Vec<Component>,
    /// From, to, what it does.
    rels: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
struct PostLine {
    id: String,
    author: String,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct Component {
    id: String,
    #[serde(rename = "type")]
    class: String,
    start: usize,
    end: usize,
    /// The place of its post in the list of posts.
    post: usize,
}

/// What a sentence is, as its place in tables.
const CLAIM: usize = 0;
const PREMISE: usize = 1;
const NONE: usize = 2;

/// Counts of all threads under each original post.
pub fn units(path: &Path, notes: &mut Vec<String>) -> Result<Vec<Unit>, EvaluateError> {
    let (mut units, mut seen) = (BTreeMap::<String, Vec<Counts>>::new(), BTreeSet::new());
    for (line, thread) in files::json_lines::<Thread>(path)? {
        let broken = |says| files::broken(path, format!("line {line}"), says);
        let read = Read::new(&thread, &mut seen, notes).map_err(broken)?;
        let sums = units.entry(thread.op).or_default();
        let counts = read.counts();
        sums.resize(counts.len(), Counts::default());
        for (sum, it) in sums.iter_mut().zip(&counts) {
            sum.add(it, 1.0);
        }
    }
    Ok(units.into_iter().map(|(name, counts)| Unit { name, counts }).collect())
}

/// A thread as it was read. Spans count bytes of the pasted text.
struct Read {
    pasted: Pasted,
    /// The posts that were not counted before.
    scored: Vec<Range<usize>>,
    pieces: Vec<Span>,
    /// What each piece is.
    classes: Vec<usize>,
    links: Vec<GoldLink>,
}

impl Read {
    /// `seen` are the posts counted before, by original post.
    fn new(thread: &Thread, seen: &mut BTreeSet<(String, String)>, notes: &mut Vec<String>) -> Result<Self, String> {
        let characters = Characters::of(&thread.text);
        let blocks = blocks(thread, &characters)?;
        let posts: Vec<Post> =
            blocks.iter().map(|it| Post { author: &it.author, text: thread.text[it.span.clone()].into() }).collect();
        let pasted = paste::extracted(&thread.id, &posts);
        let new = |it: &Block| seen.insert((thread.op.clone(), it.id.clone()));
        let is_new: Vec<bool> = blocks.iter().map(new).collect();
        let scored = pasted.posts.iter().zip(is_new).filter(|it| it.1).map(|it| it.0.clone()).collect();
        let (mut pieces, mut classes, mut places) = (Vec::new(), Vec::new(), BTreeMap::new());
        for it in &thread.comps {
            let wrong = |says: &str| format!("component {} ({}..{}) {says}", it.id, it.start, it.end);
            let block = blocks.iter().position(|block| block.posts.contains(&it.post));
            let block = block.ok_or_else(|| wrong("names a post that is not there"))?;
            let (within, at) = (&blocks[block].span, pasted.posts[block].start);
            let (start, end) = (characters.byte(it.start), characters.byte(it.end));
            if it.end > characters.count() {
                notes.push(format!("{}: {}", thread.id, wrong("runs past the end of the text and was cut there")));
            }
            if start < within.start || end > within.end || start >= end {
                return Err(wrong("is no part of its post"));
            }
            places.insert(it.id.as_str(), pieces.len());
            pieces.push((start - within.start + at, end - within.start + at));
            classes.push(match it.class.as_str() {
                "claim" | "main_claim" => CLAIM,
                "premise" => PREMISE,
                _ => return Err(wrong("is neither claim nor premise")),
            });
        }
        let link = |(from, to, kind): &(String, String, String)| {
            let end =
                |id: &str| places.get(id).copied().ok_or_else(|| format!("a relation names {id}, which is not there"));
            let attacks = attacks(kind).ok_or_else(|| format!("\u{201c}{kind}\u{201d} is no known relation"))?;
            Ok(GoldLink { from: end(from)?, to: end(to)?, attacks })
        };
        let links = thread.rels.iter().map(link).collect::<Result<_, String>>()?;
        Ok(Self { pasted, scored, pieces, classes, links })
    }

    fn counts(&self) -> Vec<Counts> {
        let Pasted { text, posts, annotations: told } = &self.pasted;
        let lines = quotes::lines(text, posts);
        let quoted: Vec<Span> = lines.iter().map(|it| it.1).collect();
        let counted: Vec<_> = lines.into_iter().filter(|it| self.scored.contains(&posts[it.0])).collect();
        let whole = self.scored.iter().filter(|it| is_one_comment(told, it)).count();
        let [sourced, resolved] = quotes::counts(told, text, posts, &counted);
        let mut counts =
            vec![Counts::share(whole, self.scored.len()), Counts::table(3, self.sentences(&quoted)), sourced, resolved];
        counts.extend(links::counts(told, &self.pieces, &self.links, &self.scored));
        counts
    }

    /// What each counted sentence is told to be, and what it is.
    fn sentences(&self, quoted: &[Span]) -> Vec<(usize, usize)> {
        let told: Vec<(Span, usize)> =
            self.pasted.annotations.statements.iter().map(|it| ((it.start, it.end), class(it, quoted))).collect();
        let gold: Vec<(Span, usize)> = self.pieces.iter().copied().zip(self.classes.iter().copied()).collect();
        let mut found = Vec::new();
        for post in &self.scored {
            for (at, sentence) in self.pasted.text[post.clone()].split_sentence_bound_indices() {
                if sentence.contains(char::is_alphanumeric) {
                    let start = post.start + at + (sentence.len() - sentence.trim_start().len());
                    let span = (start, start + sentence.trim().len());
                    found.push((most(&self.pasted.text, span, &told), most(&self.pasted.text, span, &gold)));
                }
            }
        }
        found
    }
}

/// What a statement is in the terms of the corpus. `quoted` lines are no part of what their post argues.
fn class(it: &StatementNote, quoted: &[Span]) -> usize {
    match it.kind.as_ref() {
        _ if quoted.iter().any(|line| line.0 <= it.start && it.start < line.1) => NONE,
        "claim" | "concession" | "crux" | "definition" | "proposal" => CLAIM,
        "premise" | "evidence" => PREMISE,
        _ => NONE,
    }
}

/// What most characters of a sentence are.
fn most(text: &str, sentence: Span, parts: &[(Span, usize)]) -> usize {
    let characters = |from: usize, to: usize| text.get(from..to).map_or(0, |it| it.chars().count());
    let mut amounts = [0, 0, characters(sentence.0, sentence.1)];
    for &((start, end), class) in parts {
        let shared = characters(start.max(sentence.0), end.min(sentence.1));
        amounts[NONE] = amounts[NONE].saturating_sub(shared);
        amounts[class] += shared;
    }
    // The first of equals: a sentence that is half a claim is one.
    (0..3).rev().max_by_key(|&it| amounts[it]).unwrap_or(NONE)
}

/// Whether just one comment starts in a post.
fn is_one_comment(told: &Annotations, post: &Range<usize>) -> bool {
    told.comments.iter().filter(|it| post.contains(&it.start)).count() == 1
}

/// Posts that make one comment: a title belongs to the post below it.
struct Block {
    id: String,
    author: String,
    /// Bytes of the thread's text.
    span: Range<usize>,
    /// The places of its posts.
    posts: Range<usize>,
}

fn blocks(thread: &Thread, characters: &Characters) -> Result<Vec<Block>, String> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut title: Option<Range<usize>> = None;
    for (at, it) in thread.posts.iter().enumerate() {
        let span = characters.byte(it.start)..characters.byte(it.end);
        if span.is_empty() {
            let count = characters.count();
            return Err(format!(
                "post {}: {}..{} is no span of the text ({count} characters)",
                it.id, it.start, it.end
            ));
        }
        if it.id == "title" && at + 1 < thread.posts.len() {
            title = Some(span);
            continue;
        }
        let (start, first) = title.take().map_or((span.start, at), |it| (it.start.min(span.start), at - 1));
        if blocks.last().is_some_and(|above| start < above.span.end) {
            return Err(format!("post {} starts before the one above it ends", it.id));
        }
        blocks.push(Block {
            id: it.id.clone(),
            author: it.author.clone(),
            span: start..span.end,
            posts: first..at + 1,
        });
    }
    Ok(blocks)
}

/// Whether a relation is an attack.
fn attacks(kind: &str) -> Option<bool> {
    match kind {
        "support" | "agreement" | "partial_agreement" => Some(false),
        "attack"
        | "partial_attack"
        | "rebuttal"
        | "rebuttal_attack"
        | "undercutter"
        | "undercutter_attack"
        | "disagreement"
        | "partial_disagreement" => Some(true),
        _ => None,
    }
}

/// Where the characters of a text start.
struct Characters {
    starts: Vec<usize>,
    length: usize,
}

impl Characters {
    fn of(text: &str) -> Self {
        Self { starts: text.char_indices().map(|it| it.0).collect(), length: text.len() }
    }

    fn count(&self) -> usize {
        self.starts.len()
    }

    /// The byte at which a character starts; the text's end past the last one.
    fn byte(&self, character: usize) -> usize {
        self.starts.get(character).copied().unwrap_or(self.length)
    }
}
