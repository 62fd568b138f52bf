//! A month's charges: use added up by whoever is charged, the money that it divides, and what has to be known about it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use meterdesk_billing::chargeback::{
    Bills, Chargeback, Divided, SharedOf, SharedPart, SharedRule, Whose, divide, whole_cents,
};
use meterdesk_billing::settlement::{Judged, Outcome, PayAsYouGo, Payer, RollupKey};
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::{PersonIndex, Service};
use meterdesk_store::Snapshot;
use rust_decimal::Decimal;

use super::shared::{self, DOLLARS, Worded};
use super::terms::Terms;
use super::{amount, named};
use crate::error::{ApiError, ErrorCode};
use crate::payer::arrangement_name;
use crate::text::listed;
use crate::use_cases::reconciliation::{MonthBill, month_bill};
use crate::wire::*;

const NOBODY: &str = "Nobody (autonomous, external)";
const SETTLED: &str = "Settled by Meterdesk";
const AZURE: &str = "Azure's bill (imported)";
const DAY: i64 = 86_400;

/// What was used, by person and outcome, and whether on a day of the bill.
pub(super) type Uses = HashMap<(Option<PersonIndex>, Outcome, bool), Credits, FixedState>;

/// The same of one of them, by service, agent and feature.
pub(super) type FineUses =
    HashMap<(Option<PersonIndex>, Outcome, bool), BTreeMap<(Service, i64, i64), Credits>, FixedState>;

/// A month's charges.
pub(super) struct Charges {
    pub(super) divided: Divided,
    /// Who used something of each.
    pub(super) people: BTreeMap<Whose, BTreeSet<PersonIndex>>,
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

/// Who is charged for whose use.
pub(super) struct Belonging {
    /// Several where the use is divided among them.
    of: HashMap<PersonIndex, Vec<Whose>>,
    /// What is said where nobody is.
    without: &'static str,
}

impl Belonging {
    fn whose(&self, person: Option<PersonIndex>) -> &[Whose] {
        match person {
            None => &[Whose::Nobody],
            Some(person) => self.of.get(&person).map_or(&[Whose::Without], Vec::as_slice),
        }
    }

    /// Whose a person's use is: divided evenly where it is of several, the rest to the first ones.
    fn parts(&self, person: Option<PersonIndex>, credits: Credits) -> impl Iterator<Item = (&Whose, Credits)> {
        let whose = self.whose(person);
        let parts = divide(credits.0, &vec![1; whose.len()]);
        whose.iter().zip(parts).map(|(whose, part)| (whose, Credits(part)))
    }
}

impl Charges {
    /// Reads a month, and the use of one of those who are charged by service, agent and feature.
    pub(super) async fn read(
        snapshot: &mut Snapshot,
        (terms, month): (&Terms, Month),
        own: Option<&Whose>,
    ) -> Result<(Self, FineUses), ApiError> {
        let money = Money::read(snapshot, terms, month).await?;
        let belonging = belonging(snapshot, terms.by).await?;
        let (uses, fine) = uses(snapshot, month, &money, |person| {
            own.is_some_and(|own| belonging.whose(person).contains(own))
        })
        .await?;
        let mut chargeback = Chargeback::default();
        let mut people: BTreeMap<Whose, BTreeSet<PersonIndex>> = BTreeMap::new();
        for ((person, outcome, in_bill), credits) in uses {
            for (whose, part) in belonging.parts(person, credits) {
                let part = Judged { credits: part, outcome };
                chargeback.add(whose, part, in_bill);
                people.entry(whose.clone()).or_default().extend(person);
            }
        }
        let charges = Self::divided(snapshot, (terms, month), money, (chargeback, people, belonging));
        Ok((charges, fine))
    }

    fn divided(
        snapshot: &Snapshot,
        (terms, month): (&Terms, Month),
        mut money: Money,
        (chargeback, people, belonging): (Chargeback, BTreeMap<Whose, BTreeSet<PersonIndex>>, Belonging),
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

/// Cents by policy or plan; `None` is of anything else.
type Cents = BTreeMap<Option<PayAsYouGo>, i64>;

/// The money that is divided, and what has to be known about it.
struct Money {
    view: ChargebackBasisView,
    /// Cents of a bill; `None` for settled money.
    stated: Option<Cents>,
    bill: Option<MonthBill>,
    /// Resources of the bill that the workbook doesn't have.
    unknown: Vec<String>,
    notes: Vec<String>,
}

impl Money {
    async fn read(snapshot: &mut Snapshot, terms: &Terms, month: Month) -> Result<Self, ApiError> {
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
    fn states(&self, day: i64) -> bool {
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
            "The bill states nothing of {}, so the pay-as-you-go credits of it divide no money.",
            listed(&names)
        )
    }))
}

fn days(month: Month) -> (i64, i64) {
    (month.start().timestamp() / DAY, month.end().timestamp() / DAY)
}

/// A month's use, and finer that of people who are `wanted`.
async fn uses(
    snapshot: &mut Snapshot,
    month: Month,
    money: &Money,
    wanted: impl Fn(Option<PersonIndex>) -> bool,
) -> Result<(Uses, FineUses), ApiError> {
    let mut sums = Uses::default();
    let mut fine = FineUses::default();
    let used = |key: &RollupKey| !matches!(key.outcome, Outcome::Blocked(_));
    snapshot
        .each_use(days(month), used, |key, part| {
            let of = (part.person, key.outcome, money.states(key.day));
            *sums.entry(of).or_default() += part.credits;
            if wanted(part.person) {
                let finer = fine.entry(of).or_default();
                *finer.entry((key.service, part.agent, key.feature)).or_default() += part.credits;
            }
        })
        .await?;
    Ok((sums, fine))
}

async fn belonging(snapshot: &mut Snapshot, by: ChargedBy) -> Result<Belonging, ApiError> {
    let alone = |belongs: HashMap<PersonIndex, String>, without: &'static str| {
        let belongs = belongs.into_iter();
        Belonging {
            of: belongs
                .map(|(person, name)| (person, vec![Whose::Named(name)]))
                .collect(),
            without,
        }
    };
    Ok(match by {
        ChargedBy::Department => alone(snapshot.departments().await?, "No department"),
        ChargedBy::CostCenter => alone(snapshot.cost_centers().await?, "No cost center"),
        ChargedBy::Group => {
            let mut of: HashMap<PersonIndex, Vec<Whose>> = HashMap::new();
            // Groups come by name, so the first one is everywhere the same.
            for group in snapshot.groups_with_members().await? {
                for person in group.people {
                    of.entry(person).or_default().push(Whose::Named(group.name.clone()));
                }
            }
            Belonging {
                of,
                without: "In no group",
            }
        }
    })
}
