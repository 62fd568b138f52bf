//! Finds what a misspelt column name may have meant.
//!
//! Only ever a proposal for a message: nothing is read under a name that was merely guessed.

use meterdesk_billing::usage::folded;

use crate::columns::Column;

/// How many letters must be inserted, taken out, replaced or swapped to come from one text to the other.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for i in 0..from.len() {
        let mut row = vec![i + 1];
        for j in 0..to.len() {
            let replaced = above[j] + usize::from(from[i] != to[j]);
            let mut best = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && from[i] == to[j - 1] && from[i - 1] == to[j] {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[to.len()]
}

/// How far a found name is from meaning the column, both folded; `None` if it is something else.
pub(crate) fn nearness(found: &str, column: &Column) -> Option<usize> {
    if column.other_names.contains(&found) {
        return Some(0);
    }
    let wanted = folded(column.name);
    // One slip makes another word of a short one: "text" is not meant to be "test".
    let allowed = wanted.len().saturating_sub(1) / 4;
    if found.len().abs_diff(wanted.len()) > allowed {
        return None;
    }
    let distance = distance(found, &wanted);
    (distance <= allowed).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_single_slips() {
        for (from, to, slips) in [
            ("quantity", "quantity", 0),
            ("quantiy", "quantity", 1),
            ("qauntity", "quantity", 1),
            ("", "time", 4),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(from, to), slips, "{from} → {to}");
            assert_eq!(distance(to, from), slips, "{to} → {from}");
        }
    }
}
