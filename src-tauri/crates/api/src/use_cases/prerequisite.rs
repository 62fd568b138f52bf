//! What pay-as-you-go billing needs: each thing with whether it is there, and who could provide what is missing.
//!
//! The same conditions stand in the decisions of `meterdesk-billing`; here they are all looked at, not only the first.

use meterdesk_billing::directory::{ActorFacts, AdminRole, Product};
use meterdesk_billing::ids::SubscriptionId;
use meterdesk_billing::tenant::{Subscription, SubscriptionState, billing_right_missing, may_bill};
use meterdesk_store::Snapshot;

use super::identity;
use crate::act::acting;
use crate::error::ApiError;
use crate::text::listed;
use crate::who_could::{Able, licence_managers, managers, owners, with_role};
use crate::wire::*;
use crate::{App, Caller};

const SET_UP: &str = "Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21)";
const TENANT: &str = "Set up and manage pay-as-you-go billing for Copilot (2026-08-05)";
const LIMIT: &str = "Set up Microsoft Copilot pay-as-you-go services (2026-07-17)";
const RETRIEVAL: &str = "Retrieval API pay-as-you-go consumption (2026-06-18)";

/// What somebody needs, and whether it is there.
///
/// # Errors
/// When the subscription is none of the tenant's, or the workbook can't be read.
pub async fn prerequisite_check(
    app: &App,
    caller: &Caller,
    request: PrerequisiteCheck,
) -> Result<PrerequisitesChecked, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    let mut prerequisites = vec![role(&mut snapshot, &actor).await?];
    match request.purpose.unwrap_or(PrerequisitePurpose::CreatePolicy) {
        PrerequisitePurpose::CreatePolicy => {
            let named = match &request.subscription {
                Some(text) => Some(SubscriptionId(identity(text, "subscription")?)),
                None => None,
            };
            let place = (named, request.resource_group.as_deref());
            prerequisites.extend(azure(&mut snapshot, &actor, place).await?);
            prerequisites.push(licence(&mut snapshot, &Product::WITH_SHAREPOINT, "sharePointLicence").await?);
            prerequisites.push(room(&mut snapshot).await?);
        }
        PrerequisitePurpose::ConnectService => {
            if request
                .service
                .is_none_or(|service| service == ServiceKey::RetrievalApi)
            {
                let product = [Product::Microsoft365Copilot];
                prerequisites.push(licence(&mut snapshot, &product, "copilotLicence").await?);
            }
        }
    }
    Ok(PrerequisitesChecked {
        met: prerequisites.iter().all(|row| row.met),
        prerequisites,
    })
}

/// One thing that is needed. Who could provide it is asked only where it is missing.
fn needed(key: &str, label: &str, met: bool, text: String, who: Vec<Able>, source: &str) -> PrerequisiteRow {
    let who = who.into_iter().filter(|_| !met).map(|able| PersonAble {
        id: able.person.to_string(),
        display_name: able.name,
        because: able.because,
    });
    PrerequisiteRow {
        key: key.to_owned(),
        label: label.to_owned(),
        met,
        text,
        who: who.collect(),
        source: source.to_owned(),
    }
}

async fn role(snapshot: &mut Snapshot, actor: &ActorFacts) -> Result<PrerequisiteRow, ApiError> {
    let met = actor.roles.iter().copied().any(AdminRole::manages_billing_policies);
    let held: Vec<_> = actor.roles.iter().map(|role| role.label().to_owned()).collect();
    let text = if held.is_empty() {
        format!("{} holds no administrator role.", actor.display_name)
    } else {
        format!("{} is {}.", actor.display_name, listed(&held))
    };
    let who = with_role(snapshot, &managers()).await?;
    let label = "The role Global administrator, Billing administrator or AI administrator";
    Ok(needed("role", label, met, text, who, SET_UP))
}

/// Subscription, its state and its resource group: of the one that is named, or of any.
async fn azure(
    snapshot: &mut Snapshot,
    actor: &ActorFacts,
    (named, resource_group): (Option<SubscriptionId>, Option<&str>),
) -> Result<Vec<PrerequisiteRow>, ApiError> {
    let tenant = snapshot.tenant().clone();
    let asked: Vec<&Subscription> = tenant
        .subscriptions
        .iter()
        .filter(|known| named.is_none_or(|id| known.id == id))
        .collect();
    if named.is_some() && asked.is_empty() {
        return Err(meterdesk_billing::tenant::Refusal::SubscriptionUnknown.into());
    }
    let is_active = |known: &&&Subscription| known.state == SubscriptionState::Active;
    let active: Vec<&Subscription> = asked.iter().filter(is_active).copied().collect();
    let rightful: Vec<&Subscription> = active
        .iter()
        .filter(|known| may_bill(actor.id, known, None))
        .copied()
        .collect();
    let has_group = |known: &&Subscription| {
        let mut groups = known.resource_groups.iter();
        groups.any(|group| resource_group.is_none_or(|name| group.name == name))
    };
    let ready = rightful.iter().find(|known| has_group(known));
    let ids = |of: &[&Subscription]| of.iter().map(|known| known.id).collect::<Vec<_>>();
    let only = named.and(asked.first());
    let actor_name = &actor.display_name;

    let text = match (active.is_empty(), only) {
        (true, Some(one)) => format!("\"{}\" is disabled.", one.name),
        (true, None) => "The tenant has no active Azure subscription.".to_owned(),
        (false, Some(one)) => format!("\"{}\" is active.", one.name),
        (false, None) => format!("{} of {} are active.", active.len(), asked.len()),
    };
    let who = owners(snapshot, &ids(&asked)).await?;
    let state = needed(
        "activeSubscription",
        "An active Azure subscription",
        !active.is_empty(),
        text,
        who,
        SET_UP,
    );

    let text = match (rightful.first(), only) {
        (Some(one), _) => format!("{actor_name} is Owner or Contributor on \"{}\".", one.name),
        (None, Some(one)) => format!("{}.", billing_right_missing(actor, one, None).unwrap_or_default()),
        (None, None) => format!("{actor_name} is Owner or Contributor on no active Azure subscription."),
    };
    let who = owners(snapshot, &ids(&active)).await?;
    let label = "The Azure role Owner or Contributor on the subscription";
    let right = needed("subscriptionRight", label, !rightful.is_empty(), text, who, SET_UP);

    let text = match (ready, resource_group) {
        (Some(one), Some(name)) => format!("\"{name}\" is a resource group of \"{}\".", one.name),
        (Some(one), None) => format!("\"{}\" has a resource group.", one.name),
        (None, Some(name)) => format!("{actor_name} has no right to a resource group \"{name}\" of that subscription."),
        (None, None) => format!("{actor_name} has no right to a resource group of an active subscription."),
    };
    let label = "Owner or Contributor on a resource group of the same subscription";
    let group = needed(
        "resourceGroupRight",
        label,
        ready.is_some(),
        text,
        owners(snapshot, &ids(&active)).await?,
        SET_UP,
    );
    Ok(vec![state, right, group])
}

async fn licence(snapshot: &mut Snapshot, products: &[Product], key: &str) -> Result<PrerequisiteRow, ApiError> {
    let mut held = None;
    for product in products {
        if held.is_none() && snapshot.licence_exists(*product).await? {
            held = Some(product.label());
        }
    }
    let of_copilot = products.contains(&Product::Microsoft365Copilot);
    let (label, source) = if of_copilot {
        (
            "At least one Microsoft 365 Copilot license, for the Retrieval API",
            RETRIEVAL,
        )
    } else {
        ("At least one license with SharePoint", TENANT)
    };
    let text = match held {
        Some(product) => format!("Somebody holds {product}."),
        None => "Nobody in the tenant holds one.".to_owned(),
    };
    let who = with_role(snapshot, &licence_managers()).await?;
    Ok(needed(key, label, held.is_some(), text, who, source))
}

async fn room(snapshot: &mut Snapshot) -> Result<PrerequisiteRow, ApiError> {
    let most = snapshot.tenant().settings.most_policies();
    let present = snapshot.tenant().present_policies().count();
    let who = with_role(snapshot, &managers()).await?;
    let text = format!("The tenant has {present} of at most {most}.");
    Ok(needed(
        "room",
        "Room for another billing policy",
        present < most,
        text,
        who,
        LIMIT,
    ))
}
