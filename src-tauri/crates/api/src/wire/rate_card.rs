//! Rate cards: what one unit of each feature costs, dated and sourced.

wire! {
    /// Asks for the rate cards.
    pub struct RateCardList {}

    /// Every rate card, oldest first.
    pub struct RateCardListed {
        /// The cards.
        pub rows: Vec<RateCardRow>,
        /// How many there are.
        pub total: u32,
        /// Always absent: all cards fit in one answer.
        pub next: Option<String>,
        /// Every feature that at least one card has a rate for.
        pub features: Vec<FeatureName>,
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
        /// Until when: the beginning of the next; absent for the newest.
        pub until: Option<String>,
        /// Unit of its rates on screen.
        pub unit: String,
        /// Document title and date.
        pub source: String,
        /// How sure it is: `stated`, `derived`, `third party` or `assumption`.
        pub certainty: String,
        /// What is to be known about it.
        pub note: String,
        /// Its rates.
        pub rates: Vec<RateRow>,
    }

    /// A feature's rate on a card.
    pub struct RateRow {
        /// The name that commands use.
        pub feature: String,
        /// The label on screen.
        pub label: String,
        /// What one unit costs, in the card's unit, as a decimal string.
        pub credits: String,
        /// What one unit is: `unit`, or `thousandTokens` of one call, rounded up.
        pub per: String,
        /// Whether it is charged to a person with Microsoft 365 Copilot in employee-facing, signed-in, interactive use.
        pub charged_to_licensed: bool,
    }
}
