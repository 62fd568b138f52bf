//! High-usage users: who was billed many credits in the last 30 days.

use std::collections::HashSet;

use chrono::DateTime;
use meterdesk_billing::high_usage::{MUCH, VERY_MUCH, Windows};
use meterdesk_billing::usage::Service;
use meterdesk_store::RunTimeline;

use super::billed_table::{BilledTable, Depth};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::{instant, second};
use crate::wire::*;
use crate::{App, Caller};

const DAY: i64 = 86_400;

columns!(HighUsageListed of HighUsageRow:
    Column::new("upn", "Username", |row| Cell::text(&row.user_principal_name)),
    Column::new("name", "Display name", |row| Cell::text(&row.display_name)),
    Column::new("seven", "Past 7 days (credits)", |row| Cell::amount(&row.past_seven_days)),
    Column::new("thirty", "Past 30 days (credits)", |row| Cell::amount(&row.past_thirty_days)),
    Column::new("last", "Last activity date (UTC)", |row| Cell::text(&row.last_activity)),
);

/// People with many billed credits in the last 30 days, the most first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn high_usage_list(app: &App, _caller: &Caller, request: HighUsageList) -> Result<HighUsageListed, ApiError> {
    let page = page::<HighUsageListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let now = snapshot.tenant().now;
    let connected = Service::PAY_AS_YOU_GO
        .into_iter()
        .any(|service| !snapshot.tenant().covers_at(service, now).is_empty());
    let windows = Windows::of(now.date_naive());
    let users = BilledTable::of(app, &mut snapshot, (CreditsTable::Users, Depth::Top)).await?;
    let mut found = users.much();
    if let Some(search) = request.search.as_deref().filter(|search| !search.trim().is_empty()) {
        let matching: HashSet<_> = snapshot.people_by_name(Some(search)).await?.into_iter().collect();
        found.retain(|(person, _)| matching.contains(person));
    }
    let people: Vec<_> = found.iter().map(|(person, _)| *person).collect();
    let names = snapshot.names_of(&people).await?;
    let rows = found.into_iter().zip(names).map(|((_, sum), name)| HighUsageRow {
        id: name.id,
        display_name: name.display_name,
        user_principal_name: name.user_principal_name,
        past_seven_days: sum.seven_days.to_string(),
        past_thirty_days: sum.thirty_days.to_string(),
        last_activity: second(sum.last),
        very_much: sum.thirty_days > VERY_MUCH,
    });
    let (rows, total, next) = page.of::<HighUsageListed>(rows.collect());
    Ok(HighUsageListed {
        rows,
        total,
        next,
        connected,
        from: DateTime::from_timestamp(windows.thirty_days_from * DAY, 0)
            .unwrap_or(now)
            .date_naive()
            .to_string(),
        as_of: instant(now),
        much: MUCH.to_string(),
        very_much: VERY_MUCH.to_string(),
    })
}
