//! Decisions about a policy's budget. That the budget itself is one, its type says.

use crate::budget::{Budget, BudgetRefusal};
use crate::tenant::command::Facts;
use crate::tenant::{Event, Policy, Refusal};

/// Sets, changes or removes a policy's budget.
///
/// Azure rights are not asked for: they matter when a policy is set up only (assumption).
pub(super) fn set(policy: &Policy, budget: Option<Budget>, facts: &Facts) -> Result<Vec<Event>, Refusal> {
    match &budget {
        Some(budget) => require_recipients(budget, facts)?,
        None if policy.budget().is_none() => return Err(BudgetRefusal::NoBudget(policy.name.clone()).into()),
        None => {}
    }
    Ok(vec![Event::PolicyBudgetSet {
        policy: policy.id,
        budget,
    }])
}

/// Source: Create a budget for pay-as-you-go billing (2026-02-02): alerts go to mail-enabled security groups.
pub(super) fn require_recipients(budget: &Budget, facts: &Facts) -> Result<(), BudgetRefusal> {
    for group in budget.recipients() {
        let known = facts.recipients.iter().find(|known| known.group == *group);
        let known = known.ok_or(BudgetRefusal::RecipientUnknown)?;
        if !known.mail_enabled {
            return Err(BudgetRefusal::RecipientWithoutMail(known.name.clone()));
        }
    }
    Ok(())
}
