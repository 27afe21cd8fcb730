//! What would follow from a credence or a weight while it is dragged or typed.

use super::{Beliefs, Found, MOST, ranks};
use crate::{
    analysis::{KeptMind, Mind, Model, cruxes, group},
    evidence::{Standings, weigh},
    map::{CredenceId, EdgeId, Edit, Ids, Map, NodeId, PersonId, Weight},
};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc, sync::Arc};

/// A move below this is none.
const SEEN: f64 = 0.005;
/// Up to so many nodes times people the ranking follows while one drags: it then takes a few milliseconds at most.
const RANKED: usize = 2000;

/// What is supposed.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// A credence has this value.
    Credence(CredenceId, f64),
    /// A link weighs this much.
    Weight(EdgeId, Weight),
}

impl Wish {
    fn edit(&self) -> Edit {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "credences are stored so")]
            Self::Credence(credence, value) => Edit::SetCredence { credence: *credence, value: *value as f32 },
            Self::Weight(edge, weight) => Edit::SetWeight { edge: *edge, weight: Some(weight.clone()) },
        }
    }
}

/// How what follows for a node would move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// For whom it would move the farthest.
    pub person: Option<PersonId>,
    /// What follows for them now; nothing if nothing does.
    pub now: Option<f64>,
    /// What would follow.
    pub then: f64,
    /// For how many others it would move, too.
    pub others: usize,
}

impl Move {
    /// How far it is, from −1 to 1.
    pub fn by(&self) -> f64 {
        self.then - self.now.unwrap_or(crate::analysis::BASE)
    }
}

/// What would follow.
#[derive(Debug)]
pub struct Supposed {
    /// If this were so.
    pub wish: Wish,
    /// What somebody would hold of the node whose credence it is.
    pub held: Option<(Option<PersonId>, NodeId, f64)>,
    /// What would move.
    pub moves: BTreeMap<NodeId, Move>,
    /// The places in the ranking of cruxes; nothing if they follow only when it is kept.
    pub rank: Option<BTreeMap<NodeId, usize>>,
}

impl Supposed {
    /// What would move, the farthest first.
    pub fn farthest(&self) -> Vec<(NodeId, Move)> {
        let mut all: Vec<(NodeId, Move)> = self.moves.iter().map(|it| (*it.0, *it.1)).collect();
        all.sort_by(|a, b| b.1.by().abs().total_cmp(&a.1.by().abs()).then(a.0.cmp(&b.0)));
        all
    }
}

/// What is kept while one drags.
#[derive(Debug, Default)]
pub struct Kept {
    /// What was found last.
    last: Option<Rc<Supposed>>,
    /// Whether it was asked for in this frame.
    shown: bool,
    weighing: Option<Weighing>,
}

/// A link that is being weighed, in a model of its own.
#[derive(Debug)]
struct Weighing {
    edge: EdgeId,
    /// The link that the model knows it by.
    first: EdgeId,
    model: Model,
    minds: Arc<Vec<(Option<PersonId>, KeptMind)>>,
    to: usize,
    resting: Vec<usize>,
}

impl Weighing {
    /// Nothing if the link leads to nothing that can be true or false.
    fn of(found: &Found, map: &Map, standings: &Standings, edge: EdgeId) -> Option<Self> {
        let end = map.edge(edge)?.to.node()?;
        let mut model = (*found.model).clone();
        let mut minds = found.minds.clone();
        // Linked premises weigh together, by the first of them that counts.
        let all: Vec<EdgeId> = map.linked_with(edge).into_iter().chain([edge]).collect();
        let first = |model: &mut Model| {
            let to = *model.number.get(&end)?;
            all.iter().copied().find(|&it| model.reweigh(it, to, 1.0)).map(|it| (it, to))
        };
        let mut counts = first(&mut model);
        // One that did not count may lead to other circles and another order: all is made anew, once.
        if counts.is_none() {
            model = Model::of(map, standings);
            minds = Arc::new(group::minds(&model, map));
            counts = first(&mut model);
        }
        let (first, to) = counts?;
        let resting = model.resting_on(to);
        Some(Self { edge, first, model, minds, to, resting })
    }

    /// How what follows moves from what was found to what follows with this ratio.
    fn moves(&mut self, found: &Found, ratio: f64) -> BTreeMap<NodeId, Move> {
        let mut moves = BTreeMap::new();
        if !self.model.reweigh(self.first, self.to, ratio) {
            return moves;
        }
        for ((person, mind), (_, before)) in self.minds.iter().zip(found.minds.iter()) {
            let mut mind = mind.on(&self.model);
            mind.follow(&self.resting);
            for &nth in &self.resting {
                let node = self.model.nodes[nth];
                let now = found.model.number.get(&node).and_then(|&it| before.implied(it));
                add(&mut moves, node, *person, now, mind.implied(nth));
            }
        }
        moves
    }
}

/// Adds a move, unless nobody would see it.
fn add(
    moves: &mut BTreeMap<NodeId, Move>,
    node: NodeId,
    person: Option<PersonId>,
    now: Option<f64>,
    then: Option<f64>,
) {
    let Some(then) = then else { return };
    let new = Move { person, now, then, others: 0 };
    if new.by().abs() < SEEN {
        return;
    }
    let kept = moves.entry(node).or_insert(new);
    if kept.person != person {
        let others = kept.others + 1;
        let far = if new.by().abs() > kept.by().abs() { new } else { *kept };
        *kept = Move { others, ..far };
    }
}

impl Beliefs {
    /// What would follow; also kept for whoever draws later in this frame.
    pub fn suppose(&self, map: &Map, standings: &Standings, wish: Wish) -> Rc<Supposed> {
        let mut kept = self.supposed.borrow_mut();
        kept.shown = true;
        if let Some(last) = kept.last.as_ref().filter(|it| it.wish == wish) {
            return last.clone();
        }
        let found = Rc::new(reckon(&self.found, &mut kept.weighing, map, standings, wish));
        kept.last = Some(found.clone());
        found
    }

    /// What is supposed in this frame.
    pub fn supposed(&self) -> Option<Rc<Supposed>> {
        let kept = self.supposed.borrow();
        kept.last.clone().filter(|_| kept.shown)
    }

    /// A new frame, in which nothing is supposed yet. What was found is of use as long as the map is the same.
    pub(super) fn forget_supposed(supposed: &RefCell<Kept>, is_same: bool) {
        let mut kept = supposed.borrow_mut();
        kept.shown = false;
        if !is_same {
            *kept = Kept::default();
        }
    }
}

fn reckon(found: &Found, weighing: &mut Option<Weighing>, map: &Map, standings: &Standings, wish: Wish) -> Supposed {
    let Ok(then) = wish.edit().make(map.clone(), &mut Ids::seeded(0)) else {
        return Supposed { wish, held: None, moves: BTreeMap::new(), rank: None };
    };
    let mut own = None;
    let moves = match &wish {
        Wish::Credence(credence, _) => {
            own = then.credence(*credence).map(|it| (it.person, it.node)).and_then(|key| {
                // Of several credences on one node only one counts, not always the one that is dragged.
                let it = then.held().get(&key)?.1.value;
                Some((key.0, key.1, f64::from(it)))
            });
            own.map_or_else(BTreeMap::new, |it| held(found, it))
        }
        Wish::Weight(edge, _) => {
            if weighing.as_ref().is_none_or(|it| it.edge != *edge) {
                *weighing = Weighing::of(found, &then, standings, *edge);
            }
            // Of linked premises, what somebody said of one holds for all together.
            let weighed = then.linked_with(*edge).into_iter().find(|&it| then.weight(it).is_some()).unwrap_or(*edge);
            let bits = weigh::bits(&then, standings, weighed);
            let ratio = bits.map(|it| libm::exp2(it.clamp(-60.0, 60.0)));
            let found = ratio.ok().and_then(|ratio| Some(weighing.as_mut()?.moves(found, ratio)));
            found.unwrap_or_default()
        }
    };
    let few = found.model.nodes.len() * found.minds.len() <= RANKED;
    let rank = few.then(|| ranks(&cruxes(&then, standings, MOST)));
    Supposed { wish, held: own, moves, rank }
}

/// How what follows for one person moves if they hold so much of a node.
fn held(found: &Found, (person, node, value): (Option<PersonId>, NodeId, f64)) -> BTreeMap<NodeId, Move> {
    let mut moves = BTreeMap::new();
    let mind = found.minds.iter().find(|it| it.0 == person);
    let (Some(&nth), Some((_, mind))) = (found.model.number.get(&node), mind) else { return moves };
    let above = found.model.above(nth);
    let look = |it: &Mind<'_>| above.iter().map(|&at| it.implied(at)).collect();
    let then: Vec<Option<f64>> = mind.on(&found.model).if_held(nth, value, look);
    for (&at, then) in above.iter().zip(then) {
        add(&mut moves, found.model.nodes[at], person, mind.implied(at), then);
    }
    moves
}
