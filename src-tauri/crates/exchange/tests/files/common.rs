//! What the tests share: reading a file to its end.

use std::io::Read;

use meterdesk_exchange::{
    EnvironmentDayRecord, FileSummary, HeaderProblem, OpenError, OpenedFile, RejectedRow, ReportRecord, Row,
    UsageRecord, open,
};

pub(crate) const USAGE_HEADER: &str = "event_id,time,user,service,agent,environment,feature,quantity";

pub(crate) const REPORT_HEADER: &str = "BillingPlan Id,BillingPlan Name,Environment Id,Environment Name,Capacity Type,\
                                 Entitled Quantity,Prepaid Consumed Quantity,Pay as you go Consumed Quantity,Usage Date";

/// A file read to its end.
#[derive(Debug)]
pub(crate) struct ReadFile<T> {
    pub(crate) good: Vec<T>,
    pub(crate) rejected: Vec<RejectedRow>,
    pub(crate) summary: FileSummary,
}

impl<T> ReadFile<T> {
    pub(crate) fn messages(&self) -> Vec<String> {
        self.rejected.iter().map(ToString::to_string).collect()
    }
}

macro_rules! read_to_end {
    ($reader:expr) => {{
        let mut reader = $reader;
        let (mut good, mut rejected) = (Vec::new(), Vec::new());
        while let Some(row) = reader.next_row().unwrap() {
            match row {
                Row::Good { record, .. } => good.push(record.into_owned()),
                Row::Rejected(row) => rejected.push(row),
            }
        }
        let summary = reader.finish().unwrap();
        assert_eq!(summary.good, good.len() as u64);
        assert_eq!(summary.rejected, rejected.len() as u64);
        ReadFile {
            good,
            rejected,
            summary,
        }
    }};
}

pub(crate) fn usage(input: impl Read) -> ReadFile<UsageRecord<String>> {
    match open(input) {
        Ok(OpenedFile::MeteredUsage(reader)) => read_to_end!(reader),
        Ok(_) => panic!("it was taken for a report"),
        Err(error) => panic!("it was not opened: {error}"),
    }
}

pub(crate) fn report(input: impl Read) -> ReadFile<EnvironmentDayRecord<String>> {
    match open(input) {
        Ok(OpenedFile::EnvironmentReport(reader)) => read_to_end!(reader),
        Ok(_) => panic!("it was taken for another file"),
        Err(error) => panic!("it was not opened: {error}"),
    }
}

/// A report other than that of environments.
pub(crate) fn stated(input: impl Read) -> ReadFile<ReportRecord<String>> {
    match open(input) {
        Ok(OpenedFile::Report(reader)) => read_to_end!(reader),
        Ok(_) => panic!("it was taken for another file"),
        Err(error) => panic!("it was not opened: {error}"),
    }
}

pub(crate) fn header_problem(input: &[u8]) -> HeaderProblem {
    match open(input) {
        Err(OpenError::Header(problem)) => problem,
        Err(OpenError::Io(error)) => panic!("a slice can always be read: {error}"),
        Ok(_) => panic!("it was opened"),
    }
}
