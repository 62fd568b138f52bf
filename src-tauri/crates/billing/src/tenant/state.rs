//! The folded state: small, without people, with the history that settlement needs.

use std::collections::BTreeMap;

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use super::closing::ClosedMonth;
use super::cost_views::{self, CostView};
use super::event::Event;
use super::groups::Groups;
use super::impediment::Impeded;
use super::import_kind::ImportKind;
use super::usage_plan::UsagePlan;
use crate::budget::Budget;
use crate::catalogue::RateOverrides;
use crate::ids::{GroupId, ImportId, PersonId, PolicyId, SubscriptionId, TenantId};
use crate::licences::Licences;
use crate::platform::{Happened, PlatformTimeline};
use crate::settings::Settings;
use crate::time::{Instant, Month, ServicePeriod};
use crate::usage::Service;

/// Whom a billing policy covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "group", rename_all = "camelCase")]
pub enum Scope {
    /// Everybody in the tenant.
    AllUsers,
    /// The members of one security group; whether those of groups in it count, a switch says.
    Group(GroupId),
}

/// A budget from the time at which it was set, until the next change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetChange {
    /// When it was set, changed or removed.
    pub at: Instant,
    /// The budget since; `None` where it was removed.
    pub budget: Option<Budget>,
}

/// A billing policy. A deleted one stays, because past usage was paid under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Identity.
    pub id: PolicyId,
    /// Name.
    pub name: String,
    /// The Azure subscription charged.
    pub subscription: SubscriptionId,
    /// A resource group of it.
    pub resource_group: String,
    /// Where usage data are kept.
    pub region: String,
    /// Whom it covers.
    pub scope: Scope,
    /// When it was made.
    pub created_at: Instant,
    /// Place in the journal of its creation: the older of two policies has the lower one.
    pub created_seq: u64,
    /// Who made it.
    pub created_by: PersonId,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
    /// Every change of its budget, oldest first.
    pub budgets: Vec<BudgetChange>,
    /// Place in the journal of its last change.
    pub revision: u64,
}

impl Policy {
    /// Its budget now.
    #[must_use]
    pub fn budget(&self) -> Option<&Budget> {
        self.budgets.last().and_then(|change| change.budget.as_ref())
    }
}

/// A billing policy connected to a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// The service.
    pub service: Service,
    /// The policy.
    pub policy: PolicyId,
    /// From the act of connecting until the disconnection has reached everybody at the latest.
    pub period: ServicePeriod,
    /// Place in the journal of the act of connecting.
    pub connected_seq: u64,
    /// When the act of disconnecting took place.
    pub disconnected_at: Option<Instant>,
    /// Place in the journal of the last change to this connection: of disconnecting, once that was done.
    pub revision: u64,
}

impl Connection {
    /// Where it is disconnecting at that time: when that has reached everybody at the latest.
    #[must_use]
    pub fn disconnecting_at(&self, at: Instant) -> Option<Instant> {
        self.period
            .until
            .filter(|_| self.disconnected_at.is_some_and(|since| since <= at))
    }
}

/// State of an Azure subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SubscriptionState {
    /// Charges are possible.
    Active,
    /// No charges are possible.
    Disabled,
}

/// A role in Azure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AzureRole {
    /// Owner.
    Owner,
    /// Contributor.
    Contributor,
    /// Reader.
    Reader,
}

impl AzureRole {
    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Contributor => "Contributor",
            Self::Reader => "Reader",
        }
    }

    /// Whether the role lets its holder set up billing to what it is on.
    #[must_use]
    pub const fn may_set_up_billing(self) -> bool {
        matches!(self, Self::Owner | Self::Contributor)
    }
}

/// Who holds which role on a subscription, or on one resource group of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleAssignment {
    /// The person.
    pub person: PersonId,
    /// The role.
    pub role: AzureRole,
    /// The resource group; `None` where the role is on the subscription, and so on all its resource groups.
    pub resource_group: Option<String>,
}

/// A resource group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceGroup {
    /// Name, unique in its subscription.
    pub name: String,
    /// Azure region.
    pub region: String,
}

/// An Azure subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// Identity.
    pub id: SubscriptionId,
    /// Name.
    pub name: String,
    /// State.
    pub state: SubscriptionState,
    /// Resource groups.
    pub resource_groups: Vec<ResourceGroup>,
    /// Role assignments.
    pub role_assignments: Vec<RoleAssignment>,
}

/// A directory dataset that the journal names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetRef {
    /// SHA-256 of its content.
    pub hash: String,
    /// People in it.
    pub people: u64,
}

/// An import that the journal names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRef {
    /// Identity.
    pub id: ImportId,
    /// What the file was.
    pub kind: ImportKind,
    /// Its name.
    pub file_name: String,
    /// Rows that could not be taken.
    pub rejected: u64,
    /// When it was taken back.
    pub reverted_at: Option<Instant>,
}

/// The tenant's set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Identity.
    pub id: TenantId,
    /// Name of the organisation.
    pub name: String,
    /// The scenario that the workbook was made from.
    pub scenario: String,
    /// The seed that identities are made from.
    pub seed: u64,
    /// Who acts where nobody is named.
    pub default_actor: PersonId,
    /// The workbook's first act.
    pub started_at: Instant,
    /// Simulated time.
    pub now: Instant,
    /// Events applied so far: the place of the last one in the journal.
    pub head: u64,
    /// Directory datasets, in order of loading.
    pub datasets: Vec<DatasetRef>,
    /// Azure subscriptions.
    pub subscriptions: Vec<Subscription>,
    /// Place in the journal of each subscription's last change.
    pub subscription_revisions: BTreeMap<SubscriptionId, u64>,
    /// What acts changed of security groups.
    pub groups: Groups,
    /// What acts made of the tenant's licences.
    pub licences: Licences,
    /// Changes of the rules' switches.
    pub settings: Settings,
    /// What of the catalogue is overridden.
    pub rate_overrides: RateOverrides,
    /// The Power Platform side: environments, capacity, plans.
    pub platform: PlatformTimeline,
    /// What stood against charging the subscriptions of policies and plans, and when.
    pub impeded: Vec<Impeded>,
    /// Billing policies ever made, oldest first.
    pub policies: Vec<Policy>,
    /// Connections ever made, oldest first.
    pub connections: Vec<Connection>,
    /// Saved views of Cost management, by name.
    pub cost_views: Vec<CostView>,
    /// Imports ever published.
    pub imports: Vec<ImportRef>,
    /// The plan of use, where the scenario has one.
    pub usage_plan: Option<UsagePlan>,
    /// Closed months, in their order.
    pub closed_months: Vec<ClosedMonth>,
    /// Whether a prompt was ever sent by hand.
    pub prompt_tried: bool,
}

impl Default for Tenant {
    fn default() -> Self {
        Self {
            id: TenantId(uuid::Uuid::nil()),
            name: String::new(),
            scenario: String::new(),
            seed: 0,
            default_actor: PersonId(uuid::Uuid::nil()),
            started_at: DateTime::UNIX_EPOCH,
            now: DateTime::UNIX_EPOCH,
            head: 0,
            datasets: Vec::new(),
            subscriptions: Vec::new(),
            subscription_revisions: BTreeMap::new(),
            groups: Groups::default(),
            licences: Licences::default(),
            settings: Settings::default(),
            rate_overrides: RateOverrides::default(),
            platform: PlatformTimeline::default(),
            impeded: Vec::new(),
            policies: Vec::new(),
            connections: Vec::new(),
            cost_views: Vec::new(),
            imports: Vec::new(),
            usage_plan: None,
            closed_months: Vec::new(),
            prompt_tried: false,
        }
    }
}

impl Tenant {
    /// Folds the next event of the journal into the state. `at` and `actor` are the journal entry's.
    pub fn apply(&mut self, at: Instant, actor: PersonId, event: &Event) {
        self.head += 1;
        let seq = self.head;
        match event {
            Event::WorkbookCreated {
                tenant,
                name,
                scenario,
                seed,
                default_actor,
            } => {
                self.id = *tenant;
                self.name.clone_from(name);
                self.scenario.clone_from(scenario);
                self.seed = *seed;
                self.default_actor = *default_actor;
                self.started_at = at;
                self.now = at;
            }
            Event::DirectoryLoaded { dataset, people, .. } | Event::PeopleAdded { dataset, people, .. } => {
                self.datasets.push(DatasetRef {
                    hash: dataset.clone(),
                    people: *people,
                });
            }
            Event::SubscriptionAdded { .. }
            | Event::SubscriptionCreated { .. }
            | Event::SubscriptionDisabled { .. }
            | Event::SubscriptionEnabled { .. }
            | Event::ResourceGroupCreated { .. }
            | Event::ResourceGroupDeleted { .. }
            | Event::RoleGranted { .. }
            | Event::RoleRemoved { .. }
            | Event::SettingSet { .. } => self.apply_azure((at, seq), actor, event),
            Event::GroupCreated { .. }
            | Event::GroupDeleted { .. }
            | Event::GroupMemberAdded { .. }
            | Event::GroupMemberRemoved { .. } => self.apply_groups((at, seq), event),
            Event::LicencesBought { .. }
            | Event::LicencesRemoved { .. }
            | Event::UsageLocationSet { .. }
            | Event::PersonLicencesSet { .. }
            | Event::GroupLicencesSet { .. }
            | Event::GroupLicencesReprocessed { .. }
            | Event::LicenceTrialStarted { .. }
            | Event::LicenceTrialExtended { .. } => self.apply_licences((at, seq), event),
            Event::RateOverrideSet { .. } | Event::RateOverrideCleared { .. } => {
                self.apply_override((at, seq), actor, event);
            }
            Event::PolicyCreated {
                policy,
                name,
                subscription,
                resource_group,
                region,
                scope,
                budget,
            } => self.policies.push(Policy {
                id: *policy,
                name: name.clone(),
                subscription: *subscription,
                resource_group: resource_group.clone(),
                region: region.clone(),
                scope: *scope,
                created_at: at,
                created_seq: seq,
                created_by: actor,
                deleted_at: None,
                budgets: budget
                    .iter()
                    .map(|budget| BudgetChange {
                        at,
                        budget: Some(budget.clone()),
                    })
                    .collect(),
                revision: seq,
            }),
            Event::PolicyBudgetSet { policy, budget } => {
                if let Some(policy) = self.policies.iter_mut().find(|known| known.id == *policy) {
                    let budget = budget.clone();
                    policy.budgets.push(BudgetChange { at, budget });
                    policy.revision = seq;
                }
            }
            Event::PolicyDeleted { policy } => {
                if let Some(policy) = self.policies.iter_mut().find(|known| known.id == *policy) {
                    policy.deleted_at = Some(at);
                    policy.revision = seq;
                }
            }
            Event::ServiceConnected { service, policy } => self.connections.push(Connection {
                service: *service,
                policy: *policy,
                period: ServicePeriod { from: at, until: None },
                connected_seq: seq,
                disconnected_at: None,
                revision: seq,
            }),
            Event::ServiceDisconnected {
                service,
                policy,
                ends_at,
            } => {
                let open = self.connections.iter_mut().rfind(|known| {
                    known.service == *service && known.policy == *policy && known.period.until.is_none()
                });
                if let Some(connection) = open {
                    connection.period.until = Some(*ends_at);
                    connection.disconnected_at = Some(at);
                    connection.revision = seq;
                }
            }
            Event::CostViewSaved { .. } | Event::CostViewDeleted { .. } => {
                cost_views::apply(&mut self.cost_views, event)
            }
            Event::ClockAdvanced { to } => self.now = *to,
            Event::ImportPublished(facts) => self.imports.push(ImportRef {
                id: facts.import,
                kind: facts.kind,
                file_name: facts.file_name.clone(),
                rejected: facts.rejected,
                reverted_at: None,
            }),
            Event::ImportReverted { import } => {
                if let Some(import) = self.imports.iter_mut().find(|known| known.id == *import) {
                    import.reverted_at = Some(at);
                }
            }
            Event::EnvironmentCreated(_)
            | Event::EnvironmentEdited { .. }
            | Event::EnvironmentConverted { .. }
            | Event::TrialExtended { .. }
            | Event::DynamicsLinked { .. }
            | Event::EnvironmentGroupCreated { .. }
            | Event::EnvironmentGrouped { .. }
            | Event::EnvironmentGroupRuleSet { .. }
            | Event::AllocationSet(_)
            | Event::CapacityPurchased { .. }
            | Event::CapacityReturned { .. }
            | Event::PlanBudgetSet { .. }
            | Event::PlanBudgetActed(_)
            | Event::ChatCreditsApplied { .. }
            | Event::IncludedCreditsSet { .. }
            | Event::PlanCreated(_)
            | Event::PlanLinked { .. }
            | Event::PlanUnlinked { .. }
            | Event::PlanSwitched { .. }
            | Event::PlanEdited { .. }
            | Event::PlanDeleted { .. }
            | Event::PrePurchaseBought(_)
            | Event::CreditPolicyCreated(_)
            | Event::CreditPolicyDeleted { .. }
            | Event::AgentLimitSet { .. }
            | Event::AgentKindSet { .. } => self.platform.push(Happened {
                at,
                seq,
                by: actor,
                event: event.clone(),
            }),
            Event::MonthClosed { month } => self.closed_months.push(ClosedMonth {
                month: Month::of_day(*month),
                at,
                by: actor,
            }),
            Event::UsagePlanSet { goes_on } => self.apply_plan_switch(at, *goes_on),
            Event::UsageTried(_) | Event::UseRefused(_) => self.prompt_tried = true,
        }
        if let Event::ServiceConnected { policy, .. } | Event::ServiceDisconnected { policy, .. } = event
            && let Some(policy) = self.policies.iter_mut().find(|known| known.id == *policy)
        {
            policy.revision = seq;
        }
    }

    /// The policy, unless it was deleted.
    #[must_use]
    pub fn policy(&self, id: PolicyId) -> Option<&Policy> {
        self.policies
            .iter()
            .find(|policy| policy.id == id && policy.deleted_at.is_none())
    }

    /// The policy, deleted or not.
    #[must_use]
    pub fn policy_ever(&self, id: PolicyId) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.id == id)
    }

    /// Policies that exist now, oldest first.
    pub fn present_policies(&self) -> impl Iterator<Item = &Policy> {
        self.policies.iter().filter(|policy| policy.deleted_at.is_none())
    }

    /// Connections that still cover somebody now, those that are ending included, oldest policy first.
    #[must_use]
    pub fn present_connections(&self, service: Service) -> Vec<&Connection> {
        let mut present: Vec<_> = self
            .connections
            .iter()
            .filter(|known| known.service == service && known.period.contains(self.now))
            .collect();
        present.sort_by_key(|known| self.policy_ever(known.policy).map(|policy| policy.created_seq));
        present
    }

    /// When the connections last changed for anybody, by an act or by a disconnection that has reached people.
    #[must_use]
    pub fn set_up_since(&self) -> Option<Instant> {
        let changes = self
            .connections
            .iter()
            .flat_map(|known| [Some(known.period.from), known.period.until]);
        changes.flatten().filter(|change| *change <= self.now).max()
    }

    /// The subscription.
    #[must_use]
    pub fn subscription(&self, id: SubscriptionId) -> Option<&Subscription> {
        self.subscriptions.iter().find(|subscription| subscription.id == id)
    }

    /// Place in the journal of the last change to the service's connections.
    #[must_use]
    pub fn service_revision(&self, service: Service) -> u64 {
        self.connections
            .iter()
            .filter(|known| known.service == service)
            .map(|known| known.revision)
            .max()
            .unwrap_or(0)
    }
}
