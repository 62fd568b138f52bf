//! People with their licences and roles, each with its validity.

use meterdesk_billing::directory::{ActorFacts, AdminRole, Product};
use meterdesk_billing::ids::{GroupId, PersonId};
use meterdesk_billing::usage::PersonIndex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::groups::PRESENT;
use crate::licences::{holds, json_list, location};
use crate::names::Having;
use crate::{Snapshot, StoreError};

/// Where a page begins and how long it may be.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Rows to pass over.
    pub offset: u32,
    /// Rows wanted.
    pub limit: u32,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// Place in this file.
    pub index: PersonIndex,
    /// Identity.
    pub id: PersonId,
    /// Sign-in name.
    pub user_principal_name: String,
    /// Name as shown.
    pub display_name: String,
    /// Department; empty where unknown.
    pub department: String,
    /// Two-letter country of use; empty where none is set.
    pub usage_location: String,
    /// Products held at the time asked for.
    pub licences: Vec<Product>,
    /// Administrator roles at the time asked for.
    pub roles: Vec<AdminRole>,
}

/// What people can be ordered by. Whoever has the same stands by name; without a value somebody comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonKey {
    /// Name as shown.
    Name,
    /// Sign-in name.
    UserPrincipalName,
    /// Department.
    Department,
    /// Country of use.
    UsageLocation,
}

impl PersonKey {
    /// The order as SQL, of the person `p` at the second `?1`.
    pub(crate) fn order(self, branch: i64, descending: bool) -> String {
        let way = if descending { "DESC" } else { "ASC" };
        let then = "p.display_name COLLATE NOCASE, p.id";
        match self {
            Self::Name => format!("p.display_name COLLATE NOCASE {way}, p.id"),
            Self::UserPrincipalName => format!("p.user_principal_name {way}"),
            Self::Department => format!("p.department = '', p.department COLLATE NOCASE {way}, {then}"),
            Self::UsageLocation => {
                let location = location(branch, "p");
                format!("{location} = '', {location} {way}, {then}")
            }
        }
    }
}

/// Microsoft 365 Copilot as SQL.
const COPILOT: &str = "'microsoft365Copilot'";

/// The columns of the person `p` on the branch at the second `?1`, as [`person_of`] reads them.
fn person_columns(branch: i64) -> String {
    let products: Vec<_> = Product::ALL
        .into_iter()
        .map(|product| format!("('{}')", word(product)))
        .collect();
    format!(
        "p.id, p.object, p.user_principal_name, p.display_name, p.department, {}, \
         (SELECT group_concat(v.column1) FROM (VALUES {}) v WHERE {}), \
         (SELECT group_concat(r.role) FROM admin_role r WHERE r.person = p.id AND r.valid_from <= ?1 \
         AND (r.valid_until IS NULL OR r.valid_until > ?1))",
        location(branch, "p"),
        products.join(", "),
        holds(branch, "v.column1", "p.id", "?1")
    )
}

/// Words of a list made inside the database, sorted.
fn words_of<T: DeserializeOwned + Ord>(list: Option<&String>) -> Result<Vec<T>, StoreError> {
    let words = list.into_iter().flat_map(|list| list.split(','));
    let mut words = words
        .map(|text| rule_word(text.to_owned()))
        .collect::<Result<Vec<T>, _>>()?;
    words.sort();
    Ok(words)
}

fn person_of(row: &SqliteRow) -> Result<PersonRecord, StoreError> {
    let (licences, roles): (Option<String>, Option<String>) = (row.try_get(6)?, row.try_get(7)?);
    Ok(PersonRecord {
        index: person_index(row.try_get(0)?)?,
        id: PersonId(identity(row.try_get(1)?)?),
        user_principal_name: row.try_get(2)?,
        display_name: row.try_get(3)?,
        department: row.try_get(4)?,
        usage_location: row.try_get(5)?,
        licences: words_of(licences.as_ref())?,
        roles: words_of(roles.as_ref())?,
    })
}

impl PersonRecord {
    /// Whether Microsoft 365 Copilot is held.
    #[must_use]
    pub fn copilot_licensed(&self) -> bool {
        self.licences.contains(&Product::Microsoft365Copilot)
    }

    /// Whether the person is a guest, whom Microsoft Entra gives such a sign-in name.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        self.user_principal_name.to_uppercase().contains("#EXT#")
    }
}

/// Which people are asked for.
#[derive(Debug, Clone, Default)]
pub struct PersonFilter {
    /// Part of a name or sign-in name.
    pub search: Option<String>,
    /// With or without Microsoft 365 Copilot.
    pub copilot_licensed: Option<bool>,
    /// Direct members of this group.
    pub group: Option<GroupId>,
}

/// A rule's word as the file keeps it, as JSON names it.
pub(crate) fn word<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => text,
        other => unreachable!("words are texts, not {other:?}"),
    }
}

pub(crate) fn rule_word<T: DeserializeOwned>(text: String) -> Result<T, StoreError> {
    let damaged = format!("\"{text}\" is no word of the directory");
    serde_json::from_value(Value::String(text)).map_err(|_| StoreError::Damaged(damaged))
}

pub(crate) fn identity(text: &str) -> Result<uuid::Uuid, StoreError> {
    text.parse()
        .map_err(|_| StoreError::Damaged(format!("\"{text}\" is no identity")))
}

/// A search as a pattern in which only the ends are open.
pub(crate) fn pattern(search: Option<&str>) -> String {
    let escaped = search
        .unwrap_or_default()
        .trim()
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    format!("%{escaped}%")
}

/// The people asked for: search `?2`, with or without Microsoft 365 Copilot `?3`, group `?4`.
fn people_from(branch: i64) -> String {
    format!(
        "FROM person p WHERE (p.display_name LIKE ?2 ESCAPE '\\' OR p.user_principal_name LIKE ?2 ESCAPE '\\') \
         AND (?3 IS NULL OR ?3 = {}) \
         AND (?4 IS NULL OR EXISTS (SELECT 1 FROM security_group g JOIN membership m ON m.security_group = g.id \
              WHERE g.object = ?4 AND m.person = p.id AND m.valid_from <= ?1 AND (m.valid_until IS NULL OR m.valid_until > ?1) \
              AND NOT EXISTS (SELECT 1 FROM branch_membership c WHERE c.branch = ?7 AND c.security_group = g.id AND c.person = p.id)) \
           OR EXISTS (SELECT 1 FROM security_group g JOIN branch_membership c ON c.security_group = g.id \
              WHERE g.object = ?4 AND c.branch = ?7 AND c.person = p.id AND c.valid_from <= ?1 \
              AND (c.valid_until IS NULL OR c.valid_until > ?1)))",
        holds(branch, COPILOT, "p.id", "?1")
    )
}

impl Snapshot {
    /// The person with this identity or sign-in name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn person(&mut self, id_or_name: &str) -> Result<Option<PersonRecord>, StoreError> {
        let at = self.tenant().now.timestamp();
        let sql = format!(
            "SELECT {} FROM person p WHERE p.object = ?2 OR p.user_principal_name = ?2 LIMIT 1",
            person_columns(self.branch.id)
        );
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(at)
            .bind(id_or_name.trim())
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(person_of).transpose()
    }

    /// The acting person's facts.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn actor(&mut self, id_or_name: &str) -> Result<Option<ActorFacts>, StoreError> {
        let person = self.person(id_or_name).await?;
        Ok(person.map(|person| ActorFacts {
            id: person.id,
            display_name: person.display_name,
            roles: person.roles,
        }))
    }

    /// The person's name as shown.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn display_name(&mut self, person: PersonId) -> Result<String, StoreError> {
        let name = sqlx::query_scalar("SELECT display_name FROM person WHERE object = ?")
            .bind(person.to_string())
            .fetch_optional(self.connection())
            .await?;
        Ok(name.unwrap_or_else(|| person.to_string()))
    }

    /// People in an order (by name where none is wanted; true: descending), and how many there are in all.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn people(
        &mut self,
        filter: &PersonFilter,
        order: Option<(PersonKey, bool)>,
        page: Page,
    ) -> Result<(Vec<PersonRecord>, u32), StoreError> {
        let at = self.tenant().now;
        let (key, descending) = order.unwrap_or((PersonKey::Name, false));
        let branch = self.branch.id;
        if (key, descending) == (PersonKey::Name, false) && filter.group.is_none() {
            let having = filter
                .copilot_licensed
                .map(|wanted| (Having::Holds(Product::Microsoft365Copilot), wanted));
            let (people, total) = self.named(filter.search.as_deref(), having, page).await?;
            let found = format!(
                "SELECT {} FROM json_each(?2) wanted JOIN person p ON p.id = wanted.value ORDER BY wanted.key",
                person_columns(branch)
            );
            let rows = sqlx::query(AssertSqlSafe(found))
                .bind(at.timestamp())
                .bind(json_list(&people))
                .fetch_all(self.connection())
                .await?;
            return Ok((rows.iter().map(person_of).collect::<Result<_, _>>()?, total));
        }
        let people = people_from(branch);
        let found = format!(
            "SELECT {} {people} ORDER BY {} LIMIT ?5 OFFSET ?6",
            person_columns(branch),
            key.order(branch, descending)
        );
        let count = format!("SELECT count(*) {people}");
        let licensed = filter.copilot_licensed.map(i64::from);
        let group = filter.group.map(|group| group.to_string());
        let rows = sqlx::query(AssertSqlSafe(found))
            .bind(at.timestamp())
            .bind(pattern(filter.search.as_deref()))
            .bind(licensed)
            .bind(&group)
            .bind(page.limit)
            .bind(page.offset)
            .bind(branch)
            .fetch_all(self.connection())
            .await?;
        let total: u32 = sqlx::query_scalar(AssertSqlSafe(count))
            .bind(at.timestamp())
            .bind(pattern(filter.search.as_deref()))
            .bind(licensed)
            .bind(&group)
            .bind(0)
            .bind(0)
            .bind(branch)
            .fetch_one(self.connection())
            .await?;
        Ok((rows.iter().map(person_of).collect::<Result<_, _>>()?, total))
    }

    /// People with an administrator role, by name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn administrators(&mut self, limit: u32) -> Result<Vec<PersonRecord>, StoreError> {
        let at = self.tenant().now;
        let sql = format!(
            "SELECT {} FROM person p WHERE p.id IN (SELECT person FROM admin_role WHERE valid_from <= ?1 \
             AND (valid_until IS NULL OR valid_until > ?1)) ORDER BY p.display_name COLLATE NOCASE, p.id LIMIT ?2",
            person_columns(self.branch.id)
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(at.timestamp())
            .bind(limit)
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(person_of).collect()
    }

    /// How many people and groups there are.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn directory_size(&mut self) -> Result<(u32, u32), StoreError> {
        let sql =
            format!("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM security_group g WHERE {PRESENT})");
        let branch = self.branch.id;
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(branch)
            .fetch_one(self.connection())
            .await?;
        Ok((row.try_get(0)?, row.try_get(1)?))
    }
}

pub(crate) fn person_index(id: i64) -> Result<PersonIndex, StoreError> {
    PersonIndex::try_from(id).map_err(|_| StoreError::Damaged(format!("there is no person {id}")))
}

/// Sign-in names in lower case with their people, for matching the rows of a file.
pub(crate) async fn people_by_name(
    connection: &mut SqliteConnection,
) -> Result<std::collections::HashMap<String, i64>, StoreError> {
    let rows = sqlx::query("SELECT user_principal_name, id FROM person")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get::<String, _>(0)?.to_lowercase(), row.try_get(1)?)))
        .collect()
}
