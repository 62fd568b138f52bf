//! Sentences about budgets: set, passed, mailed.

use std::collections::HashMap;

use chrono::{DateTime, Datelike};
use meterdesk_billing::budget::{Budget, PassedThreshold, Reset};
use meterdesk_billing::ids::GroupId;
use meterdesk_billing::settlement::Happening;
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::units::Usd;
use meterdesk_store::{RunHappening, Snapshot};

use super::spoken_money;
use crate::error::ApiError;
use crate::text::second;
use crate::wire::{HappeningCause, HappeningRow};

/// Says that a budget was set, changed or removed.
pub(crate) fn set_sentence(policy: &str, budget: Option<&Budget>) -> String {
    match budget {
        Some(budget) => format!("The budget of \"{policy}\" was set to {}.", amount_per(budget)),
        None => format!("The budget of \"{policy}\" was removed."),
    }
}

/// What follows "was created for all users".
pub(crate) fn created_with(budget: Option<&Budget>) -> String {
    budget.map_or_else(String::new, |budget| {
        format!(", with a budget of {}", amount_per(budget))
    })
}

/// "$500.00 a month".
pub(crate) fn amount_per(budget: &Budget) -> String {
    let period = match budget.reset() {
        Reset::Month => "month",
        Reset::Quarter => "quarter",
        Reset::Year => "year",
    };
    format!("{} a {period}", spoken_money(budget.amount()))
}

/// Names of the groups that mails go to.
pub(crate) async fn recipient_names(
    snapshot: &mut Snapshot,
    found: &[RunHappening],
) -> Result<HashMap<GroupId, String>, ApiError> {
    let mut names = HashMap::new();
    for happening in found {
        if let Happening::BudgetMailArrived { recipients, .. } = &happening.happening {
            for group in recipients {
                if !names.contains_key(group)
                    && let Some(name) = snapshot.group_name(*group).await?
                {
                    names.insert(*group, name);
                }
            }
        }
    }
    Ok(names)
}

/// The row of a passed threshold.
pub(crate) fn passed_row(tenant: &Tenant, at: i64, threshold: &PassedThreshold, spent: Usd) -> HappeningRow {
    let text = format!(
        "{}: {} spent. A budget only alerts, so use goes on.",
        reached(tenant, threshold),
        spoken_money(spent)
    );
    row(("budgetThresholdPassed", HappeningCause::Usage), at, threshold, text)
}

/// The row of a mail. `groups` names those that get it.
pub(crate) fn mail_row(
    tenant: &Tenant,
    at: i64,
    threshold: &PassedThreshold,
    recipients: &[GroupId],
    groups: &HashMap<GroupId, String>,
) -> HappeningRow {
    let told: Vec<_> = recipients
        .iter()
        .map(|group| groups.get(group).map_or("a deleted group", String::as_str))
        .collect();
    let text = format!(
        "{}: the alert mail to {} has arrived.",
        reached(tenant, threshold),
        told.join(", ")
    );
    row(("budgetMailArrived", HappeningCause::Time), at, threshold, text)
}

fn row((kind, cause): (&str, HappeningCause), at: i64, threshold: &PassedThreshold, text: String) -> HappeningRow {
    let PassedThreshold {
        policy,
        percent,
        from,
        amount,
        ..
    } = threshold;
    HappeningRow {
        id: format!("{kind}-{policy}-{from}-{amount}-{percent}"),
        at: second(at),
        cause,
        kind: kind.to_owned(),
        text,
        actor: None,
        policy: Some(policy.to_string()),
        service: None,
        import: None,
        day: None,
    }
}

fn reached(tenant: &Tenant, threshold: &PassedThreshold) -> String {
    let policy = tenant.policy_ever(threshold.policy).map_or("", |policy| &policy.name);
    format!(
        "\"{policy}\" reached {}% of its budget of {} for {}",
        threshold.percent,
        spoken_money(threshold.budget()),
        spoken_period(threshold)
    )
}

/// "November 2026", "the quarter from October 2026", "2026".
fn spoken_period(threshold: &PassedThreshold) -> String {
    let Some(from) = DateTime::from_timestamp(threshold.from, 0) else {
        return String::new();
    };
    match (threshold.until - threshold.from) / 86_400 {
        ..=31 => from.format("%B %Y").to_string(),
        32..=92 => from.format("the quarter from %B %Y").to_string(),
        _ => from.year().to_string(),
    }
}
