//! The program as a terminal sees it: what it prints, how it exits, and what it leaves in the file when it is killed.
//!
//! Everything goes through the built program; nothing of the workspace is linked.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod contract;
mod files;
#[cfg(target_os = "linux")]
mod interruption;
#[cfg(target_os = "linux")]
mod killing;
#[cfg(target_os = "linux")]
mod resuming;
mod scenarios;
mod statements;
mod support;
#[cfg(unix)]
mod together;
mod usage;
#[cfg(unix)]
mod workbooks;
