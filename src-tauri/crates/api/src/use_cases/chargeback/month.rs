//! The months that can be asked for: those with settled use, up to the present one.

use chrono::{DateTime, NaiveDate};
use meterdesk_billing::time::Month;
use meterdesk_store::Snapshot;

use crate::error::{ApiError, ErrorCode};

/// Months with settled use up to the present one.
pub(in crate::use_cases) async fn months(snapshot: &mut Snapshot) -> Result<Vec<Month>, ApiError> {
    let now = Month::of(snapshot.tenant().now);
    let began = Month::of(snapshot.tenant().started_at);
    let with_usage = snapshot.months_with_usage().await?;
    let months = with_usage
        .into_iter()
        .filter_map(|(first, _)| DateTime::from_timestamp(first, 0).map(Month::of));
    let mut months: Vec<Month> = months.filter(|month| *month >= began && *month <= now).collect();
    months.sort_unstable();
    Ok(months)
}

/// The month asked for; without one, the newest that is over, or else the newest.
pub(in crate::use_cases) fn asked(
    snapshot: &Snapshot,
    months: &[Month],
    month: Option<&str>,
) -> Result<Month, ApiError> {
    let now = Month::of(snapshot.tenant().now);
    let Some(text) = month else {
        let over = months.iter().rev().find(|month| **month < now);
        return Ok(over.or(months.last()).copied().unwrap_or(now));
    };
    let day = NaiveDate::parse_from_str(&format!("{}-01", text.trim()), "%Y-%m-%d");
    let month = day.ok().map(Month::of_day);
    month
        .filter(|month| months.contains(month) || *month == now)
        .ok_or_else(|| {
            let known: Vec<String> = months.iter().copied().map(named).collect();
            let message = format!("\"{text}\" is no month with settled use; there is {}", known.join(", "));
            ApiError::new(ErrorCode::InvalidField, message).at("month")
        })
}

pub(in crate::use_cases) fn named(month: Month) -> String {
    month.first_day().format("%Y-%m").to_string()
}
