//! Parts of a page as light Markdown: paragraphs, quotes, lists, code, tables, emphasis and links.

use super::{
    absolute,
    html::{Page, is_block},
};

/// The words of an HTML text. `base` is the address that its links are relative to; empty if that is not known.
pub(super) fn of_html(html: &str, base: &str) -> String {
    of_html_but(html, base, |_, _| false)
}

/// The same, without the nodes of which `skip` says so.
pub(super) fn of_html_but(html: &str, base: &str, skip: impl Fn(&Page, usize) -> bool) -> String {
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    let page = Page::read(html);
    of(&page, 0, base, |at| skip(&page, at))
}

/// The words of node `root` of a page, without the nodes of which `skip` says so.
pub(super) fn of(page: &Page, root: usize, base: &str, skip: impl Fn(usize) -> bool) -> String {
    let mut writer = Writer { base, ..Writer::default() };
    let mut open: Vec<(usize, usize)> = Vec::new();
    let end = page.end(root);
    let mut at = root;
    loop {
        while let Some(&(node, _)) = open.last().filter(|it| it.1 <= at) {
            writer.close(page.name(node));
            open.pop();
        }
        if at >= end {
            break;
        }
        let name = page.name(at);
        if name.is_empty() {
            writer.words(page.text(at));
            at += 1;
        } else if is_dropped(name) || skip(at) {
            at = page.end(at);
        } else if let Some(whole) = whole(page, at) {
            writer.words(&whole);
            writer.glue |= page.has_class(at, "footnote-back-link");
            at = page.end(at);
        } else {
            writer.open(page, at);
            open.push((at, page.end(at)));
            at += 1;
        }
    }
    writer.finish()
}

fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "head" | "noscript" | "template" | "svg" | "button" | "input" | "select" | "option" | "nav" | "object"
    )
}

/// What is written for an element as a whole: pictures by their descriptions, formulas by their source, the way back from
/// a footnote as its mark.
fn whole(page: &Page, at: usize) -> Option<String> {
    match page.name(at) {
        "img" => {
            let alt = page.attribute(at, "alt").unwrap_or_default().trim();
            let sign = page.has_class(at, "emoji") || alt.chars().count() <= 2;
            Some(if sign { alt.to_owned() } else { format!("[picture: {alt}]") })
        }
        "span" if page.has_class(at, "mjx-math") => {
            page.attribute(at, "aria-label").map(|it| format!("${}$", it.trim()))
        }
        "span" if page.has_class(at, "footnote-back-link") => Some("^ ".to_owned()),
        _ => None,
    }
}

/// Quotes and lists deeper than this are written like this one.
const DEEPEST: usize = 6;

#[derive(Default)]
struct Writer<'a> {
    out: String,
    base: &'a str,
    quotes: usize,
    /// For each open list the number of its next item; 0 if it has none.
    lists: Vec<u32>,
    /// A bullet to write before the next words.
    bullet: Option<String>,
    /// For each open table, whether it holds data.
    tables: Vec<bool>,
    /// Line ends to write before the next words: 2 leave a blank line.
    gap: u8,
    space: bool,
    /// The next gap is none: words go on behind the mark of a footnote.
    glue: bool,
    pre: usize,
    /// Marks to write before the next words.
    marks: String,
    emphasis: [usize; 4],
    link: Option<Link>,
    /// Anchors that are open.
    anchors: usize,
}

struct Link {
    start: Option<usize>,
    to: String,
    /// How many anchors are open with it.
    depth: usize,
}

/// An address without what people leave out of it.
fn bare(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

/// Whether an element shows that the table around it lays out a page.
fn lays_out(name: &str) -> bool {
    matches!(name, "table" | "div" | "p" | "ul" | "ol" | "form")
}

/// The sign of an element that stands out, and its place among them.
fn emphasis(name: &str) -> Option<(usize, &'static str)> {
    match name {
        "em" | "i" | "cite" => Some((0, "*")),
        "strong" | "b" => Some((1, "**")),
        "code" | "tt" | "kbd" | "samp" => Some((2, "`")),
        "del" | "s" | "strike" => Some((3, "~~")),
        _ => None,
    }
}

impl Writer<'_> {
    fn open(&mut self, page: &Page, at: usize) {
        let name = page.name(at);
        if let Some((nth, sign)) = emphasis(name) {
            self.emphasis[nth] += 1;
            if self.emphasis[nth] == 1 && self.pre == 0 {
                self.marks.push_str(sign);
            }
            return;
        }
        if is_block(name) && !self.is_cell(name) {
            self.leave(self.lines_around(name));
        }
        match name {
            "br" => self.leave(1),
            "table" => self.tables.push(!(at + 1..page.end(at)).any(|it| lays_out(page.name(it)))),
            "tr" if self.tables.last() == Some(&true) => self.words("|"),
            "blockquote" => self.quotes += 1,
            "ul" | "menu" => self.lists.push(0),
            "ol" if page.has_class(at, "footnotes") || page.has_class(at, "footnote-section") => self.lists.push(0),
            "ol" => self.lists.push(1),
            "li" if page.has_class(at, "footnote-item") => {}
            "li" => {
                self.bullet = Some(match self.lists.last_mut() {
                    Some(next) if *next > 0 => {
                        *next = next.saturating_add(1);
                        format!("{}. ", *next - 1)
                    }
                    _ => "- ".to_owned(),
                });
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.bullet = Some(format!("{} ", "#".repeat(usize::from(name.as_bytes()[1] - b'0'))));
            }
            "pre" => {
                self.words_now("```");
                self.pre += 1;
                self.gap = 1;
            }
            "sup" if self.pre == 0 => {
                let inner = page.words_in(at);
                if !inner.is_empty() && inner.bytes().all(|it| it.is_ascii_digit()) && page.end(at) == at + 2 {
                    self.marks.push('^');
                }
            }
            "a" => {
                self.anchors += 1;
                let to = page.attribute(at, "href").map(str::trim).unwrap_or_default();
                let to = if to.starts_with('#') { String::new() } else { absolute(self.base, to) };
                let shown = to.starts_with("https://") || to.starts_with("http://") || to.starts_with("mailto:");
                if shown && self.link.is_none() && self.pre == 0 {
                    self.link = Some(Link { start: None, to, depth: self.anchors });
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((nth, sign)) = emphasis(name) {
            self.emphasis[nth] = self.emphasis[nth].saturating_sub(1);
            if self.emphasis[nth] == 0 && self.pre == 0 {
                match self.marks.rfind(sign) {
                    // There were no words.
                    Some(at) => self.marks.replace_range(at..at + sign.len(), ""),
                    None => self.out.push_str(sign),
                }
            }
            return;
        }
        match name {
            "pre" => {
                self.out.truncate(self.out.trim_end().len());
                self.pre -= 1;
                self.gap = 1;
                self.words_now("```");
                self.gap = 2;
            }
            "blockquote" => self.quotes = self.quotes.saturating_sub(1),
            "ul" | "ol" | "menu" => {
                self.lists.pop();
            }
            "td" | "th" if self.is_cell(name) => self.words(" |"),
            "table" => {
                self.tables.pop();
            }
            "a" => {
                if self.link.as_ref().is_some_and(|it| it.depth == self.anchors) {
                    self.end_link();
                }
                self.anchors -= 1;
            }
            _ => {}
        }
        if is_block(name) && !self.is_cell(name) {
            self.leave(self.lines_around(name));
        }
    }

    /// Whether an element is a cell of a table that holds data, not one that lays out a page.
    fn is_cell(&self, name: &str) -> bool {
        matches!(name, "td" | "th") && self.tables.last() == Some(&true)
    }

    /// The line ends around an element.
    fn lines_around(&self, name: &str) -> u8 {
        match name {
            "p" | "blockquote" | "pre" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => 2,
            "ul" | "ol" if self.lists.is_empty() => 2,
            _ => 1,
        }
    }

    /// Writes an address behind the words that lead to it, unless they are the address, whole or shortened.
    fn end_link(&mut self) {
        let Some(Link { start: Some(start), to, .. }) = self.link.take() else { return };
        let words = self.out[start..].trim_end_matches(['…', '.']);
        if words.contains("](") || words.contains('\n') || words.is_empty() {
            return;
        }
        let is_address = !words.contains(char::is_whitespace) && words.contains(['.', '/']);
        if is_address && bare(&to).starts_with(bare(words)) {
            self.out.truncate(start);
            self.out.push_str(&to);
        } else {
            self.out.insert(start, '[');
            self.out.push_str("](");
            self.out.push_str(&to);
            self.out.push(')');
        }
    }

    fn leave(&mut self, lines: u8) {
        if self.glue {
            self.space = true;
            return;
        }
        self.gap = self.gap.max(lines);
        self.space = false;
    }

    fn words(&mut self, words: &str) {
        if self.pre > 0 {
            for (nth, line) in words.split('\n').enumerate() {
                if nth > 0 {
                    self.new_lines(1);
                }
                self.start();
                self.out.push_str(line.trim_end_matches('\r'));
            }
            return;
        }
        for word in words.split_inclusive(char::is_whitespace) {
            let bare = word.trim();
            if !bare.is_empty() {
                self.words_now(bare);
            }
            self.space |= bare.len() < word.len();
        }
    }

    /// Writes words as they are.
    fn words_now(&mut self, words: &str) {
        self.start();
        self.out.push_str(words);
    }

    /// What is to be written before words.
    fn start(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        let space = std::mem::take(&mut self.space);
        self.glue = false;
        if self.out.is_empty() {
            self.prefix();
        } else if gap > 0 {
            self.new_lines(gap);
            self.prefix_bullet();
        } else if space {
            self.out.push(' ');
        }
        if let Some(link) = self.link.as_mut().filter(|it| it.start.is_none()) {
            link.start = Some(self.out.len());
        }
        self.out.push_str(&self.marks);
        self.marks.clear();
    }

    fn new_lines(&mut self, count: u8) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
        for _ in 0..count {
            self.out.push('\n');
        }
        self.quote_marks();
    }

    fn quote_marks(&mut self) {
        for _ in 0..self.quotes.min(DEEPEST) {
            self.out.push_str("> ");
        }
    }

    fn prefix(&mut self) {
        self.quote_marks();
        self.prefix_bullet();
    }

    fn prefix_bullet(&mut self) {
        for _ in 1..self.lists.len().min(DEEPEST) {
            self.out.push_str("  ");
        }
        if let Some(bullet) = self.bullet.take() {
            self.out.push_str(&bullet);
        }
    }

    fn finish(self) -> String {
        self.out.trim().to_owned()
    }
}
