//! Budgets: an amount of money that the spending of a billing policy, or of a billing plan, is measured against.
//!
//! A budget alerts and never stops use. Nothing here knows a person.

mod hard_stop;
mod of_plan;
mod refusal;
mod reset;
mod watch;

use serde::{Deserialize, Serialize};

pub use hard_stop::{HardStop, Stopped};
pub use of_plan::{AlertKind, Cost, DailyCharges, LOOK_AT, MOST_FORECAST, PlanAlert, PlanBudget, alerts, looks};
pub use refusal::BudgetRefusal;
pub use reset::{BudgetPeriod, Reset};
pub(crate) use watch::Passing;
pub use watch::{BudgetState, BudgetWatch, PassedThreshold, budget_fingerprint};

use crate::ids::GroupId;
use crate::units::{AmountError, Usd};

/// Hours in which the mail of a passed threshold arrives at the latest.
///
/// Source: Create a budget for pay-as-you-go billing (2026-02-02): up to 24 hours.
pub const MAIL_DELAY_HOURS: i64 = 24;

/// The percentage that every budget alerts at.
///
/// Source: the same document: the alert at 100 % can't be removed.
pub const ALWAYS: u8 = 100;

/// Thresholds below 100 % that a budget may have.
///
/// Source: the same document: up to four others, of 1 to 99 %.
pub const MAX_OTHER_THRESHOLDS: usize = 4;

/// One cent in 1e-8 US dollars.
const CENT: i64 = 1_000_000;

/// The largest budget: a billion US dollars. The real limit is not published (assumption); this keeps sums exact.
const MAX_AMOUNT: Usd = Usd(1_000_000_000 * 100 * CENT);

/// A budget as somebody typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetWish {
    /// US dollars as decimal text.
    pub amount: String,
    /// When the budget begins anew.
    pub reset: Reset,
    /// Percentages besides 100, as texts, in the order of their rows.
    pub thresholds: Vec<String>,
    /// Mail-enabled security groups that are told.
    pub recipients: Vec<GroupId>,
}

/// A budget: more than nothing, in whole cents, with a threshold of 100 % and up to four others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredBudget", into = "StoredBudget")]
pub struct Budget {
    amount: Usd,
    reset: Reset,
    /// Ascending; the last one is [`ALWAYS`].
    thresholds: Vec<u8>,
    recipients: Vec<GroupId>,
}

/// A budget as journals keep it: the amount in 1e-8 US dollars.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StoredBudget {
    amount: i64,
    reset: Reset,
    thresholds: Vec<u8>,
    recipients: Vec<GroupId>,
}

impl Budget {
    /// Reads a budget.
    ///
    /// # Errors
    /// The first thing that keeps the wish from being a budget.
    pub fn parse(wish: &BudgetWish) -> Result<Self, BudgetRefusal> {
        let amount = parse_amount(&wish.amount)?;
        let mut thresholds = vec![ALWAYS];
        for (row, text) in wish.thresholds.iter().enumerate() {
            let percent = parse_threshold(row, text)?;
            if row >= MAX_OTHER_THRESHOLDS {
                return Err(BudgetRefusal::TooManyThresholds { row });
            }
            if thresholds.contains(&percent) {
                return Err(BudgetRefusal::ThresholdRepeated { row, percent });
            }
            thresholds.push(percent);
        }
        Ok(Self::of(amount, wish.reset, thresholds, wish.recipients.clone()))
    }

    fn of(amount: Usd, reset: Reset, mut thresholds: Vec<u8>, recipients: Vec<GroupId>) -> Self {
        thresholds.sort_unstable();
        let mut named = Vec::with_capacity(recipients.len());
        for group in recipients {
            if !named.contains(&group) {
                named.push(group);
            }
        }
        Self {
            amount,
            reset,
            thresholds,
            recipients: named,
        }
    }

    /// The money, more than nothing and in whole cents.
    #[must_use]
    pub const fn amount(&self) -> Usd {
        self.amount
    }

    /// The same budget with another amount.
    ///
    /// # Errors
    /// When that is nothing, or too large.
    pub fn raised_to(&self, amount: Usd) -> Result<Self, BudgetRefusal> {
        Ok(Self {
            amount: checked_amount(amount)?,
            ..self.clone()
        })
    }

    /// When it begins anew.
    #[must_use]
    pub const fn reset(&self) -> Reset {
        self.reset
    }

    /// Percentages at which it alerts, ascending; 100 is the last.
    #[must_use]
    pub fn thresholds(&self) -> &[u8] {
        &self.thresholds
    }

    /// Mail-enabled security groups that are told.
    #[must_use]
    pub fn recipients(&self) -> &[GroupId] {
        &self.recipients
    }

    /// How many whole per cent of the budget are spent.
    #[must_use]
    pub fn percent_used(&self, spent: Usd) -> u64 {
        let percent = i128::from(spent.0) * 100 / i128::from(self.amount.0);
        u64::try_from(percent).unwrap_or(0)
    }

    /// Whether so many per cent of the budget are spent.
    #[must_use]
    pub fn reaches(&self, spent: Usd, percent: u8) -> bool {
        spent >= money_at(self.amount, percent)
    }
}

impl TryFrom<StoredBudget> for Budget {
    type Error = BudgetRefusal;

    fn try_from(stored: StoredBudget) -> Result<Self, BudgetRefusal> {
        let amount = checked_amount(Usd(stored.amount))?;
        let mut seen = Vec::with_capacity(stored.thresholds.len());
        for (row, percent) in stored.thresholds.iter().copied().enumerate() {
            if !(1..=ALWAYS).contains(&percent) {
                return Err(BudgetRefusal::NotAThreshold {
                    row,
                    text: percent.to_string(),
                });
            }
            if seen.contains(&percent) {
                return Err(BudgetRefusal::ThresholdRepeated { row, percent });
            }
            seen.push(percent);
        }
        if !seen.contains(&ALWAYS) || seen.len() > MAX_OTHER_THRESHOLDS + 1 {
            return Err(BudgetRefusal::TooManyThresholds { row: seen.len() });
        }
        Ok(Self::of(amount, stored.reset, seen, stored.recipients))
    }
}

impl From<Budget> for StoredBudget {
    fn from(budget: Budget) -> Self {
        Self {
            amount: budget.amount.0,
            reset: budget.reset,
            thresholds: budget.thresholds,
            recipients: budget.recipients,
        }
    }
}

/// So many per cent of an amount in whole cents: exact.
#[must_use]
pub fn money_at(amount: Usd, percent: u8) -> Usd {
    Usd(amount.0 / 100 * i64::from(percent))
}

/// Reads the amount of a budget, in US dollars.
///
/// # Errors
/// When the text is no amount, or the amount is nothing, too fine or too large.
pub fn parse_amount(text: &str) -> Result<Usd, BudgetRefusal> {
    let amount = Usd::parse(text).map_err(|error| match error {
        AmountError::Empty => BudgetRefusal::AmountMissing,
        AmountError::TooPrecise(text) => BudgetRefusal::AmountTooPrecise(text),
        AmountError::Negative(_) => BudgetRefusal::AmountNothing,
        AmountError::TooLarge(_) => BudgetRefusal::AmountTooLarge(MAX_AMOUNT),
        AmountError::NotANumber(_) => BudgetRefusal::AmountUnreadable(text.trim().to_owned()),
    })?;
    checked_amount(amount)
}

fn checked_amount(amount: Usd) -> Result<Usd, BudgetRefusal> {
    if amount <= Usd::ZERO {
        Err(BudgetRefusal::AmountNothing)
    } else if amount.0 % CENT != 0 {
        Err(BudgetRefusal::AmountTooPrecise(amount.to_string()))
    } else if amount > MAX_AMOUNT {
        Err(BudgetRefusal::AmountTooLarge(MAX_AMOUNT))
    } else {
        Ok(amount)
    }
}

/// Reads a threshold below 100 % from the row with that number, counted from 0.
///
/// # Errors
/// When it is not a whole percentage of 1 to 99, or the 100 that is there anyway.
pub fn parse_threshold(row: usize, text: &str) -> Result<u8, BudgetRefusal> {
    let trimmed = text.trim();
    let not_one = || BudgetRefusal::NotAThreshold {
        row,
        text: trimmed.to_owned(),
    };
    if trimmed.is_empty() || !trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(not_one());
    }
    match trimmed.parse().map_err(|_| not_one())? {
        ALWAYS => Err(BudgetRefusal::ThresholdRepeated { row, percent: ALWAYS }),
        percent @ 1..ALWAYS => Ok(percent),
        _ => Err(not_one()),
    }
}
