//! A hundred seeded tenants, settled by the engine and by a naive model, and written down for a third to settle in SQL.
//!
//! Ends with a failure where engine and model differ by one micro-credit. The SQL and its comparison are in
//! `tests/bench/agree.py`; this program knows no database. What the three cover: rate cards and rounding, licences, test
//! use, billing policies with groups whose members come and go, disconnecting, the actual set-up and *as if*, packs,
//! allocations, drawing on the pool, enforcement, billing plans, and a pre-purchase plan that runs out. Not covered:
//! settings off their defaults, impediments, limits of agents, Copilot credit policies, running conversations.

#![allow(clippy::print_stdout, reason = "printing what was found is what it is for")]

#[path = "../../../scenario/src/draw.rs"]
#[allow(dead_code, unused_imports, reason = "a bench draws less than scenarios do")]
mod draw;
mod naive_whole;
mod sheets;
mod tenant;

#[path = "../../tests/support/adding_up.rs"]
mod adding_up;
#[path = "../../tests/paying/naive.rs"]
mod naive;
#[path = "../../tests/support/mod.rs"]
#[allow(dead_code, reason = "shared with tests")]
mod support;
#[path = "../../tests/paying/world.rs"]
#[allow(dead_code, reason = "shared with tests")]
mod world;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::sheets::Sheets;
use crate::tenant::{Sketch, View};

const TENANTS: u64 = 100;

/// Micro-credits by day, payer and service.
type Totals = BTreeMap<(i64, String, &'static str), i64>;

fn main() -> ExitCode {
    // cargo adds a flag of its own.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder = PathBuf::from(folder.expect("the folder for the sheets is named"));
    let mut sheets = Sheets::create(&folder).expect("the sheets can be written");
    let (mut rows, mut totals, mut differences) = (0, 0, 0);
    for seed in 1..=TENANTS {
        let sketch = Sketch::draw(seed);
        for view in [View::Actual, View::AsIf] {
            let inputs = sketch.inputs(view);
            let engine = sketch.settle(view);
            let model = naive_whole::totals(&sketch, &inputs);
            rows += inputs.rows.len();
            totals += engine.len();
            for key in engine
                .keys()
                .chain(model.keys().filter(|key| !engine.contains_key(key)))
            {
                let (one, other) = (engine.get(key), model.get(key));
                if one != other {
                    differences += 1;
                    println!("tenant {seed}, {view:?}, {key:?}: engine {one:?}, naive model {other:?}");
                }
            }
            sheets
                .add(&sketch, &inputs, &engine)
                .expect("the sheets can be written");
        }
    }
    sheets.finish().expect("the sheets can be written");
    println!("{TENANTS} seeded tenants, {rows} rows, {totals} totals: engine and naive model differ in {differences}");
    if differences == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
