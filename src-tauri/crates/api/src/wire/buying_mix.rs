//! The cheapest mix of licences, packs, a pre-purchase tier and pay-as-you-go for a month's use.

words! {
    /// Whose use is priced together.
    pub enum MixBy {
        /// People of one department.
        Department,
        /// People of one cost center of the imported list of people.
        CostCenter,
        /// Direct members of one group. Groups overlap.
        Group,
    }
}

wire! {
    /// Asks what would be cheapest to buy for a month's use, were every month alike.
    pub struct BuyingMixList {
        /// The month, such as 2026-10; the last one that is over where absent.
        #[serde(default)]
        #[ts(optional)]
        pub month: Option<String>,
        /// Whose use is priced together; departments' where absent.
        #[serde(default)]
        #[ts(optional)]
        pub by: Option<MixBy>,
        /// Licences that people hold now stay as they are and cost nothing here; only further ones are considered.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub keep_licences: bool,
        /// Part of a name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the dearest first where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// What would be cheapest to buy.
    pub struct BuyingMixListed {
        /// The rows, each as if it bought for itself.
        pub rows: Vec<BuyingMixRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// The month.
        pub month: String,
        /// The months that can be asked for, the newest first.
        pub months: Vec<String>,
        /// All use of the month, bought together.
        pub tenant: BuyingMixRow,
        /// What all rows cost for a year, each by itself (USD); `null` where rows overlap.
        pub apart_usd: Option<String>,
        /// The list prices that it rests on.
        pub prices: Vec<MixPriceRow>,
        /// How it is worked out.
        pub rule: String,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// The cheapest mix for the use of some people.
    pub struct BuyingMixRow {
        /// Identity of a group, name of a department or cost center, or `tenant`, `none` and `nobody`.
        pub id: String,
        /// Its name.
        pub name: String,
        /// How many people used something.
        pub people: u32,
        /// How many of them hold Microsoft 365 Copilot now.
        pub held: u32,
        /// Whose use of the month that a licence would include costs more as pay-as-you-go than a licence: nobody else's can pay.
        pub worth_licence: u32,
        /// Credits used in the month, blocked use and what a rule leaves uncharged left out; without what kept licences include.
        pub credits: String,
        /// Those of them that licences of its people would include.
        pub includable_credits: String,
        /// Those that only pay-as-you-go may pay, no pack.
        pub metered_credits: String,
        /// The cheapest mix.
        pub best: MixView,
        /// The cheapest that is made of something else.
        pub second: Option<MixView>,
        /// With less use: from which percentage of the month's use down the second costs no more.
        pub swap_below: Option<u32>,
        /// With more use: from which percentage on the second costs no more.
        pub swap_above: Option<u32>,
        /// Where they swap, in words.
        pub swap: String,
    }

    /// A mix and what it costs for twelve months.
    pub struct MixView {
        /// In words.
        pub label: String,
        /// What it is made of, in words without numbers.
        pub kind: String,
        /// Licences.
        pub licences: u32,
        /// Capacity packs in each month.
        pub packs: u32,
        /// The tier of the pre-purchase plan.
        pub tier: Option<u8>,
        /// The licences (USD).
        pub licences_usd: String,
        /// The packs (USD).
        pub packs_usd: String,
        /// The tier (USD).
        pub tier_usd: String,
        /// Credits that are left to pay-as-you-go.
        pub pay_as_you_go_credits: String,
        /// Those (USD).
        pub pay_as_you_go_usd: String,
        /// All of it (USD).
        pub usd: String,
    }

    /// A list price.
    pub struct MixPriceRow {
        /// `credit`, `licence`, `pack` or `plan`.
        pub id: String,
        /// What it is the price of.
        pub name: String,
        /// The price, in words.
        pub price: String,
        /// First day of sale; `null` where the source states none.
        pub from: Option<String>,
        /// Document title and date.
        pub source: String,
        /// How sure it is: `stated`, `derived`, `third party` or `assumption`.
        pub certainty: String,
    }
}
