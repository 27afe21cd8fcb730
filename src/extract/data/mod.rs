//! The numbers, players, moves, links and interventions in a statement, by name.
//!
//! Rates are in percent where the name ends in `_pct`, else shares of one.

mod chain;
mod game;
mod returns;

use super::words::{Phrases, Words};
use crate::map::{EvidenceKind, Value};
use regex::Regex;
use std::{collections::BTreeMap, sync::LazyLock};

/// What was found, by name.
pub(super) type Data = BTreeMap<String, Value>;

/// A pattern that is compiled once.
macro_rules! pattern {
    ($name:ident, $($part:literal)+) => {
        static $name: std::sync::LazyLock<Option<regex::Regex>> =
            std::sync::LazyLock::new(|| regex::Regex::new(concat!($($part),+)).ok());
    };
}
use pattern;

/// A pattern of this module; `None` never happens, for a test compiles them all.
type Pattern = LazyLock<Option<Regex>>;

pattern!(URL, r#"https?://[^\s<>"”]+"#);
pattern!(PERCENT, r"(?i)([+-]?\d[\d,]*(?:\.\d+)?)\s?(?:%|percent\b|per cent\b|pct\b)");
pattern!(
    THRESHOLD,
    r"(?i)\b(?:threshold|bar|cutoff|cut-off|minimum|hurdle|under|below|above|at least|less than|more than)\b"
    r"[^\d.;]{0,12}(\d+(?:\.\d+)?)\s?(?:%|percent)"
);
pattern!(K_OF_N, r"(?i)\b(\d[\d,]*)\s*(?:of|out of|/|in)\s*(?:the\s+|all\s+|my\s+|our\s+)?(\d[\d,]*)\b");
pattern!(
    K_THINGS_OF_N,
    r"(?i)\b(\d[\d,]*)\s+[a-z]+\s+(?:of|out of|from)\s+(?:the\s+|all\s+|my\s+|our\s+)?(\d[\d,]*)\b"
);
pattern!(OF_N_K, r"(?i)\bof\s+(?:the\s+|all\s+|my\s+|our\s+)?(\d[\d,]*)\s+[^.;]{3,80}?\b(\d[\d,]*)\b");
pattern!(
    SAMPLE,
    r"(?i)\bn\s*=\s*(\d[\d,]*)|\b(\d[\d,]*)\s+(?:such\s+|hard\s+|easy\s+|test\s+)?(?:runs|items|samples|trials|patients|people|"
    r"participants|respondents|subjects|students|cases|questions|examples|problems|prompts|observations|users|schools|"
    r"sites|responses)\b"
);
pattern!(
    INTERVAL,
    r"(?i)\b(?:interval|ci|range|between|from)\b[^\d.;]{0,30}?(-?\d+(?:\.\d+)?)\s?%?\s*(?:to|and|-|–|,)\s*"
    r"(-?\d+(?:\.\d+)?)\s?(%?)"
);
pattern!(YEAR, r"\b(1[89]\d\d|20\d\d)\b");
pattern!(
    PROBABILITY,
    r"(?i)(\d+(?:\.\d+)?)\s?(%|percent)\s+(?:chance|probability|likely|odds|risk)|"
    r"(?:chance|probability|odds|credence|p)\s*(?:of|is|=|at|around|about)\s*(?:about\s+|around\s+)?(\d*\.?\d+)\s?(%?)"
);
pattern!(
    DURATION,
    r"(?i)\b(\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+"
    r"(second|minute|hour|day|week|month|year|decade|cycle)s?\b"
);

/// What `text` holds, and which sort of evidence that is. `before`: the sort of the piece right before it. If it is not
/// `given` as evidence, only what [`is_specific`] is looked for, and what stands with it.
pub(super) fn of(text: &str, words: &Words, before: Option<EvidenceKind>, given: bool) -> (EvidenceKind, Data) {
    let mut data = Data::new();
    let kind = sort(text, words, before);
    if let Some(url) = URL.as_ref().and_then(|it| it.find(text)) {
        let url = url.as_str().trim_end_matches(['.', ',', ')', ';', ':']);
        data.insert("url".to_owned(), Value::Text(url.to_owned()));
    }
    let domain = matches!(kind, EvidenceKind::Sharpe | EvidenceKind::GameTheory | EvidenceKind::CotFaithfulness);
    let can_be = || text.contains(char::is_numeric) && PROBABILITY.as_ref().is_some_and(|it| it.is_match(text));
    if !given && !domain && data.is_empty() && !can_be() {
        return (kind, data);
    }
    match kind {
        EvidenceKind::Sharpe => returns::add(text, words, &mut data),
        EvidenceKind::GameTheory => game::add(text, &mut data),
        EvidenceKind::CotFaithfulness => chain::add(text, &mut data),
        _ => {}
    }
    counts(text, &mut data);
    if data.is_empty() {
        let all: Vec<Value> = words.iter().filter_map(number).map(Value::Number).collect();
        if !all.is_empty() {
            data.insert("numbers".to_owned(), Value::List(all));
        }
    }
    if kind == EvidenceKind::ThoughtExperiment {
        data.insert("setup".to_owned(), Value::Text(super::tidy(text)));
    }
    (kind, data)
}

/// Whether the data is of a domain, so that a claim which holds it is evidence as well.
pub(super) fn is_specific(kind: EvidenceKind, data: &Data) -> bool {
    let is_specific = |name: &String| {
        matches!(
            name.as_str(),
            "sharpe"
                | "sharpe_below"
                | "sharpe_above"
                | "annual_return_pct"
                | "volatility_pct"
                | "max_drawdown_pct"
                | "total_return_pct"
                | "returns_pct"
                | "accuracy"
                | "interventions"
                | "payoffs"
                | "p"
                | "discount"
                | "moves"
                | "url"
                | "threshold_sharpe"
                | "drop_points"
        )
    };
    kind != EvidenceKind::Anecdote && data.keys().any(is_specific)
}

/// A list of phrases that is read once.
macro_rules! phrases {
    ($name:ident, $list:literal) => {
        static $name: LazyLock<Phrases> = LazyLock::new(|| Phrases::of($list));
    };
}

phrases!(GAME, "payoff; payoffs; dilemma; stag hunt; defect; defects; equilibrium; discount; tit for tat; sucker");
phrases!(BOTH, "both; alone");
phrases!(
    CHAIN,
    "cot; chain of thought; chains of thought; paraphrased; paraphrasing; corrupted; corrupting; corrupt; truncated; \
     the hint; no cot; faithfulness; reasoning trace; scratchpad"
);
phrases!(RUNS, "runs; items; mention; mentions; omission; hard; easy");
phrases!(
    MONEY,
    "sharpe; volatility; vol; drawdown; levered; levering; leverage; annual return; portfolio; benchmark; t bills; cash at; \
     margin; hedge fund; total return; return; index fund; returns; best months; worst months"
);
phrases!(MARKET, "fund; funds; index; stock; stocks; market; etf; bond; bonds; returned; picks; peak to trough");
phrases!(MADE_UP, "suppose; imagine; picture; thought experiment; hypothetically; say there's; let's say");
phrases!(
    SOURCES,
    "according to; a study; the study; a paper; the paper; a survey; et al; officers say; experts say; officials say; a report"
);
phrases!(OWN, "i; we; my; our");

/// Which sort of evidence a statement gives.
fn sort(text: &str, words: &Words, before: Option<EvidenceKind>) -> EvidenceKind {
    use EvidenceKind::{Anecdote, Citation, CotFaithfulness, GameTheory, Sharpe, Statistic, ThoughtExperiment};
    let any = |list: &Phrases| list.any(words);
    let numbers = words.iter().any(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    let rate = text.contains('%');
    let goes_on = |kind| before == Some(kind) && numbers;
    if any(&GAME)
        || numbers && text.matches('/').count() >= 2 && any(&BOTH)
        || goes_on(GameTheory) && text.contains('=')
        || game::is_told(text)
    {
        return GameTheory;
    }
    if any(&CHAIN) || goes_on(CotFaithfulness) && (rate || any(&RUNS)) {
        return CotFaithfulness;
    }
    let made_up = any(&MADE_UP);
    let money = (numbers || words.has("sharpe")) && any(&MONEY) && !words.has("thought experiment");
    if money || rate && !made_up && any(&MARKET) || goes_on(Sharpe) || returns::is_list(text) {
        return Sharpe;
    }
    if made_up {
        return ThoughtExperiment;
    }
    let counted = || {
        let figures = Figures::of(text);
        let can_be = figures.runs > 1 && figures.share;
        can_be && [&K_OF_N, &K_THINGS_OF_N].iter().any(|it| it.as_ref().is_some_and(|it| it.is_match(text)))
    };
    if text.contains("://") || any(&SOURCES) && !counted() {
        return Citation;
    }
    if !numbers || !rate && any(&OWN) && !counted() { Anecdote } else { Statistic }
}

/// A number as written: thousands may have commas.
fn number(words: &str) -> Option<f64> {
    words.replace(',', "").trim_start_matches('+').parse().ok().filter(|it: &f64| it.is_finite())
}

/// The number in a group of a match.
fn group(found: &regex::Captures<'_>, at: usize) -> Option<f64> {
    found.get(at).and_then(|it| number(it.as_str()))
}

/// What figures a text holds, so that a pattern is looked for only where it can be: most texts hold one or none.
#[derive(Clone, Copy)]
struct Figures {
    /// Runs of digits, two at most.
    runs: u8,
    /// A rate: `%`, or some word for it.
    rate: bool,
    /// A slash, or a word by which a part is told from a whole.
    share: bool,
}

impl Figures {
    fn of(text: &str) -> Self {
        let mut figures = Self { runs: 0, rate: false, share: false };
        let bytes = text.as_bytes();
        if !text.is_ascii() {
            // Letters that are the same as others but for their case, and digits of other scripts: let patterns tell.
            return Self { runs: if text.contains(char::is_numeric) { 2 } else { 0 }, rate: true, share: true };
        }
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            let digit = byte.is_ascii_digit();
            figures.runs += u8::from(digit && !inside && figures.runs < 2);
            inside = digit;
            let next = bytes.get(at + 1).map_or(0, u8::to_ascii_lowercase);
            match byte.to_ascii_lowercase() {
                b'%' => figures.rate = true,
                // Per cent, percent, pct.
                b'p' => figures.rate |= matches!(next, b'e' | b'c'),
                b'/' => figures.share = true,
                // Of, out of, in, from.
                b'o' => figures.share |= next == b'f',
                b'i' => figures.share |= next == b'n',
                b'f' => figures.share |= next == b'r',
                _ => {}
            }
        }
        figures
    }
}

/// The first match of a pattern, if it can be there.
fn find_if<'t>(can_be: bool, pattern: &Pattern, text: &'t str) -> Option<regex::Captures<'t>> {
    if can_be { find(pattern, text) } else { None }
}

/// The first match of a pattern.
fn find<'t>(pattern: &Pattern, text: &'t str) -> Option<regex::Captures<'t>> {
    pattern.as_ref().and_then(|it| it.captures(text))
}

/// Adds a number, unless one of this name is there.
fn put(data: &mut Data, name: &str, value: Option<f64>) {
    if let Some(value) = value {
        data.entry(name.to_owned()).or_insert(Value::Number(value));
    }
}

/// Adds a number to those of this name: a second makes a list.
fn gather(data: &mut Data, name: &str, value: Option<f64>) {
    let Some(value) = value.map(Value::Number) else { return };
    match data.get_mut(name) {
        None => {
            data.insert(name.to_owned(), value);
        }
        Some(Value::List(them)) => them.push(value),
        Some(there) if *there != value => *there = Value::List(vec![there.clone(), value]),
        Some(_) => {}
    }
}

/// Without the noise of binary fractions.
fn rounded(it: f64) -> f64 {
    (it * 1e6).round() / 1e6
}

/// Counts, shares, samples, intervals, probabilities, years: for all sorts.
fn counts(text: &str, data: &mut Data) {
    // All but a duration is told in figures, and the patterns for them are slow.
    if !text.contains(char::is_numeric) {
        return duration(text, data);
    }
    let figures = Figures::of(text);
    let pair = figures.runs > 1;
    if pair && figures.share && !["accuracy", "returns_pct", "payoffs"].iter().any(|it| data.contains_key(*it)) {
        counted(text, data);
    }
    if let Some(found) = find(&SAMPLE, text) {
        put(data, "n", group(&found, 1).or(group(&found, 2)));
    }
    if let Some(found) = find_if(pair, &INTERVAL, text)
        && let (Some(low), Some(high)) = (group(&found, 1), group(&found, 2))
        && low < high
    {
        let scale = if found[3].is_empty() { 1.0 } else { 0.01 };
        let ends = [low, high].map(|it| Value::Number(rounded(it * scale)));
        data.insert("interval".to_owned(), Value::List(ends.to_vec()));
    }
    if let Some(found) = find(&PROBABILITY, text) {
        let percent = found.get(2).is_some() || found.get(4).is_some_and(|it| !it.is_empty());
        let scale = if percent { 0.01 } else { 1.0 };
        let value = group(&found, 1).or(group(&found, 3)).map(|it| rounded(it * scale));
        put(data, "p", value.filter(|it| (0.0..=1.0).contains(it)));
    }
    put(data, "year", find(&YEAR, text).and_then(|it| group(&it, 1)));
    duration(text, data);
    if figures.rate && !data.contains_key("sharpe_below") {
        put(data, "threshold_pct", find(&THRESHOLD, text).and_then(|it| group(&it, 1)));
    }
    if figures.rate && data.keys().all(|it| matches!(it.as_str(), "year" | "url")) {
        for found in PERCENT.as_ref().into_iter().flat_map(|it| it.captures_iter(text)) {
            gather(data, "rate_pct", group(&found, 1));
        }
    }
}

fn duration(text: &str, data: &mut Data) {
    if let Some(found) = find(&DURATION, text) {
        let name = found[2].to_lowercase() + "s";
        put(data, &name, number(&found[1]).or_else(|| spelled(&found[1])));
    }
}

/// "3 of 14", "11/45", "of the 14 requests they granted 3".
fn counted(text: &str, data: &mut Data) {
    let told = find(&K_OF_N, text).or_else(|| find(&K_THINGS_OF_N, text)).map(|it| (group(&it, 1), group(&it, 2)));
    let turned = || {
        let found = find(&OF_N_K, text)?;
        // A rate or a decimal is no count.
        let rest = &text[found.get(0)?.end()..];
        let is_count =
            !(rest.starts_with('%') || rest.starts_with('.') && rest[1..].starts_with(|it: char| it.is_ascii_digit()));
        is_count.then(|| (group(&found, 2), group(&found, 1)))
    };
    if let Some((Some(k), Some(n))) = told.or_else(turned)
        && k <= n
        && n > 1.0
    {
        put(data, "k", Some(k));
        put(data, "n", Some(n));
        put(data, "share", Some(rounded(k / n)));
    }
}

fn spelled(word: &str) -> Option<f64> {
    let words = "zero one two three four five six seven eight nine ten eleven twelve";
    let at = words.split(' ').position(|it| it.eq_ignore_ascii_case(word))?;
    u32::try_from(at).ok().map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: EvidenceKind, expected: &str) {
        let (found, data) = of(text, &Words::of(text, 0..text.len()), None, true);
        assert_eq!(found, kind, "{text}");
        let shown = |value: &Value| format!("{value:?}").replace("Number(", "").replace("Text(", "").replace(')', "");
        let data: Vec<String> = data.iter().map(|(name, value)| format!("{name}={}", shown(value))).collect();
        assert_eq!(data.join(" "), expected, "{text}");
    }

    #[test]
    fn numbers_are_found_by_what_they_say() {
        use EvidenceKind::{Anecdote, Citation, CotFaithfulness, GameTheory, Sharpe, Statistic, ThoughtExperiment};
        let cases = [
            ("It has a Sharpe ratio of 2.0.", Sharpe, "sharpe=2.0"),
            ("Its Sharpe is below 1.", Sharpe, "sharpe_below=1.0"),
            ("When I worked at a hedge fund, 2 Sharpe was our threshold.", Sharpe, "threshold_sharpe=2.0"),
            ("A 60% annual return is a lot.", Sharpe, "annual_return_pct=60.0"),
            ("Making a 12% return in the year 2024 is little.", Sharpe, "annual_return_pct=12.0 year=2024.0"),
            (
                "It made 10.4% a year at 12.4% volatility, Sharpe 0.50.",
                Sharpe,
                "annual_return_pct=10.4 sharpe=0.5 volatility_pct=12.4",
            ),
            ("The standard error on a Sharpe is around 0.6.", Sharpe, "sharpe_standard_error=0.6"),
            (
                "In percent: 1.1, -2.0, 3.5, 0.4, -0.7, 2.2, 1.0.",
                Sharpe,
                "returns_pct=List([1.1, -2.0, 3.5, 0.4, -0.7, 2.2, 1.0]",
            ),
            ("Levering it 1.3 times gives the same.", Sharpe, "leverage=1.3"),
            ("Of the 14 requests they granted 3.", Statistic, "k=3.0 n=14.0 share=0.214286"),
            ("The model named it in 79 of 212 runs.", Statistic, "k=79.0 n=212.0 share=0.372642"),
            ("The interval goes from 10% to 34%.", Statistic, "interval=List([0.1, 0.34]"),
            ("See https://example.org/a_b.", Citation, "url=\"https://example.org/a_b\""),
            ("We argued for 7 weeks about one depot.", Anecdote, "weeks=7.0"),
            ("Suppose there are two fields.", ThoughtExperiment, "setup=\"Suppose there are two fields.\""),
            (
                "Intact CoT 92.0% (276/300), paraphrased 91.3% (274/300).",
                CotFaithfulness,
                "accuracy=Table({\"intact\": 0.92, \"paraphrased\": 0.913} correct=Table({\"intact\": 276.0, \"paraphrased\": 274.0} n=300.0",
            ),
            (
                "Paraphrasing or corrupting the chain of thought would show it.",
                CotFaithfulness,
                "interventions=List([\"paraphrased\", \"corrupted\"]",
            ),
            (
                "One could tamper with a step of its reasoning and see whether the score falls, chain of thought or not.",
                CotFaithfulness,
                "interventions=List([\"corrupted\"]",
            ),
            (
                "Payoffs: both hold 3/3, both race 1/1, race alone 5, hold alone 0.",
                GameTheory,
                "payoffs=Table({\"both hold\": List([3.0, 3.0], \"both race\": List([1.0, 1.0], \"hold alone\": 0.0, \"race alone\": 5.0}",
            ),
            ("With those payoffs (5/3/1/0) it holds.", GameTheory, "payoffs_in_order=List([5.0, 3.0, 1.0, 0.0]"),
            (
                "If the North builds dams, that means the South will too",
                GameTheory,
                "answer=\"follows\" moves=List([\"builds dams\", \"not\"] players=List([\"North\", \"South\"]",
            ),
        ];
        for (text, kind, expected) in cases {
            check(text, kind, expected);
        }
    }

    #[test]
    fn all_patterns_compile() {
        for pattern in [
            &URL,
            &PERCENT,
            &THRESHOLD,
            &K_OF_N,
            &K_THINGS_OF_N,
            &OF_N_K,
            &SAMPLE,
            &INTERVAL,
            &YEAR,
            &PROBABILITY,
            &DURATION,
        ] {
            assert!(pattern.is_some());
        }
        assert!(chain::PATTERNS.iter().chain(&returns::PATTERNS).chain(&game::PATTERNS).all(|it| it.is_some()));
    }
}
