//! Which headings are groups on a map, and the groups that a document's settings make instead of its headings.

use super::{
    build::count,
    model::{Document, Section},
};
use serde_json::Value;

/// As many levels of headings are groups, counted from the deepest, if nothing says otherwise.
const DEPTH: i64 = 2;

/// As many groups a document's settings may make.
const MOST: usize = 10_000;

/// Says which sections are groups, and puts statements and arguments into the groups of the settings.
pub fn group(doc: &mut Document) {
    let settings = doc.front.as_ref().and_then(|it| it.get("group")).cloned().unwrap_or_default();
    for it in &mut doc.sections {
        it.is_group = it.data.as_ref().and_then(|it| it.get("isGroup")).and_then(Value::as_bool);
        it.is_closed = it.data.as_ref().and_then(|it| it.get("isClosed")).and_then(Value::as_bool);
        if let Some(sections) = settings.get("sections").and_then(Value::as_object) {
            let said = |key: &str| sections.get(&it.title)?.get(key)?.as_bool();
            if sections.contains_key(&it.title) {
                (it.is_group, it.is_closed) = (said("isGroup"), said("isClosed"));
            } else {
                it.is_group = it.is_group.or(Some(false));
            }
        }
    }
    let deepest = doc.sections.iter().map(|it| it.level).max().unwrap_or(0);
    if let Some(regroup) = settings.get("regroup").and_then(Value::as_array).filter(|it| !it.is_empty()) {
        regrouped(doc, regroup);
    }
    let depth = settings.get("groupDepth").and_then(Value::as_i64).unwrap_or(DEPTH);
    let first = i64::try_from(deepest).unwrap_or(i64::MAX).saturating_sub(depth).saturating_add(1);
    for it in doc.regrouped.as_mut().unwrap_or(&mut doc.sections) {
        it.is_group = it.is_group.or(Some(i64::try_from(it.level).unwrap_or(i64::MAX) >= first));
    }
}

/// Puts statements and arguments into the groups of `regroup`, and takes them out of the sections they stand in.
fn regrouped(doc: &mut Document, regroup: &[Value]) {
    doc.classes.iter_mut().for_each(|it| it.section = None);
    doc.arguments.iter_mut().for_each(|it| it.section = None);
    let mut groups: Vec<Section> = Vec::new();
    let mut pile: Vec<(&Value, Option<u32>, usize)> =
        regroup.iter().enumerate().rev().map(|(nth, it)| (it, None, nth)).collect();
    while let Some((value, parent, id)) = pile.pop() {
        if !value.is_object() || groups.len() >= MOST {
            continue;
        }
        let level = parent.and_then(|it| groups.get(it as usize)).map_or(0, |it| it.level) + 1;
        let number = count(&groups);
        let words =
            |key: &str| value.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        for title in words("statements") {
            if let Some(class) = doc.class_of.get(title).and_then(|&it| doc.classes.get_mut(it as usize)) {
                class.section = Some(number);
            }
        }
        for title in words("arguments") {
            if let Some(argument) = doc.argument_of.get(title).and_then(|&it| doc.arguments.get_mut(it as usize)) {
                argument.section = Some(number);
            }
        }
        groups.push(Section {
            id: id.to_string().into(),
            title: value.get("title").and_then(Value::as_str).unwrap_or_default().to_owned(),
            level,
            parent,
            tags: words("tags").map(Into::into).collect(),
            ranges: Box::default(),
            data: None,
            is_group: None,
            is_closed: value.get("isClosed").and_then(Value::as_bool),
            at: doc.front_at,
        });
        let children = value.get("children").and_then(Value::as_array).map_or(&[][..], |it| it);
        pile.extend(children.iter().enumerate().rev().map(|(nth, it)| (it, Some(number), id + 1 + nth)));
    }
    doc.regrouped = Some(groups);
}
