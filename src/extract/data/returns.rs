//! Returns, volatilities, Sharpe ratios.

use super::{Data, PERCENT, find, gather, group, number, pattern, put};
use crate::{extract::words::Words, map::Value};

pattern!(
    SHARPE,
    r"(?i)\bsharpe(?:\s+ratio)?(?:\s+(?:of|is|was|at|around|about|near|to|has|over|under|above|below|drops|falls|rises|goes))*"
    r"\s+(?:a\s+)?(?:around\s+|about\s+)?(-?\d+(?:\.\d+)?)\b|(-?\d+(?:\.\d+)?)\s+sharpe\b"
);
pattern!(
    BOUND,
    r"(?i)\bsharpe(?:\s+ratio)?\b[^.;]{0,40}?\b(below|under|above|over|at least|less than|more than)\s+(\d+(?:\.\d+)?)"
);
pattern!(LIST, r"-?\d+(?:\.\d+)?%?(?:\s*[,;]\s*-?\d+(?:\.\d+)?%?){5,}");
pattern!(
    LEVER,
    r"(?i)\blever(?:ed|ing|age)?\b[^\d.;]{0,40}?(\d+(?:\.\d+)?)\s*(?:x\b|times)|\b(\d+(?:\.\d+)?)x\b[^.;]{0,20}lever"
);

#[cfg(test)]
pub(super) static PATTERNS: [&super::Pattern; 4] = [&SHARPE, &BOUND, &LIST, &LEVER];

/// Whether a text lists returns: six numbers or more in a row.
pub(super) fn is_list(text: &str) -> bool {
    may_list(text) && LIST.as_ref().is_some_and(|it| it.is_match(text))
}

/// Whether there are as many marks as stand between six numbers.
fn may_list(text: &str) -> bool {
    text.bytes().filter(|it| matches!(it, b',' | b';')).count() >= 5
}

/// Adds what `text` says. A percentage is what the words next to it say.
pub(super) fn add(text: &str, words: &Words, data: &mut Data) {
    if let Some(list) = LIST.as_ref().filter(|_| may_list(text)).and_then(|it| it.find(text)) {
        let numbers = list.as_str().split([',', ';']).filter_map(|it| number(it.trim().trim_end_matches('%')));
        let numbers: Vec<Value> = numbers.map(Value::Number).collect();
        if words.has("month") || words.has("months") || words.has("monthly") || numbers.len() >= 12 {
            data.insert("periods_per_year".to_owned(), Value::Number(12.0));
        }
        data.insert("returns_pct".to_owned(), Value::List(numbers));
        return;
    }
    if let Some(found) = find(&BOUND, text) {
        let below = matches!(found[1].to_lowercase().as_str(), "below" | "under" | "less than");
        put(data, if below { "sharpe_below" } else { "sharpe_above" }, group(&found, 2));
    }
    let threshold = ["threshold", "cutoff", "hurdle"].iter().any(|it| words.has(it));
    let bounded = data.contains_key("sharpe_below") || data.contains_key("sharpe_above");
    if let Some(found) = find(&SHARPE, text).filter(|_| threshold || !bounded) {
        let name = if words.has("standard error") {
            "sharpe_standard_error"
        } else if threshold {
            "threshold_sharpe"
        } else {
            "sharpe"
        };
        put(data, name, group(&found, 1).or(group(&found, 2)));
    }
    if let Some(found) = find(&LEVER, text) {
        put(data, "leverage", group(&found, 1).or(group(&found, 2)));
    }
    let mut last = 0;
    for found in PERCENT.as_ref().into_iter().flat_map(|it| it.captures_iter(text)) {
        let Some(whole) = found.get(0) else { continue };
        let before = near(text, last.max(whole.start().saturating_sub(40)), whole.start());
        let after = near(text, whole.end(), whole.end().saturating_add(30));
        gather(data, role(&before, &after), group(&found, 1));
        last = whole.end();
    }
}

/// The words between two places, in small letters. The places are moved to character boundaries.
fn near(text: &str, start: usize, end: usize) -> String {
    let start = text.ceil_char_boundary(start.min(text.len()));
    text[start..text.floor_char_boundary(end.min(text.len())).max(start)].to_lowercase()
}

/// What a percentage says, by the words before and after it.
fn role(before: &str, after: &str) -> &'static str {
    const ROLES: &[(&str, &str)] = &[
        ("volatility_pct", "vol|volatility"),
        ("max_drawdown_pct", "drawdown|peak to trough|fell|hole|lost"),
        ("rf_annual_pct", "cash at|risk-free|risk free|t-bill rate|cash rate"),
        ("margin_rate_pct", "margin"),
        ("cash_share_pct", "in cash|t-bills|exposure"),
        ("annual_return_pct", "a year|per year|annual|in the year|this year|last year|in 20|year"),
        ("total_return_pct", "total|cumulative|in three years|in two years|over"),
    ];
    // The words right after a number tell more than those before it.
    let head = after.split([',', ';', '.', '(', '0', '1', '3', '4', '5', '6', '7', '8', '9']).next().unwrap_or("");
    let roles = || ROLES.iter().flat_map(|(name, words)| words.split('|').map(move |it| (it, *name)));
    let ahead = roles().filter_map(|(word, name)| head.find(word).map(|at| (at, name))).min();
    let behind = || roles().filter_map(|(word, name)| before.rfind(word).map(|at| (at, name))).max();
    match ahead.or_else(behind) {
        Some((_, name)) => name,
        None if head.contains("return") || before.contains("return") => "return_pct",
        None => "rate_pct",
    }
}
