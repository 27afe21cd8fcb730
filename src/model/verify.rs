//! From what a model says to what the thread holds: every quote is looked up, and what does not stand there is dropped.

use super::{
    Rules,
    form::{Answer, RELATIONS, Said},
    line,
    windows::Window,
};
use crate::{
    extract::{KINDS, StatementNote, evidence_word},
    map::{EvidenceKind, Speaker, StatementKind},
    source::Thread,
};
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    ops::Range,
};

/// How many records of a model's answers were dropped, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// Their quote does not stand in the comment they name.
    pub quotes: usize,
    /// A field or word that the form does not know, a comment that was not asked about, or a second reading of the
    /// same words.
    pub refused: usize,
    /// Links, cruxes and evidence of statements that are not there.
    pub links: usize,
}

impl Dropped {
    /// How many altogether.
    pub fn all(self) -> usize {
        self.quotes + self.refused + self.links
    }
}

/// A statement whose words stand in the thread.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub comment: usize,
    /// Where; `text[span]` is the quote.
    pub span: Range<usize>,
    pub speaker: Speaker,
    /// Who is quoted: a name that stands in the thread.
    pub person: Option<String>,
    pub kind: StatementKind,
    pub disputed: bool,
    /// What it says in the model's words. Never shown as a quote.
    pub gist: String,
    /// The statement of the rules that this is, where the model only refers to it: its place in their annotations.
    pub of_rules: Option<usize>,
}

/// A crux named by a statement. `question` and `would_change` are the model's words.
#[derive(Clone, Debug)]
pub(super) struct FoundCrux {
    pub at: usize,
    pub question: String,
    pub would_change: String,
}

/// A statement that gives evidence.
#[derive(Clone, Debug)]
pub(super) struct FoundEvidence {
    pub at: usize,
    pub kind: EvidenceKind,
    pub bears_on: Vec<usize>,
}

/// Everything verified so far. Statements are named by their place in the list.
pub(super) struct Gathered<'a> {
    thread: &'a Thread,
    rules: &'a Rules,
    /// The comments that a model has read.
    pub read: BTreeSet<usize>,
    pub statements: Vec<Found>,
    /// From, to, and the word for what the one does to the other.
    pub relations: Vec<(usize, usize, &'static str)>,
    pub cruxes: Vec<FoundCrux>,
    pub evidence: Vec<FoundEvidence>,
    pub dropped: Dropped,
}

/// No paraphrase is longer, in characters.
const LONGEST: usize = 300;

impl<'a> Gathered<'a> {
    pub(super) fn new(thread: &'a Thread, rules: &'a Rules) -> Self {
        Self {
            thread,
            rules,
            read: BTreeSet::new(),
            statements: Vec::new(),
            relations: Vec::new(),
            cruxes: Vec::new(),
            evidence: Vec::new(),
            dropped: Dropped::default(),
        }
    }

    /// Takes in the answer about a window.
    pub(super) fn take(&mut self, window: &Window, answer: Answer) {
        self.dropped.refused += answer.refused;
        self.read.extend(&window.read);
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for said in answer.statements {
            let Entry::Vacant(place) = names.entry(said.id.clone()) else {
                self.dropped.refused += 1;
                continue;
            };
            if let Some(at) = self.statement(window, &said) {
                place.insert(at);
            }
        }
        for it in answer.relations {
            let Some(word) = RELATIONS.into_iter().find(|word| *word == it.kind) else {
                self.dropped.refused += 1;
                continue;
            };
            match (names.get(&it.from), names.get(&it.to)) {
                (Some(&from), Some(&to)) if from != to => {
                    if !self.relations.contains(&(from, to, word)) {
                        self.relations.push((from, to, word));
                    }
                }
                _ => self.dropped.links += 1,
            }
        }
        for it in answer.cruxes {
            let own = |at: &&usize| self.statements[**at].of_rules.is_none();
            let Some(&at) = names.get(&it.statement).filter(own) else {
                self.dropped.links += 1;
                continue;
            };
            if self.cruxes.iter().any(|it| it.at == at) {
                self.dropped.refused += 1;
                continue;
            }
            self.statements[at].kind = StatementKind::Crux;
            let (question, would_change) = (line(&it.question, LONGEST), line(&it.would_change, LONGEST));
            self.cruxes.push(FoundCrux { at, question, would_change });
        }
        for it in answer.evidence {
            let Some(kind) = EvidenceKind::ALL.into_iter().find(|&kind| evidence_word(kind) == it.kind) else {
                self.dropped.refused += 1;
                continue;
            };
            let own = |at: &&usize| self.statements[**at].of_rules.is_none();
            let Some(&at) = names.get(&it.statement).filter(own) else {
                self.dropped.links += 1;
                continue;
            };
            if self.evidence.iter().any(|it| it.at == at) {
                self.dropped.refused += 1;
                continue;
            }
            let bears_on: Vec<usize> = it.bears_on.iter().filter_map(|it| names.get(it).copied()).collect();
            self.dropped.links += it.bears_on.len() - bears_on.len();
            self.evidence.push(FoundEvidence { at, kind, bears_on });
        }
    }

    /// The statement that the model means, verified; counts it as dropped if there is none.
    fn statement(&mut self, window: &Window, said: &Said) -> Option<usize> {
        let kind = KINDS.into_iter().find(|&it| it.word() == said.kind);
        let speaker = match said.speaker.as_str() {
            "author" => Some(Speaker::Author),
            "opponent" => Some(Speaker::Opponent),
            _ => None,
        };
        let comment = said.comment.strip_prefix('c').and_then(|it| it.parse::<usize>().ok()?.checked_sub(1));
        let asked = |it: &usize| window.read.contains(it) || window.context.contains(it);
        let (Some(kind), Some(speaker), Some(comment)) = (kind, speaker, comment.filter(asked)) else {
            self.dropped.refused += 1;
            return None;
        };
        let Some(span) = self.locate(comment, said) else {
            self.dropped.quotes += 1;
            return None;
        };
        if !window.read.contains(&comment) {
            let known = self.known(comment, &span);
            self.dropped.refused += usize::from(known.is_none());
            return known;
        }
        let span = self.as_rules_cut_it(&span);
        if self.at(comment, &span).is_some() {
            self.dropped.refused += 1;
            return None;
        }
        // What `>` or quotation marks say about whose words these are is more certain than a model.
        let quotes = &self.thread.comments[comment].quotes;
        let is_quoted = quotes.iter().any(|it| it.certainty >= 0.9 && holds(&it.span, &span));
        let speaker = if is_quoted { Speaker::Opponent } else { speaker };
        let person = said.person.as_deref().map(str::trim).filter(|_| speaker == Speaker::Opponent);
        self.statements.push(Found {
            person: person.and_then(|it| self.person(comment, &span, it)),
            gist: line(&said.gist, LONGEST),
            disputed: said.is_disagreement,
            of_rules: None,
            comment,
            span,
            speaker,
            kind,
        });
        Some(self.statements.len() - 1)
    }

    /// Where the quote stands in its comment, to the letter and at the borders of words. If it stands there several
    /// times, the offset decides, else the first place that is not taken.
    fn locate(&self, comment: usize, said: &Said) -> Option<Range<usize>> {
        let within = &self.thread.comments[comment].span;
        let words = &self.thread.text[within.clone()];
        let quote = said.quote.trim();
        if !quote.contains(char::is_alphanumeric) {
            return None;
        }
        let whole = |at: usize| {
            let joined = |a: Option<char>, b: Option<char>| {
                a.zip(b).is_some_and(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
            };
            let end = at + quote.len();
            !joined(words[..at].chars().next_back(), quote.chars().next())
                && !joined(quote.chars().next_back(), words[end..].chars().next())
        };
        let places = || words.match_indices(quote).map(|it| it.0).filter(|&at| whole(at));
        let range = |at: usize| within.start + at..within.start + at + quote.len();
        let near = |hint: usize| places().min_by_key(|&at| at.abs_diff(hint));
        let free = || places().find(|&at| self.at(comment, &self.as_rules_cut_it(&range(at))).is_none());
        said.offset
            .and_then(|it| near(usize::try_from(it.max(0)).unwrap_or(usize::MAX)))
            .or_else(free)
            .or_else(|| places().next())
            .map(range)
    }

    /// The statement that fills `span` already.
    fn at(&self, comment: usize, span: &Range<usize>) -> Option<usize> {
        self.statements.iter().rposition(|it| it.comment == comment && it.span == *span)
    }

    /// The span of the rules' statement that differs in nothing but the marks around it, so that both are one.
    fn as_rules_cut_it(&self, span: &Range<usize>) -> Range<usize> {
        let text = &self.thread.text;
        let core = core(text, span);
        let same = self.rules_in(span).map(|it| it.1).find(|it| self::core(text, it) == core);
        same.unwrap_or_else(|| span.clone())
    }

    /// The rules' statements that share words with `span`, with their places in the annotations.
    fn rules_in(&self, span: &Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> {
        let all = &self.rules.annotations.statements;
        let first = all.partition_point(|it| it.end <= span.start);
        let end = span.end;
        let near = all[first..].iter().take_while(move |it| it.start < end);
        near.enumerate().map(move |(at, it)| (first + at, it.start..it.end))
    }

    /// A statement found before, by the model or by the rules, that shares most words with `span` of a comment which
    /// is only context.
    fn known(&mut self, comment: usize, span: &Range<usize>) -> Option<usize> {
        let shared = |it: &Range<usize>| it.end.min(span.end).saturating_sub(it.start.max(span.start));
        let inside = |it: &&(usize, &Found)| it.1.comment == comment && shared(&it.1.span) > 0;
        let found = self.statements.iter().enumerate().filter(|it| inside(&it));
        let found = found.max_by_key(|(at, it)| (shared(&it.span), usize::MAX - at)).map(|it| it.0);
        if found.is_some() || self.read.contains(&comment) {
            return found;
        }
        let (place, range) = self.rules_in(span).max_by_key(|(at, it)| (shared(it), usize::MAX - at))?;
        let note = &self.rules.annotations.statements[place];
        self.statements.push(Found {
            comment,
            span: range,
            speaker: if note.speaker == "opponent" { Speaker::Opponent } else { Speaker::Author },
            person: note.person.clone(),
            kind: KINDS.into_iter().find(|&it| it.word() == note.kind)?,
            disputed: note.is_disagreement,
            gist: String::new(),
            of_rules: Some(place),
        });
        Some(self.statements.len() - 1)
    }

    /// The person whose words these are said to be: one whom the comment names, or an author who wrote them.
    fn person(&self, comment: usize, span: &Range<usize>, name: &str) -> Option<String> {
        let name = line(name, 80);
        let text = |at: usize| &self.thread.text[self.thread.comments[at].span.clone()];
        let is_named =
            name.contains(char::is_alphabetic) && text(comment).to_lowercase().contains(&name.to_lowercase());
        let quote = &self.thread.text[span.clone()];
        let mut authors = self.thread.comments.iter().enumerate().filter_map(|(at, it)| Some((at, it.author.clone()?)));
        let author = authors.find(|(at, author)| {
            author.to_lowercase() == name.to_lowercase() && (is_named || *at != comment && text(*at).contains(quote))
        });
        author.map(|it| it.1).or(is_named.then_some(name))
    }
}

/// The rules' statements within a comment.
pub(super) fn statements_in<'a>(rules: &'a Rules, comment: &Range<usize>) -> &'a [StatementNote] {
    let all = &rules.annotations.statements;
    let first = all.partition_point(|it| it.start < comment.start);
    let end = all.partition_point(|it| it.start < comment.end);
    &all[first..end.max(first)]
}

/// The rules' statement that fills `span`.
pub(super) fn statement_at<'a>(rules: &'a Rules, span: &Range<usize>) -> Option<&'a StatementNote> {
    statements_in(rules, span).first().filter(|it| it.start == span.start && it.end == span.end)
}

/// Whether `outer` holds `inner`.
fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A span without the marks and white space around its words.
fn core(text: &str, span: &Range<usize>) -> Range<usize> {
    let words = &text[span.clone()];
    let inner = words.trim_start_matches(|it: char| !it.is_alphanumeric());
    let start = span.end - inner.len();
    start..start + inner.trim_end_matches(|it: char| !it.is_alphanumeric()).len()
}
