//! Reported credits, own settlement and Azure's bill of one period, and why they differ.

use super::ImportKind;

words! {
    /// Which two sources are compared: the gap is the first less the second.
    pub enum ReconciliationPair {
        /// Own settlement with Azure's bill.
        SettledAzure,
        /// An imported report with Azure's bill.
        ReportedAzure,
        /// An imported report with own settlement.
        ReportedSettled,
    }

    /// Why two sources differ.
    pub enum GapCause {
        /// Days that one of them does not state yet.
        Delay,
        /// Days that the files of one of them leave out.
        Window,
        /// One of them writes whole credits.
        Rounding,
        /// A newer file changed what an older one stated.
        Restated,
        /// Prepaid capacity paid.
        PrepaidNotInAzure,
        /// Licences include it, or a rule leaves it uncharged.
        NotBilled,
        /// A pre-purchase plan paid.
        PrePurchase,
        /// It is of no policy or plan of the workbook.
        Unattributed,
        /// Nothing else explains it.
        Unknown,
    }
}

wire! {
    /// Asks for a period's reconciliation.
    pub struct ReconciliationList {
        /// The first day (YYYY-MM-DD, UTC); with `until`. Without both: the last month that is over.
        #[serde(default)]
        #[ts(optional)]
        pub from: Option<String>,
        /// The day after the last.
        #[serde(default)]
        #[ts(optional)]
        pub until: Option<String>,
        /// What is compared; where absent, own settlement with the bill, or without a bill the report with own settlement.
        #[serde(default)]
        #[ts(optional)]
        pub compare: Option<ReconciliationPair>,
        /// The kind of report; the first that states the period where absent.
        #[serde(default)]
        #[ts(optional)]
        pub report: Option<ImportKind>,
        /// The kind of bill; the first that states the period where absent.
        #[serde(default)]
        #[ts(optional)]
        pub bill: Option<ImportKind>,
        /// Part of a policy's or plan's name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the largest gap first where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// A period's reconciliation.
    pub struct ReconciliationListed {
        /// The rows.
        pub rows: Vec<ReconciliationRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// The first day (UTC).
        pub from: String,
        /// The day after the last.
        pub until: String,
        /// What is compared.
        pub compare: ReconciliationPair,
        /// The sum of all rows, whatever was searched.
        pub sum: ReconciliationRow,
        /// The report that is shown; absent where none states the period.
        pub report: Option<ReconciliationSource>,
        /// The bill that is shown; absent where none states the period.
        pub bill: Option<ReconciliationSource>,
        /// Every kind of report and bill that states the period, and could be shown.
        pub sources: Vec<ReconciliationSource>,
        /// Periods that can be asked for: months, and those that were stated for imported files.
        pub periods: Vec<ReconciliationPeriod>,
        /// What has to be known about these figures.
        pub notes: Vec<String>,
        /// The simulated time of them (RFC 3339).
        pub as_of: String,
    }

    /// A kind of imported file that states the period.
    pub struct ReconciliationSource {
        /// The kind.
        pub kind: ImportKind,
        /// The same, on screen.
        pub label: String,
        /// Whether it is a bill of Azure.
        pub is_bill: bool,
        /// Its files.
        pub files: Vec<ReconciliationFile>,
    }

    /// An imported file.
    pub struct ReconciliationFile {
        /// Identity of its import.
        pub id: String,
        /// Its name.
        pub name: String,
        /// The first day that it states (UTC).
        pub from: String,
        /// The day after the last.
        pub until: String,
    }

    /// A period that can be asked for.
    pub struct ReconciliationPeriod {
        /// The first day (UTC).
        pub from: String,
        /// The day after the last.
        pub until: String,
        /// In words.
        pub label: String,
    }

    /// A policy, a plan, or what else credits are stated of.
    pub struct ReconciliationRow {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String,
        /// What it is.
        pub of: String,
        /// Copilot Credits that the report counts; absent where no report is shown.
        pub reported: Option<String>,
        /// Copilot Credits of own settlement.
        pub settled: String,
        /// Copilot Credits that the bill charges for; absent where no bill is shown.
        pub azure: Option<String>,
        /// Copilot Credits that the bill states at a cost of 0.
        pub azure_free: Option<String>,
        /// Money of the bill, by currency.
        pub money: Vec<ReconciliationMoney>,
        /// Copilot Credits of the first source less those of the second; absent where one of them is missing.
        pub gap: Option<String>,
        /// Why: the credits of the causes add up to the gap. *Unknown* is always among them.
        pub causes: Vec<ReconciliationCause>,
    }

    /// Money of a bill.
    pub struct ReconciliationMoney {
        /// The currency's code; empty where the bill names none.
        pub currency: String,
        /// Exact.
        pub amount: String,
    }

    /// A part of a gap.
    pub struct ReconciliationCause {
        /// The cause.
        pub cause: GapCause,
        /// The same, on screen.
        pub label: String,
        /// Copilot Credits; below zero where they make the second source the larger one.
        pub credits: String,
        /// What is counted under it, and for which days.
        pub working: String,
        /// The first of those days; absent where the sources state none.
        pub from: Option<String>,
        /// The day after the last of them.
        pub until: Option<String>,
    }
}
