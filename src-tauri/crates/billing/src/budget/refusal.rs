//! Why a budget can't be taken: facts with their data, worded once, each with the field to blame.

use crate::units::Usd;

/// Why a budget can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BudgetRefusal {
    /// No amount was given.
    #[error("Enter the budget in US dollars, such as 500 or 249.50")]
    AmountMissing,
    /// The text is not a decimal number.
    #[error(
        "\"{0}\" is not an amount; enter US dollars such as 500 or 249.50, with a point and without thousands marks"
    )]
    AmountUnreadable(String),
    /// Zero or less.
    #[error("A budget must be more than 0 US dollars; to have none, remove the budget")]
    AmountNothing,
    /// Finer than cents.
    #[error("\"{0}\" has more than two decimals; enter whole cents")]
    AmountTooPrecise(String),
    /// Larger than Meterdesk takes.
    #[error("Enter at most {} US dollars", .0.to_decimal().normalize())]
    AmountTooLarge(Usd),
    /// Not a whole percentage of 1 to 99.
    #[error("\"{text}\" is not a percentage to add; enter a whole number from 1 to 99")]
    NotAThreshold {
        /// Row, counted from 0.
        row: usize,
        /// What was entered.
        text: String,
    },
    /// The percentage is there already.
    #[error("There is already an alert at {percent}%; enter another percentage, or remove this one")]
    ThresholdRepeated {
        /// Row, counted from 0.
        row: usize,
        /// The percentage.
        percent: u8,
    },
    /// A fifth besides 100 %.
    #[error("A budget has at most four alerts besides the one at 100%; remove this one")]
    TooManyThresholds {
        /// Row, counted from 0.
        row: usize,
    },
    /// No such group.
    #[error("A recipient is no group of this tenant now; choose another")]
    RecipientUnknown,
    /// The group has no mail address.
    #[error("\"{0}\" is not a mail-enabled security group, so no alert can reach it; choose another")]
    RecipientWithoutMail(String),
    /// There is no budget to remove.
    #[error("\"{0}\" has no budget to remove")]
    NoBudget(String),
}

/// Fields of the rows of thresholds: what names a row must outlive the refusal.
const THRESHOLD_FIELDS: [&str; 5] = [
    "budget.thresholds.0",
    "budget.thresholds.1",
    "budget.thresholds.2",
    "budget.thresholds.3",
    "budget.thresholds.4",
];

impl BudgetRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyThresholds { .. } => "limit_reached",
            Self::RecipientUnknown => "not_found",
            Self::NoBudget(_) => "conflict",
            _ => "invalid_field",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::AmountMissing
            | Self::AmountUnreadable(_)
            | Self::AmountNothing
            | Self::AmountTooPrecise(_)
            | Self::AmountTooLarge(_) => Some("budget.amount"),
            Self::NotAThreshold { row, .. } | Self::ThresholdRepeated { row, .. } | Self::TooManyThresholds { row } => {
                if *row < THRESHOLD_FIELDS.len() {
                    Some(THRESHOLD_FIELDS[*row])
                } else {
                    Some("budget.thresholds")
                }
            }
            Self::RecipientUnknown | Self::RecipientWithoutMail(_) => Some("budget.recipients"),
            Self::NoBudget(_) => Some("budget"),
        }
    }
}
