//! Licensing › Copilot Studio: what was used of Copilot Credits on the Power Platform side, by product, environment and agent.

words! {
    /// How an agent stands with its monthly limit.
    pub enum AgentStatusKey {
        /// It has no limit.
        NoLimit,
        /// Below the notification threshold.
        Within,
        /// At the notification threshold or beyond.
        Nearing,
        /// At the limit or beyond.
        Over,
    }

    /// Which report is written.
    pub enum CreditReportKey {
        /// By environment and day.
        Environment,
        /// By agent and feature.
        Agent,
        /// By user and agent.
        User,
    }
}

wire! {
    /// Asks for the page's summary.
    pub struct LicensingGet {}

    /// Copilot Credits of the present capacity period on the Power Platform side.
    pub struct LicensingView {
        /// First day of the capacity period (`YYYY-MM-DD`, UTC).
        pub from: String,
        /// First day after it.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
        /// Billing plans that are enabled.
        pub active_plans: u32,
        /// Credits billed to billing plans, by pre-purchase plans included.
        pub charged: String,
        /// Prepaid credits a month that are owned.
        pub owned: String,
        /// What of it is allocated to environments.
        pub assigned: String,
        /// What of it is available to allocate.
        pub available: String,
        /// What of it is consumed.
        pub consumed: String,
        /// By product.
        pub products: Vec<ProductUse>,
        /// The environments that used the most.
        pub environments: Vec<NamedUse>,
        /// The agents that used the most.
        pub agents: Vec<NamedUse>,
        /// Day by day, this month and the two before it.
        pub trend: Vec<TrendDay>,
        /// The trend's totals, as a last row.
        pub trend_totals: TrendDay,
        /// The trend in one sentence.
        pub trend_summary: String,
    }

    /// Credits of a product.
    pub struct ProductUse {
        /// The product's name.
        pub product: String,
        /// Paid by prepaid capacity, or used over it.
        pub prepaid: String,
        /// Billed to billing plans.
        pub charged: String,
    }

    /// Credits of an environment or agent.
    pub struct NamedUse {
        /// Environment id and, for an agent, a slash and its name.
        pub key: String,
        /// Name.
        pub name: String,
        /// The agent's environment; absent for an environment.
        pub environment: Option<String>,
        /// Paid by prepaid capacity, or used over it.
        pub prepaid: String,
        /// Billed to billing plans.
        pub charged: String,
        /// Both together.
        pub total: String,
    }

    /// Credits of a day.
    pub struct TrendDay {
        /// The day (`YYYY-MM-DD`, UTC).
        pub day: String,
        /// Paid by prepaid capacity, or used over it.
        pub prepaid: String,
        /// Billed to billing plans.
        pub charged: String,
        /// Both together.
        pub total: String,
    }

    /// Asks what an environment's agents used.
    pub struct EnvironmentUseGet {
        /// Environment id.
        pub environment: String,
    }

    /// What an environment's agents used in the present capacity period.
    pub struct EnvironmentUseView {
        /// First day of the capacity period (`YYYY-MM-DD`, UTC).
        pub from: String,
        /// First day after it.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
        /// By product.
        pub products: Vec<ProductUse>,
        /// By agent, product and feature, the most first.
        pub rows: Vec<AgentFeatureUse>,
    }

    /// What an agent used of a feature.
    pub struct AgentFeatureUse {
        /// Name of the agent; empty where usage names none.
        pub agent: String,
        /// Product.
        pub product: String,
        /// Feature.
        pub feature: String,
        /// Billed Copilot Credits: they had to be paid.
        pub billed: String,
        /// Non-billed Copilot Credits: a licence or a rule includes them.
        pub not_billed: String,
        /// Copilot Credits that were blocked.
        pub blocked: String,
    }

    /// Asks for agents that used Copilot Credits or of which something is set.
    pub struct AgentList {
        /// Only those of an environment.
        #[serde(default)]
        pub environment: Option<String>,
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

    /// Agents, the one with the most billed credits first.
    pub struct AgentListed {
        /// The rows.
        pub rows: Vec<AgentRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// First day of the capacity period (`YYYY-MM-DD`, UTC).
        pub from: String,
        /// First day after it.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
    }

    /// An agent.
    pub struct AgentRow {
        /// Environment id; absent where the workbook does not know the environment.
        pub environment: Option<String>,
        /// Name of the environment.
        pub environment_name: String,
        /// Name of the agent; empty where usage names none.
        pub agent: String,
        /// Whose agent it is.
        pub kind: super::AgentKindKey,
        /// Billed Copilot Credits of the period.
        pub billed: String,
        /// Non-billed Copilot Credits of the period.
        pub not_billed: String,
        /// Copilot Credits of the period that were blocked.
        pub blocked: String,
        /// How it stands with its limit.
        pub status: AgentStatusKey,
        /// The same in words; empty without a limit.
        pub status_label: String,
        /// Monthly limit; absent where there is none.
        pub limit: Option<String>,
        /// From which per cent of the limit on administrators are told.
        pub notify_at: Option<u8>,
        /// *Stop usage*.
        pub stop: Option<bool>,
        /// Whether the limit has turned the agent off.
        pub stopped: bool,
        /// Place in the journal of its last change; 0 where nothing is set.
        pub revision: u64,
    }

    /// Asks for a report as a file, in the shape of the real one.
    pub struct CreditReportWrite {
        /// Which report.
        pub report: CreditReportKey,
        /// The file to write, as a window or a command line has given out its name.
        pub file: String,
    }

    /// The report is written.
    pub struct CreditReportWritten {
        /// How many rows it has, besides the header.
        pub rows: u32,
        /// Its name without its folder.
        pub file_name: String,
        /// First day of the capacity period (`YYYY-MM-DD`, UTC).
        pub from: String,
        /// First day after it.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
    }
}
