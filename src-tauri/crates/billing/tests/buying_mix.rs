//! The buying mix against a naive model that tries everything, and examples worked by hand from list prices.

use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::offers::{
    Buying, LEVELS, MONTHS, Mix, MixKind, MixPrices, Need, Needs, Offers, TierPrice, buying,
};
use meterdesk_billing::units::{Credits, MILLIONTHS, Usd};
use proptest::prelude::*;

fn list_prices() -> MixPrices {
    let day = "2026-11-17".parse().expect("a day");
    MixPrices::on(day, Catalogue::built_in(), Offers::built_in())
}

fn poolable(credits: i64) -> Need {
    Need {
        poolable: Credits::whole(credits),
        metered: Credits::ZERO,
    }
}

fn needs(people: &[i64], rest: i64) -> Needs {
    Needs {
        people: people.iter().copied().map(poolable).collect(),
        rest: poolable(rest),
    }
}

fn usd(dollars: i64) -> Usd {
    Usd(dollars * 100_000_000)
}

// Sources: Copilot Credit capacity packs (2025-09-18): 25,000 credits for $200; pay-as-you-go $0.01 a credit; licence $30.
#[test]
fn packs_that_are_used_up_beat_pay_as_you_go() {
    let found = buying(&needs(&[1_000; 50], 0), &list_prices());
    assert_eq!((found.best.packs, found.best.licences), (2, 0));
    assert_eq!(found.best.usd(), usd(2 * 200 * 12));
    let second = found.second.unwrap();
    assert_eq!(
        second.kind,
        MixKind {
            licences: false,
            packs: true,
            tier: Some(1)
        }
    );
    // A pack for 25,000 a month, and of the other 300,000 a year tier 1 pays all.
    assert_eq!((second.packs, second.usd()), (1, usd(200 * 12 + 2_850)));
}

// 20,000 credits cost $200 as pay-as-you-go: from there on a pack costs no more.
#[test]
fn the_level_at_which_a_pack_begins_to_pay_is_told() {
    let mut prices = list_prices();
    prices.tiers.clear();
    let found = buying(&needs(&[100; 160], 0), &prices);
    assert_eq!(found.best.kind, MixKind::default());
    assert_eq!(found.best.usd(), usd(160 * 12));
    assert!(found.second.unwrap().kind.packs);
    assert_eq!(
        (found.swap.below, found.swap.above),
        (None, Some(125)),
        "16,000 × 125% = 20,000"
    );
}

// A licence costs $30 a month, as much as 3,000 credits.
#[test]
fn heavy_users_are_worth_a_licence_and_nobody_else() {
    let mut prices = list_prices();
    prices.pack = None;
    prices.tiers.clear();
    let found = buying(&needs(&[9_000, 5_000, 3_000, 200], 1_000), &prices);
    assert_eq!(
        found.best.licences, 2,
        "at exactly 3,000 a licence costs as much: none is bought"
    );
    assert_eq!(found.best.pay_as_you_go, Credits::whole(12 * 4_200));
    assert_eq!(found.best.usd(), usd(2 * 360 + 504));
    let second = found.second.unwrap();
    assert_eq!((second.kind, second.usd()), (MixKind::default(), usd(12 * 182)));
    assert_eq!(found.swap.above, None, "more use makes licences better still");
    assert_eq!(
        found.swap.below,
        Some(33),
        "the heaviest person's 9,000 cost $29.70 at 33%"
    );
}

// SharePoint agents and the Retrieval API are pay-as-you-go services: no pack pays for them.
#[test]
fn packs_are_not_bought_for_what_they_can_not_pay() {
    let rest = Need {
        poolable: Credits::ZERO,
        metered: Credits::whole(25_000),
    };
    let found = buying(
        &Needs {
            people: Vec::new(),
            rest,
        },
        &list_prices(),
    );
    assert_eq!(
        found.best.kind,
        MixKind {
            licences: false,
            packs: false,
            tier: Some(1)
        }
    );
    assert_eq!(found.best.usd(), usd(2_850));
    assert_eq!(found.second.unwrap().usd(), usd(3_000));
}

#[test]
fn without_use_nothing_is_bought() {
    let found = buying(&Needs::default(), &list_prices());
    assert_eq!((found.best.kind, found.best.usd()), (MixKind::default(), Usd::ZERO));
}

// Before 1 November 2025 no pre-purchase plan was on sale, before December 2023 no pack.
#[test]
fn what_was_not_on_sale_is_in_no_mix() {
    let on = |day: &str| MixPrices::on(day.parse().unwrap(), Catalogue::built_in(), Offers::built_in());
    assert!(on("2025-10-31").tiers.is_empty() && on("2025-10-31").pack.is_some());
    assert_eq!((on("2023-10-31").pack, on("2023-10-31").seat), (None, None));
    assert_eq!(on("2026-11-17").tiers.len(), 9);
}

/// Everything that can be bought, priced naively: every choice of people where `any`, else the heaviest.
fn naive(needs: &Needs, prices: &MixPrices, level: i64, any: bool) -> Vec<(MixKind, Usd)> {
    let mut heaviest = needs.people.clone();
    heaviest.sort_by_key(|need| (-need.sum().0, -need.metered.0));
    let people = heaviest.len();
    let choices: Vec<Vec<bool>> = if any {
        (0..1_u32 << people)
            .map(|bits| (0..people).map(|place| bits >> place & 1 == 1).collect())
            .collect()
    } else {
        (0..=people)
            .map(|most| (0..people).map(|place| place < most).collect())
            .collect()
    };
    let mut tiers: Vec<Option<TierPrice>> = prices.tiers.iter().copied().map(Some).collect();
    tiers.push(None);
    let mut all = Vec::new();
    for choice in choices {
        let seats = choice.iter().filter(|has| **has).count() as i64;
        let mut left = needs.rest;
        for (need, _) in heaviest.iter().zip(&choice).filter(|(_, has)| !**has) {
            left.add(*need);
        }
        let (pool, meter) = (left.poolable.0 * level / 100, left.metered.0 * level / 100);
        let (size, pack) = prices.pack.expect("any prices have packs");
        for packs in 0..=pool / size.0 + 2 {
            for tier in &tiers {
                let year = ((pool - packs * size.0).max(0) + meter) * i64::from(MONTHS);
                let beyond = (year - tier.map_or(0, |tier| tier.credits.0)).max(0);
                let cost = seats * 12 * prices.seat.expect("and licences").0
                    + packs * 12 * pack.0
                    + tier.map_or(0, |tier| tier.usd.0)
                    + (i128::from(beyond) * i128::from(prices.credit.0) / i128::from(MILLIONTHS)) as i64;
                let kind = MixKind {
                    licences: seats > 0,
                    packs: packs > 0,
                    tier: tier.map(|tier| tier.tier),
                };
                all.push((kind, Usd(cost)));
            }
        }
    }
    all
}

fn least(all: &[(MixKind, Usd)], wanted: impl Fn(MixKind) -> bool) -> Option<Usd> {
    all.iter()
        .filter(|(kind, _)| wanted(*kind))
        .map(|(_, cost)| *cost)
        .min()
}

fn cost_of(all: &[(MixKind, Usd)], kind: MixKind) -> Option<Usd> {
    least(all, |other| other == kind)
}

prop_compose! {
    fn any_prices()(
        pack in (1_000_i64..8_000, 5_i64..80),
        seat in 1_i64..60,
        tiers in proptest::collection::vec((1_000_i64..60_000, 1_i64..100), 0..3),
    ) -> MixPrices {
        let tiers = tiers.into_iter().zip(1_u8..).map(|((credits, percent), tier)| TierPrice {
            tier,
            credits: Credits::whole(credits),
            usd: Usd(credits * percent * 10_000),
        });
        MixPrices {
            credit: Usd(1_000_000),
            seat: Some(usd(seat)),
            pack: Some((Credits::whole(pack.0), usd(pack.1))),
            tiers: tiers.collect(),
        }
    }
}

fn any_need(metered: bool) -> impl Strategy<Value = Need> {
    (0_i64..9_000_000_000, 0_i64..4_000_000_000).prop_map(move |(poolable, other)| Need {
        poolable: Credits(poolable),
        metered: Credits(if metered { other } else { 0 }),
    })
}

fn any_needs(metered: bool) -> impl Strategy<Value = Needs> {
    (proptest::collection::vec(any_need(metered), 0..6), any_need(metered))
        .prop_map(|(people, rest)| Needs { people, rest })
}

fn parts(mix: &Mix) -> Usd {
    mix.licences_usd + mix.packs_usd + mix.tier_usd + mix.pay_as_you_go_usd
}

proptest! {
    #[test]
    fn the_cheapest_is_cheapest_and_the_second_is_the_cheapest_of_the_others(needs in any_needs(true), prices in any_prices()) {
        let Buying { best, second, .. } = buying(&needs, &prices);
        let all = naive(&needs, &prices, 100, false);
        prop_assert_eq!(Some(best.usd()), least(&all, |_| true));
        let worth_one = needs.people.iter().any(|need| need.sum().0 + 2 > prices.seat.unwrap().0 / prices.credit.0 * MILLIONTHS);
        let other = least(&all, |kind| kind != best.kind && (worth_one || !kind.licences));
        prop_assert_eq!(second.map(|second| second.usd()), other);
        prop_assert_eq!(parts(&best), best.usd());
        prop_assert_eq!(best.kind.licences, best.licences > 0);
        prop_assert_eq!(best.kind.packs, best.packs > 0);
    }

    #[test]
    fn where_packs_may_pay_for_all_no_other_choice_of_people_is_cheaper(needs in any_needs(false), prices in any_prices()) {
        let all = naive(&needs, &prices, 100, true);
        prop_assert_eq!(Some(buying(&needs, &prices).best.usd()), least(&all, |_| true));
    }

    #[test]
    fn at_the_level_of_the_swap_and_at_none_before_the_second_costs_no_more(needs in any_needs(true), prices in any_prices()) {
        let Buying { best, second, swap } = buying(&needs, &prices);
        let Some(second) = second else { return Ok(()) };
        let swapped = |level: u32| {
            let all = naive(&needs, &prices, level.into(), false);
            cost_of(&all, second.kind) <= cost_of(&all, best.kind)
        };
        let up = swap.above.unwrap_or(LEVELS.end() + 1);
        prop_assert!(swap.above.is_none_or(swapped));
        let down = swap.below.unwrap_or(0);
        prop_assert!(swap.below.is_none_or(swapped));
        // Every level in between is too many for each case; the neighbours and some others are told.
        for level in [up - 1, (100 + up) / 2, 101, 99, down.midpoint(100), down + 1] {
            let between = (level > 100 && level < up) || (level < 100 && level > down);
            prop_assert!(!between || !swapped(level), "{} lies before {:?}", level, swap);
        }
    }
}
