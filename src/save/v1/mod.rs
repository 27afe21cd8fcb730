//! Version 1 of the file form. Once a version 2 ships, nothing here changes but the way up to it.

mod evidence;
mod form;
mod record;
mod value;

use super::text::{ron_options, write_line};
use crate::map::{
    BoundaryId, Change, CommentId, ConditionalId, CredenceId, Diff, EdgeId, FileId, ForeignId, Item, Map, NodeId,
    PersonId, Records, ResultId, SourceId, StatementId,
};
use evidence::Weight;
use form::{Id, Saved, Table};
use record::{
    Boundary, Calculation, Comment, Conditional, Credence, Crux, Disagreement, Edge, Evidence, File, Foreign, Linked,
    Node, Outcome, Person, Point, Review, Source, Statement,
};
use ron::error::SpannedResult;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io, sync::Arc};

/// What happened to one record: absent before means added, absent after means removed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
struct Step<T> {
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    before: Option<T>,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    after: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T: Saved> Step<T> {
    fn of(change: &Change<T::Live>) -> Self {
        let save = |it: &Option<Arc<T::Live>>| it.as_deref().map(T::save);
        Self { before: save(&change.before), after: save(&change.after) }
    }

    fn load(self) -> Change<T::Live> {
        let load = |it: Option<T>| it.map(|it| Arc::new(it.load()));
        Change { before: load(self.before), after: load(self.after) }
    }
}

macro_rules! tables {
    ($($name:ident: $key:ty => $record:ty,)*) => {
        /// A map file. A table that is left out is empty. Has no name, so that messages to people name none.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields, rename = "")]
        struct Tables {
            $(#[serde(default)] $name: Table<$key, $record>,)*
        }

        /// A change to a map, as the journal keeps it.
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Edit {
            $(#[serde(default, skip_serializing_if = "Table::is_empty")] $name: Table<$key, Step<$record>>,)*
        }

        impl Edit {
            /// The form of `diff`.
            pub fn of(diff: &Diff) -> Self {
                Self { $($name: Table(diff.$name.iter().map(|(&id, it)| (Id(id), Step::of(it))).collect()),)* }
            }

            /// The diff this is the form of.
            pub fn load(self) -> Diff {
                Diff { $($name: self.$name.0.into_iter().map(|(id, it)| (id.0, it.load())).collect(),)* }
            }
        }

        /// Some records in JSON, for a file of another tool.
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Part {
            version: u32,
            $(#[serde(default, skip_serializing_if = "Table::is_empty")] $name: Table<$key, $record>,)*
        }

        impl Part {
            /// The form of `records`.
            pub fn of(records: &Records) -> Self {
                let version = 1;
                $(let $name = Table(records.$name.iter().map(|(&id, it)| (Id(id), Saved::save(it))).collect());)*
                Self { version, $($name,)* }
            }

            /// The records this is the form of; `None` if it is of another version.
            pub fn load(self) -> Option<Records> {
                (self.version == 1).then(|| Records { $($name: load_table(self.$name.0),)* })
            }
        }

        /// Writes all tables, one record a line.
        pub fn write(map: &Map, out: &mut impl io::Write) -> io::Result<()> {
            out.write_all(b"(\n")?;
            $(write_table(stringify!($name), map.$name().map(|(id, it)| (id, <$record>::save(it))), out)?;)*
            out.write_all(b")\n")
        }

        /// Reads all tables.
        pub fn read(text: &str) -> SpannedResult<Records> {
            let tables: Tables = ron_options().from_str(text)?;
            Ok(Records { $($name: load_table(tables.$name.0),)* })
        }
    };
}

tables! {
    sources: SourceId => Source,
    comments: CommentId => Comment,
    boundaries: BoundaryId => Boundary,
    persons: PersonId => Person,
    statements: StatementId => Statement,
    nodes: NodeId => Node,
    edges: EdgeId => Edge,
    cruxes: NodeId => Crux,
    disagreements: NodeId => Disagreement,
    evidence: NodeId => Evidence,
    calculations: NodeId => Calculation,
    files: FileId => File,
    results: ResultId => Outcome,
    weights: EdgeId => Weight,
    linked: EdgeId => Linked,
    pins: NodeId => Point,
    credences: CredenceId => Credence,
    conditionals: ConditionalId => Conditional,
    foreign: ForeignId => Foreign,
    reviews: Item => Review,
}

/// Tables that the first maps did not have: where they are empty they are left out, so that old files stay as they are.
const LATER: [&str; 9] =
    ["boundaries", "credences", "calculations", "files", "results", "weights", "linked", "conditionals", "foreign"];

fn write_table<K: std::fmt::Display, T: Serialize>(
    name: &str,
    records: impl Iterator<Item = (K, T)>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut records = records.peekable();
    if records.peek().is_none() && LATER.contains(&name) {
        return Ok(());
    }
    writeln!(out, "{name}: {{")?;
    for (id, record) in records {
        write!(out, "\"{id}\": ")?;
        write_line(&record, out)?;
        out.write_all(b",\n")?;
    }
    out.write_all(b"},\n")
}

fn load_table<K: Ord, T: Saved>(table: BTreeMap<Id<K>, T>) -> BTreeMap<K, T::Live> {
    table.into_iter().map(|(id, it)| (id.0, it.load())).collect()
}
