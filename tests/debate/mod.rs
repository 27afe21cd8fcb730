//! A small debate, built edit by edit: what tests of the analysis share.

#![expect(clippy::unwrap_used, reason = "a test may")]
#![allow(dead_code, reason = "each test file uses a part of it")]

use cruxmap::{
    analysis::{Crux, Mind, Model, cruxes},
    evidence::Standings,
    extract,
    jobs::Progress,
    map::{
        Crux as CruxDetail, CruxStatus, Document, EdgeId, EdgeKind, Edit, Ids, Item, Map, NodeId, NodeKind, Side,
        Weight,
    },
    source,
};
use std::path::Path;

pub struct Debate(pub Document);

impl Debate {
    pub fn new() -> Self {
        Self(Document::new(Map::default(), Ids::seeded(2)))
    }

    pub fn add(&mut self, kind: NodeKind, text: &str) -> NodeId {
        let diff = self.0.edit(Edit::AddNode { kind, text: text.to_owned(), at: None, link: None }).unwrap();
        *diff.nodes.keys().next().unwrap()
    }

    pub fn claim(&mut self, text: &str) -> NodeId {
        self.add(NodeKind::Claim, text)
    }

    pub fn link(&mut self, from: NodeId, to: impl Into<Item>, kind: EdgeKind) -> EdgeId {
        let diff = self.0.edit(Edit::Connect { from, to: to.into(), kind }).unwrap();
        *diff.edges.keys().next().unwrap()
    }

    pub fn weigh(&mut self, edge: EdgeId, ratio: f64) {
        let weight = Some(Weight::Judged { ratio, why: "by hand".to_owned() });
        self.0.edit(Edit::SetWeight { edge, weight }).unwrap();
    }

    pub fn holds(&mut self, who: &str, node: NodeId, value: f32) {
        self.0.edit(Edit::AddCredence { node, by: who.to_owned(), value }).unwrap();
    }

    /// Lets people take the sides of a crux; those whom the map knows by what they hold are persons in it.
    pub fn take_sides(&mut self, crux: NodeId, people: &[&str]) {
        let side = |name: &&str| {
            let person = self.map().persons().find(|it| it.1.name == **name).map(|it| it.0);
            Side { person, who: (*name).into(), position: "so".into() }
        };
        let sides = people.iter().map(side).collect();
        let detail = CruxDetail { sides, would_change: String::new(), status: CruxStatus::Open };
        self.0.edit(Edit::SetCrux { node: crux, crux: detail }).unwrap();
    }

    pub fn map(&self) -> &Map {
        self.0.map()
    }

    /// What follows for a node from the credences of a person.
    pub fn implied(&self, who: &str, node: NodeId) -> Option<f64> {
        let model = self.model();
        let person = self.map().persons().find(|it| it.1.name == who).map(|it| it.0);
        let mind = Mind::of(&model, self.map(), person);
        mind.implied(model.number[&node])
    }

    pub fn model(&self) -> Model {
        Model::of(self.map(), &Standings::of(self.map()))
    }

    pub fn cruxes(&self) -> Vec<Crux> {
        cruxes(self.map(), &Standings::of(self.map()), 100)
    }
}

pub fn near(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|it| (it - expected).abs() < 1e-6), "{found:?} is not {expected}");
}

/// What is found in the thread at `path`.
pub fn extracted(path: &Path) -> Map {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let thread = source::read(text, &name, None);
    Map::from_records(extract::extract(&thread, &Progress::default()).records).unwrap()
}
