//! Saved views of Cost management: list, save, delete.

use meterdesk_billing::tenant::{Command, CostView, CostViewCommand, Tenant};

use crate::act::begin;
use crate::error::ApiError;
use crate::wire::*;
use crate::{App, Caller};

/// The saved views, by name.
///
/// # Errors
/// When the workbook can't be read.
pub async fn cost_view_list(app: &App, _: &Caller, _: CostViewList) -> Result<CostViewListed, ApiError> {
    let snapshot = app.workbook.read().await?;
    let rows = rows(snapshot.tenant());
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    Ok(CostViewListed {
        rows,
        total,
        next: None,
    })
}

/// Saves a view.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn cost_view_save(app: &App, caller: &Caller, request: CostViewSave) -> Result<CostViewsChanged, ApiError> {
    let view = CostView {
        name: request.name.clone(),
        parts: request.parts.clone(),
    };
    let mut begun = begin!(app, caller, request);
    begun.decide(Command::CostView(CostViewCommand::Save(view))).await?;
    let views = rows(begun.act.tenant());
    begun.finish(CostViewsChanged { views }).await
}

/// Deletes a view.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn cost_view_delete(
    app: &App,
    caller: &Caller,
    request: CostViewDelete,
) -> Result<CostViewsChanged, ApiError> {
    let name = request.name.clone();
    let mut begun = begin!(app, caller, request);
    begun.decide(Command::CostView(CostViewCommand::Delete(name))).await?;
    let views = rows(begun.act.tenant());
    begun.finish(CostViewsChanged { views }).await
}

fn rows(tenant: &Tenant) -> Vec<CostViewRow> {
    let views = tenant.cost_views.iter().map(|view| CostViewRow {
        name: view.name.clone(),
        parts: view.parts.clone(),
    });
    views.collect()
}
