//! Worked examples of the division, and its laws: whatever the basis, the rule and the grouping, the parts add up to the bill.

use std::str::FromStr;

use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::divide::in_cents;
use super::*;
use crate::ids::PolicyId;
use crate::offers::PlanName;
use crate::platform::{NewPurchase, Purchase, PurchaseScope};
use crate::units::Usd;

const PLAN: PurchaseId = PurchaseId(Uuid::from_u128(9));

fn named(name: &str) -> Whose {
    Whose::Named(name.to_owned())
}

fn policy(number: u128) -> PayAsYouGo {
    PayAsYouGo::Policy(PolicyId(Uuid::from_u128(number)))
}

fn paid(payer: Payer, credits: i64) -> Judged {
    Judged {
        credits: Credits(credits),
        outcome: Outcome::Paid(payer),
    }
}

#[test]
fn the_cents_that_rounding_leaves_go_to_who_lost_most() {
    assert_eq!(divide(100, &[1, 1, 1]), [34, 33, 33]);
    assert_eq!(divide(100, &[2, 3, 3]), [25, 38, 37]);
    assert_eq!(divide(-100, &[1, 1, 1]), [-33, -33, -34]);
    assert_eq!(divide(5, &[0, 0]), [0, 0], "nobody used anything");
}

#[test]
fn half_a_cent_goes_to_the_even_cent() {
    let cents = [500_000, 1_500_000, 2_500_000, 2_500_001, -500_000].map(|amount| in_cents(Usd(amount)));
    assert_eq!(cents, [0, 2, 2, 3, 0]);
}

#[test]
fn a_bill_of_parts_of_a_cent_is_rounded_once() {
    let stated = |texts: &[&str]| {
        let amounts = texts.iter().enumerate();
        let amounts = amounts.map(|(place, text)| (place, Decimal::from_str(text).unwrap()));
        whole_cents(&amounts.collect()).map(|cents| cents.into_values().collect::<Vec<_>>())
    };
    assert_eq!(
        stated(&["0.004", "0.004", "0.004"]),
        Some(vec![1, 0, 0]),
        "1.2 cents in all"
    );
    assert_eq!(stated(&["1.236", "-0.004"]), Some(vec![124, -1]), "123.2 cents in all");
    assert_eq!(stated(&["0.005"]), Some(vec![0]), "half a cent to the even one");
    assert_eq!(stated(&["1e12"]), None);
    assert_eq!(stated(&[]), Some(vec![]));
}

/// Sales used 30 credits, IT 10; a plan paid 20 of Sales; packs paid 5 of nobody's.
fn month() -> Chargeback {
    let mut month = Chargeback::default();
    month.add(&named("Sales"), paid(Payer::PayAsYouGo(policy(1)), 30), true);
    month.add(&named("IT"), paid(Payer::PayAsYouGo(policy(1)), 10), true);
    month.add(&named("Sales"), paid(Payer::PrePurchase(PLAN, policy(1)), 20), true);
    month.add(&Whose::Nobody, paid(Payer::TenantPool, 5), true);
    month
}

fn shared_by(rule: &SharedRule) -> BTreeMap<String, (i64, i64)> {
    let stated = BTreeMap::from([(Some(policy(1)), 400), (Some(policy(2)), 70), (None, 30)]);
    let costs = [
        SharedCost {
            of: SharedOf::Prepaid,
            cents: 1_000,
        },
        SharedCost {
            of: SharedOf::PrePurchase(PLAN),
            cents: 210,
        },
    ];
    let divided = month().finish(&Bills::Stated(&stated), &costs, rule);
    let apart = divided.shared.iter().map(SharedPart::apart).sum();
    let mut found: BTreeMap<String, (i64, i64)> = divided
        .charged
        .iter()
        .map(|(whose, charged)| (format!("{whose:?}"), (charged.bill_cents(), charged.shared_cents())))
        .collect();
    found.insert("apart".to_owned(), (0, apart));
    found
}

fn expect(pairs: &[(&str, i64, i64)]) -> BTreeMap<String, (i64, i64)> {
    pairs
        .iter()
        .map(|(name, bill, shared)| ((*name).to_owned(), (*bill, *shared)))
        .collect()
}

#[test]
fn each_rule_divides_the_shared_costs_as_it_says() {
    let (sales, it) = (r#"Named("Sales")"#, r#"Named("IT")"#);
    // 100 cents of the bill are of a policy that nobody used, and of none.
    assert_eq!(
        shared_by(&SharedRule::Apart),
        expect(&[(sales, 300, 0), (it, 100, 0), ("Nobody", 0, 0), ("apart", 0, 1_310)])
    );
    assert_eq!(
        shared_by(&SharedRule::Used),
        expect(&[(sales, 300, 210), (it, 100, 0), ("Nobody", 0, 1_000), ("apart", 0, 100)])
    );
    // 65 credits: 50, 10 and 5. 100 is 76.92, 15.38 and 7.69; 210 is 161.54, 32.31 and 16.15; 1,000 is 769.23, 153.85 and 76.92.
    assert_eq!(
        shared_by(&SharedRule::Billed),
        expect(&[
            (sales, 300, 77 + 162 + 769),
            (it, 100, 15 + 32 + 154),
            ("Nobody", 0, 8 + 16 + 77),
            ("apart", 0, 0)
        ])
    );
    assert_eq!(
        shared_by(&SharedRule::Evenly),
        expect(&[(sales, 300, 655), (it, 100, 655), ("Nobody", 0, 0), ("apart", 0, 0)])
    );
    assert_eq!(
        shared_by(&SharedRule::One(named("Platform"))),
        expect(&[
            (sales, 300, 0),
            (it, 100, 0),
            (r#"Named("Platform")"#, 0, 1_310),
            ("Nobody", 0, 0),
            ("apart", 0, 0)
        ])
    );
}

#[test]
fn what_a_bill_states_of_days_alone_is_divided_by_the_use_of_those_days() {
    let mut month = Chargeback::default();
    month.add(&named("A"), paid(Payer::PayAsYouGo(policy(1)), 10), true);
    month.add(&named("B"), paid(Payer::PayAsYouGo(policy(1)), 90), false);
    let stated = BTreeMap::from([(Some(policy(1)), 10)]);
    let divided = month.finish(&Bills::Stated(&stated), &[], &SharedRule::Apart);
    assert_eq!(divided.charged[&named("A")].bill_cents(), 10);
    assert_eq!(divided.charged[&named("B")].bill_cents(), 0);
    assert_eq!(divided.charged[&named("B")].credits.pay_as_you_go, Credits(90));
}

#[test]
fn a_plan_costs_its_price_for_each_credit_of_its_term() {
    let plan = Purchase {
        facts: NewPurchase {
            purchase: PLAN,
            family: PlanName::CopilotCredit,
            tier: 1,
            credits: Credits::whole(300_000).0,
            price: 2_850 * 100_000_000,
            months: 12,
            within: PurchaseScope::Shared,
            auto_renew: true,
        },
        bought_at: "2026-02-10T10:00:00Z".parse().unwrap(),
        seq: 1,
    };
    assert_eq!(plan_cents(&plan, Credits::whole(10_000)), 9_500);
    assert_eq!(plan_cents(&plan, Credits::whole(10)), 10, "9.5 cents, to the even one");
}

/// The cents that fall to each of the weights, worked out one cent at a time: each goes to who is furthest behind their share.
fn one_by_one(cents: i64, weights: &[i64]) -> Vec<i64> {
    let whole: i64 = weights.iter().sum();
    let mut parts = vec![0; weights.len()];
    for _ in 0..if whole == 0 { 0 } else { cents } {
        let behind = |place: &usize| {
            let share = i128::from(cents) * i128::from(weights[*place]);
            (
                share - i128::from(parts[*place]) * i128::from(whole),
                std::cmp::Reverse(*place),
            )
        };
        let next = (0..weights.len()).max_by_key(behind).unwrap();
        parts[next] += 1;
    }
    parts
}

fn any_use() -> impl Strategy<Value = (usize, u8, i64, bool)> {
    (0_usize..6, 0_u8..6, 0_i64..50_000_000, any::<bool>())
}

fn whose(place: usize) -> Whose {
    match place {
        0 => Whose::Nobody,
        1 => Whose::Without,
        _ => named(["A", "B", "C", "D"][place - 2]),
    }
}

fn outcome(kind: u8) -> Outcome {
    match kind {
        0..=2 => Outcome::Paid(Payer::PayAsYouGo(policy(u128::from(kind)))),
        3 => Outcome::Paid(Payer::PrePurchase(PLAN, policy(0))),
        4 => Outcome::Paid(Payer::TenantPool),
        _ => Outcome::Included,
    }
}

fn rule(kind: u8) -> SharedRule {
    match kind {
        0 => SharedRule::Used,
        1 => SharedRule::Billed,
        2 => SharedRule::Evenly,
        3 => SharedRule::One(named("Platform")),
        _ => SharedRule::Apart,
    }
}

proptest! {
    #[test]
    fn parts_add_up_and_none_is_a_cent_away_from_its_share(
        cents in -1_000_000_i64..1_000_000,
        weights in proptest::collection::vec(0_i64..1_000_000_000, 1..20),
    ) {
        let parts = divide(cents, &weights);
        let whole: i64 = weights.iter().sum();
        prop_assert_eq!(parts.iter().sum::<i64>(), if whole == 0 { 0 } else { cents });
        for (part, weight) in parts.iter().zip(&weights) {
            let off = i128::from(*part) * i128::from(whole) - i128::from(cents) * i128::from(*weight);
            prop_assert!(whole == 0 || off.abs() < i128::from(whole), "{} of {}", part, weight);
        }
    }

    #[test]
    fn cents_given_out_one_by_one_fall_the_same_way(
        cents in 0_i64..400,
        weights in proptest::collection::vec(0_i64..50, 1..8),
    ) {
        let (parts, naive) = (divide(cents, &weights), one_by_one(cents, &weights));
        prop_assert_eq!(parts.iter().sum::<i64>(), naive.iter().sum::<i64>());
        for (part, other) in parts.iter().zip(&naive) {
            prop_assert!((part - other).abs() <= 1, "{:?} and {:?}", parts, naive);
        }
    }

    #[test]
    fn amounts_in_whole_cents_add_up_to_the_rounded_sum(amounts in proptest::collection::vec(-1_000_000_i64..1_000_000, 0..12)) {
        let stated: BTreeMap<usize, Decimal> =
            amounts.iter().enumerate().map(|(place, amount)| (place, Decimal::new(*amount, 5))).collect();
        let cents = whole_cents(&stated).expect("small");
        let sum = stated.values().sum::<Decimal>() * Decimal::ONE_HUNDRED;
        let off = (Decimal::from(cents.values().sum::<i64>()) - sum).abs();
        prop_assert!(off <= Decimal::new(5, 1));
        for (place, amount) in &stated {
            prop_assert!((Decimal::from(cents[place]) - *amount * Decimal::ONE_HUNDRED).abs() < Decimal::ONE);
        }
    }

    #[test]
    fn everybody_together_owes_the_bill_under_every_basis_and_rule(
        uses in proptest::collection::vec(any_use(), 0..60),
        stated in proptest::option::of(proptest::collection::vec((0_u128..6, -500_i64..100_000), 0..8)),
        (prepaid, plan) in (0_i64..100_000, 0_i64..100_000),
        kind in 0_u8..5,
    ) {
        let mut chargeback = Chargeback::default();
        let mut used = Consumed::default();
        let mut bills: BTreeMap<PayAsYouGo, Credits> = BTreeMap::new();
        for (place, kind, credits, in_bill) in &uses {
            let part = Judged { credits: Credits(*credits), outcome: outcome(*kind) };
            // Settled use is all in its own bill.
            let in_bill = *in_bill || stated.is_none();
            chargeback.add(&whose(*place), part, in_bill);
            used.add(part);
            if let (Outcome::Paid(Payer::PayAsYouGo(of)), true) = (part.outcome, in_bill) {
                *bills.entry(of).or_default() += part.credits;
            }
        }
        let catalogue = Catalogue::built_in();
        let stated: Option<BTreeMap<Option<PayAsYouGo>, i64>> = stated.map(|lines| {
            let known = |of: u128| (of < 5).then(|| policy(of));
            lines.into_iter().map(|(of, cents)| (known(of), cents)).collect()
        });
        let whole: i64 = match &stated {
            Some(lines) => lines.values().sum(),
            None => bills.values().map(|credits| in_cents(catalogue.pay_as_you_go(*credits))).sum(),
        };
        let basis = stated.as_ref().map_or(Bills::Settled(catalogue), Bills::Stated);
        let costs = [
            SharedCost { of: SharedOf::Prepaid, cents: prepaid },
            SharedCost { of: SharedOf::PrePurchase(PLAN), cents: plan },
        ];
        let divided = chargeback.finish(&basis, &costs, &rule(kind));
        let mut sum = Consumed::default();
        divided.charged.values().for_each(|charged| sum.add_all(charged.credits));
        prop_assert_eq!(sum, used);
        let owed: i64 = divided.charged.values().map(|charged| charged.bill_cents() + charged.shared_cents()).sum();
        let apart: i64 = divided.shared.iter().map(SharedPart::apart).sum();
        prop_assert_eq!(owed + apart, whole + prepaid + plan);
        for part in &divided.shared {
            let borne: i64 = divided.charged.values().filter_map(|charged| charged.shared.get(&part.cost.of)).sum();
            prop_assert_eq!(borne, part.divided);
            prop_assert!(part.divided == 0 || part.divided == part.cost.cents);
        }
    }

    #[test]
    fn the_lines_of_a_statement_add_up_to_what_the_department_bears(
        uses in proptest::collection::vec((any_use(), 0_u8..7), 1..60),
        cents in 0_i64..100_000,
    ) {
        let mut chargeback = Chargeback::default();
        let mut own: Vec<StatedUse<u8>> = Vec::new();
        for ((place, kind, credits, in_bill), line) in &uses {
            let part = Judged { credits: Credits(*credits), outcome: outcome(*kind) };
            chargeback.add(&whose(*place), part, *in_bill);
            if *place == 2 {
                own.push(StatedUse { line: *line, part, in_bill: *in_bill });
            }
        }
        let stated = BTreeMap::from([(Some(policy(0)), cents), (Some(policy(1)), 7)]);
        let divided = chargeback.finish(&Bills::Stated(&stated), &[], &SharedRule::Apart);
        let charged = divided.charged.get(&named("A")).cloned().unwrap_or_default();
        let lines = lines(&charged, &own);
        prop_assert_eq!(lines.values().map(|line| line.cents).sum::<i64>(), charged.bill_cents());
        let mut sum = Consumed::default();
        lines.values().for_each(|line| sum.add_all(line.credits));
        prop_assert_eq!(sum, charged.credits);
    }
}
