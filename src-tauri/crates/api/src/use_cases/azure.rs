//! Azure subscriptions.

use meterdesk_billing::directory::ActorFacts;
use meterdesk_billing::tenant::{self, AzureRole, Subscription, billing_right_missing};
use meterdesk_store::Snapshot;

use super::azure_act::charging;
use crate::act::acting;
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::wire::*;
use crate::{App, Caller};

columns!(SubscriptionListed of SubscriptionRow:
    Column::new("name", "Subscription name", |row| Cell::text(&row.name)),
    Column::new("id", "Subscription ID", |row| Cell::text(&row.id)),
    Column::new("state", "State", |row| {
        Cell::text(match row.state {
            SubscriptionState::Active => "Active",
            SubscriptionState::Disabled => "Disabled",
        })
    }),
    Column::new("groups", "Resource groups", |row| {
        let names: Vec<_> = row.resource_groups.iter().map(|group| group.name.as_str()).collect();
        Cell::text(names.join("; "))
    }),
    Column::new("role", "Your role", |row| Cell::maybe(row.your_role.as_ref())),
);

/// Subscriptions, with what the acting person lacks to bill to each.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn subscription_list(
    app: &App,
    caller: &Caller,
    request: SubscriptionList,
) -> Result<SubscriptionListed, ApiError> {
    let page = page::<SubscriptionListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let found: Vec<Subscription> = snapshot
        .tenant()
        .subscriptions
        .iter()
        .filter(|known| known.name.to_lowercase().contains(&search) || known.id.to_string().contains(&search))
        .cloned()
        .collect();
    let mut rows = Vec::with_capacity(found.len());
    for subscription in found {
        rows.push(row(&mut snapshot, &actor, subscription).await?);
    }
    let (rows, total, next) = page.of::<SubscriptionListed>(rows);
    Ok(SubscriptionListed { rows, total, next })
}

pub(super) async fn row(
    snapshot: &mut Snapshot,
    actor: &ActorFacts,
    subscription: Subscription,
) -> Result<SubscriptionRow, ApiError> {
    let missing = match subscription.state {
        tenant::SubscriptionState::Disabled => Some(format!("\"{}\" is disabled", subscription.name)),
        tenant::SubscriptionState::Active => billing_right_missing(actor, &subscription, None),
    };
    let resource_groups = subscription.resource_groups.iter().map(|group| ResourceGroupRow {
        name: group.name.clone(),
        region: group.region.clone(),
        missing: billing_right_missing(actor, &subscription, Some(&group.name)),
    });
    let mut role_assignments = Vec::new();
    for held in &subscription.role_assignments {
        role_assignments.push(RoleAssignmentRow {
            person: held.person.to_string(),
            display_name: snapshot.display_name(held.person).await?,
            role: held.role.label().to_owned(),
            role_key: role_key(held.role),
            resource_group: held.resource_group.clone(),
        });
    }
    let tenant = snapshot.tenant();
    Ok(SubscriptionRow {
        your_role: your_role(actor, &subscription),
        policies: charging(tenant, subscription.id, None),
        revision: tenant.subscription_revision(subscription.id),
        id: subscription.id.to_string(),
        name: subscription.name.clone(),
        state: match subscription.state {
            tenant::SubscriptionState::Active => SubscriptionState::Active,
            tenant::SubscriptionState::Disabled => SubscriptionState::Disabled,
        },
        resource_groups: resource_groups.collect(),
        role_assignments,
        missing,
    })
}

const fn role_key(role: AzureRole) -> AzureRoleKey {
    match role {
        AzureRole::Owner => AzureRoleKey::Owner,
        AzureRole::Contributor => AzureRoleKey::Contributor,
        AzureRole::Reader => AzureRoleKey::Reader,
    }
}

/// The person's highest role on the subscription or, where there is none, on one of its resource groups.
fn your_role(actor: &ActorFacts, subscription: &Subscription) -> Option<String> {
    let held = |whole: bool| {
        let mine = subscription
            .role_assignments
            .iter()
            .filter(|held| held.person == actor.id);
        let on = mine.filter(|held| held.resource_group.is_none() == whole);
        on.min_by_key(|held| held.role as u8)
    };
    let highest = held(true).or_else(|| held(false))?;
    Some(match &highest.resource_group {
        None => highest.role.label().to_owned(),
        Some(name) => format!("{} on {name}", highest.role.label()),
    })
}
