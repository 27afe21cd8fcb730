//! The part of `cruxmap analyze` on groups, and on what argumentation semantics make of a map.

use super::report::short;
use crate::{
    analysis::{
        KeptMind, Model,
        argument::{Arguments, bases},
        graded::{self, graded},
        group::{self, Group, Member, minds, widest},
        labels::{self, labels},
        told,
    },
    evidence::Standings,
    map::{Map, PersonId},
};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Nodes that are told.
const MOST: usize = 20;
/// Steps in which preferred and stable extensions are looked for: some seconds at most.
const STEPS: u64 = 100_000_000;

/// What is told.
pub struct Argued {
    model: Model,
    minds: Vec<(Option<PersonId>, KeptMind)>,
    wide: Vec<Group>,
}

impl Argued {
    /// Of a map.
    pub fn of(map: &Map, standings: &Standings) -> Self {
        let model = Model::of(map, standings);
        let minds = minds(&model, map);
        let wide = widest(&model, &minds, MOST);
        Self { model, minds, wide }
    }

    /// The nodes on which people are the farthest apart, in words.
    pub fn groups_in_words(&self, map: &Map) -> String {
        let mut out = String::from("\nThe group: where people are farthest apart\n");
        if self.wide.is_empty() {
            out.push_str("  Nowhere do two people hold different views.\n");
        }
        for it in &self.wide {
            let _ = writeln!(out, "  {}", short(&told::words(map, it.node)));
            let _ = writeln!(out, "    {} {}", group::spread_in_words(map, it), group::pool_in_words(it));
        }
        out
    }

    /// All nodes on which several hold something, the widest spread first.
    pub fn groups_as_json(&self, map: &Map) -> Value {
        let rest = (0..self.model.nodes.len()).filter_map(|nth| group::group(&self.model, &self.minds, nth));
        let mut all: Vec<Group> = rest.collect();
        all.sort_by(|a, b| b.spread().total_cmp(&a.spread()).then(a.node.cmp(&b.node)));
        let member =
            |it: &Member| json!({ "person": told::name(map, it.person), "credence": it.value, "stated": it.stated });
        let told = |it: &Group| {
            json!({
                "node": it.node.to_string(),
                "text": told::words(map, it.node),
                "people": it.members.iter().map(member).collect::<Vec<_>>(),
                "pooled": it.pooled.as_ref().ok(),
                "extremised": it.extremised.as_ref().ok(),
                "no_pool_because": it.pooled.as_ref().err().map(ToString::to_string),
                "spread": it.spread(),
                "quartiles": it.quartiles,
            })
        };
        all.iter().map(told).collect()
    }

    /// Strengths and labels of all nodes, with what is to be said beside them.
    pub fn semantics_as_json(&self, map: &Map) -> Value {
        let arguments = match Arguments::of(map, &self.model) {
            Ok(it) => it,
            Err(why) => return json!({ "none_because": why.to_string() }),
        };
        let strengths = graded(&arguments, bases(&self.model, &self.minds, None));
        let labels = labels(&arguments, STEPS);
        let notes = strengths.as_ref().map(|it| {
            let notes = graded::SHOWN.into_iter().zip(it.notes());
            notes.map(|(semantics, (settled, misleads))| {
                json!({ "semantics": semantics.words(), "settled": settled, "misleads": misleads })
            })
        });
        let node = |(nth, id): (usize, &crate::map::NodeId)| {
            let found = strengths.as_ref().ok();
            let [df_quad, energy] = found.map_or([None; 2], |it| it.strengths(nth));
            let labels = labels.as_ref().ok();
            json!({
                "node": id.to_string(),
                "text": told::words(map, *id),
                "base": found.map(|it| it.bases[nth].0),
                "base_is": found.map(|it| it.bases[nth].1.words()),
                "df_quad": df_quad,
                "quadratic_energy": energy,
                "grounded": labels.and_then(|it| it.grounded_word(nth)),
                "preferred": labels.and_then(|it| it.preferred_words(nth)),
                "stable": labels.and_then(|it| it.stable_words(nth)),
            })
        };
        json!({
            "nodes": arguments.nodes.iter().enumerate().map(node).collect::<Vec<_>>(),
            "strengths_mislead": notes.map(Iterator::collect::<Vec<_>>).unwrap_or_default(),
            "no_strengths_because": strengths.as_ref().err().map(ToString::to_string),
            "labels_mislead": labels::MISLEADS,
            "no_labels_because": labels.as_ref().err().map(ToString::to_string),
        })
    }
}
