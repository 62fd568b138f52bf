//! The least that is needed to make a billing policy: a dozen people, two groups, one subscription. Nothing is set up,
//! and nothing was used.

use meterdesk_billing::directory::{AdminRole, DirectoryData, GroupRow, Product};
use meterdesk_billing::ids::{GroupId, IdSource};
use meterdesk_billing::tenant::{AzureRole, SubscriptionState};

use crate::draw::{Draw, Topic};
use crate::names::{Company, Namer};
use crate::rows::{SubscriptionSketch, held};
use crate::{Scenario, instant};

pub(crate) const NAME: &str = "empty";

const DEPARTMENTS: [&str; 12] = [
    "Information Technology",
    "Information Technology",
    "Finance",
    "Finance",
    "Sales",
    "Sales",
    "Sales",
    "Engineering",
    "Engineering",
    "Engineering",
    "Operations",
    "Operations",
];

/// Places of the people who may do something.
const GLOBAL: u32 = 0;
const AI: u32 = 1;
const BILLING: u32 = 2;
const READER: u32 = 3;

const LICENSED: [u32; 2] = [4, 7];
const GROUPS: [(&str, &[u32]); 2] = [("Agent pilot", &[4, 5, 7, 8, 10]), ("Sales team", &[4, 5, 6])];
const RESOURCE_GROUP: &str = "rg-copilot-billing";
const SUBSCRIPTION: SubscriptionSketch = SubscriptionSketch {
    name: "Shared Services",
    state: SubscriptionState::Active,
    resource_groups: &[(RESOURCE_GROUP, "West Europe")],
    roles: &[
        (GLOBAL, AzureRole::Owner, None),
        (AI, AzureRole::Contributor, None),
        (AI, AzureRole::Contributor, Some(RESOURCE_GROUP)),
        (BILLING, AzureRole::Reader, Some(RESOURCE_GROUP)),
    ],
};

pub(crate) fn build(seed: u64) -> Scenario {
    let begins_at = instant("2026-11-17T10:00:00Z");
    let from = begins_at.timestamp();
    let mut names = Draw::new(seed, Topic::Names);
    let company = Company::new(&mut names);
    let mut namer = Namer::new(seed, NAME, &company, &mut names);
    let people: Vec<_> = DEPARTMENTS.iter().map(|department| namer.person(department)).collect();
    let id = |place: u32| people[place as usize].id;

    let mut group_ids = IdSource::new(seed, "scenario/empty/groups", 0);
    let groups = GROUPS.map(|(name, _)| GroupRow {
        id: GroupId(group_ids.next_id()),
        name: name.to_owned(),
        mail: None,
        dynamic_department: None,
    });
    let memberships = (0..).zip(GROUPS).flat_map(|(group, (_, members))| {
        let joined = move |person: &u32| held(*person, group, from);
        members.iter().map(joined)
    });
    let everybody = (0..people.len() as u32).map(|person| held(person, Product::Microsoft365E3, from));
    let licensed = LICENSED.map(|person| held(person, Product::Microsoft365Copilot, from));
    let roles = [
        (GLOBAL, AdminRole::Global),
        (AI, AdminRole::Ai),
        (BILLING, AdminRole::Billing),
        (READER, AdminRole::GlobalReader),
    ];
    let mut subscription_ids = IdSource::new(seed, "scenario/empty/subscriptions", 0);
    let subscription = SUBSCRIPTION.drawn_up(&mut subscription_ids, &people);
    Scenario {
        name: NAME,
        tenant_name: company.name.clone(),
        seed,
        begins_at,
        starts_at: begins_at,
        default_actor: id(GLOBAL),
        directory: DirectoryData {
            groups: groups.to_vec(),
            memberships: memberships.collect(),
            nested: Vec::new(),
            licences: everybody.chain(licensed).collect(),
            roles: roles.map(|(person, role)| held(person, role, from)).to_vec(),
            people,
        },
        subscriptions: vec![subscription],
        script: Vec::new(),
        usage: None,
    }
}
