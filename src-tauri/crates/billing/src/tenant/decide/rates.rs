//! Decisions about overriding what the catalogue isn't sure of.

use super::require_revision;
use crate::catalogue::{Catalogue, OverrideRefusal, OverrideTarget, OverrideValue};
use crate::directory::{ActorFacts, AdminRole};
use crate::tenant::event::Event;
use crate::tenant::refusal::Refusal;
use crate::tenant::state::Tenant;

/// An override belongs to the rehearsal, so every administrator may set it; who may only look, may not.
pub(super) fn decide(
    tenant: &Tenant,
    (target, value): (OverrideTarget, Option<OverrideValue>),
    basis: &str,
    revision: Option<u64>,
    actor: &ActorFacts,
) -> Result<Vec<Event>, Refusal> {
    if !actor.roles.iter().any(|role| *role != AdminRole::GlobalReader) {
        return Err(OverrideRefusal::MayOnlyLook(actor.display_name.clone()).into());
    }
    let overrides = &tenant.rate_overrides;
    let what = format!("The override on the rate card {}", target.card());
    require_revision(&what, overrides.revision(&target), revision)?;
    match value {
        Some(value) => {
            overrides.check(Catalogue::built_in(), &target, value, basis)?;
            let basis = basis.trim().to_owned();
            Ok(vec![Event::RateOverrideSet { target, value, basis }])
        }
        None => {
            overrides.check_clear(Catalogue::built_in(), &target)?;
            Ok(vec![Event::RateOverrideCleared { target }])
        }
    }
}
