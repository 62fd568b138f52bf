//! Settings › Compare rate cards: a month's use on two dated cards, or on a draft, per feature and in sum.
//!
//! The use is what the month's settlement counts as served; what it is worth on a card is decided in `meterdesk-billing`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use meterdesk_billing::catalogue::{Catalogue, Feature, MAX_RATE, RateCard};
use meterdesk_billing::rate_comparison::{Compared, ComparedFeature, OnCard, RateComparison, draft};
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Credits;
use meterdesk_store::{RunTimeline, Snapshot};

use super::chargeback::{asked, months, named};
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::{features, settle};
use crate::text::{instant, spoken_day};
use crate::wire::*;
use crate::{App, Caller};

columns!(RateComparisonListed of RateComparisonRow:
    Column::new("feature", "Feature", |row| Cell::text(&row.label)),
    Column::new("quantity", "Quantity", |row| row.quantity.as_ref().map_or(Cell::Nothing, |quantity| Cell::amount(quantity))),
    Column::new("firstRate", "First card: rate", |row| row.first.rate.as_ref().map_or(Cell::Nothing, |rate| Cell::amount(rate))),
    Column::new("secondRate", "Second card: rate", |row| row.second.rate.as_ref().map_or(Cell::Nothing, |rate| Cell::amount(rate))),
    Column::new("first", "First card: charged (credits)", |row| Cell::amount(&row.first.charged)),
    Column::new("second", "Second card: charged (credits)", |row| Cell::amount(&row.second.charged)),
    Column::new("difference", "Difference (credits)", |row| Cell::amount(&row.difference)),
    Column::new("firstUncharged", "First card: not charged (credits)", |row| Cell::amount(&row.first.uncharged)),
    Column::new("secondUncharged", "Second card: not charged (credits)", |row| Cell::amount(&row.second.uncharged)),
    Column::new("firstUsd", "First card: pay-as-you-go (USD)", |row| Cell::amount(&row.first.usd)),
    Column::new("secondUsd", "Second card: pay-as-you-go (USD)", |row| Cell::amount(&row.second.usd)),
    Column::new("differenceUsd", "Difference (USD)", |row| Cell::amount(&row.difference_usd)),
);

/// What a month's use is worth on two cards.
///
/// # Errors
/// When there is no such month or card, a draft's rate is none, the page is not one, or the workbook can't be read.
pub async fn rate_comparison_list(
    app: &App,
    _caller: &Caller,
    request: RateComparisonList,
) -> Result<RateComparisonListed, ApiError> {
    let page = page::<RateComparisonListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let changes = changes(&request.draft)?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let months = months(&mut snapshot).await?;
    let month = asked(&snapshot, &months, request.month.as_deref())?;
    let now = snapshot.tenant().now;
    let catalogue = snapshot.tenant().catalogue();
    let cards: Vec<&RateCard> = catalogue.cards.iter().filter(|card| !card.rates.is_empty()).collect();
    let held = cards.iter().rposition(|card| card.from <= now).unwrap_or_default();
    let first = chosen(&cards, request.first.as_deref(), held.saturating_sub(1), "first")?;
    let base = chosen(&cards, request.second.as_deref(), held, "second")?;
    let second = draft(base, &changes, &catalogue);
    let compared = compared(&mut snapshot, month, first, &second).await?;
    let names: HashMap<i64, String> = snapshot.names().await?.into_iter().collect();
    let worded = Worded {
        catalogue: &catalogue,
        first,
        second: &second,
    };
    let mut sum = Compared::default();
    for one in compared.values() {
        add(&mut sum.first, one.first);
        add(&mut sum.second, one.second);
    }
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let rows = compared.iter().map(|(feature, compared)| match feature {
        ComparedFeature::Known(known) => worded.row(known.key(), known.label(), Some(*known), compared),
        ComparedFeature::Unknown(name) => {
            let name = names.get(name).map_or("", String::as_str);
            worded.row(name, name, None, compared)
        }
    });
    let mut rows: Vec<RateComparisonRow> = rows.filter(|row| row.label.to_lowercase().contains(&search)).collect();
    rows.sort_by_key(|row| Reverse(row.difference.parse::<Credits>().map_or(0, |credits| credits.0.abs())));
    let (rows, total, next) = page.of::<RateComparisonListed>(rows);
    Ok(RateComparisonListed {
        rows,
        total,
        next,
        month: named(month),
        months: months.into_iter().rev().map(named).collect(),
        first: card(first, false),
        second: card(&second, !changes.is_empty()),
        cards: cards.iter().rev().map(|known| card(known, false)).collect(),
        sum: RateComparisonRow {
            quantity: None,
            ..worded.row("all", "All features", None, &sum)
        },
        as_of: instant(now),
    })
}

fn add(sum: &mut OnCard, one: OnCard) {
    sum.charged += one.charged;
    sum.uncharged += one.uncharged;
}

/// Rates what the month served on both cards.
async fn compared(
    snapshot: &mut Snapshot,
    month: Month,
    first: &RateCard,
    second: &RateCard,
) -> Result<BTreeMap<ComparedFeature, Compared>, ApiError> {
    let served = snapshot.served(month.start().timestamp()).await?;
    let features = features(snapshot).await?;
    let mut comparison = RateComparison::new(first, second);
    for rows in served.rows() {
        let place = usize::try_from(rows.feature).ok();
        let feature = place.and_then(|place| features.get(place).copied()).flatten();
        let feature = feature.map_or(ComparedFeature::Unknown(rows.feature), ComparedFeature::Known);
        let circumstances = (rows.circumstances, rows.licensed);
        comparison.add(feature, (rows.rows, rows.quantity), circumstances, rows.switches);
    }
    Ok(comparison.finish())
}

fn chosen<'a>(
    cards: &[&'a RateCard],
    name: Option<&str>,
    otherwise: usize,
    field: &str,
) -> Result<&'a RateCard, ApiError> {
    let found = match name {
        Some(name) => cards.iter().find(|card| card.id == name.trim()),
        None => cards.get(otherwise),
    };
    found.copied().ok_or_else(|| {
        let known: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
        let message = format!(
            "There is no such rate card with rates of features; use one of: {}",
            known.join(", ")
        );
        ApiError::new(ErrorCode::InvalidField, message).at(field)
    })
}

fn changes(draft: &[RateDraft]) -> Result<Vec<(Feature, Credits)>, ApiError> {
    let refused = |message: String| ApiError::new(ErrorCode::InvalidField, message).at("draft");
    let mut changes: Vec<(Feature, Credits)> = Vec::new();
    for RateDraft { feature, credits } in draft {
        let known = Feature::parse(feature);
        let known = known.ok_or_else(|| refused(format!("\"{feature}\" is no feature of a rate card")))?;
        let rate: Credits = credits
            .parse()
            .map_err(|error| refused(format!("{}: {error}", known.label())))?;
        if rate < Credits::ZERO || rate > MAX_RATE {
            return Err(refused(format!(
                "{}: a draft's rate is from 0 to {MAX_RATE}",
                known.label()
            )));
        }
        if changes.iter().any(|(other, _)| *other == known) {
            return Err(refused(format!("{} has two rates in the draft", known.label())));
        }
        changes.push((known, rate));
    }
    Ok(changes)
}

fn card(card: &RateCard, draft: bool) -> ComparedCard {
    let from = spoken_day(card.from.date_naive());
    ComparedCard {
        id: card.id.clone(),
        label: if draft {
            format!("Draft of {}", card.id)
        } else {
            format!("{}, from {from}", card.id)
        },
        draft,
        unit: card.unit.clone(),
        source: card.source.clone(),
    }
}

/// Both cards, to word what was compared on them.
struct Worded<'a> {
    catalogue: &'a Catalogue,
    first: &'a RateCard,
    second: &'a RateCard,
}

impl Worded<'_> {
    fn row(&self, key: &str, label: &str, feature: Option<Feature>, compared: &Compared) -> RateComparisonRow {
        let first = self.side(self.first, feature, compared.first);
        let second = self.side(self.second, feature, compared.second);
        let money = |side: OnCard| self.catalogue.pay_as_you_go(side.charged);
        RateComparisonRow {
            feature: key.to_owned(),
            label: label.to_owned(),
            quantity: Some(compared.quantity.to_string()),
            difference: (compared.second.charged - compared.first.charged).to_string(),
            difference_usd: (money(compared.second) - money(compared.first)).to_string(),
            first,
            second,
        }
    }

    fn side(&self, card: &RateCard, feature: Option<Feature>, side: OnCard) -> RateSide {
        let rate = feature.and_then(|feature| card.rate(feature));
        RateSide {
            rate: rate.map(|rate| rate.credits.to_string()),
            charged: side.charged.to_string(),
            uncharged: side.uncharged.to_string(),
            usd: self.catalogue.pay_as_you_go(side.charged).to_string(),
        }
    }
}
