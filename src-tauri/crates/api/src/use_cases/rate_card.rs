//! The dated catalogue of rate cards and prices, as it holds in this workbook, and overriding what it isn't sure of.

use meterdesk_billing::catalogue::{
    Catalogue, Feature, Licensed, OverrideChange, OverrideTarget, OverrideValue, Per, Rate, RateCard, RateOverrides,
};
use meterdesk_billing::estimate::planning;
use meterdesk_billing::offers::Offers;
use meterdesk_billing::tenant::Command;
use meterdesk_billing::units::Credits;
use meterdesk_store::Snapshot;

use super::ai_builder;
use super::estimate::time;
use super::rate_happening;
use crate::act::begin;
use crate::error::{ApiError, ErrorCode};
use crate::settle::settle_after_act;
use crate::text::{grouped, instant};
use crate::wire::*;
use crate::{App, Caller};

/// Every rate card and price.
///
/// # Errors
/// When the workbook can't be read.
pub async fn rate_card_list(app: &App, _caller: &Caller, _request: RateCardList) -> Result<RateCardListed, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let catalogue = snapshot.tenant().catalogue();
    let mut rows = Vec::with_capacity(catalogue.cards.len());
    for place in 0..catalogue.cards.len() {
        rows.push(row(&mut snapshot, &catalogue, place).await?);
    }
    Ok(RateCardListed {
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows,
        next: None,
        features: Feature::ALL.iter().copied().map(feature_name).collect(),
        prices: prices(&catalogue, Offers::built_in()),
        planning: planning_rows(),
        ai_builder: ai_builder::rows(&catalogue, catalogue.card_at(snapshot.tenant().now)),
        history: history(&mut snapshot).await?,
        hash: catalogue.hash.clone(),
    })
}

/// Overrides a rate or a card's time.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn rate_override_set(
    app: &App,
    caller: &Caller,
    request: RateOverrideSet,
) -> Result<RateOverrideChanged, ApiError> {
    let target = target(&request.card, request.feature.as_deref())?;
    let value = value(&target, &request)?;
    let (basis, revision, preview) = (request.basis.clone(), request.revision, request.preview);
    let mut begun = begin!(app, caller, request);
    let command = Command::OverrideRate {
        target: target.clone(),
        value: Some(value),
        basis,
        revision,
    };
    begun.decide(command).await?;
    let card = changed(&mut begun.act, &target).await?;
    let answer = begun.finish(RateOverrideChanged { card }).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

/// Takes an override back.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn rate_override_clear(
    app: &App,
    caller: &Caller,
    request: RateOverrideClear,
) -> Result<RateOverrideChanged, ApiError> {
    let target = target(&request.card, request.feature.as_deref())?;
    let (revision, preview) = (request.revision, request.preview);
    let mut begun = begin!(app, caller, request);
    let command = Command::OverrideRate {
        target: target.clone(),
        value: None,
        basis: String::new(),
        revision,
    };
    begun.decide(command).await?;
    let card = changed(&mut begun.act, &target).await?;
    let answer = begun.finish(RateOverrideChanged { card }).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn target(card: &str, feature: Option<&str>) -> Result<OverrideTarget, ApiError> {
    let card = card.trim().to_owned();
    let Some(name) = feature else {
        return Ok(OverrideTarget::CardFrom { card });
    };
    let feature =
        Feature::parse(name).ok_or_else(|| invalid(format!("\"{name}\" is no feature of a rate card"), "feature"))?;
    Ok(OverrideTarget::Rate { card, feature })
}

fn value(target: &OverrideTarget, request: &RateOverrideSet) -> Result<OverrideValue, ApiError> {
    match target {
        OverrideTarget::CardFrom { .. } => {
            let from = request.from.as_deref();
            let from = from.ok_or_else(|| invalid("Say from when the card holds instead", "from"))?;
            if request.credits.is_some() {
                return Err(invalid("Name the feature whose rate this is", "feature"));
            }
            Ok(OverrideValue::From(time(from, "from")?))
        }
        OverrideTarget::Rate { .. } => {
            let credits = request.credits.as_deref();
            let credits = credits.ok_or_else(|| invalid("Say what one unit costs instead", "credits"))?;
            if request.from.is_some() {
                return Err(invalid("A rate has no time of its own: its card has", "from"));
            }
            let credits: Credits = credits
                .parse()
                .map_err(|error| invalid(format!("This is no amount: {error}"), "credits"))?;
            Ok(OverrideValue::Credits(credits.0))
        }
    }
}

fn invalid(message: impl Into<String>, field: &str) -> ApiError {
    ApiError::new(ErrorCode::InvalidField, message).at(field)
}

async fn changed(snapshot: &mut Snapshot, target: &OverrideTarget) -> Result<RateCardRow, ApiError> {
    let catalogue = snapshot.tenant().catalogue();
    let place = catalogue.cards.iter().position(|card| card.id == target.card());
    let place = place.ok_or_else(|| ApiError::new(ErrorCode::Internal, "the rate card is gone"))?;
    row(snapshot, &catalogue, place).await
}

async fn row(snapshot: &mut Snapshot, catalogue: &Catalogue, place: usize) -> Result<RateCardRow, ApiError> {
    let card = &catalogue.cards[place];
    let overrides = snapshot.tenant().rate_overrides.clone();
    let now = snapshot.tenant().now;
    let date = OverrideTarget::CardFrom { card: card.id.clone() };
    let mut rates = Vec::with_capacity(card.rates.len());
    for rate in &card.rates {
        rates.push(rate_row(snapshot, &overrides, card, rate).await?);
    }
    let unpublished = Feature::ALL
        .iter()
        .copied()
        .filter(|feature| card.rate(*feature).is_none());
    Ok(RateCardRow {
        id: card.id.clone(),
        from: instant(card.from),
        from_certainty: card.from_certainty.key().to_owned(),
        from_override: own(snapshot, overrides.present(&date)).await?,
        from_revision: overrides.revision(&date),
        until: catalogue.cards.get(place + 1).map(|next| instant(next.from)),
        unit: card.unit.clone(),
        source: card.source.clone(),
        certainty: card.certainty.key().to_owned(),
        note: card.note.clone(),
        rates,
        unpublished: if card.rates.is_empty() {
            Vec::new()
        } else {
            unpublished.map(feature_name).collect()
        },
        in_force: catalogue.card_at(now).is_some_and(|held| held.id == card.id),
    })
}

async fn rate_row(
    snapshot: &mut Snapshot,
    overrides: &RateOverrides,
    card: &RateCard,
    rate: &Rate,
) -> Result<RateRow, ApiError> {
    let target = OverrideTarget::Rate {
        card: card.id.clone(),
        feature: rate.feature,
    };
    let present = overrides.present(&target);
    let published = Catalogue::built_in()
        .card(&card.id)
        .and_then(|card| card.rate(rate.feature));
    Ok(RateRow {
        feature: rate.feature.key().to_owned(),
        label: rate.feature.label().to_owned(),
        credits: rate.credits.to_string(),
        published: present.and(published).map(|published| published.credits.to_string()),
        per: match rate.per {
            Per::Unit => "unit",
            Per::ThousandTokens => "thousandTokens",
        }
        .to_owned(),
        charged_to_licensed: rate.licensed == Licensed::Billed,
        certainty: rate.certainty.key().to_owned(),
        own: own(snapshot, present).await?,
        revision: overrides.revision(&target),
    })
}

async fn own(snapshot: &mut Snapshot, present: Option<&OverrideChange>) -> Result<Option<RateOverrideView>, ApiError> {
    let Some(change) = present else { return Ok(None) };
    Ok(Some(RateOverrideView {
        basis: change.basis.clone(),
        at: instant(change.at),
        by: snapshot.display_name(change.by).await?,
    }))
}

async fn history(snapshot: &mut Snapshot) -> Result<Vec<RateOverrideEntry>, ApiError> {
    let changes = snapshot.tenant().rate_overrides.history().to_vec();
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes.iter().rev() {
        let text = change.value.map_or_else(
            || format!("{} went by the catalogue again", rate_happening::named(&change.target)),
            |value| rate_happening::overridden(&change.target, value),
        );
        rows.push(RateOverrideEntry {
            seq: change.seq,
            at: instant(change.at),
            by: snapshot.display_name(change.by).await?,
            text: format!("{text}."),
            basis: change.value.map(|_| change.basis.clone()),
        });
    }
    Ok(rows)
}

fn feature_name(feature: Feature) -> FeatureName {
    FeatureName {
        feature: feature.key().to_owned(),
        label: feature.label().to_owned(),
    }
}

fn prices(catalogue: &Catalogue, offers: &Offers) -> Vec<PriceRow> {
    let mut rows = vec![PriceRow {
        id: "pay-as-you-go".to_owned(),
        label: "Pay-as-you-go".to_owned(),
        from: None,
        size: "1 Copilot Credit".to_owned(),
        usd: catalogue.usd_per_credit.to_string(),
        per: "credit".to_owned(),
        source: catalogue.price_source.clone(),
        certainty: "stated".to_owned(),
        note: "Charged in arrears to the Azure subscription.".to_owned(),
    }];
    rows.extend(offers.packs.iter().map(|pack| {
        PriceRow {
            id: pack.id.clone(),
            label: if pack.id == "message-pack" {
                "Message pack"
            } else {
                "Copilot Credit capacity pack"
            }
            .to_owned(),
            from: Some(pack.from.to_string()),
            size: format!("{} a month", grouped(&pack.credits_per_month.to_string())),
            usd: pack.usd_per_month.to_string(),
            per: "month".to_owned(),
            source: pack.source.clone(),
            certainty: pack.certainty.key().to_owned(),
            note: pack.note.clone(),
        }
    }));
    for plan in &offers.plans {
        rows.extend(plan.tiers.iter().map(|tier| PriceRow {
            id: format!("{}-tier-{}", plan.name.key(), tier.tier),
            label: format!("{}, tier {}", plan.name.label(), tier.tier),
            from: Some(plan.from.to_string()),
            size: format!(
                "{} Copilot Credits within {} months",
                grouped(&plan.credits(tier, catalogue.usd_per_credit).to_string()),
                plan.months
            ),
            usd: tier.usd.to_string(),
            per: "term".to_owned(),
            source: plan.source.clone(),
            certainty: tier.certainty.key().to_owned(),
            note: plan.note.clone(),
        }));
    }
    rows.extend(offers.seats.iter().map(|seat| PriceRow {
        id: seat.id.clone(),
        label: format!("{} license", seat.name),
        from: Some(seat.from.to_string()),
        size: "1 person".to_owned(),
        usd: seat.usd_per_month.to_string(),
        per: "month".to_owned(),
        source: seat.source.clone(),
        certainty: seat.certainty.key().to_owned(),
        note: seat.note.clone(),
    }));
    rows.extend(offers.included.iter().map(|included| PriceRow {
        id: included.id.clone(),
        label: "Included with Dynamics 365 Premium licenses".to_owned(),
        from: Some(included.from.to_string()),
        size: format!(
            "{} Copilot Credits a user and month",
            grouped(&included.credits_per_user_month.to_string())
        ),
        usd: "0".to_owned(),
        per: "month".to_owned(),
        source: included.source.clone(),
        certainty: included.certainty.key().to_owned(),
        note: format!("{}. {}", included.licences.join(", "), included.note),
    }));
    rows
}

fn planning_rows() -> Vec<PlanningRow> {
    let row = |range: &planning::PlanningRange, band: &planning::Band| PlanningRow {
        subject: range.subject.clone(),
        weight: band.band.key().to_owned(),
        from: band.from.to_string(),
        to: band.to.map(|to| to.to_string()),
        middle: band.middle.map(|middle| middle.to_string()),
        source: range.source.clone(),
        certainty: range.certainty.key().to_owned(),
    };
    planning::ranges()
        .iter()
        .flat_map(|range| range.bands.iter().map(move |band| row(range, band)))
        .collect()
}
