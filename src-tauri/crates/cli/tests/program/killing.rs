//! Ending the program at a chosen point of its work.
//!
//! Linux counts the bytes that a process writes, so a work is killed when it has written so many of them. A limit on the
//! length of files ends a process in the middle of the write that passes it: always at the same byte.

use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Output};

/// The next of a row of numbers that look drawn (SplitMix64).
pub(crate) fn drawn(seed: u64) -> u64 {
    let mut number = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Bytes that the process has written so far; `None` when it has ended.
fn written(child: &mut Child) -> Option<u64> {
    if child.try_wait().unwrap().is_some() {
        return None;
    }
    let counts = std::fs::read_to_string(format!("/proc/{}/io", child.id()));
    let counts = counts.expect("Linux counts what a process writes");
    let line = counts.lines().find_map(|line| line.strip_prefix("wchar: "));
    Some(line.expect("the bytes are counted").parse().unwrap())
}

/// Runs the work to its end. Returns what it printed and how many bytes it wrote at least.
pub(crate) fn measured(mut command: Command) -> (Output, u64) {
    let mut child = command.spawn().unwrap();
    let mut most = 0;
    while let Some(so_far) = written(&mut child) {
        most = most.max(so_far);
        std::hint::spin_loop();
    }
    (child.wait_with_output().unwrap(), most)
}

/// Starts the work and kills it when it has written that many bytes, unless it has ended before. Returns whether it was killed.
pub(crate) fn killed(mut command: Command, bytes: u64) -> bool {
    let mut child = command.spawn().unwrap();
    while written(&mut child).is_some_and(|so_far| so_far < bytes) {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap().signal().is_some()
}

/// Runs the work until it writes beyond this place of any file, in blocks of 512 bytes. Returns whether that ended it.
pub(crate) fn struck(command: &Command, blocks: u64) -> bool {
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -c 0; ulimit -f \"$0\"; exec \"$@\"", &blocks.to_string()]);
    limited.arg(command.get_program()).args(command.get_args());
    limited.output().unwrap().status.signal().is_some()
}
