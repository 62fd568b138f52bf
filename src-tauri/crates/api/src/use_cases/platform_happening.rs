//! Sentences for what happened on the Power Platform side: acts, and what usage did there.

use chrono::TimeDelta;
use meterdesk_billing::ids::{EnvironmentId, PlanId};
use meterdesk_billing::platform::{AgentKind, EXTENSION_DAYS, PlanKind, Platform, Stage, Workload};
use meterdesk_billing::settlement::{Happening, Stop};
use meterdesk_billing::tenant::{Event, Tenant};
use meterdesk_billing::time::Instant;
use meterdesk_billing::units::{Credits, Usd};

use super::budget::{amount_per, spoken_money};
use crate::payer::purchase_name;
use crate::text::{counted, grouped, instant, listed, second, spoken, spoken_month};
use crate::wire::*;

pub(super) fn environment_name(platform: &Platform, id: EnvironmentId) -> &str {
    platform.environment(id).map_or("", |known| &known.facts.name)
}

fn plan_name(platform: &Platform, id: PlanId) -> &str {
    platform.plan(id).map_or("", |known| &known.facts.name)
}

fn credits(micro: i64) -> String {
    format!("{} Copilot Credits", grouped(&Credits(micro).to_string()))
}

/// What an act there made true, in a sentence.
pub(super) fn sentence(tenant: &Tenant, event: &Event) -> String {
    let platform = tenant.platform.now();
    match event {
        Event::EnvironmentCreated(facts) => format!(
            "The environment \"{}\" ({}) was made.",
            facts.name,
            facts.environment_kind.label()
        ),
        Event::EnvironmentEdited {
            environment,
            managed,
            workload,
        } => format!(
            "\"{}\" was edited: it is {} Managed Environment{}.",
            environment_name(platform, *environment),
            if *managed { "a" } else { "no" },
            match workload {
                Workload::None => String::new(),
                Workload::CopilotForSales | Workload::Dynamics365 => format!(", with {}", workload.label()),
            }
        ),
        Event::EnvironmentConverted { environment, ready_at } => format!(
            "Conversion of \"{}\" to a production environment began; it is done by {}.",
            environment_name(platform, *environment),
            spoken(*ready_at)
        ),
        Event::TrialExtended { environment } => {
            format!(
                "The trial \"{}\" was extended by 30 days.",
                environment_name(platform, *environment)
            )
        }
        Event::DynamicsLinked { environment, to } => {
            let name = environment_name(platform, *environment);
            match to {
                Some(to) => format!(
                    "The Dynamics 365 environment \"{name}\" was linked to \"{}\", which pays for its agents.",
                    environment_name(platform, *to)
                ),
                None => format!("The link of the Dynamics 365 environment \"{name}\" was taken away."),
            }
        }
        Event::EnvironmentGroupCreated { name, .. } => format!("The environment group \"{name}\" was made."),
        Event::EnvironmentGrouped { environment, group } => {
            let name = environment_name(platform, *environment);
            match group.and_then(|id| platform.environment_group(id)) {
                Some(group) => format!("\"{name}\" came into the environment group \"{}\".", group.name),
                None => format!("\"{name}\" came out of its environment group."),
            }
        }
        Event::EnvironmentGroupRuleSet { group, draw } => {
            let name = platform.environment_group(*group).map_or("", |group| &group.name);
            match draw {
                Some(draw) => format!(
                    "The rule \"Draw from tenant credit pool\" of the environment group \"{name}\" was published: its \
                     environments {} draw from the available capacity in the tenant.",
                    may(*draw)
                ),
                None => format!(
                    "The rule \"Draw from tenant credit pool\" of the environment group \"{name}\" was taken back."
                ),
            }
        }
        Event::AllocationSet(facts) => format!(
            "Capacity of \"{}\": {} a month allocated; it {} draw from the available capacity in the tenant and {} bill to a \
             pay-as-you-go billing plan.",
            environment_name(platform, facts.environment),
            credits(facts.credits),
            may(facts.draw),
            may(facts.bill_to_plan)
        ),
        Event::CapacityPurchased {
            packs,
            credits: micro,
            channel,
        } => format!(
            "{} bought through the {}: {} more a month.",
            counted(u64::from(*packs), "capacity pack was", "capacity packs were"),
            channel.label(),
            credits(*micro)
        )
        .replace("the Partner", "Partner"),
        Event::CapacityReturned { packs, credits: micro } => format!(
            "{} removed: {} less a month.",
            counted(u64::from(*packs), "capacity pack was", "capacity packs were"),
            credits(*micro)
        ),
        Event::ChatCreditsApplied { applied: true } => {
            "Available credits are applied to Microsoft 365 Copilot Chat from here on.".to_owned()
        }
        Event::ChatCreditsApplied { applied: false } => {
            "Available credits are no longer applied to Microsoft 365 Copilot Chat.".to_owned()
        }
        Event::IncludedCreditsSet {
            licences,
            credits: micro,
        } => format!(
            "{} with included credits: {} a month.",
            counted(
                u64::from(*licences),
                "Dynamics 365 Premium licence",
                "Dynamics 365 Premium licences"
            ),
            credits(*micro)
        ),
        Event::PlanCreated(facts) => format!("The billing plan \"{}\" was created.", facts.name),
        Event::PlanLinked { plan, environment } => format!(
            "\"{}\" was linked to the billing plan \"{}\".",
            environment_name(platform, *environment),
            plan_name(platform, *plan)
        ),
        Event::PlanUnlinked { plan, environment } => format!(
            "\"{}\" was taken off the billing plan \"{}\".",
            environment_name(platform, *environment),
            plan_name(platform, *plan)
        ),
        Event::PlanSwitched { plan, enabled } => format!(
            "The billing plan \"{}\" was {}.",
            plan_name(platform, *plan),
            if *enabled { "enabled" } else { "disabled" }
        ),
        Event::PlanEdited { plan, name, products } => {
            let kind = platform.plan(*plan).map(|known| known.facts.plan_kind);
            let products: Vec<_> = products.iter().map(|product| product.label().to_owned()).collect();
            match kind {
                Some(PlanKind::CopilotChat) | None => format!("A billing plan was named \"{name}\"."),
                Some(PlanKind::AzureSubscription) => format!(
                    "A billing plan was edited: it is named \"{name}\" and bears the meters of {}.",
                    listed(&products)
                ),
            }
        }
        Event::PlanDeleted { plan } => format!("The billing plan \"{}\" was deleted.", plan_name(platform, *plan)),
        Event::PlanBudgetSet { plan, budget } => {
            let name = plan_name(platform, *plan);
            match budget {
                None => format!("The budget of the billing plan \"{name}\" in Azure was removed."),
                Some(budget) => format!(
                    "The budget of the billing plan \"{name}\" in Azure was set to {}{}.",
                    amount_per(&budget.budget),
                    budget.unlink_at.map_or_else(String::new, |percent| format!(
                        ", with an action at {percent}% that takes its environments off it"
                    ))
                ),
            }
        }
        Event::PlanBudgetActed(act) => {
            let environments = act
                .environments
                .iter()
                .map(|id| format!("\"{}\"", environment_name(platform, *id)));
            format!(
                "The budget of the billing plan \"{}\" reached {}% of {} with {}: its action took {} off the plan.",
                plan_name(platform, act.plan),
                act.percent,
                spoken_money(Usd(act.amount)),
                spoken_money(Usd(act.spent)),
                listed(&environments.collect::<Vec<_>>())
            )
        }
        Event::PrePurchaseBought(facts) => format!(
            "{} was bought for {}: {} within {} months.",
            purchase_name(facts),
            Usd(facts.price).spoken(),
            credits(facts.credits),
            facts.months
        ),
        Event::CreditPolicyCreated(facts) => format!("The Copilot credit policy \"{}\" was created.", facts.name),
        Event::CreditPolicyDeleted { credit_policy } => {
            let known = platform.credit_policies.iter();
            let name = known
                .filter(|known| known.facts.credit_policy == *credit_policy)
                .map(|known| known.facts.name.as_str())
                .next_back();
            format!(
                "The Copilot credit policy \"{}\" was deleted.",
                name.unwrap_or_default()
            )
        }
        Event::AgentLimitSet {
            environment,
            agent,
            limit,
        } => {
            let of = format!("\"{agent}\" in \"{}\"", environment_name(platform, *environment));
            match limit {
                None => format!("The monthly limit of {of} was removed."),
                Some(limit) => format!(
                    "{of} has a monthly limit of {}{}.",
                    credits(limit.credits),
                    if limit.stop { ", which stops it" } else { "" }
                ),
            }
        }
        Event::AgentKindSet {
            environment,
            agent,
            agent_kind,
        } => format!(
            "\"{agent}\" in \"{}\" counts as {} agent.",
            environment_name(platform, *environment),
            match agent_kind {
                AgentKind::Custom => "a custom",
                AgentKind::Dynamics365 => "a Dynamics 365",
            }
        ),
        _ => String::new(),
    }
}

/// What time alone did to environments by now: conversions that are done, and trials that end or have ended.
pub(super) fn by_time(tenant: &Tenant) -> Vec<HappeningRow> {
    let now = tenant.now;
    let mut rows = Vec::new();
    for known in &tenant.platform.now().environments {
        let name = &known.facts.name;
        let mut tell = |at: Instant, kind: &str, text: String| {
            if at <= now {
                rows.push(HappeningRow {
                    id: format!("time-{kind}-{}", known.facts.environment),
                    at: instant(at),
                    cause: HappeningCause::Time,
                    kind: kind.to_owned(),
                    text,
                    actor: None,
                    policy: None,
                    service: None,
                    import: None,
                    day: None,
                });
            }
        };
        if let Some(at) = known.production_from {
            tell(
                at,
                "environmentConverted",
                format!("\"{name}\" is a production environment now."),
            );
        }
        if let Stage::TrialUntil(end) | Stage::Ended(end) = known.stage_at(now) {
            let ending = format!(
                "The trial \"{name}\" ends on {}: convert it to production or extend it.",
                spoken(end)
            );
            tell(end - TimeDelta::days(EXTENSION_DAYS), "trialEnding", ending);
            tell(end, "trialEnded", format!("The trial \"{name}\" has ended."));
        }
    }
    rows
}

/// Billing plans that have been provisioned by now.
pub(super) fn provisioned(tenant: &Tenant) -> impl Iterator<Item = HappeningRow> + '_ {
    let plans = tenant.platform.now().plans.iter();
    let ready = plans.filter_map(|plan| Some((plan.facts.ready_at?, plan)));
    ready
        .filter(|(at, plan)| *at <= tenant.now && plan.deleted_at.is_none_or(|deleted| *at < deleted))
        .map(|(at, plan)| HappeningRow {
            id: format!("time-{}", plan.created_seq),
            at: instant(at),
            cause: HappeningCause::Time,
            kind: "planProvisioned".to_owned(),
            text: format!("The billing plan \"{}\" has been provisioned.", plan.facts.name),
            actor: None,
            policy: None,
            service: None,
            import: None,
            day: None,
        })
}

const fn may(on: bool) -> &'static str {
    if on { "may" } else { "may not" }
}

/// The row of a happening of usage there.
pub(super) fn row(tenant: &Tenant, at: i64, happening: &Happening) -> HappeningRow {
    let platform = tenant.platform.now();
    let named = |environment: &Option<EnvironmentId>| match environment {
        Some(id) => format!("\"{}\"", environment_name(platform, *id)),
        None => "environments that this workbook does not know".to_owned(),
    };
    let (kind, part, text) = match happening {
        Happening::CapacityUsedUp { environment, period } => {
            let whose = match environment {
                Some(_) => format!("The allocation of {}", named(environment)),
                None => "The tenant's pool of prepaid capacity".to_owned(),
            };
            let text = format!("{whose} was used up in {}.", spoken_month(*period));
            ("capacityUsedUp", key(*environment, *period), text)
        }
        Happening::CapacityLow { environment, period } => {
            let of = Some(*environment);
            let text = format!(
                "The quota of {} runs low in {}: little of its allocation is left, and nothing further would pay. Users of \
                 its Dynamics 365 agents see a notice.",
                named(&of),
                spoken_month(*period)
            );
            ("capacityLow", key(of, *period), text)
        }
        Happening::PlanCharged {
            plan,
            environment,
            period,
        } => {
            let text = format!(
                "The billing plan \"{}\" is charged for {} in {} from here on.",
                plan_name(platform, *plan),
                named(environment),
                spoken_month(*period)
            );
            ("planCharged", format!("{plan}-{}", key(*environment, *period)), text)
        }
        Happening::UseStopped {
            stop,
            environment,
            period,
        } => {
            let (kind, what) = match stop {
                Stop::AtFull => (
                    "stoppedAtFull",
                    "prepaid capacity is used up, so agent flows and Dynamics 365 agents stop",
                ),
                Stop::AtEnforcement => (
                    "stoppedAtEnforcement",
                    "125% of prepaid capacity is reached, so custom agents stop and the tenant's administrators get an e-mail",
                ),
            };
            let text = format!("In {} {what} in {}.", named(environment), spoken_month(*period));
            (kind, key(*environment, *period), text)
        }
        Happening::AgentLimitNear {
            environment,
            agent,
            period,
        } => {
            let text = format!(
                "{} nears its monthly limit in {}.",
                agent_name(platform, *environment, agent),
                spoken_month(*period)
            );
            (
                "agentLimitNear",
                format!("{agent}-{}", key(Some(*environment), *period)),
                text,
            )
        }
        Happening::AgentLimitReached {
            environment,
            agent,
            stopped,
            period,
        } => {
            let text = format!(
                "{} reached its monthly limit in {}{}.",
                agent_name(platform, *environment, agent),
                spoken_month(*period),
                if *stopped { " and was turned off" } else { "" }
            );
            let part = format!("{agent}-{}", key(Some(*environment), *period));
            ("agentLimitReached", part, text)
        }
        Happening::PrePurchaseUsedUp { purchase, term } => {
            let name = platform
                .purchase(*purchase)
                .map_or_else(String::new, |known| purchase_name(&known.facts));
            let text = format!("{name} has nothing left in its term.");
            ("prePurchaseUsedUp", format!("{purchase}-{term}"), text)
        }
        _ => ("elsewhere", second(at), String::new()),
    };
    HappeningRow {
        id: format!("usage-{kind}-{part}"),
        at: second(at),
        cause: HappeningCause::Usage,
        kind: kind.to_owned(),
        text,
        actor: None,
        policy: None,
        service: None,
        import: None,
        day: None,
    }
}

fn key(environment: Option<EnvironmentId>, period: i64) -> String {
    let environment = environment.map_or_else(|| "none".to_owned(), |id| id.to_string());
    format!("{environment}-{}", second(period))
}

/// The agent as its limit was set for, with its environment.
fn agent_name(platform: &Platform, environment: EnvironmentId, agent: &str) -> String {
    let known = platform.agents.get(&(environment, agent.to_owned()));
    let name = known.map_or(agent, |known| &known.name);
    format!("\"{name}\" in \"{}\"", environment_name(platform, environment))
}
