//! Reconciliation: what two sources say of the same period side by side, and why they differ, cause by cause.
//!
//! The causes of a line add up to its gap exactly: what none of them explains is [`Cause::Unknown`], and always told. Which files are
//! read and who is meant by a name is the caller's matter; nothing is rated here, and no figure is spread over days.

mod line;

use std::collections::{BTreeMap, BTreeSet};

use crate::settlement::PayAsYouGo;
use crate::units::Credits;

/// Why two sources differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Days that one of them does not state yet.
    Delay,
    /// Days that the files of one of them leave out, before or between those that they state.
    Window,
    /// One of them writes whole credits.
    Rounding,
    /// A newer file has changed what an older one of the same source stated.
    Restated,
    /// Prepaid capacity paid, which no bill of Azure states.
    PrepaidNotInAzure,
    /// Licences include it, or a rule leaves it uncharged.
    NotBilled,
    /// A pre-purchase plan paid: Azure states the credits at 0.
    PrePurchase,
    /// It is stated of a policy or plan that the workbook does not have, or of none.
    Unattributed,
    /// What nothing above explains.
    Unknown,
}

impl Cause {
    /// Every cause, in the order in which screens show them.
    pub const ALL: [Self; 9] = [
        Self::Delay,
        Self::Window,
        Self::Rounding,
        Self::Restated,
        Self::PrepaidNotInAzure,
        Self::NotBilled,
        Self::PrePurchase,
        Self::Unattributed,
        Self::Unknown,
    ];

    /// The name that commands use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Delay => "delay",
            Self::Window => "window",
            Self::Rounding => "rounding",
            Self::Restated => "restated",
            Self::PrepaidNotInAzure => "prepaidNotInAzure",
            Self::NotBilled => "notBilled",
            Self::PrePurchase => "prePurchase",
            Self::Unattributed => "unattributed",
            Self::Unknown => "unknown",
        }
    }

    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Delay => "Delay",
            Self::Window => "Window",
            Self::Rounding => "Rounding",
            Self::Restated => "Restated",
            Self::PrepaidNotInAzure => "Prepaid, not in Azure",
            Self::NotBilled => "Licensed people and rules, not billed",
            Self::PrePurchase => "Pre-purchase at $0",
            Self::Unattributed => "Unattributed",
            Self::Unknown => "Unknown",
        }
    }

    /// What is counted under it, in a sentence.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Delay => "Days after the last one that a source states.",
            Self::Window => "Days before or between those that a source states.",
            Self::Rounding => "Less than one credit on a day, where one of the two states whole credits.",
            Self::Restated => {
                "What a newer file changed of an older one of the same source, as far as the two differ in that direction."
            }
            Self::PrepaidNotInAzure => {
                "Credits that prepaid capacity paid. A bill of Azure has pay-as-you-go alone; packs never stand in it."
            }
            Self::NotBilled => {
                "Credits that Microsoft 365 Copilot includes, or that a rule leaves uncharged. They are used and nobody is billed."
            }
            Self::PrePurchase => "Credits that a pre-purchase plan paid. Azure states them at a cost of 0.",
            Self::Unattributed => "Credits of a policy or plan that this workbook does not have, or of none.",
            Self::Unknown => "What no other cause explains.",
        }
    }
}

/// What credits are stated of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// A billing policy or billing plan.
    Arrangement(PayAsYouGo),
    /// Prepaid capacity.
    Prepaid,
    /// Use for which nobody pays.
    NoCharge,
    /// Everything, where a source does not part it.
    All,
    /// What a source names and the workbook does not know; empty where it names nothing.
    Named(String),
}

/// Credits as a source divides them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Billed as they were used. Where the source does not divide them further: all credits of the line.
    pub billed: Credits,
    /// Paid by prepaid capacity.
    pub prepaid: Credits,
    /// Used and not billed.
    pub not_billed: Credits,
    /// Paid by a pre-purchase plan.
    pub pre_purchased: Credits,
}

impl Figures {
    /// Adds others to them.
    pub fn add(&mut self, other: Self) {
        self.billed += other.billed;
        self.prepaid += other.prepaid;
        self.not_billed += other.not_billed;
        self.pre_purchased += other.pre_purchased;
    }

    fn all(self) -> Credits {
        self.billed + self.prepaid + self.not_billed + self.pre_purchased
    }
}

/// What a source states of a line on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stated {
    /// What stands now.
    pub now: Figures,
    /// What the file before the newest stated, where there is one.
    pub before: Option<Figures>,
}

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// A bill of Azure: it states what pay-as-you-go is charged for, and pre-purchased credits at 0.
    pub is_bill: bool,
    /// It has credits that prepaid capacity paid.
    pub has_prepaid: bool,
    /// It has credits that nobody is billed for.
    pub has_not_billed: bool,
    /// It tells prepaid credits from the others.
    pub divides: bool,
    /// It tells pre-purchased credits from those that are charged.
    pub tells_pre_purchase: bool,
}

/// What a source states of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What kind of source it is.
    pub shape: Shape,
    /// Spans of days that its files state, half-open and in order, in days since 1970-01-01; `None` where it states the period as a
    /// whole.
    pub spans: Option<Vec<(i64, i64)>>,
    /// By line and day; a source without days has all at the first day of the period.
    pub lines: BTreeMap<Line, BTreeMap<i64, Stated>>,
}

impl Statement {
    /// Adds figures to a line's day.
    pub fn add(&mut self, line: Line, day: i64, figures: Figures) {
        let stated = self.lines.entry(line).or_default().entry(day).or_default();
        stated.now.add(figures);
    }

    /// Adds figures that an older file stated, and a newer one took over.
    pub fn add_before(&mut self, line: Line, day: i64, figures: Figures) {
        let stated = self.lines.entry(line).or_default().entry(day).or_default();
        stated.before.get_or_insert_default().add(figures);
    }

    /// Credits of a line: all that the source counts, a bill's at 0 not among them.
    #[must_use]
    pub fn total(&self, line: &Line) -> Credits {
        let days = self.lines.get(line).into_iter().flat_map(BTreeMap::values);
        days.map(|stated| self.counted(stated.now)).sum()
    }

    /// The sums of a line.
    #[must_use]
    pub fn figures(&self, line: &Line) -> Figures {
        let mut sum = Figures::default();
        for stated in self.lines.get(line).into_iter().flat_map(BTreeMap::values) {
            sum.add(stated.now);
        }
        sum
    }

    fn counted(&self, figures: Figures) -> Credits {
        if self.shape.is_bill {
            figures.all() - figures.pre_purchased
        } else {
            figures.all()
        }
    }

    /// Whether a day lies outside of what its files state, and if so whether it is after the last of them.
    fn lacks(&self, day: i64) -> Option<Cause> {
        let spans = self.spans.as_ref()?;
        if spans.iter().any(|(from, until)| (*from..*until).contains(&day)) {
            return None;
        }
        let later = spans.iter().any(|(_, until)| *until > day);
        Some(if later { Cause::Window } else { Cause::Delay })
    }
}

/// A part of a gap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// Credits; below zero where they make the second source the larger one.
    pub credits: Credits,
    /// The days of it, where the sources state days.
    pub days: BTreeSet<i64>,
}

/// A line with both sources and the parts of the gap between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciled {
    /// What it is of.
    pub line: Line,
    /// Credits that the first source counts.
    pub first: Credits,
    /// Credits that the second source counts.
    pub second: Credits,
    /// The first less the second.
    pub gap: Credits,
    /// Its parts: their sum is the gap.
    pub parts: BTreeMap<Cause, Part>,
}

/// Puts two statements of the same period side by side. `own` is the settlement of Meterdesk's own: where a source without days or
/// without a division leaves open how much a cause is, own settlement measures it, at most up to the gap.
#[must_use]
pub fn reconcile(first: &Statement, second: &Statement, own: &Statement) -> Vec<Reconciled> {
    let lines: BTreeSet<&Line> = first.lines.keys().chain(second.lines.keys()).collect();
    lines
        .into_iter()
        .map(|line| line::reconciled(line, first, second, own))
        .collect()
}

#[cfg(test)]
mod tests;
