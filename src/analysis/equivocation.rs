//! Words that are given two meanings: candidates for an equivocation.

use crate::map::{Map, NodeId, NodeKind};
use regex::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// A word, or two where what follows calls for them.
const TERM: &str = r"([\p{L}][\p{L}\p{N}-]*(?: [\p{L}][\p{L}\p{N}-]*)??)";
const QUOTED: &str = r#"["“”'‘’*_]{1,2}([\p{L}][\p{L}\p{N} -]{0,40}?)["“”'‘’*_]{1,2}"#;

/// How people say what a word is to mean. The word comes first among the groups.
static DEFINES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let who = "(?:I|we|you|they|he|she|people|most people)";
    [
        format!(r"(?i)\b(?:by|with) (?:{QUOTED}|{TERM}),? {who} (?:mean|understand)s?\b"),
        format!(r"(?i)\bwhen {who} says? (?:{QUOTED}|{TERM})"),
        format!(r"(?i)\bwhat {who} (?:calls?|means? by) (?:{QUOTED}|{TERM})"),
        format!(r"(?i)\bdefin(?:e|es|ed|ing) (?:{QUOTED}|{TERM}) as\b"),
        format!(r"(?i)(?:{QUOTED}|\bthe (?:word|term) {TERM}) (?:here |just |really |only )?(?:means|refers to|stands for)\b"),
        format!(r"(?i)(?:{QUOTED}|{TERM}) (?:is|are) defined as\b"),
        format!(r"(?i)\bcount(?:s|ed)? as (?:an? |the )?(?:{QUOTED}|{TERM})"),
    ]
    .iter()
    .filter_map(|it| Regex::new(it).ok())
    .collect()
});

/// Words that stand for something else each time.
const POINTING: [&str; 10] = ["it", "this", "that", "which", "what", "one", "much", "so", "them", "these"];

/// The words that two or more claims say the meaning of, each with those claims, sorted.
pub(super) fn terms(map: &Map) -> BTreeMap<String, BTreeSet<NodeId>> {
    let mut terms: BTreeMap<String, BTreeSet<NodeId>> = BTreeMap::new();
    for (id, node) in map.nodes().filter(|it| it.1.kind == NodeKind::Claim) {
        for term in defined(&node.text) {
            terms.entry(term).or_default().insert(id);
        }
    }
    terms.retain(|_, nodes| nodes.len() > 1);
    terms
}

/// The words whose meaning a text says, in lower case.
fn defined(text: &str) -> BTreeSet<String> {
    let found = DEFINES.iter().flat_map(|it| it.captures_iter(text));
    let words = found.filter_map(|it| it.iter().skip(1).flatten().next().map(|it| it.as_str().trim().to_lowercase()));
    let words = words.map(|it| it.strip_prefix("the ").map_or(it.clone(), ToOwned::to_owned));
    words.filter(|it| !it.is_empty() && !POINTING.contains(&it.split(' ').next().unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_defines_is_found() {
        let one = |text: &str| defined(text).into_iter().collect::<Vec<_>>().join("; ");
        assert_eq!(one("By risk I mean the chance of ruin."), "risk");
        assert_eq!(one("If by “open” you mean that weights are published, yes."), "open");
        assert_eq!(one("When people say fairness they think of shares."), "fairness");
        assert_eq!(one("“Harm” means what can be measured."), "harm");
        assert_eq!(one("The term safety refers to accidents alone."), "safety");
        assert_eq!(one("They define poverty as half the median."), "poverty");
        assert_eq!(one("A pause counts as a loss."), "loss");
        assert_eq!(one("That means we lose, and this counts as it."), "");
        assert_eq!(one("The delay means more cost."), "");
    }
}
