//! Laws that hold for every month.

use std::collections::{BTreeMap, HashMap};

use meterdesk_billing::settlement::*;
use meterdesk_billing::units::{Credits, Quantity};
use meterdesk_billing::usage::UsageUnit;
use proptest::prelude::*;

use crate::naive::{Naive, Set, world};
use crate::world::*;

fn set() -> impl Strategy<Value = Set> {
    (prop_oneof![Just(0_i64), 1_i64..400], any::<bool>(), any::<bool>()).prop_map(|(allocated, draw, plan)| Set {
        allocated: allocated * 50,
        draw,
        plan,
    })
}

fn units() -> impl Strategy<Value = Vec<UsageUnit>> {
    let one = (
        0_i64..1_000_000,
        0_i64..4,
        0_i64..3,
        1_i64..3_000,
        any::<bool>(),
        any::<u64>(),
    );
    let one = one.prop_map(|(second, environment, feature, quantity, dynamics, order)| UsageUnit {
        agent: if dynamics { DATA_ENTRY } else { OWN_AGENT },
        order,
        ..used(second, environment, feature, quantity)
    });
    proptest::collection::vec(one, 0..60)
}

/// Sums by day and payer as the naive model has them.
fn naive(packs: u32, sets: [Set; 2], units: &[UsageUnit]) -> BTreeMap<(i64, String), i64> {
    let mut model = Naive::new(packs, sets);
    let mut rows: Vec<_> = units.to_vec();
    rows.sort_by_key(|unit| (unit.at, unit.order, unit.quantity.0));
    let mut sums = BTreeMap::new();
    for unit in rows {
        for (who, credits) in model.pay(&unit) {
            *sums.entry((unit.at.div_euclid(86_400), who)).or_insert(0) += credits;
        }
    }
    sums
}

proptest! {
    #[test]
    fn payment_agrees_with_a_naive_model(packs in 0_u32..3, a in set(), b in set(), units in units()) {
        let paying = world(packs, [a, b]);
        let settled = paying.settle(MONTH, &units, CarriedState::default());
        let mut found = BTreeMap::new();
        for (key, sum) in settled.rollup.iter().filter(|(_, sum)| sum.credits > Credits::ZERO) {
            *found.entry((key.day, paying.payer(key.outcome))).or_insert(0) += sum.credits.0;
        }
        prop_assert_eq!(found, naive(packs, [a, b], &units));
    }

    #[test]
    fn parts_sum_to_the_unit_no_pool_goes_below_zero_and_sums_are_those_of_the_rows(packs in 0_u32..3, a in set(), b in set(), units in units()) {
        let paying = world(packs, [a, b]);
        let settled = paying.settle(MONTH, &units, CarriedState::default());
        let worth: HashMap<i64, i64> = HashMap::from([(CLASSIC, 1_000_000), (FLOW, 130_000), (GENERATIVE, 2_000_000)]);
        let rated: i64 = units.iter().map(|unit| unit.quantity.0 / 1_000_000 * worth[&unit.feature]).sum();
        prop_assert_eq!(settled.rollup.values().map(|sum| sum.credits.0).sum::<i64>(), rated, "to the micro-credit");
        prop_assert_eq!(settled.rollup.values().map(|sum| sum.rows).sum::<u64>(), units.len() as u64, "each row once");
        let quantity: Quantity = settled.rollup.values().map(|sum| sum.quantity).sum();
        prop_assert_eq!(quantity, units.iter().map(|unit| unit.quantity).sum::<Quantity>());
        let platform = paying.world.tenant.platform.now();
        let mut prepaid = 0;
        for (key, sum) in &settled.rollup {
            if let Outcome::Paid(Payer::Allocation(_) | Payer::TenantPool) = key.outcome {
                prepaid += sum.credits.0;
            }
        }
        prop_assert!(prepaid <= platform.owned().0, "prepaid capacity pays no more than is owned");
        for (id, used) in &settled.state.balances.allocation {
            prop_assert!(*used <= platform.environment(*id).expect("it exists").allocated.0);
        }
        let told: i64 = {
            let parts = paying.told(&units);
            prop_assert!(parts.iter().all(|(_, parts)| !parts.is_empty()), "each unit has an outcome");
            let credits = |part: &String| part.rsplit(' ').next().and_then(|text| text.parse::<Credits>().ok());
            parts.iter().flat_map(|(_, parts)| parts).filter_map(credits).map(|credits| credits.0).sum()
        };
        prop_assert_eq!(told, rated, "the roll-up is the group-by of the rows");
    }

    #[test]
    fn from_a_mark_on_later_use_is_told_alike(
        packs in 0_u32..3, a in set(), b in set(), units in units(), bought in 0_i64..1_000_000,
    ) {
        let mut paying = world(packs, [a, b]);
        let second = used(bought, NORTH, CLASSIC, 1).at;
        paying.world.advance(&chrono::DateTime::from_timestamp(second, 0).expect("valid").to_rfc3339());
        paying.buy(1);
        let (whole, settled) = paying.told_from(MONTH, &units, CarriedState::default());
        let hours: std::collections::BTreeSet<i64> = units.iter().map(|unit| unit.at.div_euclid(3_600)).collect();
        prop_assert_eq!(settled.marks.len(), hours.len().saturating_sub(1), "one between two hours with use");
        for (at, balances) in settled.marks {
            let state = CarriedState { balances, ..CarriedState::default() };
            let (later, again) = paying.told_from((at, MONTH.1), &units, state);
            let expected: Vec<_> = whole.iter().filter(|(second, _)| *second >= at).cloned().collect();
            prop_assert_eq!(later, expected);
            prop_assert_eq!(again.state.balances, settled.state.balances.clone());
        }
    }

    #[test]
    fn the_order_of_import_means_nothing(packs in 0_u32..3, a in set(), b in set(), units in units(), seed in any::<u64>()) {
        let paying = world(packs, [a, b]);
        let settled = paying.settle(MONTH, &units, CarriedState::default());
        let mut shuffled = units.clone();
        shuffled.sort_by_key(|unit| (unit.order ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        prop_assert_eq!(paying.settle(MONTH, &shuffled, CarriedState::default()), settled);
    }

    #[test]
    fn one_run_over_two_spans_is_the_two_runs_one_after_the_other(
        packs in 0_u32..3, a in set(), b in set(), units in units(), cut in 0_i64..1_000_000, bought in 0_i64..1_000_000,
    ) {
        let mut paying = world(packs, [a, b]);
        let second = used(bought, NORTH, CLASSIC, 1).at;
        paying.world.advance(&chrono::DateTime::from_timestamp(second, 0).expect("valid").to_rfc3339());
        paying.buy(1);
        let cut = used(cut, NORTH, CLASSIC, 1).at;
        let whole = paying.settle(MONTH, &units, CarriedState::default());
        let first = paying.settle((MONTH.0, cut), &units, CarriedState::default());
        let second = paying.settle((cut, MONTH.1), &units, first.state.clone());
        let mut both = first.rollup.clone();
        for (key, sum) in &second.rollup {
            let entry = both.entry(*key).or_default();
            entry.rows += sum.rows;
            entry.quantity += sum.quantity;
            entry.credits += sum.credits;
        }
        prop_assert_eq!(both, whole.rollup);
        prop_assert_eq!(&second.state, &whole.state);
        let mut happenings = first.happenings;
        for (happening, at) in second.happenings {
            prop_assert!(happenings.insert(happening, at).is_none(), "nothing is told twice");
        }
        prop_assert_eq!(happenings, whole.happenings);
    }
}
