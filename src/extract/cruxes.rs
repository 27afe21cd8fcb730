//! Cruxes: the yes/no question, who stands where, and what an answer would change.

use super::{
    links::{Link, LinkKind},
    moves::Moves,
    tidy,
};
use crate::map::StatementKind;

/// What was made of a statement that names a crux.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// The statement.
    pub at: usize,
    /// The yes/no question.
    pub question: String,
    /// What an answer would change, in the words of the thread.
    pub would_change: String,
    /// The statement of the other side, if there is one.
    pub other: Option<usize>,
}

/// The cruxes of a thread.
pub(super) fn find(moves: &Moves<'_>, links: &[Link]) -> Vec<Turn> {
    let mut targets = std::collections::BTreeMap::new();
    for link in links.iter().filter(|it| it.kind == LinkKind::CruxFor) {
        targets.entry(link.from).or_insert(link.to);
    }
    let cruxes = moves.all.iter().enumerate().filter(|it| it.1.kind == StatementKind::Crux && it.1.quote_of.is_none());
    cruxes
        .map(|(at, it)| {
            let target = targets.get(&at).copied();
            let comment = it.segment.comment;
            let quoted = moves.of[comment]
                .clone()
                .take_while(|&other| other < at)
                .filter(|&it| moves.all[it].is_quoted())
                .last();
            let other = quoted.or_else(|| {
                let parent = moves.parents[comment]?;
                let claims = moves.of[parent].clone().rev().filter(|&it| !moves.all[it].is_quoted());
                let mut claims =
                    claims.filter(|&it| matches!(moves.all[it].kind, StatementKind::Claim | StatementKind::Proposal));
                claims.next()
            });
            let words = tidy(moves.text(at));
            let (condition, result) = halves(&words);
            let question = question(&words, condition, target.map(|it| tidy(moves.text(it))).as_deref());
            let would_change = match (result, target) {
                (Some(result), _) => format!("“{}”", result.trim_end_matches(['.', ',', ';', ' '])),
                (None, Some(target)) => format!("Whether this stands: “{}”", tidy(moves.text(target))),
                (None, None) => String::new(),
            };
            Turn { at, question, would_change, other }
        })
        .collect()
}

/// The condition and the result of "If …, I'd …" and "What would change my mind is …".
fn halves(words: &str) -> (Option<&str>, Option<&str>) {
    let lower = words.to_lowercase().replace('’', "'");
    if lower.len() != words.len() {
        return (None, None);
    }
    let start = lower.find("if ").filter(|&it| it == 0 || lower[..it].ends_with([' ', ',']) && it < 40);
    if let Some(start) = start {
        let rest = &lower[start + 3..];
        let result = [
            ", i'd ",
            ", i'll ",
            ", i would ",
            ", i will ",
            ", then ",
            ", i'm ",
            ", you ",
            ", we ",
            ", it ",
            " i'd ",
            " i'll ",
            " i would ",
            " i'm ",
            ", ",
        ]
        .iter()
        .find_map(|it| rest.find(it).filter(|&at| at > 8));
        if let Some(at) = result {
            let middle = start + 3 + at;
            let result = words[middle..].trim_start_matches([',', ' ']);
            let result = result.split(['.', ';']).next().unwrap_or(result);
            return (Some(&words[start + 3..middle]), Some(result));
        }
    }
    for lead in ["change my mind is ", "change my view is ", "move me is ", "convince me is ", "persuade me is "] {
        if let Some(at) = lower.find(lead) {
            return (Some(&words[at + lead.len()..]), Some(&words[..at + lead.len() - 4]));
        }
    }
    (None, None)
}

/// A yes/no question in the statement's own words as far as grammar lets them.
fn question(words: &str, condition: Option<&str>, target: Option<&str>) -> String {
    if let Some(asked) = asked(words) {
        return asked;
    }
    let lower = words.to_lowercase();
    if lower.len() == words.len()
        && let Some(at) = lower.rfind("whether ")
        && condition.is_none()
    {
        return yes_no(&words[at + 8..]);
    }
    if let Some(condition) = condition {
        return yes_no(without_lead(condition));
    }
    if let Some((_, point)) = words.split_once(": ").filter(|it| it.1.split_whitespace().count() >= 4) {
        return yes_no(point);
    }
    match target {
        Some(target) => yes_no(target),
        None => yes_no(words),
    }
}

/// The question that a statement itself asks, if it asks one that can be answered by yes or no.
fn asked(words: &str) -> Option<String> {
    let end = words.find('?')?;
    let head = &words[..end];
    let start =
        head.rfind(['.', ':', '—', ';', '!']).map_or(0, |it| it + head[it..].chars().next().map_or(1, char::len_utf8));
    let start = head.rfind("--").map_or(start, |it| start.max(it + 2));
    let clause = head[start..].trim();
    let first = clause.split_whitespace().next()?.to_lowercase().replace('’', "'");
    let asks = AUXILIARIES.contains(&first.as_str())
        || matches!(first.as_str(), "how" | "what" | "why" | "who" | "which" | "where" | "when");
    (asks && clause.len() > 8).then(|| format!("{}?", capital(clause)))
}

/// A condition without words that only say that somebody would have to be shown it.
fn without_lead(condition: &str) -> &str {
    const LEADS: &[&str] = &[
        "you convinced me that",
        "you could convince me that",
        "you persuaded me that",
        "you showed me that",
        "you could show me that",
        "you can show me that",
        "somebody could show me that",
        "someone could show me that",
        "someone showed me that",
        "somebody showed me that",
        "anyone could show me that",
        "i believed that",
        "i believed",
        "i thought that",
        "i thought",
        "i were convinced that",
        "i was convinced that",
        "i became convinced that",
        "i came to believe that",
        "i saw evidence that",
        "i saw that",
        "it turned out that",
        "it turns out that",
        "it were shown that",
        "a credible argument that",
        "a good argument that",
        "an argument that",
        "evidence that",
        "convincing evidence that",
        "good evidence that",
        "proof that",
        "data showing that",
        "data that shows",
        "a study showing that",
        "a demonstration that",
        "seeing that",
        "seeing",
        "learning that",
    ];
    let lower = condition.to_lowercase();
    if lower.len() != condition.len() {
        return condition;
    }
    LEADS
        .iter()
        .find_map(|lead| {
            lower.strip_prefix(lead).filter(|it| it.starts_with(' ')).map(|_| condition[lead.len()..].trim_start())
        })
        .unwrap_or(condition)
}

const AUXILIARIES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "does",
    "do",
    "did",
    "can",
    "could",
    "will",
    "would",
    "should",
    "has",
    "have",
    "had",
    "must",
    "may",
    "might",
    "isn't",
    "aren't",
    "doesn't",
    "don't",
    "can't",
    "won't",
    "wouldn't",
    "shouldn't",
];
/// Those that may change places with their subject as they stand.
const MOVABLE: &[&str] = &["is", "are", "was", "were", "can", "could", "will", "would", "should", "must"];

/// "the risk is under 10 %" to "Is the risk under 10 %?": by changing places where the subject is short and plain, else by
/// asking whether it is true.
fn yes_no(clause: &str) -> String {
    let clause = clause
        .trim()
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '”', ')'])
        .trim_start_matches(['"', '“', '('])
        .trim();
    let words: Vec<&str> = clause.split_whitespace().collect();
    let plain = |it: &&str| {
        let word = it.to_lowercase();
        !matches!(
            word.as_str(),
            "that"
                | "which"
                | "who"
                | "if"
                | "when"
                | "because"
                | "not"
                | "and"
                | "or"
                | "what"
                | "how"
                | "there's"
                | "so"
                | "but"
        ) && !it.ends_with([',', ':', ';'])
    };
    let verb = words.iter().take(7).position(|it| MOVABLE.contains(&it.to_lowercase().as_str()));
    if let Some(verb) = verb.filter(|&it| it > 0)
        && words[..verb].iter().all(plain)
        && !words[verb + 1..].is_empty()
        && !starts_question(words[0])
    {
        let subject = lower_first(&words[..verb].join(" "));
        return format!("{} {subject} {}?", capital(words[verb]), words[verb + 1..].join(" "));
    }
    format!("Is it true that {}?", lower_first(clause))
}

fn starts_question(word: &str) -> bool {
    AUXILIARIES.contains(&word.to_lowercase().as_str())
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |it| it.to_uppercase().chain(chars).collect())
}

/// With a small first letter, if the first word is no name as far as one can tell.
fn lower_first(words: &str) -> String {
    const COMMON: &[&str] = &[
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "it",
        "it's",
        "they",
        "we",
        "you",
        "he",
        "she",
        "there",
        "there's",
        "their",
        "our",
        "your",
        "his",
        "her",
        "if",
        "so",
        "but",
        "and",
        "what",
        "where",
        "when",
        "in",
        "on",
        "at",
        "for",
        "with",
        "no",
        "not",
        "some",
        "most",
        "many",
        "all",
        "any",
        "every",
        "each",
        "either",
        "people",
        "even",
        "because",
        "since",
        "everything",
        "nothing",
        "maybe",
        "perhaps",
        "my",
        "its",
        "what's",
        "that's",
        "used",
        "simply",
        "does",
    ];
    let first = words.split_whitespace().next().unwrap_or("");
    if COMMON.contains(&first.to_lowercase().replace('’', "'").as_str()) {
        let mut chars = words.chars();
        return chars.next().map_or_else(String::new, |it| it.to_lowercase().chain(chars).collect());
    }
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_worded_from_the_words_of_the_thread() {
        let cases = [
            (
                "What would change my mind is a credible argument that the accident risk is under 10% or so.",
                "Is the accident risk under 10% or so?",
            ),
            (
                "If I believed the typical holder can sit through a 52% hole I'd happily drop volatility.",
                "Can the typical holder sit through a 52% hole?",
            ),
            (
                "If you convinced me that it leaves out the reason, I'd pull it.",
                "Is it true that it leaves out the reason?",
            ),
            (
                "So the real question is whether either side lets strangers in.",
                "Is it true that either side lets strangers in?",
            ),
            (
                "Perhaps our crux is this tradeoff--are such systems easier to align?",
                "Are such systems easier to align?",
            ),
            (
                "If the claims that matter, and others, are wrong I'd drop them.",
                "Is it true that the claims that matter, and others, are wrong?",
            ),
        ];
        for (words, expected) in cases {
            assert_eq!(question(words, halves(words).0, None), expected);
        }
    }
}
