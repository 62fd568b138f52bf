//! Who could do what the acting person can't: the people who hold the role or the right that is missing.
//!
//! It names people of the directory; what is needed, `meterdesk-billing` says.

use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::ids::{PersonId, SubscriptionId};
use meterdesk_billing::tenant::{
    AzureRefusal, AzureRole, Command, EnvironmentRefusal, GroupRefusal, LicenceRefusal, Refusal,
};
use meterdesk_store::{PersonRecord, Snapshot};

use crate::error::ApiError;
use crate::text::listed;

/// Administrators that are looked through.
const MOST_ADMINISTRATORS: u32 = 100;

/// Names that a sentence holds.
const MOST_NAMES: usize = 3;

/// Roles that may make, connect and delete billing policies.
pub(crate) fn managers() -> Vec<AdminRole> {
    AdminRole::ALL
        .into_iter()
        .filter(|role| role.manages_billing_policies())
        .collect()
}

/// Roles that may make, change and delete security groups.
fn group_managers() -> Vec<AdminRole> {
    let roles = AdminRole::ALL.into_iter();
    roles.filter(|role| role.manages_groups()).collect()
}

/// Roles that may assign licences.
pub(crate) fn licence_managers() -> Vec<AdminRole> {
    let roles = AdminRole::ALL.into_iter();
    roles.filter(|role| role.assigns_licences()).collect()
}

/// Roles that may create Azure subscriptions here.
pub(crate) const CREATOR_ROLES: [AdminRole; 2] = [AdminRole::Global, AdminRole::Billing];

/// Somebody who could do it, and by virtue of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Able {
    pub(crate) person: PersonId,
    pub(crate) name: String,
    pub(crate) because: String,
}

/// People who hold any of the roles, by name.
pub(crate) async fn with_role(snapshot: &mut Snapshot, roles: &[AdminRole]) -> Result<Vec<Able>, ApiError> {
    let able = |person: PersonRecord| {
        let role = person.roles.iter().find(|role| roles.contains(role))?;
        Some(Able {
            person: person.id,
            because: role.label().to_owned(),
            name: person.display_name,
        })
    };
    let administrators = snapshot.administrators(MOST_ADMINISTRATORS).await?;
    Ok(administrators.into_iter().filter_map(able).collect())
}

/// Owners of any of the subscriptions, each once.
pub(crate) async fn owners(snapshot: &mut Snapshot, of: &[SubscriptionId]) -> Result<Vec<Able>, ApiError> {
    let tenant = snapshot.tenant();
    let subscriptions = tenant.subscriptions.iter().filter(|known| of.contains(&known.id));
    let mut held: Vec<(PersonId, String)> = Vec::new();
    for subscription in subscriptions {
        for assignment in &subscription.role_assignments {
            let owns = assignment.role == AzureRole::Owner && assignment.resource_group.is_none();
            if owns && !held.iter().any(|(person, _)| *person == assignment.person) {
                held.push((assignment.person, subscription.name.clone()));
            }
        }
    }
    let mut able = Vec::with_capacity(held.len());
    for (person, subscription) in held {
        able.push(Able {
            person,
            name: snapshot.display_name(person).await?,
            because: format!("Owner of {subscription}"),
        });
    }
    Ok(able)
}

/// The refusal with a sentence that names who could do it or mend it.
pub(crate) async fn named(
    snapshot: &mut Snapshot,
    refusal: Refusal,
    subscription: Option<SubscriptionId>,
) -> Result<ApiError, ApiError> {
    let (able, could) = match &refusal {
        Refusal::RoleMissing { .. } => (with_role(snapshot, &managers()).await?, "could do it"),
        Refusal::Azure(AzureRefusal::MayNotCreate(_)) => (with_role(snapshot, &CREATOR_ROLES).await?, "could do it"),
        Refusal::Group(GroupRefusal::MayNotChange(_)) => (with_role(snapshot, &group_managers()).await?, "could do it"),
        Refusal::Environment(EnvironmentRefusal::RoleMissing { roles, .. }) => {
            (with_role(snapshot, roles).await?, "could do it")
        }
        Refusal::SharePointLicenceMissing | Refusal::CopilotLicenceMissing => {
            (with_role(snapshot, &licence_managers()).await?, "could assign one")
        }
        Refusal::Licence(LicenceRefusal::MayNotAssign(_)) => {
            (with_role(snapshot, &licence_managers()).await?, "could do it")
        }
        Refusal::Licence(LicenceRefusal::MayNotBuy(_)) => (with_role(snapshot, &CREATOR_ROLES).await?, "could do it"),
        Refusal::AzureRightMissing(_) | Refusal::Azure(AzureRefusal::RightMissing { .. }) => {
            let of: Vec<_> = subscription.into_iter().collect();
            (owners(snapshot, &of).await?, "could grant it")
        }
        Refusal::SubscriptionDisabled(_) => {
            let of: Vec<_> = subscription.into_iter().collect();
            (owners(snapshot, &of).await?, "could enable it")
        }
        _ => return Ok(refusal.into()),
    };
    let mut error = ApiError::from(refusal);
    error.message = format!("{}. {}", error.message.trim_end_matches('.'), sentence(&able, could));
    Ok(error)
}

/// "Ada Brandt (Owner of Production) and 2 more could grant it."
fn sentence(able: &[Able], could: &str) -> String {
    if able.is_empty() {
        return format!("Nobody in this tenant {could}.");
    }
    let name = |one: &Able| format!("{} ({})", one.name, one.because);
    let mut names: Vec<_> = able.iter().take(MOST_NAMES).map(name).collect();
    if able.len() > MOST_NAMES {
        names.push(format!("{} more", able.len() - MOST_NAMES));
    }
    format!("{} {could}.", listed(&names))
}

/// The subscription that a command is about.
pub(crate) fn subscription_of(command: &Command) -> Option<SubscriptionId> {
    match command {
        Command::CreatePolicy(wish) => Some(wish.subscription),
        Command::Azure(command) => command.subscription(),
        Command::Platform(command) => command.subscription(),
        _ => None,
    }
}
