//! Months of settled use: what each shows, closing one, and the corrections of closed ones.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::settlement::{BlockedReason, Outcome};
use meterdesk_billing::tenant::Command;
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Credits;
use meterdesk_store::{CorrectionRow, MonthSum, RunTimeline, Snapshot};

use crate::act::begin;
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::payer;
use crate::settle::{settle, settle_within};
use crate::text::{instant, spoken_month};
use crate::wire::*;
use crate::{App, Caller};

columns!(MonthListed of MonthRow:
    Column::new("month", "Month", |row| Cell::text(&row.month)),
    Column::new("state", "State", |row| {
        Cell::text(match row.state {
            MonthState::Closed => "Closed",
            MonthState::Open => "Open",
            MonthState::Running => "Not over yet",
        })
    }),
    Column::new("rows", "Rows of usage", |row| Cell::count(row.usage_rows)),
    Column::new("credits", "Copilot Credits", |row| Cell::amount(&row.credits)),
    Column::new("usd", "Pay-as-you-go (USD)", |row| Cell::amount(&row.pay_as_you_go_usd)),
    Column::new("correctionCredits", "Corrections (credits)", |row| Cell::amount(&row.correction_credits)),
    Column::new("correctionUsd", "Corrections (USD)", |row| Cell::amount(&row.correction_usd)),
    Column::new("closed", "Closed (UTC)", |row| Cell::maybe(row.closed_at.as_ref())),
    Column::new("closedBy", "Closed by", |row| Cell::maybe(row.closed_by.as_ref())),
);

/// Months since the workbook began, up to the present one.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn month_list(app: &App, _caller: &Caller, request: MonthList) -> Result<MonthListed, ApiError> {
    let page = page::<MonthListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let figures = Figures::of(&mut snapshot).await?;
    let tenant = snapshot.tenant();
    let as_of = instant(tenant.now);
    let (last, open) = (Month::of(tenant.now), tenant.first_open_month());
    let closable = (tenant.now >= open.end()).then(|| named(open));
    let mut month = Month::of(tenant.started_at);
    let mut rows = Vec::new();
    while month <= last {
        let row = figures.row(&mut snapshot, month).await?;
        if row.month.contains(&search) || row.label.to_lowercase().contains(&search) {
            rows.push(row);
        }
        month = month.next();
    }
    let (rows, total, next) = page.of::<MonthListed>(rows);
    Ok(MonthListed {
        rows,
        total,
        next,
        as_of,
        first_open: named(open),
        first_open_label: spoken_month(open.start().timestamp()),
        closable,
    })
}

/// Closes a month.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn month_close(app: &App, caller: &Caller, request: MonthClose) -> Result<MonthClosed, ApiError> {
    let month = read_month(&request.month)?;
    settle(app, RunTimeline::Actual).await?;
    let mut begun = begin!(app, caller, request);
    settle_within(&mut begun.act).await?;
    let figures = Figures::of(&mut begun.act).await?;
    let shown = figures.row(&mut begun.act, month).await?;
    begun.decide(Command::CloseMonth(month)).await?;
    begun.act.keep_month(month.start().timestamp()).await?;
    let row = MonthRow {
        state: MonthState::Closed,
        closed_at: Some(instant(begun.act.tenant().now)),
        closed_by: Some(begun.actor.display_name.clone()),
        ..shown
    };
    let corrected_in = spoken_month(month.next().start().timestamp());
    begun
        .finish(MonthClosed {
            month: row,
            corrected_in,
        })
        .await
}

fn read_month(text: &str) -> Result<Month, ApiError> {
    let day = format!("{}-01", text.trim()).parse::<NaiveDate>();
    day.map(Month::of_day)
        .map_err(|_| ApiError::new(ErrorCode::InvalidField, "use a month such as 2026-11").at("month"))
}

fn named(month: Month) -> String {
    month.first_day().format("%Y-%m").to_string()
}

fn month_at(first_second: i64) -> Month {
    Month::of(DateTime::from_timestamp(first_second, 0).unwrap_or_default())
}

/// What months and corrections show.
struct Figures {
    sums: Vec<MonthSum>,
    corrections: Vec<CorrectionRow>,
}

impl Figures {
    async fn of(snapshot: &mut Snapshot) -> Result<Self, ApiError> {
        Ok(Self {
            sums: snapshot.month_sums().await?,
            corrections: snapshot.corrections().await?,
        })
    }

    async fn row(&self, snapshot: &mut Snapshot, month: Month) -> Result<MonthRow, ApiError> {
        let second = month.start().timestamp();
        let run = snapshot.run_content(second).await?;
        let closed = snapshot.tenant().closed(month).copied();
        let closed_by = match closed {
            Some(closed) => Some(snapshot.display_name(closed.by).await?),
            None => None,
        };
        let tenant = snapshot.tenant();
        let state = match closed {
            Some(_) => MonthState::Closed,
            None if tenant.now < month.end() => MonthState::Running,
            None => MonthState::Open,
        };
        let here = self.sums.iter().filter(|sum| sum.month == second && used(sum.outcome));
        let charged: Credits = here
            .clone()
            .filter(|sum| charges(sum.outcome))
            .map(|sum| sum.credits)
            .sum();
        let shown_in = |line: &CorrectionRow| line.shown_in.map_or(tenant.first_open_month(), month_at);
        let used_lines = || self.corrections.iter().filter(|line| used(line.outcome));
        let lines: Vec<&CorrectionRow> = used_lines().filter(|line| shown_in(line) == month).collect();
        let (corrected, corrected_charge) = sums(&lines);
        let mut by_month: BTreeMap<Month, Vec<&CorrectionRow>> = BTreeMap::new();
        for line in used_lines().filter(|line| line.of_month == second) {
            by_month.entry(shown_in(line)).or_default().push(line);
        }
        Ok(MonthRow {
            month: named(month),
            label: spoken_month(second),
            first_day: month.first_day().to_string(),
            until: month.next().first_day().to_string(),
            state,
            closed_at: closed.map(|closed| instant(closed.at)),
            closed_by,
            usage_rows: here.clone().map(|sum| sum.rows).sum(),
            credits: here.map(|sum| sum.credits).sum::<Credits>().to_string(),
            pay_as_you_go_usd: usd(charged),
            corrections: lines
                .iter()
                .map(|line| CorrectionLine {
                    of_month: named(month_at(line.of_month)),
                    of_month_label: spoken_month(line.of_month),
                    outcome: payer::outcome_label(tenant, line.outcome),
                    service: line.service.label().to_owned(),
                    rows: line.rows,
                    credits: line.credits.to_string(),
                    pay_as_you_go_usd: usd(charge(line)),
                })
                .collect(),
            correction_credits: corrected.to_string(),
            correction_usd: usd(corrected_charge),
            corrected_in: by_month
                .into_iter()
                .map(|(shown_in, lines)| {
                    let (credits, charged) = sums(&lines);
                    MonthCorrected {
                        month: named(shown_in),
                        label: spoken_month(shown_in.start().timestamp()),
                        credits: credits.to_string(),
                        pay_as_you_go_usd: usd(charged),
                    }
                })
                .collect(),
            run,
        })
    }
}

/// Credits of the lines, and those of them that pay-as-you-go charges for.
fn sums(lines: &[&CorrectionRow]) -> (Credits, Credits) {
    (
        lines.iter().map(|line| line.credits).sum(),
        lines.iter().map(|line| charge(line)).sum(),
    )
}

/// A refused request used nothing.
fn used(outcome: Outcome) -> bool {
    outcome != Outcome::Blocked(BlockedReason::Refused)
}

fn charges(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Paid(payer) if payer.charges())
}

fn charge(line: &CorrectionRow) -> Credits {
    if charges(line.outcome) {
        line.credits
    } else {
        Credits::ZERO
    }
}

fn usd(credits: Credits) -> String {
    Catalogue::built_in().pay_as_you_go(credits).to_string()
}
