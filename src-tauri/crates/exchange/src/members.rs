//! An object of JSON as its members in the order of the file, with values that keep their text.
//!
//! Reads no value; of members with the same name all stay.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object.
#[derive(Debug, Clone)]
pub(crate) struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Members<'a> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    /// A member's value; capitals in its name don't matter.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The value of a member that is a text.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let value: Cow<'_, str> = serde_json::from_str(self.get(name)?.get()).ok()?;
        Some(value.into_owned())
    }

    /// All but one of them.
    pub(crate) fn without(&self, name: &str) -> Self {
        let others = self.0.iter().filter(|(known, _)| !known.eq_ignore_ascii_case(name));
        Self(others.cloned().collect())
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfAnObject)
    }
}

struct OfAnObject;

impl<'de> Visitor<'de> for OfAnObject {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = object.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
