//! Switches of the rules: what isn't publicly known, or was stated differently over time, and what holds in this workbook.
//!
//! Every switch that is listed is obeyed by some rule; the texts are in [`registry`]. A change is an act with a time, so a
//! settlement judges each use by what held at its time. Nothing here decides who may change a switch.

mod assumed_payment;
mod assumptions;
mod environments;
mod payment;
mod plans;
mod registry;
mod reports;
mod trials;

use serde::{Deserialize, Serialize};

pub use assumptions::{Assumption, assumptions};
pub use registry::{Alternative, Certainty, SETTINGS, Setting, Source};

use crate::ids::PersonId;
use crate::time::{Instant, Moment};

/// A switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SettingKey {
    /// How many billing policies a tenant can have.
    MostPolicies,
    /// How long a disconnection takes to reach everybody.
    DisconnectDelay,
    /// Whether an all-users policy may be connected beside a group's.
    AllUsersBesideGroups,
    /// Which of several covering policies pays.
    OverlapPayer,
    /// What a policy does whose Azure subscription is disabled.
    DisabledSubscription,
    /// What a policy does whose resource group was deleted.
    DeletedResourceGroup,
    /// What a policy does whose maker lost the right in Azure.
    AzureRightsAfterSetUp,
    /// What a policy does whose security group was deleted.
    DeletedGroup,
    /// What a policy does whose security group was emptied, once somebody joins it again.
    EmptiedGroup,
    /// Whether a policy for a group covers the members of groups in it.
    NestedGroups,
    /// What 125 % is measured against.
    EnforcementScope,
    /// When an environment without pool and plan stops.
    ExhaustedEnvironment,
    /// Who is charged where both admin centers cover a use.
    DoubleCoverage,
    /// When prepaid capacity begins anew.
    CapacityReset,
    /// Whether actions of agent flows that run in a test pane are charged.
    FlowTests,
    /// Which card December 2023 goes by.
    December2023,
    /// Who may allocate Copilot Credits to environments.
    CapacityAssignments,
    /// Whether a trial finds room when it is converted.
    FreeDatabase,
    /// How long a trial's conversion takes.
    ConversionDelay,
    /// From which share of its capacity on an environment's quota is low.
    LowQuota,
    /// How often Dynamics 365 looks at the quota.
    QuotaCheck,
    /// How long a new billing plan is being provisioned.
    PlanProvisioning,
    /// Which environments can be linked to a billing plan.
    PlanEnvironments,
    /// Who may buy capacity packs.
    SelfServicePurchase,
    /// Whether reports show names.
    ReportNames,
    /// Whether people may sign up for trials.
    AdHocSubscriptions,
    /// Whether people may sign up for the trial of Copilot Studio.
    SelfServiceTrials,
}

/// A position of a switch. Which positions a switch has, its [`Setting`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Choice {
    /// Fifty.
    Fifty,
    /// Ten.
    Ten,
    /// After two hours.
    TwoHours,
    /// After one hour.
    OneHour,
    /// After a quarter of an hour.
    QuarterHour,
    /// It is refused.
    Refused,
    /// It is allowed.
    Allowed,
    /// The oldest policy pays.
    OldestPays,
    /// The newest policy pays.
    NewestPays,
    /// The policy goes on paying.
    KeepsPaying,
    /// The policy pays for nothing.
    UseBlocked,
    /// Direct members count.
    DirectOnly,
    /// Members of nested groups count too.
    NestedToo,
    /// The tenant's prepaid capacity.
    TenantScope,
    /// The environment's allocation.
    EnvironmentScope,
    /// At 125 %.
    At125,
    /// At once.
    AtOnce,
    /// The Microsoft 365 policy.
    PolicyPays,
    /// The Power Platform plan.
    PlanPays,
    /// On the first of the month.
    FirstOfMonth,
    /// Where the billing period starts.
    BillingPeriod,
    /// Test runs are free.
    TestsFree,
    /// Test runs are charged.
    TestsCharged,
    /// Billed sessions.
    BilledSessions,
    /// Messages.
    Messages,
    /// Administrators of environments may too.
    EnvironmentAdmins,
    /// Only specific administrators may.
    SpecificAdmins,
    /// There is 1 GB or more.
    EnoughRoom,
    /// There is less than 1 GB.
    TooLittle,
    /// After four hours, or every four hours.
    FourHours,
    /// After a day, or every day.
    OneDay,
    /// From 80 % on.
    From80,
    /// From 90 % on.
    From90,
    /// From 75 % on.
    From75,
    /// Production and sandbox environments.
    ProductionAndSandbox,
    /// Default and developer environments too.
    DefaultAndDeveloperToo,
    /// Names are concealed.
    Concealed,
    /// Names are shown.
    Shown,
    /// Only trials without a payment method.
    TrialsOnly,
}

impl SettingKey {
    /// The switch's texts and positions.
    #[must_use]
    pub fn setting(self) -> &'static Setting {
        registry::setting(self)
    }
}

/// Why a switch can't be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingRefusal {
    /// The acting person may only look.
    #[error("{0} may look at settings but not change them: an administrator role is needed")]
    MayOnlyLook(String),
    /// Only a Global administrator may change it.
    #[error("Only a Global administrator can change \"{0}\"; choose one under who is acting")]
    OnlyGlobal(&'static str),
    /// The switch has no such position.
    #[error("\"{0}\" has no such value; use one that the list of settings offers")]
    NoSuchValue(&'static str),
    /// The switch stands there already.
    #[error("\"{0}\" has this value already")]
    AsBefore(&'static str),
}

impl SettingRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MayOnlyLook(_) | Self::OnlyGlobal(_) => "not_allowed",
            Self::NoSuchValue(_) => "invalid_field",
            Self::AsBefore(_) => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::MayOnlyLook(_) | Self::OnlyGlobal(_) => None,
            Self::NoSuchValue(_) | Self::AsBefore(_) => Some("value"),
        }
    }
}

/// A change of a switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingChange {
    /// The switch.
    pub key: SettingKey,
    /// Its position since.
    pub choice: Choice,
    /// When.
    pub at: Instant,
    /// Who changed it.
    pub by: PersonId,
    /// Place in the journal.
    pub seq: u64,
}

/// Every change of every switch, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    changes: Vec<SettingChange>,
}

impl Settings {
    /// Notes a change.
    pub fn set(&mut self, change: SettingChange) {
        self.changes.push(change);
    }

    /// Changes of one switch, oldest first.
    pub fn changes(&self, key: SettingKey) -> impl DoubleEndedIterator<Item = &SettingChange> {
        self.changes.iter().filter(move |change| change.key == key)
    }

    /// What holds after every change so far.
    #[must_use]
    pub fn now(&self, key: SettingKey) -> Choice {
        self.changes(key)
            .next_back()
            .map_or_else(|| key.setting().default(), |change| change.choice)
    }

    /// What held at a moment.
    #[must_use]
    pub fn at(&self, key: SettingKey, moment: Moment) -> Choice {
        self.changes(key)
            .rfind(|change| moment.is_after(change.at.timestamp(), change.seq))
            .map_or_else(|| key.setting().default(), |change| change.choice)
    }

    /// A text that is the same exactly where what held before a second (in seconds) is.
    pub(crate) fn fingerprint(&self, until: i64) -> String {
        let before = self.changes.iter().filter(|change| change.at.timestamp() < until);
        before
            .map(|change| {
                format!(
                    "{:?} {:?} {} {}; ",
                    change.key,
                    change.choice,
                    change.at.timestamp(),
                    change.seq
                )
            })
            .collect()
    }

    /// Place in the journal of the switch's last change; 0 where it never was changed.
    #[must_use]
    pub fn revision(&self, key: SettingKey) -> u64 {
        self.changes(key).next_back().map_or(0, |change| change.seq)
    }

    /// The most billing policies that a tenant can have now.
    #[must_use]
    pub fn most_policies(&self) -> usize {
        match self.now(SettingKey::MostPolicies) {
            Choice::Ten => 10,
            _ => 50,
        }
    }

    /// From which per cent of its capacity on an environment's quota is low, by a position of the switch.
    pub(crate) const fn low_percent(choice: Choice) -> i64 {
        match choice {
            Choice::From75 => 75,
            Choice::From90 => 90,
            _ => 80,
        }
    }

    /// Seconds between two looks of Dynamics 365 at the quota.
    #[must_use]
    pub fn quota_check_seconds(&self) -> i64 {
        match self.now(SettingKey::QuotaCheck) {
            Choice::FourHours => 4 * 3_600,
            Choice::OneDay => 24 * 3_600,
            _ => 3_600,
        }
    }

    /// Minutes until a disconnection that begins now has reached everybody.
    #[must_use]
    pub fn disconnect_minutes(&self) -> i64 {
        match self.now(SettingKey::DisconnectDelay) {
            Choice::QuarterHour => 15,
            Choice::OneHour => 60,
            _ => 120,
        }
    }

    /// Minutes for which a plan that is made now is being provisioned.
    #[must_use]
    pub fn provisioning_minutes(&self) -> i64 {
        match self.now(SettingKey::PlanProvisioning) {
            Choice::AtOnce => 0,
            Choice::OneHour => 60,
            _ => 15,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_switch_has_one_entry_with_two_positions_or_more_and_says_where_they_come_from() {
        let keys: BTreeSet<_> = SETTINGS.iter().map(|setting| setting.key).collect();
        assert_eq!(keys.len(), SETTINGS.len(), "no switch is listed twice");
        let names: BTreeSet<_> = SETTINGS.iter().map(|setting| setting.assumption).collect();
        assert_eq!(names.len(), SETTINGS.len(), "no two switches share an assumption");
        for setting in &SETTINGS {
            let choices: BTreeSet<_> = setting.alternatives.iter().map(|other| other.choice).collect();
            assert!(setting.alternatives.len() > 1, "{} can be switched", setting.label);
            assert_eq!(choices.len(), setting.alternatives.len(), "{}", setting.label);
            for alternative in setting.alternatives {
                let documented = alternative.certainty == Certainty::Documented;
                assert!(
                    !documented || !alternative.sources.is_empty(),
                    "{}: what is documented names its document",
                    alternative.label
                );
            }
        }
    }

    #[test]
    fn a_use_is_judged_by_what_held_at_its_moment() {
        let at: Instant = "2026-11-17T10:00:00Z".parse().expect("valid");
        let mut settings = Settings::default();
        let key = SettingKey::MostPolicies;
        settings.set(SettingChange {
            key,
            choice: Choice::Ten,
            at,
            by: PersonId(uuid::Uuid::nil()),
            seq: 7,
        });
        let moment = |seconds: i64, act_seq| Moment {
            at: at.timestamp() + seconds,
            act_seq,
        };
        assert_eq!(settings.at(key, moment(-1, None)), Choice::Fifty);
        assert_eq!(
            settings.at(key, moment(0, Some(6))),
            Choice::Fifty,
            "an earlier act of that second"
        );
        assert_eq!(
            settings.at(key, moment(0, Some(8))),
            Choice::Ten,
            "a later act of that second"
        );
        assert_eq!(settings.at(key, moment(1, None)), Choice::Ten);
        assert_eq!(
            (settings.revision(key), settings.revision(SettingKey::DisconnectDelay)),
            (7, 0)
        );
    }
}
