//! What argumentation semantics make of the open map, for whoever wants to see it; kept in step with it.

use super::{
    command::Command,
    picker::{Choice, Choose},
};
use crate::{
    analysis::{
        Model,
        argument::{Arguments, bases},
        graded::{Graded, graded},
        group::minds,
        labels::{Labels, labels},
    },
    evidence::Standings,
    jobs::Slot,
    map::{Map, NodeId, PersonId, Revision},
};
use serde::{Deserialize, Serialize};

/// Larger maps are gone through in the background.
const AT_ONCE: usize = 300;
/// So many steps of some nanoseconds are taken at once to find what can be held together.
const STEPS_AT_ONCE: u64 = 200_000;
/// So many in the background: some seconds at most.
const STEPS: u64 = 100_000_000;

/// What is written small beside each node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Beside {
    /// Nothing.
    #[default]
    Nothing,
    /// Its strength by DF-QuAD.
    DfQuad,
    /// Its strength by quadratic energy.
    QuadraticEnergy,
    /// Its grounded label.
    Grounded,
}

impl Beside {
    /// All choices.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::DfQuad, Self::QuadraticEnergy, Self::Grounded];

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "Nothing",
            Self::DfQuad => "DF-QuAD strength",
            Self::QuadraticEnergy => "Quadratic-energy strength",
            Self::Grounded => "Grounded label",
        }
    }
}

/// Whose credences are the base scores: those of one person, who may be nobody in particular, or of all.
pub type By = Option<Option<PersonId>>;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The nodes, by number.
    pub arguments: Arguments,
    /// Their strengths, or why there are none.
    pub strengths: Option<Result<Graded, String>>,
    /// Their labels, or why there are none.
    pub labels: Option<Result<Labels, String>>,
    /// Who stated anything, in the order of their ids.
    pub people: Vec<Option<PersonId>>,
}

impl Found {
    /// What is written beside a node; nothing if it is no argument, or what is wanted does not settle.
    pub fn beside(&self, node: NodeId, what: Beside) -> Option<String> {
        let nth = *self.arguments.number.get(&node)?;
        let strength = |which: usize| {
            let found = self.strengths.as_ref()?.as_ref().ok()?;
            found.strengths(nth)[which].map(crate::analysis::told::share)
        };
        match what {
            Beside::Nothing => None,
            Beside::DfQuad => strength(0),
            Beside::QuadraticEnergy => strength(1),
            Beside::Grounded => self.labels.as_ref()?.as_ref().ok()?.grounded_word(nth).map(str::to_owned),
        }
    }
}

/// What argumentation semantics make of the map, for the newest revision at which anybody wanted to know.
#[derive(Debug)]
pub struct Argued {
    found: Option<Found>,
    of: Option<(Revision, By)>,
    job: Slot<Found>,
}

impl Argued {
    /// Nothing yet; `wake` is called when something was found in the background.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { found: None, of: None, job: Slot::new("argumentation", wake) }
    }

    /// Brings it in step with `map` at revision `now`, by the credences of whom `by` says; unless nobody wants to know.
    pub fn update(&mut self, map: &Map, standings: &Standings, (now, by): (Revision, By), wanted: bool) {
        if let Some(Ok(found)) = self.job.poll() {
            self.found = Some(found);
        }
        if !wanted || self.of == Some((now, by)) {
            return;
        }
        self.of = Some((now, by));
        self.job.cancel();
        if map.node_count() <= AT_ONCE {
            let found = find(map, standings, by, STEPS_AT_ONCE);
            let known = found.labels.as_ref().is_none_or(|it| it.as_ref().is_ok_and(|it| it.preferred.is_ok()));
            self.found = Some(found);
            if known {
                return;
            }
        }
        let (map, standings) = (map.clone(), standings.clone());
        self.job.request(move |_| find(&map, &standings, by, STEPS));
    }

    /// What was found; nothing if nobody wanted to know, or it is still to be found.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// Whether something is still to be found.
    pub fn is_busy(&self) -> bool {
        self.job.is_busy()
    }
}

fn find(map: &Map, standings: &Standings, by: By, steps: u64) -> Found {
    let model = Model::of(map, standings);
    let minds = minds(&model, map);
    let people = minds.iter().map(|it| it.0).collect();
    match Arguments::of(map, &model) {
        Ok(arguments) => {
            let strengths = graded(&arguments, bases(&model, &minds, by)).map_err(|it| it.to_string());
            let labels = labels(&arguments, steps).map_err(|it| it.to_string());
            Found { arguments, strengths: Some(strengths), labels: Some(labels), people }
        }
        Err(why) => {
            let why = why.to_string();
            Found { strengths: Some(Err(why.clone())), labels: Some(Err(why)), people, ..Found::default() }
        }
    }
}

/// The list of what can be written beside nodes, and which line of it holds now.
pub fn choices(now: Beside) -> (Choose, usize) {
    let choice = |it: Beside| {
        let words = match it {
            Beside::Nothing => "Nothing",
            Beside::DfQuad => "DF-QuAD strength — base score, raised by supports and lowered by attacks",
            Beside::QuadraticEnergy => "Quadratic-energy strength — the same by another formula",
            Beside::Grounded => "Grounded label — in, out or undecided by attacks alone",
        };
        let remark = if it == now { "now" } else { "" };
        Choice { words: words.to_owned(), remark: remark.to_owned(), command: Command::Beside(it) }
    };
    let at = Beside::ALL.iter().position(|&it| it == now).unwrap_or_default();
    (Choose { title: "Write beside nodes".to_owned(), choices: Beside::ALL.map(choice).into() }, at)
}
