//! The time that a report without dates is for: stated by whoever downloaded it, never guessed from a name or a clock.

use chrono::{Datelike, NaiveDate};
use meterdesk_billing::tenant::{ImportKind, Timing};

use crate::error::{ApiError, ErrorCode};
use crate::wire::{ImportChoice, ImportStart};

const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1970, 1, 1).expect("it is a day");

/// Days of the longer of two windows that end with a report's day ("Microsoft 365 reports in the admin center: Copilot
/// credits", 2026).
const WINDOW: i64 = 30;

/// What has to be stated of a file of this kind and is not.
pub(super) fn lacking(kind: ImportKind, request: &ImportStart) -> Option<ImportChoice> {
    let nothing = request.period.is_none() && request.as_of.is_none();
    match kind.timing() {
        Timing::Period => nothing.then_some(ImportChoice::Period),
        Timing::Window => nothing.then_some(ImportChoice::AsOf),
        Timing::Dated | Timing::Standing => None,
    }
}

/// Why a file for which something has to be stated is not imported.
pub(super) fn unstated(choice: ImportChoice) -> ApiError {
    let (field, message) = match choice {
        ImportChoice::AsOf => (
            "asOf",
            "The file has no dates: its figures are for the 7 and 30 days until it was downloaded. State that day",
        ),
        _ => (
            "period",
            "The file has no dates: state the period that its figures are for, or the last day of the month to date",
        ),
    };
    ApiError::new(ErrorCode::NeedsChoice, message).at(field)
}

/// The stated period in days since 1970-01-01: the first, and the one after the last.
///
/// # Errors
/// When a period is stated of a file whose rows say their days, or it is none.
pub(super) fn stated(kind: ImportKind, request: &ImportStart) -> Result<Option<(i64, i64)>, ApiError> {
    let refused = |field: &str, message: String| Err(ApiError::new(ErrorCode::InvalidField, message).at(field));
    let (period, as_of) = (request.period.as_ref(), request.as_of.as_deref());
    let field = if period.is_some() { "period" } else { "asOf" };
    match kind.timing() {
        Timing::Dated if period.is_some() || as_of.is_some() => {
            return refused(
                field,
                "The rows of this file say their own days: leave the period out".to_owned(),
            );
        }
        Timing::Standing if period.is_some() || as_of.is_some() => {
            return refused(
                field,
                "This file holds until another is imported: leave the period out".to_owned(),
            );
        }
        Timing::Window if period.is_some() => {
            let message =
                "The figures of this report are for the 7 and 30 days until it was downloaded: state that day alone";
            return refused(field, message.to_owned());
        }
        _ => {}
    }
    match (period, as_of) {
        (Some(_), Some(_)) => refused("asOf", "State a period or a day, not both".to_owned()),
        (Some(period), None) => {
            let (from, until) = (day("period.from", &period.from)?, day("period.until", &period.until)?);
            if from >= until {
                let message = format!(
                    "The period from {} until {} holds no day: it ends before the day that it names as its end",
                    period.from, period.until
                );
                return refused("period.until", message);
            }
            Ok(Some((since_epoch(from), since_epoch(until))))
        }
        (None, Some(as_of)) => {
            let last = day("asOf", as_of)?;
            let until = since_epoch(last) + 1;
            let from = match kind.timing() {
                Timing::Window => until - WINDOW,
                _ => until - i64::from(last.day()),
            };
            Ok(Some((from, until)))
        }
        (None, None) => Ok(None),
    }
}

fn day(field: &str, text: &str) -> Result<NaiveDate, ApiError> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| {
        let message = format!("\"{text}\" is not a day: write it as 2026-05-31");
        ApiError::new(ErrorCode::InvalidField, message).at(field)
    })
}

fn since_epoch(day: NaiveDate) -> i64 {
    (day - EPOCH).num_days()
}

/// A day since 1970-01-01 as it is written.
pub(in crate::use_cases) fn written(days: i64) -> String {
    let day = chrono::Duration::try_days(days).and_then(|days| EPOCH.checked_add_signed(days));
    day.unwrap_or(EPOCH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::StatedPeriod;

    fn request(period: Option<(&str, &str)>, as_of: Option<&str>) -> ImportStart {
        ImportStart {
            file: String::new(),
            on_overlap: None,
            allow_shrink: false,
            add_people: false,
            add_environments: false,
            add_agents: false,
            period: period.map(|(from, until)| StatedPeriod {
                from: from.to_owned(),
                until: until.to_owned(),
            }),
            as_of: as_of.map(str::to_owned),
            preview: false,
            command_id: None,
        }
    }

    fn days(kind: ImportKind, request: &ImportStart) -> Result<Option<(String, String)>, String> {
        let stated =
            stated(kind, request).map_err(|error| format!("{}: {}", error.field.unwrap_or_default(), error.message))?;
        Ok(stated.map(|(from, until)| (written(from), written(until))))
    }

    #[test]
    fn a_period_is_half_open_and_a_day_stands_for_its_month_so_far() {
        let of = |from: &str, until: &str| Ok(Some((from.to_owned(), until.to_owned())));
        let may = request(Some(("2026-05-01", "2026-06-01")), None);
        assert_eq!(days(ImportKind::AgentReport, &may), of("2026-05-01", "2026-06-01"));
        let as_of = request(None, Some("2026-05-31"));
        assert_eq!(days(ImportKind::UserReport, &as_of), of("2026-05-01", "2026-06-01"));
        assert_eq!(
            days(ImportKind::CreditsReport, &as_of),
            of("2026-05-02", "2026-06-01"),
            "thirty days"
        );
    }

    #[test]
    fn what_can_not_be_is_refused_at_its_field() {
        let field = |kind, request: &ImportStart| {
            days(kind, request)
                .unwrap_err()
                .split(':')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let may = request(Some(("2026-05-01", "2026-06-01")), None);
        assert_eq!(field(ImportKind::AzureCost, &may), "period");
        assert_eq!(field(ImportKind::CreditsReport, &may), "period");
        assert_eq!(field(ImportKind::People, &request(None, Some("2026-05-31"))), "asOf");
        let backwards = request(Some(("2026-06-01", "2026-06-01")), None);
        assert_eq!(field(ImportKind::AgentReport, &backwards), "period.until");
        assert_eq!(
            field(ImportKind::AgentReport, &request(Some(("May", "2026-06-01")), None)),
            "period.from"
        );
        let both = request(Some(("2026-05-01", "2026-06-01")), Some("2026-05-31"));
        assert_eq!(field(ImportKind::AgentReport, &both), "asOf");
    }

    #[test]
    fn only_a_report_without_dates_lacks_something() {
        let nothing = request(None, None);
        let asked: Vec<_> = ImportKind::ALL
            .into_iter()
            .filter(|kind| lacking(*kind, &nothing).is_some())
            .collect();
        assert_eq!(asked.len(), 13, "{asked:?}");
        assert!(
            asked
                .iter()
                .all(|kind| matches!(kind.timing(), Timing::Period | Timing::Window))
        );
    }
}
