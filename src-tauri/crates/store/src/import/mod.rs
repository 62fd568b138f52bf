//! Imports: rows staged chunk by chunk, published in one last transaction, taken back on request.
//!
//! Rows of an import that is not published count nowhere. What a row is worth is not decided here.

mod added;
mod clear;
mod conversations;
mod hours;
mod keys;
mod named;
mod partitions;
mod people;
mod publish;
mod record;
mod report;
mod stage;
mod standing;
mod usage;

pub(crate) use conversations::REPLACED;
pub use named::NamedAgent;
pub(crate) use partitions::heir;
pub use people::UnknownPerson;
pub use publish::{Finding, PublishedCounts};
pub use record::ImportRecord;
pub use report::{ReportLine, TotalGap};
pub use stage::{EnvironmentDay, Staged, Staging};
pub(crate) use standing::{bring, inherit, stand, take_in, touch_months_between};

use meterdesk_billing::tenant::ImportKind;
use serde::{Deserialize, Serialize};

/// State of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// Being read.
    Staging,
    /// Being read only to see what it would do.
    Preview,
    /// Its rows count.
    Published,
    /// It was taken back.
    Reverted,
    /// It stopped before its end; nothing of it counts.
    Interrupted,
}

impl ImportState {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Staging => "staging",
            Self::Preview => "preview",
            Self::Published => "published",
            Self::Reverted => "reverted",
            Self::Interrupted => "interrupted",
        }
    }

    pub(crate) fn parse(key: &str) -> Option<Self> {
        [
            Self::Staging,
            Self::Preview,
            Self::Published,
            Self::Reverted,
            Self::Interrupted,
        ]
        .into_iter()
        .find(|state| state.key() == key)
    }
}

/// What to do with a file without event ids that overlaps another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    /// The new file stands for its time range.
    Replace,
    /// Both count.
    Add,
}

/// What is to be imported.
#[derive(Debug, Clone)]
pub struct ImportSpec {
    /// What the file was recognised as.
    pub kind: ImportKind,
    /// Its name.
    pub file_name: String,
    /// Whether its rows carry ids of their own.
    pub has_event_ids: bool,
    /// What to do with an overlap, where somebody has chosen.
    pub overlap: Option<Overlap>,
    /// A report that states much less may take the place of another.
    pub allow_shrink: bool,
    /// Read and count, publish nothing.
    pub preview: bool,
    /// The period of a report without dates, as days since 1970-01-01: the first, and the one after the last.
    pub period: Option<(i64, i64)>,
    /// The columns of a report, in the file's spelling and order.
    pub columns: Vec<String>,
}

/// A row that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Row in the file: the header is row 1.
    pub row: u64,
    /// Byte position of its start.
    pub byte: u64,
    /// The column to blame.
    pub column: Option<String>,
    /// What stands there, shortened.
    pub found: Option<String>,
    /// Why, and how to mend it.
    pub reason: String,
}

/// A sum over an import's rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// What was summed.
    pub label: String,
    /// Millionths.
    pub amount: i64,
    /// A sum of money instead: an exact decimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<String>,
}
