//! The key to an endpoint, kept from being shown.

use std::fmt;

/// A key. It can be sent and hidden, not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyText(String);

impl KeyText {
    /// The key that somebody typed or set, without white space around it.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it can stand in a request.
    pub(super) fn can_be_sent(&self) -> bool {
        self.0.chars().all(|it| it.is_ascii_graphic())
    }

    /// The key itself, for whoever keeps it or sends it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// The line that presents it to an endpoint.
    pub(super) fn bearer(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// `text` without the key, if an endpoint repeats it.
    pub(super) fn hide_in(&self, text: &str) -> String {
        text.replace(&self.0, "…")
    }
}

impl fmt::Debug for KeyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyText(…)")
    }
}
