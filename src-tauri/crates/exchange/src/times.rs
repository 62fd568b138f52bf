//! Reads the ways in which files write an instant, all as seconds of UTC.
//!
//! Guesses nothing: a date with slashes is month first, a time without an offset is UTC only where the format says so.
//! Reads no clock and no time zone of the computer.

use chrono::NaiveDate;

use crate::text::{shortened, without_marks};

/// The instants that files may name, so that every later step can count on four digits of a year.
const EARLIEST: i64 = 0;
const LATEST: i64 = 253_402_300_799;

/// Why a text is not an instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeProblem {
    /// None of the accepted ways of writing.
    #[error("\"{0}\" is not a time that can be read")]
    NotATime(String),
    /// An ISO time with `T` and without an offset.
    #[error("\"{0}\" has no offset from UTC")]
    NoOffset(String),
    /// A date with slashes whose first number is above twelve.
    #[error("\"{text}\" would be month {month}: dates with slashes are read month first")]
    MonthFirst {
        /// The text as written.
        text: String,
        /// Its first number.
        month: u32,
        /// The same date, month first.
        meant: String,
    },
    /// A day or time of day that does not exist.
    #[error("\"{0}\" is not on the calendar or the clock")]
    DoesNotExist(String),
    /// Before 1970 or after 9999.
    #[error("\"{0}\" is outside of the years 1970 to 9999")]
    OutOfRange(String),
}

impl TimeProblem {
    /// What the user can do about it.
    #[must_use]
    pub fn mend(&self) -> String {
        let formats = "write it as 2026-05-03T14:30:00Z, 2026-05-03 14:30:00, 2026-05-03 or 5/3/2026 2:30:00 PM";
        match self {
            Self::NotATime(_) => format!("{formats} (month first, UTC)"),
            Self::NoOffset(text) => format!("write {text}Z if it is UTC, or add its offset, such as {text}+02:00"),
            Self::MonthFirst { meant, .. } => {
                format!("write {meant} if that is meant, or the ISO form, such as 2026-05-03")
            }
            Self::DoesNotExist(_) => "correct the day or the time of day".to_owned(),
            Self::OutOfRange(_) => "correct the year".to_owned(),
        }
    }
}

/// A calendar day and a time of day that are numbers and nothing more yet.
struct Written {
    year: u32,
    month: u32,
    day: u32,
    time: [u32; 3],
    offset_seconds: i64,
}

impl Written {
    /// Seconds since 1970-01-01T00:00:00Z, if the day and the time exist.
    fn to_instant(&self) -> Option<i64> {
        let [hour, minute, second] = self.time;
        let local = NaiveDate::from_ymd_opt(i32::try_from(self.year).ok()?, self.month, self.day)?
            .and_hms_opt(hour, minute, second)?;
        Some(local.and_utc().timestamp() - self.offset_seconds)
    }
}

/// Reads an instant as seconds since 1970-01-01T00:00:00Z. Fractions of a second are cut off, so that an instant never
/// moves into the next second, day or month.
///
/// # Errors
/// Says what is wrong with the text.
pub fn parse_time(text: &str) -> Result<i64, TimeProblem> {
    let cleaned = without_marks(text);
    let text = cleaned.trim();
    let shown = || shortened(text);
    let written = match iso(text.as_bytes()) {
        Some(Iso::Time(written)) => written,
        Some(Iso::NoOffset) => return Err(TimeProblem::NoOffset(shown())),
        None => month_first(text)?,
    };
    let instant = written.to_instant().ok_or_else(|| TimeProblem::DoesNotExist(shown()))?;
    if (EARLIEST..=LATEST).contains(&instant) {
        Ok(instant)
    } else {
        Err(TimeProblem::OutOfRange(shown()))
    }
}

enum Iso {
    Time(Written),
    NoOffset,
}

/// `YYYY-MM-DD`, alone or with `T` or a space, `HH:MM:SS`, a fraction and an offset.
fn iso(bytes: &[u8]) -> Option<Iso> {
    let (date, rest) = bytes.split_at_checked(10)?;
    if date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let mut written = Written {
        year: number(&date[..4])?,
        month: number(&date[5..7])?,
        day: number(&date[8..])?,
        time: [0; 3],
        offset_seconds: 0,
    };
    let Some((separator, rest)) = rest.split_first() else {
        return Some(Iso::Time(written));
    };
    let (time, rest) = rest.split_at_checked(5)?;
    if !matches!(separator, b'T' | b't' | b' ') || time[2] != b':' {
        return None;
    }
    // FOCUS writes whole minutes.
    let (seconds, rest) = match rest.strip_prefix(b":") {
        Some(rest) => rest.split_at_checked(2)?,
        None => (&b"0"[..], rest),
    };
    written.time = [number(&time[..2])?, number(&time[3..])?, number(seconds)?];
    match without_fraction(rest)? {
        b"Z" | b"z" => {}
        b"" if *separator == b' ' => {}
        b"" => return Some(Iso::NoOffset),
        offset => written.offset_seconds = offset_seconds(offset)?,
    }
    Some(Iso::Time(written))
}

fn without_fraction(bytes: &[u8]) -> Option<&[u8]> {
    let Some(digits) = bytes.strip_prefix(b".") else {
        return Some(bytes);
    };
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0).then(|| &digits[count..])
}

/// `+HH:MM` or `-HH:MM`.
fn offset_seconds(bytes: &[u8]) -> Option<i64> {
    let [sign, h1, h2, b':', m1, m2] = *bytes else {
        return None;
    };
    let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
    let seconds = i64::from(hours * 3600 + minutes * 60);
    match sign {
        _ if hours > 23 || minutes > 59 => None,
        b'+' => Some(seconds),
        b'-' => Some(-seconds),
        _ => None,
    }
}

/// `M/d/yyyy h:mm:ss AM` with any white space between, as Microsoft's reports write it.
fn month_first(text: &str) -> Result<Written, TimeProblem> {
    let not_a_time = || TimeProblem::NotATime(shortened(text));
    let mut parts = text.split_whitespace();
    let (Some(date), Some(time), Some(half), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(not_a_time());
    };
    let [month, day, year] = numbers(date, '/', [1..=2, 1..=2, 4..=4]).ok_or_else(not_a_time)?;
    let [hour, minute, second] = numbers(time, ':', [1..=2, 2..=2, 2..=2]).ok_or_else(not_a_time)?;
    let afternoon = match half {
        _ if half.eq_ignore_ascii_case("am") => 0,
        _ if half.eq_ignore_ascii_case("pm") => 12,
        _ => return Err(not_a_time()),
    };
    if month > 12 && (1..=12).contains(&day) {
        return Err(TimeProblem::MonthFirst {
            text: shortened(text),
            month,
            meant: format!("{day}/{month}/{year} {time} {half}"),
        });
    }
    if !(1..=12).contains(&hour) {
        return Err(TimeProblem::DoesNotExist(shortened(text)));
    }
    Ok(Written {
        year,
        month,
        day,
        time: [hour % 12 + afternoon, minute, second],
        offset_seconds: 0,
    })
}

/// Three numbers with a mark between them, each of so many digits.
fn numbers(text: &str, mark: char, widths: [std::ops::RangeInclusive<usize>; 3]) -> Option<[u32; 3]> {
    let mut parts = text.split(mark);
    let mut found = [0; 3];
    for (slot, width) in found.iter_mut().zip(widths) {
        let part = parts.next().filter(|part| width.contains(&part.len()))?;
        *slot = number(part.as_bytes())?;
    }
    parts.next().is_none().then_some(found)
}

/// A few decimal digits and nothing else.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let instant = parse_time(text).unwrap_or_else(|problem| panic!("{text}: {problem}"));
        DateTime::from_timestamp(instant, 0).unwrap().naive_utc().to_string()
    }

    #[test]
    fn each_accepted_way_of_writing_names_the_same_instant() {
        for text in [
            "2026-05-03T14:30:00Z",
            "2026-05-03t14:30:00z",
            "2026-05-03T16:30:00+02:00",
            "2026-05-03T09:00:00-05:30",
            "2026-05-03T14:30:00.9999999Z",
            "2026-05-03 14:30:00",
            "5/3/2026 2:30:00 PM",
            "05/03/2026 02:30:00 pm",
            "5/3/2026 2:30:00\u{202f}PM",
            "\u{200e}5/3/2026 2:30:00 PM",
        ] {
            assert_eq!(shown(text), "2026-05-03 14:30:00", "{text}");
        }
        assert_eq!(shown("2026-05-03T14:30Z"), "2026-05-03 14:30:00", "as FOCUS writes it");
        assert_eq!(shown("2026-05-03"), "2026-05-03 00:00:00");
        assert_eq!(
            shown("5/3/2026 12:00:00 AM"),
            "2026-05-03 00:00:00",
            "twelve at night begins the day"
        );
        assert_eq!(shown("5/3/2026 12:00:00 PM"), "2026-05-03 12:00:00");
    }

    #[test]
    fn leap_days_and_the_year_2038_are_days_like_others() {
        assert_eq!(shown("2028-02-29"), "2028-02-29 00:00:00");
        assert_eq!(parse_time("2038-01-19T03:14:08Z"), Ok(2_147_483_648));
        assert!(matches!(parse_time("2027-02-29"), Err(TimeProblem::DoesNotExist(_))));
    }

    #[test]
    fn day_first_is_refused_with_the_date_that_was_meant() {
        let problem = parse_time("13/5/2026 1:00:00 PM").unwrap_err();
        assert_eq!(
            problem.to_string(),
            "\"13/5/2026 1:00:00 PM\" would be month 13: dates with slashes are read month first"
        );
        assert!(problem.mend().contains("5/13/2026 1:00:00 PM"), "{}", problem.mend());
    }

    #[test]
    fn what_is_no_time_is_never_guessed_at() {
        for text in [
            "",
            "today",
            "2026-5-3",
            "03.05.2026",
            "2026-05-03T14:3Z",
            "2026-05-03T14:30:00.Z",
            "2026-05-03T14:30:00+0200",
            "2026-05-03T14:30:00+24:00",
            "5/3/26 2:30:00 PM",
            "5/3/2026",
            "5/3/2026 14:30",
            "5/3/2026 2:30:00",
            "1777818600",
            "2026-05-03T14:30:00Z ago",
            "٢٠٢٦-٠٥-٠٣",
            "2026-05-é",
        ] {
            assert!(matches!(parse_time(text), Err(TimeProblem::NotATime(_))), "{text}");
        }
        for text in [
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "2026-05-03T24:00:00Z",
            "2026-05-03 14:60:00",
            "2026-05-03T14:30:60Z",
            "5/32/2026 1:00:00 AM",
            "5/3/2026 0:30:00 AM",
            "5/3/2026 13:30:00 PM",
            "13/13/2026 1:00:00 AM",
        ] {
            assert!(matches!(parse_time(text), Err(TimeProblem::DoesNotExist(_))), "{text}");
        }
        assert!(matches!(
            parse_time("2026-05-03T14:30:00"),
            Err(TimeProblem::NoOffset(_))
        ));
        assert!(matches!(
            parse_time("1969-12-31T23:59:59Z"),
            Err(TimeProblem::OutOfRange(_))
        ));
        assert!(matches!(
            parse_time("9999-12-31T23:59:59-00:01"),
            Err(TimeProblem::OutOfRange(_))
        ));
    }

    proptest! {
        #[test]
        fn every_second_survives_text(instant in EARLIEST..=LATEST) {
            let text = DateTime::from_timestamp(instant, 0).unwrap().format("%Y-%m-%dT%H:%M:%SZ").to_string();
            prop_assert_eq!(parse_time(&text), Ok(instant));
        }

        #[test]
        fn no_text_panics(text in ".{0,30}|[0-9/:TZ +-]{0,26}") {
            let _ = parse_time(&text);
        }
    }
}
