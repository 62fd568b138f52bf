//! Benches of usage at scale: each prints both sides, their ratio and the goal, and judges nothing.
//!
//! Makes what it measures with: a workbook of 300,000 people, 5,000 groups and 50 policies, and usage files of it, all from
//! a seed and kept for the next time. `cargo xtask bench` builds the programs that are measured and calls this one.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "printing the figures is what it is for"
)]

mod draw;
mod duck;
mod engine;
mod import;
mod process;
mod reads;
mod report;
mod usage_file;
mod workbook;

use std::path::PathBuf;

use clap::Parser;

use crate::report::Report;

/// Import, settlement and reading at scale, beside what they are measured against.
#[derive(Debug, Parser)]
pub(crate) struct Options {
    /// Rows of usage; several, separated by commas, show how cost grows.
    #[arg(long, value_delimiter = ',', default_values_t = [1_000_000, 3_000_000, 10_000_000])]
    rows: Vec<u64>,
    /// Figures, separated by commas.
    #[arg(long, value_delimiter = ',', default_values_t = FIGURES.map(str::to_owned))]
    only: Vec<String>,
    /// Runs of each side, of which the median counts; three fifths of it from 3 million rows on, two from 10 million.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Where files are made and kept.
    #[arg(long)]
    folder: PathBuf,
    /// The program that imports.
    #[arg(long)]
    cli: PathBuf,
    /// Python with DuckDB.
    #[arg(long)]
    python: PathBuf,
    /// The script that has DuckDB do its side.
    #[arg(long)]
    script: PathBuf,
}

const FIGURES: [&str; 6] = ["P1", "P2", "P3", "P4", "P6", "P7"];

impl Options {
    fn wants(&self, figure: &str) -> bool {
        self.only.iter().any(|wanted| wanted.eq_ignore_ascii_case(figure))
    }

    fn runs_at(&self, rows: u64) -> usize {
        let fifths = match rows {
            0..3_000_000 => 5,
            3_000_000..10_000_000 => 3,
            _ => 2,
        };
        (self.runs * fifths).div_ceil(5)
    }
}

#[tokio::main]
async fn main() {
    let options = Options::parse();
    std::fs::create_dir_all(&options.folder).expect("the folder can be made");
    let mut report = Report::default();
    for &rows in &options.rows {
        println!("\n== {rows} rows ==");
        if ["P1", "P2", "P4", "P6", "P7"]
            .iter()
            .any(|figure| options.wants(figure))
        {
            import::measure(&options, rows, &mut report).await;
        }
        if options.wants("P3") {
            engine::measure(&options, rows, &mut report).await;
        }
    }
    report.print();
}
