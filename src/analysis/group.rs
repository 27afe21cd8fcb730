//! What several people hold of one node together, and how far apart they are.

use super::{
    mind::{KeptMind, Mind},
    model::Model,
    told,
};
use crate::{
    credence::{Undefined, pool},
    map::{Map, NodeId, PersonId},
};
use std::collections::BTreeMap;

/// What one person holds of a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// Who; nobody in particular where a thread does not name its writers.
    pub person: Option<PersonId>,
    /// How likely they hold it, from 0 to 1.
    pub value: f64,
    /// Whether they said so; else it follows from what they hold of its reasons.
    pub stated: bool,
}

/// What two or more people hold of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Of what.
    pub node: NodeId,
    /// Everybody who holds something of it, the lowest first.
    pub members: Vec<Member>,
    /// The geometric mean of their odds, as a probability (Satopää et al. 2014), or why there is none.
    pub pooled: Result<f64, Undefined>,
    /// The same, extremised by how many they are (Neyman and Roughgarden 2021).
    pub extremised: Result<f64, Undefined>,
    /// The lower quartile, the median and the upper quartile: values that somebody holds (Hyndman and Fan 1996, type 1).
    pub quartiles: [f64; 3],
}

impl Group {
    /// Of what people hold of `node`. Nothing if they are fewer than two.
    pub fn of(node: NodeId, mut members: Vec<Member>) -> Option<Self> {
        if members.len() < 2 {
            return None;
        }
        members.sort_by(|a, b| a.value.total_cmp(&b.value).then(a.person.cmp(&b.person)));
        let values: Vec<f64> = members.iter().map(|it| it.value).collect();
        let quartile = |p: f64| pool::quantile(&values, p).ok();
        Some(Self {
            node,
            pooled: pool::odds_mean(&values),
            extremised: pool::odds_mean_extremised(&values),
            quartiles: [quartile(0.25)?, quartile(0.5)?, quartile(0.75)?],
            members,
        })
    }

    /// How far apart the lowest and the highest are, from 0 to 1.
    pub fn spread(&self) -> f64 {
        self.ends().map_or(0.0, |(low, high)| high - low)
    }

    /// Whoever holds it the least likely; several if they hold the same.
    pub fn lowest(&self) -> impl Iterator<Item = &Member> {
        let end = self.ends().map(|it| it.0);
        self.members.iter().filter(move |it| Some(it.value) == end)
    }

    /// Whoever holds it the likeliest.
    pub fn highest(&self) -> impl Iterator<Item = &Member> {
        let end = self.ends().map(|it| it.1);
        self.members.iter().filter(move |it| Some(it.value) == end)
    }

    fn ends(&self) -> Option<(f64, f64)> {
        Some((self.members.first()?.value, self.members.last()?.value))
    }
}

/// What people hold of the node of this number: what they stated, else what follows. Nothing if fewer than two hold
/// something.
pub fn group(model: &Model, minds: &[(Option<PersonId>, KeptMind)], nth: usize) -> Option<Group> {
    let node = *model.nodes.get(nth)?;
    let member = |(person, mind): &(Option<PersonId>, KeptMind)| {
        Some(Member { person: *person, value: mind.holds(nth)?, stated: mind.stated(nth).is_some() })
    };
    Group::of(node, minds.iter().filter_map(member).collect())
}

/// The nodes on which people are the farthest apart, the widest spread first; at most `most` of them, and none on which all
/// hold the same.
pub fn widest(model: &Model, minds: &[(Option<PersonId>, KeptMind)], most: usize) -> Vec<Group> {
    let spread = |nth: usize| {
        let held = || minds.iter().filter_map(|it| it.1.holds(nth));
        let (low, high) = (held().fold(1.0, f64::min), held().fold(0.0, f64::max));
        (high > low).then_some((nth, high - low))
    };
    let mut found: Vec<(usize, f64)> = (0..model.nodes.len()).filter_map(spread).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(model.nodes[a.0].cmp(&model.nodes[b.0])));
    found.truncate(most);
    found.into_iter().filter_map(|it| group(model, minds, it.0)).collect()
}

/// The minds of all who stated anything, in the order of their ids, kept beside their model. The same as [`Mind::of`] for
/// each, but the credences are gone through once.
pub fn minds(model: &Model, map: &Map) -> Vec<(Option<PersonId>, KeptMind)> {
    let mut stated: BTreeMap<Option<PersonId>, Vec<(usize, f64)>> = BTreeMap::new();
    for ((person, node), (_, credence)) in map.held() {
        let theirs = stated.entry(person).or_default();
        theirs.extend(model.number.get(&node).map(|&nth| (nth, f64::from(credence.value))));
    }
    stated.into_iter().map(|(person, stated)| (person, Mind::new(model, stated).kept())).collect()
}

/// How far apart they are, in a sentence: from whom to whom, with the middle.
pub fn spread_in_words(map: &Map, group: &Group) -> String {
    let names = |them: Vec<&Member>| match them[..] {
        [] => String::new(),
        [one] => told::name(map, one.person).to_owned(),
        [one, other] => format!("{} and {}", told::name(map, one.person), told::name(map, other.person)),
        [one, ..] => format!("{} and {} more", told::name(map, one.person), them.len() - 1),
    };
    let count = group.members.len();
    let [low, middle, high] = group.quartiles.map(told::share);
    let Some((least, most)) = group.ends() else { return String::new() };
    if most <= least {
        return format!("All {count} hold it {} likely.", told::share(least));
    }
    let (lowest, highest) = (names(group.lowest().collect()), names(group.highest().collect()));
    let ends = format!("From {} ({lowest}) to {} ({highest})", told::share(least), told::share(most));
    // Of two people there is no half in the middle.
    if count < 3 { format!("{ends}.") } else { format!("{ends}; median {middle}, the middle half {low} to {high}.") }
}

/// What they hold together, in a sentence, or why nothing can be said.
pub fn pool_in_words(group: &Group) -> String {
    match (&group.pooled, &group.extremised) {
        (Ok(pooled), Ok(extremised)) => {
            format!("Together {}; extremised {}.", told::share(*pooled), told::share(*extremised))
        }
        (Err(why), _) | (_, Err(why)) => format!("Together nothing can be said: {why}."),
    }
}
