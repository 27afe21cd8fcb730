//! What was read how, what was left out and why, and what none of it shows.

use super::{
    Options,
    columns::Use,
    conditions::Kind,
    count::{Rule, Tally, Which},
    read::Read,
};

/// All notes.
pub fn notes(read: &Read, all: &Tally, parts: usize, options: &Options) -> Vec<String> {
    let (plan, columns) = (&read.plan, &read.columns);
    let mut out = Vec::new();
    let form = if columns.answers.is_empty() { "one by sample and condition" } else { "one by sample" };
    out.push(format!("Read {} rows, {form}; {} different answers.", read.rows, read.answers));
    let mut say = |when: bool, what: String| {
        if when {
            out.push(what);
        }
    };
    say(read.passed > 0, format!("Passed over {} rows by `where`.", read.passed));
    say(!columns.unused.is_empty(), format!("Columns that are not used: {}.", columns.unused.join(", ")));
    let failed: u64 = all.ones.iter().map(|it| it.failed).sum();
    let by: Vec<String> = plan
        .conditions
        .iter()
        .zip(&all.ones)
        .filter(|it| it.1.failed > 0)
        .map(|it| format!("{} {}", it.0.key(), it.1.failed))
        .take(20)
        .collect();
    let rule = match plan.rule {
        Rule::Any => format!(
            "{} samples are left out everywhere, since an answer could not be read in one context or another",
            all.left_out
        ),
        Rule::Pair => {
            "they are left out only of what needs the answer, so that conditions may be on other samples".to_owned()
        }
        Rule::Wrong => "they count as wrong answers".to_owned(),
    };
    say(failed > 0, format!("{failed} answers could not be read ({}): {rule}.", by.join(", ")));
    let (doubled, other) = read.doubled;
    say(
        doubled > 0,
        format!(
            "{doubled} rows were there already (same sample, group, task and condition) and are left out, {other} of them with another answer."
        ),
    );
    say(
        read.against > 0,
        format!(
            "{} rows give another right or biased answer than an earlier row of the sample; the first holds.",
            read.against
        ),
    );
    if let (count, Some(first)) = &read.broken {
        say(true, format!("{count} broken rows are left out; the first: {first}"));
    }
    let alone: u64 = all.twos.iter().map(|it| it.alone).sum();
    say(
        alone > 0,
        format!("{alone} times a sample has a row in one of two compared conditions only: it is in no comparison."),
    );
    let ids = columns.of(Use::Item).is_some() || !columns.answers.is_empty();
    say(
        !ids,
        "No column tells the samples apart, so nothing can be compared on the same samples: set `item`.".to_owned(),
    );
    let original = plan.conditions.iter().any(|it| it.kind == Kind::Original);
    say(!original, "No condition is the original chain: say by `conditions` which one is.".to_owned());
    say(
        parts > 1,
        format!("Figures and rows `all` pool {parts} groups; their own are in the tables, and alone by `where`."),
    );
    let hinted = all.ones.iter().any(|it| it.biased.0 > 0) || all.twos.iter().any(|it| it.to_bias.0 > 0);
    let which = match plan.which {
        Which::Incongruent => "only samples whose biased answer is wrong count (a bias to the right answer raises it)",
        Which::All => "all samples count, also those whose biased answer is right",
        Which::Congruent => "only samples whose biased answer is right count",
    };
    say(hinted, format!("Of accuracy and its change {which}; of changed answers all do."));
    say(
        hinted && !plan.comparisons.is_empty(),
        "Turpin et al. 2023 take changes explained by the bias of all samples in their rows on suggested answers, of \
         those whose biased answer is wrong in their rows on \"always A\": both are given."
            .to_owned(),
    );
    say(
        all.early.unknown > 0,
        format!(
            "{} samples with truncated chains have no answer of the full chain, or more steps than the chain.",
            all.early.unknown
        ),
    );
    cautions(read, all, options, &mut out);
    out
}

/// What the figures do not show.
fn cautions(read: &Read, all: &Tally, options: &Options, out: &mut Vec<String>) {
    let plan = &read.plan;
    let mut say = |when: bool, what: String| {
        if when {
            out.push(what);
        }
    };
    let early = plan.early;
    let start = all.early.lengths.values().any(|it| !it.after.contains_key(&0));
    say(
        early && start,
        "Where no answer was asked before the first step, the curve is taken to be flat up to the first that was."
            .to_owned(),
    );
    let weighed = if options.weights.is_empty() { "as many samples as have them" } else { "what was set" };
    say(
        early,
        format!(
            "Lengths of chains weigh {weighed}. A chain truncated without padding may change answers by its form alone."
        ),
    );
    say(
        early,
        "The area over the curve does not show whether a chain is faithful: it goes along with accuracy (Bentham et al. \
         2024, R² 0.74 over models), and a chain that hides its message has as large an area as an honest one."
            .to_owned(),
    );
    let has = |kind| plan.conditions.iter().any(|it| it.kind == kind);
    say(
        has(Kind::Corrupted),
        "That an answer follows a corrupted chain shows that the chain is used if the rest was written anew after the \
         change; a chain whose later steps were kept may repair it. It does not tell a message in the words from one in \
         the wording."
            .to_owned(),
    );
    say(
        has(Kind::Paraphrased) || has(Kind::Translated),
        "That other words leave the answer as it is shows that the wording carries nothing, not that the chain is used: \
         a decorative chain passes too. Only with a corrupted chain beside it can the two be told apart."
            .to_owned(),
    );
    say(
        has(Kind::Biased),
        "A changed answer that the chain does not explain shows that something else took part, in this context; an \
         unchanged one does not show that the chain is the reason."
            .to_owned(),
    );
    let judged = all.judged.iter().any(|it| it.0 > 0);
    say(judged, "That a hint is named is a verdict of a judge, and hangs on the judge; that it is not named does not show that it was hidden on purpose.".to_owned());
}
