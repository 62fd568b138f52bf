//! Use that a scenario plans, and whether it goes on.

wire! {
    /// Asks whether use goes on by itself.
    pub struct UsagePlanGet {}

    /// Whether use goes on by itself while the clock moves.
    pub struct UsagePlanView {
        /// Whether the workbook's scenario plans use at all. Without a plan the other parts are absent or false.
        pub planned: bool,
        /// Whether planned use goes on from now on.
        pub goes_on: bool,
        /// Planned use is later than this (RFC 3339).
        pub after: Option<String>,
        /// The last second for which use is planned (RFC 3339).
        pub until: Option<String>,
        /// Since when it is stopped (RFC 3339); absent while it goes on.
        pub stopped_at: Option<String>,
    }

    /// Lets planned use go on, or stops it. What was used until now stays.
    pub struct UsagePlanSwitch {
        /// Whether it should go on.
        pub goes_on: bool,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Planned use was switched.
    pub struct UsagePlanSwitched {
        /// How it stands now.
        pub plan: UsagePlanView,
    }
}
