//! `cruxmap evidence`: recomputes the evidence of a map.

use super::{
    Failure,
    files::{self, Target},
    kept::Kept,
    report::short,
};
use crate::{
    evidence::{Around, Failed, Recomputed, Standing, Standings, dates, recompute},
    jobs::Progress,
    map::{Edit, Map, NodeId, Outcome},
    save,
};
use serde_json::{Value, json};
use std::path::Path;

/// One calculation: what was known of it, and what it gives now.
struct Line {
    node: NodeId,
    title: String,
    engine: String,
    was: Was,
    now: Result<Outcome, Failed>,
}

/// What a map says about a calculation before it is done anew.
enum Was {
    /// There is no result.
    Never,
    /// The result is of other inputs.
    Stale,
    /// The result is of these inputs and says the same.
    Same,
    /// The result is of these inputs and says something else.
    Differs,
    /// It cannot be calculated.
    Broken,
}

impl Was {
    fn word(&self) -> &'static str {
        match self {
            Self::Never => "new",
            Self::Stale => "stale",
            Self::Same => "same",
            Self::Differs => "differs",
            Self::Broken => "cannot be calculated",
        }
    }
}

/// Recomputes all evidence of the map, and keeps the results in it unless it is only a check.
pub fn run(path: &Path, check: bool, json: bool) -> Result<(), Failure> {
    let map = files::read_map(path)?;
    let day = dates::day(save::now());
    let open = |name: &str| save::open_linked(path, name);
    let around = Around { open: &open, day: &day, progress: &Progress::default() };
    let standings = Standings::of(&map);
    let done = recompute(&map, standings.order(), &around, None);
    let lines: Vec<Line> = standings.order().iter().filter_map(|&it| line(&map, &standings, it, &done)).collect();
    if !check {
        let mut kept = Kept::open(Some(Target::File(path.to_owned())))?;
        // Who saved it in between has the newer map; results fit their inputs, whatever that map says.
        kept.edit(Edit::Record { outcomes: done.outcomes })?;
        kept.save()?;
    }
    files::print(&if json {
        format!("{:#}\n", lines.iter().map(as_json).collect::<Value>())
    } else if lines.is_empty() {
        "Nothing is calculated in this map.\n".to_owned()
    } else {
        lines.iter().map(in_words).collect()
    })?;
    let wrong = lines.iter().filter(|it| matches!(it.was, Was::Stale | Was::Differs | Was::Broken)).count();
    match wrong {
        n if check && n > 0 => {
            Err(Failure::Check(format!("{}: {n} of {} stored results do not fit", path.display(), lines.len())))
        }
        _ => Ok(()),
    }
}

fn line(map: &Map, standings: &Standings, node: NodeId, done: &Recomputed) -> Option<Line> {
    let before = standings.standing(map, node)?;
    let outcome = done.outcomes.iter().find(|it| it.node == node);
    let trouble = done.troubles.iter().find(|it| it.0 == node).map(|it| it.1.clone());
    let now = outcome.cloned().ok_or_else(|| trouble.unwrap_or_else(Failed::cancelled));
    let was = match (&before, &now) {
        (Standing::Broken(_), _) | (_, Err(_)) => Was::Broken,
        (Standing::Stale(None), _) => Was::Never,
        (Standing::Stale(Some(_)), _) => Was::Stale,
        (Standing::Fresh(old), Ok(new)) if says_the_same(old, new) => Was::Same,
        (Standing::Fresh(_), Ok(_)) => Was::Differs,
    };
    let title = short(map.node(node).map_or("", |it| &it.text));
    let engine = map.calculation(node).map(|it| it.engine.clone()).unwrap_or_default();
    Some(Line { node, title, engine, was, now })
}

/// Whether two results of the same inputs are the same to the last bit.
fn says_the_same(old: &Outcome, new: &Outcome) -> bool {
    (&old.gist, &old.figures, old.failed) == (&new.gist, &new.figures, new.failed)
}

fn in_words(line: &Line) -> String {
    let now = match &line.now {
        Ok(it) if it.failed => format!("no result: {}", it.gist),
        Ok(it) => it.gist.clone(),
        Err(why) => why.to_string(),
    };
    format!("{} [{}, {}]\n  {now}\n", line.title, line.engine, line.was.word())
}

fn as_json(line: &Line) -> Value {
    let (gist, failed) = match &line.now {
        Ok(it) => (it.gist.clone(), it.failed),
        Err(why) => (why.to_string(), true),
    };
    json!({
        "node": line.node.to_string(),
        "text": line.title,
        "calculation": line.engine,
        "stored": line.was.word(),
        "gist": gist,
        "failed": failed,
    })
}
