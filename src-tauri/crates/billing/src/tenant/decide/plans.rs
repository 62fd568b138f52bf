//! Decisions about billing plans: making, changing, linking, deleting.

use super::environment::require_payable;
use super::platform::{chat_environment, environment_of, known_region, named, require, require_group};
use super::{Context, billing_right_missing, require_revision};
use crate::directory::{ActorFacts, AdminRole};
use crate::ids::{EnvironmentId, PlanId, SubscriptionId};
use crate::platform::{BillingPlan, Environment, EnvironmentKind, NewPlan, PlanKind, PlanProduct, Platform};
use crate::settings::{Choice, SettingKey};
use crate::tenant::event::Event;
use crate::tenant::plans::{CreatePlan, PlanCommand, PlanRefusal, PlanTarget};
use crate::tenant::refusal::Refusal;
use crate::tenant::state::{SubscriptionState, Tenant};

/// Source: Microsoft, Set up pay-as-you-go (2025-01-27), Prerequisites.
pub(super) const PLANNERS: [AdminRole; 4] = [
    AdminRole::Global,
    AdminRole::PowerPlatform,
    AdminRole::Dynamics365,
    AdminRole::Environment,
];

pub(super) fn decide(tenant: &Tenant, command: PlanCommand, context: &mut Context<'_>) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    require(actor, &PLANNERS)?;
    match command {
        PlanCommand::Create(wish) => create(tenant, wish, context),
        PlanCommand::Edit {
            target,
            name,
            products,
            enabled,
        } => edit(
            tenant,
            own_plan(tenant, actor, target)?,
            name.as_deref(),
            products,
            enabled,
        ),
        PlanCommand::Link {
            target,
            add,
            remove,
            move_linked,
        } => {
            let plan = own_plan(tenant, actor, target)?;
            let mut events = Vec::new();
            for environment in remove {
                events.push(taken_off(tenant, plan, environment)?);
            }
            let facts = &plan.facts;
            events.extend(linked(tenant, actor, facts, &add, move_linked)?);
            if events.is_empty() {
                return Err(PlanRefusal::AsBefore("Choose an environment to link or to take off".to_owned()).into());
            }
            Ok(events)
        }
        PlanCommand::Delete { target } => {
            let plan = own_plan(tenant, actor, target)?.facts.plan;
            let environments = tenant.platform.now().linked_to(plan);
            let unlinked = environments.map(|known| Event::PlanUnlinked {
                plan,
                environment: known.facts.environment,
            });
            Ok(unlinked.chain([Event::PlanDeleted { plan }]).collect())
        }
    }
}

fn create(tenant: &Tenant, wish: CreatePlan, context: &mut Context<'_>) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    let platform = tenant.platform.now();
    let name = plan_name(platform, None, &wish.name)?;
    billable(tenant, actor, wish.subscription, &wish.resource_group)?;
    let of_environments = wish.kind == PlanKind::AzureSubscription;
    let products = if of_environments {
        chosen(wish.products)?
    } else {
        Vec::new()
    };
    let region = if of_environments {
        known_region(wish.region)?
    } else {
        String::new()
    };
    let minutes = tenant.settings.provisioning_minutes();
    let facts = NewPlan {
        plan: PlanId(context.ids.next_id()),
        name,
        plan_kind: wish.kind,
        subscription: wish.subscription,
        resource_group: wish.resource_group,
        region,
        products,
        ready_at: (minutes > 0).then(|| context.at + chrono::TimeDelta::minutes(minutes)),
    };
    let mut events = vec![Event::PlanCreated(facts.clone())];
    if of_environments {
        events.extend(linked(tenant, actor, &facts, &wish.environments, wish.move_linked)?);
    } else {
        events.extend(chat_linked(tenant, &facts, wish.move_linked, context)?);
    }
    Ok(events)
}

/// A Copilot Chat plan makes its environment, if there is none, and is linked to it.
///
/// Source: Microsoft, Set up pay-as-you-go (2025-01-27), Microsoft 365 Copilot Chat.
fn chat_linked(
    tenant: &Tenant,
    facts: &NewPlan,
    move_linked: bool,
    context: &mut Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let platform = tenant.platform.now();
    if let Some(known) = platform.environment_of(EnvironmentKind::CopilotChat) {
        let environments = [known.facts.environment];
        return linked(tenant, &context.facts.actor, facts, &environments, move_linked);
    }
    let (environment, made) = chat_environment(platform, context);
    let plan = facts.plan;
    Ok(made
        .into_iter()
        .chain([Event::PlanLinked { plan, environment }])
        .collect())
}

fn edit(
    tenant: &Tenant,
    plan: &BillingPlan,
    name: Option<&str>,
    products: Option<Vec<PlanProduct>>,
    enabled: Option<bool>,
) -> Result<Vec<Event>, Refusal> {
    let facts = &plan.facts;
    let name = name.map_or_else(
        || Ok(facts.name.clone()),
        |name| plan_name(tenant.platform.now(), Some(facts.plan), name),
    )?;
    let products = match products {
        None => facts.products.clone(),
        Some(_) if facts.plan_kind == PlanKind::CopilotChat => {
            return Err(PlanRefusal::NoChoiceOfProducts(facts.name.clone()).into());
        }
        Some(products) => chosen(products)?,
    };
    let mut events = Vec::new();
    if (&name, &products) != (&facts.name, &facts.products) {
        events.push(Event::PlanEdited {
            plan: facts.plan,
            name,
            products,
        });
    }
    if let Some(enabled) = enabled.filter(|enabled| *enabled != plan.enabled) {
        events.push(Event::PlanSwitched {
            plan: facts.plan,
            enabled,
        });
    }
    if events.is_empty() {
        let message = match enabled {
            Some(true) => format!("The billing plan \"{}\" is enabled already", facts.name),
            Some(false) => format!("The billing plan \"{}\" is disabled already", facts.name),
            None => format!("This is what \"{}\" is already", facts.name),
        };
        return Err(PlanRefusal::AsBefore(message).into());
    }
    Ok(events)
}

fn plan_name(platform: &Platform, of: Option<PlanId>, name: &str) -> Result<String, Refusal> {
    let others = platform.present_plans().filter(|known| Some(known.facts.plan) != of);
    Ok(named(
        "billing plan",
        name,
        others.map(|known| known.facts.name.as_str()),
    )?)
}

/// The products in their own order, each once.
fn chosen(mut products: Vec<PlanProduct>) -> Result<Vec<PlanProduct>, PlanRefusal> {
    products.sort_unstable();
    products.dedup();
    if products.is_empty() {
        return Err(PlanRefusal::NoProduct);
    }
    Ok(products)
}

/// The plan, if the acting person may change it.
///
/// Source: Microsoft, Set up pay-as-you-go (2025-01-27): environment admins edit the plans that they created.
pub(super) fn own_plan<'a>(
    tenant: &'a Tenant,
    actor: &ActorFacts,
    target: PlanTarget,
) -> Result<&'a BillingPlan, Refusal> {
    let plan = present_plan(tenant, target.plan)?;
    require_own(actor, plan)?;
    require_revision(&format!("\"{}\"", plan.facts.name), plan.revision, target.revision)?;
    Ok(plan)
}

pub(super) fn present_plan(tenant: &Tenant, id: PlanId) -> Result<&BillingPlan, PlanRefusal> {
    let present = tenant.platform.now().plan(id);
    present
        .filter(|known| known.deleted_at.is_none())
        .ok_or(PlanRefusal::Unknown)
}

fn require_own(actor: &ActorFacts, plan: &BillingPlan) -> Result<(), PlanRefusal> {
    if may_change(actor, plan) {
        return Ok(());
    }
    Err(PlanRefusal::NotYours {
        actor: actor.display_name.clone(),
        plan: plan.facts.name.clone(),
    })
}

/// Whether somebody may change the plan.
#[must_use]
pub fn may_change(actor: &ActorFacts, plan: &BillingPlan) -> bool {
    let holds = |role| actor.roles.contains(role);
    PLANNERS
        .iter()
        .any(|role| holds(role) && (*role != AdminRole::Environment || plan.created_by == actor.id))
}

fn taken_off(tenant: &Tenant, plan: &BillingPlan, environment: EnvironmentId) -> Result<Event, Refusal> {
    let known = environment_of(tenant.platform.now(), environment)?;
    if known.plan != Some(plan.facts.plan) {
        let (environment, plan) = (known.facts.name.clone(), plan.facts.name.clone());
        return Err(PlanRefusal::NotLinked { environment, plan }.into());
    }
    Ok(Event::PlanUnlinked {
        plan: plan.facts.plan,
        environment,
    })
}

/// Links environments; one that is linked elsewhere is taken off there first, where that is wanted.
pub(super) fn linked(
    tenant: &Tenant,
    actor: &ActorFacts,
    facts: &NewPlan,
    environments: &[EnvironmentId],
    move_linked: bool,
) -> Result<Vec<Event>, Refusal> {
    let platform = tenant.platform.now();
    let mut events = Vec::new();
    for (place, id) in environments.iter().enumerate() {
        if environments[..place].contains(id) {
            continue;
        }
        let environment = environment_of(platform, *id)?;
        if let Some(refusal) = not_linkable(tenant, facts, environment) {
            return Err(refusal);
        }
        if let Some(other) = environment.plan.and_then(|plan| platform.plan(plan)) {
            if !move_linked || other.facts.plan == facts.plan {
                return Err(PlanRefusal::AlreadyLinked {
                    environment: environment.facts.name.clone(),
                    plan: other.facts.name.clone(),
                }
                .into());
            }
            require_own(actor, other)?;
            events.push(Event::PlanUnlinked {
                plan: other.facts.plan,
                environment: *id,
            });
        }
        events.push(Event::PlanLinked {
            plan: facts.plan,
            environment: *id,
        });
    }
    Ok(events)
}

/// Why an environment can't be linked to a plan, whatever it is linked to now.
///
/// Source: Microsoft, Set up pay-as-you-go (2025-01-27): production and sandbox, in the plan's region. A third party's
/// walkthrough (2026) links a default environment too, so a setting says.
#[must_use]
pub fn not_linkable(tenant: &Tenant, facts: &NewPlan, environment: &Environment) -> Option<Refusal> {
    if let Err(refusal) = require_payable(tenant.platform.now(), environment, tenant.now) {
        return Some(refusal.into());
    }
    let kind = environment.kind_at(tenant.now);
    let more = tenant.settings.now(SettingKey::PlanEnvironments) == Choice::DefaultAndDeveloperToo;
    let fits = match facts.plan_kind {
        PlanKind::AzureSubscription => {
            let uncertain = matches!(kind, EnvironmentKind::Default | EnvironmentKind::Developer);
            kind.is_linkable() || more && uncertain
        }
        PlanKind::CopilotChat => kind == EnvironmentKind::CopilotChat,
    };
    let name = || environment.facts.name.clone();
    if !fits {
        let environment = name();
        let kind = kind.label();
        return Some(PlanRefusal::NotLinkable { environment, kind }.into());
    }
    if facts.plan_kind == PlanKind::AzureSubscription && facts.region != environment.facts.region {
        let differs = PlanRefusal::RegionDiffers {
            environment: name(),
            of_environment: environment.facts.region.clone(),
            of_plan: facts.region.clone(),
        };
        return Some(differs.into());
    }
    None
}

/// Source: Microsoft, Set up pay-as-you-go (2025-01-27), Prerequisites: rights to create resources on the subscription.
fn billable(
    tenant: &Tenant,
    actor: &ActorFacts,
    subscription: SubscriptionId,
    resource_group: &str,
) -> Result<(), Refusal> {
    let subscription = tenant.subscription(subscription).ok_or(Refusal::SubscriptionUnknown)?;
    if subscription.state == SubscriptionState::Disabled {
        return Err(Refusal::SubscriptionDisabled(subscription.name.clone()));
    }
    require_group(subscription, resource_group)?;
    billing_right_missing(actor, subscription, Some(resource_group))
        .map_or(Ok(()), |missing| Err(Refusal::AzureRightMissing(missing)))
}
