//! What was verified, in the annotation form, in the place of what the rules found in the same comments.

use super::{
    Rules,
    form::name,
    records::{LINK, STATEMENT},
    verify::{Gathered, statement_at},
};
use crate::{
    extract::{
        AlternativeNote, Annotations, CruxNote, EvidenceNote, KINDS, RelationNote, StatementNote, evidence_word,
        node_kind, tidy,
    },
    map::Speaker,
    source::Thread,
};
use std::collections::{BTreeMap, BTreeSet};

/// A statement of the result: the rules' or the model's, by its place there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum From {
    Rules(usize),
    Model(usize),
}

/// All annotations of the thread: the rules' of the comments that no model read, the model's of the others.
pub(super) fn annotations(thread: &Thread, rules: &Rules, gathered: &Gathered<'_>) -> Annotations {
    let by_rules = &rules.annotations;
    let read: BTreeSet<String> = gathered.read.iter().map(|&it| name(it)).collect();
    let mut all: Vec<(usize, usize, From)> = Vec::new();
    for (at, it) in by_rules.statements.iter().enumerate().filter(|it| !read.contains(&it.1.comment)) {
        all.push((it.start, it.end, From::Rules(at)));
    }
    for (at, it) in gathered.statements.iter().enumerate().filter(|it| it.1.of_rules.is_none()) {
        all.push((it.span.start, it.span.end, From::Model(at)));
    }
    all.sort_unstable();
    let names: BTreeMap<From, String> = all.iter().enumerate().map(|(at, it)| (it.2, format!("s{}", at + 1))).collect();
    let places: BTreeMap<&str, usize> =
        by_rules.statements.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let of_rules = |id: &String| names.get(&From::Rules(*places.get(id.as_str())?)).cloned();
    let other = |it: &AlternativeNote| Some(AlternativeNote { to: of_rules(&it.to)?, ..it.clone() });
    let of_model = |at: usize| {
        let from = gathered.statements[at].of_rules.map_or(From::Model(at), From::Rules);
        names.get(&from).cloned()
    };

    let statements = all.iter().filter_map(|it| {
        let id = names.get(&it.2)?.clone();
        Some(match it.2 {
            From::Rules(at) => {
                let note = by_rules.statements[at].clone();
                let targets = note.targets.iter().filter_map(other).collect();
                StatementNote { id, quote_of: note.quote_of.as_ref().and_then(of_rules), targets, ..note }
            }
            From::Model(at) => model_statement(thread, rules, gathered, at, id),
        })
    });
    let kept = by_rules.relations.iter().filter_map(|it| {
        let alternatives = it.alternatives.iter().filter_map(other).collect();
        Some(RelationNote { from: of_rules(&it.from)?, to: of_rules(&it.to)?, alternatives, ..it.clone() })
    });
    let found = gathered.relations.iter().filter_map(|&(from, to, word)| {
        let (from, to) = (of_model(from)?, of_model(to)?);
        Some(RelationNote { from, to, kind: word.into(), confidence: LINK, alternatives: Vec::new() })
    });
    let kept_cruxes = by_rules
        .cruxes
        .iter()
        .filter_map(|it| Some(CruxNote { statement: of_rules(&it.statement)?, duplicate_of: None, ..it.clone() }));
    let found_cruxes = gathered.cruxes.iter().filter_map(|it| {
        Some(CruxNote {
            id: String::new(),
            statement: of_model(it.at)?,
            between: vec!["author".to_owned(), "opponent".to_owned()],
            question: it.question.clone(),
            would_change: it.would_change.clone(),
            duplicate_of: None,
            marker: None,
        })
    });
    let kept_evidence = by_rules.evidence.iter().filter_map(|it| {
        Some(EvidenceNote {
            statement: of_rules(&it.statement)?,
            bears_on: it.bears_on.iter().filter_map(of_rules).collect(),
            also: it.also.iter().filter_map(of_rules).collect(),
            ..it.clone()
        })
    });
    let found_evidence = gathered.evidence.iter().filter_map(|it| {
        // The numbers are those that the rules read in the same words.
        let same = statement_at(rules, &gathered.statements[it.at].span);
        let data = by_rules.evidence.iter().find(|it| same.is_some_and(|same| same.id == it.statement));
        Some(EvidenceNote {
            id: String::new(),
            statement: of_model(it.at)?,
            kind: evidence_word(it.kind).into(),
            data: data.map(|it| it.data.clone()).unwrap_or_default(),
            bears_on: it.bears_on.iter().filter_map(|&it| of_model(it)).collect(),
            also: Vec::new(),
        })
    });
    let mut cruxes: Vec<CruxNote> = kept_cruxes.chain(found_cruxes).collect();
    let mut evidence: Vec<EvidenceNote> = kept_evidence.chain(found_evidence).collect();
    for (at, it) in cruxes.iter_mut().enumerate() {
        it.id = format!("k{}", at + 1);
    }
    for (at, it) in evidence.iter_mut().enumerate() {
        it.id = format!("e{}", at + 1);
    }
    Annotations {
        comments: by_rules.comments.clone(),
        statements: statements.collect(),
        relations: kept.chain(found).collect(),
        cruxes,
        evidence,
        chrome: by_rules.chrome.clone(),
    }
}

fn model_statement(thread: &Thread, rules: &Rules, gathered: &Gathered<'_>, at: usize, id: String) -> StatementNote {
    let it = &gathered.statements[at];
    let words = tidy(&thread.text[it.span.clone()]);
    let author = thread.comments[it.comment].author.clone();
    // What the rules read of how likely it is held to be, if both take the words for such a thing.
    let same = statement_at(rules, &it.span).filter(|same| {
        let other = KINDS.into_iter().find(|kind| kind.word() == same.kind);
        node_kind(it.kind).is_some() && other.and_then(node_kind) == node_kind(it.kind)
    });
    StatementNote {
        id,
        comment: name(it.comment),
        start: it.span.start,
        end: it.span.end,
        speaker: if it.speaker == Speaker::Opponent { "opponent" } else { "author" }.into(),
        kind: it.kind.word().into(),
        is_disagreement: it.disputed,
        gist: if it.gist.is_empty() { words } else { it.gist.clone() },
        person: if it.speaker == Speaker::Opponent { it.person.clone() } else { author },
        quote_of: None,
        confidence: STATEMENT,
        credence: same.and_then(|it| it.credence.clone()),
        targets: Vec::new(),
    }
}
