//! What is done once all of a document is read: where relations of argued arguments lead, what they are in a strict
//! document, and which section everything stands in.

use super::model::{Document, Does, End, Relation, Role};
use std::collections::BTreeSet;

/// Puts relations and sections where they belong.
pub fn settle(doc: &mut Document) {
    first_sections(doc);
    let setting = |it: &str| doc.front.as_ref().and_then(|front| front.pointer(it));
    let moves = setting("/model/transformArgumentRelations").and_then(serde_json::Value::as_bool).unwrap_or(true);
    let is_strict = setting("/model/mode").is_some_and(|it| it == "strict");
    if moves {
        move_to_conclusions(doc);
    }
    if is_strict {
        make_strict(doc);
    }
    drop_twice_said(doc);
}

/// What is never defined stands where it is first referred to.
fn first_sections(doc: &mut Document) {
    let members = &doc.members;
    let first = |them: &[u32]| them.first().and_then(|&it| members.get(it as usize)).and_then(|it| it.section);
    for it in &mut doc.classes {
        it.section = it.section.or_else(|| first(&it.members));
    }
    for it in &mut doc.arguments {
        it.section = it.section.or_else(|| first(&it.members));
    }
}

/// The class of an argument's conclusion, and the inference that leads to it.
fn conclusion(doc: &Document, end: End) -> Option<(u32, Option<u32>)> {
    let End::Argument(argument) = end else { return None };
    let last = doc.arguments.get(argument as usize)?.steps.last()?;
    let member = doc.members.get(*last as usize)?;
    Some((*doc.class_of.get(member.title.as_deref()?)?, member.inference))
}

/// What an argument with premises does, its conclusion does; what undercuts it undercuts its last inference.
fn move_to_conclusions(doc: &mut Document) {
    let mut kept: Vec<Relation> = Vec::new();
    let all = std::mem::take(&mut doc.relations);
    let mut said: BTreeSet<(End, End, Does)> =
        all.iter().filter(|it| conclusion(doc, it.from).is_none()).map(|it| (it.from, it.to, it.does)).collect();
    let mut at_inference: BTreeSet<(End, End, Does)> =
        said.iter().filter(|it| matches!(it.1, End::Inference(_))).copied().collect();
    for mut it in all {
        if it.own {
            kept.push(it);
            continue;
        }
        if let Some((class, _)) = conclusion(doc, it.from) {
            it.from = End::Class(class);
            // What supports its own conclusion says nothing.
            if it.from == it.to || !said.insert((it.from, it.to, it.does)) {
                continue;
            }
        }
        if let (Does::Undercuts, Some((_, Some(inference)))) = (it.does, conclusion(doc, it.to)) {
            it.to = End::Inference(inference);
            if !at_inference.insert((it.from, it.to, it.does)) {
                continue;
            }
        }
        kept.push(it);
    }
    doc.relations = kept;
}

/// In a strict document statements entail each other or are contrary, which goes both ways.
pub fn make_strict(doc: &mut Document) {
    let mut contrary: BTreeSet<(End, End)> = BTreeSet::new();
    doc.relations.retain_mut(|it| {
        if it.own || !matches!((it.from, it.to), (End::Class(_), End::Class(_))) {
            return true;
        }
        match it.does {
            Does::Supports => it.does = Does::Entails,
            Does::Attacks => {
                if contrary.contains(&(it.to, it.from)) {
                    return false;
                }
                contrary.insert((it.from, it.to));
                it.does = Does::IsContrary;
            }
            _ => {}
        }
        true
    });
}

/// A statement that attacks a premise of an argument attacks that argument already.
fn drop_twice_said(doc: &mut Document) {
    let attacks = doc.relations.iter().filter_map(|it| match (it.does, it.from, it.to) {
        (Does::Attacks, End::Class(from), End::Class(to)) => Some([Some((from, to)), None]),
        (Does::Contradicts | Does::IsContrary, End::Class(from), End::Class(to)) => {
            Some([Some((from, to)), Some((to, from))])
        }
        _ => None,
    });
    let attacks: BTreeSet<(u32, u32)> = attacks.flatten().flatten().collect();
    if attacks.is_empty() {
        return;
    }
    let relations = std::mem::take(&mut doc.relations);
    let is_twice = |it: &Relation| {
        let (Does::Attacks, End::Class(from), End::Argument(argument)) = (it.does, it.from, it.to) else {
            return false;
        };
        let steps = doc.arguments.get(argument as usize).map_or(&[][..], |it| &it.steps);
        let premises = steps.iter().map(|&it| doc.member(it)).filter(|it| it.role == Role::Premise);
        premises
            .filter_map(|it| doc.class_of.get(it.title.as_deref()?))
            .any(|&premise| attacks.contains(&(from, premise)))
    };
    let kept = relations.into_iter().filter(|it| it.own || !is_twice(it)).collect();
    doc.relations = kept;
}
