//! Events as journals hold them: one fixture for each kind and version ever written, read and folded by today's program.
//!
//! A fixture is never edited. A changed event gets a new version, a way to lift the older one, and a line of its own.

#![expect(clippy::unwrap_used, reason = "a test stops where its preparation fails")]

use std::collections::BTreeSet;

use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::{Event, EventError, Policy, Scope, SubscriptionState, Tenant};
use meterdesk_billing::time::Instant;
use serde_json::{Value, json};
use uuid::Uuid;

struct Fixture {
    kind: String,
    version: u32,
    body: Value,
}

impl Fixture {
    fn read(&self) -> Event {
        Event::from_stored(&self.kind, self.version, self.body.clone())
            .unwrap_or_else(|error| panic!("{} {}: {error}", self.kind, self.version))
    }
}

fn fixtures() -> Vec<Fixture> {
    let lines = include_str!("fixtures/events.jsonl").lines();
    let read = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        Fixture {
            kind: line["kind"].as_str().unwrap().to_owned(),
            version: u32::try_from(line["version"].as_u64().unwrap()).unwrap(),
            body: line["body"].clone(),
        }
    };
    lines.map(read).collect()
}

/// Every kind of event that there is, as reading an impossible one lists them.
fn kinds() -> Vec<String> {
    let refused = serde_json::from_value::<Event>(json!({ "kind": "no such kind", "body": null })).unwrap_err();
    let message = refused.to_string();
    let listed = message.split_once("expected one of ").expect("the kinds are listed").1;
    listed
        .split(", ")
        .map(|kind| kind.trim_matches('`').to_owned())
        .collect()
}

/// Every version of a kind that this program reads.
fn versions(kind: &str) -> impl Iterator<Item = u32> + '_ {
    let known = |version: &u32| {
        !matches!(
            Event::from_stored(kind, *version, Value::Null),
            Err(EventError::Unknown { .. })
        )
    };
    (1..).take_while(known)
}

#[test]
fn every_kind_and_version_of_event_has_a_fixture() {
    let present: BTreeSet<_> = fixtures()
        .into_iter()
        .map(|fixture| (fixture.kind, fixture.version))
        .collect();
    let kinds = kinds();
    assert!(kinds.len() >= 12, "the kinds were read: {kinds:?}");
    for kind in kinds {
        let newest = versions(&kind).last();
        assert!(newest.is_some(), "{kind} has a version");
        for version in versions(&kind) {
            assert!(
                present.contains(&(kind.clone(), version)),
                "add a line of {kind}, version {version}, to fixtures/events.jsonl"
            );
        }
    }
}

#[test]
fn an_event_is_stored_as_its_newest_fixture_says() {
    for fixture in fixtures() {
        let (kind, version, body) = fixture.read().to_stored();
        assert_eq!(kind, fixture.kind);
        assert_eq!(
            Some(version),
            versions(&kind).last(),
            "{kind} is written in its newest version"
        );
        if version == fixture.version {
            assert_eq!(
                body, fixture.body,
                "{kind}: what was read is written again, field by field"
            );
        }
        let again = Event::from_stored(&kind, version, body).unwrap();
        assert_eq!(again, fixture.read(), "{kind}: nothing is lost by storing it");
    }
}

#[test]
fn the_fixtures_fold_into_the_tenant_that_they_tell_of() {
    let at: Instant = "2026-11-17T10:00:00Z".parse().unwrap();
    let actor = PersonId(Uuid::from_u128(7));
    let mut tenant = Tenant::default();
    for fixture in fixtures() {
        let now = if tenant.head == 0 { at } else { tenant.now };
        tenant.apply(now, actor, &fixture.read());
    }
    assert_eq!(
        tenant.head,
        fixtures().len() as u64,
        "each event is one place in the journal"
    );
    assert_eq!((tenant.scenario.as_str(), tenant.seed), ("empty", 0));
    assert_eq!(tenant.started_at, at);
    assert_eq!(tenant.now, "2026-11-17T12:00:00Z".parse::<Instant>().unwrap());
    assert_eq!((tenant.datasets.len(), tenant.subscriptions.len()), (2, 2));
    let views: Vec<_> = tenant.cost_views.iter().map(|view| view.name.as_str()).collect();
    assert_eq!(views, ["Claims by agent"]);
    let created = &tenant.subscriptions[1];
    assert_eq!((created.resource_groups.len(), created.role_assignments.len()), (1, 1));
    assert_eq!(
        created.state,
        SubscriptionState::Active,
        "it was disabled and enabled again"
    );
    assert_eq!(tenant.settings.most_policies(), 10);
    let [policy, budgeted] = tenant.policies.as_slice() else {
        panic!("two policies were made: {:?}", tenant.policies)
    };
    let budgets = |policy: &Policy| -> Vec<_> {
        policy
            .budgets
            .iter()
            .map(|change| change.budget.as_ref().map(|budget| budget.amount().to_string()))
            .collect()
    };
    assert_eq!(
        budgets(policy),
        [Some("249.5".to_owned())],
        "version 1 knew no budget: it was set later"
    );
    assert_eq!(
        budgets(budgeted),
        [Some("500".to_owned()), None],
        "it was made with one, and it was removed"
    );
    assert!(matches!(policy.scope, Scope::Group(_)));
    assert_eq!((policy.created_by, policy.deleted_at), (actor, Some(tenant.now)));
    let [connection] = tenant.connections.as_slice() else {
        panic!("it was connected once: {:?}", tenant.connections)
    };
    assert_eq!(connection.period.from, at);
    assert_eq!(connection.period.until, Some("2026-11-17T14:00:00Z".parse().unwrap()));
    let [import] = tenant.imports.as_slice() else {
        panic!("one file was imported: {:?}", tenant.imports)
    };
    assert_eq!(import.reverted_at, Some(at), "it was taken back before the clock moved");
}

#[test]
fn what_this_program_does_not_know_is_never_guessed() {
    for (kind, version) in [
        ("clockTurnedBack", 1),
        ("clockAdvanced", 0),
        ("clockAdvanced", 2),
        ("ClockAdvanced", 1),
        ("", 1),
    ] {
        let body = json!({ "to": "2026-11-17T12:00:00Z" });
        let error = Event::from_stored(kind, version, body).unwrap_err();
        assert!(matches!(error, EventError::Unknown { .. }), "{kind} {version}: {error}");
    }
    for body in [json!(null), json!({}), json!({ "to": "noon" }), json!({ "to": 5 })] {
        let error = Event::from_stored("clockAdvanced", 1, body.clone()).unwrap_err();
        assert!(matches!(error, EventError::Malformed { .. }), "{body}: {error}");
    }
}
