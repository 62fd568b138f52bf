//! Billing policies.

wire! {
    /// Asks for the billing policies.
    pub struct PolicyList {
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

    /// Billing policies, oldest first.
    pub struct PolicyListed {
        /// The rows.
        pub rows: Vec<PolicyView>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// Asks for one billing policy.
    pub struct PolicyGet {
        /// Billing Policy ID.
        pub policy: String,
    }

    /// A billing policy.
    pub struct PolicyView {
        /// Billing Policy ID.
        pub id: String,
        /// Name.
        pub name: String,
        /// Whom it covers.
        pub users: PolicyUsers,
        /// The label of the column Users: "All users" or the group's name.
        pub users_label: String,
        /// How many people it covers now.
        pub people: u32,
        /// Services that it is connected to, disconnecting ones included.
        pub services: Vec<PolicyConnection>,
        /// The Azure subscription that is charged.
        pub subscription: String,
        /// Its name.
        pub subscription_name: String,
        /// The resource group.
        pub resource_group: String,
        /// Where the usage data are kept.
        pub region: String,
        /// Its budget, where it has one.
        pub budget: Option<super::BudgetView>,
        /// How much of the budget is used, where it has one.
        pub budget_used: Option<super::BudgetUsed>,
        /// When it was made (RFC 3339).
        pub created_at: String,
        /// Who made it.
        pub created_by: String,
        /// Place in the journal of its last change; send it back with an edit.
        pub revision: u64,
    }

    /// A policy's connection to a service.
    pub struct PolicyConnection {
        /// The service.
        pub service: ServiceKey,
        /// Its label.
        pub label: String,
        /// Since when (RFC 3339).
        pub connected_at: String,
        /// Set while disconnecting: when it has reached everybody at the latest (RFC 3339).
        pub ends_at: Option<String>,
    }

    /// Makes a billing policy. It pays for nothing until it is connected to a service.
    pub struct PolicyCreate {
        /// Name, unique among policies.
        pub name: String,
        /// Azure subscription id.
        pub subscription: String,
        /// A resource group of that subscription.
        pub resource_group: String,
        /// A region from the list of `tenant_get`.
        pub region: String,
        /// Whom it covers.
        pub users: PolicyUsers,
        /// The pay-as-you-go billing terms of service are accepted.
        pub terms_accepted: bool,
        /// What its spending is measured against; absent or null for no budget.
        #[serde(default)]
        pub budget: Option<super::BudgetInput>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The billing policy was made.
    pub struct PolicyCreated {
        /// The policy.
        pub policy: PolicyView,
    }

    /// Deletes a billing policy; its services are disconnected.
    pub struct PolicyDelete {
        /// Billing Policy ID.
        pub policy: String,
        /// The revision that the decision rests on; refused if the policy has changed since.
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

    /// The billing policy was deleted.
    pub struct PolicyDeleted {
        /// Billing Policy ID.
        pub policy: String,
        /// Its name.
        pub name: String,
        /// Services that this disconnects.
        pub disconnects: Vec<PolicyConnection>,
        /// How many people the policy covered.
        pub people: u32,
    }
}

/// Whom a billing policy covers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum PolicyUsers {
    /// Everybody in the tenant.
    AllUsers {},
    /// The direct members of one security group.
    Group {
        /// Identity of the group.
        group: String,
    },
}

words! {
    /// A service whose use is metered.
    pub enum ServiceKey {
        /// Microsoft 365 Copilot Chat.
        CopilotChat,
        /// SharePoint agents.
        SharePointAgents,
        /// Microsoft 365 Copilot Retrieval API.
        RetrievalApi,
        /// Copilot Studio.
        CopilotStudio,
    }
}
