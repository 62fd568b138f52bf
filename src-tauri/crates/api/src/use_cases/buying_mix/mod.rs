//! Billing › Buying mix: what would be cheapest to buy for a month's own use, per department, cost center or group.
//!
//! What is cheapest is decided in `meterdesk-billing`; whose use it is, in [`used`]; here the answer is worded.

mod used;
mod view;

use std::cmp::Reverse;
use std::sync::Arc;

use meterdesk_billing::offers::{self, MixPrices, Offers};
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Usd;
use meterdesk_store::{RunTimeline, Snapshot};

use self::used::{Part, Used};
use self::view::{price_rows, row, rule};
use super::chargeback::{asked, months, named};
use crate::error::ApiError;
use crate::kept::Looked;
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
    let by = request.by.unwrap_or(MixBy::Department);
    let priced = Priced::of(app, &mut snapshot, month, (by, request.keep_licences)).await?;
    let now = snapshot.tenant().now;
    let catalogue = snapshot.tenant().catalogue();
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut rows = priced.rows.clone();
    rows.retain(|row| row.name.to_lowercase().contains(&search));
    let (rows, total, next) = page.of::<BuyingMixListed>(rows);
    Ok(BuyingMixListed {
        rows,
        total,
        next,
        month: named(month),
        months: months.into_iter().rev().map(named).collect(),
        tenant: priced.tenant.clone(),
        apart_usd: (by != MixBy::Group).then(|| priced.apart.to_string()),
        prices: price_rows(now.date_naive(), &catalogue, Offers::built_in()),
        rule: rule(request.keep_licences),
        as_of: instant(now),
    })
}

/// A month's use with what would be cheapest to buy for it.
pub(crate) struct Priced {
    tenant: BuyingMixRow,
    /// The dearest first.
    pub(super) rows: Vec<BuyingMixRow>,
    /// What all rows cost a year.
    apart: Usd,
}

impl Priced {
    /// Prices a month, or has it from whoever asked the same last.
    async fn of(
        app: &App,
        snapshot: &mut Snapshot,
        month: Month,
        (by, keep_licences): (MixBy, bool),
    ) -> Result<Arc<Self>, ApiError> {
        let asked = format!("{month:?} {by:?} {keep_licences}");
        let place = match app.finds.mixes.look(snapshot, &asked).await? {
            Looked::Found(priced) => return Ok(priced),
            Looked::NotYet(place) => place,
        };
        let used = Used::read(snapshot, month, keep_licences).await?;
        let whole = used.whole();
        used::check(&whole)?;
        let parts = used.parts(snapshot, by).await?;
        let now = snapshot.tenant().now;
        let prices = MixPrices::on(now.date_naive(), &snapshot.tenant().catalogue(), Offers::built_in());
        let priced = |part: &Part| row(part, &offers::buying(&part.needs, &prices), &prices);
        let mut rows: Vec<(i64, BuyingMixRow)> = parts.iter().map(priced).collect();
        rows.sort_by_key(|(cost, _)| Reverse(*cost));
        Ok(place.keep(Self {
            tenant: priced(&whole).1,
            apart: Usd(rows.iter().map(|(cost, _)| cost).sum()),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        }))
    }
}
