//! What happened: acts, what time did, and what usage did.

wire! {
    /// Asks for what happened.
    pub struct HappeningList {
        /// Part of the text.
        #[serde(default)]
        pub search: Option<String>,
        /// Only this cause.
        #[serde(default)]
        pub cause: Option<HappeningCause>,
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

    /// Happenings, newest first.
    pub struct HappeningListed {
        /// The rows.
        pub rows: Vec<HappeningRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// Something that happened.
    pub struct HappeningRow {
        /// Stable identity.
        pub id: String,
        /// When, simulated (RFC 3339).
        pub at: String,
        /// What caused it.
        pub cause: HappeningCause,
        /// What it is, in one word of the contract.
        pub kind: String,
        /// What happened, in a sentence.
        pub text: String,
        /// Who acted; absent where time or usage did.
        pub actor: Option<String>,
        /// The billing policy that it is about.
        pub policy: Option<String>,
        /// The service that it is about.
        pub service: Option<super::ServiceKey>,
        /// The import that it is about.
        pub import: Option<String>,
        /// The day that it is about, where something is to be seen on it (YYYY-MM-DD, UTC).
        pub day: Option<String>,
    }
}

words! {
    /// What caused a happening.
    pub enum HappeningCause {
        /// Somebody's act.
        Act,
        /// Time alone.
        Time,
        /// Usage, found by settlement.
        Usage,
    }
}
