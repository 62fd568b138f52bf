//! Reports › Usage › Microsoft 365 Copilot › Credits.

words! {
    /// How many days a report is about.
    pub enum ReportWindow {
        /// The last 7 days, today included.
        SevenDays,
        /// The last 30 days, today included.
        ThirtyDays,
    }

    /// A table of the Copilot credits report.
    pub enum CreditsTable {
        /// By person.
        Users,
        /// By agent.
        Agents,
        /// By billing policy.
        Policies,
        /// By agent, person and billing policy.
        UsersAndAgents,
    }
}

wire! {
    /// Asks for the figures of the Copilot credits report.
    pub struct CreditsReportGet {
        /// The days; 30 where absent.
        #[serde(default)]
        pub window: Option<ReportWindow>,
    }

    /// The figures of the Copilot credits report.
    pub struct CreditsReportView {
        /// First day (YYYY-MM-DD).
        pub from: String,
        /// The day after the last one (YYYY-MM-DD).
        pub until: String,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
        /// Credits used.
        pub credits: String,
        /// Day by day.
        pub days: Vec<CreditsDay>,
        /// In one sentence.
        pub summary: String,
        /// People above the larger threshold in 30 days.
        pub very_much: u32,
        /// People between the thresholds in 30 days.
        pub much: u32,
        /// The lower threshold, in credits.
        pub much_from: String,
        /// The larger threshold, in credits.
        pub very_much_above: String,
        /// Whether names and IDs of billing policies are concealed.
        pub concealed: bool,
        /// Whether the acting person can have them shown.
        pub may_reveal: bool,
    }

    /// A day of the report.
    pub struct CreditsDay {
        /// The day (YYYY-MM-DD).
        pub day: String,
        /// Credits of the day.
        pub credits: String,
        /// Credits of all days up to it.
        pub cumulative: String,
    }

    /// Asks for a table of the Copilot credits report.
    pub struct CreditsReportList {
        /// The table; people where absent.
        #[serde(default)]
        pub table: Option<CreditsTable>,
        /// Part of a name or ID, as the table shows it.
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

    /// A table of the Copilot credits report.
    pub struct CreditsReportListed {
        /// The rows, the most credits in 30 days first.
        pub rows: Vec<CreditsReportRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A row of the Copilot credits report. What its table doesn't tell, or nobody was, is absent.
    pub struct CreditsReportRow {
        /// Tells the rows of a table apart.
        pub key: String,
        /// Agent ID; empty, since usage names agents without one.
        pub agent_id: Option<String>,
        /// Agent name; empty where usage names none.
        pub agent_name: Option<String>,
        /// Sign-in name, concealed where reports conceal names.
        pub username: Option<String>,
        /// Display name, concealed where reports conceal names.
        pub display_name: Option<String>,
        /// Billing Policy ID, concealed where reports conceal names; absent for what a set-up of the Power Platform paid.
        pub billing_policy_id: Option<String>,
        /// Billed credits of the last 7 days, today included.
        pub past_seven_days: String,
        /// Billed credits of the last 30 days, today included.
        pub past_thirty_days: String,
        /// Last billed use (RFC 3339).
        pub last_activity: String,
    }
}
