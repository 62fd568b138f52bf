//! Events: what an act made true, with everything decided at the time.
//!
//! An event as stored is a kind, a version and a body. A changed event gets a new version, and [`Event::from_stored`]
//! lifts older ones; an event of an unknown kind or version is an error, never a guess.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::import_kind::ImportKind;
use super::state::{ResourceGroup, RoleAssignment, Scope, Subscription};
use crate::budget::{Budget, PlanBudget};
use crate::catalogue::{OverrideTarget, OverrideValue};
use crate::directory::Product;
use crate::ids::{
    CreditPolicyId, EnvironmentGroupId, EnvironmentId, GroupId, ImportId, PersonId, PlanId, PolicyId, SubscriptionId,
    TenantId,
};
use crate::platform::{
    AgentKind, AgentLimit, AllocationFacts, NewCreditPolicy, NewEnvironment, NewPlan, NewPurchase, PlanBudgetAct,
    PlanProduct, PurchaseChannel, Workload,
};
use crate::settings::{Choice, SettingKey};
use crate::time::Instant;
use crate::usage::Service;

/// What the journal keeps of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportFacts {
    /// Identity.
    pub import: ImportId,
    /// What the file was.
    pub kind: ImportKind,
    /// Its name.
    pub file_name: String,
    /// SHA-256 of its content.
    pub sha256: String,
    /// Rows that count.
    pub added: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Control total of all its stored rows in millionths: quantities of metered usage, credits of a report.
    pub control_total: i64,
}

/// A use that somebody tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UseFacts {
    /// Who used it.
    pub person: PersonId,
    /// The service.
    pub service: Service,
    /// Name of the agent.
    pub agent: String,
    /// Name of the environment.
    pub environment: String,
    /// Event ids of the rows, one per feature; empty for a refused use.
    pub event_ids: Vec<String>,
    /// Feature and quantity in millionths.
    pub lines: Vec<(String, i64)>,
    /// Rated micro-credits.
    pub credits: i64,
    /// Why it was refused; empty for one that went through.
    pub reason: String,
}

/// What an act made true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    content = "body",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Event {
    /// The workbook began, from a scenario and a seed.
    WorkbookCreated {
        /// Identity of the tenant.
        tenant: TenantId,
        /// Name of the organisation.
        name: String,
        /// Scenario.
        scenario: String,
        /// Seed.
        seed: u64,
        /// Who acts where nobody is named.
        default_actor: PersonId,
    },
    /// A directory dataset was loaded.
    DirectoryLoaded {
        /// SHA-256 of its content.
        dataset: String,
        /// People in it.
        people: u64,
        /// Groups in it.
        groups: u64,
        /// Memberships in it.
        memberships: u64,
    },
    /// People whom an imported file names came into the directory.
    PeopleAdded {
        /// SHA-256 of who they are.
        dataset: String,
        /// How many.
        people: u64,
        /// Name of the file.
        file_name: String,
    },
    /// An Azure subscription became known.
    SubscriptionAdded {
        /// The subscription.
        subscription: Subscription,
    },
    /// Somebody created an Azure subscription with its first resource group.
    SubscriptionCreated {
        /// The subscription.
        subscription: Subscription,
    },
    /// An Azure subscription was disabled.
    SubscriptionDisabled {
        /// The subscription.
        subscription: SubscriptionId,
    },
    /// A disabled Azure subscription was enabled again.
    SubscriptionEnabled {
        /// The subscription.
        subscription: SubscriptionId,
    },
    /// A resource group was created.
    ResourceGroupCreated {
        /// The subscription.
        subscription: SubscriptionId,
        /// The resource group.
        resource_group: ResourceGroup,
    },
    /// A resource group was deleted, and the roles on it with it.
    ResourceGroupDeleted {
        /// The subscription.
        subscription: SubscriptionId,
        /// Name of the resource group.
        resource_group: String,
    },
    /// A person was given a role in Azure.
    RoleGranted {
        /// The subscription.
        subscription: SubscriptionId,
        /// Person, role and resource group.
        assignment: RoleAssignment,
    },
    /// A role in Azure was taken from a person.
    RoleRemoved {
        /// The subscription.
        subscription: SubscriptionId,
        /// Person, role and resource group.
        assignment: RoleAssignment,
    },
    /// A security group without members was made.
    GroupCreated {
        /// Its identity.
        group: GroupId,
        /// Name.
        name: String,
        /// Mail address of a mail-enabled group.
        mail: Option<String>,
    },
    /// A security group was deleted.
    GroupDeleted {
        /// The group.
        group: GroupId,
    },
    /// A person became a direct member of a security group.
    GroupMemberAdded {
        /// The group.
        group: GroupId,
        /// The person.
        person: PersonId,
    },
    /// A person is no direct member of a security group any more.
    GroupMemberRemoved {
        /// The group.
        group: GroupId,
        /// The person.
        person: PersonId,
        /// People and groups that stayed in it.
        left: u32,
    },
    /// Licences of a product were bought.
    LicencesBought {
        /// The product.
        product: Product,
        /// How many.
        licences: u32,
    },
    /// Licences of a product were removed.
    LicencesRemoved {
        /// The product.
        product: Product,
        /// How many.
        licences: u32,
    },
    /// A person's usage location was set.
    UsageLocationSet {
        /// The person.
        person: PersonId,
        /// Two-letter country.
        location: String,
    },
    /// A person's direct licences were changed.
    PersonLicencesSet {
        /// The person.
        person: PersonId,
        /// Products assigned.
        added: Vec<Product>,
        /// Products taken away.
        removed: Vec<Product>,
    },
    /// The products that a group gives its direct members were changed.
    GroupLicencesSet {
        /// The group.
        group: GroupId,
        /// Products assigned.
        added: Vec<Product>,
        /// Products taken away.
        removed: Vec<Product>,
        /// When that reaches the members.
        reaches_at: Instant,
    },
    /// A group's licences were tried again for its direct members.
    GroupLicencesReprocessed {
        /// The group.
        group: GroupId,
        /// When that reaches the members.
        reaches_at: Instant,
    },
    /// A person signed up for a trial.
    LicenceTrialStarted {
        /// The person.
        person: PersonId,
        /// The product.
        product: Product,
        /// When it ends.
        ends_at: Instant,
    },
    /// A person's trial was extended.
    LicenceTrialExtended {
        /// The person.
        person: PersonId,
        /// The product.
        product: Product,
        /// From when it goes on.
        from: Instant,
        /// When it ends.
        ends_at: Instant,
    },
    /// A view of Cost management was saved under a name.
    CostViewSaved {
        /// Its name.
        name: String,
        /// What the page's address keeps.
        parts: BTreeMap<String, String>,
    },
    /// A saved view of Cost management was deleted.
    CostViewDeleted {
        /// Its name.
        name: String,
    },
    /// A switch of the rules was changed.
    SettingSet {
        /// The switch.
        key: SettingKey,
        /// Its position since.
        choice: Choice,
    },
    /// A date or rate of the catalogue was overridden in this workbook.
    RateOverrideSet {
        /// What is overridden.
        target: OverrideTarget,
        /// What holds instead.
        value: OverrideValue,
        /// Where the value comes from.
        basis: String,
    },
    /// An override was taken back.
    RateOverrideCleared {
        /// What is overridden no more.
        target: OverrideTarget,
    },
    /// A billing policy was made.
    PolicyCreated {
        /// Its identity.
        policy: PolicyId,
        /// Name.
        name: String,
        /// Azure subscription.
        subscription: SubscriptionId,
        /// Resource group of it.
        resource_group: String,
        /// Region.
        region: String,
        /// Whom it covers.
        scope: Scope,
        /// Its budget. Version 1 had none.
        budget: Option<Budget>,
    },
    /// The budget of a billing policy was set, changed or removed.
    PolicyBudgetSet {
        /// The policy.
        policy: PolicyId,
        /// The new budget; `None` where it was removed.
        budget: Option<Budget>,
    },
    /// A billing policy was deleted.
    PolicyDeleted {
        /// The policy.
        policy: PolicyId,
    },
    /// A billing policy was connected to a service.
    ServiceConnected {
        /// The service.
        service: Service,
        /// The policy.
        policy: PolicyId,
    },
    /// A billing policy was disconnected from a service.
    ServiceDisconnected {
        /// The service.
        service: Service,
        /// The policy.
        policy: PolicyId,
        /// When the disconnection has reached everybody at the latest.
        ends_at: Instant,
    },
    /// The clock moved forward.
    ClockAdvanced {
        /// The new simulated time.
        to: Instant,
    },
    /// An import was published.
    ImportPublished(ImportFacts),
    /// An import was taken back.
    ImportReverted {
        /// The import.
        import: ImportId,
    },
    /// A tried use went through and added rows.
    UsageTried(UseFacts),
    /// A tried use was refused and added none.
    UseRefused(UseFacts),
    /// A Power Platform environment was made.
    EnvironmentCreated(NewEnvironment),
    /// An environment was edited.
    EnvironmentEdited {
        /// The environment.
        environment: EnvironmentId,
        /// Whether it is a Managed Environment since.
        managed: bool,
        /// What of Microsoft's own runs in it since.
        workload: Workload,
    },
    /// A trial began to be converted to a production environment.
    EnvironmentConverted {
        /// The environment.
        environment: EnvironmentId,
        /// When that is done.
        ready_at: Instant,
    },
    /// A standard trial was extended.
    TrialExtended {
        /// The environment.
        environment: EnvironmentId,
    },
    /// A Dynamics 365 environment was linked to a Power Platform environment, or the link was taken away.
    DynamicsLinked {
        /// The Dynamics 365 environment.
        environment: EnvironmentId,
        /// The Power Platform environment; `None` where the link was taken away.
        to: Option<EnvironmentId>,
    },
    /// A group of environments was made.
    EnvironmentGroupCreated {
        /// Its identity.
        group: EnvironmentGroupId,
        /// Name.
        name: String,
    },
    /// An environment came into a group, or out of one.
    EnvironmentGrouped {
        /// The environment.
        environment: EnvironmentId,
        /// The group; `None` where it came out of one.
        group: Option<EnvironmentGroupId>,
    },
    /// The rule *Draw from tenant credit pool* of a group was published or taken back.
    EnvironmentGroupRuleSet {
        /// The group.
        group: EnvironmentGroupId,
        /// What it sets and locks; `None` where it was taken back.
        draw: Option<bool>,
    },
    /// Capacity and overage of an environment were set.
    AllocationSet(AllocationFacts),
    /// Capacity packs were bought.
    CapacityPurchased {
        /// How many.
        packs: u32,
        /// Micro-credits a month of these packs together.
        credits: i64,
        /// Through which channel. Version 1 had none.
        channel: PurchaseChannel,
    },
    /// Capacity packs were removed.
    CapacityReturned {
        /// How many.
        packs: u32,
        /// Micro-credits a month of these packs together.
        credits: i64,
    },
    /// *Apply available Microsoft Copilot Studio credit capacity to Microsoft 365 Copilot Chat* was ticked or cleared.
    ChatCreditsApplied {
        /// Whether it is ticked since.
        applied: bool,
    },
    /// The number of licences that include credits was set.
    IncludedCreditsSet {
        /// How many there are now.
        licences: u32,
        /// Micro-credits a month of all of them together.
        credits: i64,
    },
    /// A billing plan was made.
    PlanCreated(NewPlan),
    /// An environment was linked to a billing plan.
    PlanLinked {
        /// The plan.
        plan: PlanId,
        /// The environment.
        environment: EnvironmentId,
    },
    /// An environment was taken off a billing plan.
    PlanUnlinked {
        /// The plan.
        plan: PlanId,
        /// The environment.
        environment: EnvironmentId,
    },
    /// A billing plan was enabled or disabled.
    PlanSwitched {
        /// The plan.
        plan: PlanId,
        /// Whether it pays since.
        enabled: bool,
    },
    /// A billing plan was renamed, or bears other meters.
    PlanEdited {
        /// The plan.
        plan: PlanId,
        /// Its name since.
        name: String,
        /// Products whose meters it bears since.
        products: Vec<PlanProduct>,
    },
    /// A billing plan was deleted. Its environments were taken off it before.
    PlanDeleted {
        /// The plan.
        plan: PlanId,
    },
    /// The budget of a billing plan in Azure was set, changed or removed.
    PlanBudgetSet {
        /// The plan.
        plan: PlanId,
        /// The new budget; `None` where it was removed.
        budget: Option<PlanBudget>,
    },
    /// The action of a billing plan's budget took its environments off it.
    PlanBudgetActed(PlanBudgetAct),
    /// A pre-purchase plan was bought.
    PrePurchaseBought(NewPurchase),
    /// A Copilot credit policy was made.
    CreditPolicyCreated(NewCreditPolicy),
    /// A Copilot credit policy was deleted.
    CreditPolicyDeleted {
        /// The policy.
        credit_policy: CreditPolicyId,
    },
    /// An agent's monthly limit was set, changed or removed.
    AgentLimitSet {
        /// The environment.
        environment: EnvironmentId,
        /// Name of the agent.
        agent: String,
        /// The limit; `None` where it was removed.
        limit: Option<AgentLimit>,
    },
    /// It was said whose agent one is.
    AgentKindSet {
        /// The environment.
        environment: EnvironmentId,
        /// Name of the agent.
        agent: String,
        /// Whose.
        agent_kind: AgentKind,
    },
    /// Use that the scenario plans goes on from here, or stops.
    UsagePlanSet {
        /// Whether it goes on.
        goes_on: bool,
    },
    /// A month was closed.
    MonthClosed {
        /// Its first day.
        month: NaiveDate,
    },
}

/// Why a stored event can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// Written by a newer Meterdesk.
    #[error("the journal holds an entry \"{kind}\" of version {version}, which this Meterdesk does not know")]
    Unknown {
        /// Its kind.
        kind: String,
        /// Its version.
        version: u32,
    },
    /// The body is not of the entry's form.
    #[error("the journal's entry \"{kind}\" can't be read: {reason}")]
    Malformed {
        /// Its kind.
        kind: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// Kinds of this program, each with its present version.
const VERSIONS: [(&str, u32); 66] = [
    ("workbookCreated", 1),
    ("directoryLoaded", 1),
    ("peopleAdded", 1),
    ("costViewSaved", 1),
    ("costViewDeleted", 1),
    ("subscriptionAdded", 1),
    ("subscriptionCreated", 1),
    ("subscriptionDisabled", 1),
    ("subscriptionEnabled", 1),
    ("resourceGroupCreated", 1),
    ("resourceGroupDeleted", 1),
    ("roleGranted", 1),
    ("roleRemoved", 1),
    ("groupCreated", 1),
    ("groupDeleted", 1),
    ("groupMemberAdded", 1),
    ("groupMemberRemoved", 1),
    ("licencesBought", 1),
    ("licencesRemoved", 1),
    ("usageLocationSet", 1),
    ("personLicencesSet", 1),
    ("groupLicencesSet", 1),
    ("groupLicencesReprocessed", 1),
    ("licenceTrialStarted", 1),
    ("licenceTrialExtended", 1),
    ("settingSet", 1),
    ("rateOverrideSet", 1),
    ("rateOverrideCleared", 1),
    ("policyCreated", 2),
    ("policyBudgetSet", 1),
    ("policyDeleted", 1),
    ("serviceConnected", 1),
    ("serviceDisconnected", 1),
    ("clockAdvanced", 1),
    ("importPublished", 1),
    ("importReverted", 1),
    ("usageTried", 1),
    ("useRefused", 1),
    ("usagePlanSet", 1),
    ("environmentCreated", 2),
    ("environmentEdited", 1),
    ("environmentConverted", 1),
    ("trialExtended", 1),
    ("dynamicsLinked", 1),
    ("environmentGroupCreated", 1),
    ("environmentGrouped", 1),
    ("environmentGroupRuleSet", 1),
    ("allocationSet", 1),
    ("capacityPurchased", 2),
    ("capacityReturned", 1),
    ("chatCreditsApplied", 1),
    ("includedCreditsSet", 1),
    ("planCreated", 2),
    ("planLinked", 1),
    ("planUnlinked", 1),
    ("planSwitched", 1),
    ("planEdited", 1),
    ("planDeleted", 1),
    ("planBudgetSet", 1),
    ("planBudgetActed", 1),
    ("prePurchaseBought", 1),
    ("creditPolicyCreated", 1),
    ("creditPolicyDeleted", 1),
    ("agentLimitSet", 1),
    ("agentKindSet", 1),
    ("monthClosed", 1),
];

impl Event {
    /// The event as stored: kind, version and body.
    #[must_use]
    pub fn to_stored(&self) -> (String, u32, Value) {
        let mut stored = serde_json::to_value(self).expect("events have text keys only");
        let kind = stored["kind"].as_str().unwrap_or_default().to_owned();
        let version = VERSIONS
            .iter()
            .find(|(known, _)| *known == kind)
            .map_or(0, |(_, version)| *version);
        (kind, version, stored["body"].take())
    }

    /// Reads a stored event, lifting older versions to today's.
    ///
    /// # Errors
    /// When the kind or version is unknown, or the body is not of its form.
    pub fn from_stored(kind: &str, version: u32, body: Value) -> Result<Self, EventError> {
        let unknown = || EventError::Unknown {
            kind: kind.to_owned(),
            version,
        };
        let (_, present) = VERSIONS.iter().find(|(known, _)| *known == kind).ok_or_else(unknown)?;
        if version == 0 || version > *present {
            return Err(unknown());
        }
        let body = upcast(kind, version, body);
        serde_json::from_value(serde_json::json!({ "kind": kind, "body": body })).map_err(|error| {
            EventError::Malformed {
                kind: kind.to_owned(),
                reason: error.to_string(),
            }
        })
    }
}

/// Lifts the body of an older version, one version at a time.
fn upcast(kind: &str, version: u32, mut body: Value) -> Value {
    let Some(fields) = body.as_object_mut() else {
        return body;
    };
    match (kind, version) {
        ("policyCreated", 1) => {
            fields.insert("budget".to_owned(), Value::Null);
        }
        ("environmentCreated", 1) => {
            fields.insert("workload".to_owned(), "none".into());
        }
        ("capacityPurchased", 1) => {
            fields.insert("channel".to_owned(), "adminCenter".into());
        }
        ("planCreated", 1) => {
            // Plans were ready at once then, and each metered Copilot Credits.
            let chosen = fields.get("planKind").is_some_and(|kind| kind == "azureSubscription");
            let products: &[&str] = if chosen { &["copilotStudio"] } else { &[] };
            fields.insert("products".to_owned(), products.into());
            fields.insert("readyAt".to_owned(), Value::Null);
        }
        _ => {}
    }
    body
}
