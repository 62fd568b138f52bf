//! Metered rows one by one, as receipts and lists of rows show them. What became of a row is not decided here.

use std::collections::HashMap;

use meterdesk_billing::ids::PersonId;
use meterdesk_billing::usage::{Service, UsageUnit};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::dictionary::service_number;
use crate::directory::pattern;
use crate::event_key::rows_stating;
use crate::units::{COUNTING, UNIT, unit, unless_stopped};
use crate::{Page, Snapshot, StoreError};

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

impl UsageRowOrder {
    /// Whether it orders by what stands beside the rows.
    const fn needs_names(self) -> bool {
        matches!(self, Self::Person | Self::Agent | Self::Environment | Self::Feature)
    }

    /// What orders the rows, and whether a row has nothing in that column.
    fn sql(self, descending: bool) -> String {
        let way = if descending { "DESC" } else { "ASC" };
        let column = match self {
            Self::At => "r.at".to_owned(),
            Self::Person => format!("p.id IS NULL, p.display_name COLLATE NOCASE {way}, p.id"),
            Self::Service => by_label(),
            Self::Agent => format!("a.text = '', a.text COLLATE NOCASE {way}, a.id"),
            Self::Environment => format!("e.text = '', e.text COLLATE NOCASE {way}, e.id"),
            Self::Feature => format!("f.text COLLATE NOCASE {way}, f.id"),
            Self::Quantity => "r.quantity".to_owned(),
        };
        format!("{column} {way}, r.at DESC, r.id DESC")
    }
}

/// A service's place in the alphabet.
fn by_label() -> String {
    let mut services = Service::ALL;
    services.sort_by_key(|service| service.label());
    let places = services.iter().enumerate();
    let places: Vec<_> = places
        .map(|(place, service)| format!("WHEN {} THEN {place}", service_number(*service)))
        .collect();
    format!("CASE r.service {} END", places.join(" "))
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
    /// A page of the branch's counting rows with a time in `[from, until)`, and how many there are. The order is what orders
    /// them and whether the other way round. Planned use counts only where the plan goes on.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn usage_rows(
        &mut self,
        filter: &UsageRowFilter,
        (from, until): (i64, i64),
        (order, descending): (UsageRowOrder, bool),
        page: Page,
    ) -> Result<(Vec<UsageRecord>, u32), StoreError> {
        // Names are looked up for all rows only where they choose or order them; else for the page's alone.
        let named = !filter.search.is_empty() || filter.person.is_some();
        let joined = COUNTING.replacen("WHERE", &format!("{JOINED} WHERE"), 1);
        let counting = |by_name: bool| if by_name { joined.as_str() } else { COUNTING };
        let mut chosen = format!(
            "AND {} AND (?4 IS NULL OR r.service = ?4)",
            unless_stopped(self.tenant().usage_plan.as_ref())
        );
        if named {
            chosen.push_str(
                " AND (?5 = '%%' OR p.display_name LIKE ?5 ESCAPE '\\' OR p.user_principal_name LIKE ?5 ESCAPE '\\' \
                 OR a.text LIKE ?5 ESCAPE '\\' OR e.text LIKE ?5 ESCAPE '\\') AND (?6 IS NULL OR p.object = ?6)",
            );
        }
        let total = format!("SELECT count(*) {} {chosen}", counting(named));
        let ordered = order.sql(descending);
        let page_numbers = format!(
            "SELECT r.id {} {chosen} ORDER BY {ordered} LIMIT ?7 OFFSET ?8",
            counting(named || order.needs_names())
        );
        let shown = format!(
            "SELECT {UNIT}, {NAMES} FROM usage_row r {JOINED} WHERE r.id IN ({page_numbers}) ORDER BY {ordered}"
        );
        let (words, branch) = (self.word_keys().await?, self.branch.id);
        let search = pattern(Some(&filter.search));
        let (service, person) = (
            filter.service.map(service_number),
            filter.person.map(|person| person.to_string()),
        );
        let total: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(total))
            .bind(branch)
            .bind(from)
            .bind(until)
            .bind(service)
            .bind(&search)
            .bind(&person)
            .fetch_one(self.connection())
            .await?;
        let rows = sqlx::query(sqlx::AssertSqlSafe(shown))
            .bind(branch)
            .bind(from)
            .bind(until)
            .bind(service)
            .bind(&search)
            .bind(&person)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(self.connection())
            .await?;
        let shown = rows.iter().map(|row| record(row, &words)).collect::<Result<_, _>>()?;
        Ok((shown, u32::try_from(total).unwrap_or(u32::MAX)))
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
        let (words, branch) = (self.word_keys().await?, self.branch.id);
        let query = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(branch)
            .bind(i64::MIN)
            .bind(i64::MAX);
        let query = query.bind(match name {
            RowName::EventId(text) => Some(text),
            RowName::Number(_) => None,
        });
        let row = query.fetch_optional(self.connection()).await?;
        row.as_ref().map(|row| record(row, &words)).transpose()
    }
}

fn record(row: &SqliteRow, words: &HashMap<i64, u64>) -> Result<UsageRecord, StoreError> {
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
    Ok(UsageRecord {
        number: row.try_get("number")?,
        event_id: row.try_get("event")?,
        unit: unit(row, words)?,
        person,
        agent: row.try_get("agent_name")?,
        environment: row.try_get("environment_name")?,
        feature: row.try_get("feature_name")?,
    })
}
