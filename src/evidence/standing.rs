//! Whether what is known of a piece of evidence is what its inputs give.

use super::{Failed, engine};
use crate::map::{Calculation, Inputs, Map, NodeId, Outcome, Parameter, ResultId};
use std::collections::{BTreeMap, BTreeSet};

/// Where a calculation stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing<'a> {
    /// This is what its inputs give.
    Fresh(&'a Outcome),
    /// It has not been calculated with these inputs. The last result, if there is one, is of others.
    Stale(Option<&'a Outcome>),
    /// It cannot be calculated, and why.
    Broken(Failed),
}

/// The inputs of all calculations of a map, and in which order they follow from one another.
#[derive(Clone, Debug, Default)]
pub struct Standings {
    inputs: BTreeMap<NodeId, Result<Inputs, Failed>>,
    order: Vec<NodeId>,
}

impl Standings {
    /// Of all calculations of `map`.
    pub fn of(map: &Map) -> Self {
        let mut all = Self::default();
        for (id, _) in map.calculations() {
            all.visit(map, id);
        }
        all
    }

    /// All calculations, each after those whose figures it uses.
    pub fn order(&self) -> &[NodeId] {
        &self.order
    }

    /// What the calculation of `node` is given, if it can be calculated.
    pub fn inputs(&self, node: NodeId) -> Option<Inputs> {
        self.inputs.get(&node)?.as_ref().ok().copied()
    }

    /// Where the calculation of `node` stands; nothing if there is none.
    pub fn standing<'a>(&self, map: &'a Map, node: NodeId) -> Option<Standing<'a>> {
        Some(match self.inputs.get(&node)? {
            Err(why) => Standing::Broken(why.clone()),
            Ok(inputs) => match map.result(ResultId::of(node, *inputs)) {
                Some(it) => Standing::Fresh(it),
                None => Standing::Stale(map.history(node).pop()),
            },
        })
    }

    /// What the calculation of `node` gave, if that is known for its inputs.
    pub fn fresh<'a>(&self, map: &'a Map, node: NodeId) -> Option<&'a Outcome> {
        map.result(ResultId::of(node, self.inputs(node)?))
    }

    /// The calculations that have not been done with their inputs, each after those whose figures it uses.
    pub fn stale(&self, map: &Map) -> Vec<NodeId> {
        let due = |it: &NodeId| self.inputs(*it).is_some() && self.fresh(map, *it).is_none();
        self.order.iter().copied().filter(due).collect()
    }

    /// Finds the inputs of a calculation, after those of what it uses: with a pile instead of recursion, for a chain may
    /// be as long as the map.
    fn visit(&mut self, map: &Map, first: NodeId) {
        let (mut pile, mut entered) = (vec![first], BTreeSet::new());
        while let Some(&id) = pile.last() {
            let Some(calculation) = map.calculation(id).filter(|_| !self.inputs.contains_key(&id)) else {
                pile.pop();
                continue;
            };
            let waits = calculation.uses().filter(|it| !self.inputs.contains_key(it) && map.calculation(*it).is_some());
            let waits: Vec<NodeId> = waits.collect();
            if waits.is_empty() || !entered.insert(id) {
                let is_circle = !waits.is_empty();
                let inputs = if is_circle { Err(circle()) } else { self.inputs_of(map, calculation) };
                self.inputs.insert(id, inputs);
                self.order.push(id);
                pile.pop();
            } else {
                pile.extend(waits);
            }
        }
    }

    fn inputs_of(&self, map: &Map, calculation: &Calculation) -> Result<Inputs, Failed> {
        let engine = engine(&calculation.engine).ok_or_else(|| {
            let what = format!("This program knows no calculation “{}”.", calculation.engine);
            Failed::new(what, "Choose another calculation, or a newer program.")
        })?;
        let mut parts: Vec<Vec<u8>> = vec![engine.name.as_bytes().to_vec(), engine.version.to_le_bytes().to_vec()];
        let file = |id| {
            let file = map.file(id).ok_or_else(lost_file)?;
            Ok::<_, Failed>([&id.bits().to_le_bytes()[..], file.name.as_bytes()].concat())
        };
        if let Some(id) = calculation.file {
            parts.push(file(id)?);
        }
        for (name, parameter) in &calculation.parameters {
            let (tag, value) = match parameter {
                Parameter::Number(it) => (b'n', it.to_bits().to_le_bytes().to_vec()),
                Parameter::Words(it) => (b'w', it.as_bytes().to_vec()),
                Parameter::File(id) => (b'f', file(*id)?),
                Parameter::Credence(id) => {
                    let it = map.credence(*id).filter(|it| !it.removed).ok_or_else(|| lost_credence(name))?;
                    (b'n', f64::from(it.value).to_bits().to_le_bytes().to_vec())
                }
                Parameter::Figure { of, key } => {
                    let inputs = self.inputs.get(of).ok_or_else(|| lost_figure(name))?.clone();
                    let inputs = inputs.map_err(|it| uses_broken(name, &it))?;
                    (b'r', [inputs.bytes(), key.as_bytes()].concat())
                }
            };
            parts.extend([name.as_bytes().to_vec(), vec![tag], value]);
        }
        Ok(Inputs::of(parts.iter().map(Vec::as_slice)))
    }
}

fn circle() -> Failed {
    Failed::new(
        "It uses figures that are calculated from its own.",
        "Give one of the parameters in that circle a number.",
    )
}

pub(super) fn lost_file() -> Failed {
    Failed::new("A file that it needs is gone.", "Choose the file again.")
}

fn lost_credence(name: &str) -> Failed {
    Failed::new(format!("The credence that {name} is taken from is gone."), "Choose another, or give a number.")
}

fn lost_figure(name: &str) -> Failed {
    Failed::new(format!("The evidence that {name} is taken from is gone."), "Choose another, or give a number.")
}

fn uses_broken(name: &str, why: &Failed) -> Failed {
    let what = format!("The evidence that {name} is taken from cannot be calculated: {}", why.what);
    Failed::new(what, why.advice.clone())
}
