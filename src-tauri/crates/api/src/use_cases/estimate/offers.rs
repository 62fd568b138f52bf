//! What the same use costs under each offer.

use meterdesk_billing::catalogue::{Catalogue, Certainty};
use meterdesk_billing::offers::{
    self, Comparison, MAX_CREDITS_PER_MONTH, MAX_MONTHS, Offer, OfferCost, Offers, PlanName,
};
use meterdesk_billing::units::{Credits, Usd};

use super::fields::{invalid, more_than_zero};
use crate::error::ApiError;
use crate::text::{counted, grouped};
use crate::wire::*;
use crate::{App, Caller};
/// Compares what the same use costs under each offer.
///
/// # Errors
/// When the credits or months are none that can be compared.
pub async fn offer_compare(_: &App, _: &Caller, request: OfferCompare) -> Result<OfferCompared, ApiError> {
    let credits = Credits(more_than_zero(&request.credits_per_month, "creditsPerMonth")?.0);
    if credits > MAX_CREDITS_PER_MONTH {
        let most = grouped(&MAX_CREDITS_PER_MONTH.to_string());
        return Err(invalid(
            format!("Compare at most {most} credits a month"),
            "creditsPerMonth",
        ));
    }
    let months = u32::try_from(request.months)
        .ok()
        .filter(|months| (1..=MAX_MONTHS).contains(months))
        .ok_or_else(|| invalid(format!("Compare from 1 to {MAX_MONTHS} months"), "months"))?;
    let compared = offers::compare(Catalogue::built_in(), Offers::built_in(), credits, months);
    let least = compared.offers.iter().map(|row| row.cost.0).min().unwrap_or_default();
    let break_even = &compared.break_even;
    Ok(OfferCompared {
        offers: compared
            .offers
            .iter()
            .map(|row| OfferCostRow {
                offer: row.offer.key(),
                label: row.offer.label(),
                bought: bought(row, months),
                quantity: row.quantity.to_string(),
                cost: row.cost.to_string(),
                per_credit: row.per_credit.to_string(),
                drawn: row.cost.0 / DRAWN_TIMES <= least,
            })
            .collect(),
        cheapest: compared.cheapest.key(),
        break_even: break_even.pack.to_string(),
        further_break_evens: FurtherBreakEvens {
            plans: break_even
                .plans
                .iter()
                .map(|(offer, credits)| PlanBreakEven {
                    offer: offer.key(),
                    label: offer.label(),
                    credits_per_term: credits.to_string(),
                })
                .collect(),
            licence: LicenceBreakEven {
                usd_per_month: break_even.seat_usd.to_string(),
                pay_as_you_go_credits_per_month: break_even.seat_pay_as_you_go.to_string(),
                pack_credits_per_month: break_even.seat_packs.to_string(),
            },
        },
        summary: cheapest_sentence(&compared, credits, months),
        sources: sources(Catalogue::built_in(), Offers::built_in()),
    })
}

/// What an offer's quantity counts, in words.
fn bought(row: &OfferCost, months: u32) -> String {
    let count = grouped(&row.quantity.to_string());
    let one = count == "1";
    match row.offer {
        Offer::PayAsYouGo => format!("{count} Copilot Credits in {months} months"),
        Offer::Packs | Offer::PacksAndPayAsYouGo if one => "1 pack in each month".to_owned(),
        Offer::Packs | Offer::PacksAndPayAsYouGo => format!("{count} packs in each month"),
        Offer::PlanAndPayAsYouGo { .. } if one => "1 plan for 12 months".to_owned(),
        Offer::PlanAndPayAsYouGo { .. } => format!("{count} plans of 12 months, one after the other"),
    }
}

fn cheapest_sentence(compared: &Comparison, credits: Credits, months: u32) -> String {
    let cost = |offer: Offer| {
        compared
            .offers
            .iter()
            .find(|row| row.offer == offer)
            .map(|row| row.cost)
    };
    let cheapest = cost(compared.cheapest).unwrap_or(Usd::ZERO);
    let use_of = format!(
        "For {} Copilot Credits a month over {}",
        grouped(&credits.to_string()),
        counted(months.into(), "month", "months")
    );
    let (offer, dollars) = (in_a_sentence(&compared.cheapest.label()), spoken_usd(cheapest));
    match cost(Offer::PayAsYouGo).filter(|alone| *alone > cheapest) {
        Some(alone) => format!(
            "{use_of}, the cheapest is {offer}: {dollars}, {} less than pay-as-you-go alone.",
            spoken_usd(alone - cheapest)
        ),
        None => format!("{use_of}, the cheapest is {offer}: {dollars}."),
    }
}

fn spoken_usd(amount: Usd) -> String {
    let spoken = amount.spoken();
    format!("${}", grouped(spoken.strip_prefix('$').unwrap_or(&spoken)))
}

/// A label within a sentence: its first letter is small.
fn in_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What costs more than this many times the cheapest would make every other bar of a chart too short to see.
const DRAWN_TIMES: i64 = 4;

/// Where the compared prices come from. A comparison goes by the newest of each kind.
fn sources(catalogue: &Catalogue, offers: &Offers) -> Vec<OfferSource> {
    let price = OfferSource {
        offer: "Pay-as-you-go".to_owned(),
        source: catalogue.price_source.clone(),
        certainty: Certainty::Stated.key().to_owned(),
        note: String::new(),
    };
    let source = |offer: &str, source: &str, certainty: Certainty, note: &str| OfferSource {
        offer: offer.to_owned(),
        source: source.to_owned(),
        certainty: certainty.key().to_owned(),
        note: note.to_owned(),
    };
    let pack = offers.packs.last();
    let pack = pack.map(|pack| source("Capacity packs", &pack.source, pack.certainty, &pack.note));
    let plan = offers.plans.iter().rfind(|plan| plan.name == PlanName::CopilotCredit);
    let plan = plan.map(|plan| source("Pre-purchase plan", &plan.source, plan.certainty, &plan.note));
    let seat = offers.seats.last();
    let seat = seat.map(|seat| source(&seat.name, &seat.source, seat.certainty, &seat.note));
    [Some(price), pack, plan, seat].into_iter().flatten().collect()
}
