//! The people of groups in groups, looked up where a switch lets them count.
//!
//! Which groups are within which, and when, is worked out in `meterdesk-billing`.

use fixedbitset::FixedBitSet;
use meterdesk_billing::coverage::{Belonging, Nesting, groups_within, people_set};
use meterdesk_billing::ids::GroupId;
use meterdesk_billing::time::{Instant, Moment};
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::{Having, Snapshot};

use crate::error::ApiError;

/// Which groups are in which, unless members of nested groups never counted here.
pub(crate) async fn nestings(snapshot: &mut Snapshot) -> Result<Option<Vec<Nesting>>, ApiError> {
    if !snapshot.tenant().nested_ever_count() {
        return Ok(None);
    }
    Ok(Some(snapshot.nestings().await?))
}

/// Everybody who is in the group directly or through other groups, and when.
pub(crate) async fn within(
    snapshot: &mut Snapshot,
    group: GroupId,
    nestings: &[Nesting],
) -> Result<Vec<Belonging>, ApiError> {
    let mut rows = Vec::new();
    for (inner, span) in groups_within(group, nestings, snapshot.tenant()) {
        for row in snapshot.memberships(inner).await? {
            if let Some(shared) = row.span.shared_with(&span) {
                rows.push(Belonging { span: shared, ..row });
            }
        }
    }
    Ok(rows)
}

/// Who counts as a member of the group at a second: its direct members and, where a switch says so, those of groups in it.
pub(crate) async fn members_set(snapshot: &mut Snapshot, group: GroupId, at: Instant) -> Result<FixedBitSet, ApiError> {
    let moment = Moment {
        at: at.timestamp(),
        act_seq: None,
    };
    let mut groups = vec![group];
    if snapshot.tenant().nested_count(moment) {
        let nestings = snapshot.nestings().await?;
        let within = groups_within(group, &nestings, snapshot.tenant()).into_iter();
        groups = within
            .filter(|(_, span)| span.holds_at(moment))
            .map(|(inner, _)| inner)
            .collect();
    }
    let is_now = at == snapshot.tenant().now;
    let mut members = FixedBitSet::new();
    for group in groups {
        if is_now {
            members.union_with(snapshot.set_of(Having::Membership(group)).await?.as_ref());
        } else {
            members.union_with(&people_set(snapshot.members_at(group, at.timestamp()).await?));
        }
    }
    Ok(members)
}

/// Whether the person counts as a member of the group now, or would if they were directly in a group or were not.
pub(crate) async fn belongs(
    snapshot: &mut Snapshot,
    group: GroupId,
    person: PersonIndex,
    supposed: Option<(GroupId, bool)>,
) -> Result<bool, ApiError> {
    let at = snapshot.tenant().now.timestamp();
    let moment = Moment { at, act_seq: None };
    let nestings = if snapshot.tenant().nested_count(moment) {
        snapshot.nestings().await?
    } else {
        Vec::new()
    };
    for (inner, span) in groups_within(group, &nestings, snapshot.tenant()) {
        let direct = match supposed {
            Some((of, is_in)) if of == inner => is_in,
            _ => snapshot.members_at(inner, at).await?.contains(&person),
        };
        if direct && span.holds_at(moment) {
            return Ok(true);
        }
    }
    Ok(false)
}
