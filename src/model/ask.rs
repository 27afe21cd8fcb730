//! Asking an endpoint: one request, its tries, and what can go wrong. Every wait has an end and can be cancelled.

use super::{
    Settings,
    form::{self, Answer, MANNERS},
    tokens,
};
use crate::jobs::Progress;
use serde_json::Value;
use std::{
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

/// Why comments were not read. Says nothing of the key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// Nobody waits any more.
    #[error("it was cancelled")]
    Cancelled,
    /// The endpoint does not take the key.
    #[error("the endpoint refuses the key, or wants one (status {0})")]
    Key(u16),
    /// The endpoint will not answer such a request, however often it is sent.
    #[error("the endpoint refuses the request (status {status}){says}")]
    Refused {
        /// The status of its reply.
        status: u16,
        /// Its words, if it has any, after a colon.
        says: String,
    },
    /// All tries failed.
    #[error("no answer (tries: {tries}); the last time, {last}")]
    GaveUp {
        /// How many there were.
        tries: u32,
        /// The status of the last reply, if there was one.
        status: Option<u16>,
        /// What went wrong last.
        last: String,
    },
    /// All answers were something else than asked for.
    #[error("the model does not keep to the form: none of {0} answers could be read")]
    Unreadable(u32),
    /// The answer was too long for the model.
    #[error("the answer was too long for the model")]
    TooLong,
}

impl AskError {
    /// What a person can do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Cancelled => "Start it again when you like.",
            Self::Key(_) => "Check the key, and that it may use this model.",
            Self::Refused { status: 404 | 405, .. } => "There is no such model or address: check both.",
            Self::Refused { status: 402, .. } => "The account has nothing left to pay with.",
            Self::Refused { status: 300..=399, .. } => "The address leads elsewhere: enter the one it leads to.",
            Self::Refused { .. } => "Check the name of the model and the address.",
            Self::GaveUp { status: Some(429), .. } => {
                "It takes no more requests for now: wait a while, or look whether the account is used up."
            }
            Self::GaveUp { status: Some(_), .. } => "The endpoint is out of order: try again later.",
            Self::GaveUp { status: None, .. } => {
                "Check the address and your connection; a model on this machine must be running."
            }
            Self::Unreadable(_) => "Another model may keep to the form better.",
            Self::TooLong => "A model that writes longer answers may do it.",
        }
    }

    /// Whether asking about other comments would fare no better. One request may fail for what is in it; the first
    /// one tells of the endpoint.
    pub(super) fn ends_all(&self, is_first: bool) -> bool {
        match self {
            Self::Cancelled | Self::Key(_) | Self::GaveUp { .. } => true,
            Self::Refused { .. } | Self::Unreadable(_) => is_first,
            Self::TooLong => false,
        }
    }
}

/// What became of one try.
enum Trouble {
    /// It is of no use to try again.
    Final(AskError),
    /// The endpoint does not take requests of this form.
    Form(AskError),
    /// The answer could not be read. It may be better next time.
    Unreadable,
    /// It may be better next time, after a wait if the endpoint named one.
    Passing(String, Option<u16>, Option<Duration>),
}

/// What an endpoint replied: status, the wait it asks for, body.
type Reply = (u16, Option<Duration>, String);

/// An answer is at most so many bytes.
const LARGEST: u64 = 8 << 20;
/// No pause is longer, unless the endpoint asks for it.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// A longer wait than these seconds is never meant.
const LONGEST_WAIT: u64 = 24 * 60 * 60;
/// How often a wait looks whether somebody still waits.
const LOOK: Duration = Duration::from_millis(20);

/// An endpoint being asked.
pub(super) struct Endpoint<'a> {
    settings: &'a Settings,
    progress: &'a Progress,
    agent: ureq::Agent,
    /// Which of [`MANNERS`] it takes, as far as is known.
    manner: usize,
}

impl<'a> Endpoint<'a> {
    pub(super) fn new(settings: &'a Settings, progress: &'a Progress) -> Self {
        // A redirect could lead the key to another host.
        let mut config =
            ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        if settings.is_local() {
            config = config.proxy(None);
        }
        Self { settings, progress, agent: config.build().into(), manner: 0 }
    }

    /// The answer to `message`, after as many tries as it needs and the limits allow.
    pub(super) fn ask(&mut self, message: &str) -> Result<Answer, AskError> {
        let limits = self.settings.limits;
        let end = Instant::now() + limits.patience;
        let mut pause = limits.first_pause;
        let (first_manner, mut tries) = (self.manner, 0);
        loop {
            tries += 1;
            let (error, wait) = match self.try_once(message, end) {
                Ok(answer) => return Ok(answer),
                Err(Trouble::Final(error)) => return Err(error),
                Err(Trouble::Form(error)) => {
                    if self.manner + 1 == MANNERS.len() {
                        // It was not the form, after all.
                        self.manner = first_manner;
                        return Err(error);
                    }
                    self.manner += 1;
                    tries -= 1;
                    continue;
                }
                Err(Trouble::Unreadable) => (AskError::Unreadable(tries), pause),
                Err(Trouble::Passing(last, status, wait)) => {
                    (AskError::GaveUp { tries, status, last }, wait.unwrap_or(pause))
                }
            };
            if tries >= limits.tries || Instant::now() + wait >= end {
                return Err(error);
            }
            self.rest(wait)?;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    fn rest(&self, wait: Duration) -> Result<(), AskError> {
        let end = Instant::now() + wait;
        loop {
            if self.progress.is_cancelled() {
                return Err(AskError::Cancelled);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            thread::sleep(left.min(LOOK));
        }
    }

    fn try_once(&self, message: &str, end: Instant) -> Result<Answer, Trouble> {
        let limit = self.settings.limits.answer.min(end.saturating_duration_since(Instant::now()));
        let (status, wait, body) = self.send(message, limit)?;
        let refused = || AskError::Refused { status, says: self.says(&body) };
        match status {
            200..=299 => {
                let json = serde_json::from_str(&body).unwrap_or_default();
                self.progress.count(used(&json, message, &body));
                answer(&json)
            }
            401 | 403 => Err(Trouble::Final(AskError::Key(status))),
            400 | 415 | 422 | 501 => Err(Trouble::Form(refused())),
            408 | 425 | 429 | 500..=599 => {
                let what = format!("the endpoint was unable (status {status}){}", self.says(&body));
                Err(Trouble::Passing(what, Some(status), wait))
            }
            _ => Err(Trouble::Final(refused())),
        }
    }

    /// Sends a request from a thread of its own, so that a wait for the reply can be cancelled. A thread nobody waits
    /// for ends when its time is over.
    fn send(&self, message: &str, limit: Duration) -> Result<Reply, Trouble> {
        if self.progress.is_cancelled() {
            return Err(Trouble::Final(AskError::Cancelled));
        }
        let url = format!("{}/chat/completions", self.settings.url());
        let body = form::body(self.settings, MANNERS[self.manner], message).to_string();
        let bearer = self.settings.key().map(super::KeyText::bearer);
        let agent = self.agent.clone();
        let (tell, told) = mpsc::sync_channel(1);
        let work = move || {
            // Nobody misses the reply if the receiver is gone.
            let _ = tell.send(fetch(&agent, &url, bearer.as_deref(), &body, limit));
        };
        let spawned = thread::Builder::new().name("model".to_owned()).spawn(work);
        spawned.map_err(|error| Trouble::Passing(format!("no thread could be started: {error}"), None, None))?;
        // The request has the same limit; this one is for the case that it does not keep it.
        let end = Instant::now() + limit + Duration::from_secs(2);
        loop {
            match told.recv_timeout(LOOK) {
                Ok(Ok(reply)) => return Ok(reply),
                Ok(Err(error)) => return Err(Trouble::Passing(self.in_words(&error, limit), None, None)),
                Err(RecvTimeoutError::Disconnected) => return Err(Trouble::Passing(BROKE_OFF.to_owned(), None, None)),
                Err(RecvTimeoutError::Timeout) if self.progress.is_cancelled() => {
                    return Err(Trouble::Final(AskError::Cancelled));
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() >= end => {
                    return Err(Trouble::Passing(too_slow(limit), None, None));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// What went wrong on the way.
    fn in_words(&self, error: &ureq::Error, limit: Duration) -> String {
        match error {
            ureq::Error::Timeout(_) => too_slow(limit),
            ureq::Error::HostNotFound => "the host was not found".to_owned(),
            ureq::Error::BodyExceedsLimit(_) => "the answer was too large".to_owned(),
            other => self.hide(&format!("{BROKE_OFF} ({other})")),
        }
    }

    /// The endpoint's own words about a failure, short, on one line, after a colon.
    fn says(&self, body: &str) -> String {
        let json: Value = serde_json::from_str(body).unwrap_or_default();
        let words = [&json["error"]["message"], &json["error"], &json["message"]].into_iter().find_map(Value::as_str);
        words.map(|it| format!(": {}", super::line(&self.hide(it), 200))).unwrap_or_default()
    }

    fn hide(&self, text: &str) -> String {
        self.settings.key().map_or_else(|| text.to_owned(), |it| it.hide_in(text))
    }
}

const BROKE_OFF: &str = "the connection broke off";

fn too_slow(limit: Duration) -> String {
    format!("there was no answer within {:.0} seconds", limit.as_secs_f64().ceil())
}

fn fetch(
    agent: &ureq::Agent,
    url: &str,
    bearer: Option<&str>,
    body: &str,
    limit: Duration,
) -> Result<Reply, ureq::Error> {
    let mut request = agent.post(url).header("Content-Type", "application/json");
    if let Some(bearer) = bearer {
        request = request.header("Authorization", bearer);
    }
    let mut response = request.config().timeout_global(Some(limit)).build().send(body)?;
    // A date is allowed there too; then the usual pause will do.
    let wait = response.headers().get("Retry-After").and_then(|it| it.to_str().ok()?.trim().parse().ok());
    let wait = wait.map(|it: u64| Duration::from_secs(it.min(LONGEST_WAIT)));
    let text = response.body_mut().with_config().limit(LARGEST).lossy_utf8(true).read_to_string()?;
    Ok((response.status().as_u16(), wait, text))
}

/// How many tokens a request and its reply were: as the endpoint counts them, or about so many if it does not say.
fn used(json: &Value, message: &str, body: &str) -> usize {
    let counted = json["usage"]["total_tokens"].as_u64().and_then(|it| usize::try_from(it).ok());
    counted.unwrap_or_else(|| tokens(message) + tokens(form::INSTRUCTIONS) + tokens(body))
}

/// The model's answer in a reply; a reply that is no JSON is null and holds none.
fn answer(json: &Value) -> Result<Answer, Trouble> {
    let choice = &json["choices"][0];
    if choice["finish_reason"] == "length" {
        return Err(Trouble::Final(AskError::TooLong));
    }
    choice["message"]["content"].as_str().and_then(Answer::read).ok_or(Trouble::Unreadable)
}
