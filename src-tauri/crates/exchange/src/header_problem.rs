//! Why a file as a whole can't be read, said so that the user can mend it.
//!
//! Nothing of such a file is taken. Each problem is worded here once.

use std::fmt::Write as _;

use crate::answer_problem::AnswerProblem;
use crate::columns::column_names;
use crate::text::shortened;
use meterdesk_billing::tenant::ImportKind;

/// Why a file can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderProblem {
    /// No text at all.
    Empty,
    /// Not text that can be read.
    NotText(Encoding),
    /// The columns are separated by this character.
    WrongDelimiter(char),
    /// The first line's quotes don't match, or it has no end in sight.
    Broken,
    /// JSON, and not such that it can be read.
    Answer(AnswerProblem),
    /// A header of no known kind.
    NotRecognised {
        /// Its columns.
        found: Vec<String>,
    },
    /// A header of a known kind with wrong columns.
    Columns {
        /// The kind that it most resembles.
        kind: ImportKind,
        /// What is wrong, never empty.
        problems: Vec<ColumnProblem>,
    },
}

/// What a file holds instead of UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, with or without a byte order mark.
    Utf16,
    /// Text of another encoding.
    Other,
    /// A workbook of a spreadsheet program, or another ZIP file.
    Zip,
    /// Bytes that are no text.
    Binary,
}

/// What is wrong with a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnProblem {
    /// A required column is not there.
    Missing {
        /// The column.
        column: &'static str,
        /// An unknown column of the file that may be meant.
        perhaps: Option<String>,
    },
    /// A column is there twice.
    Doubled {
        /// The column.
        column: &'static str,
        /// Its first spelling in the file.
        first: String,
        /// Its second.
        second: String,
    },
    /// An unknown column looks like an optional one, which the file doesn't have.
    LooksLike {
        /// The column.
        column: &'static str,
        /// The unknown one.
        found: String,
    },
}

impl ColumnProblem {
    /// The column that the problem is about.
    #[must_use]
    pub fn column(&self) -> &'static str {
        match self {
            Self::Missing { column, .. } | Self::Doubled { column, .. } | Self::LooksLike { column, .. } => column,
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn mend(&self) -> String {
        match self {
            Self::Missing { column, perhaps: None } => format!("add the column {column}"),
            Self::Missing {
                column,
                perhaps: Some(found),
            } => format!("rename \"{}\" to {column}", shortened(found)),
            Self::Doubled { column, .. } => format!("keep one column {column}"),
            Self::LooksLike { column, found } => format!("rename \"{}\" to {column}, or take it out", shortened(found)),
        }
    }
}

impl std::fmt::Display for ColumnProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing { column, perhaps: None } => write!(f, "the column {column} is missing"),
            Self::Missing {
                column,
                perhaps: Some(found),
            } => {
                write!(
                    f,
                    "the column {column} is missing; \"{}\" may be meant",
                    shortened(found)
                )
            }
            Self::Doubled { column, first, second } => {
                let (first, second) = (shortened(first), shortened(second));
                write!(f, "the column {column} is there twice, as \"{first}\" and \"{second}\"")
            }
            Self::LooksLike { column, found } => {
                write!(
                    f,
                    "the column \"{}\" is unknown but looks like {column}",
                    shortened(found)
                )
            }
        }
    }
}

impl HeaderProblem {
    /// What the user can do about it.
    #[must_use]
    pub fn mend(&self) -> String {
        let fixed = match self {
            Self::Columns { problems, .. } => return joined(problems.iter().map(ColumnProblem::mend)),
            Self::NotRecognised { .. } => {
                let own: Vec<&str> = column_names(ImportKind::MeteredUsage).collect();
                return format!(
                    "choose a report or a bill as it was downloaded from the Power Platform admin center, the Microsoft 365 admin \
                     center, Viva Insights, Azure Cost Management or Microsoft Entra; or Meterdesk's own usage, with these columns \
                     in its first line: {}",
                    own.join(", ")
                );
            }
            Self::Answer(problem) => problem.mend(),
            Self::Empty => "choose a file with a header and rows",
            Self::NotText(Encoding::Zip) => "open it in a spreadsheet program and save it as CSV UTF-8",
            Self::NotText(_) => "save the file as CSV UTF-8",
            Self::WrongDelimiter(_) => "save the file with commas between the cells and a point before fractions",
            Self::Broken => "write the names of the columns in the first line, with commas between them",
        };
        fixed.to_owned()
    }
}

impl std::fmt::Display for HeaderProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NotText(Encoding::Utf16) => f.write_str("the file is UTF-16 text, not UTF-8"),
            Self::NotText(Encoding::Other) => f.write_str("the first line is not UTF-8 text"),
            Self::NotText(Encoding::Zip) => f.write_str("the file is a workbook or another ZIP file, not CSV"),
            Self::NotText(Encoding::Binary) => f.write_str("the file is not text"),
            Self::WrongDelimiter('\t') => f.write_str("the columns are separated by TAB, not by commas"),
            Self::WrongDelimiter(delimiter) => write!(f, "the columns are separated by {delimiter} and not by commas"),
            Self::Broken => {
                f.write_str("the first line is not a header: its double quotes don't match or it has no end")
            }
            Self::Answer(problem) => problem.fmt(f),
            Self::NotRecognised { found } => {
                let mut shown = String::new();
                for name in found.iter().take(4) {
                    let _ = write!(
                        shown,
                        "{}\"{}\"",
                        if shown.is_empty() { "" } else { ", " },
                        shortened(name)
                    );
                }
                let more = if found.len() > 4 { ", …" } else { "" };
                write!(f, "the first line is no header that Meterdesk knows: {shown}{more}")
            }
            Self::Columns { kind, problems } => {
                let problems = joined(problems.iter().map(ToString::to_string));
                write!(f, "{}: {problems}", kind.label())
            }
        }
    }
}

impl std::error::Error for HeaderProblem {}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}
