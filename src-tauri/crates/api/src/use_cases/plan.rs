//! Billing plans: list, make, link, unlink, enable and disable.

use meterdesk_billing::ids::{EnvironmentId, PlanId, SubscriptionId};
use meterdesk_billing::platform::{BillingPlan, PlanKind};
use meterdesk_billing::settings::Choice;
use meterdesk_billing::settlement::PayAsYouGo;
use meterdesk_billing::tenant::{
    Command, Event, Impediment, PlanTarget, PlatformCommand, PlatformRefusal, Refusal, Tenant,
};

use super::identity;
use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::pages::plain_page;
use crate::settle::settle_after_act;
use crate::wire::*;
use crate::{App, Caller};

/// Billing plans, oldest first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn plan_list(app: &App, _caller: &Caller, request: PlanList) -> Result<PlanListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    let snapshot = app.workbook.read().await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let tenant = snapshot.tenant();
    let known = tenant.platform.now().plans.iter();
    let found = known.filter(|plan| {
        plan.facts.name.to_lowercase().contains(&search) || plan.facts.plan.to_string().contains(&search)
    });
    let (rows, total, next) = page.cut(found.map(|plan| row(tenant, plan)).collect());
    Ok(PlanListed { rows, total, next })
}

/// Makes a billing plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_create(app: &App, caller: &Caller, request: PlanCreate) -> Result<PlanChanged, ApiError> {
    let command = PlatformCommand::CreatePlan {
        name: request.name.clone(),
        kind: match request.kind {
            PlanKindKey::AzureSubscription => PlanKind::AzureSubscription,
            PlanKindKey::CopilotChat => PlanKind::CopilotChat,
        },
        subscription: SubscriptionId(identity(&request.subscription, "subscription")?),
        resource_group: request.resource_group.clone(),
        region: request.region.clone().unwrap_or_default(),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Links an environment to a plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_link(app: &App, caller: &Caller, request: PlanLink) -> Result<PlanChanged, ApiError> {
    let command = PlatformCommand::LinkPlan {
        target: target(&request.plan, request.revision)?,
        environment: EnvironmentId(identity(&request.environment, "environment")?),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Takes an environment off a plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_unlink(app: &App, caller: &Caller, request: PlanUnlink) -> Result<PlanChanged, ApiError> {
    let command = PlatformCommand::UnlinkPlan {
        target: target(&request.plan, request.revision)?,
        environment: EnvironmentId(identity(&request.environment, "environment")?),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Enables or disables a plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_enable(app: &App, caller: &Caller, request: PlanEnable) -> Result<PlanChanged, ApiError> {
    let command = PlatformCommand::SwitchPlan {
        target: target(&request.plan, request.revision)?,
        enabled: request.enabled,
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

fn target(plan: &str, revision: Option<u64>) -> Result<PlanTarget, ApiError> {
    Ok(PlanTarget {
        plan: PlanId(identity(plan, "plan")?),
        revision,
    })
}

async fn done(app: &App, mut begun: Begun, command: PlatformCommand, preview: bool) -> Result<PlanChanged, ApiError> {
    let events = begun.decide(Command::Platform(command)).await?;
    let tenant = begun.act.tenant();
    let changed = events.iter().find_map(|event| match event {
        Event::PlanCreated(facts) => Some(facts.plan),
        Event::PlanLinked { plan, .. } | Event::PlanUnlinked { plan, .. } | Event::PlanSwitched { plan, .. } => {
            Some(*plan)
        }
        _ => None,
    });
    let plan = changed
        .and_then(|id| tenant.platform.now().plan(id))
        .ok_or(Refusal::from(PlatformRefusal::PlanUnknown))?;
    let answer = PlanChanged {
        plan: row(tenant, plan),
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn row(tenant: &Tenant, plan: &BillingPlan) -> PlanRow {
    let facts = &plan.facts;
    let subscription = tenant.subscription(facts.subscription);
    let linked = tenant.platform.now().linked_to(facts.plan);
    PlanRow {
        id: facts.plan.to_string(),
        name: facts.name.clone(),
        kind: match facts.plan_kind {
            PlanKind::AzureSubscription => PlanKindKey::AzureSubscription,
            PlanKind::CopilotChat => PlanKindKey::CopilotChat,
        },
        enabled: plan.enabled,
        not_chargeable: not_chargeable(tenant, facts.plan),
        subscription: facts.subscription.to_string(),
        subscription_name: subscription.map_or_else(String::new, |known| known.name.clone()),
        resource_group: facts.resource_group.clone(),
        region: facts.region.clone(),
        environments: linked
            .map(|known| PlanEnvironment {
                id: known.facts.environment.to_string(),
                name: known.facts.name.clone(),
            })
            .collect(),
        revision: plan.revision,
    }
}

fn not_chargeable(tenant: &Tenant, plan: PlanId) -> Option<String> {
    let present = tenant.impeded.iter().filter(|known| known.until.is_none());
    let by = present
        .filter(|known| known.what == PayAsYouGo::Plan(plan))
        .map(|known| known.by)
        .find(|by| tenant.settings.now(by.switch()) == Choice::UseBlocked)?;
    let why = match by {
        Impediment::SubscriptionDisabled => "Its Azure subscription is disabled",
        Impediment::ResourceGroupDeleted => "Its resource group was deleted",
        _ => "Whoever made it is neither Owner nor Contributor any more",
    };
    Some(why.to_owned())
}
