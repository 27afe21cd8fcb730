//! What Polis exports, in only: `comments.csv`, `votes.csv`, `participants-votes.csv` and `summary.csv`, told by their first
//! lines.
//!
//! A comment is a claim by its writer, with how many agreed and disagreed as a statistic that bears on it: that many agree is
//! a fact about people, not a reason. A vote is no credence: it says yes or no and not how likely, and those who passed or
//! never saw a comment said nothing of it. So votes are counted, and no person is given a number that they never gave.
//! In these files 1 is agree, -1 disagree and 0 pass (inside Polis the signs are the other way round).

mod comments;
mod votes;

use super::{Format, Imported, Told, build::Build, table::Reader};
use crate::{
    map::{Data, EdgeKind, Evidence, EvidenceKind, NodeId, NodeKind, Value},
    source::rows::Rows,
};

/// The name, on the command line and of ids.
const NAME: &str = "polis";

pub const POLIS: Format = Format {
    name: NAME,
    words: "Polis export",
    endings: &["csv"],
    read: Some(Reader { recognise: |it| Table::of(it).is_some(), read }),
    write: None,
    keeps: &[],
};

/// Which of the files one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Table {
    Comments,
    Votes,
    Participants,
    Summary,
}

impl Table {
    fn of(text: &str) -> Option<Self> {
        let first = text.trim_start_matches('\u{feff}').lines().next()?;
        // Of a line without end only the start.
        let names: Vec<&str> = first.split(',').take(16).map(|it| it.trim().trim_matches('"')).collect();
        let has = |wanted: &[&str]| wanted.iter().all(|it| names.contains(it));
        match () {
            () if has(&["comment-id", "comment-body", "agrees", "disagrees"]) => Some(Self::Comments),
            () if has(&["comment-id", "voter-id", "vote"]) => Some(Self::Votes),
            () if has(&["participant", "group-id", "n-votes"]) => Some(Self::Participants),
            () if names.first() == Some(&"topic") && Self::is_summary(text) => Some(Self::Summary),
            () => None,
        }
    }

    fn is_summary(text: &str) -> bool {
        let keys: Vec<&str> = text.lines().take(40).filter_map(|it| Some(it.split_once(',')?.0)).collect();
        ["voters", "commenters", "comments"].iter().all(|it| keys.contains(it))
    }
}

fn read(text: &str) -> Result<Imported, Told> {
    let mut build = Build::new(NAME);
    match Table::of(text) {
        Some(Table::Comments) => comments::read(text, &mut build)?,
        Some(Table::Votes) => votes::votes(text, &mut build)?,
        Some(Table::Participants) => votes::participants(text, &mut build)?,
        Some(Table::Summary) => summary(text, &mut build)?,
        None => return Err(Told::of_line(1, "its first line is that of no file that Polis exports")),
    }
    Ok(build.made)
}

/// What the conversation was about, and how many took part.
fn summary(text: &str, build: &mut Build) -> Result<(), Told> {
    const KNOWN: [&str; 9] = [
        "topic",
        "url",
        "views",
        "voters",
        "voters-in-conv",
        "commenters",
        "comments",
        "groups",
        "conversation-description",
    ];
    let mut values = KNOWN.map(|_| String::new());
    let mut rows = Rows::of(text);
    while rows.advance() {
        let key = rows.cell(0);
        match KNOWN.iter().position(|it| *it == key) {
            Some(at) => values[at] = rows.cell(1).into_owned(),
            None if key.is_empty() => {}
            None => build.tell(|| Told::of_line(rows.line, format!("“{key}” is not known; it was left out"))),
        }
    }
    let [topic, url, _, voters, _, commenters, comments, groups, description] = &values;
    let question = [topic.as_str(), description].map(str::trim).join("\n\n");
    if question.trim().is_empty() {
        return Err(Told::of_all("there is no topic in it"));
    }
    let topic = build.node(NAME, NodeKind::Question, question.trim());
    let told =
        format!("{voters} people voted on {comments} comments by {commenters} writers, in {groups} groups. {url}");
    let counts = KNOWN.iter().zip(&values).filter_map(|(key, it)| Some((*key, it.parse::<f64>().ok()?)));
    let link = (!url.is_empty()).then(|| ("url".to_owned(), Value::Text(url.clone())));
    let data = counts.map(|(key, it)| (key.to_owned(), Value::Number(it))).filter(|it| is_finite(&it.1)).chain(link);
    let evidence = statistic(build, "summary", told.trim(), data.collect());
    build.edge("", evidence, topic.into(), EdgeKind::BearsOn, || Told::of_line(1, ""));
    Ok(())
}

fn is_finite(it: &Value) -> bool {
    matches!(it, Value::Number(it) if it.is_finite())
}

/// A node with counts.
fn statistic(build: &mut Build, key: &str, words: &str, data: Data) -> NodeId {
    let id = build.node(key, NodeKind::Evidence, words);
    let kind = EvidenceKind::Statistic;
    build.made.records.evidence.insert(id, Evidence { kind, data, ..Evidence::default() });
    id
}

/// Where each of some columns stands.
fn columns<const N: usize>(rows: &Rows<'_>, names: [&str; N]) -> [usize; N] {
    names.map(|name| (0..rows.len()).find(|&it| rows.cell(it) == name).unwrap_or(usize::MAX))
}
