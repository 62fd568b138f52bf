//! Azure subscriptions, their resource groups, and who holds which role.

use super::{AzureRoleKey, ChargedPolicy};

wire! {
    /// Asks for the subscriptions.
    pub struct SubscriptionList {
        /// Part of a name or id.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Subscriptions.
    pub struct SubscriptionListed {
        /// The rows.
        pub rows: Vec<SubscriptionRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A subscription.
    pub struct SubscriptionRow {
        /// Subscription id.
        pub id: String,
        /// Name.
        pub name: String,
        /// Its state.
        pub state: SubscriptionState,
        /// Its resource groups.
        pub resource_groups: Vec<ResourceGroupRow>,
        /// Who holds a role on it or on one of its resource groups.
        pub role_assignments: Vec<RoleAssignmentRow>,
        /// What the acting person lacks to bill to it, in words; absent where nothing is lacking.
        pub missing: Option<String>,
        /// The acting person's highest role on it or on one of its resource groups; absent where there is none.
        pub your_role: Option<String>,
        /// Billing policies that charge it, oldest first.
        pub policies: Vec<ChargedPolicy>,
        /// Place in the journal of its last change; send it back with an edit.
        pub revision: u64,
    }

    /// A resource group.
    pub struct ResourceGroupRow {
        /// Name, unique in its subscription.
        pub name: String,
        /// Azure region.
        pub region: String,
        /// What the acting person lacks to bill to it, in words; absent where nothing is lacking.
        pub missing: Option<String>,
    }

    /// A role on a subscription or a resource group.
    pub struct RoleAssignmentRow {
        /// Identity of the person.
        pub person: String,
        /// Name of the person.
        pub display_name: String,
        /// The role's label.
        pub role: String,
        /// The role, as commands name it.
        pub role_key: AzureRoleKey,
        /// The resource group; absent where the role is on the whole subscription.
        pub resource_group: Option<String>,
    }
}

words! {
    /// State of an Azure subscription.
    pub enum SubscriptionState {
        /// Charges are possible.
        Active,
        /// No charges are possible.
        Disabled,
    }
}
