//! What is told once only: the first use that a policy paid for, the first that was blocked, the first refused in a month.
//!
//! It knows nothing of why.

use std::collections::{BTreeMap, HashMap};

use chrono::DateTime;
use foldhash::fast::FixedState;

use super::{BlockedReason, CarriedState, Happening, Outcome};
use crate::ids::PolicyId;
use crate::time::Month;
use crate::usage::{Service, UsageUnit};

/// The earliest second of each, in whatever order uses come.
#[derive(Debug, Default)]
pub(super) struct Firsts {
    paid: HashMap<(PolicyId, Service), i64, FixedState>,
    blocked: HashMap<Service, i64, FixedState>,
    refused: HashMap<Service, BTreeMap<i64, i64>, FixedState>,
}

impl Firsts {
    /// Notes what became of a use or of a part of it.
    pub(super) fn note(&mut self, unit: &UsageUnit, outcome: Outcome) {
        let first = match outcome {
            Outcome::Paid(payer) => {
                let Some(policy) = payer.charged_policy() else { return };
                self.paid.entry((policy, unit.service)).or_insert(unit.at)
            }
            Outcome::Blocked(BlockedReason::Refused) => {
                let months = self.refused.entry(unit.service).or_default();
                months.entry(first_second_of_month(unit.at)).or_insert(unit.at)
            }
            Outcome::Blocked(_) => self.blocked.entry(unit.service).or_insert(unit.at),
            Outcome::Included | Outcome::NotCharged(_) => return,
        };
        *first = unit.at.min(*first);
    }

    /// Tells of what was not told before, and has the state say that it was told.
    pub(super) fn tell(self, state: &mut CarriedState, happenings: &mut BTreeMap<Happening, i64>) {
        for ((policy, service), at) in self.paid {
            if state.has_paid.insert((policy, service)) {
                happenings.insert(Happening::FirstPaid { policy, service }, at);
            }
        }
        for (service, at) in self.blocked {
            if state.has_blocked.insert(service) {
                happenings.insert(Happening::FirstBlocked { service }, at);
            }
        }
        for (service, months) in self.refused {
            for (month, at) in months {
                let told = state.refused_in.get(&service).copied();
                if told.is_none_or(|told| told < month) {
                    state.refused_in.insert(service, month);
                    happenings.insert(Happening::Refused { service, month }, at);
                }
            }
        }
    }
}

fn first_second_of_month(at: i64) -> i64 {
    DateTime::from_timestamp(at, 0).map_or(at, |at| Month::of(at).start().timestamp())
}
