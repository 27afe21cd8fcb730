//! First credences: how likely a speaker holds what he says to be, read from hedges, boosters and numbers.
//!
//! A credence is on the claim without its hedge: “It will probably not pass” puts 0.75 on “It will not pass”, and “I doubt
//! that it passes” 0.25 on “it passes”. Where nothing hedges or boosts, nothing is imputed.

use super::{
    moves::Moves,
    records::node_kind,
    words::{Phrases, Table, Words},
};
use crate::map::NodeKind;
use std::{ops::Range, sync::LazyLock};

/// How likely the speaker of a statement holds it to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Belief {
    /// The statement.
    pub at: usize,
    /// From 0 to 1.
    pub value: f32,
    /// A number was named; else it is inferred from wording.
    pub said: bool,
    /// The bytes of the thread that tell.
    pub words: Range<usize>,
}

/// The first credences of a thread, in reading order. A quote has none of its own: its original has it.
pub(super) fn find(moves: &Moves<'_>) -> Vec<Belief> {
    let claims = moves
        .all
        .iter()
        .enumerate()
        .filter(|(_, it)| it.quote_of.is_none() && node_kind(it.kind) == Some(NodeKind::Claim));
    claims
        .filter_map(|(at, it)| {
            let (value, said, words) = read(&moves.thread.text, it.segment.span.clone())?;
            Some(Belief { at, value, said, words })
        })
        .collect()
}

/// The value that the words of `text[span]` tell, whether as a number, and which words do.
fn read(text: &str, span: Range<usize>) -> Option<(f32, bool, Range<usize>)> {
    let statement = &text[span.clone()];
    if statement.trim_end_matches(['"', '”', ')', ' ']).ends_with('?') {
        return None;
    }
    let words = Words::of(text, span.clone());
    if words.len() < 3 {
        return None;
    }
    for at in 0..words.len() {
        let found = number(&words, at).map(|(value, range)| (value, true, range)).or_else(|| {
            let (value, range) = hedge(text, &words, at)?;
            Some((value, false, range))
        });
        if let Some((value, said, range)) = found {
            let place = words.place(range.clone());
            if governs(text, &words, range.start, span.start..place.start) {
                return Some((value, said, place));
            }
        }
    }
    None
}

/// The terms of the survey that `zonination` published in 2015 ("Perceptions of Probability and Numbers", 46 answers,
/// after Sherman Kent 1964, "Words of Estimative Probability"), with the median of its answers, and the wordings that are
/// taken for each. Kent gave “possible” no number on purpose: “may” and its kin only say that the question is open.
const TERMS: &[(f32, &str)] = &[
    // Almost certainly.
    (
        0.95,
        "almost certainly; almost certain; virtually certain; nearly certain; all but certain; virtually guarantees; \
         virtually guaranteed; all but guarantees; all but guaranteed; practically guarantees; practically guaranteed; \
         almost guarantees; certainly; definitely; undoubtedly; no doubt; without doubt; without a doubt; \
         beyond doubt; i'm certain; i am certain; i'm sure; i am sure; i don't doubt; i do not doubt; bound to",
    ),
    // Highly likely.
    (
        0.9,
        "highly likely; very likely; extremely likely; highly probable; very probable; very probably; pretty sure; \
         fairly sure; quite sure; pretty certain; fairly certain; pretty clear; fairly clear; quite clear; \
         it's clear that; it is clear that; must have been; must surely; i'm confident; i am confident; i'm convinced; i am convinced",
    ),
    // Very good chance.
    (0.8, "very good chance; good chance; strong chance; high chance"),
    // Probably, probable.
    (0.75, "probably; probable; in all probability"),
    // Likely; we believe.
    (0.7, "likely; chances are that; i believe that; i'd bet; i would bet; odds are"),
    // Better than even.
    (
        0.6,
        "better than even; more likely than not; not unlikely; not improbable; i suspect; i'd guess; i would guess; \
         my guess is; my hunch is; may well; might well; could well",
    ),
    // About even.
    (
        0.5,
        "about even; even odds; coin flip; coin toss; toss up; fifty fifty; could go either way; not sure; not so sure; \
         not certain; not clear; not convinced; isn't clear; unsure; may; might; maybe; perhaps; possibly",
    ),
    // We doubt.
    (
        0.25,
        "i doubt; i'm doubtful; i am doubtful; i'm skeptical; i am skeptical; i'm sceptical; i am sceptical; doubtful",
    ),
    // Unlikely.
    (
        0.2,
        "unlikely; not likely; isn't likely; aren't likely; not very likely; not probable; isn't probable; not at all likely",
    ),
    // Improbable, little chance.
    (0.15, "improbable; little chance; small chance; slim chance; low chance; chances are slim; chances are slight"),
    // Highly unlikely.
    (0.05, "highly unlikely; very unlikely; extremely unlikely; vanishingly unlikely"),
    // Almost no chance.
    (
        0.02,
        "no way that; no way they; no way it; no way he; no way she; no way the; no way this; no chance; not a chance; zero chance; almost no chance",
    ),
];

/// The further words of a wording, and its value.
type Term = (Vec<&'static str>, f32);

/// [`TERMS`] by their first word.
static INDEX: LazyLock<Table<&str, Vec<Term>>> = LazyLock::new(|| {
    let mut index: Table<&str, Vec<Term>> = Table::default();
    for &(value, phrases) in TERMS {
        for phrase in phrases.split("; ") {
            let mut parts = phrase.split(' ');
            index.entry(parts.next().unwrap_or(phrase)).or_default().push((parts.collect(), value));
        }
    }
    index
});

/// The longest wording that starts at word `at`, with its value.
fn hedge(text: &str, words: &Words, at: usize) -> Option<(f32, Range<usize>)> {
    let rests = INDEX.get(words.get(at))?.iter();
    let ends = rests.filter_map(|(rest, value)| Some((words.follows(at + 1, rest.iter().copied())?, *value)));
    let (end, value) = ends.max_by_key(|it| it.0)?;
    let before = if at == 0 { "" } else { words.get(at - 1) };
    let next = words.get(end);
    let usable = match words.get(at) {
        // The month, a permission, an idiom.
        "may" => {
            let written = &text[words.place(at..at + 1)];
            let month = written.starts_with('M') && at > 0 || next.starts_with(|it: char| it.is_ascii_digit());
            !month
                && !matches!(before, "you" | "we" | "i" | "in" | "last" | "next" | "since" | "until" | "by" | "of")
                && !matches!(next, "i" | "we" | "you" | "as")
        }
        "might" => !matches!(before, "the" | "their" | "of" | "and") && next != "as",
        // Comparisons and nouns: “more likely”, “the likely cause”.
        "likely" | "unlikely" | "probable" | "improbable" | "doubtful" => !matches!(
            before,
            "more" | "less" | "as" | "equally" | "how" | "too" | "so" | "the" | "a" | "an" | "its" | "their" | "any"
        ),
        _ => true,
    };
    let negated = matches!(before, "not" | "hardly" | "never" | "isn't" | "aren't" | "wasn't" | "don't" | "doesn't")
        || matches!(before, "that" | "so") && at > 1 && words.get(at - 2) == "not";
    if !usable {
        return None;
    }
    if !negated {
        return Some((value, at..end));
    }
    match value {
        // “Not certainly” leaves it open, “not a good chance” makes it unlikely, “hardly unlikely” better than even.
        0.9.. => Some((0.5, at - 1..end)),
        0.6.. => Some((0.2, at - 1..end)),
        ..=0.2 => Some((0.6, at - 1..end)),
        _ => None,
    }
}

/// What leads to a probability.
static LEADS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "i'd put it at; i would put it at; i put it at; i'd put that at; i'd put this at; i'd put it around; \
         i'd put it about; i'd say; i would say; i'd give it; i give it; i would give it; my credence is; \
         my credence in * is; my probability is; my estimate is; i'm at; i am at; there's a; there is a; \
         there's an; there is an; with probability; i'm; i am; i'm about; i'm maybe; i am about",
    )
});

/// A probability named at word `at`: “80 % confident”, “I'd put it at 30 %”, “a 60 % chance that”.
fn number(words: &Words, at: usize) -> Option<(f32, Range<usize>)> {
    let lead = LEADS.ends(words, at).max();
    let start = lead.unwrap_or(at);
    let filler =
        |it: usize| matches!(words.get(it), "about" | "around" | "maybe" | "roughly" | "a" | "perhaps" | "only");
    let first = if lead.is_some() { (start..start + 2).find(|&it| !filler(it))? } else { at };
    let written = words.get(first);
    // Almost no word is a number, and trying to read it as one takes longer than telling that.
    if !written.starts_with(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let value: f32 = written.replace(',', ".").parse().ok()?;
    let percent = matches!(words.get(first + 1), "%" | "percent");
    let value = if percent { value / 100.0 } else { value };
    let whole = !percent && !written.contains('.');
    if whole || !(0.0..=1.0).contains(&value) {
        return None;
    }
    let end = first + 1 + usize::from(percent);
    let degree = matches!(words.get(end), "confident" | "sure" | "certain" | "convinced");
    let chance = matches!(words.get(end), "chance" | "probability" | "likelihood" | "likely");
    let bare =
        matches!(words.get(at), "i'm" | "there's" | "there") || words.get(at) == "i" && words.get(at + 1) == "am";
    let told = match lead {
        // “I'd say 70 % of them” counts people.
        Some(_) if words.get(end) == "of" => false,
        Some(_) if bare => degree || chance || words.get(start - 1) == "at",
        Some(_) => true,
        // At the head of a sentence, “80 % sure that …”.
        None => (degree || words.get(end) == "chance" && words.get(end + 1) == "that") && at <= 1,
    };
    told.then(|| (value, at..end + usize::from(degree || chance)))
}

/// Whether what is said at word `at` is the speaker's own and about the statement as a whole: not in quotation marks, not
/// in a condition, a reason or a relative clause, and not what somebody else is said to think. `before` are the bytes
/// of the statement before it.
fn governs(text: &str, words: &Words, at: usize, before: Range<usize>) -> bool {
    let lead = &text[before.clone()];
    if lead.matches('"').count() % 2 == 1 || lead.matches('“').count() > lead.matches('”').count() {
        return false;
    }
    let since = |word: usize| &text[words.place(word..word + 1).end..before.end.max(words.place(word..word + 1).end)];
    for (word, it) in words.iter().take(at).enumerate() {
        let earlier = if word == 0 { "" } else { words.get(word - 1) };
        let open = || !since(word).contains([',', ';', ':', '-', '—', '–', ')']);
        let excluded = match it {
            "if" | "unless" | "when" | "whenever" => open(),
            "because" | "which" | "who" | "whose" | "although" | "though" | "whether" => word > 0 && open(),
            "that" => word > 0 && is_relative(earlier, words.get(word + 1)) && open(),
            "says" | "said" | "thinks" | "believes" | "claims" | "argues" | "argued" | "claimed" | "believed"
            | "expects" | "predicts" | "predicted" | "reckons" | "suspects" | "insists" | "writes" | "wrote"
            | "told" | "tells" | "asserts" | "asserted" => !matches!(earlier, "i" | "we") && !matches!(earlier, "that"),
            "think" | "say" | "believe" | "claim" | "argue" | "expect" | "suspect" | "reckon" => {
                matches!(
                    earlier,
                    "you"
                        | "they"
                        | "people"
                        | "some"
                        | "many"
                        | "most"
                        | "critics"
                        | "others"
                        | "would"
                        | "may"
                        | "might"
                )
            }
            "according" => words.get(word + 1) == "to" && words.get(word + 2) != "me",
            _ => false,
        };
        if excluded {
            return false;
        }
    }
    true
}

/// Whether “that” between these two words starts a relative clause: a noun stands before it and a verb after it.
fn is_relative(before: &str, after: &str) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "will", "would", "may", "might", "can", "could", "probably", "likely", "must",
        "has", "have",
    ];
    const OPENERS: &[&str] = &[
        "think", "believe", "say", "guess", "suspect", "know", "doubt", "sure", "clear", "certain", "likely",
        "unlikely", "means", "shows", "suggests", "is", "true", "chance", "bet", "and", "but", "so",
    ];
    VERBS.contains(&after) && !OPENERS.contains(&before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sentence: &str) -> Option<(f32, bool, &str)> {
        read(sentence, 0..sentence.len()).map(|(value, said, words)| (value, said, &sentence[words]))
    }

    #[test]
    fn wordings_tell_first_credences() {
        let cases: &[(&str, f32, &str)] = &[
            ("The new quay will almost certainly silt up.", 0.95, "almost certainly"),
            ("One dry summer virtually guarantees a fishing ban.", 0.95, "virtually guarantees"),
            ("The bridge is bound to need repairs.", 0.95, "bound to"),
            ("I'm sure the ferry pays for itself.", 0.95, "I'm sure"),
            ("There is no doubt the orchard shrank.", 0.95, "no doubt"),
            ("The old kiln definitely leaks.", 0.95, "definitely"),
            ("It's pretty clear the tide tables are wrong.", 0.9, "pretty clear"),
            ("The glacier is very likely to retreat.", 0.9, "very likely"),
            ("The lantern must have been older.", 0.9, "must have been"),
            ("I'm confident the seeds will sprout.", 0.9, "I'm confident"),
            ("I’m pretty sure the choir can manage it.", 0.9, "pretty sure"),
            ("There's a good chance the mill reopens.", 0.8, "good chance"),
            ("They will probably close the lane.", 0.75, "probably"),
            ("It will probably not pass the committee.", 0.75, "probably"),
            ("A late frost is probable this spring.", 0.75, "probable"),
            ("The buses will likely run late.", 0.7, "likely"),
            ("I'd bet the well is dry by autumn.", 0.7, "I'd bet"),
            ("I suspect the counter was broken.", 0.6, "I suspect"),
            ("A second flood is not unlikely.", 0.6, "not unlikely"),
            ("Rents may well fall next year.", 0.6, "may well"),
            ("I'm not sure the census is right.", 0.5, "not sure"),
            ("Whether it holds is a coin flip.", 0.5, "coin flip"),
            ("The lock may jam in winter.", 0.5, "may"),
            ("Perhaps the baker simply moved.", 0.5, "Perhaps"),
            ("Maybe the tram was never built.", 0.5, "Maybe"),
            ("It might rain on the parade.", 0.5, "might"),
            ("I doubt that the dam survives.", 0.25, "I doubt"),
            ("I'm skeptical the sensor works at night.", 0.25, "I'm skeptical"),
            ("It is unlikely that anyone noticed.", 0.2, "unlikely"),
            ("The harvest isn't likely to recover.", 0.2, "isn't likely"),
            ("There is little chance of a thaw.", 0.15, "little chance"),
            ("A repeat is highly unlikely.", 0.05, "highly unlikely"),
            ("There's no way that the roof holds.", 0.02, "no way that"),
            ("If the pump fails, the cellar will probably flood.", 0.75, "probably"),
            ("Because it is probably cheaper.", 0.75, "probably"),
            ("I think that it will probably work.", 0.75, "probably"),
        ];
        for &(sentence, value, cue) in cases {
            assert_eq!(of(sentence), Some((value, false, cue)), "{sentence}");
        }
    }

    #[test]
    fn numbers_named_are_said() {
        let cases: &[(&str, f32)] = &[
            ("I'd put it at 30 %.", 0.3),
            ("I'd say 70% that the lease is renewed.", 0.7),
            ("I'm 80 % confident that the count is right.", 0.8),
            ("I am about 95% sure the pipe is lead.", 0.95),
            ("80 % sure that the vote slips.", 0.8),
            ("There's a 60% chance that the kiln cracks.", 0.6),
            ("My credence is 0.35 at the moment.", 0.35),
            ("I'd give it maybe 15 percent.", 0.15),
        ];
        for &(sentence, value) in cases {
            let found = of(sentence);
            assert!(found.is_some_and(|it| (it.0 - value).abs() < 1e-6 && it.1), "{sentence} {found:?}");
        }
    }

    #[test]
    fn nothing_is_imputed() {
        let none = [
            "The quay will silt up.",
            "The kiln cracks at night.",
            "Will the quay probably silt up?",
            "Is it likely that the mill reopens?",
            "The parade was held in May and nobody came.",
            "The parade of May 3 was fine.",
            "You may park behind the mill.",
            "May I borrow the ladder for a day.",
            "We may as well walk home.",
            "A dry spring is more likely than a wet one.",
            "The likely cause is rust.",
            "She says the dam will probably break.",
            "You think the dam will probably break.",
            "The mayor believes it is almost certain.",
            "According to the mayor it is probably rust.",
            "He called it \"probably harmless\" and left.",
            "They wrote “almost certainly safe” on the door.",
            "If it probably rains we stay.",
            "Unless you are sure about that leave it.",
            "We should move because it will probably flood.",
            "The rule that will probably pass is unjust.",
            "The people who might object are away.",
            "I'd say 70% of the boats leak.",
            "The tax rose by 30 % in a year.",
            "The boats lost 0.3 of their speed.",
            "A certain baker moved to the coast.",
            "Some say it will likely fail.",
            "Perhaps so.",
        ];
        for sentence in none {
            assert_eq!(of(sentence), None, "{sentence}");
        }
    }
}
