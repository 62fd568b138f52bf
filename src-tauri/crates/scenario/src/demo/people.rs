//! The demo tenant's 1,500 people: departments, who administers what, who is licensed, and who stands out.

use std::ops::Range;

use meterdesk_billing::directory::{AdminRole, Held, PersonRow, Product};

use super::{begins_at, starts_at};
use crate::draw::Draw;
use crate::names::Namer;
use crate::rows::held;

/// A department.
#[derive(Debug)]
pub(crate) struct Department {
    pub(crate) name: &'static str,
    people: u32,
    /// How many of them hold Microsoft 365 Copilot.
    licensed: usize,
    /// How much its people use agents, against each other.
    pub(crate) liveliness: u32,
}

const fn department(name: &'static str, people: u32, licensed: usize, liveliness: u32) -> Department {
    Department {
        name,
        people,
        licensed,
        liveliness,
    }
}

/// All departments. The places are used by [`super::groups`].
pub(crate) const DEPARTMENTS: [Department; 13] = [
    department("Production", 380, 6, 2),
    department("Field Service", 215, 30, 5),
    department("Sales", 190, 62, 6),
    department("Customer Care", 150, 28, 6),
    department("Engineering", 140, 48, 5),
    department("Logistics", 110, 8, 3),
    department("Finance", 75, 29, 4),
    department("Information Technology", 70, 34, 6),
    department("Procurement", 45, 14, 4),
    department("Quality", 40, 6, 4),
    department("Human Resources", 35, 14, 5),
    department("Marketing", 32, 16, 6),
    department("Legal", 18, 4, 4),
];

pub(crate) const PRODUCTION: usize = 0;
pub(crate) const FIELD_SERVICE: usize = 1;
pub(crate) const SALES: usize = 2;
pub(crate) const CUSTOMER_CARE: usize = 3;
pub(crate) const ENGINEERING: usize = 4;
pub(crate) const LOGISTICS: usize = 5;
pub(crate) const FINANCE: usize = 6;
pub(crate) const INFORMATION_TECHNOLOGY: usize = 7;
pub(crate) const PROCUREMENT: usize = 8;
pub(crate) const QUALITY: usize = 9;
pub(crate) const MARKETING: usize = 11;
pub(crate) const LEGAL: usize = 12;

/// Places of the people who may do something, in the order of the people they come from.
pub(crate) const GLOBAL_ADMINISTRATOR: u32 = 0;
pub(crate) const AI_ADMINISTRATOR: u32 = 1;
pub(crate) const BILLING_ADMINISTRATOR: u32 = 2;
pub(crate) const LICENSE_ADMINISTRATOR: u32 = 5;
pub(crate) const POWER_PLATFORM_ADMINISTRATOR: u32 = 7;

/// The acting people: department and role, each for one lesson about who may do what.
const ACTING: [(usize, AdminRole); 10] = [
    (INFORMATION_TECHNOLOGY, AdminRole::Global),
    (INFORMATION_TECHNOLOGY, AdminRole::Ai),
    (FINANCE, AdminRole::Billing),
    (ENGINEERING, AdminRole::Ai),
    (INFORMATION_TECHNOLOGY, AdminRole::SharePoint),
    (INFORMATION_TECHNOLOGY, AdminRole::License),
    (LEGAL, AdminRole::GlobalReader),
    (INFORMATION_TECHNOLOGY, AdminRole::PowerPlatform),
    (SALES, AdminRole::Dynamics365),
    (CUSTOMER_CARE, AdminRole::Environment),
];

/// Everybody, and what is to be known of some.
#[derive(Debug)]
pub(crate) struct Staff {
    pub(crate) people: Vec<PersonRow>,
    pub(crate) licences: Vec<Held<Product>>,
    pub(crate) roles: Vec<Held<AdminRole>>,
    /// People of each department, the acting people left out.
    pub(crate) departments: Vec<Range<u32>>,
    /// Holders of Microsoft 365 Copilot since the beginning, sorted.
    pub(crate) licensed: Vec<u32>,
    /// Who got Microsoft 365 Copilot a week before the start.
    pub(crate) newly_licensed: u32,
}

impl Staff {
    /// Whether the person holds Microsoft 365 Copilot at a time in seconds.
    pub(crate) fn is_licensed(&self, person: u32, at: i64) -> bool {
        self.licensed.binary_search(&person).is_ok() || person == self.newly_licensed && at >= newly_licensed_at()
    }

    /// The department's place, by its name in the person's row.
    pub(crate) fn department_of(&self, person: u32) -> usize {
        let name = &self.people[person as usize].department;
        DEPARTMENTS
            .iter()
            .position(|department| department.name == name)
            .expect("people are made by department")
    }

    /// People of some departments who never held Microsoft 365 Copilot, the acting people left out.
    pub(crate) fn unlicensed(&self, departments: &[usize]) -> Vec<u32> {
        self.members(departments)
            .into_iter()
            .filter(|person| *person != self.newly_licensed && self.licensed.binary_search(person).is_err())
            .collect()
    }

    /// People of some departments, the acting people left out.
    pub(crate) fn members(&self, departments: &[usize]) -> Vec<u32> {
        departments
            .iter()
            .flat_map(|department| self.departments[*department].clone())
            .collect()
    }
}

/// A week before the start.
pub(crate) fn newly_licensed_at() -> i64 {
    starts_at().timestamp() - 7 * 86_400
}

pub(crate) fn staff(namer: &mut Namer, draw: &mut Draw) -> Staff {
    let from = begins_at().timestamp();
    let mut people: Vec<_> = ACTING
        .iter()
        .map(|(department, _)| namer.person(DEPARTMENTS[*department].name))
        .collect();
    let mut departments = Vec::new();
    let mut licensed = Vec::new();
    for (place, department) in DEPARTMENTS.iter().enumerate() {
        let acting = ACTING.iter().filter(|(of, _)| *of == place).count() as u32;
        let first = people.len() as u32;
        let members = first..first + department.people - acting;
        people.extend(members.clone().map(|_| namer.person(department.name)));
        licensed.extend(draw.sample(&members.clone().collect::<Vec<_>>(), department.licensed));
        departments.push(members);
    }
    let finance: Vec<_> = departments[FINANCE]
        .clone()
        .filter(|person| !licensed.contains(person))
        .collect();
    let newly_licensed = *draw.pick(&finance);
    // Nobody could assign them a licence.
    let without_location = departments[MARKETING].clone().find(|person| !licensed.contains(person));
    if let Some(person) = without_location {
        people[person as usize].usage_location.clear();
    }

    let everybody = (0..people.len() as u32).map(|person| held(person, Product::Microsoft365E3, from));
    let copilot = licensed
        .iter()
        .map(|person| held(*person, Product::Microsoft365Copilot, from));
    let new_copilot = held(newly_licensed, Product::Microsoft365Copilot, newly_licensed_at());
    let trials = super::licences::trials(departments[ENGINEERING].clone());
    let licences = everybody.chain(copilot).chain([new_copilot]).chain(trials).collect();
    let roles = (0..)
        .zip(ACTING)
        .map(|(person, (_, role))| held(person, role, from))
        .collect();
    Staff {
        people,
        licences,
        roles,
        departments,
        licensed,
        newly_licensed,
    }
}
