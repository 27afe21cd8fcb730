//! Tables and lists in lines: how deep a line stands says what it belongs to.

use super::{DEEPEST, Wrong, flow::Flow, most_values, plain, refused, too_deep};
use serde_json::{Map, Value};

/// A list or table, and how deep its lines stand.
enum Open {
    /// With whether an item waits for its value.
    List(usize, Vec<Value>, bool),
    /// With the key that waits for its value.
    Table(usize, Map<String, Value>, Option<String>),
}

impl Open {
    fn depth(&self) -> usize {
        match self {
            Self::List(depth, ..) | Self::Table(depth, ..) => *depth,
        }
    }
}

struct Block<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Open>,
    room: usize,
}

/// Reads a text in lines.
pub fn read(text: &str) -> Result<Value, Wrong> {
    let mut block = Block { text, at: 0, open: Vec::new(), room: most_values(text) };
    let mut whole = Value::Null;
    while let Some((depth, at)) = block.line() {
        block.at = at;
        block.close_deeper(depth);
        if let Some(value) = block.read_line(depth)? {
            whole = value;
        }
    }
    while block.open.len() > 1 {
        block.close();
    }
    Ok(block.open.pop().map_or(whole, closed))
}

fn closed(open: Open) -> Value {
    match open {
        Open::List(_, mut them, waits) => {
            if waits {
                them.push(Value::Null);
            }
            Value::Array(them)
        }
        Open::Table(_, mut them, key) => {
            them.extend(key.map(|it| (it, Value::Null)));
            Value::Object(them)
        }
    }
}

impl<'a> Block<'a> {
    /// How deep the next line stands that says something, and where its words start.
    fn line(&self) -> Option<(usize, usize)> {
        let mut at = self.at;
        loop {
            let rest = self.text.get(at..).filter(|it| !it.is_empty())?;
            let bare = rest.trim_start_matches([' ', '\t']);
            let depth = rest.len() - bare.len();
            if !bare.starts_with(['#', '\n', '\r']) && !bare.is_empty() {
                return Some((depth, at + depth));
            }
            at += rest.find('\n')? + 1;
        }
    }

    /// What is left of the line, and where the next one starts.
    fn rest(&self) -> (&'a str, usize) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.find('\n').unwrap_or(rest.len());
        (rest.get(..end).unwrap_or_default(), (self.at + end + 1).min(self.text.len()))
    }

    fn close(&mut self) {
        if let Some(value) = self.open.pop().map(closed) {
            self.put(value);
        }
    }

    fn close_deeper(&mut self, depth: usize) {
        while self.open.len() > 1 && self.open.last().is_some_and(|it| it.depth() > depth) {
            self.close();
        }
    }

    /// Gives a value to what waits for it.
    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            Some(Open::List(_, them, waits)) => {
                *waits = false;
                them.push(value);
            }
            Some(Open::Table(_, them, key)) => drop(key.take().map(|it| them.insert(it, value))),
            None => {}
        }
    }

    fn push(&mut self, open: Open) -> Result<(), Wrong> {
        if self.open.len() >= DEEPEST {
            return Err((self.at, too_deep()));
        }
        self.open.push(open);
        Ok(())
    }

    /// Reads a line, with the lines that belong to its value. A value by itself is the whole.
    fn read_line(&mut self, mut depth: usize) -> Result<Option<Value>, Wrong> {
        loop {
            self.room = self.room.checked_sub(1).ok_or_else(|| (self.at, "there is too much in this".to_owned()))?;
            let (line, next) = self.rest();
            if let Some(item) =
                line.strip_prefix('-').filter(|it| it.trim_end().is_empty() || it.starts_with([' ', '\t']))
            {
                self.item(depth)?;
                let bare = item.trim_start();
                if bare.trim_end().is_empty() || bare.starts_with('#') {
                    self.at = next;
                    return Ok(None);
                }
                depth += line.len() - bare.len();
                self.at += line.len() - bare.len();
                continue;
            }
            let Some((key, after)) = self.key(line)? else {
                let value = self.value(depth.saturating_sub(1))?;
                if self.open.is_empty() {
                    return Ok(Some(value));
                }
                self.put(value);
                return Ok(None);
            };
            self.entry(depth, key)?;
            let value = line.get(after..).unwrap_or_default();
            let bare = value.trim_start();
            if bare.is_empty() || bare.starts_with('#') {
                self.at = next;
                return Ok(None);
            }
            self.at += line.len() - bare.len();
            let value = self.value(depth)?;
            self.put(value);
            return Ok(None);
        }
    }

    /// Starts an item of a list at this depth.
    fn item(&mut self, depth: usize) -> Result<(), Wrong> {
        // A list may stand as deep as the key it belongs to, and ends where another key stands as deep.
        match self.open.last_mut() {
            Some(Open::List(at, them, waits)) if *at == depth => {
                if std::mem::replace(waits, true) {
                    them.push(Value::Null);
                }
                Ok(())
            }
            _ => self.push(Open::List(depth, Vec::new(), true)),
        }
    }

    /// Starts an entry of a table at this depth.
    fn entry(&mut self, depth: usize, key: String) -> Result<(), Wrong> {
        if matches!(self.open.last(), Some(Open::List(at, ..)) if *at == depth) && self.open.len() > 1 {
            self.close();
        }
        match self.open.last_mut() {
            Some(Open::Table(at, them, waiting)) if *at == depth => {
                if let Some(old) = waiting.replace(key) {
                    them.insert(old, Value::Null);
                }
                Ok(())
            }
            _ => self.push(Open::Table(depth, Map::new(), Some(key))),
        }
    }

    /// The key that a line starts with, and where what follows its colon starts.
    fn key(&self, line: &str) -> Result<Option<(String, usize)>, Wrong> {
        if line.starts_with(['{', '[', '#', '|', '>']) {
            return Ok(None);
        }
        if let Some(mark) = line.chars().next().filter(|it| matches!(it, '"' | '\'')) {
            let mut flow = Flow::new(line, 0);
            let Ok(key) = flow.quoted(mark) else { return Ok(None) };
            let rest = flow.rest().trim_start();
            let is_key = rest.starts_with(':');
            return Ok(is_key.then(|| (key, line.len() - rest.len() + 1)));
        }
        let found = line.match_indices(':').find(|it| {
            let after = line.get(it.0 + 1..).unwrap_or_default();
            after.is_empty() || after.starts_with(char::is_whitespace)
        });
        let Some((at, _)) = found.filter(|it| it.0 > 0) else { return Ok(None) };
        let key = line.get(..at).unwrap_or_default().trim_end();
        if key.contains(" #") {
            return Ok(None);
        }
        match refused(key) {
            Some(why) => Err((self.at, why.to_owned())),
            None => Ok(Some((key.to_owned(), at + 1))),
        }
    }

    /// The value that starts here; lines that stand deeper than `depth` belong to it.
    fn value(&mut self, depth: usize) -> Result<Value, Wrong> {
        let (line, next) = self.rest();
        match line.chars().next() {
            Some('{' | '[') => {
                let mut flow = Flow::new(self.text, self.at);
                let value = flow.value()?;
                self.at = flow.at;
                self.end_line()?;
                Ok(value)
            }
            Some(mark @ ('"' | '\'')) => {
                let mut flow = Flow::new(self.text, self.at);
                let value = flow.quoted(mark)?;
                self.at = flow.at;
                self.end_line()?;
                Ok(Value::String(value))
            }
            Some(mark @ ('|' | '>')) if line.trim_end().len() <= 3 => {
                self.at = next;
                Ok(Value::String(self.lines(depth, mark == '|', line.contains('-'))))
            }
            _ => {
                if let Some(why) = refused(line) {
                    return Err((self.at, why.to_owned()));
                }
                let mut words = until_told(line).to_owned();
                self.at = next;
                while let Some((_, at)) = self.line().filter(|it| it.0 > depth) {
                    self.at = at;
                    let (line, next) = self.rest();
                    let more = until_told(line);
                    words = format!("{words} {more}");
                    self.at = next;
                }
                Ok(plain(words.trim()))
            }
        }
    }

    /// The rest of a line after a value may only be told.
    fn end_line(&mut self) -> Result<(), Wrong> {
        let (line, next) = self.rest();
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            return Err((self.at, "nothing can follow this on its line".to_owned()));
        }
        self.at = next;
        Ok(())
    }

    /// Lines as they are, or (unless `keeps`) as one.
    fn lines(&mut self, depth: usize, keeps: bool, strips: bool) -> String {
        let mut out = String::new();
        let mut margin = None;
        let mut blank = 0;
        while self.at < self.text.len() {
            let (line, next) = self.rest();
            let line = line.trim_end_matches('\r');
            let bare = line.trim_start_matches(' ');
            if bare.is_empty() {
                blank += 1;
                self.at = next;
                continue;
            }
            let indent = line.len() - bare.len();
            if indent <= depth {
                break;
            }
            let margin = *margin.get_or_insert(indent);
            if !out.is_empty() {
                let one = usize::from(keeps);
                out.push_str(&if blank + one > 0 { "\n".repeat(blank + one) } else { " ".to_owned() });
            }
            blank = 0;
            out.push_str(line.get(margin.min(indent)..).unwrap_or_default());
            self.at = next;
        }
        if !strips && !out.is_empty() {
            out.push('\n');
        }
        out
    }
}

/// A line without what is told at its end.
fn until_told(line: &str) -> &str {
    line.match_indices(" #").next().map_or(line, |it| line.get(..it.0).unwrap_or_default()).trim()
}
