//! The columns of each kind of file, as tables.
//!
//! Says what exists; how a header is matched against it is the header's matter. Most reports have theirs in
//! [`crate::report`].

use meterdesk_billing::tenant::ImportKind;
use meterdesk_billing::usage::folded;

use crate::report::columns::{self as report, Meaning};
use crate::report::licensing_columns as licensing;

/// The names of a kind's columns, in the order in which they are written.
pub fn column_names(kind: ImportKind) -> impl Iterator<Item = &'static str> {
    columns(kind).iter().map(|column| column.name)
}

pub(crate) const fn columns(kind: ImportKind) -> &'static [Column] {
    match kind {
        ImportKind::MeteredUsage => METERED_USAGE,
        ImportKind::EnvironmentReport => ENVIRONMENT_REPORT,
        ImportKind::AgentReport => report::AGENTS,
        ImportKind::UserReport => report::USERS,
        ImportKind::PlanUsage => report::PLAN_USAGE,
        ImportKind::CreditsReport => report::CREDITS,
        ImportKind::SpendingUsers => report::SPENDING_USERS,
        ImportKind::SpendingGroups => report::SPENDING_GROUPS,
        ImportKind::SpendingServices => report::SPENDING_SERVICES,
        ImportKind::SpendingPolicies => report::SPENDING_POLICIES,
        ImportKind::PersonWeeks => report::PERSON_WEEKS,
        ImportKind::AzureCost => report::AZURE_COST,
        ImportKind::FocusCost => report::FOCUS_COST,
        ImportKind::People => report::PEOPLE,
        ImportKind::ConversationLog => CONVERSATION_LOG,
        ImportKind::MessageUsers => report::MESSAGE_USERS,
        ImportKind::MessageAgents => report::MESSAGE_AGENTS,
        ImportKind::MessagePolicies => report::MESSAGE_POLICIES,
        ImportKind::LicensingEntitlements => licensing::ENTITLEMENTS,
        ImportKind::LicensingResources => licensing::RESOURCES,
        ImportKind::LicensingUsers => licensing::USERS,
        ImportKind::LicensingPolicies => licensing::POLICIES,
        ImportKind::LicensingAllocations => licensing::ALLOCATIONS,
    }
}

/// What it means when a file doesn't have a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    /// The file can't be read.
    Refused,
    /// A default holds, so a column that merely looks like this one must be cleared up first.
    Assumed,
    /// Its rows are taken without what it states, and that is told.
    Told,
    /// Nothing depends on it.
    Unmissed,
}

/// A column of a kind of file.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// What the same report called it at another time.
    pub(crate) also: &'static [&'static str],
    pub(crate) absence: Absence,
    /// What others call it, folded to small letters: only for messages.
    pub(crate) other_names: &'static [&'static str],
    /// What it states, in a report.
    pub(crate) meaning: Option<Meaning>,
}

impl Column {
    pub(crate) const fn new(name: &'static str, absence: Absence, other_names: &'static [&'static str]) -> Self {
        Self {
            name,
            also: &[],
            absence,
            other_names,
            meaning: None,
        }
    }

    /// Whether a folded name is the column's.
    pub(crate) fn is_named(&self, key: &str) -> bool {
        folded(self.name) == key || self.also.iter().any(|name| folded(name) == key)
    }

    /// Whether a file of the kind has it, if it is whole.
    pub(crate) const fn is_usual(&self) -> bool {
        matches!(self.absence, Absence::Refused | Absence::Told)
    }
}

const fn column(name: &'static str, absence: Absence, other_names: &'static [&'static str]) -> Column {
    Column::new(name, absence, other_names)
}

use Absence::{Assumed, Refused, Unmissed};

const METERED_USAGE: &[Column] = &[
    column("event_id", Assumed, &["event", "eventkey", "eventguid", "usageid"]),
    column(
        "time",
        Refused,
        &[
            "timestamp",
            "datetime",
            "date",
            "eventtime",
            "timeutc",
            "usagedate",
            "when",
        ],
    ),
    column(
        "user",
        Refused,
        &[
            "users",
            "username",
            "userprincipalname",
            "upn",
            "useremail",
            "email",
            "mail",
            "userid",
        ],
    ),
    column("service", Refused, &["servicename", "product"]),
    column("agent", Refused, &["agentname", "agentid", "bot", "botname"]),
    column("environment", Refused, &["environmentname", "environmentid", "env"]),
    column(
        "feature",
        Refused,
        &["featurename", "billablefeature", "aifeature", "meter"],
    ),
    column("quantity", Refused, &["qty", "amount", "count", "units"]),
    column("trigger", Assumed, &["triggertype", "triggeredby"]),
    column("audience", Assumed, &["audiencetype"]),
    column("authenticated", Assumed, &["isauthenticated", "signedin"]),
    column("channel", Unmissed, &[]),
    column("conversation", Unmissed, &[]),
    column("test", Assumed, &["istest", "testpane"]),
    column("harness", Unmissed, &[]),
];

const CONVERSATION_LOG: &[Column] = &[
    column("conversation", Refused, &["conversationid", "conversationname", "chat"]),
    column("time", Refused, &["timestamp", "datetime", "timeutc", "when"]),
    column("bot", Refused, &["botname", "botid", "agent", "agentname"]),
    column("channel", Refused, &["channelid", "channelname"]),
    column("topic", Refused, &["topictype", "topickind"]),
    column("end", Refused, &["ending", "ended", "outcome"]),
    column("answer", Assumed, &["answertype"]),
    column("skill", Assumed, &["usesskill", "calledskill"]),
    column("flow", Assumed, &["flowname"]),
    column("flow_made_from", Assumed, &["flowmade", "floworigin"]),
];

const ENVIRONMENT_REPORT: &[Column] = &[
    column("BillingPlan Id", Refused, &["planid"]),
    column("BillingPlan Name", Refused, &["planname"]),
    column("Environment Id", Refused, &["envid"]),
    column("Environment Name", Refused, &["envname", "environment"]),
    column("Capacity Type", Refused, &["capacity", "type"]),
    column("Entitled Quantity", Refused, &["entitled"]),
    column(
        "Prepaid Consumed Quantity",
        Refused,
        &["prepaid", "prepaidconsumed", "prepaidquantity"],
    ),
    column(
        "Pay as you go Consumed Quantity",
        Refused,
        &[
            "payasyougo",
            "payg",
            "paygconsumedquantity",
            "payasyougoquantity",
            "payasyougoconsumed",
        ],
    ),
    column("Usage Date", Refused, &["date", "day", "usageday"]),
];
