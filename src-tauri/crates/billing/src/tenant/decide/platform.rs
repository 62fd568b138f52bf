//! Decisions about the Power Platform side: environments, their capacity, limits of agents.

use super::environment::{self, require_allocatable, require_allocator, require_unlocked};
use super::{Context, buying, plan_budgets, plans, require_revision};
use crate::directory::{ActorFacts, AdminRole};
use crate::ids::EnvironmentId;
use crate::platform::{
    AgentLimit, AllocationFacts, Environment, EnvironmentKind, NewEnvironment, PLATFORM_REGIONS, Platform, Workload,
};
use crate::tenant::event::Event;
use crate::tenant::platform::{EnvironmentTarget, PlatformCommand, PlatformRefusal};
use crate::tenant::refusal::Refusal;
use crate::tenant::state::{Subscription, Tenant};
use crate::time::Instant;
use crate::units::Credits;

/// Characters in a name. The limit is an assumption.
const MAX_NAME: usize = 64;

/// The largest limit of an agent, and the largest allocation, in credits.
const MOST_CREDITS: Credits = Credits::whole(1_000_000_000);

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
        PlatformCommand::AddEnvironment {
            environment,
            name,
            region,
        } => {
            environment::require(actor, environment::MANAGERS)?;
            environment::require_viva_as_trial(&name, EnvironmentKind::Production, Workload::None)?;
            if let Some(known) = platform.environment(environment) {
                return Err(PlatformRefusal::NameTaken {
                    what: "environment",
                    name: known.facts.name.clone(),
                }
                .into());
            }
            let taken = platform.environments.iter().map(|known| known.facts.name.as_str());
            Event::EnvironmentCreated(NewEnvironment {
                name: named("environment", &name, taken)?,
                region: known_region(region)?,
                environment_kind: EnvironmentKind::Production,
                managed: false,
                workload: Workload::None,
                environment,
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
        PlatformCommand::Buying(command) => return buying::decide(tenant, command, context),
        PlatformCommand::Plan(command) => return plans::decide(tenant, command, context),
        PlatformCommand::PlanBudget(command) => return plan_budgets::decide(tenant, command, context),
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
