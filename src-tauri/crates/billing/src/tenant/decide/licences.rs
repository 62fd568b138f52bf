//! Decisions about licences: who may buy and assign them, and when it is refused.
//!
//! Sources: Microsoft, Licensing for Power Virtual Agents (2019-12-02); Group-based licensing: additional scenarios (2018).

use chrono::TimeDelta;

use super::{Context, buying, groups};
use crate::directory::{ActorFacts, AdminRole, Product};
use crate::licences::{MINUTES_UNTIL_PROCESSED, ProductKind, Products};
use crate::platform::PurchaseChannel;
use crate::tenant::event::Event;
use crate::tenant::groups::GroupTarget;
use crate::tenant::licences::{LicenceCommand, LicenceLine, LicenceRefusal, LicenceWish, PersonStanding, Standing};
use crate::tenant::refusal::Refusal;
use crate::tenant::state::Tenant;
use crate::time::Instant;

/// Licences of a product that can be bought at once or owned here.
const MOST_LICENCES: u32 = 1_000_000;

/// People whose licences can be changed at once. Assumption: as many as a page of the list has.
const MOST_PEOPLE: usize = 500;

pub(super) fn decide(tenant: &Tenant, command: LicenceCommand, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    match command {
        LicenceCommand::Buy(lines) => {
            require_buyer(actor)?;
            buy(tenant, &lines, context.at)
        }
        LicenceCommand::Remove {
            line,
            standing,
            revision,
        } => {
            require_buyer(actor)?;
            let present = tenant.licences.revision(line.product);
            super::require_revision(line.product.label(), present, revision)?;
            remove(tenant, line, standing, context.at)
        }
        LicenceCommand::SetPeople {
            people,
            wish,
            location,
            standings,
        } => {
            require_assigner(actor)?;
            Ok(set_people(tenant, &people, &wish, location.as_deref(), &standings)?)
        }
        LicenceCommand::SetGroup {
            target,
            wish,
            standings,
        } => {
            require_assigner(actor)?;
            groups::require_shown(tenant, &target)?;
            Ok(set_group(tenant, &target, &wish, &standings, context.at)?)
        }
        LicenceCommand::Reprocess(target) => {
            require_assigner(actor)?;
            if tenant.licences.of_group(target.group.id).is_empty() {
                return Err(LicenceRefusal::GivesNothing(target.group.name).into());
            }
            Ok(vec![Event::GroupLicencesReprocessed {
                group: target.group.id,
                reaches_at: reaches_at(context.at),
            }])
        }
    }
}

fn reaches_at(at: Instant) -> Instant {
    at + TimeDelta::minutes(MINUTES_UNTIL_PROCESSED)
}

fn require_buyer(actor: &ActorFacts) -> Result<(), LicenceRefusal> {
    if actor.roles.iter().any(|role| buying::BUYERS.contains(role)) {
        Ok(())
    } else {
        Err(LicenceRefusal::MayNotBuy(actor.display_name.clone()))
    }
}

fn require_assigner(actor: &ActorFacts) -> Result<(), LicenceRefusal> {
    if actor.roles.iter().copied().any(AdminRole::assigns_licences) {
        Ok(())
    } else {
        Err(LicenceRefusal::MayNotAssign(actor.display_name.clone()))
    }
}

/// What is not sold any more, or not yet.
fn require_sold(product: Product, at: Instant) -> Result<(), LicenceRefusal> {
    let facts = Products::of(product);
    if facts.kind == ProductKind::Trial {
        return Err(LicenceRefusal::SignedUpFor(product.label()));
    }
    let day = at.date_naive();
    if facts.is_sold_on(day) {
        return Ok(());
    }
    let spoken = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
    let ended = facts.until.filter(|until| *until <= day);
    Err(LicenceRefusal::NotSold {
        product: product.label(),
        when: match ended {
            Some(until) => format!("has not been sold since {}", spoken(until)),
            None => format!("is sold from {} on", spoken(facts.from)),
        },
        instead: match (ended, facts.successor) {
            (Some(_), Some(successor)) => format!("; today it is {}", successor.label()),
            _ => String::new(),
        },
    })
}

/// Source: Licensing for Power Virtual Agents (2019-12-02): base and user licence are taken in one go.
fn buy(tenant: &Tenant, lines: &[LicenceLine], at: Instant) -> Result<Vec<Event>, Refusal> {
    if lines.is_empty() {
        return Err(LicenceRefusal::NothingChosen.into());
    }
    let mut events = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let product = line.product;
        if lines[..place].iter().any(|earlier| earlier.product == product) {
            return Err(LicenceRefusal::Twice(product.label()).into());
        }
        require_sold(product, at)?;
        let owned = tenant.licences_owned(product, 0);
        let most = MOST_LICENCES.saturating_sub(owned);
        if line.licences == 0 || line.licences > most {
            let product = product.label();
            return Err(LicenceRefusal::Amount { product, most }.into());
        }
        let needs = &Products::of(product).needs_owned;
        let there = |needed: &Product| {
            tenant.licences_owned(*needed, 0) > 0 || lines.iter().any(|line| line.product == *needed)
        };
        if let (false, Some(needed)) = (needs.iter().any(there), needs.first()) {
            return Err(LicenceRefusal::NeedsOwned {
                product: product.label(),
                needed: needed.label(),
            }
            .into());
        }
        let platform = tenant.platform.now();
        events.push(match product {
            Product::CopilotStudioPack => Event::CapacityPurchased {
                packs: line.licences,
                credits: buying::packs_bought(platform, line.licences, at)?,
                channel: PurchaseChannel::AdminCenter,
            },
            Product::Dynamics365Premium => buying::included(platform, platform.included.0 + line.licences, at)?,
            _ => Event::LicencesBought {
                product,
                licences: line.licences,
            },
        });
    }
    Ok(events)
}

fn remove(tenant: &Tenant, line: LicenceLine, standing: Standing, at: Instant) -> Result<Vec<Event>, Refusal> {
    let LicenceLine { product, licences } = line;
    let name = product.label();
    let owned = tenant.licences_owned(product, standing.brought);
    if licences == 0 || licences > owned {
        return Err(LicenceRefusal::NotOwned { product: name, owned }.into());
    }
    let left = owned - licences;
    require_enough_left(product, left, standing.assigned)?;
    if left == 0 {
        let needing = Products::built_in().iter().find(|facts| {
            facts.needs_owned.contains(&product)
                && tenant.licences_owned(facts.key, 0) > 0
                && !facts
                    .needs_owned
                    .iter()
                    .any(|other| *other != product && tenant.licences_owned(*other, 0) > 0)
        });
        if let Some(dependent) = needing {
            return Err(LicenceRefusal::Needed {
                product: name,
                dependent: dependent.key.label(),
            }
            .into());
        }
    }
    let platform = tenant.platform.now();
    Ok(vec![match product {
        Product::CopilotStudioPack => buying::returned(platform, licences)?,
        Product::Dynamics365Premium => buying::included(platform, left, at)?,
        _ => Event::LicencesRemoved { product, licences },
    }])
}

/// Refuses that fewer licences are left than people take.
///
/// # Errors
/// The refusal.
pub fn require_enough_left(product: Product, left: u32, assigned: u32) -> Result<(), LicenceRefusal> {
    if left >= assigned {
        return Ok(());
    }
    Err(LicenceRefusal::BelowAssigned {
        product: product.label(),
        left,
        assigned,
    })
}

fn require_assignable(product: Product) -> Result<(), LicenceRefusal> {
    match Products::of(product).kind {
        ProductKind::User => Ok(()),
        ProductKind::Tenant => Err(LicenceRefusal::NotAssignable(product.label())),
        ProductKind::Trial => Err(LicenceRefusal::SignedUpFor(product.label())),
    }
}

fn set_people(
    tenant: &Tenant,
    people: &[PersonStanding],
    wish: &LicenceWish,
    location: Option<&str>,
    standings: &[Standing],
) -> Result<Vec<Event>, LicenceRefusal> {
    match people.len() {
        0 => return Err(LicenceRefusal::NobodyChosen),
        many if many > MOST_PEOPLE => return Err(LicenceRefusal::TooManyPeople(MOST_PEOPLE)),
        _ => {}
    }
    for product in wish.add.iter().chain(&wish.remove) {
        require_assignable(*product)?;
    }
    let location = location.map(country).transpose()?;
    let mut events = Vec::new();
    for person in people {
        events.extend(set_person(person, wish, location.as_deref())?);
    }
    let freed = |product: Product| people.iter().filter(|person| frees(person, product, wish)).count();
    for product in &wish.add {
        let more = people.iter().filter(|person| !person.holds(*product)).count();
        let needed = u32::try_from(more).unwrap_or(u32::MAX);
        let freed = u32::try_from(freed(*product)).unwrap_or(0);
        let available = available(tenant, *product, standings) + freed;
        if needed > available {
            return Err(LicenceRefusal::NotEnough {
                product: product.label(),
                needed,
                available,
            });
        }
    }
    if events.is_empty() {
        return Err(LicenceRefusal::AsBefore);
    }
    Ok(events)
}

fn frees(person: &PersonStanding, product: Product, wish: &LicenceWish) -> bool {
    wish.remove.contains(&product)
        && person.direct.contains(&product)
        && !person.inherited.iter().any(|(held, _)| *held == product)
}

fn available(tenant: &Tenant, product: Product, standings: &[Standing]) -> u32 {
    let standing = standings.iter().find(|known| known.product == product);
    standing.map_or(0, |known| {
        tenant
            .licences_owned(product, known.brought)
            .saturating_sub(known.assigned)
    })
}

fn country(text: &str) -> Result<String, LicenceRefusal> {
    let letters = text.trim().to_uppercase();
    if letters.len() == 2 && letters.bytes().all(|letter| letter.is_ascii_uppercase()) {
        Ok(letters)
    } else {
        Err(LicenceRefusal::LocationMalformed(text.to_owned()))
    }
}

fn set_person(
    person: &PersonStanding,
    wish: &LicenceWish,
    location: Option<&str>,
) -> Result<Vec<Event>, LicenceRefusal> {
    if person.guest && !wish.add.is_empty() {
        return Err(LicenceRefusal::Guest(person.name.clone()));
    }
    let place = location.unwrap_or(&person.location);
    if place.is_empty() && !wish.add.is_empty() {
        return Err(LicenceRefusal::LocationMissing(person.name.clone()));
    }
    let inherits = |product: &Product| person.inherited.iter().find(|(held, _)| held == product);
    for product in &wish.remove {
        if let (false, Some((_, group))) = (person.direct.contains(product), inherits(product)) {
            return Err(LicenceRefusal::Inherited {
                product: product.label(),
                person: person.name.clone(),
                group: group.clone(),
            });
        }
    }
    let new = |product: &&Product| !person.direct.contains(product);
    let added: Vec<_> = wish.add.iter().filter(new).copied().collect();
    let held = |product: &&Product| person.direct.contains(product) && !wish.add.contains(product);
    let removed: Vec<_> = wish.remove.iter().filter(held).copied().collect();
    require_fit(person, &added, &removed, place)?;
    let mut events = Vec::new();
    if let Some(location) = location.filter(|location| *location != person.location) {
        events.push(Event::UsageLocationSet {
            person: person.id,
            location: location.to_owned(),
        });
    }
    if !added.is_empty() || !removed.is_empty() {
        events.push(Event::PersonLicencesSet {
            person: person.id,
            added,
            removed,
        });
    }
    Ok(events)
}

/// What a person then has must fit together, and to where they are.
fn require_fit(
    person: &PersonStanding,
    added: &[Product],
    removed: &[Product],
    place: &str,
) -> Result<(), LicenceRefusal> {
    let has = |product: &Product| {
        added.contains(product)
            || person.inherited.iter().any(|(held, _)| held == product)
            || person.direct.contains(product) && !removed.contains(product)
    };
    for product in Product::ALL.iter().filter(|product| has(product)) {
        let facts = Products::of(*product);
        let is_new = added.contains(product);
        if is_new && !facts.is_usable_in(place) {
            return Err(LicenceRefusal::Prohibited {
                product: product.label(),
                person: person.name.clone(),
                location: place.to_owned(),
            });
        }
        if let (true, Some(other)) = (is_new, facts.excludes.iter().find(|other| has(other))) {
            return Err(LicenceRefusal::Excluded {
                product: product.label(),
                other: other.label(),
                person: person.name.clone(),
            });
        }
        let rests_on = &facts.needs_held;
        let touched = is_new || removed.iter().any(|gone| rests_on.contains(gone));
        if touched && !rests_on.is_empty() && !rests_on.iter().any(has) {
            let labels: Vec<_> = rests_on.iter().map(|needed| needed.label()).collect();
            return Err(LicenceRefusal::NeedsHeld {
                product: product.label(),
                needed: labels.join(" or "),
                person: person.name.clone(),
            });
        }
    }
    Ok(())
}

fn set_group(
    tenant: &Tenant,
    target: &GroupTarget,
    wish: &LicenceWish,
    standings: &[Standing],
    at: Instant,
) -> Result<Vec<Event>, LicenceRefusal> {
    for product in &wish.add {
        require_assignable(*product)?;
        let brought = standings.iter().find(|known| known.product == *product);
        if tenant.licences_owned(*product, brought.map_or(0, |known| known.brought)) == 0 {
            return Err(LicenceRefusal::NoneOwned(product.label()));
        }
    }
    let present = tenant.licences.of_group(target.group.id);
    let new = |product: &&Product| !present.contains(product);
    let added: Vec<_> = wish.add.iter().filter(new).copied().collect();
    let given = |product: &&Product| present.contains(product) && !wish.add.contains(product);
    let removed: Vec<_> = wish.remove.iter().filter(given).copied().collect();
    match (added.is_empty(), removed.is_empty()) {
        (true, true) if wish.add.is_empty() && wish.remove.is_empty() => Err(LicenceRefusal::NothingChosen),
        (true, true) => Err(LicenceRefusal::AsBefore),
        _ => Ok(vec![Event::GroupLicencesSet {
            group: target.group.id,
            added,
            removed,
            reaches_at: reaches_at(at),
        }]),
    }
}
