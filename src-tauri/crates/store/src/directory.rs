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
    /// Whether Microsoft 365 Copilot is held at the time asked for.
    pub copilot_licensed: bool,
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
    /// Whether Microsoft 365 Copilot is held; those who hold it first, unless descending.
    CopilotLicence,
}

impl PersonKey {
    /// The order as SQL, of the person `p` at the second `?1`.
    pub(crate) fn order(self, descending: bool) -> String {
        let way = if descending { "DESC" } else { "ASC" };
        let then = "p.display_name COLLATE NOCASE, p.id";
        match self {
            Self::Name => format!("p.display_name COLLATE NOCASE {way}, p.id"),
            Self::UserPrincipalName => format!("p.user_principal_name {way}"),
            Self::Department => format!("p.department = '', p.department COLLATE NOCASE {way}, {then}"),
            Self::UsageLocation => format!("p.usage_location = '', p.usage_location {way}, {then}"),
            Self::CopilotLicence => format!("NOT {LICENSED} {way}, {then}"),
        }
    }
}

/// That the person `p` holds Microsoft 365 Copilot at the second `?1`.
const LICENSED: &str = "EXISTS (SELECT 1 FROM licence l WHERE l.product = 'microsoft365Copilot' AND l.person = p.id \
     AND l.valid_from <= ?1 AND (l.valid_until IS NULL OR l.valid_until > ?1))";

/// The columns of the person `p` at the second `?1`, as [`person_of`] reads them.
fn person_columns() -> String {
    format!(
        "p.id, p.object, p.user_principal_name, p.display_name, p.department, p.usage_location, {LICENSED}, \
         (SELECT group_concat(r.role) FROM admin_role r WHERE r.person = p.id AND r.valid_from <= ?1 \
         AND (r.valid_until IS NULL OR r.valid_until > ?1))"
    )
}

fn person_of(row: &SqliteRow) -> Result<PersonRecord, StoreError> {
    let roles: Option<String> = row.try_get(7)?;
    let roles = roles.iter().flat_map(|list| list.split(','));
    let mut roles = roles
        .map(|role| rule_word(role.to_owned()))
        .collect::<Result<Vec<AdminRole>, _>>()?;
    roles.sort();
    Ok(PersonRecord {
        index: person_index(row.try_get(0)?)?,
        id: PersonId(identity(row.try_get(1)?)?),
        user_principal_name: row.try_get(2)?,
        display_name: row.try_get(3)?,
        department: row.try_get(4)?,
        usage_location: row.try_get(5)?,
        copilot_licensed: row.try_get(6)?,
        roles,
    })
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

fn rule_word<T: DeserializeOwned>(text: String) -> Result<T, StoreError> {
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

const PEOPLE: &str = "FROM person p WHERE (p.display_name LIKE ?2 ESCAPE '\\' OR p.user_principal_name LIKE ?2 ESCAPE '\\') \
     AND (?3 IS NULL OR ?3 = EXISTS (SELECT 1 FROM licence l WHERE l.product = 'microsoft365Copilot' AND l.person = p.id \
          AND l.valid_from <= ?1 AND (l.valid_until IS NULL OR l.valid_until > ?1))) \
     AND (?4 IS NULL OR EXISTS (SELECT 1 FROM security_group g JOIN membership m ON m.security_group = g.id \
          WHERE g.object = ?4 AND m.person = p.id AND m.valid_from <= ?1 AND (m.valid_until IS NULL OR m.valid_until > ?1) \
          AND NOT EXISTS (SELECT 1 FROM branch_membership c WHERE c.branch = ?7 AND c.security_group = g.id AND c.person = p.id)) \
       OR EXISTS (SELECT 1 FROM security_group g JOIN branch_membership c ON c.security_group = g.id \
          WHERE g.object = ?4 AND c.branch = ?7 AND c.person = p.id AND c.valid_from <= ?1 \
          AND (c.valid_until IS NULL OR c.valid_until > ?1)))";

impl Snapshot {
    /// The person with this identity or sign-in name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn person(&mut self, id_or_name: &str) -> Result<Option<PersonRecord>, StoreError> {
        let at = self.tenant().now.timestamp();
        let sql = format!(
            "SELECT {} FROM person p WHERE p.object = ?2 OR p.user_principal_name = ?2 LIMIT 1",
            person_columns()
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
        let found = format!(
            "SELECT {} {PEOPLE} ORDER BY {} LIMIT ?5 OFFSET ?6",
            person_columns(),
            key.order(descending)
        );
        let count = format!("SELECT count(*) {PEOPLE}");
        let licensed = filter.copilot_licensed.map(i64::from);
        let group = filter.group.map(|group| group.to_string());
        let branch = self.branch.id;
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
            person_columns()
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

    /// Whether anybody holds the product now.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn licence_exists(&mut self, product: Product) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM licence WHERE product = ?1 AND valid_from <= ?2 \
             AND (valid_until IS NULL OR valid_until > ?2))",
        )
        .bind(word(product))
        .bind(self.tenant().now.timestamp())
        .fetch_one(self.connection())
        .await?)
    }

    /// Who held a product at any time: person, from, until.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn licences(&mut self, product: Product) -> Result<Vec<(PersonIndex, i64, Option<i64>)>, StoreError> {
        let rows = sqlx::query("SELECT person, valid_from, valid_until FROM licence WHERE product = ?")
            .bind(word(product))
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(span_of).collect()
    }
}

fn span_of(row: &SqliteRow) -> Result<(PersonIndex, i64, Option<i64>), StoreError> {
    Ok((person_index(row.try_get(0)?)?, row.try_get(1)?, row.try_get(2)?))
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
