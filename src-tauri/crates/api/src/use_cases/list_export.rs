//! Writing a list into a file: all rows that it would show, in its order, with the columns that are wanted.
//!
//! It asks the list's own command, part by part; nothing here knows what a row is.

use serde_json::{Map, Value};

use crate::error::{ApiError, ErrorCode};
use crate::lists::{Column, Listed};
use crate::sheet_file::SheetFile;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller, use_cases};

/// Rows that are held in memory at once.
const AT_ONCE: u32 = 20_000;

/// Somebody may act while a long list is being written; then it is written anew.
const ATTEMPTS: usize = 4;

/// The last column: every figure says of when it is.
pub(super) const AS_OF: &str = "As of (UTC)";

/// Writes a list into a file.
///
/// # Errors
/// What the list's command is refused for; when a column is none of the list's, or the file can't be written.
pub async fn list_export(app: &App, caller: &Caller, request: ListExport) -> Result<ListExported, ApiError> {
    let path = (app.files)(&request.file)?;
    let asked = &request.request;
    if let Some(field) = ["cursor", "limit"].into_iter().find(|field| asked.contains_key(*field)) {
        let message = format!("a file has all rows: leave {field} out");
        return Err(ApiError::new(ErrorCode::InvalidField, message).at(field));
    }
    let app = &App {
        rows_at_once: Some(AT_ONCE),
        ..app.clone()
    };
    for _ in 0..ATTEMPTS {
        let before = app.workbook.read().await?;
        let (head, now) = (before.head().clone(), instant(before.tenant().now));
        drop(before);
        // Each list is written by the same words, with its own command and types.
        macro_rules! written {
            ($list:ident($request:ident) -> $answer:ident) => {{
                let mut sheet: Option<SheetFile> = None;
                let mut cursor = None;
                let mut as_of = now.clone();
                let columns = wanted::<$answer>(request.columns.as_deref())?;
                loop {
                    let part: $request = part_of(asked, cursor.as_deref())?;
                    let answer: $answer = Box::pin(use_cases::$list(app, caller, part)).await?;
                    as_of = answer.as_of().unwrap_or(as_of);
                    let (rows, next) = answer.into_rows();
                    let file = match &mut sheet {
                        Some(file) => file,
                        None => sheet.insert(begun(path.clone(), &columns)?),
                    };
                    for row in &rows {
                        let mut cells: Vec<_> = columns
                            .iter()
                            .map(|column| (column.cell)(row).written())
                            .collect();
                        cells.push(as_of.clone());
                        file.write(&cells)?;
                    }
                    cursor = next;
                    if cursor.is_none() {
                        break (sheet, as_of);
                    }
                }
            }};
        }
        let (sheet, as_of) = match request.list {
            ListKey::Policies => written!(policy_list(PolicyList) -> PolicyListed),
            ListKey::Services => written!(service_list(ServiceList) -> ServiceListed),
            ListKey::HighUsage => written!(high_usage_list(HighUsageList) -> HighUsageListed),
            ListKey::CreditsReport => written!(credits_report_list(CreditsReportList) -> CreditsReportListed),
            ListKey::Coverage => written!(coverage_list(CoverageList) -> CoverageListed),
            ListKey::Users => written!(user_list(UserList) -> UserListed),
            ListKey::Groups => written!(group_list(GroupList) -> GroupListed),
            ListKey::Subscriptions => written!(subscription_list(SubscriptionList) -> SubscriptionListed),
            ListKey::Imports => written!(import_list(ImportList) -> ImportListed),
            ListKey::Chargeback => written!(chargeback_list(ChargebackList) -> ChargebackListed),
            ListKey::ChargebackStatement => {
                written!(chargeback_statement_list(ChargebackStatementList) -> ChargebackStatementListed)
            }
            ListKey::RateComparison => written!(rate_comparison_list(RateComparisonList) -> RateComparisonListed),
            ListKey::BuyingMix => written!(buying_mix_list(BuyingMixList) -> BuyingMixListed),
            ListKey::Anomalies => written!(anomaly_list(AnomalyList) -> AnomalyListed),
            ListKey::Reconciliation => {
                written!(reconciliation_list(ReconciliationList) -> ReconciliationListed)
            }
            ListKey::Reports => written!(report_list(ReportList) -> ReportListed),
            ListKey::Months => written!(month_list(MonthList) -> MonthListed),
            ListKey::Rejections => written!(import_rejection_list(ImportRejectionList) -> ImportRejectionListed),
            ListKey::UsageRows => written!(usage_row_list(UsageRowList) -> UsageRowListed),
            ListKey::Happenings => written!(happening_list(HappeningList) -> HappeningListed),
            ListKey::Branches => written!(branch_list(BranchList) -> BranchListed),
            ListKey::Settings => written!(setting_list(SettingList) -> SettingListed),
            ListKey::Environments => written!(environment_list(EnvironmentList) -> EnvironmentListed),
            ListKey::EnvironmentGroups => {
                written!(environment_group_list(EnvironmentGroupList) -> EnvironmentGroupListed)
            }
            ListKey::Agents => written!(agent_list(AgentList) -> AgentListed),
            ListKey::Drain => written!(drain_list(DrainList) -> DrainListed),
            ListKey::Licences => written!(licence_list(LicenceList) -> LicenceListed),
            ListKey::Products => written!(product_list(ProductList) -> ProductListed),
            ListKey::Prepurchases => written!(prepurchase_list(PrepurchaseList) -> PrepurchaseListed),
            ListKey::Costs => written!(cost_list(CostList) -> CostListed),
            ListKey::CostGroups => written!(cost_analysis_list(CostAnalysisList) -> CostAnalysisListed),
            ListKey::PlanBudgets => written!(plan_budget_list(PlanBudgetList) -> PlanBudgetListed),
            ListKey::Plans => written!(plan_list(PlanList) -> PlanListed),
            ListKey::Sessions => written!(session_report_list(SessionReportList) -> SessionReportListed),
            ListKey::Conversations => written!(conversation_list(ConversationList) -> ConversationListed),
            ListKey::Flows => written!(flow_list(FlowList) -> FlowListed),
        };
        let after = app.workbook.read().await?.head().clone();
        if let (true, Some(sheet)) = (after == head, sheet) {
            let (rows, file_name) = sheet.finish()?;
            return Ok(ListExported { rows, file_name, as_of });
        }
    }
    let message = "The workbook is being changed so often that the list can't be written; try again";
    Err(ApiError::new(ErrorCode::Busy, message))
}

/// The list's request with the place where to go on.
fn part_of<Q: serde::de::DeserializeOwned>(asked: &Map<String, Value>, cursor: Option<&str>) -> Result<Q, ApiError> {
    let mut asked = asked.clone();
    if let Some(cursor) = cursor {
        asked.insert("cursor".to_owned(), cursor.into());
    }
    serde_json::from_value(Value::Object(asked))
        .map_err(|error| ApiError::new(ErrorCode::BadRequest, error.to_string()))
}

fn wanted<L: Listed>(keys: Option<&[String]>) -> Result<Vec<&'static Column<L::Row>>, ApiError> {
    let Some(keys) = keys else {
        return Ok(L::COLUMNS.iter().collect());
    };
    let known = |key: &String| {
        let found = L::COLUMNS.iter().find(|column| column.key == key);
        found.ok_or_else(|| {
            let all: Vec<_> = L::COLUMNS.iter().map(|column| column.key).collect();
            let message = format!("This list has no column \"{key}\"; it has: {}", all.join(", "));
            ApiError::new(ErrorCode::InvalidField, message).at("columns")
        })
    };
    keys.iter().map(known).collect()
}

fn begun<Row>(path: std::path::PathBuf, columns: &[&Column<Row>]) -> Result<SheetFile, ApiError> {
    let header: Vec<_> = columns.iter().map(|column| column.label).chain([AS_OF]).collect();
    SheetFile::begin(path, &header)
}
