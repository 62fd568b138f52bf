//! The test ids that the README documents, and which of them an id of a page is.

use std::collections::BTreeSet;

const README: &str = include_str!("../../README.md");

/// A documented test id; `<name>` in it stands for anything that is not empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Documented(String);

impl Documented {
    /// Every test id of the README's table.
    ///
    /// # Panics
    /// When the README has no such table.
    #[must_use]
    pub fn all() -> BTreeSet<Self> {
        let table = README
            .split_once("<!-- test ids:")
            .expect("the README lists the test ids")
            .1;
        let all: BTreeSet<_> = table
            .lines()
            .filter_map(|line| Some(Self(line.strip_prefix("| `")?.split_once('`')?.0.to_owned())))
            .collect();
        assert!(all.len() > 100, "the README's table of test ids is read: {all:?}");
        all
    }

    /// The documented test id that an id of a page is: the one that spells out most of it.
    #[must_use]
    pub fn of(id: &str, all: &BTreeSet<Self>) -> Option<Self> {
        all.iter()
            .filter(|documented| documented.fits(id))
            .max_by_key(|documented| documented.literals().map(str::len).sum::<usize>())
            .cloned()
    }

    /// As the README writes it.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.0
    }

    /// The texts between the names.
    fn literals(&self) -> impl Iterator<Item = &str> {
        self.0
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, rest)| rest))
    }

    fn fits(&self, id: &str) -> bool {
        let mut literals = self.literals();
        let Some(mut rest) = literals.next().and_then(|start| id.strip_prefix(start)) else {
            return false;
        };
        let mut literals = literals.peekable();
        if literals.peek().is_none() {
            return rest.is_empty();
        }
        while let Some(literal) = literals.next() {
            let ends = literals.peek().is_none();
            let found = if ends {
                rest.ends_with(literal).then(|| rest.len() - literal.len())
            } else {
                rest.char_indices()
                    .skip(1)
                    .find_map(|(place, _)| rest[place..].starts_with(literal).then_some(place))
            };
            match found {
                Some(place) if place > 0 => rest = &rest[place + literal.len()..],
                _ => return false,
            }
        }
        true
    }
}
