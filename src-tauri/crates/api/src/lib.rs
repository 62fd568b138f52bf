//! Use cases, wire types, error codes, and the one table of commands.
//!
//! The shell, the command line and the TypeScript types are all made from the table in [`table`]. This crate names
//! neither Tauri nor a terminal, and holds no billing rule.

pub mod error;
mod table;
pub mod types;
#[allow(unreachable_pub, missing_docs)]
pub mod wire;
