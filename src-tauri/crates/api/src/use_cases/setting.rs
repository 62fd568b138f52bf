//! Switches of the rules: list and change.

use meterdesk_billing::settings::{Alternative, Certainty, Choice, SETTINGS, Setting, SettingKey};
use meterdesk_billing::tenant::Command;
use meterdesk_store::Snapshot;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::act::begin;
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns, order, ordered};
use crate::settle::settle_after_act;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

columns!(SettingListed of SettingRow:
    Column::new("name", "Setting", |row| Cell::text(&row.label)),
    Column::new("value", "Value", |row| {
        let held = row.alternatives.iter().find(|other| other.value == row.value);
        held.map_or(Cell::Nothing, |held| Cell::text(&held.label))
    }),
    Column::new("since", "Changed", |row| Cell::maybe(row.since.as_ref())),
);

/// The switches of the rules.
///
/// # Errors
/// When the workbook can't be read.
pub async fn setting_list(app: &App, _caller: &Caller, request: SettingList) -> Result<SettingListed, ApiError> {
    let order = order::<SettingListed>(request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let mut rows = Vec::with_capacity(SETTINGS.len());
    for setting in &SETTINGS {
        rows.push(row(&mut snapshot, setting).await?);
    }
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    Ok(SettingListed {
        rows: ordered::<SettingListed>(rows, order),
        total,
        next: None,
    })
}

/// Changes a switch.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn setting_set(app: &App, caller: &Caller, request: SettingSet) -> Result<SettingChanged, ApiError> {
    let key: SettingKey = named(&request.key).ok_or_else(|| unknown(&request.key, "setting", "key"))?;
    let choice: Choice = named(&request.value).ok_or_else(|| unknown(&request.value, "value", "value"))?;
    let (revision, preview) = (request.revision, request.preview);
    let mut begun = begin!(app, caller, request);
    begun.decide(Command::SetSetting { key, choice, revision }).await?;
    let setting = row(&mut begun.act, key.setting()).await?;
    let answer = begun.finish(SettingChanged { setting }).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn unknown(text: &str, what: &str, field: &str) -> ApiError {
    let message = format!("There is no {what} \"{text}\"; use one that the list of settings offers");
    ApiError::new(ErrorCode::InvalidField, message).at(field)
}

/// A word of the rules as it crosses the edge.
fn word<T: Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn named<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(Value::String(text.to_owned())).ok()
}

async fn row(snapshot: &mut Snapshot, setting: &Setting) -> Result<SettingRow, ApiError> {
    let settings = &snapshot.tenant().settings;
    let (value, revision) = (settings.now(setting.key), settings.revision(setting.key));
    let last = settings.changes(setting.key).next_back().copied();
    let changed_by = match last {
        Some(change) => Some(snapshot.display_name(change.by).await?),
        None => None,
    };
    Ok(SettingRow {
        key: word(setting.key),
        label: setting.label.to_owned(),
        help: setting.help.to_owned(),
        value: word(value),
        default: word(setting.default()),
        since: last.map(|change| instant(change.at)),
        changed_by,
        alternatives: setting.alternatives.iter().map(alternative).collect(),
        revision,
    })
}

fn alternative(other: &Alternative) -> SettingAlternative {
    SettingAlternative {
        value: word(other.choice),
        label: other.label.to_owned(),
        text: other.text.to_owned(),
        basis: other.basis.to_owned(),
        assumption: other.certainty == Certainty::Assumed,
        sources: other
            .sources
            .iter()
            .map(|source| SettingSource {
                title: source.title.to_owned(),
                date: source.date.to_owned(),
            })
            .collect(),
    }
}
