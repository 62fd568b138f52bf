//! Chargeback of a month: settled use by department, cost center or group, and each one's part of the bills and shared costs.
//!
//! It reads what the published run keeps of each person's use; how money is divided, `meterdesk-billing` decides.

mod belonging;
mod charges;
mod gathered;
mod money;
mod month;
mod shared;
mod statement;
mod terms;

use std::cmp::Reverse;

use meterdesk_billing::chargeback::{Charged, Consumed, SharedOf, Whose};
use meterdesk_billing::units::Usd;
use meterdesk_store::RunTimeline;

pub(crate) use self::charges::Charges;
pub(super) use self::month::{asked, months, named};
pub(crate) use self::statement::Lines;
pub use self::statement::chargeback_statement_list;
use self::terms::CENT;
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::{instant, spoken_month};
use crate::wire::*;
use crate::{App, Caller};

columns!(ChargebackListed of ChargebackRow:
    Column::new("name", "Who is charged", |row| Cell::text(&row.name)),
    Column::new("people", "People", |row| Cell::count(row.people)),
    Column::new("payAsYouGo", "Pay-as-you-go (credits)", |row| Cell::amount(&row.pay_as_you_go_credits)),
    Column::new("prePurchased", "Pre-purchased (credits)", |row| Cell::amount(&row.pre_purchased_credits)),
    Column::new("prepaid", "Prepaid (credits)", |row| Cell::amount(&row.prepaid_credits)),
    Column::new("notBilled", "Not billed (credits)", |row| Cell::amount(&row.not_billed_credits)),
    Column::new("bill", "Pay-as-you-go", |row| money(row.bill.as_ref())),
    Column::new("prepaidCost", "Prepaid capacity", |row| Cell::amount(&row.prepaid_cost)),
    Column::new("prePurchaseCost", "Pre-purchase plans", |row| Cell::amount(&row.pre_purchase_cost)),
    Column::new("notAttributed", "Not attributed", |row| money(row.not_attributed.as_ref())),
    Column::new("charged", "Charged", |row| money(row.charged.as_ref())),
    Column::new("currency", "Currency", |row| Cell::text(&row.currency)),
    Column::new("month", "Month (UTC)", |row| Cell::text(&row.month)),
    Column::new("basis", "Basis", |row| Cell::text(&row.basis)),
    Column::new("rule", "Shared costs", |row| Cell::text(&row.rule)),
);

fn money(amount: Option<&String>) -> Cell {
    amount.map_or(Cell::Nothing, |amount| Cell::amount(amount))
}

/// What departments, cost centers or groups are charged for a month.
///
/// # Errors
/// When there is no such month, bill or currency, the cost is none, nobody is named to bear shared costs, the page is not one, or
/// the workbook can't be read.
pub async fn chargeback_list(
    app: &App,
    _caller: &Caller,
    request: ChargebackList,
) -> Result<ChargebackListed, ApiError> {
    let page = page::<ChargebackListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let terms = terms::of!(request)?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let months = months(&mut snapshot).await?;
    let month = asked(&snapshot, &months, request.month.as_deref())?;
    let charges = Charges::of(app, &mut snapshot, (&terms, month)).await?;
    let mut sum = Sum::default();
    for charged in charges.divided.charged.values() {
        sum.add(&Sum::of(charged));
    }
    charges
        .divided
        .shared
        .iter()
        .for_each(|part| sum.put(part.cost.of, part.apart()));
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut found = rows(&charges);
    found.retain(|(_, row)| row.name.to_lowercase().contains(&search));
    found.sort_by_key(|(sum, row)| {
        let is_apart = row.kind == ChargebackRowKind::Apart;
        (is_apart, Reverse((sum.cents(), sum.credits.billed())))
    });
    let (rows, total, next) = page.of::<ChargebackListed>(found.into_iter().map(|(_, row)| row).collect());
    Ok(ChargebackListed {
        rows,
        total,
        next,
        month: named(month),
        month_label: spoken_month(month.start().timestamp()),
        months: months.into_iter().rev().map(named).collect(),
        sum: charges.row(ChargebackRowKind::Named, ("sum", "All"), charges.everybody, &sum),
        shared: charges.shared_views(),
        rule: terms.shared,
        rule_text: shared::rule_text(&terms, &charges),
        bearer: charges.bearer.clone(),
        notes: charges.notes.clone(),
        basis: charges.basis.clone(),
        as_of: instant(snapshot.tenant().now),
    })
}

/// A row's figures.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    credits: Consumed,
    bill: i64,
    prepaid: i64,
    plans: i64,
    not_attributed: i64,
}

impl Sum {
    fn of(charged: &Charged) -> Self {
        let mut sum = Self {
            credits: charged.credits,
            bill: charged.bill_cents(),
            ..Self::default()
        };
        charged.shared.iter().for_each(|(of, cents)| sum.put(*of, *cents));
        sum
    }

    fn put(&mut self, of: SharedOf, cents: i64) {
        match of {
            SharedOf::Prepaid => self.prepaid += cents,
            SharedOf::PrePurchase(_) => self.plans += cents,
            SharedOf::NotAttributed => self.not_attributed += cents,
        }
    }

    fn add(&mut self, other: &Self) {
        self.credits.add_all(other.credits);
        self.bill += other.bill;
        self.prepaid += other.prepaid;
        self.plans += other.plans;
        self.not_attributed += other.not_attributed;
    }

    fn cents(&self) -> i64 {
        self.bill + self.prepaid + self.plans + self.not_attributed
    }
}

/// Everybody, and a row for each shared cost that stays apart.
fn rows(charges: &Charges) -> Vec<(Sum, ChargebackRow)> {
    let mut rows = Vec::new();
    for (whose, charged) in &charges.divided.charged {
        let kind = match whose {
            Whose::Named(_) => ChargebackRowKind::Named,
            Whose::Without => ChargebackRowKind::Without,
            Whose::Nobody => ChargebackRowKind::Nobody,
        };
        let sum = Sum::of(charged);
        let people = charges.people.get(whose).copied().unwrap_or_default();
        let (key, name) = (charges::key(whose), charges.name(whose));
        rows.push((sum, charges.row(kind, (&key, name), people, &sum)));
    }
    for part in charges.divided.shared.iter().filter(|part| part.apart() != 0) {
        let mut sum = Sum::default();
        sum.put(part.cost.of, part.apart());
        let cost = charges.cost(part.cost.of);
        let name = match part.cost.of {
            SharedOf::NotAttributed => cost.name.clone(),
            _ => format!("{}, kept apart", cost.name),
        };
        let row = charges.row(
            ChargebackRowKind::Apart,
            (&format!("apart:{}", cost.id), &name),
            0,
            &sum,
        );
        rows.push((sum, row));
    }
    rows
}

impl Charges {
    fn row(&self, kind: ChargebackRowKind, (key, name): (&str, &str), people: u32, sum: &Sum) -> ChargebackRow {
        let stated = |cents: i64| self.has_money.then(|| amount(cents));
        ChargebackRow {
            key: key.to_owned(),
            kind,
            name: name.to_owned(),
            people,
            pay_as_you_go_credits: sum.credits.pay_as_you_go.to_string(),
            pre_purchased_credits: sum.credits.pre_purchased.to_string(),
            prepaid_credits: sum.credits.prepaid.to_string(),
            not_billed_credits: sum.credits.not_billed.to_string(),
            bill: stated(sum.bill),
            prepaid_cost: amount(sum.prepaid),
            pre_purchase_cost: amount(sum.plans),
            not_attributed: stated(sum.not_attributed),
            charged: stated(sum.cents()),
            currency: self.basis.currency.clone(),
            month: self.month.clone(),
            basis: self.basis.label.clone(),
            rule: self.rule.clone(),
        }
    }
}

/// Cents as an amount of their currency.
fn amount(cents: i64) -> String {
    Usd(cents.saturating_mul(CENT)).to_string()
}
