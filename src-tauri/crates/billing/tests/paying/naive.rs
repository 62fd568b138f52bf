//! The order of payment once more, as plainly as it can be said: what is left, a row at a time, nothing compiled.
//!
//! Knows two environments, packs and plans that stay as they are; a bench holds it against the engine and SQL.

use meterdesk_billing::usage::UsageUnit;

use crate::world::*;

/// What is set for an environment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Set {
    /// Whole credits that are wanted for it.
    pub(crate) allocated: i64,
    pub(crate) draw: bool,
    pub(crate) plan: bool,
}

/// A tenant set up like that. An environment is allocated no more than is left.
pub(crate) fn world(packs: u32, sets: [Set; 2]) -> Paying {
    let mut paying = Paying::with_packs(packs);
    for (name, set) in ["North", "South"].into_iter().zip(sets) {
        let free = (paying.world.tenant.platform.now().owned() - paying.world.tenant.platform.now().allocated()).0;
        let allocated = set.allocated.min(free / MICRO);
        if allocated > 0 || !set.draw {
            paying.allocate(name, allocated, set.draw);
        }
        if set.plan {
            paying.plan(&format!("Plan of {name}"), name);
        }
    }
    paying
}

const MICRO: i64 = 1_000_000;

/// What is left of a month's capacity, in micro-credits.
#[derive(Debug)]
pub(crate) struct Naive {
    sets: [Set; 2],
    pub(crate) owned: i64,
    pub(crate) allocated: [i64; 2],
    own: [i64; 2],
    pool: i64,
    used: i64,
}

impl Naive {
    pub(crate) fn new(packs: u32, sets: [Set; 2]) -> Self {
        let owned = i64::from(packs) * 25_000 * MICRO;
        let first = (sets[0].allocated * MICRO).min(owned);
        let own = [first, (sets[1].allocated * MICRO).min(owned - first)];
        Self {
            sets,
            owned,
            allocated: own,
            own,
            pool: owned - own[0] - own[1],
            used: 0,
        }
    }

    /// Who pays how many micro-credits of the earliest row that is left.
    pub(crate) fn pay(&mut self, unit: &UsageUnit) -> Vec<(String, i64)> {
        let rate = [MICRO, 130_000, 2 * MICRO][unit.feature as usize];
        let mut left = unit.quantity.0 / MICRO * rate;
        let place = usize::try_from(unit.environment).ok().filter(|place| *place < 2);
        let name = ["North", "South"][place.unwrap_or(0)];
        let (draw, plan) = place.map_or((true, false), |place| (self.sets[place].draw, self.sets[place].plan));
        let has = place.map_or(0, |place| self.own[place]) + if draw { self.pool } else { 0 };
        if !plan {
            let source = place.is_some_and(|place| self.allocated[place] > 0) || draw && self.owned > 0;
            let at_full = unit.feature == FLOW || unit.agent == DATA_ENTRY;
            if !source {
                return vec![("blocked noPayer".to_owned(), left)];
            }
            if has == 0 && (at_full || self.used * 100 >= self.owned * 125) {
                let why = if at_full { "capacityUsedUp" } else { "capacityEnforced" };
                return vec![(format!("blocked {why}"), left)];
            }
        }
        let mut parts = Vec::new();
        if let Some(place) = place {
            let took = self.own[place].min(left);
            self.own[place] -= took;
            (left, self.used) = (left - took, self.used + took);
            parts.push((format!("allocation {name}"), took));
        }
        if draw {
            let took = self.pool.min(left);
            self.pool -= took;
            (left, self.used) = (left - took, self.used + took);
            parts.push(("pool".to_owned(), took));
        }
        if plan {
            parts.push((format!("Plan of {name}"), left));
        } else {
            self.used += left;
            parts.push(("over".to_owned(), left));
        }
        parts.retain(|(_, credits)| *credits > 0);
        parts
    }
}
