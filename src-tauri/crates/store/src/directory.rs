//! The directory's rows: people, groups, memberships, licences and roles, each with its validity.

use meterdesk_billing::directory::{ActorFacts, AdminRole, DirectoryData, Product};
use meterdesk_billing::ids::{GroupId, PersonId};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::PersonIndex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::dictionary::{ROWS_PER_STATEMENT, values};
use crate::{Act, Snapshot, StoreError};

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

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRecord {
    /// Identity.
    pub id: GroupId,
    /// Name.
    pub name: String,
    /// Mail address.
    pub mail: Option<String>,
    /// The department whose people a dynamic group has; `None` where members are assigned.
    pub dynamic_department: Option<String>,
    /// Direct members at the time asked for, groups left out.
    pub members: u32,
    /// Groups that are members at the time asked for.
    pub nested_groups: u32,
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

fn identity(text: &str) -> Result<uuid::Uuid, StoreError> {
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
     AND (?4 IS NULL OR EXISTS (SELECT 1 FROM membership m JOIN security_group g ON g.id = m.security_group \
          WHERE g.object = ?4 AND m.person = p.id AND m.valid_from <= ?1 AND (m.valid_until IS NULL OR m.valid_until > ?1)))";

impl Act {
    /// Loads a whole dataset. The directory must hold nobody of it yet.
    ///
    /// # Errors
    /// When the file can't be written, or somebody is there twice.
    pub async fn load_directory(&mut self, data: &DirectoryData) -> Result<(), StoreError> {
        let connection = self.connection();
        let offset: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM person")
            .fetch_one(&mut *connection)
            .await?;
        let groups: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM security_group")
            .fetch_one(&mut *connection)
            .await?;
        let mut person = offset;
        for chunk in data.people.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO person (id, object, user_principal_name, display_name, department, usage_location)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 6, chunk.len())));
            for row in chunk {
                person += 1;
                query = query
                    .bind(person)
                    .bind(row.id.to_string())
                    .bind(&row.user_principal_name);
                query = query
                    .bind(&row.display_name)
                    .bind(&row.department)
                    .bind(&row.usage_location);
            }
            query.execute(&mut *connection).await?;
        }
        let mut group = groups;
        for chunk in data.groups.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO security_group (id, object, name, mail, dynamic_department)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 5, chunk.len())));
            for row in chunk {
                group += 1;
                query = query
                    .bind(group)
                    .bind(row.id.to_string())
                    .bind(&row.name)
                    .bind(&row.mail)
                    .bind(&row.dynamic_department);
            }
            query.execute(&mut *connection).await?;
        }
        // The primary key is (group, person): rows in its order append instead of searching.
        let mut memberships = data.memberships.clone();
        memberships.sort_unstable_by_key(|row| (row.what, row.person, row.from));
        for chunk in memberships.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO membership (security_group, person, valid_from, valid_until)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 4, chunk.len())));
            for row in chunk {
                query = query
                    .bind(groups + 1 + i64::from(row.what))
                    .bind(offset + 1 + i64::from(row.person));
                query = query.bind(row.from).bind(row.until);
            }
            query.execute(&mut *connection).await?;
        }
        for row in &data.nested {
            sqlx::query(
                "INSERT INTO nested_group (security_group, member, valid_from, valid_until) VALUES (?, ?, ?, ?)",
            )
            .bind(groups + 1 + i64::from(row.group))
            .bind(groups + 1 + i64::from(row.member))
            .bind(row.from)
            .bind(row.until)
            .execute(&mut *connection)
            .await?;
        }
        for chunk in data.licences.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO licence (product, person, valid_from, valid_until)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 4, chunk.len())));
            for row in chunk {
                query = query
                    .bind(word(row.what))
                    .bind(offset + 1 + i64::from(row.person))
                    .bind(row.from)
                    .bind(row.until);
            }
            query.execute(&mut *connection).await?;
        }
        for chunk in data.roles.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO admin_role (role, person, valid_from, valid_until)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 4, chunk.len())));
            for row in chunk {
                query = query
                    .bind(word(row.what))
                    .bind(offset + 1 + i64::from(row.person))
                    .bind(row.from)
                    .bind(row.until);
            }
            query.execute(&mut *connection).await?;
        }
        Ok(())
    }
}

impl Snapshot {
    /// The person with this identity or sign-in name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn person(&mut self, id_or_name: &str) -> Result<Option<PersonRecord>, StoreError> {
        let at = self.tenant().now;
        let row = sqlx::query(
            "SELECT id, object, user_principal_name, display_name, department, usage_location FROM person \
             WHERE object = ?1 OR user_principal_name = ?1 LIMIT 1",
        )
        .bind(id_or_name.trim())
        .fetch_optional(self.connection())
        .await?;
        match row {
            Some(row) => Ok(Some(self.person_of(&row, at).await?)),
            None => Ok(None),
        }
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

    /// People by name, and how many there are in all.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn people(&mut self, filter: &PersonFilter, page: Page) -> Result<(Vec<PersonRecord>, u32), StoreError> {
        let at = self.tenant().now;
        let found = format!(
            "SELECT p.id, p.object, p.user_principal_name, p.display_name, p.department, p.usage_location {PEOPLE} \
             ORDER BY p.display_name COLLATE NOCASE, p.id LIMIT ?5 OFFSET ?6"
        );
        let count = format!("SELECT count(*) {PEOPLE}");
        let licensed = filter.copilot_licensed.map(i64::from);
        let group = filter.group.map(|group| group.to_string());
        let rows = sqlx::query(AssertSqlSafe(found))
            .bind(at.timestamp())
            .bind(pattern(filter.search.as_deref()))
            .bind(licensed)
            .bind(&group)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(self.connection())
            .await?;
        let total: u32 = sqlx::query_scalar(AssertSqlSafe(count))
            .bind(at.timestamp())
            .bind(pattern(filter.search.as_deref()))
            .bind(licensed)
            .bind(&group)
            .fetch_one(self.connection())
            .await?;
        let mut people = Vec::with_capacity(rows.len());
        for row in &rows {
            people.push(self.person_of(row, at).await?);
        }
        Ok((people, total))
    }

    /// People with an administrator role, by name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn administrators(&mut self, limit: u32) -> Result<Vec<PersonRecord>, StoreError> {
        let at = self.tenant().now;
        let rows = sqlx::query(
            "SELECT p.id, p.object, p.user_principal_name, p.display_name, p.department, p.usage_location FROM person p \
             WHERE p.id IN (SELECT person FROM admin_role WHERE valid_from <= ?1 AND (valid_until IS NULL OR valid_until > ?1)) \
             ORDER BY p.display_name COLLATE NOCASE, p.id LIMIT ?2",
        )
        .bind(at.timestamp())
        .bind(limit)
        .fetch_all(self.connection())
        .await?;
        let mut people = Vec::with_capacity(rows.len());
        for row in &rows {
            people.push(self.person_of(row, at).await?);
        }
        Ok(people)
    }

    async fn person_of(&mut self, row: &SqliteRow, at: Instant) -> Result<PersonRecord, StoreError> {
        let index: i64 = row.try_get(0)?;
        let at = at.timestamp();
        let copilot_licensed: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM licence WHERE product = 'microsoft365Copilot' AND person = ?1 \
             AND valid_from <= ?2 AND (valid_until IS NULL OR valid_until > ?2))",
        )
        .bind(index)
        .bind(at)
        .fetch_one(self.connection())
        .await?;
        let roles: Vec<String> = sqlx::query_scalar(
            "SELECT role FROM admin_role WHERE person = ?1 AND valid_from <= ?2 AND (valid_until IS NULL OR valid_until > ?2)",
        )
        .bind(index)
        .bind(at)
        .fetch_all(self.connection())
        .await?;
        let mut roles = roles
            .into_iter()
            .map(rule_word)
            .collect::<Result<Vec<AdminRole>, _>>()?;
        roles.sort();
        Ok(PersonRecord {
            index: person_index(index)?,
            id: PersonId(identity(row.try_get(1)?)?),
            user_principal_name: row.try_get(2)?,
            display_name: row.try_get(3)?,
            department: row.try_get(4)?,
            usage_location: row.try_get(5)?,
            copilot_licensed,
            roles,
        })
    }

    /// Groups by name, and how many there are in all.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn groups(
        &mut self,
        search: Option<&str>,
        mail_enabled: Option<bool>,
        page: Page,
    ) -> Result<(Vec<GroupRecord>, u32), StoreError> {
        let at = self.tenant().now.timestamp();
        let rows = sqlx::query(
            "SELECT object, name, mail, (SELECT count(*) FROM membership m WHERE m.security_group = g.id AND m.valid_from <= ?1 \
             AND (m.valid_until IS NULL OR m.valid_until > ?1)), dynamic_department, (SELECT count(*) FROM nested_group n \
             WHERE n.security_group = g.id AND n.valid_from <= ?1 AND (n.valid_until IS NULL OR n.valid_until > ?1)) \
             FROM security_group g \
             WHERE (name LIKE ?2 ESCAPE '\\' OR mail LIKE ?2 ESCAPE '\\') AND (?3 IS NULL OR ?3 = (mail IS NOT NULL)) \
             ORDER BY name COLLATE NOCASE, id LIMIT ?4 OFFSET ?5",
        )
        .bind(at)
        .bind(pattern(search))
        .bind(mail_enabled)
        .bind(page.limit)
        .bind(page.offset)
        .fetch_all(self.connection())
        .await?;
        let total = sqlx::query_scalar(
            "SELECT count(*) FROM security_group WHERE (name LIKE ?1 ESCAPE '\\' OR mail LIKE ?1 ESCAPE '\\') \
             AND (?2 IS NULL OR ?2 = (mail IS NOT NULL))",
        )
        .bind(pattern(search))
        .bind(mail_enabled)
        .fetch_one(self.connection())
        .await?;
        Ok((rows.iter().map(group_of).collect::<Result<_, _>>()?, total))
    }

    /// The group with this identity.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn group(&mut self, id: GroupId) -> Result<Option<GroupRecord>, StoreError> {
        let row = sqlx::query(
            "SELECT object, name, mail, (SELECT count(*) FROM membership m WHERE m.security_group = g.id AND m.valid_from <= ?1 \
             AND (m.valid_until IS NULL OR m.valid_until > ?1)), dynamic_department, (SELECT count(*) FROM nested_group n \
             WHERE n.security_group = g.id AND n.valid_from <= ?1 AND (n.valid_until IS NULL OR n.valid_until > ?1)) \
             FROM security_group g WHERE object = ?2",
        )
        .bind(self.tenant().now.timestamp())
        .bind(id.to_string())
        .fetch_optional(self.connection())
        .await?;
        row.as_ref().map(group_of).transpose()
    }

    /// How many people and groups there are.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn directory_size(&mut self) -> Result<(u32, u32), StoreError> {
        let row = sqlx::query("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM security_group)")
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

    /// Direct memberships of a group at any time: person, from, until.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn memberships(&mut self, group: GroupId) -> Result<Vec<(PersonIndex, i64, Option<i64>)>, StoreError> {
        let rows = sqlx::query(
            "SELECT m.person, m.valid_from, m.valid_until FROM membership m \
             WHERE m.security_group = (SELECT id FROM security_group WHERE object = ?)",
        )
        .bind(group.to_string())
        .fetch_all(self.connection())
        .await?;
        rows.iter().map(span_of).collect()
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

fn group_of(row: &SqliteRow) -> Result<GroupRecord, StoreError> {
    Ok(GroupRecord {
        id: GroupId(identity(row.try_get(0)?)?),
        name: row.try_get(1)?,
        mail: row.try_get(2)?,
        members: row.try_get(3)?,
        dynamic_department: row.try_get(4)?,
        nested_groups: row.try_get(5)?,
    })
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
