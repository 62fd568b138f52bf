//! Pay-as-you-go for Microsoft 365 Copilot Chat: prerequisites, a billing policy, its connection, and what follows.
//!
//! Source: Microsoft, Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21).

use meterdesk_billing::platform::{PlanKind, PlanStatus};
use meterdesk_billing::tenant::Policy;
use meterdesk_billing::usage::Service;

use super::step::{Facts, Where, at, step};
use crate::text::listed;
use crate::wire::*;

/// The article's sections.
pub(super) fn sections(facts: &mut Facts<'_>, prerequisites: Vec<PrerequisiteRow>) -> Vec<GuideSection> {
    let may_add = prerequisites.iter().all(|row| row.met);
    let asked = ["activeSubscription", "subscriptionRight", "resourceGroupRight", "role"];
    let needs = asked
        .into_iter()
        .filter_map(|key| prerequisites.iter().find(|row| row.key == key))
        .map(prerequisite)
        .collect();
    [
        ("Prerequisites", needs),
        ("Step 1 - Add a billing policy", vec![add(facts, may_add)]),
        ("Step 2 - Connect a billing policy", vec![connect(facts)]),
        ("Disable pay-as-you-go", vec![disconnect(facts), delete(facts)]),
        (
            "What if pay-as-you-go is already set up in the Power Platform admin center?",
            vec![coexistence(facts)],
        ),
    ]
    .map(|(title, steps)| GuideSection {
        title: title.to_owned(),
        steps,
    })
    .to_vec()
}

fn prerequisite(row: &PrerequisiteRow) -> GuideStep {
    let state = if row.met { GuideState::Done } else { GuideState::ToDo };
    let text = format!("Source: {}.", row.source);
    let needed = GuideStep {
        who: row.who.clone(),
        ..step(&row.key, &row.label, state, row.text.clone(), &text)
    };
    let place: Where = match row.key.as_str() {
        "role" => (GuidePlace::Policies, None, "What you need"),
        _ => (GuidePlace::Subscriptions, None, "Subscriptions"),
    };
    let article = match row.key.as_str() {
        "role" => ArticleKey::AdminRoles,
        "resourceGroupRight" => ArticleKey::ResourceGroups,
        _ => ArticleKey::SetUp,
    };
    at(needed, place, article)
}

fn names<'a>(policies: impl Iterator<Item = &'a Policy>) -> String {
    let names: Vec<_> = policies.map(|policy| format!("\"{}\"", policy.name)).collect();
    listed(&names)
}

fn add(facts: &Facts<'_>, may_add: bool) -> GuideStep {
    let policies = facts.tenant.present_policies().count();
    let (state, found) = match (policies, may_add) {
        (0, true) => (GuideState::ToDo, "There is no billing policy yet.".to_owned()),
        (0, false) => (
            GuideState::Blocked,
            "There is no billing policy yet, and a prerequisite is missing.".to_owned(),
        ),
        (1, _) => (
            GuideState::Done,
            format!("There is {}.", names(facts.tenant.present_policies())),
        ),
        (many, _) => (GuideState::Done, format!("There are {many} billing policies.")),
    };
    let text = "On the tab Billing policies, Add a billing policy: subscription, resource group and region, then All users or a \
                specific group, then Create policy.";
    let step = step("add", "Add a billing policy", state, found, text);
    at(
        step,
        (GuidePlace::NewPolicy, None, "Add a billing policy"),
        ArticleKey::CopilotNode,
    )
}

/// Policies that are connected to Copilot Chat, those that are being disconnected left out.
fn connected<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = &'a Policy> {
    let connections = facts.tenant.present_connections(Service::CopilotChat);
    let ids: Vec<_> = connections
        .into_iter()
        .filter(|known| known.disconnected_at.is_none())
        .map(|known| known.policy)
        .collect();
    facts
        .tenant
        .present_policies()
        .filter(move |policy| ids.contains(&policy.id))
}

const CHAT: &str = "copilotChat";

fn connect(facts: &Facts<'_>) -> GuideStep {
    let (state, found) = if connected(facts).next().is_some() {
        (GuideState::Done, format!("Connected: {}.", names(connected(facts))))
    } else if facts.tenant.present_policies().next().is_some() {
        (
            GuideState::ToDo,
            "No billing policy is connected to Microsoft 365 Copilot Chat.".to_owned(),
        )
    } else {
        (GuideState::Blocked, "Add a billing policy first.".to_owned())
    };
    let text = "On the tab Pay-as-you-go services, choose Microsoft 365 Copilot Chat and connect the policy to it.";
    let step = step(
        "connect",
        "Connect the billing policy to Microsoft 365 Copilot Chat",
        state,
        found,
        text,
    );
    let place = (GuidePlace::Services, Some(CHAT.to_owned()), "Manage billing");
    at(step, place, ArticleKey::CopilotNode)
}

fn disconnect(facts: &Facts<'_>) -> GuideStep {
    let connections = facts.tenant.present_connections(Service::CopilotChat);
    let ending = connections
        .into_iter()
        .filter(|known| known.disconnected_at.is_some())
        .count();
    let found = match ending {
        0 => "Nothing is being disconnected.".to_owned(),
        1 => "One policy is being disconnected.".to_owned(),
        many => format!("{many} policies are being disconnected."),
    };
    let text = "Disconnect one policy at a time and accept the confirmation. It can take up to two hours until people can't use \
                the agents any more; an agent that a person never used is gone at once.";
    let step = step("disconnect", "Turn pay-as-you-go off", GuideState::Note, found, text);
    let place = (GuidePlace::Services, Some(CHAT.to_owned()), "Disconnect");
    at(step, place, ArticleKey::SetUp)
}

fn delete(facts: &Facts<'_>) -> GuideStep {
    let free = facts.tenant.present_policies().filter(|policy| {
        Service::PAY_AS_YOU_GO.iter().all(|service| {
            let connections = facts.tenant.present_connections(*service);
            connections.into_iter().all(|known| known.policy != policy.id)
        })
    });
    let free = names(free);
    let found = if free.is_empty() {
        "No policy is without a connected service.".to_owned()
    } else {
        format!("Connected to nothing: {free}.")
    };
    let text = "Choose a policy and Delete billing policy. Services that are connected to it are disconnected.";
    let step = step("delete", "Delete a billing policy", GuideState::Note, found, text);
    at(
        step,
        (GuidePlace::Policies, None, "Billing policies"),
        ArticleKey::SetUp,
    )
}

fn coexistence(facts: &Facts<'_>) -> GuideStep {
    let now = facts.tenant.now.timestamp();
    let platform = facts.tenant.platform.now();
    let plan = platform
        .present_plans()
        .find(|plan| plan.facts.plan_kind == PlanKind::CopilotChat && plan.status_at(now) != PlanStatus::Disabled);
    let (state, found) = match plan {
        None => (
            GuideState::Done,
            "No billing plan for Microsoft 365 Copilot Chat is on there.".to_owned(),
        ),
        Some(plan) => (
            GuideState::Optional,
            format!(
                "The billing plan \"{}\" is on there. Use is charged once, wherever it was set up.",
                plan.facts.name
            ),
        ),
    };
    let text = "The two set-ups can coexist, and nobody is billed twice. It is recommended to turn pay-as-you-go off in the Power \
                Platform admin center before it is enabled here.";
    let step = step(
        "coexistence",
        "Turn it off in the Power Platform admin center first",
        state,
        found,
        text,
    );
    let id = plan.map(|plan| plan.facts.plan.to_string());
    at(step, (GuidePlace::Plans, id, "Pay-as-you-go plans"), ArticleKey::SetUp)
}
