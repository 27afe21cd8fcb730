//! The objects of a JSON file, from the innermost out, with the few fields that a reader asks for: places in the text, in
//! two stacks, so that a file as deep as it is long takes little more than its own size.

use super::json::{Token, Tokens, unescape};
use std::{borrow::Cow, ops::Range};

/// A field that was asked for: the number of its key, and where its value stands.
#[derive(Clone, Copy, Debug)]
struct Field {
    key: u8,
    text: bool,
    start: u32,
    end: u32,
}

/// An object whose end was not read yet.
#[derive(Debug)]
struct Open {
    /// How many objects started before it.
    order: u32,
    /// Its first field.
    first: u32,
    /// The key under which it stands, itself or the list that holds it.
    under: u8,
    /// The key of the value that comes next.
    next: u8,
}

/// No key that was asked for.
const OTHER: u8 = u8::MAX;

/// An object that ends here.
pub(super) struct Object<'a> {
    text: &'a str,
    keys: &'static [&'static str],
    fields: &'a [Field],
    /// How many objects of the file started before it.
    pub order: u32,
    /// The key under which it stands, itself or the list that holds it; empty if it was not asked for.
    pub under: &'static str,
}

impl<'a> Object<'a> {
    fn field(&self, key: &str) -> Option<(&Field, &'a str)> {
        let field = self.fields.iter().find(|it| self.keys.get(usize::from(it.key)).is_some_and(|it| *it == key))?;
        Some((field, &self.text[field.start as usize..field.end as usize]))
    }

    /// A field that is a string.
    pub(super) fn text(&self, key: &str) -> Option<Cow<'a, str>> {
        self.field(key).filter(|it| it.0.text).map(|it| unescape(it.1))
    }

    /// A field that is a string with words in it, or a number as it is written.
    pub(super) fn said(&self, key: &str) -> Option<Box<str>> {
        let (field, raw) = self.field(key)?;
        let value = if field.text { unescape(raw) } else { Cow::Borrowed(raw) };
        let is_number = raw.starts_with(|it: char| it == '-' || it.is_ascii_digit());
        let said = value.trim();
        ((field.text || is_number) && !said.is_empty()).then(|| said.into())
    }

    /// A field that is a number, without what stands behind its point.
    pub(super) fn number(&self, key: &str) -> Option<i64> {
        let raw = self.field(key).filter(|it| !it.0.text)?.1;
        let whole = raw.split('.').next().unwrap_or(raw);
        if raw.contains(['e', 'E']) { None } else { whole.parse().ok() }
    }

    pub(super) fn is_true(&self, key: &str) -> bool {
        self.field(key).is_some_and(|it| !it.0.text && it.1 == "true")
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.field(key).is_some()
    }
}

/// Goes through the objects of `text`, each when it ends. `done` gets an object and says under which names its fields
/// count for the object around it, too: pairs of a key of its own and one of that. Returns where the text is broken.
pub(super) fn each(
    text: &str,
    keys: &'static [&'static str],
    mut done: impl FnMut(&Object<'_>) -> &'static [(&'static str, &'static str)],
) -> Option<usize> {
    let number = |name: &str| keys.iter().position(|it| *it == name).and_then(|it| u8::try_from(it).ok());
    let (mut open, mut fields): (Vec<Open>, Vec<Field>) = (Vec::new(), Vec::new());
    let mut order = 0;
    let mut tokens = Tokens::of(text);
    for token in tokens.by_ref() {
        match token {
            Token::OpenObject => {
                let under = open.last().map_or(OTHER, |it| it.next);
                open.push(Open { order, first: small(fields.len()), under, next: OTHER });
                order += 1;
            }
            Token::Key(range) => {
                if let Some(it) = open.last_mut() {
                    it.next = number(&text[range]).unwrap_or(OTHER);
                }
            }
            Token::Text(range) => keep(&open, &mut fields, range, true),
            Token::Bare(range) => keep(&open, &mut fields, range, false),
            Token::CloseObject => {
                let Some(it) = open.pop() else { continue };
                let first = it.first as usize;
                let under = keys.get(usize::from(it.under)).copied().unwrap_or_default();
                let object = Object { text, keys, fields: &fields[first..], order: it.order, under };
                let lifted = done(&object);
                let lifted: Vec<Field> = lifted
                    .iter()
                    .filter_map(|(from, to)| Some(Field { key: number(to)?, ..*object.field(from)?.0 }))
                    .collect();
                fields.truncate(first);
                if let Some(around) = open.last() {
                    let known = |it: &Field| fields[around.first as usize..].iter().any(|other| other.key == it.key);
                    let new: Vec<Field> = lifted.into_iter().filter(|it| !known(it)).collect();
                    fields.extend(new);
                }
            }
            Token::OpenArray | Token::CloseArray => {}
        }
    }
    tokens.broken
}

fn keep(open: &[Open], fields: &mut Vec<Field>, range: Range<usize>, text: bool) {
    let Some(it) = open.last().filter(|it| it.next != OTHER) else { return };
    // Of a key that stands twice the first counts, also where it is a list.
    if fields[it.first as usize..].iter().all(|other| other.key != it.next) {
        fields.push(Field { key: it.next, text, start: small(range.start), end: small(range.end) });
    }
}

/// Texts of 4 GB and more are not read as JSON.
fn small(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}
