//! `cruxmap render` and `check`: the picture of a map, and whether it is sound.

use super::{
    Failure, Look,
    files::{self, Target},
    formats::written,
};
use crate::{
    export::{
        self,
        pdf::{Pdf, PdfError},
    },
    formats::{self, Taken},
    save::{self, OpenError},
};
use serde_json::json;
use std::path::Path;

/// Writes the picture.
pub fn render(path: &Path, output: &Target, look: Look, json: bool) -> Result<(), Failure> {
    picture_name(output, true)?;
    let map = files::read_map(path)?;
    let named = ["png", "pdf"].into_iter().find(|it| output.ends_in(it));
    output.write(&picture(&Taken::new(&map, look.theme(), None), named.unwrap_or("svg"))?)?;
    told(output, json)
}

/// The picture of a map as the format of this name.
pub fn picture(taken: &Taken<'_>, name: &str) -> Result<Vec<u8>, Failure> {
    let format = formats::by_name(name).ok_or_else(|| Failure::Bad(format!("{name} is no format of pictures")))?;
    written(format, taken)
}

/// Refuses a picture that its name says no form of; standard output takes SVG if it `may`.
pub fn picture_name(output: &Target, may: bool) -> Result<(), Failure> {
    if ["svg", "png", "pdf"].iter().any(|it| output.ends_in(it)) || (may && *output == Target::Standard) {
        return Ok(());
    }
    Err(Failure::Bad("a picture's name must end in .svg, .png or .pdf".to_owned()))
}

/// Writes plots in the form that their name says.
pub fn write_plots(svg: String, output: &Target) -> Result<(), Failure> {
    let bytes = match output {
        it if it.ends_in("png") => png(&svg)?,
        it if it.ends_in("pdf") => pdf(export::pdf::picture(&svg))?,
        _ => svg.into_bytes(),
    };
    output.write(&bytes)
}

/// The bytes of a PDF; what is not as it should be in it is said.
pub fn pdf(made: Result<Pdf, PdfError>) -> Result<Vec<u8>, Failure> {
    let Pdf { bytes, notes } = made.map_err(|it| Failure::Bad(it.to_string()))?;
    for note in notes {
        files::note(&note);
    }
    Ok(bytes)
}

/// Plots in dots, sharp on a dense screen.
fn png(svg: &str) -> Result<Vec<u8>, Failure> {
    const DOTS_PER_PX: f32 = 2.0;
    export::png(svg, DOTS_PER_PX).map_err(|it| Failure::Bad(it.to_string()))
}

/// Tells programs what was written.
pub fn told(output: &Target, json: bool) -> Result<(), Failure> {
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
