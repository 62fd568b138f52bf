//! The receipt of one use: what it was worth, whether it was charged, who was asked to pay in which order, what came of it.
//!
//! It tells what settlement decided, each sentence with its rule's source; it decides nothing itself.

mod asked;

use std::collections::HashMap;

use chrono::DateTime;

use super::working::{OVERLAP, Step, blocked, covers, gone_at_once, just_enabled, not_chargeable, not_charged};
use super::{BlockedReason, Judged, Outcome, PayAsYouGo, Payer};
use crate::catalogue::{Catalogue, Feature, Licensed, Per, Rate, RateCard};
use crate::coverage::Coverage;
use crate::ids::GroupId;
use crate::metering::{NotChargedRule, card_under, credits_of};
use crate::payment::Considered;
use crate::tenant::{Connection, Policy, Scope, Tenant};
use crate::units::{Credits, MILLIONTHS};
use crate::usage::{Audience, Trigger, UsageUnit};

/// What a step of a receipt is about, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What the use is worth.
    Worth,
    /// Whether anybody is charged for it.
    Charge,
    /// Who was asked to pay, in order.
    Payers,
    /// What came of it.
    Outcome,
}

impl Stage {
    /// The name that commands use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Worth => "worth",
            Self::Charge => "charge",
            Self::Payers => "payers",
            Self::Outcome => "outcome",
        }
    }

    /// The heading on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Worth => "What it is worth",
            Self::Charge => "Whether it is charged",
            Self::Payers => "Who was asked to pay",
            Self::Outcome => "What came of it",
        }
    }
}

/// What a receipt is of.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The set-up.
    pub tenant: &'a Tenant,
    /// The rate cards.
    pub catalogue: &'a Catalogue,
    /// Who is covered at the time.
    pub coverage: &'a Coverage,
    /// Names of the groups that policies are for.
    pub groups: &'a HashMap<GroupId, String>,
    /// What the feature name means, if anything.
    pub feature: Option<Feature>,
    /// The feature as the row names it.
    pub feature_name: &'a str,
    /// The use.
    pub unit: &'a UsageUnit,
}

/// Tells how a use came to its outcome, which may have several parts. `considered` is what settlement told of it.
#[must_use]
pub fn receipt(subject: &Subject<'_>, parts: &[Judged], considered: &[Considered]) -> Vec<(Stage, Step)> {
    let mut told = Vec::new();
    told.extend(subject.worth().into_iter().map(|step| (Stage::Worth, step)));
    let outcome = parts.first().map(|part| part.outcome);
    told.extend(outcome.map(|outcome| (Stage::Charge, subject.charge(outcome))));
    if let Some(Outcome::Paid(_) | Outcome::Blocked(_)) = outcome {
        let policies = subject.policies(considered.is_empty());
        let asked = asked::steps(subject.tenant, considered);
        told.extend(policies.into_iter().chain(asked).map(|step| (Stage::Payers, step)));
    } else {
        told.push((Stage::Payers, Step::of_set_up("Nobody had to be asked.".to_owned())));
    }
    for part in parts {
        told.extend(subject.outcome(*part).into_iter().map(|step| (Stage::Outcome, step)));
    }
    told
}

/// An amount with its unit, in the singular where it is one.
pub(super) fn counted(credits: Credits, unit: &str) -> String {
    let amount = credits.to_string();
    let (whole, rest) = amount
        .split_once('.')
        .map_or((amount.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    let unit = if amount == "1" {
        unit.trim_end_matches('s')
    } else {
        unit
    };
    format!("{text} {unit}")
}

const OVERVIEW: &str = "Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)";
const CREDITS: &str = "Copilot Credits";

impl Subject<'_> {
    fn card(&self) -> Option<&RateCard> {
        card_under(self.catalogue, self.coverage.metering(self.unit), self.unit.at)
    }

    fn rate(&self) -> Option<(&RateCard, &Rate)> {
        let card = self.card()?;
        Some((card, card.rate(self.feature?)?))
    }

    fn worth(&self) -> Vec<Step> {
        let Some((card, rate)) = self.rate() else {
            return vec![Step::of_set_up(format!(
                "{} of \"{}\": no rate card gives it a rate at that time, so it is worth nothing.",
                self.unit.quantity, self.feature_name
            ))];
        };
        let worth = credits_of(rate, self.unit.quantity).unwrap_or(Credits::ZERO);
        let each = counted(rate.credits, &card.unit);
        let from = card.from.format("%-d %B %Y");
        let (quantity, name) = (self.unit.quantity, self.feature_name);
        let text = match rate.per {
            Per::Unit => format!(
                "{quantity} × {name} at {each} each, by the rate card {}, which holds from {from} on: {}.",
                card.id,
                counted(worth, &card.unit)
            ),
            Per::ThousandTokens => format!(
                "{quantity} tokens of one call ({name}) count as {} started thousand at {each} each, by the rate card {}, \
                 which holds from {from} on: {}.",
                (quantity.0 + 1_000 * MILLIONTHS - 1) / (1_000 * MILLIONTHS),
                card.id,
                counted(worth, &card.unit)
            ),
        };
        let mut steps = vec![Step::of_source(text, &card.source)];
        let own = rate.overridden.as_ref().or(card.from_overridden.as_ref());
        steps.extend(own.map(|basis| Step {
            text: "This workbook overrides what the rate card says there.".to_owned(),
            source: Some(format!("Set in this workbook: {basis}")),
            assumption: true,
        }));
        steps
    }

    fn charge(&self, outcome: Outcome) -> Step {
        let card = self.card().map(|card| card.source.as_str()).unwrap_or_default();
        match outcome {
            Outcome::Included => Step::of_source(
                "It is not charged: the person holds a Microsoft 365 Copilot license, the agent serves employees, and the \
                 person asked under their own sign-in. The license includes that."
                    .to_owned(),
                card,
            ),
            Outcome::NotCharged(rule) => not_charged(rule, self.feature_name),
            Outcome::Paid(_) => self.charged("It is charged", card),
            Outcome::Blocked(_) => self.charged("Somebody would have to pay", card),
        }
    }

    fn charged(&self, so: &str, card: &str) -> Step {
        let circumstances = self.unit.circumstances;
        let licensed = self.coverage.licensed(self.unit);
        let because = |text: &str| Step::of_source(format!("{so}: {text}."), card);
        if circumstances.audience == Audience::External {
            because("the agent served people outside, and a license includes employee-facing use only")
        } else if circumstances.trigger != Trigger::Interactive {
            because("nobody asked, the agent started by itself, and a license includes only what its holder asks for")
        } else if self.unit.person.is_none() {
            because("nobody of the tenant is named as the person who asked, so no license includes it")
        } else if !licensed {
            because("the person held no Microsoft 365 Copilot license at that time")
        } else if !circumstances.authenticated {
            because("the agent did not run under the person's own sign-in, which a license asks for")
        } else if self.rate().is_some_and(|(_, rate)| rate.licensed == Licensed::Billed) {
            because("this rate card charges it to people with a Microsoft 365 Copilot license too")
        } else {
            because("this kind of use is outside what a Microsoft 365 Copilot license includes")
        }
    }

    /// The billing policies that were connected to the service, in the order in which they are asked. Where nobody else was
    /// considered, the first that covers the use pays.
    fn policies(&self, alone: bool) -> Vec<Step> {
        let service = self.unit.service;
        if !service.takes_billing_policies() {
            return vec![Step::of_set_up(format!(
                "Billing policies of the Microsoft 365 admin center don't pay for {}.",
                service.label()
            ))];
        }
        let mut connected: Vec<(&Policy, &Connection)> = self
            .tenant
            .connections
            .iter()
            .filter(|known| known.service == service && self.holds(known))
            .filter_map(|known| Some((self.tenant.policy_ever(known.policy)?, known)))
            .collect();
        connected.sort_by_key(|(policy, _)| policy.created_seq);
        if self.coverage.newest_pays(self.unit) {
            connected.reverse();
        }
        if connected.is_empty() {
            return vec![Step::of_set_up(format!(
                "No billing policy was connected to {} at that time.",
                service.label()
            ))];
        }
        let covering: Vec<_> = self.coverage.covering(self.unit).collect();
        let mut steps = Vec::new();
        for (policy, connection) in connected {
            let place = covering.iter().position(|id| *id == policy.id);
            let ending = self.coverage.disconnecting_until(policy.id, self.unit);
            steps.push(match place {
                Some(0) if ending.is_some() => covers(policy, self.unit, ending),
                Some(0) => self.pays(policy, connection, alone),
                Some(_) => self.not_needed(policy),
                None => self.passes(policy),
            });
            if place == Some(0) {
                steps.extend(just_enabled(self.tenant, policy.id, self.unit));
            }
        }
        steps
    }

    fn holds(&self, connection: &Connection) -> bool {
        DateTime::from_timestamp(self.unit.at, 0).is_some_and(|at| connection.period.contains(at))
    }

    fn pays(&self, policy: &Policy, connection: &Connection, alone: bool) -> Step {
        let whom = match policy.scope {
            Scope::AllUsers => "all users".to_owned(),
            Scope::Group(group) => {
                let name = self.groups.get(&group).map_or("", String::as_str);
                format!("the group \"{name}\", which the person was in at that time")
            }
        };
        let since = connection.period.from.format("%-d %B %Y, %H:%M UTC");
        let text = format!(
            "The billing policy \"{}\", connected to {} since {since}, covers {whom}: {}.",
            policy.name,
            self.unit.service.label(),
            if alone { "it pays" } else { "it can be charged" }
        );
        Step::of_source(text, OVERVIEW)
    }

    fn not_needed(&self, policy: &Policy) -> Step {
        let order = if self.coverage.newest_pays(self.unit) {
            "newest"
        } else {
            "oldest"
        };
        Step {
            text: format!(
                "The billing policy \"{}\" covers the person too, but isn't asked: each use is paid by one policy, and the \
                 {order} of those that cover the person pays.",
                policy.name
            ),
            source: Some(OVERLAP.to_owned()),
            assumption: true,
        }
    }

    fn passes(&self, policy: &Policy) -> Step {
        let uncharged = self.coverage.uncharged(self.unit).find(|(id, _)| *id == policy.id);
        if let Some((_, by)) = uncharged {
            return not_chargeable(policy, by);
        }
        if self.coverage.withdrawn(self.unit).any(|id| id == policy.id) {
            return gone_at_once(policy, self.unit);
        }
        let text = match policy.scope {
            Scope::Group(group) if self.unit.person.is_some() => format!(
                "The billing policy \"{}\" passes: it covers the group \"{}\", which the person was not in at that time.",
                policy.name,
                self.groups.get(&group).map_or("", String::as_str)
            ),
            _ => format!(
                "The billing policy \"{}\" passes: it covers people of the tenant, and none is named as the person who asked.",
                policy.name
            ),
        };
        Step::of_source(text, OVERVIEW)
    }

    fn outcome(&self, part: Judged) -> Vec<Step> {
        let worth = counted(part.credits, self.card().map_or(CREDITS, |card| &card.unit));
        match part.outcome {
            Outcome::Paid(payer) => vec![self.paid(payer, part.credits)],
            Outcome::Included => vec![Step::of_set_up(format!(
                "Included: the license covers {worth}, and nobody is charged."
            ))],
            Outcome::NotCharged(NotChargedRule::TestUse) => {
                vec![Step::of_set_up(format!("Not charged: nobody pays {worth}."))]
            }
            Outcome::NotCharged(_) => vec![Step::of_set_up("Not charged: it is worth nothing.".to_owned())],
            Outcome::Blocked(reason) => {
                let mut steps = vec![blocked(reason, self.unit)];
                steps.push(Step::of_set_up(match reason {
                    BlockedReason::Refused => {
                        "Nothing was used, so no credits count and nobody is charged.".to_owned()
                    }
                    _ => format!(
                        "Blocked: nobody pays {worth}. The use did happen all the same, so the real set-up differs from this \
                         one."
                    ),
                }));
                steps
            }
        }
    }

    fn paid(&self, payer: Payer, credits: Credits) -> Step {
        let worth = counted(credits, self.card().map_or(CREDITS, |card| &card.unit));
        let arrangement = match payer {
            Payer::PayAsYouGo(arrangement) => arrangement,
            Payer::OverCapacity => {
                return Step {
                    text: format!(
                        "Used over prepaid capacity: {worth}. Nobody is charged for use between 100 % and the point at which \
                         it stops."
                    ),
                    source: Some("Meterdesk's assumption: no charge for it is documented".to_owned()),
                    assumption: true,
                };
            }
            _ => {
                let name = asked::payer(self.tenant, payer);
                return Step::of_set_up(format!(
                    "Paid in advance: {name} covers {worth}, and no money is charged for them."
                ));
            }
        };
        let platform = self.tenant.platform.now();
        let (kind, name, place) = match arrangement {
            PayAsYouGo::Policy(id) => {
                let policy = self.tenant.policy_ever(id);
                let place = policy.map(|policy| (policy.subscription, policy.resource_group.clone()));
                ("billing policy", policy.map(|policy| policy.name.clone()), place)
            }
            PayAsYouGo::Plan(id) => {
                let plan = platform.plan(id).map(|plan| &plan.facts);
                let place = plan.map(|plan| (plan.subscription, plan.resource_group.clone()));
                ("billing plan", plan.map(|plan| plan.name.clone()), place)
            }
        };
        let place = place.map_or_else(String::new, |(subscription, group)| {
            let subscription = self.tenant.subscription(subscription).map_or("", |known| &known.name);
            format!(", charged to the Azure subscription \"{subscription}\", resource group \"{group}\"")
        });
        Step::of_source(
            format!(
                "Paid by pay-as-you-go under the {kind} \"{}\", which has no ceiling: {worth} at {} a credit is {}{place}.",
                name.unwrap_or_default(),
                self.catalogue.usd_per_credit.spoken(),
                self.catalogue.pay_as_you_go(credits).spoken(),
            ),
            &self.catalogue.price_source,
        )
    }
}
