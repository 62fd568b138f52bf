//! Actions of budgets of billing plans while time moves: each is an act at the time of the look that found it due.
//!
//! A preview adds no use, so it knows of none.

use std::collections::HashMap;

use meterdesk_billing::budget::DailyCharges;
use meterdesk_billing::ids::PlanId;
use meterdesk_billing::platform::PlanBudgetAct;
use meterdesk_billing::settlement::{PayAsYouGo, Payer};
use meterdesk_billing::tenant::{Command, Event, any_action_armed, first_action_due};
use meterdesk_billing::time::Instant;
use meterdesk_billing::units::Credits;
use meterdesk_store::{Head, Snapshot};

use super::platform_happening::sentence;
use crate::act::Begun;
use crate::error::ApiError;
use crate::settle::settle_within;

/// The actions known so far of a move of the clock.
#[derive(Default)]
pub(super) struct BudgetActions {
    /// The journal that they rest on.
    head: Option<Head>,
    armed: bool,
    known: Vec<(Instant, PlanBudgetAct)>,
}

impl BudgetActions {
    /// Begins another move; what rests on a journal that somebody added to meanwhile is forgotten.
    pub(super) fn begin(&mut self, begun: &Begun) {
        if self.head.as_ref() != Some(begun.act.head()) {
            self.known.clear();
        }
        self.head = Some(begun.act.head().clone());
        self.armed = !begun.act.is_preview() && any_action_armed(begun.act.tenant());
    }

    /// Whether any could become due.
    pub(super) fn are_armed(&self) -> bool {
        self.armed
    }

    /// Moves the clock to each known action and runs it; their sentences.
    pub(super) async fn run(&self, begun: &mut Begun) -> Result<Vec<String>, ApiError> {
        let mut sentences = Vec::new();
        for (at, action) in &self.known {
            if begun.act.tenant().now != *at {
                begun.decide(Command::AdvanceClock { to: *at }).await?;
            }
            let event = Event::PlanBudgetActed(action.clone());
            let plan = begun.act.tenant().platform.now().plan(action.plan);
            let set_by = plan.and_then(|plan| plan.budgets.last()).map(|change| change.by);
            let actor = set_by.unwrap_or(begun.actor.id);
            begun.act.append(*at, actor, std::slice::from_ref(&event));
            sentences.push(sentence(begun.act.tenant(), &event));
        }
        Ok(sentences)
    }

    /// Settles the time passed and notes the next action that became due in it, if there is one.
    pub(super) async fn find(&mut self, begun: &mut Begun, (from, to): (Instant, Instant)) -> Result<bool, ApiError> {
        if !self.armed {
            return Ok(false);
        }
        settle_within(&mut begun.act).await?;
        let charged = daily_charges(&mut begun.act).await?;
        // Two plans may have an action due at the same look.
        let after = self.known.last().map_or(from.timestamp(), |(at, _)| at.timestamp() - 1);
        let tenant = begun.act.tenant();
        let found = first_action_due(tenant, &tenant.catalogue(), &charged, (after, to.timestamp()));
        let is_found = found.is_some();
        self.known.extend(found);
        Ok(is_found)
    }
}

/// What each billing plan was charged for, day by day.
pub(super) async fn daily_charges(snapshot: &mut Snapshot) -> Result<HashMap<PlanId, DailyCharges>, ApiError> {
    let mut charged: HashMap<PlanId, DailyCharges> = HashMap::new();
    for row in snapshot.paid_by_day(i64::MIN, i64::MAX).await? {
        if let Payer::PayAsYouGo(PayAsYouGo::Plan(plan)) = row.payer {
            let of_day = charged.entry(plan).or_default().entry(row.day).or_insert(Credits::ZERO);
            *of_day += row.credits;
        }
    }
    Ok(charged)
}
