//! What each statement does: cues add up to log odds a kind, with structure and neighbours, then probabilities.

use super::{
    lexicon::{self, At, GROUPS, INDEX},
    moves::Hint,
    segment::Segment,
    words::{Phrases, Words},
};
use crate::{
    map::{Speaker, StatementKind},
    source::BlockKind,
};
use StatementKind::{Claim, Concession, Crux, Evidence, Meta, Premise, Proposal, Question, Smalltalk};
use std::{ops::Range, sync::LazyLock};

/// All kinds, in the order of their scores.
pub(crate) const KINDS: [StatementKind; 10] = StatementKind::ALL;

/// So the place of a kind is the kind as a number.
const _: () = {
    let mut at = 0;
    while at < KINDS.len() {
        assert!(KINDS[at] as usize == at);
        at += 1;
    }
};

/// What is not said with at least this probability to be no part of the argument goes on the map.
const SURELY_OFF: f32 = 0.5;

/// What is known of a statement before its neighbours are asked.
#[expect(clippy::struct_excessive_bools, reason = "four independent signs of how it starts")]
pub(super) struct Score {
    /// Log odds by kind, in the order of [`KINDS`].
    pub odds: [f32; 10],
    /// What was found, with what it adds to which kinds.
    pub cues: Vec<(Hint, &'static [(StatementKind, f32)])>,
    /// How many numbers it holds.
    pub numbers: usize,
    /// It starts as a conclusion.
    pub concludes: bool,
    /// It says "I think" or the like.
    pub takes_a_stand: bool,
    /// It turns against what was said before.
    pub turns: bool,
    /// It denies something or judges it badly.
    pub opposes: bool,
    /// It holds words of somebody else.
    pub quoted: bool,
}

impl Score {
    pub(super) fn add(&mut self, kind: StatementKind, weight: f32) {
        self.odds[kind as usize] += weight;
    }

    fn cue(&mut self, words: Range<usize>, says: &'static str, weights: &'static [(StatementKind, f32)]) {
        for &(kind, weight) in weights {
            self.add(kind, weight);
        }
        // A long comment holds the cues of all its statements at once.
        if self.cues.len() == self.cues.capacity() {
            self.cues.reserve_exact(3);
        }
        self.cues.push((Hint { words, says }, weights));
    }

    fn of(&self, kind: StatementKind) -> f32 {
        self.odds[kind as usize]
    }

    /// The probabilities of the kinds: softmax of the log odds as they are.
    pub(super) fn probabilities(&self) -> [f32; 10] {
        let top = self.odds.iter().copied().fold(f32::MIN, f32::max);
        let weights = self.odds.map(|it| (it - top).exp());
        let sum: f32 = weights.iter().sum();
        weights.map(|it| it / sum)
    }

    /// The likeliest kind and the next, each with its probability.
    pub(super) fn best(&self) -> [(StatementKind, f32); 2] {
        let odds = self.probabilities();
        let mut order: [usize; KINDS.len()] = std::array::from_fn(|it| it);
        order.sort_by(|&a, &b| odds[b].total_cmp(&odds[a]));
        // What is left off the map is seldom looked at again: that takes more than being the likeliest by a little.
        let off = |at: usize| matches!(KINDS[at], Meta | Smalltalk);
        let unsure = off(order[0]) && odds[order[0]] < SURELY_OFF;
        if let Some(on) = order.iter().position(|&it| !off(it)).filter(|_| unsure) {
            order[..=on].rotate_right(1);
        }
        [order[0], order[1]].map(|it| (KINDS[it], odds[it]))
    }
}

/// Scores a statement by its own words and marks.
pub(super) fn score(text: &str, segment: &Segment, words: &Words, speaker: Speaker) -> Score {
    // How often each kind is met, roughly, before anything is known.
    let mut score = Score {
        odds: [1.0, 0.6, -1.5, -0.8, -1.6, -0.4, -2.2, -1.3, -0.8, -1.3],
        cues: Vec::new(),
        numbers: 0,
        concludes: false,
        takes_a_stand: false,
        turns: false,
        opposes: false,
        quoted: speaker == Speaker::Opponent,
    };
    lexical(text, words, &mut score);
    let slice = &text[segment.span.clone()];
    structural(slice, segment, words, speaker, &mut score);
    score
}

fn lexical(text: &str, words: &Words, score: &mut Score) {
    let mut seen = [false; GROUPS.len()];
    for at in 0..words.len() {
        let Some(phrases) = INDEX.get(words.get(at)) else { continue };
        // A word before it may be an address or a connective: "So yes", "Ok, fair".
        let starts = at == 0 || at == 1 && is_opening(words.get(0));
        let next = words.get(at + 1);
        for phrase in phrases.iter().filter(|it| it.may_go_on(next)) {
            let (number, group) = (phrase.group, &GROUPS[phrase.group]);
            if group.at == At::Start && !starts || seen[number] {
                continue;
            }
            if let Some(end) = words.follows(at + 1, phrase.rest.iter().copied()) {
                let place = words.place(at..end);
                // "Sure, …" grants; "Sure you can" does not.
                let vague =
                    matches!(words.get(at), "sure" | "right" | "true" | "fine" | "correct" | "mostly" | "exactly");
                let grants = group.at == At::Start && group.weights[0].0 == Concession;
                if vague && grants && phrase.rest.is_empty() && text[place.end..].starts_with([' ', '\u{a0}']) {
                    continue;
                }
                seen[number] = true;
                score.concludes |= group.says == "concludes";
                score.takes_a_stand |= group.says == "states a view";
                score.turns |= group.says == "sets against";
                score.opposes |= matches!(group.says, "sets against" | "denies" | "judges");
                score.cue(place, group.says, group.weights);
            }
        }
    }
}

/// Whether a word may stand before the one that really opens a sentence.
fn is_opening(word: &str) -> bool {
    matches!(word, "and" | "but" | "ok" | "okay" | "ha" | "well" | "so" | "no" | "also" | "hm" | "hmm")
}

fn structural(slice: &str, segment: &Segment, words: &Words, speaker: Speaker, score: &mut Score) {
    let numbers = words.iter().filter(|it| it.starts_with(|it: char| it.is_ascii_digit())).count();
    score.numbers = numbers;
    let last = slice.trim_end_matches(['"', '”', ')', '*', '_', ' ']);
    if segment.kind == BlockKind::Table {
        score.cue(0..0, "a table", &[(Evidence, 8.0)]);
    }
    if segment.kind == BlockKind::Code {
        score.cue(0..0, "code", &[(Evidence, 2.0), (Meta, 2.0)]);
    }
    if last.ends_with('?') {
        score.cue(0..0, "asks", &[(Question, 4.6), (Concession, -1.5), (Claim, -0.5)]);
    }
    if slice.contains("://") {
        score.cue(0..0, "links to a source", &[(Evidence, 2.0)]);
    }
    match numbers {
        0 => {}
        1 => score.cue(0..0, "holds a number", &[(Evidence, 0.7)]),
        2 => score.cue(0..0, "holds numbers", &[(Evidence, 1.6)]),
        _ => score.cue(0..0, "is full of numbers", &[(Evidence, 2.6)]),
    }
    // Nobody passes the time of day with a figure in a long sentence; thanks may stand beside it.
    if numbers > 0 && words.len() > 12 {
        score.cue(0..0, "gives a figure and says more", &[(Smalltalk, -2.0)]);
    }
    if slice.contains('%') {
        score.cue(0..0, "holds a rate", &[(Evidence, 0.3)]);
    }
    if words.iter().any(|it| {
        it.len() == 4 && (it.starts_with("19") || it.starts_with("20")) && it.bytes().all(|it| it.is_ascii_digit())
    }) {
        score.cue(0..0, "names a year", &[(Evidence, 0.6)]);
    }
    if slice.trim_end().ends_with(':') && words.len() <= 6 {
        score.cue(0..0, "announces what follows", &[(Meta, 2.2)]);
    }
    if segment.kind == BlockKind::Note {
        score.cue(0..0, "a footnote", &[(Meta, 1.6)]);
    }
    if words.len() <= 2 && numbers == 0 {
        score.cue(0..0, "a word or two", &[(Meta, 1.0), (Concession, 0.4), (Premise, -1.0), (Evidence, -1.0)]);
    }
    if segment.aside {
        score.cue(0..0, "an aside in brackets", &[(Meta, 0.8), (Smalltalk, 0.4)]);
    }
    if speaker == Speaker::Opponent {
        score.cue(
            0..0,
            "words of somebody else, to be answered",
            &[(Claim, 1.2), (Concession, -3.0), (Meta, -1.5), (Smalltalk, -1.5), (Proposal, -0.5)],
        );
    }
    if numbers >= 2 && COUNTS.any(words) {
        score.cue(0..0, "counts how many of how many", &[(Evidence, 0.8)]);
    }
    imperative(words, score);
    if last.ends_with('?') && score.of(Crux) > 1.0 {
        score.cue(0..0, "puts the crux as a question", &[(Crux, 2.0)]);
    }
    // A conditional whose main clause says what the writer would do.
    let conditional = words.starts_with("if") || words.starts_with("what");
    if conditional && words.iter().any(|it| matches!(it, "i'd" | "i'll")) {
        score.cue(0..0, "says under what condition the writer would act", &[(Crux, 1.0), (Proposal, 0.4)]);
    }
    let conditional = conditional || ["unless", "show", "convince", "give", "find", "persuade"].contains(&words.get(0));
    if conditional && gives_way(words) {
        score.cue(0..0, "says when the writer would give way", &[(Crux, 3.4), (Proposal, -1.5), (Concession, -1.0)]);
    }
    if matches!(words.get(0), "they" | "it" | "he" | "she")
        || words.starts_with("and it")
        || words.starts_with("and they")
    {
        score.cue(0..0, "goes on about what was named before", &[(Premise, 0.5)]);
    }
    if words.starts_with("if") || words.starts_with("when") || words.starts_with("even if") {
        score.cue(0..0, "says what would follow", &[(Premise, 0.6)]);
    }
    if words.iter().any(|it| matches!(it, "lol" | "haha" | "lmao")) || slice.contains(":)") {
        score.cue(0..0, "jokes", &[(Smalltalk, 0.8)]);
    }
}

/// How many of how many.
static COUNTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("of #; of the #; out of #; in #"));

/// "I'd drop it", "I'll sign": the writer would leave his position.
fn gives_way(words: &Words) -> bool {
    const LEAVES: &[&str] = &[
        "abandon",
        "accept",
        "back",
        "believe",
        "change",
        "come",
        "concede",
        "convert",
        "delete",
        "drop",
        "eat",
        "flip",
        "fold",
        "give",
        "join",
        "leave",
        "pull",
        "recant",
        "reconsider",
        "retract",
        "reverse",
        "revise",
        "rethink",
        "sign",
        "shut",
        "stop",
        "switch",
        "update",
        "vote",
        "withdraw",
    ];
    (0..words.len()).any(|at| {
        let verb = match (words.get(at), words.get(at + 1)) {
            ("i'd" | "i'll", _) => at + 1,
            ("i", "would" | "will") => at + 2,
            _ => return false,
        };
        let late = ["happily", "gladly", "have", "immediately", "completely", "at", "readily", "be"]
            .contains(&words.get(verb));
        LEAVES.contains(&words.get(verb)) || late && (verb + 1..verb + 4).any(|it| LEAVES.contains(&words.get(it)))
    })
}

/// "Publish the numbers." proposes; "Take it away and they fall over." gives a reason.
fn imperative(words: &Words, score: &mut Score) {
    const OBJECTS: &[&str] = &[
        "it", "the", "a", "an", "them", "this", "that", "these", "those", "your", "us", "me", "every", "all", "both",
        "some",
    ];
    let starts =
        lexicon::is_imperative(words.get(0)) && (OBJECTS.contains(&words.get(1)) || OBJECTS.contains(&words.get(2)));
    if !starts {
        return;
    }
    let result = (3..words.len()).any(|at| {
        words.get(at) == "and"
            && matches!(
                words.get(at + 1),
                "a" | "the" | "you" | "they" | "it" | "he" | "she" | "we" | "there" | "there's"
            )
    });
    if result {
        score.cue(0..0, "says what would follow", &[(Premise, 1.5)]);
    } else {
        score.cue(0..0, "tells to do something", &[(Proposal, 2.4)]);
    }
}

/// Lets neighbours speak: reasons come before conclusions and after claims, evidence goes on.
pub(super) fn ask_neighbours(segments: &[Segment], scores: &mut [Score]) {
    let first: Vec<StatementKind> = scores.iter().map(|it| it.best()[0].0).collect();
    for at in 0..segments.len() {
        let same = |other: usize| segments.get(other).is_some_and(|it| it.comment == segments[at].comment);
        let near = |other: usize| same(other) && segments[other].block.abs_diff(segments[at].block) <= 1;
        let joined = |other: usize| same(other) && segments[other].paragraph == segments[at].paragraph;
        let (before, after) = (at.checked_sub(1).filter(|&it| near(it)), Some(at + 1).filter(|&it| near(it)));
        let plain = !scores[at].takes_a_stand && !scores[at].concludes;
        if !at.checked_sub(1).is_some_and(same) {
            scores[at].cue(0..0, "opens the comment", &[(Premise, -0.8), (Claim, 0.1)]);
        }
        // Whoever says one thing says it for its own sake; thanks and the like have cues of their own.
        if segments.len() == 1 && !segments[at].aside {
            scores[at].cue(0..0, "is all that the comment says", &[(Smalltalk, -2.0), (Meta, -1.0)]);
        }
        let quoted = segments[at].is_marked();
        if plain && !quoted && after.is_some_and(|it| scores[it].concludes && joined(it)) {
            scores[at].cue(0..0, "a conclusion follows", &[(Premise, 0.9)]);
        }
        if plain && !quoted && before.is_some_and(|it| matches!(first[it], Claim | Proposal) && joined(it)) {
            scores[at].cue(0..0, "follows a claim", &[(Premise, 0.7)]);
        }
        if plain && scores[at].numbers > 0 && before.is_some_and(|it| first[it] == Evidence) {
            scores[at].cue(0..0, "goes on with the evidence", &[(Evidence, 1.2)]);
        }
        let grants = before.is_some_and(|it| first[it] == Concession && joined(it));
        if grants && scores[at].of(Concession) > -1.5 && !scores[at].turns && !quoted {
            scores[at].cue(0..0, "goes on granting", &[(Concession, 2.1)]);
        }
        if plain && before.is_some_and(|it| first[it] == Smalltalk) && scores[at].of(Smalltalk) > -1.0 {
            scores[at].cue(0..0, "goes on with small talk", &[(Smalltalk, 0.8)]);
        }
        if before.is_some_and(|it| segments[it].is_marked()) && !quoted {
            scores[at].cue(0..0, "answers a quote", &[(Claim, 0.6), (Concession, 0.3)]);
        }
        if segments[at].kind == BlockKind::Item && plain {
            scores[at].cue(0..0, "an item of a list", &[(Premise, 0.5)]);
        }
    }
}

/// A comment of so many statements argues at length.
const LONG: usize = 12;

/// In a comment that argues at length most of what follows the first sentence of a paragraph is a reason, whatever it
/// looks like: of the many things said, few are the ones argued for. Comes after the signs are weighed, since short
/// comments, on which those are fitted, do not show it.
pub(super) fn argue_at_length(segments: &[Segment], scores: &mut [Score]) {
    if segments.len() < LONG {
        return;
    }
    for at in 1..segments.len() {
        let goes_on = segments[at].paragraph == segments[at - 1].paragraph;
        if goes_on && !scores[at].quoted && !scores[at].takes_a_stand && !scores[at].concludes {
            scores[at].cue(0..0, "goes on in a long comment", &[(Premise, 1.8)]);
        }
    }
}
