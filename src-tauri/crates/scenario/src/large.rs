//! A tenant to measure with: 300,000 people in 5,000 groups, 1.5 million memberships, 20 policies. Nothing was used.

use chrono::TimeDelta;
use meterdesk_billing::directory::{AdminRole, DirectoryData, GroupRow, Product};
use meterdesk_billing::ids::{GroupId, IdSource, PersonId};
use meterdesk_billing::tenant::{AzureRole, Scope, Subscription, SubscriptionState};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::Service;

use crate::draw::{Draw, Topic};
use crate::names::{Company, Namer};
use crate::rows::{SubscriptionSketch, held};
use crate::{Act, Scenario, Step, instant};

pub(crate) const NAME: &str = "large";

const PEOPLE: u32 = 300_000;
const GROUPS: u32 = 5_000;
/// Each person is in the group of a department at a site, and in four others.
const OTHER_GROUPS: usize = 4;
/// Every fifth person holds Microsoft 365 Copilot.
const LICENSED_EVERY: usize = 5;

const DEPARTMENTS: [&str; 10] = [
    "Production",
    "Field Service",
    "Sales",
    "Customer Care",
    "Engineering",
    "Logistics",
    "Finance",
    "Information Technology",
    "Procurement",
    "Human Resources",
];
const SITES: [&str; 10] = [
    "Busan",
    "Cebu",
    "Durban",
    "Gdynia",
    "Halifax",
    "Izmir",
    "Porto",
    "Recife",
    "Rotterdam",
    "Tampere",
];
const DEPARTMENT_GROUPS: u32 = (DEPARTMENTS.len() * SITES.len()) as u32;

const GLOBAL: u32 = 0;
const BILLING: u32 = 1;
const READER: u32 = 2;

const SUBSCRIPTION: SubscriptionSketch = SubscriptionSketch {
    name: "Shared Services",
    state: SubscriptionState::Active,
    resource_groups: &[("rg-copilot-billing", "West Europe")],
    roles: &[
        (GLOBAL, AzureRole::Owner, None),
        (BILLING, AzureRole::Contributor, None),
    ],
};

/// Policies of one group each, and the service that they are connected to. One for all users comes first.
const GROUP_POLICIES: [(Option<Service>, usize); 3] = [
    (Some(Service::SharePointAgents), 15),
    (Some(Service::RetrievalApi), 3),
    (None, 1),
];

pub(crate) fn build(seed: u64) -> Scenario {
    let begins_at = instant("2026-08-31T08:00:00Z");
    let from = begins_at.timestamp();
    let mut names = Draw::new(seed, Topic::Names);
    let company = Company::new(&mut names);
    let mut namer = Namer::new(seed, NAME, &company, &mut names);
    let mut draw = Draw::new(seed, Topic::Directory);

    let mut people = Vec::with_capacity(PEOPLE as usize);
    let mut memberships = Vec::with_capacity(PEOPLE as usize * (OTHER_GROUPS + 1));
    for person in 0..PEOPLE {
        let home = draw.below(DEPARTMENT_GROUPS);
        people.push(namer.person(DEPARTMENTS[home as usize % DEPARTMENTS.len()]));
        let mut groups = vec![home];
        while groups.len() <= OTHER_GROUPS {
            // Teams in front come up more often: a few groups are large, most are small.
            let reach = draw.between(1, GROUPS - DEPARTMENT_GROUPS);
            let group = DEPARTMENT_GROUPS + draw.below(reach);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups.sort_unstable();
        memberships.extend(groups.into_iter().map(|group| held(person, group, from)));
    }
    let groups = groups(seed);
    let mut ids = IdSource::new(seed, &format!("scenario/{NAME}/subscriptions"), 0);
    let subscription = SUBSCRIPTION.drawn_up(&mut ids, &people);
    let everybody = (0..PEOPLE).map(|person| held(person, Product::Microsoft365E3, from));
    let licensed = (0..PEOPLE)
        .step_by(LICENSED_EVERY)
        .map(|person| held(person, Product::Microsoft365Copilot, from));
    let roles = [
        (GLOBAL, AdminRole::Global),
        (BILLING, AdminRole::Billing),
        (READER, AdminRole::GlobalReader),
    ];
    Scenario {
        name: NAME,
        tenant_name: company.name,
        seed,
        begins_at,
        starts_at: instant("2026-11-17T10:00:00Z"),
        default_actor: people[GLOBAL as usize].id,
        script: script(people[GLOBAL as usize].id, &subscription, begins_at, &groups),
        directory: DirectoryData {
            people,
            groups,
            memberships,
            licences: everybody.chain(licensed).collect(),
            roles: roles.map(|(person, role)| held(person, role, from)).to_vec(),
        },
        subscriptions: vec![subscription],
        usage: None,
    }
}

fn groups(seed: u64) -> Vec<GroupRow> {
    let mut ids = IdSource::new(seed, &format!("scenario/{NAME}/groups"), 0);
    let name = |group: u32| {
        if group < DEPARTMENT_GROUPS {
            let (site, department) = (group as usize / DEPARTMENTS.len(), group as usize % DEPARTMENTS.len());
            format!("{} {}", DEPARTMENTS[department], SITES[site])
        } else {
            format!("Team {:04}", group - DEPARTMENT_GROUPS + 1)
        }
    };
    (0..GROUPS)
        .map(|group| GroupRow {
            id: GroupId(ids.next_id()),
            name: name(group),
            mail: None,
        })
        .collect()
}

fn script(actor: PersonId, subscription: &Subscription, begins_at: Instant, groups: &[GroupRow]) -> Vec<Step> {
    let group_policies = GROUP_POLICIES
        .into_iter()
        .flat_map(|(service, count)| std::iter::repeat_n(service, count))
        .zip(groups)
        .map(|(service, group)| (group.name.clone(), Scope::Group(group.id), service));
    let for_everybody = ("Copilot Chat".to_owned(), Scope::AllUsers, Some(Service::CopilotChat));
    let resource_group = &subscription.resource_groups[0];
    let acts = [for_everybody]
        .into_iter()
        .chain(group_policies)
        .flat_map(|(name, scope, service)| {
            let create = Act::CreatePolicy {
                name: name.clone(),
                subscription: subscription.id,
                resource_group: resource_group.name.clone(),
                region: resource_group.region.clone(),
                scope,
            };
            let connect = service.map(|service| Act::Connect { service, policy: name });
            [Some(create), connect].into_iter().flatten()
        });
    (1..)
        .zip(acts)
        .map(|(minute, act)| Step {
            at: begins_at + TimeDelta::minutes(minute),
            actor,
            act,
        })
        .collect()
}
