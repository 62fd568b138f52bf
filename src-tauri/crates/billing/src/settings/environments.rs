//! Switches about environments: who allocates capacity, what a trial's conversion takes, and when a quota is low.

use super::registry::{Alternative, Certainty, Setting, Source};
use super::{Choice, SettingKey};

const ADD_ONS_2025: Source = Source {
    title: "Capacity add-ons (Power Platform admin center)",
    date: "2025-04-29",
};
const TRIALS_2021: Source = Source {
    title: "About trial environments: standard and subscription-based",
    date: "2021-08-24",
};
const DYNAMICS_2025: Source = Source {
    title: "Manage consumption-based billing and capacity (Dynamics 365)",
    date: "2025-09-29",
};

pub(super) const CAPACITY_ASSIGNMENTS: Setting = Setting {
    key: SettingKey::CapacityAssignments,
    assumption: "capacity-assignments",
    label: "Add-on capacity assignments",
    help: "Who may allocate Copilot Credits to environments. In the Power Platform admin center it is under Settings › Power \
           Platform settings › Tenant settings. Where it is open to them, an environment's administrators may allocate to \
           every environment of the tenant.",
    alternatives: &[
        Alternative {
            choice: Choice::EnvironmentAdmins,
            label: "Environment administrators too",
            text: "Administrators of any environment may allocate Copilot Credits, to every environment.",
            certainty: Certainty::Documented,
            basis: "It is open unless a tenant restricts it.",
            sources: &[ADD_ONS_2025],
        },
        Alternative {
            choice: Choice::SpecificAdmins,
            label: "Only specific admins",
            text: "Only Global, Power Platform and Dynamics 365 administrators may allocate Copilot Credits.",
            certainty: Certainty::Documented,
            basis: "The page names Dynamics 365 and Power Platform administrators; that Global administrators stay able is \
                    stated of allocating credits.",
            sources: &[ADD_ONS_2025],
        },
    ],
};

pub(super) const FREE_DATABASE: Setting = Setting {
    key: SettingKey::FreeDatabase,
    assumption: "free-database",
    label: "Free database capacity",
    help: "Converting a trial to a production environment needs 1 GB of free database capacity. Storage is no part of this \
           workbook, so you say whether there is room.",
    alternatives: &[
        Alternative {
            choice: Choice::EnoughRoom,
            label: "1 GB or more",
            text: "A trial that is converted finds 1 GB of database capacity.",
            certainty: Certainty::Assumed,
            basis: "Documented is that 1 GB is needed; how much this tenant has, the workbook doesn't know.",
            sources: &[TRIALS_2021],
        },
        Alternative {
            choice: Choice::TooLittle,
            label: "Less than 1 GB",
            text: "Converting a trial is refused, because there is less than 1 GB of database capacity.",
            certainty: Certainty::Assumed,
            basis: "Documented is that 1 GB is needed; how much this tenant has, the workbook doesn't know.",
            sources: &[TRIALS_2021],
        },
    ],
};

pub(super) const CONVERSION_DELAY: Setting = Setting {
    key: SettingKey::ConversionDelay,
    assumption: "conversion-delay",
    label: "How long Convert to production takes",
    help: "Until it is done the environment stays the trial that it is.",
    alternatives: &[
        Alternative {
            choice: Choice::FourHours,
            label: "Four hours",
            text: "A conversion to production is done after four hours.",
            certainty: Certainty::Assumed,
            basis: "Documented is that it may take several hours.",
            sources: &[TRIALS_2021],
        },
        Alternative {
            choice: Choice::OneHour,
            label: "One hour",
            text: "A conversion to production is done after one hour.",
            certainty: Certainty::Assumed,
            basis: "Documented is that it may take several hours.",
            sources: &[TRIALS_2021],
        },
        Alternative {
            choice: Choice::OneDay,
            label: "A day",
            text: "A conversion to production is done after a day.",
            certainty: Certainty::Assumed,
            basis: "Documented is that it may take several hours.",
            sources: &[TRIALS_2021],
        },
    ],
};

pub(super) const LOW_QUOTA: Setting = Setting {
    key: SettingKey::LowQuota,
    assumption: "low-quota",
    label: "When a quota is low",
    help: "Users of Dynamics 365 agents see a notice when the quota is low or depleted. From which share on it is low isn't \
           published.",
    alternatives: &[
        Alternative {
            choice: Choice::From80,
            label: "From 80% on",
            text: "An environment's quota is low from 80% of its allocation on.",
            certainty: Certainty::Assumed,
            basis: "No share is published.",
            sources: &[DYNAMICS_2025],
        },
        Alternative {
            choice: Choice::From75,
            label: "From 75% on",
            text: "An environment's quota is low from 75% of its allocation on.",
            certainty: Certainty::Assumed,
            basis: "No share is published.",
            sources: &[DYNAMICS_2025],
        },
        Alternative {
            choice: Choice::From90,
            label: "From 90% on",
            text: "An environment's quota is low from 90% of its allocation on.",
            certainty: Certainty::Assumed,
            basis: "No share is published.",
            sources: &[DYNAMICS_2025],
        },
    ],
};

pub(super) const QUOTA_CHECK: Setting = Setting {
    key: SettingKey::QuotaCheck,
    assumption: "quota-check",
    label: "How often Dynamics 365 looks at the quota",
    help: "Dynamics 365 looks at the quota regularly; users see a notice from the next look on. How often isn't published.",
    alternatives: &[
        Alternative {
            choice: Choice::OneHour,
            label: "Every hour",
            text: "Dynamics 365 looks at the quota every full hour.",
            certainty: Certainty::Assumed,
            basis: "Documented is that it looks regularly.",
            sources: &[DYNAMICS_2025],
        },
        Alternative {
            choice: Choice::FourHours,
            label: "Every four hours",
            text: "Dynamics 365 looks at the quota every four hours from midnight UTC on.",
            certainty: Certainty::Assumed,
            basis: "Documented is that it looks regularly.",
            sources: &[DYNAMICS_2025],
        },
        Alternative {
            choice: Choice::OneDay,
            label: "Once a day",
            text: "Dynamics 365 looks at the quota once a day, at midnight UTC.",
            certainty: Certainty::Assumed,
            basis: "Documented is that it looks regularly.",
            sources: &[DYNAMICS_2025],
        },
    ],
};
