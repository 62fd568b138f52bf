//! A row of stages: each is timed, the first that fails ends the row, and a summary closes it.

use std::time::{Duration, Instant};

use crate::Outcome;

/// A named piece of work.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) work: fn() -> Outcome,
}

/// Runs the stages in their order.
pub(crate) fn run(stages: &[Stage]) -> Outcome {
    let start = Instant::now();
    let mut lines = Vec::new();
    let mut failure = None;
    for stage in stages {
        println!("\n== {} ==", stage.name);
        let begun = Instant::now();
        let outcome = (stage.work)();
        let took = begun.elapsed();
        lines.push(line(stage.name, took, if outcome.is_ok() { "ok" } else { "FAILED" }));
        println!("{}: {}", stage.name, seconds(took));
        if let Err(reason) = outcome {
            failure = Some(format!("The stage \"{}\" failed: {reason}", stage.name));
            break;
        }
    }
    lines.extend(
        stages
            .iter()
            .skip(lines.len())
            .map(|stage| format!("{:<28} {:>9}  not reached", stage.name, "")),
    );
    lines.push(line(
        "all",
        start.elapsed(),
        if failure.is_none() { "ok" } else { "FAILED" },
    ));
    println!("\n== Summary ==\n{}", lines.join("\n"));
    failure.map_or(Ok(()), Err)
}

fn line(name: &str, took: Duration, outcome: &str) -> String {
    format!("{name:<28} {:>9}  {outcome}", seconds(took))
}

fn seconds(duration: Duration) -> String {
    format!("{}.{} s", duration.as_secs(), duration.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failure_ends_the_row_and_names_its_stage() {
        let stages = [
            Stage {
                name: "first",
                work: || Ok(()),
            },
            Stage {
                name: "second",
                work: || Err("no disk".to_owned()),
            },
            Stage {
                name: "third",
                work: || panic!("must not be reached"),
            },
        ];
        assert_eq!(run(&stages), Err("The stage \"second\" failed: no disk".to_owned()));
    }

    #[test]
    fn a_row_without_failure_succeeds() {
        assert_eq!(
            run(&[Stage {
                name: "only",
                work: || Ok(())
            }]),
            Ok(())
        );
    }
}
