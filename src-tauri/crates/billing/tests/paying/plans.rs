//! Billing plans: what commands about them are answered with.
//!
//! Source: Microsoft, Set up pay-as-you-go (2025-01-27).

use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::ids::{EnvironmentId, PlanId};
use meterdesk_billing::platform::{EnvironmentKind, PlanKind, PlanProduct, PlanStatus, Workload};
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::tenant::*;

use crate::support::{World, person, subscription_id};

fn world() -> World {
    let mut world = World::new();
    world.facts.actor.roles = vec![AdminRole::PowerPlatform];
    for (name, kind, region) in [
        ("North", EnvironmentKind::Production, "Europe"),
        ("South", EnvironmentKind::Sandbox, "Europe"),
        ("Far", EnvironmentKind::Production, "Asia"),
        ("Trial", EnvironmentKind::Trial, "Europe"),
        ("Everybody's", EnvironmentKind::Default, "Europe"),
    ] {
        let made = world.act(Command::Platform(PlatformCommand::CreateEnvironment {
            name: name.into(),
            kind,
            region: region.into(),
            managed: false,
            workload: Workload::None,
        }));
        made.expect("the environment can be made");
    }
    world
}

fn plan_wish(name: &str, kind: PlanKind) -> CreatePlan {
    CreatePlan {
        name: name.into(),
        kind,
        subscription: subscription_id(),
        resource_group: "rg-one".into(),
        region: "Europe".into(),
        products: vec![PlanProduct::CopilotStudio],
        environments: Vec::new(),
        move_linked: false,
    }
}

fn act(world: &mut World, command: PlanCommand) -> Result<Vec<Event>, Refusal> {
    world.act(Command::Platform(PlatformCommand::Plan(command)))
}

fn made(world: &mut World, wish: CreatePlan) -> PlanId {
    act(world, PlanCommand::Create(wish)).expect("the plan can be made");
    let plans = &world.tenant.platform.now().plans;
    plans.last().expect("it was made").facts.plan
}

fn refused(world: &mut World, command: PlanCommand) -> (&'static str, Option<&'static str>) {
    let before = world.tenant.clone();
    let refusal = act(world, command).expect_err("this is to be refused");
    assert_eq!(world.tenant, before, "a refusal changes nothing");
    (refusal.code(), refusal.field())
}

fn environment(world: &World, name: &str) -> EnvironmentId {
    let platform = world.tenant.platform.now();
    platform.environment_named(name).expect("it was made").facts.environment
}

fn target(plan: PlanId) -> PlanTarget {
    PlanTarget { plan, revision: None }
}

fn link(world: &World, plan: PlanId, name: &str, move_linked: bool) -> PlanCommand {
    PlanCommand::Link {
        target: target(plan),
        add: vec![environment(world, name)],
        remove: Vec::new(),
        move_linked,
    }
}

fn linked(world: &World, plan: PlanId) -> Vec<&str> {
    let environments = world.tenant.platform.now().linked_to(plan);
    environments.map(|known| known.facts.name.as_str()).collect()
}

#[test]
fn a_plan_is_made_with_its_environments_and_is_provisioning_at_first() {
    let mut world = world();
    let environments = vec![environment(&world, "North"), environment(&world, "South")];
    let plan = made(
        &mut world,
        CreatePlan {
            environments,
            ..plan_wish("Service", PlanKind::AzureSubscription)
        },
    );
    assert_eq!(linked(&world, plan), ["North", "South"]);
    let now = world.tenant.now.timestamp();
    let known = world.tenant.platform.now().plan(plan).expect("it was made");
    assert_eq!(known.status_at(now), PlanStatus::Provisioning);
    assert_eq!(known.status_at(now + 899), PlanStatus::Provisioning);
    assert_eq!(known.status_at(now + 900), PlanStatus::Enabled);
}

#[test]
fn what_is_wrong_with_a_plan_is_said_at_its_field() {
    let mut world = world();
    made(&mut world, plan_wish("Taken", PlanKind::AzureSubscription));
    let valid = plan_wish("New", PlanKind::AzureSubscription);
    let cases = [
        (
            CreatePlan {
                name: " taken".into(),
                ..valid.clone()
            },
            ("invalid_field", Some("name")),
        ),
        (
            CreatePlan {
                resource_group: String::new(),
                ..valid.clone()
            },
            ("not_found", Some("resourceGroup")),
        ),
        (
            CreatePlan {
                region: "Atlantis".into(),
                ..valid.clone()
            },
            ("invalid_field", Some("region")),
        ),
        (
            CreatePlan {
                products: Vec::new(),
                ..valid.clone()
            },
            ("invalid_field", Some("products")),
        ),
    ];
    for (wish, expected) in cases {
        assert_eq!(refused(&mut world, PlanCommand::Create(wish)), expected);
    }
    for (name, what) in [
        ("Far", "another region"),
        ("Trial", "a trial"),
        ("Everybody's", "the default"),
    ] {
        let environments = vec![environment(&world, name)];
        let wish = CreatePlan {
            environments,
            ..valid.clone()
        };
        let expected = ("conflict", Some("environment"));
        assert_eq!(refused(&mut world, PlanCommand::Create(wish)), expected, "{what}");
    }
}

#[test]
fn a_setting_opens_plans_to_default_and_developer_environments() {
    let mut world = world();
    let plan = made(&mut world, plan_wish("Service", PlanKind::AzureSubscription));
    let asked = link(&world, plan, "Everybody's", false);
    assert_eq!(refused(&mut world, asked.clone()).0, "conflict");
    world
        .act(Command::SetSetting {
            key: SettingKey::PlanEnvironments,
            choice: Choice::DefaultAndDeveloperToo,
            revision: None,
        })
        .expect("an administrator may");
    act(&mut world, asked).expect("the setting says so");
    let trial = link(&world, plan, "Trial", false);
    assert_eq!(refused(&mut world, trial).0, "conflict", "a trial never can");
}

#[test]
fn an_environment_has_one_plan_and_moves_only_where_that_is_wanted() {
    let mut world = world();
    let first = made(&mut world, plan_wish("First", PlanKind::AzureSubscription));
    let second = made(&mut world, plan_wish("Second", PlanKind::AzureSubscription));
    let to_first = link(&world, first, "North", false);
    act(&mut world, to_first).expect("it can be linked");
    let unasked = link(&world, second, "North", false);
    assert_eq!(refused(&mut world, unasked), ("conflict", Some("environment")));
    let moved = link(&world, second, "North", true);
    act(&mut world, moved).expect("the question was answered");
    assert_eq!((linked(&world, first), linked(&world, second)), (vec![], vec!["North"]));
    let again = link(&world, second, "North", true);
    assert_eq!(refused(&mut world, again).0, "conflict", "it is there already");
}

#[test]
fn a_deleted_plan_leaves_its_environments_and_its_name_free() {
    let mut world = world();
    let plan = made(&mut world, plan_wish("Service", PlanKind::AzureSubscription));
    let add = link(&world, plan, "North", false);
    act(&mut world, add).expect("it can be linked");
    act(&mut world, PlanCommand::Delete { target: target(plan) }).expect("it can be deleted");
    assert_eq!(world.tenant.platform.now().present_plans().count(), 0);
    let unknown = PlanCommand::Delete { target: target(plan) };
    assert_eq!(refused(&mut world, unknown), ("not_found", Some("plan")));
    let again = made(&mut world, plan_wish("Service", PlanKind::AzureSubscription));
    let add = link(&world, again, "North", false);
    act(&mut world, add).expect("it was set free");
}

#[test]
fn an_environment_administrator_changes_only_plans_of_their_own() {
    let mut world = world();
    let others = made(&mut world, plan_wish("Others'", PlanKind::AzureSubscription));
    let maker = world.facts.actor.id;
    world.facts.actor.roles = vec![AdminRole::Environment];
    let own = made(&mut world, plan_wish("Own", PlanKind::AzureSubscription));
    let disable = |plan| PlanCommand::Edit {
        target: target(plan),
        name: None,
        products: None,
        enabled: Some(false),
    };
    act(&mut world, disable(own)).expect("it is their own");
    act(&mut world, disable(others)).expect("the same person made it");
    world.facts.actor.id = person(2);
    let refusal = act(&mut world, PlanCommand::Delete { target: target(own) }).expect_err("somebody else made it");
    assert_eq!(refusal.code(), "not_allowed", "{maker} made it");
    world.facts.actor.roles = vec![AdminRole::Billing];
    assert_eq!(refused(&mut world, disable(own)).0, "not_allowed", "no planner's role");
}

#[test]
fn a_copilot_chat_plan_makes_its_environment_once_and_takes_it_over_only_where_that_is_wanted() {
    let mut world = world();
    let chat = |name: &str, move_linked| CreatePlan {
        products: Vec::new(),
        region: String::new(),
        move_linked,
        ..plan_wish(name, PlanKind::CopilotChat)
    };
    let first = made(&mut world, chat("Chat", false));
    assert_eq!(linked(&world, first), ["Microsoft 365 Copilot Chat"]);
    let unasked = PlanCommand::Create(chat("More chat", false));
    assert_eq!(refused(&mut world, unasked), ("conflict", Some("environment")));
    let second = made(&mut world, chat("More chat", true));
    assert_eq!(linked(&world, first), Vec::<&str>::new());
    assert_eq!(linked(&world, second), ["Microsoft 365 Copilot Chat"]);
    let products = PlanCommand::Edit {
        target: target(second),
        name: None,
        products: Some(vec![PlanProduct::PowerApps]),
        enabled: None,
    };
    assert_eq!(refused(&mut world, products), ("invalid_field", Some("products")));
}
