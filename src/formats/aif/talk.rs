//! The comments of a map as locutions, with what they state and what they reply to, as far as no file said so already.

use super::{
    graph::Kind,
    said::article,
    write::{Writer, node_json},
};
use crate::{
    formats::json,
    map::{Comment, CommentId, PersonId, Speaker, Statement, StatementKind},
};
use std::collections::BTreeMap;

/// Writes what was said.
pub fn write(writer: &mut Writer<'_>) {
    let mut people = People::of(writer);
    let map = writer.map;
    let told: Vec<String> = writer.lists.get("locutions").cloned().unwrap_or_default();
    let told: std::collections::BTreeSet<String> = told
        .iter()
        .filter_map(|it| json::get(it, "nodeID").and_then(json::name).map(std::borrow::Cow::into_owned))
        .collect();
    for (id, comment) in map.comments().filter(|it| it.0 != article(it.1.span.source)) {
        let name = match writer.locutions.get(&id) {
            Some(name) => name.clone(),
            None => locution(writer, id, comment),
        };
        if !told.contains(&name) {
            people.tell(writer, &name, comment);
        }
    }
    for (_, statement) in map.statements() {
        illocution(writer, statement);
    }
    for (id, comment) in map.comments() {
        let ends = comment.parent.and_then(|it| writer.locutions.get(&it)).zip(writer.locutions.get(&id));
        if let Some((before, after)) = ends.map(|it| (it.0.clone(), it.1.clone())) {
            join(writer, before, after, (Kind::Transition, "TA", "Default Transition", "82"));
        }
    }
}

fn locution(writer: &mut Writer<'_>, id: CommentId, comment: &Comment) -> String {
    let name = writer.kept.new_name();
    let words = writer.map.quote(comment.span).unwrap_or_default();
    let author = comment.author.and_then(|it| writer.map.person(it)).map(|it| it.name.trim());
    let text = author.filter(|it| !it.is_empty()).map_or_else(|| words.to_owned(), |it| format!("{it}: {words}"));
    let mark = json::quote(&id.to_string());
    let json = node_json("{}", &name, &json::quote(&text), "L", Some(&mark));
    writer.nodes.insert(name.clone(), (Kind::Locution, json));
    writer.locutions.insert(id, name.clone());
    name
}

fn illocution(writer: &mut Writer<'_>, statement: &Statement) {
    let claim = statement.node.and_then(|it| writer.claims.get(&it));
    let Some((said, claim)) = writer.locutions.get(&statement.comment).zip(claim) else { return };
    let (said, claim) = (said.clone(), claim.clone());
    let act = match (statement.speaker, statement.kind) {
        // Nobody asserts what they quote.
        (Speaker::Opponent, _) => ("Default Illocuting", "168"),
        (Speaker::Author, StatementKind::Question) => ("Questioning", ""),
        (Speaker::Author, _) => ("Asserting", "74"),
    };
    join(writer, said, claim, (Kind::Illocution, "YA", act.0, act.1));
}

/// Joins two nodes by one between them, if they are not joined yet.
fn join(writer: &mut Writer<'_>, from: String, to: String, node: (Kind, &str, &str, &str)) {
    if writer.joined.contains(&(from.clone(), to.clone())) {
        return;
    }
    let (kind, word, text, scheme) = node;
    let name = writer.kept.new_name();
    let json = node_json("{}", &name, &json::quote(text), word, None);
    writer.nodes.insert(name.clone(), (kind, json));
    if !scheme.is_empty() {
        writer.fulfil(&name, scheme);
    }
    writer.edge(None, &from, &name, None);
    writer.edge(None, &name, &to, None);
    writer.joined.insert((from, to));
}

/// Who takes part, by the ids of the file.
struct People {
    known: BTreeMap<String, String>,
    ids: BTreeMap<PersonId, String>,
    next: u64,
}

impl People {
    fn of(writer: &Writer<'_>) -> Self {
        let mut it = Self { known: BTreeMap::new(), ids: BTreeMap::new(), next: 1 };
        for entry in writer.lists.get("participants").into_iter().flatten() {
            let word = |name| json::get(entry, name).and_then(json::name).unwrap_or_default().trim().to_owned();
            let id = word("participantID");
            let name = format!("{} {}", word("firstname"), word("surname"));
            it.next = it.next.max(id.parse::<u64>().ok().filter(|it| *it < 1 << 52).map_or(1, |it| it + 1));
            it.known.entry(name.trim().to_lowercase()).or_insert(id);
        }
        it
    }

    /// Tells whose a locution is, and when it was said.
    fn tell(&mut self, writer: &mut Writer<'_>, locution: &str, comment: &Comment) {
        let Some(id) = comment.author.and_then(|it| self.id(writer, it)) else { return };
        let time = comment.time.as_deref().map(|it| ("timestamp", json::quote(it)));
        let entries = [("nodeID", json::quote(locution)), ("personID", json::quote(&id))];
        let it = json::object(entries.into_iter().chain(time));
        writer.lists.entry("locutions".to_owned()).or_default().push(it);
    }

    fn id(&mut self, writer: &mut Writer<'_>, person: PersonId) -> Option<String> {
        if let Some(id) = self.ids.get(&person) {
            return Some(id.clone());
        }
        let name = writer.map.person(person)?.name.trim().to_owned();
        let key = name.to_lowercase();
        let id = self.known.get(&key).cloned().unwrap_or_else(|| {
            let id = self.next.to_string();
            self.next += 1;
            let (first, last) = name.rsplit_once(' ').unwrap_or((&name, ""));
            let entries = [("participantID", &*id), ("firstname", first), ("surname", last)];
            let it = json::object(entries.map(|it| (it.0, json::quote(it.1))));
            writer.lists.entry("participants".to_owned()).or_default().push(it);
            id
        });
        self.ids.insert(person, id.clone());
        Some(id)
    }
}
