//! Order of payment and enforcement: who pays for credits that have to be paid, when each payer has only so much left.
//!
//! 1. Prepaid capacity allocated to the environment, 2. the tenant's unallocated capacity, where the environment may draw
//!    on it, 3. pay-as-you-go under the plan or policy that applies, where a pre-purchase plan whose scope holds its
//!    subscription or resource group pays first, 4. nobody: then enforcement decides whether use goes on.
//!
//! Sources: Microsoft, Manage Copilot Credits and capacity (2026-09-18); Billing rates and management of Copilot Studio
//! (2026-08-03); Copilot Credit Pre-Purchase Plan (2026-07-17); Agent Pre-Purchase Plan (2025-11-12).
//!
//! [`Payments`] is the set-up along a timeline; `Walk` goes through claims in time order and keeps what each payer has
//! left. Neither rates use nor asks whether it is charged at all.

mod account;
mod balances;
mod claim;
mod period;
mod set_up;
mod standing;
mod trace;
mod walk;

pub use balances::Balances;
pub(crate) use claim::Claim;
pub use period::capacity_period;
pub use set_up::{Names, Payments};
pub use standing::{CapacityStatus, Drawn, Quota, Standing, standing};
pub use trace::{Considered, Pass};
pub(crate) use walk::Walk;
