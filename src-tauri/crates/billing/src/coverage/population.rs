//! Sets of people over a range of time: who belongs to a group or holds a licence, and when.
//!
//! Rows come from a directory that the caller reads; nothing here knows where they were kept.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use crate::time::Moment;
use crate::usage::PersonIndex;

/// A second since 1970-01-01T00:00:00Z and, within it, the place in the journal of the act; 0 for what no act did.
pub type Point = (i64, u64);

/// From a point until another; without an end while it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// When it begins.
    pub from: Point,
    /// When it ends.
    pub until: Option<Point>,
}

impl Span {
    /// All of time.
    pub const ALWAYS: Self = Self {
        from: (i64::MIN, 0),
        until: None,
    };

    /// Whether the moment lies inside.
    #[must_use]
    pub fn holds_at(&self, moment: Moment) -> bool {
        let done = |(at, seq): Point| moment.is_after(at, seq);
        done(self.from) && !self.until.is_some_and(done)
    }

    /// What two spans share; `None` where that is no time at all.
    #[must_use]
    pub fn shared_with(&self, other: &Self) -> Option<Self> {
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        let from = self.from.max(other.from);
        until.is_none_or(|until| from < until).then_some(Self { from, until })
    }
}

/// That somebody belongs to a group or holds a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Belonging {
    /// The person.
    pub person: PersonIndex,
    /// When.
    pub span: Span,
}

impl From<(PersonIndex, i64, Option<i64>)> for Belonging {
    /// What a dataset states: person, first second, first second after.
    fn from((person, from, until): (PersonIndex, i64, Option<i64>)) -> Self {
        let span = Span {
            from: (from, 0),
            until: until.map(|until| (until, 0)),
        };
        Self { person, span }
    }
}

/// A set of people over a range of time: a bit for each who belongs throughout, spans for the few who come or go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Population {
    throughout: FixedBitSet,
    partly: BTreeMap<PersonIndex, Vec<Span>>,
}

impl Population {
    /// From rows, for use at times in `range` (from, until) in seconds.
    #[must_use]
    pub fn from_rows(rows: impl IntoIterator<Item = impl Into<Belonging>>, range: (i64, i64)) -> Self {
        let mut population = Self::default();
        for Belonging { person, span } in rows.into_iter().map(Into::into) {
            let until = span.until.map_or(i64::MAX, |(until, _)| until);
            if span.from <= (range.0, 0) && until >= range.1 {
                population.throughout.grow_and_insert(person as usize);
            } else if span.from.0 < range.1 && until >= range.0 {
                population.partly.entry(person).or_default().push(span);
            }
        }
        population
    }

    /// Everybody who belongs to it at some time.
    pub(super) fn anybody(&self) -> impl Iterator<Item = PersonIndex> + '_ {
        let throughout = self
            .throughout
            .ones()
            .filter_map(|person| PersonIndex::try_from(person).ok());
        throughout.chain(self.partly.keys().copied())
    }

    /// Whether the person belongs to it at that moment.
    #[must_use]
    pub fn contains(&self, person: PersonIndex, moment: Moment) -> bool {
        self.throughout.contains(person as usize)
            || self
                .partly
                .get(&person)
                .is_some_and(|spans| spans.iter().any(|span| span.holds_at(moment)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(at: i64, act_seq: Option<u64>) -> Moment {
        Moment { at, act_seq }
    }

    #[test]
    fn a_person_belongs_from_joining_until_leaving() {
        let rows = [
            (1, 0, None),
            (2, 150, None),
            (3, 0, Some(150)),
            (4, 300, None),
            (5, 100, Some(200)),
        ];
        let population = Population::from_rows(rows, (100, 200));
        let members = |at| {
            (0..7)
                .filter(|person| population.contains(*person, moment(at, None)))
                .collect::<Vec<_>>()
        };
        assert_eq!(members(100), [1, 3, 5]);
        assert_eq!(members(149), [1, 3, 5]);
        assert_eq!(members(150), [1, 2, 5]);
    }

    #[test]
    fn acts_of_one_second_count_in_their_order() {
        let row = |person, from, until| Belonging {
            person,
            span: Span { from, until },
        };
        let rows = [row(1, (100, 7), None), row(2, (0, 0), Some((100, 7)))];
        let population = Population::from_rows(rows, (100, 200));
        let at = |act_seq| [1, 2].map(|person| population.contains(person, moment(100, act_seq)));
        assert_eq!(at(Some(6)), [false, true], "a use before the act in the same second");
        assert_eq!(at(Some(8)), [true, false], "a use after it");
        assert_eq!(at(None), [true, false], "a row that is no act comes last");
    }
}
