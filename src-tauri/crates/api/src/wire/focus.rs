//! Files of what is charged and of what reports state.

wire! {
    /// Writes a month's charges in the columns of FOCUS 1.2: per day, resource and meter.
    pub struct FocusWrite {
        /// The month, by its first day (YYYY-MM-DD); the present one where absent.
        #[serde(default)]
        #[ts(optional)]
        pub month: Option<String>,
        /// The file to write, as a window or a command line has given out its name.
        pub file: String,
    }

    /// The file is written.
    pub struct FocusWritten {
        /// How many rows it has, besides the header.
        pub rows: u32,
        /// Its name without its folder.
        pub file_name: String,
        /// The first day (UTC).
        pub from: String,
        /// The day after the last: only complete days are charged.
        pub until: String,
        /// The sum of its billed cost in US dollars, exact.
        pub usd: String,
        /// Resources that the acting person has no role for, and that are not in it.
        pub hidden: u32,
        /// The simulated time of these figures (RFC 3339).
        pub as_of: String,
    }

    /// Writes the rows of a report that are shown, with the report's own columns.
    pub struct ReportRowWrite {
        /// Identity of its import.
        pub report: String,
        /// Part of a cell's text.
        #[serde(default)]
        pub search: Option<String>,
        /// The file to write, as a window or a command line has given out its name.
        pub file: String,
    }

    /// The file is written.
    pub struct ReportRowWritten {
        /// How many rows it has, besides the header.
        pub rows: u32,
        /// Its name without its folder.
        pub file_name: String,
        /// The simulated time (RFC 3339).
        pub as_of: String,
    }
}
