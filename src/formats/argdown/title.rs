//! Titles. A map has none: a node that another tool gave a title says it in bold, above its text.

use std::collections::BTreeSet;

/// As long as a title is that is made of a text.
const LONGEST_LABEL: usize = 40;
/// As long as a title may be that comes from a text.
const LONGEST: usize = 200;

/// What a node says of a statement or argument with a title.
pub fn joined(title: &str, text: &str) -> String {
    if text.is_empty() { title.to_owned() } else { format!("**{title}**\n\n{text}") }
}

/// The title and the text of a node that says both.
pub fn split(words: &str) -> Option<(&str, &str)> {
    let (title, text) = words.strip_prefix("**")?.split_once("**\n\n")?;
    let signs = |it: char| it.is_control() || matches!(it, '[' | ']' | '<' | '>' | '\u{2028}' | '\u{2029}');
    let fits = !title.is_empty()
        && title.trim() == title
        && title.len() <= LONGEST
        && !title.starts_with('-')
        && !title.contains(signs)
        && !text.is_empty();
    fits.then_some((title, text))
}

/// The titles given so far.
#[derive(Debug, Default)]
pub struct Titles(BTreeSet<String>);

impl Titles {
    /// Gives a title if nobody has it.
    pub fn take(&mut self, title: &str) -> bool {
        self.0.insert(title.to_owned())
    }

    /// A title for a text that has none: its first words, and a number if somebody has those.
    pub fn label(&mut self, text: &str) -> String {
        let mut label = String::new();
        for word in text.split_whitespace() {
            let word: String = word.chars().filter(|it| it.is_alphanumeric() || "'-,’".contains(*it)).collect();
            if word.trim_matches('-').is_empty() {
                continue;
            }
            if !label.is_empty() && label.chars().count() + 1 + word.chars().count() > LONGEST_LABEL {
                break;
            }
            label.push_str(if label.is_empty() { "" } else { " " });
            label.extend(word.chars().take(LONGEST_LABEL));
        }
        let label = label.trim_matches(['-', ' ', ',', '\'']).to_owned();
        // What starts with “Untitled” is no title to other programs.
        let label = if label.is_empty() || label.starts_with("Untitled") { format!("Node {label}") } else { label };
        let label = label.trim_end();
        let numbered = |n: usize| if n == 1 { label.to_owned() } else { format!("{label} {n}") };
        let mut nth = 1;
        while self.0.contains(&numbered(nth)) {
            // Steps that grow: a thousand nodes may say the same.
            nth += 1 + nth / 8;
        }
        let title = numbered(nth);
        self.0.insert(title.clone());
        title
    }
}
