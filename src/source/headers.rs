//! Author lines: who, when, and to whom, in the shapes that forums print them.

use regex::Regex;
use std::sync::LazyLock;

/// What an author line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Who wrote what follows.
    pub author: Option<String>,
    /// When, in the thread's own words.
    pub time: Option<String>,
    /// The comment's address.
    pub link: Option<String>,
}

/// Longer lines are no author lines.
const LONGEST: usize = 160;

/// "6h ago", "3 hours ago", "yesterday", "2 March, 09:14", "Jan 5, 2024", "2024-01-05 10:12", "5d".
const TIME: &str = r"(?x)
    (?: \d{1,2} (?: st|nd|rd|th )? \s+ MONTH \b (?: ,? \s+ \d{4} )?
      | MONTH \s+ \d{1,2} (?: st|nd|rd|th )? \b (?: ,? \s+ \d{4} )?
      | \d{4} - \d{2} - \d{2} (?: T\d{2}:\d{2} (?: :\d{2} )? (?: \.\d+ )? Z? )?
      | \d{1,2} [/.] \d{1,2} [/.] \d{2,4}
      | \d+ \s* (?: s|sec|secs|m|min|mins|h|hr|hrs|d|w|wk|wks|mo|mos|y|yr|yrs
        | seconds?|minutes?|hours?|days?|weeks?|months?|years? ) \b (?: \s+ ago )?
      | (?: an? | one ) \s+ (?: second|minute|hour|day|week|month|year ) \s+ ago
      | just\ now | yesterday | today
    ) (?: ,? \s+ (?: at \s+ )? \d{1,2} : \d{2} (?: : \d{2} )? (?: \s* [ap]\.?m\.? )? (?: \s+ (?: UTC|GMT|[A-Z]{3,4} ) )? )?";
const MONTH: &str = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/// A pattern of this module, in which `NAME` and `TIME` stand for a handle and a time.
fn pattern(pattern: &str) -> Option<Regex> {
    let name = r"(?P<name>[@/\p{L}\p{N}_](?:[\p{L}\p{N}_./'’@-]|\ [\p{L}\p{N}_(]|\))*?)";
    let time = format!("(?P<time>{})", TIME.replace("MONTH", MONTH));
    Regex::new(&format!("(?i){}", pattern.replace("NAME", name).replace("TIME", &time))).ok()
}

/// A name, a separator, a time, and nothing after it but votes, flairs and menu words.
static NAME_TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:posted|comment|written)?\s*by\s+)?NAME(?:\s+(?:wrote|said|replied|posted|commented))?(?:\s*[,·•|–—:-]\s*|\s{2,}|\t|\s+(?:on\s+)?|\s*[(\[]\s*)TIME(?P<rest>.*)$",
    )
});
/// What may follow the time of an author line.
static REST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^(?:\s|[)\]:,·•|–—-]|\[?[+-]?\d*\]?|\(edited\)|edited|points?|votes?|karma|likes?|upvotes?|comments?|op\b|author|parent|prev|next|root|link|permalink|reply|share|hide|report|save|flag|https?://\S+)*$",
    )
});
/// "On 3 May 2024, somebody wrote:".
static WROTE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"^(?:on\s+TIME,?\s+)NAME(?:\s*<[^>]*>)?\s+wrote:$"));
/// "reply to somebody".
static REPLY_TO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"^\s*(?:↳|└|»|->)?\s*(?:in\s+)?(?:reply|replying|response|responding|replied)\s+to:?\s+@?NAME\s*:?\s*$")
});
/// A line of nothing but a time.
static TIME_ONLY: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^[•·|–—\s]*TIME(?:\s*[•·|]?\s*(?:edited|\(edited\)|[+-]?\d+))*\s*$"));
/// A line of nothing but a handle, or a handle and a flair.
static NAME_ONLY: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^\s*(?:u/|@)?NAME(?:\s*[•·|]\s*OP|\s*\[\p{L}+\])?\s*:?\s*$"));
/// "12 points" after a name.
static VOTES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\s+[+-]?\d+\s+(?:points?|votes?|karma|likes?|upvotes?)$").ok());
static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"https?://[^\s)\]>]+").ok());

/// What a plain author line says; `None` if `line` is none. A line that ends like a sentence is none.
pub fn plain(line: &str) -> Option<Header> {
    let line = line.trim();
    if line.is_empty()
        || line.len() > LONGEST
        || !line.contains(|it: char| it.is_ascii_digit() || it == 'a' || it == 'o')
    {
        return None;
    }
    if let Some(found) = WROTE.as_ref().and_then(|it| it.captures(line)) {
        return header(&found, line);
    }
    let found = NAME_TIME.as_ref()?.captures(line)?;
    let rest = found.name("rest").map_or("", |it| it.as_str());
    if !REST.as_ref().is_some_and(|it| it.is_match(rest)) {
        return None;
    }
    header(&found, line)
}

/// What an author line says that is broken in two: the name, then the time.
pub fn broken(line: &str, next: &str) -> Option<Header> {
    let (line, next) = (line.trim(), next.trim());
    if line.is_empty() || line.len() > 40 || next.is_empty() || next.len() > 60 || line.ends_with(['.', '!', '?', ','])
    {
        return None;
    }
    let time = TIME_ONLY.as_ref()?.captures(next)?;
    let found = NAME_ONLY.as_ref()?.captures(line)?;
    let mut head = header(&found, line).filter(|_| !is_chrome(line))?;
    head.time = time.name("time").map(|it| it.as_str().to_owned());
    Some(head)
}

fn header(found: &regex::Captures<'_>, line: &str) -> Option<Header> {
    let name = found.name("name").map(|it| it.as_str())?;
    let name = VOTES.as_ref().map_or(name, |it| name.split_at(it.find(name).map_or(name.len(), |it| it.start())).0);
    let name = name.trim_matches(['@', ' ', ':']);
    // A name has few words, and not only small words or digits.
    let words = name.split_whitespace().count();
    if name.is_empty() || words > 4 || name.chars().all(|it| it.is_ascii_digit()) || is_phrase(name) {
        return None;
    }
    let time = found.name("time").map(|it| it.as_str().to_owned());
    let address = LINK.as_ref().and_then(|it| it.find(line)).map(|it| it.as_str().to_owned());
    Some(Header { author: Some(name.to_owned()), time, link: address })
}

/// Whether what stands where a name would is the start of a sentence.
fn is_phrase(name: &str) -> bool {
    const SMALL: &[&str] = &[
        "the", "a", "an", "i", "we", "you", "it", "they", "he", "she", "this", "that", "in", "on", "at", "for", "from",
        "by", "about", "after", "before", "is", "was", "are", "so", "and", "but", "if", "sort", "last", "edited",
        "updated", "over", "within",
    ];
    name.split_whitespace().any(|it| SMALL.contains(&it.to_lowercase().as_str()))
}

/// Whom a "reply to" line names.
pub fn reply_to(line: &str) -> Option<&str> {
    if line.len() > LONGEST {
        return None;
    }
    let found = REPLY_TO.as_ref()?.captures(line)?;
    found.name("name").map(|it| it.as_str().trim())
}

/// The level and the words of a Markdown heading.
pub fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|&it| it == b'#').count();
    let words = line.get(level..)?.strip_prefix(' ')?.trim().trim_end_matches('#').trim_end();
    (1..=6).contains(&level).then_some((level, words)).filter(|it| !it.1.is_empty())
}

/// What a Markdown author line says: a heading, or a line that opens with a bold name, with a time.
pub fn markdown(line: &str) -> Option<Header> {
    let line = line.trim();
    if line.len() > LONGEST {
        return None;
    }
    if let Some((_, words)) = heading(line) {
        return plain(&bare(words));
    }
    let opens = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line);
    opens.starts_with("**").then(|| plain(&bare(opens))).flatten()
}

/// `words` without the marks of Markdown: emphasis, and links but for their words.
fn bare(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(open) = rest.find('[') {
        let after = &rest[open + 1..];
        let Some((label, tail)) =
            after.split_once("](").and_then(|(label, tail)| tail.split_once(')').map(|(_, tail)| (label, tail)))
        else {
            break;
        };
        out.push_str(&rest[..open]);
        out.push_str(label);
        rest = tail;
    }
    out.push_str(rest);
    out.replace(['*', '`'], "").trim().to_owned()
}

/// Words of menus and counters that pages print between comments. A line of nothing else is page furniture.
pub fn is_chrome(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "posts",
        "post",
        "comments",
        "comment",
        "replies",
        "reply",
        "sort",
        "by",
        "oldest",
        "newest",
        "top",
        "best",
        "new",
        "follow",
        "thread",
        "share",
        "save",
        "report",
        "permalink",
        "parent",
        "load",
        "more",
        "show",
        "hide",
        "view",
        "all",
        "likes",
        "like",
        "votes",
        "points",
        "karma",
        "sequences",
        "wiki",
        "contributions",
        "edits",
        "about",
        "home",
        "log",
        "sign",
        "up",
        "subscribe",
        "next",
        "previous",
        "page",
        "context",
        "continue",
    ];
    let line = line.trim();
    if line.is_empty() || line.len() > 80 || line.ends_with(['.', '!', '?']) {
        return false;
    }
    let mut words = line.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|it| WORDS.contains(&it.to_lowercase().as_str()) || it.bytes().all(|it| it.is_ascii_digit()))
}
