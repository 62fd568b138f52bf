//! Anomalies: days of much more use than the same tenant, agent or person had before.
//!
//! A day is measured by the median of its own past and by the median distance of that past from it, so that one wild day moves neither.
//! The numbers are assumptions: Microsoft says nothing about anomalies of Copilot Credits. Why a day is as it is, nobody says here.

use crate::units::Credits;

/// A day is far off where it lies more than this many times the usual distance above the median. Assumption.
pub const TIMES: i64 = 6;

/// Days before a day that are its past: eight weeks. Assumption.
pub const DAYS_BEFORE: i64 = 56;

/// With fewer days of the past than this nothing is said. Assumption.
pub const LEAST_PAST: usize = 10;

/// The usual distance is at least a quarter of the median: what is used evenly may vary a little. Assumption.
const EVEN: i64 = 4;

/// A day of the tenant is told from this many credits more than usual on. Assumption.
pub const LEAST_OF_A_DAY: Credits = Credits::whole(2_500);

/// An agent's day. Assumption.
pub const LEAST_OF_AN_AGENT: Credits = Credits::whole(1_500);

/// A person's day. Assumption.
pub const LEAST_OF_A_PERSON: Credits = Credits::whole(500);

/// A day far off its own past, and how that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anomaly {
    /// Days since 1970-01-01.
    pub day: i64,
    /// What was used.
    pub credits: Credits,
    /// The median of the past.
    pub median: Credits,
    /// The usual distance from it.
    pub distance: Credits,
    /// What the day lies above.
    pub limit: Credits,
    /// How many days of the past were looked at.
    pub past: usize,
}

/// Saturday or Sunday.
const fn is_weekend(day: i64) -> bool {
    // 1 January 1970 was a Thursday.
    (day + 3).rem_euclid(7) >= 5
}

/// The middle of some amounts; of two in the middle, halfway between, rounded down. Zero of none.
fn median(mut amounts: Vec<i64>) -> i64 {
    amounts.sort_unstable();
    let (low, high) = (amounts.len().saturating_sub(1) / 2, amounts.len() / 2);
    match (amounts.get(low), amounts.get(high)) {
        (Some(low), Some(high)) => low.midpoint(*high),
        _ => 0,
    }
}

/// Days from `from` on that are far above their own past, by at least `least` credits. `days` are the days with use and their credits,
/// in order, from [`DAYS_BEFORE`] days before `from` on; working days are measured by working days, week-ends by week-ends.
#[must_use]
pub fn find(days: &[(i64, Credits)], from: i64, least: Credits) -> Vec<Anomaly> {
    let judged = days.iter().enumerate().filter(|(_, (day, _))| *day >= from);
    judged
        .filter_map(|(place, (day, credits))| {
            let before = days[..place]
                .iter()
                .rev()
                .take_while(|(past, _)| *past >= day - DAYS_BEFORE);
            let alike = before.filter(|(past, _)| is_weekend(*past) == is_weekend(*day));
            let past: Vec<i64> = alike.map(|(_, credits)| credits.0).collect();
            if past.len() < LEAST_PAST {
                return None;
            }
            let middle = median(past.clone());
            let off = median(past.iter().map(|credits| (credits - middle).abs()).collect());
            let distance = off.max(middle / EVEN);
            let limit = middle.saturating_add(distance.saturating_mul(TIMES));
            let is_far = credits.0 > limit && credits.0 - middle >= least.0;
            is_far.then_some(Anomaly {
                day: *day,
                credits: *credits,
                median: Credits(middle),
                distance: Credits(distance),
                limit: Credits(limit),
                past: past.len(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 5 January 1970, a Monday.
    const MONDAY: i64 = 4;

    fn working_days(amounts: &[i64]) -> Vec<(i64, Credits)> {
        let days = (MONDAY..).filter(|day| !is_weekend(*day));
        days.zip(amounts)
            .map(|(day, credits)| (day, Credits::whole(*credits)))
            .collect()
    }

    #[test]
    fn a_day_of_six_times_the_usual_is_found_with_its_working() {
        let mut amounts = vec![100, 110, 90, 100, 105, 95, 100, 110, 90, 100];
        amounts.push(600);
        let found = find(&working_days(&amounts), 0, Credits::whole(100));
        let [anomaly] = &found[..] else { panic!("{found:?}") };
        // The distances from 100 are 0, 10, 10, 0, 5, 5, 0, 10, 10, 0: their median is 5; an even use may vary by 25.
        assert_eq!(
            (anomaly.median, anomaly.distance),
            (Credits::whole(100), Credits::whole(25))
        );
        assert_eq!(
            (anomaly.limit, anomaly.credits),
            (Credits::whole(250), Credits::whole(600))
        );
        assert_eq!((anomaly.past, anomaly.day), (10, MONDAY + 14));
    }

    #[test]
    fn little_past_a_small_step_and_a_quiet_day_are_none() {
        let past = [100; 10];
        let with = |last: i64| working_days(&past.iter().copied().chain([last]).collect::<Vec<_>>());
        assert_eq!(find(&working_days(&[1, 1, 1, 600]), 0, Credits::ZERO), []);
        assert_eq!(find(&with(250), 0, Credits::ZERO), [], "at the limit, not above it");
        assert_eq!(find(&with(251), 0, Credits::ZERO).len(), 1);
        assert_eq!(find(&with(251), 0, Credits::whole(200)), [], "only 151 more than usual");
        assert_eq!(find(&with(0), 0, Credits::ZERO), []);
        assert_eq!(
            find(&with(600), MONDAY + 15, Credits::ZERO),
            [],
            "before the first day judged"
        );
    }

    #[test]
    fn what_lies_more_than_eight_weeks_back_is_no_past() {
        let mut days = working_days(&[100; 10]);
        let last = days[9].0;
        days.push((days[0].0 + DAYS_BEFORE, Credits::whole(600)));
        assert_eq!(find(&days, last + 1, Credits::ZERO).len(), 1);
        days[10].0 = days[0].0 + DAYS_BEFORE + 7;
        assert_eq!(
            find(&days, last + 1, Credits::ZERO),
            [],
            "five of the ten days are too old"
        );
    }

    #[test]
    fn week_ends_are_measured_by_week_ends() {
        let quiet = (MONDAY..MONDAY + 56).map(|day| (day, Credits::whole(if is_weekend(day) { 10 } else { 1_000 })));
        let mut days: Vec<_> = quiet.collect();
        let saturday = MONDAY + 61;
        days.push((saturday, Credits::whole(900)));
        let found = find(&days, 0, Credits::whole(100));
        assert_eq!(found.iter().map(|found| found.day).collect::<Vec<_>>(), [saturday]);
    }

    proptest! {
        /// The median and the distance don't depend on the order of the past, nor does one wild day in it hide another.
        #[test]
        fn a_wild_day_in_the_past_hides_no_other(
            amounts in proptest::collection::vec(90_i64..110, 12..40),
            wild in 1_000_i64..100_000,
            place in 0_usize..12,
        ) {
            let mut amounts = amounts;
            amounts.push(wild);
            let plain = find(&working_days(&amounts), 0, Credits::ZERO);
            amounts[place] = wild;
            let with_another = find(&working_days(&amounts), 0, Credits::ZERO);
            let last = |found: &[Anomaly]| found.last().map(|found| found.day);
            prop_assert_eq!(last(&plain), last(&with_another));
            prop_assert!(last(&plain).is_some());
        }

        #[test]
        fn what_is_used_evenly_is_never_far_off(amounts in proptest::collection::vec(100_i64..=200, 11..60)) {
            prop_assert_eq!(find(&working_days(&amounts), 0, Credits::ZERO), []);
        }
    }
}
