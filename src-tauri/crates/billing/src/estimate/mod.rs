//! Calculators: what some use would be worth, without a tenant.
//!
//! Rating goes by the metering rules; the usage estimate has Microsoft's own formula with its own rounding, and the two
//! are kept apart. Nothing here is part of a settlement.

pub mod ai_builder;
pub mod business_central;
pub mod planning;
pub mod rating;
pub mod usage;
