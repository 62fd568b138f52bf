//! Decisions about environments: what they are, their groups, their way from trial to production, and what the billing
//! models ask of them.

use chrono::TimeDelta;

use super::platform::{environment_of, named};
use super::{Context, require_revision};
use crate::directory::{ActorFacts, AdminRole};
use crate::ids::{EnvironmentGroupId, EnvironmentId};
use crate::platform::{
    AllocationFacts, EXTENSION_DAYS, Environment, EnvironmentKind, Platform, Stage, VIVA_ENVIRONMENT, Workload,
};
use crate::settings::{Choice, SettingKey, Settings};
use crate::tenant::environments::{EnvironmentCommand, EnvironmentRefusal};
use crate::tenant::event::Event;
use crate::tenant::platform::EnvironmentTarget;
use crate::tenant::refusal::Refusal;
use crate::tenant::state::Tenant;
use crate::time::Instant;

pub(super) const MANAGERS: &[AdminRole] = &[AdminRole::Global, AdminRole::PowerPlatform, AdminRole::Dynamics365];

/// Sources: Convert a trial environment (Copilot for Sales, 2026-03-10): a Power Platform administrator; Use service admin
/// roles to manage your tenant (Power Platform): a Global administrator can do the same.
pub(super) const CONVERTERS: &[AdminRole] = &[AdminRole::PowerPlatform, AdminRole::Global];

/// Source: Environment groups and rules (2025-04-03).
const GROUPERS: &[AdminRole] = &[AdminRole::Global, AdminRole::PowerPlatform];

/// Who may allocate Copilot Credits. Sources: Tutorial: manage Copilot Credit allocations (2026-08-28); Capacity add-ons
/// (2025-04-29), *Add-on capacity assignments*, which may leave it to specific administrators.
const ALLOCATORS: &[AdminRole] = MANAGERS;
const ALLOCATORS_WHERE_OPEN: &[AdminRole] = &[
    AdminRole::Global,
    AdminRole::PowerPlatform,
    AdminRole::Dynamics365,
    AdminRole::Environment,
];

pub(super) fn require(actor: &ActorFacts, roles: &'static [AdminRole]) -> Result<(), EnvironmentRefusal> {
    if actor.roles.iter().any(|role| roles.contains(role)) {
        return Ok(());
    }
    Err(EnvironmentRefusal::RoleMissing {
        actor: actor.display_name.clone(),
        roles,
    })
}

/// Where allocation is open to them, an environment's administrators may allocate to every environment.
pub(super) fn require_allocator(settings: &Settings, actor: &ActorFacts) -> Result<(), EnvironmentRefusal> {
    match settings.now(SettingKey::CapacityAssignments) {
        Choice::SpecificAdmins => require(actor, ALLOCATORS),
        _ => require(actor, ALLOCATORS_WHERE_OPEN),
    }
}

pub(super) fn decide(
    tenant: &Tenant,
    command: EnvironmentCommand,
    context: &mut Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    let platform = tenant.platform.now();
    let event = match command {
        EnvironmentCommand::Edit {
            target,
            managed,
            workload,
        } => {
            require(actor, MANAGERS)?;
            edited(known(platform, target)?, managed, workload, context.at)?
        }
        EnvironmentCommand::Convert(target) => {
            require(actor, CONVERTERS)?;
            converted(&tenant.settings, known(platform, target)?, context.at)?
        }
        EnvironmentCommand::Extend(target) => {
            require(actor, MANAGERS)?;
            extended(known(platform, target)?, context.at)?
        }
        EnvironmentCommand::LinkDynamics { target, to } => {
            require(actor, MANAGERS)?;
            linked(platform, known(platform, target)?, to, context.at)?
        }
        EnvironmentCommand::SetDraw { targets, draw } => {
            require_allocator(&tenant.settings, actor)?;
            return drawn(platform, &targets, draw);
        }
        EnvironmentCommand::CreateGroup { name } => {
            require(actor, GROUPERS)?;
            let taken = platform.groups.iter().map(|group| group.name.as_str());
            Event::EnvironmentGroupCreated {
                name: named("environment group", &name, taken)?,
                group: EnvironmentGroupId(context.ids.next_id()),
            }
        }
        EnvironmentCommand::Group { target, group } => {
            require(actor, GROUPERS)?;
            grouped(platform, known(platform, target)?, group)?
        }
        EnvironmentCommand::PublishDrawRule { group, revision, draw } => {
            require(actor, GROUPERS)?;
            let known = platform
                .environment_group(group)
                .ok_or(EnvironmentRefusal::GroupUnknown)?;
            require_revision(&format!("\"{}\"", known.name), known.revision, revision)?;
            if known.draw == draw {
                let message = format!("This is what the rule of \"{}\" says already", known.name);
                return Err(EnvironmentRefusal::AsBefore(message).into());
            }
            Event::EnvironmentGroupRuleSet { group, draw }
        }
    };
    Ok(vec![event])
}

fn known(platform: &Platform, target: EnvironmentTarget) -> Result<&Environment, Refusal> {
    let known = environment_of(platform, target.environment)?;
    require_revision(&format!("\"{}\"", known.facts.name), known.revision, target.revision)?;
    Ok(known)
}

fn name(known: &Environment) -> String {
    known.facts.name.clone()
}

/// What the environment of Copilot for Sales is made as.
pub(super) fn require_viva_as_trial(
    name: &str,
    kind: EnvironmentKind,
    workload: Workload,
) -> Result<(), EnvironmentRefusal> {
    let is_viva = name.trim().eq_ignore_ascii_case(VIVA_ENVIRONMENT);
    if is_viva && (kind, workload) != (EnvironmentKind::Trial, Workload::CopilotForSales) {
        return Err(EnvironmentRefusal::BeginsAsTrial(VIVA_ENVIRONMENT));
    }
    Ok(())
}

fn edited(
    known: &Environment,
    managed: Option<bool>,
    workload: Option<Workload>,
    at: Instant,
) -> Result<Event, Refusal> {
    let facts = &known.facts;
    if known.is_viva() {
        return Err(EnvironmentRefusal::NotEditable(name(known)).into());
    }
    let managed = managed.unwrap_or(facts.managed);
    let workload = workload.unwrap_or(facts.workload);
    if (managed, workload) == (facts.managed, facts.workload) {
        let message = format!("\"{}\" is like this already", facts.name);
        return Err(EnvironmentRefusal::AsBefore(message).into());
    }
    if known.group.is_some() && !managed {
        return Err(EnvironmentRefusal::NotManaged(name(known)).into());
    }
    let pays = known.allocated > crate::units::Credits::ZERO || known.plan.is_some();
    let production = known.kind_at(at) == EnvironmentKind::Production;
    let in_the_way = |what: &str| {
        let message = format!("{what} \"{}\" first", facts.name);
        Err(EnvironmentRefusal::InTheWay(message).into())
    };
    match workload {
        Workload::CopilotForSales if pays && !production => {
            in_the_way("Copilot for Sales needs a production environment: take the capacity and the billing plan off")
        }
        Workload::Dynamics365 if pays && facts.workload != workload => {
            in_the_way("The linked environment pays for a Dynamics 365 environment: take capacity and billing plan off")
        }
        Workload::None | Workload::CopilotForSales if known.linked_to.is_some() => {
            in_the_way("Take the link to a Power Platform environment off")
        }
        _ => Ok(Event::EnvironmentEdited {
            environment: facts.environment,
            managed,
            workload,
        }),
    }
}

/// Sources: Trial environments (2021-08-24): 1 GB of database capacity, hours until it is done; Convert a trial environment
/// (Copilot for Sales, 2026-03-10). How many hours, a switch says.
fn converted(settings: &Settings, known: &Environment, at: Instant) -> Result<Event, EnvironmentRefusal> {
    if let Stage::Converting(ready_at) = known.stage_at(at) {
        let environment = name(known);
        return Err(EnvironmentRefusal::Converting { environment, ready_at });
    }
    require_trial(known, at)?;
    if settings.now(SettingKey::FreeDatabase) == Choice::TooLittle {
        return Err(EnvironmentRefusal::NoRoom(name(known)));
    }
    let hours = match settings.now(SettingKey::ConversionDelay) {
        Choice::OneHour => 1,
        Choice::OneDay => 24,
        _ => 4,
    };
    Ok(Event::EnvironmentConverted {
        environment: known.facts.environment,
        ready_at: at + TimeDelta::hours(hours),
    })
}

/// Source: Trial environments (2021-08-24): once, in the last seven days.
fn extended(known: &Environment, at: Instant) -> Result<Event, EnvironmentRefusal> {
    require_trial(known, at)?;
    let refused = |text: String| Err(EnvironmentRefusal::NotExtendable(text));
    match known.stage_at(at) {
        Stage::TrialUntil(end) if known.extended => refused(format!(
            "\"{}\" was extended already; it ends on {}",
            known.facts.name,
            end.format("%Y-%m-%d")
        )),
        Stage::TrialUntil(end) if end - at > TimeDelta::days(EXTENSION_DAYS) => refused(format!(
            "\"{}\" can be extended in its last {EXTENSION_DAYS} days, from {} on",
            known.facts.name,
            (end - TimeDelta::days(EXTENSION_DAYS)).format("%Y-%m-%d")
        )),
        Stage::TrialUntil(_) => Ok(Event::TrialExtended {
            environment: known.facts.environment,
        }),
        _ => refused(format!(
            "\"{}\" lives as long as its subscription and is not extended",
            known.facts.name
        )),
    }
}

fn require_trial(known: &Environment, at: Instant) -> Result<(), EnvironmentRefusal> {
    if let Stage::Ended(at) = known.stage_at(at) {
        return Err(EnvironmentRefusal::TrialEnded {
            environment: name(known),
            at,
        });
    }
    let kind = known.kind_at(at);
    if !kind.is_trial() {
        return Err(EnvironmentRefusal::NotATrial {
            environment: name(known),
            kind: kind.label(),
        });
    }
    Ok(())
}

fn linked(platform: &Platform, known: &Environment, to: Option<EnvironmentId>, at: Instant) -> Result<Event, Refusal> {
    if known.facts.workload != Workload::Dynamics365 {
        return Err(EnvironmentRefusal::NotDynamics(name(known)).into());
    }
    if known.linked_to == to {
        let message = match to.and_then(|id| platform.environment(id)) {
            Some(to) => format!("\"{}\" is linked to \"{}\" already", known.facts.name, to.facts.name),
            None => format!("\"{}\" is not linked to a Power Platform environment", known.facts.name),
        };
        return Err(EnvironmentRefusal::AsBefore(message).into());
    }
    if let Some(to) = to {
        let to = environment_of(platform, to)?;
        let kind = to.kind_at(at);
        let takes = matches!(
            kind,
            EnvironmentKind::Production | EnvironmentKind::Sandbox | EnvironmentKind::Default
        );
        if !takes || to.facts.workload == Workload::Dynamics365 {
            return Err(EnvironmentRefusal::LinkTarget { to: name(to) }.into());
        }
    }
    Ok(Event::DynamicsLinked {
        environment: known.facts.environment,
        to,
    })
}

/// Source: Environment groups and rules (2025-04-03): groups hold Managed Environments.
fn grouped(platform: &Platform, known: &Environment, group: Option<EnvironmentGroupId>) -> Result<Event, Refusal> {
    if known.group == group {
        let message = match group.and_then(|id| platform.environment_group(id)) {
            Some(group) => format!("\"{}\" is in \"{}\" already", known.facts.name, group.name),
            None => format!("\"{}\" is in no environment group", known.facts.name),
        };
        return Err(EnvironmentRefusal::AsBefore(message).into());
    }
    if let Some(group) = group {
        let _ = platform
            .environment_group(group)
            .ok_or(EnvironmentRefusal::GroupUnknown)?;
        if !known.facts.managed {
            return Err(EnvironmentRefusal::NotManaged(name(known)).into());
        }
    }
    Ok(Event::EnvironmentGrouped {
        environment: known.facts.environment,
        group,
    })
}

/// Those that are as wanted already are left alone.
fn drawn(platform: &Platform, targets: &[EnvironmentTarget], draw: bool) -> Result<Vec<Event>, Refusal> {
    if targets.is_empty() {
        return Err(EnvironmentRefusal::NothingChosen.into());
    }
    let mut events = Vec::new();
    for target in targets {
        let known = known(platform, *target)?;
        if known.draw == draw {
            continue;
        }
        require_unlocked(platform, known)?;
        events.push(Event::AllocationSet(AllocationFacts {
            environment: known.facts.environment,
            credits: known.allocated.0,
            draw,
            bill_to_plan: known.bill_to_plan,
        }));
    }
    if events.is_empty() {
        let message = "The chosen environments are like this already".to_owned();
        return Err(EnvironmentRefusal::AsBefore(message).into());
    }
    Ok(events)
}

/// Source: Tutorial: manage Copilot Credit allocations (2026-08-28): `TenantPoolLockedByPolicy`.
pub(super) fn require_unlocked(platform: &Platform, known: &Environment) -> Result<(), EnvironmentRefusal> {
    match platform.draw_lock(known) {
        Some(group) => Err(EnvironmentRefusal::PoolLocked {
            environment: name(known),
            group: group.name.clone(),
        }),
        None => Ok(()),
    }
}

/// What both billing models ask of an environment before capacity is allocated or a plan linked.
pub(super) fn require_payable(platform: &Platform, known: &Environment, at: Instant) -> Result<(), EnvironmentRefusal> {
    let kind = known.kind_at(at);
    if let Stage::Ended(at) = known.stage_at(at) {
        return Err(EnvironmentRefusal::TrialEnded {
            environment: name(known),
            at,
        });
    }
    match known.facts.workload {
        Workload::CopilotForSales if kind != EnvironmentKind::Production => Err(EnvironmentRefusal::NeedsProduction {
            environment: name(known),
            kind: kind.label(),
            mend: match known.stage_at(at) {
                Stage::Converting(_) => "It is being converted: wait until that is done",
                _ if kind.is_trial() => "Use Convert to production first",
                _ => "Use a production environment",
            },
        }),
        Workload::Dynamics365 => {
            let linked = known.linked_to.and_then(|to| platform.environment(to));
            let mend = linked.map_or_else(
                || "link it to a Power Platform environment first, and set up billing there".to_owned(),
                |to| {
                    format!(
                        "set this up for \"{}\", the environment that it is linked to",
                        to.facts.name
                    )
                },
            );
            Err(EnvironmentRefusal::DynamicsEnvironment {
                environment: name(known),
                mend,
            })
        }
        Workload::None | Workload::CopilotForSales => Ok(()),
    }
}

/// What prepaid capacity asks besides.
pub(super) fn require_allocatable(
    platform: &Platform,
    known: &Environment,
    at: Instant,
) -> Result<(), EnvironmentRefusal> {
    require_payable(platform, known, at)?;
    let kind = known.kind_at(at);
    if kind == EnvironmentKind::Teams {
        return Err(EnvironmentRefusal::NotAllocatable {
            environment: name(known),
            kind: kind.label(),
        });
    }
    let viva = platform.environments.iter().find(|other| other.is_viva());
    match viva {
        Some(viva) if known.facts.workload == Workload::CopilotForSales && !known.is_viva() => {
            Err(EnvironmentRefusal::SalesElsewhere {
                environment: name(known),
                viva: name(viva),
            })
        }
        _ => Ok(()),
    }
}
