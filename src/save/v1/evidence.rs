//! What belongs to evidence and has several forms: parameters, contents of files, amounts, weights.

use super::form::{Id, Saved};
use crate::map::{self, CredenceId, FileId, NodeId};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{str, sync::Arc};

/// One parameter of a calculation.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parameter {
    Number(f64),
    Words(String),
    File(Id<FileId>),
    Figure(Id<NodeId>, String),
    Credence(Id<CredenceId>),
}

impl Saved for Parameter {
    type Live = map::Parameter;
    fn save(live: &map::Parameter) -> Self {
        match live {
            map::Parameter::Number(it) => Self::Number(*it),
            map::Parameter::Words(it) => Self::Words(it.clone()),
            map::Parameter::File(it) => Self::File(Id(*it)),
            map::Parameter::Figure { of, key } => Self::Figure(Id(*of), key.clone()),
            map::Parameter::Credence(it) => Self::Credence(Id(*it)),
        }
    }
    fn load(self) -> map::Parameter {
        match self {
            Self::Number(it) => map::Parameter::Number(it),
            Self::Words(it) => map::Parameter::Words(it),
            Self::File(it) => map::Parameter::File(it.0),
            Self::Figure(of, key) => map::Parameter::Figure { of: of.0, key },
            Self::Credence(it) => map::Parameter::Credence(it.0),
        }
    }
}

/// What is in a file: words if it is text, else base 64.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    Text(Bytes),
    Base64(Coded),
    Linked { path: String, bytes: u64 },
}

impl Saved for Content {
    type Live = map::Content;
    fn save(live: &map::Content) -> Self {
        match live {
            map::Content::Kept(it) if str::from_utf8(it).is_ok() => Self::Text(Bytes(it.clone())),
            map::Content::Kept(it) => Self::Base64(Coded(it.clone())),
            map::Content::Linked { path, bytes } => Self::Linked { path: path.clone(), bytes: *bytes },
        }
    }
    fn load(self) -> map::Content {
        match self {
            Self::Text(Bytes(it)) | Self::Base64(Coded(it)) => map::Content::Kept(it),
            Self::Linked { path, bytes } => map::Content::Linked { path, bytes },
        }
    }
}

/// Bytes that are text.
pub struct Bytes(Arc<[u8]>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&String::from_utf8_lossy(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|it| Self(it.into_bytes().into()))
    }
}

/// Bytes in base 64.
pub struct Coded(Arc<[u8]>);

impl Serialize for Coded {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64_STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Coded {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let bytes = BASE64_STANDARD.decode(String::deserialize(from)?);
        bytes.map(|it| Self(it.into())).map_err(|_| de::Error::custom("this is no base 64"))
    }
}

/// How much.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    Number(f64),
    Share(f64),
    Count(u64),
    Words(String),
    Undefined(String),
}

impl Saved for Amount {
    type Live = map::Amount;
    fn save(live: &map::Amount) -> Self {
        match live {
            map::Amount::Number(it) => Self::Number(*it),
            map::Amount::Share(it) => Self::Share(*it),
            map::Amount::Count(it) => Self::Count(*it),
            map::Amount::Words(it) => Self::Words(it.clone()),
            map::Amount::Undefined(it) => Self::Undefined(it.clone()),
        }
    }
    fn load(self) -> map::Amount {
        match self {
            Self::Number(it) => map::Amount::Number(it),
            Self::Share(it) => map::Amount::Share(it),
            Self::Count(it) => map::Amount::Count(it),
            Self::Words(it) => map::Amount::Words(it),
            Self::Undefined(it) => map::Amount::Undefined(it),
        }
    }
}

/// What was observed.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Likelihood {
    Normal { error: f64 },
    Binomial { hits: u64, of: u64 },
}

impl Saved for Likelihood {
    type Live = map::Likelihood;
    fn save(live: &map::Likelihood) -> Self {
        match *live {
            map::Likelihood::Normal { error } => Self::Normal { error },
            map::Likelihood::Binomial { hits, of } => Self::Binomial { hits, of },
        }
    }
    fn load(self) -> map::Likelihood {
        match self {
            Self::Normal { error } => map::Likelihood::Normal { error },
            Self::Binomial { hits, of } => map::Likelihood::Binomial { hits, of },
        }
    }
}

/// How much evidence weighs.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Weight {
    Judged { ratio: f64, why: String },
    Computed { figure: String, if_true: f64, if_false: f64 },
}

impl Saved for Weight {
    type Live = map::Weight;
    fn save(live: &map::Weight) -> Self {
        match live.clone() {
            map::Weight::Judged { ratio, why } => Self::Judged { ratio, why },
            map::Weight::Computed { figure, if_true, if_false } => Self::Computed { figure, if_true, if_false },
        }
    }
    fn load(self) -> map::Weight {
        match self {
            Self::Judged { ratio, why } => map::Weight::Judged { ratio, why },
            Self::Computed { figure, if_true, if_false } => map::Weight::Computed { figure, if_true, if_false },
        }
    }
}
