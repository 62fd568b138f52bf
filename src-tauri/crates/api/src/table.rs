//! The one table of commands.
//!
//! Each line: whether it reads or writes, its name, its request, its answer. A use case of the same name in `use_cases`
//! does the work.

/// Expands the given macro with every command of the table.
#[macro_export]
macro_rules! for_each_command {
    ($expand:path) => {
        $expand! {
            read tenant_get(TenantGet) -> TenantView;
            read journal_head(JournalHeadGet) -> JournalHead;
            read clock_get(ClockGet) -> ClockView;
            write clock_advance(ClockAdvance) -> ClockAdvanced;
            read subscription_list(SubscriptionList) -> SubscriptionListed;
            read user_list(UserList) -> UserListed;
            read group_list(GroupList) -> GroupListed;
            read policy_list(PolicyList) -> PolicyListed;
            read policy_get(PolicyGet) -> PolicyView;
            write policy_create(PolicyCreate) -> PolicyCreated;
            write policy_delete(PolicyDelete) -> PolicyDeleted;
            read service_list(ServiceList) -> ServiceListed;
            write service_connect(ServiceConnect) -> ServiceConnected;
            write service_disconnect(ServiceDisconnect) -> ServiceDisconnected;
            read happening_list(HappeningList) -> HappeningListed;
            read usage_series(UsageSeries) -> UsageSeriesView;
            write usage_try(UsageTry) -> UsageTried;
            read import_list(ImportList) -> ImportListed;
            write import_start(ImportStart) -> ImportStarted;
            write import_revert(ImportRevert) -> ImportReverted;
            read import_rejection_list(ImportRejectionList) -> ImportRejectionListed;
            read job_get(JobGet) -> JobView;
            read job_cancel(JobCancel) -> JobView;
        }
    };
}
