//! What a month's sums are made of.

use meterdesk_billing::settlement::{RollupSum, Settled, each_part};

/// Each sum has its uses, and they add up to it.
pub(crate) fn uses_add_up(settled: &Settled) {
    assert!(
        settled.rollup.keys().eq(settled.uses.keys()),
        "each sum has its uses, and no others are there"
    );
    for (key, sum) in &settled.rollup {
        let mut found = RollupSum {
            quantity: sum.quantity,
            ..RollupSum::default()
        };
        each_part(key.day, &settled.uses[key], |part| {
            found.rows += part.rows;
            found.credits += part.credits;
        })
        .expect("settlement packed them");
        assert_eq!(found, *sum, "{key:?}");
    }
}
