use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate};
use meterdesk_billing::ids::PolicyId;
use meterdesk_billing::metering::NotChargedRule;
use meterdesk_billing::settlement::{BlockedReason, Outcome, PayAsYouGo, Payer};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::{Audience, Service, Trigger};
use meterdesk_scenario::build;

use crate::replay::{self, JudgedRow, credits_by};

/// Figures that have to hold hold for every seed.
const SEEDS: [u64; 4] = [0, 1, 2, 987_654_321];

const DAY: i64 = 86_400;

fn seconds(text: &str) -> i64 {
    text.parse::<Instant>().expect("valid").timestamp()
}

fn date(row: &JudgedRow) -> NaiveDate {
    DateTime::from_timestamp(row.row.at, 0).expect("in range").date_naive()
}

fn paid_in_november(rows: &[JudgedRow], policy: PolicyId) -> i64 {
    let november = seconds("2026-11-01T00:00:00Z");
    credits_by(rows, |row| {
        (row.row.at >= november && row.judged.outcome == Outcome::Paid(Payer::policy(policy))).then_some(())
    })
    .remove(&())
    .unwrap_or(0)
}

#[test]
fn the_month_to_date_of_the_policies_is_exact() {
    for seed in SEEDS {
        let demo = build("demo", seed).unwrap();
        let tenant = replay::tenant(&demo);
        let rows = replay::judged(&demo, &tenant);
        let paid = |name| paid_in_november(&rows, replay::policy(&tenant, name));
        assert_eq!(paid("Service knowledge"), 46_224, "$462.24, seed {seed}");
        assert_eq!(paid("Copilot Chat for everybody"), 82_000, "$820.00, seed {seed}");
        assert!(paid("Bids and proposals") > 0, "the younger policy pays too");
        assert!(paid("Search integration") > 0);
        assert_eq!(paid("Plant managers"), 0, "it is not connected");
        let chat = tenant.platform.now().environment_named("Microsoft 365 Copilot Chat");
        let allocation = Payer::Allocation(chat.expect("it was made").facts.environment);
        let prepaid = credits_by(&rows, |row| {
            (row.judged.outcome == Outcome::Paid(allocation)).then_some(())
        });
        assert_eq!(prepaid.values().sum::<i64>(), 12_480, "of 20,000, seed {seed}");
    }
}

#[test]
fn two_people_stand_out_in_the_last_30_days_however_they_are_counted() {
    for seed in SEEDS {
        let demo = build("demo", seed).unwrap();
        let tenant = replay::tenant(&demo);
        let rows = replay::judged(&demo, &tenant);
        let starts_at = demo.starts_at.timestamp();
        let midnight = starts_at - starts_at % DAY;
        for from in [starts_at - 30 * DAY, midnight - 29 * DAY, midnight - 30 * DAY] {
            let mut by_person: Vec<_> = credits_by(&rows, |row| row.person.filter(|_| row.row.at >= from))
                .into_values()
                .collect();
            by_person.sort_unstable_by(|one, other| other.cmp(one));
            assert_eq!(by_person[..2], [3412, 2310], "seed {seed}");
            assert!(by_person[2] < 2000, "seed {seed}: the third has {}", by_person[2]);
        }
    }
}

#[test]
fn rows_are_in_time_order_and_well_formed() {
    for seed in SEEDS {
        let demo = build("demo", seed).unwrap();
        let people: BTreeSet<_> = demo
            .directory
            .people
            .iter()
            .map(|person| person.user_principal_name.as_str())
            .collect();
        let range = seconds("2026-09-01T00:00:00Z")..=demo.starts_at.timestamp();
        let mut order = Vec::new();
        for row in demo.usage() {
            assert!(range.contains(&row.at), "{row:?}");
            assert!(row.user.is_empty() || people.contains(row.user.as_str()), "{row:?}");
            assert!(row.quantity.0 > 0, "{row:?}");
            assert!(!row.feature.is_empty(), "{row:?}");
            assert_eq!(
                row.user.is_empty(),
                !row.circumstances.authenticated,
                "who signs in has a name: {row:?}"
            );
            order.push((row.at, row.event_id.expect("every row has an event id")));
        }
        assert!(order.is_sorted(), "by time, then event id");
        let ids: BTreeSet<_> = order.iter().map(|(_, id)| id).collect();
        assert_eq!(ids.len(), order.len(), "event ids are unique");
        assert!((60_000..=120_000).contains(&order.len()), "{} rows", order.len());
    }
}

#[test]
fn each_outcome_exists_and_blocked_use_is_rare_where_policies_are() {
    let demo = build("demo", 0).unwrap();
    let tenant = replay::tenant(&demo);
    let rows = replay::judged(&demo, &tenant);
    let count = |service: Service, outcome: Outcome| {
        rows.iter()
            .filter(|row| row.row.service == service && row.judged.outcome == outcome)
            .count()
    };
    let uncovered = Outcome::Blocked(BlockedReason::NotCovered);
    assert_eq!(count(Service::CopilotChat, uncovered), 0, "everybody is covered");
    assert_eq!(count(Service::SharePointAgents, uncovered), 60);
    assert_eq!(count(Service::RetrievalApi, uncovered), 8);
    for service in Service::PAY_AS_YOU_GO {
        assert!(count(service, Outcome::Included) > 0, "{}", service.label());
    }
    let studio = |wanted: fn(Outcome) -> bool| {
        let of_studio = rows.iter().filter(|row| row.row.service == Service::CopilotStudio);
        of_studio.filter(|row| wanted(row.judged.outcome)).count()
    };
    assert_eq!(studio(|outcome| outcome == Outcome::Blocked(BlockedReason::NoPayer)), 0);
    assert!(studio(|outcome| matches!(outcome, Outcome::Paid(Payer::Allocation(_)))) > 1000);
    for paid in [
        (|outcome| matches!(outcome, Outcome::Paid(Payer::TenantPool))) as fn(Outcome) -> bool,
        |outcome| matches!(outcome, Outcome::Paid(Payer::OverCapacity)),
        |outcome| matches!(outcome, Outcome::Paid(Payer::PrePurchase(..))),
        |outcome| matches!(outcome, Outcome::Paid(Payer::PayAsYouGo(PayAsYouGo::Plan(_)))),
        |outcome| outcome == Outcome::Blocked(BlockedReason::CapacityUsedUp),
    ] {
        assert!(
            studio(paid) > 0,
            "each payer of the Power Platform side has paid or passed"
        );
    }
    assert!(count(Service::CopilotChat, Outcome::NotCharged(NotChargedRule::TestUse)) > 20);
    assert!(count(Service::CopilotStudio, Outcome::NotCharged(NotChargedRule::TestUse)) > 20);
    assert!(
        count(
            Service::CopilotStudio,
            Outcome::NotCharged(NotChargedRule::UnknownFeature)
        ) > 10
    );
    assert!(
        rows.iter()
            .all(|row| row.judged.outcome != Outcome::NotCharged(NotChargedRule::NotOnCard)),
        "each known feature has a rate"
    );
}

#[test]
fn agents_of_copilot_studio_show_each_circumstance() {
    let demo = build("demo", 0).unwrap();
    let studio: Vec<_> = demo
        .usage()
        .filter(|row| row.service == Service::CopilotStudio)
        .collect();
    let environments: BTreeSet<_> = studio.iter().map(|row| row.environment.as_str()).collect();
    let default = format!("{} (default)", demo.tenant_name);
    for name in ["msdyn_viva", "Customer Care Production", default.as_str()] {
        assert!(environments.contains(name), "{name} is in {environments:?}");
    }
    assert!(studio.iter().any(|row| row.agent.is_empty()), "an agent without a name");
    assert!(
        studio
            .iter()
            .any(|row| row.circumstances.trigger == Trigger::Autonomous)
    );
    assert!(
        studio
            .iter()
            .any(|row| row.circumstances.audience == Audience::External)
    );
    assert!(studio.iter().any(|row| row.feature == "Agent flow actions"));
}

#[test]
fn who_was_licensed_a_week_ago_was_billed_before_and_not_after() {
    let demo = build("demo", 0).unwrap();
    let tenant = replay::tenant(&demo);
    let begins_at = demo.begins_at.timestamp();
    let licence = demo
        .directory
        .licences
        .iter()
        .find(|held| held.from > begins_at)
        .unwrap();
    for row in replay::judged(&demo, &tenant) {
        if row.person != Some(licence.person) {
            continue;
        }
        match row.judged.outcome {
            Outcome::Paid(_) => assert!(row.row.at < licence.from),
            Outcome::Included => assert!(row.row.at >= licence.from),
            other => panic!("{other:?}"),
        }
    }
    let credits = credits_by(&replay::judged(&demo, &tenant), |row| {
        (row.person == Some(licence.person)).then_some(row.judged.outcome == Outcome::Included)
    });
    assert_eq!(credits, BTreeMap::from([(false, 480), (true, 130)]));
}

#[test]
fn everybody_in_both_groups_used_agents_that_the_older_policy_paid_for() {
    let demo = build("demo", 0).unwrap();
    let tenant = replay::tenant(&demo);
    let rows = replay::judged(&demo, &tenant);
    let (older, younger) = (
        replay::policy(&tenant, "Service knowledge"),
        replay::policy(&tenant, "Bids and proposals"),
    );
    let members = |name: &str| {
        let place = demo.directory.groups.iter().position(|group| group.name == name);
        replay::members(&demo, place.unwrap() as u32)
    };
    let bid_team = members("Bid and proposal team");
    for person in members("Service knowledge readers") {
        if !bid_team.contains(&person) {
            continue;
        }
        let of_person = |outcome| {
            rows.iter()
                .filter(|row| row.person == Some(person) && row.judged.outcome == outcome)
                .count()
        };
        assert!(of_person(Outcome::Paid(Payer::policy(older))) > 0);
        assert_eq!(of_person(Outcome::Paid(Payer::policy(younger))), 0);
    }
}

#[test]
fn one_agent_had_a_day_six_times_as_busy_and_one_week_was_quiet() {
    for seed in SEEDS {
        let demo = build("demo", seed).unwrap();
        let tenant = replay::tenant(&demo);
        let rows = replay::judged(&demo, &tenant);
        let chat = |row: &JudgedRow| row.row.service == Service::CopilotChat;
        let agent = credits_by(&rows, |row| {
            (chat(row) && row.row.agent == "Benefits Guide").then(|| date(row))
        });
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let neighbours = (agent[&day(11, 4)] + agent[&day(11, 12)]) / 2;
        let tenfold = agent[&day(11, 5)] * 10 / neighbours;
        assert!((45..=80).contains(&tenfold), "seed {seed}: {tenfold} tenths");

        let weeks = credits_by(&rows, |row| chat(row).then(|| date(row).iso_week().week()));
        let quiet = day(10, 28).iso_week().week();
        assert!(
            weeks[&quiet] * 2 < weeks[&(quiet - 1)] && weeks[&quiet] * 2 < weeks[&(quiet + 1)],
            "seed {seed}: {weeks:?}"
        );
        let days = credits_by(&rows, |row| chat(row).then(|| date(row)));
        assert!(
            days.get(&day(10, 10)).copied().unwrap_or(0) * 5 < days[&day(10, 8)],
            "week-ends are calm"
        );
    }
}
