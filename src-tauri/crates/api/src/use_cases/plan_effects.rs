//! What follows from a change of billing plans, in sentences: who is charged from now on, and what nothing pays for any more.

use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::platform::{BillingPlan, PlanKind, PlanStatus, Platform};
use meterdesk_billing::tenant::{Event, Tenant};

use super::platform_happening::environment_name;
use crate::text::{listed, spoken};

/// The sentences, in the order of the events. The tenant is as it is after them.
pub(super) fn sentences(tenant: &Tenant, events: &[Event]) -> Vec<String> {
    let said = events.iter().flat_map(|event| of_event(tenant, event, events));
    said.collect()
}

fn of_event(tenant: &Tenant, event: &Event, events: &[Event]) -> Vec<String> {
    let platform = tenant.platform.now();
    let of = |plan| platform.plan(plan);
    match event {
        Event::PlanCreated(facts) => of(facts.plan).map(|plan| created(tenant, plan)).into_iter().collect(),
        Event::PlanLinked { plan, environment } => {
            let old = events.iter().find_map(|other| match other {
                Event::PlanUnlinked { plan, environment: of } if of == environment => platform.plan(*plan),
                _ => None,
            });
            of(*plan)
                .map(|plan| linked(tenant, plan, *environment, old))
                .unwrap_or_default()
        }
        Event::PlanUnlinked { environment, .. } => {
            let moves = events
                .iter()
                .any(|other| matches!(other, Event::PlanLinked { environment: of, .. } if of == environment));
            if moves {
                Vec::new()
            } else {
                vec![unlinked(platform, *environment)]
            }
        }
        Event::PlanSwitched { plan, enabled } => of(*plan)
            .map(|plan| switched(platform, plan, *enabled))
            .into_iter()
            .collect(),
        Event::PlanEdited { plan, .. } => of(*plan)
            .filter(|plan| !plan.meters_credits())
            .map(|plan| {
                format!(
                    "Without Copilot Studio, \"{}\" pays for no Copilot Credits.",
                    plan.facts.name
                )
            })
            .into_iter()
            .collect(),
        Event::PlanDeleted { plan } => of(*plan).map(deleted).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn created(tenant: &Tenant, plan: &BillingPlan) -> String {
    let name = &plan.facts.name;
    match plan.facts.ready_at {
        Some(ready) if plan.status_at(tenant.now.timestamp()) == PlanStatus::Provisioning => {
            format!(
                "\"{name}\" is Provisioning until {}, and pays from then on.",
                spoken(ready)
            )
        }
        _ => format!("\"{name}\" is Enabled and pays from now on."),
    }
}

fn linked(tenant: &Tenant, plan: &BillingPlan, id: EnvironmentId, old: Option<&BillingPlan>) -> Vec<String> {
    let platform = tenant.platform.now();
    let name = environment_name(platform, id);
    let subscription = tenant
        .subscription(plan.facts.subscription)
        .map_or("", |known| &known.name);
    let mut sentences = Vec::new();
    if let Some(old) = old {
        sentences.push(format!(
            "\"{name}\" is taken off the billing plan \"{}\" at once.",
            old.facts.name
        ));
    }
    let billing_off = platform.environment(id).is_some_and(|known| !known.bill_to_plan);
    sentences.push(if billing_off {
        format!(
            "\"{name}\" is linked, but Bill to my pay-as-you-go billing plan is off for it: nothing is charged until that is \
             turned on."
        )
    } else if plan.facts.plan_kind == PlanKind::CopilotChat {
        format!(
            "Copilot Chat that nothing prepaid pays for is charged to the Azure subscription \"{subscription}\", resource \
             group \"{}\".",
            plan.facts.resource_group
        )
    } else if !plan.meters_credits() {
        format!(
            "\"{name}\" is linked, but without the product Copilot Studio \"{}\" pays for no Copilot Credits.",
            plan.facts.name
        )
    } else {
        format!(
            "What \"{name}\" uses beyond prepaid capacity is charged to the Azure subscription \"{subscription}\", resource \
             group \"{}\".",
            plan.facts.resource_group
        )
    });
    sentences
}

fn unlinked(platform: &Platform, id: EnvironmentId) -> String {
    let name = environment_name(platform, id);
    let draws = platform.environment(id).is_some_and(|known| known.draw);
    let then = if draws {
        "it may still draw from the available capacity in the tenant, and beyond that nothing pays for it"
    } else {
        "beyond its own allocation nothing pays for it"
    };
    format!("\"{name}\" is taken off at once: {then}.")
}

fn switched(platform: &Platform, plan: &BillingPlan, enabled: bool) -> String {
    let name = &plan.facts.name;
    let environments: Vec<_> = platform
        .linked_to(plan.facts.plan)
        .map(|known| format!("\"{}\"", known.facts.name))
        .collect();
    match (enabled, environments.is_empty()) {
        (true, true) => format!("\"{name}\" pays from now on for environments that are linked to it."),
        (true, false) => format!("\"{name}\" pays again from now on for {}.", listed(&environments)),
        (false, true) => format!("\"{name}\" pays for nothing from now on. No environment is linked to it."),
        (false, false) => format!(
            "\"{name}\" pays for nothing from now on. It keeps its environments: {}.",
            listed(&environments)
        ),
    }
}

fn deleted(plan: &BillingPlan) -> Vec<String> {
    let facts = &plan.facts;
    vec![
        "Usage until now stays charged to the Azure subscription.".to_owned(),
        format!(
            "The Power Platform account resource \"{}\" stays in the resource group \"{}\"; it can be deleted in the Azure \
             portal.",
            plan.account, facts.resource_group
        ),
    ]
}
