//! What commands are answered with: the rules of policies, connections, the clock, and whom no license is assigned to.

mod support;

use meterdesk_billing::directory::{AdminRole, Product};
use meterdesk_billing::ids::{PersonId, PolicyId, SubscriptionId};
use meterdesk_billing::tenant::*;
use meterdesk_billing::usage::Service;
use support::*;
use uuid::Uuid;

fn refusal(world: &mut World, wish: CreatePolicy) -> (&'static str, Option<&'static str>) {
    let before = world.tenant.clone();
    let refusal = world
        .act(Command::CreatePolicy(wish))
        .expect_err("this wish is to be refused");
    assert_eq!(world.tenant, before, "a refusal changes nothing");
    (refusal.code(), refusal.field())
}

// Source: Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21), Step 1 and overview: creating enables nothing.
#[test]
fn a_new_policy_is_connected_to_nothing() {
    let mut world = World::new();
    let policy = world.policy("All staff", Scope::AllUsers);
    assert_eq!(
        world.tenant.policy(policy).map(|policy| policy.name.as_str()),
        Some("All staff")
    );
    assert!(world.tenant.connections.is_empty());
}

#[test]
fn what_is_wrong_with_a_policy_is_said_at_its_field() {
    let mut world = World::new();
    world.policy("Taken", Scope::AllUsers);
    let valid = wish("New", Scope::AllUsers);
    let cases = [
        (
            CreatePolicy {
                name: "  ".into(),
                ..valid.clone()
            },
            ("invalid_field", Some("name")),
        ),
        (
            CreatePolicy {
                name: "x".repeat(65),
                ..valid.clone()
            },
            ("invalid_field", Some("name")),
        ),
        (
            CreatePolicy {
                name: " taken ".into(),
                ..valid.clone()
            },
            ("invalid_field", Some("name")),
        ),
        (
            CreatePolicy {
                resource_group: "rg-other".into(),
                ..valid.clone()
            },
            ("not_found", Some("resourceGroup")),
        ),
        (
            CreatePolicy {
                region: "Atlantis".into(),
                ..valid.clone()
            },
            ("invalid_field", Some("region")),
        ),
        (
            CreatePolicy {
                terms_accepted: false,
                ..valid.clone()
            },
            ("invalid_field", Some("termsAccepted")),
        ),
        (
            CreatePolicy {
                subscription: SubscriptionId(Uuid::from_u128(1)),
                ..valid.clone()
            },
            ("not_found", Some("subscription")),
        ),
    ];
    for (wish, expected) in cases {
        assert_eq!(refusal(&mut world, wish), expected);
    }
    world.facts.group_exists = false;
    assert_eq!(
        refusal(&mut world, wish("New", group(5))),
        ("not_found", Some("users")),
        "the group was removed meanwhile"
    );
    world.facts.sharepoint_licence_exists = false;
    assert_eq!(
        refusal(&mut world, wish("New", Scope::AllUsers)),
        ("conflict", None),
        "a tenant without any licence with SharePoint takes no policy"
    );
}

// Source: the same document, Prerequisites: one of three roles, and Owner or Contributor on subscription and resource group.
#[test]
fn making_a_policy_needs_a_role_and_azure_rights() {
    let mut world = World::new();
    world.facts.actor.roles = vec![AdminRole::SharePoint, AdminRole::GlobalReader, AdminRole::License];
    assert_eq!(refusal(&mut world, wish("New", Scope::AllUsers)), ("not_allowed", None));
    for role in [AdminRole::Global, AdminRole::Billing, AdminRole::Ai] {
        world.facts.actor.roles = vec![role];
        world.facts.actor.id = person(2);
        let expected = ("not_allowed", Some("subscription"));
        assert_eq!(
            refusal(&mut world, wish("New", Scope::AllUsers)),
            expected,
            "{role:?} without Azure rights"
        );
        world.facts.actor.id = person(1);
        world.policy(role.label(), Scope::AllUsers);
    }
}

#[test]
fn a_role_on_another_resource_group_or_as_reader_is_not_enough() {
    let subscription = |assignments: Vec<RoleAssignment>| Subscription {
        id: subscription_id(),
        name: "S".into(),
        state: SubscriptionState::Active,
        resource_groups: vec![ResourceGroup {
            name: "rg-one".into(),
            region: "West Europe".into(),
        }],
        role_assignments: assignments,
    };
    let held = |role, resource_group: Option<&str>| RoleAssignment {
        person: person(1),
        role,
        resource_group: resource_group.map(str::to_owned),
    };
    let actor = World::new().facts.actor;
    let missing = |assignments, group| billing_right_missing(&actor, &subscription(assignments), group);
    assert_eq!(
        missing(vec![held(AzureRole::Owner, None)], Some("rg-one")),
        None,
        "a role on the subscription holds below it"
    );
    assert!(missing(vec![held(AzureRole::Reader, None)], None).is_some());
    let only_group = missing(vec![held(AzureRole::Owner, Some("rg-one"))], Some("rg-one"));
    assert!(
        only_group.is_some_and(|text| text.contains("subscription")),
        "the subscription itself is needed too"
    );
}

#[test]
fn a_disabled_subscription_takes_no_policy() {
    let mut world = World::new();
    world.tenant.subscriptions[0].state = SubscriptionState::Disabled;
    assert_eq!(
        refusal(&mut world, wish("New", Scope::AllUsers)),
        ("invalid_field", Some("subscription"))
    );
}

// Source: Set up Microsoft Copilot pay-as-you-go services (2026-07-17): 50 policies.
#[test]
fn the_fifty_first_policy_is_refused_until_one_is_deleted() {
    let mut world = World::new();
    let first = world.policy("0", Scope::AllUsers);
    for number in 1..50 {
        world.policy(&number.to_string(), Scope::AllUsers);
    }
    assert_eq!(
        refusal(&mut world, wish("51st", Scope::AllUsers)),
        ("limit_reached", Some("name"))
    );
    world
        .act(Command::DeletePolicy {
            policy: first,
            revision: None,
        })
        .expect("it can be deleted");
    world.policy("51st", Scope::AllUsers);
}

// Source: pay-as-you-go overview (2025-06-16); the reverse direction is an assumption.
#[test]
fn an_all_users_policy_shares_a_service_with_no_other() {
    let mut world = World::new();
    let (everybody, sales, support) = (
        world.policy("All", Scope::AllUsers),
        world.policy("Sales", group(1)),
        world.policy("Support", group(2)),
    );
    world
        .connect(Service::CopilotChat, everybody)
        .expect("the first policy");
    let refused = world
        .connect(Service::CopilotChat, sales)
        .expect_err("all users are connected");
    assert_eq!(refused.code(), "conflict");
    world
        .connect(Service::SharePointAgents, sales)
        .expect("another service is another matter");
    world
        .connect(Service::SharePointAgents, support)
        .expect("two groups may share a service");
    assert!(world.connect(Service::SharePointAgents, everybody).is_err());
    world.disconnect(Service::CopilotChat, everybody).expect("connected");
    world
        .connect(Service::CopilotChat, sales)
        .expect("the all-users policy was disconnected");
}

// Source: Set up pay-as-you-go (2025-04-21), Disable pay-as-you-go: up to two hours.
#[test]
fn a_disconnected_policy_covers_for_two_more_hours() {
    let mut world = World::new();
    let policy = world.policy("All", Scope::AllUsers);
    world.connect(Service::CopilotChat, policy).expect("connects");
    assert!(matches!(
        world.connect(Service::CopilotChat, policy),
        Err(Refusal::AlreadyConnected { .. })
    ));
    world.disconnect(Service::CopilotChat, policy).expect("disconnects");
    assert!(matches!(
        world.disconnect(Service::CopilotChat, policy),
        Err(Refusal::StillDisconnecting { .. })
    ));
    assert!(matches!(
        world.connect(Service::CopilotChat, policy),
        Err(Refusal::StillDisconnecting { .. })
    ));
    world.advance("2026-11-01T09:59:59Z");
    assert_eq!(world.tenant.present_connections(Service::CopilotChat).len(), 1);
    world.advance("2026-11-01T10:00:00Z");
    assert!(world.tenant.present_connections(Service::CopilotChat).is_empty());
    world
        .connect(Service::CopilotChat, policy)
        .expect("it may be connected again");
}

// Source: the same document, Delete a billing policy: any services connected to it are disconnected.
#[test]
fn deleting_a_policy_disconnects_all_its_services() {
    let mut world = World::new();
    let policy = world.policy("All", Scope::AllUsers);
    for service in Service::PAY_AS_YOU_GO {
        world.connect(service, policy).expect("connects");
    }
    let events = world
        .act(Command::DeletePolicy { policy, revision: None })
        .expect("deleted");
    assert_eq!(events.len(), 4, "three disconnections and the deletion");
    assert!(world.tenant.policy(policy).is_none());
    assert_eq!(
        world.tenant.present_connections(Service::CopilotChat).len(),
        1,
        "it reaches people within two hours"
    );
    assert!(matches!(
        world.act(Command::DeletePolicy { policy, revision: None }),
        Err(Refusal::PolicyUnknown)
    ));
    world.policy("All", Scope::AllUsers);
}

#[test]
fn a_decision_on_what_was_shown_before_a_change_is_refused() {
    let mut world = World::new();
    let policy = world.policy("All", Scope::AllUsers);
    let shown = world.tenant.policies[0].revision;
    world
        .connect(Service::CopilotChat, policy)
        .expect("somebody else connects it");
    let stale = world
        .act(Command::DeletePolicy {
            policy,
            revision: Some(shown),
        })
        .expect_err("it has changed");
    assert_eq!(stale.code(), "changed_meanwhile");
    let service_shown = Some(world.tenant.service_revision(Service::CopilotChat));
    world
        .disconnect(Service::CopilotChat, policy)
        .expect("somebody else disconnects it");
    let target = PolicyTarget {
        service: Service::CopilotChat,
        policy,
        revision: service_shown,
    };
    assert_eq!(
        world.act(Command::ConnectService(target)).expect_err("stale").code(),
        "changed_meanwhile"
    );
}

// Source: Retrieval API pay-as-you-go consumption (2026-06-18): at least one Copilot licence in the tenant.
#[test]
fn the_retrieval_api_needs_one_copilot_licence_in_the_tenant() {
    let mut world = World::new();
    let policy = world.policy("All", Scope::AllUsers);
    world.facts.copilot_licence_exists = false;
    assert_eq!(
        world.connect(Service::RetrievalApi, policy),
        Err(Refusal::CopilotLicenceMissing)
    );
    world
        .connect(Service::SharePointAgents, policy)
        .expect("others need none");
}

#[test]
fn copilot_studio_is_not_paid_through_billing_policies() {
    let mut world = World::new();
    let policy = world.policy("All", Scope::AllUsers);
    assert!(matches!(
        world.connect(Service::CopilotStudio, policy),
        Err(Refusal::ServiceNotPayAsYouGo(_))
    ));
    let nobody = PolicyId(Uuid::from_u128(404));
    assert_eq!(world.connect(Service::CopilotChat, nobody), Err(Refusal::PolicyUnknown));
}

#[test]
fn the_clock_only_moves_forward_and_not_without_end() {
    let mut world = World::new();
    let now = world.tenant.now;
    assert_eq!(
        world.act(Command::AdvanceClock { to: now }),
        Err(Refusal::ClockBackward { now })
    );
    world.advance("2036-11-01T08:00:00Z");
    let too_far = world.act(Command::AdvanceClock {
        to: at("2099-01-01T00:00:00Z"),
    });
    assert!(matches!(too_far, Err(Refusal::ClockTooFar { .. })));
}

#[test]
fn an_import_is_taken_back_once() {
    let mut world = World::new();
    let facts = ImportFacts {
        import: meterdesk_billing::ids::ImportId(Uuid::nil()),
        kind: ImportKind::MeteredUsage,
        file_name: "usage.csv".into(),
        sha256: String::new(),
        added: 1,
        rejected: 0,
        control_total: 1,
    };
    world.act(Command::PublishImport(facts)).expect("published");
    let import = world.tenant.imports[0].id;
    world.act(Command::RevertImport { import }).expect("taken back");
    assert!(matches!(
        world.act(Command::RevertImport { import }),
        Err(Refusal::ImportReverted(_))
    ));
}

fn somebody(guest: bool, location: &str) -> PersonStanding {
    PersonStanding {
        id: PersonId(Uuid::from_u128(77)),
        name: "Ida".to_owned(),
        location: location.to_owned(),
        guest,
        direct: Vec::new(),
        inherited: Vec::new(),
    }
}

fn assign(person: PersonStanding) -> Command {
    let product = Product::Microsoft365E3;
    Command::Licence(LicenceCommand::SetPeople {
        people: vec![person],
        wish: LicenceWish {
            add: vec![product],
            remove: Vec::new(),
        },
        location: None,
        standings: vec![Standing {
            product,
            brought: 5,
            assigned: 0,
        }],
    })
}

fn refused_unchanged(world: &mut World, command: Command) -> Refusal {
    let before = world.tenant.clone();
    let refusal = world.act(command).expect_err("this is to be refused");
    assert_eq!(world.tenant, before, "a refusal changes nothing");
    refusal
}

#[test]
fn a_guest_and_a_person_without_a_usage_location_are_assigned_nothing() {
    let mut world = World::new();
    world.facts.actor.roles = vec![AdminRole::License];
    let guest = refused_unchanged(&mut world, assign(somebody(true, "NO"))).to_string();
    assert!(guest.contains("Ida") && guest.contains("guest"), "{guest}");
    let nowhere = refused_unchanged(&mut world, assign(somebody(false, ""))).to_string();
    assert!(
        nowhere.contains("Ida") && nowhere.contains("usage location"),
        "{nowhere}"
    );
    world
        .act(assign(somebody(false, "NO")))
        .expect("nothing stands against it");
}

#[test]
fn a_guest_signs_up_for_no_trial() {
    let mut world = World::new();
    let trial = |guest| {
        Command::Trial(TrialCommand::Start(TrialStanding {
            person: PersonId(Uuid::from_u128(77)),
            name: "Ida".to_owned(),
            guest,
            product: Product::CopilotStudioTrial,
            spans: Vec::new(),
        }))
    };
    let guest = refused_unchanged(&mut world, trial(true)).to_string();
    assert!(guest.contains("no work or school account"), "{guest}");
    world.act(trial(false)).expect("a work account may");
}
