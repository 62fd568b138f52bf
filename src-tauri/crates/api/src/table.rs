//! The one table of commands, and calling one of them by name.
//!
//! Each line: whether it reads or writes, its name, its request, its answer. A use case of the same name in `use_cases`
//! does the work.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{ApiError, ErrorCode};
use crate::wire::*;
use crate::{App, Caller, use_cases};

/// Expands the given macro with every command of the table.
#[macro_export]
macro_rules! for_each_command {
    ($expand:path) => {
        $expand! {
            read list_export(ListExport) -> ListExported;
            read table_export(TableExport) -> TableExported;
            read tenant_get(TenantGet) -> TenantView;
            read journal_head(JournalHeadGet) -> JournalHead;
            read workbook_get(WorkbookGet) -> WorkbookView;
            read scenario_list(ScenarioList) -> ScenarioListed;
            read branch_list(BranchList) -> BranchListed;
            write branch_create(BranchCreate) -> BranchCreated;
            write branch_rename(BranchRename) -> BranchRenamed;
            write branch_delete(BranchDelete) -> BranchDeleted;
            read branch_compare(BranchCompare) -> BranchCompared;
            read clock_get(ClockGet) -> ClockView;
            write clock_advance(ClockAdvance) -> ClockAdvanced;
            write clock_advance_start(ClockAdvanceStart) -> ClockAdvanceStarted;
            read subscription_list(SubscriptionList) -> SubscriptionListed;
            write subscription_create(SubscriptionCreate) -> SubscriptionChanged;
            write subscription_disable(SubscriptionDisable) -> SubscriptionChanged;
            write subscription_enable(SubscriptionEnable) -> SubscriptionChanged;
            write subscription_role_grant(SubscriptionRoleGrant) -> SubscriptionChanged;
            write subscription_role_remove(SubscriptionRoleRemove) -> SubscriptionChanged;
            write resource_group_create(ResourceGroupCreate) -> SubscriptionChanged;
            write resource_group_delete(ResourceGroupDelete) -> SubscriptionChanged;
            read prerequisite_check(PrerequisiteCheck) -> PrerequisitesChecked;
            read setting_list(SettingList) -> SettingListed;
            write setting_set(SettingSet) -> SettingChanged;
            read user_list(UserList) -> UserListed;
            read licence_offer_list(LicenceOfferList) -> LicenceOfferListed;
            write licence_buy(LicenceBuy) -> LicencesChanged;
            write licence_remove(LicenceRemove) -> LicencesChanged;
            read licence_list(LicenceList) -> LicenceListed;
            read trial_list(TrialList) -> TrialListed;
            write trial_start(TrialStart) -> TrialChanged;
            write trial_extend(TrialExtend) -> TrialChanged;
            read licence_user_list(LicenceUserList) -> LicenceUserListed;
            read licence_group_list(LicenceGroupList) -> LicenceGroupListed;
            read user_licences_get(UserLicencesGet) -> UserLicencesView;
            write user_licences_set(UserLicencesSet) -> UserLicencesChanged;
            write group_licences_set(GroupLicencesSet) -> GroupLicencesChanged;
            write group_licences_reprocess(GroupLicencesReprocess) -> GroupLicencesChanged;
            read group_list(GroupList) -> GroupListed;
            read group_get(GroupGet) -> GroupView;
            write group_create(GroupCreate) -> GroupChanged;
            write group_delete(GroupDelete) -> GroupChanged;
            write group_member_add(GroupMemberAdd) -> GroupChanged;
            write group_member_remove(GroupMemberRemove) -> GroupChanged;
            read policy_list(PolicyList) -> PolicyListed;
            read policy_get(PolicyGet) -> PolicyView;
            write policy_create(PolicyCreate) -> PolicyCreated;
            read budget_preview(BudgetPreview) -> BudgetPreviewed;
            write policy_budget_set(PolicyBudgetSet) -> PolicyBudgetChanged;
            read policy_spending(PolicySpending) -> PolicySpendingView;
            write policy_delete(PolicyDelete) -> PolicyDeleted;
            read service_list(ServiceList) -> ServiceListed;
            write service_connect(ServiceConnect) -> ServiceConnected;
            write service_disconnect(ServiceDisconnect) -> ServiceDisconnected;
            read capacity_get(CapacityGet) -> CapacityView;
            write capacity_purchase(CapacityPurchase) -> CapacityChanged;
            write capacity_return(CapacityReturn) -> CapacityChanged;
            read cost_list(CostList) -> CostListed;
            read cost_analysis_get(CostAnalysisGet) -> CostAnalysisView;
            read cost_analysis_list(CostAnalysisList) -> CostAnalysisListed;
            read plan_budget_list(PlanBudgetList) -> PlanBudgetListed;
            write plan_budget_set(PlanBudgetSet) -> PlanBudgetChanged;
            write plan_budget_raise(PlanBudgetRaise) -> PlanBudgetChanged;
            read buying_mix_list(BuyingMixList) -> BuyingMixListed;
            read purchase_offer_get(PurchaseOfferGet) -> PurchaseOffers;
            read product_list(ProductList) -> ProductListed;
            read chat_credits_get(ChatCreditsGet) -> ChatCreditsView;
            write chat_credits_apply(ChatCreditsApply) -> ChatCreditsApplied;
            write capacity_included_set(CapacityIncludedSet) -> CapacityChanged;
            read environment_list(EnvironmentList) -> EnvironmentListed;
            write environment_create(EnvironmentCreate) -> EnvironmentChanged;
            write allocation_set(AllocationSet) -> EnvironmentChanged;
            write environment_edit(EnvironmentEdit) -> EnvironmentChanged;
            write environment_convert(EnvironmentConvert) -> EnvironmentChanged;
            write environment_extend(EnvironmentExtend) -> EnvironmentChanged;
            write environment_link(EnvironmentLink) -> EnvironmentChanged;
            write environment_regroup(EnvironmentRegroup) -> EnvironmentChanged;
            read environment_group_list(EnvironmentGroupList) -> EnvironmentGroupListed;
            write environment_group_create(EnvironmentGroupCreate) -> EnvironmentGroupChanged;
            write environment_group_publish(EnvironmentGroupPublish) -> EnvironmentGroupChanged;
            read drain_list(DrainList) -> DrainListed;
            write environment_draw_set(EnvironmentDrawSet) -> EnvironmentDrawChanged;
            read licensing_get(LicensingGet) -> LicensingView;
            read environment_use_get(EnvironmentUseGet) -> EnvironmentUseView;
            read agent_list(AgentList) -> AgentListed;
            read drill_start(DrillStart) -> DrillStarted;
            read guide_get(GuideGet) -> GuideView;
            read dynamics_agent_list(DynamicsAgentList) -> DynamicsAgentListed;
            read credit_report_write(CreditReportWrite) -> CreditReportWritten;
            read plan_list(PlanList) -> PlanListed;
            write plan_create(PlanCreate) -> PlanChanged;
            write plan_link(PlanLink) -> PlanChanged;
            write plan_unlink(PlanUnlink) -> PlanChanged;
            write plan_enable(PlanEnable) -> PlanChanged;
            read plan_candidate_list(PlanCandidateList) -> PlanCandidateListed;
            write plan_environments_change(PlanEnvironmentsChange) -> PlanChanged;
            write plan_edit(PlanEdit) -> PlanChanged;
            write plan_delete(PlanDelete) -> PlanDeleted;
            read prepurchase_list(PrepurchaseList) -> PrepurchaseListed;
            write prepurchase_buy(PrepurchaseBuy) -> PrepurchaseBought;
            read credit_policy_list(CreditPolicyList) -> CreditPolicyListed;
            write credit_policy_create(CreditPolicyCreate) -> CreditPolicyChanged;
            write credit_policy_delete(CreditPolicyDelete) -> CreditPolicyChanged;
            read agent_limit_list(AgentLimitList) -> AgentLimitListed;
            write agent_limit_set(AgentLimitSet) -> AgentChanged;
            write agent_kind_set(AgentKindSet) -> AgentChanged;
            read coverage_list(CoverageList) -> CoverageListed;
            read high_usage_list(HighUsageList) -> HighUsageListed;
            read credits_report_get(CreditsReportGet) -> CreditsReportView;
            read credits_report_list(CreditsReportList) -> CreditsReportListed;
            read happening_list(HappeningList) -> HappeningListed;
            read usage_series(UsageSeries) -> UsageSeriesView;
            read usage_row_list(UsageRowList) -> UsageRowListed;
            read usage_receipt(UsageReceipt) -> UsageReceiptView;
            write usage_try(UsageTry) -> UsageTried;
            read usage_plan_get(UsagePlanGet) -> UsagePlanView;
            write usage_plan_switch(UsagePlanSwitch) -> UsagePlanSwitched;
            read month_list(MonthList) -> MonthListed;
            write month_close(MonthClose) -> MonthClosed;
            read import_list(ImportList) -> ImportListed;
            write import_start(ImportStart) -> ImportStarted;
            write import_revert(ImportRevert) -> ImportReverted;
            read import_rejection_list(ImportRejectionList) -> ImportRejectionListed;
            read chargeback_list(ChargebackList) -> ChargebackListed;
            read chargeback_statement_list(ChargebackStatementList) -> ChargebackStatementListed;
            read reconciliation_list(ReconciliationList) -> ReconciliationListed;
            read cost_view_list(CostViewList) -> CostViewListed;
            write cost_view_save(CostViewSave) -> CostViewsChanged;
            write cost_view_delete(CostViewDelete) -> CostViewsChanged;
            read report_list(ReportList) -> ReportListed;
            read anomaly_list(AnomalyList) -> AnomalyListed;
            read report_row_write(ReportRowWrite) -> ReportRowWritten;
            read focus_write(FocusWrite) -> FocusWritten;
            read report_row_list(ReportRowList) -> ReportRowListed;
            read job_get(JobGet) -> JobView;
            read job_cancel(JobCancel) -> JobView;
            read rate_card_list(RateCardList) -> RateCardListed;
            read rate_comparison_list(RateComparisonList) -> RateComparisonListed;
            write rate_override_set(RateOverrideSet) -> RateOverrideChanged;
            write rate_override_clear(RateOverrideClear) -> RateOverrideChanged;
            read usage_rate(UsageRate) -> UsageRated;
            read offer_compare(OfferCompare) -> OfferCompared;
            read usage_estimate(UsageEstimate) -> UsageEstimated;
            read business_central_estimate(BusinessCentralEstimate) -> BusinessCentralEstimated;
            read session_report_get(SessionReportGet) -> SessionReportView;
            read session_report_list(SessionReportList) -> SessionReportListed;
            read session_rule_list(SessionRuleList) -> SessionRuleListed;
            read conversation_list(ConversationList) -> ConversationListed;
            read conversation_get(ConversationGet) -> ConversationView;
            read flow_list(FlowList) -> FlowListed;
            read session_count(SessionCount) -> SessionsCounted;
            read notification_list(NotificationList) -> NotificationListed;
            read article_list(ArticleList) -> ArticleListed;
        }
    };
}

/// A command as it is listed.
#[derive(Debug)]
pub struct CommandInfo {
    /// Name.
    pub name: &'static str,
    /// Whether it can change the workbook.
    pub writes: bool,
    request: fn() -> Value,
    answer: fn() -> Value,
}

impl CommandInfo {
    /// JSON schema of the request.
    #[must_use]
    pub fn request_schema(&self) -> Value {
        (self.request)()
    }

    /// JSON schema of the answer.
    #[must_use]
    pub fn answer_schema(&self) -> Value {
        (self.answer)()
    }
}

fn read_request<T: DeserializeOwned>(request: Value) -> Result<T, ApiError> {
    // A list would be taken for the fields in the order of their declaration, which is nobody's contract.
    if !request.is_object() {
        return Err(ApiError::new(ErrorCode::BadRequest, "a request is a JSON object"));
    }
    serde_json::from_value(request).map_err(|error| ApiError::new(ErrorCode::BadRequest, error.to_string()))
}

fn write_answer<T: Serialize>(answer: &T) -> Result<Value, ApiError> {
    serde_json::to_value(answer).map_err(|error| ApiError::new(ErrorCode::Internal, error.to_string()))
}

macro_rules! make_table {
    ($($access:ident $name:ident($request:ident) -> $answer:ident;)+) => {
        /// Every command, in the table's order.
        pub const COMMANDS: &[CommandInfo] = &[$(CommandInfo {
            name: stringify!($name),
            writes: make_table!(@writes $access),
            request: || schemars::schema_for!($request).to_value(),
            answer: || schemars::schema_for!($answer).to_value(),
        },)+];

        /// Calls the command of that name.
        ///
        /// # Errors
        /// When there is no such command, the request is not of its form, or the command is refused or fails.
        pub async fn call(app: &App, caller: &Caller, name: &str, request: Value) -> Result<Value, ApiError> {
            let app = &app.on_branch_of(caller);
            match name {
                $(stringify!($name) => {
                    let answer = Box::pin(use_cases::$name(app, caller, read_request::<$request>(request)?)).await?;
                    write_answer(&answer)
                })+
                _ => Err(ApiError::new(ErrorCode::UnknownCommand, format!("there is no command \"{name}\""))),
            }
        }
    };
    (@writes read) => { false };
    (@writes write) => { true };
}

for_each_command!(make_table);
