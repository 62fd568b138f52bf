//! Billing plans: list, make, edit, link, unlink, enable, disable, delete.

use meterdesk_billing::directory::ActorFacts;
use meterdesk_billing::ids::{EnvironmentId, PlanId, SubscriptionId};
use meterdesk_billing::platform::{
    BillingPlan, NewPlan, PLATFORM_REGIONS, PlanKind, PlanProduct, PlanStatus, Platform,
};
use meterdesk_billing::settings::Choice;
use meterdesk_billing::settlement::PayAsYouGo;
use meterdesk_billing::tenant::{
    Command, CreatePlan, Event, Impediment, PlanCommand, PlanRefusal, PlanTarget, PlatformCommand, Refusal, Tenant,
    may_change_plan, not_linkable,
};
use meterdesk_store::Snapshot;

use super::identity;
use super::plan_effects::sentences;
use crate::act::{Begun, acting, begin};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::{page, plain_page};
use crate::settle::settle_after_act;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

columns!(PlanListed of PlanRow:
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("status", "Status", |row| {
        Cell::text(match row.status {
            PlanStatusKey::Provisioning => PlanStatus::Provisioning.label(),
            PlanStatusKey::Enabled => PlanStatus::Enabled.label(),
            PlanStatusKey::Disabled => PlanStatus::Disabled.label(),
        })
    }),
    Column::new("kind", "Type", |row| {
        Cell::text(match row.kind {
            PlanKindKey::AzureSubscription => "Azure subscription",
            PlanKindKey::CopilotChat => "Microsoft 365 Copilot Chat",
        })
    }),
    Column::new("subscription", "Azure subscription", |row| Cell::text(&row.subscription_name)),
    Column::new("group", "Resource group", |row| Cell::text(&row.resource_group)),
    Column::new("region", "Region", |row| Cell::text(&row.region)),
    Column::new("environments", "Environments", |row| {
        let names: Vec<_> = row.environments.iter().map(|known| known.name.as_str()).collect();
        Cell::text(names.join("; "))
    }),
);

/// Billing plans, oldest first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn plan_list(app: &App, caller: &Caller, request: PlanList) -> Result<PlanListed, ApiError> {
    let page = page::<PlanListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let known: Vec<_> = snapshot.tenant().platform.now().present_plans().cloned().collect();
    let found = known.into_iter().filter(|plan| {
        plan.facts.name.to_lowercase().contains(&search) || plan.facts.plan.to_string().contains(&search)
    });
    let mut rows = Vec::new();
    for plan in found {
        rows.push(row(&mut snapshot, &actor, &plan).await?);
    }
    let (rows, total, next) = page.of::<PlanListed>(rows);
    Ok(PlanListed { rows, total, next })
}

/// Environments of a region that are not linked to the plan, those that can be linked first.
///
/// # Errors
/// When there is no such plan, the page is not one, or the workbook can't be read.
pub async fn plan_candidate_list(
    app: &App,
    _caller: &Caller,
    request: PlanCandidateList,
) -> Result<PlanCandidateListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    let snapshot = app.workbook.read().await?;
    let tenant = snapshot.tenant();
    let platform = tenant.platform.now();
    let facts = match &request.plan {
        Some(plan) => known_plan(platform, PlanId(identity(plan, "plan")?))?.facts.clone(),
        None => unmade(request.region.unwrap_or_default()),
    };
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let of_region = platform.environments.iter().filter(|known| {
        known.facts.region == facts.region
            && known.plan != Some(facts.plan)
            && known.facts.name.to_lowercase().contains(&search)
    });
    let mut rows: Vec<_> = of_region
        .map(|known| PlanCandidate {
            id: known.facts.environment.to_string(),
            name: known.facts.name.clone(),
            kind_label: known.kind_at(tenant.now).label().to_owned(),
            linked_to: known
                .plan
                .and_then(|plan| platform.plan(plan))
                .map(|plan| plan.facts.name.clone()),
            missing: not_linkable(tenant, &facts, known).map(|refusal| refusal.to_string()),
        })
        .collect();
    rows.sort_by_key(|row| row.missing.is_some());
    let (rows, total, next) = page.cut(rows);
    let regions = PLATFORM_REGIONS.map(str::to_owned).to_vec();
    Ok(PlanCandidateListed {
        rows,
        total,
        next,
        regions,
    })
}

/// A plan as it would be in that region.
fn unmade(region: String) -> NewPlan {
    NewPlan {
        plan: PlanId(uuid::Uuid::nil()),
        name: String::new(),
        plan_kind: PlanKind::AzureSubscription,
        subscription: SubscriptionId(uuid::Uuid::nil()),
        resource_group: String::new(),
        region,
        products: Vec::new(),
        ready_at: None,
    }
}

/// Makes a billing plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_create(app: &App, caller: &Caller, request: PlanCreate) -> Result<PlanChanged, ApiError> {
    let products = request.products.as_deref().unwrap_or(&[PlanProductKey::CopilotStudio]);
    let command = PlanCommand::Create(CreatePlan {
        name: request.name.clone(),
        kind: match request.kind {
            PlanKindKey::AzureSubscription => PlanKind::AzureSubscription,
            PlanKindKey::CopilotChat => PlanKind::CopilotChat,
        },
        subscription: SubscriptionId(identity(&request.subscription, "subscription")?),
        resource_group: request.resource_group.clone(),
        region: request.region.clone().unwrap_or_default(),
        products: products.iter().copied().map(product).collect(),
        environments: environments(request.environments.as_deref(), "environments")?,
        move_linked: request.move_linked.unwrap_or(false),
    });
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Links an environment to a plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_link(app: &App, caller: &Caller, request: PlanLink) -> Result<PlanChanged, ApiError> {
    let command = PlanCommand::Link {
        target: target(&request.plan, request.revision)?,
        add: vec![EnvironmentId(identity(&request.environment, "environment")?)],
        remove: Vec::new(),
        move_linked: request.move_linked.unwrap_or(false),
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
    let command = PlanCommand::Link {
        target: target(&request.plan, request.revision)?,
        add: Vec::new(),
        remove: vec![EnvironmentId(identity(&request.environment, "environment")?)],
        move_linked: false,
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Links environments to a plan and takes others off it.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_environments_change(
    app: &App,
    caller: &Caller,
    request: PlanEnvironmentsChange,
) -> Result<PlanChanged, ApiError> {
    let command = PlanCommand::Link {
        target: target(&request.plan, request.revision)?,
        add: environments(request.add.as_deref(), "add")?,
        remove: environments(request.remove.as_deref(), "remove")?,
        move_linked: request.move_linked.unwrap_or(false),
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
    let command = PlanCommand::Edit {
        target: target(&request.plan, request.revision)?,
        name: None,
        products: None,
        enabled: Some(request.enabled),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Changes name, products or status of a plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_edit(app: &App, caller: &Caller, request: PlanEdit) -> Result<PlanChanged, ApiError> {
    let products = request.products.as_deref();
    let command = PlanCommand::Edit {
        target: target(&request.plan, request.revision)?,
        name: request.name.clone(),
        products: products.map(|products| products.iter().copied().map(product).collect()),
        enabled: request.enabled,
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Deletes a plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_delete(app: &App, caller: &Caller, request: PlanDelete) -> Result<PlanDeleted, ApiError> {
    let target = target(&request.plan, request.revision)?;
    let preview = request.preview;
    let mut begun = begin!(app, caller, request);
    let command = PlatformCommand::Plan(PlanCommand::Delete { target });
    let events = begun.decide(Command::Platform(command)).await?;
    let tenant = begun.act.tenant();
    let plan = tenant.platform.now().plan(target.plan);
    let answer = PlanDeleted {
        deleted: target.plan.to_string(),
        name: plan.map_or_else(String::new, |plan| plan.facts.name.clone()),
        effects: sentences(tenant, &events),
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn target(plan: &str, revision: Option<u64>) -> Result<PlanTarget, ApiError> {
    Ok(PlanTarget {
        plan: PlanId(identity(plan, "plan")?),
        revision,
    })
}

fn environments(ids: Option<&[String]>, field: &str) -> Result<Vec<EnvironmentId>, ApiError> {
    let ids = ids.unwrap_or_default().iter();
    ids.map(|id| Ok(EnvironmentId(identity(id, field)?))).collect()
}

async fn done(app: &App, mut begun: Begun, command: PlanCommand, preview: bool) -> Result<PlanChanged, ApiError> {
    let of = match &command {
        PlanCommand::Edit { target, .. } | PlanCommand::Link { target, .. } | PlanCommand::Delete { target } => {
            Some(target.plan)
        }
        PlanCommand::Create(_) => None,
    };
    let events = begun.decide(Command::Platform(PlatformCommand::Plan(command))).await?;
    let made = events.iter().find_map(|event| match event {
        Event::PlanCreated(facts) => Some(facts.plan),
        _ => None,
    });
    let tenant = begun.act.tenant();
    let effects = sentences(tenant, &events);
    let id = of.or(made).ok_or(Refusal::from(PlanRefusal::Unknown))?;
    let plan = known_plan(tenant.platform.now(), id)?.clone();
    let actor = begun.actor.clone();
    let answer = PlanChanged {
        plan: row(&mut begun.act, &actor, &plan).await?,
        effects,
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn known_plan(platform: &Platform, id: PlanId) -> Result<&BillingPlan, Refusal> {
    let known = platform.present_plans().find(|known| known.facts.plan == id);
    known.ok_or_else(|| PlanRefusal::Unknown.into())
}

async fn row(snapshot: &mut Snapshot, actor: &ActorFacts, plan: &BillingPlan) -> Result<PlanRow, ApiError> {
    let created_by = snapshot.display_name(plan.created_by).await?;
    let tenant = snapshot.tenant();
    let facts = &plan.facts;
    let subscription = tenant.subscription(facts.subscription);
    let linked = tenant.platform.now().linked_to(facts.plan);
    Ok(PlanRow {
        id: facts.plan.to_string(),
        name: facts.name.clone(),
        kind: match facts.plan_kind {
            PlanKind::AzureSubscription => PlanKindKey::AzureSubscription,
            PlanKind::CopilotChat => PlanKindKey::CopilotChat,
        },
        status: match plan.status_at(tenant.now.timestamp()) {
            PlanStatus::Provisioning => PlanStatusKey::Provisioning,
            PlanStatus::Enabled => PlanStatusKey::Enabled,
            PlanStatus::Disabled => PlanStatusKey::Disabled,
        },
        enabled: plan.enabled,
        ready_at: facts.ready_at.map(instant),
        products: facts.products.iter().copied().map(product_key).collect(),
        not_chargeable: not_chargeable(tenant, facts.plan),
        subscription: facts.subscription.to_string(),
        subscription_name: subscription.map_or_else(String::new, |known| known.name.clone()),
        resource_group: facts.resource_group.clone(),
        region: facts.region.clone(),
        environments: linked
            .map(|known| PlanEnvironment {
                id: known.facts.environment.to_string(),
                name: known.facts.name.clone(),
                kind_label: known.kind_at(tenant.now).label().to_owned(),
            })
            .collect(),
        account: plan.account.clone(),
        created_at: instant(plan.created_at),
        created_by,
        may_change: may_change_plan(actor, plan),
        revision: plan.revision,
    })
}

const fn product(key: PlanProductKey) -> PlanProduct {
    match key {
        PlanProductKey::CopilotStudio => PlanProduct::CopilotStudio,
        PlanProductKey::Dataverse => PlanProduct::Dataverse,
        PlanProductKey::PowerApps => PlanProduct::PowerApps,
        PlanProductKey::PowerAutomate => PlanProduct::PowerAutomate,
        PlanProductKey::PowerPages => PlanProduct::PowerPages,
        PlanProductKey::Windows365ForAgents => PlanProduct::Windows365ForAgents,
    }
}

const fn product_key(product: PlanProduct) -> PlanProductKey {
    match product {
        PlanProduct::CopilotStudio => PlanProductKey::CopilotStudio,
        PlanProduct::Dataverse => PlanProductKey::Dataverse,
        PlanProduct::PowerApps => PlanProductKey::PowerApps,
        PlanProduct::PowerAutomate => PlanProductKey::PowerAutomate,
        PlanProduct::PowerPages => PlanProductKey::PowerPages,
        PlanProduct::Windows365ForAgents => PlanProductKey::Windows365ForAgents,
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
