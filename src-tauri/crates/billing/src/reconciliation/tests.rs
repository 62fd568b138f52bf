//! Worked examples of each cause, and the laws: causes add up to the gap, and a model that knows why finds the same.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ids::PolicyId;

const SETTLED: Shape = Shape {
    is_bill: false,
    has_prepaid: true,
    has_not_billed: true,
    divides: true,
    tells_pre_purchase: true,
};

const BILL: Shape = Shape {
    is_bill: true,
    has_prepaid: false,
    has_not_billed: false,
    divides: true,
    tells_pre_purchase: true,
};

/// The Power Platform's agent report: prepaid credits are among those billed.
const AGENTS: Shape = Shape {
    is_bill: false,
    has_prepaid: true,
    has_not_billed: true,
    divides: false,
    tells_pre_purchase: false,
};

const DAYS: (i64, i64) = (0, 30);

fn statement(shape: Shape, spans: Option<&[(i64, i64)]>) -> Statement {
    Statement {
        shape,
        spans: spans.map(<[_]>::to_vec),
        lines: BTreeMap::new(),
    }
}

fn policy(number: u128) -> Line {
    Line::Arrangement(PayAsYouGo::Policy(PolicyId(Uuid::from_u128(number))))
}

fn billed(credits: i64) -> Figures {
    Figures {
        billed: Credits(credits),
        ..Figures::default()
    }
}

fn whole(credits: i64) -> Figures {
    billed(Credits::whole(credits).0)
}

fn parts(reconciled: &Reconciled) -> Vec<(Cause, i64)> {
    reconciled
        .parts
        .iter()
        .map(|(cause, part)| (*cause, part.credits.0))
        .collect()
}

/// The only line.
fn only(mut lines: Vec<Reconciled>) -> Reconciled {
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

#[test]
fn days_that_the_bill_does_not_state_yet_are_delay_and_earlier_ones_are_window() {
    let mut settled = statement(SETTLED, Some(&[DAYS]));
    let mut bill = statement(BILL, Some(&[(5, 10), (12, 20)]));
    for day in [4, 6, 11, 25] {
        settled.add(policy(1), day, whole(day));
    }
    bill.add(policy(1), 6, whole(6));
    let found = only(reconcile(&settled, &bill, &settled));
    assert_eq!(found.gap, Credits::whole(40));
    assert_eq!(parts(&found), [(Cause::Delay, 25_000_000), (Cause::Window, 15_000_000)]);
    assert_eq!(found.parts[&Cause::Window].days, BTreeSet::from([4, 11]));
}

#[test]
fn a_fraction_that_the_other_source_rounds_is_rounding_and_a_whole_credit_is_not() {
    let mut settled = statement(SETTLED, Some(&[DAYS]));
    let mut bill = statement(BILL, Some(&[DAYS]));
    for (day, own, stated) in [
        (1, 10_400_000, 10_000_000),
        (2, 10_600_000, 11_000_000),
        (3, 12_000_000, 11_000_000),
    ] {
        settled.add(policy(1), day, billed(own));
        bill.add(policy(1), day, billed(stated));
    }
    let found = only(reconcile(&settled, &bill, &settled));
    assert_eq!(
        parts(&found),
        [(Cause::Rounding, 0), (Cause::Unknown, 1_000_000)],
        "0.4 less and 0.4 more cancel out, and are told"
    );
    settled.add(policy(1), 4, billed(300_000));
    let found = only(reconcile(&settled, &bill, &settled));
    assert_eq!(parts(&found), [(Cause::Rounding, 300_000), (Cause::Unknown, 1_000_000)]);
}

#[test]
fn what_a_newer_file_changed_explains_no_more_than_it_changed() {
    let mut settled = statement(SETTLED, Some(&[DAYS]));
    let mut bill = statement(BILL, Some(&[DAYS]));
    settled.add(policy(1), 1, whole(100));
    bill.add(policy(1), 1, whole(130));
    bill.add_before(policy(1), 1, whole(110));
    let found = only(reconcile(&settled, &bill, &settled));
    assert_eq!(
        parts(&found),
        [(Cause::Restated, -20_000_000), (Cause::Unknown, -10_000_000)]
    );
    let mut towards_it = statement(BILL, Some(&[DAYS]));
    towards_it.add(policy(1), 1, whole(90));
    towards_it.add_before(policy(1), 1, whole(50));
    let found = only(reconcile(&settled, &towards_it, &settled));
    assert_eq!(
        parts(&found),
        [(Cause::Unknown, 10_000_000)],
        "the newer file is nearer"
    );
}

#[test]
fn what_a_bill_never_states_is_told_by_its_kind() {
    let mut settled = statement(SETTLED, Some(&[DAYS]));
    let mut bill = statement(BILL, Some(&[DAYS]));
    let used = Figures {
        billed: Credits::whole(100),
        pre_purchased: Credits::whole(40),
        ..Figures::default()
    };
    settled.add(policy(1), 3, used);
    bill.add(policy(1), 3, used);
    let prepaid = Figures {
        prepaid: Credits::whole(70),
        ..Figures::default()
    };
    settled.add(Line::Prepaid, 3, prepaid);
    let included = Figures {
        not_billed: Credits::whole(7),
        ..Figures::default()
    };
    settled.add(Line::NoCharge, 3, included);
    bill.add(Line::Named("elsewhere".to_owned()), 3, whole(5));
    let lines = reconcile(&settled, &bill, &settled);
    let of = |line: &Line| parts(lines.iter().find(|found| found.line == *line).unwrap());
    assert_eq!(of(&policy(1)), [(Cause::PrePurchase, 40_000_000)]);
    assert_eq!(of(&Line::Prepaid), [(Cause::PrepaidNotInAzure, 70_000_000)]);
    assert_eq!(of(&Line::NoCharge), [(Cause::NotBilled, 7_000_000)]);
    assert_eq!(
        of(&Line::Named("elsewhere".to_owned())),
        [(Cause::Unattributed, -5_000_000)]
    );
}

#[test]
fn a_statement_without_days_is_measured_by_own_settlement_and_no_further_than_the_gap() {
    let mut agents = statement(AGENTS, None);
    agents.add(
        Line::All,
        0,
        Figures {
            billed: Credits::whole(1_000),
            not_billed: Credits::whole(50),
            ..Figures::default()
        },
    );
    let mut bill = statement(BILL, Some(&[(0, 20)]));
    bill.add(Line::All, 10, whole(300));
    let mut own = statement(SETTLED, Some(&[DAYS]));
    own.add(
        Line::All,
        10,
        Figures {
            billed: Credits::whole(300),
            prepaid: Credits::whole(600),
            ..Figures::default()
        },
    );
    own.add(Line::All, 25, whole(80));
    let found = only(reconcile(&agents, &bill, &own));
    assert_eq!(found.gap, Credits::whole(750));
    assert_eq!(
        parts(&found),
        [
            (Cause::Delay, 80_000_000),
            (Cause::PrepaidNotInAzure, 600_000_000),
            (Cause::NotBilled, 50_000_000),
            (Cause::Unknown, 20_000_000),
        ]
    );
    own.add(Line::All, 26, whole(5_000));
    let found = only(reconcile(&agents, &bill, &own));
    assert_eq!(found.parts[&Cause::Delay].credits, Credits::whole(100));
    assert!(!found.parts.contains_key(&Cause::Unknown));
}

/// Something that was used, or was stated and not used, and why the sources differ by it.
#[derive(Debug, Clone, Copy)]
enum Fact {
    Agreed,
    Prepaid,
    NotBilled,
    PrePurchased,
    /// Only one of the two has it: own settlement, or the bill.
    Only(bool),
}

fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![
        Just(Fact::Agreed),
        Just(Fact::Prepaid),
        Just(Fact::NotBilled),
        Just(Fact::PrePurchased),
        any::<bool>().prop_map(Fact::Only),
    ]
}

const KNOWN: (i64, i64) = (3, 8);

proptest! {
    /// Days 0 to 2 are before the bill's first, 8 and 9 after its last. Each fact is on a line and day of its own, so that a model can
    /// say why.
    #[test]
    fn a_model_that_knows_why_finds_the_same_causes(
        facts in proptest::collection::btree_map((0_u128..4, 0_i64..10), (fact(), 1_i64..1_000), 0..40),
    ) {
        let mut settled = statement(SETTLED, Some(&[(0, 10)]));
        let mut bill = statement(BILL, Some(&[KNOWN]));
        let mut model: BTreeMap<Cause, i64> = BTreeMap::new();
        for ((place, day), (fact, credits)) in &facts {
            let (line, credits) = (policy(*place), Credits::whole(*credits));
            let at_once = Figures { billed: credits, ..Figures::default() };
            let is_known = (KNOWN.0..KNOWN.1).contains(day);
            let late = if *day >= KNOWN.1 { Cause::Delay } else { Cause::Window };
            let cause = match fact {
                Fact::Agreed => {
                    settled.add(line.clone(), *day, at_once);
                    if is_known {
                        bill.add(line, *day, at_once);
                    }
                    (!is_known).then_some((late, credits.0))
                }
                Fact::Prepaid => {
                    settled.add(line, *day, Figures { prepaid: credits, ..Figures::default() });
                    Some((Cause::PrepaidNotInAzure, credits.0))
                }
                Fact::NotBilled => {
                    settled.add(line, *day, Figures { not_billed: credits, ..Figures::default() });
                    Some((Cause::NotBilled, credits.0))
                }
                Fact::PrePurchased => {
                    let paid = Figures { pre_purchased: credits, ..Figures::default() };
                    settled.add(line.clone(), *day, paid);
                    bill.add(line, *day, paid);
                    Some((Cause::PrePurchase, credits.0))
                }
                Fact::Only(own) => {
                    let (side, sign) = if *own { (&mut settled, 1) } else { (&mut bill, -1) };
                    side.add(line, *day, at_once);
                    Some((if is_known { Cause::Unknown } else { late }, sign * credits.0))
                }
            };
            if let Some((cause, credits)) = cause {
                *model.entry(cause).or_default() += credits;
            }
        }
        let mut found: BTreeMap<Cause, i64> = BTreeMap::new();
        for line in reconcile(&settled, &bill, &settled) {
            for (cause, part) in line.parts {
                *found.entry(cause).or_default() += part.credits.0;
            }
        }
        found.retain(|_, credits| *credits != 0);
        model.retain(|_, credits| *credits != 0);
        prop_assert_eq!(found, model);
    }

    #[test]
    fn causes_add_up_to_the_gap_whatever_is_stated(
        rows in proptest::collection::vec((0_usize..3, 0_u128..3, 0_i64..12, 0_usize..5, -5_000_000_i64..50_000_000), 0..60),
        shapes in proptest::array::uniform2(proptest::array::uniform5(any::<bool>())),
        spans in proptest::array::uniform2(proptest::option::of(proptest::collection::vec((0_i64..12, 1_i64..5), 0..3))),
    ) {
        let shape = |of: [bool; 5]| Shape {
            is_bill: of[0],
            has_prepaid: of[1],
            has_not_billed: of[2],
            divides: of[3],
            tells_pre_purchase: of[4],
        };
        let [one, two] = &spans;
        let spans = |of: &Option<Vec<(i64, i64)>>| of.clone().map(|spans| spans.into_iter().map(|(from, days)| (from, from + days)).collect::<Vec<_>>());
        let mut sides = [
            statement(shape(shapes[0]), spans(one).as_deref()),
            statement(shape(shapes[1]), spans(two).as_deref()),
            statement(SETTLED, Some(&[(0, 12)])),
        ];
        for (side, place, day, kind, credits) in rows {
            let credits = Credits(credits);
            let mut figures = Figures::default();
            match kind {
                0 => figures.billed = credits,
                1 => figures.prepaid = credits,
                2 => figures.not_billed = credits,
                _ => figures.pre_purchased = credits,
            }
            let line = if place == 2 { Line::Named("x".to_owned()) } else { policy(place) };
            if kind == 4 {
                sides[side].add_before(line, day, billed(credits.0));
            } else {
                sides[side].add(line, day, figures);
            }
        }
        let [first, second, own] = &sides;
        for line in reconcile(first, second, own) {
            prop_assert_eq!(line.gap, line.first - line.second);
            let sum: Credits = line.parts.values().map(|part| part.credits).sum();
            prop_assert_eq!(sum, line.gap, "{:?}", line);
        }
    }
}
