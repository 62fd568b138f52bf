//! How an environment stands, in words: what goes on, what would mend it, and what users see.
//!
//! The facts are decided in `meterdesk-billing`.

use chrono::DateTime;
use meterdesk_billing::payment::{Balances, CapacityStatus, Drawn, Quota, Standing, capacity_period, standing};
use meterdesk_billing::platform::{Environment, EnvironmentKind, Workload};
use meterdesk_billing::settlement::Happening;
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::units::Credits;
use meterdesk_store::RunHappening;

use crate::text::{grouped, instant};
use crate::wire::*;

/// What a custom agent answers that is stopped.
///
/// Source: Microsoft, Billing rates and management of Copilot Studio (2026-08-03).
const UNAVAILABLE: &str =
    "This agent is currently unavailable. It has reached its usage limit. Please try again later.";

/// How the environment stands now.
pub(super) fn standing_of(
    tenant: &Tenant,
    balances: &Balances,
    happened: &[RunHappening],
    known: &Environment,
    drawn: Drawn,
) -> Option<EnvironmentStanding> {
    let found = standing(tenant, balances, known.facts.environment, drawn)?;
    Some(EnvironmentStanding {
        status: match found.status {
            CapacityStatus::WithinCapacity => CapacityStatusKey::WithinCapacity,
            CapacityStatus::Overage => CapacityStatusKey::Overage,
            CapacityStatus::CoveredOverage => CapacityStatusKey::CoveredOverage,
            CapacityStatus::Blocked => CapacityStatusKey::Blocked,
        },
        status_label: found.status.label().to_owned(),
        quota: match found.quota {
            Quota::Enough => QuotaKey::Enough,
            Quota::Low => QuotaKey::Low,
            Quota::Depleted => QuotaKey::Depleted,
        },
        percent: found.percent,
        left: found.left.to_string(),
        plan_pays: found.plan_pays,
        flows_stopped: found.flows_stopped,
        agents_stopped: found.agents_stopped,
        until_agents_stop: found.until_agents_stop.map(|credits| credits.to_string()),
        text: text(tenant, known, &found),
        mends: mends(tenant, known, &found),
        notices: notices(tenant, happened, known, &found),
    })
}

fn credits(amount: Credits) -> String {
    format!("{} Copilot Credits", grouped(&amount.to_string()))
}

/// What goes on and what is stopped, in sentences.
pub(super) fn text(tenant: &Tenant, known: &Environment, found: &Standing) -> String {
    if is_unlinked(known) {
        return "It is not linked to a Power Platform environment: nothing pays for its agents.".to_owned();
    }
    match (found.agents_stopped, found.until_agents_stop) {
        (true, _) => {
            return "Nothing pays: agent flows, agents of Dynamics 365 and custom agents are stopped. They are back within 5 \
                    minutes of new capacity."
                .to_owned();
        }
        (_, Some(left)) => {
            return format!(
                "Nothing further pays: agent flows and agents of Dynamics 365 are stopped. Custom agents go on for {} more.",
                credits(left)
            );
        }
        _ => {}
    }
    let plan = known.plan.and_then(|id| tenant.platform.now().plan(id));
    let beyond = plan.filter(|_| found.plan_pays).map_or_else(String::new, |plan| {
        format!(" Beyond that the billing plan \"{}\" pays.", plan.facts.name)
    });
    if found.left == Credits::ZERO && found.plan_pays {
        return plan.map_or_else(String::new, |plan| {
            format!(
                "Prepaid capacity has nothing left for it. The billing plan \"{}\" pays.",
                plan.facts.name
            )
        });
    }
    format!("Prepaid capacity has {} left for it.{beyond}", credits(found.left))
}

fn is_unlinked(known: &Environment) -> bool {
    known.facts.workload == Workload::Dynamics365 && known.linked_to.is_none()
}

/// What would mend it, the cheapest first.
fn mends(tenant: &Tenant, known: &Environment, found: &Standing) -> Vec<MendKey> {
    let platform = tenant.platform.now();
    let kind = known.kind_at(tenant.now);
    let mut mends = Vec::new();
    if known.facts.workload == Workload::CopilotForSales && kind != EnvironmentKind::Production && kind.is_trial() {
        mends.push(MendKey::Convert);
    }
    if is_unlinked(known) {
        mends.push(MendKey::LinkDynamics);
    }
    if found.quota == Quota::Enough || known.facts.workload == Workload::Dynamics365 {
        return mends;
    }
    if platform.owned() > platform.allocated() {
        mends.push(MendKey::Reallocate);
        if !known.draw && platform.draw_lock(known).is_none() {
            mends.push(MendKey::Draw);
        }
    }
    mends.push(MendKey::Buy);
    if known.plan.is_none() && kind.is_linkable() {
        mends.push(MendKey::LinkPlan);
    }
    mends
}

fn notices(tenant: &Tenant, happened: &[RunHappening], known: &Environment, found: &Standing) -> Vec<UserNotice> {
    let mut notices = Vec::new();
    let mut add = |audience, label: &str, text: &str, since, assumption| {
        notices.push(UserNotice {
            audience,
            audience_label: label.to_owned(),
            text: text.to_owned(),
            since,
            assumption,
        });
    };
    let dynamics = "Users of Dynamics 365 agents, in the app";
    match found.quota {
        Quota::Enough => return notices,
        Quota::Low => add(
            NoticeAudience::DynamicsUsers,
            dynamics,
            "Copilot Credits for this environment are running low. Ask your administrator to reallocate capacity or buy more, \
             so that AI capabilities stay available.",
            seen_from(tenant, happened, known, Quota::Low),
            true,
        ),
        Quota::Depleted => add(
            NoticeAudience::DynamicsUsers,
            dynamics,
            "Copilot Credits for this environment are used up. AI capabilities are unavailable until your administrator \
             reallocates capacity or buys more.",
            seen_from(tenant, happened, known, Quota::Depleted),
            true,
        ),
    }
    if found.flows_stopped {
        add(
            NoticeAudience::FlowAuthors,
            "Authors of agent flows, in the designer",
            "New runs of this agent flow are blocked: the environment's Copilot Credits are used up. The agent still answers.",
            None,
            true,
        );
    }
    if found.agents_stopped {
        add(
            NoticeAudience::AgentUsers,
            "Users of custom agents, as the agent's answer",
            UNAVAILABLE,
            None,
            false,
        );
    }
    notices
}

/// The first look of Dynamics 365 at the quota after it became so in the present period.
fn seen_from(tenant: &Tenant, happened: &[RunHappening], known: &Environment, quota: Quota) -> Option<String> {
    let of_now = capacity_period(tenant).0;
    let paying = known.linked_to.unwrap_or(known.facts.environment);
    let became = happened.iter().find(|one| match &one.happening {
        Happening::CapacityLow { environment, period } => {
            quota == Quota::Low && (*environment, *period) == (paying, of_now)
        }
        Happening::CapacityUsedUp {
            environment: Some(environment),
            period,
        } => quota == Quota::Depleted && (*environment, *period) == (paying, of_now),
        _ => false,
    })?;
    let every = tenant.settings.quota_check_seconds();
    let look = (became.at + every - 1).div_euclid(every) * every;
    DateTime::from_timestamp(look, 0).map(instant)
}
