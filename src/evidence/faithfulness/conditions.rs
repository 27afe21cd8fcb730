//! What was done to the chain before the answer was taken, told from the names that people give it.

/// What sort of condition it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The answer without a chain.
    Direct,
    /// The answer without a chain in a context that points to an answer.
    DirectBiased,
    /// The answer after the model's own chain.
    Original,
    /// In a context that points to an answer, with a chain.
    Biased,
    /// The chain in other words.
    Paraphrased,
    /// The chain in another language.
    Translated,
    /// The chain broken off after a step.
    Truncated,
    /// Something without meaning in place of the chain.
    Filler,
    /// A step of the chain made wrong.
    Corrupted,
    /// Any other.
    Other,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What it is called, in snake case: the name of its sort, or its own if there is more to it.
    pub name: String,
    /// Its sort.
    pub kind: Kind,
    /// The step it is about, from the start of the chain.
    pub step: Option<u16>,
}

/// Names that stand for a sort and nothing else.
const NAMES: [(Kind, &str, &[&str]); 9] = [
    (Kind::Direct, "direct", &["nocot", "no_cot", "nocot_unbiased", "no_cot_unbiased", "answer_only", "no_chain"]),
    (Kind::DirectBiased, "direct_biased", &["nocot_biased", "no_cot_biased", "biased_direct"]),
    (
        Kind::Original,
        "original",
        &[
            "cot",
            "cot_unbiased",
            "unbiased",
            "original_chain",
            "full",
            "full_cot",
            "full_chain",
            "baseline",
            "unhinted",
        ],
    ),
    (Kind::Biased, "biased", &["cot_biased", "biased_context", "biased_cot", "hinted", "hint"]),
    (Kind::Paraphrased, "paraphrased", &["paraphrase"]),
    (Kind::Translated, "translated", &["translate", "translation"]),
    (Kind::Truncated, "truncated", &["truncate", "truncation", "early", "early_answer", "early_answering"]),
    (Kind::Filler, "filler", &["filler_tokens", "dots"]),
    (
        Kind::Corrupted,
        "corrupted",
        &["corrupt", "corruption", "corrupt_regenerate", "mistake", "adding_mistakes", "add_mistake", "add_mistakes"],
    ),
];

/// Beginnings of names that tell the sort, with the rest kept as part of the name.
const BEGINNINGS: [(Kind, &str); 8] = [
    (Kind::Paraphrased, "paraphras"),
    (Kind::Translated, "translat"),
    (Kind::Truncated, "truncat"),
    (Kind::Truncated, "early_answer"),
    (Kind::Filler, "filler"),
    (Kind::Corrupted, "corrupt"),
    (Kind::Corrupted, "mistake"),
    (Kind::Corrupted, "add_mistake"),
];

/// A name in snake case: small letters, digits and single underscores.
pub fn snake(name: &str) -> String {
    let mut out = String::new();
    for it in name.trim().chars().flat_map(char::to_lowercase) {
        if it.is_alphanumeric() {
            out.push(it);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

impl Condition {
    /// What this name stands for, at this step if one is given beside it.
    pub fn of(name: &str, step: Option<u16>) -> Self {
        let name = snake(name);
        if let Some(it) = exact(&name) {
            return Self { step, ..it };
        }
        // truncated_3, corrupted_at_2, truncated_step_1: the step is part of the name.
        let digits = name.len() - name.trim_end_matches(|it: char| it.is_ascii_digit()).len();
        if digits > 0 && step.is_none() {
            let (before, number) = name.split_at(name.len() - digits);
            let mut before = before.trim_end_matches('_');
            for end in ["_at", "_step", "_at"] {
                before = before.strip_suffix(end).unwrap_or(before);
            }
            if let (Some(it), Ok(step)) = (exact(before), number.parse()) {
                return Self { step: Some(step), ..it };
            }
        }
        let kind = BEGINNINGS.iter().find(|it| name.starts_with(it.1)).map_or(Kind::Other, |it| it.0);
        Self { name, kind, step }
    }

    /// The name with the step, for keys.
    pub fn key(&self) -> String {
        match self.step {
            Some(step) => format!("{}_at_{step}", self.name),
            None => self.name.clone(),
        }
    }

    /// The name with the step, for people.
    pub fn words(&self) -> String {
        let name = self.name.replace('_', " ");
        match (self.step, self.kind) {
            (Some(step), Kind::Truncated) => format!("{name} after step {step}"),
            (Some(step), _) => format!("{name} at step {step}"),
            (None, _) => name,
        }
    }
}

fn exact(name: &str) -> Option<Condition> {
    let (kind, name, _) = NAMES.iter().find(|it| it.1 == name || it.2.contains(&name))?;
    Some(Condition { name: (*name).to_owned(), kind: *kind, step: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_was_done_and_unknown_ones_stay() {
        let tell = |name| {
            let it = Condition::of(name, None);
            (it.kind, it.key())
        };
        assert_eq!(tell("No-CoT"), (Kind::Direct, "direct".to_owned()));
        assert_eq!(tell("cot_biased"), (Kind::Biased, "biased".to_owned()));
        assert_eq!(tell("Truncated @ 3"), (Kind::Truncated, "truncated_at_3".to_owned()));
        assert_eq!(tell("corrupted_at_step_2"), (Kind::Corrupted, "corrupted_at_2".to_owned()));
        assert_eq!(tell("paraphrase each step"), (Kind::Paraphrased, "paraphrase_each_step".to_owned()));
        assert_eq!(tell("Modell 7 (neu)"), (Kind::Other, "modell_7_neu".to_owned()));
        assert_eq!(Condition::of("early answering", Some(0)).words(), "truncated after step 0");
    }
}
