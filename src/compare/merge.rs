//! Three maps merged into one, in three steps: what one removed and the other worked on is settled (`removed.rs`), then
//! records are merged part by part (`combine.rs`), then what does not fit together is mended (`mend.rs`).
//! `docs/merge.md` tells the rules.

use super::{
    About, Aspect, Choices, Conflict, Party, Settled, combine::combined, difference::name, mend::mended, removed,
};
use crate::map::{Diff, Item, Map};

/// What came of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The map; sound, and holding what either side did alone.
    pub map: Map,
    /// What did not go together, for a person to decide on.
    pub conflicts: Vec<Conflict>,
    /// Proposals that nobody had decided on and that hang on what the other side removed: they are left out, as they are
    /// when a thread is read again.
    pub left_out: Vec<Conflict>,
}

/// The maps that are merged, and what was found so far.
pub(super) struct Merging<'a> {
    pub base: &'a Map,
    /// Ours and theirs.
    pub sides: [&'a Map; 2],
    pub choices: &'a Choices,
    pub conflicts: Vec<Conflict>,
    pub left_out: Vec<Conflict>,
}

impl Merging<'_> {
    /// The map of one of the two.
    pub fn map(&self, party: Party) -> &Map {
        self.sides[usize::from(party == Party::Theirs)]
    }

    /// What a thing is called: in our map, in theirs, or in the one before.
    pub fn name(&self, about: About) -> String {
        let [ours, theirs] = self.sides;
        [ours, theirs, self.base].iter().find_map(|it| name(it, about)).unwrap_or_else(|| about.to_string())
    }

    /// Whose version counts, if somebody decided.
    pub fn chosen(&self, about: About, aspect: Aspect) -> Option<Party> {
        self.choices.get(&(about, aspect)).copied()
    }

    /// Tells of a conflict; `versions` are base, ours and theirs in words.
    pub fn clash(&mut self, about: About, aspect: Aspect, versions: [Option<String>; 3], settled: Settled) {
        let name = self.name(about);
        let [base, ours, theirs] = versions;
        self.conflicts.push(Conflict { about, aspect, name, base, ours, theirs, settled });
    }

    /// Whose version of an item was made by a person, where the other is still a proposal. Of two proposals the one on
    /// which more corrections bear, then the surer one.
    pub fn leads(&self, item: Item) -> Option<Party> {
        let reviews = self.sides.map(|it| it.review(item).filter(|_| it.is_open(item)));
        match reviews {
            [None, Some(_)] => Some(Party::Ours),
            [Some(_), None] => Some(Party::Theirs),
            [Some(ours), Some(theirs)] => {
                let rank = |it: &crate::map::Review| (it.lesson.as_ref().map(|it| it.times), it.confidence.to_bits());
                match rank(ours).cmp(&rank(theirs)) {
                    std::cmp::Ordering::Less => Some(Party::Theirs),
                    std::cmp::Ordering::Greater => Some(Party::Ours),
                    std::cmp::Ordering::Equal => None,
                }
            }
            [None, None] => None,
        }
    }
}

/// Merges what `ours` and `theirs` each did to `base`. Where they do not go together, `choices` decide, and otherwise:
/// what is ours stays, but work on something outweighs its removal.
///
/// # Errors
/// With the problems of the merged map, if it has any: then one of the three was not sound.
pub fn merge(base: &Map, ours: &Map, theirs: &Map, choices: &Choices) -> Result<Merged, Vec<String>> {
    let mut merging = Merging { base, sides: [ours, theirs], choices, conflicts: Vec::new(), left_out: Vec::new() };
    let mut diffs = [Diff::between(base, ours), Diff::between(base, theirs)];
    removed::settle(&mut merging, &mut diffs);
    let diff = combined(&mut merging, &diffs);
    let mut map = base.clone();
    map.apply(&diff).map_err(|it| vec![it.to_string()])?;
    let map = mended(&mut merging, map, &diffs);
    let problems = map.problems();
    if !problems.is_empty() {
        return Err(problems);
    }
    let Merging { mut conflicts, left_out, .. } = merging;
    conflicts.sort_by_key(Conflict::point);
    Ok(Merged { map, conflicts, left_out })
}
