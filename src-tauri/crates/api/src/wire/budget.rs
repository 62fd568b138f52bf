//! Budgets of billing policies, and what was spent. A budget is money and alerts only; it never stops use.

wire! {
    /// A budget as somebody asks for it.
    pub struct BudgetInput {
        /// US dollars as decimal text, more than 0, at most two decimals.
        pub amount: String,
        /// When it begins anew.
        pub reset: BudgetReset,
        /// Percentages to alert at besides 100, each a whole number of 1 to 99 as text; up to four.
        #[serde(default)]
        #[ts(as = "Option<Vec<String>>", optional)]
        pub thresholds: Vec<String>,
        /// Identities of the mail-enabled security groups that are told.
        #[serde(default)]
        #[ts(as = "Option<Vec<String>>", optional)]
        pub recipients: Vec<String>,
    }

    /// A budget.
    pub struct BudgetView {
        /// US dollars, exact.
        pub amount: String,
        /// When it begins anew.
        pub reset: BudgetReset,
        /// The same as a label.
        pub reset_label: String,
        /// Percentages at which it alerts, ascending; 100 is the last.
        pub thresholds: Vec<ThresholdMoney>,
        /// Who is told.
        pub recipients: Vec<BudgetRecipient>,
    }

    /// A percentage of a budget and the money that it is.
    pub struct ThresholdMoney {
        /// Per cent.
        pub percent: u32,
        /// US dollars, exact.
        pub amount: String,
    }

    /// A mail-enabled security group that is told.
    pub struct BudgetRecipient {
        /// Identity.
        pub id: String,
        /// Name; the identity where the group is gone.
        pub name: String,
        /// Mail address, where it has one.
        pub mail: Option<String>,
    }

    /// Asks what money the percentages of a budget are, while it is being typed.
    pub struct BudgetPreview {
        /// US dollars as typed.
        pub amount: String,
        /// When it would begin anew.
        pub reset: BudgetReset,
        /// Percentages as typed.
        #[serde(default)]
        #[ts(as = "Option<Vec<String>>", optional)]
        pub thresholds: Vec<String>,
    }

    /// What money the percentages are.
    pub struct BudgetPreviewed {
        /// US dollars beside 100 %, exact; absent where the amount is none.
        pub always: Option<String>,
        /// US dollars beside each percentage, in their order; null where either is none.
        pub amounts: Vec<Option<String>>,
        /// First second of the budget's present period (RFC 3339).
        pub from: String,
        /// When it would begin anew next (RFC 3339).
        pub until: String,
    }

    /// Sets, changes or removes the budget of a billing policy.
    pub struct PolicyBudgetSet {
        /// Billing Policy ID.
        pub policy: String,
        /// The new budget; absent or null removes it.
        #[serde(default)]
        pub budget: Option<BudgetInput>,
        /// The revision that the decision rests on; refused if the policy has changed since.
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

    /// The budget was set, changed or removed.
    pub struct PolicyBudgetChanged {
        /// The policy.
        pub policy: super::PolicyView,
    }

    /// Asks what a billing policy spent.
    pub struct PolicySpending {
        /// Billing Policy ID.
        pub policy: String,
    }

    /// What a billing policy spent.
    pub struct PolicySpendingView {
        /// The simulated time that the figures are of (RFC 3339). The real page can be up to four hours behind.
        pub as_of: String,
        /// The figures; absent where the acting person's role does not see them.
        pub spending: Option<SpendingView>,
        /// Why there are no figures.
        pub not_available: Option<String>,
    }

    /// The figures of a policy's spending.
    pub struct SpendingView {
        /// The present month and the five before it, oldest first.
        pub months: Vec<MonthSpending>,
        /// US dollars of these months.
        pub total_usd: String,
        /// Copilot Credits of these months.
        pub total_credits: String,
        /// The chart in a sentence.
        pub summary: String,
        /// Where the budget's present period stands.
        pub budget: Option<BudgetProgress>,
        /// What would have happened, had the budget stopped use at 100 %, in the last period that passed it.
        pub hard_stop: Option<HardStopView>,
    }

    /// What a policy spent in a month.
    pub struct MonthSpending {
        /// First day of the month, YYYY-MM-DD.
        pub month: String,
        /// US dollars, exact.
        pub usd: String,
        /// Copilot Credits.
        pub credits: String,
    }

    /// How much of a budget is used.
    pub struct BudgetUse {
        /// Whole per cent, rounded down.
        pub percent: u32,
        /// US dollars spent in the period, exact.
        pub spent: String,
        /// US dollars of the budget.
        pub amount: String,
        /// First second of the period (RFC 3339).
        pub from: String,
        /// When the budget begins anew (RFC 3339).
        pub until: String,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// Where a budget's present period stands.
    pub struct BudgetProgress {
        /// How much of it is used.
        pub used: BudgetUse,
        /// Each threshold.
        pub thresholds: Vec<ThresholdProgress>,
    }

    /// A threshold in the present period.
    pub struct ThresholdProgress {
        /// Per cent.
        pub percent: u32,
        /// US dollars, exact.
        pub amount: String,
        /// When it was passed (RFC 3339).
        pub passed_at: Option<String>,
        /// When its mail has arrived at the latest (RFC 3339); absent where it was not passed, or nobody was to be told.
        pub mail_by: Option<String>,
        /// Whether that time has come.
        pub mail_arrived: bool,
    }

    /// What would have happened, had the budget stopped use at 100 %.
    pub struct HardStopView {
        /// First second of the period (RFC 3339).
        pub from: String,
        /// First second after it (RFC 3339).
        pub until: String,
        /// US dollars of the budget.
        pub budget: String,
        /// The second in which 100 % was passed (RFC 3339); what is later would have been stopped.
        pub stopped_at: String,
        /// What the policy did spend in the period.
        pub actual: SpendingPart,
        /// What it would have spent.
        pub with_stop: SpendingPart,
        /// What would not have taken place.
        pub stopped: SpendingPart,
        /// Uses that would not have taken place: metered rows.
        pub stopped_uses: u64,
        /// What another connected policy would have paid instead.
        pub passed_on: SpendingPart,
        /// How many people would have been stopped.
        pub people: u32,
        /// Those with most Copilot Credits.
        pub most: Vec<StoppedPerson>,
    }

    /// A part of a policy's spending.
    pub struct SpendingPart {
        /// Copilot Credits.
        pub credits: String,
        /// US dollars, exact.
        pub usd: String,
    }

    /// Somebody who would have been stopped.
    pub struct StoppedPerson {
        /// Identity.
        pub id: String,
        /// Name as shown.
        pub display_name: String,
        /// Uses that would not have taken place.
        pub uses: u64,
        /// Their Copilot Credits.
        pub credits: String,
    }
}

/// The column Budget used.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum BudgetUsed {
    /// The figures.
    Known {
        /// How much is used.
        used: BudgetUse,
    },
    /// The acting person's role does not see them.
    NotAvailable {
        /// Why, in words.
        reason: String,
    },
}

words! {
    /// When a budget begins anew.
    pub enum BudgetReset {
        /// On the first day of the month.
        Month,
        /// On the first day of the quarter.
        Quarter,
        /// On the first day of the year.
        Year,
    }
}
