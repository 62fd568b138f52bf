//! The money that is divided: what Meterdesk settled, or what an imported bill of Azure states, and what has to be known about it.

use std::collections::{BTreeMap, BTreeSet};

use meterdesk_billing::chargeback::whole_cents;
use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer};
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Credits;
use meterdesk_store::Snapshot;
use rust_decimal::Decimal;

use super::charges::days;
use super::shared::DOLLARS;
use super::terms::Terms;
use crate::error::{ApiError, ErrorCode};
use crate::payer::arrangement_name;
use crate::text::listed;
use crate::use_cases::reconciliation::{MonthBill, month_bill};
use crate::wire::*;

const SETTLED: &str = "Settled by Meterdesk";
const AZURE: &str = "Azure's bill (imported)";

/// Cents by policy or plan; `None` is of anything else.
pub(super) type Cents = BTreeMap<Option<PayAsYouGo>, i64>;

/// The money that is divided, and what has to be known about it.
pub(super) struct Money {
    pub(super) view: ChargebackBasisView,
    /// Cents of a bill; `None` for settled money.
    pub(super) stated: Option<Cents>,
    bill: Option<MonthBill>,
    /// Resources of the bill that the workbook doesn't have.
    pub(super) unknown: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl Money {
    pub(super) async fn read(snapshot: &mut Snapshot, terms: &Terms, month: Month) -> Result<Self, ApiError> {
        let is_over = month.end() <= snapshot.tenant().now;
        let mut notes = Vec::new();
        if !is_over {
            notes.push("The month is not over: these figures go on growing.".to_owned());
        }
        let mut view = ChargebackBasisView {
            basis: terms.basis,
            label: SETTLED.to_owned(),
            currency: DOLLARS.to_owned(),
            currencies: Vec::new(),
            bill: None,
            bill_label: None,
            bills: Vec::new(),
            files: Vec::new(),
            is_whole: is_over,
        };
        if terms.basis == ChargebackBasis::Settled {
            return Ok(Self {
                view,
                stated: None,
                bill: None,
                unknown: Vec::new(),
                notes,
            });
        }
        view.label = AZURE.to_owned();
        let (bill, kinds) = month_bill(snapshot, month, terms.bill).await?;
        view.bills = kinds;
        let Some(bill) = bill else {
            view.is_whole = false;
            notes.push(
                "No bill of Azure for this month is imported, so there is no money to divide yet: export actual cost or FOCUS from Azure › \
                 Cost Management, and import it under Rehearsal › Import."
                    .to_owned(),
            );
            return Ok(Self {
                view,
                stated: Some(BTreeMap::new()),
                bill: None,
                unknown: Vec::new(),
                notes,
            });
        };
        let (stated, unknown) = stated(&bill, terms, &mut view, &mut notes)?;
        if !bill.missing.is_empty() {
            view.is_whole = false;
            notes.push(format!(
                "The bill leaves out {}. Credits are of the whole month; the money is divided by the credits of the days that the bill \
                 states. Import the rest of the month under Rehearsal › Import.",
                listed(&bill.missing_spoken())
            ));
        }
        let without = stated.keys().flatten().copied().collect::<BTreeSet<PayAsYouGo>>();
        notes.extend(unbilled(snapshot, month, &without).await?);
        view.bill = Some(bill.kind);
        view.bill_label = Some(bill.label.to_owned());
        view.files.clone_from(&bill.files);
        Ok(Self {
            view,
            stated: Some(stated),
            bill: Some(bill),
            unknown,
            notes,
        })
    }

    /// Whether the bill states a day; settled money is of every day.
    pub(super) fn states(&self, day: i64) -> bool {
        match (&self.stated, &self.bill) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(_), Some(bill)) => bill.states(day),
        }
    }
}

/// Cents of the bill in the currency that is asked for, by policy or plan, and the resources that the workbook doesn't have.
fn stated(
    bill: &MonthBill,
    terms: &Terms,
    view: &mut ChargebackBasisView,
    notes: &mut Vec<String>,
) -> Result<(Cents, Vec<String>), ApiError> {
    let currencies: BTreeSet<&str> = bill.money.keys().map(|(.., currency)| currency.as_str()).collect();
    view.currencies = currencies.iter().map(|currency| (*currency).to_owned()).collect();
    let usual = currencies
        .get(DOLLARS)
        .or(currencies.first())
        .copied()
        .unwrap_or(DOLLARS);
    let currency = match terms.currency.as_deref().map(str::trim) {
        None => usual.to_owned(),
        Some(asked) => currencies
            .iter()
            .find(|known| known.eq_ignore_ascii_case(asked))
            .map(|known| (*known).to_owned())
            .ok_or_else(|| {
                let known: Vec<&str> = currencies.iter().copied().collect();
                let message = format!("The bill has no money in \"{asked}\"; it has {}", known.join(", "));
                ApiError::new(ErrorCode::InvalidField, message).at("currency")
            })?,
    };
    if currencies.len() > 1 {
        notes.push(
            "The bill has money in several currencies, which are never added up: these figures are in one of them."
                .to_owned(),
        );
    }
    let mut amounts: BTreeMap<Option<PayAsYouGo>, Decimal> = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for ((of, name, stated), sum) in &bill.money {
        if *stated != currency {
            continue;
        }
        let known = amounts.entry(*of).or_default();
        *known = known.checked_add(*sum).unwrap_or(Decimal::MAX);
        if of.is_none() && !name.is_empty() && !sum.is_zero() {
            unknown.insert(name.clone());
        }
    }
    view.currency = currency;
    let cents = whole_cents(&amounts).ok_or_else(|| {
        let message = "The bill states more than a hundred billion, which is not divided here";
        ApiError::new(ErrorCode::InvalidField, message).at("bill")
    })?;
    Ok((cents, unknown.into_iter().collect()))
}

/// Policies and plans with pay-as-you-go in the month of which the bill states nothing.
async fn unbilled(
    snapshot: &mut Snapshot,
    month: Month,
    stated: &BTreeSet<PayAsYouGo>,
) -> Result<Option<String>, ApiError> {
    let mut missing: BTreeSet<PayAsYouGo> = BTreeSet::new();
    snapshot
        .each_sum(days(month), |key, sum| {
            if let Outcome::Paid(Payer::PayAsYouGo(of)) = key.outcome
                && sum.credits != Credits::ZERO
                && !stated.contains(&of)
            {
                missing.insert(of);
            }
        })
        .await?;
    let tenant = snapshot.tenant();
    let mut names: Vec<String> = missing.into_iter().map(|of| arrangement_name(tenant, of)).collect();
    names.sort_unstable();
    Ok((!names.is_empty()).then(|| {
        format!(
            "The bill states nothing of {}: pay-as-you-go credits there divide no money.",
            listed(&names)
        )
    }))
}
