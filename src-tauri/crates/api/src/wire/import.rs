//! Imports of usage files.

wire! {
    /// Reads a file and adds its usage; a long work.
    pub struct ImportStart {
        /// What the window or the command line gave for the file.
        pub file: String,
        /// What to do with a file without event ids that overlaps another one in time.
        #[serde(default)]
        pub on_overlap: Option<OnOverlap>,
        /// A report that states much less than the one before it may take its place.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub allow_shrink: bool,
        /// The period that a report without dates is for.
        #[serde(default)]
        #[ts(optional)]
        pub period: Option<StatedPeriod>,
        /// Instead, the last day of it (UTC): of the month so far, or of the thirty days of a report of windows.
        #[serde(default)]
        #[ts(optional)]
        pub as_of: Option<String>,
        /// First add the people whom the file names and the directory doesn't; a preview adds nobody.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub add_people: bool,
        /// First add the environments that the file names and the workbook doesn't have, as production environments.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub add_environments: bool,
        /// First add the agents that the file names and the workbook doesn't have, as custom ones of their environments.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub add_agents: bool,
        /// Read and count, add nothing.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// A half-open period of days in UTC.
    pub struct StatedPeriod {
        /// The first day, such as 2026-05-01.
        pub from: String,
        /// The day after the last, such as 2026-06-01.
        pub until: String,
    }

    /// The work has begun.
    pub struct ImportStarted {
        /// Ask `job_get` for it.
        pub job: String,
    }

    /// Asks for the imports.
    pub struct ImportList {
        /// Part of a file name.
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

    /// Imports, newest first.
    pub struct ImportListed {
        /// The rows.
        pub rows: Vec<ImportView>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// An import.
    pub struct ImportView {
        /// Identity; absent in a preview.
        pub id: Option<String>,
        /// What the file was recognised as.
        pub kind: ImportKind,
        /// The same, on screen.
        pub kind_label: String,
        /// The file's name.
        pub file_name: String,
        /// SHA-256 of the file's content.
        pub sha256: String,
        /// State.
        pub state: ImportState,
        /// When it was published, simulated (RFC 3339).
        pub published_at: Option<String>,
        /// Who did it.
        pub published_by: Option<String>,
        /// Data rows in the file.
        pub rows: u64,
        /// Rows that count.
        pub added: u64,
        /// Rows that were there already with the same content.
        pub skipped: u64,
        /// Rows of earlier imports that this one replaced.
        pub superseded: u64,
        /// Rows that could not be taken.
        pub rejected: u64,
        /// Added rows that are later than the clock was.
        pub ahead_of_clock: u64,
        /// Added rows that are earlier than the workbook's first act.
        pub before_workbook: u64,
        /// People whom the file names and the directory doesn't.
        pub unknown_people: u32,
        /// The first of them, by sign-in name.
        pub unknown_names: Vec<String>,
        /// What else the file names and the workbook doesn't have.
        pub unknown: Vec<ImportUnknown>,
        /// Whether some added rows are older than the last change to today's connections: today's set-up was not theirs.
        pub older_than_set_up: bool,
        /// The first row's time (RFC 3339).
        pub first: Option<String>,
        /// The last row's time (RFC 3339).
        pub last: Option<String>,
        /// The period stated for a report without dates.
        pub period: Option<StatedPeriod>,
        /// Sums of the added rows: for metered usage the quantity per feature, for a report its credits, for a log its
        /// conversations and messages.
        pub sums: Vec<ImportSum>,
        /// The first rejected rows.
        pub rejections: Vec<RejectionView>,
        /// What deserves a look: extra columns, use before the set-up, names that the directory does not know.
        pub notes: Vec<String>,
        /// What has to be decided before the file can be imported; only in a preview.
        pub needs: Option<ImportChoice>,
    }

    /// Names of a kind that a file has and the workbook doesn't.
    pub struct ImportUnknown {
        /// What they are names of.
        pub of: ImportUnknownOf,
        /// How many there are.
        pub count: u32,
        /// The first of them.
        pub names: Vec<String>,
    }

    /// A sum over an import's rows.
    pub struct ImportSum {
        /// What was summed.
        pub label: String,
        /// Exact decimal.
        pub amount: String,
    }

    /// A row that could not be taken.
    pub struct RejectionView {
        /// Row in the file as a spreadsheet counts: the header is row 1.
        pub row: u64,
        /// Byte position of the row's start.
        pub byte: u64,
        /// Column, where one is to blame.
        pub column: Option<String>,
        /// What stands there, shortened.
        pub found: Option<String>,
        /// Why, and how to mend it.
        pub reason: String,
    }

    /// Asks for an import's rejected rows.
    pub struct ImportRejectionList {
        /// Identity of the import.
        pub import: String,
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

    /// Rejected rows, in the file's order.
    pub struct ImportRejectionListed {
        /// The rows.
        pub rows: Vec<RejectionView>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// Takes an import back.
    pub struct ImportRevert {
        /// Identity of the import.
        pub import: String,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The import was taken back.
    pub struct ImportReverted {
        /// Identity of the import.
        pub import: String,
        /// Rows that no longer count.
        pub removed: u64,
        /// Rows of earlier imports that count again.
        pub restored: u64,
    }
}

words! {
    /// What a file names that a workbook doesn't have.
    pub enum ImportUnknownOf {
        /// Power Platform environments.
        Environments,
        /// Agents.
        Agents,
        /// Billing policies, billing plans, or the Azure resources that stand for them.
        Policies,
    }
}

words! {
    /// What a file was recognised as.
    pub enum ImportKind {
        /// Meterdesk's own usage file.
        MeteredUsage,
        /// The Power Platform environment report.
        EnvironmentReport,
        /// The Power Platform report of agents and features.
        AgentReport,
        /// The Power Platform report of users.
        UserReport,
        /// The Power Platform usage report of a pay-as-you-go plan.
        PlanUsage,
        /// The Microsoft 365 report of Copilot credits by users and agents.
        CreditsReport,
        /// Microsoft 365 Cost management: users.
        SpendingUsers,
        /// Microsoft 365 Cost management: groups.
        SpendingGroups,
        /// Microsoft 365 Cost management: agents and services.
        SpendingServices,
        /// Microsoft 365 Cost management: spending policies.
        SpendingPolicies,
        /// Viva Insights: a person's week.
        PersonWeeks,
        /// Azure Cost Management, in the columns of an agreement.
        AzureCost,
        /// Azure Cost Management in the columns of FOCUS.
        FocusCost,
        /// People with their departments and cost centers.
        People,
        /// Meterdesk's own log of conversations with bots.
        ConversationLog,
        /// Microsoft 365 Message consumption of 2025: users.
        MessageUsers,
        /// Microsoft 365 Message consumption of 2025: agents.
        MessageAgents,
        /// Microsoft 365 Message consumption of 2025: billing policies.
        MessagePolicies,
        /// Licensing API: what an environment or the tenant is entitled to, and used of it.
        LicensingEntitlements,
        /// Licensing API: what agents and other resources consumed.
        LicensingResources,
        /// Licensing API: what users consumed.
        LicensingUsers,
        /// Licensing API: billing policies.
        LicensingPolicies,
        /// Licensing API: what is allocated to environments.
        LicensingAllocations,
    }

    /// State of an import.
    pub enum ImportState {
        /// Its rows count.
        Published,
        /// It was taken back.
        Reverted,
        /// Only read, nothing added.
        Preview,
        /// It stopped before its end and added nothing.
        Interrupted,
    }

    /// What to do with a file without event ids that overlaps another one.
    pub enum OnOverlap {
        /// The new file stands for its time range.
        Replace,
        /// Both count.
        Add,
    }

    /// What has to be decided first.
    pub enum ImportChoice {
        /// The file has no event ids and overlaps another one: replace or add.
        Overlap,
        /// The report states less than half of what stands now.
        Shrink,
        /// The report has no dates: the period that it is for.
        Period,
        /// The report has no dates: the day until which its windows go.
        AsOf,
    }
}
