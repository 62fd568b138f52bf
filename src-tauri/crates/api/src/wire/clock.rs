//! The simulated clock.

wire! {
    /// Asks for the simulated time.
    pub struct ClockGet {}

    /// The simulated time.
    pub struct ClockView {
        /// Now (RFC 3339, UTC).
        pub now: String,
    }

    /// Moves the clock forward: exactly one of `by` and `to`.
    pub struct ClockAdvance {
        /// An ISO 8601 duration such as `PT2H` or `P1D`.
        #[serde(default)]
        pub by: Option<String>,
        /// An instant (RFC 3339) after now.
        #[serde(default)]
        pub to: Option<String>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Moves the clock forward as a work that `job_get` follows and `job_cancel` stops: exactly one of `by` and `to`.
    pub struct ClockAdvanceStart {
        /// An ISO 8601 duration such as `PT2H` or `P1D`.
        #[serde(default)]
        pub by: Option<String>,
        /// An instant (RFC 3339) after now.
        #[serde(default)]
        pub to: Option<String>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The work has begun.
    pub struct ClockAdvanceStarted {
        /// The job.
        pub job: String,
    }

    /// The clock has moved.
    pub struct ClockAdvanced {
        /// Before (RFC 3339).
        pub from: String,
        /// After (RFC 3339).
        pub now: String,
        /// What happened by time alone in between, oldest first.
        pub happened: Vec<String>,
        /// Rows of use that the scenario plans for that time.
        pub planned_rows: u64,
        /// Set where the plan of use ended in between: its end (RFC 3339). From then on nothing is used by itself.
        pub plan_ended: Option<String>,
    }
}
