//! A small map with every kind of record, node and edge: the text of `saves/v1-every-kind.ron`.

use cruxmap::map::{
    Comment, CommentId, Crux, CruxStatus, Cue, Disagreement, DisagreementKind, Edge, EdgeId, EdgeKind, Evidence,
    EvidenceKind, Footnote, Item, Map, Marks, Node, NodeId, NodeKind, Person, PersonId, Point, Records, Review,
    ReviewState, Side, Source, SourceId, Span, Speaker, Statement, StatementId, StatementKind, Value,
};

const TEXT: &str = "\
Should the library open on Sundays?
ines  2 days ago
Yes. Half the town works on Saturdays, so Sunday is the only free day they have.[1]
[1] Counted at the door in March: 212 visits on the one Sunday we tried, 140 on a usual Monday.
tomek  1 day ago
> Half the town works on Saturdays
I doubt that. And a Sunday needs four people on double pay; that is 9,000 a year, the whole budget for new books.
If it turned out that most Sunday visitors never come on other days, I'd change my mind.
ines  1 day ago
Fair, the pay is real. Would volunteers do?
";

/// The map.
pub fn map() -> Map {
    Map::from_records(records()).unwrap()
}

fn person(name: &str) -> PersonId {
    PersonId::derived(&[name.as_bytes()])
}

fn node(name: &str) -> NodeId {
    NodeId::derived(&[name.as_bytes()])
}

fn edge(name: &str) -> EdgeId {
    EdgeId::derived(&[name.as_bytes()])
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    let [start, end] = [start, start + words.len()].map(|it| u32::try_from(it).unwrap());
    Span { source: SourceId::of(TEXT), start, end }
}

fn records() -> Records {
    let mut records = Records::default();
    thread(&mut records);
    graph(&mut records);
    details(&mut records);
    reviews(&mut records);
    records
}

fn thread(records: &mut Records) {
    let chrome = ["ines  2 days ago", "tomek  1 day ago", "ines  1 day ago"].map(|it| {
        let it = span(it);
        it.start..it.end
    });
    let source = Source {
        title: "Should the library open on Sundays?".to_owned(),
        format: "paste".to_owned(),
        text: TEXT.into(),
        chrome: chrome.into(),
    };
    records.sources.insert(SourceId::of(TEXT), source);
    for name in ["ines", "tomek"] {
        records.persons.insert(person(name), Person { name: name.to_owned() });
    }
    let note = span("Counted at the door in March: 212 visits on the one Sunday we tried, 140 on a usual Monday.");
    let mark = span("[1]");
    let footnote = Footnote { mark: Some(mark.start..mark.end), note: note.start..note.end };
    let comments = [
        ("ines", "2 days ago", None, "Yes. Half the town", "usual Monday.", vec![footnote]),
        ("tomek", "1 day ago", Some(0), "> Half", "change my mind.", Vec::new()),
        ("ines", "1 day ago", Some(1), "Fair,", "volunteers do?", Vec::new()),
    ];
    let id = |n: u8| CommentId::derived(&[&[n]]);
    for (n, (author, time, parent, first, last, footnotes)) in (0..).zip(comments) {
        let comment = Comment {
            span: Span { end: span(last).end, ..span(first) },
            author: Some(person(author)),
            parent: parent.map(id),
            time: Some(time.to_owned()),
            link: (n == 0).then(|| "https://library.example/sundays#1".to_owned()),
            marks: if n == 0 {
                Marks { score: Some(-3), edited: true, retracted: true, deleted: true }
            } else {
                Marks::default()
            },
            topic: (n == 0).then(|| "Opening hours".to_owned()),
            footnotes,
            certainty: 1.0,
        };
        records.comments.insert(id(n), comment);
    }
    let statements = [
        ("Sunday is the only free day they have.", 0, Speaker::Author, StatementKind::Premise, Some("free day")),
        ("212 visits on the one Sunday we tried", 0, Speaker::Author, StatementKind::Evidence, Some("count")),
        ("Half the town works on Saturdays\n", 1, Speaker::Opponent, StatementKind::Claim, None),
        ("that is 9,000 a year", 1, Speaker::Author, StatementKind::Claim, Some("books")),
        ("most Sunday visitors never come on other days", 1, Speaker::Author, StatementKind::Crux, Some("new")),
        ("Fair, the pay is real.", 2, Speaker::Author, StatementKind::Concession, None),
        ("Would volunteers do?", 2, Speaker::Author, StatementKind::Question, Some("volunteers")),
    ];
    for (words, comment, speaker, kind, stands_for) in statements {
        let statement = Statement {
            span: span(words.trim_end()),
            comment: id(comment),
            speaker,
            person: Some(person(if comment == 1 && speaker == Speaker::Author { "tomek" } else { "ines" })),
            kind,
            disputed: kind == StatementKind::Claim,
            node: stands_for.map(node),
        };
        records.statements.insert(StatementId::derived(&[words.as_bytes()]), statement);
    }
}

fn graph(records: &mut Records) {
    let nodes = [
        ("open", NodeKind::Claim, "The library should open on Sundays."),
        ("free day", NodeKind::Claim, "For many people Sunday is the only free day."),
        ("half", NodeKind::Claim, "Half the town works on Saturdays."),
        ("some", NodeKind::Claim, "*Some* people work on Saturdays, not half the town."),
        ("books", NodeKind::Claim, "Four people on double pay cost as much as all new books of a year."),
        ("pay", NodeKind::Claim, "The pay is a real cost."),
        ("volunteers", NodeKind::Question, "Would volunteers do?"),
        ("rota", NodeKind::Claim, "Volunteers could run the desk, as they do at the museum."),
        ("new", NodeKind::Crux, "Do most Sunday visitors never come on other days?"),
        ("they do not", NodeKind::Claim, "Sunday visitors are new visitors."),
        ("worth", NodeKind::Disagreement, "Are Sunday hours worth the money?"),
        ("count", NodeKind::Evidence, "Visits counted at the door in March"),
        ("note", NodeKind::Note, "Ask the museum how they pay for Sundays."),
    ];
    for (name, kind, text) in nodes {
        records.nodes.insert(node(name), Node { kind, text: text.into() });
    }
    let edges = [
        ("1", "free day", Item::Node(node("open")), EdgeKind::Supports),
        ("2", "books", node("open").into(), EdgeKind::Attacks),
        ("3", "half", node("free day").into(), EdgeKind::Supports),
        ("4", "some", node("half").into(), EdgeKind::Qualifies),
        ("5", "pay", node("books").into(), EdgeKind::Concedes),
        ("6", "rota", node("volunteers").into(), EdgeKind::Answers),
        ("7", "rota", edge("2").into(), EdgeKind::Undercuts),
        ("8", "new", node("books").into(), EdgeKind::CruxOf),
        ("9", "they do not", node("new").into(), EdgeKind::SideOf),
        ("10", "count", node("new").into(), EdgeKind::BearsOn),
        ("11", "free day", node("they do not").into(), EdgeKind::Restates),
        ("12", "books", node("worth").into(), EdgeKind::SideOf),
    ];
    for (name, from, to, kind) in edges {
        records.edges.insert(edge(name), Edge { from: node(from), to, kind });
    }
}

fn details(records: &mut Records) {
    let side =
        |name: &str, position: &str| Side { person: Some(person(name)), who: name.into(), position: position.into() };
    let crux = Crux {
        sides: vec![
            side("ines", "They come on Sunday because they cannot come else."),
            side("tomek", "They are the visitors of other days."),
        ],
        would_change: "tomek would accept the cost.".to_owned(),
        status: CruxStatus::Open,
    };
    records.cruxes.insert(node("new"), crux);
    let disagreement = Disagreement {
        kind: DisagreementKind::Value,
        sides: vec![side("ines", "Access matters most."), side("tomek", "New books matter most.")],
    };
    records.disagreements.insert(node("worth"), disagreement);
    let number = Value::Number;
    let data = [
        ("month", Value::Text("March".to_owned())),
        ("visits", Value::Table([("Sunday".to_owned(), number(212.0)), ("Monday".to_owned(), number(140.0))].into())),
        ("share of new visitors", Value::List(vec![number(0.1), number(0.35)])),
    ];
    let data = data.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    records.evidence.insert(node("count"), Evidence { kind: EvidenceKind::Statistic, data, ..Evidence::default() });
    records.pins.insert(node("note"), Point { x: -320.5, y: 40.0 });
}

fn reviews(records: &mut Records) {
    let cue = |words: &str, says: &str| Cue { words: words.to_owned(), says: says.to_owned().into() };
    let reviews = [
        (Item::Node(node("free day")), ReviewState::Accepted, 0.82, vec![cue("so", "what stands before is a reason")]),
        (node("new").into(), ReviewState::Open, 0.9, vec![cue("I'd change my mind", "names what a view turns on")]),
        (edge("8").into(), ReviewState::Open, 0.6, vec![cue("", "the nearest claim of the same writer")]),
        (node("rejected").into(), ReviewState::Rejected, 0.3, Vec::new()),
    ];
    for (item, state, confidence, cues) in reviews {
        let runner_up = (state == ReviewState::Open && item.node().is_some()).then_some(StatementKind::Claim);
        records.reviews.insert(item, Review { state, confidence, cues: cues.into(), runner_up, ..Review::default() });
    }
}
