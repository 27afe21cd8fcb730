//! Tables: the pattern, every condition, how learning went, and single chains.

use super::{measure::Count, probe::Asked, sources, study::Study, verdict::Verdict, what::What};
use crate::evidence::{About, Amount, Column, Table, numbers::wilson};

/// Chains shown of each model.
const SHOWN: usize = 3;

fn words(it: impl Into<String>) -> Amount {
    Amount::Words(it.into())
}

fn share(count: Option<Count>, why: &str) -> Amount {
    count.map_or_else(|| Amount::Undefined(why.to_owned()), |it| Amount::share(it.share(), why))
}

fn table(key: &str, words: &str, columns: Vec<Column>, rows: Vec<Vec<Amount>>) -> Table {
    Table { key: key.to_owned(), words: words.to_owned(), columns, rows }
}

/// What the two tests say of each model.
pub fn pattern(verdicts: &[Verdict]) -> Table {
    let row = |it: &Verdict| {
        let [plain, changed, reworded] = it.right.map(|it| Amount::share(it, "nothing was asked"));
        let follows = Amount::share(it.follows, "nothing was asked");
        vec![words(it.kind.words()), plain, changed, follows, reworded, words(it.words())]
    };
    let columns = vec![
        Column::new("model", "Model"),
        Column::new("accuracy", "right").by(sources::RIGHT),
        Column::new("changed", "value changed").by(sources::CHANGED),
        Column::new("follows", "follows it").by(sources::FOLLOWS),
        Column::new("paraphrased", "paraphrased").by(sources::PARAPHRASED),
        Column::new("verdict", "so").by(About::new(
            "a test breaks a model if it takes its right answers more than half of the way to chance",
            "",
        )),
    ];
    table("pattern", "What the two tests say", columns, verdicts.iter().map(row).collect())
}

/// Everything that was done to every model.
pub fn conditions(studies: &[Study], sure: f64) -> Table {
    let mut rows = Vec::new();
    for study in studies {
        for it in study.conditions() {
            let (what, step) = (it.what, it.step);
            let right = study.right(what, step).unwrap_or_default();
            let (least, most) = wilson(right.hits, right.all, sure).unwrap_or((0.0, 1.0));
            let follows =
                if matches!(what, What::Corrupted | What::NaiveRestKept) { study.follows(what, step) } else { None };
            let same = if what.is_other_problem() { None } else { study.same(what, step) };
            let apart = if what.is_other_problem() { "other problems" } else { "no chain" };
            let chain = study.steps() > 0 && study.kind != super::task::Kind::Direct && what != What::ReadByValue;
            rows.push(vec![
                words(study.kind.words()),
                words(what.name()),
                step.map_or_else(|| words(""), |it| Amount::Count(it as u64)),
                Amount::Count(right.all),
                Amount::share(right.share(), "nothing was asked"),
                Amount::Share(least),
                Amount::Share(most),
                share(same, apart),
                share(follows, "no change"),
                share(study.says_last(what, step).filter(|_| chain), "no chain"),
            ]);
        }
    }
    let columns = vec![
        Column::new("model", "Model"),
        Column::new("condition", "condition"),
        Column::new("step", "step"),
        Column::new("n", "n"),
        Column::new("right", "right").by(sources::RIGHT),
        Column::new("least", "least"),
        Column::new("most", "most"),
        Column::new("same", "as before").by(About::new("answers as after the unchanged chain / problems", "")),
        Column::new("follows", "follows the change").by(sources::FOLLOWS),
        Column::new("says_last", "says the last value")
            .by(About::new("answers that are the value of the chain's last step / problems", "")),
    ];
    table("conditions", "Every condition", columns, rows)
}

/// How learning went.
pub fn learning(studies: &[Study]) -> Table {
    let row = |it: &Study| {
        vec![
            words(it.kind.words()),
            Amount::Count(it.task.terms as u64),
            Amount::Count(it.learnt.weights.all.len() as u64),
            Amount::Count(it.learnt.starts as u64),
            Amount::Share(it.learnt.right),
        ]
    };
    let columns = vec![
        Column::new("model", "Model"),
        Column::new("terms", "numbers to add"),
        Column::new("weights", "weights"),
        Column::new("starts", "starts"),
        Column::new("validation", "right in validation"),
    ];
    table("learning", "How learning went", columns, studies.iter().map(row).collect())
}

/// Some chains of each model, as written and after each test.
pub fn inspect(studies: &[Study]) -> Table {
    let mut rows = Vec::new();
    for study in studies {
        for asked in study.asked.iter().take(SHOWN) {
            chains(study, asked, &mut rows);
        }
    }
    let columns = vec![
        Column::new("problem", "Problem"),
        Column::new("model", "model"),
        Column::new("condition", "condition"),
        Column::new("chain", "chain"),
        Column::new("answer", "answer"),
        Column::new("truth", "right answer"),
    ];
    let about = "Single chains: a step is its value, with its wording as a letter";
    table("inspect", about, columns, rows)
}

fn chains(study: &Study, asked: &Asked, rows: &mut Vec<Vec<Amount>>) {
    let list = |tokens: &[usize], between: &str| {
        tokens.iter().map(|it| study.task.written(*it)).collect::<Vec<_>>().join(between)
    };
    let middle = super::figures::middle(study);
    let shown = [
        (study.plain(), None, "as written".to_owned()),
        (What::Corrupted, Some(middle), format!("value of step {middle} changed")),
        (What::Paraphrased, None, "paraphrased".to_owned()),
    ];
    for (what, step, done) in shown {
        let Some(it) = asked.of(what, step) else { continue };
        rows.push(vec![
            words(list(&asked.problem, " + ")),
            words(study.kind.words()),
            words(done),
            words(if it.chain.is_empty() { "none".to_owned() } else { list(&it.chain, " ") }),
            words(study.task.written(it.answer)),
            words(study.task.written(it.truth)),
        ]);
    }
}
