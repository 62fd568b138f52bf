//! Tenants to begin with, made from a seed: `empty` to make a first billing policy, `demo` in which every screen is
//! alive, `large` to measure with, `limits` in which as much is set up as can be.
//!
//! The same name and seed give the same tenant to the last byte, on every machine; another seed gives another tenant.
//! Nothing here reads a clock or a file, and nothing decides about billing: acts are handed out as wishes, usage as rows.

mod demo;
mod draw;
mod empty;
mod large;
mod names;
mod platform;
mod rows;

pub use platform::PlatformAct;

use meterdesk_billing::budget::Budget;
use meterdesk_billing::directory::{DirectoryData, Product};
use meterdesk_billing::ids::{GroupId, PersonId, SubscriptionId};
use meterdesk_billing::sessions::Conversation;
use meterdesk_billing::tenant::{Scope, Subscription};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::{Service, UsageRow};

/// The scenarios that [`build`] knows.
#[must_use]
pub fn names() -> &'static [&'static str] {
    &[empty::NAME, demo::NAME, large::LARGE.name, large::LIMITS.name]
}

/// What the scenario is for, in a sentence.
#[must_use]
pub fn about(name: &str) -> &'static str {
    const ABOUT: [(&str, &str); 4] = [
        (empty::NAME, "A tenant without a billing policy: make the first one."),
        (
            demo::NAME,
            "A tenant of 1,500 people with policies, connections and weeks of usage: every screen is alive.",
        ),
        (
            large::LARGE.name,
            "A tenant of 300,000 people, to see how Meterdesk does with a large directory.",
        ),
        (
            large::LIMITS.name,
            "A tenant at its limits: 50 billing policies and more than 1,000 groups.",
        ),
    ];
    ABOUT
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("", |(_, about)| about)
}

/// Builds a scenario; `None` for a name that is not one of [`names`].
#[must_use]
pub fn build(name: &str, seed: u64) -> Option<Scenario> {
    match name {
        empty::NAME => Some(empty::build(seed)),
        demo::NAME => Some(demo::build(seed)),
        _ => [large::LARGE, large::LIMITS]
            .iter()
            .find(|size| size.name == name)
            .map(|size| large::build(size, seed)),
    }
}

/// What is used after a scenario's start; `None` for a scenario in which nobody uses anything by themselves.
#[must_use]
pub fn plan(name: &str, seed: u64) -> Option<Plan> {
    (name == demo::NAME).then(|| Plan(demo::ahead(seed)))
}

/// From after when until when a scenario plans use; `None` for a scenario without a plan.
#[must_use]
pub fn plan_span(name: &str) -> Option<(Instant, Instant)> {
    (name == demo::NAME).then(|| (demo::starts_at(), demo::ends_at()))
}

/// Use after a scenario's start: who asks for what on which day. Whether they are served is left to settlement, so rows
/// are marked as attempts.
#[derive(Debug)]
pub struct Plan(demo::Ahead);

impl Plan {
    /// Rows later than `after`, up to and including `upto`, in time order. Whoever asks for two spans one after the other
    /// gets the rows of the whole, with the same event ids.
    pub fn rows(&self, after: Instant, upto: Instant) -> impl Iterator<Item = UsageRow> + '_ {
        self.0.rows(after, upto)
    }
}

/// A tenant to begin with.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The scenario's name.
    pub name: &'static str,
    /// Name of the organisation.
    pub tenant_name: String,
    /// The seed that it was made from.
    pub seed: u64,
    /// When the journal's first act takes place.
    pub begins_at: Instant,
    /// Simulated time at which a person starts.
    pub starts_at: Instant,
    /// People, groups, memberships, licences and roles.
    pub directory: DirectoryData,
    /// Who acts where nobody is named: a Global administrator and Owner.
    pub default_actor: PersonId,
    /// Azure subscriptions.
    pub subscriptions: Vec<Subscription>,
    /// What was done between the beginning and the start, in time order.
    pub script: Vec<Step>,
    usage: Option<demo::Usage>,
}

impl Scenario {
    /// Usage until the start, in time order; rows of one second are in the order of their event ids.
    pub fn usage(&self) -> impl Iterator<Item = UsageRow> + '_ {
        self.usage.iter().flat_map(|usage| usage.rows(&self.directory.people))
    }

    /// Conversations with the company's bots until the start, in order of their beginning.
    pub fn conversations(&self) -> impl Iterator<Item = Conversation> {
        let until = demo::taken_before(self.starts_at.date_naive());
        let has_bots = self.usage.is_some();
        let all = has_bots.then(|| demo::conversations(self.seed, until));
        all.into_iter().flatten()
    }
}

/// An act of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: PersonId,
    /// What.
    pub act: Act,
}

/// What somebody did. Policies are named, because their identities are made only when they are decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Made a billing policy.
    CreatePolicy {
        /// Name.
        name: String,
        /// Azure subscription.
        subscription: SubscriptionId,
        /// Resource group of it.
        resource_group: String,
        /// Region, one of [`meterdesk_billing::tenant::REGIONS`].
        region: String,
        /// Whom it covers.
        scope: Scope,
    },
    /// Set a policy's budget.
    SetBudget {
        /// The policy's name.
        policy: String,
        /// The budget.
        budget: Budget,
    },
    /// Did something about licences.
    Licence(LicenceAct),
    /// Did something on the Power Platform side.
    Platform(PlatformAct),
    /// Connected a policy to a service.
    Connect {
        /// The service.
        service: Service,
        /// The policy's name.
        policy: String,
    },
    /// Disconnected a policy from a service.
    Disconnect {
        /// The service.
        service: Service,
        /// The policy's name.
        policy: String,
    },
}

/// What somebody did about licences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LicenceAct {
    /// Bought licences of a product.
    Buy(Product, u32),
    /// Set a person's usage location.
    Place(PersonId, &'static str),
    /// Assigned a product to a person.
    ToPerson(PersonId, Product),
    /// Assigned a product to the direct members of a group.
    ToGroup(GroupId, Product),
}

/// An instant written in a scenario.
fn instant(text: &str) -> Instant {
    text.parse().expect("instants written in scenarios are valid")
}
