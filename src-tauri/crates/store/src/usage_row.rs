//! Metered rows one by one, as receipts and lists of rows show them. What became of a row is not decided here.

use std::collections::HashMap;

use meterdesk_billing::ids::PersonId;
use meterdesk_billing::usage::{Service, UsageUnit, content_key};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::event_key::rows_stating;
use crate::units::{COUNTING, UNIT, unit, unless_stopped};
use crate::{Snapshot, StoreError};

/// A metered row with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageRecord {
    /// Its number in the file; orders nothing.
    pub number: i64,
    /// Its event id; `None` for a row of a file without ids.
    pub event_id: Option<String>,
    /// What settlement sees of it.
    pub unit: UsageUnit,
    /// Who used it: identity, display name and sign-in name.
    pub person: Option<(PersonId, String, String)>,
    /// Name of the agent; empty where none is named.
    pub agent: String,
    /// Name of the environment; empty where none is named.
    pub environment: String,
    /// Feature as the row names it.
    pub feature: String,
}

/// Which rows a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageRowFilter {
    /// A part of the person's, agent's or environment's name; empty for any.
    pub search: String,
    /// The service; `None` for any.
    pub service: Option<Service>,
    /// The person's identity; `None` for anybody.
    pub person: Option<PersonId>,
}

/// What orders a list of rows. Among equals the newest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsageRowOrder {
    /// The time of use.
    At,
    /// Display name of the person; rows without one come last.
    Person,
    /// The service.
    Service,
    /// Name of the agent; rows without one come last.
    Agent,
    /// Name of the environment; rows without one come last.
    Environment,
    /// Feature as the row names it.
    Feature,
    /// How many.
    Quantity,
}

/// What names a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowName<'a> {
    /// Its event id.
    EventId(&'a str),
    /// Its number in the file.
    Number(i64),
}

const NAMES: &str = "r.id AS number, r.event_id AS event, p.object AS object, p.display_name AS display_name, \
     p.user_principal_name AS user_principal_name, a.text AS agent_name, e.text AS environment_name, f.text AS feature_name";

const JOINED: &str = "LEFT JOIN person p ON p.id = r.person JOIN word a ON a.id = r.agent \
     JOIN word e ON e.id = r.environment JOIN word f ON f.id = r.feature";

impl Snapshot {
    /// The rows of those numbers, in their order.
    ///
    /// # Errors
    /// When the file can't be read, or a row is not there.
    pub async fn usage_records(&mut self, numbers: &[i64]) -> Result<Vec<UsageRecord>, StoreError> {
        let list = numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let sql = format!("SELECT {UNIT}, {NAMES} FROM usage_row r {JOINED} WHERE r.id IN ({list})");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .fetch_all(self.connection())
            .await?;
        let records = rows.iter().map(|row| Ok((row.try_get("number")?, record(row)?)));
        let mut records: HashMap<i64, UsageRecord> = records.collect::<Result<_, StoreError>>()?;
        Ok(numbers.iter().filter_map(|number| records.remove(number)).collect())
    }

    /// The counting row of that name, whatever its time; `None` where no row that counts has it.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn usage_row(&mut self, name: RowName<'_>) -> Result<Option<UsageRecord>, StoreError> {
        let counting = COUNTING.replacen("WHERE", &format!("{JOINED} WHERE"), 1);
        let numbers = match name {
            RowName::EventId(text) => rows_stating(self.connection(), text).await?,
            RowName::Number(number) => vec![number],
        };
        let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
        let named = format!("r.id IN ({}) AND (?4 IS NULL OR r.event_id = ?4)", numbers.join(","));
        let stopped = unless_stopped(self.tenant().usage_plan.as_ref());
        let sql = format!("SELECT {UNIT}, {NAMES} {counting} AND {stopped} AND {named}");
        let branch = self.branch.id;
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(branch)
            .bind(i64::MIN)
            .bind(i64::MAX);
        let query = query.bind(match name {
            RowName::EventId(text) => Some(text),
            RowName::Number(_) => None,
        });
        let row = query.fetch_optional(self.connection()).await?;
        row.as_ref().map(record).transpose()
    }
}

fn record(row: &SqliteRow) -> Result<UsageRecord, StoreError> {
    let person = match row.try_get::<Option<String>, _>("object")? {
        Some(object) => {
            let id = object
                .parse()
                .map_err(|_| StoreError::Damaged(format!("\"{object}\" is no person's identity")))?;
            Some((
                PersonId(id),
                row.try_get("display_name")?,
                row.try_get("user_principal_name")?,
            ))
        }
        None => None,
    };
    let names: [String; 3] = [
        row.try_get("agent_name")?,
        row.try_get("environment_name")?,
        row.try_get("feature_name")?,
    ];
    let mut words = HashMap::new();
    for (column, name) in ["agent", "environment", "feature"].into_iter().zip(&names) {
        words.insert(row.try_get(column)?, content_key([name.as_str()]));
    }
    let unit = unit(row, &words)?;
    let [agent, environment, feature] = names;
    Ok(UsageRecord {
        number: row.try_get("number")?,
        event_id: row.try_get("event")?,
        unit,
        person,
        agent,
        environment,
        feature,
    })
}
