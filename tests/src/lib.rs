//! Drives the built program through its real web view, as an administrator would.
//!
//! Links none of Meterdesk's crates: it knows the program's start-up flags, its documented test ids and roles, and the
//! command line. Every session has its own display, driver, folder and workbook, so tests may run side by side.

#![allow(
    clippy::print_stderr,
    reason = "what goes wrong while evidence is kept must not hide the failure itself"
)]

mod amount;
mod axe;
mod billing;
mod cli;
mod documented;
mod driver;
mod evidence;
mod held_file;
mod import;
mod launch;
mod page;
mod programs;
mod screens;
mod session;
mod start;
mod top_bar;
mod trying;
mod usage_file;
mod wait;

pub use amount::millionths;
pub use axe::Violation;
pub use billing::NewPolicy;
pub use cli::{Cli, Refusal};
pub use documented::Documented;
pub use held_file::{Held, HeldFile};
pub use launch::{FirstScreen, first_screen};
pub use page::Page;
pub use session::{OtherClient, Session, journey, journey_of_other_client};
pub use start::Start;
pub use trying::Person;
pub use usage_file::{UsageFile, Use};
