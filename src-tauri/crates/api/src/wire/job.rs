//! Long work with progress.

use super::{ClockAdvanced, DrillView, ImportView};
use crate::error::ApiError;

wire! {
    /// Asks how a long work stands.
    pub struct JobGet {
        /// The job.
        pub job: String,
    }

    /// Asks a long work to stop; what it had not published is gone.
    pub struct JobCancel {
        /// The job.
        pub job: String,
    }

    /// How a long work stands.
    pub struct JobView {
        /// The job.
        pub job: String,
        /// State.
        pub state: JobState,
        /// What it is doing.
        pub step: String,
        /// Rows read so far; of a clock, rows of planned use added.
        pub rows: u64,
        /// Bytes read so far.
        pub bytes: u64,
        /// Bytes in all.
        pub total_bytes: u64,
        /// Simulated seconds that have passed so far, while the clock is moved.
        pub seconds: u64,
        /// Simulated seconds that are to pass.
        pub total_seconds: u64,
        /// What came of an import.
        pub import: Option<ImportView>,
        /// What came of moving the clock.
        pub clock: Option<ClockAdvanced>,
        /// What an exhaustion drill found.
        pub drill: Option<DrillView>,
        /// Why it failed.
        pub problem: Option<ApiError>,
    }
}

words! {
    /// State of a long work.
    pub enum JobState {
        /// Under way.
        Running,
        /// Done.
        Done,
        /// Stopped on request; nothing was added.
        Cancelled,
        /// Failed or refused; nothing was added.
        Failed,
    }
}
