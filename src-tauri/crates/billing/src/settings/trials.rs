//! Switches of self-service: whether people may sign up for trials.

use super::registry::{Alternative, Certainty, Setting, Source};
use super::{Choice, SettingKey};

const SIGN_UP: Source = Source {
    title: "What is self-service sign-up for Azure Active Directory?",
    date: "2019",
};
const SELF_SERVICE: Source = Source {
    title: "Use AllowSelfServicePurchase for the MSCommerce PowerShell module",
    date: "2025",
};

pub(super) const AD_HOC: Setting = Setting {
    key: SettingKey::AdHocSubscriptions,
    assumption: "ad-hoc-subscriptions",
    label: "Trials that people sign up for (AllowAdHocSubscriptions)",
    help: "The flag in the organization's settings lets people sign up for trials by themselves, of all products at once. A trial \
           that runs goes on after a change.",
    alternatives: &[
        Alternative {
            choice: Choice::Allowed,
            label: "True",
            text: "People can sign up for trials.",
            certainty: Certainty::Documented,
            basis: "What holds until an administrator changes it.",
            sources: &[SIGN_UP],
        },
        Alternative {
            choice: Choice::Refused,
            label: "False",
            text: "Nobody can sign up for a trial; the sign-up page shows an error.",
            certainty: Certainty::Documented,
            basis: "Stated for the flag.",
            sources: &[SIGN_UP],
        },
    ],
};

pub(super) const BY_PRODUCT: Setting = Setting {
    key: SettingKey::SelfServiceTrials,
    assumption: "self-service-trials",
    label: "Self-service for Microsoft Copilot Studio (AllowSelfServicePurchase)",
    help: "The later policy, product by product. It is asked besides AllowAdHocSubscriptions for the trial of Microsoft Copilot \
           Studio; for Power Virtual Agents no product of this policy is publicly known.",
    alternatives: &[
        Alternative {
            choice: Choice::Allowed,
            label: "Enabled",
            text: "People can sign up for the trial of Microsoft Copilot Studio.",
            certainty: Certainty::Assumed,
            basis: "The values are documented; that the trial is one of the policy's products is not.",
            sources: &[SELF_SERVICE],
        },
        Alternative {
            choice: Choice::TrialsOnly,
            label: "OnlyTrialsWithoutPaymentMethod",
            text: "People can sign up for the trial of Microsoft Copilot Studio, as it asks for no payment method.",
            certainty: Certainty::Assumed,
            basis: "The values are documented; that the trial asks for no payment method is stated by its sign-up page.",
            sources: &[SELF_SERVICE],
        },
        Alternative {
            choice: Choice::Refused,
            label: "Disabled",
            text: "Nobody can sign up for the trial of Microsoft Copilot Studio.",
            certainty: Certainty::Assumed,
            basis: "The values are documented; that the trial is one of the policy's products is not.",
            sources: &[SELF_SERVICE],
        },
    ],
};
