//! The demo tenant's Azure subscriptions: where billing works, and the ways in which it does not.

use meterdesk_billing::directory::PersonRow;
use meterdesk_billing::ids::IdSource;
use meterdesk_billing::tenant::{AzureRole, Subscription, SubscriptionState};

use super::NAME;
use super::people::{AI_ADMINISTRATOR, BILLING_ADMINISTRATOR, GLOBAL_ADMINISTRATOR, POWER_PLATFORM_ADMINISTRATOR};
use crate::rows::SubscriptionSketch;

/// Places of the subscriptions that policies are made in.
pub(crate) const SHARED_SERVICES: usize = 0;
pub(crate) const PLANT_OPERATIONS: usize = 1;
pub(crate) const RESEARCH: usize = 2;

const SUBSCRIPTIONS: [SubscriptionSketch; 6] = [
    SubscriptionSketch {
        name: "Shared Services",
        state: SubscriptionState::Active,
        resource_groups: &[
            ("rg-copilot-billing", "West Europe"),
            ("rg-identity", "West Europe"),
            ("rg-monitoring", "North Europe"),
        ],
        roles: &[
            (GLOBAL_ADMINISTRATOR, AzureRole::Owner, None),
            (AI_ADMINISTRATOR, AzureRole::Contributor, None),
            (AI_ADMINISTRATOR, AzureRole::Contributor, Some("rg-copilot-billing")),
            (BILLING_ADMINISTRATOR, AzureRole::Reader, Some("rg-copilot-billing")),
        ],
    },
    SubscriptionSketch {
        name: "Plant Operations",
        state: SubscriptionState::Active,
        resource_groups: &[
            ("rg-plant-copilot", "Germany West Central"),
            ("rg-telemetry", "Germany West Central"),
        ],
        roles: &[
            (GLOBAL_ADMINISTRATOR, AzureRole::Owner, None),
            (BILLING_ADMINISTRATOR, AzureRole::Reader, None),
        ],
    },
    SubscriptionSketch {
        name: "Research and Development",
        state: SubscriptionState::Active,
        resource_groups: &[("rg-search-integration", "North Europe"), ("rg-lab", "France Central")],
        roles: &[
            (GLOBAL_ADMINISTRATOR, AzureRole::Owner, None),
            (POWER_PLATFORM_ADMINISTRATOR, AzureRole::Contributor, Some("rg-lab")),
        ],
    },
    SubscriptionSketch {
        name: "Legacy Web",
        state: SubscriptionState::Disabled,
        resource_groups: &[("rg-legacy-web", "UK South")],
        roles: &[(GLOBAL_ADMINISTRATOR, AzureRole::Owner, None)],
    },
    SubscriptionSketch {
        name: "Evaluation",
        state: SubscriptionState::Active,
        resource_groups: &[],
        roles: &[
            (GLOBAL_ADMINISTRATOR, AzureRole::Owner, None),
            (POWER_PLATFORM_ADMINISTRATOR, AzureRole::Contributor, None),
        ],
    },
    SubscriptionSketch {
        name: "Harbour Office",
        state: SubscriptionState::Active,
        resource_groups: &[("rg-harbour-office", "North Europe")],
        roles: &[
            (GLOBAL_ADMINISTRATOR, AzureRole::Reader, None),
            (BILLING_ADMINISTRATOR, AzureRole::Reader, None),
        ],
    },
];

pub(crate) fn subscriptions(seed: u64, people: &[PersonRow]) -> Vec<Subscription> {
    let mut ids = IdSource::new(seed, &format!("scenario/{NAME}/subscriptions"), 0);
    SUBSCRIPTIONS
        .iter()
        .map(|sketch| sketch.drawn_up(&mut ids, people))
        .collect()
}
