//! Billing › Cost management: money by what it was for, compared with the period before, with a forecast.

words! {
    /// A range of days that has a name.
    pub enum CostPeriod {
        /// This month, to its end.
        ThisMonth,
        /// The month before.
        LastMonth,
        /// The last 7 days, today included.
        LastSevenDays,
        /// The last 30 days, today included.
        LastThirtyDays,
        /// This calendar quarter, to its end.
        ThisQuarter,
        /// This calendar year, to its end.
        ThisYear,
        /// The days that are named.
        Custom,
    }

    /// Which money is meant.
    pub enum CostBasisKey {
        /// Actual cost, as Azure bills it.
        Billed,
        /// What Meterdesk settled until now.
        Settled,
        /// Pre-purchase spread over the credits that it pays for.
        Amortized,
    }

    /// What costs are grouped by, or narrowed to.
    #[derive(Hash)]
    pub enum CostGroupBy {
        /// The service.
        Service,
        /// The Azure subscription that is charged.
        Subscription,
        /// The billing policy or billing plan.
        Arrangement,
        /// The Power Platform environment.
        Environment,
        /// The agent.
        Agent,
        /// The department of who used it.
        Department,
        /// Who used it.
        Person,
    }

    /// What one column of the chart spans.
    pub enum CostGranularity {
        /// A day.
        Day,
        /// A month.
        Month,
        /// All days up to one.
        Accumulated,
    }
}

wire! {
    /// One value that costs are narrowed to. Values of one kind widen each other, kinds narrow each other.
    pub struct CostFilter {
        /// The kind.
        pub by: CostGroupBy,
        /// The value, as a group's key has it.
        pub key: String,
    }

    /// Which costs are asked for.
    pub struct CostQuestion {
        /// The range; this month where absent.
        #[serde(default)]
        pub period: Option<CostPeriod>,
        /// First day (YYYY-MM-DD), for named days only.
        #[serde(default)]
        pub from: Option<String>,
        /// The day after the last one (YYYY-MM-DD), for named days only.
        #[serde(default)]
        pub until: Option<String>,
        /// Which money is meant; as Azure bills it where absent.
        #[serde(default)]
        pub basis: Option<CostBasisKey>,
        /// What costs are grouped by; services where absent.
        #[serde(default)]
        pub by: Option<CostGroupBy>,
        /// What they are narrowed to.
        #[serde(default)]
        #[ts(as = "Option<Vec<CostFilter>>", optional)]
        pub filters: Vec<CostFilter>,
    }

    /// Asks for costs as a chart shows them.
    pub struct CostAnalysisGet {
        /// Which costs.
        #[serde(default)]
        pub view: Option<CostQuestion>,
        /// What one column spans; a day where absent.
        #[serde(default)]
        pub granularity: Option<CostGranularity>,
    }

    /// Costs as a chart shows them.
    pub struct CostAnalysisView {
        /// Why the acting person sees no money; then everything else is empty.
        pub not_available: Option<String>,
        /// First day (YYYY-MM-DD).
        pub from: String,
        /// The day after the last one (YYYY-MM-DD).
        pub until: String,
        /// The day after the last one that is counted (YYYY-MM-DD): later cost is not known on this basis yet.
        pub counted_until: String,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
        /// Which money is meant.
        pub basis: CostBasisKey,
        /// What that money is, in a sentence.
        pub basis_note: String,
        /// What a column spans.
        pub granularity: CostGranularity,
        /// What the figures are grouped by.
        pub by: CostGroupBy,
        /// What they are narrowed to.
        pub filters: Vec<CostFilterShown>,
        /// In one sentence.
        pub summary: String,
        /// US dollars of the period, exact.
        pub total_usd: String,
        /// The largest groups by their cost, and the others together at the end.
        pub series: Vec<CostSeries>,
        /// Columns of the chart, in the order of time.
        pub columns: Vec<CostColumn>,
        /// The period before, of as many days as are counted.
        pub previous: CostPrevious,
        /// The budget that the shown costs count against.
        pub budget: Option<CostBudget>,
        /// What the period is forecast to cost, where it goes on.
        pub forecast: Option<CostForecast>,
    }

    /// A value that costs are narrowed to.
    pub struct CostFilterShown {
        /// Its kind.
        pub by: CostGroupBy,
        /// The value.
        pub key: String,
        /// Its name.
        pub label: String,
    }

    /// A group in a chart.
    pub struct CostSeries {
        /// Its key; `others` for those that are not shown by themselves.
        pub key: String,
        /// Its name.
        pub label: String,
        /// US dollars of the period, exact.
        pub usd: String,
    }

    /// A column of a chart.
    pub struct CostColumn {
        /// The day, or the first day of the month (YYYY-MM-DD).
        pub day: String,
        /// US dollars of each group, in their order.
        pub usd: Vec<String>,
        /// US dollars of all.
        pub total_usd: String,
    }

    /// The period before, and what made the difference.
    pub struct CostPrevious {
        /// First day (YYYY-MM-DD).
        pub from: String,
        /// The day after the last one (YYYY-MM-DD).
        pub until: String,
        /// US dollars, exact.
        pub usd: String,
        /// How much more this period costs, below zero for less.
        pub change_usd: String,
        /// The same in per cent of the period before, with one place; absent where that cost nothing.
        pub change_percent: Option<String>,
        /// What changed most, and the rest together; they add up to the whole change.
        pub drivers: Vec<CostDriver>,
    }

    /// A group whose cost changed.
    pub struct CostDriver {
        /// Its key; `others` for the rest together.
        pub key: String,
        /// Its name.
        pub label: String,
        /// US dollars of the period before.
        pub previous_usd: String,
        /// US dollars of this period.
        pub usd: String,
        /// How much more it is now.
        pub change_usd: String,
    }

    /// A budget that the shown costs count against. It alerts; use goes on.
    pub struct CostBudget {
        /// The billing policy or plan.
        pub name: String,
        /// US dollars.
        pub amount_usd: String,
        /// How often it begins anew.
        pub reset_label: String,
    }

    /// What a period is forecast to cost.
    pub struct CostForecast {
        /// The day after the last one (YYYY-MM-DD).
        pub until: String,
        /// US dollars of the whole period.
        pub usd: String,
        /// US dollars of them that are still to come.
        pub rest_usd: String,
        /// By how many per cent the method was off on an average day of the last four weeks.
        pub off_percent: Option<String>,
        /// How it is made.
        pub method: String,
    }

    /// Asks for all groups with their costs.
    pub struct CostAnalysisList {
        /// Which costs.
        #[serde(default)]
        pub view: Option<CostQuestion>,
        /// Part of a group's name.
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

    /// Groups with their costs.
    pub struct CostAnalysisListed {
        /// The rows, the dearest first.
        pub rows: Vec<CostGroupRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// Why the acting person sees no money; then there are no rows.
        pub not_available: Option<String>,
    }

    /// A group with its costs.
    pub struct CostGroupRow {
        /// Its key.
        pub key: String,
        /// Its name.
        pub label: String,
        /// US dollars of the period, exact.
        pub usd: String,
        /// US dollars of the period before.
        pub previous_usd: String,
        /// How much more it is now.
        pub change_usd: String,
        /// Per cent of all costs of the period, with one place.
        pub share_percent: Option<String>,
    }
}
