//! Settlement against a naive model, and the laws that hold for every month.

#[path = "support/adding_up.rs"]
mod adding_up;
mod support;

use std::collections::HashMap;

use adding_up::uses_add_up;
use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::coverage::{Coverage, Population, Timeline, UsedBefore, groups_needed};
use meterdesk_billing::ids::GroupId;
use meterdesk_billing::settlement::*;
use meterdesk_billing::tenant::{Scope, Tenant};
use meterdesk_billing::units::{Credits, Quantity};
use meterdesk_billing::usage::{Audience, Circumstances, PersonIndex, Service, Trigger, UsageUnit};
use proptest::prelude::*;
use support::*;
use uuid::Uuid;

const FEATURES: [Option<Feature>; 5] = [
    Some(Feature::GenerativeAnswer),
    Some(Feature::TenantGraphGrounding),
    Some(Feature::AgentFlowAction),
    Some(Feature::SharePointAgentInteraction),
    None,
];

/// Who is in which group, and who is licensed, from when until when.
type Spans = Vec<(PersonIndex, i64, Option<i64>)>;

#[derive(Debug, Clone)]
struct Directory {
    groups: HashMap<GroupId, Spans>,
    licensed: Spans,
}

fn coverage(tenant: &Tenant, directory: &Directory, range: (i64, i64), units: &[UsageUnit]) -> Coverage {
    let mut used = UsedBefore::default();
    for act in tenant.disconnecting_in(range) {
        let before = units
            .iter()
            .filter(|unit| unit.service == act.service && unit.at < act.at);
        used.add(act, before.filter_map(|unit| Some((unit.person?, unit.agent))));
    }
    let groups = groups_needed(tenant)
        .into_iter()
        .map(|group| {
            let rows = directory.groups.get(&group).cloned().unwrap_or_default();
            (group, Population::from_rows(rows, range))
        })
        .collect();
    let licensed = Population::from_rows(directory.licensed.clone(), range);
    Coverage::compile(tenant, Timeline::Actual, groups, licensed).knowing(used)
}

fn settle(
    tenant: &Tenant,
    directory: &Directory,
    range: (i64, i64),
    units: &[UsageUnit],
    state: CarriedState,
) -> Settled {
    let coverage = coverage(tenant, directory, range, units);
    let mut settlement = Settlement::new(Catalogue::built_in(), &coverage, &FEATURES, state).keeping_uses();
    units
        .iter()
        .filter(|unit| (range.0..range.1).contains(&unit.at))
        .for_each(|unit| settlement.add(unit));
    let settled = settlement.finish();
    uses_add_up(&settled);
    settled
}

fn unit(at: i64, person: Option<PersonIndex>, service: Service, feature: i64) -> UsageUnit {
    UsageUnit {
        at,
        person,
        service,
        agent: 0,
        environment: 0,
        feature,
        quantity: Quantity::whole(1),
        circumstances: Circumstances::default(),
        act_seq: None,
        conversation: 0,
        order: 0,
    }
}

/// The rules once more, as plainly as they can be said: a row at a time, nothing compiled, nothing kept.
fn naive(tenant: &Tenant, directory: &Directory, units: &[UsageUnit], unit: &UsageUnit) -> (Credits, &'static str) {
    let within = |spans: &Spans, person| {
        spans
            .iter()
            .any(|(who, from, until)| *who == person && *from <= unit.at && until.is_none_or(|until| unit.at < until))
    };
    let micro = match FEATURES[unit.feature as usize] {
        Some(Feature::GenerativeAnswer) => 2_000_000,
        Some(Feature::TenantGraphGrounding) => 10_000_000,
        Some(Feature::AgentFlowAction) => 130_000,
        Some(Feature::SharePointAgentInteraction) => 12_000_000,
        _ => return (Credits::ZERO, "notCharged"),
    };
    let credits = Credits(unit.quantity.0 / 1_000_000 * micro);
    let usual = unit.circumstances.trigger == Trigger::Interactive
        && unit.circumstances.audience == Audience::Employee
        && unit.circumstances.authenticated;
    if unit.circumstances.test {
        return (credits, "notCharged");
    }
    if usual && unit.person.is_some_and(|person| within(&directory.licensed, person)) {
        return (credits, "included");
    }
    let covered = tenant.connections.iter().any(|connection| {
        let policy = tenant.policy_ever(connection.policy).expect("policies stay");
        connection.service == unit.service
            && connection.period.from.timestamp() <= unit.at
            && connection.period.until.is_none_or(|until| unit.at < until.timestamp())
            && (unit.service == Service::RetrievalApi
                || connection.disconnected_at.is_none_or(|act| {
                    let known = |earlier: &UsageUnit| {
                        (earlier.person, earlier.service, earlier.agent) == (unit.person, unit.service, unit.agent)
                            && earlier.at < act.timestamp()
                    };
                    unit.at < act.timestamp() || units.iter().any(known)
                }))
            && unit.person.is_some_and(|person| match policy.scope {
                Scope::AllUsers => true,
                Scope::Group(group) => directory.groups.get(&group).is_some_and(|spans| within(spans, person)),
            })
    });
    let refused = !covered && unit.circumstances.attempt;
    let credits = if refused { Credits::ZERO } else { credits };
    (credits, if covered { "paid" } else { "blocked" })
}

const MONTH: (i64, i64) = (1_793_491_200, 1_796_083_200);

fn spans() -> impl Strategy<Value = Spans> {
    let span = (
        0_u32..6,
        MONTH.0 - 1000..MONTH.1,
        proptest::option::of(0_i64..2_000_000),
    )
        .prop_map(|(person, from, length)| (person, from, length.map(|length| from + length)));
    proptest::collection::vec(span, 0..12)
}

fn units() -> impl Strategy<Value = Vec<UsageUnit>> {
    let circumstances = (0_u8..3, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(trigger, external, authenticated, test, attempt)| Circumstances {
            trigger: [Trigger::Interactive, Trigger::Autonomous, Trigger::Schedule][trigger as usize],
            audience: if external {
                Audience::External
            } else {
                Audience::Employee
            },
            authenticated,
            test,
            attempt,
        },
    );
    let one = (
        MONTH.0..MONTH.1,
        proptest::option::of(0_u32..6),
        0_usize..4,
        0_i64..5,
        1_i64..50,
        circumstances,
        0_i64..2,
    )
        .prop_map(
            |(at, person, service, feature, quantity, circumstances, agent)| UsageUnit {
                agent,
                quantity: Quantity::whole(quantity),
                circumstances,
                ..unit(at, person, Service::ALL[service], feature)
            },
        );
    proptest::collection::vec(one, 0..60)
}

/// Two group policies and one for all users, connected and disconnected during the month.
fn acted() -> impl Strategy<Value = Tenant> {
    proptest::collection::vec((0_usize..3, 0_usize..3, any::<bool>(), 1_i64..200_000), 0..14).prop_map(|acts| {
        let mut world = World::new();
        let policies = [
            world.policy("A", group(1)),
            world.policy("B", group(2)),
            world.policy("All", Scope::AllUsers),
        ];
        for (policy, service, connect, seconds) in acts {
            let service = Service::PAY_AS_YOU_GO[service];
            // What the rules refuse simply does not happen.
            let _ = if connect {
                world.connect(service, policies[policy])
            } else {
                world.disconnect(service, policies[policy])
            };
            let to = world.tenant.now + chrono::TimeDelta::seconds(seconds);
            world.advance(&to.to_rfc3339());
        }
        world.tenant
    })
}

fn kind(outcome: Outcome) -> &'static str {
    outcome.to_stored().0
}

proptest! {
    #[test]
    fn settlement_agrees_with_a_naive_model(tenant in acted(), a in spans(), b in spans(), licensed in spans(), units in units()) {
        let group_id = |number| GroupId(Uuid::from_u128(number));
        let directory = Directory { groups: HashMap::from([(group_id(1), a), (group_id(2), b)]), licensed };
        let settled = settle(&tenant, &directory, MONTH, &units, CarriedState::default());
        let mut expected: HashMap<(&str, i64), (u64, Credits)> = HashMap::new();
        for unit in &units {
            let (credits, outcome) = naive(&tenant, &directory, &units, unit);
            let sum = expected.entry((outcome, unit.at.div_euclid(86_400))).or_default();
            sum.0 += 1;
            sum.1 += credits;
        }
        let mut found: HashMap<(&str, i64), (u64, Credits)> = HashMap::new();
        for (key, sum) in &settled.rollup {
            let entry = found.entry((kind(key.outcome), key.day)).or_default();
            entry.0 += sum.rows;
            entry.1 += sum.credits;
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn outcomes_sum_to_usage_in_whatever_order_it_comes(tenant in acted(), a in spans(), licensed in spans(), units in units(), seed in any::<u64>()) {
        let directory = Directory { groups: HashMap::from([(GroupId(Uuid::from_u128(1)), a)]), licensed };
        let settled = settle(&tenant, &directory, MONTH, &units, CarriedState::default());
        let quantity: Quantity = settled.rollup.values().map(|sum| sum.quantity).sum();
        prop_assert_eq!(quantity, units.iter().map(|unit| unit.quantity).sum::<Quantity>());
        prop_assert_eq!(settled.rollup.values().map(|sum| sum.rows).sum::<u64>(), units.len() as u64);
        let mut shuffled = units.clone();
        shuffled.sort_by_key(|unit| (unit.at as u64 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        prop_assert_eq!(settle(&tenant, &directory, MONTH, &shuffled, CarriedState::default()), settled);
    }

    #[test]
    fn one_run_over_two_spans_is_the_two_runs_one_after_the_other(tenant in acted(), a in spans(), units in units(), cut in MONTH.0..MONTH.1) {
        let directory = Directory { groups: HashMap::from([(GroupId(Uuid::from_u128(1)), a)]), licensed: Vec::new() };
        let whole = settle(&tenant, &directory, MONTH, &units, CarriedState::default());
        let first = settle(&tenant, &directory, (MONTH.0, cut), &units, CarriedState::default());
        let second = settle(&tenant, &directory, (cut, MONTH.1), &units, first.state.clone());
        let mut both = first.rollup.clone();
        for (key, sum) in &second.rollup {
            let entry = both.entry(*key).or_default();
            entry.rows += sum.rows;
            entry.quantity += sum.quantity;
            entry.credits += sum.credits;
        }
        prop_assert_eq!(both, whole.rollup);
        prop_assert_eq!(&second.state, &whole.state);
        let mut happenings = first.happenings;
        happenings.extend(second.happenings);
        prop_assert_eq!(happenings, whole.happenings);
    }
}

// Assumption: what the Microsoft 365 export shows, as a third party describes it.
#[test]
fn of_two_policies_that_cover_a_person_the_older_pays() {
    let mut world = World::new();
    let (older, younger) = (world.policy("Older", group(1)), world.policy("Younger", group(2)));
    world.connect(Service::SharePointAgents, younger).expect("connects");
    world.connect(Service::SharePointAgents, older).expect("connects");
    let member = vec![(4, 0, None)];
    let groups = HashMap::from([
        (GroupId(Uuid::from_u128(1)), member.clone()),
        (GroupId(Uuid::from_u128(2)), member),
    ]);
    let directory = Directory {
        groups,
        licensed: Vec::new(),
    };
    let settled = settle(
        &world.tenant,
        &directory,
        MONTH,
        &[unit(
            at("2026-11-20T00:00:00Z").timestamp(),
            Some(4),
            Service::SharePointAgents,
            3,
        )],
        CarriedState::default(),
    );
    let outcomes: Vec<_> = settled.rollup.keys().map(|key| key.outcome).collect();
    assert_eq!(
        outcomes,
        [Outcome::Paid(Payer::policy(older))],
        "not the one that was connected first"
    );
}

#[test]
fn a_use_in_the_second_of_connecting_is_judged_by_its_place_in_the_journal() {
    let mut world = World::new();
    let policy = world.policy("All", Scope::AllUsers);
    let before = world.tenant.head;
    world.connect(Service::CopilotChat, policy).expect("connects");
    let now = world.tenant.now.timestamp();
    let directory = Directory {
        groups: HashMap::new(),
        licensed: Vec::new(),
    };
    let coverage = coverage(&world.tenant, &directory, MONTH, &[]);
    let outcome = |act_seq| {
        let tried = UsageUnit {
            act_seq,
            ..unit(now, Some(1), Service::CopilotChat, 0)
        };
        kind(judge(Catalogue::built_in(), &coverage, FEATURES[0], &tried).outcome)
    };
    assert_eq!(outcome(Some(before)), "blocked", "tried before the connection");
    assert_eq!(outcome(Some(before + 2)), "paid", "tried after it");
    assert_eq!(
        outcome(None),
        "paid",
        "a row of a file carries no place: the second counts as after"
    );
}

// Source: Set up pay-as-you-go (2025-04-21), Disable pay-as-you-go: an agent that was not used is gone at once.
#[test]
fn while_a_disconnection_reaches_people_they_keep_the_agents_that_they_used_before() {
    let mut world = World::new();
    let policy = world.policy("All", Scope::AllUsers);
    for service in [Service::CopilotChat, Service::RetrievalApi] {
        world.connect(service, policy).expect("connects");
    }
    world.advance("2026-11-01T12:00:00Z");
    for service in [Service::CopilotChat, Service::RetrievalApi] {
        world.disconnect(service, policy).expect("disconnects");
    }
    let directory = Directory {
        groups: HashMap::new(),
        licensed: Vec::new(),
    };
    let used = |time: &str, person, agent| UsageUnit {
        agent,
        ..unit(at(time).timestamp(), Some(person), Service::CopilotChat, 0)
    };
    let before = used("2026-11-01T11:59:59Z", 1, 7);
    let coverage = coverage(&world.tenant, &directory, MONTH, &[before]);
    let outcome = |tried: UsageUnit| kind(judge(Catalogue::built_in(), &coverage, FEATURES[0], &tried).outcome);
    assert_eq!(outcome(used("2026-11-01T13:59:59Z", 1, 7)), "paid", "used before");
    assert_eq!(
        outcome(used("2026-11-01T14:00:00Z", 1, 7)),
        "blocked",
        "two hours later"
    );
    assert_eq!(outcome(used("2026-11-01T12:00:00Z", 1, 8)), "blocked", "another agent");
    assert_eq!(outcome(used("2026-11-01T12:00:00Z", 2, 7)), "blocked", "another person");
    assert_eq!(
        outcome(used("2026-11-01T11:59:59Z", 2, 8)),
        "paid",
        "before the disconnection, agents are new to everybody once"
    );
    let call = UsageUnit {
        service: Service::RetrievalApi,
        ..used("2026-11-01T13:59:59Z", 2, 8)
    };
    assert_eq!(outcome(call), "paid", "calls are charged until it is through");
}

#[test]
fn as_if_a_set_up_held_reaches_back_before_it_was_made() {
    let mut world = World::new();
    let policy = world.policy("All", Scope::AllUsers);
    world.connect(Service::CopilotChat, policy).expect("connects");
    let long_ago = unit(at("2026-09-01T00:00:00Z").timestamp(), Some(1), Service::CopilotChat, 0);
    let compile = |timeline| Coverage::compile(&world.tenant, timeline, HashMap::new(), Population::default());
    let outcome = |timeline| kind(judge(Catalogue::built_in(), &compile(timeline), FEATURES[0], &long_ago).outcome);
    assert_eq!(outcome(Timeline::Actual), "blocked");
    assert_eq!(outcome(Timeline::AsIf(world.tenant.now)), "paid");
}

#[test]
fn the_first_payment_and_the_first_block_are_told_once() {
    let mut world = World::new();
    let policy = world.policy("All", Scope::AllUsers);
    let connected = world.tenant.now.timestamp();
    world.connect(Service::CopilotChat, policy).expect("connects");
    let directory = Directory {
        groups: HashMap::new(),
        licensed: Vec::new(),
    };
    let rows = |first: i64| {
        [
            unit(first + 9, Some(1), Service::CopilotChat, 0),
            unit(first + 5, Some(1), Service::CopilotChat, 0),
            unit(first, None, Service::CopilotStudio, 0),
        ]
    };
    let november = settle(
        &world.tenant,
        &directory,
        MONTH,
        &rows(connected),
        CarriedState::default(),
    );
    let told: Vec<_> = november
        .happenings
        .iter()
        .map(|(happening, second)| (happening.clone(), second - connected))
        .collect();
    let first_paid = Happening::FirstPaid {
        policy,
        service: Service::CopilotChat,
    };
    assert_eq!(
        told,
        [
            (first_paid, 5),
            (
                Happening::FirstBlocked {
                    service: Service::CopilotStudio
                },
                0
            )
        ]
    );
    let december = settle(
        &world.tenant,
        &directory,
        (MONTH.1, MONTH.1 + 86_400),
        &rows(MONTH.1),
        november.state,
    );
    assert!(
        december.happenings.is_empty(),
        "the next month does not tell them again"
    );
}
