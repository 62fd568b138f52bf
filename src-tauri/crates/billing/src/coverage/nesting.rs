//! Groups in groups: whose people belong to a group when members of nested groups count.
//!
//! Whether they count is a switch of the rules; nothing here knows people.

use std::collections::BTreeSet;

use super::population::Span;
use crate::ids::GroupId;
use crate::tenant::Tenant;

/// That a group is a member of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nesting {
    /// The group that has the member.
    pub group: GroupId,
    /// The group that is the member.
    pub member: GroupId,
    /// When.
    pub span: Span,
}

/// The group itself and every group that is in it, directly or through others, each with the time for which it is. A group
/// that is in it by several ways has several spans. The people of a deleted group count until its deletion; the root's own
/// deletion is not asked for here.
#[must_use]
pub fn groups_within(root: GroupId, nestings: &[Nesting], tenant: &Tenant) -> Vec<(GroupId, Span)> {
    let mut found = vec![(root, Span::ALWAYS)];
    let mut known = BTreeSet::from([(root, Span::ALWAYS)]);
    let mut place = 0;
    // Groups may be in one another in a circle: a span that was followed once is not followed again.
    while let Some((group, span)) = found.get(place).copied() {
        place += 1;
        for nesting in nestings.iter().filter(|nesting| nesting.group == group) {
            let lives = Span {
                until: tenant.groups.deleted(nesting.member),
                ..Span::ALWAYS
            };
            let shared = span
                .shared_with(&nesting.span)
                .and_then(|span| span.shared_with(&lives));
            if let Some(shared) = shared
                && known.insert((nesting.member, shared))
            {
                found.push((nesting.member, shared));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn nesting(group: u128, member: u128, from: i64, until: Option<i64>) -> Nesting {
        Nesting {
            group: GroupId(Uuid::from_u128(group)),
            member: GroupId(Uuid::from_u128(member)),
            span: Span {
                from: (from, 0),
                until: until.map(|until| (until, 0)),
            },
        }
    }

    #[test]
    fn a_group_within_a_group_counts_while_both_steps_hold_and_a_circle_ends() {
        let nestings = [
            nesting(1, 2, 0, None),
            nesting(2, 3, 100, Some(200)),
            nesting(3, 1, 0, None),
        ];
        let found = groups_within(nestings[0].group, &nestings, &Tenant::default());
        let of = |number: u128| -> Vec<_> {
            let group = GroupId(Uuid::from_u128(number));
            let spans = found.iter().filter(|(known, _)| *known == group);
            spans
                .map(|(_, span)| (span.from.0, span.until.map(|until| until.0)))
                .collect()
        };
        assert_eq!(of(2)[0], (0, None));
        assert_eq!(of(3)[0], (100, Some(200)));
        assert!(found.len() < 8, "the circle was left: {found:?}");
    }
}
