//! A program run to its end: how long it took and how much memory it had at most.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Debug, Clone)]
pub(crate) struct Ran {
    pub(crate) took: Duration,
    /// Highest resident memory, as the system tells it; sampled, so the last few milliseconds may lack.
    pub(crate) peak_kib: u64,
    pub(crate) output: String,
}

const LOOK_EVERY: Duration = Duration::from_millis(5);

/// Runs it from its start to its end.
pub(crate) fn run(command: &mut Command) -> Ran {
    let begun = Instant::now();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|problem| panic!("{command:?} can't be started: {problem}"));
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kib = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("it can be waited for") {
            break ended;
        }
        peak_kib = peak_kib.max(high_water(&status));
        sleep(LOOK_EVERY);
    };
    let took = begun.elapsed();
    let output = child.wait_with_output().expect("its output can be read");
    assert!(ended.success(), "{command:?} failed: {ended}");
    Ran {
        took,
        peak_kib,
        output: String::from_utf8(output.stdout).expect("it prints text"),
    }
}

fn high_water(status: &str) -> u64 {
    let text = std::fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok())
        .unwrap_or(0)
}
