//! One function per command of the table, named as the command.
//!
//! Each reads like the sentence on its button: load, decide, save, answer. Rules are decided in `meterdesk-billing`.

mod agent_limit;
mod agent_list;
mod agent_sums;
mod ai_builder;
mod anomaly;
mod article;
mod azure;
mod azure_act;
mod azure_happening;
mod azure_rights;
mod billed_table;
mod branch;
mod branch_compare;
mod branch_delete;
mod budget;
mod buying_mix;
mod capacity;
mod chargeback;
mod chat_credits;
mod clock;
mod cost;
mod cost_analysis;
mod cost_view;
mod coverage;
mod credit_policy;
mod credit_report;
mod credits_report;
mod directory;
mod drain;
mod drill;
mod dynamics_agent;
mod environment;
mod environment_act;
mod environment_group;
mod estimate;
mod finds;
mod focus;
mod group;
mod group_effects;
mod group_happening;
mod guide;
mod happening;
mod high_usage;
mod import;
pub(crate) mod licence;
mod licensing;
mod list_export;
mod month;
mod notification;
mod plan;
mod plan_budget;
mod plan_budget_action;
mod plan_budget_happening;
mod plan_effects;
mod platform_happening;
mod policy;
mod prepurchase;
mod prerequisite;
mod purchase;
mod rate_card;
mod rate_comparison;
mod rate_happening;
mod receipt;
mod reconciliation;
mod report;
mod service;
mod service_rules;
mod session;
mod setting;
mod standing;
mod table_export;
mod tenant;
pub(crate) mod usage_plan;
mod usage_row;
mod usage_series;
mod usage_try;
mod workbook;

pub use agent_limit::{agent_kind_set, agent_limit_list, agent_limit_set};
pub use agent_list::agent_list;
pub use anomaly::anomaly_list;
pub use article::{article_address, article_list};
pub use azure::subscription_list;
pub use azure_act::{
    resource_group_create, resource_group_delete, subscription_create, subscription_disable, subscription_enable,
    subscription_role_grant, subscription_role_remove,
};
pub use branch::{branch_create, branch_list, branch_rename};
pub use branch_compare::branch_compare;
pub use branch_delete::branch_delete;
pub use budget::{budget_preview, policy_budget_set, policy_spending};
pub use buying_mix::buying_mix_list;
pub use capacity::{capacity_get, capacity_included_set, capacity_purchase, capacity_return};
pub use chargeback::{chargeback_list, chargeback_statement_list};
pub use chat_credits::{chat_credits_apply, chat_credits_get};
pub use clock::{clock_advance, clock_advance_start, clock_get};
pub use cost::cost_list;
pub use cost_analysis::{cost_analysis_get, cost_analysis_list};
pub use cost_view::{cost_view_delete, cost_view_list, cost_view_save};
pub use coverage::coverage_list;
pub use credit_policy::{credit_policy_create, credit_policy_delete, credit_policy_list};
pub use credit_report::credit_report_write;
pub use credits_report::{credits_report_get, credits_report_list};
pub use directory::user_list;
pub use drain::{drain_list, environment_draw_set};
pub use drill::drill_start;
pub use dynamics_agent::dynamics_agent_list;
pub use environment::{allocation_set, environment_create, environment_list};
pub use environment_act::{
    environment_convert, environment_edit, environment_extend, environment_link, environment_regroup,
};
pub use environment_group::{environment_group_create, environment_group_list, environment_group_publish};
pub use estimate::{business_central_estimate, offer_compare, session_count, usage_estimate, usage_rate};
pub use focus::focus_write;
pub use group::{group_create, group_delete, group_get, group_list, group_member_add, group_member_remove};
pub use guide::guide_get;
pub use happening::happening_list;
pub use high_usage::high_usage_list;
pub use import::{import_list, import_rejection_list, import_revert, import_start, job_cancel, job_get};
pub use licence::{
    group_licences_reprocess, group_licences_set, licence_buy, licence_group_list, licence_list, licence_offer_list,
    licence_remove, licence_user_list, trial_extend, trial_list, trial_start, user_licences_get, user_licences_set,
};
pub use licensing::{environment_use_get, licensing_get};
pub use list_export::list_export;
pub use month::{month_close, month_list};
pub use notification::notification_list;
pub use plan::{
    plan_candidate_list, plan_create, plan_delete, plan_edit, plan_enable, plan_environments_change, plan_link,
    plan_list, plan_unlink,
};
pub use plan_budget::{plan_budget_list, plan_budget_raise, plan_budget_set};
pub use policy::{policy_create, policy_delete, policy_get, policy_list};
pub use prepurchase::{prepurchase_buy, prepurchase_list};
pub use prerequisite::prerequisite_check;
pub use purchase::{product_list, purchase_offer_get};
pub use rate_card::{rate_card_list, rate_override_clear, rate_override_set};
pub use rate_comparison::rate_comparison_list;
pub use receipt::usage_receipt;
pub use reconciliation::reconciliation_list;
pub use report::{report_list, report_row_list, report_row_write};
pub use service::{service_connect, service_disconnect, service_list};
pub use session::{
    conversation_get, conversation_list, flow_list, session_report_get, session_report_list, session_rule_list,
};
pub use setting::{setting_list, setting_set};
pub use table_export::table_export;
pub use tenant::{journal_head, tenant_get};
pub use usage_plan::{usage_plan_get, usage_plan_switch};
pub use usage_row::usage_row_list;
pub use usage_series::usage_series;
pub use usage_try::usage_try;
pub use workbook::{scenario_list, workbook_get};

pub(crate) use self::finds::Finds;

use meterdesk_billing::usage::Service;
use uuid::Uuid;

use crate::error::{ApiError, ErrorCode};
use crate::wire::ServiceKey;

/// Reads an identity that a request names.
fn identity(text: &str, field: &str) -> Result<Uuid, ApiError> {
    let unknown = || {
        ApiError::new(
            ErrorCode::NotFound,
            format!("\"{text}\" is no ID; use one that a list shows"),
        )
        .at(field)
    };
    text.trim().parse().map_err(|_| unknown())
}

impl From<ServiceKey> for Service {
    fn from(key: ServiceKey) -> Self {
        match key {
            ServiceKey::CopilotChat => Self::CopilotChat,
            ServiceKey::SharePointAgents => Self::SharePointAgents,
            ServiceKey::RetrievalApi => Self::RetrievalApi,
            ServiceKey::CopilotStudio => Self::CopilotStudio,
        }
    }
}

impl From<Service> for ServiceKey {
    fn from(service: Service) -> Self {
        match service {
            Service::CopilotChat => Self::CopilotChat,
            Service::SharePointAgents => Self::SharePointAgents,
            Service::RetrievalApi => Self::RetrievalApi,
            Service::CopilotStudio => Self::CopilotStudio,
        }
    }
}
