//! The demo tenant's forty-one security groups and who is in them.
//!
//! Everything holds from the beginning on. The groups of departments are dynamic; two groups have groups as members.

use meterdesk_billing::directory::{GroupRow, Held, NestedGroup};
use meterdesk_billing::ids::{GroupId, IdSource};

use super::people::{
    CUSTOMER_CARE, DEPARTMENTS, ENGINEERING, FIELD_SERVICE, FINANCE, INFORMATION_TECHNOLOGY, LEGAL, LOGISTICS,
    MARKETING, PROCUREMENT, PRODUCTION, QUALITY, SALES, Staff,
};
use super::{NAME, begins_at};
use crate::draw::{Draw, Topic};
use crate::names::Company;
use crate::rows::held;

pub(crate) const SERVICE_READERS: &str = "Service knowledge readers";
pub(crate) const BID_TEAM: &str = "Bid and proposal team";
pub(crate) const SEARCH_PILOT: &str = "Search integration pilot";
pub(crate) const BUDGET_OWNERS: &str = "Budget owners";
pub(crate) const PLANT_MANAGERS: &str = "Plant managers";
pub(crate) const CONTENT_PILOT: &str = "Sales content pilot";
/// Gives its members licences, of which there are too few.
pub(crate) const PROJECT: &str = "Project Lighthouse";

const SERVICE_READERS_SIZE: usize = 300;
const BID_TEAM_SIZE: usize = 120;
/// People of the search pilot without and with a Microsoft 365 Copilot licence.
const SEARCH_PILOT_SIZES: (usize, usize) = (16, 8);
/// People in both groups that pay for SharePoint agents.
const IN_BOTH: usize = 12;
const CONTENT_PILOT_SIZE: usize = 16;

/// A group drawn from departments; from all where none is named.
struct Circle {
    name: &'static str,
    size: usize,
    departments: &'static [usize],
    mail: bool,
}

const fn circle(name: &'static str, size: usize, departments: &'static [usize], mail: bool) -> Circle {
    Circle {
        name,
        size,
        departments,
        mail,
    }
}

const CIRCLES: [Circle; 24] = [
    circle(PLANT_MANAGERS, 14, &[PRODUCTION, QUALITY], false),
    circle("Vendor onboarding 2027", 0, &[], false),
    circle("People managers", 140, &[], true),
    circle("Works council", 9, &[], false),
    circle("First aiders", 36, &[], true),
    circle("Fire wardens", 22, &[], false),
    circle("Apprentices", 48, &[PRODUCTION, ENGINEERING, LOGISTICS], false),
    circle(BUDGET_OWNERS, 55, &[], true),
    circle(PROJECT, 28, &[SALES, MARKETING, ENGINEERING], false),
    circle("Project Seagrass", 18, &[QUALITY, PRODUCTION], false),
    circle("Project Copperline", 33, &[ENGINEERING, PROCUREMENT], true),
    circle("Project Northgate", 12, &[LEGAL, FINANCE], false),
    circle(
        "ERP key users",
        64,
        &[FINANCE, LOGISTICS, PROCUREMENT, PRODUCTION],
        true,
    ),
    circle("CRM key users", 40, &[SALES, CUSTOMER_CARE], false),
    circle("Data stewards", 25, &[], false),
    circle("AI champions", 45, &[], true),
    circle("Copilot early adopters", 75, &[], false),
    circle("Travel approvers", 50, &[], false),
    circle("Remote workers", 210, &[FIELD_SERVICE, SALES, ENGINEERING], false),
    circle("Warehouse shift leads", 16, &[LOGISTICS], false),
    circle("Security response", 11, &[INFORMATION_TECHNOLOGY], false),
    circle("Product council", 15, &[SALES, ENGINEERING, MARKETING], false),
    circle("Sustainability circle", 30, &[], true),
    circle("Newcomers 2026", 60, &[], true),
];

/// Groups with a group as a member. The first is one that a policy names: the people of the other aren't covered.
const NESTED: [(&str, &str); 2] = [(PLANT_MANAGERS, "Warehouse shift leads"), (PROJECT, "Product council")];

/// The groups, and the members of those that policies name.
#[derive(Debug)]
pub(crate) struct Groups {
    pub(crate) rows: Vec<GroupRow>,
    pub(crate) memberships: Vec<Held<u32>>,
    pub(crate) nested: Vec<NestedGroup>,
    /// Covered by the older SharePoint policy, sorted.
    pub(crate) service_readers: Vec<u32>,
    /// Covered by the younger SharePoint policy, sorted.
    pub(crate) bid_team: Vec<u32>,
    /// Covered by the Retrieval API policy, sorted.
    pub(crate) search_pilot: Vec<u32>,
    /// Covered by the Copilot credit policy, sorted; nobody of them is licensed.
    pub(crate) content_pilot: Vec<u32>,
}

impl Groups {
    /// Puts people of sales who would not use Copilot Chat otherwise into the content pilot.
    pub(crate) fn fill_content_pilot(&mut self, staff: &Staff, idle: impl Iterator<Item = u32>) {
        let of_sales = idle.filter(|person| staff.department_of(*person) == SALES);
        self.content_pilot = of_sales.take(CONTENT_PILOT_SIZE).collect();
        let group = self.rows.iter().position(|row| row.name == CONTENT_PILOT);
        let group = group.expect("the group is drawn up with the others") as u32;
        let from = begins_at().timestamp();
        let members = self.content_pilot.iter().map(|person| held(*person, group, from));
        self.memberships.extend(members);
    }

    /// The group with that name.
    pub(crate) fn id(&self, name: &str) -> GroupId {
        let named = self.rows.iter().find(|group| group.name == name);
        named.expect("policies name groups of this module").id
    }

    /// The places of a group's direct members, sorted.
    pub(crate) fn members(&self, name: &str) -> Vec<u32> {
        let place = self.rows.iter().position(|group| group.name == name);
        let members = self
            .memberships
            .iter()
            .filter(|row| place.is_some_and(|place| place == row.what as usize));
        members.map(|row| row.person).collect()
    }
}

pub(crate) fn draw_up(seed: u64, staff: &Staff, company: &Company) -> Groups {
    let mut draw = Draw::new(seed, Topic::Groups);
    let mut ids = IdSource::new(seed, &format!("scenario/{NAME}/groups"), 0);
    let from = begins_at().timestamp();
    let (service_readers, bid_team) = sharepoint_groups(staff, &mut draw);
    let search_pilot = search_group(staff, &mut draw);
    let mut rows = Vec::new();
    let mut memberships = Vec::new();
    let mut add = |name: &str, mail: bool, members: &[u32], dynamic_department: Option<String>| {
        let group = rows.len() as u32;
        memberships.extend(members.iter().map(|person| held(*person, group, from)));
        rows.push(GroupRow {
            id: GroupId(ids.next_id()),
            name: name.to_owned(),
            mail: mail.then(|| company.address(name)),
            dynamic_department,
        });
    };
    for (place, department) in DEPARTMENTS.iter().enumerate() {
        let everybody = (0..staff.people.len() as u32).filter(|person| staff.department_of(*person) == place);
        let members: Vec<_> = everybody.collect();
        add(department.name, true, &members, Some(department.name.to_owned()));
    }
    add(SERVICE_READERS, false, &service_readers, None);
    add(BID_TEAM, true, &bid_team, None);
    add(SEARCH_PILOT, false, &search_pilot, None);
    for circle in CIRCLES {
        let from = if circle.departments.is_empty() {
            (0..staff.people.len() as u32).collect()
        } else {
            staff.members(circle.departments)
        };
        let members = draw.sample(&from, circle.size);
        add(circle.name, circle.mail, &members, None);
    }
    add(CONTENT_PILOT, false, &[], None);
    let place = |name| rows.iter().position(|row| row.name == name).map(|place| place as u32);
    let nest = |(group, member)| {
        Some(NestedGroup {
            group: place(group)?,
            member: place(member)?,
            from,
            until: None,
        })
    };
    let nested = NESTED.into_iter().filter_map(nest).collect();
    Groups {
        rows,
        memberships,
        nested,
        service_readers,
        bid_team,
        search_pilot,
        content_pilot: Vec::new(),
    }
}

/// The two groups whose policies pay for SharePoint agents. Who is in both holds no licence, so that it shows who pays.
fn sharepoint_groups(staff: &Staff, draw: &mut Draw) -> (Vec<u32>, Vec<u32>) {
    let readers_from = [FIELD_SERVICE, CUSTOMER_CARE, QUALITY];
    let service_readers = draw.sample(&staff.members(&readers_from), SERVICE_READERS_SIZE);
    let unlicensed: Vec<_> = staff
        .unlicensed(&readers_from)
        .into_iter()
        .filter(|person| service_readers.binary_search(person).is_ok())
        .collect();
    let in_both = draw.sample(&unlicensed, IN_BOTH);
    let mut bid_team = draw.sample(&staff.members(&[SALES, LEGAL, PROCUREMENT]), BID_TEAM_SIZE - IN_BOTH);
    bid_team.extend(in_both);
    bid_team.sort_unstable();
    (service_readers, bid_team)
}

fn search_group(staff: &Staff, draw: &mut Draw) -> Vec<u32> {
    let departments = [ENGINEERING, INFORMATION_TECHNOLOGY];
    let unlicensed = staff.unlicensed(&departments);
    let licensed: Vec<_> = staff
        .members(&departments)
        .into_iter()
        .filter(|person| !unlicensed.contains(person))
        .collect();
    let mut members = draw.sample(&unlicensed, SEARCH_PILOT_SIZES.0);
    members.extend(draw.sample(&licensed, SEARCH_PILOT_SIZES.1));
    members.sort_unstable();
    members
}
