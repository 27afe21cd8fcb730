//! What a group frames, as a topic: a canvas does not say what belongs to a group but by where it stands.

use super::{NAME, file::Kind, read::Reader};
use crate::map::{
    Comment, CommentId, Marks, NodeId, Source, SourceId, Span, Speaker, Statement, StatementId, StatementKind,
};
use std::ops::Range;

/// A group, and what it frames.
struct Group<'g> {
    label: &'g str,
    /// Left, top, right and bottom.
    frame: [f64; 4],
    cards: Vec<u32>,
}

/// Reads the groups as comments on a topic, of a source that holds the words of their cards.
pub fn read(reader: &mut Reader<'_, '_>) {
    let canvas = reader.canvas;
    let frames = canvas.nodes.iter().filter(|it| it.kind == Kind::Group && !it.words.trim().is_empty());
    let mut groups: Vec<Group<'_>> = frames
        .map(|it| {
            let [x, y, width, height] = it.place;
            Group { label: it.words.trim(), frame: [x, y, x + width, y + height], cards: Vec::new() }
        })
        // More are no frames that a person drew, and each card looks at all of them.
        .take(MOST)
        .collect();
    // The smallest first: that is the one a card is in.
    let area = |it: &Group<'_>| (it.frame[2] - it.frame[0]) * (it.frame[3] - it.frame[1]);
    groups.sort_by(|a, b| area(a).total_cmp(&area(b)));
    for &at in reader.nodes.keys() {
        let [x, y] = canvas.nodes[at as usize].centre();
        let holds = |it: &&mut Group<'_>| {
            let [left, top, right, bottom] = it.frame;
            (left..=right).contains(&x) && (top..=bottom).contains(&y)
        };
        if let Some(group) = groups.iter_mut().find(holds) {
            group.cards.push(at);
        }
    }
    groups.retain(|it| !it.cards.is_empty());
    if !groups.is_empty() {
        write(reader, &groups);
    }
}

const MOST: usize = 1_000;

fn write(reader: &mut Reader<'_, '_>, groups: &[Group<'_>]) {
    let (mut text, mut chrome, mut places) = (String::new(), Vec::new(), Vec::new());
    let here = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
    for group in groups {
        let start = here(&text);
        text.push_str(group.label);
        text.push('\n');
        chrome.push(start..here(&text));
        let mut cards: Vec<(NodeId, Range<u32>)> = Vec::new();
        for at in &group.cards {
            let Some((&id, node)) = reader.nodes.get(at).and_then(|it| Some((it, reader.out.nodes.get(it)?))) else {
                continue;
            };
            if node.text.trim().is_empty() {
                continue;
            }
            text.push('\n');
            let start = here(&text);
            text.push_str(&node.text);
            cards.push((id, start..here(&text)));
            text.push('\n');
        }
        text.push('\n');
        places.push((group.label, cards));
    }
    let source = SourceId::of(&text);
    let title = groups.iter().map(|it| it.label).next().unwrap_or_default().chars().take(60).collect();
    for (label, cards) in places {
        let (Some(first), Some(last)) = (cards.first(), cards.last()) else { continue };
        let span = Span { source, start: first.1.start, end: last.1.end };
        let comment = CommentId::derived(&[NAME.as_bytes(), label.as_bytes(), &first.0.bits().to_le_bytes()]);
        let topic = Some(label.to_owned());
        let footnotes = Vec::new();
        let record = Comment {
            span,
            author: None,
            parent: None,
            time: None,
            link: None,
            marks: Marks::default(),
            topic,
            footnotes,
            certainty: 1.0,
        };
        reader.out.comments.insert(comment, record);
        for (node, range) in cards {
            let kind = reader.out.nodes.get(&node).and_then(|it| it.kind.as_said()).unwrap_or(StatementKind::Claim);
            let span = Span { source, start: range.start, end: range.end };
            let (speaker, node_of) = (Speaker::Author, Some(node));
            let it = Statement { span, comment, speaker, person: None, kind, disputed: false, node: node_of };
            let id =
                StatementId::derived(&[NAME.as_bytes(), &comment.bits().to_le_bytes(), &node.bits().to_le_bytes()]);
            reader.out.statements.insert(id, it);
        }
    }
    let format = NAME.to_owned();
    reader.out.sources.insert(source, Source { title, format, text: text.into(), chrome });
}
