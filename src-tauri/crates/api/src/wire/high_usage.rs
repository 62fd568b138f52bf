//! People who use much.

wire! {
    /// Asks for people with many billed credits in the last 30 days.
    pub struct HighUsageList {
        /// Part of a name or sign-in name.
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

    /// People with many billed credits in the last 30 days, the most first.
    pub struct HighUsageListed {
        /// The rows.
        pub rows: Vec<HighUsageRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// Whether a billing policy is connected to a service. The real page shows nothing before that.
        pub connected: bool,
        /// First day of the 30 (YYYY-MM-DD); the last is today.
        pub from: String,
        /// The time that the rows are of (RFC 3339).
        pub as_of: String,
        /// Credits in 30 days from which a person is listed.
        pub much: String,
        /// Credits in 30 days above which it is very much.
        pub very_much: String,
    }

    /// What somebody used.
    pub struct HighUsageRow {
        /// Identity.
        pub id: String,
        /// Name as shown.
        pub display_name: String,
        /// Sign-in name.
        pub user_principal_name: String,
        /// Billed credits of the last 7 days, today included.
        pub past_seven_days: String,
        /// Billed credits of the last 30 days, today included.
        pub past_thirty_days: String,
        /// Last billed use (RFC 3339).
        pub last_activity: String,
        /// Whether it is very much.
        pub very_much: bool,
    }
}
