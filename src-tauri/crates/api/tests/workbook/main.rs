//! What holds for a workbook as its callers see it: through the table of commands, on a real file.

#![expect(clippy::unwrap_used, reason = "a test stops where its preparation fails")]

mod acts;
mod anomalies;
mod articles;
mod branches;
mod budgets;
mod buying_mix;
mod cancelling;
mod chargeback;
mod chargeback_bill;
mod chargeback_statement;
mod clock;
mod closing;
mod costs;
mod coverage;
mod covered;
mod credits_report;
mod directory;
mod drill;
mod environments;
mod groups;
mod guides;
mod licence_intervals;
mod licences;
mod lists;
mod notifications;
mod opening;
mod overrides;
mod plan_budgets;
mod planned;
mod previews;
mod properties;
mod rate_comparison;
mod receipts;
mod reconciliation;
mod reports;
mod requests;
mod restatement;
mod sessions;
mod statements;
mod support;
mod ten_receipts;
mod unfinished;
mod whole_files;
mod writers;
