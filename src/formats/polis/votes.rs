//! Votes, counted: what each comment got in all and in each group, in a table shown with one node. The files name comments by
//! number only, and no conversation, so nothing leads from there to the claims.

use super::{columns, statistic};
use crate::{
    formats::{
        Told,
        build::{Build, room},
    },
    map::{File, Value},
    source::rows::Rows,
};
use std::{collections::BTreeMap, fmt::Write as _};

/// How many groups are counted apart. Polis finds five at most.
const MOST_GROUPS: usize = 16;

/// How many agreed, disagreed and passed.
type Counts = [u32; 3];

/// Which of the three a vote is.
fn which(vote: &str) -> Option<usize> {
    match vote {
        "1" => Some(0),
        "-1" => Some(1),
        "0" => Some(2),
        _ => None,
    }
}

/// Reads `votes.csv`: of several votes of one person on one comment the latest counts.
pub fn votes(text: &str, build: &mut Build) -> Result<(), Told> {
    let mut rows = Rows::of(text);
    rows.advance();
    let [time, comment, voter, vote] = columns(&rows, ["timestamp", "comment-id", "voter-id", "vote"]);
    let mut latest: BTreeMap<(u32, u32), (u64, usize)> = BTreeMap::new();
    while rows.advance() {
        let number = |nth: usize| rows.cell(nth).parse::<u32>().ok();
        let (Some(key), Some(which)) = (number(comment).zip(number(voter)), which(&rows.cell(vote))) else {
            let line = rows.line;
            build.tell(|| Told::of_line(line, "a row that is no vote was left out"));
            continue;
        };
        let time = rows.cell(time).parse().unwrap_or_default();
        let known = latest.entry(key).or_insert((time, which));
        if known.0 <= time {
            *known = (time, which);
        }
    }
    let mut voters: Vec<u32> = latest.keys().map(|it| it.1).collect();
    voters.sort_unstable();
    voters.dedup();
    let mut comments: BTreeMap<u32, Counts> = BTreeMap::new();
    for ((comment, _), (_, which)) in latest {
        comments.entry(comment).or_default()[which] += 1;
    }
    let rows = comments.into_iter().map(|(id, it)| (id.to_string(), vec![it])).collect();
    finish(build, "votes", &Counted { voters: voters.len(), groups: Vec::new(), rows })
}

/// Reads `participants-votes.csv`: a row for each person, a column for each comment.
pub fn participants(text: &str, build: &mut Build) -> Result<(), Told> {
    let mut rows = Rows::of(text);
    rows.advance();
    let [group] = columns(&rows, ["group-id"]);
    let comments: Vec<(usize, String)> = (0..rows.len())
        .map(|it| (it, rows.cell(it).into_owned()))
        .filter(|it| !it.1.is_empty() && it.1.bytes().all(|it| it.is_ascii_digit()))
        .take(room(text))
        .collect();
    let mut counted = Counted { voters: 0, groups: Vec::new(), rows: Vec::new() };
    counted.rows.extend(comments.iter().map(|it| (it.1.clone(), vec![Counts::default()])));
    while rows.advance() {
        counted.voters += 1;
        let place = counted.group(&rows.cell(group));
        for (at, row) in comments.iter().map(|it| it.0).zip(&mut counted.rows) {
            let Some(which) = which(&rows.cell(at)) else { continue };
            for column in [Some(0), place].into_iter().flatten() {
                if row.1.len() <= column {
                    row.1.resize(column + 1, Counts::default());
                }
                row.1[column][which] += 1;
            }
        }
    }
    finish(build, "participants-votes", &counted)
}

/// The votes on each comment: in all, and in each group.
struct Counted {
    voters: usize,
    groups: Vec<String>,
    rows: Vec<(String, Vec<Counts>)>,
}

impl Counted {
    /// The place of a group in each row, after that of all.
    fn group(&mut self, name: &str) -> Option<usize> {
        if name.is_empty() {
            return None;
        }
        let known = self.groups.iter().position(|it| it == name);
        let new = known.is_none() && self.groups.len() < MOST_GROUPS && name.len() < 20;
        if new {
            self.groups.push(name.to_owned());
        }
        known.or_else(|| new.then(|| self.groups.len() - 1)).map(|it| it + 1)
    }

    fn table(&self) -> String {
        let mut out = "comment,agree,disagree,pass".to_owned();
        for group in &self.groups {
            // A cell of another file must not become two here.
            let name: String = group.chars().filter(char::is_ascii_alphanumeric).collect();
            let _ = write!(out, ",group {name} agree,group {name} disagree,group {name} pass");
        }
        for (comment, counts) in &self.rows {
            let _ = write!(out, "\n{comment}");
            for place in 0..=self.groups.len() {
                let [agree, disagree, pass] = counts.get(place).copied().unwrap_or_default();
                let _ = write!(out, ",{agree},{disagree},{pass}");
            }
        }
        out.push('\n');
        out
    }
}

fn finish(build: &mut Build, key: &str, counted: &Counted) -> Result<(), Told> {
    let mut all = [0_u64; 3];
    for counts in counted.rows.iter().filter_map(|it| it.1.first()) {
        all.iter_mut().zip(counts).for_each(|(all, it)| *all += u64::from(*it));
    }
    let votes: u64 = all.iter().sum();
    if votes == 0 {
        return Err(Told::of_all("there is no vote in it"));
    }
    let [agree, disagree, pass] = all;
    let groups = match counted.groups.len() {
        0 | 1 => String::new(),
        n => format!(", in {n} groups"),
    };
    let words = format!(
        "{votes} votes by {} people on {} comments{groups}: {agree} agree, {disagree} disagree, {pass} pass.",
        counted.voters,
        counted.rows.len()
    );
    let numbers = [
        ("agree", agree),
        ("disagree", disagree),
        ("pass", pass),
        ("people", counted.voters as u64),
        ("comments", counted.rows.len() as u64),
    ];
    #[expect(clippy::cast_precision_loss, reason = "no conversation has so many votes")]
    let data = numbers.into_iter().map(|(name, it)| (name.to_owned(), Value::Number(it as f64))).collect();
    let node = statistic(build, key, &words, data);
    let (id, file) = File::kept("votes by comment.csv", counted.table().into_bytes());
    build.made.records.files.insert(id, file);
    if let Some(evidence) = build.made.records.evidence.get_mut(&node) {
        evidence.attached = [id].into();
    }
    build.tell(|| Told::of_all("votes name comments by their numbers only; the words are in comments.csv"));
    Ok(())
}
