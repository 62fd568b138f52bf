//! Billing plans, pre-purchase plans and Copilot credit policies.

use super::PolicyUsers;

words! {
    /// What a billing plan is for.
    pub enum PlanKindKey {
        /// An Azure subscription for environments that are linked.
        AzureSubscription,
        /// Microsoft 365 Copilot Chat.
        CopilotChat,
    }

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
        /// One subscription.
        Subscription,
        /// One resource group.
        ResourceGroup,
    }
}

wire! {
    /// Asks for billing plans, oldest first.
    pub struct PlanList {
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

    /// Billing plans, oldest first.
    pub struct PlanListed {
        /// The rows.
        pub rows: Vec<PlanRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A billing plan.
    pub struct PlanRow {
        /// Billing plan id.
        pub id: String,
        /// Name.
        pub name: String,
        /// What it is for.
        pub kind: PlanKindKey,
        /// Whether it pays.
        pub enabled: bool,
        /// What keeps it from being charged, in words; absent where nothing does.
        pub not_chargeable: Option<String>,
        /// Azure subscription, by id.
        pub subscription: String,
        /// The same, by name.
        pub subscription_name: String,
        /// Resource group.
        pub resource_group: String,
        /// Region; empty for a Copilot Chat plan.
        pub region: String,
        /// Environments that are linked to it.
        pub environments: Vec<PlanEnvironment>,
        /// Place in the journal of its last change; send it back with an edit.
        pub revision: u64,
    }

    /// An environment that is linked to a plan.
    pub struct PlanEnvironment {
        /// Environment id.
        pub id: String,
        /// Name.
        pub name: String,
    }

    /// Makes a billing plan.
    pub struct PlanCreate {
        /// Name, unique in the tenant.
        pub name: String,
        /// What it is for.
        pub kind: PlanKindKey,
        /// Azure subscription, by id.
        pub subscription: String,
        /// A resource group of it.
        pub resource_group: String,
        /// Region whose environments can be linked; a Copilot Chat plan has none.
        #[serde(default)]
        pub region: Option<String>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Links an environment to a billing plan.
    pub struct PlanLink {
        /// Billing plan id.
        pub plan: String,
        /// Environment id.
        pub environment: String,
        /// The revision that the decision rests on; refused if the plan has changed since.
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

    /// Takes an environment off a billing plan.
    pub struct PlanUnlink {
        /// Billing plan id.
        pub plan: String,
        /// Environment id.
        pub environment: String,
        /// The revision that the decision rests on; refused if the plan has changed since.
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

    /// Enables or disables a billing plan. A disabled plan keeps its environments and pays for nothing.
    pub struct PlanEnable {
        /// Billing plan id.
        pub plan: String,
        /// Whether it should pay.
        pub enabled: bool,
        /// The revision that the decision rests on; refused if the plan has changed since.
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

    /// The plan after the change.
    pub struct PlanChanged {
        /// The plan as it is now.
        pub plan: PlanRow,
    }

    /// Asks for pre-purchase plans that were bought, oldest first.
    pub struct PrepurchaseList {
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
