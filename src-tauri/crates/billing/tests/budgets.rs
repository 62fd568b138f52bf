//! Budgets: what is one, who may set it, and when settlement finds a threshold passed.

#![expect(clippy::unwrap_used, reason = "a test stops where its preparation fails")]

mod support;

use std::collections::HashMap;

use meterdesk_billing::budget::{Budget, BudgetRefusal, BudgetWatch, BudgetWish, HardStop, Reset};
use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::coverage::{Coverage, Population, Timeline, groups_needed};
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::ids::{GroupId, PolicyId};
use meterdesk_billing::settlement::{CarriedState, Happening, Outcome, Payer, Settled, Settlement, judge};
use meterdesk_billing::tenant::{Command, Event, RecipientFacts, Refusal, Scope, Tenant};
use meterdesk_billing::units::{Credits, Quantity, Usd};
use meterdesk_billing::usage::{Circumstances, Service, UsageUnit};
use proptest::prelude::*;
use support::*;
use uuid::Uuid;

fn typed(amount: &str, thresholds: &[&str]) -> BudgetWish {
    BudgetWish {
        amount: amount.to_owned(),
        reset: Reset::Month,
        thresholds: thresholds.iter().map(|text| (*text).to_owned()).collect(),
        recipients: Vec::new(),
    }
}

fn budget(amount: &str, reset: Reset, thresholds: &[&str]) -> Budget {
    Budget::parse(&BudgetWish {
        reset,
        ..typed(amount, thresholds)
    })
    .unwrap()
}

fn refused(amount: &str, thresholds: &[&str]) -> (&'static str, Option<&'static str>) {
    let refusal = Budget::parse(&typed(amount, thresholds)).unwrap_err();
    (refusal.code(), refusal.field())
}

#[test]
fn what_is_no_budget_names_its_field() {
    for amount in [
        "",
        "0",
        "0.00",
        "-5",
        "12.345",
        "1,000",
        "$5",
        "ten",
        "1000000000.01",
        "99999999999999",
    ] {
        assert_eq!(
            refused(amount, &[]),
            ("invalid_field", Some("budget.amount")),
            "{amount}"
        );
    }
    assert_eq!(refused("5", &["0"]).1, Some("budget.thresholds.0"));
    assert_eq!(refused("5", &["50", "101"]).1, Some("budget.thresholds.1"));
    assert_eq!(refused("5", &["50", "80", "half"]).1, Some("budget.thresholds.2"));
    assert_eq!(refused("5", &["300"]).1, Some("budget.thresholds.0"));
    assert_eq!(
        refused("5", &["50", "80", " 50 "]).1,
        Some("budget.thresholds.2"),
        "repeated"
    );
    assert_eq!(
        refused("5", &["100"]).1,
        Some("budget.thresholds.0"),
        "100 is there anyway"
    );
    assert_eq!(
        refused("5", &["50", "60", "70", "80", "90"]),
        ("limit_reached", Some("budget.thresholds.4")),
        "a fifth besides 100, so a sixth would be the same"
    );
    let parsed = Budget::parse(&typed(" 249.5 ", &["80", "5"])).unwrap();
    assert_eq!(
        (parsed.amount(), parsed.thresholds()),
        (Usd(24_950_000_000), &[5, 80, 100][..])
    );
}

#[test]
fn a_stored_budget_that_is_none_is_not_read() {
    let good =
        serde_json::json!({ "amount": 100_000_000, "reset": "month", "thresholds": [80, 100], "recipients": [] });
    let read = serde_json::from_value::<Budget>(good.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), good);
    for (field, value) in [
        ("amount", serde_json::json!(0)),
        ("amount", serde_json::json!(1)),
        ("thresholds", serde_json::json!([80])),
        ("thresholds", serde_json::json!([0, 100])),
        ("thresholds", serde_json::json!([100, 100])),
        ("thresholds", serde_json::json!([1, 2, 3, 4, 5, 100])),
        ("reset", serde_json::json!("week")),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        assert!(serde_json::from_value::<Budget>(bad.clone()).is_err(), "{bad}");
    }
}

fn set(world: &mut World, policy: PolicyId, budget: Option<Budget>) -> Result<Vec<Event>, Refusal> {
    world.act(Command::SetBudget {
        policy,
        revision: None,
        budget,
    })
}

#[test]
fn a_budget_is_set_changed_and_removed_by_who_manages_policies() {
    let mut world = World::new();
    let policy = world.policy("A", Scope::AllUsers);
    let before = world.tenant.policy(policy).unwrap().revision;
    assert!(matches!(
        set(&mut world, policy, None),
        Err(Refusal::Budget(BudgetRefusal::NoBudget(_)))
    ));
    set(&mut world, policy, Some(budget("500", Reset::Month, &[]))).unwrap();
    let known = world.tenant.policy(policy).unwrap().clone();
    assert_eq!(known.budget().unwrap().amount(), Usd(50_000_000_000));
    assert!(
        known.revision > before,
        "an edit that rests on an older revision is refused"
    );
    let stale = Command::SetBudget {
        policy,
        revision: Some(before),
        budget: None,
    };
    assert_eq!(world.act(stale).unwrap_err().code(), "changed_meanwhile");
    set(&mut world, policy, None).unwrap();
    assert_eq!(world.tenant.policy(policy).unwrap().budget(), None);
    world.facts.actor.roles = vec![AdminRole::GlobalReader];
    let refusal = set(&mut world, policy, Some(budget("1", Reset::Year, &[]))).unwrap_err();
    assert_eq!(refusal.code(), "not_allowed");
}

#[test]
fn recipients_are_mail_enabled_groups() {
    let mut world = World::new();
    let policy = world.policy("A", Scope::AllUsers);
    let group = |number| GroupId(Uuid::from_u128(number));
    let known = |number, mail_enabled| RecipientFacts {
        group: group(number),
        name: format!("Group {number}"),
        mail_enabled,
    };
    world.facts.recipients = vec![known(1, true), known(2, false)];
    let to = |recipients: &[u128]| {
        let recipients = recipients.iter().map(|number| group(*number)).collect();
        Some(
            Budget::parse(&BudgetWish {
                recipients,
                ..typed("5", &[])
            })
            .unwrap(),
        )
    };
    set(&mut world, policy, to(&[1, 1])).unwrap();
    assert_eq!(
        world.tenant.policy(policy).unwrap().budget().unwrap().recipients(),
        [group(1)]
    );
    for (recipients, code) in [(vec![1, 2], "invalid_field"), (vec![3], "not_found")] {
        let refusal = set(&mut world, policy, to(&recipients)).unwrap_err();
        assert_eq!((refusal.code(), refusal.field()), (code, Some("budget.recipients")));
    }
}

const FEATURES: [Option<Feature>; 1] = [Some(Feature::SharePointAgentInteraction)];

/// A prompt to a SharePoint agent: 12 credits, $0.12.
fn prompt(at: i64, person: u32) -> UsageUnit {
    UsageUnit {
        at,
        person: Some(person),
        service: Service::SharePointAgents,
        agent: 0,
        environment: 0,
        feature: 0,
        quantity: Quantity::whole(1),
        circumstances: Circumstances::default(),
        act_seq: None,
        conversation: 0,
        order: 0,
    }
}

/// Everybody of an even number is in group 2.
fn coverage(tenant: &Tenant, range: (i64, i64)) -> Coverage {
    let members = |group| {
        (0..10)
            .filter(move |person| group == GroupId(Uuid::from_u128(1)) || person % 2 == 0)
            .map(|person| (person, i64::MIN, None))
    };
    let groups: HashMap<_, _> = groups_needed(tenant)
        .into_iter()
        .map(|group| (group, Population::from_rows(members(group), range)))
        .collect();
    Coverage::compile(tenant, Timeline::Actual, groups, Population::default())
}

fn settle(tenant: &Tenant, range: (i64, i64), units: &[UsageUnit], state: CarriedState) -> Settled {
    let coverage = coverage(tenant, range);
    let watch = BudgetWatch::compile(tenant, range);
    let mut settlement = Settlement::new(Catalogue::built_in(), &coverage, &FEATURES, state).watching(watch);
    let inside = units.iter().filter(|unit| (range.0..range.1).contains(&unit.at));
    inside.for_each(|unit| settlement.add(unit));
    settlement.finish()
}

fn seconds(text: &str) -> i64 {
    at(text).timestamp()
}

/// Percentages passed, with their second and the spending at it.
fn passed(settled: &Settled) -> Vec<(u8, i64, String)> {
    let mut found: Vec<_> = settled
        .happenings
        .iter()
        .filter_map(|(happening, at)| match happening {
            Happening::BudgetThresholdPassed { threshold, spent } => {
                Some((threshold.percent, *at, Usd(*spent).to_string()))
            }
            _ => None,
        })
        .collect();
    found.sort_by_key(|(percent, at, _)| (*at, *percent));
    found
}

/// A policy of a group that everybody is in, connected to SharePoint agents since [`START`].
fn spending() -> (World, PolicyId) {
    let mut world = World::new();
    let policy = world.policy("A", group(1));
    world.connect(Service::SharePointAgents, policy).unwrap();
    (world, policy)
}

#[test]
fn thresholds_are_passed_in_the_second_that_reaches_them_and_mailed_a_day_later() {
    let (mut world, policy) = spending();
    let owners = GroupId(Uuid::from_u128(9));
    world.facts.recipients = vec![RecipientFacts {
        group: owners,
        name: "Owners".into(),
        mail_enabled: true,
    }];
    let wish = BudgetWish {
        recipients: vec![owners],
        ..typed("0.48", &["50"])
    };
    set(&mut world, policy, Some(Budget::parse(&wish).unwrap())).unwrap();
    let first = seconds("2026-11-10T09:00:00Z");
    let units: Vec<_> = (0..6).map(|place| prompt(first + place * 60, 3)).collect();
    let range = (seconds("2026-11-01T00:00:00Z"), seconds("2026-12-01T00:00:00Z"));
    let settled = settle(&world.tenant, range, &units, CarriedState::default());
    assert_eq!(
        passed(&settled),
        [
            (50, first + 60, "0.24".to_owned()),
            (100, first + 180, "0.48".to_owned())
        ],
        "exactly reached is passed"
    );
    let mails: Vec<_> = settled
        .happenings
        .iter()
        .filter_map(|(happening, at)| match happening {
            Happening::BudgetMailArrived { threshold, recipients } => {
                Some((threshold.percent, *at - first, recipients.clone()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        mails,
        [(50, 60 + 86_400, vec![owners]), (100, 180 + 86_400, vec![owners])]
    );
    assert!(
        settled
            .rollup
            .keys()
            .all(|key| key.outcome == Outcome::Paid(Payer::policy(policy))),
        "a budget stops nothing"
    );
}

#[test]
fn a_budget_set_in_the_middle_counts_the_whole_period_and_a_changed_amount_begins_anew() {
    let (mut world, policy) = spending();
    let at_start = world.tenant.now.timestamp();
    let units: Vec<_> = (1..=4).map(|place| prompt(at_start + place, 3)).collect();
    world.advance("2026-11-20T00:00:00Z");
    set(&mut world, policy, Some(budget("0.40", Reset::Month, &["50"]))).unwrap();
    world.advance("2026-11-21T00:00:00Z");
    set(&mut world, policy, Some(budget("0.40", Reset::Month, &["50", "90"]))).unwrap();
    world.advance("2026-11-22T00:00:00Z");
    set(&mut world, policy, Some(budget("0.60", Reset::Month, &["50", "90"]))).unwrap();
    let range = (seconds("2026-11-01T00:00:00Z"), seconds("2026-12-01T00:00:00Z"));
    let settled = settle(&world.tenant, range, &units, CarriedState::default());
    let day = |day: &str| seconds(&format!("2026-11-{day}T00:00:00Z"));
    let spent = || "0.48".to_owned();
    assert_eq!(
        passed(&settled),
        [
            (50, day("20"), spent()),
            (100, day("20"), spent()),
            (90, day("21"), spent()),
            (50, day("22"), spent())
        ],
        "only what is new is told again"
    );
    world.disconnect(Service::SharePointAgents, policy).unwrap();
    let deleted = Command::DeletePolicy { policy, revision: None };
    world.act(deleted).unwrap();
    let later = [prompt(world.tenant.now.timestamp() + 60, 3)];
    let after = settle(&world.tenant, (day("22"), range.1), &later, settled.state);
    assert_eq!(passed(&after), [], "nobody is told about a deleted policy");
}

#[test]
fn a_quarter_adds_its_months_and_the_next_begins_from_nothing() {
    let (mut world, policy) = spending();
    set(&mut world, policy, Some(budget("0.24", Reset::Quarter, &[]))).unwrap();
    let mut state = CarriedState::default();
    let mut told = Vec::new();
    for (from, until, use_at) in [
        ("2026-11-01", "2026-12-01", "2026-11-10"),
        ("2026-12-01", "2027-01-01", "2026-12-10"),
        ("2027-01-01", "2027-02-01", "2027-01-10"),
        ("2027-02-01", "2027-03-01", "2027-02-10"),
    ] {
        let midnight = |day: &str| seconds(&format!("{day}T00:00:00Z"));
        let units = [prompt(midnight(use_at), 3)];
        let settled = settle(&world.tenant, (midnight(from), midnight(until)), &units, state);
        told.extend(passed(&settled).into_iter().map(|(percent, at, _)| (percent, at)));
        state = settled.state;
    }
    assert_eq!(
        told,
        [
            (100, seconds("2026-12-10T00:00:00Z")),
            (100, seconds("2027-02-10T00:00:00Z"))
        ]
    );
}

const YEARS: (i64, i64) = (1_793_491_200, 1_793_491_200 + 200 * 86_400);

/// A budget that changes now and then over half a year, across a new year.
fn budgeted() -> impl Strategy<Value = (Tenant, PolicyId, PolicyId)> {
    let change = (
        proptest::option::of((1_i64..400, 0_usize..3, 1_u8..100)),
        1_i64..60 * 86_400,
    );
    proptest::collection::vec(change, 1..5).prop_map(|changes| {
        let (mut world, policy) = spending();
        let younger = world.policy("B", group(2));
        world.connect(Service::SharePointAgents, younger).unwrap();
        for (wished, later) in changes {
            let budget = wished.map(|(cents, reset, percent)| {
                let reset = [Reset::Month, Reset::Quarter, Reset::Year][reset];
                budget(
                    &format!("{}.{:02}", cents / 100, cents % 100),
                    reset,
                    &[&percent.to_string()],
                )
            });
            // Where there is none, there is none to remove.
            let _ = set(&mut world, policy, budget);
            let to = world.tenant.now + chrono::TimeDelta::seconds(later);
            world.advance(&to.to_rfc3339());
        }
        (world.tenant, policy, younger)
    })
}

fn units() -> impl Strategy<Value = Vec<UsageUnit>> {
    let one = (YEARS.0..YEARS.1, 0_u32..6).prop_map(|(at, person)| prompt(at, person));
    proptest::collection::vec(one, 0..60)
}

proptest! {
    #[test]
    fn a_threshold_is_passed_once_in_a_period_and_never_before_it_is_reached((tenant, policy, _) in budgeted(), units in units()) {
        let settled = settle(&tenant, YEARS, &units, CarriedState::default());
        let coverage = coverage(&tenant, YEARS);
        let mut seen = std::collections::BTreeSet::new();
        for (happening, at) in &settled.happenings {
            let Happening::BudgetThresholdPassed { threshold, spent } = happening else { continue };
            prop_assert!(seen.insert(*threshold), "{threshold:?} twice");
            prop_assert!((threshold.from..threshold.until).contains(at));
            let paid: i64 = units
                .iter()
                .filter(|unit| (threshold.from..=*at).contains(&unit.at))
                .filter(|unit| judge(Catalogue::built_in(), &coverage, FEATURES[0], unit).outcome == Outcome::Paid(Payer::policy(policy)))
                .count() as i64;
            prop_assert!(*spent <= paid * 12_000_000, "what is spent in the second of a change may come after it");
            prop_assert!(*spent >= threshold.amount / 100 * i64::from(threshold.percent));
        }
    }

    #[test]
    fn a_run_cut_anywhere_gives_the_same((tenant, _, _) in budgeted(), units in units(), cut in YEARS.0..YEARS.1) {
        let whole = settle(&tenant, YEARS, &units, CarriedState::default());
        let first = settle(&tenant, (YEARS.0, cut), &units, CarriedState::default());
        let stored = serde_json::to_string(&first.state).unwrap();
        let second = settle(&tenant, (cut, YEARS.1), &units, serde_json::from_str(&stored).unwrap());
        prop_assert_eq!(&second.state, &whole.state);
        let mut happenings = first.happenings;
        happenings.extend(second.happenings);
        prop_assert_eq!(happenings, whole.happenings);
    }

    #[test]
    fn what_was_paid_is_what_a_stop_leaves_and_what_it_takes((tenant, policy, younger) in budgeted(), units in units(), stop in YEARS.0..YEARS.1) {
        let coverage = coverage(&tenant, YEARS);
        let mut what_if = HardStop::new(policy, stop, &coverage);
        let mut paid = (0, Credits::ZERO);
        for unit in &units {
            let judged = judge(Catalogue::built_in(), &coverage, FEATURES[0], unit);
            what_if.add(unit, judged);
            if judged.outcome == Outcome::Paid(Payer::policy(policy)) {
                paid.0 += 1;
                paid.1 += judged.credits;
                let goes_on = unit.person.is_some_and(|person| person % 2 == 0);
                let of = |stopped: &Option<&meterdesk_billing::budget::Stopped>| stopped.map_or(0, |stopped| stopped.uses);
                let person = what_if.people.get(&unit.person.unwrap());
                prop_assert!(unit.at > stop || !goes_on || of(&person) == 0, "the policy {younger} pays instead");
            }
        }
        let parts = [what_if.before, what_if.stopped, what_if.passed_on];
        prop_assert_eq!(parts.iter().map(|part| part.uses).sum::<u64>(), paid.0);
        prop_assert_eq!(parts.iter().map(|part| part.credits).sum::<Credits>(), paid.1);
        prop_assert_eq!(what_if.people.values().map(|part| part.credits).sum::<Credits>(), what_if.stopped.credits);
        prop_assert!(what_if.people.keys().all(|person| person % 2 == 1), "the others are covered twice");
    }
}
