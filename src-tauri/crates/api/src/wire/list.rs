//! What all lists share: their order, and writing one into a file.

wire! {
    /// The order of a list.
    pub struct ListSort {
        /// The column that orders the list. Which a list has, a refusal says.
        pub by: String,
        /// The largest, latest or last in the alphabet first. Rows without a value come last either way.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub descending: bool,
    }

    /// Asks for a file of a list: all rows that it would show, in its order.
    pub struct ListExport {
        /// The list.
        pub list: ListKey,
        /// The request of the list's command, without cursor and limit.
        #[serde(default)]
        #[ts(type = "Record<string, unknown>")]
        pub request: serde_json::Map<String, serde_json::Value>,
        /// The columns wanted, in this order; all of the list where absent. The time that the rows are of is always the last.
        #[serde(default)]
        pub columns: Option<Vec<String>>,
        /// The file to write, as a window or a command line has given out its name.
        pub file: String,
    }

    /// The file is written.
    pub struct ListExported {
        /// How many rows it has, besides the header.
        pub rows: u32,
        /// Its name without its folder.
        pub file_name: String,
        /// The simulated time that the rows are of (RFC 3339).
        pub as_of: String,
    }
}

words! {
    /// A list that can be written into a file.
    pub enum ListKey {
        /// `policy_list`.
        Policies,
        /// `service_list`.
        Services,
        /// `high_usage_list`.
        HighUsage,
        /// `credits_report_list`.
        CreditsReport,
        /// `coverage_list`.
        Coverage,
        /// `user_list`.
        Users,
        /// `group_list`.
        Groups,
        /// `subscription_list`.
        Subscriptions,
        /// `import_list`.
        Imports,
        /// `chargeback_list`.
        Chargeback,
        /// `chargeback_statement_list`.
        ChargebackStatement,
        /// `rate_comparison_list`.
        RateComparison,
        /// `buying_mix_list`.
        BuyingMix,
        /// `anomaly_list`.
        Anomalies,
        /// `reconciliation_list`.
        Reconciliation,
        /// `report_list`.
        Reports,
        /// `month_list`.
        Months,
        /// `import_rejection_list`.
        Rejections,
        /// `usage_row_list`.
        UsageRows,
        /// `happening_list`.
        Happenings,
        /// `branch_list`.
        Branches,
        /// `setting_list`.
        Settings,
        /// `environment_list`.
        Environments,
        /// `environment_group_list`.
        EnvironmentGroups,
        /// `agent_list`.
        Agents,
        /// `drain_list`.
        Drain,
        /// `plan_list`.
        Plans,
        /// `product_list`.
        Products,
        /// `licence_list`.
        Licences,
        /// `prepurchase_list`.
        Prepurchases,
        /// `cost_list`.
        Costs,
        /// `cost_analysis_list`.
        CostGroups,
        /// `plan_budget_list`.
        PlanBudgets,
        /// `session_report_list`.
        Sessions,
        /// `conversation_list`.
        Conversations,
        /// `flow_list`.
        Flows,
    }
}
