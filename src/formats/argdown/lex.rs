//! From text to tokens, one at a time.

use super::{
    find::Finds,
    token::{Kind, Mark, Sign, Token},
};
use std::collections::VecDeque;

/// Takes a text apart. It keeps no tokens: a text of nothing but signs would need twenty times its own size for them.
#[derive(Debug)]
pub struct Lexer<'a> {
    pub text: &'a str,
    pub(super) at: usize,
    pub(super) finds: Finds,
    /// The kind of the last token, and where it ended.
    pub(super) last: Option<(Kind, usize)>,
    /// Where the last comment or run of spaces ended.
    pub(super) skipped: usize,
    /// How deep the open relations and lists stand, in characters.
    indents: Vec<usize>,
    /// The bold and italic texts that are open.
    pub(super) marks: Vec<Mark>,
    in_inference: bool,
    /// Tokens found, not yet taken.
    ahead: VecDeque<Token>,
    /// Whether something stood deeper than [`DEEPEST`].
    pub too_deep: bool,
    /// The last `{` that was looked into: where that stopped, and the `}` it would end with.
    pub(super) braces: Option<(usize, Option<usize>)>,
}

/// As many levels of relations are read; whatever stands deeper counts as standing this deep.
pub const DEEPEST: usize = 500;

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            finds: Finds::default(),
            last: None,
            skipped: 0,
            indents: Vec::new(),
            marks: Vec::new(),
            in_inference: false,
            ahead: VecDeque::new(),
            too_deep: false,
            braces: None,
        }
    }

    /// The token `n` places ahead.
    pub fn peek(&mut self, n: usize) -> Option<Token> {
        while self.ahead.len() <= n {
            if !self.scan() {
                return None;
            }
        }
        self.ahead.get(n).copied()
    }

    /// The next token.
    pub fn take(&mut self) -> Option<Token> {
        self.peek(0)?;
        self.ahead.pop_front()
    }

    /// The next token, if it is of this kind.
    pub fn take_if(&mut self, kind: Kind) -> Option<Token> {
        self.peek(0).filter(|it| it.kind == kind)?;
        self.ahead.pop_front()
    }

    pub fn image(&self, token: Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Forgets bold and italic texts that were never closed.
    pub fn drop_marks(&mut self) {
        self.marks.clear();
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn push(&mut self, kind: Kind, len: usize) -> bool {
        let token = Token { kind, start: self.at, end: self.at + len };
        self.at = token.end;
        self.last = Some((kind, token.end));
        self.ahead.push_back(token);
        true
    }

    pub(super) fn skip(&mut self, len: usize) {
        self.at += len;
        self.skipped = self.at;
    }

    /// Finds at least one more token, or says that there is none.
    fn scan(&mut self) -> bool {
        while self.at < self.text.len() {
            if let Some(len) = self.comment() {
                self.skip(len);
                continue;
            }
            let found = if self.in_inference { self.scan_inference() } else { self.scan_text() };
            if found {
                return true;
            }
        }
        !self.indents.is_empty() && self.dedent_all()
    }

    /// Scans a token of an inference. An empty line ends one that was never closed.
    fn scan_inference(&mut self) -> bool {
        if self.empty_line().is_some() {
            self.in_inference = false;
            return false;
        }
        if let Some(len) = self.new_line() {
            return self.push(Kind::NewLine, len);
        }
        if let Some((kind, len)) = self.escaped().or_else(|| self.short_code()) {
            return self.push(kind, len);
        }
        let dashes = self.rest().bytes().take_while(|&it| it == b'-').count();
        if dashes >= 2 {
            self.in_inference = false;
            return self.push(Kind::InferenceEnd, dashes);
        }
        if let Some(len) = self.data() {
            return self.push(Kind::Data, len);
        }
        if self.rest().starts_with(',') {
            return self.push(Kind::Comma, 1);
        }
        self.scan_words()
    }

    fn scan_text(&mut self) -> bool {
        if let Some(len) = self.front_matter() {
            return self.push(Kind::FrontMatter, len);
        }
        if let Some(len) = self.data() {
            return self.push(Kind::Data, len);
        }
        if let Some((kind, len)) = self.escaped().or_else(|| self.short_code()) {
            return self.push(kind, len);
        }
        if let Some(len) = self.empty_line() {
            self.dedent_all();
            return self.push(Kind::EmptyLine, len);
        }
        if let Some(len) = self.new_line() {
            return self.push(Kind::NewLine, len);
        }
        if self.scan_line_start() {
            return true;
        }
        if let Some((kind, len)) = self.mark() {
            return self.push(kind, len);
        }
        if let Some((kind, len)) = self.bracketed() {
            return self.push(kind, len);
        }
        self.scan_words()
    }

    /// What is a token at the start of a line only.
    fn scan_line_start(&mut self) -> bool {
        let after_line = self.is_after(Kind::NewLine);
        if self.last.is_some() && !after_line && !self.is_after(Kind::EmptyLine) {
            return false;
        }
        let rest = self.rest();
        let bare = rest.trim_start_matches([' ', '\t', '\'']);
        let indent = rest.len() - bare.len();
        if bare.starts_with("--") && (self.last.is_none() || after_line) {
            self.dedent_all();
            self.in_inference = true;
            return self.push(Kind::InferenceStart, indent + 2);
        }
        if let Some((sign, len)) = sign(bare) {
            self.indent_to(indent);
            return self.push(Kind::Relation(sign), indent + len);
        }
        let hashes = rest.bytes().take_while(|&it| it == b'#').count();
        if hashes > 0 && rest.as_bytes().get(hashes) == Some(&b' ') {
            return self.push(Kind::Heading, hashes + 1);
        }
        let digits = |it: &str| it.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(inner) = bare.strip_prefix('(') {
            let count = digits(inner);
            if count > 0 && inner.as_bytes().get(count) == Some(&b')') {
                self.dedent_all();
                return self.push(Kind::Number, indent + count + 2);
            }
        }
        let item = match (digits(bare), bare.starts_with('*')) {
            (0, true) => Some((Kind::UnorderedItem, 1)),
            (count @ 1.., _) if bare.as_bytes().get(count) == Some(&b'.') => Some((Kind::OrderedItem, count + 1)),
            _ => None,
        };
        if let Some((kind, len)) = item
            && bare[len..].starts_with(is_space)
        {
            // Items may stand at the margin, and are indented all the same.
            self.indent_to(indent + 1);
            return self.push(kind, indent + len);
        }
        false
    }

    /// Spaces, words, and signs that mean nothing here.
    fn scan_words(&mut self) -> bool {
        let rest = self.rest();
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if spaces > 0 {
            self.skip(spaces);
            return false;
        }
        let words = rest.find(is_sign).unwrap_or(rest.len());
        if words > 0 {
            return self.push(Kind::Words, words);
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let space = usize::from(rest[first..].starts_with([' ', '\t']) && !rest.starts_with('\\'));
        self.push(Kind::Sign, first + space)
    }

    pub(super) fn is_after(&self, kind: Kind) -> bool {
        self.last.is_some_and(|it| it.0 == kind)
    }

    fn indent_to(&mut self, depth: usize) {
        let deepest = |it: &Self| it.indents.last().copied().unwrap_or(0);
        if depth > deepest(self) {
            if self.indents.len() < DEEPEST {
                self.indents.push(depth);
                self.edge(Kind::Indent);
            } else {
                self.too_deep = true;
            }
            return;
        }
        while depth < deepest(self) {
            self.indents.pop();
            self.edge(Kind::Dedent);
        }
    }

    fn dedent_all(&mut self) -> bool {
        for _ in 0..self.indents.len() {
            self.edge(Kind::Dedent);
        }
        self.indents.clear();
        true
    }

    /// A token that takes up no room.
    fn edge(&mut self, kind: Kind) {
        self.ahead.push_back(Token { kind, start: self.at, end: self.at });
    }
}

/// The sign of a relation that `text` starts with, and its length.
fn sign(text: &str) -> Option<(Sign, usize)> {
    const SIGNS: [(&str, Sign); 9] = [
        ("+>", Sign::Supported),
        ("->", Sign::Attacked),
        ("<+", Sign::Supports),
        ("+", Sign::Supports),
        ("<-", Sign::Attacks),
        ("-", Sign::Attacks),
        ("><", Sign::Contradicts),
        ("_>", Sign::Undercut),
        ("<_", Sign::Undercuts),
    ];
    let found = SIGNS.iter().find(|it| text.starts_with(it.0)).map(|it| (it.1, it.0.len()));
    let lone = || text.strip_prefix('_').filter(|it| it.starts_with(is_space)).map(|_| (Sign::Undercuts, 1));
    found.or_else(lone)
}

/// What the reference parser counts as white space.
pub(super) fn is_space(it: char) -> bool {
    it.is_whitespace() && it != '\u{85}' || it == '\u{feff}'
}

/// Whether words end here: another token may start.
fn is_sign(it: char) -> bool {
    matches!(
        it,
        '\\' | '@'
            | '#'
            | '*'
            | '_'
            | '['
            | ']'
            | ','
            | '.'
            | ':'
            | ';'
            | '<'
            | '/'
            | '>'
            | '-'
            | '\r'
            | '\n'
            | '('
            | ')'
            | '{'
            | '}'
    )
}
