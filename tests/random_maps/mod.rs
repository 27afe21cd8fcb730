//! Random maps for tests: every kind of record, awkward strings and numbers, and random edits on them.

#![allow(dead_code, reason = "each test file that includes this uses a part of it")]

use cruxmap::map::{
    Alternative, Amount, Boundary, Calculation, Comment, CommentId, Content, CredenceId, Crux, CruxStatus, Cue, Diff,
    Disagreement, DisagreementKind, Document, Edge, EdgeId, EdgeKind, Edit, Evidence, EvidenceKind, File, FileId,
    Footnote, Foreign, Ids, Inputs, Insert, Item, KeptFigure, Likelihood, Map, Marks, Node, NodeId, NodeKind, Outcome,
    Parameter, Person, PersonId, Point, Records, Reread, Review, ReviewState, Side, Source, SourceId, Span, Spark,
    Speaker, Statement, StatementId, StatementKind, Trace, Value, Weight, Why, legal_edges,
};
use std::collections::{BTreeMap, BTreeSet};

pub type Files = BTreeMap<FileId, File>;

/// xorshift64 (Marsaglia 2003).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n.max(1) as u64).unwrap()
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.below(2) == 0 { Some(make(self)) } else { None }
    }

    fn some<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(3)).map(|_| make(self)).collect()
    }

    /// A few words with all that a file form may trip over.
    pub fn words(&mut self) -> String {
        const PARTS: [&str; 24] = [
            "",
            " ",
            "tax",
            "don't",
            "\"quoted\"",
            "\\",
            "\\'",
            "\n",
            "\r\n",
            "\t",
            "\0",
            "\u{7f}",
            "\u{feff}",
            "// not a comment",
            "\"#",
            "None",
            "r#\"",
            "é",
            "e\u{301}",
            "日本",
            "שלום",
            "👩‍🔬",
            "\u{202e}",
            "\u{2028}",
        ];
        (0..self.below(5)).map(|_| self.pick(&PARTS)).collect()
    }

    /// Any finite number, often an awkward one.
    pub fn number(&mut self) -> f64 {
        const AWKWARD: [f64; 9] =
            [0.0, -0.0, 0.1, 1e300, -1e-300, f64::MAX, f64::MIN_POSITIVE, 5e-324, 9_007_199_254_740_993.0];
        let bits = (self.below(1 << 32) as u64) << 32 | self.below(1 << 32) as u64;
        let any = f64::from_bits(bits);
        if self.below(2) == 0 && any.is_finite() { any } else { self.pick(&AWKWARD) }
    }

    fn coordinate(&mut self) -> f32 {
        let any = f32::from_bits(u32::try_from(self.below(1 << 32)).unwrap());
        if any.is_finite() { any } else { -0.5 }
    }

    fn share(&mut self) -> f32 {
        f32::from(u16::try_from(self.below(65_536)).unwrap()) / 65_535.0
    }

    pub fn value(&mut self, levels: usize) -> Value {
        match self.below(if levels == 0 { 2 } else { 4 }) {
            0 => Value::Number(self.number()),
            1 => Value::Text(self.words()),
            2 => Value::List(self.some(|it| it.value(levels - 1))),
            _ => Value::Table(self.some(|it| (it.words(), it.value(levels - 1))).into_iter().collect()),
        }
    }

    pub fn evidence(&mut self) -> Evidence {
        let data = self.some(|it| (it.words(), it.value(4))).into_iter().collect();
        Evidence { kind: self.pick(&EvidenceKind::ALL), data, ..Evidence::default() }
    }

    /// A small file, often one that has been before, sometimes no text.
    pub fn file(&mut self) -> (FileId, File) {
        const ALL: [&[u8]; 5] = [b"date,return\n2020-01-31,0.01\n", b"", b"\"'\\\r\n", b"\xff\xfe\0", b"a,b"];
        let bytes = if self.below(2) == 0 { self.pick(&ALL).to_vec() } else { self.words().into_bytes() };
        let name = self.words();
        if self.below(4) == 0 {
            let content = Content::Linked { path: self.words(), bytes: bytes.len() as u64 };
            return (FileId::of(&bytes), File { name, content });
        }
        File::kept(name, bytes)
    }

    /// A calculation that uses figures of `nodes`, and its files.
    pub fn calculation(&mut self, nodes: &[NodeId], credence: Option<CredenceId>) -> (Calculation, Files) {
        let mut files = Files::new();
        let file = self.maybe(Self::file);
        files.extend(file.clone());
        let mut parameters = BTreeMap::new();
        for _ in 0..self.below(4) {
            let parameter = match self.below(5) {
                0 => Parameter::Number(self.number()),
                1 => Parameter::Words(self.words()),
                2 => {
                    let (id, file) = self.file();
                    files.insert(id, file);
                    Parameter::File(id)
                }
                3 if credence.is_some() => credence.map(Parameter::Credence).unwrap(),
                _ => Parameter::Figure { of: self.pick(nodes), key: self.words() },
            };
            parameters.insert(self.words(), parameter);
        }
        let engine = if self.below(4) == 0 { self.words() } else { self.pick(&["sharpe", "game"]).to_owned() };
        (Calculation { engine, file: file.map(|it| it.0), parameters }, files)
    }

    /// What a calculation for `node` may have given.
    pub fn outcome(&mut self, node: NodeId) -> Outcome {
        let figures = (0..self.below(3)).map(|n| KeptFigure {
            key: format!("{n}{}", self.words()),
            words: self.words(),
            amount: match self.below(5) {
                0 => Amount::Number(self.number()),
                1 => Amount::Share(self.number()),
                2 => Amount::Count(self.below(1 << 40) as u64),
                3 => Amount::Words(self.words()),
                _ => Amount::Undefined(self.words()),
            },
            interval: self.maybe(|it| (it.number(), it.number(), it.number())),
            likelihood: match self.below(3) {
                0 => Some(Likelihood::Binomial { hits: self.below(9) as u64, of: self.below(9) as u64 }),
                1 => Some(Likelihood::Normal { error: self.number().abs().max(1e-9) }),
                _ => None,
            },
        });
        let figures = figures.collect();
        let spark = self.maybe(|it| Spark {
            trace: it.pick(&[Trace::Line, Trace::Area, Trace::Bars]),
            unit: it.below(2) == 0,
            points: it.some(|it| [it.coordinate(), it.share()]).into(),
        });
        let inputs = Inputs::of([&[u8::try_from(self.below(4)).unwrap()][..]]);
        let (nth, failed) = (u32::try_from(self.below(3)).unwrap(), self.below(2) == 0);
        Outcome { node, inputs, nth, day: self.words(), gist: self.words(), figures, failed, spark }
    }

    pub fn weight(&mut self) -> Weight {
        if self.below(2) == 0 {
            Weight::Judged { ratio: self.number(), why: self.words() }
        } else {
            Weight::Computed { figure: self.words(), if_true: self.number(), if_false: self.number() }
        }
    }

    fn sides(&mut self, persons: &[PersonId]) -> Vec<Side> {
        self.some(|it| Side {
            person: it.maybe(|it| it.pick(persons)),
            who: it.words().into(),
            position: it.words().into(),
        })
    }

    pub fn crux(&mut self, persons: &[PersonId]) -> Crux {
        let status = self.pick(&[CruxStatus::Open, CruxStatus::Settled, CruxStatus::Dissolved]);
        Crux { sides: self.sides(persons), would_change: self.words(), status }
    }

    pub fn disagreement(&mut self, persons: &[PersonId]) -> Disagreement {
        use DisagreementKind::{Definition, Fact, Method, Prediction, Value};
        Disagreement { kind: self.pick(&[Fact, Value, Definition, Prediction, Method]), sides: self.sides(persons) }
    }

    fn review(&mut self, state: ReviewState) -> Review {
        // Few cues, so that some of them are met again and again.
        let cues = self.some(|it| {
            let says = if it.below(4) == 0 { it.words() } else { "gives a reason".to_owned() };
            Cue { words: it.pick(&["because", "Because"]).to_owned(), says: says.into() }
        });
        let (confidence, runner_up_confidence) = (self.share(), self.maybe(Self::share));
        let kind = if self.below(2) == 0 { StatementKind::Premise } else { self.pick(&StatementKind::ALL) };
        let runner_up = if self.below(4) == 0 { self.maybe(Self::words).map(|_| kind) } else { Some(kind) };
        Review { state, confidence, cues: cues.into(), runner_up, runner_up_confidence, ..Review::default() }
    }

    /// Where a link may lead instead, to some of these nodes.
    fn alternatives(&mut self, nodes: &[NodeId]) -> Vec<Alternative> {
        let other =
            |it: &mut Self| Alternative { to: it.pick(nodes), kind: it.pick(&EdgeKind::ALL), confidence: it.share() };
        self.some(other)
    }
}

/// What an extractor might send: a thread with comments, statements, nodes, edges, details and reviews that fit.
pub fn random_thread(random: &mut Random) -> Records {
    let mut records = Records::default();
    let posts: Vec<String> = (0..=random.below(4)).map(|n| format!("{n}: {}.", random.words())).collect();
    let text = posts.concat();
    let source = SourceId::of(&text);
    let id = |n: usize| [source.to_string().into_bytes(), n.to_string().into_bytes()];
    let persons: Vec<PersonId> = (0..3).map(|n| PersonId::derived(&[&[n]])).collect();
    for &person in &persons {
        records.persons.insert(person, Person { name: random.words() });
    }
    let mut start = 0;
    let mut parents: Vec<CommentId> = Vec::new();
    let mut nodes: Vec<NodeId> = Vec::new();
    for (n, post) in posts.iter().enumerate() {
        let end = start + u32::try_from(post.len()).unwrap();
        let span = Span { source, start, end };
        let mark = random.maybe(|_| start..start + 2);
        let comment = CommentId::derived(&id(n).each_ref().map(Vec::as_slice));
        records.comments.insert(
            comment,
            Comment {
                span,
                author: random.maybe(|it| it.pick(&persons)),
                parent: if parents.is_empty() { None } else { random.maybe(|it| it.pick(&parents)) },
                time: random.maybe(Random::words),
                link: random.maybe(Random::words),
                marks: Marks {
                    score: random.maybe(|it| it.pick(&[0, 1, -7, i32::MAX, i32::MIN])),
                    edited: random.below(2) == 0,
                    retracted: random.below(5) == 0,
                    deleted: random.below(5) == 0,
                },
                topic: random.maybe(Random::words),
                footnotes: random.some(|_| Footnote { mark: mark.clone(), note: start..end }),
                certainty: random.share(),
            },
        );
        parents.push(comment);
        let node = NodeId::derived(&id(n).each_ref().map(Vec::as_slice));
        let kind = random.pick(&NodeKind::ALL);
        records.nodes.insert(node, Node { kind, text: random.words().into() });
        match kind {
            NodeKind::Crux => drop(records.cruxes.insert(node, random.crux(&persons))),
            NodeKind::Disagreement => drop(records.disagreements.insert(node, random.disagreement(&persons))),
            NodeKind::Evidence => drop(records.evidence.insert(node, random.evidence())),
            _ => {}
        }
        nodes.push(node);
        if kind == NodeKind::Evidence {
            let (calculation, files) = random.calculation(&nodes, None);
            records.calculations.insert(node, calculation);
            records.files.extend(files);
            let outcome = random.outcome(node);
            records.results.insert(outcome.id(), outcome);
        }
        records.reviews.insert(node.into(), random.review(ReviewState::Open));
        // Most words say what their node is.
        let said = kind.as_said().unwrap_or(StatementKind::Premise);
        let statement = Statement {
            span: Span { end: start + 2, ..span },
            comment,
            speaker: random.pick(&[Speaker::Author, Speaker::Opponent]),
            person: random.maybe(|it| it.pick(&persons)),
            kind: if random.below(2) == 0 { said } else { random.pick(&StatementKind::ALL) },
            disputed: random.below(2) == 0,
            node: if random.below(4) == 0 { None } else { Some(node) },
        };
        records.statements.insert(StatementId::derived(&id(n).each_ref().map(Vec::as_slice)), statement);
        start = end;
    }
    for n in 0..4 {
        let (from, to) = (random.pick(&nodes), random.pick(&nodes));
        let legal = legal_edges(records.nodes[&from].kind, records.nodes[&to].kind);
        let edge = EdgeId::derived(&id(n).each_ref().map(Vec::as_slice));
        if from != to && !legal.is_empty() {
            records.edges.insert(edge, Edge { from, to: to.into(), kind: random.pick(legal) });
            let review =
                Review { alternatives: random.alternatives(&nodes).into(), ..random.review(ReviewState::Open) };
            records.reviews.insert(edge.into(), review);
        }
    }
    for nth in 0..u32::try_from(random.below(3)).unwrap() {
        let (before, after) = (random.words(), format!("{}.", random.words()));
        let boundary = Boundary { before, after, nth, starts: random.below(2) == 0 };
        records.boundaries.insert(boundary.id(), boundary);
    }
    for n in 0..random.below(3) {
        let format = random.pick(&["aif", "argdown"]).to_owned();
        let (key, value) = (format!("{n} {}", random.words()), random.words().into());
        let foreign = Foreign { format, of: random.maybe(|it| it.pick(&nodes).into()), key, value };
        records.foreign.insert(foreign.id(), foreign);
    }
    let chrome = random.maybe(|_| 0..2).into_iter().collect();
    let (title, format) = (random.words(), random.words());
    records.sources.insert(source, Source { title, format, text: text.into(), chrome });
    records
}

fn random_items(nodes: &[NodeId], edges: &[EdgeId], random: &mut Random) -> BTreeSet<Item> {
    let all: Vec<Item> = nodes.iter().map(|&it| it.into()).chain(edges.iter().map(|&it| it.into())).collect();
    random.some(|it| it.pick(&all)).into_iter().collect()
}

/// Reasons for one conclusion, mostly: links at random hardly ever count together.
fn random_premises(map: &Map, beside: EdgeId, random: &mut Random) -> Edit {
    let to = map.edge(beside).map(|it| it.to);
    let edges = to.into_iter().flat_map(|it| map.edges_at(it)).filter(|_| random.below(3) > 0).collect();
    Edit::SetLinked { edges, together: random.below(4) > 0 }
}

/// Something a person might do to `map`, also to what it says of credences and premises. Some of it will be refused.
pub fn any_edit(map: &Map, random: &mut Random) -> Edit {
    let nodes: Vec<NodeId> = map.nodes().map(|it| it.0).collect();
    let edges: Vec<EdgeId> = map.edges().map(|it| it.0).collect();
    match random.below(11) {
        // What somebody else made of the map meanwhile.
        10 => {
            let mut document = Document::new(map.clone(), Ids::seeded(random.0));
            for _ in 0..3 {
                drop(document.edit(random_edit(document.map(), random)));
            }
            Edit::Combine(Box::new(Diff::between(map, document.map())))
        }
        0 if !nodes.is_empty() => {
            let given = random.maybe(|it| [it.share() * 1.1, it.share()]);
            Edit::SetConditional { node: random.pick(&nodes), on: random.pick(&nodes), by: random.words(), given }
        }
        1 if !edges.is_empty() => random_premises(map, random.pick(&edges), random),
        _ => random_edit(map, random),
    }
}

/// Something a person might do to `map`. Some of it will be refused.
pub fn random_edit(map: &Map, random: &mut Random) -> Edit {
    let nodes: Vec<NodeId> = map.nodes().map(|it| it.0).collect();
    let edges: Vec<EdgeId> = map.edges().map(|it| it.0).collect();
    let persons: Vec<PersonId> = map.persons().map(|it| it.0).collect();
    if nodes.is_empty() || persons.is_empty() {
        return Edit::Merge(Box::new(random_thread(random)));
    }
    let (node, other) = (random.pick(&nodes), random.pick(&nodes));
    let items = random_items(&nodes, &edges, random);
    let point = |it: &mut Random| Point { x: it.coordinate(), y: it.coordinate() };
    let credences: Vec<_> = map.credences().map(|it| it.0).collect();
    let credence = (!credences.is_empty()).then(|| random.pick(&credences));
    match random.below(38) {
        0..=2 => {
            let link = random.maybe(|it| (it.pick(&EdgeKind::ALL), other.into()));
            Edit::AddNode {
                kind: random.pick(&NodeKind::ALL),
                text: random.words(),
                at: random.maybe(point),
                link: link.filter(|it: &(EdgeKind, Item)| it.0 != EdgeKind::Undercuts),
            }
        }
        3 => Edit::SetText { node, text: random.words() },
        4 => Edit::SetKind { nodes: [node, other].into(), kind: random.pick(&NodeKind::ALL) },
        5..=7 => {
            let to = if random.below(3) == 0 && !edges.is_empty() { random.pick(&edges).into() } else { other.into() };
            let legal = map.legal_edges(node, to);
            let kind = if legal.is_empty() { EdgeKind::Supports } else { random.pick(legal) };
            Edit::Connect { from: node, to, kind }
        }
        8 => Edit::Pin { places: [(node, random.maybe(point))].into() },
        9 => Edit::Delete { items },
        10 => Edit::Accept { items },
        11 => Edit::Reject { items },
        12 => Edit::SetCrux { node, crux: random.crux(&persons) },
        13 => Edit::SetDisagreement { node, disagreement: random.disagreement(&persons) },
        15..=17 => Edit::SetMove { node, said: random.pick(&StatementKind::ALL[..3]) },
        18 if !edges.is_empty() => {
            let edge = random.pick(&edges);
            let others = map.review(edge).map_or(&[][..], |it| &it.alternatives);
            Edit::Retarget { edge, to: others.first().map_or(node, |it| it.to) }
        }
        23 => {
            let (before, mut after) = (random_thread(random), random_thread(random));
            let boundaries = std::mem::take(&mut after.boundaries).into_iter().map(|(id, it)| (id, Some(it)));
            let why = random.pick(&[Why::Split, Why::Joined, Why::Model]);
            Edit::Reread(Box::new(Reread { boundaries: boundaries.collect(), before, after, why }))
        }
        26..=28 => Edit::Unite { keep: node, gone: other },
        29 | 30 => {
            let words = map.node(node).map_or("", |it| &it.text);
            let ends: Vec<usize> = words.char_indices().map(|it| it.0).chain([words.len() + 1]).collect();
            Edit::SplitNode { node, at: random.pick(&ends) }
        }
        31 => {
            let comments: Vec<Span> = map.comments().map(|it| it.1.span).collect();
            let span = random.pick(&comments);
            let start = span.start + u32::try_from(random.below(4)).unwrap();
            let link = random.maybe(|it| (it.pick(&EdgeKind::ALL), other.into()));
            let at = random.maybe(point);
            Edit::AddQuote { span: Span { start, end: start + 3, ..span }, at, link }
        }
        32 => {
            let evidence: Vec<NodeId> = map.evidence().map(|it| it.0).chain([node]).collect();
            let node = random.pick(&evidence);
            let (calculation, files) = random.calculation(&nodes, credence);
            Edit::SetCalculation { node, calculation: random.maybe(|_| calculation), files }
        }
        36 => Edit::AddTarget {
            kind: random.pick(&NodeKind::ALL),
            text: random.words(),
            from: node,
            link: random.pick(&EdgeKind::ALL),
        },
        33 => Edit::Attach { node, file: random.file().1 },
        34 if !edges.is_empty() => Edit::SetWeight { edge: random.pick(&edges), weight: random.maybe(Random::weight) },
        35 => Edit::Record {
            outcomes: random.some(|it| it.pick(&nodes)).into_iter().map(|it| random.outcome(it)).collect(),
        },
        14 => Edit::SetEvidence { node, evidence: random.evidence() },
        19 | 20 => Edit::AddCredence { node, by: random.words(), value: random.share() * 1.1 },
        21 if let Some(credence) = credence => Edit::SetCredence { credence, value: random.share() },
        22 if let Some(credence) = credence => Edit::RemoveCredence { credence },
        24 => {
            let some = random.some(|it| it.pick(&nodes)).into_iter().collect();
            let insert = if random.below(2) == 0 { Insert::copies_of } else { Insert::taken_from };
            Edit::Insert(Box::new(insert(map, &some)))
        }
        25 => {
            // What another program, or another map, might hold: nothing of it need fit.
            let records = random_thread(random);
            let from = records.nodes.first_key_value().map_or(node, |it| *it.0);
            let links = random.some(|it| Edge { from, to: other.into(), kind: it.pick(&EdgeKind::ALL) });
            Edit::Insert(Box::new(Insert { records, links, is_copy: false }))
        }
        _ => Edit::Merge(Box::new(random_thread(random))),
    }
}

/// A map after `steps` random edits, undos and redos.
pub fn random_document(seed: u64, steps: usize) -> Document {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut document = Document::new(Map::default(), Ids::seeded(seed));
    for _ in 0..steps {
        match random.below(8) {
            0 => drop(document.undo()),
            1 => drop(document.redo()),
            _ => drop(document.edit(random_edit(document.map(), &mut random))),
        }
    }
    document
}
