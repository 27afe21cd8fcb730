//! Signs of a comment's start that a line shows beside the lines around it, wherever comments were found to start.

use super::{
    blocks::{bullet, is_note_mark, note_start},
    boundary::{hash, topic},
    phrases::{ANSWERS, NEWCOMERS, head, starts_with_any},
    signs::{Sign, Signs},
    voice::{breaks_off, first_sentence, has_word, own_words},
};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// For each of `lines`, its signs, and whether it repeats words of a line further above.
pub(super) fn signs(text: &str, lines: &[Range<usize>]) -> Vec<(Signs, bool)> {
    let seen: Vec<Seen> = lines.iter().map(|it| Seen::of(&text[it.clone()])).collect();
    let gaps: Vec<usize> = (0..lines.len()).map(|it| gap(text, lines, it)).collect();
    let usual = gaps.iter().skip(1).min().copied().unwrap_or(0);
    let mut above = Above::default();
    let mut found: Vec<(Signs, bool)> = Vec::with_capacity(lines.len());
    let mut before = Seen::default();
    let mut repeated = false;
    for (index, (span, line)) in lines.iter().zip(&seen).enumerate() {
        let words = &text[span.clone()];
        let mut signs = line.beside(&before);
        let repeats = above.repeats(words);
        signs.add(Sign::Repeats, repeats);
        signs.add(Sign::AfterRepeat, repeated);
        let next = seen.get(index + 1);
        above.compare(&mut signs, line, index, next);
        signs.add(Sign::Gap, index > 0 && gaps[index] > usual);
        signs.add(Sign::Last, next.is_none());
        above.add(words, line);
        found.push((signs, repeats));
        (before, repeated) = (line.clone(), repeats);
    }
    found
}

/// The line ends between a line and the one before.
fn gap(text: &str, lines: &[Range<usize>], index: usize) -> usize {
    let Some(before) = index.checked_sub(1) else { return 0 };
    text[lines[before].end..lines[index].start].bytes().filter(|&it| it == b'\n').count()
}

/// What is seen of a line alone.
#[derive(Clone, Debug, Default)]
struct Seen {
    topic: HashSet<u64>,
    bytes: usize,
    note: bool,
    bullet: bool,
    /// It starts with a small letter, or with a large one.
    small: bool,
    large: bool,
    /// It ends without a mark.
    open: bool,
    asks: bool,
    addresses: bool,
    own: bool,
    answers: bool,
    pronoun: bool,
    starts_with_i: bool,
    ordinal: bool,
    comes: bool,
    vocative: bool,
    short_sentence: bool,
    /// It has curly apostrophes or quotation marks, or straight ones.
    curly: bool,
    straight: bool,
}

const PRONOUNS: &[&str] =
    &["it", "it's", "they", "they're", "that", "that's", "this", "these", "those", "he", "she", "his", "her", "their"];
const ORDINALS: &[&str] = &["second", "third", "fourth", "fifth", "last", "latter", "other"];
const YOU: &[&str] = &["you", "your", "you're", "you've", "you'd", "yours"];

impl Seen {
    fn of(line: &str) -> Self {
        let start = head(line);
        let early = &start[..start.floor_char_boundary(40)];
        Self {
            topic: topic(line),
            bytes: line.len(),
            note: note_start(line).is_some() || is_note_mark(line),
            bullet: bullet(line).is_some(),
            small: line.starts_with(char::is_lowercase),
            large: line.starts_with(char::is_uppercase),
            open: breaks_off(line),
            asks: line.ends_with('?'),
            addresses: has_word(&line.to_lowercase().replace('’', "'"), YOU),
            own: own_words(line) > 0,
            answers: starts_with_any(&start, ANSWERS),
            pronoun: starts_with_any(&start, PRONOUNS),
            starts_with_i: starts_with_any(&start, &["i", "i'm", "i've", "i'd", "i'll", "my"]),
            ordinal: has_word(early, ORDINALS),
            comes: starts_with_any(&start, NEWCOMERS),
            vocative: line.starts_with('@'),
            short_sentence: first_sentence(line).len() < 28 && line.len() > 60,
            curly: line.contains(['’', '“', '”']),
            straight: line.contains(['\'', '"']),
        }
    }

    /// The signs of this line after `before`.
    fn beside(&self, before: &Self) -> Signs {
        use Sign as S;
        let mut signs = Signs::default();
        signs.add(S::Note, self.note);
        signs.add(S::AfterNote, before.note);
        signs.add(S::AfterBullet, before.bullet);
        signs.add(S::Small, self.small);
        signs.add(S::TurnsSmall, self.small && before.large);
        signs.add(S::TurnsLarge, self.large && before.small);
        signs.add(S::Open, self.open);
        signs.add(S::AfterOpen, before.open);
        signs.add(S::Short, self.bytes < 45);
        signs.add(S::Brief, self.bytes < 110);
        signs.add(S::Long, self.bytes > 240);
        signs.add(S::VeryLong, self.bytes > 420);
        signs.add(S::AfterShort, before.bytes < 45);
        signs.add(S::AfterBrief, before.bytes < 110);
        signs.add(S::AfterLong, before.bytes > 240);
        signs.add(S::AfterVeryLong, before.bytes > 420);
        signs.add(S::ShortSentence, self.short_sentence);
        signs.add(S::Asks, self.asks);
        signs.add(S::AfterQuestion, before.asks);
        signs.add(S::Answers, self.answers);
        signs.add(S::Addresses, self.addresses);
        signs.add(S::AfterAddress, before.addresses);
        signs.add(S::Self_, self.own);
        signs.add(S::AfterSelf, before.own);
        signs.add(S::TurnsSelf, self.own && !before.own);
        signs.add(S::Pronoun, self.pronoun);
        signs.add(S::I, self.starts_with_i);
        signs.add(S::Ordinal, self.ordinal);
        signs.add(S::Comes, self.comes);
        signs.add(S::Vocative, self.vocative);
        signs.add(S::Marks, self.curly && before.straight || self.straight && before.curly);
        signs
    }
}

/// What stands above a line.
#[derive(Debug, Default)]
struct Above {
    /// The runs of three words.
    runs: HashSet<u64>,
    /// How many lines have a word of their subject, without the line before.
    words: HashMap<u64, usize>,
    /// The subject of the line before.
    before: HashSet<u64>,
}

impl Above {
    /// Whether four in five runs of three words of `line` stood above.
    fn repeats(&self, line: &str) -> bool {
        let (mut all, mut known) = (0_usize, 0_usize);
        for run in runs(line) {
            all += 1;
            known += usize::from(self.runs.contains(&run));
        }
        all > 0 && known * 5 >= all * 4
    }

    /// Compares the subject of a line with the one before, with those further above, and with the next one.
    fn compare(&self, signs: &mut Signs, line: &Seen, index: usize, next: Option<&Seen>) {
        use Sign as S;
        let near = line.topic.intersection(&self.before).count();
        // A word that many lines have is the thread's subject, and nobody's alone.
        let rare = |it: &&u64| self.words.get(it).is_some_and(|&it| it <= 1 + index / 6);
        let far = line.topic.difference(&self.before).filter(rare).count();
        signs.add(S::Near, near > 0);
        signs.add(S::NearMore, near > 2);
        signs.add(S::TakesUp, far > near);
        signs.add(S::TakesUpMore, far > near + 2);
        let after = next.map_or(0, |it| it.topic.intersection(&line.topic).count());
        signs.add(S::NextNearer, after > near);
    }

    fn add(&mut self, line: &str, seen: &Seen) {
        self.runs.extend(runs(line));
        for &word in &self.before {
            *self.words.entry(word).or_default() += 1;
        }
        self.before.clone_from(&seen.topic);
    }
}

/// The runs of three words of a line, as hashes.
fn runs(line: &str) -> impl Iterator<Item = u64> + '_ {
    let (mut one, mut two) = (0_u64, 0_u64);
    let words = line.split(|it: char| !it.is_alphanumeric() && it != '\'' && it != '’').filter(|it| !it.is_empty());
    let hashes = words.map(|it| hash(&it.to_lowercase().replace('’', "'")));
    hashes.enumerate().filter_map(move |(at, three)| {
        let run = one ^ two.rotate_left(21) ^ three.rotate_left(42);
        (one, two) = (two, three);
        (at >= 2).then_some(run)
    })
}
