//! The signs that `.name.` and `:name:` stand for.

/// The sign that a code with its dots or colons stands for.
pub fn sign(code: &str) -> Option<&'static str> {
    let delimiter = code.chars().next().filter(|it| matches!(it, '.' | ':'))?;
    let name = code.strip_prefix(delimiter)?.strip_suffix(delimiter)?;
    Some(match name {
        // The only one that differs by its delimiter.
        "smile" if delimiter == ':' => "☺\u{fe0f}",
        "A" => "∀",
        "E" => "∃",
        "O" => "𝗢",
        "P" => "𝗣",
        "->" => "→",
        "<->" => "↔",
        "~" => "¬",
        "^" => "∧",
        "v" => "∨",
        "v_" => "⊻",
        "<>" => "◇",
        "[]" => "◻",
        "happy" => "😀",
        "smile" | "smiley" => "☺",
        "laugh" | "lol" => "😆",
        "rofl" => "🤣",
        "joy" => "😂",
        "heart" => "❤",
        "?" | "question" => "❓",
        "love" => "😍",
        "wink" => "😉",
        "shush" => "🤫",
        "meh" => "😐",
        "eye-roll" => "🙄",
        "sad" => "😢",
        "disappointed" => "😞",
        "scream" => "😱",
        "+1" | "up" => "👍",
        "-1" | "down" => "👎",
        "think" => "🤔",
        "star" => "⭐",
        "y" | "agree" => "✔",
        "n" | "disagree" => "❌",
        _ => return None,
    })
}
