//! Switches of metering and payment: where public pages disagree, or say nothing, about who pays and what stops.

use super::registry::{Alternative, Certainty, SET_UP_2025_04, Setting, Source};
use super::{Choice, SettingKey};

const RATES_2026: Source = Source {
    title: "Billing rates and management of Copilot Studio",
    date: "2026-08-03",
};
const CAPACITY_2026: Source = Source {
    title: "Manage Copilot Credits and capacity",
    date: "2026-09-18",
};
const PACKS_2025: Source = Source {
    title: "Copilot Credit capacity packs",
    date: "2025-09-18",
};
const MESSAGES_2023: Source = Source {
    title: "Power Virtual Agents: billed messages",
    date: "2023",
};
const SESSIONS_2023: Source = Source {
    title: "Power Virtual Agents: billed sessions",
    date: "2023-03-24",
};
const AI_BUILDER_2025: Source = Source {
    title: "AI Builder: licensing and Copilot Credits",
    date: "2025-11-01",
};

pub(super) const ENFORCEMENT_SCOPE: Setting = Setting {
    key: SettingKey::EnforcementScope,
    assumption: "enforcement-scope",
    label: "What 125% is measured against",
    help: "Custom agents go on to 125% of prepaid capacity where nothing further may pay. Some pages speak of the tenant's \
               capacity, an older one of the environment in overage. Agent flows and Dynamics 365 agents stop in either \
               case when the environment has nothing left to spend.",
    alternatives: &[
        Alternative {
            choice: Choice::TenantScope,
            label: "The tenant's prepaid capacity",
            text: "Enforcement compares the tenant's prepaid use of the month with what the tenant owns.",
            certainty: Certainty::Documented,
            basis: "The page speaks of the prepaid capacity of the tenant.",
            sources: &[RATES_2026],
        },
        Alternative {
            choice: Choice::EnvironmentScope,
            label: "The environment's allocation",
            text: "Enforcement compares an environment's use of the month with its allocation while it doesn't draw on the \
                       tenant's pool.",
            certainty: Certainty::Documented,
            basis: "An older page says that only the environment in overage is limited.",
            sources: &[MESSAGES_2023],
        },
    ],
};

pub(super) const EXHAUSTED_ENVIRONMENT: Setting = Setting {
    key: SettingKey::ExhaustedEnvironment,
    assumption: "exhausted-environment",
    label: "An environment that has used up its allocation, without pool and plan",
    help: "It may not draw on the tenant's pool, and no billing plan pays for it.",
    alternatives: &[
        Alternative {
            choice: Choice::At125,
            label: "Custom agents stop at 125%",
            text: "Custom agents of an environment without pool and plan go on to the point of enforcement.",
            certainty: Certainty::Assumed,
            basis: "Enforcement at 125% is documented for prepaid capacity without pay-as-you-go; no page excepts these \
                        environments.",
            sources: &[RATES_2026],
        },
        Alternative {
            choice: Choice::AtOnce,
            label: "Custom agents stop at once",
            text: "Custom agents of an environment without pool and plan stop when its allocation is used up.",
            certainty: Certainty::Assumed,
            basis: "Only the allocation is usable without a source of overage, and what needs credits can stop.",
            sources: &[CAPACITY_2026],
        },
    ],
};

pub(super) const DOUBLE_COVERAGE: Setting = Setting {
    key: SettingKey::DoubleCoverage,
    assumption: "covered-by-both-centers",
    label: "Who is charged where both admin centers cover a use",
    help: "Pay-as-you-go for Copilot Chat may be set up in the Microsoft 365 admin center and in the Power Platform admin \
               center. A use is charged once; by which of the two isn't published.",
    alternatives: &[
        Alternative {
            choice: Choice::PolicyPays,
            label: "The Microsoft 365 billing policy",
            text: "Where a billing policy and a billing plan both cover a use, the billing policy is charged.",
            certainty: Certainty::Assumed,
            basis: "Documented is only that nobody is charged twice; the policy is about the person.",
            sources: &[SET_UP_2025_04],
        },
        Alternative {
            choice: Choice::PlanPays,
            label: "The Power Platform billing plan",
            text: "Where a billing policy and a billing plan both cover a use, the billing plan is charged.",
            certainty: Certainty::Assumed,
            basis: "Documented is only that nobody is charged twice; turning the plan off first is recommended.",
            sources: &[SET_UP_2025_04],
        },
    ],
};

pub(super) const CAPACITY_RESET: Setting = Setting {
    key: SettingKey::CapacityReset,
    assumption: "capacity-reset",
    label: "When prepaid capacity begins anew",
    help: "What is left of capacity packs at that time is lost.",
    alternatives: &[
        Alternative {
            choice: Choice::FirstOfMonth,
            label: "On the 1st of the month",
            text: "Prepaid capacity begins anew at 00:00 UTC on the first day of each month.",
            certainty: Certainty::Documented,
            basis: "The page names the first day of the month, not the licence's anniversary.",
            sources: &[MESSAGES_2023],
        },
        Alternative {
            choice: Choice::BillingPeriod,
            label: "Where the billing period starts",
            text: "Prepaid capacity begins anew at 00:00 UTC on the day of the month on which the first pack was bought.",
            certainty: Certainty::Documented,
            basis: "The page on capacity packs names the start of every monthly billing period.",
            sources: &[PACKS_2025],
        },
    ],
};

pub(super) const FLOW_TESTS: Setting = Setting {
    key: SettingKey::FlowTests,
    assumption: "flow-tests",
    label: "Agent flows that run in a test pane",
    help: "Answers in a test pane are not charged. Pages differ about agent flows that run there.",
    alternatives: &[
        Alternative {
            choice: Choice::TestsFree,
            label: "Not charged",
            text: "Actions of agent flows that run in a test pane are not charged.",
            certainty: Certainty::Assumed,
            basis: "Said of runs from the designer and from the test chat in a lab that quotes the page on flows.",
            sources: &[],
        },
        Alternative {
            choice: Choice::TestsCharged,
            label: "Charged",
            text: "Actions of agent flows that run in a test pane are charged as anywhere.",
            certainty: Certainty::Documented,
            basis: "Stated of prompts and models inside agent flows.",
            sources: &[AI_BUILDER_2025],
        },
    ],
};

pub(super) const DECEMBER_2023: Setting = Setting {
    key: SettingKey::December2023,
    assumption: "december-2023",
    label: "Rates of December 2023",
    help: "Prepaid messages were on sale from 1 December 2023, billed sessions until 1 January 2024.",
    alternatives: &[
        Alternative {
            choice: Choice::BilledSessions,
            label: "Billed sessions",
            text: "Use in December 2023 goes by the rate card of billed sessions.",
            certainty: Certainty::Documented,
            basis: "Billed sessions left sale on 1 January 2024.",
            sources: &[SESSIONS_2023],
        },
        Alternative {
            choice: Choice::Messages,
            label: "Messages",
            text: "Use in December 2023 goes by the first rate card of messages.",
            certainty: Certainty::Documented,
            basis: "Prepaid messages were on sale from 1 December 2023.",
            sources: &[MESSAGES_2023],
        },
    ],
};
