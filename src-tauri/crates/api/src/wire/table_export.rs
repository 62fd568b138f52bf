//! Writing a table of a screen into a file.

wire! {
    /// Asks for a file of a table as a screen shows it: of a chart, a panel, or a list that has all its rows on the screen.
    pub struct TableExport {
        /// The headings.
        pub columns: Vec<String>,
        /// The cells of each row, as many as there are headings.
        pub rows: Vec<Vec<String>>,
        /// The file to write, as a window or a command line has given out its name.
        pub file: String,
    }

    /// The file is written.
    pub struct TableExported {
        /// How many rows it has, besides the header.
        pub rows: u32,
        /// Its name without its folder.
        pub file_name: String,
        /// The simulated time that the rows are of (RFC 3339).
        pub as_of: String,
    }
}
