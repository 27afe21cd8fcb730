//! What a statement looks like and where it stands: small signs, none of which says much, weighed together.
//!
//! Cues tell what was said; most statements are made without any. Then the small words, the length, the numbers and
//! the place in the paragraph still speak for one kind or another. Their weights in `assets/kinds.txt` are fitted
//! (`fit.rs`) on threads that were written and annotated for this project, in `tests/threads`.

use super::{
    kinds::{KINDS, Score},
    segment::Segment,
    words::{Table, Words},
};
use crate::source::BlockKind;
use std::{collections::HashMap, sync::LazyLock};

/// The words that are signs: they name no subject.
const SMALL: &str = "i me my we us our you your he she his her they them their it its this that these those who what \
    which when where why how there here a an the and or but so because since if unless though although while as than \
    then yet still also even only just really actually maybe perhaps probably almost again already always often \
    usually sometimes ever never no not nothing nobody none any some all every each everybody everyone somebody \
    someone anybody anyone most many few more less much very too quite rather enough same other another such both \
    either neither own is are was were be been being am do does did have has had will would can could should may \
    might must shall let let's isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't cannot couldn't \
    shouldn't haven't hasn't hadn't i'm i've i'd i'll you're you've you'd you'll it's that's there's they're they've \
    they'd we're we've we'd what's he's she's who's here's of in on at to from by with for about into over under \
    between after before without against per through during until till except like unlike instead think believe \
    guess suspect doubt expect agree disagree grant admit concede accept know mean means say said says see saw want \
    need seem seems look looks feel find found make makes made give take get got go went come came put keep kept use \
    used tell told ask asked call count show shows read change changed move help work works pay paid cost costs yes \
    yeah yep nope ok okay sure fine true fair right wrong good bad better worse best worst different real point \
    question case example reason argument claim evidence data study paper report survey number numbers figure figures \
    result results difference problem thing things people person year years month months week day percent half third \
    one two three four five six seven eight nine ten hundred thousand million first second last next ago once twice \
    thanks thank sorry edit reply comment comments thread post please lol ha haha well anyway btw tldr";

/// Verbs in the past that do not end in -ed.
const PAST: &[&str] = &[
    "began", "bought", "broke", "built", "came", "chose", "did", "drew", "fell", "felt", "found", "gave", "got",
    "grew", "had", "held", "kept", "knew", "led", "left", "lost", "made", "met", "paid", "put", "ran", "rose", "said",
    "sat", "saw", "sent", "sold", "spent", "stood", "taught", "thought", "told", "took", "was", "went", "were", "won",
    "wrote",
];

/// Signs that are no words.
const SIGNS: &[&str] = &[
    "always",
    "more than 2 words",
    "more than 4 words",
    "more than 7 words",
    "more than 11 words",
    "more than 16 words",
    "more than 24 words",
    "more than 35 words",
    "ends with ?",
    "ends with !",
    "ends with :",
    "ends with ; or ,",
    "ends with …",
    "ends without a mark",
    "a number",
    "2 numbers",
    "3 numbers",
    "a rate",
    "money",
    "a year",
    "a link",
    "quotation marks",
    "a colon inside",
    "in brackets",
    "a name",
    "starts small",
    "a verb in the past",
    "2 verbs in the past",
    "the writer in the past",
    "a verb in -ing",
    "a word in -ly or -est",
    "after another in its paragraph",
    "third in its paragraph or later",
    "fourth in its paragraph or later",
    "ends its paragraph",
    "a paragraph of its own",
    "opens its comment",
    "ends its comment",
    "comment of 2 or more",
    "comment of 4 or more",
    "comment of 7 or more",
    "comment of 11 or more",
    "an item of a list",
    "a quoted line",
    "words of somebody else",
    "cited before an answer",
    "after a quote",
    "after a question",
    "after a colon",
    "a conclusion follows",
    "a turn follows",
    "starts with no small word",
];

/// The names of all signs: each word anywhere, each word at the start, then [`SIGNS`].
pub(super) static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let words = || SMALL.split(' ');
    let anywhere = words().map(|it| format!("has “{it}”"));
    let first = words().map(|it| format!("starts with “{it}”"));
    anywhere.chain(first).chain(SIGNS.iter().map(|&it| it.to_owned())).collect()
});

static WORDS: LazyLock<Table<&'static str, usize>> =
    LazyLock::new(|| SMALL.split(' ').enumerate().map(|(at, it)| (it, at)).collect());

/// The places of [`SIGNS`].
static PLACES: LazyLock<Table<&'static str, usize>> =
    LazyLock::new(|| SIGNS.iter().enumerate().map(|(at, &it)| (it, at)).collect());

/// What each sign adds to the log odds of each kind.
static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| weights(include_str!("../../assets/kinds.txt")));

/// By sign, then by kind.
type Weights = Vec<[f32; KINDS.len()]>;

fn weights(file: &str) -> Weights {
    let mut told: HashMap<&str, [f32; KINDS.len()]> = HashMap::new();
    for line in file.lines().filter(|it| !it.starts_with('#')) {
        let Some((name, numbers)) = line.split_once('\t') else { continue };
        let mut weights = [0.0; KINDS.len()];
        for (weight, number) in weights.iter_mut().zip(numbers.split_whitespace()) {
            *weight = number.parse().unwrap_or(0.0);
        }
        told.insert(name, weights);
    }
    NAMES.iter().map(|it| told.get(it.as_str()).copied().unwrap_or_default()).collect()
}

#[cfg(test)]
thread_local! {
    static OTHER_WEIGHTS: std::cell::RefCell<Option<Weights>> = const { std::cell::RefCell::new(None) };
}

/// Does `work` with the weights of another file.
#[cfg(test)]
pub(super) fn with_weights<T>(file: &str, work: impl FnOnce() -> T) -> T {
    OTHER_WEIGHTS.set(Some(weights(file)));
    let done = work();
    OTHER_WEIGHTS.set(None);
    done
}

/// Adds to the scores of a comment what its statements look like and where they stand.
pub(super) fn weigh(text: &str, segments: &[Segment], words: &[Words], scores: &mut [Score]) {
    #[cfg(test)]
    if let Some(weights) = OTHER_WEIGHTS.take() {
        weigh_with(&weights, text, segments, words, scores);
        OTHER_WEIGHTS.set(Some(weights));
        return;
    }
    weigh_with(&WEIGHTS, text, segments, words, scores);
}

fn weigh_with(weights: &Weights, text: &str, segments: &[Segment], words: &[Words], scores: &mut [Score]) {
    for at in 0..segments.len() {
        for sign in signs(text, segments, words, scores, at) {
            for (odds, weight) in scores[at].odds.iter_mut().zip(&weights[sign]) {
                *odds += weight;
            }
        }
    }
}

/// The signs of statement `at` of a comment, as places in [`NAMES`], each once.
pub(super) fn signs(text: &str, segments: &[Segment], words: &[Words], scores: &[Score], at: usize) -> Vec<usize> {
    let mut found = Vec::with_capacity(48);
    let all = WORDS.len();
    for (place, word) in words[at].iter().enumerate() {
        if let Some(&it) = WORDS.get(word) {
            found.push(it);
            if place == 0 {
                found.push(all + it);
            }
        }
    }
    let mut tell = |name: &str, holds: bool| {
        if holds && let Some(&it) = PLACES.get(name) {
            found.push(2 * all + it);
        }
    };
    tell("always", true);
    tell("starts with no small word", !WORDS.contains_key(words[at].get(0)));
    look(&text[segments[at].span.clone()], &words[at], &mut tell);
    stand(text, segments, scores, at, &mut tell);
    found.sort_unstable();
    found.dedup();
    found
}

/// What it looks like.
fn look(slice: &str, words: &Words, tell: &mut impl FnMut(&str, bool)) {
    for (name, least) in SIGNS[1..8].iter().zip([2, 4, 7, 11, 16, 24, 35]) {
        tell(name, words.len() > least);
    }
    let end = slice.trim_end_matches([' ', '"', '”', '’', ')', '*', '_']);
    tell("ends with ?", end.ends_with('?'));
    tell("ends with !", end.ends_with('!'));
    tell("ends with :", end.ends_with(':'));
    tell("ends with ; or ,", end.ends_with([';', ',']));
    tell("ends with …", end.ends_with('…') || end.ends_with("..."));
    tell("ends without a mark", end.ends_with(char::is_alphanumeric));
    let numbers = words.iter().filter(|it| it.starts_with(|it: char| it.is_ascii_digit())).count();
    for (name, least) in ["a number", "2 numbers", "3 numbers"].iter().zip(1..) {
        tell(name, numbers >= least);
    }
    tell("a rate", slice.contains('%'));
    tell("money", slice.contains(['$', '€', '£']));
    let year = |it: &str| it.len() == 4 && (it.starts_with("19") || it.starts_with("20"));
    tell("a year", words.iter().any(|it| year(it) && it.bytes().all(|it| it.is_ascii_digit())));
    tell("a link", slice.contains("://"));
    tell("quotation marks", slice.contains(['"', '“']));
    tell("a colon inside", slice.trim_end_matches(':').contains(": "));
    tell("in brackets", slice.starts_with('('));
    let mut letters = slice.split_whitespace().skip(1);
    tell("a name", letters.any(|it| it.len() > 1 && it.starts_with(char::is_uppercase) && !it.starts_with("I'")));
    tell("starts small", slice.starts_with(char::is_lowercase));
    let past = |it: &&str| it.len() > 4 && it.ends_with("ed") || PAST.binary_search(it).is_ok();
    let told = words.iter().filter(past).count();
    tell("a verb in the past", told > 0);
    tell("2 verbs in the past", told > 1);
    tell("the writer in the past", told > 0 && words.iter().any(|it| matches!(it, "i" | "we" | "my" | "our")));
    tell("a verb in -ing", words.iter().any(|it| it.len() > 4 && it.ends_with("ing")));
    tell("a word in -ly or -est", words.iter().any(|it| it.len() > 4 && (it.ends_with("ly") || it.ends_with("est"))));
}

/// Where it stands.
fn stand(text: &str, segments: &[Segment], scores: &[Score], at: usize, tell: &mut impl FnMut(&str, bool)) {
    let it = &segments[at];
    let joined = |other: &&Segment| other.paragraph == it.paragraph && !other.is_marked();
    let depth = segments[..at].iter().rev().take_while(joined).take(3).count();
    let goes_on = segments.get(at + 1).as_ref().is_some_and(joined);
    for (name, least) in
        ["after another in its paragraph", "third in its paragraph or later", "fourth in its paragraph or later"]
            .iter()
            .zip(1..)
    {
        tell(name, depth >= least);
    }
    tell("ends its paragraph", depth > 0 && !goes_on);
    tell("a paragraph of its own", depth == 0 && !goes_on);
    tell("opens its comment", at == 0);
    tell("ends its comment", at + 1 == segments.len());
    for (name, least) in
        ["comment of 2 or more", "comment of 4 or more", "comment of 7 or more", "comment of 11 or more"]
            .iter()
            .zip([2, 4, 7, 11])
    {
        tell(name, segments.len() >= least);
    }
    tell("an item of a list", it.kind == BlockKind::Item);
    tell("a quoted line", it.is_quoted_line() && !it.cited);
    tell("words of somebody else", scores[at].quoted);
    tell("cited before an answer", it.cited);
    let before = at.checked_sub(1);
    tell("after a quote", before.is_some_and(|it| scores[it].quoted) && !scores[at].quoted);
    let above = before.map_or("", |it| text[segments[it].span.clone()].trim_end());
    tell("after a question", above.ends_with('?'));
    tell("after a colon", above.ends_with(':'));
    let next = at + 1;
    let near = segments.get(next).as_ref().is_some_and(joined);
    tell("a conclusion follows", near && scores[next].concludes);
    tell("a turn follows", near && scores[next].turns);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_past_are_sorted() {
        assert!(PAST.is_sorted());
    }

    #[test]
    fn every_weight_has_its_sign() {
        let lines = include_str!("../../assets/kinds.txt").lines().filter(|it| !it.starts_with('#'));
        for line in lines {
            let (name, numbers) = line.split_once('\t').unwrap();
            assert!(NAMES.iter().any(|it| it == name), "{name} is no sign");
            assert_eq!(
                numbers.split_whitespace().filter_map(|it| it.parse::<f32>().ok()).count(),
                KINDS.len(),
                "{line}"
            );
        }
    }
}
