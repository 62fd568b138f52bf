//! The agents of Dynamics 365 that consume Copilot Credits.

words! {
    /// An agent that comes with Dynamics 365.
    pub enum DynamicsAgentKey {
        /// Lead Research of Copilot for Sales.
        LeadResearch,
        /// The autonomous case management agent.
        CaseManagement,
        /// Sales Qualification Agent.
        SalesQualification,
        /// Opportunity Research Agent.
        OpportunityResearch,
        /// Business Central's Sales Order Agent.
        SalesOrder,
        /// Business Central's Payables Agent.
        Payables,
        /// Customer Intent Agent.
        CustomerIntent,
        /// Quality Evaluation Agent.
        QualityEvaluation,
    }
}

wire! {
    /// Asks for the agents of Dynamics 365 and what they use here.
    pub struct DynamicsAgentList {}

    /// Agents of Dynamics 365.
    pub struct DynamicsAgentListed {
        /// The rows.
        pub rows: Vec<DynamicsAgentRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows; there are none.
        pub next: Option<String>,
        /// The rate card in force.
        pub card: String,
        /// The unit of that card.
        pub unit: String,
        /// First day of the capacity period (`YYYY-MM-DD`, UTC).
        pub from: String,
        /// First day after it.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
    }

    /// An agent that comes with Dynamics 365.
    pub struct DynamicsAgentRow {
        /// What names it.
        pub key: DynamicsAgentKey,
        /// Its name.
        pub label: String,
        /// The product that it comes with.
        pub product: String,
        /// Which of its capabilities consumes credits.
        pub does: String,
        /// The agent's name in its usage.
        pub metered_as: String,
        /// Which environments it runs in, in a sentence.
        pub home: String,
        /// What a run is of, in words.
        pub unit_of_run: String,
        /// What one run meters, on the rate card in force.
        pub lines: Vec<DynamicsAgentLine>,
        /// Credits of one run; absent where no figure is published and none is set.
        pub per_run: Option<String>,
        /// The feature to set a rate for, where no figure is published.
        pub unpublished: Option<String>,
        /// Where the workbook's own figure comes from, where one is set.
        pub basis: Option<String>,
        /// Place in the journal of that figure's last change; 0 where there was none.
        pub revision: u64,
        /// Title and date of the document that it is known from.
        pub source: String,
        /// Environments in which it can run or was used in this period.
        pub environments: Vec<DynamicsAgentEnvironment>,
    }

    /// Something that a run meters.
    pub struct DynamicsAgentLine {
        /// What it is, in words.
        pub label: String,
        /// What it is charged as.
        pub feature: String,
        /// Credits; absent where the card has no rate.
        pub credits: Option<String>,
    }

    /// An environment of an agent of Dynamics 365.
    pub struct DynamicsAgentEnvironment {
        /// Its id.
        pub id: String,
        /// Name.
        pub name: String,
        /// Whether its billing models' conditions hold.
        pub ready: bool,
        /// What stands against it, or how it stands.
        pub text: String,
        /// Credits that the agent was billed there in this period.
        pub billed: String,
        /// Credits of its uses that were blocked there in this period.
        pub blocked: String,
    }
}
