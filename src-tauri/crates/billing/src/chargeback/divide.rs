//! Money in whole cents, and its division so that the parts add up.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::CENT;
use crate::units::Usd;

/// Divides an amount in proportion to weights: each part is rounded down, and the cents that are left go to the parts that lost
/// most by it, the earlier of two alike. The parts add up to the amount; without any weight nobody has a part.
///
/// # Panics
/// When a weight is below zero.
#[must_use]
pub fn divide(cents: i64, weights: &[i64]) -> Vec<i64> {
    assert!(
        weights.iter().all(|weight| *weight >= 0),
        "nobody used less than nothing"
    );
    let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if whole == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: i64| i128::from(cents) * i128::from(weight);
    let part = |weight: i64| i64::try_from(exact(weight).div_euclid(whole)).expect("a part is at most the whole");
    let mut parts: Vec<i64> = weights.iter().map(|weight| part(*weight)).collect();
    let mut lost: Vec<usize> = (0..weights.len()).collect();
    lost.sort_by_key(|place| Reverse(exact(weights[*place]).rem_euclid(whole)));
    let left = cents - parts.iter().sum::<i64>();
    for place in lost.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[place] += 1;
    }
    parts
}

/// Money in whole cents, half a cent to the even one.
pub(super) fn in_cents(amount: Usd) -> i64 {
    half_to_even(i128::from(amount.0), i128::from(CENT))
}

/// A quotient rounded to a whole number, half to the even one. The divisor is above zero.
pub(super) fn half_to_even(dividend: i128, divisor: i128) -> i64 {
    let (whole, rest) = (dividend.div_euclid(divisor), dividend.rem_euclid(divisor));
    let rounded = match (rest * 2).cmp(&divisor) {
        Ordering::Less => whole,
        Ordering::Greater => whole + 1,
        Ordering::Equal => whole + whole.rem_euclid(2),
    };
    i64::try_from(rounded).unwrap_or(i64::MAX)
}

/// Amounts of a bill in whole cents that add up to the bill's sum, which is rounded once, half a cent to the even one: each is
/// rounded down, and the cents that are left go to those that lost most. `None` where an amount is beyond a hundred billion.
#[must_use]
pub fn whole_cents<K: Ord + Clone>(amounts: &BTreeMap<K, Decimal>) -> Option<BTreeMap<K, i64>> {
    let most = Decimal::from(100_000_000_000_i64);
    let hundred = Decimal::ONE_HUNDRED;
    if amounts.values().any(|amount| amount.abs() > most) {
        return None;
    }
    let sum: Decimal = amounts.values().map(|amount| *amount * hundred).sum();
    let sum = sum
        .round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven)
        .to_i64()?;
    let mut parts: Vec<(K, i64, Decimal)> = Vec::with_capacity(amounts.len());
    for (key, amount) in amounts {
        let cents = *amount * hundred;
        parts.push((key.clone(), cents.floor().to_i64()?, cents - cents.floor()));
    }
    let left = sum - parts.iter().map(|(_, cents, _)| cents).sum::<i64>();
    parts.sort_by_key(|(.., lost)| Reverse(*lost));
    let parts = parts.into_iter().enumerate();
    let gained = |place: usize| i64::from(i64::try_from(place).is_ok_and(|place| place < left));
    Some(
        parts
            .map(|(place, (key, cents, _))| (key, cents + gained(place)))
            .collect(),
    )
}
