//! How long Meterdesk's window takes to its first useful screen on a large workbook, and how much memory it has there, beside
//! the same window with one line of text and beside a blank page: each in turn, several times over, and the ratio of the
//! medians.
//!
//! Says what it measured and judges nothing.

#![allow(clippy::print_stdout, reason = "printing the figures is what it is for")]

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use meterdesk_e2e::{FirstScreen, first_screen};
use tempfile::TempDir;

/// Runs of each window. Odd, so that the median is one of them.
const RUNS: usize = 11;

struct Candidate {
    name: &'static str,
    binary: PathBuf,
    arguments: Vec<String>,
    screens: Vec<FirstScreen>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // cargo bench builds into the folder of the release profile, where the programs lie too.
    let this = env::current_exe().expect("a program knows its own path");
    let programs = this
        .ancestors()
        .nth(2)
        .expect("it lies in the target folder")
        .to_owned();
    let folder = TempDir::with_prefix("meterdesk-bench-").expect("a temporary folder can be made");
    let workbook = folder.path().join("large.meterdesk");
    make_workbook(&programs.join("meterdesk-cli"), &workbook);
    let bench_window = programs.join("meterdesk-bench-window");
    let mut candidates = [
        Candidate {
            name: "Meterdesk, 300,000 people and 1.5 M memberships",
            binary: programs.join("meterdesk"),
            arguments: [
                workbook.to_string_lossy().as_ref(),
                "--test",
                "--reduced-motion",
                "--window",
                "1280x800",
            ]
            .map(str::to_owned)
            .to_vec(),
            screens: Vec::new(),
        },
        Candidate {
            name: "the same window with one line of text",
            binary: bench_window.clone(),
            arguments: vec!["baseline.html".to_owned()],
            screens: Vec::new(),
        },
        Candidate {
            name: "the same window with a blank page",
            binary: bench_window,
            arguments: vec!["blank.html".to_owned()],
            screens: Vec::new(),
        },
    ];
    // The first of each only warms the machine's caches.
    for run in 0..=RUNS {
        for candidate in &mut candidates {
            let screen = first_screen(&candidate.binary, &candidate.arguments).await;
            if run > 0 {
                candidate.screens.push(screen);
            }
        }
    }
    println!("start of the process to first useful screen (P5), {RUNS} runs each, alternating");
    compare(&candidates, "ms", |screen| screen.after.as_micros(), 1_000);
    println!("memory there, of all processes, shared pages by their share (P6)");
    compare(&candidates, "MiB", |screen| u128::from(screen.memory_kib), 1_024);
}

/// Prints medians, and the ratio of the first to each other. `unit` is `per` of what `measured` gives.
fn compare(candidates: &[Candidate], unit: &str, measured: impl Fn(&FirstScreen) -> u128, per: u128) {
    let sorted = |candidate: &Candidate| {
        let mut all: Vec<_> = candidate.screens.iter().map(&measured).collect();
        all.sort_unstable();
        all
    };
    for candidate in candidates {
        let all = sorted(candidate);
        let [least, median, most] = [0, RUNS / 2, RUNS - 1].map(|place| all[place] / per);
        println!("{median:>6} {unit} median ({least}–{most}): {}", candidate.name);
    }
    let median = |candidate: &Candidate| sorted(candidate)[RUNS / 2];
    for other in &candidates[1..] {
        let percent = median(&candidates[0]) * 100 / median(other);
        println!(
            "ratio {}.{:02}x: Meterdesk to {}",
            percent / 100,
            percent % 100,
            other.name
        );
    }
}

fn make_workbook(program: &Path, workbook: &Path) {
    let status = Command::new(program)
        .arg("new")
        .arg(workbook)
        .args(["--scenario", "large"])
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap_or_else(|problem| panic!("{} can't be started: {problem}", program.display()));
    assert!(status.success(), "the large workbook could not be made");
}
