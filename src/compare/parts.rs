//! Of what parts each record is made that people change independently. Comparing and merging read nothing else, and a
//! field that is forgotten here does not compile.

use super::{Aspect, words};
use crate::map::{
    Boundary, Calculation, Comment, Conditional, Content, Credence, Crux, Data, Disagreement, Edge, Evidence, File,
    FileId, Foreign, Map, Marks, Node, Outcome, Parameter, Person, Point, Review, Side, Source, Statement, Weight,
};
use std::collections::{BTreeMap, BTreeSet};

/// A part of a record: one field, or several that only make sense together.
pub struct Part<T: 'static> {
    /// What it is.
    pub aspect: Aspect,
    /// Whether it is the same in both.
    pub same: fn(&T, &T) -> bool,
    /// Makes it in the first what it is in the second.
    pub take: fn(&mut T, &T),
    /// It, in words.
    pub words: fn(&Map, &T) -> String,
    /// For a part that is made of pieces: base (if there was one), ours and theirs to both changes in one, or nothing if
    /// both changed the same piece.
    pub join: Option<Join<T>>,
}

type Join<T> = fn(Option<&T>, &T, &T) -> Option<T>;

/// A record made of parts.
pub trait Parts: Clone + PartialEq + 'static {
    /// All of them; two records are equal if all of these are.
    const PARTS: &'static [Part<Self>];

    /// Whether it stays only to say that it was taken away.
    fn is_taken_away(&self) -> bool {
        false
    }
}

macro_rules! joined {
    () => {
        None
    };
    ($join:expr) => {
        Some($join)
    };
}

macro_rules! parts {
    ($type:ident $(, taken away $away:expr,)? { $($aspect:ident: [$($field:ident),+] => $words:expr $(, join $join:expr)?;)* }) => {
        impl Parts for $type {
            const PARTS: &'static [Part<Self>] = {
                const fn all_of_them(it: &$type) {
                    let $type { $($($field: _,)+)* } = it;
                }
                const _: fn(&$type) = all_of_them;
                &[$(Part {
                    aspect: Aspect::$aspect,
                    same: |one, other| $(PartialEq::eq(&one.$field, &other.$field))&&+,
                    take: |to, from| { $(to.$field.clone_from(&from.$field);)+ },
                    words: $words,
                    join: joined!($($join)?),
                }),*]
            };
            $(fn is_taken_away(&self) -> bool {
                $away(self)
            })?
        }
    };
    // A record that is one thing.
    ($type:ident whole $aspect:ident => $words:expr) => {
        impl Parts for $type {
            const PARTS: &'static [Part<Self>] = &[Part {
                aspect: Aspect::$aspect,
                same: |one, other| one == other,
                take: |to, from| to.clone_from(from),
                words: $words,
                join: None,
            }];
        }
    };
}

parts!(Source {
    Name: [title] => |_, it| it.title.clone();
    Format: [format] => |_, it| it.format.clone();
    Furniture: [text, chrome] => |_, it| format!("{} places", it.chrome.len());
});

parts!(Comment {
    Quote: [span, footnotes] => |map, it| words::span(map, it.span);
    Author: [author] => |map, it| words::person(map, it.author);
    ReplyTo: [parent] => |map, it| {
        let parent = it.parent.and_then(|it| map.comment(it));
        parent.map_or_else(|| "nothing".to_owned(), |it| words::span(map, it.span))
    };
    Time: [time] => |_, it| it.time.clone().unwrap_or_default();
    Address: [link] => |_, it| it.link.clone().unwrap_or_default();
    Marks: [marks] => |_, it| it.marks.words().collect::<Vec<_>>().join(", "), join |_, ours, theirs| {
        // Both are what the thread said at some time; none is a person's decision.
        let [one, other] = [ours.marks, theirs.marks];
        let marks = Marks {
            score: one.score.max(other.score),
            edited: one.edited || other.edited,
            retracted: one.retracted || other.retracted,
            deleted: one.deleted || other.deleted,
        };
        Some(Self { marks, ..ours.clone() })
    };
    Topic: [topic] => |_, it| it.topic.clone().unwrap_or_default();
    Certainty: [certainty] => |_, it| it.certainty.to_string();
});

parts!(Boundary {
    Starts: [before, after, nth, starts] => |_, it| words::boundary(it);
});

parts!(Person {
    Name: [name] => |_, it| it.name.clone();
});

parts!(Statement {
    Quote: [span, comment] => |map, it| words::span(map, it.span);
    Speaker: [speaker, person] => |map, it| words::person(map, it.person);
    Move: [kind] => |_, it| it.kind.words().to_owned();
    Disputed: [disputed] => |_, it| if it.disputed { "yes" } else { "no" }.to_owned();
    OnMap: [node] => |map, it| it.node.map_or_else(|| "none".to_owned(), |it| words::item(map, it.into()));
});

parts!(Node {
    Words: [text] => |_, it| words::one_line(&it.text);
    Kind: [kind] => |_, it| it.kind.word().to_owned();
});

parts!(Edge {
    Ends: [from, to] => words::ends;
    Kind: [kind] => |_, it| it.kind.words().to_owned();
});

parts!(Crux {
    Sides: [sides] => |map, it| words::sides(map, &it.sides), join |base, ours, theirs| {
        let sides = join_sides(base.map_or(&[], |it| &it.sides), &ours.sides, &theirs.sides)?;
        Some(Self { sides, ..ours.clone() })
    };
    WouldChange: [would_change] => |_, it| words::one_line(&it.would_change);
    Status: [status] => |_, it| words::status(it.status).to_owned();
});

parts!(Disagreement {
    Subject: [kind] => |_, it| words::subject(it.kind).to_owned();
    Sides: [sides] => |map, it| words::sides(map, &it.sides), join |base, ours, theirs| {
        let sides = join_sides(base.map_or(&[], |it| &it.sides), &ours.sides, &theirs.sides)?;
        Some(Self { sides, ..ours.clone() })
    };
});

parts!(Evidence {
    Sort: [kind] => |_, it| words::sort(it.kind).to_owned();
    Data: [data] => |_, it| words::data(&it.data), join |base, ours, theirs| {
        let named = |it: &Data| it.iter().map(|(name, it)| (name.to_owned(), it.clone())).collect::<BTreeMap<_, _>>();
        let base = base.map(|it| named(&it.data)).unwrap_or_default();
        let data = join_named(&base, &named(&ours.data), &named(&theirs.data))?;
        Some(Self { data: data.into_iter().collect(), ..ours.clone() })
    };
    Attached: [attached] => |map, it| attached(map, &it.attached), join |base, ours, theirs| {
        let known = base.map_or(&[][..], |it| &it.attached);
        let all = join_list(known, &ours.attached, &theirs.attached, |it| *it)?;
        Some(Self { attached: all.into(), ..ours.clone() })
    };
});

parts!(Calculation {
    Calculation: [engine, file, parameters] => words::calculation, join join_calculation;
});

parts!(File {
    Name: [name] => |_, it| it.name.clone();
    Content: [content] => |_, it| words::content(it), join |_, ours, theirs| {
        // What is in it is the same, for it is named after that. Its bytes are worth more than where they are.
        let kept = [ours, theirs].into_iter().find(|it| matches!(it.content, Content::Kept(_)))?;
        Some(Self { content: kept.content.clone(), name: ours.name.clone() })
    };
});

parts!(Outcome whole Result => |_, it| words::outcome(it));
parts!(Weight whole Weight => |_, it| words::weight(it));
parts!(Point whole Place => |_, it| words::point(*it));

parts!(Credence, taken away |it: &Credence| it.removed, {
    Credence: [person, value, origin, words, time, round, removed] => words::credence;
    OnMap: [node] => |map, it| words::item(map, it.node.into());
    Quote: [statement] => |map, it| {
        let said = it.statement.and_then(|it| map.statement(it));
        said.map_or_else(|| "none".to_owned(), |it| words::span(map, it.span))
    };
});

parts!(Foreign {
    Foreign: [format, of, key, value] => |_, it| format!("{}, {}: {}", it.format, it.key, words::one_line(&it.value));
});

parts!(Conditional {
    Conditional: [person, node, on, if_yes, if_no] => |map, it| {
        let (who, on) = (words::person(map, Some(it.person)), words::item(map, it.on.into()));
        format!("{who}: {} if {on}, {} if not", it.if_yes, it.if_no)
    };
});

parts!(Review {
    Decision: [state] => |_, it| words::decision(it).to_owned();
    Proposal: [
        confidence, cues, runner_up, runner_up_confidence, corrected_from, lesson, alternatives
    ] => words::proposal;
});

fn attached(map: &Map, them: &[FileId]) -> String {
    let name = |it: &FileId| map.file(*it).map_or_else(|| it.to_string(), |it| it.name.clone());
    them.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Both changes to values by name; nothing if both changed the same one differently.
fn join_named<T: Clone + PartialEq>(
    base: &BTreeMap<String, T>,
    ours: &BTreeMap<String, T>,
    theirs: &BTreeMap<String, T>,
) -> Option<BTreeMap<String, T>> {
    let mut joined = BTreeMap::new();
    for name in ours.keys().chain(theirs.keys()) {
        let [base, ours, theirs] = [base, ours, theirs].map(|it| it.get(name));
        let it = if theirs == base || ours == theirs {
            ours
        } else if ours == base {
            theirs
        } else {
            return None;
        };
        if let Some(it) = it {
            joined.insert(name.clone(), it.clone());
        }
    }
    Some(joined)
}

/// Both changes to a list in which nothing stands twice by `key`; nothing if something does, or if both changed or moved
/// the same differently.
fn join_list<T: Clone + PartialEq, K: Ord>(base: &[T], ours: &[T], theirs: &[T], key: fn(&T) -> K) -> Option<Vec<T>> {
    let by_key = |them: &[T]| {
        let named: BTreeMap<K, T> = them.iter().map(|it| (key(it), it.clone())).collect();
        (named.len() == them.len()).then_some(named)
    };
    let (base_by, ours_by, theirs_by) = (by_key(base)?, by_key(ours)?, by_key(theirs)?);
    // The order is that of whoever changed it; where both did, there is none that is right.
    let common = |them: &[T]| -> Vec<K> {
        let in_all = |it: &K| [&base_by, &ours_by, &theirs_by].iter().all(|by| by.contains_key(it));
        them.iter().map(key).filter(in_all).collect()
    };
    let orders = [base, ours, theirs].map(common);
    if orders[1] != orders[0] && orders[2] != orders[0] && orders[1] != orders[2] {
        return None;
    }
    let adds = |them: &BTreeMap<K, T>| them.keys().any(|it| !base_by.contains_key(it));
    let both_add = adds(&ours_by) && adds(&theirs_by);
    let theirs_lead = orders[2] != orders[0] || orders[1] == orders[0] && !adds(&ours_by);
    let (first, second) = if theirs_lead { (theirs, ours) } else { (ours, theirs) };
    let (known, mut rest): (Vec<K>, Vec<K>) =
        first.iter().map(key).partition(|it| !both_add || base_by.contains_key(it));
    let seen: BTreeSet<K> = first.iter().map(key).collect();
    rest.extend(second.iter().map(key).filter(|it| !seen.contains(it)));
    if both_add {
        // Neither comes first: by what they are known by, so that it does not matter whose map is whose.
        rest.sort_unstable();
    }
    let mut joined = Vec::new();
    for key in known.into_iter().chain(rest) {
        let [base, ours, theirs] = [&base_by, &ours_by, &theirs_by].map(|it| it.get(&key));
        if theirs == base || ours == theirs {
            joined.extend(ours.cloned());
        } else if ours == base {
            joined.extend(theirs.cloned());
        } else {
            return None;
        }
    }
    Some(joined)
}

/// Sides are known by whose they are.
fn join_sides(base: &[Side], ours: &[Side], theirs: &[Side]) -> Option<Vec<Side>> {
    join_list(base, ours, theirs, |it| (it.person, it.who.clone()))
}

/// Parameters are joined by name, as long as all are of one engine and of one file.
fn join_calculation(base: Option<&Calculation>, ours: &Calculation, theirs: &Calculation) -> Option<Calculation> {
    let base = base?;
    if [ours, theirs].iter().any(|it| it.engine != base.engine) {
        return None;
    }
    let file = match (ours.file == base.file, theirs.file == base.file) {
        (_, true) => ours.file,
        (true, false) => theirs.file,
        (false, false) if ours.file == theirs.file => ours.file,
        (false, false) => return None,
    };
    let join = |it: &Calculation| -> BTreeMap<String, Parameter> { it.parameters.clone() };
    let parameters = join_named(&join(base), &join(ours), &join(theirs))?;
    Some(Calculation { engine: ours.engine.clone(), file, parameters })
}
