//! How two maps differ, as data: an entry for each thing that a person would name, with all that is different about it.

use super::{
    About, Aspect, Mark,
    parts::{Part, Parts},
    words,
};
use crate::map::{
    Change, Comment, Crux, Diff, Disagreement, EdgeId, Evidence, Foreign, Linked, Map, NodeId, SourceId, Span,
    Statement,
};
use std::collections::{BTreeMap, BTreeSet};

/// How two maps differ. Empty if they are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Nodes, links, threads, people and files, each in the order in which it was said.
    pub entries: Vec<Entry>,
}

/// What is different about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which thing.
    pub about: About,
    /// What it is called: in the second map, if it is there.
    pub name: String,
    /// Whether it was added or removed; nothing if it is in both maps.
    pub presence: Option<Mark>,
    /// What about it is different.
    pub alterations: Vec<Alteration>,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alteration {
    /// In what.
    pub aspect: Aspect,
    /// As it was; nothing if it was not there.
    pub before: Option<String>,
    /// As it is now; nothing if it is no longer there.
    pub after: Option<String>,
}

impl Entry {
    /// The sorts of change, each once: that it was added or removed, or all others.
    pub fn marks(&self) -> BTreeSet<Mark> {
        match self.presence {
            Some(mark) => [mark].into(),
            None => self.alterations.iter().map(|it| it.aspect.mark()).collect(),
        }
    }
}

impl Comparison {
    /// What is different about one thing.
    pub fn of(&self, about: impl Into<About>) -> Option<&Entry> {
        let about = about.into();
        self.entries.iter().find(|it| it.about == about)
    }
}

/// How `after` differs from `before`.
pub fn compare(before: &Map, after: &Map) -> Comparison {
    // Every table by name: one that is forgotten here does not compile.
    let Diff {
        sources,
        comments,
        boundaries,
        persons,
        statements,
        nodes,
        edges,
        cruxes,
        disagreements,
        evidence,
        calculations,
        files,
        foreign,
        results,
        weights,
        linked,
        pins,
        credences,
        conditionals,
        reviews,
    } = Diff::between(before, after);
    let mut found = Found { maps: [before, after], entries: BTreeMap::new() };
    found.things(&nodes, About::Node);
    found.things(&edges, About::Edge);
    found.things(&persons, About::Person);
    found.things(&sources, About::Source);
    found.things(&boundaries, About::Boundary);
    found.things(&files, About::File);
    found.details(&cruxes, About::Node, |it| *it == Crux::default());
    found.details(&disagreements, About::Node, |it| *it == Disagreement::default());
    found.details(&evidence, About::Node, |it| *it == Evidence::default());
    found.details(&calculations, About::Node, |_| false);
    found.details(&weights, About::Edge, |_| false);
    found.details(&pins, About::Node, |_| false);
    found.details(&reviews, About::from, |_| false);
    found.wholes(&results, |it| it.node, Aspect::Result);
    found.wholes(&credences, |it| it.node, Aspect::Credence);
    found.wholes(&conditionals, |it| it.node, Aspect::Conditional);
    for change in foreign.values() {
        found.foreign(change);
    }
    found.linked(&linked);
    found.comments(&comments);
    found.statements(&statements);
    found.sorted()
}

struct Found<'a> {
    maps: [&'a Map; 2],
    entries: BTreeMap<About, Entry>,
}

impl Found<'_> {
    fn entry(&mut self, about: About) -> &mut Entry {
        let maps = self.maps;
        self.entries.entry(about).or_insert_with(|| {
            let name = name(maps[1], about).or_else(|| name(maps[0], about)).unwrap_or_else(|| about.to_string());
            Entry { about, name, presence: None, alterations: Vec::new() }
        })
    }

    fn push(&mut self, about: About, aspect: Aspect, before: Option<String>, after: Option<String>) {
        self.entry(about).alterations.push(Alteration { aspect, before, after });
    }

    /// Records that are things by themselves.
    fn things<K: Copy, T: Parts>(&mut self, changes: &BTreeMap<K, Change<T>>, about: fn(K) -> About) {
        for (&id, change) in changes {
            match (&change.before, &change.after) {
                (Some(before), Some(after)) => self.parts::<T>(about(id), before, after),
                (None, _) => self.entry(about(id)).presence = Some(Mark::Added),
                (Some(_), None) => self.entry(about(id)).presence = Some(Mark::Removed),
            }
        }
    }

    fn parts<T: Parts>(&mut self, about: About, before: &T, after: &T) {
        let [old, new] = self.maps;
        for Part { aspect, same, words, .. } in T::PARTS {
            if !same(before, after) {
                self.push(about, *aspect, Some(words(old, before)), Some(words(new, after)));
            }
        }
    }

    /// Records that belong to a thing. One that says nothing is not told of when it comes or goes.
    fn details<K: Copy, T: Parts>(
        &mut self,
        changes: &BTreeMap<K, Change<T>>,
        about: fn(K) -> About,
        says_nothing: fn(&T) -> bool,
    ) {
        for (&id, change) in changes {
            let about = about(id);
            let [old, new] = self.maps;
            let (one, map, is_new) = match (&change.before, &change.after) {
                (Some(before), Some(after)) => {
                    self.parts::<T>(about, before, after);
                    continue;
                }
                (Some(before), None) => (before, old, false),
                (None, Some(after)) => (after, new, true),
                (None, None) => continue,
            };
            if says_nothing(one) {
                continue;
            }
            for Part { aspect, words, .. } in T::PARTS {
                let words = Some(words(map, one)).filter(|it| !it.is_empty());
                // Why something was proposed is news only where it changes.
                if words.is_some() && *aspect != Aspect::Proposal {
                    let (before, after) = if is_new { (None, words) } else { (words, None) };
                    self.push(about, *aspect, before, after);
                }
            }
        }
    }

    /// Records of which a node has many.
    fn wholes<K, T: Parts>(&mut self, changes: &BTreeMap<K, Change<T>>, of: fn(&T) -> NodeId, aspect: Aspect) {
        let [old, new] = self.maps;
        for change in changes.values() {
            let Some(node) = change.after.as_ref().or(change.before.as_ref()).map(|it| of(it)) else { continue };
            let words = |map: &Map, it: &T| T::PARTS.first().map(|part| (part.words)(map, it)).unwrap_or_default();
            let (before, after) =
                (change.before.as_ref().map(|it| words(old, it)), change.after.as_ref().map(|it| words(new, it)));
            self.push(About::Node(node), aspect, before, after);
        }
    }

    fn foreign(&mut self, change: &Change<Foreign>) {
        let Some(it) = change.after.as_ref().or(change.before.as_ref()) else { return };
        let about = it.of.map_or_else(|| About::Foreign(it.id()), About::from);
        let [before, after] = [&change.before, &change.after].map(|it| it.as_ref().map(|it| words::short(&it.value)));
        let named = |words: String| format!("{}, {}: {words}", it.format, it.key);
        self.push(about, Aspect::Foreign, before.map(named), after.map(named));
    }

    fn linked(&mut self, changes: &BTreeMap<EdgeId, Change<Linked>>) {
        // Counted once, for a group may be large.
        let groups = self.maps.map(|map| {
            let mut counts: BTreeMap<EdgeId, usize> = BTreeMap::new();
            for (_, it) in map.linked() {
                *counts.entry(it.first).or_default() += 1;
            }
            counts
        });
        for (&id, change) in changes {
            let [before, after] = [&change.before, &change.after].map(|it| it.as_ref().map(|it| it.first));
            let words = |counts: &BTreeMap<EdgeId, usize>, first: Option<EdgeId>| {
                Some(match counts.get(&first?).copied().unwrap_or(1) {
                    2 => "another link".to_owned(),
                    n => format!("{} other links", n.saturating_sub(1)),
                })
            };
            self.push(About::Edge(id), Aspect::Together, words(&groups[0], before), words(&groups[1], after));
        }
    }

    /// How many came and went with their thread; the others one by one.
    fn comments(&mut self, changes: &BTreeMap<crate::map::CommentId, Change<Comment>>) {
        let mut counts = BTreeMap::new();
        for change in changes.values() {
            self.in_thread(change, |it| it.span, Aspect::Comment, &mut counts);
        }
        self.counted(counts, Aspect::Comment, "comments");
    }

    fn statements(&mut self, changes: &BTreeMap<crate::map::StatementId, Change<Statement>>) {
        let mut counts = BTreeMap::new();
        for change in changes.values() {
            self.in_thread(change, |it| it.span, Aspect::Statement, &mut counts);
        }
        self.counted(counts, Aspect::Statement, "statements");
    }

    fn in_thread<T: Parts>(
        &mut self,
        change: &Change<T>,
        span: fn(&T) -> Span,
        aspect: Aspect,
        counts: &mut BTreeMap<SourceId, [usize; 3]>,
    ) {
        let [old, new] = self.maps;
        let quoted = |map: &Map, it: &T| words::span(map, span(it));
        match (&change.before, &change.after) {
            (None, None) => {}
            (None, Some(after)) if old.source(span(after).source).is_none() => {
                counts.entry(span(after).source).or_default()[0] += 1;
            }
            (Some(before), None) if new.source(span(before).source).is_none() => {
                counts.entry(span(before).source).or_default()[1] += 1;
            }
            (Some(before), Some(after)) => {
                let thread = span(after).source;
                let moved = thread != span(before).source;
                if moved {
                    counts.entry(thread).or_default()[2] += 1;
                }
                let at = quoted(new, after);
                for Part { aspect, same, words, .. } in T::PARTS {
                    let is_where = *aspect == Aspect::Quote;
                    if !(same(before, after) || moved && is_where) {
                        let (before, after) = (words(old, before), words(new, after));
                        let after = if is_where { after } else { format!("{after}, of {at}") };
                        self.push(About::Source(thread), *aspect, Some(before), Some(after));
                    }
                }
            }
            (before, after) => {
                let thread = after.as_ref().or(before.as_ref()).map(|it| span(it).source);
                let words = (before.as_ref().map(|it| quoted(old, it)), after.as_ref().map(|it| quoted(new, it)));
                if let Some(thread) = thread {
                    self.push(About::Source(thread), aspect, words.0, words.1);
                }
            }
        }
    }

    fn counted(&mut self, counts: BTreeMap<SourceId, [usize; 3]>, aspect: Aspect, what: &str) {
        for (source, [added, removed, moved]) in counts {
            let words = |count: usize, how: &str| (count > 0).then(|| format!("{count} {what}{how}"));
            for (before, after) in [
                (None, words(added, "")),
                (words(removed, ""), None),
                (None, words(moved, " from before the thread grew")),
            ] {
                if before.is_some() || after.is_some() {
                    self.push(About::Source(source), aspect, before, after);
                }
            }
        }
    }

    fn sorted(self) -> Comparison {
        // Where each node is first quoted: the order in which people said it.
        let mut said: BTreeMap<NodeId, Span> = BTreeMap::new();
        for statement in self.maps.iter().flat_map(|it| it.statements()).map(|it| it.1) {
            if let Some(node) = statement.node {
                let first = said.entry(node).or_insert(statement.span);
                *first = statement.span.min(*first);
            }
        }
        let place = |about: About| {
            let node = match about {
                About::Node(id) => Some(id),
                About::Edge(id) => self.maps.iter().rev().find_map(|it| it.edge(id)).map(|it| it.from),
                _ => None,
            };
            let rank = match about {
                About::Node(_) => 0,
                About::Edge(_) => 1,
                _ => 2,
            };
            let span = node.and_then(|it| said.get(&it));
            (rank, span.is_none(), span.copied(), about)
        };
        let mut entries: Vec<Entry> = self.entries.into_values().collect();
        entries.sort_by_cached_key(|it| place(it.about));
        Comparison { entries }
    }
}

/// What a thing is called in `map`, if it is there.
pub(super) fn name(map: &Map, about: About) -> Option<String> {
    let said = |words: &str, span: Span| format!("{words} {}", words::span(map, span));
    match about {
        About::Node(id) => map.node(id).map(words::node),
        About::Edge(id) => map.edge(id).map(|it| words::edge(map, it)),
        About::Person(id) => map.person(id).map(|it| format!("person {}", it.name)),
        About::Source(id) => map.source(id).map(|it| format!("thread “{}”", it.title)),
        About::Comment(id) => map.comment(id).map(|it| said("comment", it.span)),
        About::Statement(id) => map.statement(id).map(|it| said("statement", it.span)),
        About::Boundary(id) => map.boundary(id).map(words::boundary),
        About::File(id) => map.file(id).map(|it| format!("file {}", it.name)),
        About::Result(id) => map.result(id).map(|it| format!("result of {}", words::item(map, it.node.into()))),
        About::Credence(id) => {
            let named = map.credence(id);
            named.map(|it| {
                format!("credence of {} in {}", words::person(map, it.person), words::item(map, it.node.into()))
            })
        }
        About::Foreign(id) => map.foreign_by(id).map(|it| format!("what {} says under “{}”", it.format, it.key)),
        About::Conditional(id) => map.conditional(id).map(|it| {
            format!(
                "what would follow for {} of {}",
                words::person(map, Some(it.person)),
                words::item(map, it.node.into())
            )
        }),
    }
}
