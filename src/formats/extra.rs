//! What this program adds to a file of another tool under a key of its own, so that a map comes back as it was. Other tools
//! keep it or drop it, and never need it.

use crate::{
    map::{
        Conditional, ConditionalId, Credence, CredenceId, EdgeId, Edit, Evidence, Foreign, Ids, Item, Linked, Map,
        Node, NodeId, PersonId, Records, Span,
    },
    save,
};
use std::collections::{BTreeMap, BTreeSet};

/// The key. Under it stand records of the map, in the types of a map file.
pub const KEY: &str = "x-crux";

/// A map, looked up by what its records are about.
pub struct Extras<'a> {
    map: &'a Map,
    linked: BTreeMap<EdgeId, Linked>,
    credences: BTreeMap<NodeId, Vec<(CredenceId, &'a Credence)>>,
    conditionals: BTreeMap<NodeId, Vec<(ConditionalId, &'a Conditional)>>,
    foreign: BTreeMap<Option<Item>, Vec<&'a Foreign>>,
}

impl<'a> Extras<'a> {
    /// Of `map`. What other tools said goes along where it `travels`: what stands in the file as it was need not.
    pub fn new(map: &'a Map, travels: impl Fn(&Foreign) -> bool) -> Self {
        let mut it = Self {
            map,
            linked: map.linked().map(|(id, it)| (id, *it)).collect(),
            credences: BTreeMap::new(),
            conditionals: BTreeMap::new(),
            foreign: BTreeMap::new(),
        };
        for (id, credence) in map.credences() {
            it.credences.entry(credence.node).or_default().push((id, credence));
        }
        for (id, conditional) in map.conditionals() {
            it.conditionals.entry(conditional.node).or_default().push((id, conditional));
        }
        for (_, foreign) in map.foreign().filter(|it| travels(it.1)) {
            it.foreign.entry(foreign.of).or_default().push(foreign);
        }
        it
    }

    /// What belongs to a node: its kind and details, what people hold of it, its place and proposal. Its words stand in
    /// the file itself. Files stay behind: a map is often handed on without the data under it.
    pub fn of_node(&self, id: NodeId) -> Records {
        let (map, mut out) = (self.map, Records::default());
        out.nodes.extend(map.node(id).map(|it| (id, Node { kind: it.kind, text: "".into() })));
        out.cruxes.extend(map.crux(id).map(|it| (id, it.clone())));
        out.disagreements.extend(map.disagreement(id).map(|it| (id, it.clone())));
        let bare = |it: &Evidence| Evidence { attached: Box::default(), ..it.clone() };
        out.evidence.extend(map.evidence_of(id).map(|it| (id, bare(it))));
        out.pins.extend(map.pin(id).map(|it| (id, it)));
        out.credences.extend(self.credences.get(&id).into_iter().flatten().map(|it| (it.0, it.1.clone())));
        out.conditionals.extend(self.conditionals.get(&id).into_iter().flatten().map(|it| (it.0, it.1.clone())));
        self.of_item(id.into(), &mut out);
        out
    }

    /// What belongs to a link: what it is, its weight, what it counts together with, and its proposal.
    pub fn of_edge(&self, id: EdgeId) -> Records {
        let (map, mut out) = (self.map, Records::default());
        out.edges.extend(map.edge(id).map(|it| (id, *it)));
        out.weights.extend(map.weight(id).map(|it| (id, it.clone())));
        out.linked.extend(self.linked.get(&id).map(|it| (id, *it)));
        self.of_item(id.into(), &mut out);
        out
    }

    fn of_item(&self, item: Item, out: &mut Records) {
        out.reviews.extend(self.map.review(item).map(|it| (item, it.clone())));
        self.said_of(Some(item), out);
    }

    fn said_of(&self, of: Option<Item>, out: &mut Records) {
        out.foreign.extend(self.foreign.get(&of).into_iter().flatten().map(|&it| (it.id(), it.clone())));
    }

    /// What belongs to the map as a whole: the people, what was rejected, and the threads if they go `along`.
    pub fn of_all(&self, along: bool) -> Records {
        let (map, mut out) = (self.map, Records::default());
        out.persons = map.persons().map(|(id, it)| (id, it.clone())).collect();
        let gone = map.reviews().filter(|it| !map.contains(it.0));
        out.reviews = gone.map(|(item, it)| (item, it.clone())).collect();
        self.said_of(None, &mut out);
        if along {
            out.sources = map.sources().map(|(id, it)| (id, it.clone())).collect();
            out.comments = map.comments().map(|(id, it)| (id, it.clone())).collect();
            out.boundaries = map.boundaries().map(|(id, it)| (id, it.clone())).collect();
            out.statements = map.statements().map(|(id, it)| (id, it.clone())).collect();
        }
        out
    }
}

/// Adds `part` to `all`. What is there stays.
pub fn unite(all: &mut Records, part: Records) {
    fn add<K: Ord, T>(all: &mut BTreeMap<K, T>, part: BTreeMap<K, T>) {
        for (id, it) in part {
            all.entry(id).or_insert(it);
        }
    }
    macro_rules! tables {
        ($($table:ident)*) => { $(add(&mut all.$table, part.$table);)* };
    }
    tables!(sources comments boundaries persons statements nodes edges cruxes disagreements evidence calculations files
        results weights linked pins credences conditionals foreign reviews);
}

/// Lets go of what hangs on something that is not there: a file may have lost a part, or hold parts of several maps.
pub fn mend(records: &mut Records) {
    let Records { sources, comments, persons, statements, nodes, edges, cruxes, disagreements, credences, .. } =
        records;
    let there = |it: &Option<PersonId>| it.is_none_or(|it| persons.contains_key(&it));
    let fits = |it: Span| {
        let text = sources.get(&it.source).map(|it| &it.text);
        text.and_then(|text| text.get(it.range())).is_some_and(|it| !it.is_empty())
    };
    comments.retain(|_, it| fits(it.span) && there(&it.author));
    let ids: BTreeSet<_> = comments.keys().copied().collect();
    for comment in comments.values_mut() {
        comment.parent = comment.parent.filter(|it| ids.contains(it));
    }
    statements.retain(|_, it| fits(it.span) && ids.contains(&it.comment) && there(&it.person));
    for statement in statements.values_mut() {
        statement.node = statement.node.filter(|it| nodes.contains_key(it));
    }
    let sides = cruxes.values_mut().map(|it| &mut it.sides).chain(disagreements.values_mut().map(|it| &mut it.sides));
    for side in sides.flatten() {
        side.person = side.person.filter(|it| persons.contains_key(it));
    }
    credences.retain(|_, it| nodes.contains_key(&it.node) && there(&it.person));
    for credence in credences.values_mut() {
        credence.statement = credence.statement.filter(|it| statements.contains_key(it));
    }
    let known: BTreeSet<_> = edges.keys().copied().collect();
    edges.retain(|_, it| {
        nodes.contains_key(&it.from)
            && match it.to {
                Item::Node(to) => nodes.contains_key(&to),
                Item::Edge(to) => known.contains(&to),
            }
    });
}

/// Whether records from a file make a map.
pub fn fits(records: &Records) -> bool {
    let edit = Edit::Merge(Box::new(records.clone()));
    edit.plan(&Map::default(), &mut Ids::seeded(0)).is_ok()
}

/// Writes a part, or nothing where there is none.
pub fn json(part: &Records) -> Option<String> {
    (!part.is_empty()).then(|| save::part_to_json(part))
}

/// The records under the key of one thing.
///
/// # Errors
/// In words, if they are not understood.
pub fn read(json: &str) -> Result<Records, String> {
    save::part_from_json(json)
}
