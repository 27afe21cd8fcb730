//! Large maps as threads make them: comments of a few statements each, replies, links across. For tests and benches.

#![allow(dead_code, reason = "each test file that includes this uses a part of it")]

use cruxmap::map::{
    Comment, CommentId, Crux, Edge, EdgeId, EdgeKind, Evidence, Item, Map, Marks, Node, NodeId, NodeKind, Person,
    PersonId, Records, Review, ReviewState, Source, SourceId, Span, Speaker, Statement, StatementId, StatementKind,
    legal_edges,
};
use std::fmt::Write as _;

/// xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n.max(1) as u64).unwrap_or(0)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// A sentence of the usual length.
    fn sentence(&mut self, nth: usize) -> String {
        const WHO: [&str; 8] = [
            "The harbour",
            "A night bus",
            "The old bridge",
            "Every school",
            "The library",
            "A tram",
            "The market",
            "Rent",
        ];
        const DOES: [&str; 8] = [
            "costs more than",
            "is used less than",
            "would be safer than",
            "has to wait for",
            "depends on",
            "says little about",
            "was planned before",
            "brings more people than",
        ];
        const WHAT: [&str; 8] = [
            "the new road does",
            "anybody counted last year",
            "a second ferry",
            "parking in the centre",
            "what the council has promised",
            "the two villages together",
            "a bicycle lane would",
            "people who work in shifts",
        ];
        const WHY: [&str; 6] = [
            ".",
            ", and the figures of the survey show it.",
            ", because nobody lives there in winter.",
            ", at least while the works go on.",
            ", which is why most families moved away when the station was closed.",
            " in the long run.",
        ];
        format!("{} {} {}{} ({nth})", self.pick(&WHO), self.pick(&DOES), self.pick(&WHAT), self.pick(&WHY))
    }
}

/// A map of so many nodes. A part of them are proposals, one link in twelve leads to another comment.
#[expect(clippy::too_many_lines, reason = "one record after another")]
pub fn map_of(count: usize) -> Map {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut records = Records::default();
    let mut text = String::new();
    let persons: Vec<PersonId> = (0..60_usize)
        .map(|it| {
            let names = ["Ada", "Bo", "Cleo", "Dov", "Elif", "Finn", "Gita", "Hanno", "Ines", "Jun"];
            let id = PersonId::derived(&[&it.to_le_bytes()]);
            records.persons.insert(id, Person { name: format!("{} {}", names[it % 10], it / 10 + 1) });
            id
        })
        .collect();
    let node = |nth: usize| NodeId::derived(&[&nth.to_le_bytes()]);
    // Each comment: where its nodes begin and end, and the comment at the top of its thread.
    let mut comments: Vec<(CommentId, usize, usize, usize)> = Vec::new();
    let (mut spans, mut kinds): (Vec<(usize, usize)>, Vec<NodeKind>) = (Vec::new(), Vec::new());
    let mut waiting = Vec::new();
    while kinds.len() < count {
        let number = comments.len();
        let id = CommentId::derived(&[&number.to_le_bytes()]);
        // One in thirty starts a thread, the others answer one of the last comments of theirs.
        let parent = (number > 0 && random.below(30) > 0).then(|| number - 1 - random.below(number.min(12)));
        let parent = parent.filter(|&it| comments[it].3 == comments[number - 1].3);
        let top = parent.map_or(number, |it| comments[it].3);
        let (first, start) = (kinds.len(), text.len());
        let size = (1 + random.below(6) + random.below(6)).min(count - first);
        for nth in first..first + size {
            let kind = match random.below(40) {
                0..=5 => NodeKind::Evidence,
                6..=8 if nth > first => NodeKind::Question,
                9 => NodeKind::Crux,
                10 if nth > first => NodeKind::Note,
                _ => NodeKind::Claim,
            };
            let begin = text.len();
            text += &random.sentence(nth);
            spans.push((begin, text.len()));
            text += " ";
            kinds.push(kind);
            let mut link = |to: usize, random: &mut Random| {
                let legal = legal_edges(kind, kinds[to]);
                let Some(&usual) = legal.first() else { return };
                let against = random.below(5) < 2 && legal.contains(&EdgeKind::Attacks);
                let kind = if against { EdgeKind::Attacks } else { usual };
                let edge = EdgeId::derived(&[&nth.to_le_bytes(), &to.to_le_bytes()]);
                records.edges.insert(edge, Edge { from: node(nth), to: Item::Node(node(to)), kind });
            };
            if nth > first {
                link(first + random.below(nth - first), &mut random);
            } else if let Some(parent) = parent {
                let (_, from, to, _) = comments[parent];
                link(from + random.below(to - from), &mut random);
            }
            if first > 0 && random.below(12) == 0 {
                // Mostly not far back.
                let back = if random.below(4) > 0 { 300 } else { first };
                link(first - 1 - random.below(back.min(first)), &mut random);
            }
        }
        text += "\n\n";
        comments.push((id, first, first + size, top));
        waiting.push((id, start, text.len() - 3, parent.map(|it| comments[it].0), random.below(persons.len())));
    }
    let source = SourceId::of(&text);
    let span = |(start, end): (usize, usize)| Span {
        source,
        start: u32::try_from(start).unwrap_or(u32::MAX),
        end: u32::try_from(end).unwrap_or(u32::MAX),
    };
    for (number, (id, start, end, parent, person)) in waiting.into_iter().enumerate() {
        let (_, first, last, _) = comments[number];
        let author = Some(persons[person]);
        let comment = Comment {
            span: span((start, end)),
            author,
            parent,
            time: None,
            link: None,
            marks: Marks::default(),
            topic: None,
            footnotes: Vec::new(),
            certainty: 1.0,
        };
        records.comments.insert(id, comment);
        for nth in first..last {
            let (kind, words) = (kinds[nth], spans[nth]);
            let said = kind.as_said().unwrap_or(StatementKind::Claim);
            let statement = Statement {
                span: span(words),
                comment: id,
                speaker: Speaker::Author,
                person: author,
                kind: said,
                disputed: false,
                node: Some(node(nth)),
            };
            records.statements.insert(StatementId::derived(&[&nth.to_le_bytes()]), statement);
            records.nodes.insert(node(nth), Node { kind, text: text[words.0..words.1].into() });
            match kind {
                NodeKind::Crux => drop(records.cruxes.insert(node(nth), Crux::default())),
                NodeKind::Evidence => drop(records.evidence.insert(node(nth), Evidence::default())),
                _ => {}
            }
            if nth % 3 > 0 {
                let confidence = [0.45, 0.65, 0.9][nth % 7 % 3];
                let review = Review { state: ReviewState::Open, confidence, ..Review::default() };
                records.reviews.insert(node(nth).into(), review);
            }
        }
    }
    let mut title = String::from("A town of ");
    let _ = write!(title, "{count} statements");
    records.sources.insert(source, Source { title, format: "text".into(), text: text.into(), chrome: Vec::new() });
    #[expect(clippy::expect_used, reason = "a map made for tests")]
    Map::from_records(records).map_err(|it| it.into_iter().take(3).collect::<Vec<_>>()).expect("a map")
}
