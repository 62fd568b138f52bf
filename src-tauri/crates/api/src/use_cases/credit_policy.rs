//! Copilot credit policies: list, make, delete.

use meterdesk_billing::ids::{CreditPolicyId, GroupId};
use meterdesk_billing::platform::CreditPolicy;
use meterdesk_billing::tenant::{BuyingCommand, Command, PlatformCommand, Scope};
use meterdesk_store::Snapshot;

use super::identity;
use super::policy::users_label;
use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::pages::plain_page;
use crate::settle::settle_after_act;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// Copilot credit policies, oldest first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn credit_policy_list(
    app: &App,
    _caller: &Caller,
    request: CreditPolicyList,
) -> Result<CreditPolicyListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    let mut snapshot = app.workbook.read().await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut rows = rows(&mut snapshot).await?;
    rows.retain(|row| row.name.to_lowercase().contains(&search) || row.id.contains(&search));
    let (rows, total, next) = page.cut(rows);
    Ok(CreditPolicyListed { rows, total, next })
}

/// Makes a Copilot credit policy.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn credit_policy_create(
    app: &App,
    caller: &Caller,
    request: CreditPolicyCreate,
) -> Result<CreditPolicyChanged, ApiError> {
    let scope = match &request.users {
        PolicyUsers::AllUsers {} => Scope::AllUsers,
        PolicyUsers::Group { group } => Scope::Group(GroupId(identity(group, "users")?)),
    };
    let command = BuyingCommand::CreateCreditPolicy {
        name: request.name.clone(),
        scope,
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Deletes a Copilot credit policy.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn credit_policy_delete(
    app: &App,
    caller: &Caller,
    request: CreditPolicyDelete,
) -> Result<CreditPolicyChanged, ApiError> {
    let credit_policy = CreditPolicyId(identity(&request.credit_policy, "creditPolicy")?);
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(
        app,
        *begun,
        BuyingCommand::DeleteCreditPolicy { credit_policy },
        preview,
    )
    .await
}

async fn done(
    app: &App,
    mut begun: Begun,
    command: BuyingCommand,
    preview: bool,
) -> Result<CreditPolicyChanged, ApiError> {
    begun
        .decide(Command::Platform(PlatformCommand::Buying(command)))
        .await?;
    let rows = rows(&mut begun.act).await?;
    let answer = begun.finish(CreditPolicyChanged { rows }).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

async fn rows(snapshot: &mut Snapshot) -> Result<Vec<CreditPolicyRow>, ApiError> {
    let known = snapshot.tenant().platform.now().credit_policies.iter();
    let present: Vec<CreditPolicy> = known.filter(|policy| policy.deleted_at.is_none()).cloned().collect();
    let mut rows = Vec::with_capacity(present.len());
    for policy in present {
        rows.push(CreditPolicyRow {
            id: policy.facts.credit_policy.to_string(),
            users_label: users_label(snapshot, policy.facts.scope).await?,
            created_at: instant(policy.created_at),
            name: policy.facts.name,
        });
    }
    Ok(rows)
}
