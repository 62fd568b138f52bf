//! Whose Copilot Chat may draw on prepaid credits, along a timeline: whom a Copilot credit policy covers, and, while available
//! credits are applied to Copilot Chat, whom a connected billing policy covers.

use super::{Population, Timeline};
use crate::ids::GroupId;
use crate::tenant::{Event, Scope, Tenant};
use crate::time::Moment;
use crate::usage::UsageUnit;
use std::collections::HashMap;

#[derive(Debug)]
struct Drawing {
    /// `None`: everybody in the tenant.
    group: Option<GroupId>,
    from: (i64, u64),
    until: i64,
}

/// Copilot credit policies.
#[derive(Debug, Default)]
pub(super) struct CreditPolicies {
    drawing: Vec<Drawing>,
    /// When the box was ticked or cleared, oldest first.
    applied: Vec<((i64, u64), bool)>,
}

impl CreditPolicies {
    pub(super) fn new(tenant: &Tenant, timeline: Timeline) -> Self {
        let known = tenant.platform.now().credit_policies.iter();
        let drawing = known.filter_map(|policy| {
            let (from, until) = match timeline {
                Timeline::Actual => (
                    (policy.created_at.timestamp(), policy.created_seq),
                    policy.deleted_at.map_or(i64::MAX, |at| at.timestamp()),
                ),
                Timeline::AsIf(at) => {
                    let holds = policy.created_at <= at && policy.deleted_at.is_none_or(|deleted| at < deleted);
                    holds.then_some(((i64::MIN, 0), i64::MAX))?
                }
            };
            let group = match policy.facts.scope {
                Scope::AllUsers => None,
                Scope::Group(group) => Some(group),
            };
            Some(Drawing { group, from, until })
        });
        let mut ticks = tenant.platform.history().iter().filter_map(|known| match known.event {
            Event::ChatCreditsApplied { applied } => Some(((known.at.timestamp(), known.seq), applied)),
            _ => None,
        });
        let applied = match timeline {
            Timeline::Actual => ticks.collect(),
            Timeline::AsIf(at) => {
                let last = ticks.rfind(|((tick, _), _)| *tick <= at.timestamp());
                last.map(|(_, applied)| ((i64::MIN, 0), applied)).into_iter().collect()
            }
        };
        Self {
            drawing: drawing.collect(),
            applied,
        }
    }

    /// Whether available credits are applied to Copilot Chat of people whom a connected billing policy covers.
    ///
    /// Source: Microsoft, Use Copilot Studio prepaid capacity packs for Microsoft 365 Copilot Chat (2025-09-18).
    pub(super) fn applied(&self, unit: &UsageUnit) -> bool {
        let moment = Moment {
            at: unit.at,
            act_seq: unit.act_seq,
        };
        let ticks = self.applied.iter().rev();
        ticks
            .filter(|((at, seq), _)| moment.is_after(*at, *seq))
            .map(|(_, applied)| *applied)
            .next()
            .unwrap_or(false)
    }

    /// Whether a policy covers the use's person.
    pub(super) fn cover(&self, unit: &UsageUnit, groups: &HashMap<GroupId, Population>) -> bool {
        let Some(person) = unit.person else { return false };
        let moment = Moment {
            at: unit.at,
            act_seq: unit.act_seq,
        };
        self.drawing
            .iter()
            .filter(|known| moment.is_after(known.from.0, known.from.1) && unit.at < known.until)
            .any(|known| match &known.group {
                None => true,
                Some(group) => groups.get(group).is_some_and(|people| people.contains(person, moment)),
            })
    }
}
