//! Many people at once, as their places in the file: everybody, members, holders, and who used a service.
//!
//! The places come as one text made inside the database: row by row, three hundred thousand of them take ten times as long.

use std::collections::{BTreeSet, HashMap, HashSet};

use meterdesk_billing::coverage::Disconnecting;
use meterdesk_billing::usage::{PersonIndex, Service};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};

use crate::dictionary::WordKind;
use crate::directory::{PersonKey, pattern, person_index};
use crate::units::UsageRows;
use crate::{Snapshot, StoreError};

/// Whose earlier uses are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Users {
    /// One person's.
    One(PersonIndex),
    /// Of everybody with a metered row in these seconds (from, until), those agents.
    Within(i64, i64),
}

/// A person's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// Place in this file.
    pub index: PersonIndex,
    /// Identity.
    pub id: String,
    /// Sign-in name.
    pub user_principal_name: String,
    /// Name as shown.
    pub display_name: String,
}

/// The numbers of a comma-separated list; none from the `NULL` of an empty one.
pub(crate) fn numbers(list: Option<&str>) -> Result<Vec<PersonIndex>, StoreError> {
    let damaged = || StoreError::Damaged("a list of people can't be read".to_owned());
    list.into_iter()
        .flat_map(|list| list.split(','))
        .map(|number| number.parse().map_err(|_| damaged()))
        .collect()
}

/// A row of place, identity, sign-in name and display name.
pub(crate) fn name_of(row: &SqliteRow) -> Result<PersonName, StoreError> {
    Ok(PersonName {
        index: person_index(row.try_get(0)?)?,
        id: row.try_get(1)?,
        user_principal_name: row.try_get(2)?,
        display_name: row.try_get(3)?,
    })
}

impl Snapshot {
    /// Everybody.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn everybody(&mut self) -> Result<Vec<PersonIndex>, StoreError> {
        let list: Option<String> = sqlx::query_scalar("SELECT group_concat(id) FROM person")
            .fetch_one(self.connection())
            .await?;
        numbers(list.as_deref())
    }

    /// Those with the text in their display or sign-in name, by display name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn people_by_name(&mut self, search: Option<&str>) -> Result<Vec<PersonIndex>, StoreError> {
        self.people_in_order(search, PersonKey::Name, false).await
    }

    /// The same in another order: by display name or sign-in name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn people_in_order(
        &mut self,
        search: Option<&str>,
        by: PersonKey,
        descending: bool,
    ) -> Result<Vec<PersonIndex>, StoreError> {
        let search = search.map(str::trim).filter(|search| !search.is_empty());
        if by == PersonKey::Name && !descending {
            return self.matching(search).await;
        }
        // Without a search the index of names alone answers.
        let matching = search.map_or(
            "",
            |_| "WHERE display_name LIKE ?1 ESCAPE '\\' OR user_principal_name LIKE ?1 ESCAPE '\\'",
        );
        let branch = self.branch.id;
        let sql = format!(
            "SELECT group_concat(id) FROM (SELECT p.id FROM person p {matching} ORDER BY {})",
            by.order(branch, descending)
        );
        let mut query = sqlx::query_scalar(AssertSqlSafe(sql));
        if search.is_some() {
            query = query.bind(pattern(search));
        }
        let list: Option<String> = query.fetch_one(self.connection()).await?;
        numbers(list.as_deref())
    }

    /// The names of these people, in the order given.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn names_of(&mut self, people: &[PersonIndex]) -> Result<Vec<PersonName>, StoreError> {
        let list = people.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        let rows = sqlx::query(
            "SELECT p.id, p.object, p.user_principal_name, p.display_name FROM json_each('[' || ?1 || ']') wanted \
             JOIN person p ON p.id = wanted.value ORDER BY wanted.key",
        )
        .bind(list)
        .fetch_all(self.connection())
        .await?;
        rows.iter().map(name_of).collect()
    }

    /// Who has a metered use of the service until now, acts of this very second included.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn people_who_used(&mut self, service: Service) -> Result<Vec<PersonIndex>, StoreError> {
        let now = self.tenant().now.timestamp();
        let mut people = BTreeSet::new();
        self.each_unit(UsageRows::All, (i64::MIN, now + 1), |unit| {
            if unit.service == service && (unit.at < now || unit.act_seq.is_some()) {
                people.extend(unit.person);
            }
        })
        .await?;
        Ok(people.into_iter().collect())
    }

    /// People and the agents, interned, of which they have a metered use before the act of disconnecting.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn agents_used_before(
        &mut self,
        act: Disconnecting,
        users: Users,
    ) -> Result<Vec<(PersonIndex, i64)>, StoreError> {
        let mut wanted = HashSet::new();
        if let Users::Within(from, until) = users {
            self.each_unit(UsageRows::All, (from, until), |unit| {
                if let (true, Some(person)) = (unit.service == act.service, unit.person) {
                    wanted.insert((person, unit.agent));
                }
            })
            .await?;
        }
        let mut used = BTreeSet::new();
        self.each_unit(UsageRows::All, (i64::MIN, act.at + 1), |unit| {
            let before = unit.at < act.at || unit.act_seq.is_some_and(|seq| seq < act.seq);
            let Some(person) = unit.person.filter(|_| before && unit.service == act.service) else {
                return;
            };
            let asked = match users {
                Users::One(one) => person == one,
                Users::Within(..) => wanted.contains(&(person, unit.agent)),
            };
            if asked {
                used.insert((person, unit.agent));
            }
        })
        .await?;
        Ok(used.into_iter().collect())
    }

    /// The integer of an agent's name; `None` for one that no row has.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn agent_number(&mut self, name: &str) -> Result<Option<i64>, StoreError> {
        self.number_of(WordKind::Agent, name).await
    }

    /// The integer of an environment's name as usage has it; `None` for one that no row has.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn environment_number(&mut self, name: &str) -> Result<Option<i64>, StoreError> {
        self.number_of(WordKind::Environment, name).await
    }

    async fn number_of(&mut self, kind: WordKind, name: &str) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::query_scalar("SELECT id FROM word WHERE kind = ? AND text = ?")
            .bind(kind.key())
            .bind(name)
            .fetch_optional(self.connection())
            .await?)
    }

    /// The texts of some interned names.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn texts_of(&mut self, words: &[i64]) -> Result<HashMap<i64, String>, StoreError> {
        let list = words.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let rows = sqlx::query(
            "SELECT w.id, w.text FROM json_each('[' || ?1 || ']') wanted JOIN word w ON w.id = wanted.value",
        )
        .bind(list)
        .fetch_all(self.connection())
        .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }
}
