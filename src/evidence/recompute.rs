//! Calculations of a map, with all that they are given.

use super::{Failed, Given, Input, Plot, Report, Settings, engine, hashed::Hashed, standing::Standings};
use crate::{
    jobs::Progress,
    map::{Amount, Change, Content, Diff, FileId, KeptFigure, Map, NodeId, Outcome, Parameter, ResultId},
};
use std::{
    collections::BTreeMap,
    io::{self, BufRead, Read as _},
    sync::Arc,
};

/// The most bytes of a linked file that is a parameter; data are streamed and may be longer.
const MOST_BYTES: u64 = 64 << 20;

/// What a calculation needs from outside the map.
pub struct Around<'a> {
    /// Opens a file that the map only links to, by its path.
    pub open: &'a dyn Fn(&str) -> io::Result<Box<dyn BufRead>>,
    /// The day, as `2026-11-28`.
    pub day: &'a str,
    /// How far it is, and whether to give up.
    pub progress: &'a Progress,
}

impl std::fmt::Debug for Around<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Around").field("day", &self.day).finish_non_exhaustive()
    }
}

/// What came of several calculations.
#[derive(Debug, Default)]
pub struct Recomputed {
    /// What each gave, to be kept.
    pub outcomes: Vec<Outcome>,
    /// What could not even be tried: linked files that are gone or have changed, links to what is gone.
    pub troubles: Vec<(NodeId, Failed)>,
    /// The whole report of the node for which that was wanted.
    pub report: Option<(ResultId, Report)>,
}

/// Does the calculations of `nodes`, which must stand in the order of [`Standings::order`]. Each uses the newest figures of
/// those before it. Of `keep` the whole report is returned, too.
pub fn recompute(map: &Map, nodes: &[NodeId], around: &Around<'_>, keep: Option<NodeId>) -> Recomputed {
    let (mut map, standings, mut done) = (map.clone(), Standings::of(map), Recomputed::default());
    for &node in nodes {
        if around.progress.is_cancelled() {
            break;
        }
        let Some(inputs) = standings.inputs(node) else {
            if let Some(super::Standing::Broken(why)) = standings.standing(&map, node) {
                done.troubles.push((node, why));
            }
            continue;
        };
        let result = calculate(&map, &standings, node, around);
        let outcome = match result {
            Err(why) if why.passing => {
                done.troubles.push((node, why));
                continue;
            }
            Err(why) => Outcome { gist: why.to_string(), failed: true, ..empty(node, inputs, around.day) },
            Ok(report) => {
                let outcome = outcome(&report, empty(node, inputs, around.day));
                if keep == Some(node) {
                    done.report = Some((outcome.id(), report));
                }
                outcome
            }
        };
        if !outcome.is_sound() {
            done.troubles.push((node, Failed::new("The result holds what is no number.", "Please report this.")));
            continue;
        }
        // Where those after it find it: `map` is a copy. To keep it as an edit does would look through all histories.
        let change =
            Change { before: map.result(outcome.id()).cloned().map(Arc::new), after: Some(Arc::new(outcome.clone())) };
        let diff = Diff { results: [(outcome.id(), change)].into(), ..Diff::default() };
        if map.apply(&diff).is_err() {
            done.troubles.push((node, Failed::new("The result cannot be kept.", "Please report this.")));
            continue;
        }
        done.outcomes.push(outcome);
    }
    done
}

fn empty(node: NodeId, inputs: crate::map::Inputs, day: &str) -> Outcome {
    let day = day.to_owned();
    Outcome { node, inputs, nth: 0, day, gist: String::new(), figures: Vec::new(), failed: false, spark: None }
}

/// What of a report is kept in the map.
fn outcome(report: &Report, empty: Outcome) -> Outcome {
    let figure = |it: &super::Figure| KeptFigure {
        key: it.key.clone(),
        words: it.words.clone(),
        amount: it.amount.clone(),
        interval: it.interval,
        likelihood: it.likelihood,
    };
    let figures = report.figures.iter().map(figure).collect();
    Outcome { gist: report.gist.clone(), figures, spark: report.plots.first().and_then(Plot::spark), ..empty }
}

/// Does the calculation of one node. What it uses of others must be fresh.
///
/// # Errors
/// If there is none, something it needs is missing, or the engine refuses it. An error that is `passing` says nothing about
/// the inputs: it may be gone next time.
pub fn calculate(map: &Map, standings: &Standings, node: NodeId, around: &Around<'_>) -> Result<Report, Failed> {
    let nothing = || Failed::new("Nothing is calculated for it.", "Choose a calculation.").passing();
    let calculation = map.calculation(node).ok_or_else(nothing)?;
    let engine = engine(&calculation.engine).ok_or_else(nothing)?;
    let mut settings = BTreeMap::new();
    for (name, parameter) in &calculation.parameters {
        settings.insert(name.clone(), given(map, standings, name, parameter, around)?);
    }
    let settings = Settings(settings);
    settings.check(engine.settings)?;
    let Some(id) = calculation.file else {
        return (engine.run)(&mut Input {
            data: &mut io::empty(),
            name: "",
            settings: &settings,
            progress: around.progress,
        });
    };
    let file = map.file(id).ok_or_else(super::standing::lost_file)?;
    let mut data = Hashed::new(open(&file.content, &file.name, around)?);
    let mut input = Input { data: &mut data, name: &file.name, settings: &settings, progress: around.progress };
    let report = (engine.run)(&mut input);
    if matches!(file.content, Content::Linked { .. }) && data.finish().map_err(Failed::from)? != id {
        return Err(changed(&file.name));
    }
    report
}

fn given(
    map: &Map,
    standings: &Standings,
    name: &str,
    parameter: &Parameter,
    around: &Around<'_>,
) -> Result<Given, Failed> {
    Ok(match parameter {
        Parameter::Number(it) => Given::Number(*it),
        Parameter::Words(it) => Given::Text(it.clone()),
        Parameter::Credence(id) => Given::Number(map.credence(*id).map_or(f64::NAN, |it| f64::from(it.value))),
        Parameter::File(id) => {
            let file = map.file(*id).ok_or_else(super::standing::lost_file)?;
            Given::File(file.name.clone(), read(*id, &file.content, &file.name, around)?)
        }
        Parameter::Figure { of, key } => {
            let outcome = standings.fresh(map, *of).ok_or_else(|| {
                let what = format!("The evidence that {name} is taken from has not been calculated.");
                Failed::new(what, "Calculate that first.").passing()
            })?;
            let figure = outcome.figure(key).ok_or_else(|| {
                let what = format!("The evidence that {name} is taken from has no figure “{key}” any more.");
                Failed::new(what, "Choose another figure, or give a number.")
            })?;
            match &figure.amount {
                Amount::Undefined(why) => {
                    let what = format!("{}, which {name} is taken from, is undefined: {why}.", figure.words);
                    return Err(Failed::new(what, "Choose another figure, or give a number."));
                }
                Amount::Words(it) => Given::Text(it.clone()),
                number => Given::Number(number.as_number().unwrap_or(f64::NAN)),
            }
        }
    })
}

fn open<'a>(content: &'a Content, name: &str, around: &Around<'_>) -> Result<Box<dyn BufRead + 'a>, Failed> {
    match content {
        Content::Kept(bytes) => Ok(Box::new(&**bytes)),
        Content::Linked { path, bytes } => {
            let data = (around.open)(path).map_err(|error| {
                Failed::new(format!("The linked file {name} cannot be read: {error}."), "Choose the file again.")
                    .passing()
            })?;
            // What is longer than it was has changed: nobody needs to read all of it.
            Ok(Box::new(data.take(bytes.saturating_add(1))))
        }
    }
}

fn read(id: FileId, content: &Content, name: &str, around: &Around<'_>) -> Result<Arc<[u8]>, Failed> {
    if let Content::Kept(bytes) = content {
        return Ok(bytes.clone());
    }
    let mut bytes = Vec::new();
    open(content, name, around)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        let what = format!("The file {name} has more than {} MB.", MOST_BYTES >> 20);
        return Err(Failed::new(what, "Only the data of a calculation may be longer.").passing());
    }
    if FileId::of(&bytes) != id {
        return Err(changed(name));
    }
    Ok(bytes.into())
}

fn changed(name: &str) -> Failed {
    Failed::new(
        format!("The linked file {name} has changed since it was linked."),
        "Link it again to calculate with what is in it now.",
    )
    .passing()
}
