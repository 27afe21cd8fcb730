//! Tables and lists in brackets, and quoted words.

use super::{super::flow::collapsed, DEEPEST, Wrong, most_values, plain, refused, too_deep};
use serde_json::{Map, Value};

/// Reads one value from a place in a text.
pub struct Flow<'a> {
    text: &'a str,
    pub at: usize,
    room: usize,
}

/// A list or table whose end has not come.
enum Open {
    List(Vec<Value>),
    /// With the key that waits for its value.
    Table(Map<String, Value>, Option<String>),
}

impl<'a> Flow<'a> {
    pub fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, room: most_values(text) }
    }

    /// What is left of the text.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The value that starts here: a table, a list, or quoted words.
    pub fn value(&mut self) -> Result<Value, Wrong> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            self.skip_space();
            let at = self.at;
            let Some(sign) = self.rest().chars().next() else {
                return Err((self.text.len(), "these brackets are never closed".to_owned()));
            };
            let mut done = None;
            match sign {
                '[' | '{' => {
                    self.at += 1;
                    if open.len() >= DEEPEST {
                        return Err((at, too_deep()));
                    }
                    open.push(if sign == '[' { Open::List(Vec::new()) } else { Open::Table(Map::new(), None) });
                }
                ']' | '}' => {
                    self.at += 1;
                    done = Some(match (open.pop(), sign) {
                        (Some(Open::List(them)), ']') => Value::Array(them),
                        (Some(Open::Table(mut them, key)), '}') => {
                            them.extend(key.map(|it| (it, Value::Null)));
                            Value::Object(them)
                        }
                        _ => return Err((at, format!("this is not closed by “{sign}”"))),
                    });
                }
                ',' => {
                    self.at += 1;
                    if let Some(Open::Table(them, key)) = open.last_mut()
                        && let Some(key) = key.take()
                    {
                        them.insert(key, Value::Null);
                    }
                }
                '"' | '\'' => done = Some(Value::String(self.quoted(sign)?)),
                _ => {
                    let words = self.words();
                    if let Some(why) = refused(&words) {
                        return Err((at, why.to_owned()));
                    }
                    done = Some(if is_key(&open) { Value::String(words) } else { plain(&words) });
                }
            }
            let Some(value) = done else { continue };
            self.room = self.room.checked_sub(1).ok_or_else(|| (at, "there is too much in this".to_owned()))?;
            if open.is_empty() {
                return Ok(value);
            }
            self.skip_space();
            let is_key = is_key(&open);
            let colon = self.rest().starts_with(':');
            match open.last_mut() {
                Some(Open::Table(_, key)) if is_key => {
                    *key = Some(as_key(value));
                    self.at += usize::from(colon);
                }
                Some(Open::Table(them, key)) => drop(key.take().map(|it| them.insert(it, value))),
                Some(Open::List(_)) if colon => {
                    return Err((self.at, "a list has no keys; a table needs braces".to_owned()));
                }
                Some(Open::List(them)) => them.push(value),
                None => {}
            }
        }
    }

    /// White space and what is told behind `#`.
    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let told = self.rest().starts_with('#')
                && self.text.get(..self.at).is_none_or(|it| it.is_empty() || it.ends_with(char::is_whitespace));
            if !told {
                return;
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    /// Words without quotation marks, up to what ends them, on one line.
    fn words(&mut self) -> String {
        let rest = self.rest();
        let mut before = ' ';
        let mut end = rest.len();
        let mut signs = rest.char_indices().peekable();
        while let Some((at, sign)) = signs.next() {
            let next = signs.peek().map(|it| it.1);
            let ends = matches!(sign, ',' | '[' | ']' | '{' | '}')
                || sign == ':' && next.is_none_or(|it| it.is_whitespace() || matches!(it, ',' | '[' | ']' | '{' | '}'))
                || sign == '#' && before.is_whitespace();
            if ends && at > 0 {
                end = at;
                break;
            }
            before = sign;
        }
        self.at += end;
        collapsed(rest.get(..end).unwrap_or_default())
    }

    /// Words in quotation marks.
    pub fn quoted(&mut self, mark: char) -> Result<String, Wrong> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let end =
                rest.find([mark, '\\', '\n']).ok_or((start, "these quotation marks are never closed".to_owned()))?;
            out.push_str(rest.get(..end).unwrap_or_default());
            self.at += end;
            let rest = self.rest();
            if rest.starts_with('\n') {
                // One line break is a space, more are one fewer.
                out.truncate(out.trim_end_matches([' ', '\t', '\r']).len());
                let blank = rest.trim_start();
                let breaks = rest.get(..rest.len() - blank.len()).unwrap_or_default().matches('\n').count();
                out.push_str(&if breaks > 1 { "\n".repeat(breaks - 1) } else { " ".to_owned() });
                self.at = self.text.len() - blank.len();
            } else if rest.starts_with('\\') {
                if mark == '\'' {
                    out.push('\\');
                    self.at += 1;
                } else {
                    self.escaped(&mut out)?;
                }
            } else if mark == '\'' && rest.starts_with("''") {
                out.push('\'');
                self.at += 2;
            } else {
                self.at += 1;
                return Ok(out);
            }
        }
    }

    /// A backslash and what it stands for.
    fn escaped(&mut self, out: &mut String) -> Result<(), Wrong> {
        let at = self.at;
        let wrong = || (at, "this backslash stands for nothing".to_owned());
        let sign = self.rest().chars().nth(1).ok_or_else(wrong)?;
        self.at += 1 + sign.len_utf8();
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '\n' => {
                let rest = self.rest();
                self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
                return Ok(());
            }
            _ => {
                let signs = [
                    ('n', '\n'),
                    ('t', '\t'),
                    ('r', '\r'),
                    ('0', '\0'),
                    ('a', '\u{7}'),
                    ('b', '\u{8}'),
                    ('f', '\u{c}'),
                    ('v', '\u{b}'),
                    ('e', '\u{1b}'),
                    ('N', '\u{85}'),
                    ('_', '\u{a0}'),
                    ('L', '\u{2028}'),
                    ('P', '\u{2029}'),
                ];
                let other = signs.iter().find(|it| it.0 == sign).map(|it| it.1);
                out.push(other.or(Some(sign).filter(|it| r#""\/ "#.contains(*it))).ok_or_else(wrong)?);
                return Ok(());
            }
        };
        let code = self.code(digits).ok_or_else(wrong)?;
        // JSON writes what lies beyond U+FFFF in two halves.
        let whole = if (0xd800..0xdc00).contains(&code) && self.rest().starts_with("\\u") {
            self.at += 2;
            let low = self.code(4).filter(|it| (0xdc00..0xe000).contains(it)).ok_or_else(wrong)?;
            0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        } else {
            code
        };
        out.push(char::from_u32(whole).unwrap_or(char::REPLACEMENT_CHARACTER));
        Ok(())
    }

    fn code(&mut self, digits: usize) -> Option<u32> {
        let code = self.rest().get(..digits).filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()))?;
        self.at += digits;
        u32::from_str_radix(code, 16).ok()
    }
}

/// Whether what comes next is the key of a table.
fn is_key(open: &[Open]) -> bool {
    matches!(open.last(), Some(Open::Table(_, None)))
}

fn as_key(value: Value) -> String {
    match value {
        Value::String(it) => it,
        other => other.to_string(),
    }
}
