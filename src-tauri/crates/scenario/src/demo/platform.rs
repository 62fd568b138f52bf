//! The demo tenant's environments, their capacity and their billing plans: one whose allocation is used up and nothing further
//! may pay, one whose overage a plan with a budget pays, one that runs low, one paid by a pre-purchase plan, and some that draw
//! on the tenant's pool. Capacity packs were bought and, once less was allocated, some of them removed.

use meterdesk_billing::directory::PersonRow;
use meterdesk_billing::platform::{EnvironmentKind, PlanKind, Workload};
use meterdesk_billing::tenant::Subscription;
use meterdesk_billing::units::Credits;

use super::azure::{PLANT_OPERATIONS, RESEARCH, SHARED_SERVICES};
use super::groups::{BUDGET_OWNERS, CONTENT_PILOT, Groups};
use super::people::GLOBAL_ADMINISTRATOR;
use crate::platform::{PlatformAct, REGION};
use crate::{Act, Step, instant};

pub(crate) const CUSTOMER_CARE: &str = "Customer Care Production";
pub(crate) const BACK_OFFICE: &str = "Back Office Automation";
pub(crate) const HUMAN_RESOURCES: &str = "Human Resources";
pub(crate) const VIVA: &str = "msdyn_viva";
pub(crate) const SANDBOX: &str = "Agent Sandbox";
pub(crate) const COPILOT_CHAT: &str = "Microsoft 365 Copilot Chat";

/// A Dynamics 365 environment that nobody has linked yet.
const FIELD_SERVICE: &str = "Field Service";
const SUPPLIERS: &str = "Supplier Portal";
const PLAYGROUND: &str = "Maker Playground";
const PERSONAL: &str = "Personal environments";

const BACK_OFFICE_PLAN: &str = "Back office agents";
const SANDBOX_PLAN: &str = "Sandbox agents";
const OLD_PLAN: &str = "Pilot of 2025";
const CHAT_PLAN: &str = "Copilot Chat makers";

/// Made so lately that it is being provisioned still.
const LATEST_PLAN: &str = "Field technicians";
const LATELY: &str = "2026-11-17T09:52:00Z";

/// When everything was set up, in the minutes after the first billing policy.
const SET_UP: &str = "2026-08-31T08:50:00Z";

/// When somebody first signed in to Copilot for Sales with another CRM: a trial of 30 days, of which six are left.
const VIVA_BEGAN: &str = "2026-10-24T09:00:00Z";

/// When capacity was distributed anew.
const ANEW: &str = "2026-11-01T00:00:00Z";

pub(crate) fn steps(
    people: &[PersonRow],
    groups: &Groups,
    default_environment: &str,
    subscriptions: &[Subscription],
) -> Vec<Step> {
    let step = |at: &str, act| Step {
        at: instant(at),
        actor: people[GLOBAL_ADMINISTRATOR as usize].id,
        act: Act::Platform(act),
    };
    let environment = |name: &str, kind, managed| PlatformAct::CreateEnvironment {
        name: name.to_owned(),
        kind,
        region: REGION,
        managed,
        workload: match name {
            VIVA => Workload::CopilotForSales,
            FIELD_SERVICE => Workload::Dynamics365,
            _ => Workload::None,
        },
    };
    let allocate = |environment, credits, draw| PlatformAct::Allocate {
        environment,
        credits: Credits::whole(credits),
        draw,
    };
    let place = |subscription: usize, group: usize| {
        let subscription = &subscriptions[subscription];
        (subscription.id, subscription.resource_groups[group].name.clone())
    };
    let plan = |name, (subscription, resource_group)| PlatformAct::CreatePlan {
        name,
        subscription,
        resource_group,
        kind: PlanKind::AzureSubscription,
    };
    let limit = |environment, agent, credits, stop| PlatformAct::LimitAgent {
        environment,
        agent,
        credits: Credits::whole(credits),
        stop,
    };
    let telemetry = || place(PLANT_OPERATIONS, 1);
    let lab = || place(RESEARCH, 1);
    let link = |plan, environment| PlatformAct::Link { plan, environment };
    let (subscription, resource_group) = lab();
    let chat = place(SHARED_SERVICES, 0);
    let at_first = [
        PlatformAct::BuyPacks(10),
        environment(default_environment, EnvironmentKind::Default, false),
        environment(CUSTOMER_CARE, EnvironmentKind::Production, true),
        environment(BACK_OFFICE, EnvironmentKind::Production, true),
        environment(HUMAN_RESOURCES, EnvironmentKind::Production, false),
        environment(SANDBOX, EnvironmentKind::Sandbox, false),
        environment(COPILOT_CHAT, EnvironmentKind::CopilotChat, false),
        plan(OLD_PLAN, telemetry()),
        PlatformAct::DisablePlan(OLD_PLAN),
        plan(BACK_OFFICE_PLAN, telemetry()),
        link(BACK_OFFICE_PLAN, BACK_OFFICE),
        plan(SANDBOX_PLAN, lab()),
        link(SANDBOX_PLAN, SANDBOX),
        allocate(CUSTOMER_CARE, 130_000, false),
        allocate(BACK_OFFICE, 30_000, false),
        allocate(HUMAN_RESOURCES, 30_000, false),
        allocate(SANDBOX, 0, false),
        allocate(COPILOT_CHAT, 20_000, true),
    ];
    let anew = [
        allocate(CUSTOMER_CARE, 80_000, false),
        allocate(HUMAN_RESOURCES, 20_000, false),
        PlatformAct::ReturnPacks(2),
    ];
    let sales = [environment(VIVA, EnvironmentKind::Trial, false)];
    let others = [
        environment(FIELD_SERVICE, EnvironmentKind::Production, false),
        environment(SUPPLIERS, EnvironmentKind::Production, false),
        link(BACK_OFFICE_PLAN, SUPPLIERS),
        PlatformAct::CreatePlan {
            name: CHAT_PLAN,
            subscription: chat.0,
            resource_group: chat.1,
            kind: PlanKind::CopilotChat,
        },
        environment(PLAYGROUND, EnvironmentKind::Developer, true),
        environment("Plant Teams", EnvironmentKind::Teams, false),
        environment("Forecasting Trial", EnvironmentKind::SubscriptionBasedTrial, false),
        PlatformAct::CreateGroup(PERSONAL),
        PlatformAct::Group {
            environment: PLAYGROUND,
            group: PERSONAL,
        },
        PlatformAct::PublishDrawRule {
            group: PERSONAL,
            draw: false,
        },
        PlatformAct::CreateCreditPolicy {
            name: CONTENT_PILOT,
            group: groups.id(CONTENT_PILOT),
        },
    ];
    let since = [
        PlatformAct::BuyPrePurchase {
            subscription,
            resource_group,
        },
        limit(HUMAN_RESOURCES, "Career Site Guide", 16_900, false),
        limit(CUSTOMER_CARE, "Order Status", 66_000, false),
        limit(VIVA, "Lead Research", 2_500, true),
        PlatformAct::SetPlanBudget {
            plan: BACK_OFFICE_PLAN,
            amount: "150",
            forecast: 110,
            recipients: vec![groups.id(BUDGET_OWNERS)],
        },
    ];
    let latest = step(LATELY, plan(LATEST_PLAN, telemetry()));
    let first = at_first.into_iter().map(|act| step(SET_UP, act));
    let anew = anew.into_iter().map(|act| step(ANEW, act));
    let since = since.into_iter().map(|act| step("2026-11-02T09:00:00Z", act));
    let sales = sales.into_iter().map(|act| step(VIVA_BEGAN, act));
    let others = others.into_iter().map(|act| step("2026-11-02T09:30:00Z", act));
    first
        .chain(sales)
        .chain(anew)
        .chain(since)
        .chain(others)
        .chain([latest])
        .collect()
}
