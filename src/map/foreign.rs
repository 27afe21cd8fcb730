//! What other tools' files say that a map has no place for.

use super::{ForeignId, Item, Map, plan::Draft};
use std::{collections::BTreeSet, sync::Arc};

/// Something another tool's file said that a map has no place for, kept word for word for the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The name of the format, as on the command line.
    pub format: String,
    /// What it was said of; nothing for the file as a whole.
    pub of: Option<Item>,
    /// What it is called there. Not empty.
    pub key: String,
    /// Its value, in JSON unless the format says otherwise.
    pub value: Arc<str>,
}

impl Foreign {
    /// Its id: a format says one thing of one item under one key.
    pub fn id(&self) -> ForeignId {
        let of = self.of.map(Item::letters);
        ForeignId::derived(&[self.format.as_bytes(), of.as_ref().map_or(&[], |it| it), self.key.as_bytes()])
    }
}

impl Map {
    /// What `format` said of an item, or (`None`) of the file as a whole, under `key`.
    pub fn foreign_of(&self, format: &str, of: Option<Item>, key: &str) -> Option<&str> {
        let id = Foreign { format: format.to_owned(), of, key: key.to_owned(), value: Arc::default() }.id();
        self.foreign.get(&id).map(|it| &*it.value)
    }

    fn holds(&self, it: &Foreign) -> bool {
        !it.key.is_empty() && it.of.is_none_or(|it| self.contains(it))
    }

    pub(super) fn check_foreign(&self, found: &mut Vec<String>) {
        for (id, it) in self.foreign().filter(|it| it.1.id() != it.0 || !self.holds(it.1)) {
            found.push(format!("what {} says under “{}” ({id}) is of nothing in the map", it.format, it.key));
        }
    }
}

impl Draft {
    /// Adds what is new and fits. What is known stays.
    pub(super) fn merge_foreign(&mut self, them: impl IntoIterator<Item = Foreign>) {
        for it in them {
            let id = it.id();
            if self.map.holds(&it) && !self.map.foreign.contains_key(&id) {
                self.foreign(id, Some(it));
            }
        }
    }

    /// Lets go of what was said of something that is gone. Looks only where something changed.
    pub(super) fn drop_lost_foreign(&mut self) {
        let still = self.keeps_diff && self.diff.nodes.is_empty() && self.diff.edges.is_empty();
        if self.map.foreign.is_empty() || still {
            return;
        }
        let lost: BTreeSet<_> = self.map.foreign().filter(|it| !self.map.holds(it.1)).map(|it| it.0).collect();
        for id in lost {
            self.foreign(id, None);
        }
    }
}
