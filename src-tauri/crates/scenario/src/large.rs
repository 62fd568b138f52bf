//! Tenants at the limits, in which nothing was used: `large` to measure with, 300,000 people in 5,000 groups with 1.5 million
//! memberships and 20 policies; `limits` with as many policies as a tenant can have and a list of 1,200 groups.

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

/// How large a tenant is.
#[derive(Debug)]
pub(crate) struct Size {
    pub(crate) name: &'static str,
    people: u32,
    groups: u32,
    /// Policies of one group each, and the service that they are connected to. One for all users comes first.
    group_policies: [(Option<Service>, usize); 3],
}

pub(crate) const LARGE: Size = Size {
    name: "large",
    people: 300_000,
    groups: 5_000,
    group_policies: [
        (Some(Service::SharePointAgents), 15),
        (Some(Service::RetrievalApi), 3),
        (None, 1),
    ],
};

pub(crate) const LIMITS: Size = Size {
    name: "limits",
    people: 2_400,
    groups: 1_200,
    group_policies: [
        (Some(Service::SharePointAgents), 38),
        (Some(Service::RetrievalApi), 8),
        // With the one for all users: 50, as many as a tenant can have.
        (None, 3),
    ],
};

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

pub(crate) fn build(size: &Size, seed: u64) -> Scenario {
    let begins_at = begins_at();
    let from = begins_at.timestamp();
    let mut names = Draw::new(seed, Topic::Names);
    let company = Company::new(&mut names);
    let mut namer = Namer::new(seed, size.name, &company, &mut names);
    let mut draw = Draw::new(seed, Topic::Directory);

    let mut people = Vec::with_capacity(size.people as usize);
    let mut memberships = Vec::with_capacity(size.people as usize * (OTHER_GROUPS + 1));
    for person in 0..size.people {
        let home = draw.below(DEPARTMENT_GROUPS);
        people.push(namer.person(DEPARTMENTS[home as usize % DEPARTMENTS.len()]));
        let mut groups = vec![home];
        while groups.len() <= OTHER_GROUPS {
            // Teams in front come up more often: a few groups are large, most are small.
            let reach = draw.between(1, size.groups - DEPARTMENT_GROUPS);
            let group = DEPARTMENT_GROUPS + draw.below(reach);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups.sort_unstable();
        memberships.extend(groups.into_iter().map(|group| held(person, group, from)));
    }
    let groups = groups(size, seed);
    let mut ids = IdSource::new(seed, &format!("scenario/{}/subscriptions", size.name), 0);
    let subscription = SUBSCRIPTION.drawn_up(&mut ids, &people);
    let everybody = (0..size.people).map(|person| held(person, Product::Microsoft365E3, from));
    let licensed = (0..size.people)
        .step_by(LICENSED_EVERY)
        .map(|person| held(person, Product::Microsoft365Copilot, from));
    let roles = [
        (GLOBAL, AdminRole::Global),
        (BILLING, AdminRole::Billing),
        (READER, AdminRole::GlobalReader),
    ];
    Scenario {
        name: size.name,
        tenant_name: company.name,
        seed,
        begins_at,
        starts_at: instant("2026-11-17T10:00:00Z"),
        default_actor: people[GLOBAL as usize].id,
        script: script(size, people[GLOBAL as usize].id, &subscription, &groups),
        directory: DirectoryData {
            people,
            groups,
            memberships,
            nested: Vec::new(),
            licences: everybody.chain(licensed).collect(),
            roles: roles.map(|(person, role)| held(person, role, from)).to_vec(),
        },
        subscriptions: vec![subscription],
        usage: None,
    }
}

fn begins_at() -> Instant {
    instant("2026-08-31T08:00:00Z")
}

fn groups(size: &Size, seed: u64) -> Vec<GroupRow> {
    let mut ids = IdSource::new(seed, &format!("scenario/{}/groups", size.name), 0);
    let name = |group: u32| {
        if group < DEPARTMENT_GROUPS {
            let (site, department) = (group as usize / DEPARTMENTS.len(), group as usize % DEPARTMENTS.len());
            format!("{} {}", DEPARTMENTS[department], SITES[site])
        } else {
            format!("Team {:04}", group - DEPARTMENT_GROUPS + 1)
        }
    };
    (0..size.groups)
        .map(|group| GroupRow {
            id: GroupId(ids.next_id()),
            name: name(group),
            mail: None,
            dynamic_department: None,
        })
        .collect()
}

fn script(size: &Size, actor: PersonId, subscription: &Subscription, groups: &[GroupRow]) -> Vec<Step> {
    let group_policies = size
        .group_policies
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
            at: begins_at() + TimeDelta::minutes(minute),
            actor,
            act,
        })
        .collect()
}
