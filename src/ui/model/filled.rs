//! What stands in the dialog, and what can be sent of it.

use super::{State, scope::Scope};
use crate::{
    model::{self, Environment, Estimate, KeyText, KeyringError, Settings, SettingsError, base, price},
    ui::home::ModelChoice,
};

/// What the dialog holds while it is open.
#[derive(Debug)]
pub struct Dialog {
    /// What each scope would cost, without prices; empty until that is known.
    pub estimates: Vec<Estimate>,
    /// Why the keyring is of no help.
    pub trouble: Option<KeyringError>,
    pub(super) scopes: Vec<Scope>,
    pub(super) at: usize,
    pub(super) typed: ModelChoice,
    before: ModelChoice,
    pub(super) key: Secret,
    pub(super) keep: bool,
    /// The address whose key was looked for; empty if only whether there is a keyring.
    pub(super) looked: Option<String>,
}

/// A key being typed. It is not shown.
#[derive(Default)]
pub(super) struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A form filled in.
#[derive(Clone, Debug)]
pub struct Form {
    /// What is to be read.
    pub scope: Scope,
    /// Which model is asked, with its key.
    pub settings: Settings,
    /// What is to be remembered.
    pub choice: ModelChoice,
    /// A key that is new or is to be kept, and whether it goes into the keyring.
    pub key: Option<(KeyText, bool)>,
}

impl Dialog {
    /// A dialog filled in as far as settings and environment tell.
    pub fn new(scopes: Vec<Scope>, before: &ModelChoice, environment: &Environment) -> Self {
        let pick = |fixed: &Option<String>, known: &String| fixed.clone().unwrap_or_else(|| known.clone());
        let typed = ModelChoice {
            url: pick(&environment.url, &before.url),
            name: pick(&environment.model, &before.name),
            price_in: pick(&environment.price_in, &before.price_in),
            price_out: pick(&environment.price_out, &before.price_out),
        };
        Self {
            estimates: Vec::new(),
            trouble: None,
            scopes,
            at: 0,
            typed,
            before: before.clone(),
            key: Secret::default(),
            keep: false,
            looked: None,
        }
    }

    /// The price of a million tokens, to read and to write, if one is given; nothing right if it is no number.
    pub(super) fn prices(&self) -> Result<Option<(f64, f64)>, ()> {
        let each = |text: &String| if text.trim().is_empty() { Ok(None) } else { price(text).map(Some).ok_or(()) };
        let (reading, writing) = (each(&self.typed.price_in)?, each(&self.typed.price_out)?);
        Ok(model::prices(reading, writing))
    }

    /// The key to send: from the environment, else as typed, else as known.
    fn key(&self, state: &State) -> Option<KeyText> {
        let typed = Some(KeyText::new(&self.key.0)).filter(|it| !it.is_empty());
        let known = || base(&self.typed.url).and_then(|it| state.keys.get(&it).cloned());
        state.environment.key().cloned().or(typed).or_else(known)
    }

    pub(super) fn settings(&self, state: &State) -> Result<Settings, SettingsError> {
        let key = self.key(state);
        Settings::new(&self.typed.url, &self.typed.name, key.as_ref().map(KeyText::reveal))
    }

    /// The form, if all is there that must be: also the estimate, and the answer of the keyring.
    pub(super) fn filled(&self, state: &State) -> Option<Form> {
        let is_waiting = state.looking.is_busy() && self.key.0.is_empty();
        if is_waiting || self.estimates.get(self.at).is_none_or(|it| it.requests == 0) {
            return None;
        }
        let mut settings = self.settings(state).ok()?;
        settings.prices = self.prices().ok()?;
        let keep = self.keep && self.trouble != Some(KeyringError::Missing);
        let is_new = !self.key.0.trim().is_empty();
        let key = self.key(state).filter(|_| state.environment.key().is_none() && (is_new || keep));
        Some(Form {
            scope: self.scopes.get(self.at)?.clone(),
            choice: choice(&state.environment, self.typed.clone(), &self.before),
            key: key.map(|it| (it, keep)),
            settings,
        })
    }
}

/// The choice of a model that is remembered: what the environment says is not.
fn choice(environment: &Environment, typed: ModelChoice, before: &ModelChoice) -> ModelChoice {
    let pick = |fixed: &Option<String>, typed: String, before: &String| {
        if fixed.is_some() { before.clone() } else { typed }
    };
    ModelChoice {
        url: pick(&environment.url, typed.url, &before.url),
        name: pick(&environment.model, typed.name, &before.name),
        price_in: pick(&environment.price_in, typed.price_in, &before.price_in),
        price_out: pick(&environment.price_out, typed.price_out, &before.price_out),
    }
}
