//! What the tokens of Argdown look like: each function says how long the token is that starts here, if there is one.
//!
//! The rules are those of the reference parser, with its surprises: a `.name.` may hold brackets, and data in braces goes
//! on to the last brace before one that is followed by a space and words.

use super::{
    lex::{Lexer, is_space},
    token::{Kind, Mark},
};

impl Lexer<'_> {
    /// A comment; after the end of a line with the line breaks that only it makes necessary.
    pub(super) fn comment(&self) -> Option<usize> {
        let rest = self.rest();
        let from = self.at;
        let len = if rest.starts_with("<!--") {
            self.closed(from + 4, "-->")? - from
        } else if rest.starts_with("/*") {
            self.closed(from + 2, "*/")? - from
        } else if rest.starts_with("//") {
            // Without a line break after it, it is no comment to the reference parser.
            let line = Some(self.finds.next(self.text, from, "\n")).filter(|&it| it != usize::MAX)? - from;
            rest[..line].find('\r').unwrap_or(line)
        } else {
            return None;
        };
        let after = &rest[len..];
        if self.is_after(Kind::EmptyLine) {
            return Some(len + breaks(after));
        }
        if self.is_after(Kind::NewLine)
            && let Some(one) = line_break(after)
            && line_break(&after[one..]).is_none()
        {
            return Some(len + one);
        }
        Some(len)
    }

    /// Where what starts at `from` is over, if `end` follows.
    fn closed(&self, from: usize, end: &'static str) -> Option<usize> {
        Some(self.finds.next(self.text, from, end)).filter(|&it| it != usize::MAX).map(|it| it + end.len())
    }

    /// `===`, anything, `===`.
    pub(super) fn front_matter(&self) -> Option<usize> {
        let rest = self.rest();
        let signs = rest.bytes().take_while(|&it| it == b'=').count();
        if signs < 3 {
            return None;
        }
        let Some(start) = self.closed(self.at + signs, "===") else {
            // Six signs in a row are both ends.
            return (signs >= 6).then_some(signs);
        };
        let more = self.text[start..].bytes().take_while(|&it| it == b'=').count();
        Some(start + more - self.at)
    }

    /// YAML in braces.
    pub(super) fn data(&mut self) -> Option<usize> {
        if !self.rest().starts_with('{') {
            return None;
        }
        if let Some((stop, end)) = self.braces
            && self.at < stop
        {
            return end.filter(|&it| it > self.at).map(|it| it + 1 - self.at);
        }
        let mut end = None;
        let mut stop = self.text.len();
        for (at, sign) in self.rest().char_indices().map(|it| (self.at + it.0, it.1)) {
            if matches!(sign, '\u{2028}' | '\u{2029}') {
                stop = at;
                break;
            }
            if sign != '}' {
                continue;
            }
            let after = &self.text[at + 1..];
            if !after.trim_start_matches(is_space).starts_with([',', '}']) {
                end = Some(at);
            }
            let mut next = after.chars();
            if next.next().is_some_and(is_space) && next.next().is_some_and(|it| !matches!(it, ',' | '}')) {
                stop = at + 1;
                break;
            }
        }
        self.braces = Some((stop, end));
        end.map(|it| it + 1 - self.at)
    }

    /// A backslash and the character after it.
    pub(super) fn escaped(&self) -> Option<(Kind, usize)> {
        let after = self.rest().strip_prefix('\\')?;
        let next = after.chars().next().filter(|it| !matches!(it, '\n' | '\r' | '\u{2028}' | '\u{2029}'))?;
        let spaces = after[next.len_utf8()..].bytes().take_while(|&it| it == b' ').count();
        Some((Kind::Escaped, 1 + next.len_utf8() + spaces))
    }

    /// `.name.` or `:name:`, without spaces inside.
    pub(super) fn short_code(&self) -> Option<(Kind, usize)> {
        let rest = self.rest();
        let sign = rest.chars().next().filter(|it| matches!(it, '.' | ':'))?;
        let mut inner = rest[1..].char_indices();
        inner.next().filter(|it| !is_space(it.1))?;
        // A run of letters this long is no name; without an end to the search a text without spaces would take for ever.
        let end = inner.take(1_000).take_while(|it| !is_space(it.1)).find(|it| it.1 == sign)?.0 + 2;
        Some((Kind::ShortCode, end + usize::from(rest[end..].starts_with([' ', '\t']))))
    }

    /// Two or more line breaks.
    pub(super) fn empty_line(&self) -> Option<usize> {
        if self.is_after(Kind::EmptyLine) {
            return None;
        }
        let mut len = 0;
        let mut count = 0;
        while let Some(one) = unix_break(&self.rest()[len..]) {
            len += one;
            count += 1;
        }
        (count >= 2).then_some(len)
    }

    pub(super) fn new_line(&self) -> Option<usize> {
        line_break(self.rest())
    }

    /// Where bold or italic text ends or starts.
    pub(super) fn mark(&mut self) -> Option<(Kind, usize)> {
        let rest = self.rest();
        if !rest.starts_with(['*', '_']) {
            return None;
        }
        let open = self.marks.last().copied();
        let is_tight = self.last.is_some_and(|it| self.skipped <= it.1);
        if let Some(mark) = open.filter(|it| is_tight && rest.starts_with(it.written())) {
            let after = rest[mark.written().len()..].chars().next();
            let ends = after.is_none_or(|it| " \t\n\r)}_.,!?;:-*".contains(it));
            if ends {
                self.marks.pop();
                let space = usize::from(after.is_some_and(|it| matches!(it, ' ' | '\t')));
                return Some((Kind::MarkEnd(mark), mark.written().len() + space));
            }
        }
        let starts = |it: &Mark| rest.strip_prefix(it.written()).is_some_and(|it| !it.starts_with(is_space));
        let mark = Mark::ALL.into_iter().find(starts)?;
        self.marks.push(mark);
        Some((Kind::MarkStart(mark), mark.written().len()))
    }

    /// Links, tags, titles and mentions.
    pub(super) fn bracketed(&self) -> Option<(Kind, usize)> {
        let rest = self.rest();
        let (text, at) = (self.text, self.at);
        let end_of = |it: usize| it + usize::from(text[it..].starts_with([' ', '\t'])) - at;
        match rest.as_bytes().first()? {
            b'#' => {
                let after = &rest[1..];
                let len = if after.starts_with('(') {
                    Some(self.finds.next(text, at + 2, ")")).filter(|&it| it != usize::MAX && it > at + 2)? - at
                } else {
                    after.find(|it| !is_tag(it)).unwrap_or(after.len())
                };
                (len > 0).then(|| (Kind::Tag, end_of(at + 1 + len)))
            }
            b'[' => {
                let close = self.finds.next(text, at + 1, "]");
                if close != usize::MAX && close > at + 1 && text[close + 1..].starts_with('(') {
                    let end = self.finds.next(text, close + 2, ")");
                    if end != usize::MAX && end > close + 2 {
                        return Some((Kind::Link, end_of(end + 1)));
                    }
                }
                self.title(at, ["]", "]:"], [Kind::StatementReference, Kind::StatementDefinition])
            }
            b'<' => self.title(at, [">", ">:"], [Kind::ArgumentReference, Kind::ArgumentDefinition]),
            b'@' => {
                let first = at + 2 + rest.chars().nth(2)?.len_utf8();
                let end = match rest.as_bytes().get(1)? {
                    b'[' => self.finds.in_line(text, first, "]")?,
                    b'<' => self.finds.in_line(text, first, ">")?,
                    _ => return None,
                };
                (self.finds.next(text, at, "\n") >= first).then(|| (Kind::Mention, end_of(end + 1)))
            }
            _ => None,
        }
    }

    /// A title that starts at `at`, as a definition (with a colon) or a reference (which may not start with a dash).
    fn title(&self, at: usize, ends: [&'static str; 2], kinds: [Kind; 2]) -> Option<(Kind, usize)> {
        let first = self.text[at + 1..].chars().next().filter(|it| !matches!(it, '\n' | '\r'))?;
        let from = at + 1 + first.len_utf8();
        if let Some(end) = self.finds.in_line(self.text, from, ends[1]) {
            return Some((kinds[1], end + 2 - at));
        }
        let end = self.finds.in_line(self.text, from, ends[0]).filter(|_| first != '-')?;
        Some((kinds[0], end + 1 - at))
    }
}

fn is_tag(it: char) -> bool {
    matches!(it, 'A'..='z' | '0'..='9' | '-' | '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}')
}

/// The length of a line break with the spaces before it.
fn line_break(text: &str) -> Option<usize> {
    unix_break(text).or_else(|| {
        let bare = text.trim_start_matches([' ', '\t']);
        bare.starts_with('\r').then(|| text.len() - bare.len() + 1)
    })
}

/// The same without a lone carriage return.
fn unix_break(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches([' ', '\t']);
    let len = if bare.starts_with('\n') { 1 } else { 2 * usize::from(bare.starts_with("\r\n")) };
    (len > 0).then(|| text.len() - bare.len() + len)
}

/// The line breaks that follow a comment on lines of its own.
fn breaks(text: &str) -> usize {
    let mut len = 0;
    loop {
        let rest = &text[len..];
        let bare = rest.trim_start_matches([' ', '\t']);
        len += match () {
            () if bare.starts_with("\r\n") => rest.len() - bare.len() + 2,
            () if rest.starts_with(['\n', '\r']) => 1,
            () => return len,
        };
    }
}
