//! Switches of reports.

use super::registry::{Alternative, Certainty, Setting, Source};
use super::{Choice, SettingKey};

const CREDITS_REPORT: Source = Source {
    title: "Microsoft 365 reports in the admin center: Copilot credits report",
    date: "2026-04-03",
};

pub(super) const NAMES: Setting = Setting {
    key: SettingKey::ReportNames,
    assumption: "report-names",
    label: "Display concealed user, group, and site names in all reports",
    help: "Whether the Copilot credits report shows sign-in names, display names and IDs of billing policies. In the admin center this \
           box is under Settings › Org settings › Services › Reports, and only a Global administrator can clear it.",
    alternatives: &[
        Alternative {
            choice: Choice::Concealed,
            label: "Concealed",
            text: "The Copilot credits report conceals sign-in names, display names and IDs of billing policies.",
            certainty: Certainty::Documented,
            basis: "Names are concealed until a Global administrator clears the box. Each stays the same in all tables.",
            sources: &[CREDITS_REPORT],
        },
        Alternative {
            choice: Choice::Shown,
            label: "Shown",
            text: "The Copilot credits report shows sign-in names, display names and IDs of billing policies.",
            certainty: Certainty::Documented,
            basis: "What a Global administrator gets by clearing the box.",
            sources: &[CREDITS_REPORT],
        },
    ],
};
