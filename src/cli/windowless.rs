//! What the program does where it cannot open its window.

use super::{
    Failure, Look,
    extract::find,
    failure,
    files::{self, Target},
    kept::Kept,
    report, show, summary,
};
use crate::{export::Form, formats::Taken, sample, source};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The folder that the sample is written to, in the current folder.
const FOLDER: &str = "cruxmap-sample";

/// Whether there may be a display to open a window on.
pub fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|it| !it.is_empty());
    cfg!(not(all(unix, not(target_os = "macos")))) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Does what can be done instead of opening the window: says what to do with `file`, or works on the sample.
/// `why` says why there is no window.
pub fn without_window(file: Option<&Path>, why: &str) -> ExitCode {
    failure::end(match file {
        Some(file) => Err(Failure::Bad(format!(
            "{} cannot be shown: {why}. The commands extract, summary and render need no window.",
            file.display()
        ))),
        None => write_sample(why),
    })
}

fn write_sample(why: &str) -> Result<(), Failure> {
    let folder = Path::new(FOLDER);
    fs::create_dir_all(folder).map_err(|it| files::cannot_write(folder, &it))?;
    let file = |name: &str| -> PathBuf { folder.join(name) };
    let map_file = file("map.ron");
    let mut kept = Kept::open(Some(Target::File(map_file.clone())))?;
    let thread = source::read(sample::FIRST.text.to_owned(), sample::FIRST.title, None);
    kept.merge(find(&thread, false, 0).records)?;
    kept.save()?;
    let map = &kept.map;
    let taken = Taken::new(map, Look::Light.theme(), None);
    let document = summary::shipped(map, Form::Full)?;
    let outputs = [
        ("thread.txt", sample::FIRST.text.as_bytes().to_vec()),
        // The picture is written anyway.
        ("summary.md", document.without_pictures().into_bytes()),
        ("summary.html", document.html().into_bytes()),
        ("picture.png", show::picture(&taken, "png")?),
        ("picture.svg", show::picture(&taken, "svg")?),
    ];
    for (name, bytes) in &outputs {
        Target::File(file(name)).write(bytes)?;
    }
    files::print(&format!(
        "The window cannot open: {why}.\n\
         It needs a display (X11 or Wayland) with OpenGL, and a build with the feature `gui`, which is on by default.\n\
         So the sample thread was read without one: “{}”.\n\n\
         {}\n\
         thread   {}\nmap      {}\nsummary  {}\n         {}\npicture  {}\n         {}\n\n\
         `cruxmap extract THREAD -o MAP` does the same with a thread of yours; `cruxmap --help` lists the commands.\n",
        sample::FIRST.title,
        report::text(map),
        file("thread.txt").display(),
        map_file.display(),
        file("summary.md").display(),
        file("summary.html").display(),
        file("picture.svg").display(),
        file("picture.png").display(),
    ))
}
