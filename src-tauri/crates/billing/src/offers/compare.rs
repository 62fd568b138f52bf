//! What the same monthly use costs under each offer.
//!
//! A comparison goes by the newest offers. It knows no tenant: scopes, allocations and who is covered are not its matter.

use rust_decimal::Decimal;

use super::{Offers, Pack, Plan, PlanName};
use crate::catalogue::Catalogue;
use crate::units::{Credits, Usd};

/// The most credits a month that are compared.
pub const MAX_CREDITS_PER_MONTH: Credits = Credits::whole(10_000_000_000);
/// The most months that are compared.
pub const MAX_MONTHS: u32 = 120;
/// Places after the point that a price per credit keeps where it has no end.
const PER_CREDIT_PLACES: u32 = 12;

/// A way to pay for credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Everything as pay-as-you-go.
    PayAsYouGo,
    /// Capacity packs for everything.
    Packs,
    /// Capacity packs for a part, pay-as-you-go for the rest, as is cheapest.
    PacksAndPayAsYouGo,
    /// A tier of the Copilot Credit Pre-Purchase Plan, pay-as-you-go for the rest.
    PlanAndPayAsYouGo {
        /// The tier.
        tier: u8,
    },
}

impl Offer {
    /// The name that commands use.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::PayAsYouGo => "payAsYouGo".to_owned(),
            Self::Packs => "packs".to_owned(),
            Self::PacksAndPayAsYouGo => "packsAndPayAsYouGo".to_owned(),
            Self::PlanAndPayAsYouGo { tier } => format!("p3Tier{tier}AndPayAsYouGo"),
        }
    }
}

impl Offer {
    /// The label on screen.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::PayAsYouGo => "Pay-as-you-go alone".to_owned(),
            Self::Packs => "Capacity packs alone".to_owned(),
            Self::PacksAndPayAsYouGo => "Capacity packs and pay-as-you-go".to_owned(),
            Self::PlanAndPayAsYouGo { tier } => format!("Pre-purchase tier {tier} and pay-as-you-go"),
        }
    }
}

/// What one offer costs for all months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferCost {
    /// The offer.
    pub offer: Offer,
    /// What is bought: packs for each month, or plans; for pay-as-you-go alone, the credits of all months.
    pub quantity: Decimal,
    /// Cost of all months, exact.
    pub cost: Usd,
    /// Cost divided by the credits used: exact where twelve places hold it, else rounded to twelve, halves to even.
    pub per_credit: Decimal,
}

/// Where one offer begins to cost no more than another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakEven {
    /// Credits a month from which one capacity pack costs no more than pay-as-you-go.
    pub pack: Credits,
    /// For each tier: credits within its term from which it costs no more than pay-as-you-go.
    pub plans: Vec<(Offer, Credits)>,
    /// List price of a Microsoft 365 Copilot licence a month.
    pub seat_usd: Usd,
    /// Credits of one person a month from which that licence costs no more than pay-as-you-go.
    pub seat_pay_as_you_go: Credits,
    /// The same against the price of a capacity pack's credits, all of them used.
    pub seat_packs: Credits,
}

/// Every offer's cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// One row each, in a fixed order.
    pub offers: Vec<OfferCost>,
    /// The cheapest; of equals the first.
    pub cheapest: Offer,
    /// Where offers begin to pay.
    pub break_even: BreakEven,
}

/// Compares the offers for the same use in each of some months.
///
/// `credits_per_month` lies above zero and at most at [`MAX_CREDITS_PER_MONTH`], `months` from 1 to [`MAX_MONTHS`]: the
/// amounts of everything in between fit.
///
/// # Panics
/// Outside of these bounds.
#[must_use]
pub fn compare(catalogue: &Catalogue, offers: &Offers, credits_per_month: Credits, months: u32) -> Comparison {
    assert!(
        Credits::ZERO < credits_per_month && credits_per_month <= MAX_CREDITS_PER_MONTH,
        "the caller checks the credits"
    );
    assert!((1..=MAX_MONTHS).contains(&months), "the caller checks the months");
    let pack = offers.packs.last().expect("the catalogue has a pack");
    let plan = newest_plan(offers);
    let used = times(credits_per_month, months);
    let row = |offer, quantity, cost: Usd| OfferCost {
        offer,
        quantity,
        cost,
        per_credit: per_credit(cost, used),
    };

    let packs = packs_for(pack, credits_per_month);
    let (some_packs, monthly) = cheapest_packs(catalogue, pack, credits_per_month);
    let mut rows = vec![
        row(Offer::PayAsYouGo, decimal(used), catalogue.pay_as_you_go(used)),
        row(
            Offer::Packs,
            packs.into(),
            Usd(pack.usd_per_month.0 * packs * i64::from(months)),
        ),
        row(
            Offer::PacksAndPayAsYouGo,
            some_packs.into(),
            Usd(monthly.0 * i64::from(months)),
        ),
    ];
    let terms = months.div_ceil(plan.months);
    for tier in &plan.tiers {
        let prepaid = plan.credits(tier, catalogue.usd_per_credit);
        let cost = (0..terms).map(|term| {
            let within = plan.months.min(months - term * plan.months);
            let beyond = Credits((times(credits_per_month, within).0 - prepaid.0).max(0));
            tier.usd + catalogue.pay_as_you_go(beyond)
        });
        let offer = Offer::PlanAndPayAsYouGo { tier: tier.tier };
        rows.push(row(offer, terms.into(), cost.sum()));
    }
    // `min_by_key` keeps the first of equals.
    let cheapest = rows
        .iter()
        .min_by_key(|row| row.cost)
        .map_or(Offer::PayAsYouGo, |row| row.offer);
    Comparison {
        offers: rows,
        cheapest,
        break_even: break_even(catalogue, offers, pack, plan),
    }
}

fn newest_plan(offers: &Offers) -> &Plan {
    let named = |plan: &&Plan| plan.name == PlanName::CopilotCredit;
    offers.plans.iter().rfind(named).expect("the catalogue has the plan")
}

fn times(credits: Credits, months: u32) -> Credits {
    Credits(credits.0 * i64::from(months))
}

/// Packs that hold a month's credits.
fn packs_for(pack: &Pack, credits: Credits) -> i64 {
    let full = credits.0 / pack.credits_per_month.0;
    full + i64::from(credits.0 % pack.credits_per_month.0 > 0)
}

/// How many packs, with pay-as-you-go for the rest, are cheapest for a month; of equals the fewer.
///
/// A pack that is used up is cheaper than pay-as-you-go, so only the last one is in question.
fn cheapest_packs(catalogue: &Catalogue, pack: &Pack, credits: Credits) -> (i64, Usd) {
    let cost = |packs: i64| {
        let rest = Credits((credits.0 - packs * pack.credits_per_month.0).max(0));
        Usd(pack.usd_per_month.0 * packs) + catalogue.pay_as_you_go(rest)
    };
    let all = packs_for(pack, credits);
    let (fewer, more) = ((all - 1).max(0), all);
    if cost(more) < cost(fewer) {
        (more, cost(more))
    } else {
        (fewer, cost(fewer))
    }
}

fn decimal(credits: Credits) -> Decimal {
    Decimal::new(credits.0, 6).normalize()
}

fn per_credit(cost: Usd, credits: Credits) -> Decimal {
    (cost.to_decimal() / decimal(credits))
        .round_dp(PER_CREDIT_PLACES)
        .normalize()
}

fn break_even(catalogue: &Catalogue, offers: &Offers, pack: &Pack, plan: &Plan) -> BreakEven {
    let seat = offers.seats.last().expect("the catalogue has a licence per person");
    let as_pay_as_you_go = |usd: Usd| credits_for(usd, catalogue.usd_per_credit, Credits::whole(1));
    let tier_offer = |tier: u8| Offer::PlanAndPayAsYouGo { tier };
    BreakEven {
        pack: as_pay_as_you_go(pack.usd_per_month),
        plans: plan
            .tiers
            .iter()
            .map(|tier| (tier_offer(tier.tier), as_pay_as_you_go(tier.usd)))
            .collect(),
        seat_usd: seat.usd_per_month,
        seat_pay_as_you_go: as_pay_as_you_go(seat.usd_per_month),
        seat_packs: credits_for(seat.usd_per_month, pack.usd_per_month, pack.credits_per_month),
    }
}

/// The credits that an amount buys where `size` credits cost `price`, rounded up to the next micro-credit.
fn credits_for(usd: Usd, price: Usd, size: Credits) -> Credits {
    let product = i128::from(usd.0) * i128::from(size.0);
    let price = i128::from(price.0);
    Credits(i64::try_from((product + price - 1) / price).expect("prices of the catalogue are small"))
}
