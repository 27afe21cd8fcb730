//! The numbers, players, moves, links and interventions in a statement, by name.
//!
//! Rates are in percent where the name ends in `_pct`, else shares of one.

use super::words::Words;
use crate::map::{EvidenceKind, Value};
use regex::Regex;
use std::{collections::BTreeMap, sync::LazyLock};

type Data = BTreeMap<String, Value>;

/// A pattern that is compiled once.
macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
    };
}

pattern!(URL, r#"https?://[^\s<>"”]+"#);
pattern!(
    SHARPE,
    r"(?i)\bsharpe(?:\s+ratio)?(?:\s+(?:of|is|was|at|around|about|near|to|has|over|under|above|below|drops|falls|rises|goes))*\s+(?:a\s+)?(?:around\s+|about\s+)?(-?\d+(?:\.\d+)?)\b|(-?\d+(?:\.\d+)?)\s+sharpe\b"
);
pattern!(
    SHARPE_BOUND,
    r"(?i)\bsharpe(?:\s+ratio)?\b[^.;]{0,40}?\b(below|under|above|over|at least|less than|more than)\s+(\d+(?:\.\d+)?)"
);
pattern!(
    THRESHOLD,
    r"(?i)\b(?:threshold|bar|cutoff|cut-off|minimum|hurdle|under|below|above|over|at least|less than|more than)\b"
);
pattern!(PERCENT, r"(?i)([+-]?\d[\d,]*(?:\.\d+)?)\s?(?:%|percent\b|per cent\b|pct\b)");
pattern!(K_OF_N, r"(?i)\b(\d[\d,]*)\s*(?:of|out of|/|in)\s*(?:the\s+|all\s+|my\s+|our\s+)?(\d[\d,]*)\b");
pattern!(OF_N_K, r"(?i)\bof\s+(?:the\s+|all\s+|my\s+|our\s+)?(\d[\d,]*)\s+[^.;]{3,80}?\b(\d[\d,]*)\b");
pattern!(
    SAMPLE,
    r"(?i)\bn\s*=\s*(\d[\d,]*)|\b(\d[\d,]*)\s+(?:such\s+|hard\s+|easy\s+|test\s+)?(?:runs|items|samples|trials|patients|people|participants|respondents|subjects|students|cases|questions|examples|problems|prompts|observations|users|schools|sites|responses)\b"
);
pattern!(
    INTERVAL,
    r"(?i)\b(?:interval|ci|range|between|from)\b[^\d.;]{0,30}?(-?\d+(?:\.\d+)?)\s?%?\s*(?:to|and|-|–|,)\s*(-?\d+(?:\.\d+)?)\s?(%?)"
);
pattern!(YEAR, r"\b(1[89]\d\d|20\d\d)\b");
pattern!(LIST, r"-?\d+(?:\.\d+)?%?(?:\s*[,;]\s*-?\d+(?:\.\d+)?%?){5,}");
pattern!(PAIR, r"(-?\d+(?:\.\d+)?)\s*/\s*(-?\d+(?:\.\d+)?)");
pattern!(OUTCOME, r"(?i)([a-z][a-z ]{1,30}?)\s*:?\s+(-?\d+(?:\.\d+)?(?:\s*/\s*-?\d+(?:\.\d+)?)?)(?:\s*[,;.)]|$)");
pattern!(
    PROBABILITY,
    r"(?i)(\d+(?:\.\d+)?)\s?(%|percent)\s+(?:chance|probability|likely|odds|risk)|(?:chance|probability|odds|credence|p)\s*(?:of|is|=|at|around|about)\s*(?:about\s+|around\s+)?(\d*\.?\d+)\s?(%?)"
);
pattern!(DISCOUNT, r"(?i)discount(?:\s+factor)?\b[^\d.;]{0,40}(\d?\.\d+)(?:\s*\^\s*(\d+))?");
pattern!(
    DURATION,
    r"(?i)\b(\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|cycles?)\b"
);
pattern!(
    CONDITION,
    r"(?i)\b(intact|paraphras\w*|corrupt\w*|truncat\w*|translat\w*|no[- ]cot|without (?:any )?(?:cot|chain of thought)|no chain of thought|filler|shuffled|early answer\w*|baseline|with cot)\b[^\d;|]{0,40}?(\d[\d,]*(?:\.\d+)?)\s?(%)?(?:\s*\(\s*(\d[\d,]*)\s*/\s*(\d[\d,]*)\s*\))?"
);
pattern!(
    TOO,
    r"(?i)\bif\s+(?:the\s+)?([\p{L}][\p{L}' -]{0,40}?)\s+(pursues?|adopts?|follows?|does(?:n't)?|do(?:n't)?|goes|races?|builds?|defects?|cooperates?|pauses?|holds?|arms?|cuts?|stops?|signs?)\b([^,;.]{0,80}?),?\s+(?:(?:then|it)\s+[^;.]{0,40}?)?(?:the\s+)?([\p{L}][\p{L}' -]{0,30}?)\s+(will|won't|would|does|do)\s*(?:too|either|the same|as well|likewise|follow|n't)?"
);
pattern!(
    LEVER,
    r"(?i)\blever(?:ed|ing|age)?\b[^\d.;]{0,40}?(\d+(?:\.\d+)?)\s*(?:x\b|times)|\b(\d+(?:\.\d+)?)x\b[^.;]{0,20}lever"
);

/// What `text` holds, and which sort of evidence that is. `before`: the sort of the piece right before it.
pub(super) fn of(text: &str, words: &Words, before: Option<EvidenceKind>) -> (EvidenceKind, Data) {
    let mut data = Data::new();
    let kind = sort(text, words, before);
    if let Some(url) = URL.as_ref().and_then(|it| it.find(text)) {
        data.insert("url".to_owned(), Value::Text(url.as_str().trim_end_matches(['.', ',', ')', ';', ':']).to_owned()));
    }
    match kind {
        EvidenceKind::Sharpe => returns(text, words, &mut data),
        EvidenceKind::GameTheory => game(text, &mut data),
        EvidenceKind::CotFaithfulness => interventions(text, &mut data),
        _ => {}
    }
    counts(text, &mut data);
    if data.is_empty()
        && let Some(kind) = words.has("thought experiment").then_some("setup")
    {
        data.insert(kind.to_owned(), Value::Text(super::tidy(text)));
    }
    (kind, data)
}

/// Whether the data is of a domain, so that a claim which holds it is evidence as well.
pub(super) fn is_specific(kind: EvidenceKind, data: &Data) -> bool {
    const KEYS: &[&str] = &[
        "sharpe",
        "sharpe_below",
        "sharpe_above",
        "annual_return_pct",
        "volatility_pct",
        "max_drawdown_pct",
        "total_return_pct",
        "returns_pct",
        "accuracy",
        "interventions",
        "payoffs",
        "p",
        "discount",
        "moves",
        "url",
        "threshold_sharpe",
        "drop_points",
    ];
    kind != EvidenceKind::Anecdote && KEYS.iter().any(|it| data.contains_key(*it))
}

fn sort(text: &str, words: &Words, before: Option<EvidenceKind>) -> EvidenceKind {
    use EvidenceKind::{Anecdote, Citation, CotFaithfulness, GameTheory, Sharpe, Statistic, ThoughtExperiment};
    let any = |list: &[&str]| list.iter().any(|it| words.has(it));
    let numbers = words.iter().any(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    let made_up =
        any(&["suppose", "imagine", "picture", "thought experiment", "hypothetically", "say there's", "let's say"]);
    if any(&[
        "payoff",
        "payoffs",
        "dilemma",
        "stag hunt",
        "defect",
        "defects",
        "equilibrium",
        "discount",
        "tit for tat",
        "sucker",
    ]) || (numbers && text.matches('/').count() >= 2 && any(&["both", "alone"]))
        || TOO.as_ref().is_some_and(|it| it.captures(text).is_some_and(|it| is_reaction(&it)))
    {
        return GameTheory;
    }
    if any(&[
        "cot",
        "chain of thought",
        "chains of thought",
        "chain-of-thought",
        "paraphrased",
        "paraphrasing",
        "corrupted",
        "corrupting",
        "corrupt",
        "truncated",
        "the hint",
        "no cot",
        "faithfulness",
    ]) || before == Some(CotFaithfulness)
        && numbers
        && (text.contains('%') || any(&["runs", "items", "mention", "omission"]))
    {
        return CotFaithfulness;
    }
    if any(&[
        "sharpe",
        "volatility",
        "vol",
        "drawdown",
        "levered",
        "levering",
        "leverage",
        "annual return",
        "portfolio",
        "benchmark",
        "t bills",
        "s&p",
        "cash at",
        "margin",
        "hedge fund",
        "total return",
        "return",
        "index fund",
        "returns",
    ]) && (numbers || any(&["sharpe"]))
        || before == Some(Sharpe) && numbers
        || LIST.as_ref().is_some_and(|it| it.is_match(text))
    {
        return Sharpe;
    }
    if made_up {
        return ThoughtExperiment;
    }
    if text.contains("://")
        || any(&[
            "according to",
            "a study",
            "the study",
            "a paper",
            "the paper",
            "a survey",
            "et al",
            "officers say",
            "experts say",
            "officials say",
            "a report",
        ])
    {
        return Citation;
    }
    if any(&["i", "we", "my", "our"]) && !text.contains('%') && K_OF_N.as_ref().is_none_or(|it| !it.is_match(text)) {
        return Anecdote;
    }
    if numbers { Statistic } else { Anecdote }
}

/// A number as written: thousands may have commas.
fn number(words: &str) -> Option<f64> {
    words.replace(',', "").trim_start_matches('+').parse().ok().filter(|it: &f64| it.is_finite())
}

fn put(data: &mut Data, name: &str, value: Option<f64>) {
    if let Some(value) = value {
        data.entry(name.to_owned()).or_insert(Value::Number(value));
    }
}

/// Returns, volatilities, Sharpe ratios. A percentage is what the words next to it say.
fn returns(text: &str, words: &Words, data: &mut Data) {
    if let Some(list) = LIST.as_ref().and_then(|it| it.find(text)) {
        let numbers: Vec<Value> = list
            .as_str()
            .split([',', ';'])
            .filter_map(|it| number(it.trim().trim_end_matches('%')).map(Value::Number))
            .collect();
        if words.has("month") || words.has("months") || words.has("monthly") || numbers.len() >= 12 {
            data.insert("periods_per_year".to_owned(), Value::Number(12.0));
        }
        data.insert("returns_pct".to_owned(), Value::List(numbers));
        return;
    }
    if let Some(found) = SHARPE_BOUND.as_ref().and_then(|it| it.captures(text)) {
        let below = matches!(found[1].to_lowercase().as_str(), "below" | "under" | "less than");
        put(data, if below { "sharpe_below" } else { "sharpe_above" }, number(&found[2]));
    }
    if let Some(found) = SHARPE.as_ref().and_then(|it| it.captures(text)) {
        let value = found.get(1).or(found.get(2)).and_then(|it| number(it.as_str()));
        let threshold = words.has("threshold") || words.has("cutoff") || words.has("hurdle");
        if !data.contains_key("sharpe_below") && !data.contains_key("sharpe_above") || threshold {
            put(data, if threshold { "threshold_sharpe" } else { "sharpe" }, value);
        }
    }
    if let Some(found) = LEVER.as_ref().and_then(|it| it.captures(text)) {
        put(data, "leverage", found.get(1).or(found.get(2)).and_then(|it| number(it.as_str())));
    }
    let Some(percent) = PERCENT.as_ref() else { return };
    let mut last = 0;
    for found in percent.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let before = near(text, last.max(whole.start().saturating_sub(40)), whole.start());
        let after = near(text, whole.end(), (whole.end() + 30).min(text.len()));
        let name = role(&before, &after);
        put(data, name, number(&found[1]));
        last = whole.end();
    }
}

/// The words between two places, in small letters. The places are moved to character boundaries.
fn near(text: &str, start: usize, end: usize) -> String {
    text[text.ceil_char_boundary(start).min(text.len())
        ..text.floor_char_boundary(end).max(text.ceil_char_boundary(start).min(text.len()))]
        .to_lowercase()
}

/// What a percentage says, by the words before and after it.
fn role(before: &str, after: &str) -> &'static str {
    const ROLES: &[(&str, &[&str])] = &[
        ("volatility_pct", &["vol", "volatility", "standard deviation"]),
        ("max_drawdown_pct", &["drawdown", "peak to trough", "fell", "hole", "lost"]),
        ("rf_annual_pct", &["cash at", "risk-free", "risk free", "t-bill rate", "cash rate"]),
        ("margin_rate_pct", &["margin"]),
        ("cash_share_pct", &["in cash", "in t-bills", "t-bills", "exposure"]),
        (
            "annual_return_pct",
            &[
                "a year",
                "per year",
                "annual",
                "annually",
                "annualised",
                "annualized",
                "in the year",
                "this year",
                "last year",
                "in 20",
                "year",
            ],
        ),
        ("total_return_pct", &["total", "cumulative", "in three years", "in two years", "over"]),
    ];
    // The words right after a number tell more than those before it.
    let head = after.split([',', ';', '.', '(']).next().unwrap_or("");
    for text in [head, before] {
        let found = ROLES
            .iter()
            .filter_map(|(name, words)| words.iter().filter_map(|it| text.rfind(it)).max().map(|at| (at, *name)));
        if let Some((_, name)) = if std::ptr::eq(text, head) { found.min() } else { found.max() } {
            return name;
        }
    }
    if head.contains("return") || before.contains("return") { "return_pct" } else { "rate_pct" }
}

/// Payoffs in words, probabilities, discounts, and who follows whom.
fn game(text: &str, data: &mut Data) {
    if let Some(found) = TOO.as_ref().and_then(|it| it.captures(text)).filter(is_reaction) {
        let player = |at: usize| Value::Text(found[at].trim().to_owned());
        let action = super::tidy(&format!("{}{}", &found[2], &found[3]));
        data.insert("players".to_owned(), Value::List(vec![player(1), player(4)]));
        data.insert("moves".to_owned(), Value::List(vec![Value::Text(action), Value::Text("not".to_owned())]));
        let answer =
            if found[0].contains("n't") || found[0].contains("either") { "does not follow" } else { "follows" };
        data.insert("answer".to_owned(), Value::Text(answer.to_owned()));
    }
    let mut payoffs = Data::new();
    if text.matches(',').count() >= 2
        && let Some(outcome) = OUTCOME.as_ref()
    {
        for found in outcome.captures_iter(text) {
            let name = super::tidy(&found[1]).to_lowercase();
            let value = match PAIR.as_ref().and_then(|it| it.captures(&found[2])) {
                Some(pair) => {
                    Value::List([1, 2].iter().filter_map(|&it| number(&pair[it]).map(Value::Number)).collect())
                }
                None => number(&found[2]).map_or(Value::Text(found[2].to_owned()), Value::Number),
            };
            payoffs.insert(name, value);
        }
    }
    if payoffs.len() >= 2 {
        data.insert("payoffs".to_owned(), Value::Table(payoffs));
    }
    if let Some(found) = DISCOUNT.as_ref().and_then(|it| it.captures(text)) {
        put(data, "discount", number(&found[1]));
        put(data, "cycles", found.get(2).and_then(|it| number(it.as_str())));
    }
}

/// Whether a conditional says that one does what the other does.
fn is_reaction(found: &regex::Captures<'_>) -> bool {
    let end = found[0].to_lowercase();
    let own = |it: &str| matches!(it.trim().to_lowercase().as_str(), "i" | "you" | "we" | "it" | "that" | "this");
    let answers = ["too", "either", "the same", "as well", "likewise", "follow"].iter().any(|it| end.ends_with(it));
    answers && !own(&found[1]) && !own(&found[4])
}

/// Accuracies by what was done to the chain of thought.
fn interventions(text: &str, data: &mut Data) {
    let (mut correct, mut accuracy) = (Data::new(), Data::new());
    let rows: Vec<&str> = text.lines().filter(|it| it.starts_with('|')).collect();
    if rows.is_empty() {
        for found in CONDITION.as_ref().into_iter().flat_map(|it| it.captures_iter(text)) {
            let name = condition(&found[1]);
            if found.get(3).is_some() {
                put(&mut accuracy, name, number(&found[2]).map(|it| share(it / 100.0)));
            }
            put(&mut correct, name, found.get(4).and_then(|it| number(it.as_str())));
            put(data, "n", found.get(5).and_then(|it| number(it.as_str())));
        }
    }
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let name = cells.first().map_or("", |it| condition(it));
        for cell in cells.iter().skip(1).filter(|_| !name.is_empty()) {
            match cell.strip_suffix('%') {
                Some(rate) => put(&mut accuracy, name, number(rate).map(|it| share(it / 100.0))),
                None => put(&mut correct, name, number(cell)),
            }
        }
    }
    for (name, table) in [("correct", correct), ("accuracy", accuracy)] {
        if !table.is_empty() {
            data.insert(name.to_owned(), Value::Table(table));
        }
    }
    let lower = text.to_lowercase();
    if !data.contains_key("accuracy") {
        let done: Vec<Value> = ["paraphras", "corrupt", "truncat", "translat"]
            .iter()
            .zip(["paraphrased", "corrupted", "truncated", "translated"])
            .filter(|it| lower.contains(it.0))
            .map(|it| Value::Text(it.1.to_owned()))
            .collect();
        if !done.is_empty() {
            data.insert("interventions".to_owned(), Value::List(done));
        }
        if lower.contains("point") && lower.contains("cost") {
            static POINTS: LazyLock<Option<Regex>> =
                LazyLock::new(|| Regex::new(r"(?i)(\d+(?:\.\d+)?)\s+points?\b").ok());
            put(data, "drop_points", POINTS.as_ref().and_then(|it| it.captures(text)).and_then(|it| number(&it[1])));
        }
    }
    if lower.contains("hint") {
        data.insert("method".to_owned(), Value::Text("planted hint".to_owned()));
    }
}

/// Rounded to a tenth of a percent, as rates are written.
fn share(it: f64) -> f64 {
    (it * 1e6).round() / 1e6
}

/// The name of an intervention.
fn condition(words: &str) -> &'static str {
    let words = words.to_lowercase();
    let names = [
        ("paraphras", "paraphrased"),
        ("corrupt", "corrupted"),
        ("truncat", "truncated"),
        ("translat", "translated"),
        ("no cot", "no_cot"),
        ("no-cot", "no_cot"),
        ("without", "no_cot"),
        ("no chain", "no_cot"),
        ("filler", "filler"),
        ("shuffl", "shuffled"),
        ("early", "early_answer"),
        ("baseline", "intact"),
        ("intact", "intact"),
        ("with cot", "intact"),
    ];
    names.iter().find(|it| words.contains(it.0)).map_or("", |it| it.1)
}

/// Counts, shares, samples, intervals, probabilities, years: for all sorts.
fn counts(text: &str, data: &mut Data) {
    if !data.contains_key("accuracy") && !data.contains_key("returns_pct") && !data.contains_key("payoffs") {
        let found = K_OF_N.as_ref().and_then(|it| it.captures(text)).map(|it| (number(&it[1]), number(&it[2])));
        let turned = || OF_N_K.as_ref().and_then(|it| it.captures(text)).map(|it| (number(&it[2]), number(&it[1])));
        if let Some((Some(k), Some(n))) = found.or_else(turned)
            && k <= n
            && n > 1.0
        {
            put(data, "k", Some(k));
            put(data, "n", Some(n));
            put(data, "share", Some(share(k / n)));
        }
    }
    if let Some(found) = SAMPLE.as_ref().and_then(|it| it.captures(text)) {
        put(data, "n", found.get(1).or(found.get(2)).and_then(|it| number(it.as_str())));
    }
    if let Some(found) = INTERVAL.as_ref().and_then(|it| it.captures(text))
        && let (Some(low), Some(high)) = (number(&found[1]), number(&found[2]))
        && low < high
    {
        let scale = if found[3].is_empty() { 1.0 } else { 0.01 };
        data.insert(
            "interval".to_owned(),
            Value::List(vec![Value::Number(share(low * scale)), Value::Number(share(high * scale))]),
        );
    }
    if let Some(found) = PROBABILITY.as_ref().and_then(|it| it.captures(text)) {
        let scale = if found.get(2).is_some() || found.get(4).is_some_and(|it| !it.is_empty()) { 0.01 } else { 1.0 };
        let value = found.get(1).or(found.get(3)).and_then(|it| number(it.as_str())).map(|it| share(it * scale));
        put(data, "p", value.filter(|it| (0.0..=1.0).contains(it)));
    }
    if let Some(found) = YEAR.as_ref().and_then(|it| it.captures(text)) {
        put(data, "year", number(&found[1]));
    }
    if let Some(found) = DURATION.as_ref().and_then(|it| it.captures(text)) {
        let unit = found[2].to_lowercase();
        let name = unit.trim_end_matches('s').to_owned() + "s";
        put(data, &name, number(&found[1]).or_else(|| spelled(&found[1])));
    }
    if let Some(threshold) =
        THRESHOLD.as_ref().filter(|_| !data.contains_key("sharpe_below")).and_then(|it| it.find(text))
        && let Some(found) = PERCENT.as_ref().and_then(|it| it.captures_at(text, threshold.end()))
    {
        put(data, "threshold_pct", number(&found[1]));
    }
    if !data.contains_key("rate_pct")
        && data.keys().all(|it| matches!(it.as_str(), "year" | "url"))
        && let Some(found) = PERCENT.as_ref().and_then(|it| it.captures(text))
    {
        put(data, "rate_pct", number(&found[1]));
    }
}

fn spelled(word: &str) -> Option<f64> {
    const WORDS: &[(&str, f64)] = &[
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("twelve", 12.0),
    ];
    WORDS.iter().find(|it| it.0.eq_ignore_ascii_case(word)).map(|it| it.1)
}
