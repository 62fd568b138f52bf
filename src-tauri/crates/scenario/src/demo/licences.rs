//! What was done about licences before the start: too few licences for the makers of a project, one of whom is where they
//! can't be used, and one of whom has one already. And two trials, one of them over.

use std::ops::Range;

use meterdesk_billing::directory::{Held, PersonRow, Product};

use super::groups::{Groups, PROJECT};
use super::people::{BILLING_ADMINISTRATOR, LICENSE_ADMINISTRATOR, POWER_PLATFORM_ADMINISTRATOR};
use crate::{Act, LicenceAct, Step, instant};

/// Licences for makers: for twenty-seven people of the project who may have one, and an administrator.
const LICENCES: u32 = 25;

/// A country in which makers can't be licensed.
const ELSEWHERE: &str = "CU";

const MAKER: Product = Product::CopilotStudioUser;

pub(crate) fn steps(people: &[PersonRow], groups: &Groups) -> Vec<Step> {
    let step = |at: &str, actor: u32, act| Step {
        at: instant(at),
        actor: people[actor as usize].id,
        act: Act::Licence(act),
    };
    let mut located = groups
        .members(PROJECT)
        .into_iter()
        .map(|member| &people[member as usize])
        .filter(|person| !person.usage_location.is_empty());
    let mut next = || located.next().expect("most people have a usage location").id;
    let (abroad, twice) = (next(), next());
    let administrator = people[POWER_PLATFORM_ADMINISTRATOR as usize].id;
    vec![
        step(
            "2026-11-17T09:20:00Z",
            BILLING_ADMINISTRATOR,
            LicenceAct::Buy(MAKER, LICENCES),
        ),
        step(
            "2026-11-17T09:25:00Z",
            LICENSE_ADMINISTRATOR,
            LicenceAct::Place(abroad, ELSEWHERE),
        ),
        step(
            "2026-11-17T09:26:00Z",
            LICENSE_ADMINISTRATOR,
            LicenceAct::ToPerson(twice, MAKER),
        ),
        step(
            "2026-11-17T09:27:00Z",
            LICENSE_ADMINISTRATOR,
            LicenceAct::ToPerson(administrator, MAKER),
        ),
        step(
            "2026-11-17T09:30:00Z",
            LICENSE_ADMINISTRATOR,
            LicenceAct::ToGroup(groups.id(PROJECT), MAKER),
        ),
    ]
}

/// Two people's trials of sixty days: one has four days left at the start, the other is over.
pub(crate) fn trials(mut people: Range<u32>) -> Vec<Held<Product>> {
    let spans = [
        ("2026-09-22T10:00:00Z", "2026-11-21T10:00:00Z"),
        ("2026-09-05T08:00:00Z", "2026-11-04T08:00:00Z"),
    ];
    let held = |(from, until)| {
        Some(Held {
            person: people.next()?,
            what: Product::CopilotStudioTrial,
            from: instant(from).timestamp(),
            until: Some(instant(until).timestamp()),
        })
    };
    spans.into_iter().filter_map(held).collect()
}
