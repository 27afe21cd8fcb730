//! What the reference parser makes of documents that nobody here wrote, against what is made of them here. The documents
//! and its results are no part of this project; without them the test is skipped.

use super::{
    model::{Document, Does, End, Looks, Member, Range, Role},
    parse::parse,
};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const PARTS: [&str; 5] = ["statements", "arguments", "relations", "sections", "tags"];

fn shared(path: &str) -> Option<PathBuf> {
    // Another folder of the same form may be named, to compare many documents at once.
    let other = std::env::var_os("ARGDOWN_FIXTURES").map(PathBuf::from);
    let root = other.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures"));
    Some(root.join(path)).filter(|it| it.exists())
}

/// A document in the form in which the reference parser writes it.
struct Told<'a> {
    doc: &'a Document,
    text: &'a str,
}

impl Told<'_> {
    fn all(&self) -> Value {
        let doc = self.doc;
        let mut tags = BTreeSet::new();
        tags.extend(doc.members.iter().flat_map(|it| it.tags.iter()).map(ToString::to_string));
        tags.extend(doc.sections.iter().flat_map(|it| it.tags.iter()).map(ToString::to_string));
        json!({
            "statements": doc.classes.iter().map(|it| (it.title.to_string(), self.holder(&it.members, &it.tags, it.data.as_ref(), it.section))).collect::<Map<_, _>>(),
            "arguments": doc.arguments.iter().map(|it| {
                let mut told = self.holder(&it.members, &it.tags, it.data.as_ref(), it.section);
                told["pcs"] = it.steps.iter().map(|&it| self.member(doc.member(it))).collect();
                (it.title.to_string(), told)
            }).collect::<Map<_, _>>(),
            "relations": doc.relations.iter().map(|it| {
                let mut told = json!({"relationType": does(it.does)});
                for (key, end) in [("from", it.from), ("to", it.to)] {
                    let (title, kind) = match end {
                        End::Class(it) => (doc.classes[it as usize].title.to_string(), "equivalence-class"),
                        End::Argument(it) => (doc.arguments[it as usize].title.to_string(), "argument"),
                        End::Inference(it) => {
                            let it = &doc.inferences[it as usize];
                            told["conclusionIndex"] = json!(it.conclusion);
                            (doc.arguments[it.argument as usize].title.to_string(), "inference")
                        }
                    };
                    told[key] = title.into();
                    told[format!("{key}Type")] = kind.into();
                }
                told
            }).collect::<Vec<_>>(),
            "sections": (0..doc.groups().len()).filter(|&it| doc.groups()[it].parent.is_none()).map(|it| self.section(it)).collect::<Vec<_>>(),
            "tags": tags.into_iter().collect::<Vec<_>>(),
        })
    }

    fn holder(&self, members: &[u32], tags: &[Box<str>], data: Option<&Value>, section: Option<u32>) -> Value {
        let members: Vec<&Member> = members.iter().map(|&it| self.doc.member(it)).collect();
        let mut told = json!({"members": members.iter().map(|it| self.member(it)).collect::<Vec<_>>()});
        for (key, role) in [
            ("isUsedAsTopLevelStatement", Role::TopLevel),
            ("isUsedAsRelationStatement", Role::Related),
            ("isUsedAsPremise", Role::Premise),
            ("isUsedAsIntermediaryConclusion", Role::Intermediary),
            ("isUsedAsMainConclusion", Role::Main),
        ] {
            if members.iter().any(|it| it.role == role) {
                told[key] = true.into();
            }
        }
        with(&mut told, "tags", (!tags.is_empty()).then(|| json!(tags)));
        with(&mut told, "data", data.cloned());
        with(&mut told, "section", section.map(|it| format!("s{}", self.doc.groups()[it as usize].id).into()));
        told
    }

    fn member(&self, it: &Member) -> Value {
        let (line, column) = place(self.text, it.at);
        let mut told = json!({"title": it.title, "startLine": line, "startColumn": column});
        let role = match it.role {
            Role::Item => None,
            Role::TopLevel => Some("top-level-statement"),
            Role::Related => Some("relation-statement"),
            Role::Description => Some("argument-description"),
            Role::Premise => Some("premise"),
            Role::Intermediary => Some("intermediary-conclusion"),
            Role::Main => Some("main-conclusion"),
        };
        with(&mut told, "role", role.map(Into::into));
        let is_argument = it.role == Role::Description;
        with(&mut told, "text", (is_argument || !it.text.is_empty()).then(|| it.text.as_str().into()));
        with(&mut told, "isReference", it.is_reference.then_some(true.into()));
        let is_top_level = it.is_top_level || is_argument;
        with(&mut told, "isTopLevel", is_top_level.then_some(it.is_top_level.into()));
        with(&mut told, "tags", (!it.tags.is_empty()).then(|| json!(it.tags)));
        with(&mut told, "ranges", (!it.ranges.is_empty()).then(|| ranges(&it.text, &it.ranges)));
        with(&mut told, "data", it.data.as_deref().cloned());
        with(&mut told, "section", it.section.map(|it| format!("s{}", it + 1).into()));
        let argument = it.argument.map(|it| self.doc.arguments[it as usize].title.to_string());
        with(&mut told, "argumentTitle", argument.map(Into::into));
        with(
            &mut told,
            "inference",
            it.inference.map(|it| {
                let it = &self.doc.inferences[it as usize];
                let mut told = json!({"inferenceRules": it.rules, "conclusionIndex": it.conclusion});
                with(&mut told, "data", it.data.clone());
                told
            }),
        );
        told
    }

    fn section(&self, nth: usize) -> Value {
        let all = self.doc.groups();
        let it = &all[nth];
        let below = (nth + 1..all.len()).filter(|&below| all[below].parent.map(|it| it as usize) == Some(nth));
        let mut told = json!({
            "id": format!("s{}", it.id), "level": it.level, "title": it.title,
            "children": below.map(|it| self.section(it)).collect::<Vec<_>>(),
        });
        if self.doc.regrouped.is_none() {
            let (line, column) = place(self.text, it.at);
            told["ranges"] = ranges(&it.title, &it.ranges);
            (told["startLine"], told["startColumn"]) = (line.into(), column.into());
        }
        with(&mut told, "tags", (!it.tags.is_empty()).then(|| json!(it.tags)));
        with(&mut told, "data", it.data.clone());
        with(&mut told, "isGroup", it.is_group.filter(|it| *it).map(Into::into));
        with(&mut told, "isClosed", it.is_closed.filter(|it| *it).map(Into::into));
        told
    }
}

fn with(told: &mut Value, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        told[key] = value;
    }
}

fn does(it: Does) -> &'static str {
    match it {
        Does::Supports => "support",
        Does::Attacks => "attack",
        Does::Undercuts => "undercut",
        Does::Contradicts => "contradictory",
        Does::Entails => "entails",
        Does::IsContrary => "contrary",
    }
}

/// Counted as the reference does, in UTF-16.
fn ranges(text: &str, all: &[Range]) -> Value {
    // Titles are without the spaces at their ends.
    let units = |at: usize| i64::try_from(text.get(..at).map_or(at, |it| it.encode_utf16().count())).unwrap();
    let one = |it: &Range| {
        let mut told = json!({"start": units(it.start), "stop": units(it.end) - 1});
        let (kind, key) = match &it.what {
            Looks::Bold => ("bold", None),
            Looks::Italic => ("italic", None),
            Looks::Link(it) => ("link", Some(("url", it))),
            Looks::Tag(it) => ("tag", Some(("tag", it))),
            Looks::StatementMention(it) => ("statement-mention", Some(("title", it))),
            Looks::ArgumentMention(it) => ("argument-mention", Some(("title", it))),
        };
        told["type"] = kind.into();
        with(&mut told, key.map_or("", |it| it.0), key.map(|it| it.1.to_string().into()));
        told
    };
    all.iter().map(one).collect()
}

fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.rfind('\n').map_or(0, |it| it + 1);
    (before.matches('\n').count() + 1, before[line..].encode_utf16().count() + 1)
}

/// What both sides tell: without what is told twice, and without where things end.
fn lean(value: &Value, drops_relations: bool) -> Value {
    const TWICE: [&str; 7] = ["type", "endLine", "endColumn", "heading", "parent", "endOffset", "startOffset"];
    match value {
        Value::Object(them) => {
            let kind = them.get("type").and_then(Value::as_str).unwrap_or_default();
            let is_range = them.contains_key("stop");
            let is_inference = kind == "inference";
            let is_holder = matches!(kind, "argument" | "equivalence-class");
            let is_description = them.get("role").is_some_and(|it| it == "argument-description");
            them.iter()
                .filter(|(key, value)| {
                    let twice = TWICE.contains(&key.as_str()) && !(is_range && *key == "type")
                        || drops_relations && *key == "relations"
                        || is_description && *key == "pcs"
                        || is_inference && matches!(key.as_str(), "argumentTitle" | "startLine" | "startColumn")
                        || is_holder && matches!(key.as_str(), "title" | "startLine" | "startColumn");
                    !twice && !value.is_null() && **value != json!(false) || *key == "isTopLevel"
                })
                .map(|(key, it)| (key.clone(), lean(it, drops_relations)))
                .collect()
        }
        Value::Array(them) => them.iter().map(|it| lean(it, drops_relations)).collect(),
        other => other.clone(),
    }
}

/// Where two values differ first, in words.
fn differ(ours: &Value, theirs: &Value, path: &str, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|it| !a.contains_key(*it))) {
                let null = Value::Null;
                let [a, b] = [a, b].map(|it| it.get(key).unwrap_or(&null));
                differ(a, b, &format!("{path}/{key}"), found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (nth, (a, b)) in a.iter().zip(b).enumerate() {
                differ(a, b, &format!("{path}/{nth}"), found);
            }
        }
        (a, b) if a != b => found.push(format!("{path}: {a} instead of {b}")),
        _ => {}
    }
}

fn documents(below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pile = vec![below.to_owned()];
    while let Some(path) = pile.pop() {
        if path.is_dir() {
            pile.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path()));
        } else if path.extension().is_some_and(|it| it == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn what_the_reference_reads_without_error_is_read_the_same() {
    let (Some(golden), Some(documents_at)) = (shared("argdown-golden"), shared("argdown")) else {
        return println!("skipped: there are no fixtures");
    };
    let summary: Value = serde_json::from_str(&fs::read_to_string(golden.join("SUMMARY.json")).unwrap()).unwrap();
    let (mut agree, mut of, mut refused, mut bad) = (0, 0, 0, Vec::new());
    for path in documents(&golden) {
        let name = path.strip_prefix(&golden).unwrap().to_str().unwrap();
        let Some((name, mode)) = name.strip_suffix(".json").and_then(|it| it.rsplit_once('.')) else { continue };
        let row = summary["rows"].as_array().unwrap().iter().find(|it| it["file"] == name).unwrap();
        let text = fs::read_to_string(documents_at.join(name)).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        let (mut doc, problems) = parse(&text, 100_000);
        if mode == "strict" && doc.front.as_ref().is_none_or(|it| it.pointer("/model/mode").is_none()) {
            super::settle::make_strict(&mut doc);
        }
        if row[mode]["parserErrors"] != 0 || row[mode]["exceptions"].as_array().is_some_and(|it| !it.is_empty()) {
            refused += 1;
            if problems.is_empty() {
                bad.push(format!("{name}: the reference tells of an error"));
            }
            continue;
        }
        of += 1;
        let theirs: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let ours = Told { doc: &doc, text: &text }.all();
        let mut found: Vec<String> = problems.iter().map(|it| format!("told: {}", it.1)).collect();
        for part in PARTS {
            let mut theirs = lean(&theirs[part], true);
            if part == "tags" {
                theirs = theirs.as_object().unwrap().keys().cloned().collect();
            }
            differ(&lean(&ours[part], true), &theirs, part, &mut found);
        }
        if found.is_empty() {
            agree += 1;
        } else {
            bad.push(format!(
                "{name} ({mode}): {} differ, as {}",
                found.len(),
                found[..found.len().min(5)].join("\n   ")
            ));
        }
    }
    println!(
        "{agree} of {of} documents agree with the reference parser in {PARTS:?}; of {refused} both tell of errors"
    );
    assert!(bad.is_empty() && of > 0, "{}", bad.join("\n"));
}
