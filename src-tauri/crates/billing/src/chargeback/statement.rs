//! A statement: what one department is charged, line by line.
//!
//! Lines divide the very cents that the department bears of each bill, so that they add up to them.

use std::collections::BTreeMap;

use super::{Charged, Consumed, divide};
use crate::settlement::{Judged, Outcome, PayAsYouGo, Payer};
use crate::units::Credits;

/// A part of the department's use, and the line that it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedUse<K> {
    /// The line.
    pub line: K,
    /// The part.
    pub part: Judged,
    /// Whether the bill states its day.
    pub in_bill: bool,
}

/// A line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineSum {
    /// What was used.
    pub credits: Consumed,
    /// Its part of the bills, in cents.
    pub cents: i64,
}

/// The lines of a department's use. `charged` is what dividing found for that department from the same uses.
#[must_use]
pub fn lines<K: Ord + Clone>(charged: &Charged, uses: &[StatedUse<K>]) -> BTreeMap<K, LineSum> {
    let mut lines: BTreeMap<K, LineSum> = BTreeMap::new();
    let mut weights: BTreeMap<PayAsYouGo, BTreeMap<K, Credits>> = BTreeMap::new();
    for used in uses {
        lines.entry(used.line.clone()).or_default().credits.add(used.part);
        if let (Outcome::Paid(Payer::PayAsYouGo(of)), true) = (used.part.outcome, used.in_bill) {
            let of_line = weights.entry(of).or_default().entry(used.line.clone()).or_default();
            *of_line += used.part.credits;
        }
    }
    for (of, cents) in &charged.bills {
        let Some(by_line) = weights.get(of) else { continue };
        let parts: Vec<i64> = by_line.values().map(|credits| credits.0).collect();
        for (line, part) in by_line.keys().zip(divide(*cents, &parts)) {
            if let Some(sum) = lines.get_mut(line) {
                sum.cents += part;
            }
        }
    }
    lines
}
