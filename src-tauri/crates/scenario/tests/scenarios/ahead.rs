//! Use after the start: a function of the seed and the time alone, and like the weeks before.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::{Service, UsageRow};
use meterdesk_scenario::{Plan, build, names, plan, plan_span};

fn at(text: &str) -> Instant {
    text.parse().expect("valid")
}

fn demo(seed: u64) -> Plan {
    plan("demo", seed).expect("the demo goes on")
}

fn rows(plan: &Plan, after: Instant, upto: Instant) -> Vec<UsageRow> {
    plan.rows(after, upto).collect()
}

#[test]
fn a_day_in_one_step_is_the_day_in_24_steps_and_in_uneven_ones() {
    let plan = demo(3);
    let (start, day) = (at("2026-11-17T10:00:00Z"), TimeDelta::days(1));
    let whole = rows(&plan, start, start + day);
    assert!(whole.len() > 500, "a working day is busy: {}", whole.len());
    let hours: Vec<_> = (0..24)
        .flat_map(|hour| {
            let after = start + TimeDelta::hours(hour);
            rows(&plan, after, after + TimeDelta::hours(1))
        })
        .collect();
    assert_eq!(hours, whole, "the same rows with the same event ids, in the same order");
    // A cut between any two seconds loses and repeats nothing, in the very second of a row too.
    for row in whole.iter().step_by(97) {
        let cut = DateTime::from_timestamp(row.at, 0).expect("in range");
        let mut both = rows(&plan, start, cut);
        assert!(both.contains(row), "a row is there when the clock reaches its second");
        both.extend(rows(&plan, cut, start + day));
        assert_eq!(both, whole, "cut at {cut}");
    }
}

#[test]
fn rows_ahead_are_in_time_order_unique_and_marked_as_attempts() {
    for seed in [0, 1] {
        let scenario = build("demo", seed).expect("known");
        let start = scenario.starts_at;
        let month = rows(&demo(seed), start, start + TimeDelta::days(30));
        let people: BTreeSet<_> = scenario
            .directory
            .people
            .iter()
            .map(|row| row.user_principal_name.as_str())
            .collect();
        let past: BTreeSet<_> = scenario.usage().filter_map(|row| row.event_id).collect();
        let ids: BTreeSet<_> = month.iter().filter_map(|row| row.event_id.clone()).collect();
        assert_eq!(ids.len(), month.len(), "every row has an id of its own");
        assert!(ids.is_disjoint(&past), "and none that the weeks before had");
        assert!(month.is_sorted_by_key(|row| row.at));
        for row in &month {
            assert!(row.circumstances.attempt && row.quantity.0 > 0, "{row:?}");
            assert!(row.user.is_empty() || people.contains(row.user.as_str()), "{row:?}");
            assert!(start.timestamp() < row.at, "{row:?}");
        }
    }
    let ids = |seed| -> BTreeSet<_> {
        let (after, upto) = (at("2026-11-17T10:00:00Z"), at("2026-11-18T10:00:00Z"));
        demo(seed).rows(after, upto).filter_map(|row| row.event_id).collect()
    };
    assert!(ids(0).is_disjoint(&ids(1)), "two seeds share no event");
}

/// Rows of each service on the working days from one Monday to the Friday after.
fn working_week(rows: impl Iterator<Item = UsageRow>, monday: &str) -> BTreeMap<Service, i64> {
    let from = at(monday).timestamp();
    let mut counts = BTreeMap::new();
    for row in rows.filter(|row| (from..from + 5 * 86_400).contains(&row.at)) {
        *counts.entry(row.service).or_insert(0) += 1;
    }
    counts
}

#[test]
fn the_week_after_the_start_is_like_the_week_before() {
    for seed in [0, 5] {
        let scenario = build("demo", seed).expect("known");
        let before = working_week(scenario.usage(), "2026-11-09T00:00:00Z");
        let plan = demo(seed);
        let rows = plan.rows(scenario.starts_at, at("2026-11-30T00:00:00Z"));
        let after = working_week(rows, "2026-11-23T00:00:00Z");
        for service in Service::ALL {
            let (was, is) = (before[&service], after[&service]);
            let slack = 25 + was / 4;
            assert!((was - is).abs() <= slack, "{}: {was} then {is}", service.label());
        }
    }
}

#[test]
fn the_plan_begins_at_the_start_and_ends_where_it_says() {
    let plan = demo(0);
    let (first, last) = plan_span("demo").expect("the demo goes on");
    assert_eq!(first, build("demo", 0).expect("known").starts_at);
    let early = at("2026-09-01T00:00:00Z");
    assert_eq!(
        rows(&plan, early, first),
        [],
        "the weeks before are the scenario's own rows"
    );
    let late = last + TimeDelta::days(400);
    assert_eq!(rows(&plan, last, late), [], "later than the plan nobody uses anything");
    assert!(
        rows(&plan, last - TimeDelta::days(1), late).len() > 1000,
        "its last day is like any other"
    );
    let quiet = rows(&plan, at("2026-12-30T00:00:00Z"), at("2026-12-30T23:59:59Z")).len();
    assert!((1..1200).contains(&quiet), "between the years little is used: {quiet}");
    let crossing = rows(&plan, at("2026-12-31T00:00:00Z"), at("2027-01-04T23:59:59Z"));
    assert!(
        crossing.len() > 300,
        "a new year goes on like the old one: {}",
        crossing.len()
    );
}

#[test]
fn only_the_demo_goes_on_by_itself() {
    let planned: Vec<_> = names().iter().filter(|name| plan_span(name).is_some()).collect();
    assert_eq!(
        planned,
        [&"demo"],
        "whoever begins with nothing is never given invented rows"
    );
    assert!(plan("empty", 0).is_none() && plan("nonsense", 0).is_none());
}
