//! What the imported bills of Azure state of a month, by policy or plan, for others to divide.
//!
//! It reads the same files and names the same policies and plans as reconciliation does, and compares nothing.

use std::collections::{BTreeMap, BTreeSet};

use meterdesk_billing::reconciliation::Line;
use meterdesk_billing::settlement::PayAsYouGo;
use meterdesk_billing::tenant::ImportKind as Kind;
use meterdesk_billing::time::Month;
use meterdesk_store::Snapshot;
use rust_decimal::Decimal;

use super::period::Period;
use super::read::resource;
use super::sources::{BILLS, Imported, imports, of_kinds, spans};
use crate::error::ApiError;
use crate::use_cases::import::kind as kind_view;
use crate::wire::ImportKind;

/// Days since 1970-01-01: the first, and the one after the last.
type Span = (i64, i64);

/// A month as one kind of bill states it.
pub(in crate::use_cases) struct MonthBill {
    /// The kind.
    pub(in crate::use_cases) kind: ImportKind,
    /// The same, on screen.
    pub(in crate::use_cases) label: &'static str,
    /// The files' names, each once.
    pub(in crate::use_cases) files: Vec<String>,
    /// Exact money by policy or plan (`None` for any other resource, with its name) and currency.
    pub(in crate::use_cases) money: BTreeMap<(Option<PayAsYouGo>, String, String), Decimal>,
    /// Spans of days of the month that the files state: half-open, in order, apart from one another.
    pub(in crate::use_cases) spans: Vec<Span>,
    /// The other days of the month, in the same way.
    pub(in crate::use_cases) missing: Vec<Span>,
}

impl MonthBill {
    /// Whether a day is stated.
    pub(in crate::use_cases) fn states(&self, day: i64) -> bool {
        self.spans.iter().any(|(from, until)| (*from..*until).contains(&day))
    }

    /// The missing days in words.
    pub(in crate::use_cases) fn missing_spoken(&self) -> Vec<String> {
        let period = |(from, until): &(i64, i64)| Period {
            from: *from,
            until: *until,
        };
        self.missing.iter().map(|span| period(span).spoken()).collect()
    }
}

/// The month's bill, and every kind of bill that states a day of it. Without a kind the first that does.
///
/// # Errors
/// When no file of the kind asked for states a day of the month, or the workbook can't be read.
pub(in crate::use_cases) async fn month_bill(
    snapshot: &mut Snapshot,
    month: Month,
    asked: Option<ImportKind>,
) -> Result<(Option<MonthBill>, Vec<ImportKind>), ApiError> {
    let imports = imports(snapshot).await?;
    let period = Period::of_month(month);
    let stated = |kind: &Kind| {
        imports
            .iter()
            .any(|import| import.kind == *kind && import.states(&period))
    };
    let kinds: Vec<Kind> = BILLS.into_iter().filter(stated).collect();
    let kinds = kinds.into_iter().map(kind_view).collect();
    let Some((kind, files)) = of_kinds(&BILLS, (asked, "bill"), &imports, &period)? else {
        return Ok((None, kinds));
    };
    let mut money: BTreeMap<_, Decimal> = BTreeMap::new();
    for sum in snapshot.stated_money(kind, (period.from, period.until)).await? {
        let (of, name) = match resource(snapshot.tenant(), &sum.plan) {
            Line::Arrangement(of) => (Some(of), String::new()),
            Line::Named(name) => (None, name),
            Line::Prepaid | Line::NoCharge | Line::All => (None, String::new()),
        };
        let known = money.entry((of, name, sum.currency)).or_default();
        *known = known.checked_add(sum.amount).unwrap_or(Decimal::MAX);
    }
    let (spans, missing) = days(&files, &period);
    let names: BTreeSet<String> = files.iter().map(|file| file.file.clone()).collect();
    let bill = MonthBill {
        kind: kind_view(kind),
        label: kind.label(),
        files: names.into_iter().collect(),
        money,
        spans,
        missing,
    };
    Ok((Some(bill), kinds))
}

/// Days of the month that the files state, and those that they don't.
fn days(files: &[&Imported], period: &Period) -> (Vec<Span>, Vec<Span>) {
    let mut stated: Vec<Span> = Vec::new();
    for (from, until) in spans(files).unwrap_or_default() {
        let (from, until) = (from.max(period.from), until.min(period.until));
        match stated.last_mut() {
            Some((_, end)) if from <= *end => *end = until.max(*end),
            _ => stated.push((from, until)),
        }
    }
    let mut missing = Vec::new();
    let mut next = period.from;
    for (from, until) in &stated {
        if next < *from {
            missing.push((next, *from));
        }
        next = *until;
    }
    if next < period.until {
        missing.push((next, period.until));
    }
    (stated, missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(spans: &[Span]) -> (Vec<Span>, Vec<Span>) {
        let files: Vec<Imported> = spans
            .iter()
            .map(|span| Imported::of_days(Kind::AzureCost, *span))
            .collect();
        let files: Vec<&Imported> = files.iter().collect();
        days(&files, &Period { from: 10, until: 20 })
    }

    #[test]
    fn days_that_no_file_states_are_missing() {
        assert_eq!(stated(&[(5, 30)]), (vec![(10, 20)], vec![]));
        assert_eq!(
            stated(&[(12, 14), (13, 15), (17, 25)]),
            (vec![(12, 15), (17, 20)], vec![(10, 12), (15, 17)])
        );
        assert_eq!(stated(&[(10, 12), (12, 14)]), (vec![(10, 14)], vec![(14, 20)]));
    }
}
