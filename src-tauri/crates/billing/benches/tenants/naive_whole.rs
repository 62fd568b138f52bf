//! The rules once more, from the rate card to the payer: a row at a time, every list looked through, nothing compiled.

use meterdesk_billing::catalogue::{Catalogue, Licensed, Per};
use meterdesk_billing::usage::{Audience, Service, Trigger, UsageUnit};

use crate::Totals;
use crate::naive::Naive;
use crate::tenant::{Inputs, Sketch, Span, features};

const MILLION: i128 = 1_000_000;

/// What becomes of a row before anybody is asked to pay.
enum Rated {
    Billed(i64),
    Not(&'static str, i64),
}

/// What becomes of every row, in time order.
pub(crate) fn totals(sketch: &Sketch, inputs: &Inputs) -> Totals {
    let mut capacity = Naive::new(sketch.packs, sketch.sets);
    let mut pre_purchased = inputs.pre_purchased;
    let mut rows = inputs.rows.clone();
    rows.sort_by_key(|row| (row.at, row.order));
    let mut totals = Totals::new();
    for row in &rows {
        let parts = match rated(inputs, row) {
            Rated::Not(why, credits) => vec![(why.to_owned(), credits)],
            Rated::Billed(_) if row.service == Service::CopilotStudio => capacity.pay(row),
            Rated::Billed(credits) => vec![(policy(inputs, row), credits)],
        };
        for (who, credits) in parts {
            let charged = who.starts_with("Policy") || who.starts_with("Plan");
            let took = if charged { credits.min(pre_purchased) } else { 0 };
            pre_purchased -= took;
            for (who, credits) in [("pre-purchase CopilotCredit".to_owned(), took), (who, credits - took)] {
                if credits > 0 {
                    let key = (row.at.div_euclid(86_400), who, row.service.key());
                    *totals.entry(key).or_default() += credits;
                }
            }
        }
    }
    totals
}

const fn holds((from, until): Span, at: i64) -> bool {
    from <= at && at < until
}

fn rated(inputs: &Inputs, row: &UsageUnit) -> Rated {
    let cards = &Catalogue::built_in().cards;
    let card = cards.iter().rfind(|card| card.from.timestamp() <= row.at);
    let feature = features()[usize::try_from(row.feature).expect("it is a place")];
    let Some(rate) = feature.and_then(|feature| card?.rate(feature)) else {
        return Rated::Not("notCharged", 0);
    };
    let quantity = i128::from(row.quantity.0);
    let quantity = match rate.per {
        Per::Unit => quantity,
        Per::ThousandTokens => (quantity + 1_000 * MILLION - 1) / (1_000 * MILLION) * MILLION,
    };
    let product = quantity * i128::from(rate.credits.0);
    let (whole, rest) = (product / MILLION, product % MILLION);
    let up = 2 * rest > MILLION || 2 * rest == MILLION && whole % 2 == 1;
    let credits = i64::try_from(whole + i128::from(up)).expect("it fits");
    let usual = row.circumstances.trigger == Trigger::Interactive
        && row.circumstances.audience == Audience::Employee
        && row.circumstances.authenticated;
    let mut licences = inputs.licensed.iter();
    let licensed = licences.any(|(person, span)| Some(*person) == row.person && holds(*span, row.at));
    if row.circumstances.test {
        Rated::Not("notCharged", credits)
    } else if licensed && usual && rate.licensed == Licensed::Included {
        Rated::Not("included", credits)
    } else {
        Rated::Billed(credits)
    }
}

/// The oldest policy that covers the person, of those that are not being taken away from this agent.
fn policy(inputs: &Inputs, row: &UsageUnit) -> String {
    let Some(person) = row.person else {
        return nobody(row);
    };
    let member = |group| {
        let mut members = inputs.members.iter();
        members.any(|(known, who, span)| *known == group && *who == person && holds(*span, row.at))
    };
    let taken_away = |act: i64| {
        let mut before = inputs
            .rows
            .iter()
            .filter(|other| other.service == row.service && other.at < act);
        row.service != Service::RetrievalApi
            && act <= row.at
            && !before.any(|other| other.person == row.person && other.agent == row.agent)
    };
    let covering = inputs.connected.iter().filter(|known| {
        known.service == row.service
            && holds(known.span, row.at)
            && known.group.is_none_or(member)
            && !known.disconnecting_at.is_some_and(taken_away)
    });
    covering
        .min_by_key(|known| known.place)
        .map_or_else(|| nobody(row), |known| known.policy.clone())
}

fn nobody(row: &UsageUnit) -> String {
    if row.service == Service::CopilotStudio {
        "blocked noPayer".to_owned()
    } else {
        "blocked notCovered".to_owned()
    }
}
