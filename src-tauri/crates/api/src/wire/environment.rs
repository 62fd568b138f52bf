//! Environments and their prepaid capacity.

words! {
    /// What an environment is for.
    pub enum EnvironmentKindKey {
        /// Production.
        Production,
        /// Sandbox.
        Sandbox,
        /// Trial.
        Trial,
        /// Subscription-based trial.
        SubscriptionBasedTrial,
        /// Developer.
        Developer,
        /// Dataverse for Teams.
        Teams,
        /// The tenant's default environment.
        Default,
        /// Microsoft 365 Copilot Chat, made by itself.
        CopilotChat,
    }
}

wire! {
    /// Asks for environments, oldest first.
    pub struct EnvironmentList {
        /// Part of a name or id.
        #[serde(default)]
        pub search: Option<String>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
    }

    /// Environments, oldest first.
    pub struct EnvironmentListed {
        /// The rows.
        pub rows: Vec<EnvironmentRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// Regions that an environment can be in.
        pub regions: Vec<String>,
        /// First day of the capacity period (`YYYY-MM-DD`, UTC).
        pub from: String,
        /// First day after it.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
    }

    /// An environment.
    pub struct EnvironmentRow {
        /// Environment id.
        pub id: String,
        /// Name.
        pub name: String,
        /// What it is for.
        pub kind: EnvironmentKindKey,
        /// The same in words.
        pub kind_label: String,
        /// Region; empty for Microsoft 365 Copilot Chat.
        pub region: String,
        /// Whether it is a Managed Environment.
        pub managed: bool,
        /// Copilot Credits a month that are allocated to it.
        pub allocated: String,
        /// *Draw from the available capacity in my tenant*.
        pub draw_from_tenant: bool,
        /// *Bill to my pay-as-you-go billing plan*.
        pub bill_to_plan: bool,
        /// The billing plan that it is linked to, by id.
        pub plan: Option<String>,
        /// The same, by name.
        pub plan_name: Option<String>,
        /// What of Microsoft's own runs in it.
        pub workload: super::WorkloadKey,
        /// The same in words.
        pub workload_label: String,
        /// Where it stands between trial and production.
        pub stage: super::StageKey,
        /// When that ends (RFC 3339): the conversion or the trial; when the trial ended.
        pub stage_until: Option<String>,
        /// Days that are left of a trial, a begun one included.
        pub days_left: Option<u32>,
        /// The environment group that it is in, by id.
        pub group: Option<String>,
        /// The same, by name.
        pub group_name: Option<String>,
        /// Whether that group's published rule locks *Draw from the available capacity in my tenant*.
        pub draw_locked: bool,
        /// The Power Platform environment that a Dynamics 365 environment is linked to, by id.
        pub linked_to: Option<String>,
        /// The same, by name.
        pub linked_to_name: Option<String>,
        /// Use of the present capacity period; absent in the answer to a change.
        pub used: Option<EnvironmentUse>,
        /// How it stands with its capacity now; absent in the answer to a change.
        pub standing: Option<super::EnvironmentStanding>,
        /// Place in the journal of its last change; send it back with an edit.
        pub revision: u64,
    }

    /// Copilot Credits that an environment's agents used in the present capacity period, by who paid.
    pub struct EnvironmentUse {
        /// First day of the period (`YYYY-MM-DD`, UTC).
        pub from: String,
        /// First day after it.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
        /// Paid by its allocation.
        pub allocation: String,
        /// Paid by the tenant's pool.
        pub tenant_pool: String,
        /// Used over prepaid capacity; no charge for it is documented.
        pub over_capacity: String,
        /// Paid by pre-purchase plans.
        pub pre_purchase: String,
        /// Billed to pay-as-you-go billing plans.
        pub pay_as_you_go: String,
        /// Charged to billing policies of the Microsoft 365 admin center.
        pub by_policy: String,
        /// Blocked.
        pub blocked: String,
        /// Paid by prepaid capacity, or used over it: the first three together.
        pub prepaid: String,
        /// Billed to billing plans, by pre-purchase plans included: the next two together.
        pub charged: String,
    }

    /// Makes an environment known.
    pub struct EnvironmentCreate {
        /// Name, unique in the tenant.
        pub name: String,
        /// What it is for.
        pub kind: EnvironmentKindKey,
        /// Region, such as "Europe".
        pub region: String,
        /// Whether it is a Managed Environment.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub managed: bool,
        /// What of Microsoft's own runs in it; nothing where absent.
        #[serde(default)]
        pub workload: Option<super::WorkloadKey>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Saves *Manage capacity* for an environment. What is absent stays.
    pub struct AllocationSet {
        /// Environment id.
        pub environment: String,
        /// Copilot Credits a month to allocate, as a decimal string.
        #[serde(default)]
        pub credits: Option<String>,
        /// *Draw from the available capacity in my tenant*.
        #[serde(default)]
        pub draw_from_tenant: Option<bool>,
        /// *Bill to my pay-as-you-go billing plan*.
        #[serde(default)]
        pub bill_to_plan: Option<bool>,
        /// The revision that the decision rests on; refused if the environment has changed since.
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

    /// The environment after the change.
    pub struct EnvironmentChanged {
        /// The environment as it is now.
        pub environment: EnvironmentRow,
        /// What is left to allocate.
        pub available: String,
    }

    /// Asks for the tenant's prepaid capacity.
    pub struct CapacityGet {}

    /// The tenant's prepaid capacity, in Copilot Credits a month, and what of it is used.
    pub struct CapacityView {
        /// Capacity packs.
        pub packs: u32,
        /// Credits of the packs.
        pub from_packs: String,
        /// Licences that include credits.
        pub licences: u32,
        /// Credits of those licences.
        pub from_licences: String,
        /// Credits owned.
        pub owned: String,
        /// Credits allocated to environments.
        pub allocated: String,
        /// Credits available to allocate.
        pub available: String,
        /// Use of the present capacity period.
        pub used: CapacityUse,
        /// Place in the journal of the last purchase.
        pub revision: u64,
    }

    /// What prepaid capacity paid in the present capacity period.
    pub struct CapacityUse {
        /// First day of the period (`YYYY-MM-DD`, UTC).
        pub from: String,
        /// First day after it.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
        /// Paid by allocations.
        pub allocations: String,
        /// Paid by the tenant's pool.
        pub tenant_pool: String,
        /// What the tenant's pool has left.
        pub tenant_pool_left: String,
        /// Used over prepaid capacity.
        pub over_capacity: String,
        /// Use, what is over capacity included, in whole per cent of what is owned, rounded down; absent where nothing is.
        pub percent: Option<u32>,
    }

    /// Buys capacity packs.
    pub struct CapacityPurchase {
        /// How many.
        pub packs: u32,
        /// Through which channel; the Microsoft 365 admin center where absent.
        #[serde(default)]
        pub channel: Option<super::PurchaseChannelKey>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Says how many Dynamics 365 Premium licences include credits.
    pub struct CapacityIncludedSet {
        /// How many there are.
        pub licences: u32,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Prepaid capacity after the change.
    pub struct CapacityChanged {
        /// Credits owned a month.
        pub owned: String,
        /// Credits available to allocate.
        pub available: String,
        /// Capacity packs.
        pub packs: u32,
        /// Licences that include credits.
        pub licences: u32,
        /// What follows from the change, in sentences.
        pub effects: Vec<String>,
    }
}
