//! The two billing models of Copilot for Sales and Dynamics 365, and managing capacity: the articles' common body.
//!
//! Sources: Microsoft, Manage consumption-based billing for agent capabilities (Copilot for Sales, 2025-06-04); Manage
//! consumption-based billing and capacity (Dynamics 365, 2025-09-29); Set up a pay-as-you-go plan (autonomous case management
//! agent, 2025-03-04).

use meterdesk_billing::platform::{
    BillingPlan, DynamicsAgent, Environment, EnvironmentKind, PlanStatus, RunCharge, Stage, VIVA_ENVIRONMENT, Workload,
};
use meterdesk_billing::tenant::{SubscriptionState, Work};
use meterdesk_billing::units::Credits;

use super::step::{Facts, at, step};
use crate::error::ApiError;
use crate::text::{grouped, spoken};
use crate::wire::*;

/// The environments that the article is about, and how they are set up.
struct Homes<'a> {
    workload: Workload,
    /// The one that the steps are about: the first that isn't ready, else the first.
    home: Option<&'a Environment>,
    /// Whose capacity and plan pay for it.
    pays: Option<&'a Environment>,
    /// The plan that pays for it now.
    plan: Option<&'a BillingPlan>,
    has_prepaid: bool,
}

impl<'a> Homes<'a> {
    fn of(facts: &'a Facts<'_>, workload: Workload) -> Self {
        let (tenant, platform) = (facts.tenant, facts.tenant.platform.now());
        let mut homes = platform
            .environments
            .iter()
            .filter(|known| known.facts.workload == workload);
        let first = homes.clone().next();
        let home = homes
            .find(|known| super::super::dynamics_agent::against(tenant, known).is_some())
            .or(first);
        let pays = home.and_then(|home| match workload {
            Workload::Dynamics365 => home.linked_to.and_then(|to| platform.environment(to)),
            _ => Some(home),
        });
        let enabled = |plan: &&BillingPlan| {
            plan.status_at(tenant.now.timestamp()) == PlanStatus::Enabled && plan.meters_credits()
        };
        let linked = pays.filter(|pays| pays.bill_to_plan).and_then(|pays| pays.plan);
        Self {
            workload,
            home,
            pays,
            plan: linked.and_then(|id| platform.plan(id)).filter(enabled),
            has_prepaid: pays.is_some_and(|pays| pays.allocated > Credits::ZERO && platform.owned() > Credits::ZERO),
        }
    }

    fn is_ready(&self, facts: &Facts<'_>) -> bool {
        self.home
            .is_some_and(|home| super::super::dynamics_agent::against(facts.tenant, home).is_none())
    }
}

/// The article's sections.
pub(super) async fn sections(
    facts: &mut Facts<'_>,
    workload: Workload,
    of_cases: bool,
) -> Result<Vec<GuideSection>, ApiError> {
    let mut set_up = vec![model(facts, workload), environment(facts, workload).await?];
    if of_cases {
        set_up.insert(0, case_agent(facts));
    }
    let prepaid = vec![purchase(facts, workload).await?, assign(facts, workload).await?];
    let plans = vec![subscription(facts, workload), link(facts, workload).await?];
    let manage = vec![
        view(facts),
        quota(facts, workload).await?,
        costs(facts, workload),
        availability(facts, workload),
    ];
    Ok([
        ("Set up billing model", set_up),
        ("Set up prepaid capacity", prepaid),
        ("Set up pay-as-you-go", plans),
        ("Manage capacity and usage", manage),
    ]
    .map(|(title, steps)| GuideSection {
        title: title.to_owned(),
        steps,
    })
    .to_vec())
}

fn credits(amount: Credits) -> String {
    format!("{} Copilot Credits", grouped(&amount.to_string()))
}

fn case_agent(facts: &Facts<'_>) -> GuideStep {
    let agent = DynamicsAgent::CaseManagement;
    let card = facts.tenant.catalogue();
    let rate = match agent.charge() {
        RunCharge::Unpublished(feature) => card.card_at(facts.tenant.now).and_then(|card| card.rate(feature)),
        RunCharge::Events(_) => None,
    };
    let found = rate.map_or_else(
        || "No figure for a run is published. You can set one, and run the agent to see who pays.".to_owned(),
        |rate| format!("This workbook takes {} for a run.", credits(rate.credits)),
    );
    let text = "The case management agent runs the Data Entry Agent in the background: usage, reports and receipts show that one.";
    let step = step("agent", "Know what runs", GuideState::Note, found, text);
    let place = (
        GuidePlace::DynamicsAgents,
        Some("caseManagement".to_owned()),
        "Open the agent",
    );
    at(step, place, ArticleKey::CaseManagementBilling)
}

fn model(facts: &Facts<'_>, workload: Workload) -> GuideStep {
    let homes = Homes::of(facts, workload);
    let (state, found) = match (homes.has_prepaid, homes.plan) {
        (true, Some(plan)) => (
            GuideState::Done,
            format!(
                "Both are set up: prepaid capacity is consumed first, then the billing plan \"{}\" pays.",
                plan.facts.name
            ),
        ),
        (true, None) => (GuideState::Done, "Prepaid capacity is set up.".to_owned()),
        (false, Some(plan)) => (
            GuideState::Done,
            format!(
                "Pay-as-you-go is set up: the billing plan \"{}\" pays.",
                plan.facts.name
            ),
        ),
        (false, None) => (GuideState::ToDo, "Neither is set up yet.".to_owned()),
    };
    let text = "Prepaid capacity is bought in advance as packs; pay-as-you-go charges what was used in the month.";
    let step = step("model", "Choose a billing model", state, found, text);
    at(
        step,
        (GuidePlace::CopilotStudio, None, "See capacity"),
        ArticleKey::StudioBilling,
    )
}

async fn environment(facts: &mut Facts<'_>, workload: Workload) -> Result<GuideStep, ApiError> {
    if workload == Workload::CopilotForSales {
        sales_environment(facts).await
    } else {
        dynamics_environment(facts).await
    }
}

async fn sales_environment(facts: &mut Facts<'_>) -> Result<GuideStep, ApiError> {
    let homes = Homes::of(facts, Workload::CopilotForSales);
    let now = facts.tenant.now;
    let (state, found) = match homes.home {
        None => (
            GuideState::ToDo,
            "No environment runs Copilot for Sales yet.".to_owned(),
        ),
        Some(home) => {
            let name = &home.facts.name;
            match home.stage_at(now) {
                Stage::Converting(until) => (
                    GuideState::Blocked,
                    format!(
                        "\"{name}\" is being converted to production, done by {}.",
                        spoken(until)
                    ),
                ),
                _ if home.kind_at(now) == EnvironmentKind::Production => {
                    (GuideState::Done, format!("\"{name}\" is a production environment."))
                }
                _ => (
                    GuideState::ToDo,
                    format!(
                        "\"{name}\" is a {} environment.",
                        home.kind_at(now).label().to_lowercase()
                    ),
                ),
            }
        }
    };
    let id = homes.home.map(|home| home.facts.environment.to_string());
    let label = if homes.home.is_some() {
        "Convert to production"
    } else {
        "Environments"
    };
    let text =
        "Both models need a production Power Platform environment. A trial becomes one by Convert to production.";
    let step = step("environment", "Use a production environment", state, found, text);
    let step = at(step, (GuidePlace::Environments, id, label), ArticleKey::ConvertTrial);
    facts.with_role(step, Work::Convert).await
}

async fn dynamics_environment(facts: &mut Facts<'_>) -> Result<GuideStep, ApiError> {
    let homes = Homes::of(facts, Workload::Dynamics365);
    let (state, found) = match (homes.home, homes.pays) {
        (None, _) => (GuideState::ToDo, "No environment runs Dynamics 365 yet.".to_owned()),
        (Some(home), None) => (
            GuideState::ToDo,
            format!(
                "\"{}\" is linked to no Power Platform environment: nothing pays for its agents.",
                home.facts.name
            ),
        ),
        (Some(home), Some(pays)) => (
            GuideState::Done,
            format!("\"{}\" is linked to \"{}\".", home.facts.name, pays.facts.name),
        ),
    };
    let id = homes.home.map(|home| home.facts.environment.to_string());
    let label = if homes.home.is_some() {
        "Open the environment"
    } else {
        "Environments"
    };
    let text = "Both models need the Dynamics 365 environment to be linked to a Power Platform environment.";
    let title = "Link the Dynamics 365 environment to a Power Platform environment";
    let step = step("environment", title, state, found, text);
    let step = at(step, (GuidePlace::Environments, id, label), ArticleKey::DynamicsBilling);
    facts.with_role(step, Work::Allocate).await
}

/// To do, or optional where the other billing model is set up.
fn unless(other: bool) -> GuideState {
    if other { GuideState::Optional } else { GuideState::ToDo }
}

async fn purchase(facts: &mut Facts<'_>, workload: Workload) -> Result<GuideStep, ApiError> {
    let platform = facts.tenant.platform.now();
    let other = Homes::of(facts, workload).plan.is_some();
    let (state, found) = if platform.pack_count > 0 {
        let found = format!(
            "{} owned: {} a month.",
            packs(platform.pack_count),
            credits(platform.packs)
        );
        (GuideState::Done, found)
    } else {
        (unless(other), "No pack is owned.".to_owned())
    };
    let text = "Packs are bought in Billing › Purchase services, or through a partner.";
    let step = step("purchase", "Purchase Copilot Credit packs", state, found, text);
    let step = at(
        step,
        (GuidePlace::Purchase, None, "Purchase services"),
        ArticleKey::CapacityPacks,
    );
    facts.with_role(step, Work::Buy).await
}

fn packs(count: u32) -> String {
    if count == 1 {
        "One pack is".to_owned()
    } else {
        format!("{count} packs are")
    }
}

async fn assign(facts: &mut Facts<'_>, workload: Workload) -> Result<GuideStep, ApiError> {
    let homes = Homes::of(facts, workload);
    let platform = facts.tenant.platform.now();
    let other = homes.plan.is_some();
    let left = platform.owned() - platform.allocated();
    let (state, found) = match homes.pays {
        Some(pays) if homes.has_prepaid => {
            let found = format!(
                "{} a month are allocated to \"{}\".",
                credits(pays.allocated),
                pays.facts.name
            );
            (GuideState::Done, found)
        }
        None => (GuideState::Blocked, "The environment has to be there first.".to_owned()),
        Some(_) if !homes.is_ready(facts) => (GuideState::Blocked, "The environment has to be ready first.".to_owned()),
        Some(_) if platform.owned() == Credits::ZERO => (
            GuideState::Blocked,
            "There is nothing to allocate: purchase packs first.".to_owned(),
        ),
        Some(_) if left <= Credits::ZERO => (
            GuideState::Blocked,
            "Everything owned is allocated: reallocate from another environment, or purchase more.".to_owned(),
        ),
        Some(pays) => (
            unless(other),
            format!(
                "Nothing is allocated to \"{}\"; {} can be.",
                pays.facts.name,
                credits(left)
            ),
        ),
    };
    let viva = platform.environment_named(VIVA_ENVIRONMENT).is_some();
    let text = match workload {
        Workload::CopilotForSales if viva => {
            "Manage capacity allocates credits to the environment. With a CRM that isn't Dynamics 365, such as Salesforce, \
             that is msdyn_viva."
        }
        _ => "Manage capacity allocates credits to the Power Platform environment.",
    };
    let id = homes.pays.map(|pays| pays.facts.environment.to_string());
    let step = step(
        "assign",
        "Assign prepaid capacity to the environment",
        state,
        found,
        text,
    );
    let step = at(
        step,
        (GuidePlace::Capacity, id, "Manage capacity"),
        ArticleKey::ManageCapacity,
    );
    facts.with_role(step, Work::Allocate).await
}

fn subscription(facts: &Facts<'_>, workload: Workload) -> GuideStep {
    let subscriptions = facts.tenant.subscriptions.iter();
    let active = subscriptions
        .filter(|known| known.state == SubscriptionState::Active)
        .count();
    let (state, found) = match active {
        0 => (
            unless(Homes::of(facts, workload).has_prepaid),
            "The tenant has no active Azure subscription.".to_owned(),
        ),
        1 => (GuideState::Done, "One Azure subscription is active.".to_owned()),
        many => (GuideState::Done, format!("{many} Azure subscriptions are active.")),
    };
    let text = "It is charged, so whoever sets up a billing plan needs Owner or Contributor on it.";
    let step = step("subscription", "Have an active Azure subscription", state, found, text);
    at(
        step,
        (GuidePlace::Subscriptions, None, "Subscriptions"),
        ArticleKey::PayAsYouGoPlans,
    )
}

async fn link(facts: &mut Facts<'_>, workload: Workload) -> Result<GuideStep, ApiError> {
    let homes = Homes::of(facts, workload);
    let platform = facts.tenant.platform.now();
    let linked = homes.pays.and_then(|pays| platform.plan(pays.plan?));
    let status = linked.map(|plan| (plan, plan.status_at(facts.tenant.now.timestamp())));
    let name = homes.pays.map_or("", |pays| pays.facts.name.as_str());
    let (state, found) = match (homes.plan, status) {
        (Some(plan), _) => (
            GuideState::Done,
            format!("\"{name}\" is linked to the billing plan \"{}\".", plan.facts.name),
        ),
        (None, Some((plan, PlanStatus::Provisioning))) => (
            GuideState::Blocked,
            format!("The billing plan \"{}\" is still being provisioned.", plan.facts.name),
        ),
        (None, Some((plan, PlanStatus::Disabled))) => (
            unless(homes.has_prepaid),
            format!(
                "\"{name}\" is linked to the billing plan \"{}\", which is disabled.",
                plan.facts.name
            ),
        ),
        (None, Some((plan, PlanStatus::Enabled))) => (
            unless(homes.has_prepaid),
            format!(
                "\"{name}\" is linked to \"{}\", which doesn't pay for its Copilot Credits.",
                plan.facts.name
            ),
        ),
        (None, None) if homes.pays.is_none() || !homes.is_ready(facts) => {
            (GuideState::Blocked, "The environment has to be ready first.".to_owned())
        }
        (None, None) => (
            unless(homes.has_prepaid),
            format!("\"{name}\" is linked to no billing plan."),
        ),
    };
    let place = match linked {
        Some(plan) => (GuidePlace::Plans, Some(plan.facts.plan.to_string()), "Open the plan"),
        None => (GuidePlace::NewPlan, None, "New billing plan"),
    };
    let text = "A billing plan links the subscription to the environment, in the Power Platform admin center or in Power Apps.";
    let step = step("link", "Link the subscription to the environment", state, found, text);
    let step = at(step, place, ArticleKey::PayAsYouGoPlans);
    facts.with_role(step, Work::Plan).await
}

fn view(facts: &Facts<'_>) -> GuideStep {
    let platform = facts.tenant.platform.now();
    let found = format!(
        "{} a month are owned, {} of them allocated.",
        credits(platform.owned()),
        credits(platform.allocated())
    );
    let text = "Capacity and usage of both models stand on Licensing › Copilot Studio.";
    let step = step("view", "View capacity and usage", GuideState::Note, found, text);
    at(
        step,
        (GuidePlace::CopilotStudio, None, "Copilot Studio"),
        ArticleKey::ManageCapacity,
    )
}

fn standing<'a>(facts: &'a Facts<'_>, known: Option<&Environment>) -> Option<&'a EnvironmentStanding> {
    let id = known?.facts.environment.to_string();
    facts.standings.iter().find(|row| row.id == id)?.standing.as_ref()
}

async fn quota(facts: &mut Facts<'_>, workload: Workload) -> Result<GuideStep, ApiError> {
    let homes = Homes::of(facts, workload);
    let platform = facts.tenant.platform.now();
    let to_allocate = platform.owned() > platform.allocated();
    let (state, found) = match standing(facts, homes.home) {
        None => (GuideState::Note, "There is no environment for it yet.".to_owned()),
        Some(standing) => {
            let state = match standing.quota {
                QuotaKey::Enough => GuideState::Done,
                QuotaKey::Low | QuotaKey::Depleted => GuideState::ToDo,
            };
            (state, standing.text.clone())
        }
    };
    let id = homes
        .pays
        .or(homes.home)
        .map(|known| known.facts.environment.to_string());
    let place = match to_allocate || platform.owned() == Credits::ZERO {
        _ if homes.pays.is_none() => (GuidePlace::Environments, id, "Open the environment"),
        true => (GuidePlace::Capacity, id, "Reallocate capacity"),
        false => (GuidePlace::Purchase, None, "Purchase more"),
    };
    let text = match workload {
        Workload::Dynamics365 => {
            "Dynamics 365 checks the quota regularly; where it is low or depleted, users of its agents are told in the app. \
             Reallocate capacity or, where nothing is left to allocate, purchase more."
        }
        _ => {
            "Where the quota is low or depleted, allocate more capacity to the environment or, where nothing is left to \
             allocate, purchase more."
        }
    };
    let step = step("quota", "Keep the quota from running out", state, found, text);
    let step = at(step, place, ArticleKey::ManageCapacity);
    facts.with_role(step, Work::Allocate).await
}

fn costs(facts: &Facts<'_>, workload: Workload) -> GuideStep {
    let homes = Homes::of(facts, workload);
    let found = homes.plan.map_or_else(
        || "No billing plan pays for it.".to_owned(),
        |plan| format!("The billing plan \"{}\" is charged without a ceiling.", plan.facts.name),
    );
    let text = "A budget in Cost Management only sends mails: raising one frees capacity only where an action had taken the \
                environment off its plan.";
    let step = step(
        "costs",
        "View usage and cost of pay-as-you-go",
        GuideState::Note,
        found,
        text,
    );
    at(
        step,
        (GuidePlace::CostManagement, None, "Cost management"),
        ArticleKey::UsageCosts,
    )
}

fn availability(facts: &Facts<'_>, workload: Workload) -> GuideStep {
    let homes = Homes::of(facts, workload);
    let stands = standing(facts, homes.home);
    let found = match (homes.home, stands) {
        (Some(home), Some(standing)) if standing.flows_stopped => {
            format!("In \"{}\" the AI capability is unavailable now.", home.facts.name)
        }
        (Some(home), Some(_)) => format!("In \"{}\" the AI capability is available.", home.facts.name),
        _ => "There is no environment for it yet.".to_owned(),
    };
    let text = "When the quota is depleted, the AI capability is unavailable until more capacity is added.";
    let step = step(
        "availability",
        "Know what depletion does",
        GuideState::Note,
        found,
        text,
    );
    let id = homes.home.map(|home| home.facts.environment.to_string());
    let place = (GuidePlace::Environments, id, "What users see");
    at(
        step,
        place,
        if homes.workload == Workload::Dynamics365 {
            ArticleKey::DynamicsBilling
        } else {
            ArticleKey::SalesBilling
        },
    )
}
