use meterdesk_billing::directory::{AdminRole, Product};
use meterdesk_billing::tenant::{AzureRole, Scope, SubscriptionState, Tenant, billing_right_missing};
use meterdesk_billing::usage::Service;
use meterdesk_scenario::{Scenario, build};

use crate::replay::{self, members};

fn demo() -> Scenario {
    build("demo", 0).expect("the scenario exists")
}

fn group(scenario: &Scenario, name: &str) -> u32 {
    let place = scenario.directory.groups.iter().position(|group| group.name == name);
    place.unwrap_or_else(|| panic!("there is no group \"{name}\"")) as u32
}

#[test]
fn the_company_has_its_people_licences_and_groups() {
    let demo = demo();
    let licences = |product| demo.directory.licences.iter().filter(move |held| held.what == product);
    assert_eq!(demo.directory.people.len(), 1500);
    assert_eq!(licences(Product::Microsoft365E3).count(), 1500);
    assert_eq!(licences(Product::Microsoft365Copilot).count(), 300);
    let new = licences(Product::Microsoft365Copilot).filter(|held| held.from > demo.begins_at.timestamp());
    assert_eq!(
        new.map(|held| demo.starts_at.timestamp() - held.from)
            .collect::<Vec<_>>(),
        [7 * 86_400],
        "one person was licensed a week before the start"
    );
    assert_eq!(demo.directory.groups.len(), 41);
    let sizes: Vec<_> = (0..41).map(|group| members(&demo, group).len()).collect();
    assert_eq!(sizes.iter().filter(|size| **size == 0).count(), 1, "one group is empty");
    assert_eq!(
        sizes.iter().filter(|size| **size == 300).count(),
        1,
        "one group has 300 members"
    );
    let mail_enabled = demo
        .directory
        .groups
        .iter()
        .filter(|group| group.mail.is_some())
        .count();
    assert!(
        (5..41).contains(&mail_enabled),
        "some groups are mail-enabled, some are not"
    );
    let both = members(&demo, group(&demo, "Service knowledge readers"))
        .into_iter()
        .filter(|person| members(&demo, group(&demo, "Bid and proposal team")).contains(person));
    assert_eq!(both.count(), 12);
}

#[test]
fn each_administrator_of_the_role_switcher_exists() {
    let demo = demo();
    let holders = |role| demo.directory.roles.iter().filter(move |held| held.what == role);
    for role in AdminRole::ALL {
        let expected = match role {
            AdminRole::Ai => 2,
            AdminRole::User => 0,
            _ => 1,
        };
        assert_eq!(holders(role).count(), expected, "{}", role.label());
    }
    let people = &demo.directory.people;
    let azure = |place: u32| -> Vec<_> {
        demo.subscriptions
            .iter()
            .flat_map(|subscription| &subscription.role_assignments)
            .filter(|held| held.person == people[place as usize].id)
            .map(|held| (held.role, held.resource_group.is_some()))
            .collect()
    };
    let global = holders(AdminRole::Global).next().unwrap().person;
    assert_eq!(people[global as usize].id, demo.default_actor);
    assert!(azure(global).contains(&(AzureRole::Owner, false)));
    let ai: Vec<_> = holders(AdminRole::Ai).map(|held| azure(held.person)).collect();
    assert_eq!(
        ai,
        [
            vec![(AzureRole::Contributor, false), (AzureRole::Contributor, true)],
            vec![]
        ],
        "one AI administrator is Contributor on both, the other has no Azure rights"
    );
    let billing = holders(AdminRole::Billing).next().unwrap().person;
    assert!(azure(billing).contains(&(AzureRole::Reader, true)));
}

#[test]
fn three_subscriptions_take_policies_and_three_do_not() {
    let demo = demo();
    let tenant = replay::tenant(&demo);
    let global = &demo.directory.people[0];
    let actor = meterdesk_billing::directory::ActorFacts {
        id: global.id,
        display_name: global.display_name.clone(),
        roles: vec![AdminRole::Global],
    };
    assert_eq!(tenant.subscriptions.len(), 6);
    let disabled = |state| state == SubscriptionState::Disabled;
    assert_eq!(tenant.subscriptions.iter().filter(|row| disabled(row.state)).count(), 1);
    assert_eq!(
        tenant
            .subscriptions
            .iter()
            .filter(|row| row.resource_groups.is_empty())
            .count(),
        1
    );
    let without_owner = tenant.subscriptions.iter().filter(|row| {
        row.role_assignments
            .iter()
            .all(|assignment| assignment.role != AzureRole::Owner)
    });
    let without_owner: Vec<_> = without_owner.collect();
    assert_eq!(without_owner.len(), 1);
    assert!(billing_right_missing(&actor, without_owner[0], None).is_some());
}

/// Policies of a service and whether they are being disconnected.
fn at_service(tenant: &Tenant, service: Service) -> Vec<(String, bool)> {
    tenant
        .present_connections(service)
        .into_iter()
        .map(|known| {
            let policy = tenant.policy(known.policy).expect("connected policies exist");
            (policy.name.clone(), known.period.until.is_some())
        })
        .collect()
}

#[test]
fn the_five_policies_stand_as_the_screens_want_them() {
    let demo = demo();
    let tenant = replay::tenant(&demo);
    assert_eq!(tenant.present_policies().count(), 5);
    assert_eq!(
        at_service(&tenant, Service::CopilotChat),
        [("Copilot Chat for everybody".to_owned(), false)]
    );
    assert_eq!(
        at_service(&tenant, Service::SharePointAgents),
        [
            ("Service knowledge".to_owned(), false),
            ("Bids and proposals".to_owned(), false)
        ],
        "the older policy comes first"
    );
    assert_eq!(
        at_service(&tenant, Service::RetrievalApi),
        [("Search integration".to_owned(), true)],
        "it is still being disconnected"
    );
    let everybody = tenant
        .present_policies()
        .filter(|policy| policy.scope == Scope::AllUsers);
    assert_eq!(everybody.count(), 1);
}

#[test]
fn groups_of_each_kind_and_a_person_without_a_usage_location_exist() {
    let demo = demo();
    let directory = &demo.directory;
    let dynamic: Vec<_> = directory
        .groups
        .iter()
        .enumerate()
        .filter_map(|(place, row)| Some((place as u32, row.dynamic_department.as_deref()?)))
        .collect();
    assert!(dynamic.len() > 5, "departments have dynamic groups");
    for (place, department) in dynamic {
        let of_department = (0..).zip(&directory.people);
        let people: Vec<u32> = of_department
            .filter(|(_, person)| person.department == department)
            .map(|(person, _)| person)
            .collect();
        assert_eq!(members(&demo, place), people, "{department}");
    }
    let nested = directory.nested.iter().map(|row| (row.group, row.member));
    let nested: Vec<_> = nested.collect();
    assert!(nested.contains(&(group(&demo, "Plant managers"), group(&demo, "Warehouse shift leads"))));
    let missing = directory
        .people
        .iter()
        .enumerate()
        .filter(|(_, row)| row.usage_location.is_empty());
    let missing: Vec<_> = missing.map(|(person, _)| person as u32).collect();
    let [person] = missing.as_slice() else {
        panic!("one person: {missing:?}")
    };
    let licensed = |held: &&meterdesk_billing::directory::Held<Product>| held.person == *person;
    let products: Vec<_> = directory
        .licences
        .iter()
        .filter(licensed)
        .map(|held| held.what)
        .collect();
    assert!(
        !products.contains(&Product::Microsoft365Copilot),
        "nobody could have assigned it"
    );
}

#[test]
fn somebody_is_licensed_and_covered_at_once() {
    let demo = demo();
    let readers = members(&demo, group(&demo, "Service knowledge readers"));
    let licences = demo.directory.licences.iter();
    let licensed = licences.filter(|held| held.what == Product::Microsoft365Copilot && readers.contains(&held.person));
    assert!(licensed.count() > 0);
}
