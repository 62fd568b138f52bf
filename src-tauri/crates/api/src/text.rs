//! Sentences and texts of the answers: dates, grouped digits, counts.

use chrono::{DateTime, NaiveDate, SecondsFormat};
use meterdesk_billing::time::Instant;

/// RFC 3339 in UTC, to the second.
pub(crate) fn instant(at: Instant) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The same, from seconds since 1970-01-01T00:00:00Z.
pub(crate) fn second(at: i64) -> String {
    DateTime::from_timestamp(at, 0).map(instant).unwrap_or_default()
}

/// A date and time as sentences say it.
pub(crate) fn spoken(at: Instant) -> String {
    at.format("%-d %B %Y, %H:%M UTC").to_string()
}

/// A day as sentences say it.
pub(crate) fn spoken_day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The month that begins in that second, as sentences say it.
pub(crate) fn spoken_month(first_second: i64) -> String {
    DateTime::from_timestamp(first_second, 0).map_or_else(String::new, |at| at.format("%B %Y").to_string())
}

/// Decimal text with a comma between groups of three digits before the point.
pub(crate) fn grouped(decimal: &str) -> String {
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |rest| ("-", rest));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// "1 row", "2,000 rows".
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        grouped(&count.to_string()),
        if count == 1 { one } else { many }
    )
}

/// "A", "A and B", "A, B and C".
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_before_the_point_only() {
        assert_eq!(grouped("1234567.1234"), "1,234,567.1234");
        assert_eq!(grouped("-1234"), "-1,234");
        assert_eq!(grouped("123"), "123");
        assert_eq!(counted(1, "row", "rows"), "1 row");
        assert_eq!(counted(2000, "row", "rows"), "2,000 rows");
    }
    #[test]
    fn the_last_name_of_a_list_follows_and() {
        let names = ["A", "B", "C"].map(str::to_owned);
        assert_eq!(listed(&names[..1]), "A");
        assert_eq!(listed(&names[..2]), "A and B");
        assert_eq!(listed(&names), "A, B and C");
    }
}
