//! The catalogue as it holds in a workbook: the built-in one with what was overridden by acts.

use std::borrow::Cow;

use super::event::Event;
use super::state::Tenant;
use crate::catalogue::{Catalogue, OverrideChange};
use crate::ids::PersonId;
use crate::time::Instant;

impl Tenant {
    /// The rate cards that this workbook's use is rated by.
    #[must_use]
    pub fn catalogue(&self) -> Cow<'static, Catalogue> {
        if self.rate_overrides.is_empty() {
            Cow::Borrowed(Catalogue::built_in())
        } else {
            Cow::Owned(Catalogue::built_in().overridden(&self.rate_overrides))
        }
    }

    pub(super) fn apply_override(&mut self, (at, seq): (Instant, u64), by: PersonId, event: &Event) {
        let (target, value, basis) = match event {
            Event::RateOverrideSet { target, value, basis } => (target, Some(*value), basis.clone()),
            Event::RateOverrideCleared { target } => (target, None, String::new()),
            _ => return,
        };
        self.rate_overrides.note(OverrideChange {
            target: target.clone(),
            value,
            basis,
            at,
            by,
            seq,
        });
    }
}
