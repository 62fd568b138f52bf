//! Why a row of a file was not taken, said so that the user can find and mend it.
//!
//! Each problem is worded here once; nothing here decides whether a row is good.

use meterdesk_billing::sessions::MOST_MESSAGES;
use meterdesk_billing::units::AmountError;
use meterdesk_billing::usage::Service;

use crate::numbers::{FigureProblem, amount_mend};
use crate::records::Place;
use crate::scan::MAX_CELL;
use crate::times::TimeProblem;

/// A row that was not taken. It changes nothing about the rows around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// Where the row begins.
    pub place: Place,
    /// The column at fault as the file's header spells it; `None` where the row as a whole is at fault.
    pub column: Option<String>,
    /// The cell's text, shortened; `None` where no single cell is at fault.
    pub value: Option<String>,
    /// What is wrong.
    pub problem: RowProblem,
}

impl RejectedRow {
    /// What is wrong, without place and mend.
    #[must_use]
    pub fn reason(&self) -> String {
        self.problem.to_string()
    }

    /// What the user can do about it.
    #[must_use]
    pub fn mend(&self) -> String {
        self.problem.mend()
    }
}

impl std::fmt::Display for RejectedRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}", self.place.row)?;
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}; to mend it, {}", self.problem, self.problem.mend())
    }
}

/// What can be wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// The file ends in the middle of the row.
    #[error("the last line is cut")]
    CutLastLine,
    /// Fewer cells than the header has columns.
    #[error("it has {found} cells where the header has {expected}")]
    TooFewCells {
        /// Cells in the row.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// More cells than the header has columns.
    #[error("it has {found} cells where the header has {expected}")]
    TooManyCells {
        /// Cells in the row.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// A quote that nothing closes.
    #[error("a double quote opens the cell and none closes it")]
    QuoteLeftOpen,
    /// Text between a closing quote and the next comma.
    #[error("text follows the double quote that closes the cell")]
    TextAfterQuote,
    /// A cell beyond [`MAX_CELL`].
    #[error("the cell is longer than {} KiB", MAX_CELL / 1024)]
    CellTooLarge,
    /// More cells or text than one row can have.
    #[error("the row is longer than 1 MiB")]
    RowTooLarge,
    /// Bytes that are not UTF-8.
    #[error("the cell is not UTF-8 text")]
    NotUtf8,
    /// A NUL character.
    #[error("the cell holds a NUL character")]
    Nul,
    /// A blank cell where the row can't do without.
    #[error("the cell is blank")]
    Blank,
    /// No person for a use that a person of the tenant must have started.
    #[error("the cell is blank, but the use is interactive and not external")]
    NoUser,
    /// A flow without its origin.
    #[error("the row names a flow and not where it was made")]
    NoFlowOrigin,
    /// A message that is earlier than the one above it in its conversation.
    #[error("the message is earlier than the one above it in its conversation")]
    OutOfOrder,
    /// The last message of a conversation names no end.
    #[error("the conversation has no end: its last message names none")]
    NoEnd,
    /// A cell that says something else than the conversation's other messages.
    #[error("the conversation has another {column} in row {row}")]
    OtherInConversation {
        /// The column.
        column: &'static str,
        /// The row above it.
        row: u64,
    },
    /// A conversation that goes on below another one.
    #[error("other messages of its conversation stand apart from it, above another conversation")]
    ConversationApart,
    /// More messages than a conversation can have.
    #[error("the conversation has more than {MOST_MESSAGES} messages")]
    ConversationTooLong,
    /// A sound row of a conversation that another row spoils.
    #[error("it is left out with its conversation, because of row {row}")]
    WithConversation {
        /// The row at fault.
        row: u64,
    },
    /// Not an instant.
    #[error(transparent)]
    Time(#[from] TimeProblem),
    /// A time of day in a column of days.
    #[error("\"{0}\" is not the beginning of a day in UTC")]
    NotADay(String),
    /// Not an amount of money.
    #[error("\"{0}\" is not an amount of money that can be read")]
    NotMoney(String),
    /// A service that is not known.
    #[error("\"{0}\" is not a service that Meterdesk knows")]
    UnknownService(String),
    /// Not one of the words that the column takes.
    #[error("\"{value}\" is not one of {accepted}")]
    UnknownWord {
        /// The text as written.
        value: String,
        /// The words that the column takes.
        accepted: &'static str,
    },
    /// Not a quantity.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// Not a report's figure.
    #[error(transparent)]
    Figure(#[from] FigureProblem),
}

impl RowProblem {
    /// What the user can do about it.
    #[must_use]
    pub fn mend(&self) -> String {
        let fixed = match self {
            Self::Time(problem) => return problem.mend(),
            Self::Amount(problem) => return amount_mend(problem),
            Self::Figure(problem) => return problem.mend(),
            Self::UnknownService(_) => return format!("write one of {}", service_names()),
            Self::UnknownWord { accepted, .. } => return format!("write one of {accepted}"),
            Self::WithConversation { row } => return format!("mend row {row} and import the file again"),
            Self::NoFlowOrigin => {
                "write in flow_made_from agent, where it was made with the bot's own link, or powerAutomate"
            }
            Self::OutOfOrder => "order the messages of each conversation by time",
            Self::NoEnd => {
                "write answered, closed, escalated or silence at the last message; export the log again if the conversation was \
                 still going on"
            }
            Self::OtherInConversation { .. } => "give each conversation an ID of its own",
            Self::ConversationApart => "put the messages of a conversation one below the other, ordered by time",
            Self::ConversationTooLong => "give each conversation an ID of its own",
            Self::CutLastLine => "export the file again, or complete the line",
            Self::TooFewCells { .. } => "add the missing cells; a blank cell still needs its comma",
            Self::TooManyCells { .. } => {
                "put double quotes around text that holds a comma, and write fractions with a point"
            }
            Self::QuoteLeftOpen => "close the double quote before the next comma",
            Self::TextAfterQuote => "double each double quote inside the cell, and close the cell before the comma",
            Self::CellTooLarge => "shorten the cell, or close the double quote that opens it",
            Self::RowTooLarge => "check that each use stands on a line of its own",
            Self::NotUtf8 => "save the file as CSV UTF-8",
            Self::Nul => "take the NUL character out, or save the file as CSV UTF-8",
            Self::Blank => "fill the cell in",
            Self::NoUser => "name the user, or set trigger or audience to what started and received the use",
            Self::NotMoney(_) => "write digits only, with a point before the fraction, such as 12.50",
            Self::NotADay(_) => "write the day alone, such as 2026-05-03, or its midnight in UTC",
        };
        fixed.to_owned()
    }
}

/// The names of services that a file may use.
fn service_names() -> String {
    let name = |service: Service| format!("{} ({})", service.key(), service.label());
    Service::ALL.map(name).join(", ")
}
