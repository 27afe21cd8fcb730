//! Where keys are kept from one run to the next: the keyring of the system, or memory, never a file of this program.
//! Each address has a key of its own, so that none is sent where it was not meant to go.

use super::KeyText;
use keyring::{Entry, Error};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

/// Where keys are kept. Clones share what is kept.
#[derive(Clone, Debug)]
pub enum Keyring {
    /// The keyring of the system.
    System,
    /// Memory: nothing outlives the program.
    Memory(Arc<Mutex<BTreeMap<String, KeyText>>>),
    /// None at all.
    Missing,
}

/// Why a keyring is of no help. Says nothing of what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// None can be reached.
    #[error("this system has no keyring that the program can reach")]
    Missing,
    /// Nobody has unlocked it.
    #[error("the keyring stayed locked")]
    Locked,
    /// It waits for somebody, or hangs.
    #[error("the keyring did not answer within {} seconds", PATIENCE.as_secs())]
    Slow,
    /// There is something else in it.
    #[error("what the keyring holds for this address is no key")]
    Unreadable,
    /// Whatever else.
    #[error("the keyring refuses")]
    Refused,
}

/// A locked keyring asks a person, who needs time to answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// The name of this program in a keyring.
const SERVICE: &str = "cruxmap";

impl Keyring {
    /// Whether there is one. Blocks as [`Keyring::get`] does.
    ///
    /// # Errors
    /// If there is none.
    pub fn check(&self) -> Result<(), KeyringError> {
        match self {
            Self::System => system(SERVICE, |_| Ok(())),
            Self::Memory(_) => Ok(()),
            Self::Missing => Err(KeyringError::Missing),
        }
    }

    /// The key for the endpoint at `url`, if one is kept. Blocks for up to a minute: a locked keyring asks to be
    /// unlocked.
    ///
    /// # Errors
    /// If the keyring cannot be asked.
    pub fn get(&self, url: &str) -> Result<Option<KeyText>, KeyringError> {
        match self {
            Self::System => system(url, |entry| match entry.get_password() {
                Ok(text) => Ok(Some(KeyText::new(&text))),
                Err(Error::NoEntry) => Ok(None),
                Err(error) => Err(error),
            }),
            Self::Memory(kept) => Ok(kept.lock().unwrap_or_else(PoisonError::into_inner).get(url).cloned()),
            Self::Missing => Err(KeyringError::Missing),
        }
    }

    /// Keeps the key for the endpoint at `url`, in the place of another one. Blocks as [`Keyring::get`] does.
    ///
    /// # Errors
    /// If the keyring does not take it.
    pub fn keep(&self, url: &str, key: &KeyText) -> Result<(), KeyringError> {
        match self {
            Self::System => {
                let key = key.clone();
                system(url, move |entry| entry.set_password(key.reveal()))
            }
            Self::Memory(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).insert(url.to_owned(), key.clone());
                Ok(())
            }
            Self::Missing => Err(KeyringError::Missing),
        }
    }

    /// Forgets the key for the endpoint at `url`, if there is one. Blocks as [`Keyring::get`] does.
    ///
    /// # Errors
    /// If the keyring cannot be asked.
    pub fn forget(&self, url: &str) -> Result<(), KeyringError> {
        match self {
            Self::System => system(url, |entry| match entry.delete_credential() {
                Err(Error::NoEntry) => Ok(()),
                other => other,
            }),
            Self::Memory(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).remove(url);
                Ok(())
            }
            Self::Missing => Err(KeyringError::Missing),
        }
    }
}

/// Asks the keyring of the system on a thread of its own: a call may block for as long as nobody unlocks it. A thread
/// nobody waits for ends when the keyring answers.
fn system<T: Send + 'static>(
    url: &str,
    ask: impl FnOnce(&Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T, KeyringError> {
    let (tell, told) = mpsc::sync_channel(1);
    let url = url.to_owned();
    let work = move || {
        // Nobody misses the answer if the receiver is gone.
        let _ = tell.send(Entry::new(SERVICE, &url).and_then(|it| ask(&it)).map_err(|it| plain(&it)));
    };
    thread::Builder::new().name("keyring".to_owned()).spawn(work).map_err(|_| KeyringError::Refused)?;
    told.recv_timeout(PATIENCE).unwrap_or_else(|error| {
        Err(match error {
            mpsc::RecvTimeoutError::Timeout => KeyringError::Slow,
            mpsc::RecvTimeoutError::Disconnected => KeyringError::Refused,
        })
    })
}

/// The error without what it carries, which may be the key.
fn plain(error: &Error) -> KeyringError {
    match error {
        Error::NoDefaultStore => KeyringError::Missing,
        Error::NoStorageAccess(_) => KeyringError::Locked,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::Ambiguous(_) => KeyringError::Unreadable,
        _ => KeyringError::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_lose_what_they_carry() {
        let secret = b"sk-secret".to_vec();
        for error in [
            Error::BadEncoding(secret.clone()),
            Error::BadDataFormat(secret, "sk-secret".into()),
            Error::PlatformFailure("sk-secret".into()),
            Error::NoStorageAccess("sk-secret".into()),
        ] {
            let plain = plain(&error);
            assert!(!format!("{plain} {plain:?}").contains("secret"), "{plain}");
        }
    }

    #[test]
    fn each_address_has_its_own_key() {
        let keyring = Keyring::Memory(Arc::default());
        keyring.keep("https://one/v1", &KeyText::new("secret")).unwrap();
        assert_eq!(keyring.get("https://two/v1"), Ok(None));
        assert_eq!(keyring.clone().get("https://one/v1"), Ok(Some(KeyText::new(" secret\n"))));
        keyring.forget("https://one/v1").unwrap();
        assert_eq!(keyring.get("https://one/v1"), Ok(None));
        assert!(!format!("{keyring:?}").contains("secret"));
    }
}
