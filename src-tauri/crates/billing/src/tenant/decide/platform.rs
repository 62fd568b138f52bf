//! Decisions about the Power Platform side: environments, capacity, pre-purchase plans, limits of agents.

use super::environment::{self, require_allocatable, require_allocator, require_unlocked};
use super::{Context, plans, require_revision};
use crate::directory::{ActorFacts, AdminRole};
use crate::ids::{CreditPolicyId, EnvironmentId, PurchaseId};
use crate::offers::{Offers, PlanName};
use crate::platform::{
    AgentLimit, AllocationFacts, Environment, EnvironmentKind, NewCreditPolicy, NewEnvironment, NewPurchase,
    PLATFORM_REGIONS, Platform, PurchaseScope, Workload,
};
use crate::tenant::Scope;
use crate::tenant::event::Event;
use crate::tenant::platform::{EnvironmentTarget, PlatformCommand, PlatformRefusal};
use crate::tenant::refusal::Refusal;
use crate::tenant::state::{AzureRole, Subscription, Tenant};
use crate::time::Instant;
use crate::units::Credits;

/// Characters in a name. The limit is an assumption.
const MAX_NAME: usize = 64;

/// Packs that can be bought at once; with [`MOST_PACKS_OWNED`] it keeps every sum of credits exact.
const MOST_PACKS: u32 = 10_000;

/// Packs that a tenant can own here: 2.5 thousand million credits a month.
const MOST_PACKS_OWNED: u32 = 100_000;

/// Licences with credits that a tenant can own here.
const MOST_LICENCES: u32 = 1_000_000;

/// The largest limit of an agent, and the largest allocation, in credits.
const MOST_CREDITS: Credits = Credits::whole(1_000_000_000);

/// Copilot credit policies of a tenant. Source: Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat
/// (2026-09-25).
const MOST_CREDIT_POLICIES: usize = 10;

/// Source of who may do what: Microsoft, Tutorial: manage Copilot Credit allocations
/// (2026-08-28); Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat (2026-09-25).
const BUYERS: [AdminRole; 2] = [AdminRole::Global, AdminRole::Billing];
const LIMITERS: [AdminRole; 2] = [AdminRole::Global, AdminRole::PowerPlatform];

pub(super) fn decide(
    tenant: &Tenant,
    command: PlatformCommand,
    context: &mut Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    let platform = tenant.platform.now();
    let event = match command {
        PlatformCommand::CreateEnvironment {
            name,
            kind,
            region,
            managed,
            workload,
        } => {
            environment::require(actor, environment::MANAGERS)?;
            environment::require_viva_as_trial(&name, kind, workload)?;
            if kind.is_single() && platform.environment_of(kind).is_some() {
                return Err(PlatformRefusal::OnlyOne(kind.label()).into());
            }
            let taken = platform.environments.iter().map(|known| known.facts.name.as_str());
            Event::EnvironmentCreated(NewEnvironment {
                name: named("environment", &name, taken)?,
                region: known_region(region)?,
                environment_kind: kind,
                managed,
                workload,
                environment: EnvironmentId(context.ids.next_id()),
            })
        }
        PlatformCommand::SetAllocation {
            target,
            credits,
            draw,
            bill_to_plan,
        } => {
            require_allocator(&tenant.settings, actor)?;
            allocation(platform, target, credits, (draw, bill_to_plan), context.at)?
        }
        PlatformCommand::BuyPacks { packs } => {
            require(actor, &BUYERS)?;
            let credits = packs_bought(platform, packs, context.at)?;
            Event::CapacityPurchased { packs, credits }
        }
        PlatformCommand::SetIncluded { licences } => {
            require(actor, &BUYERS)?;
            included(platform, licences, context.at)?
        }
        PlatformCommand::Plan(command) => return plans::decide(tenant, command, context),
        PlatformCommand::BuyPrePurchase {
            family,
            tier,
            within,
            auto_renew,
        } => {
            require_purchaser(tenant, actor, &within)?;
            let purchase = PurchaseId(context.ids.next_id());
            Event::PrePurchaseBought(bought(purchase, (family, tier), within, auto_renew, context.at)?)
        }
        PlatformCommand::CreateCreditPolicy { name, scope } => {
            require(actor, &[AdminRole::Global])?;
            if !context.facts.group_exists {
                return Err(Refusal::GroupUnknown);
            }
            return credit_policy(platform, &name, scope, context);
        }
        PlatformCommand::DeleteCreditPolicy { credit_policy } => {
            require(actor, &[AdminRole::Global])?;
            let known = platform.credit_policies.iter();
            let present = known
                .filter(|policy| policy.deleted_at.is_none())
                .any(|policy| policy.facts.credit_policy == credit_policy);
            if !present {
                return Err(PlatformRefusal::CreditPolicyUnknown.into());
            }
            Event::CreditPolicyDeleted { credit_policy }
        }
        PlatformCommand::SetAgentLimit {
            environment,
            agent,
            limit,
        } => {
            require(actor, &LIMITERS)?;
            let environment = environment_of(platform, environment)?;
            let agent = agent_name(&agent)?;
            if let Some(limit) = &limit {
                require_limit(limit)?;
                require_source(platform, environment)?;
            }
            Event::AgentLimitSet {
                environment: environment.facts.environment,
                agent,
                limit,
            }
        }
        PlatformCommand::SetAgentKind {
            environment,
            agent,
            kind,
        } => {
            require(actor, &LIMITERS)?;
            let environment = environment_of(platform, environment)?;
            Event::AgentKindSet {
                environment: environment.facts.environment,
                agent: agent_name(&agent)?,
                agent_kind: kind,
            }
        }
    };
    Ok(vec![event])
}

pub(super) fn require(actor: &ActorFacts, roles: &[AdminRole]) -> Result<(), PlatformRefusal> {
    if actor.roles.iter().any(|role| roles.contains(role)) {
        return Ok(());
    }
    let labels: Vec<_> = roles.iter().map(|role| role.label()).collect();
    Err(PlatformRefusal::RoleMissing {
        actor: actor.display_name.clone(),
        needed: labels.join(" or "),
    })
}

pub(super) fn named<'a>(
    what: &'static str,
    name: &str,
    mut taken: impl Iterator<Item = &'a str>,
) -> Result<String, PlatformRefusal> {
    let name = name.trim();
    let length = name.chars().count();
    if name.is_empty() {
        Err(PlatformRefusal::NameBlank(what))
    } else if length > MAX_NAME {
        Err(PlatformRefusal::NameTooLong {
            limit: MAX_NAME,
            length,
        })
    } else if taken.any(|known| known.to_lowercase() == name.to_lowercase()) {
        Err(PlatformRefusal::NameTaken {
            what,
            name: name.to_owned(),
        })
    } else {
        Ok(name.to_owned())
    }
}

fn agent_name(name: &str) -> Result<String, PlatformRefusal> {
    let name = name.trim();
    if name.is_empty() {
        let message = "Name the agent as its usage does".to_owned();
        return Err(PlatformRefusal::Amount {
            message,
            field: "agent",
        });
    }
    Ok(name.to_owned())
}

pub(super) fn known_region(region: String) -> Result<String, PlatformRefusal> {
    if PLATFORM_REGIONS.contains(&region.as_str()) {
        Ok(region)
    } else {
        Err(PlatformRefusal::RegionUnknown(region))
    }
}

pub(super) fn environment_of(platform: &Platform, id: EnvironmentId) -> Result<&Environment, PlatformRefusal> {
    platform.environment(id).ok_or(PlatformRefusal::EnvironmentUnknown)
}

/// The sum of allocations must not pass what is owned. Source: Manage Copilot Credits and capacity (2026-09-18).
fn allocation(
    platform: &Platform,
    target: EnvironmentTarget,
    credits: Option<Credits>,
    (draw, bill_to_plan): (Option<bool>, Option<bool>),
    at: Instant,
) -> Result<Event, Refusal> {
    let known = environment_of(platform, target.environment)?;
    require_revision(&format!("\"{}\"", known.facts.name), known.revision, target.revision)?;
    let credits = credits.unwrap_or(known.allocated);
    if credits < Credits::ZERO || credits > MOST_CREDITS {
        return Err(PlatformRefusal::Amount {
            message: format!("Allocate 0 to {MOST_CREDITS} Copilot Credits"),
            field: "credits",
        }
        .into());
    }
    let more = credits - known.allocated;
    if more > Credits::ZERO {
        require_allocatable(platform, known, at)?;
    }
    if draw.is_some_and(|draw| draw != known.draw) {
        require_unlocked(platform, known)?;
    }
    let available = platform.owned() - platform.allocated();
    if more > Credits::ZERO && more > available {
        return Err(PlatformRefusal::NotEnoughCapacity {
            available: available.max(Credits::ZERO),
            more,
        }
        .into());
    }
    let facts = AllocationFacts {
        environment: known.facts.environment,
        credits: credits.0,
        draw: draw.unwrap_or(known.draw),
        bill_to_plan: bill_to_plan.unwrap_or(known.bill_to_plan),
    };
    if (Credits(facts.credits), facts.draw, facts.bill_to_plan) == (known.allocated, known.draw, known.bill_to_plan) {
        let message = format!("This is what is set for \"{}\" already", known.facts.name);
        return Err(PlatformRefusal::AsBefore(message).into());
    }
    Ok(Event::AllocationSet(facts))
}

/// Micro-credits a month of so many packs. Source: Copilot Credit capacity packs (2025-09-18): 25,000 a month each.
fn packs_bought(platform: &Platform, packs: u32, at: Instant) -> Result<i64, PlatformRefusal> {
    let most = MOST_PACKS.min(MOST_PACKS_OWNED - platform.pack_count.min(MOST_PACKS_OWNED));
    if packs == 0 || packs > most {
        return Err(PlatformRefusal::Amount {
            message: format!("Buy 1 to {most} capacity packs"),
            field: "packs",
        });
    }
    let pack = Offers::built_in()
        .pack_on(at.date_naive())
        .ok_or(PlatformRefusal::NotOnSale("The capacity pack"))?;
    Ok(pack.credits_per_month.0 * i64::from(packs))
}

/// Source: a third party, citing the Dynamics 365 Licensing Guide (May 2026), page 41.
fn included(platform: &Platform, licences: u32, at: Instant) -> Result<Event, PlatformRefusal> {
    let offers = Offers::built_in().included.iter();
    let offer = offers
        .rev()
        .find(|offer| offer.from <= at.date_naive())
        .ok_or(PlatformRefusal::NotOnSale("The licence with included credits"))?;
    if licences > MOST_LICENCES {
        return Err(PlatformRefusal::Amount {
            message: format!("A tenant can have 0 to {MOST_LICENCES} of these licences here"),
            field: "licences",
        });
    }
    let credits = Credits(offer.credits_per_user_month.0 * i64::from(licences));
    if platform.included == (licences, credits) {
        return Err(PlatformRefusal::AsBefore(format!(
            "{licences} licences are counted already"
        )));
    }
    let allocated = platform.allocated();
    if platform.packs + credits < allocated {
        return Err(PlatformRefusal::Allocated { allocated });
    }
    Ok(Event::IncludedCreditsSet {
        licences,
        credits: credits.0,
    })
}

pub(super) fn require_group(subscription: &Subscription, resource_group: &str) -> Result<(), Refusal> {
    if subscription
        .resource_groups
        .iter()
        .any(|group| group.name == resource_group)
    {
        return Ok(());
    }
    Err(Refusal::ResourceGroupUnknown {
        resource_group: resource_group.to_owned(),
        subscription: subscription.name.clone(),
    })
}

/// The environment *Microsoft 365 Copilot Chat*, and the event that makes it where there is none.
pub(super) fn chat_environment(platform: &Platform, context: &mut Context<'_>) -> (EnvironmentId, Option<Event>) {
    if let Some(known) = platform.environment_of(EnvironmentKind::CopilotChat) {
        return (known.facts.environment, None);
    }
    let environment = EnvironmentId(context.ids.next_id());
    let made = Event::EnvironmentCreated(NewEnvironment {
        environment,
        name: EnvironmentKind::CopilotChat.label().to_owned(),
        environment_kind: EnvironmentKind::CopilotChat,
        region: String::new(),
        managed: false,
        workload: Workload::None,
    });
    (environment, Some(made))
}

/// Source: Copilot Credit Pre-Purchase Plan (2026-07-17): a subscription's Owner buys it.
fn require_purchaser(tenant: &Tenant, actor: &ActorFacts, within: &PurchaseScope) -> Result<(), Refusal> {
    let owns = |subscription: &Subscription| {
        let roles = subscription.role_assignments.iter();
        roles
            .filter(|held| held.person == actor.id && held.resource_group.is_none())
            .any(|held| held.role == AzureRole::Owner)
    };
    let missing = |place: String| {
        Refusal::AzureRightMissing(format!("{} needs the Azure role Owner on {place}", actor.display_name))
    };
    match within {
        PurchaseScope::Shared if tenant.subscriptions.iter().any(owns) => Ok(()),
        PurchaseScope::Shared => Err(missing("a subscription".to_owned())),
        PurchaseScope::Subscription { subscription } | PurchaseScope::ResourceGroup { subscription, .. } => {
            let subscription = tenant.subscription(*subscription).ok_or(Refusal::SubscriptionUnknown)?;
            if let PurchaseScope::ResourceGroup { resource_group, .. } = within {
                require_group(subscription, resource_group)?;
            }
            if owns(subscription) {
                Ok(())
            } else {
                Err(missing(format!("the subscription \"{}\"", subscription.name)))
            }
        }
    }
}

fn bought(
    purchase: PurchaseId,
    (family, tier): (PlanName, u8),
    within: PurchaseScope,
    auto_renew: bool,
    at: Instant,
) -> Result<NewPurchase, PlatformRefusal> {
    let plan = Offers::built_in()
        .plan_on(family, at.date_naive())
        .ok_or(PlatformRefusal::NotOnSale("This pre-purchase plan"))?;
    let of_tier = plan.tiers.iter().find(|known| known.tier == tier);
    let of_tier = of_tier.ok_or(PlatformRefusal::TierUnknown {
        tier,
        most: plan.tiers.len(),
    })?;
    let retail = crate::catalogue::Catalogue::built_in().usd_per_credit;
    Ok(NewPurchase {
        purchase,
        family,
        tier,
        credits: plan.credits(of_tier, retail).0,
        price: of_tier.usd.0,
        months: plan.months,
        within,
        auto_renew,
    })
}

/// A credit policy draws on the environment *Microsoft 365 Copilot Chat*, which is made with the first one.
fn credit_policy(
    platform: &Platform,
    name: &str,
    scope: Scope,
    context: &mut Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let present = || {
        platform
            .credit_policies
            .iter()
            .filter(|known| known.deleted_at.is_none())
    };
    let name = named(
        "Copilot credit policy",
        name,
        present().map(|known| known.facts.name.as_str()),
    )?;
    if present().count() >= MOST_CREDIT_POLICIES {
        return Err(PlatformRefusal::TooManyCreditPolicies(MOST_CREDIT_POLICIES).into());
    }
    let created = Event::CreditPolicyCreated(NewCreditPolicy {
        credit_policy: CreditPolicyId(context.ids.next_id()),
        name,
        scope,
    });
    let (_, made) = chat_environment(platform, context);
    Ok([created].into_iter().chain(made).collect())
}

fn require_limit(limit: &AgentLimit) -> Result<(), PlatformRefusal> {
    let amount = |message: String, field| Err(PlatformRefusal::Amount { message, field });
    if limit.credits() <= Credits::ZERO || limit.credits() > MOST_CREDITS {
        return amount(
            format!("A limit is more than 0 and at most {MOST_CREDITS} Copilot Credits a month"),
            "limit",
        );
    }
    if !(50..=100).contains(&limit.notify_at) {
        return amount("Notify at 50 to 100 per cent of the limit".to_owned(), "notifyAt");
    }
    Ok(())
}

/// Source: a third party's test of the licensing API (2026): `NoAvailableCapacitySource`.
fn require_source(platform: &Platform, environment: &Environment) -> Result<(), PlatformRefusal> {
    let paying = match environment.facts.workload {
        Workload::Dynamics365 => environment.linked_to.and_then(|to| platform.environment(to)),
        Workload::None | Workload::CopilotForSales => Some(environment),
    };
    let Some(paying) = paying else {
        return Err(PlatformRefusal::NoCapacitySource(environment.facts.name.clone()));
    };
    let prepaid = paying.allocated > Credits::ZERO || paying.draw && platform.owned() > Credits::ZERO;
    if prepaid || paying.plan.is_some() {
        Ok(())
    } else {
        Err(PlatformRefusal::NoCapacitySource(environment.facts.name.clone()))
    }
}
