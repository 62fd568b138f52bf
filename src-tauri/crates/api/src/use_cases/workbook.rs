//! The workbook itself, and the scenarios that one can be made from.
//!
//! Making, opening and copying files is asked of the window or the terminal program, which own paths.

use crate::error::ApiError;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// What the workbook is.
///
/// # Errors
/// When the workbook can't be read.
pub async fn workbook_get(app: &App, _caller: &Caller, _request: WorkbookGet) -> Result<WorkbookView, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let since = snapshot.since_made().await?;
    let under_way = snapshot.under_way().await?;
    let tenant = snapshot.tenant();
    Ok(WorkbookView {
        file: app.workbook.path().display().to_string(),
        scenario: tenant.scenario.clone(),
        seed: tenant.seed.to_string(),
        started_at: instant(tenant.started_at),
        acts: since.entries,
        imports: since.imports,
        branches: since.branches,
        under_way,
    })
}

/// The scenarios.
///
/// # Errors
/// None; the answer is of the form of every command.
pub async fn scenario_list(_app: &App, _caller: &Caller, _request: ScenarioList) -> Result<ScenarioListed, ApiError> {
    let rows: Vec<ScenarioRow> = meterdesk_scenario::names()
        .iter()
        .map(|name| ScenarioRow {
            name: (*name).to_owned(),
            about: meterdesk_scenario::about(name).to_owned(),
        })
        .collect();
    Ok(ScenarioListed {
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows,
        next: None,
    })
}
