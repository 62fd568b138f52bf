//! What departments, cost centers or groups are charged for a month.

use super::ImportKind;

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

    /// Whose money is divided.
    pub enum ChargebackBasis {
        /// Settled by Meterdesk: each policy's and plan's credits at the price of pay-as-you-go.
        Settled,
        /// What imported bills of Azure state.
        Azure,
    }

    /// How costs are divided that no bill charges to anybody in particular.
    pub enum SharedCostRule {
        /// In proportion to the credits that the very capacity or plan paid; what nobody's credits explain is kept apart.
        Used,
        /// They are kept apart.
        Apart,
        /// In proportion to billed credits.
        Billed,
        /// The same for everybody who has a name.
        Evenly,
        /// One bears all.
        One,
    }

    /// What a row of the chargeback is.
    pub enum ChargebackRowKind {
        /// A department, cost center or group.
        Named,
        /// People who belong to none.
        Without,
        /// Use of nobody.
        Nobody,
        /// A cost that nobody bears.
        Apart,
    }
}

wire! {
    /// Asks for a month's chargeback.
    pub struct ChargebackList {
        /// The month, such as 2026-10; the last one that is over where absent.
        #[serde(default)]
        #[ts(optional)]
        pub month: Option<String>,
        /// Who is charged.
        pub by: ChargedBy,
        /// Whose money is divided; what Meterdesk settled where absent.
        #[serde(default)]
        #[ts(optional)]
        pub basis: Option<ChargebackBasis>,
        /// The kind of bill; the first that states a day of the month where absent.
        #[serde(default)]
        #[ts(optional)]
        pub bill: Option<ImportKind>,
        /// The bill's currency; US dollars where it has any, or else its first.
        #[serde(default)]
        #[ts(optional)]
        pub currency: Option<String>,
        /// What prepaid capacity cost in the month, in the same currency; packs at their list price where absent.
        #[serde(default)]
        #[ts(optional)]
        pub prepaid_cost: Option<String>,
        /// How shared costs are divided; by what each used where absent.
        #[serde(default)]
        #[ts(optional)]
        pub shared: Option<SharedCostRule>,
        /// Who bears them, where one does: a name of the list, or any other.
        #[serde(default)]
        #[ts(optional)]
        pub bearer: Option<String>,
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
        /// What the money rests on.
        pub basis: ChargebackBasisView,
        /// Costs that are shared, and how.
        pub shared: Vec<SharedCostView>,
        /// The rule by which they are.
        pub rule: SharedCostRule,
        /// The same in a sentence.
        pub rule_text: String,
        /// Who bears them, where one does.
        pub bearer: Option<String>,
        /// What has to be known about these figures.
        pub notes: Vec<String>,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// What the money rests on.
    pub struct ChargebackBasisView {
        /// The basis.
        pub basis: ChargebackBasis,
        /// The same in words.
        pub label: String,
        /// The currency's code; empty where a bill names none.
        pub currency: String,
        /// Currencies of the bill.
        pub currencies: Vec<String>,
        /// The kind of bill; absent for settled money, and where no bill states a day of the month.
        pub bill: Option<ImportKind>,
        /// The same in words.
        pub bill_label: Option<String>,
        /// Kinds of bills that state a day of the month.
        pub bills: Vec<ImportKind>,
        /// The imported files of the bill.
        pub files: Vec<String>,
        /// Whether the money is of the whole month.
        pub is_whole: bool,
    }

    /// A cost that no bill charges to anybody in particular.
    pub struct SharedCostView {
        /// Its id: prepaid, notAttributed, or the pre-purchase plan's.
        pub id: String,
        /// Its name.
        pub name: String,
        /// What it comes to.
        pub amount: String,
        /// What of it nobody bears.
        pub apart: String,
        /// Where the amount comes from.
        pub source: String,
    }

    /// What a department or cost center is charged.
    pub struct ChargebackRow {
        /// Its key, by which its statement is asked for.
        pub key: String,
        /// What it is.
        pub kind: ChargebackRowKind,
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
        /// Its part of the bills, to the cent; absent where no bill is imported.
        pub bill: Option<String>,
        /// Its part of the cost of prepaid capacity, to the cent.
        pub prepaid_cost: String,
        /// Its part of the cost of pre-purchase plans, to the cent.
        pub pre_purchase_cost: String,
        /// Its part of what a bill charges that nobody here used; absent where no bill is imported.
        pub not_attributed: Option<String>,
        /// All together; absent where no bill is imported.
        pub charged: Option<String>,
        /// The currency's code.
        pub currency: String,
        /// The month.
        pub month: String,
        /// What the money rests on, in words.
        pub basis: String,
        /// By which rule shared costs are divided, in words.
        pub rule: String,
    }
}
