//! How long a window takes from the start of its process to its first useful screen.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tempfile::TempDir;
use thirtyfour::WebDriver;

use crate::{driver::Driver, start::Start, wait::until};

/// When the page marked that its first useful screen is painted, in microseconds since 1970; 0 before that.
const FIRST_IDLE: &str = "const [mark] = performance.getEntriesByName('meterdesk-first-idle'); \
    return mark ? Math.round((performance.timeOrigin + mark.startTime) * 1000) : 0";

/// Ticks of a process's start in a second, on every Linux.
const TICKS_PER_SECOND: u64 = 100;

/// Starts a program under a display and a driver of its own, and measures from the start of its process until its page
/// says that its first useful screen is painted.
///
/// # Panics
/// When the program does not start or never says so.
pub async fn time_to_first_screen(binary: &Path, arguments: &[String]) -> Duration {
    let folder = TempDir::with_prefix("meterdesk-bench-").expect("a temporary folder can be made");
    let driver = Driver::start(&Start::default(), folder.path(), &folder.path().join("driver.log")).await;
    let window = driver
        .open_program(binary, arguments)
        .await
        .unwrap_or_else(|reason| panic!("{reason}"));
    let painted = until(async || first_idle(&window).await).await;
    let painted = painted.unwrap_or_else(|reason| panic!("{} never came to rest: {reason}", binary.display()));
    let started = process_start(binary);
    let _ = window.quit().await;
    Duration::from_micros(painted.saturating_sub(started))
}

async fn first_idle(window: &WebDriver) -> Result<u64, String> {
    let answer = window
        .execute(FIRST_IDLE, vec![])
        .await
        .map_err(|problem| problem.to_string())?;
    match answer.json().as_u64() {
        Some(0) | None => Err("it has not marked its first screen".to_owned()),
        Some(moment) => Ok(moment),
    }
}

/// When the program's process began, in microseconds since 1970, to a hundredth of a second.
fn process_start(binary: &Path) -> u64 {
    let ticks = fs::read_dir("/proc")
        .expect("/proc can be read")
        .flatten()
        .filter(|process| fs::read_link(process.path().join("exe")).is_ok_and(|program| program == binary))
        .filter_map(|process| {
            let stat = fs::read_to_string(process.path().join("stat")).ok()?;
            stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse::<u64>().ok()
        })
        .max()
        .unwrap_or_else(|| panic!("{} does not run", binary.display()));
    let uptime = fs::read_to_string("/proc/uptime").expect("/proc can be read");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
    let uptime: u64 = uptime
        .split_whitespace()
        .next()
        .and_then(|seconds| seconds.replace('.', "").parse().ok())
        .expect("/proc/uptime begins with seconds to a hundredth");
    let booted = u64::try_from(now.as_micros()).expect("the year is before 500000") - uptime * 10_000;
    booted + ticks * (1_000_000 / TICKS_PER_SECOND)
}
