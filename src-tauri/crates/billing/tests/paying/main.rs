//! Who pays for use of Copilot Studio and Copilot Chat, and what stops.

#[path = "../support/mod.rs"]
mod support;

mod day;
mod environments;
mod laws;
mod naive;
mod order;
mod world;
