//! Who pays for use of Copilot Studio and Copilot Chat, what stops, and the billing plans that pay.

#[path = "../support/adding_up.rs"]
mod adding_up;
#[path = "../support/mod.rs"]
mod support;

mod belonging;
mod day;
mod environments;
mod laws;
mod naive;
mod order;
mod plan_budgets;
mod plans;
mod world;
