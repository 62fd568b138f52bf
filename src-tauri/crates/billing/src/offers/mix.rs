//! The buying mix: for some use, the cheapest of licences, capacity packs, a pre-purchase tier and pay-as-you-go together.
//!
//! It asks what twelve months alike would cost at list prices. It knows no tenant, scope or allocation; whose use it is and
//! what a licence would include of it, the caller says.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Offers, PlanName};
use crate::catalogue::Catalogue;
use crate::units::{Credits, MILLIONTHS, Usd};

/// The months that a mix is priced for: the term of a pre-purchase plan.
pub const MONTHS: u32 = 12;

/// Levels of use at which mixes are compared again, in percent of the use that was.
pub const LEVELS: RangeInclusive<u32> = 1..=400;

/// Credits of a month that have to be paid.
///
/// Source: Microsoft, Copilot Credit capacity packs (2025-09-18): packs pay for agents of Copilot Studio and Copilot Chat;
/// agents in SharePoint and calls of the Retrieval API stay pay-as-you-go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Need {
    /// Credits that capacity packs may pay.
    pub poolable: Credits,
    /// Credits that only pay-as-you-go may pay, a pre-purchase plan in its place.
    pub metered: Credits,
}

impl Need {
    /// Both together.
    #[must_use]
    pub fn sum(self) -> Credits {
        self.poolable + self.metered
    }

    /// Adds another need.
    pub fn add(&mut self, other: Self) {
        self.poolable += other.poolable;
        self.metered += other.metered;
    }
}

/// Use of a month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needs {
    /// What each person used that a licence of theirs would include; people without such use may be left out.
    pub people: Vec<Need>,
    /// Everything else.
    pub rest: Need,
}

/// A tier of a pre-purchase plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TierPrice {
    /// Its number.
    pub tier: u8,
    /// The credits that it pays for within its term.
    pub credits: Credits,
    /// Its price.
    pub usd: Usd,
}

/// List prices of a day. What was not on sale has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixPrices {
    /// A pay-as-you-go credit.
    pub credit: Usd,
    /// A licence for one person and month.
    pub seat: Option<Usd>,
    /// A capacity pack: its credits a month, and its price a month.
    pub pack: Option<(Credits, Usd)>,
    /// The tiers of the pre-purchase plan.
    pub tiers: Vec<TierPrice>,
}

impl MixPrices {
    /// The prices of a day.
    #[must_use]
    pub fn on(day: NaiveDate, catalogue: &Catalogue, offers: &Offers) -> Self {
        let plan = offers.plan_on(PlanName::CopilotCredit, day);
        let plan = plan.filter(|plan| plan.months == MONTHS);
        let tiers = plan.into_iter().flat_map(|plan| {
            plan.tiers.iter().map(|tier| TierPrice {
                tier: tier.tier,
                credits: plan.credits(tier, catalogue.usd_per_credit),
                usd: tier.usd,
            })
        });
        let pack = offers.pack_on(day);
        Self {
            credit: catalogue.usd_per_credit,
            seat: offers.seat_on(day).map(|seat| seat.usd_per_month),
            pack: pack.map(|pack| (pack.credits_per_month, pack.usd_per_month)),
            tiers: tiers.collect(),
        }
    }

    /// Whether what a licence would include costs more as pay-as-you-go than the licence.
    #[must_use]
    pub fn is_worth_a_seat(&self, need: Need) -> bool {
        self.seat.is_some_and(|seat| self.pay_as_you_go(need.sum()) > seat)
    }

    fn pay_as_you_go(&self, credits: Credits) -> Usd {
        let price = i128::from(credits.0) * i128::from(self.credit.0) / i128::from(MILLIONTHS);
        Usd(i64::try_from(price).expect("the caller checks the credits"))
    }
}

/// What a mix is made of, beside pay-as-you-go for the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MixKind {
    /// Licences for some people.
    pub licences: bool,
    /// Capacity packs.
    pub packs: bool,
    /// A tier of the pre-purchase plan.
    pub tier: Option<u8>,
}

/// A mix, with its cost for [`MONTHS`] months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mix {
    /// What it is made of.
    pub kind: MixKind,
    /// Licences, for the people whose use they include most of.
    pub licences: usize,
    /// Capacity packs in each month.
    pub packs: i64,
    /// Cost of the licences.
    pub licences_usd: Usd,
    /// Cost of the packs.
    pub packs_usd: Usd,
    /// Cost of the tier.
    pub tier_usd: Usd,
    /// Credits that are left to pay-as-you-go.
    pub pay_as_you_go: Credits,
    /// Their cost.
    pub pay_as_you_go_usd: Usd,
}

impl Mix {
    /// All of it.
    #[must_use]
    pub fn usd(&self) -> Usd {
        self.licences_usd + self.packs_usd + self.tier_usd + self.pay_as_you_go_usd
    }
}

/// The levels of use next to that of the month, in percent of it, at which the second mix costs no more than the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SwapLevels {
    /// With less use; `None` where there is none in [`LEVELS`].
    pub below: Option<u32>,
    /// With more use.
    pub above: Option<u32>,
}

/// What to buy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buying {
    /// The cheapest mix; of equals the one that is made of less.
    pub best: Mix,
    /// The cheapest that is made of something else; with licences only where somebody's use is worth one.
    pub second: Option<Mix>,
    /// Where they swap.
    pub swap: SwapLevels,
}

/// The cheapest mix for some use, and the runner-up.
///
/// Licences go to the people whose use they include most of. Where packs may pay for all of the use, no other choice of
/// people is cheaper. All of the use together lies at most at [`super::MAX_CREDITS_PER_MONTH`].
///
/// # Panics
/// When the use lies above that.
#[must_use]
pub fn buying(needs: &Needs, prices: &MixPrices) -> Buying {
    let field = Field::new(needs, prices);
    let mut best = field
        .cheapest(MixKind::default(), 100)
        .expect("pay-as-you-go is always there");
    let mut second: Option<Mix> = None;
    // One needless licence beside the best would always come close to it, and be nothing to choose.
    let worth_one = field.worth_a_seat(100) > 0;
    for kind in field.kinds().skip(1).filter(|kind| worth_one || !kind.licences) {
        let Some(mix) = field.cheapest(kind, 100) else {
            continue;
        };
        if mix.usd() < best.usd() {
            second = Some(std::mem::replace(&mut best, mix));
        } else if second.is_none_or(|second| mix.usd() < second.usd()) {
            second = Some(mix);
        }
    }
    let swap = second.map_or_else(SwapLevels::default, |second| field.swap(best.kind, second.kind));
    Buying { best, second, swap }
}

impl Default for MixKind {
    /// Pay-as-you-go alone.
    fn default() -> Self {
        Self {
            licences: false,
            packs: false,
            tier: None,
        }
    }
}

/// The use with the people in order, most of it first, and what so many of them used together.
struct Field<'a> {
    prices: &'a MixPrices,
    people: Vec<Need>,
    /// What the first so many people used.
    first: Vec<Need>,
    all: Need,
}

impl<'a> Field<'a> {
    fn new(needs: &Needs, prices: &'a MixPrices) -> Self {
        let used = needs.people.iter().copied();
        let mut people: Vec<Need> = used.filter(|need| need.sum() > Credits::ZERO).collect();
        people.sort_unstable_by_key(|need| std::cmp::Reverse((need.sum(), need.metered)));
        let mut sum = Need::default();
        let mut first = vec![sum];
        for need in &people {
            sum.add(*need);
            first.push(sum);
        }
        sum.add(needs.rest);
        assert!(
            sum.sum() <= super::MAX_CREDITS_PER_MONTH,
            "the caller checks the credits"
        );
        Self {
            prices,
            people,
            first,
            all: sum,
        }
    }

    /// What mixes can be made of, the simplest first.
    fn kinds(&self) -> impl Iterator<Item = MixKind> {
        let packs = [false, true]
            .into_iter()
            .take(1 + usize::from(self.prices.pack.is_some()));
        let tiers = self.prices.tiers.iter().map(|tier| Some(tier.tier));
        let tiers: Vec<Option<u8>> = std::iter::once(None).chain(tiers).collect();
        packs.flat_map(move |packs| {
            let tiers = tiers.clone();
            tiers
                .into_iter()
                .flat_map(move |tier| [false, true].map(|licences| MixKind { licences, packs, tier }))
        })
    }

    /// The cheapest mix of a kind at a level of use; `None` where the kind can't be had.
    fn cheapest(&self, kind: MixKind, level: u32) -> Option<Mix> {
        let seats = if kind.licences {
            self.prices.seat?;
            let most = self.worth_a_seat(level).max(1).min(self.people.len());
            1..=most
        } else {
            0..=0
        };
        let tier = match kind.tier {
            Some(tier) => Some(*self.prices.tiers.iter().find(|known| known.tier == tier)?),
            None => None,
        };
        let mut cheapest: Option<Mix> = None;
        for seats in seats {
            let left = self.without(seats, level);
            for packs in self.packs(kind, tier, left) {
                let mix = self.mix(kind, seats, packs, tier, left);
                if cheapest.is_none_or(|cheapest| mix.usd() < cheapest.usd()) {
                    cheapest = Some(mix);
                }
            }
        }
        cheapest
    }

    /// People whose use alone, as pay-as-you-go, costs more than a licence: nobody else's licence can pay, as no credit costs
    /// more than that.
    fn worth_a_seat(&self, level: u32) -> usize {
        let dearer = |need: &Need| {
            // What rounding at the level may take off.
            let off = Credits(1);
            self.prices.is_worth_a_seat(Need {
                poolable: at_level(need.poolable, level) + off,
                metered: at_level(need.metered, level) + off,
            })
        };
        self.people.partition_point(dearer)
    }

    /// What has to be paid in a month when the first people have licences, at a level of use.
    fn without(&self, seats: usize, level: u32) -> Need {
        let saved = self.first[seats];
        Need {
            poolable: at_level(self.all.poolable - saved.poolable, level),
            metered: at_level(self.all.metered - saved.metered, level),
        }
    }

    /// Numbers of packs among which the cheapest is: cost falls with each pack that is used up, and rises after.
    fn packs(&self, kind: MixKind, tier: Option<TierPrice>, left: Need) -> Vec<i64> {
        let Some((size, _)) = self.prices.pack.filter(|_| kind.packs) else {
            return vec![0];
        };
        let months = i64::from(MONTHS);
        let prepaid = tier.map_or(0, |tier| tier.credits.0 / months);
        let useful = left.poolable.0.min((left.sum().0 - prepaid).max(0)) / size.0;
        let mut packs = vec![1, useful.max(1), useful + 1];
        packs.dedup();
        packs
    }

    fn mix(&self, kind: MixKind, seats: usize, packs: i64, tier: Option<TierPrice>, left: Need) -> Mix {
        let months = i64::from(MONTHS);
        let (size, price) = self.prices.pack.unwrap_or_default();
        let beyond_packs = (left.poolable.0 - packs * size.0).max(0) + left.metered.0;
        let beyond = (beyond_packs * months - tier.map_or(0, |tier| tier.credits.0)).max(0);
        let seat = self.prices.seat.unwrap_or_default();
        Mix {
            kind,
            licences: seats,
            packs,
            licences_usd: Usd(seat.0 * months * i64::try_from(seats).expect("people are counted in 32 bits")),
            packs_usd: Usd(price.0 * months * packs),
            tier_usd: tier.map_or(Usd::ZERO, |tier| tier.usd),
            pay_as_you_go: Credits(beyond),
            pay_as_you_go_usd: self.prices.pay_as_you_go(Credits(beyond)),
        }
    }

    /// The nearest levels at which the other kind costs no more.
    fn swap(&self, best: MixKind, second: MixKind) -> SwapLevels {
        let swapped = |level: &u32| {
            let cost = |kind| self.cheapest(kind, *level).map(|mix| mix.usd());
            cost(second)
                .zip(cost(best))
                .is_some_and(|(second, best)| second <= best)
        };
        SwapLevels {
            below: (*LEVELS.start()..100).rev().find(swapped),
            above: (101..=*LEVELS.end()).find(swapped),
        }
    }
}

/// Credits at a level of use, rounded down to the micro-credit.
fn at_level(credits: Credits, level: u32) -> Credits {
    Credits(credits.0 * i64::from(level) / 100)
}
