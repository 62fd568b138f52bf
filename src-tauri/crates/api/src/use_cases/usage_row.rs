//! The list of metered rows with what became of each. How that came about is told by receipts.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use meterdesk_billing::settlement::Judged;
use meterdesk_billing::tenant::{Refusal, Tenant};
use meterdesk_billing::time::{Instant, day_start};
use meterdesk_billing::units::Credits;
use meterdesk_store::{MOST_ORDERED, RunTimeline, Snapshot, UsageRecord, UsageRowFilter, UsageRowOrder};
use tokio::sync::Mutex;

use super::estimate::time;
use super::receipt::{kind, weight};
use crate::error::{ApiError, ErrorCode};
use crate::kept::Looked;
use crate::lists::{Cell, Column, columns};
use crate::pages::{Page, page};
use crate::payer;
use crate::receipts::{Asked, traced};
use crate::settle::settle;
use crate::text::{grouped, instant, listed, second};
use crate::wire::*;
use crate::{App, Caller};

/// Rows whose numbers are kept, so that the next pages of a search need not read all rows again.
const FIRST_ROWS: u32 = 10_000;

/// How many days the list shows where none are named.
const DAYS: i64 = 30;

// What a row is worth and who paid for it is known only once it is judged, so they order nothing.
columns!(UsageRowListed of UsageRowView:
    Column::new("at", "Time (UTC)", |row| Cell::text(&row.at)),
    Column::new("person", "Person", |row| Cell::maybe(row.person.as_ref())),
    Column::new("service", "Service", |row| Cell::text(&row.service_label)),
    Column::new("agent", "Agent", |row| Cell::text(&row.agent)),
    Column::new("environment", "Environment", |row| Cell::text(&row.environment)),
    Column::new("feature", "Feature", |row| Cell::text(&row.feature)),
    Column::new("quantity", "Quantity", |row| Cell::amount(&row.quantity)),
    Column::plain("credits", "Copilot Credits", |row| Cell::amount(&row.credits)),
    Column::plain("outcome", "Who paid", |row| Cell::text(&row.outcome_label)),
    Column::plain("eventId", "Event ID", |row| Cell::maybe(row.event_id.as_ref())),
);

/// Metered rows that are judged, each with what became of it: the newest first, unless another order is asked for.
///
/// # Errors
/// When the page is not one, a field is none that can be asked for, or the workbook can't be read.
pub async fn usage_row_list(app: &App, _: &Caller, request: UsageRowList) -> Result<UsageRowListed, ApiError> {
    let page = page::<UsageRowListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let now = snapshot.tenant().now;
    let tomorrow = (now + TimeDelta::days(1)).date_naive();
    let day = |text: &Option<String>, field: &str, otherwise: Instant| match text {
        Some(text) => time(text, field),
        None => Ok(otherwise),
    };
    let midnight = |day| chrono::DateTime::from_timestamp(day_start(day), 0).unwrap_or(now);
    let until = day(&request.until, "until", midnight(tomorrow))?;
    let from = day(&request.from, "from", midnight(tomorrow - TimeDelta::days(DAYS)))?;
    if from >= until {
        return Err(ApiError::new(ErrorCode::InvalidField, "Choose a day after the first one").at("until"));
    }
    let person = match &request.user {
        Some(user) => {
            let known = snapshot.person(user).await?;
            Some(known.ok_or_else(|| Refusal::PersonUnknown(user.clone()))?.id)
        }
        None => None,
    };
    let filter = UsageRowFilter {
        search: request.search.unwrap_or_default().trim().to_owned(),
        service: request.service.map(Into::into),
        person,
    };
    let judged = (
        from.timestamp().max(snapshot.tenant().started_at.timestamp()),
        until.timestamp().min(now.timestamp() + 1),
    );
    let found = found(app, &mut snapshot, (&filter, judged), &page).await?;
    let records = snapshot.usage_records(&found.numbers).await?;
    let told = outcomes(&mut snapshot, &records, found.first.as_deref()).await?;
    let tenant = snapshot.tenant();
    let rows: Vec<_> = records
        .into_iter()
        .zip(told)
        .map(|(record, told)| row(tenant, record, &told))
        .collect();
    Ok(UsageRowListed {
        next: page.next(rows.len(), found.total),
        rows,
        total: found.total,
        from: from.date_naive().to_string(),
        until: until.date_naive().to_string(),
        as_of: instant(now),
    })
}

/// The first rows of a search or of an order, which all rows had to be read for, and how many there are.
pub(crate) struct FirstRows {
    pub(super) numbers: Vec<i64>,
    total: u32,
    /// What became of those that were shown: rows of a search lie far apart, and each is settled by itself.
    told: Mutex<HashMap<i64, Vec<Judged>>>,
}

/// A page.
struct Found {
    numbers: Vec<i64>,
    /// How many rows there are.
    total: u32,
    /// What it is a part of, where that is kept.
    first: Option<Arc<FirstRows>>,
}

/// The rows of a page.
async fn found(
    app: &App,
    snapshot: &mut Snapshot,
    (filter, range): (&UsageRowFilter, (i64, i64)),
    page: &Page,
) -> Result<Found, ApiError> {
    let order = order(page);
    let end = page.rows.offset.saturating_add(page.rows.limit);
    let is_plain = *filter == UsageRowFilter::default() && order.0 == UsageRowOrder::At;
    if is_plain || end > FIRST_ROWS {
        let found = snapshot.usage_rows(filter, range, order, page.rows).await?;
        let (numbers, total) = found.ok_or_else(too_many)?;
        return Ok(Found {
            numbers,
            total,
            first: None,
        });
    }
    let asked = format!("{filter:?} {range:?} {order:?}");
    let first = match app.finds.rows.look(snapshot, &asked).await? {
        Looked::Found(first) => first,
        Looked::NotYet(place) => {
            let rows = meterdesk_store::Page {
                offset: 0,
                limit: FIRST_ROWS,
            };
            let found = snapshot.usage_rows(filter, range, order, rows).await?;
            let (numbers, total) = found.ok_or_else(too_many)?;
            place.keep(FirstRows {
                numbers,
                total,
                told: Mutex::default(),
            })
        }
    };
    let (shown, ..) = page.cut_of(&first.numbers);
    Ok(Found {
        numbers: shown.to_vec(),
        total: first.total,
        first: Some(first),
    })
}

/// What became of each row of a page.
async fn outcomes(
    snapshot: &mut Snapshot,
    records: &[UsageRecord],
    first: Option<&FirstRows>,
) -> Result<Vec<Vec<Judged>>, ApiError> {
    let mut told = match first {
        Some(first) => first.told.lock().await.clone(),
        None => HashMap::new(),
    };
    let asked: Vec<&UsageRecord> = records
        .iter()
        .filter(|record| !told.contains_key(&record.number))
        .collect();
    let units: Vec<_> = asked.iter().map(|record| record.unit).collect();
    let traced = traced(snapshot, Asked::Rows(&units)).await?;
    let new = asked
        .iter()
        .zip(traced)
        .map(|(record, traced)| (record.number, traced.parts));
    told.extend(new);
    let outcome = |record: &UsageRecord| told.get(&record.number).cloned().unwrap_or_default();
    let outcomes = records.iter().map(outcome).collect();
    if let Some(first) = first {
        *first.told.lock().await = told;
    }
    Ok(outcomes)
}

fn too_many() -> ApiError {
    let most = grouped(&MOST_ORDERED.to_string());
    let message =
        format!("There are more than {most} rows; choose fewer days to order them by anything but their time");
    ApiError::new(ErrorCode::InvalidField, message).at("sort")
}

/// What the store orders the rows by.
fn order(page: &Page) -> (UsageRowOrder, bool) {
    let Some(order) = page.order else {
        return (UsageRowOrder::At, true);
    };
    let by = match order.by {
        "person" => UsageRowOrder::Person,
        "service" => UsageRowOrder::Service,
        "agent" => UsageRowOrder::Agent,
        "environment" => UsageRowOrder::Environment,
        "feature" => UsageRowOrder::Feature,
        "quantity" => UsageRowOrder::Quantity,
        _ => UsageRowOrder::At,
    };
    (by, order.descending)
}

fn row(tenant: &Tenant, record: UsageRecord, parts: &[Judged]) -> UsageRowView {
    let labels: Vec<String> = parts
        .iter()
        .map(|part| payer::outcome_label(tenant, part.outcome))
        .collect();
    let outcome = parts
        .iter()
        .map(|part| kind(part.outcome))
        .max_by_key(|kind| weight(*kind));
    UsageRowView {
        row: record.number.to_string(),
        event_id: record.event_id,
        at: second(record.unit.at),
        person: record.person.map(|(_, name, _)| name),
        service: record.unit.service.into(),
        service_label: record.unit.service.label().to_owned(),
        agent: record.agent,
        environment: record.environment,
        feature: record.feature,
        quantity: record.unit.quantity.to_string(),
        credits: parts.iter().map(|part| part.credits).sum::<Credits>().to_string(),
        outcome: outcome.unwrap_or(OutcomeKind::NotCharged),
        outcome_label: listed(&labels),
    }
}
