//! How long a window takes from the start of its process to its first useful screen, and how much memory it has then.

use std::{
    collections::HashMap,
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

/// A window at its first useful screen.
#[derive(Debug, Clone, Copy)]
pub struct FirstScreen {
    /// From the start of the process until the page says that the screen is painted.
    pub after: Duration,
    /// What the program and the processes that it started have in memory, shared pages by their share, in KiB.
    pub memory_kib: u64,
}

/// Starts a program under a display and a driver of its own, and measures it at its first useful screen.
///
/// # Panics
/// When the program does not start or never says that the screen is painted.
pub async fn first_screen(binary: &Path, arguments: &[String]) -> FirstScreen {
    let folder = TempDir::with_prefix("meterdesk-bench-").expect("a temporary folder can be made");
    let driver = Driver::start(&Start::default(), folder.path(), &folder.path().join("driver.log")).await;
    let window = driver
        .open_program(binary, arguments)
        .await
        .unwrap_or_else(|reason| panic!("{reason}"));
    let painted = until(async || first_idle(&window).await).await;
    let painted = painted.unwrap_or_else(|reason| panic!("{} never came to rest: {reason}", binary.display()));
    let process = newest_process(binary);
    let memory_kib = memory_of_family(process.number);
    let _ = window.quit().await;
    FirstScreen {
        after: Duration::from_micros(painted.saturating_sub(process.began)),
        memory_kib,
    }
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

struct Process {
    number: u32,
    /// In microseconds since 1970, to a hundredth of a second.
    began: u64,
}

/// The process of the program that began last.
fn newest_process(binary: &Path) -> Process {
    let (ticks, number) = processes()
        .filter(|number| fs::read_link(format!("/proc/{number}/exe")).is_ok_and(|program| program == binary))
        .filter_map(|number| Some((field_after_name(number, 19)?, number)))
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
    Process {
        number,
        began: booted + ticks * (1_000_000 / TICKS_PER_SECOND),
    }
}

fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").expect("/proc can be read").flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// A number of the process's `stat`, counted from 0 after the program's name.
fn field_after_name(process: u32, place: usize) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(place)?.parse().ok()
}

/// Proportional memory of a process and all that it started, in KiB.
fn memory_of_family(first: u32) -> u64 {
    let mut children: HashMap<u64, Vec<u32>> = HashMap::new();
    for process in processes() {
        if let Some(parent) = field_after_name(process, 1) {
            children.entry(parent).or_default().push(process);
        }
    }
    let (mut family, mut total) = (vec![first], 0);
    while let Some(process) = family.pop() {
        let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let kib = pss.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
        total += kib.unwrap_or(0);
        family.extend(children.remove(&u64::from(process)).unwrap_or_default());
    }
    total
}
