//! Argument maps of debates: propositions in the order in which they were said, and their relations (Visser et al.
//! 2019).

use super::{
    EvaluateError, Unit, files,
    links::{self, GoldLink},
    paste::{self, Post},
    spans::Span,
    tally::Counts,
};
use serde::Deserialize;
use std::{borrow::Cow, collections::BTreeMap, path::Path};

/// How the figures are meant.
pub const NOTES: &[&str] = &[
    "the maps hold propositions, not threads: those of one speaker in a row are read as one comment, a paragraph each, \
     and what was not marked is not there; so nothing is told of comments, statements and kinds",
    "inferences (RA) are support and conflicts (CA) attack; rephrases (MA) are not counted",
    links::TARGETS_NOTE,
    links::POLARITY_NOTE,
];

/// A line of the file.
#[derive(Deserialize)]
struct Map {
    id: String,
    props: Vec<Proposition>,
    /// From, to, what it does.
    rels: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
struct Proposition {
    id: String,
    /// What it comes down to.
    text: String,
    /// The words in the debate.
    loc: Option<String>,
    /// Who said it.
    spk: Option<String>,
    /// Its place in the debate.
    ord: i64,
}

/// Counts of each map.
pub fn units(path: &Path) -> Result<Vec<Unit>, EvaluateError> {
    let lines = files::json_lines::<Map>(path)?;
    lines
        .into_iter()
        .map(|(line, map)| unit(map).map_err(|says| files::broken(path, format!("line {line}"), says)))
        .collect()
}

fn unit(mut map: Map) -> Result<Unit, String> {
    map.props.sort_by_key(|it| it.ord);
    let mut posts: Vec<Post> = Vec::new();
    // The post of each proposition, and where its words stand in that.
    let mut places: Vec<(usize, Span)> = Vec::new();
    for it in &map.props {
        let words = it.loc.as_deref().unwrap_or(&it.text).split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return Err(format!("proposition {} has no words", it.id));
        }
        let author = it.spk.as_deref().unwrap_or_default();
        match posts.last_mut().filter(|it| it.author == author) {
            Some(post) => post.text.to_mut().push_str("\n\n"),
            None => posts.push(Post { author, text: Cow::default() }),
        }
        if let Some(post) = posts.last_mut() {
            let start = post.text.len();
            post.text.to_mut().push_str(&words);
            places.push((posts.len() - 1, (start, start + words.len())));
        }
    }
    let pasted = paste::extracted(&map.id, &posts);
    let shift = |&(post, span): &(usize, Span)| (span.0 + pasted.posts[post].start, span.1 + pasted.posts[post].start);
    let pieces: Vec<Span> = places.iter().map(shift).collect();
    let counts: Vec<Counts> = links::counts(&pasted.annotations, &pieces, &links(&map)?, &pasted.posts);
    Ok(Unit { name: map.id.clone(), counts })
}

fn links(map: &Map) -> Result<Vec<GoldLink>, String> {
    let places: BTreeMap<&str, usize> = map.props.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let end = |id: &str| places.get(id).copied().ok_or_else(|| format!("a relation names {id}, which is not there"));
    let mut links = Vec::new();
    for (from, to, kind) in &map.rels {
        let attacks = match kind.as_str() {
            "RA" => false,
            "CA" => true,
            "MA" => continue,
            _ => return Err(format!("\u{201c}{kind}\u{201d} is no known relation")),
        };
        links.push(GoldLink { from: end(from)?, to: end(to)?, attacks });
    }
    Ok(links)
}
