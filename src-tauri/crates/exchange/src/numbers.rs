//! Reads the figures of reports, which are written for people: with thousands marks and marks of writing direction.
//!
//! Takes a mark off only where it can mean nothing else. Meterdesk's own format has no such marks and doesn't come here.

use meterdesk_billing::units::{AmountError, Quantity};

use crate::text::{shortened, without_marks};

/// Why a report's figure is not a quantity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureProblem {
    /// Not a decimal number that fits.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// Marks inside that may be thousands marks or a decimal comma.
    #[error("\"{0}\" can be read in more than one way")]
    Ambiguous(String),
}

impl FigureProblem {
    /// What the user can do about it.
    #[must_use]
    pub fn mend(&self) -> String {
        match self {
            Self::Amount(problem) => amount_mend(problem),
            Self::Ambiguous(_) => "write it with a point before the fraction and without thousands marks".to_owned(),
        }
    }
}

/// Reads a quantity exactly as [`Quantity::parse`] does; a problem holds the text shortened.
///
/// # Errors
/// Says why the text is not a quantity of at most six places.
pub(crate) fn plain_quantity(text: &str) -> Result<Quantity, AmountError> {
    Quantity::parse(text).map_err(|problem| match problem {
        AmountError::Empty => AmountError::Empty,
        AmountError::NotANumber(text) => AmountError::NotANumber(shortened(&text)),
        AmountError::TooPrecise(text) => AmountError::TooPrecise(shortened(&text)),
        AmountError::Negative(text) => AmountError::Negative(shortened(&text)),
        AmountError::TooLarge(text) => AmountError::TooLarge(shortened(&text)),
    })
}

/// What the user can do about an amount that can't be read.
pub(crate) fn amount_mend(problem: &AmountError) -> String {
    match problem {
        AmountError::Empty => "write 0 if nothing was used".to_owned(),
        AmountError::NotANumber(text) => match decimal_comma(text) {
            Some(meant) => format!("write {meant} if the comma stands before the fraction"),
            None => "write digits only, with a point before the fraction, such as 12 or 0.5".to_owned(),
        },
        AmountError::TooPrecise(_) => "round it to six places".to_owned(),
        AmountError::Negative(_) => "write what was used, 0 or more; take a correction out of the file".to_owned(),
        AmountError::TooLarge(_) => "check the number: it is larger than any real usage".to_owned(),
    }
}

/// The number with a point, if it has one comma that can only be a decimal comma.
fn decimal_comma(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once(',')?;
    let meant = format!("{whole}.{fraction}");
    (fraction.len() != 3 && Quantity::parse(&meant).is_ok()).then_some(meant)
}

/// Reads a report's figure.
///
/// # Errors
/// Says why the text is not a quantity, or not one with a single meaning.
pub fn parse_figure(text: &str) -> Result<Quantity, FigureProblem> {
    let cleaned = without_marks(text);
    let text = cleaned.trim();
    if !text.contains(is_thousands_mark) {
        return Ok(plain_quantity(text)?);
    }
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    if !is_grouped_in_threes(whole) || fraction.is_some_and(|fraction| fraction.contains(is_thousands_mark)) {
        return Err(unreadable(text));
    }
    let plain: String = text.chars().filter(|c| !is_thousands_mark(*c)).collect();
    Ok(plain_quantity(&plain)?)
}

/// A comma, a no-break space or a narrow no-break space.
fn is_thousands_mark(c: char) -> bool {
    matches!(c, ',' | '\u{a0}' | '\u{202f}')
}

/// Whether all marks are the same one and stand before groups of three digits. A first group of zero, as in `0,125`, is
/// no count of thousands.
fn is_grouped_in_threes(whole: &str) -> bool {
    let Some(mark) = whole.chars().find(|c| is_thousands_mark(*c)) else {
        return false;
    };
    let mut groups = whole.split(mark);
    let all_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let first_fits = (1..=3).contains(&first.len()) && all_digits(first) && !first.starts_with('0');
    first_fits && groups.all(|group| group.len() == 3 && all_digits(group))
}

/// Marks out of place: between digits they have two meanings, among anything else the text is no number at all.
fn unreadable(text: &str) -> FigureProblem {
    let digits_and_marks = |c: char| c.is_ascii_digit() || c == '.' || is_thousands_mark(c);
    if text.chars().all(digits_and_marks) && decimal_comma(text).is_none() {
        FigureProblem::Ambiguous(shortened(text))
    } else {
        FigureProblem::Amount(AmountError::NotANumber(shortened(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thousands_marks_are_taken_off_where_they_can_mean_nothing_else() {
        for (text, quantity) in [
            ("12000", Quantity::whole(12_000)),
            ("12,000", Quantity::whole(12_000)),
            ("1,234,567.5", Quantity(1_234_567_500_000)),
            ("12\u{a0}000", Quantity::whole(12_000)),
            ("\u{200e}12\u{202f}000\u{200e}", Quantity::whole(12_000)),
            ("\u{feff} 0.25 ", Quantity(250_000)),
        ] {
            assert_eq!(parse_figure(text), Ok(quantity), "{text}");
        }
    }

    #[test]
    fn a_figure_with_two_meanings_is_refused() {
        for text in [
            "12,00,000",
            "1234,567",
            "0,125",
            "1,2345,678",
            "12,000\u{a0}000",
            "1,5.5,0",
            ",500",
            "1,,000",
        ] {
            assert_eq!(
                parse_figure(text),
                Err(FigureProblem::Ambiguous(text.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn a_decimal_comma_is_refused_with_the_number_that_was_meant() {
        for (text, meant) in [("1,5", "1.5"), ("12,00", "12.00")] {
            let problem = parse_figure(text).unwrap_err();
            assert_eq!(problem, FigureProblem::Amount(AmountError::NotANumber(text.to_owned())));
            assert!(problem.mend().contains(meant), "{}", problem.mend());
        }
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        use AmountError::{Empty, Negative, NotANumber, TooLarge, TooPrecise};
        for (text, problem) in [
            ("", Empty),
            ("NaN", NotANumber("NaN".to_owned())),
            ("<1K", NotANumber("<1K".to_owned())),
            ("-1,000", NotANumber("-1,000".to_owned())),
            ("-5", Negative("-5".to_owned())),
            ("9223372036854775808", TooLarge("9223372036854775808".to_owned())),
            ("1,000.0000001", TooPrecise("1000.0000001".to_owned())),
        ] {
            assert_eq!(parse_figure(text), Err(FigureProblem::Amount(problem)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn grouping_changes_no_value(units in 0..9_000_000_000_000_i64) {
            let digits = units.to_string();
            let grouped: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).unwrap()).collect();
            for mark in [",", "\u{a0}", "\u{202f}"] {
                prop_assert_eq!(parse_figure(&grouped.join(mark)), Ok(Quantity::whole(units)));
            }
        }

        #[test]
        fn no_text_panics(text in ".{0,20}|[0-9,.\u{a0} -]{0,20}") {
            let _ = parse_figure(&text);
        }
    }
}
