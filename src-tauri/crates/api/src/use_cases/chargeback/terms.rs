//! What a chargeback is asked for: who is charged, whose money is divided, and how shared costs are.

use meterdesk_billing::units::Usd;

use crate::error::{ApiError, ErrorCode};
use crate::wire::*;

/// A cent in [`Usd`].
pub(super) const CENT: i64 = 1_000_000;

/// The largest cost that is divided: a billion.
const MOST: Usd = Usd(1_000_000_000 * 100_000_000);

/// Letters that a name may have.
const LONGEST: usize = 120;

/// What is asked for.
#[derive(Debug)]
pub(super) struct Terms {
    pub(super) by: ChargedBy,
    pub(super) basis: ChargebackBasis,
    pub(super) bill: Option<ImportKind>,
    pub(super) currency: Option<String>,
    /// What prepaid capacity cost, in cents; `None` for the list price.
    pub(super) prepaid: Option<i64>,
    pub(super) shared: SharedCostRule,
    /// Who bears shared costs, where one does.
    pub(super) bearer: Option<String>,
}

/// Reads the terms of any request that has their fields.
macro_rules! of {
    ($request:ident) => {
        crate::use_cases::chargeback::terms::Terms {
            by: $request.by,
            basis: $request.basis.unwrap_or(ChargebackBasis::Settled),
            bill: $request.bill,
            currency: $request.currency.clone(),
            prepaid: crate::use_cases::chargeback::terms::cents($request.prepaid_cost.as_deref())?,
            shared: $request.shared.unwrap_or(SharedCostRule::Used),
            bearer: $request.bearer.clone(),
        }
        .checked()
    };
}
pub(super) use of;

impl Terms {
    pub(super) fn checked(mut self) -> Result<Self, ApiError> {
        let refused = |message: String| Err(ApiError::new(ErrorCode::InvalidField, message).at("bearer"));
        self.bearer = self
            .bearer
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty());
        if self.shared != SharedCostRule::One {
            self.bearer = None;
        } else if self.bearer.is_none() {
            return refused("Name who bears the shared costs: one of the list, or a cost center of its own".to_owned());
        }
        if self.bearer.as_ref().is_some_and(|name| name.chars().count() > LONGEST) {
            return refused(format!("A name has at most {LONGEST} letters"));
        }
        Ok(self)
    }
}

/// A cost in cents.
pub(super) fn cents(text: Option<&str>) -> Result<Option<i64>, ApiError> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let refused = |message: String| ApiError::new(ErrorCode::InvalidField, message).at("prepaidCost");
    let amount =
        Usd::parse(text).map_err(|error| refused(format!("{error}: write the cost as a number, such as 1600")))?;
    if amount > MOST || amount.0 % CENT != 0 {
        return Err(refused("Write the cost in whole cents, at most a billion".to_owned()));
    }
    Ok(Some(amount.0 / CENT))
}
