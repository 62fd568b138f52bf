//! A mid-sized company of its own invention, eleven weeks after it began to pay for agents as it goes.
//!
//! Every state that a screen can show exists somewhere in it, and its figures agree with each other. This module puts
//! the parts together; each part is a file of its own.

mod azure;
mod conversations;
mod groups;
mod licences;
mod people;
mod platform;
mod script;
mod usage;

use meterdesk_billing::directory::DirectoryData;
use meterdesk_billing::time::Instant;

use crate::draw::{Draw, Topic};
use crate::names::{Company, Namer};
use crate::{Scenario, instant};

use self::groups::Groups;
use self::people::Staff;

pub(crate) use conversations::{conversations, taken_before};
pub(crate) use usage::{Ahead, Usage, ends_at};

pub(crate) const NAME: &str = "demo";

pub(crate) fn begins_at() -> Instant {
    instant("2026-08-31T08:00:00Z")
}

pub(crate) fn starts_at() -> Instant {
    instant("2026-11-17T10:00:00Z")
}

/// The company, its people and its groups.
fn population(seed: u64) -> (Company, Staff, Groups) {
    let mut names = Draw::new(seed, Topic::Names);
    let company = Company::new(&mut names);
    let mut namer = Namer::new(seed, NAME, &company, &mut names);
    let mut draw = Draw::new(seed, Topic::Directory);
    let staff = people::staff(&mut namer, &mut draw);
    let mut groups = groups::draw_up(seed, &staff, &company);
    usage::fill_content_pilot(seed, &staff, &mut groups);
    (company, staff, groups)
}

/// What is used after the start.
pub(crate) fn ahead(seed: u64) -> Ahead {
    let (company, staff, groups) = population(seed);
    Ahead::new(seed, &company, staff, &groups)
}

pub(crate) fn build(seed: u64) -> Scenario {
    let (company, staff, groups) = population(seed);
    let subscriptions = azure::subscriptions(seed, &staff.people);
    let default_actor = staff.people[people::GLOBAL_ADMINISTRATOR as usize].id;
    let default_environment = usage::default_environment(&company);
    let mut script = script::steps(&staff.people, &groups, &subscriptions);
    script.extend(platform::steps(
        &staff.people,
        &groups,
        &default_environment,
        &subscriptions,
    ));
    script.extend(licences::steps(&staff.people, &groups));
    // A stable sort keeps acts of one minute in the order of their writing.
    script.sort_by_key(|step| step.at);
    let usage = Usage::plan(seed, &company, &staff, &groups);
    Scenario {
        name: NAME,
        tenant_name: company.name,
        seed,
        begins_at: begins_at(),
        starts_at: starts_at(),
        directory: DirectoryData {
            people: staff.people,
            groups: groups.rows,
            memberships: groups.memberships,
            nested: groups.nested,
            licences: staff.licences,
            roles: staff.roles,
        },
        default_actor,
        subscriptions,
        script,
        usage: Some(usage),
    }
}
