//! Graphs from files.

use super::{Graph, Sign};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A graph with names.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// What each claim is called, by number.
    pub names: Vec<String>,
    /// The graph.
    pub graph: Graph,
}

#[derive(Deserialize)]
struct File {
    args: Vec<String>,
    weights: BTreeMap<String, f64>,
    #[serde(default)]
    attacks: Vec<(String, String)>,
    #[serde(default)]
    supports: Vec<(String, String)>,
}

/// Reads `{"args": ["a", "b"], "weights": {"a": 0.5, "b": 1}, "attacks": [["b", "a"]], "supports": []}`, where a link goes
/// from the first to the second, and other fields count for nothing.
///
/// # Errors
/// If it is no such JSON, a claim stands twice or has no weight, or a link leads to one that is missing: in a sentence.
pub fn read(text: &str) -> Result<Named, String> {
    let file: File = serde_json::from_str(text).map_err(|error| format!("It is no graph: {error}."))?;
    let mut numbers = BTreeMap::new();
    for (nth, name) in file.args.iter().enumerate() {
        if numbers.insert(name.as_str(), nth).is_some() {
            return Err(format!("The claim {name:?} stands twice."));
        }
    }
    let base = |it: &String| file.weights.get(it).copied().ok_or_else(|| format!("The claim {it:?} has no weight."));
    let bases = file.args.iter().map(base).collect::<Result<Vec<f64>, String>>()?;
    let number = |it: &String| numbers.get(it.as_str()).copied().ok_or_else(|| format!("There is no claim {it:?}."));
    let attacks = file.attacks.iter().map(|it| (it, Sign::Attacks));
    let links = attacks.chain(file.supports.iter().map(|it| (it, Sign::Supports)));
    let links = links.map(|((from, to), sign)| Ok((number(from)?, number(to)?, sign)));
    let links = links.collect::<Result<Vec<_>, String>>()?;
    let graph = Graph::new(bases, links).map_err(|it| format!("It is no graph: {it}."))?;
    Ok(Named { names: file.args, graph })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_graph_says_why() {
        let whole = r#"{"args": ["a", "b"], "weights": {"a": 0.5, "b": 1}, "attacks": [["b", "a"], ["b", "a"]]}"#;
        assert!(read(whole).is_ok_and(|it| it.graph.acting_on(0).count() == 1));
        let broken = [
            ("", "no graph"),
            (r#"{"args": ["a", "a"], "weights": {"a": 0.5}}"#, "twice"),
            (r#"{"args": ["a"], "weights": {}}"#, "no weight"),
            (r#"{"args": ["a"], "weights": {"a": 2}}"#, "not between"),
            (r#"{"args": ["a"], "weights": {"a": 0}, "attacks": [["a", "b"]]}"#, "no claim"),
        ];
        for (text, why) in broken {
            assert!(read(text).is_err_and(|it| it.contains(why)), "{text}");
        }
        assert!(read(&"[".repeat(1_000_000)).is_err());
    }
}
