//! Evidence data in a file: plain numbers, words, lists and tables, nested [`Value::DEEPEST`] levels at most.

use super::form::Saved;
use crate::map::{self, Value};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor},
    ser::SerializeMap as _,
};
use std::{collections::BTreeMap, fmt};

/// The values of an evidence record by name.
pub struct Data(map::Data);

impl Saved for Data {
    type Live = map::Data;
    fn save(live: &Self::Live) -> Self {
        Self(live.clone())
    }
    fn load(self) -> Self::Live {
        self.0
    }
}

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        write_table(self.0.iter(), to)
    }
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Data;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("values by name, in braces")
            }
            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Data, A::Error> {
                read_table(entries, Value::DEEPEST).map(|it| Data(it.into_iter().collect()))
            }
        }
        from.deserialize_map(Reader)
    }
}

struct Form<'a>(&'a Value);

impl Serialize for Form<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Number(it) => to.serialize_f64(*it),
            Value::Text(it) => to.serialize_str(it),
            Value::List(them) => to.collect_seq(them.iter().map(Form)),
            Value::Table(them) => write_table(them.iter().map(|(name, it)| (&**name, it)), to),
        }
    }
}

fn write_table<'a, S: Serializer>(
    table: impl ExactSizeIterator<Item = (&'a str, &'a Value)>,
    to: S,
) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(table.len()))?;
    for (name, value) in table {
        map.serialize_entry(name, &Form(value))?;
    }
    map.end()
}

fn read_table<'de, A: MapAccess<'de>>(mut entries: A, levels: usize) -> Result<BTreeMap<String, Value>, A::Error> {
    let mut table = BTreeMap::new();
    while let Some(name) = entries.next_key::<String>()? {
        if table.contains_key(&name) {
            return Err(de::Error::custom(format_args!("“{name}” stands here a second time")));
        }
        table.insert(name, entries.next_value_seed(Reader { levels })?);
    }
    Ok(table)
}

/// Reads a value that may nest `levels` further levels.
#[derive(Clone, Copy)]
struct Reader {
    levels: usize,
}

impl Reader {
    fn inner<E: de::Error>(self) -> Result<Self, E> {
        let levels = self.levels.checked_sub(1);
        levels
            .map(|levels| Self { levels })
            .ok_or_else(|| E::custom(format_args!("values nest more than {} levels deep", Value::DEEPEST)))
    }
}

impl<'de> DeserializeSeed<'de> for Reader {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, words in quotes, a list in brackets or a table in braces")
    }
    fn visit_f64<E: de::Error>(self, it: f64) -> Result<Value, E> {
        Ok(Value::Number(it))
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers are floats; only a file edited by hand holds others")]
    fn visit_i64<E: de::Error>(self, it: i64) -> Result<Value, E> {
        Ok(Value::Number(it as f64))
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers are floats; only a file edited by hand holds others")]
    fn visit_u64<E: de::Error>(self, it: u64) -> Result<Value, E> {
        Ok(Value::Number(it as f64))
    }
    fn visit_str<E: de::Error>(self, it: &str) -> Result<Value, E> {
        Ok(Value::Text(it.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Value, A::Error> {
        let inner: Self = self.inner()?;
        read_table(entries, inner.levels).map(Value::Table)
    }
}
