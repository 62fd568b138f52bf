//! Whose Copilot Chat may draw on prepaid credits: the Copilot credit policies along a timeline.

use super::{Population, Timeline};
use crate::ids::GroupId;
use crate::tenant::{Scope, Tenant};
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
        Self {
            drawing: drawing.collect(),
        }
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
