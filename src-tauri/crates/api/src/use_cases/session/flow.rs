//! Flows that conversations ran, and whether their runs count towards the Power Automate quota.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use meterdesk_billing::sessions::FlowOrigin;

use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::text::{instant, second};
use crate::wire::*;
use crate::{App, Caller};

columns!(FlowListed of FlowRow:
    Column::new("flow", "Flow", |row| Cell::text(&row.flow)),
    Column::new("bot", "Bot", |row| Cell::text(&row.bot)),
    Column::new("origin", "Made", |row| Cell::text(&row.origin_label)),
    Column::new("counts", "Counts towards the quota", |row| Cell::text(if row.counts { "Yes" } else { "No" })),
    Column::new("runs", "Runs", |row| Cell::count(row.runs)),
    Column::new("last", "Last run (UTC)", |row| Cell::text(&row.last_run)),
);

/// Flows of bots, those with the most runs first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn flow_list(app: &App, _caller: &Caller, request: FlowList) -> Result<FlowListed, ApiError> {
    let page = page::<FlowListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let now = snapshot.tenant().now;
    let mut flows: BTreeMap<(String, String, FlowOrigin), (u64, i64)> = BTreeMap::new();
    snapshot
        .each_conversation((i64::MIN, now.timestamp() + 1), |logged| {
            let conversation = logged.conversation;
            if request.bot.as_ref().is_some_and(|bot| *bot != conversation.bot) {
                return;
            }
            for turn in conversation.turns {
                if let Some(flow) = turn.flow {
                    let key = (conversation.bot.clone(), flow.name, flow.origin);
                    let (runs, last) = flows.entry(key).or_default();
                    *runs += 1;
                    *last = turn.at.max(*last);
                }
            }
        })
        .await?;
    let runs = |counts: bool| {
        let of = flows
            .iter()
            .filter(|((_, _, origin), _)| origin.counts_towards_quota() == counts);
        of.map(|(_, (runs, _))| runs).sum()
    };
    let (counted_runs, free_runs) = (runs(true), runs(false));
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let found = |text: &str| text.to_lowercase().contains(&search);
    let mut rows: Vec<FlowRow> = (0_u64..)
        .zip(flows)
        .filter(|(_, ((bot, flow, _), _))| found(bot) || found(flow))
        .map(|(place, ((bot, flow, origin), (runs, last)))| FlowRow {
            key: place.to_string(),
            flow,
            bot,
            origin: match origin {
                FlowOrigin::Agent => FlowOriginKey::Agent,
                FlowOrigin::PowerAutomate => FlowOriginKey::PowerAutomate,
            },
            origin_label: match origin {
                FlowOrigin::Agent => "From the agent's own link",
                FlowOrigin::PowerAutomate => "In Power Automate",
            }
            .to_owned(),
            counts: origin.counts_towards_quota(),
            runs,
            last_run: second(last),
        })
        .collect();
    rows.sort_by_key(|row| Reverse(row.runs));
    let (rows, total, next) = page.of::<FlowListed>(rows);
    Ok(FlowListed {
        rows,
        total,
        next,
        counted_runs,
        free_runs,
        as_of: instant(now),
    })
}
