//! What each person used in a month, and how much of it a Microsoft 365 Copilot licence would include.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use meterdesk_billing::directory::Product;
use meterdesk_billing::offers::{MAX_CREDITS_PER_MONTH, Need, Needs};
use meterdesk_billing::settlement::PersonServed;
use meterdesk_billing::time::Month;
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::Snapshot;

use crate::error::{ApiError, ErrorCode};
use crate::text::grouped;
use crate::wire::MixBy;

/// A month's use, by person.
pub(super) struct Used {
    people: HashMap<PersonIndex, PersonServed, FixedState>,
    nobody: Need,
    holders: HashSet<PersonIndex, FixedState>,
    keep: bool,
}

/// The use of some people, which is priced together.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) people: usize,
    pub(super) held: usize,
    pub(super) needs: Needs,
}

const NOBODY: &str = "Nobody (autonomous, external)";

impl Used {
    /// What the month served, and who holds a licence now.
    pub(super) async fn read(snapshot: &mut Snapshot, month: Month, keep: bool) -> Result<Self, ApiError> {
        let now = snapshot.tenant().now.timestamp();
        let served = snapshot.served(month.start().timestamp()).await?;
        let holders = snapshot.holders_at(Product::Microsoft365Copilot, now).await?;
        Ok(Self {
            people: served.people().collect(),
            nobody: served.nobody().rest,
            holders: holders.into_iter().collect(),
            keep,
        })
    }

    /// Everybody together.
    pub(super) fn whole(&self) -> Part {
        let mut part = Part::named("tenant", "Whole tenant");
        for (person, own) in &self.people {
            self.add(&mut part, *person, *own);
        }
        part.needs.rest.add(self.nobody);
        part
    }

    /// The use by departments, cost centers or groups, those without any use left out.
    pub(super) async fn parts(&self, snapshot: &mut Snapshot, by: MixBy) -> Result<Vec<Part>, ApiError> {
        let mut parts = match by {
            MixBy::Department => self.divided(&snapshot.departments().await?, "No department"),
            MixBy::CostCenter => self.divided(&snapshot.cost_centers().await?, "No cost center"),
            MixBy::Group => self.by_group(snapshot).await?,
        };
        if self.nobody != Need::default() {
            let mut part = Part::named("nobody", NOBODY);
            part.needs.rest = self.nobody;
            parts.push(part);
        }
        Ok(parts)
    }

    fn divided(&self, belongs: &HashMap<PersonIndex, String>, without: &str) -> Vec<Part> {
        let mut parts: HashMap<&str, Part> = HashMap::new();
        for (person, own) in &self.people {
            let name = belongs.get(person).map_or("", String::as_str);
            let part = parts.entry(name).or_insert_with(|| match name {
                "" => Part::named("none", without),
                name => Part::named(name, name),
            });
            self.add(part, *person, *own);
        }
        let mut parts: Vec<Part> = parts.into_values().collect();
        parts.sort_by(|one, two| one.name.cmp(&two.name));
        parts
    }

    async fn by_group(&self, snapshot: &mut Snapshot) -> Result<Vec<Part>, ApiError> {
        let mut alone: HashSet<PersonIndex, FixedState> = self.people.keys().copied().collect();
        let mut parts = Vec::new();
        for group in snapshot.groups_with_members().await? {
            let mut part = Part::named(&group.id.to_string(), &group.name);
            for person in group.people {
                if let Some(own) = self.people.get(&person) {
                    self.add(&mut part, person, *own);
                    alone.remove(&person);
                }
            }
            if part.people > 0 {
                parts.push(part);
            }
        }
        if !alone.is_empty() {
            let mut part = Part::named("none", "In no group");
            for person in alone {
                self.add(&mut part, person, self.people[&person]);
            }
            parts.push(part);
        }
        Ok(parts)
    }

    fn add(&self, part: &mut Part, person: PersonIndex, own: PersonServed) {
        let held = self.holders.contains(&person);
        part.people += 1;
        part.held += usize::from(held);
        part.needs.rest.add(own.rest);
        // A licence that stays includes it whatever is bought.
        if !(held && self.keep) {
            part.needs.people.push(own.includable);
        }
    }
}

impl Part {
    fn named(id: &str, name: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// What people used that licences would include.
    pub(super) fn includable(&self) -> Need {
        let mut sum = Need::default();
        self.needs.people.iter().for_each(|need| sum.add(*need));
        sum
    }
}

/// Refuses use beyond what mixes are compared for.
pub(super) fn check(whole: &Part) -> Result<(), ApiError> {
    if whole.includable().sum() + whole.needs.rest.sum() <= MAX_CREDITS_PER_MONTH {
        return Ok(());
    }
    let most = grouped(&MAX_CREDITS_PER_MONTH.to_string());
    let message = format!("Mixes are compared for at most {most} credits a month; choose another month");
    Err(ApiError::new(ErrorCode::InvalidField, message).at("month"))
}
