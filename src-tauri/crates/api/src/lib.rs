//! Use cases, wire types, error codes, and the one table of commands.
//!
//! The shell, the command line and the TypeScript types are all made from the table in [`table`]. This crate names
//! neither Tauri nor a terminal, and holds no billing rule.

mod act;
mod app;
mod census;
pub mod error;
mod far_off;
mod folders;
mod jobs;
mod kept;
mod lists;
mod nested;
mod new_workbook;
mod pages;
mod payer;
mod receipts;
mod run_content;
mod settle;
mod sheet_file;
mod table;
mod text;
pub mod types;
pub mod use_cases;
mod who_could;
pub mod wire;

pub use app::{App, Caller, FileSource};
pub use folders::files_in;
pub use new_workbook::NewWorkbook;
pub use table::{COMMANDS, CommandInfo, call};
