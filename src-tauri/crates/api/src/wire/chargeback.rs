//! What departments, cost centers or groups are charged for a month.

wire! {
    /// Asks for a month's chargeback.
    pub struct ChargebackList {
        /// The month, such as 2026-10; the last one that is over where absent.
        #[serde(default)]
        #[ts(optional)]
        pub month: Option<String>,
        /// Who is charged.
        pub by: ChargedBy,
        /// What prepaid capacity cost in the month, in US dollars, to be divided by the credits that it paid.
        #[serde(default)]
        #[ts(optional)]
        pub prepaid_cost: Option<String>,
        /// Part of a name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the largest charge first where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// A month's chargeback.
    pub struct ChargebackListed {
        /// The rows.
        pub rows: Vec<ChargebackRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// The month.
        pub month: String,
        /// The same in words.
        pub month_label: String,
        /// The months that can be asked for, the newest first.
        pub months: Vec<String>,
        /// The sums of all rows, whatever was searched.
        pub sum: ChargebackRow,
        /// What of the cost of prepaid capacity nobody's use divides, because prepaid capacity paid nothing.
        pub undivided_usd: String,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// What a department or cost center is charged.
    pub struct ChargebackRow {
        /// Its name; for use of nobody and for people without one, words that say so.
        pub name: String,
        /// How many people used something.
        pub people: u32,
        /// Credits that bills state money for.
        pub pay_as_you_go_credits: String,
        /// Credits that pre-purchase plans paid.
        pub pre_purchased_credits: String,
        /// Credits that prepaid capacity paid.
        pub prepaid_credits: String,
        /// Credits that were used and not billed.
        pub not_billed_credits: String,
        /// Its part of the bills, to the cent (USD).
        pub bill_usd: String,
        /// Its part of the cost of prepaid capacity, to the cent (USD).
        pub prepaid_usd: String,
        /// Both together (USD).
        pub usd: String,
    }
}

words! {
    /// Who is charged.
    pub enum ChargedBy {
        /// Departments of the directory.
        Department,
        /// Cost centers of the imported list of people.
        CostCenter,
        /// Groups of the directory. The use of a person who is directly in several is divided evenly among them.
        Group,
    }
}
