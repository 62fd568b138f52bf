//! What the rest of a period is forecast to cost, and how far the same method was off before.
//!
//! Each day to come costs the mean of the same weekday in the four weeks before now. The method is Meterdesk's own: Microsoft
//! publishes none for Billing › Cost management (assumption).

use std::collections::BTreeMap;

use super::Cost;

/// Days before now that a forecast, and the look at how far it was off, rest on.
pub const FORECAST_DAYS: i64 = 8 * WEEK;

const WEEK: i64 = 7;
const WEEKS: i64 = 4;

/// A forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// What the days to come cost.
    pub rest: Cost,
    /// By how much the same method was off on an average day of the last four weeks, in thousandths of what they cost; `None`
    /// where there is nothing to compare.
    pub off_permille: Option<i64>,
}

/// Forecasts days since 1970-01-01 in `[now, until)` from the costs of complete days before `now`, the first of which is `first`; a day
/// without an entry cost nothing. `None` where less than a week is known.
#[must_use]
pub fn forecast(costs: &BTreeMap<i64, Cost>, first: i64, now: i64, until: i64) -> Option<Forecast> {
    if now - first < WEEK {
        return None;
    }
    let rest = (now..until).filter_map(|day| mean(costs, first, now, day)).sum();
    let cost = |day| costs.get(&day).copied().unwrap_or_default();
    let looked_at = ((now - WEEKS * WEEK).max(first)..now).filter_map(|day| {
        let expected = mean(costs, first, day, day)?;
        Some(((expected - cost(day)).magnitude(), cost(day)))
    });
    let (off, whole) = looked_at.fold((Cost::ZERO, Cost::ZERO), |(off, whole), (one, cost)| {
        (off + one, whole + cost)
    });
    Some(Forecast {
        rest,
        off_permille: off.permille_of(whole),
    })
}

/// The mean of the weekday of `day` in the four weeks before `now`, as far as they are known.
fn mean(costs: &BTreeMap<i64, Cost>, first: i64, now: i64, day: i64) -> Option<Cost> {
    let latest = day - ((day - now).div_euclid(WEEK) + 1) * WEEK;
    let known = (0..WEEKS).map(|week| latest - week * WEEK).filter(|day| *day >= first);
    let (mut sum, mut count) = (Cost::ZERO, 0);
    for day in known {
        sum += costs.get(&day).copied().unwrap_or_default();
        count += 1;
    }
    (count > 0).then(|| Cost(sum.0 / count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn weekends_stay_weekends_and_a_steady_week_is_forecast_exactly() {
        let week = [5, 5, 5, 5, 5, 1, 0];
        let costs = (0..56).map(|day| (day, Cost(week[day as usize % 7]))).collect();
        let found = forecast(&costs, 0, 56, 56 + 14).expect("eight weeks are known");
        assert_eq!(found.rest, Cost(2 * 26));
        assert_eq!(found.off_permille, Some(0));
    }

    #[test]
    fn a_method_that_was_off_says_so() {
        let costs = (0..28)
            .map(|day| (day, Cost(if day < 14 { 100 } else { 200 })))
            .collect();
        let found = forecast(&costs, 0, 28, 35).expect("four weeks are known");
        assert_eq!(found.rest, Cost(7 * 150), "two weeks of 100 and two of 200");
        // Second week 100 for 100; third 100 for 200; fourth 133 for 200: 700 and 469 of 3,500.
        assert_eq!(found.off_permille, Some(334));
    }

    #[test]
    fn less_than_a_week_is_too_little() {
        let costs = BTreeMap::from([(3, Cost(1))]);
        assert_eq!(forecast(&costs, 0, 6, 30), None);
        assert_eq!(
            forecast(&BTreeMap::new(), 0, 7, 14).map(|found| (found.rest, found.off_permille)),
            Some((Cost::ZERO, None)),
            "nothing is forecast from nothing, and nothing was off"
        );
    }

    proptest! {
        #[test]
        fn a_forecast_lies_between_the_cheapest_and_the_dearest_day(days in proptest::collection::vec(0_i128..1_000, 7..60), ahead in 1_i64..40) {
            let now = days.len() as i64;
            let costs = (0..).zip(days.iter().copied().map(Cost)).collect();
            let found = forecast(&costs, 0, now, now + ahead).expect("a week is known");
            let (least, most) = (days.iter().min().expect("some"), days.iter().max().expect("some"));
            prop_assert!(found.rest >= Cost(least * i128::from(ahead)) && found.rest <= Cost(most * i128::from(ahead)));
        }
    }
}
