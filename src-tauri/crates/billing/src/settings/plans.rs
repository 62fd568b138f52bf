//! Switches of billing plans and purchases: what public pages disagree about, or leave open.

use super::registry::{Alternative, Certainty, Setting, Source};
use super::{Choice, SettingKey};

const PLANS_2025: Source = Source {
    title: "Set up pay-as-you-go",
    date: "2025-01-27",
};
const SELF_SERVICE_ADMINS: Source = Source {
    title: "Manage self-service purchases and trials (for admins)",
    date: "2025",
};
const TERRAFORM: Source = Source {
    title: "Terraform provider for Power Platform, powerplatform_billing_policy",
    date: "2026-08-21",
};

pub(super) const PROVISIONING: Setting = Setting {
    key: SettingKey::PlanProvisioning,
    assumption: "plan-provisioning",
    label: "How long a new billing plan is Provisioning",
    help: "Making a billing plan makes an account resource in Azure. Until that is done the plan is Provisioning and pays for \
           nothing. It holds for plans that are made after the change.",
    alternatives: &[
        Alternative {
            choice: Choice::QuarterHour,
            label: "15 minutes",
            text: "A new billing plan is Provisioning for 15 minutes, and pays from then on.",
            certainty: Certainty::Assumed,
            basis: "That a new plan is not ready at once is known from a tool that waits for it; how long that takes is not \
                    published.",
            sources: &[TERRAFORM],
        },
        Alternative {
            choice: Choice::OneHour,
            label: "1 hour",
            text: "A new billing plan is Provisioning for an hour, and pays from then on.",
            certainty: Certainty::Assumed,
            basis: "Not published; for whoever wants to be careful.",
            sources: &[TERRAFORM],
        },
        Alternative {
            choice: Choice::AtOnce,
            label: "Not at all",
            text: "A new billing plan is Enabled at once.",
            certainty: Certainty::Assumed,
            basis: "The page on setting up pay-as-you-go mentions no delay.",
            sources: &[PLANS_2025],
        },
    ],
};

pub(super) const ENVIRONMENTS: Setting = Setting {
    key: SettingKey::PlanEnvironments,
    assumption: "plan-environments",
    label: "Which environments can be linked to a billing plan",
    help: "Trial, subscription-based trial and Dataverse for Teams environments never can. Environments that are linked already \
           stay linked after a change.",
    alternatives: &[
        Alternative {
            choice: Choice::ProductionAndSandbox,
            label: "Production and sandbox",
            text: "Production and sandbox environments can be linked to a billing plan.",
            certainty: Certainty::Documented,
            basis: "Stated since 2021.",
            sources: &[PLANS_2025],
        },
        Alternative {
            choice: Choice::DefaultAndDeveloperToo,
            label: "Default and developer too",
            text: "Production, sandbox, default and developer environments can be linked to a billing plan.",
            certainty: Certainty::Assumed,
            basis: "A third party's walkthrough of 2026 links a default environment; developer environments are billed by use \
                    since September 2026. Microsoft's page names neither.",
            sources: &[],
        },
    ],
};

pub(super) const SELF_SERVICE: Setting = Setting {
    key: SettingKey::SelfServicePurchase,
    assumption: "self-service-purchase",
    label: "Self-service purchases of capacity packs",
    help: "The real admin center lets users buy some products by themselves, unless an administrator turns that off for the \
           product. Settings › Org settings › Self-service trials and purchases.",
    alternatives: &[
        Alternative {
            choice: Choice::Refused,
            label: "Do not allow",
            text: "Only a Global administrator or Billing administrator can buy capacity packs.",
            certainty: Certainty::Assumed,
            basis: "That admins can turn self-service off for a product is documented; whether capacity packs are sold that way \
                    is not.",
            sources: &[SELF_SERVICE_ADMINS],
        },
        Alternative {
            choice: Choice::Allowed,
            label: "Allow",
            text: "Everybody can buy capacity packs by self-service.",
            certainty: Certainty::Assumed,
            basis: "Self-service is on for eligible products until somebody turns it off; whether capacity packs are eligible \
                    is not published.",
            sources: &[SELF_SERVICE_ADMINS],
        },
    ],
};
