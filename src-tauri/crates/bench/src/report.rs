//! Figures as they are found, and all of them at the end, with how cost grows with the rows.

use std::time::Duration;

/// What is held against a goal.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) id: &'static str,
    pub(crate) rows: u64,
    pub(crate) what: String,
    pub(crate) against: String,
    /// Thousandths of what it is measured against, or of the unit that the goal is stated in.
    pub(crate) permille: u64,
    /// The goal in the same thousandths.
    pub(crate) goal: u64,
    /// What stands after both numbers, such as `x`.
    pub(crate) unit: &'static str,
    /// What the first side took, where its growth with the rows is of interest.
    pub(crate) took: Option<Duration>,
}

/// All figures of a run.
#[derive(Debug, Default)]
pub(crate) struct Report {
    figures: Vec<Figure>,
}

/// The middle one, and the least and the most.
pub(crate) fn median<T: Ord + Copy>(values: &[T]) -> (T, T, T) {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    (sorted[sorted.len() / 2], sorted[0], sorted[sorted.len() - 1])
}

/// Thousandths that one is of the other.
pub(crate) fn permille(one: Duration, of: Duration) -> u64 {
    u64::try_from(one.as_micros() * 1_000 / of.as_micros().max(1)).unwrap_or(u64::MAX)
}

pub(crate) fn seconds(took: Duration) -> String {
    format!("{}.{:03} s", took.as_secs(), took.subsec_millis())
}

fn thousandths(value: u64) -> String {
    format!("{}.{:02}", value / 1_000, value % 1_000 / 10)
}

impl Figure {
    fn line(&self) -> String {
        let met = if self.permille <= self.goal { "met" } else { "MISSED" };
        format!(
            "{} {:>9} rows: {} {unit}, goal {} {unit}, {met}: {}, against {}",
            self.id,
            self.rows,
            thousandths(self.permille),
            thousandths(self.goal),
            self.what,
            self.against,
            unit = self.unit,
        )
    }
}

impl Report {
    pub(crate) fn add(&mut self, figure: Figure) {
        println!("{}", figure.line());
        self.figures.push(figure);
    }

    /// Prints all figures once more, by figure, and how each grows with the rows.
    pub(crate) fn print(&self) {
        println!("\n== All figures ==");
        let mut sorted: Vec<_> = self.figures.iter().collect();
        sorted.sort_by_key(|figure| (figure.id, figure.rows));
        for figure in &sorted {
            println!("{}", figure.line());
        }
        for pair in sorted.windows(2) {
            let [less, more] = pair else { continue };
            if let (true, Some(before), Some(after)) = (less.id == more.id, less.took, more.took) {
                println!(
                    "{} grows {}-fold from {} to {} rows, which are {}-fold",
                    more.id,
                    thousandths(permille(after, before)),
                    less.rows,
                    more.rows,
                    thousandths(more.rows * 1_000 / less.rows),
                );
            }
        }
    }
}
