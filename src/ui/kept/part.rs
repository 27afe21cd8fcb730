//! The part of the map that was shown: focus and filter, and what was gone to since.

use crate::{
    map::NodeKind,
    ui::{
        folding::MOST_STEPS,
        visible::{Filter, Focus, Showing},
    },
};
use serde::{Deserialize, Serialize};

/// More nodes than this are not kept: then the whole map is shown.
const MOST: usize = 1000;

/// What is kept of a focus and a filter. What it names and the map no longer has is forgotten when it comes back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Part {
    /// Ids of the nodes in the middle of the focus; none if there is no focus.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    middle: Vec<String>,
    /// How many links it reaches.
    steps: u8,
    /// Ids of what is shown all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    /// The words for kinds that are not shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    without: Vec<String>,
    /// The id of the one person whose nodes are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    /// How sure proposals are that are shown, in percent.
    least: u8,
    /// Only proposals, or only what stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed: Option<bool>,
}

impl Part {
    /// The part that is shown; nothing if that is all, or all but what is folded.
    pub fn of(showing: &Showing) -> Option<Self> {
        let Showing { focus, filter, also, .. } = showing;
        let most = focus.as_ref().map_or(0, |it| it.middle.len()).max(also.len());
        (showing.is_part() && most <= MOST).then(|| Self {
            middle: focus.iter().flat_map(|it| &it.middle).map(ToString::to_string).collect(),
            steps: focus.as_ref().map_or(0, |it| it.steps),
            also: also.iter().map(ToString::to_string).collect(),
            without: filter.without.iter().map(|it| it.word().to_owned()).collect(),
            person: filter.person.map(|it| it.to_string()),
            least: filter.least,
            proposed: filter.proposed,
        })
    }

    /// Shows this part.
    pub fn show(&self, showing: &mut Showing) {
        let ids = |all: &[String]| all.iter().filter_map(|it| it.parse().ok()).collect();
        let focus = Focus { middle: ids(&self.middle), steps: self.steps.clamp(1, MOST_STEPS) };
        showing.focus = Some(focus).filter(|it| !it.middle.is_empty());
        showing.also = ids(&self.also);
        showing.filter = Filter {
            without: NodeKind::ALL.into_iter().filter(|it| self.without.iter().any(|word| word == it.word())).collect(),
            person: self.person.as_deref().and_then(|it| it.parse().ok()),
            least: self.least.min(100),
            proposed: self.proposed,
        };
    }
}
