//! Shared costs of a month: what each comes to and by whose word, and the rules in words.
//!
//! Money that nobody stated is not made up: a pack has its list price or the cost that is typed, a plan the price it was bought for.

use std::collections::BTreeMap;

use meterdesk_billing::chargeback::{Divided, SharedCost, SharedOf, SharedRule, Whose, plan_cents};
use meterdesk_billing::ids::PurchaseId;
use meterdesk_billing::offers::Offers;
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::time::{Moment, Month};
use meterdesk_billing::units::{Credits, Usd};

use super::charges::Charges;
use super::terms::{CENT, Terms};
use crate::payer::purchase_name;
use crate::text::{counted, grouped, spoken_day};
use crate::wire::*;

/// The currency of list prices and of pre-purchase plans.
pub(super) const DOLLARS: &str = "USD";

/// A shared cost in words.
pub(super) struct Worded {
    pub(super) of: SharedOf,
    pub(super) id: String,
    pub(super) name: String,
    /// Where its amount comes from.
    pub(super) source: String,
    pub(super) cents: i64,
}

/// What prepaid capacity and pre-purchase plans cost in a month. Dollars are left out of other currencies, and said.
pub(super) fn costs(
    tenant: &Tenant,
    month: Month,
    (terms, currency): (&Terms, &str),
    by_plan: &BTreeMap<PurchaseId, Credits>,
    notes: &mut Vec<String>,
) -> Vec<Worded> {
    let mut costs = Vec::new();
    costs.extend(prepaid(tenant, month, terms));
    let plans = by_plan.iter().filter(|(_, credits)| **credits != Credits::ZERO);
    costs.extend(plans.filter_map(|(id, credits)| plan(tenant, *id, *credits)));
    if currency == DOLLARS {
        return costs;
    }
    let is_typed = |cost: &Worded| cost.of == SharedOf::Prepaid && terms.prepaid.is_some();
    let (kept, left): (Vec<Worded>, Vec<Worded>) = costs.into_iter().partition(is_typed);
    notes.extend(left.iter().map(|cost| {
        format!(
            "{} is priced in US dollars ({}), and is not in these figures, which are in another currency.",
            cost.name,
            dollars(cost.cents)
        )
    }));
    kept
}

fn prepaid(tenant: &Tenant, month: Month, terms: &Terms) -> Option<Worded> {
    let worded = |cents: i64, source: String| Worded {
        of: SharedOf::Prepaid,
        id: "prepaid".to_owned(),
        name: "Prepaid capacity".to_owned(),
        source,
        cents,
    };
    if let Some(cents) = terms.prepaid {
        return (cents != 0).then(|| worded(cents, "As typed on this page for the month.".to_owned()));
    }
    let by_then = Moment {
        at: month.end().timestamp().min(tenant.now.timestamp()),
        act_seq: None,
    };
    let packs = tenant.platform.at(by_then).pack_count;
    let pack = Offers::built_in().pack_on(month.first_day())?;
    if packs == 0 {
        return None;
    }
    let cents = i64::from(packs).checked_mul(pack.usd_per_month.0)? / CENT;
    let source = format!(
        "{} at the list price of {} a month ({}), as many as were owned at the month's end. Credits that licenses include have no \
         price of their own.",
        counted(u64::from(packs), "capacity pack", "capacity packs"),
        pack.usd_per_month.spoken(),
        pack.source
    );
    Some(worded(cents, source))
}

fn plan(tenant: &Tenant, id: PurchaseId, credits: Credits) -> Option<Worded> {
    let plan = tenant.platform.now().purchase(id)?;
    Some(Worded {
        of: SharedOf::PrePurchase(id),
        id: id.to_string(),
        name: purchase_name(&plan.facts),
        source: format!(
            "{} credits at the plan's price for each credit of its term: {} for {} credits, bought on {}.",
            grouped(&credits.to_string()),
            Usd(plan.facts.price).spoken(),
            grouped(&Credits(plan.facts.credits).to_string()),
            spoken_day(plan.bought_at.date_naive())
        ),
        cents: plan_cents(plan, credits),
    })
}

/// The costs as they are divided.
pub(super) fn plain(costs: &[Worded]) -> Vec<SharedCost> {
    let plain = |cost: &Worded| SharedCost {
        of: cost.of,
        cents: cost.cents,
    };
    costs.iter().map(plain).collect()
}

/// What a bill charges for which nobody used a credit, where there is any; `resources` are those that the workbook doesn't have.
pub(super) fn not_attributed(divided: &Divided, resources: &[String]) -> Option<Worded> {
    let part = divided
        .shared
        .iter()
        .find(|part| part.cost.of == SharedOf::NotAttributed)?;
    let named: Vec<String> = resources.iter().take(3).map(|name| format!("\"{name}\"")).collect();
    let more = resources.len().saturating_sub(named.len());
    let of = match (named.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!(
            " Among it is the cost of {}, which this workbook does not have.",
            named.join(", ")
        ),
        (false, more) => format!(
            " Among it is the cost of {} and {}, which this workbook does not have.",
            named.join(", "),
            counted(more as u64, "other resource", "other resources")
        ),
    };
    Some(Worded {
        of: SharedOf::NotAttributed,
        id: "notAttributed".to_owned(),
        name: "Not attributed".to_owned(),
        source: format!(
            "What the bill charges for a resource for which no credit was billed here on the days that it states.{of}"
        ),
        cents: part.cost.cents,
    })
}

/// The rule as it is applied. A name that the list has, in whatever case, is that of the list.
pub(super) fn rule<'a>(terms: &Terms, known: impl Iterator<Item = &'a Whose>) -> SharedRule {
    match terms.shared {
        SharedCostRule::Used => SharedRule::Used,
        SharedCostRule::Apart => SharedRule::Apart,
        SharedCostRule::Billed => SharedRule::Billed,
        SharedCostRule::Evenly => SharedRule::Evenly,
        SharedCostRule::One => {
            let asked = terms.bearer.clone().unwrap_or_default();
            let folded = asked.to_lowercase();
            let mut names = known.filter_map(|whose| match whose {
                Whose::Named(name) if name.to_lowercase() == folded => Some(name.clone()),
                _ => None,
            });
            SharedRule::One(Whose::Named(names.next().unwrap_or(asked)))
        }
    }
}

/// The rule in a few words.
pub(super) fn rule_label(rule: SharedCostRule, bearer: Option<&str>) -> String {
    match rule {
        SharedCostRule::Used => "By what each used of it".to_owned(),
        SharedCostRule::Apart => "Kept apart".to_owned(),
        SharedCostRule::Billed => "In proportion to billed credits".to_owned(),
        SharedCostRule::Evenly => "Evenly".to_owned(),
        SharedCostRule::One => format!("To {}", bearer.unwrap_or_default()),
    }
}

/// The rule in a sentence.
pub(super) fn rule_text(terms: &Terms, charges: &Charges) -> String {
    let bearer = charges.bearer.as_deref().unwrap_or_default();
    match terms.shared {
        SharedCostRule::Used => "Prepaid capacity and each pre-purchase plan are divided in proportion to the credits that they paid. What is \
             not attributed, or paid for nothing in this month, is kept apart."
            .to_owned(),
        SharedCostRule::Apart => "Shared costs are kept apart: nobody bears them.".to_owned(),
        SharedCostRule::Billed => "Shared costs are divided in proportion to billed credits: all that pay-as-you-go, pre-purchase plans and \
             prepaid capacity paid in the month."
            .to_owned(),
        SharedCostRule::Evenly => format!(
            "Shared costs are divided evenly among the {} that used something; people without one and use of nobody bear none. Cents that \
             are left go to the first by name.",
            match terms.by {
                ChargedBy::Department => "departments",
                ChargedBy::CostCenter => "cost centers",
                ChargedBy::Group => "groups",
            }
        ),
        SharedCostRule::One => format!("{bearer} bears all shared costs."),
    }
}

fn dollars(cents: i64) -> String {
    Usd(cents.saturating_mul(CENT)).spoken()
}
