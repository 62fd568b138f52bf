//! Tests of the readers and the writer through the crate's public face.

mod common;
mod conversations;
mod environment_report;
mod malformed;
mod properties;
mod reports;
mod usage_rows;
