//! What crosses the edge: one request and one answer per command.
//!
//! Credits, quantities and money cross as exact decimal strings, times as RFC 3339 in UTC, days as `YYYY-MM-DD`. Nothing
//! here decides anything.

/// Declares types that cross the edge: JSON in camel case, unknown fields refused, schema and TypeScript derived.
macro_rules! wire {
    ($($item:item)+) => {$(
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[ts(optional_fields = nullable)]
        $item
    )+};
}

/// Declares words that cross the edge.
macro_rules! words {
    ($($item:item)+) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
        #[serde(rename_all = "camelCase")]
        $item
    )+};
}

mod agent;
mod anomaly;
mod article;
mod azure;
mod azure_act;
mod branch;
mod budget;
mod buying_mix;
mod chargeback;
mod chargeback_statement;
mod clock;
mod cost;
mod cost_analysis;
mod cost_view;
mod coverage;
mod credits_report;
mod directory;
mod drill;
mod dynamics_agent;
mod environment;
mod environment_act;
mod estimate;
mod focus;
mod group;
mod guide;
mod happening;
mod high_usage;
mod import;
mod job;
mod licence;
mod licensing;
mod list;
mod month;
mod notification;
mod plan;
mod policy;
mod prepurchase;
mod prerequisite;
mod purchase;
mod rate_card;
mod rate_comparison;
mod receipt;
mod reconciliation;
mod report;
mod service;
mod session;
mod setting;
mod standing;
mod table_export;
mod tenant;
mod usage;
mod usage_plan;
mod workbook;

pub use agent::*;
pub use anomaly::*;
pub use article::*;
pub use azure::*;
pub use azure_act::*;
pub use branch::*;
pub use budget::*;
pub use buying_mix::*;
pub use chargeback::*;
pub use chargeback_statement::*;
pub use clock::*;
pub use cost::*;
pub use cost_analysis::*;
pub use cost_view::*;
pub use coverage::*;
pub use credits_report::*;
pub use directory::*;
pub use drill::*;
pub use dynamics_agent::*;
pub use environment::*;
pub use environment_act::*;
pub use estimate::*;
pub use focus::*;
pub use group::*;
pub use guide::*;
pub use happening::*;
pub use high_usage::*;
pub use import::*;
pub use job::*;
pub use licence::*;
pub use licensing::*;
pub use list::*;
pub use month::*;
pub use notification::*;
pub use plan::*;
pub use policy::*;
pub use prepurchase::*;
pub use prerequisite::*;
pub use purchase::*;
pub use rate_card::*;
pub use rate_comparison::*;
pub use receipt::*;
pub use reconciliation::*;
pub use report::*;
pub use service::*;
pub use session::*;
pub use setting::*;
pub use standing::*;
pub use table_export::*;
pub use tenant::*;
pub use usage::*;
pub use usage_plan::*;
pub use workbook::*;
