//! Which column means what: set by a person, or told from the header.

use super::conditions::{Condition, Kind, snake};
use crate::evidence::{Failed, Settings};
use std::collections::BTreeMap;

/// No data have more conditions, steps counted apart.
pub const MOST_CONDITIONS: usize = 256;

/// Names by which a header tells a column, in snake case.
const USUAL: [(&str, &[&str]); 13] = [
    (
        "item",
        &["item", "item_id", "id", "idx", "sample", "sample_id", "question_id", "qid", "example_id", "problem_id"],
    ),
    ("task", &["task", "task_name", "dataset", "category", "subject"]),
    ("condition", &["condition", "context", "intervention", "variant"]),
    ("answer", &["answer", "prediction", "pred", "y_pred", "parsed_answer", "extracted_answer", "model_answer"]),
    (
        "truth",
        &["truth", "y_true", "correct_answer", "gold", "gold_answer", "label", "target", "ground_truth", "reference"],
    ),
    (
        "biased",
        &["bias_idx", "biased_answer", "bias_answer", "hint_answer", "hinted_answer", "suggested_answer", "bias_ans"],
    ),
    ("full", &["full_answer", "full_chain_answer", "full_cot_answer", "original_answer"]),
    ("step", &["step", "step_k", "truncated_at", "position"]),
    ("steps", &["steps", "n_steps", "num_steps", "chain_length", "cot_length"]),
    ("follows", &["follows", "follows_corrupted", "follows_edited_cot", "follows_edit"]),
    ("implied", &["implied", "implied_answer", "corrupted_answer"]),
    ("acknowledged", &["acknowledged", "verbalized", "verbalised", "verbalizes_hint", "mentions_hint", "judge_1"]),
    ("acknowledged_2", &["acknowledged_2", "verbalized_2", "verbalised_2", "judge_2"]),
];

/// What a column is for, in the order of the names above.
#[derive(Clone, Copy, Debug)]
pub enum Use {
    /// The sample.
    Item,
    /// Its task.
    Task,
    /// What was done to the chain.
    Condition,
    /// The answer.
    Answer,
    /// The right one.
    Truth,
    /// The one that the context points to.
    Biased,
    /// That after the full chain.
    Full,
    /// The step of a change.
    Step,
    /// The length of the chain.
    Steps,
    /// Whether the answer follows the corrupted chain.
    Follows,
    /// The answer that the corrupted chain leads to.
    Implied,
    /// A judge.
    Judge,
    /// A second one.
    SecondJudge,
}

/// Columns that part data into groups.
const GROUPS: [&str; 8] = ["bias", "bias_type", "hint_type", "cue", "model", "shots", "seed", "run"];

/// What the columns mean.
#[derive(Debug, Default)]
pub struct Columns {
    /// By what they mean, in the order of [`Use`].
    uses: [Option<usize>; USUAL.len()],
    /// Those of groups with their names.
    pub groups: Vec<(usize, String)>,
    /// Rows that count have this there.
    pub only: Vec<(usize, Vec<u8>)>,
    /// In wide form: the columns of answers and their conditions.
    pub answers: Vec<(usize, Condition)>,
    /// What conditions mean, as a person set it: by name in snake case.
    meanings: BTreeMap<String, String>,
    /// Those that are not read.
    pub unused: Vec<String>,
}

impl Columns {
    /// The column of this use.
    pub fn of(&self, it: Use) -> Option<usize> {
        self.uses[it as usize]
    }

    /// The condition of this name.
    pub fn condition(&self, name: &str, step: Option<u16>) -> Condition {
        let meant = self.meanings.get(&snake(name));
        Condition::of(meant.map_or(name, String::as_str), step)
    }

    /// Tells what the columns of this header mean.
    ///
    /// # Errors
    /// If a column that was set is not there, or there are no answers.
    pub fn tell(header: &[String], settings: &Settings) -> Result<Self, Failed> {
        let mut it = Self::default();
        let known = || format!("The columns are: {}.", header.join(", "));
        let find = |name: &str| {
            let exact = header.iter().position(|it| it == name);
            exact.or_else(|| header.iter().position(|it| snake(it) == snake(name)))
        };
        let need =
            |name: &str| find(name).ok_or_else(|| Failed::new(format!("There is no column {name}."), known()).at(1));
        for (place, (meaning, usual)) in it.uses.iter_mut().zip(USUAL) {
            *place = match settings.text(meaning) {
                Some("") => None,
                Some(name) => Some(need(name)?),
                None => usual.iter().find_map(|name| header.iter().position(|it| snake(it) == *name)),
            };
        }
        for (name, value) in pairs(settings.text("where"))? {
            it.only.push((need(&name)?, value.into_bytes()));
        }
        for (name, meaning) in pairs(settings.text("conditions"))? {
            it.meanings.insert(snake(&name), meaning);
        }
        let groups: Vec<String> = match settings.text("by") {
            Some(names) => list(names),
            None => GROUPS.iter().filter(|it| find(it).is_some()).map(|it| (*it).to_owned()).collect(),
        };
        for name in groups {
            let at = need(&name)?;
            if !it.groups.iter().any(|it| it.0 == at) {
                it.groups.push((at, header[at].clone()));
            }
        }
        it.answers(header, settings, &find)?;
        let used = |at: &usize| {
            it.uses.contains(&Some(*at))
                || it.groups.iter().any(|it| it.0 == *at)
                || it.only.iter().any(|it| it.0 == *at)
                || it.answers.iter().any(|it| it.0 == *at)
        };
        it.unused = (0..header.len()).filter(|at| !used(at)).map(|at| header[at].clone()).collect();
        Ok(it)
    }

    /// Tells long from wide form, and the columns of answers.
    fn answers(
        &mut self,
        header: &[String],
        settings: &Settings,
        find: &dyn Fn(&str) -> Option<usize>,
    ) -> Result<(), Failed> {
        let form = settings.text("form").unwrap_or("auto");
        let long =
            form == "long" || form == "auto" && self.of(Use::Condition).is_some() && self.of(Use::Answer).is_some();
        if long {
            for (it, meaning, what) in
                [(Use::Condition, "condition", "what was done to the chain"), (Use::Answer, "answer", "the answer")]
            {
                if self.of(it).is_none() {
                    return Err(Failed::new(
                        format!("No column tells {what}."),
                        format!("Set `{meaning}` to one of: {}.", header.join(", ")),
                    )
                    .at(1));
                }
            }
            return Ok(());
        }
        for name in self.meanings.keys() {
            if find(name).is_none() {
                return Err(Failed::new(
                    format!("There is no column {name}."),
                    format!("The columns are: {}.", header.join(", ")),
                )
                .at(1));
            }
        }
        let taken: Vec<usize> = self.uses.iter().flatten().copied().chain(self.groups.iter().map(|it| it.0)).collect();
        for (at, name) in header.iter().enumerate() {
            let set = self.meanings.contains_key(&snake(name));
            let condition = self.condition(name, None);
            if set || condition.kind != Kind::Other && !taken.contains(&at) {
                if let Some((other, _)) = self.answers.iter().find(|it| it.1.key() == condition.key()) {
                    let what =
                        format!("Two columns, {} and {name}, are told to be answers of one condition.", header[*other]);
                    let advice = "Set what the other one is, such as `biased`, or say by `conditions` what both are.";
                    return Err(Failed::new(what, advice).at(1));
                }
                self.answers.push((at, condition));
            }
        }
        if self.answers.is_empty() {
            return Err(Failed::new(
                "No column of answers was told from the header.",
                format!(
                    "Set `condition` and `answer` for one row by sample and condition, or `conditions` to column=meaning \
                     for a column by condition. The columns are: {}.",
                    header.join(", ")
                ),
            )
            .at(1));
        }
        if self.answers.len() > MOST_CONDITIONS {
            return Err(Failed::new("There are too many columns of answers.", "Name some by `conditions`.").at(1));
        }
        Ok(())
    }
}

/// Words with commas between.
pub fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// name=value with commas between.
pub fn pairs(text: Option<&str>) -> Result<Vec<(String, String)>, Failed> {
    let pair = |it: String| {
        let (name, value) = it
            .split_once('=')
            .ok_or_else(|| Failed::new(format!("{it} is no name=value."), "Write name=value, with commas between."))?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    };
    list(text.unwrap_or("")).into_iter().map(pair).collect()
}
