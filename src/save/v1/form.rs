//! How ids, tables and optional things stand in a file, and the way between a live record and its form.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
    ser::SerializeMap as _,
};
use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData, ops::Deref, str::FromStr, sync::Arc};

/// The form in a file of something live. `save` then `load` gives back the same.
pub trait Saved: Sized {
    /// What this is the form of.
    type Live;
    /// The form of `live`.
    fn save(live: &Self::Live) -> Self;
    /// The live thing.
    fn load(self) -> Self::Live;
}

macro_rules! as_they_are {
    ($($type:ty),*) => {$(
        impl Saved for $type {
            type Live = Self;
            fn save(live: &Self) -> Self { live.clone() }
            fn load(self) -> Self { self }
        }
    )*};
}
as_they_are!(String, Cow<'static, str>, bool, i32, u32, f32, (f64, f64, f64), [f32; 2]);

impl<T: Saved> Saved for Option<T> {
    type Live = Option<T::Live>;
    fn save(live: &Self::Live) -> Self {
        live.as_ref().map(T::save)
    }
    fn load(self) -> Self::Live {
        self.map(T::load)
    }
}

impl<T: Saved> Saved for Box<T> {
    type Live = Box<T::Live>;
    fn save(live: &Self::Live) -> Self {
        Self::new(T::save(live))
    }
    fn load(self) -> Self::Live {
        Box::new((*self).load())
    }
}

impl<T: Saved> Saved for Vec<T> {
    type Live = Vec<T::Live>;
    fn save(live: &Self::Live) -> Self {
        live.iter().map(T::save).collect()
    }
    fn load(self) -> Self::Live {
        self.into_iter().map(T::load).collect()
    }
}

impl<T: Saved> Saved for Box<[T]> {
    type Live = Box<[T::Live]>;
    fn save(live: &Self::Live) -> Self {
        live.iter().map(T::save).collect()
    }
    fn load(self) -> Self::Live {
        self.into_iter().map(T::load).collect()
    }
}

/// Things that several records may share in memory; each has its own in a file.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shared<T>(Box<[T]>);

impl<T: Saved> Saved for Shared<T> {
    type Live = Arc<[T::Live]>;
    fn save(live: &Self::Live) -> Self {
        Self(live.iter().map(T::save).collect())
    }
    fn load(self) -> Self::Live {
        self.0.into_iter().map(T::load).collect()
    }
}

/// Words that several records may share in memory: as a [`String`] in a file, and not copied to be written.
pub struct Words<T>(T);

impl<T: Deref<Target = str>> Serialize for Words<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de, T: From<String>> Deserialize<'de> for Words<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|it| Self(it.into()))
    }
}

impl<T: Clone> Saved for Words<T> {
    type Live = T;
    fn save(live: &T) -> Self {
        Self(live.clone())
    }
    fn load(self) -> T {
        self.0
    }
}

/// Things by name. A name that stands twice is an error, not the loss of the first.
pub struct Named<T>(BTreeMap<String, T>);

impl<T> Named<T> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Saved> Saved for Named<T> {
    type Live = BTreeMap<String, T::Live>;
    fn save(live: &Self::Live) -> Self {
        Self(live.iter().map(|(name, it)| (name.clone(), T::save(it))).collect())
    }
    fn load(self) -> Self::Live {
        self.0.into_iter().map(|(name, it)| (name, it.load())).collect()
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(&self.0)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        entries(from, "values by name, in braces").map(Self)
    }
}

/// An id, written as it is shown: `"n0123456789abcdef"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id<T>(pub T);

impl<T: Copy> Saved for Id<T> {
    type Live = T;
    fn save(live: &T) -> Self {
        Self(*live)
    }
    fn load(self) -> T {
        self.0
    }
}

impl<T: fmt::Display> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de, T: FromStr<Err: fmt::Display>> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for Reader<T> {
            type Value = Id<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id<T>, E> {
                text.parse().map(Id).map_err(E::custom)
            }
        }
        from.deserialize_str(Reader(PhantomData))
    }
}

/// Records by id. An id that stands twice is an error, not the loss of the first.
pub struct Table<K, T>(pub BTreeMap<Id<K>, T>);

impl<K, T> Table<K, T> {
    /// Whether no record is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K, T> Default for Table<K, T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: fmt::Display, T: Serialize> Serialize for Table<K, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (id, record) in &self.0 {
            map.serialize_entry(id, record)?;
        }
        map.end()
    }
}

impl<'de, K: Copy + Ord + fmt::Display + FromStr<Err: fmt::Display>, T: Deserialize<'de>> Deserialize<'de>
    for Table<K, T>
{
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        entries(from, "records by id, in braces").map(Self)
    }
}

impl<T: fmt::Display> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// All entries; `expected` says in words what stands there. A key that stands twice is an error.
fn entries<'de, D, K, T>(from: D, expected: &'static str) -> Result<BTreeMap<K, T>, D::Error>
where
    D: Deserializer<'de>,
    K: Ord + fmt::Display + Deserialize<'de>,
    T: Deserialize<'de>,
{
    struct Reader<K, T>(&'static str, PhantomData<(K, T)>);
    impl<'de, K: Ord + fmt::Display + Deserialize<'de>, T: Deserialize<'de>> Visitor<'de> for Reader<K, T> {
        type Value = BTreeMap<K, T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<BTreeMap<K, T>, A::Error> {
            let mut table = BTreeMap::new();
            while let Some(key) = entries.next_key::<K>()? {
                if table.contains_key(&key) {
                    return Err(de::Error::custom(format_args!("{key} stands here a second time")));
                }
                table.insert(key, entries.next_value()?);
            }
            Ok(table)
        }
    }
    from.deserialize_map(Reader(expected, PhantomData))
}
