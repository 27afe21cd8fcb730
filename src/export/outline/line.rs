//! What stands on a line of an outline: signs, titles, tags, escapes.

use crate::map::{EdgeKind, NodeKind, legal_edges};

/// What a line does to the one it stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    For,
    /// `-`
    Against,
    /// `_`: against the link of that line.
    Undercut,
}

/// The tags for kinds of links, where the sign does not tell them.
const LINKS: [(EdgeKind, &str); 9] = [
    (EdgeKind::Supports, "supports"),
    (EdgeKind::Attacks, "attacks"),
    (EdgeKind::Qualifies, "qualifies"),
    (EdgeKind::Concedes, "concedes"),
    (EdgeKind::Answers, "answers"),
    (EdgeKind::Restates, "restates"),
    (EdgeKind::CruxOf, "crux-of"),
    (EdgeKind::SideOf, "side-of"),
    (EdgeKind::BearsOn, "bears-on"),
];

/// A tag that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// What the node of the line is.
    Node(NodeKind),
    /// What it does to the one above.
    Link(EdgeKind),
}

impl Tag {
    /// The word after the `#`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Node(kind) => kind.word(),
            Self::Link(kind) => LINKS.iter().find(|it| it.0 == kind).map_or("", |it| it.1),
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        let node = NodeKind::ALL.into_iter().find(|it| it.word() == word).map(Self::Node);
        node.or_else(|| LINKS.iter().find(|it| it.1 == word).map(|it| Self::Link(it.0)))
    }
}

/// The kind of link that a sign stands for between two kinds of node; `None` if none is legal.
pub fn meant(sign: Option<Sign>, from: NodeKind, to: NodeKind) -> Option<EdgeKind> {
    let legal = legal_edges(from, to);
    let plain = match sign {
        Some(Sign::For) => Some(EdgeKind::Supports),
        Some(Sign::Against) => Some(EdgeKind::Attacks),
        Some(Sign::Undercut) | None => None,
    };
    plain.filter(|it| legal.contains(it)).or(legal.first().copied())
}

/// The sign with which a kind of link is written.
pub fn sign_of(kind: EdgeKind) -> Sign {
    match kind {
        EdgeKind::Attacks | EdgeKind::Qualifies => Sign::Against,
        EdgeKind::Undercuts => Sign::Undercut,
        _ => Sign::For,
    }
}

/// The words on one line, with a backslash before each character that would mean something to Argdown or here.
pub fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut before = ' ';
    let mut rest = words.chars().peekable();
    while let Some(it) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let has_meaning = match it {
            '\\' | '[' | ']' | '<' | '>' | '{' | '}' | '#' | '*' | '_' | '@' => true,
            // Comments begin with two, or with one before a star.
            '/' => next == '/' || next == '*' || before == '/',
            // Front matter, and short codes such as `.a.` and `:a:`.
            '=' => next == '=' || before == '=',
            '.' | ':' => next.is_alphanumeric(),
            // Bullets and signs.
            '-' | '+' | '•' => out.is_empty(),
            _ => false,
        };
        if has_meaning {
            out.push('\\');
        }
        out.push(it);
        before = it;
    }
    // A number with a dot before it makes a list.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

/// The words that [`escape`] wrote. A backslash before anything else stands for itself.
pub fn unescape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.chars().peekable();
    while let Some(it) = rest.next() {
        match rest.peek() {
            Some(&next) if it == '\\' && (next.is_ascii_punctuation() || next == '•') => {
                out.push(next);
                rest.next();
            }
            _ => out.push(it),
        }
    }
    out
}

/// The words on one line, without what a clipboard cannot hold.
pub fn one_line(words: &str) -> String {
    let shown: String = words.chars().filter(|it| it.is_whitespace() || !it.is_control()).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// How far in it stands; a tab counts as four.
    pub indent: usize,
    /// What stands before the words.
    pub mark: Option<Mark>,
    /// The title in brackets, and whether words may follow it.
    pub title: Option<String>,
    /// Whether the words after the title are given here: there is a colon.
    pub defines: bool,
    /// The words, without escapes and tags.
    pub words: String,
    /// The tags at its end.
    pub tags: Vec<Tag>,
}

/// What stands before the words of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A sign of Argdown that is no usual bullet. `turned` says that it leads from the line above to this one.
    Sign { sign: Sign, turned: bool },
    /// `-`, which is a sign or a bullet.
    Dash,
    /// `*`, `•`, or a number.
    Bullet,
}

/// Takes a line apart; nothing for one without words.
pub fn parse(line: &str) -> Option<Parts> {
    let inner = line.trim_start();
    let blank = line.chars().take(line.chars().count() - inner.chars().count());
    let indent = blank.map(|it| if it == '\t' { 4 } else { 1 }).sum();
    let (mark, rest) = mark(inner.trim_end());
    if rest.is_empty() || rest.starts_with("//") {
        return None;
    }
    let mut parts = Parts { indent, mark, ..Parts::default() };
    let mut rest = tags(rest, &mut parts.tags);
    if let Some((title, after)) = title(rest) {
        parts.title = Some(title.to_owned());
        parts.defines = after.starts_with(':');
        rest = after.trim_start_matches(':').trim();
    }
    parts.words = unescape(rest);
    Some(parts)
}

fn mark(line: &str) -> (Option<Mark>, &str) {
    const SIGNS: [(&str, Sign, bool); 9] = [
        ("<+", Sign::For, false),
        ("+>", Sign::For, true),
        ("+", Sign::For, false),
        ("<-", Sign::Against, false),
        ("->", Sign::Against, true),
        ("><", Sign::Against, true),
        ("<_", Sign::Undercut, false),
        ("_>", Sign::Undercut, true),
        ("_", Sign::Undercut, false),
    ];
    let after = |sign: &str| {
        let rest = line.strip_prefix(sign)?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
    };
    for (text, sign, turned) in SIGNS {
        if let Some(rest) = after(text) {
            return (Some(Mark::Sign { sign, turned }), rest);
        }
    }
    if let Some(rest) = after("-") {
        return (Some(Mark::Dash), rest);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbers = [format!("{}.", &line[..digits]), format!("{})", &line[..digits])];
    let numbers = numbers.iter().filter(|_| digits > 0 && digits < 5).map(String::as_str);
    match ["*", "•", "–"].into_iter().chain(numbers).find_map(after) {
        Some(rest) => (Some(Mark::Bullet), rest),
        None => (None, line),
    }
}

/// The title at the start of a line and what follows it; nothing if the brackets are something else.
fn title(line: &str) -> Option<(&str, &str)> {
    let (title, after) = match line.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => line.strip_prefix('<')?.split_once('>')?,
    };
    let ends = after.trim_start().is_empty() || after.starts_with(':');
    (ends && !title.trim().is_empty()).then(|| (title.trim(), after))
}

/// Takes the tags that mean something from the end of a line.
fn tags<'a>(line: &'a str, found: &mut Vec<Tag>) -> &'a str {
    let mut line = line.trim_end();
    loop {
        let at =
            line.rfind(char::is_whitespace).map_or(0, |it| it + line[it..].chars().next().map_or(1, char::len_utf8));
        match line[at..].strip_prefix('#').and_then(Tag::of_word) {
            Some(tag) if at > 0 => {
                found.push(tag);
                line = line[..at].trim_end();
            }
            _ => return line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_through_and_stay_legible() {
        assert_eq!(
            escape("Half the town, 50.5 % of it, works on Saturdays."),
            "Half the town, 50\\.5 % of it, works on Saturdays."
        );
        for words in
            ["- dash", "1. one", "#question", "a #crux", "[T]: x", "\\[", "C:\\dir", "a // b", "*b* _e_", "• x", "=="]
        {
            let parts = parse(&format!("+ {}", escape(words))).unwrap();
            assert_eq!((parts.words.as_str(), parts.title, parts.tags.len()), (words, None, 0));
        }
    }

    #[test]
    fn signs_titles_and_tags_are_told_from_words() {
        let parts = |line| parse(line).unwrap();
        let it = parts("\t<+ [A b]: some words #evidence #bears-on");
        assert_eq!((it.indent, it.title.as_deref(), it.words.as_str()), (4, Some("A b"), "some words"));
        assert_eq!(it.tags, [Tag::Link(EdgeKind::BearsOn), Tag::Node(NodeKind::Evidence)]);
        assert_eq!(it.mark, Some(Mark::Sign { sign: Sign::For, turned: false }));
        assert_eq!(parts("-5 degrees").mark, None);
        assert_eq!(parts("[text](address) more").title, None);
        assert_eq!(parts("see #12").words, "see #12");
        assert_eq!((parts("2) two").words.as_str(), parts("2) two").mark), ("two", Some(Mark::Bullet)));
        assert_eq!(parse("  - "), None);
        assert_eq!(parse("// a remark"), None);
    }
}
