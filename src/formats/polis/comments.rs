//! The comments of a conversation, with how many agreed and disagreed.

use super::{NAME, columns, statistic};
use crate::{
    formats::{
        Told,
        build::{Build, room},
    },
    map::{
        Comment, CommentId, EdgeKind, Marks, NodeKind, Person, PersonId, Source, SourceId, Span, Speaker, Statement,
        StatementId, StatementKind, Value,
    },
    source::rows::Rows,
};
use std::ops::Range;

/// A row makes so many records at most, where one is room for.
const RECORDS: usize = 4;

/// A comment as its row says it.
struct Row {
    id: String,
    author: String,
    time: String,
    counts: [u32; 2],
    words: String,
}

/// Reads the table.
pub fn read(text: &str, build: &mut Build) -> Result<(), Told> {
    let rows = rows(text, build);
    // The first comment tells conversations apart, which all count from 0, and stays the first while one grows.
    let Some(first) = rows.first() else { return Err(Told::of_all("there is no comment in it")) };
    let conversation = format!("{} {}", first.time, first.words);
    let (mut said, mut chrome, mut places) = (String::new(), Vec::new(), Vec::new());
    let here = |said: &String| u32::try_from(said.len()).unwrap_or(u32::MAX);
    for row in &rows {
        let start = here(&said);
        said.extend(["Participant ", &row.author, ": "]);
        chrome.push(start..here(&said));
        let start = here(&said);
        said.push_str(&row.words);
        places.push(start..here(&said));
        said.push_str("\n\n");
    }
    let source = SourceId::of(&said);
    let title = first.words.chars().take(60).collect();
    let record = Source { title, format: NAME.to_owned(), text: said.into(), chrome };
    build.made.records.sources.insert(source, record);
    for (row, place) in rows.iter().zip(places) {
        add(build, row, &conversation, source, place);
    }
    Ok(())
}

/// The rows with words that were not taken out by moderators, in the order in which they were numbered.
fn rows(text: &str, build: &mut Build) -> Vec<Row> {
    let mut table = Rows::of(text);
    table.advance();
    let names =
        ["comment-id", "author-id", "datetime", "timestamp", "agrees", "disagrees", "moderated", "comment-body"];
    let [id, author, time, stamp, agrees, disagrees, moderated, body] = columns(&table, names);
    let (mut rows, mut out, mut room) = (Vec::new(), 0, room(text) / RECORDS);
    while table.advance() {
        if table.cell(body).is_empty() {
            let line = table.line;
            build.tell(|| Told::of_line(line, "a row without a comment was left out"));
            continue;
        }
        if table.cell(moderated) == "-1" {
            out += 1;
            continue;
        }
        if room == 0 {
            let line = table.line;
            build.tell(|| Told::of_line(line, "there is more than a file of this length holds; it was left out"));
            break;
        }
        room -= 1;
        let cell = |nth| table.cell(nth).into_owned();
        let count = |nth| table.cell(nth).parse().unwrap_or_default();
        let time = if time == usize::MAX { cell(stamp) } else { cell(time) };
        rows.push(Row {
            id: cell(id),
            author: cell(author),
            time,
            counts: [agrees, disagrees].map(count),
            words: cell(body),
        });
    }
    if out > 0 {
        let what = if out == 1 {
            "1 comment that moderators took".to_owned()
        } else {
            format!("{out} comments that moderators took")
        };
        build.tell(|| Told::of_all(format!("{what} out was left out")));
    }
    rows.sort_by(|a, b| (a.id.len(), &a.id).cmp(&(b.id.len(), &b.id)));
    rows
}

fn add(build: &mut Build, row: &Row, conversation: &str, source: SourceId, place: Range<u32>) {
    let key = format!("comment {}", row.id);
    let node = build.node(&key, NodeKind::Claim, &row.words);
    let person = PersonId::derived(&[NAME.as_bytes(), conversation.as_bytes(), row.author.as_bytes()]);
    let records = &mut build.made.records;
    records.persons.entry(person).or_insert_with(|| Person { name: format!("Participant {}", row.author) });
    let id = CommentId::derived(&[NAME.as_bytes(), conversation.as_bytes(), row.id.as_bytes(), row.words.as_bytes()]);
    let span = Span { source, start: place.start, end: place.end };
    let time = Some(row.time.clone()).filter(|it| !it.is_empty());
    let (author, footnotes) = (Some(person), Vec::new());
    let comment = Comment {
        span,
        author,
        parent: None,
        time,
        link: None,
        marks: Marks::default(),
        topic: None,
        footnotes,
        certainty: 1.0,
    };
    records.comments.insert(id, comment);
    let statement = Statement {
        span,
        comment: id,
        speaker: Speaker::Author,
        person: Some(person),
        kind: StatementKind::Claim,
        disputed: false,
        node: Some(node),
    };
    records.statements.insert(StatementId::derived(&[NAME.as_bytes(), &id.bits().to_le_bytes()]), statement);
    let [agree, disagree] = row.counts;
    let all = u64::from(agree) + u64::from(disagree);
    if all > 0 {
        let words = format!("{agree} of {all} votes for or against this agree.");
        let counts = [("agree", agree), ("disagree", disagree)];
        let data = counts.into_iter().map(|(name, it)| (name.to_owned(), Value::Number(f64::from(it)))).collect();
        // By the claim, for many have the same counts.
        let counted = statistic(build, &format!("votes on {node}"), &words, data);
        build.edge("", counted, node.into(), EdgeKind::BearsOn, || Told::of_all(""));
    }
}
