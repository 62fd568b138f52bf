//! Commands: what somebody asks of the tenant, and the facts that deciding needs.

use super::azure::AzureCommand;
use super::cost_views::CostViewCommand;
use super::environments::EnvironmentCommand;
use super::event::{ImportFacts, UseFacts};
use super::groups::GroupCommand;
use super::licences::LicenceCommand;
use super::platform::PlatformCommand;
use super::state::{DatasetRef, Scope, Subscription};
use super::trials::TrialCommand;
use crate::budget::Budget;
use crate::catalogue::{OverrideTarget, OverrideValue};
use crate::directory::ActorFacts;
use crate::ids::{GroupId, ImportId, PersonId, PolicyId, SubscriptionId};
use crate::settings::{Choice, SettingKey};
use crate::time::{Instant, Month};
use crate::usage::Service;

/// What a new billing policy should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatePolicy {
    /// Name.
    pub name: String,
    /// Azure subscription.
    pub subscription: SubscriptionId,
    /// Resource group of it.
    pub resource_group: String,
    /// Region.
    pub region: String,
    /// Whom it covers.
    pub scope: Scope,
    /// The terms of service are accepted.
    pub terms_accepted: bool,
    /// What its spending is measured against; `None` for no budget.
    pub budget: Option<Budget>,
}

/// A policy at a service, and the service's revision that the wish rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyTarget {
    /// The service.
    pub service: Service,
    /// The policy.
    pub policy: PolicyId,
    /// The service's revision when it was shown.
    pub revision: Option<u64>,
}

/// What somebody asks of the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Close a month.
    CloseMonth(Month),
    /// Begin the workbook. Only the first command of a journal.
    CreateWorkbook {
        /// Name of the organisation.
        name: String,
        /// Scenario.
        scenario: String,
        /// Seed.
        seed: u64,
        /// Who acts where nobody is named.
        default_actor: PersonId,
    },
    /// Name a directory dataset that the store has loaded.
    LoadDirectory {
        /// The dataset.
        dataset: DatasetRef,
        /// Groups in it.
        groups: u64,
        /// Memberships in it.
        memberships: u64,
    },
    /// Name the people whom the store has added from a file.
    AddPeople {
        /// Who they are.
        dataset: DatasetRef,
        /// Name of the file.
        file_name: String,
    },
    /// Make an Azure subscription known.
    AddSubscription(Subscription),
    /// Change something in Azure.
    Azure(AzureCommand),
    /// Change something about security groups.
    Group(GroupCommand),
    /// Change something about licences.
    Licence(LicenceCommand),
    /// Sign up for a trial, or extend one.
    Trial(TrialCommand),
    /// Change something on the Power Platform side.
    Platform(PlatformCommand),
    /// Change something about environments.
    Environment(EnvironmentCommand),
    /// Save a view of Cost management, or delete one.
    CostView(CostViewCommand),
    /// Change a switch of the rules.
    SetSetting {
        /// The switch.
        key: SettingKey,
        /// Its new position.
        choice: Choice,
        /// The switch's revision when it was shown.
        revision: Option<u64>,
    },
    /// Override a date or rate of the catalogue in this workbook.
    OverrideRate {
        /// What is to be overridden.
        target: OverrideTarget,
        /// What holds instead; `None` takes the override back.
        value: Option<OverrideValue>,
        /// Where the value comes from.
        basis: String,
        /// The override's revision when it was shown.
        revision: Option<u64>,
    },
    /// Make a billing policy.
    CreatePolicy(CreatePolicy),
    /// Delete a billing policy.
    DeletePolicy {
        /// The policy.
        policy: PolicyId,
        /// Its revision when it was shown.
        revision: Option<u64>,
    },
    /// Set, change or remove the budget of a billing policy.
    SetBudget {
        /// The policy.
        policy: PolicyId,
        /// The policy's revision when it was shown.
        revision: Option<u64>,
        /// The new budget; `None` removes it.
        budget: Option<Budget>,
    },
    /// Connect a policy to a service.
    ConnectService(PolicyTarget),
    /// Disconnect a policy from a service.
    DisconnectService(PolicyTarget),
    /// Move the clock.
    AdvanceClock {
        /// To when.
        to: Instant,
    },
    /// Begin the plan of use that the workbook's scenario has.
    BeginUsagePlan,
    /// Let planned use go on, or stop it.
    SwitchUsagePlan {
        /// Whether it should go on.
        goes_on: bool,
    },
    /// Publish an import that the store has staged. Its identity is made by the decision.
    PublishImport(ImportFacts),
    /// Take an import back.
    RevertImport {
        /// The import.
        import: ImportId,
    },
    /// Record a tried use, judged beforehand. Event ids are made by the decision.
    RecordUse {
        /// What was tried.
        facts: UseFacts,
        /// Whether it went through.
        went_through: bool,
    },
}

/// What a decision needs to know of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The acting person.
    pub actor: ActorFacts,
    /// Whether the group that the command names exists now; true where it names none.
    pub group_exists: bool,
    /// Whether anybody in the tenant holds a Microsoft 365 Copilot licence now.
    pub copilot_licence_exists: bool,
    /// Whether anybody in the tenant holds a licence with SharePoint now.
    pub sharepoint_licence_exists: bool,
    /// The groups that the command's budget names as recipients, as far as they exist now.
    pub recipients: Vec<RecipientFacts>,
}

/// A group that is to receive a budget's alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientFacts {
    /// Identity.
    pub group: GroupId,
    /// Name.
    pub name: String,
    /// Whether it is a mail-enabled security group.
    pub mail_enabled: bool,
}
