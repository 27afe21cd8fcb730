//! `cruxmap extract --model`: what it will cost, whether to go on, and what came of it.

use super::{Failure, files};
use crate::{
    jobs::Slot,
    model::{self, Estimate, Keyring, Reading, Settings},
    source::Thread,
};
use clap::Args;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    io::{self, BufRead as _, IsTerminal as _, Write as _},
    thread,
    time::Duration,
    vec,
};

#[derive(Args)]
pub struct ModelOptions {
    /// Read with the language model that the environment names: `CRUXMAP_MODEL_URL`, `CRUXMAP_MODEL`,
    /// `CRUXMAP_MODEL_KEY`; a key that is not there is looked for in the system's keyring.
    ///
    /// Tells first what that will cost, and asks. The comments are sent to the endpoint; without this, nothing is sent
    /// anywhere.
    #[arg(long)]
    model: bool,
    /// With --model, read only these comments with it, counted from 1, as `3,7-9`; the rules read the others.
    #[arg(long, value_name = "N,M-K", requires = "model", value_parser = numbers)]
    comments: Option<Numbers>,
    /// With --model, do not ask before sending anything.
    #[arg(long, requires = "model")]
    yes: bool,
}

/// Ranges of numbers of comments, from 1, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Numbers(Vec<(usize, usize)>);

fn numbers(text: &str) -> Result<Numbers, String> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (1 <= first && first <= last).then_some((first, last))
    };
    let ranges: Option<Vec<_>> = text.split(',').map(range).collect();
    ranges.map(Numbers).ok_or_else(|| "give numbers and ranges from 1, as 3,7-9".to_owned())
}

impl Numbers {
    /// The comments by index.
    fn of(&self, comments: usize) -> Result<BTreeSet<usize>, Failure> {
        match self.0.iter().find(|it| it.1 > comments) {
            Some((_, last)) => {
                Err(Failure::Bad(format!("there is no comment {last}: the thread has {comments} comments")))
            }
            None => Ok(self.0.iter().flat_map(|&(first, last)| first - 1..last).collect()),
        }
    }
}

/// Reads the threads with a model, if that is asked for: what it found in each, and what came of it for a report.
pub fn read<'a>(
    options: &ModelOptions,
    threads: impl ExactSizeIterator<Item = &'a Thread>,
) -> Result<(vec::IntoIter<Reading>, Option<Value>), Failure> {
    if !options.model {
        return Ok((Vec::new().into_iter(), None));
    }
    if options.comments.is_some() && threads.len() > 1 {
        return Err(Failure::Bad("--comments is about one thread: give one thread at a time".to_owned()));
    }
    let settings = Settings::from_environment(&Keyring::System).map_err(|it| Failure::Bad(it.to_string()))?;
    let mut all = Vec::new();
    let mut estimate: Option<Estimate> = None;
    for thread in threads {
        let comments = thread.comments.len();
        let wanted = options.comments.as_ref().map_or_else(|| Ok((0..comments).collect()), |it| it.of(comments))?;
        let this = model::estimate(thread, &wanted, &settings);
        estimate = Some(estimate.map_or(this, |it| it.and(this)));
        all.push((thread, wanted));
    }
    if let Some(estimate) = estimate.filter(|it| it.requests > 0) {
        confirm(options, &format!("{} at {} is to read {estimate}", settings.model(), settings.url()))?;
    }
    let (mut readings, mut reports) = (Vec::new(), Vec::new());
    for (thread, wanted) in all {
        let reading = in_background(thread, wanted, &settings)?;
        if let Some(trouble) = &reading.trouble {
            let what = format!("{} at {}: {trouble}", settings.model(), settings.url());
            if reading.read.is_empty() {
                return Err(Failure::Bad(format!("{what}. {}", trouble.advice())));
            }
            files::note(&format!(
                "{what}; {} comments (requests: {}) were left to the rules",
                reading.unread.len(),
                reading.failed
            ));
        }
        reports.push(told(&reading));
        readings.push(reading);
    }
    Ok((readings.into_iter(), Some(json!({ "name": settings.model(), "threads": reports }))))
}

/// Says what is about to happen, and asks whether it may.
fn confirm(options: &ModelOptions, what: &str) -> Result<(), Failure> {
    if options.yes {
        files::note(what);
        return Ok(());
    }
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::Bad(format!("{what}; nothing was sent, because --yes was not given")));
    }
    let mut answer = String::new();
    // Where nobody sees the question, nobody answers it.
    let _ = write!(io::stderr(), "cruxmap: {what}.\nGo on? [y/N] ");
    let read = io::stdin().lock().read_line(&mut answer);
    if read.is_ok() && ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) {
        return Ok(());
    }
    Err(Failure::Bad("nothing was sent".to_owned()))
}

/// Reads in the background, and shows how far it is where somebody looks.
fn in_background(thread: &Thread, wanted: BTreeSet<usize>, settings: &Settings) -> Result<Reading, Failure> {
    let mut slot = Slot::new("model", || ());
    let (thread, settings) = (thread.clone(), settings.clone());
    slot.request(move |progress| model::read(&thread, &wanted, &settings, progress));
    let watched = io::stderr().is_terminal();
    let mut shown = String::new();
    let reading = loop {
        if let Some(reading) = slot.poll() {
            break reading;
        }
        let now = slot.progress().map(|it| format!("\rcruxmap: {:.0} % read ", it.0 * 100.0)).unwrap_or_default();
        if watched && now != shown {
            // If nobody sees it, nothing is lost.
            let _ = write!(io::stderr(), "{now}");
            shown = now;
        }
        thread::sleep(Duration::from_millis(20));
    };
    if watched {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
    reading.map_err(|it| Failure::Bad(it.to_string()))
}

/// Tells what a model did with a thread.
fn told(reading: &Reading) -> Value {
    let dropped = reading.dropped;
    files::note(&format!(
        "the model read {} comments and proposed {} statements",
        reading.read.len(),
        reading.statements
    ));
    if dropped.all() > 0 {
        files::note(&format!(
            "{} of its records were dropped: {} with a quote that is not in the thread, {} not of the form, \
             {} about statements that are not there",
            dropped.all(),
            dropped.quotes,
            dropped.refused,
            dropped.links
        ));
    }
    json!({
        "read": reading.read.len(),
        "trouble": reading.trouble.as_ref().map(ToString::to_string),
        "failed": reading.failed,
        "unread": reading.unread.iter().map(|it| it + 1).collect::<Vec<_>>(),
        "statements": reading.statements,
        "dropped": { "quotes": dropped.quotes, "refused": dropped.refused, "links": dropped.links },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_named_by_numbers_and_ranges() {
        let all = |text: &str| numbers(text).unwrap().of(9).unwrap().into_iter().collect::<Vec<_>>();
        assert_eq!(all("3, 7-9"), [2, 6, 7, 8]);
        assert_eq!(all("1,1-2"), [0, 1]);
        for bad in ["", "0", "3-2", "a", "1-", "-1", "1,,2"] {
            assert!(numbers(bad).is_err(), "{bad}");
        }
        assert!(numbers("10").unwrap().of(9).is_err());
        assert!(numbers("1-18446744073709551615").unwrap().of(9).is_err());
    }
}
