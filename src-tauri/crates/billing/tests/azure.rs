//! Azure and the switches of the rules: who may change what, and what that does to who pays.

mod support;

use std::collections::HashMap;

use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::coverage::{Coverage, Population, Timeline, groups_needed};
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::ids::PolicyId;
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::settlement::{BlockedReason, Outcome, Payer, judge};
use meterdesk_billing::tenant::*;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Circumstances, Service, UsageUnit};
use support::*;

const TARGET: fn() -> SubscriptionTarget = || SubscriptionTarget {
    subscription: subscription_id(),
    revision: None,
};

fn held(number: u128, role: AzureRole, resource_group: Option<&str>) -> RoleAssignment {
    RoleAssignment {
        person: person(number),
        role,
        resource_group: resource_group.map(str::to_owned),
    }
}

fn grant(assignment: RoleAssignment) -> Command {
    Command::Azure(AzureCommand::GrantRole {
        target: TARGET(),
        assignment,
        person: "Bo".into(),
    })
}

fn remove(assignment: RoleAssignment) -> Command {
    Command::Azure(AzureCommand::RemoveRole {
        target: TARGET(),
        assignment,
        person: "Bo".into(),
    })
}

fn disable() -> Command {
    Command::Azure(AzureCommand::Disable(TARGET()))
}

fn enable() -> Command {
    Command::Azure(AzureCommand::Enable(TARGET()))
}

fn delete_group(name: &str) -> Command {
    Command::Azure(AzureCommand::DeleteResourceGroup {
        target: TARGET(),
        name: name.into(),
    })
}

fn create_group(name: &str) -> Command {
    Command::Azure(AzureCommand::CreateResourceGroup {
        target: TARGET(),
        name: name.into(),
        region: "West Europe".into(),
    })
}

fn switch(key: SettingKey, choice: Choice) -> Command {
    Command::SetSetting {
        key,
        choice,
        revision: None,
    }
}

/// A world whose actor owns the subscription besides being AI administrator.
fn owner() -> World {
    let mut world = World::new();
    world.tenant.subscriptions[0]
        .role_assignments
        .push(held(1, AzureRole::Owner, None));
    world
}

fn refused(world: &mut World, command: Command) -> (&'static str, Option<&'static str>) {
    let refusal = world
        .act(command.clone())
        .expect_err(&format!("{command:?} is refused"));
    assert!(refusal.to_string().len() > 20, "a refusal says something: {refusal}");
    (refusal.code(), refusal.field())
}

/// What becomes of a prompt of person 1 at that second.
fn outcome(world: &World, timeline: Timeline, at: i64) -> Outcome {
    let groups = groups_needed(&world.tenant)
        .into_iter()
        .map(|group| (group, Population::from_rows([(1, 0, None)], (at, at + 1))))
        .collect::<HashMap<_, _>>();
    let coverage = Coverage::compile(&world.tenant, timeline, groups, Population::default());
    let unit = UsageUnit {
        at,
        person: Some(1),
        service: Service::SharePointAgents,
        agent: 0,
        environment: 0,
        feature: 0,
        quantity: Quantity::whole(1),
        circumstances: Circumstances::default(),
        act_seq: None,
        conversation: 0,
        order: 0,
    };
    judge(
        Catalogue::built_in(),
        &coverage,
        Some(Feature::SharePointAgentInteraction),
        &unit,
    )
    .outcome
}

fn now(world: &World) -> i64 {
    world.tenant.now.timestamp()
}

fn connected(world: &mut World, name: &str, number: u128) -> PolicyId {
    let policy = world.policy(name, group(number));
    world
        .connect(Service::SharePointAgents, policy)
        .expect("it can be connected");
    policy
}

// Source: Azure built-in roles (2025): an Owner assigns roles, a Contributor does not.
#[test]
fn an_owner_grants_and_removes_roles_and_a_contributor_does_neither() {
    let reader = held(2, AzureRole::Reader, Some("rg-one"));
    let mut contributor = World::new();
    assert_eq!(
        refused(&mut contributor, grant(reader.clone())),
        ("not_allowed", Some("subscription"))
    );
    let mut world = owner();
    world.act(grant(reader.clone())).expect("an Owner may");
    assert_eq!(
        refused(&mut world, grant(reader.clone())),
        ("conflict", Some("role")),
        "nobody holds a role twice"
    );
    world.act(remove(reader.clone())).expect("an Owner may");
    assert_eq!(
        refused(&mut world, remove(reader)),
        ("not_found", Some("role")),
        "somebody removed it meanwhile"
    );
    let elsewhere = held(2, AzureRole::Reader, Some("rg-of-another-subscription"));
    assert_eq!(
        refused(&mut world, grant(elsewhere)),
        ("not_found", Some("resourceGroup"))
    );
}

// Source: Azure, troubleshoot role assignments (2025).
#[test]
fn the_last_owner_stays_until_there_is_another() {
    let mut world = owner();
    let mine = held(1, AzureRole::Owner, None);
    assert_eq!(refused(&mut world, remove(mine.clone())), ("conflict", Some("role")));
    world
        .act(grant(held(2, AzureRole::Owner, None)))
        .expect("another Owner");
    world.act(remove(mine)).expect("there is another");
    assert_eq!(
        refused(&mut world, disable()),
        ("not_allowed", Some("subscription")),
        "who is no longer Owner can't disable it"
    );
}

#[test]
fn an_owner_of_one_resource_group_grants_roles_on_that_one_only() {
    let mut world = World::new();
    world.tenant.subscriptions[0].role_assignments = vec![held(1, AzureRole::Owner, Some("rg-one"))];
    world
        .act(grant(held(2, AzureRole::Contributor, Some("rg-one"))))
        .expect("on the resource group that is owned");
    for place in [None, Some("rg-two")] {
        assert_eq!(
            refused(&mut world, grant(held(2, AzureRole::Contributor, place))),
            ("not_allowed", Some("subscription"))
        );
    }
}

#[test]
fn names_that_azure_or_the_tenant_can_not_take_are_refused_at_their_field() {
    let mut world = owner();
    let long = "x".repeat(91);
    for name in ["", "  ", "RG-One", "with space", "ends.", long.as_str()] {
        assert_eq!(
            refused(&mut world, create_group(name)),
            ("invalid_field", Some("name")),
            "{name:?}"
        );
    }
    world
        .act(create_group("rg_(three).2"))
        .expect("these letters are allowed");
    let create = |name: &str, resource_group: &str| {
        Command::Azure(AzureCommand::CreateSubscription {
            name: name.into(),
            resource_group: resource_group.into(),
            region: "West Europe".into(),
        })
    };
    assert_eq!(
        refused(&mut world, create("New", "rg")),
        ("not_allowed", None),
        "an AI administrator has no say over the billing account"
    );
    world.facts.actor.roles = vec![AdminRole::Billing];
    assert_eq!(
        refused(&mut world, create("main", "rg")),
        ("invalid_field", Some("name"))
    );
    assert_eq!(
        refused(&mut world, create("New", " ")),
        ("invalid_field", Some("resourceGroup"))
    );
    world.act(create("New", "rg")).expect("all is well");
    let made = world.tenant.subscriptions.last().expect("it was made");
    assert_eq!(
        made.role_assignments,
        [held(1, AzureRole::Owner, None)],
        "whoever makes it owns it"
    );
}

#[test]
fn a_disabled_subscription_takes_no_resource_group_and_no_second_disabling() {
    let mut world = owner();
    assert_eq!(refused(&mut world, enable()), ("conflict", Some("subscription")));
    world.act(disable()).expect("it is active");
    assert_eq!(refused(&mut world, disable()), ("conflict", Some("subscription")));
    assert_eq!(
        refused(&mut world, create_group("new")),
        ("invalid_field", Some("subscription"))
    );
    world.act(enable()).expect("it is disabled");
    world.act(create_group("new")).expect("it is active again");
}

#[test]
fn a_change_that_rests_on_an_older_look_is_refused() {
    let mut world = owner();
    let shown = world.tenant.subscription_revision(subscription_id());
    let rename = |revision| {
        Command::Azure(AzureCommand::CreateResourceGroup {
            target: SubscriptionTarget {
                subscription: subscription_id(),
                revision: Some(revision),
            },
            name: format!("rg-{revision}"),
            region: "West Europe".into(),
        })
    };
    world.act(rename(shown)).expect("nothing changed since");
    assert_eq!(refused(&mut world, rename(shown)), ("changed_meanwhile", None));
}

#[test]
fn while_a_subscription_is_disabled_its_policies_pay_for_nothing_unless_a_switch_says_so() {
    let mut world = owner();
    let policy = connected(&mut world, "Readers", 1);
    world.advance("2026-11-02T08:00:00Z");
    assert_eq!(
        outcome(&world, Timeline::Actual, now(&world)),
        Outcome::Paid(Payer::policy(policy))
    );
    world.act(disable()).expect("it is active");
    world.advance("2026-11-03T08:00:00Z");
    let disabled = now(&world) - 1;
    let blocked = Outcome::Blocked(BlockedReason::NotChargeable);
    assert_eq!(outcome(&world, Timeline::Actual, disabled), blocked);
    world.act(enable()).expect("it is disabled");
    world.advance("2026-11-04T08:00:00Z");
    let later = now(&world);
    assert_eq!(
        outcome(&world, Timeline::Actual, later),
        Outcome::Paid(Payer::policy(policy))
    );
    assert_eq!(
        outcome(&world, Timeline::Actual, disabled),
        blocked,
        "what held at the time of use counts"
    );
    assert_eq!(
        outcome(&world, Timeline::AsIf(world.tenant.now), disabled),
        Outcome::Paid(Payer::policy(policy)),
        "as if today's set-up had held, the subscription was active"
    );
    world
        .act(switch(SettingKey::DisabledSubscription, Choice::KeepsPaying))
        .expect("an administrator may");
    world.act(disable()).expect("it is active");
    world.advance("2026-11-05T08:00:00Z");
    assert_eq!(
        outcome(&world, Timeline::Actual, now(&world)),
        Outcome::Paid(Payer::policy(policy))
    );
    assert_eq!(
        outcome(&world, Timeline::Actual, disabled),
        blocked,
        "a switch changes nothing before it"
    );
}

#[test]
fn a_deleted_resource_group_stays_away_for_its_policies_even_if_one_of_its_name_comes_back() {
    let mut world = owner();
    let policy = connected(&mut world, "Readers", 1);
    world.act(delete_group("rg-one")).expect("an Owner may");
    world.act(create_group("rg-one")).expect("the name is free");
    world.advance("2026-11-02T08:00:00Z");
    assert_eq!(
        outcome(&world, Timeline::Actual, now(&world)),
        Outcome::Blocked(BlockedReason::NotChargeable)
    );
    let newer = connected(&mut world, "Newer", 2);
    world.advance("2026-11-03T08:00:00Z");
    assert_eq!(
        outcome(&world, Timeline::Actual, now(&world)),
        Outcome::Paid(Payer::policy(newer)),
        "the next policy that covers the person pays"
    );
    world
        .act(switch(SettingKey::DeletedResourceGroup, Choice::KeepsPaying))
        .expect("an administrator may");
    world.advance("2026-11-04T08:00:00Z");
    assert_eq!(
        outcome(&world, Timeline::Actual, now(&world)),
        Outcome::Paid(Payer::policy(policy))
    );
}

// Source: Use agents with pay-as-you-go billing (SharePoint) (2025-06-04): rights in Azure matter at set-up.
#[test]
fn who_loses_the_right_in_azure_leaves_policies_that_go_on_unless_a_switch_says_otherwise() {
    let mut world = owner();
    let policy = connected(&mut world, "Readers", 1);
    for mine in [held(1, AzureRole::Owner, None), held(1, AzureRole::Contributor, None)] {
        world.tenant.subscriptions[0]
            .role_assignments
            .push(held(2, AzureRole::Owner, None));
        world.facts.actor.id = person(2);
        world.act(remove(mine)).expect("another Owner removes it");
        world.facts.actor.id = person(1);
    }
    world.advance("2026-11-02T08:00:00Z");
    assert_eq!(
        outcome(&world, Timeline::Actual, now(&world)),
        Outcome::Paid(Payer::policy(policy))
    );
    world
        .act(switch(SettingKey::AzureRightsAfterSetUp, Choice::UseBlocked))
        .expect("an administrator may");
    world.advance("2026-11-03T08:00:00Z");
    assert_eq!(
        outcome(&world, Timeline::Actual, now(&world)),
        Outcome::Blocked(BlockedReason::NotChargeable)
    );
}

#[test]
fn the_oldest_of_two_policies_pays_and_from_the_switch_on_the_newest() {
    let mut world = World::new();
    let (older, newer) = (connected(&mut world, "Older", 1), connected(&mut world, "Newer", 2));
    world.advance("2026-11-02T08:00:00Z");
    let before = now(&world);
    world
        .act(switch(SettingKey::OverlapPayer, Choice::NewestPays))
        .expect("an administrator may");
    world.advance("2026-11-03T08:00:00Z");
    assert_eq!(
        outcome(&world, Timeline::Actual, before - 1),
        Outcome::Paid(Payer::policy(older))
    );
    assert_eq!(
        outcome(&world, Timeline::Actual, now(&world)),
        Outcome::Paid(Payer::policy(newer))
    );
    assert_eq!(
        outcome(&world, Timeline::AsIf(world.tenant.now), before - 1),
        Outcome::Paid(Payer::policy(newer))
    );
}

#[test]
fn a_run_is_made_anew_exactly_where_a_switch_or_azure_changed_what_it_judges() {
    let mut world = owner();
    connected(&mut world, "Readers", 1);
    world.advance("2026-11-02T08:00:00Z");
    let print = |world: &World, until| world.tenant.coverage_fingerprint(Timeline::Actual, until);
    let (past, present) = (now(&world), now(&world) + 3600);
    let (old_past, old_present) = (print(&world, past), print(&world, present));
    world.act(disable()).expect("it is active");
    assert_eq!(print(&world, past), old_past, "what lies before it stays");
    assert_ne!(print(&world, present), old_present);
    let disabled = print(&world, present);
    world
        .act(switch(SettingKey::DisabledSubscription, Choice::KeepsPaying))
        .expect("an administrator may");
    assert_ne!(print(&world, present), disabled);
    assert_eq!(print(&world, past), old_past);
}

#[test]
fn a_switch_that_decisions_obey_is_obeyed_from_then_on() {
    let mut world = World::new();
    let (group_policy, everybody) = (connected(&mut world, "Group", 1), world.policy("All", Scope::AllUsers));
    assert!(world.connect(Service::SharePointAgents, everybody).is_err());
    world
        .act(switch(SettingKey::AllUsersBesideGroups, Choice::Allowed))
        .expect("an administrator may");
    world
        .connect(Service::SharePointAgents, everybody)
        .expect("the switch allows it");

    world
        .act(switch(SettingKey::DisconnectDelay, Choice::QuarterHour))
        .expect("an administrator may");
    let events = world
        .disconnect(Service::SharePointAgents, group_policy)
        .expect("connected");
    let [Event::ServiceDisconnected { ends_at, .. }] = events.as_slice() else {
        panic!("one disconnection: {events:?}")
    };
    assert_eq!((*ends_at - world.tenant.now).num_minutes(), 15);

    for number in 0..8 {
        world.policy(&number.to_string(), Scope::AllUsers);
    }
    world
        .act(switch(SettingKey::MostPolicies, Choice::Ten))
        .expect("an administrator may");
    let refusal = world
        .act(Command::CreatePolicy(wish("11th", Scope::AllUsers)))
        .expect_err("there are ten");
    assert_eq!(refusal.code(), "limit_reached");
}

#[test]
fn a_switch_is_changed_by_who_may_do_more_than_look_and_to_something_else() {
    let mut world = World::new();
    let ten = || switch(SettingKey::MostPolicies, Choice::Ten);
    assert_eq!(
        refused(&mut world, switch(SettingKey::MostPolicies, Choice::Refused)),
        ("invalid_field", Some("value")),
        "it is a position of another switch"
    );
    assert_eq!(
        refused(&mut world, switch(SettingKey::MostPolicies, Choice::Fifty)),
        ("conflict", Some("value"))
    );
    for roles in [vec![], vec![AdminRole::GlobalReader]] {
        world.facts.actor.roles = roles;
        assert_eq!(refused(&mut world, ten()), ("not_allowed", None));
    }
    world.facts.actor.roles = vec![AdminRole::GlobalReader, AdminRole::License];
    world.act(ten()).expect("an administrator may");
    let stale = Command::SetSetting {
        key: SettingKey::MostPolicies,
        choice: Choice::Fifty,
        revision: Some(0),
    };
    assert_eq!(refused(&mut world, stale), ("changed_meanwhile", None));
}
