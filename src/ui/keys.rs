//! The keys in force: the usual ones, and what `keys.ron` in the program's folder says instead.
//!
//! The file is a RON map from a command's words to its keys, one a line. It is read line by line, so that a wrong line
//! costs nothing but itself.

use super::action::Action;
use egui::{Id, Key, KeyboardShortcut, Modifiers};
use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

/// Stands between two choices of keys for one command.
const OR: &str = " or ";

/// The keys for each command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    of: BTreeMap<Action, Vec<KeyboardShortcut>>,
}

impl Default for Keys {
    /// The usual keys.
    fn default() -> Self {
        let usual = |it: Action| it.about().shortcut.into_iter().chain(it.other_shortcut()).collect();
        Self { of: Action::ALL.iter().copied().map(|it| (it, usual(it))).collect() }
    }
}

impl Keys {
    /// The usual keys, changed as `text` says. What is wrong with it comes along, by line.
    pub fn read(text: &str) -> (Self, Vec<String>) {
        let mut wrong = Vec::new();
        let mut bound: BTreeMap<Action, (usize, Vec<KeyboardShortcut>)> = BTreeMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            match entry(line) {
                Ok(None) => {}
                Ok(Some((action, _))) if bound.contains_key(&action) => {
                    let words = action.about().words;
                    wrong.push(format!("line {number}: “{words}” stands above already, in line {}", bound[&action].0));
                }
                Ok(Some((action, keys))) => _ = bound.insert(action, (number, keys)),
                Err(error) => wrong.push(format!("line {number}: {error}")),
            }
        }
        let mut keys = Self::default();
        let mut lines: Vec<_> = bound.iter().map(|(&action, (line, to))| (*line, action, to.clone())).collect();
        lines.sort_by_key(|it| it.0);
        let mut taken: BTreeMap<String, Action> = BTreeMap::new();
        for (line, action, mut to) in lines {
            to.retain(|it| {
                let name = name(*it);
                let other = *taken.entry(name.clone()).or_insert(action);
                let is_shared = other.shares_keys_with(action);
                if other != action && !is_shared {
                    wrong.push(format!("line {line}: {name} is for “{}” already", other.about().words));
                }
                other == action || is_shared
            });
            keys.of.insert(action, to);
        }
        for (&action, usual) in &mut keys.of {
            usual.retain(|it| {
                let other = taken
                    .get(&name(*it))
                    .filter(|&&it| it != action && !it.shares_keys_with(action) && !bound.contains_key(&action));
                if let Some(other) = other {
                    let (it, words) = (name(*it), action.about().words);
                    wrong.push(format!("{it} is for “{}” now: “{words}” has lost it", other.about().words));
                }
                other.is_none()
            });
        }
        (keys, wrong)
    }

    /// The file that says just these keys.
    pub fn to_text(&self) -> String {
        let mut text = "// The keys for each command. “ or ” stands between two; an empty text is no key at all.\n\
                        // A line that is left out leaves the usual keys.\n{\n"
            .to_owned();
        for &action in Action::ALL {
            let keys: Vec<String> = self.of(action).iter().map(|&it| name(it)).collect();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "    {:?}: {:?},", action.about().words, keys.join(OR));
        }
        text.push_str("}\n");
        text
    }

    /// The keys for a command, those to show first.
    pub fn of(&self, action: Action) -> &[KeyboardShortcut] {
        self.of.get(&action).map_or(&[], Vec::as_slice)
    }

    /// All keys, with their commands.
    pub fn all(&self) -> impl Iterator<Item = (Action, KeyboardShortcut)> {
        self.of.iter().flat_map(|(&action, keys)| keys.iter().map(move |&it| (action, it)))
    }

    /// Makes these the keys of the window.
    pub fn put_in_force(self: Arc<Self>, ctx: &egui::Context) {
        ctx.data_mut(|it| it.insert_temp(place(), self));
    }
}

fn place() -> Id {
    Id::unique("keys in force")
}

/// The keys in force in this window.
pub fn in_force(ctx: &egui::Context) -> Arc<Keys> {
    ctx.data(|it| it.get_temp(place())).unwrap_or_default()
}

/// The first keys for a command as they are shown; empty if there are none.
pub fn words(ctx: &egui::Context, action: Action) -> String {
    in_force(ctx).of(action).first().map(|&it| shown(ctx, it)).unwrap_or_default()
}

/// Keys as they are shown: a sign such as `/` as what stands on its key, not by its name.
pub fn shown(ctx: &egui::Context, keys: KeyboardShortcut) -> String {
    let (words, key) = (ctx.format_shortcut(&keys), keys.logical_key);
    // Between other keys these two are read more easily as words.
    let by_name = matches!(key, Key::Plus | Key::Minus) || !key.symbol_or_name().is_ascii();
    match words.strip_suffix(key.name()).filter(|_| !by_name) {
        Some(held) => format!("{held}{}", key.symbol_or_name()),
        None => words,
    }
}

/// The same in brackets behind a space, for the end of a sentence about the command.
pub fn hint(ctx: &egui::Context, action: Action) -> String {
    let words = words(ctx, action);
    if words.is_empty() { words } else { format!(" ({words})") }
}

/// The first keys for a command, or where it stands in the menus if there are none.
pub fn words_or_menu(ctx: &egui::Context, action: Action) -> String {
    let words = words(ctx, action);
    let about = action.about();
    if words.is_empty() { format!("{} > {}", about.menu.title(), about.words) } else { words }
}

/// One line of the file: nothing if there is nothing in it.
fn entry(line: &str) -> Result<Option<(Action, Vec<KeyboardShortcut>)>, String> {
    let line = line.trim();
    if line.is_empty() || line.starts_with("//") || line == "{" || line == "}" {
        return Ok(None);
    }
    let form = "it should read “\"Command\": \"Keys\",”";
    let (command, rest) = quoted(line).ok_or(form)?;
    let (keys, rest) = rest.trim_start().strip_prefix(':').and_then(|it| quoted(it.trim_start())).ok_or(form)?;
    let rest = rest.trim_start().trim_start_matches(',').trim_start();
    if !rest.is_empty() && !rest.starts_with("//") {
        return Err(form.to_owned());
    }
    let action = action(command).ok_or_else(|| format!("“{command}” is no command"))?;
    let keys = keys.split(OR).map(str::trim).filter(|it| !it.is_empty());
    let keys = keys.map(|it| shortcut(it).ok_or_else(|| format!("“{it}” are no keys")));
    Ok(Some((action, keys.collect::<Result<_, _>>()?)))
}

/// What stands in quotes at the start, and the rest. There is nothing in these texts to escape.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('"')?.split_once('"')
}

/// The command with these words, or with this name in the code; case, spaces and dots do not matter.
fn action(words: &str) -> Option<Action> {
    let plain =
        |it: &str| it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let wanted = plain(words);
    let by_words = Action::ALL.iter().copied().find(|it| plain(it.about().words) == wanted);
    by_words.or_else(|| Action::ALL.iter().copied().find(|it| plain(&format!("{it:?}")) == wanted))
}

/// The keys that are written so.
fn shortcut(text: &str) -> Option<KeyboardShortcut> {
    let (modifiers, key) = match text.strip_suffix('+') {
        Some("") => ("", "+"),
        Some(before) => (before.strip_suffix('+')?, "+"),
        None => text.rsplit_once('+').unwrap_or(("", text)),
    };
    let mut all = Modifiers::NONE;
    for modifier in modifiers.split('+').map(str::trim).filter(|it| !it.is_empty()) {
        all = all.plus(match modifier.to_ascii_lowercase().as_str() {
            "ctrl" | "cmd" | "command" => Modifiers::COMMAND,
            "shift" => Modifiers::SHIFT,
            "alt" => Modifiers::ALT,
            _ => return None,
        });
    }
    let key = key.trim();
    let key = Key::from_name(key).or_else(|| Key::from_name(&key.to_uppercase()))?;
    Some(KeyboardShortcut::new(all, key))
}

/// How keys are written in the file.
fn name(keys: KeyboardShortcut) -> String {
    let KeyboardShortcut { modifiers, logical_key } = keys;
    let parts = [(modifiers.command, "Ctrl+"), (modifiers.alt, "Alt+"), (modifiers.shift, "Shift+")];
    let held: String = parts.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    held + logical_key.name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_is_a_ron_map() {
        let keys = Keys::default();
        let text = keys.to_text();
        assert_eq!(Keys::read(&text), (keys, Vec::new()));
        let map: BTreeMap<String, String> = ron::from_str(&text).unwrap();
        assert_eq!(map.len(), Action::ALL.len());
        assert_eq!(map["Redo"], "Ctrl+Shift+Z or Ctrl+Y");
        for key in Key::ALL {
            for modifiers in
                [Modifiers::NONE, Modifiers::COMMAND, Modifiers::COMMAND | Modifiers::SHIFT | Modifiers::ALT]
            {
                let keys = KeyboardShortcut::new(modifiers, *key);
                assert_eq!(shortcut(&name(keys)), Some(keys), "{}", name(keys));
            }
        }
    }

    #[test]
    fn wrong_lines_are_told_and_the_rest_is_in_force() {
        let text = "// mine\n{\n\"accept\": \"ctrl+u\",\n\"Acept\": \"B\",\n\"Reject\": \"Hyper+X\",\nReject: X\n\
                    \"LinkTo\": \"\", // none\n\"Undo\": \"Ctrl+U\",\n\"Accept\": \"Q\",\n\"Zoom in\": \"Ctrl++ or +\"\n}";
        let (keys, wrong) = Keys::read(text);
        let told = wrong.join("\n");
        for expected in
            ["line 4: “Acept”", "line 5: “Hyper+X”", "line 6: it should", "line 8: Ctrl+U is for “Accept”", "line 9:"]
        {
            assert!(told.contains(expected), "{expected} in {told}");
        }
        assert_eq!(wrong.len(), 5, "{told}");
        let names = |it| keys.of(it).iter().map(|&it| name(it)).collect::<Vec<_>>();
        assert_eq!(names(Action::Accept), ["Ctrl+U"]);
        assert_eq!(names(Action::Reject), ["X"]);
        assert!(names(Action::Link).is_empty() && names(Action::Undo).is_empty());
        assert_eq!(names(Action::ZoomIn), ["Ctrl+Plus", "Plus"]);
    }

    #[test]
    fn a_usual_key_that_another_command_takes_is_told_unless_the_file_says_so() {
        let (keys, wrong) = Keys::read("{\"Link to…\": \"A\"}\n\"Link to…\": \"A\"");
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert!(wrong[1].contains("“Accept” has lost it"), "{wrong:?}");
        assert!(keys.of(Action::Accept).is_empty());
        assert_eq!(Keys::read("\"Link to…\": \"A\"\n\"Accept\": \"\"").1, Vec::<String>::new());
    }

    #[test]
    fn no_text_breaks_it() {
        for text in [
            "\"",
            "\"\":",
            "\u{0}",
            "\"Accept\":\"",
            "\"Accept\": \"+\"",
            "\"Accept\": \"++\"",
            "\"Accept\":\"Ctrl+\",",
        ] {
            let _ = Keys::read(text);
        }
    }
}
