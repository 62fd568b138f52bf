//! The Power Platform environment report: what Microsoft states for one environment, plan and day.
//!
//! Reported usage is shown with Microsoft's own split. It is never rated, and a split that takes pay-as-you-go while prepaid
//! is left occurs in real exports: judging it is not the reader's matter.

use chrono::{DateTime, NaiveDate};
use meterdesk_billing::units::Quantity;

use crate::header::Header;
use crate::numbers::parse_figure;
use crate::records::Cells;
use crate::rejected::RowProblem;
use crate::table::{CellProblem, RowKind, TableReader};
use crate::text::shortened;
use crate::times::parse_time;
use crate::usage::{filled, read_cell, text};

/// What the report states for one day. Quantities are in the unit of the capacity type: Copilot Credits for `MCSMessages`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvironmentDayRecord<Text> {
    /// The day, in UTC.
    pub day: NaiveDate,
    /// The billing plan's id.
    pub plan_id: Option<Text>,
    /// The billing plan's name; `None` where the environment has no plan.
    pub plan_name: Option<Text>,
    /// The environment's id.
    pub environment_id: Text,
    /// The environment's name; real exports leave it blank at times.
    pub environment_name: Option<Text>,
    /// The kind of capacity, such as `MCSMessages`.
    pub capacity_type: Text,
    /// What the environment is entitled to.
    pub entitled: Quantity,
    /// What prepaid capacity paid.
    pub prepaid: Quantity,
    /// What pay-as-you-go paid.
    pub pay_as_you_go: Quantity,
}

impl EnvironmentDayRecord<&str> {
    /// The same record with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> EnvironmentDayRecord<String> {
        EnvironmentDayRecord {
            day: self.day,
            plan_id: self.plan_id.map(str::to_owned),
            plan_name: self.plan_name.map(str::to_owned),
            environment_id: self.environment_id.to_owned(),
            environment_name: self.environment_name.map(str::to_owned),
            capacity_type: self.capacity_type.to_owned(),
            entitled: self.entitled,
            prepaid: self.prepaid,
            pay_as_you_go: self.pay_as_you_go,
        }
    }
}

/// Reads an environment report.
pub type EnvironmentReportReader<R> = TableReader<R, EnvironmentDayRows>;

/// Where an environment report has its columns.
#[derive(Debug)]
pub struct EnvironmentDayRows {
    plan_id: usize,
    plan_name: usize,
    environment_id: usize,
    environment_name: usize,
    capacity_type: usize,
    entitled: usize,
    prepaid: usize,
    pay_as_you_go: usize,
    day: usize,
}

impl RowKind for EnvironmentDayRows {
    type Record<'a> = EnvironmentDayRecord<&'a str>;

    fn of(header: &Header) -> Self {
        Self {
            plan_id: header.required("BillingPlan Id"),
            plan_name: header.required("BillingPlan Name"),
            environment_id: header.required("Environment Id"),
            environment_name: header.required("Environment Name"),
            capacity_type: header.required("Capacity Type"),
            entitled: header.required("Entitled Quantity"),
            prepaid: header.required("Prepaid Consumed Quantity"),
            pay_as_you_go: header.required("Pay as you go Consumed Quantity"),
            day: header.required("Usage Date"),
        }
    }

    fn read<'a>(&self, cells: &Cells<'a>) -> Result<EnvironmentDayRecord<&'a str>, CellProblem> {
        Ok(EnvironmentDayRecord {
            plan_id: text(cells, self.plan_id),
            plan_name: text(cells, self.plan_name),
            environment_id: filled(cells, self.environment_id)?,
            environment_name: text(cells, self.environment_name),
            capacity_type: filled(cells, self.capacity_type)?,
            entitled: read_cell(cells, self.entitled, parse_figure)?,
            prepaid: read_cell(cells, self.prepaid, parse_figure)?,
            pay_as_you_go: read_cell(cells, self.pay_as_you_go, parse_figure)?,
            day: read_cell(cells, self.day, day)?,
        })
    }
}

/// A day, written alone or as its midnight in UTC. Another time of day could belong to either of two days.
fn day(written: &str) -> Result<NaiveDate, RowProblem> {
    let instant = parse_time(written)?;
    DateTime::from_timestamp(instant, 0)
        .map(|instant| instant.naive_utc())
        .filter(|instant| *instant == instant.date().into())
        .map(|instant| instant.date())
        .ok_or_else(|| RowProblem::NotADay(shortened(written)))
}
