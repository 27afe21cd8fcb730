//! The program's own folder: settings, and the maps that have no file of their own yet.

use serde::{Deserialize, Serialize};
use std::{fs, io, path::PathBuf};

/// The environment variable that names another folder, for tests and for portable use.
const HOME: &str = "CRUXMAP_HOME";

/// The program's own folder.
#[derive(Clone, Debug)]
pub struct Home {
    folder: PathBuf,
}

/// What is remembered from one start to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The map that was open last.
    pub last: Option<PathBuf>,
    /// Whether the dark theme is on; the system's choice if never chosen.
    pub dark: Option<bool>,
    /// Whether the camera jumps instead of moving.
    pub reduce_motion: bool,
    /// Whether a plain drag on the empty canvas selects instead of moving the map.
    pub drag_selects: bool,
    /// Whether the minimap is shown; it is if this was never chosen.
    pub minimap: Option<bool>,
    /// Whether corrections re-rank what is still proposed; they do if this was never chosen.
    pub learn: Option<bool>,
    /// The language model that was asked last.
    pub model: ModelChoice,
}

/// Which language model is asked, as a person typed it. The key is not among this: it is in no file of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelChoice {
    /// The base address.
    pub url: String,
    /// The model's name at that address.
    pub name: String,
    /// What a million tokens read cost; empty if that is not known.
    pub price_in: String,
    /// What a million tokens written cost; empty if that is not known.
    pub price_out: String,
}

impl Home {
    /// The folder named by `CRUXMAP_HOME`, else the usual place of the system, else a hidden folder here.
    pub fn find() -> Self {
        let named = std::env::var_os(HOME).map(PathBuf::from);
        let usual = || directories::ProjectDirs::from("", "", "Cruxmap").map(|it| it.data_dir().to_owned());
        Self { folder: named.or_else(usual).unwrap_or_else(|| PathBuf::from(".cruxmap")) }
    }

    /// This folder, whatever the system says.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What was remembered. What cannot be read counts as nothing remembered: settings are never worth a failed start.
    pub fn settings(&self) -> Settings {
        let text = fs::read_to_string(self.folder.join("settings.ron")).unwrap_or_default();
        ron::from_str(&text).unwrap_or_default()
    }

    /// Remembers settings.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub fn remember(&self, settings: &Settings) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default()).map_err(io::Error::other)?;
        crate::save::write_atomically(&self.folder.join("settings.ron"), text.as_bytes())
    }

    /// A path for a map that has no file of its own yet, and whose folder exists.
    ///
    /// # Errors
    /// If the folder cannot be made.
    pub fn new_map(&self, title: &str) -> io::Result<PathBuf> {
        let folder = self.maps();
        fs::create_dir_all(&folder)?;
        let plain: String = title.chars().map(|it| if it.is_alphanumeric() { it } else { '-' }).take(48).collect();
        let plain = plain.trim_matches('-');
        let name = if plain.is_empty() { "map" } else { plain };
        let taken = |path: &PathBuf| path.exists() || path.with_extension("ron.journal").exists();
        let numbered = (2..).map(|n| folder.join(format!("{name}-{n}.ron")));
        let path = std::iter::once(folder.join(format!("{name}.ron"))).chain(numbered).find(|it| !taken(it));
        path.ok_or_else(|| io::Error::other("no free name"))
    }

    /// Where the layout of the map at `path` is kept, if it is.
    pub fn layout_of(&self, path: &std::path::Path) -> PathBuf {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let name = crate::map::SourceId::of(&path.to_string_lossy());
        self.folder.join("layouts").join(format!("{name}.bin"))
    }

    /// Whether a map has no file of its own yet: it lives in this folder, and closing needs no question.
    pub fn keeps(&self, path: &std::path::Path) -> bool {
        path.starts_with(self.maps())
    }

    fn maps(&self) -> PathBuf {
        self.folder.join("maps")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_and_names_stay_free() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        assert_eq!(home.settings(), Settings::default());
        let settings = Settings { dark: Some(true), ..Settings::default() };
        home.remember(&settings).unwrap();
        assert_eq!(home.settings(), settings);
        let first = home.new_map("Would it? /../ yes").unwrap();
        assert!(first.starts_with(folder.path()) && home.keeps(&first), "{first:?}");
        fs::write(&first, "taken").unwrap();
        assert_ne!(home.new_map("Would it? /../ yes").unwrap(), first);
        fs::write(folder.path().join("settings.ron"), "(dark: maybe").unwrap();
        assert_eq!(home.settings(), Settings::default());
    }
}
