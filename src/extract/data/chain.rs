//! Experiments on a chain of thought: what was done to it, and how often the answer was still right.

use super::{Data, find, group, number, pattern, put, rounded};
use crate::map::Value;

pattern!(
    CONDITION,
    r"(?i)\b(intact|paraphras\w*|corrupt\w*|truncat\w*|translat\w*|no[- ]cot|without (?:any )?(?:cot|chain of thought)|"
    r"no chain of thought|filler|shuffled|early answer\w*|baseline|with cot)\b[^\d;|:(]{0,28}?"
    r"(\d[\d,]*(?:\.\d+)?)\s?(%)?(?:\s*\(\s*(\d[\d,]*)\s*/\s*(\d[\d,]*)\s*\))?"
);
pattern!(POINTS, r"(?i)(\d+(?:\.\d+)?)\s+points?\b");
// Corrupting by any other name: a change to the text of the reasoning, done to see whether the answer follows.
pattern!(
    ALTERED,
    r"(?i)\b(?:alter|tamper|perturb|sabotag|falsif)\w*\b[^.;?!]{0,40}?\b(?:cot|chains? of thought|reasoning|steps?)\b"
);

#[cfg(test)]
pub(super) static PATTERNS: [&super::Pattern; 3] = [&CONDITION, &POINTS, &ALTERED];

/// Adds what `text`, a sentence or a table, says.
pub(super) fn add(text: &str, data: &mut Data) {
    let (mut correct, mut accuracy) = (Data::new(), Data::new());
    let rate = |it: Option<f64>| it.map(|it| rounded(it / 100.0));
    let mut rows = text.lines().filter(|it| it.trim_start().starts_with('|')).peekable();
    if rows.peek().is_none() {
        for found in CONDITION.as_ref().into_iter().flat_map(|it| it.captures_iter(text)) {
            let name = condition(&found[1]);
            if found.get(3).is_some() {
                put(&mut accuracy, name, rate(group(&found, 2)));
            }
            put(&mut correct, name, group(&found, 4));
            put(data, "n", group(&found, 5));
        }
    }
    for row in rows {
        let mut cells = row.trim().trim_matches('|').split('|').map(str::trim);
        let name = condition(cells.next().unwrap_or(""));
        for cell in cells.filter(|_| !name.is_empty()) {
            match cell.strip_suffix('%') {
                Some(percent) => put(&mut accuracy, name, rate(number(percent))),
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
        let altered = find(&ALTERED, text).is_some();
        let said = |it: &&str| lower.contains(it) || altered && *it == "corrupt";
        let done = ["paraphras", "corrupt", "truncat", "translat"].into_iter().filter(said);
        let done: Vec<Value> = done.map(|it| Value::Text(condition(it).to_owned())).collect();
        if !done.is_empty() {
            data.insert("interventions".to_owned(), Value::List(done));
        }
        if ["cost", "lose", "lost", "drop", "fell"].iter().any(|it| lower.contains(it)) {
            put(data, "drop_points", find(&POINTS, text).and_then(|it| group(&it, 1)));
        }
    }
    if lower.contains("hint") {
        data.insert("method".to_owned(), Value::Text("planted hint".to_owned()));
    }
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
