//! What the demo tenant's administrators did in the Microsoft 365 admin center before the start: five billing policies, one of them not connected, one
//! whose disconnection has not reached everybody yet, two with a budget.

use meterdesk_billing::budget::{Budget, BudgetWish, Reset};
use meterdesk_billing::directory::PersonRow;
use meterdesk_billing::tenant::{Scope, Subscription};
use meterdesk_billing::usage::Service;

use super::azure::{PLANT_OPERATIONS, RESEARCH, SHARED_SERVICES};
use super::groups::{BID_TEAM, BUDGET_OWNERS, Groups, PLANT_MANAGERS, SEARCH_PILOT, SERVICE_READERS};
use super::people::{AI_ADMINISTRATOR, GLOBAL_ADMINISTRATOR};
use crate::{Act, Step, instant};

const CHAT: &str = "Copilot Chat for everybody";
const SERVICE_KNOWLEDGE: &str = "Service knowledge";
const SEARCH: &str = "Search integration";
const BIDS: &str = "Bids and proposals";
const PLANTS: &str = "Plant managers";

pub(crate) fn steps(people: &[PersonRow], groups: &Groups, subscriptions: &[Subscription]) -> Vec<Step> {
    let step = |at: &str, actor: u32, act| Step {
        at: instant(at),
        actor: people[actor as usize].id,
        act,
    };
    let group = |name| Scope::Group(groups.id(name));
    // Each policy is billed to the first resource group of its subscription.
    let create = |name: &str, subscription: usize, scope| {
        let subscription = &subscriptions[subscription];
        let resource_group = &subscription.resource_groups[0];
        Act::CreatePolicy {
            name: name.to_owned(),
            subscription: subscription.id,
            resource_group: resource_group.name.clone(),
            region: resource_group.region.clone(),
            scope,
        }
    };
    let connect = |service, policy: &str| Act::Connect {
        service,
        policy: policy.to_owned(),
    };
    let disconnect = |service, policy: &str| Act::Disconnect {
        service,
        policy: policy.to_owned(),
    };
    // Alerts go to the people who own budgets; the mail address is what makes a group able to receive them.
    let budget = |policy: &str, amount: &str, thresholds: &[&str]| Act::SetBudget {
        policy: policy.to_owned(),
        budget: Budget::parse(&BudgetWish {
            amount: amount.to_owned(),
            reset: Reset::Month,
            thresholds: thresholds.iter().map(|percent| (*percent).to_owned()).collect(),
            recipients: vec![groups.id(BUDGET_OWNERS)],
        })
        .expect("budgets written here are budgets"),
    };
    let (global, ai) = (GLOBAL_ADMINISTRATOR, AI_ADMINISTRATOR);
    vec![
        step(
            "2026-08-31T08:30:00Z",
            global,
            create(CHAT, SHARED_SERVICES, Scope::AllUsers),
        ),
        step("2026-08-31T08:35:00Z", global, connect(Service::CopilotChat, CHAT)),
        step(
            "2026-08-31T08:40:00Z",
            global,
            budget(CHAT, "2000", &["50", "75", "90"]),
        ),
        step(
            "2026-09-14T09:10:00Z",
            ai,
            create(SERVICE_KNOWLEDGE, SHARED_SERVICES, group(SERVICE_READERS)),
        ),
        step(
            "2026-09-14T09:20:00Z",
            ai,
            connect(Service::SharePointAgents, SERVICE_KNOWLEDGE),
        ),
        step("2026-09-14T09:25:00Z", ai, budget(SERVICE_KNOWLEDGE, "500", &["80"])),
        step(
            "2026-10-05T13:00:00Z",
            global,
            create(SEARCH, RESEARCH, group(SEARCH_PILOT)),
        ),
        step("2026-10-05T13:05:00Z", global, connect(Service::RetrievalApi, SEARCH)),
        step(
            "2026-10-12T08:40:00Z",
            ai,
            create(BIDS, SHARED_SERVICES, group(BID_TEAM)),
        ),
        step("2026-10-12T08:45:00Z", ai, connect(Service::SharePointAgents, BIDS)),
        step(
            "2026-11-09T14:20:00Z",
            global,
            create(PLANTS, PLANT_OPERATIONS, group(PLANT_MANAGERS)),
        ),
        step(
            "2026-11-17T09:05:00Z",
            global,
            disconnect(Service::RetrievalApi, SEARCH),
        ),
    ]
}
