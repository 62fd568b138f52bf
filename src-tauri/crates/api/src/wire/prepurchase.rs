//! Pre-purchase plans and Copilot credit policies.

use super::PolicyUsers;

words! {
    /// A family of pre-purchase plans.
    pub enum PurchaseFamilyKey {
        /// Copilot Credit Pre-Purchase Plan.
        CopilotCredit,
        /// Agent Pre-Purchase Plan.
        Agent,
    }

    /// Whose pay-as-you-go a pre-purchase plan pays down.
    pub enum PurchaseScopeKey {
        /// Every subscription.
        Shared,
        /// The subscriptions of a management group.
        ManagementGroup,
        /// One subscription.
        Subscription,
        /// One resource group.
        ResourceGroup,
    }
}

wire! {
    /// Asks for pre-purchase plans that were bought, oldest first.
    pub struct PrepurchaseList {
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

    /// Pre-purchase plans that were bought, oldest first.
    pub struct PrepurchaseListed {
        /// The rows.
        pub rows: Vec<PrepurchaseRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A pre-purchase plan that was bought.
    pub struct PrepurchaseRow {
        /// Its id.
        pub id: String,
        /// Which family.
        pub family: PurchaseFamilyKey,
        /// Its name: family and tier.
        pub name: String,
        /// Its tier.
        pub tier: u8,
        /// Copilot Credits that it pays for within a term.
        pub credits: String,
        /// Its price for a term in USD.
        pub usd: String,
        /// Whose pay-as-you-go it pays down.
        pub scope: PurchaseScopeKey,
        /// The subscription of its scope, by id.
        pub subscription: Option<String>,
        /// The resource group of its scope.
        pub resource_group: Option<String>,
        /// The management group of its scope.
        pub management_group: Option<String>,
        /// Its scope, as the screen says it.
        pub scope_label: String,
        /// When it was bought (RFC 3339).
        pub bought_at: String,
        /// When the present term ends (RFC 3339); absent once it has ended for good.
        pub ends_at: Option<String>,
        /// Whether it is bought again at the end of a term.
        pub auto_renew: bool,
        /// Copilot Credits paid in the present term; absent in the answer to the purchase.
        pub used: Option<String>,
    }

    /// Buys a pre-purchase plan.
    pub struct PrepurchaseBuy {
        /// Which family.
        pub family: PurchaseFamilyKey,
        /// Its tier, from 1.
        pub tier: u8,
        /// Whose pay-as-you-go it pays down.
        pub scope: PurchaseScopeKey,
        /// The subscription, by id; for the scopes that name one.
        #[serde(default)]
        pub subscription: Option<String>,
        /// The resource group; for the scope that names one.
        #[serde(default)]
        pub resource_group: Option<String>,
        /// The management group; for the scope that names one.
        #[serde(default)]
        pub management_group: Option<String>,
        /// Whether it is bought again at the end of a term. Default: it is.
        #[serde(default)]
        pub auto_renew: Option<bool>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The plan that was bought.
    pub struct PrepurchaseBought {
        /// The plan.
        pub purchase: PrepurchaseRow,
    }

    /// Asks for Copilot credit policies, oldest first.
    pub struct CreditPolicyList {
        /// Part of a name or id.
        #[serde(default)]
        pub search: Option<String>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Copilot credit policies, oldest first.
    pub struct CreditPolicyListed {
        /// The rows.
        pub rows: Vec<CreditPolicyRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A Copilot credit policy: lets people's Copilot Chat draw prepaid credits first.
    pub struct CreditPolicyRow {
        /// Its id.
        pub id: String,
        /// Name.
        pub name: String,
        /// Whom it covers: "All users" or the name of a group.
        pub users_label: String,
        /// Since when (RFC 3339).
        pub created_at: String,
    }

    /// Makes a Copilot credit policy.
    pub struct CreditPolicyCreate {
        /// Name, unique in the tenant.
        pub name: String,
        /// Whom it covers.
        pub users: PolicyUsers,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Deletes a Copilot credit policy.
    pub struct CreditPolicyDelete {
        /// Its id.
        pub credit_policy: String,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The Copilot credit policies after the change.
    pub struct CreditPolicyChanged {
        /// All of them, oldest first.
        pub rows: Vec<CreditPolicyRow>,
    }
}
