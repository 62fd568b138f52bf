//! Agents of Copilot Studio of which something is set.

words! {
    /// Whose agent it is.
    pub enum AgentKindKey {
        /// Made in Copilot Studio by the tenant's own people.
        Custom,
        /// Comes with Dynamics 365.
        Dynamics365,
    }
}

wire! {
    /// Asks for agents of which something is set.
    pub struct AgentLimitList {
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

    /// Agents of which something is set.
    pub struct AgentLimitListed {
        /// The rows.
        pub rows: Vec<AgentLimitRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// An agent of which something is set.
    pub struct AgentLimitRow {
        /// Environment id.
        pub environment: String,
        /// Name of the environment.
        pub environment_name: String,
        /// Name of the agent.
        pub agent: String,
        /// Whose it is; absent where nobody said.
        pub kind: Option<AgentKindKey>,
        /// Monthly limit in Copilot Credits; absent where there is none.
        pub limit: Option<String>,
        /// From which per cent of the limit on administrators are told.
        pub notify_at: Option<u8>,
        /// Whether the limit turns the agent off.
        pub stop: Option<bool>,
        /// Copilot Credits used in the present capacity period; absent in the answer to a change and without a limit.
        pub used: Option<String>,
        /// Place in the journal of its last change.
        pub revision: u64,
    }

    /// Sets, changes or removes an agent's monthly limit.
    pub struct AgentLimitSet {
        /// Environment id.
        pub environment: String,
        /// Name of the agent, as its usage names it.
        pub agent: String,
        /// Copilot Credits a month, as a decimal string; absent to remove the limit.
        #[serde(default)]
        pub limit: Option<String>,
        /// Notify from this whole per cent on, 50 to 100, as text. Default: 80.
        #[serde(default)]
        pub notify_at: Option<String>,
        /// Whether the limit turns the agent off.
        #[serde(default)]
        pub stop: Option<bool>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Says whose agent it is: enforcement differs.
    pub struct AgentKindSet {
        /// Environment id.
        pub environment: String,
        /// Name of the agent, as its usage names it.
        pub agent: String,
        /// Whose it is.
        pub kind: AgentKindKey,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The agent after the change.
    pub struct AgentChanged {
        /// The agent as it is now.
        pub agent: AgentLimitRow,
    }
}
