//! Months of settled use, and closing them.

wire! {
    /// Asks for the months since the workbook began.
    pub struct MonthList {
        /// Part of the month's name, as `November` or `2026-11`.
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

    /// Months, oldest first.
    pub struct MonthListed {
        /// Months.
        pub rows: Vec<MonthRow>,
        /// How many there are.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// The simulated time that the figures of open months are of (RFC 3339).
        pub as_of: String,
        /// The month to be closed next, whether it is over or not, as `YYYY-MM`.
        pub first_open: String,
        /// Its name.
        pub first_open_label: String,
        /// That month where it can be closed now, as `YYYY-MM`.
        pub closable: Option<String>,
    }

    /// A month.
    pub struct MonthRow {
        /// As `YYYY-MM`.
        pub month: String,
        /// Its name.
        pub label: String,
        /// Its first day, `YYYY-MM-DD`.
        pub first_day: String,
        /// The day after its last, `YYYY-MM-DD`.
        pub until: String,
        /// Whether it is closed, open and over, or not over yet.
        pub state: MonthState,
        /// When it was closed, simulated time (RFC 3339).
        pub closed_at: Option<String>,
        /// Who closed it.
        pub closed_by: Option<String>,
        /// Rows of usage of all outcomes but refused requests.
        pub usage_rows: u64,
        /// Copilot Credits of all outcomes but refused requests.
        pub credits: String,
        /// What pay-as-you-go charged for, in US dollars.
        pub pay_as_you_go_usd: String,
        /// Corrections of earlier months that this month shows.
        pub corrections: Vec<CorrectionLine>,
        /// Sum of their credits.
        pub correction_credits: String,
        /// Sum of their money.
        pub correction_usd: String,
        /// Months that correct this one, oldest first.
        pub corrected_in: Vec<MonthCorrected>,
        /// Hash of what the run behind the figures was made from. Two workbooks with the same content have the same. Absent
        /// where nothing was settled.
        pub run: Option<String>,
    }

    /// What a later month corrects of a closed one.
    pub struct MonthCorrected {
        /// The month that shows the corrections, as `YYYY-MM`.
        pub month: String,
        /// Its name.
        pub label: String,
        /// Credits more, or fewer where below zero.
        pub credits: String,
        /// Pay-as-you-go money more, or less where below zero, in US dollars.
        pub pay_as_you_go_usd: String,
    }

    /// What changed of a closed month.
    pub struct CorrectionLine {
        /// The closed month, as `YYYY-MM`.
        pub of_month: String,
        /// Its name.
        pub of_month_label: String,
        /// Who paid, or why nobody did.
        pub outcome: String,
        /// Label of the service.
        pub service: String,
        /// Rows more, or fewer where below zero.
        pub rows: i64,
        /// Credits more, or fewer where below zero.
        pub credits: String,
        /// Pay-as-you-go money more, or less where below zero, in US dollars.
        pub pay_as_you_go_usd: String,
    }

    /// Closes a month: it goes on showing what it shows now. What changes in it later is corrected in the first open month.
    pub struct MonthClose {
        /// As `YYYY-MM`. Months are closed in order, each once it is over.
        pub month: String,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The month was closed.
    pub struct MonthClosed {
        /// As it stands now.
        pub month: MonthRow,
        /// Name of the month that is open next. What changes in closed months is corrected there.
        pub corrected_in: String,
    }
}

words! {
    /// State of a month.
    pub enum MonthState {
        /// Closed: it shows what it showed then.
        Closed,
        /// Over, and open: it shows what its settlement says now.
        Open,
        /// Not over yet.
        Running,
    }
}
