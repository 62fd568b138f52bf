//! The start-up flags: what a presenter or a test sets so that the same window comes up again.
//!
//! Scenario names and people are passed on as they stand; the api crate judges them.

use std::{path::PathBuf, str::FromStr};

use chrono::{DateTime, Utc};
use clap::Parser;

/// Rehearses Copilot consumption billing in a workbook.
#[derive(Debug, Clone, Parser)]
#[command(version)]
pub(crate) struct Flags {
    /// Workbook to open; with --scenario, a missing one is made. Without it: a demo workbook among the program's own data.
    pub(crate) workbook: Option<PathBuf>,
    /// Scenario of a workbook that is made now.
    #[arg(long, value_name = "NAME")]
    pub(crate) scenario: Option<String>,
    /// Seed of a workbook that is made now.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
    /// Simulated start of a workbook that is made now, RFC 3339; default: the scenario's own.
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<DateTime<Utc>>,
    /// Who acts, as a person's id or sign-in name; default: the tenant's default administrator.
    #[arg(long = "as", value_name = "USER")]
    pub(crate) acting_as: Option<String>,
    /// Branch that the window works on; default: main.
    #[arg(long, value_name = "NAME")]
    pub(crate) branch: Option<String>,
    /// Make the workbook anew from the scenario, even if it exists.
    #[arg(long)]
    pub(crate) start_over: bool,
    /// First page.
    #[arg(long, value_name = "PATH", default_value = "/")]
    pub(crate) route: String,
    /// Size of the window's content in pixels.
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1280x800")]
    pub(crate) window: WindowSize,
    /// Show changes without motion.
    #[arg(long)]
    pub(crate) reduced_motion: bool,
    /// File that the next "Choose a file" takes instead of asking; may be repeated, and is taken in order.
    #[arg(long, value_name = "FILE")]
    pub(crate) import: Vec<PathBuf>,
    /// File that the next export writes instead of asking; may be repeated, and is taken in order.
    #[arg(long, value_name = "FILE")]
    pub(crate) export: Vec<PathBuf>,
    /// Workbook file that the next "Open", "New workbook" or "Save a copy" takes instead of asking; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) workbook_file: Vec<PathBuf>,
    /// Nothing on screen dismisses itself.
    #[arg(long)]
    pub(crate) test: bool,
}

/// Width and height of the window's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WindowSize {
    pub(crate) width: u16,
    pub(crate) height: u16,
}

impl WindowSize {
    /// The smallest window: the narrowest width that the pages are made for.
    pub(crate) const LEAST: Self = Self {
        width: 320,
        height: 240,
    };
}

impl FromStr for WindowSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let size = text
            .split_once('x')
            .and_then(|(width, height)| {
                Some(Self {
                    width: width.parse().ok()?,
                    height: height.parse().ok()?,
                })
            })
            .ok_or("write it as WIDTHxHEIGHT, for example 1280x800")?;
        if size.width < Self::LEAST.width || size.height < Self::LEAST.height {
            return Err(format!(
                "the smallest window is {}x{}",
                Self::LEAST.width,
                Self::LEAST.height
            ));
        }
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_flags_the_demo_opens_at_the_first_page() {
        let flags = Flags::parse_from(["meterdesk"]);
        assert_eq!(flags.workbook, None);
        assert_eq!((flags.scenario, flags.seed, flags.route.as_str()), (None, 0, "/"));
        assert_eq!(
            flags.window,
            WindowSize {
                width: 1280,
                height: 800
            }
        );
    }

    #[test]
    fn import_files_keep_their_order() {
        let flags = Flags::parse_from(["meterdesk", "book", "--import", "b.csv", "--import", "a.csv"]);
        assert_eq!(flags.import, [PathBuf::from("b.csv"), PathBuf::from("a.csv")]);
    }

    #[test]
    fn a_start_that_is_no_instant_is_refused() {
        let parsed = |at| Flags::try_parse_from(["meterdesk", "--at", at]);
        assert!(parsed("2026-12-01T00:00:00Z").is_ok());
        assert!(parsed("1 December").is_err());
    }

    #[test]
    fn a_window_size_that_cannot_be_shown_is_refused() {
        for size in ["1280", "1280x", "x800", "1280×800", "319x800", "-1x800", "99999x800"] {
            assert!(
                Flags::try_parse_from(["meterdesk", "--window", size]).is_err(),
                "{size} is no window"
            );
        }
    }
}
