//! Posts as a file gives them, and the transcript made of them: each after what it replies to, else in the order of the
//! file.

use super::super::{
    Marks, Warning,
    lines::trim,
    transcript::{Head, Writer},
};
use std::{borrow::Cow, collections::HashMap};

/// What a post replies to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Parent {
    /// The thread's opening post, where it has one.
    #[default]
    Opening,
    /// The post with this id; the opening post if there is none.
    Id(Box<str>),
    /// The post that was pushed at this index.
    At(u32),
}

/// A post. Its words are light Markdown.
#[derive(Clone, Debug, Default)]
pub(super) struct Post {
    /// Its place among the posts, where these are found in another order.
    pub order: u32,
    /// What others name it by; empty if nothing.
    pub id: Box<str>,
    pub parent: Parent,
    /// It opens the thread: what names no other post replies to it.
    pub opening: bool,
    pub author: Option<Box<str>>,
    pub time: Option<Box<str>>,
    pub link: Option<Box<str>>,
    pub marks: Marks,
    /// When it was edited.
    pub edited_at: Option<Box<str>>,
    pub body: String,
    /// What stands with it and is none of its words: signatures and the like.
    pub aside: String,
}

/// The posts of a file, in its order.
#[derive(Debug)]
pub(super) struct Posts {
    pub title: Option<String>,
    pub link: Option<String>,
    /// What was doubtful; places are bytes of the file.
    pub warnings: Vec<Warning>,
    all: Vec<Post>,
    most: usize,
}

/// The fewest bytes of a file for each post, on average: beyond that, words are added to the last post, so that a hostile
/// file cannot fill the memory.
const LEAST: usize = 40;
/// So many posts are always told apart.
const ALWAYS: usize = 1_000;
const MANY: &str = "there are more comments than anybody writes in so many bytes: the last ones are read as one";

impl Posts {
    /// None yet, of a file of so many bytes.
    pub(super) fn of(bytes: usize) -> Self {
        let most = ALWAYS.max(bytes / LEAST).min(NONE as usize - 1);
        Self { title: None, link: None, warnings: Vec::new(), all: Vec::new(), most }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn warn(&mut self, at: usize, says: impl Into<Cow<'static, str>>) {
        self.warnings.push(Warning { at: at..at, says: says.into() });
    }

    pub(super) fn first(&self) -> Option<&Post> {
        self.all.first()
    }

    /// Adds a post.
    pub(super) fn push(&mut self, mut post: Post) {
        post.marks.deleted |= matches!(post.body.trim(), "[deleted]" | "[removed]" | "[deleted by user]");
        if self.all.len() < self.most {
            self.all.push(post);
            return;
        }
        if let Some(last) = self.all.last_mut().filter(|_| !post.body.trim().is_empty()) {
            let (author, mark) = post.author.as_deref().map_or(("", ""), |it| (it, ": "));
            last.body.extend(["\n", author, mark, &post.body]);
        }
        if self.warnings.last().is_none_or(|it| it.says != MANY) {
            self.warn(0, MANY);
        }
    }

    /// Puts posts that were found from the innermost out into the order in which they stand in their JSON, and says where
    /// that is broken.
    pub(super) fn in_order(&mut self, broken: Option<usize>) {
        self.all.sort_by_key(|it| it.order);
        if let Some(at) = broken {
            self.warn(at, "the JSON breaks off here, or is none: what stands before it was read");
        }
    }

    /// The transcript, and what was doubtful. `title` is for a thread that says none.
    pub(super) fn transcript(mut self, title: &str) -> (String, Vec<Warning>) {
        let said = self.title.take().filter(|it| words(it).is_some());
        let mut writer = Writer::new(said.as_deref().unwrap_or(title), self.link.as_deref());
        writer.text.reserve(self.all.iter().map(|it| it.body.len() + it.aside.len() + 64).sum());
        let parents = parents(&self.all);
        let order = order(&parents);
        let mut numbers = vec![0_usize; self.all.len()];
        for at in order {
            // What is written is let go of: a long thread needs the memory.
            let post = std::mem::take(&mut self.all[at as usize]);
            let head = Head {
                reply_to: numbers.get(parents[at as usize] as usize).copied().filter(|it| *it > 0),
                author: post.author.as_deref(),
                time: post.time.as_deref(),
                marks: post.marks,
                edited_at: post.edited_at.as_deref(),
                link: post.link.as_deref(),
            };
            numbers[at as usize] = writer.comment(&head, &post.body);
            writer.aside(&post.aside);
        }
        (writer.text, self.warnings)
    }
}

const NONE: u32 = u32::MAX;

/// What each post replies to; `NONE` if to nothing that is there.
fn parents(all: &[Post]) -> Vec<u32> {
    let number = |it: usize| u32::try_from(it).unwrap_or(NONE);
    let mut by_id: HashMap<&str, u32> = HashMap::with_capacity(all.len());
    for (at, post) in all.iter().enumerate().filter(|it| !it.1.id.is_empty()) {
        by_id.entry(&post.id).or_insert(number(at));
    }
    let opening = all.iter().position(|it| it.opening).map_or(NONE, number);
    let parent = |(at, post): (usize, &Post)| {
        let found = match &post.parent {
            Parent::Id(id) => by_id.get(&**id).copied().unwrap_or(opening),
            Parent::At(it) if (*it as usize) < all.len() => *it,
            Parent::At(_) | Parent::Opening => opening,
        };
        if post.opening || found == number(at) { NONE } else { found }
    };
    all.iter().enumerate().map(parent).collect()
}

/// The order in which each post stands after what it replies to. Posts that reply to each other in a circle come last,
/// as if one of them replied to nothing.
fn order(parents: &[u32]) -> Vec<u32> {
    let (mut first, mut next) = (vec![NONE; parents.len()], vec![NONE; parents.len()]);
    let mut roots = Vec::new();
    for at in (0..parents.len()).rev() {
        let number = u32::try_from(at).unwrap_or(NONE);
        match first.get_mut(parents[at] as usize) {
            Some(it) => next[at] = std::mem::replace(it, number),
            None => roots.push(number),
        }
    }
    let (mut order, mut seen) = (Vec::with_capacity(parents.len()), vec![false; parents.len()]);
    let mut stack = roots;
    let mut from = 0;
    loop {
        while let Some(at) = stack.pop() {
            // A chain of siblings is one entry: its rest goes back before its replies are gone through.
            if next[at as usize] != NONE && parents[at as usize] != NONE {
                stack.push(next[at as usize]);
            }
            if !std::mem::replace(&mut seen[at as usize], true) {
                order.push(at);
                stack.extend(Some(first[at as usize]).filter(|it| *it != NONE));
            }
        }
        match seen[from..].iter().position(|it| !it) {
            Some(more) => {
                from += more;
                stack.push(u32::try_from(from).unwrap_or(NONE));
            }
            None => return order,
        }
    }
}

/// A text, if it holds any words.
pub(super) fn words(text: &str) -> Option<&str> {
    Some(&text[trim(text, 0..text.len())]).filter(|it| !it.is_empty())
}

/// The first whole number in a text, as pages print scores: `12 points`, `−3`, `1,204`.
pub(super) fn number(text: &str) -> Option<i32> {
    let start = text.find(|it: char| it.is_ascii_digit())?;
    let negative = text[..start].trim_end().ends_with(['-', '−']);
    let mut value = 0_i32;
    for it in text[start..].chars().filter(|it| *it != ',').map_while(|it| it.to_digit(10)) {
        value = value.saturating_mul(10).saturating_add(it.cast_signed());
    }
    Some(if negative { -value } else { value })
}

/// A time in seconds since 1970, as ISO 8601 in UTC.
pub(super) fn moment(seconds: i64) -> Option<String> {
    // The days of the years 0 to 9999.
    let day = Some(seconds.div_euclid(86_400)).filter(|it| (-719_528..2_932_897).contains(it))?;
    let (year, month, of_month) = civil(day);
    let of_day = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    Some(format!("{year:04}-{month:02}-{of_month:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// Year, month and day of a day counted from 1970-01-01 (Hinnant 2013). The calendar of evidence stands in a layer above.
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_stand_after_what_they_reply_to() {
        let cases: [(&[u32], &[u32]); 6] = [
            (&[], &[]),
            (&[NONE, NONE, NONE], &[0, 1, 2]),
            (&[NONE, 0, 0, 1], &[0, 1, 3, 2]),
            (&[2, 0, NONE, 2], &[2, 0, 1, 3]),
            (&[1, 0, NONE], &[2, 0, 1]),
            (&[1, 2, 0], &[0, 2, 1]),
        ];
        for (parents, expected) in cases {
            assert_eq!(order(parents), expected, "{parents:?}");
        }
    }

    #[test]
    fn numbers_and_times() {
        for (text, value) in
            [("12 points", 12), ("−3 points", -3), ("1,204", 1204), ("-7", -7), ("99999999999", i32::MAX)]
        {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert_eq!(number("score hidden"), None);
        assert_eq!(moment(0).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(moment(951_827_696).as_deref(), Some("2000-02-29T12:34:56Z"));
        assert_eq!(moment(-1).as_deref(), Some("1969-12-31T23:59:59Z"));
        assert_eq!(moment(i64::MAX), None);
    }
}
