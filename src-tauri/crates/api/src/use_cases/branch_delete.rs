//! Deleting a branch, with what only it has.

use crate::act::begin;
use crate::error::{ApiError, ErrorCode};
use crate::text::listed;
use crate::wire::*;
use crate::{App, Caller};

/// Why a branch can't be deleted.
#[derive(Debug, thiserror::Error)]
enum DeletionRefusal {
    #[error("The branch that the workbook began with can't be deleted; start the workbook over instead")]
    MainStays,
    #[error("\"{0}\" is the branch that you are working on; switch to another one first")]
    InUse(String),
    #[error("{0} descend from it and would go too; say so, or delete them first")]
    HasDescendants(String),
}

impl From<DeletionRefusal> for ApiError {
    fn from(refusal: DeletionRefusal) -> Self {
        let field = match &refusal {
            DeletionRefusal::MainStays | DeletionRefusal::InUse(_) => "branch",
            DeletionRefusal::HasDescendants(_) => "withDescendants",
        };
        Self::new(ErrorCode::Conflict, refusal.to_string()).at(field)
    }
}

/// Deletes a branch.
///
/// # Errors
/// When there is no such branch, it must stay, or the workbook can't be written.
pub async fn branch_delete(app: &App, caller: &Caller, request: BranchDelete) -> Result<BranchDeleted, ApiError> {
    let mut begun = begin!(app, caller, request);
    let going = begun.act.going_with(&request.branch).await?;
    let named = going.names.first().cloned().unwrap_or_default();
    let present = begun.act.branch().name().to_owned();
    let looked = app.workbook.on(&named).read().await?;
    if looked.branch().is_main() {
        return Err(DeletionRefusal::MainStays.into());
    }
    drop(looked);
    if going.names.contains(&present) {
        return Err(DeletionRefusal::InUse(present).into());
    }
    if going.names.len() > 1 && !request.with_descendants {
        let names: Vec<_> = going.names[1..].iter().map(|name| format!("\"{name}\"")).collect();
        return Err(DeletionRefusal::HasDescendants(listed(&names)).into());
    }
    begun.act.delete_branches(&going).await?;
    begun
        .finish(BranchDeleted {
            branches: going.names,
            entries: going.entries,
            imports: going.imports,
        })
        .await
}
