//! The workbook on SQLite: journal, directory, usage, reports and settlement runs. The only SQL of Meterdesk.
//!
//! Rules live in `meterdesk-billing`; this crate keeps and finds rows. Many processes may have one workbook open: acts
//! take the file's write lock only for their own transaction, long work holds a lease.

mod act;
mod affiliation;
mod branch;
mod branch_deletion;
mod closing;
mod conversations;
mod dataset;
mod dictionary;
mod directory;
mod error;
mod event_key;
mod groups;
mod import;
mod journal;
mod kept_coverage;
mod lease;
mod licences;
mod memberships;
mod names;
mod open;
mod origin;
mod packed;
mod packs;
mod planned;
mod population;
mod reconciling;
mod report_line;
mod reported;
mod run;
mod run_detail;
mod schema;
mod spending;
mod units;
mod usage;
mod usage_page;
mod usage_row;
mod uses;

pub use act::{Act, FirstAnswer, Snapshot};
pub use branch::{Branch, BranchRecord};
pub use branch_deletion::GoingBranches;
pub use closing::{CorrectionRow, MonthSum};
pub use conversations::LoggedConversation;
pub use directory::{Page, PersonFilter, PersonKey, PersonRecord};
pub use error::StoreError;
pub use groups::{GroupFilter, GroupKey, GroupRecord, NewGroup};
pub use import::{
    EnvironmentDay, Finding, ImportRecord, ImportSpec, ImportState, NamedAgent, Overlap, PublishedCounts, Rejection,
    ReportLine, Staged, Staging, Sum, TotalGap, UnknownPerson,
};
pub use journal::{Entry, Head};
pub use lease::Lease;
pub use licences::{FailedAssignment, HeldPath, TrialSpan};
pub use memberships::GroupMembers;
pub use names::Having;
pub use open::{Watcher, Workbook};
pub use origin::Since;
pub use population::{PersonName, Users};
pub use reconciling::{StatedMoney, StatedSum};
pub use report_line::ReportedRow;
pub use reported::ReportedDay;
pub use run::{RunHappening, RunMark, RunOrigin, RunRow, RunTimeline};
pub use spending::PaidRow;
pub use units::{Elsewhere, UsageRows};
pub use usage::{TriedRow, UsageOutside};
pub use usage_page::MOST_ORDERED;
pub use usage_row::{RowName, UsageRecord, UsageRowFilter, UsageRowOrder};
