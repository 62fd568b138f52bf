//! Billing › Buying mix: what would be cheapest to buy for a month's own use, per department, cost center or group.
//!
//! What is cheapest is decided in `meterdesk-billing`; whose use it is, in [`used`]; here the answer is worded.

mod used;
mod view;

use std::cmp::Reverse;

use meterdesk_billing::offers::{self, MixPrices, Offers};
use meterdesk_billing::units::Usd;
use meterdesk_store::RunTimeline;

use self::used::{Part, Used};
use self::view::{price_rows, row, rule};
use super::chargeback::{asked, months, named};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

columns!(BuyingMixListed of BuyingMixRow:
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("people", "People", |row| Cell::count(row.people)),
    Column::new("held", "Hold Microsoft 365 Copilot", |row| Cell::count(row.held)),
    Column::new("credits", "Used (credits a month)", |row| Cell::amount(&row.credits)),
    Column::new("includable", "A license would include (credits a month)", |row| Cell::amount(&row.includable_credits)),
    Column::new("best", "Cheapest mix", |row| Cell::text(&row.best.label)),
    Column::new("usd", "Cost a year (USD)", |row| Cell::amount(&row.best.usd)),
    Column::new("second", "Runner-up", |row| row.second.as_ref().map_or(Cell::Nothing, |mix| Cell::text(&mix.label))),
    Column::new("secondUsd", "Runner-up a year (USD)", |row| row.second.as_ref().map_or(Cell::Nothing, |mix| Cell::amount(&mix.usd))),
    Column::new("swapBelow", "Swap at less use (%)", |row| row.swap_below.map_or(Cell::Nothing, Cell::count)),
    Column::new("swapAbove", "Swap at more use (%)", |row| row.swap_above.map_or(Cell::Nothing, Cell::count)),
);

/// What would be cheapest to buy for a month's use.
///
/// # Errors
/// When there is no such month, its use is beyond what is compared, the page is not one, or the workbook can't be read.
pub async fn buying_mix_list(app: &App, _caller: &Caller, request: BuyingMixList) -> Result<BuyingMixListed, ApiError> {
    let page = page::<BuyingMixListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let months = months(&mut snapshot).await?;
    let month = asked(&snapshot, &months, request.month.as_deref())?;
    let used = Used::read(&mut snapshot, month, request.keep_licences).await?;
    let whole = used.whole();
    used::check(&whole)?;
    let by = request.by.unwrap_or(MixBy::Department);
    let parts = used.parts(&mut snapshot, by).await?;
    let now = snapshot.tenant().now;
    let catalogue = snapshot.tenant().catalogue();
    let prices = MixPrices::on(now.date_naive(), &catalogue, Offers::built_in());
    let priced = |part: &Part| row(part, &offers::buying(&part.needs, &prices), &prices);
    let mut rows: Vec<(i64, BuyingMixRow)> = parts.iter().map(priced).collect();
    let apart: i64 = rows.iter().map(|(cost, _)| cost).sum();
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    rows.retain(|(_, row)| row.name.to_lowercase().contains(&search));
    rows.sort_by_key(|(cost, _)| Reverse(*cost));
    let (rows, total, next) = page.of::<BuyingMixListed>(rows.into_iter().map(|(_, row)| row).collect());
    Ok(BuyingMixListed {
        rows,
        total,
        next,
        month: named(month),
        months: months.into_iter().rev().map(named).collect(),
        tenant: priced(&whole).1,
        apart_usd: (by != MixBy::Group).then(|| Usd(apart).to_string()),
        prices: price_rows(now.date_naive(), &catalogue, Offers::built_in()),
        rule: rule(request.keep_licences),
        as_of: instant(now),
    })
}
