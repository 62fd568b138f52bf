//! Imported reports.

use super::{ImportKind, ImportSum};

wire! {
    /// Asks for the imported reports.
    pub struct ReportList {
        /// Part of a file name.
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

    /// Imported reports, newest first.
    pub struct ReportListed {
        /// The rows.
        pub rows: Vec<ReportView>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// An imported report.
    pub struct ReportView {
        /// Identity of its import.
        pub id: String,
        /// What it is.
        pub kind: ImportKind,
        /// The same, on screen.
        pub kind_label: String,
        /// The file's name.
        pub file_name: String,
        /// The first day that its figures are of (UTC); absent where it holds until another is imported.
        pub from: Option<String>,
        /// The day after the last.
        pub until: Option<String>,
        /// Rows that were taken.
        pub rows: u64,
        /// Those of them that stand: no newer report states their day or period.
        pub standing: u64,
        /// Sums over its rows.
        pub sums: Vec<ImportSum>,
        /// When it was imported, simulated (RFC 3339).
        pub imported_at: Option<String>,
    }

    /// Asks for rows of a report.
    pub struct ReportRowList {
        /// Identity of its import.
        pub report: String,
        /// Part of a cell's text.
        #[serde(default)]
        pub search: Option<String>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Rows of a report, in the file's order.
    pub struct ReportRowListed {
        /// The report.
        pub report: ReportView,
        /// Its columns as the file spells them.
        pub columns: Vec<String>,
        /// The rows.
        pub rows: Vec<ReportRowView>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A row of a report.
    pub struct ReportRowView {
        /// Row in the file as a spreadsheet counts: the header is row 1.
        pub row: u64,
        /// Its cells, in the order of the columns.
        pub cells: Vec<String>,
        /// Whether it stands: no newer report states its day or period.
        pub stands: bool,
    }
}
