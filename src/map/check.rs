//! What must hold of every map.

use super::{Comment, CommentId, Item, Map, NodeKind, ReviewState, Span, Value};
use std::collections::BTreeSet;

impl Map {
    /// What is wrong with the map, in words with ids; empty at all times for a map changed by edits.
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.check_sources(&mut found);
        self.check_statements(&mut found);
        self.check_nodes(&mut found);
        self.check_edges(&mut found);
        self.check_reviews(&mut found);
        self.check_credences(&mut found);
        self.check_conditionals(&mut found);
        self.check_linked(&mut found);
        self.check_foreign(&mut found);
        self.check_calculations(&mut found);
        found
    }

    fn check_sources(&self, found: &mut Vec<String>) {
        for (id, source) in self.sources() {
            let mut last = 0;
            for range in &source.chrome {
                let fits = source.text.get(range.start as usize..range.end as usize).is_some_and(|it| !it.is_empty());
                if !fits || range.start < last {
                    found.push(format!("{id} sets aside a range that does not fit its text"));
                }
                last = range.end;
            }
        }
        for (id, comment) in self.comments() {
            self.check_span(comment.span, &id, found);
            if comment.author.is_some_and(|it| self.person(it).is_none()) {
                found.push(format!("{id} has an author who is not in the map"));
            }
            if !(0.0..=1.0).contains(&comment.certainty) {
                found.push(format!("{id} has a certainty that is not between 0 and 1"));
            }
            for note in &comment.footnotes {
                let text = self.source(comment.span.source).map(|it| &it.text);
                let fits = |it: &std::ops::Range<u32>| {
                    text.is_some_and(|text| text.get(it.start as usize..it.end as usize).is_some())
                };
                if !fits(&note.note) || note.mark.as_ref().is_some_and(|it| !fits(it)) {
                    found.push(format!("{id} has a footnote outside its text"));
                }
            }
        }
        self.check_parents(found);
        for (id, boundary) in self.boundaries() {
            if boundary.after.is_empty() || boundary.id() != id {
                found.push(format!("the decision {id} is not known by its words"));
            }
        }
    }

    fn check_parents(&self, found: &mut Vec<String>) {
        // Each chain is walked once: what is known to end is not walked again.
        let mut ends: BTreeSet<CommentId> = BTreeSet::new();
        for (id, _) in self.comments() {
            let mut path = BTreeSet::new();
            let mut at = Some(id);
            while let Some(here) = at.filter(|it| !ends.contains(it)) {
                if !path.insert(here) {
                    found.push(format!("{id} is among its own replies"));
                    break;
                }
                at = self.comment(here).and_then(|it: &Comment| it.parent);
                if let Some(parent) = at
                    && self.comment(parent).is_none()
                {
                    found.push(format!("{here} replies to {parent}, which is missing"));
                    break;
                }
            }
            // Not `append`, which builds the whole tree anew.
            ends.extend(path);
        }
    }

    fn check_span(&self, span: Span, holder: &dyn std::fmt::Display, found: &mut Vec<String>) {
        if self.quote(span).is_none_or(str::is_empty) {
            found.push(format!(
                "{holder} stands at bytes {}..{} of {}, where no words are",
                span.start, span.end, span.source
            ));
        }
    }

    fn check_statements(&self, found: &mut Vec<String>) {
        for (id, statement) in self.statements() {
            self.check_span(statement.span, &id, found);
            if self.comment(statement.comment).is_none() {
                found.push(format!("{id} stands in a comment that is missing"));
            }
            if statement.person.is_some_and(|it| self.person(it).is_none()) {
                found.push(format!("{id} has a speaker who is not in the map"));
            }
            if statement.node.is_some_and(|it| self.node(it).is_none()) {
                found.push(format!("{id} expresses a node that is missing"));
            }
        }
    }

    fn check_nodes(&self, found: &mut Vec<String>) {
        let kind = |id| self.node(id).map(|it| it.kind);
        for (id, node) in self.nodes() {
            let needs = [
                (NodeKind::Crux, self.crux(id).is_some()),
                (NodeKind::Disagreement, self.disagreement(id).is_some()),
                (NodeKind::Evidence, self.evidence_of(id).is_some()),
            ];
            for (kind, has) in needs {
                if has != (node.kind == kind) {
                    let what = if has { "has the details" } else { "lacks the details" };
                    found.push(format!("{id}, a {}, {what} of a {}", node.kind.word(), kind.word()));
                }
            }
        }
        for (id, word) in
            self.cruxes().map(|it| (it.0, "crux")).chain(self.disagreements().map(|it| (it.0, "disagreement")))
        {
            if kind(id).is_none() {
                found.push(format!("the {word} {id} has no node"));
            }
        }
        for (id, evidence) in self.evidence() {
            if kind(id).is_none() {
                found.push(format!("the evidence {id} has no node"));
            }
            if !evidence.data.iter().all(|it| is_sound(it.1)) {
                found.push(format!("the evidence {id} holds a number that is not finite, or nests too deep"));
            }
        }
        let sides = self.cruxes().flat_map(|(id, it)| it.sides.iter().map(move |side| (id, side)));
        for (id, side) in
            sides.chain(self.disagreements().flat_map(|(id, it)| it.sides.iter().map(move |side| (id, side))))
        {
            if side.person.is_some_and(|it| self.person(it).is_none()) {
                found.push(format!("a side of {id} is a person who is not in the map"));
            }
        }
        for (id, at) in self.pins() {
            if kind(id).is_none() {
                found.push(format!("{id} is placed but missing"));
            }
            if !at.x.is_finite() || !at.y.is_finite() {
                found.push(format!("{id} is placed nowhere"));
            }
        }
    }

    fn check_edges(&self, found: &mut Vec<String>) {
        let (mut ends, mut indexed) = (0, true);
        for (id, edge) in self.edges() {
            for end in [Item::Node(edge.from), edge.to] {
                if !self.contains(end) {
                    found.push(format!("{id} ends at {end}, which is missing"));
                }
                indexed &= self.incident.contains(end, id);
            }
            ends += if Item::Node(edge.from) == edge.to { 1 } else { 2 };
            if !self.legal_edges(edge.from, edge.to).contains(&edge.kind) {
                found.push(format!("{id}: {} may not be linked to {} by “{}”", edge.from, edge.to, edge.kind.words()));
            }
        }
        self.check_repeats(found);
        if !indexed || ends != self.incident.len() {
            found.push("the index of links is out of step".to_owned());
        }
    }

    /// Node by node, for all the links of a long thread at once need much memory.
    fn check_repeats(&self, found: &mut Vec<String>) {
        let mut seen = BTreeSet::new();
        for (from, _) in self.nodes() {
            seen.clear();
            let edges = self.edges_at(from).filter_map(|id| Some((id, self.edge(id)?)));
            for (id, edge) in edges.filter(|it| it.1.from == from) {
                if !seen.insert((edge.to, edge.kind)) {
                    found.push(format!("{id} repeats another link"));
                }
            }
        }
    }

    fn check_calculations(&self, found: &mut Vec<String>) {
        for (id, calculation) in self.calculations() {
            if self.node(id).is_none_or(|it| it.kind != NodeKind::Evidence) {
                found.push(format!("the calculation of {id} is about no evidence"));
            }
            if !calculation.is_sound() {
                found.push(format!("the calculation of {id} holds a number that is not finite"));
            }
            if calculation.files().any(|it| self.file(it).is_none()) {
                found.push(format!("the calculation of {id} needs a file that is missing"));
            }
        }
        for (id, evidence) in self.evidence() {
            if evidence.attached.iter().any(|&it| self.file(it).is_none_or(|it| it.bytes().is_none())) {
                found.push(format!("a file shown with {id} is missing"));
            }
        }
        let used = self.used_files();
        for (id, _) in self.files().filter(|it| !used.contains(&it.0)) {
            found.push(format!("nothing rests on the file {id}"));
        }
        for (id, outcome) in self.results() {
            if outcome.id() != id {
                found.push(format!("the result {id} is not named after its inputs"));
            }
            if !outcome.is_sound() {
                found.push(format!("the result {id} holds a number that is not finite, or a figure twice"));
            }
        }
        for (id, weight) in self.weights() {
            if !self.may_weigh(id) || !weight.is_sound() {
                found.push(format!("the weight of {id} is none"));
            }
        }
    }

    fn check_reviews(&self, found: &mut Vec<String>) {
        for (item, review) in self.reviews() {
            if self.contains(item) == (review.state == ReviewState::Rejected) {
                let there = if self.contains(item) { "in the map" } else { "missing" };
                found.push(format!("{item} is {there} but {}", state_word(review.state)));
            }
            let lesson = review.lesson.iter().flat_map(|it| [it.confidence, it.runner_up_confidence]);
            let shares = [review.confidence].into_iter().chain(review.runner_up_confidence).chain(lesson);
            if !shares.chain(review.alternatives.iter().map(|it| it.confidence)).all(|it| (0.0..=1.0).contains(&it)) {
                found.push(format!("a confidence of {item} is not between 0 and 1"));
            }
            if review.alternatives.iter().any(|it| self.node(it.to).is_none()) {
                found.push(format!("{item} might lead to a node that is missing"));
            }
        }
    }
}

/// The word for a decision.
fn state_word(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Open => "proposed",
        ReviewState::Accepted => "accepted",
        ReviewState::Rejected => "rejected",
    }
}

/// Whether a value keeps its rules: finite numbers, and no deeper than [`Value::DEEPEST`].
pub(super) fn is_sound(value: &Value) -> bool {
    // A pile instead of recursion: what comes here may be deeper than allowed.
    let mut pile = vec![(value, 1)];
    while let Some((value, depth)) = pile.pop() {
        match value {
            Value::Number(it) if !it.is_finite() => return false,
            Value::List(_) | Value::Table(_) if depth > Value::DEEPEST => return false,
            Value::Number(_) | Value::Text(_) => {}
            Value::List(them) => pile.extend(them.iter().map(|it| (it, depth + 1))),
            Value::Table(them) => pile.extend(them.values().map(|it| (it, depth + 1))),
        }
    }
    true
}
