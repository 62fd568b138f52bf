//! One line of a reconciliation: its gap, split by cause.
//!
//! What a source's kind explains is taken first, for the whole period; what is left is explained day by day.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cause, Figures, Line, Part, Reconciled, Stated, Statement};
use crate::units::{Credits, MILLIONTHS};

/// A gap from which causes take their parts.
struct Split {
    rest: Credits,
    parts: BTreeMap<Cause, Part>,
}

impl Split {
    fn take(&mut self, cause: Cause, credits: Credits, days: impl IntoIterator<Item = i64>) {
        if credits == Credits::ZERO {
            return;
        }
        self.rest = self.rest - credits;
        let part = self.parts.entry(cause).or_default();
        part.credits += credits;
        part.days.extend(days);
    }
}

/// What of `amount` lies in the direction of `credits`, at most the whole of `credits`.
fn towards(credits: Credits, amount: Credits) -> Credits {
    if credits.0 >= 0 {
        Credits(amount.0.clamp(0, credits.0))
    } else {
        Credits(amount.0.clamp(credits.0, 0))
    }
}

const fn minus(credits: Credits) -> Credits {
    Credits(-credits.0)
}

pub(super) fn reconciled(line: &Line, first: &Statement, second: &Statement, own: &Statement) -> Reconciled {
    let (one, two) = (first.total(line), second.total(line));
    let gap = one - two;
    let mut split = Split {
        rest: gap,
        parts: BTreeMap::new(),
    };
    let mut core = [Core::of(first, second), Core::of(second, first)];
    for (place, (side, other)) in [(first, second), (second, first)].into_iter().enumerate() {
        let signed = |credits: Credits| if place == 0 { credits } else { minus(credits) };
        let stated = side.figures(line);
        let measured = own.figures(line);
        if side.shape.has_prepaid && !other.shape.has_prepaid {
            let credits = if side.shape.divides {
                signed(stated.prepaid)
            } else {
                towards(split.rest, signed(measured.prepaid))
            };
            split.take(
                Cause::PrepaidNotInAzure,
                credits,
                days_with(side, line, |figures| figures.prepaid),
            );
        }
        if side.shape.has_not_billed && !other.shape.has_not_billed {
            let days = days_with(side, line, |figures| figures.not_billed);
            split.take(Cause::NotBilled, signed(stated.not_billed), days);
        }
        if other.shape.is_bill && !side.shape.is_bill {
            // Whoever tells pre-purchased credits apart says how many they are; for whoever does not, the bill does.
            let (told, by) = if side.shape.tells_pre_purchase {
                (stated, side)
            } else {
                (other.figures(line), other)
            };
            let days = days_with(by, line, |figures| figures.pre_purchased);
            split.take(Cause::PrePurchase, signed(told.pre_purchased), days);
            core[place].without_pre_purchase = side.shape.tells_pre_purchase;
            core[1 - place].without_pre_purchase = side.shape.tells_pre_purchase;
        }
    }
    if matches!(line, Line::Named(_)) {
        let days = days_of(first, line).chain(days_of(second, line));
        let rest = split.rest;
        split.take(Cause::Unattributed, rest, days.collect::<Vec<_>>());
    } else if first.spans.is_some() && second.spans.is_some() {
        by_day(line, (first, second), core, &mut split);
    } else {
        as_a_whole(line, (first, second), own, core, &mut split);
    }
    let rest = split.rest;
    split.take(Cause::Unknown, rest, []);
    Reconciled {
        line: line.clone(),
        first: one,
        second: two,
        gap,
        parts: split.parts,
    }
}

fn days_of(side: &Statement, line: &Line) -> impl Iterator<Item = i64> {
    let days = side.lines.get(line).filter(|_| side.spans.is_some());
    days.into_iter().flat_map(|days| days.keys().copied())
}

/// Days on which a source states some of these credits.
fn days_with(side: &Statement, line: &Line, of: impl Fn(Figures) -> Credits) -> Vec<i64> {
    let days = side.lines.get(line).filter(|_| side.spans.is_some());
    let days = days.into_iter().flatten();
    days.filter(|(_, stated)| of(stated.now) != Credits::ZERO)
        .map(|(day, _)| *day)
        .collect()
}

/// What is compared day by day, once the kinds of the sources have explained their parts.
#[derive(Debug, Clone, Copy)]
struct Core {
    without_prepaid: bool,
    without_not_billed: bool,
    without_pre_purchase: bool,
}

impl Core {
    fn of(side: &Statement, other: &Statement) -> Self {
        Self {
            without_prepaid: side.shape.has_prepaid && !other.shape.has_prepaid && side.shape.divides,
            without_not_billed: side.shape.has_not_billed && !other.shape.has_not_billed,
            without_pre_purchase: false,
        }
    }

    fn of_figures(self, figures: Figures) -> Credits {
        let mut credits = figures.billed;
        if !self.without_prepaid {
            credits += figures.prepaid;
        }
        if !self.without_not_billed {
            credits += figures.not_billed;
        }
        if !self.without_pre_purchase {
            credits += figures.pre_purchased;
        }
        credits
    }

    /// What stands, and how far a newer file moved it.
    fn of_stated(self, stated: Stated) -> (Credits, Credits) {
        let now = self.of_figures(stated.now);
        let moved = stated
            .before
            .map_or(Credits::ZERO, |before| now - self.of_figures(before));
        (now, moved)
    }
}

fn stated_on(side: &Statement, line: &Line, day: i64) -> Stated {
    let stated = side.lines.get(line).and_then(|days| days.get(&day));
    stated.copied().unwrap_or_default()
}

fn by_day(line: &Line, (first, second): (&Statement, &Statement), core: [Core; 2], split: &mut Split) {
    let days: BTreeSet<i64> = days_of(first, line).chain(days_of(second, line)).collect();
    for day in days {
        let (one, moved_one) = core[0].of_stated(stated_on(first, line, day));
        let (two, moved_two) = core[1].of_stated(stated_on(second, line, day));
        let mut gap = one - two;
        if let Some(cause) = first.lacks(day).or_else(|| second.lacks(day)) {
            split.take(cause, gap, [day]);
            continue;
        }
        let restated = towards(gap, moved_one - moved_two);
        split.take(Cause::Restated, restated, [day]);
        gap = gap - restated;
        if gap.0.abs() < MILLIONTHS && (is_whole(one) || is_whole(two)) {
            split.take(Cause::Rounding, gap, [day]);
        } else {
            split.take(Cause::Unknown, gap, [day]);
        }
    }
}

const fn is_whole(credits: Credits) -> bool {
    credits.0 % MILLIONTHS == 0
}

/// Where one source has no days: the days that the other lacks are measured by own settlement.
fn as_a_whole(
    line: &Line,
    (first, second): (&Statement, &Statement),
    own: &Statement,
    core: [Core; 2],
    split: &mut Split,
) {
    for (place, dated) in [first, second].into_iter().enumerate() {
        let missing = own.lines.get(line).into_iter().flatten();
        for (day, stated) in missing {
            if let Some(cause) = dated.lacks(*day) {
                // What the dated source lacks makes the other one larger.
                let credits = core[1 - place].of_figures(stated.now);
                let signed = if place == 0 { minus(credits) } else { credits };
                split.take(cause, towards(split.rest, signed), [*day]);
            }
        }
    }
    let moved = |side: &Statement, core: Core| -> Credits {
        let days = side.lines.get(line).into_iter().flat_map(BTreeMap::values);
        days.map(|stated| core.of_stated(*stated).1).sum()
    };
    let moved = moved(first, core[0]) - moved(second, core[1]);
    split.take(Cause::Restated, towards(split.rest, moved), []);
    let whole = |side: &Statement, core: Core| is_whole(core.of_figures(side.figures(line)));
    if split.rest.0.abs() < MILLIONTHS && (whole(first, core[0]) || whole(second, core[1])) {
        let rest = split.rest;
        split.take(Cause::Rounding, rest, []);
    }
}
