//! The rules of Copilot consumption billing.
//!
//! Commands are decided against a tenant's state, events are folded into it, usage is rated and settled. This crate does
//! no I/O, reads no clock and no environment, and knows neither SQL nor the shell: everything it needs is an argument.

pub mod anomalies;
pub mod articles;
pub mod budget;
pub mod catalogue;
pub mod chargeback;
pub mod costs;
pub mod coverage;
pub mod directory;
pub mod drill;
pub mod estimate;
pub mod high_usage;
pub mod ids;
pub mod licences;
pub mod metering;
pub mod offers;
pub mod payment;
pub mod platform;
pub mod rate_comparison;
pub mod reconciliation;
pub mod sessions;
pub mod settings;
pub mod settlement;
pub mod tenant;
pub mod time;
pub mod units;
pub mod usage;

/// Lower-case hexadecimal text of some bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
