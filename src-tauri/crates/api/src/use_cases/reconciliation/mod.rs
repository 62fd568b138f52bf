//! Reports › Reconciliation: reported credits, own settlement and Azure's bill of one period, and why they differ.
//!
//! Which causes there are and how a gap is split, `meterdesk-billing` decides; here the three are read and named.

mod month_bill;
mod period;
mod read;
mod sources;
mod view;

use std::collections::BTreeSet;

use meterdesk_billing::reconciliation::{Line, Reconciled, Statement, reconcile};
use meterdesk_billing::tenant::ImportKind as Kind;
use meterdesk_store::{RunTimeline, Snapshot};

pub(super) use self::month_bill::{MonthBill, month_bill};
use self::period::Period;
use self::read::Money;
pub(in crate::use_cases) use self::read::is_known;
use self::sources::{Imported, Scope};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::{instant, spoken_day};
use crate::wire::*;
use crate::{App, Caller};

columns!(ReconciliationListed of ReconciliationRow:
    Column::new("name", "Billing policy or plan", |row| Cell::text(&row.name)),
    Column::new("of", "Of", |row| Cell::text(&row.of)),
    Column::new("reported", "Reported (credits)", |row| amount(row.reported.as_ref())),
    Column::new("settled", "Settled (credits)", |row| Cell::amount(&row.settled)),
    Column::new("azure", "Azure's bill (credits)", |row| amount(row.azure.as_ref())),
    Column::new("azureFree", "In Azure at $0 (credits)", |row| amount(row.azure_free.as_ref())),
    Column::plain("money", "Azure's bill", |row| {
        let sums: Vec<_> = row.money.iter().map(|sum| format!("{} {}", sum.amount, sum.currency)).collect();
        Cell::text(sums.join("; "))
    }),
    Column::new("gap", "Gap (credits)", |row| amount(row.gap.as_ref())),
    Column::new("delay", "Delay (credits)", |row| caused(row, GapCause::Delay)),
    Column::new("window", "Window (credits)", |row| caused(row, GapCause::Window)),
    Column::new("rounding", "Rounding (credits)", |row| caused(row, GapCause::Rounding)),
    Column::new("restated", "Restated (credits)", |row| caused(row, GapCause::Restated)),
    Column::new("prepaidNotInAzure", "Prepaid, not in Azure (credits)", |row| caused(row, GapCause::PrepaidNotInAzure)),
    Column::new("notBilled", "Licensed people and rules, not billed (credits)", |row| caused(row, GapCause::NotBilled)),
    Column::new("prePurchase", "Pre-purchase at $0 (credits)", |row| caused(row, GapCause::PrePurchase)),
    Column::new("unattributed", "Unattributed (credits)", |row| caused(row, GapCause::Unattributed)),
    Column::new("unknown", "Unknown (credits)", |row| caused(row, GapCause::Unknown)),
);

fn amount(text: Option<&String>) -> Cell {
    text.map_or(Cell::Nothing, |text| Cell::amount(text))
}

fn caused(row: &ReconciliationRow, cause: GapCause) -> Cell {
    let found = row.causes.iter().find(|part| part.cause == cause);
    found.map_or(Cell::Nothing, |part| Cell::amount(&part.credits))
}

/// The three sources of a period.
struct Sides {
    reported: Option<Statement>,
    settled: Statement,
    azure: Option<Statement>,
    money: Money,
}

impl Sides {
    /// The two that are compared; `None` where one of them is missing.
    fn pair(&self, compare: ReconciliationPair) -> Option<(&Statement, &Statement)> {
        let (reported, azure) = (self.reported.as_ref(), self.azure.as_ref());
        match compare {
            ReconciliationPair::SettledAzure => Some((&self.settled, azure?)),
            ReconciliationPair::ReportedAzure => Some((reported?, azure?)),
            ReconciliationPair::ReportedSettled => Some((reported?, &self.settled)),
        }
    }

    /// Each line that one of them states, with what comparing found of it.
    fn lines(&self, compare: ReconciliationPair) -> Vec<(Line, Option<Reconciled>)> {
        let all = [Some(&self.settled), self.reported.as_ref(), self.azure.as_ref()];
        let lines: BTreeSet<Line> = all
            .into_iter()
            .flatten()
            .flat_map(|side| side.lines.keys().cloned())
            .collect();
        let mut found: Vec<Reconciled> = match self.pair(compare) {
            Some((first, second)) => reconcile(first, second, &self.settled),
            None => Vec::new(),
        };
        lines
            .into_iter()
            .map(|line| {
                let place = found.iter().position(|known| known.line == line);
                (line, place.map(|place| found.swap_remove(place)))
            })
            .collect()
    }
}

/// What is shown: the kinds of files, and what is compared.
struct Chosen<'a> {
    report: Option<(Kind, Vec<&'a Imported>)>,
    bill: Option<(Kind, Vec<&'a Imported>)>,
    compare: ReconciliationPair,
    scope: Scope,
}

/// Reported credits, settled credits and Azure's bill of a period, per policy or plan, and why they differ.
///
/// # Errors
/// When the period is none, no file of the kind asked for states it, the page is not one, or the workbook can't be read.
pub async fn reconciliation_list(
    app: &App,
    _caller: &Caller,
    request: ReconciliationList,
) -> Result<ReconciliationListed, ApiError> {
    let page = page::<ReconciliationListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let imports = sources::imports(&mut snapshot).await?;
    let (started, now) = (snapshot.tenant().started_at, snapshot.tenant().now);
    let period = Period::of(&request, started, now)?;
    let chosen = sources::chosen(&request, &imports, &period)?;
    let sides = sides(&mut snapshot, &chosen, &period).await?;
    let tenant = snapshot.tenant();
    let has_pair = sides.pair(chosen.compare).is_some();
    let lines = sides.lines(chosen.compare);
    let sum = view::sum(&lines, &sides, has_pair);
    let mut rows: Vec<_> = lines
        .iter()
        .map(|(line, found)| view::row(tenant, &sides, line, found.as_ref(), has_pair))
        .collect();
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    rows.retain(|row| row.name.to_lowercase().contains(&search));
    rows.sort_by_cached_key(view::by_gap);
    let mut notes = notes(&chosen, &imports, &period);
    if period.from < read::day_of(started) {
        notes.push(format!(
            "Own settlement begins on {}: days before that are settled nowhere.",
            spoken_day(started.date_naive())
        ));
    }
    let (rows, total, next) = page.of::<ReconciliationListed>(rows);
    let source = |of: &Option<(Kind, Vec<&Imported>)>| of.as_ref().map(|(kind, files)| sources::view(*kind, files));
    Ok(ReconciliationListed {
        rows,
        total,
        next,
        from: period.first(),
        until: period.end(),
        compare: chosen.compare,
        sum,
        report: source(&chosen.report),
        bill: source(&chosen.bill),
        sources: sources::all(&imports, &period),
        periods: period::offered(&imports, started, now),
        notes,
        as_of: instant(now),
    })
}

async fn sides(snapshot: &mut Snapshot, chosen: &Chosen<'_>, period: &Period) -> Result<Sides, ApiError> {
    let settled = read::settled(snapshot, &chosen.scope, period).await?;
    let reported = match &chosen.report {
        Some((kind, files)) => Some(read::reported(snapshot, *kind, files, period).await?),
        None => None,
    };
    let (azure, money) = match &chosen.bill {
        Some((kind, files)) => {
            let (azure, money) = read::bill(snapshot, *kind, files, &chosen.scope, period).await?;
            (Some(azure), money)
        }
        None => (None, Money::new()),
    };
    Ok(Sides {
        reported,
        settled,
        azure,
        money,
    })
}

fn notes(chosen: &Chosen<'_>, imports: &[Imported], period: &Period) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some((kind, _)) = &chosen.report {
        notes.extend(sources::scope_note(*kind).map(str::to_owned));
    }
    let missing = match chosen.compare {
        ReconciliationPair::SettledAzure | ReconciliationPair::ReportedAzure if chosen.bill.is_none() => {
            Some("No bill of Azure for these days is imported, so there is nothing to compare with yet.")
        }
        ReconciliationPair::ReportedAzure | ReconciliationPair::ReportedSettled if chosen.report.is_none() => {
            Some("No report for these days is imported, so there is nothing to compare with yet.")
        }
        _ => None,
    };
    notes.extend(missing.map(str::to_owned));
    notes.extend(sources::set_aside(imports, period));
    notes
}
