//! The key to an endpoint, kept from being shown.

use std::fmt;

/// A key. It can be sent and hidden, not shown.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct KeyText(String);

impl KeyText {
    pub(super) fn new(text: &str) -> Self {
        Self(text.to_owned())
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
