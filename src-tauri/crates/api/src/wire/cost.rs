//! Azure › Cost Management: cost by resource, meter or tag, and budgets of billing plans.

use super::{BudgetInput, BudgetUse, BudgetView};

words! {
    /// What costs are added up by.
    pub enum CostBy {
        /// The account resource of a billing policy or billing plan.
        Resource,
        /// The meter.
        Meter,
        /// The tag.
        Tag,
    }
}

wire! {
    /// Asks what Azure charged in a month, as far as it is known there.
    pub struct CostList {
        /// First day of the month (YYYY-MM-DD); the present one where absent.
        #[serde(default)]
        pub month: Option<String>,
        /// What costs are added up by; resources where absent.
        #[serde(default)]
        pub by: Option<CostBy>,
        /// Part of a name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// What Azure charged in a month.
    pub struct CostListed {
        /// The rows.
        pub rows: Vec<CostRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// US dollars of all rows, exact.
        pub total_usd: String,
        /// Copilot Credits of all rows.
        pub total_credits: String,
        /// First day of the month (YYYY-MM-DD).
        pub month: String,
        /// First instant after the last complete day that is counted (RFC 3339): later cost is not known there yet.
        pub known_until: String,
        /// Months that can be asked for, the latest first (YYYY-MM-DD).
        pub months: Vec<String>,
        /// Resources that the acting person has no role for, and that are not counted here.
        pub hidden: u32,
    }

    /// A cost: of a resource, a meter or a tag.
    pub struct CostRow {
        /// Its id: the billing policy's or plan's, the meter, or the tag.
        pub id: String,
        /// Resource, meter or tag.
        pub name: String,
        /// What the resource is of; empty for meters and tags.
        pub of: String,
        /// Resource group; empty for meters and tags.
        pub resource_group: String,
        /// Azure subscription; empty for meters and tags.
        pub subscription: String,
        /// Meters, of one row together.
        pub meter: String,
        /// Tags, of one row together; empty where there is none.
        pub tag: String,
        /// Copilot Credits metered.
        pub credits: String,
        /// Copilot Credits of them that a pre-purchase plan pays for, at 0 US dollars.
        pub prepurchased: String,
        /// US dollars, exact.
        pub usd: String,
    }

    /// Asks for billing plans and their budgets in Azure.
    pub struct PlanBudgetList {
        /// Part of a plan's name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Billing plans and their budgets.
    pub struct PlanBudgetListed {
        /// The rows.
        pub rows: Vec<PlanBudgetRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A billing plan and its budget.
    pub struct PlanBudgetRow {
        /// Billing plan id.
        pub plan: String,
        /// The plan's name.
        pub name: String,
        /// Azure subscription.
        pub subscription: String,
        /// Resource group.
        pub resource_group: String,
        /// The budget; absent where there is none.
        pub budget: Option<BudgetView>,
        /// Per cent at which a forecast alerts.
        pub forecast_at: Option<u32>,
        /// Per cent of actual cost at which the action takes environments off the plan.
        pub unlink_at: Option<u32>,
        /// How much of the budget the last look found used.
        pub used: Option<BudgetUse>,
        /// What the period is forecast to cost, in US dollars.
        pub forecast: Option<String>,
        /// When the budget is looked at next (RFC 3339).
        pub next_look: String,
        /// How many environments are linked to the plan.
        pub environments: u32,
        /// What the action did last, where environments are off the plan since.
        pub acted: Option<PlanBudgetActed>,
        /// Why the acting person can't change the budget; absent where they can.
        pub missing: Option<String>,
        /// The plan's revision.
        pub revision: u64,
    }

    /// What the action of a budget did.
    pub struct PlanBudgetActed {
        /// When (RFC 3339).
        pub at: String,
        /// Per cent of the budget that was reached.
        pub percent: u32,
        /// Cost of complete days then, in US dollars.
        pub spent: String,
        /// Names of environments that are off the plan since.
        pub environments: Vec<String>,
    }

    /// Sets, changes or removes the budget of a billing plan.
    pub struct PlanBudgetSet {
        /// Billing plan id.
        pub plan: String,
        /// The new budget; absent or null removes it.
        #[serde(default)]
        pub budget: Option<BudgetInput>,
        /// Per cent, as typed, at which a forecast alerts too; a whole number of 1 to 200.
        #[serde(default)]
        pub forecast: Option<String>,
        /// One of the budget's percentages, at which an action takes the plan's environments off it.
        #[serde(default)]
        pub unlink_at: Option<u32>,
        /// The revision that the decision rests on; refused if the plan has changed since.
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

    /// Raises a budget and links again what its action took off the plan.
    pub struct PlanBudgetRaise {
        /// Billing plan id.
        pub plan: String,
        /// The new amount: US dollars as decimal text, more than now.
        pub amount: String,
        /// The revision that the decision rests on; refused if the plan has changed since.
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

    /// The budget after the change.
    pub struct PlanBudgetChanged {
        /// The plan and its budget.
        pub budget: PlanBudgetRow,
        /// What follows from the change, in sentences.
        pub effects: Vec<String>,
    }
}
