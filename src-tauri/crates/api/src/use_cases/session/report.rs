//! Reports › Sessions: total and billed sessions per bot and month, and what the base licences include.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use meterdesk_billing::directory::Product;
use meterdesk_billing::licences::Products;
use meterdesk_billing::sessions::{Definition, LogChannel, Sessions, Unit, shown_since};
use meterdesk_billing::time::Month;

use super::{Rules, Sum, amount_cell, billed_cell};
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::text::{counted, grouped, instant, spoken_month};
use crate::wire::*;
use crate::{App, Caller};

columns!(SessionReportListed of SessionReportRow:
    Column::new("month", "Month (UTC)", |row| Cell::text(&row.month[..7])),
    Column::new("bot", "Bot", |row| Cell::text(&row.bot)),
    Column::new("conversations", "Conversations", |row| Cell::count(row.consumed.conversations)),
    Column::new("web", "Of these on the web", |row| Cell::count(row.web)),
    Column::new("sessions", "Total sessions", |row| Cell::count(row.consumed.sessions)),
    Column::new("billed", "Billed sessions", |row| billed_cell(&row.consumed)),
    Column::new("messages", "Messages", |row| amount_cell(row.consumed.messages.as_ref())),
    Column::new("credits", "Copilot Credits", |row| amount_cell(row.consumed.credits.as_ref())),
);

/// Base licences that a report can count with.
const MOST_LICENCES: u32 = 1_000_000;

/// Sessions by month, with what the base licences include.
///
/// # Errors
/// When the number of licences is none, or the workbook can't be read.
pub async fn session_report_get(
    app: &App,
    _caller: &Caller,
    request: SessionReportGet,
) -> Result<SessionReportView, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let base = Products::of(Product::PowerVirtualAgents);
    let brought = snapshot.licences_brought(base.key).await?;
    let owned = snapshot.tenant().licences_owned(base.key, brought);
    let as_if_one = request.licences.is_none() && owned == 0;
    let licences = licences(request.licences, owned)?;
    let rules = Rules::of(snapshot.tenant());
    let now = snapshot.tenant().now;
    let mut months: BTreeMap<Month, Sum> = BTreeMap::new();
    let mut bots = BTreeSet::new();
    snapshot
        .each_conversation((i64::MIN, now.timestamp() + 1), |logged| {
            let conversation = logged.conversation;
            if request.bot.as_ref().is_none_or(|bot| *bot == conversation.bot) {
                let began = DateTime::from_timestamp(conversation.began_at(), 0).unwrap_or_default();
                months.entry(Month::of(began)).or_default().add(&rules, &conversation);
            }
            bots.insert(conversation.bot);
        })
        .await?;
    let included = u64::from(licences) * u64::from(base.sessions_per_month);
    let mut sum = Sessions::default();
    let mut views = Vec::new();
    for (month, consumed) in months {
        let is_of_sessions = consumed.has(Unit::BilledSessions);
        if is_of_sessions {
            sum += consumed.consumed.sessions;
        }
        // Capacity is pooled across the tenant: of one bot alone nothing can be over it.
        let pooled = is_of_sessions && request.bot.is_none();
        views.push(SessionMonth {
            month: month.first_day().to_string(),
            label: spoken_month(month.start().timestamp()),
            consumed: consumed.view(),
            included: pooled.then_some(included),
            over: pooled.then(|| consumed.consumed.sessions.billed.saturating_sub(included)),
            is_shown: month.first_day() > shown_since(),
        });
    }
    let definition = Definition::at(now).unwrap_or(Definition::Of2019);
    Ok(SessionReportView {
        months: views,
        bots: bots.into_iter().collect(),
        sessions: sum.total,
        billed: sum.billed,
        summary: format!(
            "{}, {} of them billed.",
            counted(sum.total, "session", "sessions"),
            grouped(&sum.billed.to_string())
        ),
        definition: definition.sentence().to_owned(),
        source: definition.source().to_owned(),
        shown_since: shown_since().to_string(),
        is_shown: now.date_naive() >= shown_since(),
        owned,
        licences,
        as_if_one,
        sessions_per_licence: base.sessions_per_month,
        capacity_source: base.source.clone(),
        as_of: instant(now),
    })
}

fn licences(asked: Option<i64>, owned: u32) -> Result<u32, ApiError> {
    // A tenant without one shall see what one would have been enough for.
    let Some(asked) = asked else { return Ok(owned.max(1)) };
    let number = u32::try_from(asked).ok().filter(|number| *number <= MOST_LICENCES);
    number.ok_or_else(|| {
        let message = format!(
            "Write a whole number of base licenses, 0 to {}",
            grouped(&MOST_LICENCES.to_string())
        );
        ApiError::new(ErrorCode::InvalidField, message).at("licences")
    })
}

/// Sessions per bot and month, the newest month first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn session_report_list(
    app: &App,
    _caller: &Caller,
    request: SessionReportList,
) -> Result<SessionReportListed, ApiError> {
    let page = page::<SessionReportListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let rules = Rules::of(snapshot.tenant());
    let now = snapshot.tenant().now;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut sums: BTreeMap<(Reverse<Month>, String), (Sum, u64)> = BTreeMap::new();
    snapshot
        .each_conversation((i64::MIN, now.timestamp() + 1), |logged| {
            let conversation = logged.conversation;
            let is_asked = request.bot.as_ref().is_none_or(|bot| *bot == conversation.bot);
            if !is_asked || !conversation.bot.to_lowercase().contains(&search) {
                return;
            }
            let began = DateTime::from_timestamp(conversation.began_at(), 0).unwrap_or_default();
            let key = (Reverse(Month::of(began)), conversation.bot.clone());
            let (sum, web) = sums.entry(key).or_default();
            sum.add(&rules, &conversation);
            *web += u64::from(conversation.channel == LogChannel::Web);
        })
        .await?;
    let rows = sums
        .into_iter()
        .map(|((Reverse(month), bot), (sum, web))| SessionReportRow {
            month: month.first_day().to_string(),
            bot,
            web,
            consumed: sum.view(),
        });
    let (rows, total, next) = page.of::<SessionReportListed>(rows.collect());
    Ok(SessionReportListed {
        rows,
        total,
        next,
        as_of: instant(now),
    })
}
