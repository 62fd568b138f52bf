//! A mix in words and amounts, and the list prices that it rests on.

use chrono::NaiveDate;
use meterdesk_billing::catalogue::{Catalogue, Certainty};
use meterdesk_billing::offers::{Buying, LEVELS, Mix, MixKind, MixPrices, Offers, PlanName};
use meterdesk_billing::units::Usd;

use super::used::Part;
use crate::text::{counted, grouped, listed};
use crate::wire::*;

/// A row, with its cost.
pub(super) fn row(part: &Part, buying: &Buying, prices: &MixPrices) -> (i64, BuyingMixRow) {
    let includable = part.includable();
    let mut all = includable;
    all.add(part.needs.rest);
    let best = mix(&buying.best);
    let cost = whole_cents(&buying.best);
    let row = BuyingMixRow {
        id: part.id.clone(),
        name: part.name.clone(),
        people: count(part.people),
        held: count(part.held),
        worth_licence: count(
            part.needs
                .people
                .iter()
                .filter(|need| prices.is_worth_a_seat(**need))
                .count(),
        ),
        credits: all.sum().to_string(),
        includable_credits: includable.sum().to_string(),
        metered_credits: all.metered.to_string(),
        best,
        second: buying.second.as_ref().map(mix),
        swap_below: buying.swap.below,
        swap_above: buying.swap.above,
        swap: swap(buying),
    };
    (cost.0, row)
}

fn count(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

fn mix(mix: &Mix) -> MixView {
    MixView {
        label: capitalized(&label(mix)),
        kind: kind(mix.kind),
        licences: count(mix.licences),
        packs: count(mix.packs),
        tier: mix.kind.tier,
        licences_usd: mix.licences_usd.to_string(),
        packs_usd: mix.packs_usd.to_string(),
        tier_usd: mix.tier_usd.to_string(),
        pay_as_you_go_credits: mix.pay_as_you_go.to_string(),
        pay_as_you_go_usd: in_cents(mix.pay_as_you_go_usd).to_string(),
        usd: whole_cents(mix).to_string(),
    }
}

/// All of a mix, with pay-as-you-go as a bill states it.
fn whole_cents(mix: &Mix) -> Usd {
    mix.licences_usd + mix.packs_usd + mix.tier_usd + in_cents(mix.pay_as_you_go_usd)
}

/// An amount rounded to whole cents, half a cent up.
fn in_cents(amount: Usd) -> Usd {
    const CENT: i64 = 1_000_000;
    Usd((amount.0 + CENT / 2) / CENT * CENT)
}

fn label(mix: &Mix) -> String {
    let mut parts = Vec::new();
    if mix.kind.licences {
        parts.push(counted(u64::from(count(mix.licences)), "license", "licenses"));
    }
    if mix.kind.packs {
        parts.push(counted(u64::from(count(mix.packs)), "capacity pack", "capacity packs"));
    }
    if let Some(tier) = mix.kind.tier {
        parts.push(format!("pre-purchase tier {tier}"));
    }
    match (parts.is_empty(), mix.pay_as_you_go_usd == Usd::ZERO) {
        (true, true) => return "nothing to buy".to_owned(),
        (true, false) => return "pay-as-you-go alone".to_owned(),
        (false, true) => {}
        (false, false) => parts.push("pay-as-you-go".to_owned()),
    }
    listed(&parts)
}

/// What a mix is made of.
fn kind(kind: MixKind) -> String {
    let tier = kind.tier.map(|tier| format!("pre-purchase tier {tier}"));
    let parts = [
        kind.licences.then(|| "licenses".to_owned()),
        kind.packs.then(|| "capacity packs".to_owned()),
        tier,
        Some("pay-as-you-go".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.len() == 1 {
        "pay-as-you-go alone".to_owned()
    } else {
        listed(&parts)
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn swap(buying: &Buying) -> String {
    let Some(second) = buying.second else {
        return "There is no other mix.".to_owned();
    };
    let second = kind(second.kind);
    match (buying.swap.below, buying.swap.above) {
        (None, None) => format!(
            "From {}% to {}% of this use, {second} always cost more.",
            LEVELS.start(),
            LEVELS.end()
        ),
        (Some(below), None) => format!("With less use they swap at {below}% of it: there {second} cost no more."),
        (None, Some(above)) => format!("With more use they swap at {above}% of it: there {second} cost no more."),
        (Some(below), Some(above)) => {
            format!("With less use they swap at {below}% of it, with more at {above}%: there {second} cost no more.")
        }
    }
}

/// How a mix is worked out.
pub(super) fn rule(keep: bool) -> String {
    let licences = if keep {
        "Licenses that people hold now stay, cost nothing here, and what they include counts nothing; further ones go"
    } else {
        "Licenses that people hold now are not taken for granted: they go"
    };
    format!(
        "Twelve months like this one, at list prices of today. {licences} to the people whose use they include most of. Packs pay for \
         Copilot Studio and Copilot Chat; agents in SharePoint and the Retrieval API stay pay-as-you-go, which a pre-purchase \
         plan pays first. Blocked use and what a rule leaves uncharged counts nothing. A license is worth more than the \
         agents that it includes: that is not priced here."
    )
}

/// The list prices of a day.
pub(super) fn price_rows(day: NaiveDate, catalogue: &Catalogue, offers: &Offers) -> Vec<MixPriceRow> {
    let price_row =
        |id: &str, name: &str, price: String, from: Option<NaiveDate>, source: &str, certainty: Certainty| {
            MixPriceRow {
                id: id.to_owned(),
                name: name.to_owned(),
                price,
                from: from.map(|day| day.to_string()),
                source: source.to_owned(),
                certainty: certainty.key().to_owned(),
            }
        };
    let credit = format!("{} a credit", catalogue.usd_per_credit.spoken());
    let credit = price_row(
        "credit",
        "Pay-as-you-go",
        credit,
        None,
        &catalogue.price_source,
        Certainty::Stated,
    );
    let seat = offers.seat_on(day).map(|seat| {
        let price = format!("{} a person and month", seat.usd_per_month.spoken());
        price_row(
            "licence",
            &seat.name,
            price,
            Some(seat.from),
            &seat.source,
            seat.certainty,
        )
    });
    let pack = offers.pack_on(day).map(|pack| {
        let credits = grouped(&pack.credits_per_month.to_string());
        let price = format!("{} a month for {credits} credits", pack.usd_per_month.spoken());
        price_row(
            "pack",
            "Capacity pack",
            price,
            Some(pack.from),
            &pack.source,
            pack.certainty,
        )
    });
    let plan = offers.plan_on(PlanName::CopilotCredit, day).and_then(|plan| {
        let (first, last) = (plan.tiers.first()?, plan.tiers.last()?);
        let price = format!(
            "{}% below pay-as-you-go in tier {} to {}% in tier {}, for {} months",
            first.discount_percent, first.tier, last.discount_percent, last.tier, plan.months
        );
        let certainty = plan
            .tiers
            .iter()
            .map(|tier| tier.certainty)
            .find(|known| *known != Certainty::Stated);
        let certainty = certainty.unwrap_or(plan.certainty);
        Some(price_row(
            "plan",
            plan.name.label(),
            price,
            Some(plan.from),
            &plan.source,
            certainty,
        ))
    });
    [Some(credit), seat, pack, plan].into_iter().flatten().collect()
}
