//! How an environment stands with its capacity, and which environments draw on the tenant's pool.

words! {
    /// How an environment stands with its capacity.
    pub enum CapacityStatusKey {
        /// Within what is allocated, or another source pays.
        WithinCapacity,
        /// Past every prepaid source, and nothing further pays.
        Overage,
        /// Past the allocation; the tenant's pool or a billing plan pays.
        CoveredOverage,
        /// Nothing pays and nothing goes on. Only in Meterdesk.
        Blocked,
    }

    /// How much of its quota Dynamics 365 finds.
    pub enum QuotaKey {
        /// Enough.
        Enough,
        /// Little is left.
        Low,
        /// Nothing is left.
        Depleted,
    }

    /// What would mend it.
    pub enum MendKey {
        /// Allocate more to the environment.
        Reallocate,
        /// Let it draw on the tenant's pool.
        Draw,
        /// Buy capacity packs.
        Buy,
        /// Link a billing plan.
        LinkPlan,
        /// Link the Dynamics 365 environment.
        LinkDynamics,
        /// Convert the trial to production.
        Convert,
    }

    /// Who sees a notice.
    pub enum NoticeAudience {
        /// Users of agents of Dynamics 365, inside the app.
        DynamicsUsers,
        /// Users of custom agents, as the agent's answer.
        AgentUsers,
        /// Authors of agent flows, while they design.
        FlowAuthors,
    }
}

wire! {
    /// How an environment stands with its capacity now.
    pub struct EnvironmentStanding {
        /// Status.
        pub status: CapacityStatusKey,
        /// The same in words.
        pub status_label: String,
        /// The quota as Dynamics 365 finds it.
        pub quota: QuotaKey,
        /// Use that had to be paid, in whole per cent of the allocation, rounded down; absent without an allocation.
        pub percent: Option<u32>,
        /// Copilot Credits that prepaid capacity has left for it.
        pub left: String,
        /// Whether a billing plan pays beyond that.
        pub plan_pays: bool,
        /// Agent flows and agents of Dynamics 365 are stopped.
        pub flows_stopped: bool,
        /// Custom agents are stopped too.
        pub agents_stopped: bool,
        /// Copilot Credits more until custom agents stop, where only flows are stopped.
        pub until_agents_stop: Option<String>,
        /// The same in a sentence.
        pub text: String,
        /// What would mend it.
        pub mends: Vec<MendKey>,
        /// What users see.
        pub notices: Vec<UserNotice>,
    }

    /// What users see.
    pub struct UserNotice {
        /// Who sees it.
        pub audience: NoticeAudience,
        /// The same in words.
        pub audience_label: String,
        /// What it says.
        pub text: String,
        /// Since when, or from when on (RFC 3339); absent where that is not known.
        pub since: Option<String>,
        /// Whether its wording is Meterdesk's own.
        pub assumption: bool,
    }

    /// Asks for the environments that may draw on the tenant's pool, the one that drew the most first.
    pub struct DrainList {
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

    /// Environments that may draw on the tenant's pool.
    pub struct DrainListed {
        /// The rows.
        pub rows: Vec<DrainRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// Copilot Credits that the pool has left.
        pub pool_left: String,
        /// First day of the capacity period (`YYYY-MM-DD`, UTC).
        pub from: String,
        /// First day after it.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
    }

    /// An environment that may draw on the tenant's pool.
    pub struct DrainRow {
        /// Environment id.
        pub id: String,
        /// Name.
        pub name: String,
        /// What it is for, in words.
        pub kind_label: String,
        /// Copilot Credits that it drew from the pool in the period.
        pub drawn: String,
        /// The same in whole per cent of all that was drawn, rounded down.
        pub percent: u32,
        /// What its own allocation has left.
        pub own_left: String,
        /// The group whose published rule locks this, by name.
        pub locked_by: Option<String>,
        /// Place in the journal of its last change.
        pub revision: u64,
    }

    /// Lets many environments draw on the tenant's pool, or none of them.
    pub struct EnvironmentDrawSet {
        /// Environment ids.
        pub environments: Vec<String>,
        /// Whether they may draw.
        pub draw: bool,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// What changed, environment by environment.
    pub struct EnvironmentDrawChanged {
        /// The environments that changed.
        pub changes: Vec<DrawChange>,
        /// Copilot Credits that the pool has left for those that may draw.
        pub pool_left: String,
        /// How many environments may draw afterwards.
        pub drawing: u32,
    }

    /// What an environment has left before and after.
    pub struct DrawChange {
        /// Environment id.
        pub id: String,
        /// Name.
        pub name: String,
        /// Copilot Credits that prepaid capacity had left for it before.
        pub left_before: String,
        /// And has after.
        pub left_after: String,
        /// How it stands after, in a sentence.
        pub text: String,
    }
}
