//! The statement of one department, cost center or group: what it is charged for a month, line by line.

use super::{ChargebackBasis, ChargebackBasisView, ChargedBy, ImportKind, SharedCostRule};

words! {
    /// What the lines of a statement are by.
    pub enum StatementBy {
        /// Service, agent and feature.
        Use,
        /// People.
        People,
    }

    /// What a line of a statement is.
    pub enum StatementLineKind {
        /// Use of an agent.
        Use,
        /// A person's use.
        Person,
        /// A part of a shared cost.
        Shared,
    }
}

wire! {
    /// Asks for a statement. All but `whose` and `lines` is as for `chargeback_list`, and so is what it answers.
    pub struct ChargebackStatementList {
        /// Whose it is: the key of a row of `chargeback_list`.
        pub whose: String,
        /// What its lines are by; by service, agent and feature where absent.
        #[serde(default)]
        #[ts(optional)]
        pub lines: Option<StatementBy>,
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
        /// Who bears them, where one does.
        #[serde(default)]
        #[ts(optional)]
        pub bearer: Option<String>,
        /// Part of a line's name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the lines; the largest amount first, shared costs last, where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// A statement.
    pub struct ChargebackStatementListed {
        /// Its lines.
        pub rows: Vec<StatementLine>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// Whose it is.
        pub name: String,
        /// How many people used something.
        pub people: u32,
        /// The month.
        pub month: String,
        /// The same in words.
        pub month_label: String,
        /// Its parts of shared costs, which are also its last lines.
        pub shared: Vec<StatementLine>,
        /// The sum of all lines, whatever was searched.
        pub sum: StatementLine,
        /// What the money rests on.
        pub basis: ChargebackBasisView,
        /// The rule by which shared costs are divided, in a sentence.
        pub rule_text: String,
        /// What has to be known about these figures.
        pub notes: Vec<String>,
        /// Whether names of people are concealed.
        pub concealed: bool,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// A line of a statement.
    pub struct StatementLine {
        /// Its id.
        pub id: String,
        /// What it is.
        pub kind: StatementLineKind,
        /// The agent, the person, or the shared cost.
        pub name: String,
        /// The person's sign-in name.
        pub username: Option<String>,
        /// The service.
        pub service: Option<String>,
        /// The feature.
        pub feature: Option<String>,
        /// Credits that bills state money for.
        pub pay_as_you_go_credits: String,
        /// Credits that pre-purchase plans paid.
        pub pre_purchased_credits: String,
        /// Credits that prepaid capacity paid.
        pub prepaid_credits: String,
        /// Credits that were used and not billed.
        pub not_billed_credits: String,
        /// What is charged for it, to the cent; absent where no bill is imported.
        pub amount: Option<String>,
        /// How a part of a shared cost is worked out.
        pub working: Option<String>,
        /// The currency's code.
        pub currency: String,
        /// Whose statement it is of.
        pub of: String,
        /// The month.
        pub month: String,
        /// What the money rests on, in words.
        pub basis: String,
    }
}
