//! The program's own folder: settings, and the maps that have no file of their own yet.

use super::argued::Beside;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The environment variable that names another folder, for tests and for portable use.
const HOME: &str = "CRUXMAP_HOME";

/// Of no more maps than this is it kept how they were left.
const MOST_VIEWS: usize = 200;

/// The program's own folder.
#[derive(Clone, Debug)]
pub struct Home {
    folder: PathBuf,
}

/// What is remembered from one start to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "switches that are independent of each other")]
pub struct Settings {
    /// The map that was open last.
    pub last: Option<PathBuf>,
    /// The maps that were open at the end, in the order of their tabs.
    pub open: Vec<PathBuf>,
    /// Whether the dark theme is on; the system's choice if never chosen.
    pub dark: Option<bool>,
    /// The size of text and of everything else, in percent; 100 if never chosen.
    pub text_size: Option<u16>,
    /// The maps that were open, the last one first.
    pub recent: Vec<PathBuf>,
    /// Whether the camera jumps instead of moving.
    pub reduce_motion: bool,
    /// Whether a plain drag on the empty canvas selects instead of moving the map.
    pub drag_selects: bool,
    /// Whether the minimap is shown; it is if this was never chosen.
    pub minimap: Option<bool>,
    /// What is written small beside each node.
    pub beside: Beside,
    /// Whether the details show what argumentation semantics make of a node.
    pub semantics: bool,
    /// Whether corrections re-rank what is still proposed; they do if this was never chosen.
    pub learn: Option<bool>,
    /// Whether the review goes by value; it does if this was never chosen.
    pub by_value: Option<bool>,
    /// Whether the tour was offered and answered, or taken.
    pub tour_offered: bool,
    /// Where the window was, and how large.
    pub window: Option<WindowPlace>,
    /// The language model that was asked last.
    pub model: ModelChoice,
}

/// Where a window is on the screen, in the system's points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Its left top corner; nothing where the system does not tell.
    pub at: Option<(f32, f32)>,
    /// Width and height of what is inside its frame.
    pub size: (f32, f32),
    /// Whether it fills the screen. The size is then that of before.
    pub maximized: bool,
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
        let text = fs::read_to_string(self.settings_path()).unwrap_or_default();
        ron::from_str(&text).unwrap_or_default()
    }

    /// What was remembered, as [`Home::settings`]. A file that cannot be read is kept aside; what is wrong with it, and
    /// where it is kept, comes along.
    pub fn settings_or_aside(&self) -> (Settings, Option<(String, PathBuf)>) {
        let path = self.settings_path();
        let wrong = match fs::read_to_string(&path) {
            Ok(text) => match ron::from_str(&text) {
                Ok(settings) => return (settings, None),
                Err(error) => error.to_string(),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Settings::default(), None),
            Err(error) => error.to_string(),
        };
        let aside = set_aside(&path).unwrap_or(path);
        (Settings::default(), Some((wrong, aside)))
    }

    /// Where settings are kept.
    pub fn settings_path(&self) -> PathBuf {
        self.folder.join("settings.ron")
    }

    /// Where keys are kept, if a person has changed them.
    pub fn keys_path(&self) -> PathBuf {
        self.folder.join("keys.ron")
    }

    /// Writes the file of keys.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub fn write_keys(&self, text: &str) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        crate::save::write_atomically(&self.keys_path(), text.as_bytes())
    }

    /// Remembers settings.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub fn remember(&self, settings: &Settings) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default()).map_err(io::Error::other)?;
        crate::save::write_atomically(&self.settings_path(), text.as_bytes())
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

    /// Whether a map has no file of its own yet: it lives in this folder, and closing needs no question.
    pub fn keeps(&self, path: &Path) -> bool {
        path.starts_with(self.maps())
    }

    /// The file that keeps how the map at `path` was left; nothing if there is no such map on the disk.
    pub fn view_of(&self, path: &Path) -> Option<PathBuf> {
        let path = path.canonicalize().ok()?;
        let name = format!("{:x}", Sha256::digest(path.as_os_str().as_encoded_bytes()));
        Some(self.folder.join("views").join(name.get(..16)?).with_extension("view"))
    }

    /// Makes the folder of a kept view, and if it is a new one, lets the oldest of too many go.
    ///
    /// # Errors
    /// If the folder cannot be made.
    pub fn make_room_for(view: &Path) -> io::Result<()> {
        let Some(folder) = view.parent() else { return Ok(()) };
        fs::create_dir_all(folder)?;
        if view.exists() {
            return Ok(());
        }
        let files = fs::read_dir(folder)?.filter_map(|it| {
            let it = it.ok()?;
            Some((it.metadata().ok()?.modified().ok()?, it.path()))
        });
        let mut files: Vec<_> = files.filter(|it| it.1.extension().is_some_and(|it| it == "view")).collect();
        files.sort();
        for (_, path) in files.iter().take((files.len() + 1).saturating_sub(MOST_VIEWS)) {
            fs::remove_file(path)?;
        }
        Ok(())
    }

    fn maps(&self) -> PathBuf {
        self.folder.join("maps")
    }
}

/// Gives a file another name, so that a new one can take its place.
///
/// # Errors
/// If it cannot be renamed.
pub fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let beside = |n| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".aside-{n}"));
        PathBuf::from(name)
    };
    let free = (1..1000).map(beside).find(|it| !it.exists());
    let aside = free.ok_or_else(|| io::Error::other("too many files are kept aside"))?;
    fs::rename(path, &aside)?;
    Ok(aside)
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
        let (settings, wrong) = home.settings_or_aside();
        let (wrong, aside) = wrong.unwrap();
        assert_eq!(settings, Settings::default());
        assert!(wrong.starts_with("1:"), "{wrong}");
        assert_eq!(fs::read_to_string(aside).unwrap(), "(dark: maybe");
        assert_eq!(home.settings_or_aside(), (Settings::default(), None));
    }
}
