//! A reconciliation as it crosses the edge: names, workings, sums.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::str::FromStr;

use meterdesk_billing::reconciliation::{Cause, Line, Part, Reconciled, Statement};
use meterdesk_billing::settlement::PayAsYouGo;
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::units::Credits;
use rust_decimal::Decimal;

use super::Sides;
use super::period::Period;
use crate::payer::arrangement_name;
use crate::text::counted;
use crate::wire::*;

/// A line with its three figures and, where two of them are compared, why they differ.
pub(super) fn row(
    tenant: &Tenant,
    sides: &Sides,
    line: &Line,
    found: Option<&Reconciled>,
    has_pair: bool,
) -> ReconciliationRow {
    let (id, name, of) = spoken(tenant, line);
    let money = sides.money.iter().filter(|((known, _), _)| known == line);
    let money = money
        .map(|((_, currency), amount)| (currency.clone(), *amount))
        .collect();
    let azure = sides.azure.as_ref();
    let parts = found.map(|found| found.parts.clone()).unwrap_or_default();
    ReconciliationRow {
        id,
        name,
        of: of.to_owned(),
        reported: sides.reported.as_ref().map(|side| side.total(line).to_string()),
        settled: sides.settled.total(line).to_string(),
        azure: azure.map(|side| side.total(line).to_string()),
        azure_free: azure.map(|side| side.figures(line).pre_purchased.to_string()),
        money: money_view(money),
        gap: has_pair.then(|| found.map_or(Credits::ZERO, |found| found.gap).to_string()),
        causes: if has_pair { causes(&parts) } else { Vec::new() },
    }
}

/// The sum of all lines.
pub(super) fn sum(lines: &[(Line, Option<Reconciled>)], sides: &Sides, has_pair: bool) -> ReconciliationRow {
    let mut parts: BTreeMap<Cause, Part> = BTreeMap::new();
    let mut gap = Credits::ZERO;
    for found in lines.iter().filter_map(|(_, found)| found.as_ref()) {
        gap += found.gap;
        for (cause, part) in &found.parts {
            let all = parts.entry(*cause).or_default();
            all.credits += part.credits;
            all.days.extend(&part.days);
        }
    }
    let mut money: BTreeMap<String, Decimal> = BTreeMap::new();
    for ((_, currency), amount) in &sides.money {
        *money.entry(currency.clone()).or_default() += *amount;
    }
    let total = |side: &Statement| -> Credits { side.lines.keys().map(|line| side.total(line)).sum() };
    let free = |side: &Statement| -> Credits { side.lines.keys().map(|line| side.figures(line).pre_purchased).sum() };
    let azure = sides.azure.as_ref();
    ReconciliationRow {
        id: "sum".to_owned(),
        name: "All".to_owned(),
        of: String::new(),
        reported: sides.reported.as_ref().map(|side| total(side).to_string()),
        settled: total(&sides.settled).to_string(),
        azure: azure.map(|side| total(side).to_string()),
        azure_free: azure.map(|side| free(side).to_string()),
        money: money_view(money),
        gap: has_pair.then(|| gap.to_string()),
        causes: if has_pair { causes(&parts) } else { Vec::new() },
    }
}

/// The largest gap first, whichever source is the larger; then by name.
pub(super) fn by_gap(row: &ReconciliationRow) -> (Reverse<Decimal>, String) {
    let gap = row.gap.as_ref().unwrap_or(&row.settled);
    let gap = Decimal::from_str(gap).unwrap_or_default();
    (Reverse(gap.abs()), row.name.to_lowercase())
}

/// Its id, its name, and what it is.
fn spoken(tenant: &Tenant, line: &Line) -> (String, String, &'static str) {
    match line {
        Line::Arrangement(of) => {
            let name = arrangement_name(tenant, *of);
            match of {
                PayAsYouGo::Policy(id) => (id.to_string(), name, "Billing policy"),
                PayAsYouGo::Plan(id) => (id.to_string(), name, "Billing plan"),
            }
        }
        Line::Prepaid => ("prepaid".to_owned(), "Prepaid capacity".to_owned(), "Capacity packs"),
        Line::NoCharge => (
            "notBilled".to_owned(),
            "Used and not billed".to_owned(),
            "Licences and rules",
        ),
        Line::All => (
            "all".to_owned(),
            "All policies and plans".to_owned(),
            "The source names none",
        ),
        Line::Named(name) if name.is_empty() => (
            "unnamed".to_owned(),
            "No policy or plan named".to_owned(),
            "Unattributed",
        ),
        Line::Named(name) => (format!("named:{name}"), name.clone(), "Not in this workbook"),
    }
}

fn money_view(money: BTreeMap<String, Decimal>) -> Vec<ReconciliationMoney> {
    let view = |(currency, amount): (String, Decimal)| ReconciliationMoney {
        currency,
        amount: amount.normalize().to_string(),
    };
    money.into_iter().map(view).collect()
}

/// The causes that there are, and *Unknown* in any case.
fn causes(parts: &BTreeMap<Cause, Part>) -> Vec<ReconciliationCause> {
    let nothing = Part::default();
    Cause::ALL
        .into_iter()
        .filter_map(|cause| match parts.get(&cause) {
            None if cause == Cause::Unknown => Some((cause, &nothing)),
            part => Some((cause, part?)),
        })
        .map(|(cause, part)| {
            let (first, last) = (part.days.first().copied(), part.days.last().copied());
            let period = first.zip(last).map(|(from, last)| Period { from, until: last + 1 });
            ReconciliationCause {
                cause: word(cause),
                label: cause.label().to_owned(),
                credits: part.credits.to_string(),
                working: working(cause, part, period),
                from: period.map(|period| period.first()),
                until: period.map(|period| period.end()),
            }
        })
        .collect()
}

fn working(cause: Cause, part: &Part, period: Option<Period>) -> String {
    let rule = cause.rule();
    let Some(period) = period else {
        return rule.to_owned();
    };
    let count = part.days.len() as u64;
    match count {
        1 => format!("{rule} Here of 1 day: {}.", period.spoken()),
        _ => format!("{rule} Here of {}, {}.", counted(count, "day", "days"), period.spoken()),
    }
}

const fn word(cause: Cause) -> GapCause {
    match cause {
        Cause::Delay => GapCause::Delay,
        Cause::Window => GapCause::Window,
        Cause::Rounding => GapCause::Rounding,
        Cause::Restated => GapCause::Restated,
        Cause::PrepaidNotInAzure => GapCause::PrepaidNotInAzure,
        Cause::NotBilled => GapCause::NotBilled,
        Cause::PrePurchase => GapCause::PrePurchase,
        Cause::Unattributed => GapCause::Unattributed,
        Cause::Unknown => GapCause::Unknown,
    }
}
