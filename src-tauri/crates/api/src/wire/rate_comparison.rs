//! The same month under two rate cards, side by side.

wire! {
    /// Asks what a month's use is worth on two cards, whatever the time that each holds from.
    pub struct RateComparisonList {
        /// The month, such as 2026-10; the last one that is over where absent.
        #[serde(default)]
        #[ts(optional)]
        pub month: Option<String>,
        /// Name of the first card; the one before the card of the workbook's time where absent.
        #[serde(default)]
        #[ts(optional)]
        pub first: Option<String>,
        /// Name of the second card; that of the workbook's time where absent.
        #[serde(default)]
        #[ts(optional)]
        pub second: Option<String>,
        /// Rates that a draft of the second card has instead of its own.
        #[serde(default)]
        #[ts(as = "Option<Vec<RateDraft>>", optional)]
        pub draft: Vec<RateDraft>,
        /// Part of a feature's name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the largest difference first where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// A rate of a draft.
    pub struct RateDraft {
        /// The feature, by its name in commands.
        pub feature: String,
        /// What a unit costs, as a decimal string.
        pub credits: String,
    }

    /// A month under two cards.
    pub struct RateComparisonListed {
        /// The features used.
        pub rows: Vec<RateComparisonRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// The month.
        pub month: String,
        /// The months that can be asked for, the newest first.
        pub months: Vec<String>,
        /// The first card.
        pub first: ComparedCard,
        /// The second, or the draft of it.
        pub second: ComparedCard,
        /// The cards that can be asked for, the newest first: those that have rates.
        pub cards: Vec<ComparedCard>,
        /// All features together, whatever was searched.
        pub sum: RateComparisonRow,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// A card that is compared.
    pub struct ComparedCard {
        /// Its name.
        pub id: String,
        /// In words: its name and from when it holds.
        pub label: String,
        /// Whether it is a draft.
        pub draft: bool,
        /// Unit of its rates on screen.
        pub unit: String,
        /// Document title and date.
        pub source: String,
    }

    /// A feature's use on both cards. Credits, or messages, as the card's unit says.
    pub struct RateComparisonRow {
        /// The feature, by its name in commands, or as usage names it where no card knows it.
        pub feature: String,
        /// The label on screen.
        pub label: String,
        /// How much was used, in the feature's own unit; `null` for the sum.
        pub quantity: Option<String>,
        /// On the first card.
        pub first: RateSide,
        /// On the second.
        pub second: RateSide,
        /// What is charged on the second, less the first.
        pub difference: String,
        /// The same as pay-as-you-go (USD).
        pub difference_usd: String,
    }

    /// What use is worth on a card.
    pub struct RateSide {
        /// What a unit costs; `null` where the card has no rate, and for the sum.
        pub rate: Option<String>,
        /// What is charged.
        pub charged: String,
        /// What a licence includes or a rule does not charge.
        pub uncharged: String,
        /// What is charged, as pay-as-you-go (USD).
        pub usd: String,
    }
}
