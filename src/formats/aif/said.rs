//! Locutions as comments, illocutions as the statements in them, transitions as replies.

use super::{
    NAME,
    graph::{Kind, Node},
    links::Ends,
    marks::{self, Marked},
    read::Reader,
};
use crate::map::{
    Comment, CommentId, Marks, NodeId, Person, PersonId, Source, SourceId, Span, Speaker, Statement, StatementId,
    StatementKind,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// The comments that locutions are, by their places in the graph.
pub type Comments = BTreeMap<u32, CommentId>;

/// Reads what was said, and by whom.
pub fn read(reader: &mut Reader<'_, '_>) -> Comments {
    let graph = reader.graph;
    let (into, out_of) = (Ends::new(graph, |it| it.to), Ends::new(graph, |it| it.from));
    let mut it = Talk { into, out_of, locutions: BTreeMap::new(), asserts: BTreeMap::new(), marked: Marked::default() };
    it.locutions(reader);
    it.illocutions(reader);
    it.marked = graph.text.as_deref().map(marks::read).unwrap_or_default();
    it.comments(reader);
    it.statements(reader);
    it.replies(reader);
    it.locutions.into_iter().map(|(at, it)| (at, it.comment)).collect()
}

/// Somebody's words.
struct Locution {
    comment: CommentId,
    author: Option<PersonId>,
    time: Option<String>,
    /// Whether the file brought the comment along.
    known: bool,
}

struct Talk {
    into: Ends,
    out_of: Ends,
    locutions: BTreeMap<u32, Locution>,
    /// What each locution asserts: the proposition, and the illocution that says so.
    asserts: BTreeMap<u32, Vec<(u32, u32)>>,
    marked: Marked,
}

impl Talk {
    /// Who spoke, of all locutions that are no analyst's.
    fn locutions(&mut self, reader: &mut Reader<'_, '_>) {
        let graph = reader.graph;
        let is = |at: u32, kind: Kind| graph.nodes[at as usize].kind == kind;
        let analysing = graph.edges.iter().filter(|it| is(it.from, Kind::Illocution) && is(it.to, Kind::Locution));
        let analysing: BTreeSet<u32> = analysing.map(|it| it.from).collect();
        for (at, node) in (0..).zip(&graph.nodes).filter(|it| it.1.kind == Kind::Locution) {
            let by_analyst = self.led_to(reader, at).any(|it| analysing.contains(&it));
            let (speaker, words) = parts(node);
            if by_analyst || words.is_empty() {
                continue;
            }
            let said = graph.said.get(&at);
            let named = said.and_then(|it| it.person.as_ref()).and_then(|it| graph.people.get(it)).map(String::as_str);
            let time = said.and_then(|it| it.time.as_deref()).map(str::to_owned);
            let marked = node.extra.and_then(|it| it.get().trim_matches('"').parse().ok());
            let known = marked.filter(|it| reader.out.comments.contains_key(it));
            let derived = || CommentId::derived(&[NAME.as_bytes(), node.id.as_bytes(), node.words.as_bytes()]);
            let comment = known.unwrap_or_else(derived);
            // Read from our own file without what was added to it, or a second time.
            let known = known.is_some() || reader.out.comments.contains_key(&comment);
            let author = named.or(speaker).filter(|_| !known).map(|it| person(reader, it));
            self.locutions.insert(at, Locution { comment, author, time, known });
        }
    }

    fn illocutions(&mut self, reader: &Reader<'_, '_>) {
        for (at, node) in (0..).zip(&reader.graph.nodes).filter(|it| it.1.kind == Kind::Illocution) {
            let _ = node;
            // One of each: so many of both, each with each, would be no end of them.
            let speaker = self.led_from(reader, at).find(|it| self.locutions.contains_key(it));
            let claim = self.led_to(reader, at).find(|it| reader.nodes.contains_key(it));
            if let Some((speaker, claim)) = speaker.zip(claim) {
                self.asserts.entry(speaker).or_default().push((claim, at));
            }
        }
    }

    fn led_to(&self, reader: &Reader<'_, '_>, at: u32) -> impl Iterator<Item = u32> {
        self.out_of.at(at).iter().map(move |&it| reader.graph.edges[it as usize].to)
    }

    fn led_from(&self, reader: &Reader<'_, '_>, at: u32) -> impl Iterator<Item = u32> {
        self.into.at(at).iter().map(move |&it| reader.graph.edges[it as usize].from)
    }

    /// Makes the comments: where the text of the analysis marks their words, of that text; the others of one that is put
    /// together from what was said.
    fn comments(&mut self, reader: &mut Reader<'_, '_>) {
        let marks = self.marks(reader);
        let mut placed: Vec<(Range<u32>, u32)> = Vec::new();
        for (&at, it) in self.locutions.iter().filter(|it| !it.1.known) {
            let _ = it;
            let claims = self.asserts.get(&at).into_iter().flatten().map(|it| it.0);
            placed.extend([at].into_iter().chain(claims).find_map(|it| marks.get(&it)).map(|it| (it.clone(), at)));
        }
        placed.sort_by_key(|it| (it.0.start, it.0.end, it.1));
        let mut end = 0;
        placed.retain(|(range, _)| {
            let free = range.start >= end;
            end = if free { range.end } else { end };
            free
        });
        let claims = marks.iter().any(|it| reader.nodes.contains_key(it.0));
        if !placed.is_empty() || (claims && self.locutions.is_empty()) {
            let text = std::mem::take(&mut self.marked.text);
            let whole = 0..u32::try_from(text.len()).unwrap_or(u32::MAX);
            let source = add_source(reader, text, Vec::new());
            if placed.is_empty() {
                // An article, and no talk: all of it is one comment.
                let comment = article(source);
                reader.out.comments.entry(comment).or_insert_with(|| comment_at(source, whole, None, None));
                for (&at, range) in &marks {
                    let node = reader.nodes.get(&at).copied();
                    let kind = StatementKind::Claim;
                    state(reader, node, comment, Span { source, start: range.start, end: range.end }, kind);
                }
            }
            for (range, at) in &placed {
                self.comment(reader, *at, source, range.clone());
            }
        }
        let placed: BTreeSet<u32> = placed.into_iter().map(|it| it.1).collect();
        self.put_together(reader, &placed);
    }

    /// The marked words of the nodes, by their places in the graph; of several the first.
    fn marks(&self, reader: &Reader<'_, '_>) -> BTreeMap<u32, Range<u32>> {
        if self.marked.marks.is_empty() {
            return BTreeMap::new();
        }
        let ids: BTreeMap<&str, u32> = reader.graph.nodes.iter().map(|it| &*it.id).zip(0..).collect();
        let mut marks = BTreeMap::new();
        for (id, range) in &self.marked.marks {
            if let Some(&at) = ids.get(&**id) {
                marks.entry(at).or_insert_with(|| range.clone());
            }
        }
        marks
    }

    /// A source of the words of all that are `placed` nowhere else.
    fn put_together(&self, reader: &mut Reader<'_, '_>, placed: &BTreeSet<u32>) {
        let (mut text, mut chrome, mut spans) = (String::new(), Vec::new(), Vec::new());
        let here = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
        for (&at, _) in self.locutions.iter().filter(|it| !it.1.known && !placed.contains(it.0)) {
            let node = &reader.graph.nodes[at as usize];
            let (speaker, words) = parts(node);
            let start = here(&text);
            if let Some(speaker) = speaker {
                text.push_str(speaker);
                text.push_str(": ");
                chrome.push(start..here(&text));
            }
            let start = here(&text);
            text.push_str(words);
            spans.push((at, start..here(&text)));
            text.push_str("\n\n");
        }
        if !spans.is_empty() {
            let source = add_source(reader, text, chrome);
            for (at, span) in spans {
                self.comment(reader, at, source, span);
            }
        }
    }

    fn comment(&self, reader: &mut Reader<'_, '_>, at: u32, source: SourceId, range: Range<u32>) {
        let Some(it) = self.locutions.get(&at) else { return };
        let comment = comment_at(source, range, it.author, it.time.clone());
        reader.out.comments.insert(it.comment, comment);
    }

    fn statements(&self, reader: &mut Reader<'_, '_>) {
        let stated: BTreeSet<_> = reader.out.statements.values().map(|it| (it.comment, it.node)).collect();
        let marks = self.marks(reader);
        for (at, claims) in &self.asserts {
            let Some(it) = self.locutions.get(at) else { continue };
            let Some(span) = reader.out.comments.get(&it.comment).map(|it| it.span) else { continue };
            for &(claim, by) in claims {
                let node = reader.nodes.get(&claim).copied();
                if stated.contains(&(it.comment, node)) {
                    continue;
                }
                let own = marks.get(&claim).filter(|own| own.start >= span.start && own.end <= span.end && !it.known);
                let range = own.cloned().unwrap_or(span.start..span.end);
                let asks = reader.graph.nodes[by as usize].words.contains("Question");
                let kind = if asks { StatementKind::Question } else { StatementKind::Claim };
                let span = Span { source: span.source, start: range.start, end: range.end };
                state(reader, node, it.comment, span, kind);
            }
        }
    }

    /// Words that follow on words reply to them, but never in a circle.
    fn replies(&self, reader: &mut Reader<'_, '_>) {
        let mut parents: BTreeMap<u32, u32> = BTreeMap::new();
        for (at, _) in (0..).zip(&reader.graph.nodes).filter(|it| it.1.kind == Kind::Transition) {
            let before = self.led_from(reader, at).find(|it| self.locutions.contains_key(it));
            let after = self.led_to(reader, at).find(|it| self.locutions.get(it).is_some_and(|it| !it.known));
            if let Some((before, after)) = before.zip(after).filter(|it| it.0 != it.1) {
                parents.entry(after).or_insert(before);
            }
        }
        // Each chain is walked once, and what closes a circle replies to nothing.
        let mut done: BTreeSet<u32> = BTreeSet::new();
        let starts: Vec<u32> = parents.keys().copied().collect();
        for start in starts {
            let (mut path, mut at) = (BTreeSet::new(), start);
            while !done.contains(&at) && path.insert(at) {
                match parents.get(&at) {
                    Some(&parent) if path.contains(&parent) => drop(parents.remove(&at)),
                    Some(&parent) => at = parent,
                    None => {}
                }
            }
            done.extend(path);
        }
        for (after, before) in parents {
            let [after, before] = [after, before].map(|it| self.locutions.get(&it).map(|it| it.comment));
            if let Some(it) = after.and_then(|it| reader.out.comments.get_mut(&it)) {
                it.parent = before;
            }
        }
    }
}

/// Says that the writer of a comment states a proposition there.
fn state(reader: &mut Reader<'_, '_>, node: Option<NodeId>, comment: CommentId, span: Span, kind: StatementKind) {
    let Some(id) = node else { return };
    let parts = [comment.bits(), id.bits()].map(u64::to_le_bytes);
    let person = reader.out.comments.get(&comment).and_then(|it| it.author);
    let it = Statement { span, comment, speaker: Speaker::Author, person, kind, disputed: false, node };
    reader.out.statements.entry(StatementId::derived(&[NAME.as_bytes(), &parts[0], &parts[1]])).or_insert(it);
}

/// The comment that an article is, which no locution stands for.
pub fn article(source: SourceId) -> CommentId {
    CommentId::derived(&[NAME.as_bytes(), &source.bits().to_le_bytes()])
}

fn comment_at(source: SourceId, range: Range<u32>, author: Option<PersonId>, time: Option<String>) -> Comment {
    let span = Span { source, start: range.start, end: range.end };
    Comment {
        span,
        author,
        parent: None,
        time,
        link: None,
        marks: Marks::default(),
        topic: None,
        footnotes: Vec::new(),
        certainty: 1.0,
    }
}

fn add_source(reader: &mut Reader<'_, '_>, text: String, chrome: Vec<Range<u32>>) -> SourceId {
    let id = SourceId::of(&text);
    let title = text.lines().next().unwrap_or_default().chars().take(60).collect();
    let source = Source { title, format: NAME.to_owned(), text: text.into(), chrome };
    reader.out.sources.entry(id).or_insert(source);
    id
}

/// The person of this name, as they are known when named by hand, too.
fn person(reader: &mut Reader<'_, '_>, name: &str) -> PersonId {
    let id = PersonId::derived(&[name.to_lowercase().as_bytes()]);
    reader.out.persons.entry(id).or_insert_with(|| Person { name: name.to_owned() });
    id
}

/// Who speaks and what they say, of “Speaker: words”.
fn parts<'n>(node: &'n Node<'_>) -> (Option<&'n str>, &'n str) {
    /// Longer ones are no name but a sentence with a colon.
    const LONGEST: usize = 60;
    let words = node.words.trim();
    let split = words.split_once(':').map(|(name, words)| (name.trim(), words.trim()));
    let named = split.filter(|(name, words)| {
        !name.is_empty() && !words.is_empty() && name.len() <= LONGEST && !name.contains(['\n', '.', '?', '!', '"'])
    });
    named.map_or((None, words), |(name, words)| (Some(name), words))
}
