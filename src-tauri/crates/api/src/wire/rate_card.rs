//! Rate cards and prices: what one unit of each feature costs, dated and sourced, and what a workbook overrides of it.

wire! {
    /// Asks for the rate cards and prices.
    pub struct RateCardList {}

    /// Every rate card, oldest first, and every price.
    pub struct RateCardListed {
        /// The cards, as they hold in this workbook.
        pub rows: Vec<RateCardRow>,
        /// How many there are.
        pub total: u32,
        /// Always absent: all cards fit in one answer.
        pub next: Option<String>,
        /// Every feature that at least one card has a rate for.
        pub features: Vec<FeatureName>,
        /// What credits are sold as.
        pub prices: Vec<PriceRow>,
        /// Published ranges for planning; no use is ever rated by them.
        pub planning: Vec<PlanningRow>,
        /// What AI Builder's capabilities cost in AI Builder credits, and what they are in Copilot Credits.
        pub ai_builder: Vec<AiBuilderRow>,
        /// What was overridden and taken back, newest first.
        pub history: Vec<RateOverrideEntry>,
        /// Hash of the catalogue as it holds here; settlement runs record it.
        pub hash: String,
    }

    /// A feature's name and label.
    pub struct FeatureName {
        /// The name that commands use.
        pub feature: String,
        /// The label on screen and in usage data.
        pub label: String,
    }

    /// A dated rate card.
    pub struct RateCardRow {
        /// Its name.
        pub id: String,
        /// From when it holds (RFC 3339).
        pub from: String,
        /// How sure that time is: `stated`, `derived`, `third party` or `assumption`.
        pub from_certainty: String,
        /// This workbook's own time, where it overrides the published one.
        pub from_override: Option<RateOverrideView>,
        /// Place in the journal of the last override of that time, 0 before the first; send it back with an edit.
        pub from_revision: u64,
        /// Until when: the beginning of the next; absent for the newest.
        pub until: Option<String>,
        /// Unit of its rates on screen.
        pub unit: String,
        /// Document title and date.
        pub source: String,
        /// How sure its rates are, where they don't say otherwise.
        pub certainty: String,
        /// What is to be known about it.
        pub note: String,
        /// Its rates.
        pub rates: Vec<RateRow>,
        /// Features that no document gives it a rate for, and that an override can.
        pub unpublished: Vec<FeatureName>,
        /// Whether it holds at the workbook's time.
        pub in_force: bool,
    }

    /// A feature's rate on a card.
    pub struct RateRow {
        /// The name that commands use.
        pub feature: String,
        /// The label on screen.
        pub label: String,
        /// What one unit costs, in the card's unit, as a decimal string.
        pub credits: String,
        /// What the catalogue says, where this workbook overrides it; absent where no document gives a rate.
        pub published: Option<String>,
        /// What one unit is: `unit`, or `thousandTokens` of one call, rounded up.
        pub per: String,
        /// Whether it is charged to a person with Microsoft 365 Copilot in employee-facing, signed-in, interactive use.
        pub charged_to_licensed: bool,
        /// How sure it is: `stated`, `derived`, `third party` or `assumption`; what is stated can't be overridden.
        pub certainty: String,
        /// This workbook's own rate.
        #[serde(rename = "override")]
        pub own: Option<RateOverrideView>,
        /// Place in the journal of its last override, 0 before the first; send it back with an edit.
        pub revision: u64,
    }

    /// An override that holds.
    pub struct RateOverrideView {
        /// Where the value comes from.
        pub basis: String,
        /// When it was set (RFC 3339).
        pub at: String,
        /// Who set it.
        pub by: String,
    }

    /// A change of an override.
    pub struct RateOverrideEntry {
        /// Place in the journal.
        pub seq: u64,
        /// When (RFC 3339).
        pub at: String,
        /// Who.
        pub by: String,
        /// What was overridden or taken back, in a sentence.
        pub text: String,
        /// Where the value comes from; absent where an override was taken back.
        pub basis: Option<String>,
    }

    /// What credits are sold as.
    pub struct PriceRow {
        /// Name in the catalogue.
        pub id: String,
        /// Name on screen.
        pub label: String,
        /// First day of sale (YYYY-MM-DD); absent where none is named.
        pub from: Option<String>,
        /// What it holds, in words.
        pub size: String,
        /// Price in USD as a decimal string.
        pub usd: String,
        /// What the price is for: `credit`, `month` or `term`.
        pub per: String,
        /// Document title and date.
        pub source: String,
        /// How sure it is.
        pub certainty: String,
        /// What is to be known about it.
        pub note: String,
    }

    /// A published range of credits for one task.
    pub struct PlanningRow {
        /// The service or harness.
        pub subject: String,
        /// How heavy the task is: `light`, `medium` or `heavy`.
        pub weight: String,
        /// Credits at least.
        pub from: String,
        /// Credits at most; absent where the range has no upper end.
        pub to: Option<String>,
        /// The figure to plan with, where one is published.
        pub middle: Option<String>,
        /// Document title and date.
        pub source: String,
        /// How sure it is.
        pub certainty: String,
    }

    /// One capability of AI Builder in both kinds of credits, for the same amount of work.
    pub struct AiBuilderRow {
        /// Its name in the catalogue.
        pub key: String,
        /// Its name on screen.
        pub label: String,
        /// What is counted, such as `page`, in words.
        pub unit: String,
        /// AI Builder credits of a unit, as a decimal string.
        pub ai_builder_credits: String,
        /// What they cost, in USD.
        pub ai_builder_usd: String,
        /// Label of the feature that it is on the rate card in force.
        pub feature: String,
        /// Copilot Credits of a unit on that card; absent where the card has no rate for it.
        pub copilot_credits: Option<String>,
        /// What pay-as-you-go charges for them, in USD.
        pub copilot_usd: Option<String>,
        /// Document title and date of the AI Builder rate.
        pub source: String,
    }

    /// Overrides a rate, or the time from which a card holds, in this workbook: only what no document states for sure.
    /// All use is rated by it, earlier use too.
    pub struct RateOverrideSet {
        /// Name of the card.
        pub card: String,
        /// The feature whose rate is overridden; left out for the card's time.
        #[serde(default)]
        pub feature: Option<String>,
        /// What one unit costs instead, as a decimal string: with a feature.
        #[serde(default)]
        pub credits: Option<String>,
        /// From when the card holds instead: a day (YYYY-MM-DD) or an instant (RFC 3339), without a feature.
        #[serde(default)]
        pub from: Option<String>,
        /// Where the value comes from.
        pub basis: String,
        /// The revision that the decision rests on; refused if it was overridden since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Takes an override back: the catalogue holds again.
    pub struct RateOverrideClear {
        /// Name of the card.
        pub card: String,
        /// The feature whose rate is overridden; left out for the card's time.
        #[serde(default)]
        pub feature: Option<String>,
        /// The revision that the decision rests on; refused if it was overridden since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// An override was set or taken back.
    pub struct RateOverrideChanged {
        /// The card as it holds now.
        pub card: RateCardRow,
    }
}
