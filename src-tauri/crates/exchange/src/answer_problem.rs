//! Why a file of JSON holds no answers of the Licensing API, said so that the user can mend it.
//!
//! Nothing of such a file is taken.

use meterdesk_billing::tenant::ImportKind;

/// What is wrong with a file of answers as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerProblem {
    /// It begins like JSON and goes on otherwise.
    #[error("the file begins as JSON but is none at line {line}, character {column}")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The character in it.
        column: usize,
    },
    /// JSON of another shape; the text names its members.
    #[error("the file is JSON but no answer of the Licensing API that Meterdesk knows: {0}")]
    NotAnAnswer(String),
    /// The service refused; what it said.
    #[error("the file holds what the Licensing API said when it refused: {0}")]
    Refusal(String),
    /// An answer without an entry.
    #[error("the answer holds no entries")]
    NoEntries,
    /// Entries of two kinds.
    #[error("the file holds answers of two kinds: {} and {}", .first.label(), .second.label())]
    Mixed {
        /// Of the first entry.
        first: ImportKind,
        /// Of another one.
        second: ImportKind,
    },
    /// More different members than an answer has.
    #[error("the entries have more than {0} different members")]
    TooWide(usize),
    /// Longer than is read at once.
    #[error("the file is longer than {} MB", crate::answer::MOST_BYTES / 1024 / 1024)]
    TooLong,
}

impl AnswerProblem {
    /// What the user can do about it.
    #[must_use]
    pub fn mend(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "save the whole answer again, as it came",
            Self::NotAnAnswer(_) | Self::TooWide(_) => {
                "save the answer to a request for entitlements, their resources or users, billing policies, or allocations"
            }
            Self::Refusal(_) => "mend the request that it names, and save the answer to it",
            Self::NoEntries => "ask for days on which something was used",
            Self::Mixed { .. } => "put the answers of each kind into a file of their own",
            Self::TooLong => "put fewer pages into one file",
        }
    }
}
