//! The dated catalogue of rate cards, as it holds in this workbook.

use meterdesk_billing::catalogue::{Catalogue, Feature, Licensed, Per, Rate, RateCard};

use crate::error::ApiError;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// Every rate card.
///
/// # Errors
/// None: the cards are part of the program.
pub async fn rate_card_list(_app: &App, _caller: &Caller, _request: RateCardList) -> Result<RateCardListed, ApiError> {
    let cards = &Catalogue::built_in().cards;
    let rows: Vec<RateCardRow> = cards
        .iter()
        .enumerate()
        .map(|(place, card)| row(card, cards.get(place + 1)))
        .collect();
    Ok(RateCardListed {
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows,
        next: None,
        features: Feature::ALL
            .iter()
            .map(|feature| FeatureName {
                feature: feature.key().to_owned(),
                label: feature.label().to_owned(),
            })
            .collect(),
    })
}

fn row(card: &RateCard, next: Option<&RateCard>) -> RateCardRow {
    RateCardRow {
        id: card.id.clone(),
        from: instant(card.from),
        until: next.map(|next| instant(next.from)),
        unit: card.unit.clone(),
        source: card.source.clone(),
        certainty: card.certainty.key().to_owned(),
        note: card.note.clone(),
        rates: card.rates.iter().map(rate).collect(),
    }
}

fn rate(rate: &Rate) -> RateRow {
    RateRow {
        feature: rate.feature.key().to_owned(),
        label: rate.feature.label().to_owned(),
        credits: rate.credits.to_string(),
        per: match rate.per {
            Per::Unit => "unit",
            Per::ThousandTokens => "thousandTokens",
        }
        .to_owned(),
        charged_to_licensed: rate.licensed == Licensed::Billed,
    }
}
