//! `cruxmap render` and `check`: the picture of a map, and whether it is sound.

use super::{
    Failure, Look,
    files::{self, Target},
};
use crate::{
    export,
    jobs::Progress,
    layout,
    map::Map,
    picture,
    save::{self, OpenError},
};
use serde_json::json;
use std::path::Path;

/// Writes the picture.
pub fn render(path: &Path, output: &Target, look: Look, json: bool) -> Result<(), Failure> {
    picture_name(output, true)?;
    write_picture(svg(&files::read_map(path)?, look), output)?;
    written(output, json)
}

/// Refuses a picture that its name says no form of; standard output takes SVG if it `may`.
pub fn picture_name(output: &Target, may: bool) -> Result<(), Failure> {
    if output.ends_in("png") || output.ends_in("svg") || (may && *output == Target::Standard) {
        return Ok(());
    }
    Err(Failure::Bad("a picture's name must end in .svg or .png".to_owned()))
}

/// Writes a picture in the form that its name says.
pub fn write_picture(svg: String, output: &Target) -> Result<(), Failure> {
    let bytes = if output.ends_in("png") { png(&svg)? } else { svg.into_bytes() };
    output.write(&bytes)
}

/// The whole map as SVG.
pub fn svg(map: &Map, look: Look) -> String {
    let layout = layout::run(&picture::request(map), None, &Progress::default());
    export::svg(map, &layout, look.theme())
}

/// A picture in dots, sharp on a dense screen.
pub fn png(svg: &str) -> Result<Vec<u8>, Failure> {
    const DOTS_PER_PX: f32 = 2.0;
    export::png(svg, DOTS_PER_PX).map_err(|it| Failure::Bad(it.to_string()))
}

/// Tells programs what was written.
pub fn written(output: &Target, json: bool) -> Result<(), Failure> {
    match output {
        Target::File(path) if json => files::print(&format!("{}\n", json!({ "written": path }))),
        _ => Ok(()),
    }
}

/// Checks every rule of a saved map, and the edits in its journal.
pub fn check(path: &Path, json: bool) -> Result<(), Failure> {
    let problems = match save::read(path) {
        Ok(opened) => [opened.map.problems(), opened.warnings].concat(),
        Err(OpenError::Contradictory(problems)) => problems,
        Err(error) => return Err(files::not_opened(path, &error)),
    };
    let sound = problems.is_empty();
    files::print(&if json {
        format!("{:#}\n", json!({ "sound": sound, "problems": problems }))
    } else if sound {
        format!("{} is sound.\n", path.display())
    } else {
        format!("{}\n", problems.join("\n"))
    })?;
    match problems.len() {
        0 => Ok(()),
        1 => Err(Failure::Check(format!("{}: 1 problem", path.display()))),
        n => Err(Failure::Check(format!("{}: {n} problems", path.display()))),
    }
}
