//! Who is named in a file: people of the workbook's directory, and those who are not in it yet.
//!
//! Somebody is known by the sign-in name alone, in any case. Names without an `@` are no sign-in names: reports that conceal
//! people write other texts there. Nobody is added here.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use sqlx::SqliteConnection;

use super::Staging;
use crate::StoreError;
use crate::directory::people_by_name;

/// How many unknown people are remembered of one file.
const MOST: usize = 500_000;

/// Somebody whom a file names and the directory doesn't.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnknownPerson {
    /// Sign-in name, as the file writes it first.
    pub user_principal_name: String,
    /// What the file calls them; empty where it doesn't say.
    pub display_name: String,
    /// Department; empty where the file doesn't say.
    pub department: String,
}

/// People by their sign-in names, in any case.
#[derive(Debug)]
pub(super) struct People {
    known: HashMap<String, i64, FixedState>,
    unknown: BTreeMap<String, UnknownPerson>,
}

impl People {
    pub(super) async fn read(connection: &mut SqliteConnection) -> Result<Self, StoreError> {
        Ok(Self {
            known: people_by_name(connection).await?.into_iter().collect(),
            unknown: BTreeMap::new(),
        })
    }

    pub(super) fn find(&self, name: &str) -> Option<i64> {
        let known = self.known.get(name);
        known.or_else(|| self.known.get(&name.to_lowercase())).copied()
    }

    /// Remembers somebody who is named and not known.
    pub(super) fn meet(&mut self, name: &str, display_name: Option<&str>, department: Option<&str>) {
        if !name.contains('@') || self.find(name).is_some() {
            return;
        }
        let key = name.to_lowercase();
        if self.unknown.len() == MOST && !self.unknown.contains_key(&key) {
            return;
        }
        let person = self.unknown.entry(key).or_insert_with(|| UnknownPerson {
            user_principal_name: name.to_owned(),
            ..UnknownPerson::default()
        });
        let tell = |known: &mut String, told: Option<&str>| {
            if let Some(told) = told.filter(|_| known.is_empty()) {
                told.clone_into(known);
            }
        };
        tell(&mut person.display_name, display_name);
        tell(&mut person.department, department);
    }
}

impl Staging {
    /// People whom the rows staged so far name and the directory doesn't, by sign-in name.
    pub fn unknown_people(&self) -> impl ExactSizeIterator<Item = &UnknownPerson> {
        self.people.unknown.values()
    }
}
