//! A day with use at 99, 100, 101, 124, 125 and 126 % of prepaid capacity.
//!
//! Sources: Microsoft, Billing rates and management of Copilot Studio (2026-08-03): enforcement at 125 %; Manage Copilot
//! Credits and capacity (2026-09-18): agent flows stop when prepaid capacity is used up; Dynamics 365, Manage
//! consumption-based billing and capacity (2025-09-29): unavailable when the quota is depleted.

use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::settlement::{Happening, Stop};
use meterdesk_billing::usage::UsageUnit;

use crate::world::*;

/// One pack is 25,000 credits, so 250 credits are one per cent.
const PERCENT: i64 = 250;

/// Use up to so many per cent, by whatever still may, and then one try of each kind.
fn probes(percent: i64, before: i64) -> Vec<UsageUnit> {
    let second = percent * 100;
    let fill = used(second, NORTH, CLASSIC, (percent - before) * PERCENT);
    let flow = used(second + 1, NORTH, FLOW, 1);
    let dynamics = UsageUnit {
        agent: DATA_ENTRY,
        ..used(second + 2, NORTH, CLASSIC, 1)
    };
    vec![fill, flow, dynamics]
}

/// What becomes of a flow, a Dynamics 365 agent and a custom agent when use stands at so many per cent.
fn at(paying: &Paying, percent: i64) -> [String; 3] {
    let second = percent * 100;
    let fill = used(0, NORTH, CLASSIC, percent * PERCENT);
    let kinds = [
        used(second, NORTH, FLOW, 100),
        UsageUnit {
            agent: DATA_ENTRY,
            ..used(second, NORTH, CLASSIC, 1)
        },
        used(second, NORTH, CLASSIC, 1),
    ];
    kinds.map(|unit| {
        let told = paying.told(&[fill, unit]);
        assert_eq!(told.len(), 2, "the fill and the try");
        told[1].1.join(", ")
    })
}

#[test]
fn without_a_plan_flows_and_dynamics_agents_stop_at_100_and_custom_agents_at_125_percent() {
    let paying = Paying::with_packs(1);
    let of = |percent| at(&paying, percent);
    assert_eq!(of(99), ["pool 13", "pool 1", "pool 1"]);
    for percent in [100, 101, 124] {
        assert_eq!(
            of(percent),
            ["blocked capacityUsedUp 13", "blocked capacityUsedUp 1", "over 1"],
            "{percent} %"
        );
    }
    for percent in [125, 126] {
        assert_eq!(
            of(percent),
            [
                "blocked capacityUsedUp 13",
                "blocked capacityUsedUp 1",
                "blocked capacityEnforced 1"
            ],
            "{percent} %"
        );
    }
}

#[test]
fn with_a_plan_nothing_is_blocked_and_what_is_over_capacity_is_charged() {
    let mut paying = Paying::with_packs(1);
    paying.plan("Care plan", "North");
    assert_eq!(at(&paying, 99), ["pool 13", "pool 1", "pool 1"]);
    for percent in [100, 101, 124, 125, 126] {
        assert_eq!(
            at(&paying, percent),
            ["Care plan 13", "Care plan 1", "Care plan 1"],
            "{percent} %"
        );
    }
}

#[test]
fn the_day_goes_on_until_enforcement_and_is_told() {
    let paying = Paying::with_packs(1);
    let mut units = Vec::new();
    let mut before = 0;
    for percent in [99, 100, 101, 124, 125, 126] {
        units.extend(probes(percent, before));
        before = percent;
    }
    let settled = paying.settle(MONTH, &units, Default::default());
    let north = Some(paying.environment("North"));
    let period = MONTH.0;
    let second = |of: i64| used(of, NORTH, CLASSIC, 1).at;
    let told: Vec<_> = settled
        .happenings
        .iter()
        .map(|(what, at)| (what.clone(), *at))
        .collect();
    let stopped = |stop| Happening::UseStopped {
        stop,
        environment: north,
        period,
    };
    let used_up = Happening::CapacityUsedUp {
        environment: None,
        period,
    };
    assert!(told.contains(&(used_up, second(10_000))), "{told:?}");
    assert!(told.contains(&(stopped(Stop::AtFull), second(10_001))), "{told:?}");
    assert!(
        told.contains(&(stopped(Stop::AtEnforcement), second(12_600))),
        "at 125 % one more per cent is refused: {told:?}"
    );
}

// Assumption: a use that has begun is finished, as running conversations and runs are documented to be.
#[test]
fn a_use_that_begins_within_capacity_is_finished_over_it() {
    let paying = Paying::with_packs(1);
    let units = [
        used(0, NORTH, CLASSIC, 24_999),
        used(1, NORTH, FLOW, 100),
        used(2, NORTH, FLOW, 1),
    ];
    let told = paying.told(&units);
    assert_eq!(told[1].1, ["pool 1", "over 12"], "the run finishes");
    assert_eq!(told[2].1, ["blocked capacityUsedUp 0.13"], "a new one doesn't start");
}

// Source: Billing rates and management of Copilot Studio (2026-08-03): running conversations go on.
#[test]
fn a_running_conversation_goes_on_over_enforcement_until_half_an_hour_of_silence() {
    let paying = Paying::with_packs(1);
    let say = |second, conversation| UsageUnit {
        conversation,
        ..used(second, NORTH, CLASSIC, 1)
    };
    let units = [
        used(0, NORTH, CLASSIC, 25_000),
        say(10, 7),
        used(11, NORTH, CLASSIC, 6_250),
        say(12, 7),
        say(13, 8),
        say(12 + 1_800, 7),
        say(12 + 3_601, 7),
    ];
    let told: Vec<_> = paying
        .told(&units)
        .into_iter()
        .map(|(_, parts)| parts.join(", "))
        .collect();
    assert_eq!(
        told[1..],
        [
            "over 1",
            "over 6250",
            "over 1",
            "blocked capacityEnforced 1",
            "over 1",
            "blocked capacityEnforced 1"
        ]
    );
}

#[test]
fn capacity_begins_anew_with_the_month_and_nothing_is_carried_over() {
    let paying = Paying::with_packs(1);
    let november = [used(0, NORTH, CLASSIC, 10_000)];
    let settled = paying.settle(MONTH, &november, Default::default());
    let december = UsageUnit {
        at: MONTH.1,
        ..used(0, NORTH, CLASSIC, 26_000)
    };
    let next = paying.settle((MONTH.1, MONTH.1 + 86_400), &[december], settled.state);
    let sums: Vec<_> = sums(&paying, &next)
        .into_iter()
        .map(|(who, sum)| format!("{who} {sum}"))
        .collect();
    assert_eq!(
        sums,
        ["over 1000", "pool 25000"],
        "a whole pack again, and no more than that"
    );
}

// Source: the older page on billed messages: only the environment in overage is limited.
#[test]
fn measured_by_environment_an_allocation_has_a_quarter_of_grace_of_its_own() {
    let mut paying = Paying::with_packs(4);
    paying.allocate("North", 1_000, false);
    let units = |total| [used(0, NORTH, CLASSIC, total), used(1, NORTH, CLASSIC, 1)];
    let last = |paying: &Paying, total| paying.told(&units(total))[1].1.join(", ");
    assert_eq!(
        last(&paying, 60_000),
        "over 1",
        "the tenant's 100,000 are not used up by a quarter more"
    );
    paying.set(SettingKey::EnforcementScope, Choice::EnvironmentScope);
    assert_eq!(last(&paying, 1_249), "over 1");
    assert_eq!(last(&paying, 1_250), "blocked capacityEnforced 1");
    paying.set(SettingKey::ExhaustedEnvironment, Choice::AtOnce);
    assert_eq!(last(&paying, 999), "allocation North 1");
    assert_eq!(last(&paying, 1_000), "blocked capacityUsedUp 1");
}
