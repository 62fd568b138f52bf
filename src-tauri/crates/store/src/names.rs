//! Everybody's names in memory, in the order of display names, so that a search among hundreds of thousands need not read the file.
//!
//! Kept by the process for as long as nobody is added; people are never renamed or taken out. Who holds what is kept beside it,
//! until the journal or the clock goes on. An act that is under way must not ask here: what it changed is not in the journal yet.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;
use meterdesk_billing::directory::Product;
use meterdesk_billing::usage::PersonIndex;
use sqlx::{AssertSqlSafe, Row};

use crate::kept_coverage::KeptCoverages;
use crate::population::numbers;
use crate::{Page, Snapshot, StoreError};

/// How many sets of people are kept.
const SETS: usize = 6;

/// Everybody by display name.
#[derive(Debug, Default)]
struct Names {
    people: Vec<PersonIndex>,
    /// Where the line of each begins.
    starts: Vec<usize>,
    /// A line for each: display name and sign-in name, in small letters as far as they are ASCII, which is how SQLite compares.
    text: String,
}

/// What a set of people is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Having {
    /// The product now.
    Holds(Product),
    /// A path to the product now or later, or a group that failed to give it.
    Takes(Product),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SetKey {
    branch: i64,
    having: Having,
    seq: u64,
    now: i64,
}

/// What one process keeps of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// With the last person's place in the file.
    names: Mutex<Option<(i64, Arc<Names>)>>,
    /// The latest last.
    sets: Mutex<Vec<(SetKey, Arc<FixedBitSet>)>>,
    pub(crate) coverages: KeptCoverages,
}

/// What is kept stays whole when a holder panics.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Names {
    fn new(people: Vec<PersonIndex>, mut text: String) -> Self {
        text.make_ascii_lowercase();
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        let mut starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        starts.truncate(people.len());
        Self { people, starts, text }
    }

    /// Those with the text in one of their names, in order.
    fn matching(&self, search: &str) -> Vec<PersonIndex> {
        let search = search.trim().to_ascii_lowercase();
        if search.is_empty() {
            return self.people.clone();
        }
        let finder = Finder::new(search.as_bytes());
        let (mut found, mut from) = (Vec::new(), 0);
        while let Some(place) = finder.find(&self.text.as_bytes()[from..]) {
            let line = self.starts.partition_point(|start| *start <= from + place) - 1;
            found.push(self.people[line]);
            match self.starts.get(line + 1) {
                Some(next) => from = *next,
                None => break,
            }
        }
        found
    }
}

impl Snapshot {
    /// A page of those with the text in one of their names who are in the set where one is named (`false`: who aren't), by
    /// display name, and how many there are.
    pub(crate) async fn named(
        &mut self,
        search: Option<&str>,
        having: Option<(Having, bool)>,
        page: Page,
    ) -> Result<(Vec<PersonIndex>, u32), StoreError> {
        let mut people = self.names_in_memory().await?.matching(search.unwrap_or_default());
        if let Some((having, wanted)) = having {
            let set = self.set_of(having).await?;
            people.retain(|person| set.contains(*person as usize) == wanted);
        }
        let total = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let first = usize::try_from(page.offset).unwrap_or(usize::MAX).min(people.len());
        people.drain(..first);
        people.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
        Ok((people, total))
    }

    async fn names_in_memory(&mut self) -> Result<Arc<Names>, StoreError> {
        let last: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM person")
            .fetch_one(self.connection())
            .await?;
        let kept = lock(&self.workbook.kept().names).clone();
        if let Some((_, names)) = kept.filter(|(of, _)| *of == last) {
            return Ok(names);
        }
        let line = "replace(replace(display_name || char(31) || user_principal_name, char(10), ' '), char(13), ' ')";
        let sql = format!(
            "SELECT group_concat(id), group_concat(line, char(10)) FROM \
             (SELECT id, {line} AS line FROM person ORDER BY display_name COLLATE NOCASE, id)"
        );
        let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(self.connection()).await?;
        let text: Option<String> = row.try_get(1)?;
        let names = Arc::new(Names::new(numbers(row.try_get(0)?)?, text.unwrap_or_default()));
        *lock(&self.workbook.kept().names) = Some((last, Arc::clone(&names)));
        Ok(names)
    }

    async fn set_of(&mut self, having: Having) -> Result<Arc<FixedBitSet>, StoreError> {
        let key = SetKey {
            branch: self.branch.id,
            having,
            seq: self.head().seq,
            now: self.tenant().now.timestamp(),
        };
        let known = lock(&self.workbook.kept().sets)
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, set)| Arc::clone(set));
        if let Some(set) = known {
            return Ok(set);
        }
        let people = match having {
            Having::Holds(product) => self.holders_at(product, key.now).await?,
            Having::Takes(product) => self.licence_takers(product).await?,
        };
        let mut set = FixedBitSet::new();
        for person in people {
            set.grow_and_insert(person as usize);
        }
        let set = Arc::new(set);
        let mut sets = lock(&self.workbook.kept().sets);
        if sets.len() >= SETS {
            sets.remove(0);
        }
        sets.push((key, Arc::clone(&set)));
        drop(sets);
        Ok(set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_within_either_name_and_across_none() {
        let text = "Ada Berg\u{1f}ada@x.example\nÄNNE 100%\u{1f}anne_b@x.example\nBo\u{1f}bo@x.example";
        let names = Names::new(vec![3, 1, 2], text.to_owned());
        for (search, found) in [
            ("", &[3, 1, 2][..]),
            (" berg ", &[3]),
            ("X.EXAMPLE", &[3, 1, 2]),
            ("Bergada", &[]),
            ("examplebo", &[]),
            ("100%", &[1]),
            ("e_b", &[1]),
            ("Ä", &[1]),
            ("ä", &[]),
            ("bo@x.example", &[2]),
        ] {
            assert_eq!(names.matching(search), found, "{search:?}");
        }
    }
}
