//! Trials that people sign up for: list, sign up, extend.

use chrono::DateTime;
use meterdesk_billing::directory::Product;
use meterdesk_billing::licences::{ProductKind, Products};
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::tenant::{Command, Event, Refusal, TrialCommand, TrialRefusal, TrialStanding};
use meterdesk_billing::time::Instant;
use meterdesk_store::{PersonRecord, TrialSpan};

use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::pages::plain_page;
use crate::text::{second, spoken};
use crate::wire::*;
use crate::{App, Caller};

const SECONDS_OF_DAY: i64 = 86_400;

/// Trials, the one that ends last first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn trial_list(app: &App, _caller: &Caller, request: TrialList) -> Result<TrialListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    let mut snapshot = app.workbook.read().await?;
    let now = snapshot.tenant().now.timestamp();
    let spans = snapshot.trials(&trials(), None).await?;
    let mut of_people: Vec<Vec<TrialSpan>> = Vec::new();
    for span in spans {
        match of_people.last_mut() {
            Some(of_one) if of_one[0].person == span.person && of_one[0].product == span.product => of_one.push(span),
            _ => of_people.push(vec![span]),
        }
    }
    let places: Vec<_> = of_people.iter().map(|spans| spans[0].person).collect();
    let people = snapshot.names_of(&places).await?;
    let mut rows: Vec<_> = of_people
        .iter()
        .zip(people)
        .filter_map(|(spans, person)| row(spans, (&person.id, &person.display_name), now))
        .collect();
    rows.sort_by(|a, b| (&b.ends_at, &a.user_name).cmp(&(&a.ends_at, &b.user_name)));
    let off = snapshot.tenant().settings.now(SettingKey::AdHocSubscriptions) == Choice::Refused;
    let (rows, total, next) = page.cut(rows);
    Ok(TrialListed {
        rows,
        total,
        next,
        missing: off.then(|| TrialRefusal::SignUpOff.to_string()),
    })
}

/// Products that people sign up for.
fn trials() -> Vec<Product> {
    let products = Products::built_in().iter();
    products
        .filter(|facts| facts.kind == ProductKind::Trial)
        .map(|facts| facts.key)
        .collect()
}

/// A trial from its spans: the first, and the extension if there was one.
fn row(spans: &[TrialSpan], (user, user_name): (&str, &str), now: i64) -> Option<TrialRow> {
    let (first, last) = (spans.first()?, spans.last()?);
    let left = (last.until - now).max(0);
    Some(TrialRow {
        user: user.to_owned(),
        user_name: user_name.to_owned(),
        product: first.product.into(),
        product_name: first.product.label().to_owned(),
        started_at: second(first.from),
        ends_at: second(last.until),
        days_left: u32::try_from((left + SECONDS_OF_DAY - 1) / SECONDS_OF_DAY).unwrap_or(u32::MAX),
        extended: spans.len() > 1,
    })
}

/// Signs a person up for a trial.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn trial_start(app: &App, caller: &Caller, request: TrialStart) -> Result<TrialChanged, ApiError> {
    let (user, product) = (request.user.clone(), request.product.into());
    let mut begun = begin!(app, caller, request);
    let (person, standing) = standing(&mut begun, user, product).await?;
    let events = begun.decide(Command::Trial(TrialCommand::Start(standing))).await?;
    let answer = changed(&mut begun, &person, &events).await?;
    begun.finish(answer).await
}

/// Extends a person's trial, once.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn trial_extend(app: &App, caller: &Caller, request: TrialExtend) -> Result<TrialChanged, ApiError> {
    let (user, product) = (request.user.clone(), request.product.into());
    let mut begun = begin!(app, caller, request);
    let (person, standing) = standing(&mut begun, user, product).await?;
    let events = begun.decide(Command::Trial(TrialCommand::Extend(standing))).await?;
    let answer = changed(&mut begun, &person, &events).await?;
    begun.finish(answer).await
}

async fn standing(
    begun: &mut Begun,
    user: Option<String>,
    product: Product,
) -> Result<(PersonRecord, TrialStanding), ApiError> {
    let user = user.unwrap_or_else(|| begun.actor.id.to_string());
    let person = begun.act.person(&user).await?.ok_or(Refusal::PersonUnknown(user))?;
    let spans = begun.act.trials(&[product], Some(person.index)).await?;
    let at = |second| DateTime::from_timestamp(second, 0).unwrap_or_default();
    let standing = TrialStanding {
        person: person.id,
        name: person.display_name.clone(),
        guest: person.is_guest(),
        product,
        spans: spans.iter().map(|span| (at(span.from), at(span.until))).collect(),
    };
    Ok((person, standing))
}

async fn changed(begun: &mut Begun, person: &PersonRecord, events: &[Event]) -> Result<TrialChanged, ApiError> {
    let now = begun.act.tenant().now;
    let (product, from, ends_at): (Product, Instant, Instant) = match events {
        [Event::LicenceTrialStarted { product, ends_at, .. }] => (*product, now, *ends_at),
        [
            Event::LicenceTrialExtended {
                product, from, ends_at, ..
            },
        ] => (*product, *from, *ends_at),
        _ => return Err(Refusal::from(TrialRefusal::SignUpOff).into()),
    };
    let span = TrialSpan {
        person: person.index,
        product,
        from: from.timestamp(),
        until: ends_at.timestamp(),
    };
    let mut spans = begun.act.trials(&[product], Some(person.index)).await?;
    if !begun.act.is_preview() {
        begun.act.write_trial(&span).await?;
    }
    spans.push(span);
    let trial = row(&spans, (&person.id.to_string(), &person.display_name), now.timestamp());
    let trial = trial.ok_or_else(|| ApiError::from(Refusal::from(TrialRefusal::SignUpOff)))?;
    let effects = vec![format!(
        "{} can use {} until {}; the clock ends it.",
        person.display_name,
        product.label(),
        spoken(ends_at)
    )];
    Ok(TrialChanged { trial, effects })
}
