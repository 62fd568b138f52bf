//! Decisions: a command against the present state gives events or a refusal.

mod azure;
mod budget;
mod buying;
mod environment;
mod groups;
mod licences;
mod plan_budgets;
mod plans;
mod platform;
mod rates;
mod setting;

pub use buying::MOST_CREDIT_POLICIES;
pub use licences::require_enough_left;
pub use plan_budgets::{cost_role_missing, still_off};
pub use plans::{may_change as may_change_plan, not_linkable};

use chrono::{Months, TimeDelta};

use super::command::{Command, CreatePolicy, Facts, PolicyTarget};
use super::event::Event;
use super::refusal::Refusal;
use super::state::{Policy, Scope, Subscription, SubscriptionState, Tenant};
use super::{closing, trials, usage_plan};
use crate::directory::{ActorFacts, AdminRole};
use crate::ids::{IdSource, ImportId, PersonId, PolicyId, TenantId};
use crate::settings::{Choice, SettingKey};
use crate::time::Instant;
use crate::usage::Service;

/// An act of the Power Platform side, as far as roles go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Buying capacity packs.
    Buy,
    /// Allocating capacity, and linking a Dynamics 365 environment.
    Allocate,
    /// Converting a trial.
    Convert,
    /// Making billing plans.
    Plan,
}

impl Work {
    /// Roles any of which is enough. An environment administrator changes only own plans, and allocates where that is open.
    #[must_use]
    pub const fn roles(self) -> &'static [AdminRole] {
        match self {
            Self::Buy => &buying::BUYERS,
            Self::Allocate => environment::MANAGERS,
            Self::Convert => environment::CONVERTERS,
            Self::Plan => &plans::PLANNERS,
        }
    }
}

/// Characters in a policy's name. It also names the account resource in Azure; the limit is an assumption.
const MAX_NAME: usize = 64;

/// Years that the clock may be moved at once.
const MAX_YEARS: u32 = 10;

/// Regions that a policy can be made in. No list is published; these are common Azure regions (assumption).
pub const REGIONS: [&str; 12] = [
    "Australia East",
    "Brazil South",
    "Canada Central",
    "East US",
    "France Central",
    "Germany West Central",
    "Japan East",
    "North Europe",
    "Southeast Asia",
    "UK South",
    "West Europe",
    "West US 2",
];

/// What a decision rests on besides the state.
#[derive(Debug)]
pub struct Context<'a> {
    /// When the act takes place: simulated now, except for the first act of a journal.
    pub at: Instant,
    /// Directory facts.
    pub facts: &'a Facts,
    /// Makes the identities of what the act creates.
    pub ids: IdSource,
}

/// Decides a command. The events, applied in order, are the whole effect.
///
/// # Errors
/// The refusal that stands against the command.
pub fn decide(tenant: &Tenant, command: Command, mut context: Context<'_>) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    match command {
        Command::CreateWorkbook {
            name,
            scenario,
            seed,
            default_actor,
        } => {
            let tenant = TenantId(context.ids.next_id());
            Ok(vec![Event::WorkbookCreated {
                tenant,
                name,
                scenario,
                seed,
                default_actor,
            }])
        }
        Command::LoadDirectory {
            dataset,
            groups,
            memberships,
        } => Ok(vec![Event::DirectoryLoaded {
            dataset: dataset.hash,
            people: dataset.people,
            groups,
            memberships,
        }]),
        Command::AddPeople { dataset, file_name } => Ok(vec![Event::PeopleAdded {
            dataset: dataset.hash,
            people: dataset.people,
            file_name,
        }]),
        Command::AddSubscription(subscription) => Ok(vec![Event::SubscriptionAdded { subscription }]),
        Command::Azure(command) => azure::decide(tenant, command, &mut context),
        Command::Group(command) => groups::decide(tenant, command, &mut context),
        Command::Licence(command) => licences::decide(tenant, command, &context),
        Command::Trial(command) => Ok(trials::decide(tenant, command, context.at)?),
        Command::Platform(command) => platform::decide(tenant, command, &mut context),
        Command::Environment(command) => environment::decide(tenant, command, &mut context),
        Command::CostView(command) => Ok(super::cost_views::decide(&tenant.cost_views, command)?),
        Command::SetSetting { key, choice, revision } => setting::set(tenant, (key, choice), revision, actor),
        Command::OverrideRate {
            target,
            value,
            basis,
            revision,
        } => rates::decide(tenant, (target, value), &basis, revision, actor),
        Command::CreatePolicy(wish) => create_policy(tenant, wish, &mut context),
        Command::DeletePolicy { policy, revision } => {
            require_role(actor)?;
            let policy = tenant.policy(policy).ok_or(Refusal::PolicyUnknown)?;
            require_revision(&format!("\"{}\"", policy.name), policy.revision, revision)?;
            Ok(delete_policy(tenant, policy, context.at))
        }
        Command::SetBudget {
            policy,
            revision,
            budget,
        } => {
            require_role(actor)?;
            let policy = tenant.policy(policy).ok_or(Refusal::PolicyUnknown)?;
            require_revision(&format!("\"{}\"", policy.name), policy.revision, revision)?;
            budget::set(policy, budget, context.facts)
        }
        Command::ConnectService(target) => connect(tenant, target, context.facts),
        Command::DisconnectService(target) => disconnect(tenant, target, actor, context.at),
        Command::AdvanceClock { to } => {
            let farthest = tenant.now.checked_add_months(Months::new(12 * MAX_YEARS));
            if to <= tenant.now {
                Err(Refusal::ClockBackward { now: tenant.now })
            } else if farthest.is_none_or(|farthest| to > farthest) {
                Err(Refusal::ClockTooFar { years: MAX_YEARS })
            } else {
                Ok(vec![Event::ClockAdvanced { to }])
            }
        }
        Command::CloseMonth(month) => Ok(closing::close(tenant, month, actor)?),
        Command::BeginUsagePlan => Ok(vec![Event::UsagePlanSet { goes_on: true }]),
        Command::SwitchUsagePlan { goes_on } => Ok(usage_plan::switch(tenant, goes_on)?),
        Command::PublishImport(mut facts) => {
            facts.import = ImportId(context.ids.next_id());
            Ok(vec![Event::ImportPublished(facts)])
        }
        Command::RevertImport { import } => {
            let known = tenant
                .imports
                .iter()
                .find(|known| known.id == import)
                .ok_or(Refusal::ImportUnknown)?;
            if known.reverted_at.is_some() {
                return Err(Refusal::ImportReverted(known.file_name.clone()));
            }
            Ok(vec![Event::ImportReverted { import }])
        }
        Command::RecordUse {
            mut facts,
            went_through: true,
        } => {
            facts.event_ids = facts
                .lines
                .iter()
                .map(|_| format!("tried-{}", context.ids.next_id()))
                .collect();
            Ok(vec![Event::UsageTried(facts)])
        }
        Command::RecordUse {
            facts,
            went_through: false,
        } => Ok(vec![Event::UseRefused(facts)]),
    }
}

/// Source: Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21), Prerequisites and Step 1; the licence with
/// SharePoint: Set up and manage pay-as-you-go billing for Copilot (2026-08-05).
fn create_policy(tenant: &Tenant, wish: CreatePolicy, context: &mut Context<'_>) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    require_role(actor)?;
    let name = wish.name.trim();
    let length = name.chars().count();
    if name.is_empty() {
        return Err(Refusal::NameBlank);
    }
    if length > MAX_NAME {
        return Err(Refusal::NameTooLong {
            limit: MAX_NAME,
            length,
        });
    }
    if tenant
        .present_policies()
        .any(|policy| policy.name.to_lowercase() == name.to_lowercase())
    {
        return Err(Refusal::NameTaken(name.to_owned()));
    }
    let subscription = tenant
        .subscription(wish.subscription)
        .ok_or(Refusal::SubscriptionUnknown)?;
    if subscription.state == SubscriptionState::Disabled {
        return Err(Refusal::SubscriptionDisabled(subscription.name.clone()));
    }
    let Some(resource_group) = subscription
        .resource_groups
        .iter()
        .find(|group| group.name == wish.resource_group)
    else {
        return Err(Refusal::ResourceGroupUnknown {
            resource_group: wish.resource_group,
            subscription: subscription.name.clone(),
        });
    };
    if let Some(missing) = billing_right_missing(actor, subscription, Some(&resource_group.name)) {
        return Err(Refusal::AzureRightMissing(missing));
    }
    if !REGIONS.contains(&wish.region.as_str()) {
        return Err(Refusal::RegionUnknown(wish.region));
    }
    if !wish.terms_accepted {
        return Err(Refusal::TermsNotAccepted);
    }
    if !context.facts.sharepoint_licence_exists {
        return Err(Refusal::SharePointLicenceMissing);
    }
    if !context.facts.group_exists {
        return Err(Refusal::GroupUnknown);
    }
    if let Some(budget) = &wish.budget {
        budget::require_recipients(budget, context.facts)?;
    }
    let most = tenant.settings.most_policies();
    if tenant.present_policies().count() >= most {
        return Err(Refusal::TooManyPolicies(most));
    }
    Ok(vec![Event::PolicyCreated {
        policy: PolicyId(context.ids.next_id()),
        name: name.to_owned(),
        subscription: subscription.id,
        resource_group: resource_group.name.clone(),
        region: wish.region,
        scope: wish.scope,
        budget: wish.budget,
    }])
}

/// Source: the same document, Delete a billing policy: connected services are disconnected with it.
fn delete_policy(tenant: &Tenant, policy: &Policy, at: Instant) -> Vec<Event> {
    let open = tenant
        .connections
        .iter()
        .filter(|known| known.policy == policy.id && known.period.until.is_none());
    let disconnected = open.map(|known| Event::ServiceDisconnected {
        service: known.service,
        policy: policy.id,
        ends_at: ends_at(tenant, at),
    });
    disconnected
        .chain([Event::PolicyDeleted { policy: policy.id }])
        .collect()
}

/// Source: pay-as-you-go overview (2025-06-16): an all-users policy is disconnected before a group's is connected; that
/// the reverse is refused too is an assumption. Retrieval API pay-as-you-go consumption (2026-06-18): one licence.
fn connect(tenant: &Tenant, target: PolicyTarget, facts: &Facts) -> Result<Vec<Event>, Refusal> {
    let (policy, service) = policy_at_service(tenant, target, &facts.actor)?;
    let present = tenant.present_connections(target.service);
    if let Some(known) = present.iter().find(|known| known.policy == policy.id) {
        return Err(match known.period.until {
            None => Refusal::AlreadyConnected {
                policy: policy.name.clone(),
                service,
            },
            Some(ends_at) => Refusal::StillDisconnecting {
                policy: policy.name.clone(),
                service,
                ends_at,
            },
        });
    }
    let connected = present
        .iter()
        .filter(|known| known.period.until.is_none())
        .filter_map(|known| tenant.policy(known.policy));
    for other in connected {
        let connected = other.name.clone();
        if other.scope == Scope::AllUsers {
            return Err(Refusal::AllUsersConnected { connected, service });
        }
        let refused = tenant.settings.now(SettingKey::AllUsersBesideGroups) == Choice::Refused;
        if policy.scope == Scope::AllUsers && refused {
            return Err(Refusal::GroupConnected { connected, service });
        }
    }
    if target.service == Service::RetrievalApi && !facts.copilot_licence_exists {
        return Err(Refusal::CopilotLicenceMissing);
    }
    Ok(vec![Event::ServiceConnected {
        service: target.service,
        policy: policy.id,
    }])
}

fn disconnect(tenant: &Tenant, target: PolicyTarget, actor: &ActorFacts, at: Instant) -> Result<Vec<Event>, Refusal> {
    let (policy, service) = policy_at_service(tenant, target, actor)?;
    let connection = tenant
        .present_connections(target.service)
        .into_iter()
        .find(|known| known.policy == policy.id);
    match connection.map(|known| known.period.until) {
        Some(None) => Ok(vec![Event::ServiceDisconnected {
            service: target.service,
            policy: policy.id,
            ends_at: ends_at(tenant, at),
        }]),
        Some(Some(ends_at)) => Err(Refusal::StillDisconnecting {
            policy: policy.name.clone(),
            service,
            ends_at,
        }),
        None => Err(Refusal::NotConnected {
            policy: policy.name.clone(),
            service,
        }),
    }
}

fn policy_at_service<'a>(
    tenant: &'a Tenant,
    target: PolicyTarget,
    actor: &ActorFacts,
) -> Result<(&'a Policy, &'static str), Refusal> {
    require_role(actor)?;
    let service = target.service.label();
    if !target.service.takes_billing_policies() {
        return Err(Refusal::ServiceNotPayAsYouGo(service));
    }
    require_revision(service, tenant.service_revision(target.service), target.revision)?;
    let policy = tenant.policy(target.policy).ok_or(Refusal::PolicyUnknown)?;
    Ok((policy, service))
}

fn ends_at(tenant: &Tenant, at: Instant) -> Instant {
    at + TimeDelta::minutes(tenant.settings.disconnect_minutes())
}

fn require_role(actor: &ActorFacts) -> Result<(), Refusal> {
    if actor.roles.iter().copied().any(AdminRole::manages_billing_policies) {
        Ok(())
    } else {
        Err(Refusal::RoleMissing {
            actor: actor.display_name.clone(),
        })
    }
}

fn require_revision(what: &str, present: u64, shown: Option<u64>) -> Result<(), Refusal> {
    match shown {
        Some(shown) if shown != present => Err(Refusal::ChangedMeanwhile {
            what: what.to_owned(),
            revision: present,
        }),
        _ => Ok(()),
    }
}

/// Whether the person is Owner or Contributor on the subscription, or on the resource group if one is named.
///
/// A role on the subscription holds for its resource groups too, as everywhere in Azure.
#[must_use]
pub fn may_bill(person: PersonId, subscription: &Subscription, resource_group: Option<&str>) -> bool {
    subscription.role_assignments.iter().any(|held| {
        held.person == person
            && held.role.may_set_up_billing()
            && (held.resource_group.is_none() || held.resource_group.as_deref() == resource_group)
    })
}

/// What the person lacks to bill to the subscription, and to the resource group if one is named; `None` if nothing.
///
/// A role on the subscription holds for its resource groups too, as everywhere in Azure.
/// Source: Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21), Prerequisites.
#[must_use]
pub fn billing_right_missing(
    actor: &ActorFacts,
    subscription: &Subscription,
    resource_group: Option<&str>,
) -> Option<String> {
    let holds = |on: Option<&str>| may_bill(actor.id, subscription, on);
    let needs = |what: String| {
        format!(
            "{} needs the Azure role Owner or Contributor on {what}",
            actor.display_name
        )
    };
    if !holds(None) {
        return Some(needs(format!("the subscription \"{}\"", subscription.name)));
    }
    match resource_group {
        Some(name) if !holds(Some(name)) => Some(needs(format!("the resource group \"{name}\""))),
        _ => None,
    }
}
