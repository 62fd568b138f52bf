//! Usage over time, and trying a use.

use super::ServiceKey;

wire! {
    /// Asks for credits per day.
    pub struct UsageSeries {
        /// First day (`YYYY-MM-DD`); default: 29 days before today.
        #[serde(default)]
        pub from: Option<String>,
        /// First day after (`YYYY-MM-DD`); default: tomorrow.
        #[serde(default)]
        pub until: Option<String>,
        /// The days of this month up to today, in place of `from` and `until`.
        #[serde(default)]
        pub month_so_far: Option<bool>,
        /// What the columns are split by.
        pub by: UsageSplit,
        /// Metered, or as Microsoft's environment report states it. Default: metered.
        #[serde(default)]
        pub basis: Option<UsageBasis>,
        /// The journal's own set-up, or today's set-up held for the whole range. Default: actual.
        #[serde(default)]
        pub timeline: Option<UsageTimeline>,
    }

    /// Credits per day.
    pub struct UsageSeriesView {
        /// `metered` or `reported:environmentReport`.
        pub basis: String,
        /// Which set-up was held.
        pub timeline: UsageTimeline,
        /// First day.
        pub from: String,
        /// First day after.
        pub until: String,
        /// Simulated time of these figures (RFC 3339).
        pub as_of: String,
        /// The series, in the order of the values of each day.
        pub series: Vec<UsageSeriesHead>,
        /// Every day of the range.
        pub days: Vec<UsageDay>,
        /// Credits of the whole range: the sum of the series' totals.
        pub total: String,
        /// What pay-as-you-go charged for it in USD; absent for reported usage, which states none.
        pub pay_as_you_go_usd: Option<String>,
        /// Metered rows in the range.
        pub rows: u64,
        /// Prompts and calls in the range that were refused, because nothing could pay for who asked: no usage, no credits.
        pub refused: u64,
        /// Metered rows of the whole workbook that are later than the clock, counted in no figure.
        pub ahead_of_clock: u64,
        /// Metered rows of the whole workbook that are earlier than its first act, not judged under the actual set-up.
        pub before_workbook: u64,
        /// Whether the other basis has figures in this range.
        pub other_basis_has_figures: bool,
        /// The series in one sentence.
        pub summary: String,
    }

    /// One series.
    pub struct UsageSeriesHead {
        /// Stable key.
        pub key: String,
        /// Label on screen.
        pub label: String,
        /// What became of the credits: `paid`, `included`, `notCharged`, `blocked`; absent where the split isn't by payer.
        pub outcome: Option<OutcomeKind>,
        /// Credits of the whole range.
        pub total: String,
    }

    /// One day.
    pub struct UsageDay {
        /// The day (`YYYY-MM-DD`, UTC).
        pub day: String,
        /// Credits of each series.
        pub credits: Vec<String>,
        /// Credits of the day.
        pub total: String,
    }

    /// Tries a use: sends prompts as somebody.
    pub struct UsageTry {
        /// Identity or sign-in name of the person.
        pub user: String,
        /// The service used.
        pub service: ServiceKey,
        /// Name of the agent.
        #[serde(default)]
        pub agent: Option<String>,
        /// Name of the environment.
        #[serde(default)]
        pub environment: Option<String>,
        /// What was used; default: what one prompt to this service meters.
        #[serde(default)]
        pub feature: Option<String>,
        /// Runs this agent of Dynamics 365: what is metered follows from it. The service is Copilot Studio.
        #[serde(default)]
        pub dynamics_agent: Option<super::DynamicsAgentKey>,
        /// How many, as a decimal string; default: 1.
        #[serde(default)]
        pub quantity: Option<String>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// What came of a tried use.
    pub struct UsageTried {
        /// What became of it.
        pub outcome: OutcomeKind,
        /// What the person sees.
        pub sees: String,
        /// Rated Copilot Credits.
        pub credits: String,
        /// What pay-as-you-go charges for it, in USD; zero where something else paid or nothing was charged.
        pub usd: String,
        /// Who pays, by name: a billing policy, a billing plan, a pre-purchase plan or prepaid capacity.
        pub payer: Option<String>,
        /// The billing policy that pays, by id; absent where something else pays.
        pub payer_policy: Option<String>,
        /// The lines, one per feature.
        pub lines: Vec<UsageTriedLine>,
        /// Why, step by step.
        pub reasons: Vec<ReasonView>,
        /// Ids of the rows that it added; empty for a refused use, which adds none.
        pub event_ids: Vec<String>,
    }

    /// One metered feature of a tried use.
    pub struct UsageTriedLine {
        /// Feature, as the rate card names it.
        pub feature: String,
        /// Label of the feature.
        pub label: String,
        /// How many.
        pub quantity: String,
        /// Copilot Credits.
        pub credits: String,
    }

    /// One step of the working.
    pub struct ReasonView {
        /// The step in a sentence.
        pub text: String,
        /// Document title and date; absent where it follows from the tenant's own set-up.
        pub source: Option<String>,
        /// Set where Meterdesk assumes it.
        pub assumption: bool,
    }
}

words! {
    /// What a series is split by.
    pub enum UsageSplit {
        /// Who paid, or why nobody did.
        Payer,
        /// Environment.
        Environment,
    }

    /// Which of the two kinds of figures.
    pub enum UsageBasis {
        /// Events with a quantity, rated and settled here.
        Metered,
        /// What Microsoft's environment report states.
        Reported,
    }

    /// Which set-up is held.
    pub enum UsageTimeline {
        /// The journal's own.
        Actual,
        /// Today's set-up, held for the whole range.
        AsIfToday,
    }

    /// What became of a metered unit.
    pub enum OutcomeKind {
        /// Somebody paid.
        Paid,
        /// A licence or offer includes it.
        Included,
        /// A rule leaves it uncharged.
        NotCharged,
        /// Nobody may pay.
        Blocked,
    }
}
