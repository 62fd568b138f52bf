//! The exhaustion drill: when this month would run out, were last month's use asked for again under today's set-up.

use super::MendKey;

wire! {
    /// Begins the drill, which `job_get` follows.
    pub struct DrillStart {}

    /// The drill that was begun.
    pub struct DrillStarted {
        /// The job.
        pub job: String,
    }

    /// What the drill found.
    pub struct DrillView {
        /// First day of the month that is gone through (`YYYY-MM-DD`, UTC).
        pub month: String,
        /// First day of the month whose use is asked for again.
        pub use_of: String,
        /// Simulated time of the set-up (RFC 3339).
        pub as_of: String,
        /// Uses that are asked for again.
        pub uses: u64,
        /// What happens with today's set-up, oldest first.
        pub events: Vec<DrillEvent>,
        /// With today's set-up.
        pub today: DrillCourse,
        /// The environment that stops first, by id; absent where nothing stops.
        pub environment: Option<String>,
        /// The same, by name.
        pub environment_name: Option<String>,
        /// What each mend of that environment would change.
        pub mends: Vec<DrillMend>,
    }

    /// Something that happens in that month.
    pub struct DrillEvent {
        /// When (RFC 3339).
        pub at: String,
        /// What kind of thing it is.
        pub kind: DrillEventKey,
        /// The environment, by id; absent for the tenant's pool and for environments that the workbook does not know.
        pub environment: Option<String>,
        /// What happens, in a sentence.
        pub text: String,
    }

    /// How that month goes for the environment that stops first and for the tenant.
    pub struct DrillCourse {
        /// When the environment's first agent flow, or agent of Dynamics 365, is blocked (RFC 3339).
        pub first_flow: Option<String>,
        /// When its first custom agent is blocked.
        pub first_agent: Option<String>,
        /// The last use of a conversation that was going on by then.
        pub last_conversation: Option<String>,
        /// Uses of the environment that are refused.
        pub refused: u64,
        /// Uses of all environments that are refused.
        pub refused_in_all: u64,
        /// Copilot Credits billed to billing plans, in all environments.
        pub billed: String,
        /// The same in US dollars.
        pub usd: String,
    }

    /// One more act, and how the month goes then.
    pub struct DrillMend {
        /// Which.
        pub mend: MendKey,
        /// What is done, or why it can't be, in a sentence.
        pub text: String,
        /// How the month goes then; absent where it can't be done.
        pub course: Option<DrillCourse>,
    }
}

words! {
    /// What happens in the month of a drill.
    pub enum DrillEventKey {
        /// Little of an allocation is left.
        Low,
        /// An allocation, or the tenant's pool, is used up.
        UsedUp,
        /// The first agent flow or agent of Dynamics 365 is blocked.
        FirstFlow,
        /// The first custom agent is blocked.
        FirstAgent,
        /// The last use of a conversation that was going on.
        LastConversation,
        /// A billing plan begins to be charged.
        PlanCharged,
    }
}
