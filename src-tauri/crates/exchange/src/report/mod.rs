//! Reports of Microsoft's products: what each row states, as far as it means the same in several of them, and all of its
//! cells as the file has them.
//!
//! Which columns a report has is in [`columns`] and [`licensing_columns`]. Nothing is rated, and nothing that a file doesn't state is made up.

pub(crate) mod columns;
pub(crate) mod licensing_columns;

use chrono::{DateTime, NaiveDate};
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::folded;
use rust_decimal::Decimal;

use self::columns::Meaning;
use crate::guard::unguard;
use crate::header::Header;
use crate::numbers::parse_figure;
use crate::records::Cells;
use crate::rejected::RowProblem;
use crate::table::{CellProblem, RowKind, TableReader};
use crate::text::{shortened, without_marks};
use crate::times::parse_time;
use crate::usage::{read_cell, text};

/// What a row of a report states. Quantities are Copilot Credits; what the row doesn't state is `None`, never zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportRecord<Text> {
    /// The day in UTC, in a report that says one.
    pub day: Option<NaiveDate>,
    /// The person, as the report names them.
    pub person: Option<Text>,
    /// What the person is called; only of people.
    pub display_name: Option<Text>,
    /// The agent's identity.
    pub agent: Option<Text>,
    /// What the agent is called.
    pub agent_name: Option<Text>,
    /// The environment's identity.
    pub environment: Option<Text>,
    /// What the environment is called.
    pub environment_name: Option<Text>,
    /// The billing policy or plan, or the Azure resource that stands for it.
    pub plan: Option<Text>,
    /// The product or service.
    pub service: Option<Text>,
    /// The feature or meter.
    pub feature: Option<Text>,
    /// The department; only of people.
    pub department: Option<Text>,
    /// The cost center; only of people.
    pub cost_center: Option<Text>,
    /// Credits used in all.
    pub credits: Option<Quantity>,
    /// Credits billed.
    pub billed: Option<Quantity>,
    /// Credits used and not billed.
    pub not_billed: Option<Quantity>,
    /// Credits that prepaid capacity paid.
    pub prepaid: Option<Quantity>,
    /// Credits paid as they were used.
    pub pay_as_you_go: Option<Quantity>,
    /// Money.
    pub cost: Option<Decimal>,
    /// Its currency.
    pub currency: Option<Text>,
    /// Whether the row is about Copilot consumption: bills hold much else.
    pub is_consumption: bool,
    /// Whether the row is no record but the file's own total, as spreadsheets add it; then only its figures are read.
    pub is_total: bool,
    /// Every cell of the row, in the order of the file's columns.
    pub cells: Vec<Text>,
}

impl ReportRecord<&str> {
    /// The same record with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> ReportRecord<String> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        ReportRecord {
            day: self.day,
            person: owned(self.person),
            display_name: owned(self.display_name),
            agent: owned(self.agent),
            agent_name: owned(self.agent_name),
            environment: owned(self.environment),
            environment_name: owned(self.environment_name),
            plan: owned(self.plan),
            service: owned(self.service),
            feature: owned(self.feature),
            department: owned(self.department),
            cost_center: owned(self.cost_center),
            credits: self.credits,
            billed: self.billed,
            not_billed: self.not_billed,
            prepaid: self.prepaid,
            pay_as_you_go: self.pay_as_you_go,
            cost: self.cost,
            currency: owned(self.currency),
            is_consumption: self.is_consumption,
            is_total: self.is_total,
            cells: self.cells.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// Reads a report.
pub type ReportReader<R> = TableReader<R, ReportRows>;

/// Where a report has its columns, and what they mean.
#[derive(Debug)]
pub struct ReportRows {
    meant: Vec<(usize, Meaning)>,
    /// A bill of everything in a subscription: only some rows are consumption.
    is_bill: bool,
}

impl RowKind for ReportRows {
    type Record<'a> = ReportRecord<&'a str>;

    fn of(header: &Header) -> Self {
        let columns = crate::columns::columns(header.kind());
        let meant = columns
            .iter()
            .filter_map(|column| Some((header.place(column.name)?, column.meaning?)));
        let meant: Vec<_> = meant.collect();
        let is_bill = meant.iter().any(|(_, meaning)| *meaning == Meaning::Resource);
        Self { meant, is_bill }
    }

    fn read<'a>(&self, cells: &Cells<'a>) -> Result<ReportRecord<&'a str>, CellProblem> {
        let mut record = ReportRecord {
            cells: cells.iter().map(unguard).collect(),
            ..ReportRecord::default()
        };
        if self.is_bill
            && !self
                .meant
                .iter()
                .any(|(cell, meaning)| is_of_copilot(*meaning, cells.get(*cell)))
        {
            // What other resources cost, and how their use is written, is nobody's matter here.
            return Ok(record);
        }
        record.is_consumption = true;
        record.is_total = is_total(&record.cells);
        for &(cell, meaning) in &self.meant {
            if record.is_total && !meaning.is_figure() {
                continue;
            }
            let figure = || figure(cells, cell);
            match meaning {
                Meaning::Day => record.day = Some(read_cell(cells, cell, day)?),
                // A sign-in name stands after the identity, and says more.
                Meaning::Person => record.person = text(cells, cell).or(record.person),
                Meaning::DisplayName => record.display_name = text(cells, cell),
                Meaning::Agent => record.agent = record.agent.or(text(cells, cell)),
                Meaning::AgentName => record.agent_name = text(cells, cell),
                Meaning::Environment => record.environment = text(cells, cell),
                Meaning::EnvironmentName => record.environment_name = text(cells, cell),
                Meaning::Plan => record.plan = record.plan.or(text(cells, cell)),
                Meaning::Service => record.service = text(cells, cell),
                Meaning::Feature => record.feature = text(cells, cell),
                Meaning::Department => record.department = text(cells, cell),
                Meaning::CostCenter => record.cost_center = text(cells, cell),
                Meaning::Credits => record.credits = figure()?,
                Meaning::Billed => record.billed = figure()?,
                Meaning::NotBilled => record.not_billed = figure()?,
                Meaning::Prepaid => record.prepaid = figure()?,
                Meaning::PayAsYouGo => record.pay_as_you_go = figure()?,
                Meaning::Cost => record.cost = money(cells, cell)?,
                Meaning::Currency => record.currency = text(cells, cell),
                Meaning::Resource => record.plan = text(cells, cell),
                Meaning::Category => record.service = text(cells, cell),
            }
        }
        Ok(record)
    }
}

/// Whether a cell shows that its row of a bill is Copilot consumption: the resource that a billing policy or plan makes, or
/// the meters' category (Power Platform documentation, "Pay-as-you-go usage and costs").
fn is_of_copilot(meaning: Meaning, cell: &str) -> bool {
    let cell = cell.to_lowercase();
    match meaning {
        Meaning::Resource => cell.contains("/providers/microsoft.powerplatform/accounts/"),
        Meaning::Category => cell.contains("copilot studio"),
        _ => false,
    }
}

/// Whether the first word of a row says that it adds up the others.
fn is_total(cells: &[&str]) -> bool {
    let first = cells.iter().find(|cell| !cell.is_empty());
    first.is_some_and(|first| {
        let word = folded(first);
        ["total", "totals", "grandtotal", "sum"].contains(&word.as_str())
    })
}

/// A figure; `None` where the cell is blank.
fn figure(cells: &Cells<'_>, cell: usize) -> Result<Option<Quantity>, CellProblem> {
    if without_marks(cells.get(cell)).trim().is_empty() {
        return Ok(None);
    }
    read_cell(cells, cell, parse_figure).map(Some)
}

/// An amount of money, refunds below zero; `None` where the cell is blank.
fn money(cells: &Cells<'_>, cell: usize) -> Result<Option<Decimal>, CellProblem> {
    let written = without_marks(cells.get(cell));
    let written = written.trim();
    if written.is_empty() {
        return Ok(None);
    }
    let read = Decimal::from_str_exact(written).or_else(|_| Decimal::from_scientific(written));
    read.map(|amount| Some(amount.normalize())).map_err(|_| CellProblem {
        cell,
        problem: RowProblem::NotMoney(shortened(written)),
    })
}

/// The day of a time; Microsoft's reports are in UTC.
fn day(written: &str) -> Result<NaiveDate, RowProblem> {
    // Azure writes a day alone, month first as in its times.
    let midnight = match written.split_whitespace().count() {
        1 if written.contains('/') => format!("{written} 12:00:00 AM"),
        _ => written.to_owned(),
    };
    let instant = parse_time(&midnight)?;
    let instant = DateTime::from_timestamp(instant, 0).ok_or_else(|| RowProblem::NotADay(shortened(written)))?;
    Ok(instant.date_naive())
}
