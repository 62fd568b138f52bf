//! Decisions about the switches of the rules.

use super::require_revision;
use crate::directory::{ActorFacts, AdminRole};
use crate::settings::{Choice, SettingKey, SettingRefusal};
use crate::tenant::event::Event;
use crate::tenant::refusal::Refusal;
use crate::tenant::state::Tenant;

/// A switch belongs to the rehearsal, so every administrator may change it; who may only look, may not. Concealed names are a
/// Global administrator's to reveal.
pub(super) fn set(
    tenant: &Tenant,
    (key, choice): (SettingKey, Choice),
    revision: Option<u64>,
    actor: &ActorFacts,
) -> Result<Vec<Event>, Refusal> {
    let setting = key.setting();
    if !actor.roles.iter().any(|role| *role != AdminRole::GlobalReader) {
        return Err(SettingRefusal::MayOnlyLook(actor.display_name.clone()).into());
    }
    if key == SettingKey::ReportNames && !actor.roles.contains(&AdminRole::Global) {
        return Err(SettingRefusal::OnlyGlobal(setting.label).into());
    }
    require_revision(
        &format!("\"{}\"", setting.label),
        tenant.settings.revision(key),
        revision,
    )?;
    if setting.alternative(choice).is_none() {
        return Err(SettingRefusal::NoSuchValue(setting.label).into());
    }
    if tenant.settings.now(key) == choice {
        return Err(SettingRefusal::AsBefore(setting.label).into());
    }
    Ok(vec![Event::SettingSet { key, choice }])
}
