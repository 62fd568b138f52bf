//! Notifications: a view of what happened that leaves out what needs nobody's attention, and days far off their own past, which are
//! no happening but a judgement on one.
//!
//! Nothing is kept for them. What was read is the window's own business.

use meterdesk_billing::payment::capacity_period;
use meterdesk_billing::platform::Stage;
use meterdesk_billing::tenant::Tenant;

use super::anomaly;
use super::happening::newest_first;
use crate::error::ApiError;
use crate::pages::page;
use crate::text::second;
use crate::wire::*;
use crate::{App, Caller};

/// Notifications, newest first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn notification_list(
    app: &App,
    _caller: &Caller,
    request: NotificationList,
) -> Result<NotificationListed, ApiError> {
    let page = page::<HappeningListed>(app, request.cursor.as_deref(), request.limit, None)?;
    let (mut rows, mut snapshot) = newest_first(app).await?;
    rows.retain(|row| deserves_attention(snapshot.tenant(), row));
    rows.extend(anomaly::notifications(app, &mut snapshot).await?);
    rows.sort_by(|one, two| two.at.cmp(&one.at));
    let (rows, total, next) = page.cut(rows);
    Ok(NotificationListed { rows, total, next })
}

fn deserves_attention(tenant: &Tenant, row: &HappeningRow) -> bool {
    match row.kind.as_str() {
        "useRefused"
        | "refused"
        | "firstBlocked"
        | "serviceDisconnectionReached"
        | "budgetThresholdPassed"
        | "budgetMailArrived"
        | "planBudgetAlert"
        | "planBudgetActed"
        | "subscriptionDisabled"
        | "resourceGroupDeleted"
        | "groupDeleted" => true,
        // Capacity begins anew each period, so what was in an earlier one is over.
        "capacityLow"
        | "capacityUsedUp"
        | "stoppedAtFull"
        | "stoppedAtEnforcement"
        | "agentLimitNear"
        | "agentLimitReached" => row.at >= second(capacity_period(tenant).0),
        "trialEnding" => is_trial_still(tenant, row),
        "serviceDisconnected" => is_pending(tenant, row),
        "importPublished" => has_rejections(tenant, row),
        _ => false,
    }
}

/// Whether the trial that this is about has not ended yet and is not being converted.
fn is_trial_still(tenant: &Tenant, row: &HappeningRow) -> bool {
    let known = tenant.platform.now().environments.iter();
    known
        .filter(|known| matches!(known.stage_at(tenant.now), Stage::TrialUntil(_)))
        .any(|known| row.id.ends_with(&known.facts.environment.to_string()))
}

/// Whether the disconnection of this act has not reached everybody yet.
fn is_pending(tenant: &Tenant, row: &HappeningRow) -> bool {
    tenant.connections.iter().any(|known| {
        row.id == format!("act-{}", known.revision) && known.period.until.is_some_and(|until| until > tenant.now)
    })
}

/// Whether rows of this import could not be taken, and it still counts.
fn has_rejections(tenant: &Tenant, row: &HappeningRow) -> bool {
    tenant.imports.iter().any(|known| {
        row.import.as_deref() == Some(known.id.to_string().as_str())
            && known.rejected > 0
            && known.reverted_at.is_none()
    })
}
