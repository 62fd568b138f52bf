//! Amounts as integers: Copilot Credits, quantities and US dollars.
//!
//! All arithmetic is checked or saturates nowhere: an amount that does not fit is an error, never a wrong number. Nothing
//! here knows a rate or a price.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};
use std::str::FromStr;

use rust_decimal::Decimal;

/// Millionths in one whole credit or one whole unit of quantity.
pub const MILLIONTHS: i64 = 1_000_000;

/// Why a text is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// The text is empty or only white space.
    #[error("it is empty")]
    Empty,
    /// The text is not a plain decimal number with a point.
    #[error("\"{0}\" is not a decimal number such as 12 or 0.5 (a point before the fraction, no thousands marks)")]
    NotANumber(String),
    /// More than six places after the point.
    #[error("\"{0}\" has more than six places after the point")]
    TooPrecise(String),
    /// Below zero where only zero and above make sense.
    #[error("\"{0}\" is negative")]
    Negative(String),
    /// Larger than the program can hold exactly.
    #[error("\"{0}\" is larger than 9,223,372,036,854.775807")]
    TooLarge(String),
}

/// Parses decimal text with at most six places into millionths; a leading minus is allowed.
fn parse_millionths(text: &str) -> Result<i64, AmountError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(AmountError::Empty);
    }
    let not_a_number = || AmountError::NotANumber(trimmed.to_owned());
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || digits.ends_with('.') {
        return Err(not_a_number());
    }
    if fraction.len() > 6 {
        return Err(AmountError::TooPrecise(trimmed.to_owned()));
    }
    let too_large = || AmountError::TooLarge(trimmed.to_owned());
    let whole: i64 = whole.parse().map_err(|_| too_large())?;
    let missing = 6 - u32::try_from(fraction.len()).unwrap_or(6);
    let fraction: i64 = if fraction.is_empty() {
        0
    } else {
        fraction.parse().map_err(|_| not_a_number())?
    };
    let fraction = fraction * 10_i64.pow(missing);
    let magnitude = whole
        .checked_mul(MILLIONTHS)
        .and_then(|value| value.checked_add(fraction))
        .ok_or_else(too_large)?;
    Ok(if negative { -magnitude } else { magnitude })
}

/// Writes `value / 10^places` as decimal text without trailing zeros.
fn write_scaled(f: &mut fmt::Formatter<'_>, value: i64, places: u32) -> fmt::Result {
    let scale = 10_u64.pow(places);
    let magnitude = value.unsigned_abs();
    if value < 0 {
        f.write_str("-")?;
    }
    write!(f, "{}", magnitude / scale)?;
    let fraction = magnitude % scale;
    if fraction != 0 {
        let digits = format!("{fraction:0width$}", width = places as usize);
        write!(f, ".{}", digits.trim_end_matches('0'))?;
    }
    Ok(())
}

macro_rules! amount {
    ($(#[$doc:meta])* $name:ident, $places:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub i64);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// The sum, or `None` where it does not fit.
            #[must_use]
            pub const fn checked_add(self, other: Self) -> Option<Self> {
                match self.0.checked_add(other.0) {
                    Some(sum) => Some(Self(sum)),
                    None => None,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_scaled(f, self.0, $places)
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0.checked_add(other.0).expect("amounts are bounded where they enter"))
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0.checked_sub(other.0).expect("amounts are bounded where they enter"))
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
                amounts.fold(Self::ZERO, Add::add)
            }
        }
    };
}

amount!(
    /// Copilot Credits in micro-credits (1 = 0.000001 credit).
    Credits,
    6
);
amount!(
    /// A metered quantity in millionths of its feature's unit.
    Quantity,
    6
);
amount!(
    /// Money that Meterdesk computes, in 1e-8 US dollars: one micro-credit at $0.01 is exactly 1.
    Usd,
    8
);

impl Credits {
    /// Whole credits.
    #[must_use]
    pub const fn whole(credits: i64) -> Self {
        Self(credits * MILLIONTHS)
    }
}

impl Quantity {
    /// Whole units.
    #[must_use]
    pub const fn whole(units: i64) -> Self {
        Self(units * MILLIONTHS)
    }

    /// Parses a quantity that may not be negative.
    ///
    /// # Errors
    /// Says why the text is not a quantity of at most six places.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        let millionths = parse_millionths(text)?;
        if millionths < 0 {
            return Err(AmountError::Negative(text.trim().to_owned()));
        }
        Ok(Self(millionths))
    }
}

impl Usd {
    /// Parses an amount of at most six places that may not be negative.
    ///
    /// # Errors
    /// Says why the text is not such an amount.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        let too_large = || AmountError::TooLarge(text.trim().to_owned());
        let millionths = Quantity::parse(text)?.0;
        millionths.checked_mul(100).map(Self).ok_or_else(too_large)
    }

    /// The same amount as a decimal.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 8)
    }

    /// The amount as sentences say it: exact, with at least two places.
    #[must_use]
    pub fn spoken(self) -> String {
        let mut amount = self.to_decimal().normalize();
        if amount.scale() < 2 {
            amount.rescale(2);
        }
        format!("${amount}")
    }
}

impl FromStr for Credits {
    type Err = AmountError;
    fn from_str(text: &str) -> Result<Self, AmountError> {
        parse_millionths(text).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_quantity_is_read_exactly() {
        assert_eq!(Quantity::parse("0.000001"), Ok(Quantity(1)));
        assert_eq!(Quantity::parse(" 12 "), Ok(Quantity::whole(12)));
        assert_eq!(Quantity::parse("12.50"), Ok(Quantity(12_500_000)));
    }

    #[test]
    fn what_is_no_quantity_says_why() {
        use AmountError::*;
        assert_eq!(Quantity::parse(""), Err(Empty));
        for text in ["1,5", "1e3", "NaN", "+1", ".5", "5.", "1_000", "0x10", "1 000", "--1"] {
            assert_eq!(
                Quantity::parse(text),
                Err(NotANumber(text.to_owned())),
                "{text} must not be guessed at"
            );
        }
        assert_eq!(Quantity::parse("0.0000001"), Err(TooPrecise("0.0000001".to_owned())));
        assert_eq!(Quantity::parse("-3"), Err(Negative("-3".to_owned())));
        assert!(matches!(Quantity::parse("9223372036854775808"), Err(TooLarge(_))));
        assert!(matches!(Quantity::parse("9223372036855"), Err(TooLarge(_))));
    }

    #[test]
    fn money_shows_its_exact_decimals() {
        assert_eq!(Usd(1).to_string(), "0.00000001");
        assert_eq!(Usd(12_000_000).to_string(), "0.12");
        assert_eq!(Usd(-150_000_000).to_string(), "-1.5");
        assert_eq!(Usd(10_000_000).spoken(), "$0.10");
        assert_eq!(Usd(130_000).spoken(), "$0.0013");
    }

    proptest! {
        #[test]
        fn credits_survive_text(micro in any::<i64>().prop_filter("magnitude fits", |value| *value != i64::MIN)) {
            prop_assert_eq!(Credits(micro).to_string().parse::<Credits>(), Ok(Credits(micro)));
        }
    }
}
