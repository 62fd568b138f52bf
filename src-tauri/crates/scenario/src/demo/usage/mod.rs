//! Eleven weeks of usage that agree with the set-up: a weekday pattern, a spike day, a quiet week, and the month to date
//! of each policy to the credit.
//!
//! It is planned in full and handed out row by row. Whether anybody pays is left to settlement.

mod agents;
mod ahead;
mod book;
mod calendar;
mod chat;
mod population;
mod services;
mod standouts;
mod studio;

use meterdesk_billing::directory::PersonRow;
use meterdesk_billing::usage::UsageRow;

use self::agents::Home;
use self::book::{Book, Entry};
use self::population::Population;

pub(crate) use self::ahead::{Ahead, ends_at};
use super::NAME;
use super::groups::Groups;
use super::people::Staff;
use super::platform;
use crate::draw::{Draw, Topic};
use crate::names::Company;

/// Planned usage, in time order.
#[derive(Debug, Clone)]
pub(crate) struct Usage {
    seed: u64,
    default_environment: String,
    entries: Vec<Numbered>,
}

/// An entry with its number among those of its kind, so that one kind more changes no number of another.
#[derive(Debug, Clone)]
struct Numbered {
    kind: &'static str,
    number: u32,
    entry: Entry,
}

/// Numbers entries in time order.
fn numbered(kind: &'static str, mut entries: Vec<Entry>) -> impl Iterator<Item = Numbered> {
    entries.sort_by_key(|entry| entry.at);
    let number = move |(number, entry)| Numbered { kind, number, entry };
    (1..).zip(entries).map(number)
}

impl Usage {
    pub(crate) fn plan(seed: u64, company: &Company, staff: &Staff, groups: &Groups) -> Self {
        let mut draw = Draw::new(seed, Topic::Usage);
        let population = Population::new(staff, groups, &mut draw);
        let mut book = Book::new(draw, staff);
        // Who stands out comes first: the others fill up what the month to date still lacks.
        standouts::plan(&mut book, &population);
        chat::plan(&mut book, &population);
        services::plan(&mut book, &population);
        studio::plan(&mut book, &population);
        let usual = numbered("", std::mem::take(&mut book.entries));
        book.draw = Draw::new(seed, Topic::Prepaid);
        chat::prepaid(&mut book, &population);
        let mut entries: Vec<_> = usual.chain(numbered("p", book.entries)).collect();
        entries.sort_by_key(|numbered| numbered.entry.at);
        Self {
            seed,
            default_environment: default_environment(company),
            entries,
        }
    }

    pub(crate) fn rows<'a>(&'a self, people: &'a [PersonRow]) -> impl Iterator<Item = UsageRow> + 'a {
        self.entries.iter().map(|Numbered { kind, number, entry }| {
            let ids = (
                format!("{NAME}-{}-{kind}{number:06}", self.seed),
                format!("c-{:06}", entry.conversation),
            );
            row(entry, people, &self.default_environment, ids)
        })
    }
}

/// The pilot is made of people who don't use Copilot Chat otherwise, so that all other use is as if it did not exist.
pub(crate) fn fill_content_pilot(seed: u64, staff: &Staff, groups: &mut Groups) {
    let population = Population::new(staff, groups, &mut Draw::new(seed, Topic::Usage));
    groups.fill_content_pilot(staff, population.unlicensed.idle());
}

/// The row of an entry; `ids` are those of the event and of the conversation.
fn row(
    entry: &Entry,
    people: &[PersonRow],
    default_environment: &str,
    (event_id, conversation): (String, String),
) -> UsageRow {
    let (feature, quantity) = entry.part;
    let person = entry.person.map(|person| &people[person as usize]);
    UsageRow {
        event_id: Some(event_id),
        at: entry.at,
        user: person.map_or_else(String::new, |person| person.user_principal_name.clone()),
        service: entry.agent.service,
        agent: entry.agent.name.to_owned(),
        environment: environment(entry.agent.home, default_environment).to_owned(),
        feature: feature.to_owned(),
        quantity,
        circumstances: entry.circumstances,
        channel: entry.agent.channel.to_owned(),
        conversation,
        harness: entry.agent.harness.to_owned(),
    }
}

/// The environment that bears the organisation's name.
pub(crate) fn default_environment(company: &Company) -> String {
    format!("{} (default)", company.name)
}

fn environment(home: Home, default: &str) -> &str {
    match home {
        Home::None => "",
        Home::CopilotChat => platform::COPILOT_CHAT,
        Home::CustomerCare => platform::CUSTOMER_CARE,
        Home::BackOffice => platform::BACK_OFFICE,
        Home::HumanResources => platform::HUMAN_RESOURCES,
        Home::Viva => platform::VIVA,
        Home::Sandbox => platform::SANDBOX,
        Home::Default => default,
    }
}
