//! A month's charges: use added up by whoever is charged, the money that it divides, and what has to be known about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use meterdesk_billing::chargeback::{Bills, Divided, SharedOf, SharedPart, SharedRule, Whose};
use meterdesk_billing::settlement::{Outcome, RollupKey};
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::Snapshot;

use super::belonging::Belonging;
use super::gathered::{FineUses, Gathered, Used};
use super::money::Money;
use super::shared::{self, Worded};
use super::terms::Terms;
use super::{amount, named};
use crate::App;
use crate::error::ApiError;
use crate::wire::*;

const NOBODY: &str = "Nobody (autonomous, external)";
const DAY: i64 = 86_400;

/// A month's charges with the use of one of those who are charged, by service, agent and feature.
pub(crate) struct Read {
    pub(super) charges: Charges,
    pub(super) fine: FineUses,
}

impl Read {
    /// How many people it knows the place of, and uses that it tells finer.
    pub(crate) fn people_and_uses(&self) -> usize {
        let fine: usize = self.fine.values().map(BTreeMap::len).sum();
        self.charges.belonging.people() + fine
    }

    /// Reads a month, or has it from whoever asked the same last.
    pub(super) async fn of(
        app: &App,
        snapshot: &mut Snapshot,
        (terms, month): (&Terms, Month),
        own: Option<&Whose>,
    ) -> Result<Arc<Self>, ApiError> {
        let asked = format!("{terms:?} {month:?} {own:?}");
        let place = app.finds.chargebacks.place(snapshot, &asked).await?;
        if let Some(read) = place.found() {
            return Ok(read);
        }
        let money = Money::read(snapshot, terms, month).await?;
        let belonging = Belonging::read(snapshot, terms.by).await?;
        let mut gathered = Gathered::new(&belonging, own);
        let used = |key: &RollupKey| !matches!(key.outcome, Outcome::Blocked(_));
        snapshot
            .each_use(days(month), used, |key, part| {
                gathered.add(key, part, |day| money.states(day));
            })
            .await?;
        let (used, fine) = gathered.finish();
        let charges = Charges::of_use(snapshot, (terms, month), (money, belonging), used);
        Ok(place.keep(Self { charges, fine }))
    }
}

/// A month's charges.
pub(super) struct Charges {
    pub(super) divided: Divided,
    /// How many people of each used something.
    pub(super) people: BTreeMap<Whose, u32>,
    /// How many did at all.
    pub(super) everybody: u32,
    pub(super) basis: ChargebackBasisView,
    /// Whether there is a bill to divide.
    pub(super) has_money: bool,
    pub(super) month: String,
    /// The rule for shared costs, in a few words.
    pub(super) rule: String,
    /// The rule itself.
    pub(super) applied: SharedRule,
    pub(super) bearer: Option<String>,
    pub(super) notes: Vec<String>,
    costs: Vec<Worded>,
    belonging: Belonging,
}

impl Charges {
    fn of_use(
        snapshot: &Snapshot,
        (terms, month): (&Terms, Month),
        (mut money, belonging): (Money, Belonging),
        Used {
            chargeback,
            people,
            everybody,
        }: Used,
    ) -> Self {
        let tenant = snapshot.tenant();
        let asked = (terms, money.view.currency.as_str());
        let mut costs = shared::costs(tenant, month, asked, &chargeback.by_plan(), &mut money.notes);
        let rule = shared::rule(terms, chargeback.whose());
        let bearer = match &rule {
            SharedRule::One(Whose::Named(name)) => Some(name.clone()),
            _ => None,
        };
        let catalogue = tenant.catalogue();
        let bills = money.stated.as_ref().map_or(Bills::Settled(&catalogue), Bills::Stated);
        let divided = chargeback.finish(&bills, &shared::plain(&costs), &rule);
        costs.extend(shared::not_attributed(&divided, &money.unknown));
        let is_azure = money.view.basis == ChargebackBasis::Azure;
        if is_azure && costs.iter().any(|cost| matches!(cost.of, SharedOf::PrePurchase(_))) {
            money.notes.push(
                "What pre-purchase plans paid stands in a bill of actual cost at 0, and here at the plan's price. A bill of amortized cost \
                 states that price itself, and the day of purchase the whole plan, under Not attributed: then it is in twice."
                    .to_owned(),
            );
        }
        Self {
            divided,
            people,
            everybody,
            has_money: !is_azure || money.view.bill.is_some(),
            basis: money.view,
            month: named(month),
            rule: shared::rule_label(terms.shared, bearer.as_deref()),
            bearer,
            notes: money.notes,
            applied: rule,
            costs,
            belonging,
        }
    }

    /// What of a person's use is of this one.
    pub(super) fn part(&self, own: &Whose, person: Option<PersonIndex>, credits: Credits) -> Credits {
        let parts = self.belonging.parts(person, credits);
        parts.filter(|(whose, _)| *whose == own).map(|(_, part)| part).sum()
    }

    /// What somebody is called on screen.
    pub(super) fn name<'a>(&self, whose: &'a Whose) -> &'a str {
        match whose {
            Whose::Named(name) => name,
            Whose::Without => self.belonging.without,
            Whose::Nobody => NOBODY,
        }
    }

    /// A shared cost in words.
    ///
    /// # Panics
    /// Never: every cost that is divided has words.
    pub(super) fn cost(&self, of: SharedOf) -> &Worded {
        let found = self.costs.iter().find(|cost| cost.of == of);
        found.expect("every cost that is divided has words")
    }

    /// The shared costs.
    pub(super) fn shared_views(&self) -> Vec<SharedCostView> {
        let view = |part: &SharedPart| {
            let cost = self.cost(part.cost.of);
            SharedCostView {
                id: cost.id.clone(),
                name: cost.name.clone(),
                amount: amount(part.cost.cents),
                apart: amount(part.apart()),
                source: cost.source.clone(),
            }
        };
        self.divided.shared.iter().map(view).collect()
    }
}

/// The key of a row.
pub(super) fn key(whose: &Whose) -> String {
    match whose {
        Whose::Named(name) => format!("named:{name}"),
        Whose::Without => "without".to_owned(),
        Whose::Nobody => "nobody".to_owned(),
    }
}

/// Whose the key of a row is; `None` where it is none.
pub(super) fn whose_of(key: &str) -> Option<Whose> {
    match key {
        "without" => Some(Whose::Without),
        "nobody" => Some(Whose::Nobody),
        key => key.strip_prefix("named:").map(|name| Whose::Named(name.to_owned())),
    }
}

/// Its days since 1970-01-01: the first, and the one after the last.
pub(super) fn days(month: Month) -> (i64, i64) {
    (month.start().timestamp() / DAY, month.end().timestamp() / DAY)
}
