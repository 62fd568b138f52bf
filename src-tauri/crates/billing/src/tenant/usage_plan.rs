//! Use that a scenario plans: whether it goes on while the clock moves.
//!
//! Who uses what is planned elsewhere; here is only from when on such use counts in this workbook and from when on not.

use super::event::Event;
use super::state::Tenant;
use crate::time::Instant;

/// The plan of a workbook that was made from a scenario with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsagePlan {
    /// Acts that let planned use go on (true) or stopped it, oldest first. The first belongs to the workbook's beginning.
    switches: Vec<(Instant, bool)>,
}

impl UsagePlan {
    /// Whether planned use goes on from now on.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.switches.last().is_some_and(|(_, goes_on)| *goes_on)
    }

    /// Whether planned use of that second (since 1970-01-01T00:00:00Z) counts: the last switch before it decides, since the
    /// use of a second is there before anything is done in it.
    #[must_use]
    pub fn counts_at(&self, second: i64) -> bool {
        let before = self.switches.iter().rfind(|(at, _)| at.timestamp() < second);
        before.is_some_and(|(_, goes_on)| *goes_on)
    }

    /// The spans in which planned use doesn't count, in seconds: after the first of each, up to and including the second.
    #[must_use]
    pub fn stopped(&self) -> Vec<(i64, i64)> {
        let mut spans = Vec::new();
        let mut goes_on = false;
        let mut since = i64::MIN;
        for (at, next) in &self.switches {
            match (goes_on, *next) {
                (false, true) => spans.push((since, at.timestamp())),
                (true, false) => since = at.timestamp(),
                _ => {}
            }
            goes_on = *next;
        }
        if !goes_on {
            spans.push((since, i64::MAX));
        }
        spans
    }

    /// When planned use was stopped, where it doesn't go on.
    #[must_use]
    pub fn stopped_at(&self) -> Option<Instant> {
        self.switches.last().filter(|(_, goes_on)| !goes_on).map(|(at, _)| *at)
    }

    /// A text that is the same for two plans exactly where they count the same use before `until` (seconds).
    pub(crate) fn fingerprint(&self, until: i64) -> String {
        let switches = self.switches.iter().filter(|(at, _)| at.timestamp() < until);
        switches
            .skip(1)
            .map(|(at, goes_on)| format!("{} {goes_on}; ", at.timestamp()))
            .collect()
    }
}

impl Tenant {
    pub(super) fn apply_plan_switch(&mut self, at: Instant, goes_on: bool) {
        self.usage_plan
            .get_or_insert_with(|| UsagePlan { switches: Vec::new() })
            .switches
            .push((at, goes_on));
    }
}

/// Why planned use can't be switched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UsagePlanRefusal {
    /// The workbook has no plan.
    #[error(
        "Nobody's use is planned in this workbook: the scenario \"{scenario}\" has no plan. Make a workbook from the scenario \"demo\" to see use go on"
    )]
    NoPlan {
        /// The workbook's scenario.
        scenario: String,
    },
    /// It stands as wanted already.
    #[error("Planned use {} already", if *.goes_on { "goes on" } else { "is stopped" })]
    AsWanted {
        /// How it stands.
        goes_on: bool,
    },
}

impl UsagePlanRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "conflict"
    }

    /// The request's field to blame.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        Some("goesOn")
    }
}

/// Decides whether planned use goes on.
pub(super) fn switch(tenant: &Tenant, goes_on: bool) -> Result<Vec<Event>, UsagePlanRefusal> {
    match &tenant.usage_plan {
        None => Err(UsagePlanRefusal::NoPlan {
            scenario: tenant.scenario.clone(),
        }),
        Some(plan) if plan.goes_on() == goes_on => Err(UsagePlanRefusal::AsWanted { goes_on }),
        Some(_) => Ok(vec![Event::UsagePlanSet { goes_on }]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_switch_before_a_second_decides_about_it() {
        let at = |second| Instant::from_timestamp(second, 0).expect("small");
        let mut tenant = Tenant::default();
        for (second, goes_on) in [(100, true), (200, false), (300, true)] {
            tenant.apply_plan_switch(at(second), goes_on);
        }
        let plan = tenant.usage_plan.expect("it was switched");
        let counting: Vec<_> = [100, 101, 200, 201, 300, 301]
            .into_iter()
            .filter(|second| plan.counts_at(*second))
            .collect();
        assert_eq!(counting, [101, 200, 301]);
        assert_eq!(plan.stopped(), [(i64::MIN, 100), (200, 300)]);
        for second in 90..310 {
            let stopped = plan
                .stopped()
                .iter()
                .any(|(after, upto)| *after < second && second <= *upto);
            assert_eq!(plan.counts_at(second), !stopped, "{second}");
        }
        assert!(plan.goes_on() && plan.stopped_at().is_none());
    }
}
