//! Changing the direct licences and the usage location of people.

use std::collections::BTreeMap;

use meterdesk_billing::directory::Product;
use meterdesk_billing::ids::PersonId;
use meterdesk_billing::licences::{Change, Path};
use meterdesk_billing::tenant::{Command, Event, LicenceCommand, LicenceRefusal, LicenceWish, PersonStanding, Refusal};
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::{PersonRecord, Snapshot};

use super::standing;
use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::settle::settle_after_act;
use crate::text::{counted, listed};
use crate::wire::*;
use crate::{App, Caller};

/// People that are looked up at once; more are refused by the decision anyway.
const MOST_LOOKED_UP: usize = 501;

/// Changes the direct licences and the usage location of people: of all of them, or of none.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn user_licences_set(
    app: &App,
    caller: &Caller,
    request: UserLicencesSet,
) -> Result<UserLicencesChanged, ApiError> {
    let preview = request.preview;
    let users = request.users.clone();
    let wish = LicenceWish {
        add: products(&request.add),
        remove: products(&request.remove),
    };
    let location = request.usage_location.clone();
    let mut begun = begin!(app, caller, request);
    let answer = set(&mut begun, &users, wish, location).await?;
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

/// The same within an act.
pub(crate) async fn set(
    begun: &mut Begun,
    users: &[String],
    wish: LicenceWish,
    location: Option<String>,
) -> Result<UserLicencesChanged, ApiError> {
    let people = found(&mut begun.act, users).await?;
    let mut standings = Vec::new();
    for product in &wish.add {
        standings.push(standing(&mut begun.act, *product).await?);
    }
    let command = LicenceCommand::SetPeople {
        people: facts_of(&mut begun.act, &people).await?,
        wish,
        location,
        standings,
    };
    let first = begun.act.head().seq + 1;
    let events = begun.decide(Command::Licence(command)).await?;
    let effects = effects(&events, &people);
    if !begun.act.is_preview() {
        let places: BTreeMap<PersonId, PersonIndex> = people.iter().map(|person| (person.id, person.index)).collect();
        for (seq, event) in (first..).zip(&events) {
            match event {
                Event::UsageLocationSet { person, location } => {
                    begun.act.set_location(*person, location, seq).await?;
                }
                Event::PersonLicencesSet { person, added, removed } => {
                    let place = places.get(person).copied().unwrap_or_default();
                    let begins = added.iter().map(|product| Change::Begun(place, *product, Path::Direct));
                    let ends = removed
                        .iter()
                        .map(|product| Change::Ended(place, *product, Path::Direct));
                    let changes: Vec<_> = begins.chain(ends).collect();
                    let now = begun.act.tenant().now.timestamp();
                    begun.act.write_licences(&changes, now, seq).await?;
                }
                _ => {}
            }
        }
    }
    Ok(UserLicencesChanged {
        people: u32::try_from(people.len()).unwrap_or(u32::MAX),
        effects,
    })
}

pub(super) fn products(named: &[LicenceProduct]) -> Vec<Product> {
    named.iter().map(|product| (*product).into()).collect()
}

/// The people named, each once.
pub(super) async fn found(snapshot: &mut Snapshot, users: &[String]) -> Result<Vec<PersonRecord>, ApiError> {
    if users.len() >= MOST_LOOKED_UP {
        return Err(Refusal::from(LicenceRefusal::TooManyPeople(MOST_LOOKED_UP - 1)).into());
    }
    let mut people: Vec<PersonRecord> = Vec::with_capacity(users.len());
    for user in users {
        let person = snapshot.person(user).await?;
        let person = person.ok_or_else(|| ApiError::from(Refusal::PersonUnknown(user.clone())).at("users"))?;
        if people.iter().all(|known| known.id != person.id) {
            people.push(person);
        }
    }
    Ok(people)
}

/// What the directory knows of these people's licences.
pub(super) async fn facts_of(
    snapshot: &mut Snapshot,
    people: &[PersonRecord],
) -> Result<Vec<PersonStanding>, ApiError> {
    let places: Vec<PersonIndex> = people.iter().map(|person| person.index).collect();
    let held = snapshot.held_paths(&Product::ALL, &places).await?;
    let names = super::reach::group_names(snapshot, held.iter().map(|held| held.path)).await?;
    let facts = |person: &PersonRecord| {
        let of = || held.iter().filter(|held| held.person == person.index);
        let inherited = of().filter_map(|held| match held.path {
            Path::Direct => None,
            Path::Group(group) => Some((held.product, names.get(&group)?.1.clone())),
        });
        PersonStanding {
            id: person.id,
            name: person.display_name.clone(),
            location: person.usage_location.clone(),
            guest: person.is_guest(),
            direct: of()
                .filter(|held| held.path == Path::Direct)
                .map(|held| held.product)
                .collect(),
            inherited: inherited.collect(),
        }
    };
    Ok(people.iter().map(facts).collect())
}

fn effects(events: &[Event], people: &[PersonRecord]) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut located = 0;
    let (mut gained, mut lost): (BTreeMap<Product, Vec<PersonId>>, BTreeMap<Product, Vec<PersonId>>) =
        Default::default();
    for event in events {
        match event {
            Event::UsageLocationSet { .. } => located += 1,
            Event::PersonLicencesSet { person, added, removed } => {
                for product in added {
                    gained.entry(*product).or_default().push(*person);
                }
                for product in removed {
                    lost.entry(*product).or_default().push(*person);
                }
            }
            _ => {}
        }
    }
    let who = |ids: &[PersonId]| {
        let names: Vec<_> = people
            .iter()
            .filter(|person| ids.contains(&person.id))
            .map(|person| person.display_name.clone())
            .collect();
        if names.len() > 3 {
            counted(names.len() as u64, "person", "people")
        } else {
            listed(&names)
        }
    };
    if located > 0 {
        sentences.push(format!(
            "The usage location of {} changes.",
            counted(located, "person", "people")
        ));
    }
    for (product, ids) in &gained {
        sentences.push(format!("{} is assigned to {}.", product.label(), who(ids)));
    }
    for (product, ids) in &lost {
        sentences.push(format!("{} is taken from {}.", product.label(), who(ids)));
    }
    if gained.contains_key(&Product::Microsoft365Copilot) {
        sentences.push("From now on the license includes their signed-in, employee-facing use of agents; what they used before stays as it was judged.".to_owned());
    }
    if lost.contains_key(&Product::Microsoft365Copilot) {
        sentences.push("From now on no license includes their use, unless they inherit one: a billing policy pays, or it is refused.".to_owned());
    }
    sentences
}
