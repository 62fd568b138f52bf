//! A month's charges: use added up by whoever is charged, the money that it divides, and what has to be known about it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;
use meterdesk_billing::chargeback::{Bills, Divided, SharedOf, SharedPart, SharedRule, Whose};
use meterdesk_billing::settlement::{Outcome, RollupKey};
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::{PersonIndex, Service};
use meterdesk_store::Snapshot;

use super::belonging::Belonging;
use super::gathered::{Gathered, Used};
use super::money::Money;
use super::shared::{self, Worded};
use super::terms::Terms;
use super::{amount, named};
use crate::App;
use crate::error::ApiError;
use crate::kept::Looked;
use crate::wire::*;

const NOBODY: &str = "Nobody (autonomous, external)";
const DAY: i64 = 86_400;

/// What somebody used, by person and outcome, and whether on a day of the bill; then by service, agent and feature.
pub(super) type FineUses =
    HashMap<(Option<PersonIndex>, Outcome, bool), BTreeMap<(Service, i64, i64), Credits>, FixedState>;

const fn is_used(key: &RollupKey) -> bool {
    !matches!(key.outcome, Outcome::Blocked(_))
}

/// A month's charges.
pub(crate) struct Charges {
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
    days: (i64, i64),
    /// Those of them that the bill states.
    in_bill: BTreeSet<i64>,
}

impl Charges {
    /// Reads a month, or has it from whoever asked the same last.
    pub(super) async fn of(
        app: &App,
        snapshot: &mut Snapshot,
        (terms, month): (&Terms, Month),
    ) -> Result<Arc<Self>, ApiError> {
        let asked = format!("{terms:?} {month:?}");
        let place = match app.finds.chargebacks.look(snapshot, &asked).await? {
            Looked::Found(charges) => return Ok(charges),
            Looked::NotYet(place) => place,
        };
        let money = Money::read(snapshot, terms, month).await?;
        let belonging = Belonging::read(snapshot, terms.by).await?;
        let mut gathered = Gathered::new(&belonging);
        snapshot
            .each_use(days(month), is_used, |key, part| {
                gathered.add(key, part, |day| money.states(day));
            })
            .await?;
        let used = gathered.finish();
        Ok(place.keep(Self::of_use(snapshot, (terms, month), (money, belonging), used)))
    }

    /// Reads the use of one who is charged, by service, agent and feature.
    pub(super) async fn fine_uses(&self, snapshot: &mut Snapshot, own: &Whose) -> Result<FineUses, ApiError> {
        let is_own: Vec<bool> = self.belonging.kinds().map(|whose| whose.contains(own)).collect();
        let mut fine = FineUses::default();
        snapshot
            .each_use(self.days, is_used, |key, part| {
                if is_own[self.belonging.place(part.person) as usize] {
                    let of = (part.person, key.outcome, self.in_bill.contains(&key.day));
                    let finer = fine.entry(of).or_default();
                    *finer.entry((key.service, part.agent, key.feature)).or_default() += part.credits;
                }
            })
            .await?;
        Ok(fine)
    }

    /// Up to which person it knows who is charged.
    pub(crate) fn people_known(&self) -> usize {
        self.belonging.people()
    }

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
        let days = days(month);
        let in_bill = (days.0..days.1).filter(|day| money.states(*day)).collect();
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
            days,
            in_bill,
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
