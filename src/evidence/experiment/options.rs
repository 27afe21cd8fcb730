//! What is asked for: a small file in RON, and settings that come before it.

use super::task::{Kind, Task};
use crate::evidence::{Failed, Input, Setting, Sort};
use serde::Deserialize;
use std::io::Read as _;

/// No file is larger, in bytes.
const LARGEST: u64 = 1 << 16;

const fn whole(
    name: &'static str,
    words: &'static str,
    hint: &'static str,
    bounds: (f64, f64),
    default: f64,
) -> Setting {
    Setting::number(name, words, hint, bounds, Some(default))
}

/// What may be set; the file has fields of the same names.
pub const SETTINGS: &[Setting] = &[
    whole(
        "modulus",
        "Modulus",
        "Sums are taken modulo this, and there are as many wordings; 7 if not set.",
        (2.0, 13.0),
        7.0,
    ),
    whole("terms", "Numbers to add", "How many; 6 if not set.", (2.0, 12.0), 6.0),
    whole(
        "decorative_terms",
        "Numbers to add for the decorative model",
        "Few enough to be added without a chain; 2 if not set.",
        (2.0, 12.0),
        2.0,
    ),
    Setting::text("models", "Models", "Which, with commas: direct, honest, hiding, decorative; all if not set."),
    whole("steps", "Steps of training", "Each on a batch of fresh problems; 1500 if not set.", (1.0, 20_000.0), 1500.0),
    whole("batch", "Problems in a step", "How many; 128 if not set.", (1.0, 1024.0), 128.0),
    whole("width", "Width", "Numbers by which a model holds a token, even; 16 if not set.", (4.0, 64.0), 16.0),
    whole(
        "problems",
        "Test problems",
        "Each is asked under every condition; 1000 if not set.",
        (10.0, 5_000.0),
        1000.0,
    ),
    whole("restarts", "Restarts", "How often a model that did not learn starts anew; 5 if not set.", (0.0, 20.0), 5.0),
    whole("seed", "Seed", "Where random numbers start; 1 if not set.", (0.0, 4_294_967_295.0), 1.0),
    Setting::SURE,
];

/// The file; what is not in it is as by default.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    modulus: Option<f64>,
    terms: Option<f64>,
    decorative_terms: Option<f64>,
    models: Option<Vec<String>>,
    steps: Option<f64>,
    batch: Option<f64>,
    width: Option<f64>,
    problems: Option<f64>,
    restarts: Option<f64>,
    seed: Option<f64>,
    sure: Option<f64>,
}

/// What is asked for, all within bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The models, each once, in the order in which they are told.
    pub models: Vec<Kind>,
    modulus: usize,
    terms: usize,
    decorative_terms: usize,
    /// Steps of training.
    pub steps: usize,
    /// Problems in a step.
    pub batch: usize,
    /// Width of the models; even.
    pub width: usize,
    /// Test problems.
    pub problems: usize,
    /// How often a model starts anew.
    pub restarts: usize,
    /// Where random numbers start.
    pub seed: u64,
    /// How sure intervals are.
    pub sure: f64,
}

impl Options {
    /// What a model of this kind adds.
    pub fn task(&self, kind: Kind) -> Task {
        let terms = if kind == Kind::Decorative { self.decorative_terms } else { self.terms };
        Task { modulus: self.modulus, terms }
    }

    /// Reads the file and settings.
    ///
    /// # Errors
    /// If the file is not RON with these fields, or a number is out of bounds.
    pub fn read(input: &mut Input<'_>) -> Result<Self, Failed> {
        let advice =
            "Write (modulus: 7, terms: 6, seed: 1), or leave the file empty; fields have the names of settings.";
        let mut text = String::new();
        (&mut *input.data).take(LARGEST + 1).read_to_string(&mut text)?;
        if text.len() as u64 > LARGEST {
            return Err(Failed::new("The file is too large for an experiment.", advice));
        }
        let text = text.trim_start_matches('\u{feff}').trim();
        let lax = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let file: File = if text.is_empty() {
            File::default()
        } else {
            lax.from_str(text).map_err(|error| {
                let line = error.span.start.line as u64;
                Failed::new(format!("It cannot be read: {}.", error.code), advice).at(line)
            })?
        };
        let number = |name: &str, written: Option<f64>| {
            let sort = SETTINGS.iter().find(|it| it.name == name).map(|it| it.sort);
            let Some(Sort::Number { least, most, default }) = sort else { return Ok(f64::NAN) };
            let it = input.settings.number(name).or(written).or(default).unwrap_or(least);
            let fits = (least..=most).contains(&it);
            fits.then_some(it).ok_or_else(|| {
                Failed::new(format!("{name} is {it}, which does not fit."), format!("It goes from {least} to {most}."))
            })
        };
        let whole = |name: &str, written| {
            let it: f64 = number(name, written)?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within the bounds of settings"
            )]
            let count = it as usize;
            let fits = it.fract() == 0.0;
            fits.then_some(count).ok_or_else(|| Failed::new(format!("{name} is {it}."), "Give a whole number."))
        };
        let width = whole("width", file.width)?;
        if width % 2 == 1 {
            return Err(Failed::new(format!("width is {width}."), "Two heads share it: give an even number."));
        }
        let listed = input.settings.text("models").map(|it| it.split(',').map(|it| it.trim().to_owned()).collect());
        Ok(Self {
            models: models(listed.or(file.models))?,
            modulus: whole("modulus", file.modulus)?,
            terms: whole("terms", file.terms)?,
            decorative_terms: whole("decorative_terms", file.decorative_terms)?,
            steps: whole("steps", file.steps)?,
            batch: whole("batch", file.batch)?,
            width,
            problems: whole("problems", file.problems)?,
            restarts: whole("restarts", file.restarts)?,
            seed: whole("seed", file.seed)? as u64,
            sure: number("sure", file.sure)?,
        })
    }
}

/// The models of these names; all if none are given.
fn models(names: Option<Vec<String>>) -> Result<Vec<Kind>, Failed> {
    let Some(names) = names else { return Ok(Kind::ALL.to_vec()) };
    let known = Kind::ALL.map(Kind::name).join(", ");
    if let Some(other) = names.iter().find(|it| Kind::ALL.iter().all(|kind| kind.name() != *it)) {
        return Err(Failed::new(format!("There is no model {other}."), format!("Known: {known}.")));
    }
    let chosen: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| names.iter().any(|it| kind.name() == it)).collect();
    if chosen.is_empty() { Err(Failed::new("No model is asked for.", format!("Known: {known}."))) } else { Ok(chosen) }
}
