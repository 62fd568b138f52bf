//! Budgets of billing policies: set, look at, and what they say when.

mod happening;
mod spending;
mod view;

pub(super) use happening::{amount_per, created_with, mail_row, passed_row, recipient_names, set_sentence};
pub use spending::policy_spending;
pub(super) use view::{NOT_AVAILABLE, Spending, budget_view, parse};

use meterdesk_billing::budget::{ALWAYS, Reset, money_at, parse_amount, parse_threshold};
use meterdesk_billing::ids::PolicyId;
use meterdesk_billing::tenant::{Command, Refusal};
use meterdesk_billing::units::Usd;
use meterdesk_store::RunTimeline;

use super::identity;
use super::policy::policy_view;
use crate::act::begin;
use crate::error::ApiError;
use crate::settle::{settle, settle_after_act};
use crate::text::{grouped, instant};
use crate::wire::*;
use crate::{App, Caller};

/// What money the percentages of a budget are, while it is being typed: what is no amount yet has none.
///
/// # Errors
/// When the workbook can't be read.
pub async fn budget_preview(app: &App, _caller: &Caller, request: BudgetPreview) -> Result<BudgetPreviewed, ApiError> {
    let amount = parse_amount(&request.amount).ok();
    let period = Reset::from(request.reset).period(app.workbook.read().await?.tenant().now);
    let money = |percent: u8| amount.map(|amount| money_at(amount, percent).to_string());
    let thresholds = request.thresholds.iter().enumerate();
    Ok(BudgetPreviewed {
        always: money(ALWAYS),
        amounts: thresholds
            .map(|(row, text)| parse_threshold(row, text).ok().and_then(money))
            .collect(),
        from: instant(period.from),
        until: instant(period.until),
    })
}

/// Sets, changes or removes the budget of a billing policy.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn policy_budget_set(
    app: &App,
    caller: &Caller,
    request: PolicyBudgetSet,
) -> Result<PolicyBudgetChanged, ApiError> {
    let policy = PolicyId(identity(&request.policy, "policy")?);
    let budget = request.budget.as_ref().map(parse).transpose()?;
    settle(app, RunTimeline::Actual).await?;
    let mut begun = begin!(app, caller, request);
    let command = Command::SetBudget {
        policy,
        revision: request.revision,
        budget,
    };
    begun.decide(command).await?;
    let known = begun
        .act
        .tenant()
        .policy(policy)
        .cloned()
        .ok_or(Refusal::PolicyUnknown)?;
    let spending = Spending::of_year(&mut begun.act, &begun.actor).await?;
    let policy = policy_view(&mut begun.act, &known, &spending).await?;
    let answer = begun.finish(PolicyBudgetChanged { policy }).await?;
    if !request.preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

/// "$1,234.50".
pub(crate) fn spoken_money(money: Usd) -> String {
    let spoken = money.spoken();
    let digits = spoken.strip_prefix('$').unwrap_or(&spoken);
    format!("${}", grouped(digits))
}
