//! Which model is asked, where, with which key, and within which limits.

use super::{KeyText, Keyring};
use std::{net::IpAddr, time::Duration};

/// The names in the environment that say which model is asked.
pub mod variables {
    /// The base address, as `https://host/v1`.
    pub const URL: &str = "CRUXMAP_MODEL_URL";
    /// The model's name at that address.
    pub const MODEL: &str = "CRUXMAP_MODEL";
    /// The key, for endpoints that want one.
    pub const KEY: &str = "CRUXMAP_MODEL_KEY";
    /// What a million tokens read cost.
    pub const PRICE_IN: &str = "CRUXMAP_MODEL_PRICE_IN";
    /// What a million tokens written cost.
    pub const PRICE_OUT: &str = "CRUXMAP_MODEL_PRICE_OUT";
}

/// What the environment says of the model to ask. Each is there if its variable is set and not blank; [`variables`]
/// lists the names.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The base address.
    pub url: Option<String>,
    /// The model's name.
    pub model: Option<String>,
    /// What a million tokens read cost, as it stands there.
    pub price_in: Option<String>,
    /// What a million tokens written cost, as it stands there.
    pub price_out: Option<String>,
    key: Option<KeyText>,
}

impl Environment {
    /// The environment of this process.
    pub fn read() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    /// An environment in which `get` says what a variable holds.
    pub fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name| get(name).filter(|it| !it.trim().is_empty());
        Self {
            url: get(variables::URL),
            model: get(variables::MODEL),
            price_in: get(variables::PRICE_IN),
            price_out: get(variables::PRICE_OUT),
            key: get(variables::KEY).map(|it| KeyText::new(&it)),
        }
    }

    /// The key.
    pub fn key(&self) -> Option<&KeyText> {
        self.key.as_ref()
    }

    fn prices(&self) -> Result<Option<(f64, f64)>, SettingsError> {
        let price = |text: &Option<String>, name| {
            text.as_deref().map(|it| price(it).ok_or(SettingsError::BadPrice(name))).transpose()
        };
        let (reading, writing) =
            (price(&self.price_in, variables::PRICE_IN)?, price(&self.price_out, variables::PRICE_OUT)?);
        Ok(prices(reading, writing))
    }
}

/// A price in words as a number: finite, not negative.
pub fn price(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|it: &f64| it.is_finite() && *it >= 0.0)
}

/// The prices to read and to write, if one is known at least; the other is then nothing.
pub fn prices(reading: Option<f64>, writing: Option<f64>) -> Option<(f64, f64)> {
    (reading.is_some() || writing.is_some()).then(|| (reading.unwrap_or_default(), writing.unwrap_or_default()))
}

/// An address as it is kept and asked: without the end that each request adds, and without what must not be shown.
/// `None` if none of the usual form.
pub fn base(url: &str) -> Option<String> {
    let url = url.trim().trim_end_matches('/');
    let url = url.strip_suffix("/chat/completions").unwrap_or(url);
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let bad = host(rest).is_empty() || rest.chars().any(|it| "@?#\\".contains(it) || !it.is_ascii_graphic());
    (!bad).then(|| url.to_owned())
}

/// Which model is asked and how. The key in it is never shown.
#[derive(Clone, Debug)]
pub struct Settings {
    url: String,
    model: String,
    key: Option<KeyText>,
    /// What a million tokens cost, to read and to write, if that is known. Finite, not negative.
    pub prices: Option<(f64, f64)>,
    /// How much is asked at once, and how long.
    pub limits: Limits,
}

/// How much is asked at once, and how long an answer is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// So many tokens of a thread are read with one request, unless a single comment is longer.
    pub window: usize,
    /// A request is sent at most so often.
    pub tries: u32,
    /// The pause before the second try; each further one is twice as long.
    pub first_pause: Duration,
    /// So long may one answer take.
    pub answer: Duration,
    /// So long may all tries for one window take.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            window: 4000,
            tries: 5,
            first_pause: Duration::from_secs(1),
            answer: Duration::from_mins(5),
            patience: Duration::from_mins(15),
        }
    }
}

/// Why no model can be asked. Says nothing of the key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A variable that is needed.
    #[error("which model to ask is not known: set {0} in the environment")]
    Missing(&'static str),
    /// An address of another form.
    #[error("the address of the model must be like https://host/v1, without a name, a key or a question in it")]
    BadUrl,
    /// A name that cannot be shown.
    #[error("that is no name of a model")]
    BadModel,
    /// A key that cannot be sent.
    #[error("the key holds characters that cannot be sent")]
    BadKey,
    /// A key that others could read on its way.
    #[error("the key would be sent unencrypted: the address must begin with https://")]
    Exposed,
    /// A price that is no amount.
    #[error("{0} must be a number, the price of a million tokens")]
    BadPrice(&'static str),
}

impl Settings {
    /// Settings for the model called `model` at the base address `url`.
    ///
    /// # Errors
    /// If no request can be made so, or the key would be sent in the clear to another machine.
    pub fn new(url: &str, model: &str, key: Option<&str>) -> Result<Self, SettingsError> {
        let url = base(url).ok_or(SettingsError::BadUrl)?;
        let model = model.trim();
        if model.is_empty() || model.len() > 200 || model.chars().any(char::is_control) {
            return Err(SettingsError::BadModel);
        }
        let key = key.map(KeyText::new).filter(|it| !it.is_empty());
        if key.as_ref().is_some_and(|it| !it.can_be_sent()) {
            return Err(SettingsError::BadKey);
        }
        let settings = Self { url, model: model.to_owned(), key, prices: None, limits: Limits::default() };
        if settings.key.is_some() && !settings.url.starts_with("https://") && !settings.is_local() {
            return Err(SettingsError::Exposed);
        }
        Ok(settings)
    }

    /// Settings from the environment. A key that is not there is looked for in `keyring`; where that has none, or does
    /// not open, there is none.
    ///
    /// # Errors
    /// If one that is needed is missing, or one is not as it must be.
    pub fn from_environment(keyring: &Keyring) -> Result<Self, SettingsError> {
        let found = Environment::read();
        let needed = |it: &Option<String>, name| it.clone().ok_or(SettingsError::Missing(name));
        let (url, model) = (needed(&found.url, variables::URL)?, needed(&found.model, variables::MODEL)?);
        let known = found.key().cloned().or_else(|| keyring.get(&base(&url)?).unwrap_or_default());
        let mut settings = Self::new(&url, &model, known.as_ref().map(KeyText::reveal))?;
        settings.prices = found.prices()?;
        Ok(settings)
    }

    /// The base address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The model's name.
    pub fn model(&self) -> &str {
        &self.model
    }

    pub(super) fn key(&self) -> Option<&KeyText> {
        self.key.as_ref()
    }

    /// Whether the model runs on this machine, so that no proxy stands between.
    pub(super) fn is_local(&self) -> bool {
        self.url.split_once("://").is_some_and(|it| is_this_machine(host(it.1)))
    }
}

/// The host in an address without its scheme.
fn host(rest: &str) -> &str {
    let end = rest.find('/').unwrap_or(rest.len());
    let place = &rest[..end];
    match place.strip_prefix('[') {
        Some(it) => it.split(']').next().unwrap_or_default(),
        None => place.split(':').next().unwrap_or_default(),
    }
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|it: IpAddr| it.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_asked_is_refused() {
        let cases = [
            ("https://host/v1/", Some("secret"), None),
            ("http://localhost:8080/v1", Some("secret"), None),
            ("http://127.0.0.1:1", Some("secret"), None),
            ("http://[::1]:1/v1", Some("secret"), None),
            ("http://192.168.0.2/v1", None, None),
            ("http://192.168.0.2/v1", Some("secret"), Some(SettingsError::Exposed)),
            ("http://127.example.org/v1", Some("secret"), Some(SettingsError::Exposed)),
            ("http://localhost.example.org/v1", Some("secret"), Some(SettingsError::Exposed)),
            ("https://host/v1", Some("sec\nret"), Some(SettingsError::BadKey)),
            ("https://user:secret@host/v1", None, Some(SettingsError::BadUrl)),
            ("https://host/v1?key=secret", None, Some(SettingsError::BadUrl)),
            ("ftp://host/v1", None, Some(SettingsError::BadUrl)),
            ("https://", None, Some(SettingsError::BadUrl)),
        ];
        for (url, key, error) in cases {
            let settings = Settings::new(url, "small", key);
            assert!(!format!("{settings:?}").contains("secret"), "{url}: the key is shown");
            assert_eq!(settings.err(), error, "{url}");
        }
        assert_eq!(Settings::new("https://host", " ", None).err(), Some(SettingsError::BadModel));
        let settings = Settings::new("https://host/v1/chat/completions", "small", None).unwrap();
        assert_eq!(settings.url(), "https://host/v1");
    }
}
