//! The columns of each kind of file, as tables.
//!
//! Says what exists; how a header is matched against it is the header's matter.

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Meterdesk's own metered usage: one use a row, to be rated and settled.
    MeteredUsage,
    /// The Power Platform environment report: what Microsoft states for an environment and a day, never rated.
    EnvironmentReport,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::MeteredUsage, Self::EnvironmentReport];

    /// The short name that commands and workbooks use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::MeteredUsage => "meteredUsage",
            Self::EnvironmentReport => "environmentReport",
        }
    }

    /// The name on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::MeteredUsage => "Meterdesk usage",
            Self::EnvironmentReport => "Power Platform environment report",
        }
    }

    /// The names of its columns, in the order in which they are written.
    pub fn column_names(self) -> impl Iterator<Item = &'static str> {
        self.columns().iter().map(|column| column.name)
    }

    pub(crate) const fn columns(self) -> &'static [Column] {
        match self {
            Self::MeteredUsage => METERED_USAGE,
            Self::EnvironmentReport => ENVIRONMENT_REPORT,
        }
    }
}

/// What it means when a file doesn't have a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    /// The file can't be read.
    Refused,
    /// A default holds, so a column that merely looks like this one must be cleared up first.
    Assumed,
    /// Nothing depends on it.
    Unmissed,
}

/// A column of a kind of file.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) absence: Absence,
    /// What others call it, folded to small letters: only for messages.
    pub(crate) other_names: &'static [&'static str],
}

const fn column(name: &'static str, absence: Absence, other_names: &'static [&'static str]) -> Column {
    Column {
        name,
        absence,
        other_names,
    }
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
