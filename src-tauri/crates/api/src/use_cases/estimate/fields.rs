//! The fields that calculators are asked with, read as what they mean.

use chrono::NaiveDate;
use meterdesk_billing::estimate::usage::Share;
use meterdesk_billing::time::{Instant, day_start};
use meterdesk_billing::units::{MILLIONTHS, Quantity};

use crate::error::{ApiError, ErrorCode};
use crate::text::grouped;

pub(super) fn invalid(message: impl Into<String>, field: impl Into<String>) -> ApiError {
    ApiError::new(ErrorCode::InvalidField, message).at(field)
}

pub(super) fn too_large(field: &str) -> ApiError {
    invalid(
        "The estimate is more than the program can hold exactly; use smaller numbers",
        field,
    )
}

/// A day, meaning its beginning in UTC, or an instant.
pub(in crate::use_cases) fn time(text: &str, field: &str) -> Result<Instant, ApiError> {
    let text = text.trim();
    let day = text.parse::<NaiveDate>().ok().map(day_start);
    let instant = || text.parse::<Instant>().ok().map(|at| at.timestamp());
    day.or_else(instant)
        .and_then(|second| chrono::DateTime::from_timestamp(second, 0))
        .ok_or_else(|| {
            invalid(
                "Use a day such as 2026-11-17, or a time such as 2026-11-17T10:00:00Z",
                field,
            )
        })
}

pub(super) fn amount(text: &str, field: &str) -> Result<Quantity, ApiError> {
    Quantity::parse(text).map_err(|error| invalid(format!("This is no amount: {error}"), field))
}

pub(super) fn more_than_zero(text: &str, field: &str) -> Result<Quantity, ApiError> {
    let amount = amount(text, field)?;
    if amount == Quantity::ZERO {
        return Err(invalid("Use more than 0", field));
    }
    Ok(amount)
}

pub(super) fn or_zero(text: Option<&str>, field: &str) -> Result<Quantity, ApiError> {
    text.map_or(Ok(Quantity::ZERO), |text| amount(text, field))
}

/// A whole number from 1 on.
pub(super) fn whole(text: &str, field: &str) -> Result<u32, ApiError> {
    let amount = more_than_zero(text, field)?;
    if amount.0 % MILLIONTHS != 0 {
        return Err(invalid("Use a whole number", field));
    }
    u32::try_from(amount.0 / MILLIONTHS)
        .map_err(|_| invalid(format!("Use at most {}", grouped(&u32::MAX.to_string())), field))
}

/// A percentage from 0 to 100 with at most two places.
pub(super) fn percent(text: &str, field: &str) -> Result<Share, ApiError> {
    const HUNDREDTH: i64 = MILLIONTHS / 100;
    let amount = amount(text, field)?;
    if amount.0 % HUNDREDTH != 0 {
        return Err(invalid("Use at most two places after the point", field));
    }
    u16::try_from(amount.0 / HUNDREDTH)
        .ok()
        .and_then(Share::of_hundredths)
        .ok_or_else(|| invalid("Use a percentage from 0 to 100", field))
}
