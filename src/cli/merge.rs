//! `cruxmap merge`: two maps that come from the same one become one.

use super::{
    Failure,
    files::{self, Target},
};
use crate::{
    compare::{Choices, Conflict, Merged, Party, Settled, merge},
    map::Map,
    save,
};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

#[derive(clap::Args)]
pub struct Options {
    /// The map that both come from. An empty file stands for an empty map.
    base: PathBuf,
    /// Our map.
    ours: PathBuf,
    /// The map to merge into ours.
    theirs: PathBuf,
    /// Where to write the merged map; it may be one of the three. `-` is standard output.
    #[arg(short, long, value_name = "MAP")]
    output: Target,
    /// Whose version to take where the two do not go together. Without it ours stays, and what somebody worked on is not
    /// removed.
    #[arg(long, value_enum)]
    prefer: Option<Prefer>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Prefer {
    /// That of our map
    Ours,
    /// That of the other
    Theirs,
}

/// Writes the merged map, and tells of conflicts.
pub fn run(options: &Options, json: bool) -> Result<(), Failure> {
    let [base, ours, theirs] = [&options.base, &options.ours, &options.theirs].map(|it| read(it));
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let merged = |choices: &Choices| {
        merge(&base, &ours, &theirs, choices)
            .map_err(|it| Failure::Bad(format!("the maps cannot be merged: {}", it.first().map_or("", |it| it))))
    };
    let mut found = merged(&Choices::new())?;
    if let Some(prefer) = options.prefer {
        let party = match prefer {
            Prefer::Ours => Party::Ours,
            Prefer::Theirs => Party::Theirs,
        };
        found = merged(&found.conflicts.iter().map(|it| (it.point(), party)).collect())?;
    }
    write(options, &[base, ours, theirs], &found.map)?;
    match &options.output {
        // Standard output is the map's.
        Target::Standard if json => drop(writeln!(io::stderr(), "{:#}", as_json(&found))),
        Target::File(_) if json => files::print(&format!("{:#}\n", as_json(&found)))?,
        _ => {}
    }
    if !json {
        for it in &found.left_out {
            files::note(&format!("left out: {}", it.name));
        }
        for it in &found.conflicts {
            files::note(&in_words(it));
        }
    }
    // Whoever said whose version to take has decided.
    let open = |it: &&Conflict| options.prefer.is_none() || matches!(it.settled, Settled::Mended(_));
    match found.conflicts.iter().filter(open).count() {
        0 => Ok(()),
        1 => Err(Failure::Check("1 conflict; both versions are told above".to_owned())),
        n => Err(Failure::Check(format!("{n} conflicts; both versions of each are told above"))),
    }
}

/// A map, or an empty one: version control gives an empty file where there was none.
fn read(path: &Path) -> Result<Map, Failure> {
    let is_empty = fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() == 0);
    if is_empty { Ok(Map::default()) } else { files::read_map(path) }
}

/// Writes the map. Where a map is there already it is held while it is replaced, so that no window works on it, and edits
/// that are not saved yet are those that were merged.
fn write(options: &Options, inputs: &[Map; 3], map: &Map) -> Result<(), Failure> {
    let Target::File(path) = &options.output else {
        return options.output.write_in_pieces(|out| save::write_text(map, out));
    };
    if !files::is_taken(path) {
        return options.output.write_in_pieces(|out| save::write_text(map, out));
    }
    let opened = save::open(path).map_err(|it| files::not_opened(path, &it))?;
    let same = |it: &PathBuf| matches!((fs::canonicalize(it), fs::canonicalize(path)), (Ok(a), Ok(b)) if a == b);
    let input = [&options.base, &options.ours, &options.theirs].into_iter().zip(inputs).find(|it| same(it.0));
    let refused = match input {
        Some((_, read)) if *read != opened.map => Some("it has changed since it was read; merge again"),
        None if opened.recovered > 0 => {
            Some("it holds edits that are not saved yet; save them in the window first, or name another file")
        }
        _ => None,
    };
    if let Some(why) = refused {
        return Err(files::cannot_write(path, &why));
    }
    match opened.journal {
        Some(mut journal) => journal.save(map).map_err(|it| files::cannot_write(path, &it)),
        None => options.output.write_in_pieces(|out| save::write_text(map, out)),
    }
}

fn in_words(it: &Conflict) -> String {
    let version = |words: &Option<String>| words.as_ref().map_or("not there".to_owned(), |it| format!("“{it}”"));
    format!("{}: {}; ours {}, theirs {}", it.name, it.sentence(), version(&it.ours), version(&it.theirs))
}

fn as_json(merged: &Merged) -> Value {
    let each = |it: &Conflict| {
        let (takes, mended) = match &it.settled {
            Settled::Takes(party) => (Some(party.word()), None),
            Settled::Mended(how) => (None, Some(how)),
        };
        json!({
            "is": it.about.word(),
            "id": it.about.to_string(),
            "name": it.name,
            "what": it.aspect.words(),
            "base": it.base,
            "ours": it.ours,
            "theirs": it.theirs,
            "takes": takes,
            "mended": mended,
        })
    };
    json!({
        "conflicts": merged.conflicts.iter().map(each).collect::<Vec<_>>(),
        "left_out": merged.left_out.iter().map(each).collect::<Vec<_>>(),
    })
}
