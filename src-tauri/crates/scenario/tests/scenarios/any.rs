use std::collections::BTreeSet;

use meterdesk_billing::usage::UsageRow;
use meterdesk_scenario::{Scenario, build, names};
use sha2::{Digest, Sha256};

use crate::replay;

/// A hash over everything that a scenario hands out.
fn content_hash(scenario: &Scenario) -> String {
    let mut hash = Sha256::new();
    hash.update(scenario.directory.content_hash());
    hash.update(format!(
        "{} {} {} {} {:?} {:?}",
        scenario.tenant_name,
        scenario.default_actor,
        scenario.begins_at,
        scenario.starts_at,
        scenario.subscriptions,
        scenario.script
    ));
    for row in scenario.usage() {
        hash.update(format!("{row:?}\n"));
    }
    meterdesk_billing::hex(&hash.finalize())
}

fn every_scenario() -> impl Iterator<Item = Scenario> {
    names()
        .iter()
        .map(|name| build(name, 0).expect("each name can be built"))
}

#[test]
fn the_same_seed_is_the_same_tenant_and_another_seed_another() {
    for name in ["empty", "demo"] {
        let hash = |seed| content_hash(&build(name, seed).unwrap());
        assert_eq!(hash(3), hash(3), "{name}");
        assert_ne!(hash(3), hash(4), "{name}");
    }
    let large = |seed| build("large", seed).unwrap().directory.people[0].clone();
    assert_eq!(large(3), large(3));
    assert_ne!(large(3).id, large(4).id);
}

#[test]
fn a_name_that_is_no_scenario_builds_nothing() {
    assert!(build("Demo", 0).is_none());
    assert!(build("", 0).is_none());
}

#[test]
fn two_seeds_share_no_identity_and_no_event() {
    let (one, other) = (build("demo", 0).unwrap(), build("demo", 1).unwrap());
    let people = |scenario: &Scenario| -> BTreeSet<_> { scenario.directory.people.iter().map(|row| row.id).collect() };
    let groups = |scenario: &Scenario| -> BTreeSet<_> { scenario.directory.groups.iter().map(|row| row.id).collect() };
    let events = |scenario: &Scenario| -> BTreeSet<_> { scenario.usage().map(|row| row.event_id).collect() };
    assert!(people(&one).is_disjoint(&people(&other)));
    assert!(groups(&one).is_disjoint(&groups(&other)));
    assert!(events(&one).is_disjoint(&events(&other)));
    assert_ne!(one.tenant_name, other.tenant_name);
    let shape = |scenario: &Scenario| -> Vec<_> {
        let moved = |row: UsageRow| (row.at, row.agent, row.quantity);
        scenario.usage().map(moved).take(500).collect()
    };
    assert_ne!(shape(&one), shape(&other), "usage differs in more than its names");
}

#[test]
fn every_script_is_in_order_and_is_decided_without_a_refusal() {
    for scenario in every_scenario() {
        let times: Vec<_> = scenario.script.iter().map(|step| step.at).collect();
        assert!(times.is_sorted(), "{}", scenario.name);
        for at in times {
            assert!(
                (scenario.begins_at..=scenario.starts_at).contains(&at),
                "{}: {at}",
                scenario.name
            );
        }
        let tenant = replay::tenant(&scenario);
        assert_eq!(tenant.now, scenario.starts_at, "{}", scenario.name);
    }
}

#[test]
fn every_directory_is_sound() {
    for scenario in every_scenario() {
        let name = scenario.name;
        let directory = &scenario.directory;
        let (people, groups) = (directory.people.len(), directory.groups.len());
        let ids: BTreeSet<_> = directory.people.iter().map(|row| row.id).collect();
        let sign_in_names: BTreeSet<_> = directory.people.iter().map(|row| &row.user_principal_name).collect();
        let group_names: BTreeSet<_> = directory.groups.iter().map(|row| &row.name).collect();
        assert_eq!(ids.len(), people, "{name}: identities are unique");
        assert_eq!(sign_in_names.len(), people, "{name}: sign-in names are unique");
        assert_eq!(group_names.len(), groups, "{name}: group names are unique");
        assert!(
            ids.contains(&scenario.default_actor),
            "{name}: the acting person exists"
        );
        let mut memberships = directory.memberships.clone();
        memberships.sort_unstable();
        let held = memberships.len();
        memberships.dedup_by_key(|row| (row.person, row.what));
        assert_eq!(memberships.len(), held, "{name}: nobody is in a group twice");
        assert!(
            memberships
                .iter()
                .all(|row| (row.person as usize) < people && (row.what as usize) < groups),
            "{name}: memberships name people and groups that exist"
        );
        let holders: BTreeSet<_> = directory.licences.iter().map(|row| (row.person, row.what)).collect();
        assert_eq!(
            holders.len(),
            directory.licences.len(),
            "{name}: nobody holds a product twice"
        );
        let present = scenario.begins_at.timestamp()..=scenario.starts_at.timestamp();
        let starts = directory
            .licences
            .iter()
            .map(|row| row.from)
            .chain(directory.memberships.iter().map(|row| row.from))
            .chain(directory.roles.iter().map(|row| row.from));
        assert!(
            starts.into_iter().all(|from| present.contains(&from)),
            "{name}: all validity begins inside the journal"
        );
        let assigned = scenario
            .subscriptions
            .iter()
            .flat_map(|subscription| &subscription.role_assignments);
        for assignment in assigned {
            assert!(ids.contains(&assignment.person), "{name}: Azure roles name people");
        }
    }
}

#[test]
fn empty_has_just_what_a_first_policy_needs() {
    let empty = build("empty", 0).unwrap();
    assert_eq!(empty.directory.people.len(), 12);
    assert_eq!(empty.directory.groups.len(), 2);
    assert_eq!(empty.subscriptions.len(), 1);
    assert_eq!(empty.subscriptions[0].resource_groups.len(), 1);
    assert_eq!(empty.begins_at, empty.starts_at);
    assert!(empty.script.is_empty());
    assert_eq!(empty.usage().count(), 0);
}

#[test]
fn limits_has_as_many_policies_as_can_be_and_more_groups_than_one_page_offers() {
    let limits = build("limits", 0).unwrap();
    let tenant = replay::tenant(&limits);
    assert_eq!(tenant.present_policies().count(), tenant.settings.most_policies());
    assert!(limits.directory.groups.len() > 1_000);
    assert_eq!(limits.usage().count(), 0);
}

#[test]
fn large_is_as_large_as_promised() {
    let large = build("large", 0).unwrap();
    assert_eq!(large.directory.people.len(), 300_000);
    assert_eq!(large.directory.groups.len(), 5_000);
    assert_eq!(large.directory.memberships.len(), 1_500_000);
    assert_eq!(replay::tenant(&large).present_policies().count(), 20);
    assert_eq!(large.usage().count(), 0);
}
