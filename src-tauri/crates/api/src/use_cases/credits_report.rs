//! Reports › Usage › Microsoft 365 Copilot › Credits: figures, alerts and the four tables of the real report.
//!
//! It reads what published runs keep of who used which agent. Copilot Studio's own use has reports of its own.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate};
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::hex;
use meterdesk_billing::high_usage::{MUCH, VERY_MUCH, WindowSum, Windows};
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::{RunTimeline, Snapshot};
use sha2::{Digest, Sha256};

use super::billed_table::{BilledTable, Depth, Who};
use crate::act::acting;
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::{grouped, instant, second, spoken_day};
use crate::wire::*;
use crate::{App, Caller};

// Source of the columns and their order: Copilot credits report (2026-04-03).
columns!(CreditsReportListed of CreditsReportRow:
    Column::new("agentId", "Agent ID", |row| Cell::maybe(row.agent_id.as_ref())),
    Column::new("agentName", "Agent name", |row| Cell::maybe(row.agent_name.as_ref())),
    Column::new("username", "Username", |row| Cell::maybe(row.username.as_ref())),
    Column::new("name", "Display name", |row| Cell::maybe(row.display_name.as_ref())),
    Column::new("policy", "Billing Policy ID", |row| Cell::maybe(row.billing_policy_id.as_ref())),
    Column::new("seven", "Past 7 days", |row| Cell::amount(&row.past_seven_days)),
    Column::new("thirty", "Past 30 days", |row| Cell::amount(&row.past_thirty_days)),
    Column::new("last", "Last activity date (UTC)", |row| Cell::text(&row.last_activity)),
);

/// Figures of the report.
///
/// # Errors
/// When the workbook can't be read.
pub async fn credits_report_get(
    app: &App,
    caller: &Caller,
    request: CreditsReportGet,
) -> Result<CreditsReportView, ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    let windows = Windows::of(snapshot.tenant().now.date_naive());
    let from = match request.window {
        Some(ReportWindow::SevenDays) => windows.seven_days_from,
        Some(ReportWindow::ThirtyDays) | None => windows.thirty_days_from,
    };
    let mut by_day: BTreeMap<i64, Credits> = (from..windows.until).map(|day| (day, Credits::ZERO)).collect();
    snapshot
        .each_sum((from, windows.until), |key, sum| {
            if windows.count(key)
                && let Some(of_day) = by_day.get_mut(&key.day)
            {
                *of_day += sum.credits;
            }
        })
        .await?;
    let users = BilledTable::of(app, &mut snapshot, (CreditsTable::Users, Depth::Top)).await?;
    let alerted = users.much();
    let very_much = alerted.iter().filter(|(_, sum)| sum.thirty_days > VERY_MUCH).count();
    let tenant = snapshot.tenant();
    let mut cumulative = Credits::ZERO;
    let days = by_day.iter().map(|(day, credits)| {
        cumulative += *credits;
        CreditsDay {
            day: date(*day).to_string(),
            credits: credits.to_string(),
            cumulative: cumulative.to_string(),
        }
    });
    let days = days.collect();
    Ok(CreditsReportView {
        from: date(from).to_string(),
        until: date(windows.until).to_string(),
        as_of: instant(tenant.now),
        summary: summary(&by_day, cumulative),
        credits: cumulative.to_string(),
        days,
        very_much: u32::try_from(very_much).unwrap_or(u32::MAX),
        much: u32::try_from(alerted.len() - very_much).unwrap_or(u32::MAX),
        much_from: MUCH.to_string(),
        very_much_above: VERY_MUCH.to_string(),
        concealed: conceals(&snapshot),
        may_reveal: actor.roles.contains(&AdminRole::Global),
    })
}

/// A table of the report.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn credits_report_list(
    app: &App,
    _caller: &Caller,
    request: CreditsReportList,
) -> Result<CreditsReportListed, ApiError> {
    let page = page::<CreditsReportListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let table = request.table.unwrap_or(CreditsTable::Users);
    // Names are looked up for all rows only where they choose or order them.
    let (rows, total, next) = if search.is_empty() && page.order.is_none() {
        let depth = Depth::Rows(page.rows.offset as usize + page.rows.limit as usize);
        let billed = BilledTable::of(app, &mut snapshot, (table, depth)).await?;
        let (shown, total, next) = page.cut_among(&billed.rows, billed.total);
        (rows(&mut snapshot, shown).await?, total, next)
    } else {
        let billed = BilledTable::of(app, &mut snapshot, (table, Depth::All)).await?;
        let mut all = rows(&mut snapshot, &billed.rows).await?;
        all.retain(|row| {
            let cells = [
                &row.agent_name,
                &row.username,
                &row.display_name,
                &row.billing_policy_id,
            ];
            let mut told = cells.into_iter().flatten();
            told.any(|cell| cell.to_lowercase().contains(&search))
        });
        page.of::<CreditsReportListed>(all)
    };
    Ok(CreditsReportListed { rows, total, next })
}

async fn rows(snapshot: &mut Snapshot, found: &[(Who, WindowSum)]) -> Result<Vec<CreditsReportRow>, ApiError> {
    let agents: Vec<i64> = found.iter().filter_map(|(who, _)| who.agent).collect();
    let agents = snapshot.texts_of(&agents).await?;
    let people: Vec<PersonIndex> = found.iter().filter_map(|(who, _)| who.person.flatten()).collect();
    let people = snapshot.names_of(&people).await?;
    let people: HashMap<_, _> = people.into_iter().map(|name| (name.index, name)).collect();
    let conceals = conceals(snapshot);
    let seed = snapshot.tenant().seed;
    let shown = |text: &str| {
        if conceals {
            concealed(seed, text)
        } else {
            text.to_owned()
        }
    };
    let row = |(who, sum): &(Who, WindowSum)| {
        let agent_name = who.agent.map(|agent| agents.get(&agent).cloned().unwrap_or_default());
        let person = who.person.flatten().and_then(|person| people.get(&person));
        let policy = who.policy.flatten().map(|policy| policy.to_string());
        let parts = [
            agent_name.clone().unwrap_or_default(),
            person.map_or_else(String::new, |name| name.id.clone()),
            policy.clone().unwrap_or_default(),
        ];
        CreditsReportRow {
            key: concealed(seed, &parts.join("\n")),
            agent_id: who.agent.map(|_| String::new()),
            agent_name,
            username: person.map(|name| shown(&name.user_principal_name)),
            display_name: person
                .filter(|_| who.agent.is_none())
                .map(|name| shown(&name.display_name)),
            billing_policy_id: policy.map(|policy| shown(&policy)),
            past_seven_days: sum.seven_days.to_string(),
            past_thirty_days: sum.thirty_days.to_string(),
            last_activity: second(sum.last),
        }
    };
    Ok(found.iter().map(row).collect())
}

pub(super) fn conceals(snapshot: &Snapshot) -> bool {
    snapshot.tenant().settings.now(SettingKey::ReportNames) == Choice::Concealed
}

/// What stands for a name: the same in all tables of a workbook, and no way back to the name.
pub(super) fn concealed(seed: u64, text: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"meterdesk report name ");
    hasher.update(seed.to_le_bytes());
    hasher.update(text.as_bytes());
    hex(&hasher.finalize())[..32].to_uppercase()
}

fn date(day: i64) -> NaiveDate {
    DateTime::from_timestamp(day * 86_400, 0)
        .unwrap_or_default()
        .date_naive()
}

fn summary(by_day: &BTreeMap<i64, Credits>, total: Credits) -> String {
    let most = by_day
        .iter()
        .max_by_key(|(day, credits)| (**credits, std::cmp::Reverse(**day)));
    match most {
        Some((day, credits)) if total > Credits::ZERO => format!(
            "{} Copilot Credits were used; the most on {}: {}.",
            grouped(&total.to_string()),
            spoken_day(date(*day)),
            grouped(&credits.to_string())
        ),
        _ => "No Copilot Credits were used in these days.".to_owned(),
    }
}
