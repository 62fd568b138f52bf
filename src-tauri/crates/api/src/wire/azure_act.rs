//! What somebody changes in Azure: subscriptions, resource groups and who has which role.

use super::{ServiceKey, SubscriptionRow};

words! {
    /// A role in Azure.
    pub enum AzureRoleKey {
        /// Owner: manages everything and assigns roles.
        Owner,
        /// Contributor: manages everything and assigns no roles.
        Contributor,
        /// Reader: looks.
        Reader,
    }
}

wire! {
    /// Creates an Azure subscription with its first resource group. Whoever does it is its Owner.
    pub struct SubscriptionCreate {
        /// Name, unique in the tenant.
        pub name: String,
        /// Name of its first resource group.
        pub resource_group: String,
        /// Region of the resource group, from the list of `tenant_get`.
        pub region: String,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Disables an Azure subscription.
    pub struct SubscriptionDisable {
        /// Subscription id.
        pub subscription: String,
        /// The revision that the decision rests on; refused if the subscription has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Enables a disabled Azure subscription again.
    pub struct SubscriptionEnable {
        /// Subscription id.
        pub subscription: String,
        /// The revision that the decision rests on; refused if the subscription has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Gives a person a role on a subscription or on one of its resource groups.
    pub struct SubscriptionRoleGrant {
        /// Subscription id.
        pub subscription: String,
        /// The resource group; absent for the whole subscription.
        #[serde(default)]
        pub resource_group: Option<String>,
        /// Identity or sign-in name of the person.
        pub user: String,
        /// The role.
        pub role: AzureRoleKey,
        /// The revision that the decision rests on; refused if the subscription has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Takes a role from a person.
    pub struct SubscriptionRoleRemove {
        /// Subscription id.
        pub subscription: String,
        /// The resource group; absent for the whole subscription.
        #[serde(default)]
        pub resource_group: Option<String>,
        /// Identity or sign-in name of the person.
        pub user: String,
        /// The role.
        pub role: AzureRoleKey,
        /// The revision that the decision rests on; refused if the subscription has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Creates a resource group.
    pub struct ResourceGroupCreate {
        /// Subscription id.
        pub subscription: String,
        /// Name, unique in the subscription.
        pub name: String,
        /// Region, from the list of `tenant_get`.
        pub region: String,
        /// The revision that the decision rests on; refused if the subscription has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Deletes a resource group, and the roles on it with it.
    pub struct ResourceGroupDelete {
        /// Subscription id.
        pub subscription: String,
        /// Name of the resource group.
        pub name: String,
        /// The revision that the decision rests on; refused if the subscription has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The subscription after the act, and what the act means for billing.
    pub struct SubscriptionChanged {
        /// The subscription as it is now.
        pub subscription: SubscriptionRow,
        /// Billing policies that it concerns.
        pub policies: Vec<ChargedPolicy>,
        /// What follows, as sentences.
        pub effects: Vec<String>,
    }

    /// A billing policy that charges a subscription.
    pub struct ChargedPolicy {
        /// Billing Policy ID.
        pub policy: String,
        /// Its name.
        pub name: String,
        /// The resource group that it is billed to.
        pub resource_group: String,
        /// Services that it is connected to, disconnecting ones included.
        pub services: Vec<ServiceKey>,
        /// The same in words: "Microsoft 365 Copilot Chat", or "no service".
        pub services_label: String,
    }
}
