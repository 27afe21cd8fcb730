//! Scores one annotation against another: precision, recall and F1 of each part.
//!
//! Statements match one to one by intersection over union of at least one half; opponents, disagreements, cruxes and
//! evidence by overlap of at least half the shorter span; link ends by the gold statement they overlap most. A quoted
//! copy and its original count as one node, a crux that only repeats another is not counted.

use cruxmap::extract::{Annotations, RelationNote, StatementNote};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// Right, proposed and wanted: what precision, recall and F1 are made of. Adds up over threads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub right: usize,
    pub proposed: usize,
    pub wanted: usize,
}

impl Count {
    #[expect(clippy::cast_precision_loss, reason = "counts of a thread are small")]
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / ((self.proposed + self.wanted) as f64).max(1.0)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.proposed += other.proposed;
        self.wanted += other.wanted;
    }
}

/// The scores of one thread, or of several added up.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    pub parts: BTreeMap<&'static str, Count>,
    /// Kinds of matched statements: (proposed, wanted), how often.
    kinds: BTreeMap<(Cow<'static, str>, Cow<'static, str>), usize>,
    /// For each matched statement: how sure its kind was, and whether it was right.
    pub sure: Vec<(f32, bool)>,
}

impl Scores {
    pub fn add(&mut self, other: &Self) {
        for (name, count) in &other.parts {
            self.parts.entry(name).or_default().add(*count);
        }
        for (pair, times) in &other.kinds {
            *self.kinds.entry(pair.clone()).or_default() += times;
        }
        self.sure.extend(&other.sure);
    }

    /// Cohen's kappa of the kinds (Cohen 1960).
    #[expect(clippy::cast_precision_loss, reason = "counts of a thread are small")]
    pub fn kappa(&self) -> f64 {
        let all: usize = self.kinds.values().sum();
        let same: usize = self.kinds.iter().filter(|it| it.0.0 == it.0.1).map(|it| it.1).sum();
        let (mut proposed, mut wanted) = (BTreeMap::new(), BTreeMap::new());
        for ((a, b), times) in &self.kinds {
            *proposed.entry(a).or_insert(0) += times;
            *wanted.entry(b).or_insert(0) += times;
        }
        let n = all.max(1) as f64;
        let chance: f64 =
            proposed.iter().map(|(kind, times)| *times as f64 * *wanted.get(kind).unwrap_or(&0) as f64).sum::<f64>()
                / n
                / n;
        (same as f64 / n - chance) / (1.0 - chance).max(1e-9)
    }

    /// Expected calibration error over ten bins (Guo et al. 2017, equation 3).
    #[expect(clippy::cast_precision_loss, reason = "counts of a thread are small")]
    pub fn calibration(&self) -> f64 {
        let bins = self.bins();
        let n = self.sure.len().max(1) as f64;
        bins.iter().map(|&(size, sure, right)| (sure - right).abs() * size as f64 / n).sum()
    }

    /// Ten bins of confidence: how many statements, how sure on average, how often right.
    #[expect(clippy::cast_precision_loss, reason = "counts of a thread are small")]
    pub fn bins(&self) -> Vec<(usize, f64, f64)> {
        let bin = |at: f32| {
            let inside: Vec<_> = self.sure.iter().filter(|it| it.0 > at / 10.0 && it.0 <= (at + 1.0) / 10.0).collect();
            let size = inside.len().max(1) as f64;
            let sure = inside.iter().map(|it| f64::from(it.0)).sum::<f64>() / size;
            (inside.len(), sure, inside.iter().filter(|it| it.1).count() as f64 / size)
        };
        (0_u8..10).map(|it| bin(f32::from(it))).collect()
    }
}

type Span = (usize, usize);

fn span(it: &StatementNote) -> Span {
    (it.start, it.end)
}

#[expect(clippy::cast_precision_loss, reason = "lengths of statements are small")]
fn iou(a: Span, b: Span) -> f64 {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    shared as f64 / (a.1.max(b.1) - a.0.min(b.0)).max(shared).max(1) as f64
}

#[expect(clippy::cast_precision_loss, reason = "lengths of statements are small")]
fn overlap(a: Span, b: Span) -> f64 {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    shared as f64 / (a.1 - a.0).min(b.1 - b.0).max(1) as f64
}

/// Pairs of spans, the best first, each used once.
fn pairs(proposed: &[Span], wanted: &[Span], near: fn(Span, Span) -> f64) -> BTreeMap<usize, usize> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (at, &a) in proposed.iter().enumerate() {
        all.extend(wanted.iter().enumerate().map(|(other, &b)| (near(a, b), at, other)).filter(|it| it.0 >= 0.5));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut found, mut used) = (BTreeMap::new(), BTreeSet::new());
    for (_, at, other) in all {
        if !found.contains_key(&at) && used.insert(other) {
            found.insert(at, other);
        }
    }
    found
}

fn matched(proposed: &[Span], wanted: &[Span], near: fn(Span, Span) -> f64) -> Count {
    Count { right: pairs(proposed, wanted, near).len(), proposed: proposed.len(), wanted: wanted.len() }
}

/// The scores of `proposed` against `gold`.
pub fn score(proposed: &Annotations, gold: &Annotations) -> Scores {
    let mut scores = Scores::default();
    let starts = |it: &Annotations| it.comments.iter().map(|it| it.start).collect::<BTreeSet<_>>();
    let (ours, theirs) = (starts(proposed), starts(gold));
    let count = Count { right: ours.intersection(&theirs).count(), proposed: ours.len(), wanted: theirs.len() };
    scores.parts.insert("comment starts", count);
    let spans = |it: &Annotations, keep: fn(&StatementNote) -> bool| {
        it.statements.iter().filter(|it| keep(it)).map(span).collect::<Vec<_>>()
    };
    let all: fn(&StatementNote) -> bool = |_| true;
    let found = pairs(&spans(proposed, all), &spans(gold, all), iou);
    let count = Count { right: found.len(), proposed: proposed.statements.len(), wanted: gold.statements.len() };
    scores.parts.insert("statement spans", count);
    for (&at, &other) in &found {
        let (a, b) = (&proposed.statements[at], &gold.statements[other]);
        *scores.kinds.entry((a.kind.clone(), b.kind.clone())).or_default() += 1;
        scores.sure.push((a.confidence, a.kind == b.kind));
    }
    let opponents: fn(&StatementNote) -> bool = |it| it.speaker == "opponent";
    scores.parts.insert("opponents", matched(&spans(proposed, opponents), &spans(gold, opponents), overlap));
    let disputed: fn(&StatementNote) -> bool = |it| it.is_disagreement;
    scores.parts.insert("disagreements", matched(&spans(proposed, disputed), &spans(gold, disputed), overlap));
    let named = |notes: &Annotations, names: Vec<&String>| -> Vec<Span> {
        names.iter().filter_map(|name| notes.statements.iter().find(|it| &it.id == *name)).map(span).collect()
    };
    let cruxes = |it: &Annotations| {
        named(it, it.cruxes.iter().filter(|it| it.duplicate_of.is_none()).map(|it| &it.statement).collect())
    };
    scores.parts.insert("cruxes", matched(&cruxes(proposed), &cruxes(gold), overlap));
    let evidence = |it: &Annotations| named(it, it.evidence.iter().map(|it| &it.statement).collect());
    scores.parts.insert("evidence", matched(&evidence(proposed), &evidence(gold), overlap));
    for (name, sign) in [("support links", '+'), ("attack links", '-'), ("crux links", 'k')] {
        let (ours, theirs) = (links(proposed, gold, sign), links(gold, gold, sign));
        let count = Count { right: ours.intersection(&theirs).count(), proposed: ours.len(), wanted: theirs.len() };
        scores.parts.insert(name, count);
    }
    scores
}

fn sign(relation: &RelationNote) -> char {
    match &*relation.kind {
        "supports" | "evidence_for" | "example_of" => '+',
        "attacks" => '-',
        "crux_for" => 'k',
        _ => ' ',
    }
}

/// The links of one sign between gold statements; an end that meets none stands for itself.
fn links(notes: &Annotations, gold: &Annotations, wanted: char) -> BTreeSet<(String, String)> {
    let copies: BTreeMap<&String, &String> =
        gold.statements.iter().filter_map(|it| Some((&it.id, it.quote_of.as_ref()?))).collect();
    let place = |id: &String| -> String {
        let Some(own) = notes.statements.iter().find(|it| &it.id == id) else { return format!("?{id}") };
        let near = gold.statements.iter().map(|it| (overlap(span(own), span(it)), it));
        let best = near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.start.cmp(&a.1.start)));
        match best.filter(|it| it.0 >= 0.5) {
            Some((_, it)) => copies.get(&it.id).map_or(it.id.clone(), |it| (*it).clone()),
            None => format!("?{id}"),
        }
    };
    let found = notes.relations.iter().filter(|it| sign(it) == wanted).map(|it| (place(&it.from), place(&it.to)));
    found.filter(|it| it.0 != it.1).collect()
}
