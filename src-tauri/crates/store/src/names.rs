//! Everybody's names in memory, in the order of display names, so that a search among hundreds of thousands need not read the file.
//!
//! Kept by the process for as long as nobody is added; people are never renamed or taken out. Who holds what, and how many do, is
//! kept beside it until the journal or the clock goes on. For an act that is under way nothing is kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;
use meterdesk_billing::coverage::people_set;
use meterdesk_billing::directory::Product;
use meterdesk_billing::ids::GroupId;
use meterdesk_billing::usage::PersonIndex;
use sqlx::{AssertSqlSafe, Row};

use crate::kept_coverage::KeptCoverages;
use crate::population::numbers;
use crate::{Head, Page, Snapshot, StoreError};

/// How many sets of people are kept: one takes a bit for each person.
const SETS: usize = 64;

/// How many numbers of people are kept.
const NUMBERS: usize = 256;

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
pub enum Having {
    /// A place in the directory: everybody has one.
    Place,
    /// The product now.
    Holds(Product),
    /// A path to the product now or later, or a group that failed to give it.
    Takes(Product),
    /// A direct membership of the group now, whatever has become of the group.
    Membership(GroupId),
}

/// What a number of people is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Those who take a licence of the product.
    Taking(Product),
    /// Those to whom a dataset brought it.
    Brought(Product),
}

/// What something is kept of, and of which state of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
struct KeptOf<T> {
    what: T,
    branch: i64,
    head: Head,
    now: i64,
}

/// What is kept of the latest states, the latest last.
type Latest<T, V> = Mutex<Vec<(KeptOf<T>, V)>>;

fn known<T: PartialEq, V: Clone>(kept: &Latest<T, V>, of: &KeptOf<T>) -> Option<V> {
    let kept = lock(kept);
    let found = kept.iter().find(|(known, _)| known == of);
    found.map(|(_, value)| value.clone())
}

fn keep<T, V>(kept: &Latest<T, V>, most: usize, of: KeptOf<T>, value: V) {
    let mut kept = lock(kept);
    if kept.len() >= most {
        kept.remove(0);
    }
    kept.push((of, value));
}

/// What one process keeps of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// With the last person's place in the file.
    names: Mutex<Option<(i64, Arc<Names>)>>,
    sets: Latest<Having, Arc<FixedBitSet>>,
    numbers: Latest<Counted, u32>,
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

    pub(crate) async fn matching(&mut self, search: Option<&str>) -> Result<Vec<PersonIndex>, StoreError> {
        Ok(self.names_in_memory().await?.matching(search.unwrap_or_default()))
    }

    async fn names_in_memory(&mut self) -> Result<Arc<Names>, StoreError> {
        let last: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM person")
            .fetch_one(self.connection())
            .await?;
        let kept = lock(&self.workbook.kept().names).clone();
        if let Some((_, names)) = kept.filter(|(of, _)| *of == last && !self.acting) {
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
        if !self.acting {
            *lock(&self.workbook.kept().names) = Some((last, Arc::clone(&names)));
        }
        Ok(names)
    }

    fn kept_of<T>(&self, what: T) -> KeptOf<T> {
        KeptOf {
            what,
            branch: self.branch.id,
            head: self.head().clone(),
            now: self.tenant().now.timestamp(),
        }
    }

    /// Those who have something now.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn set_of(&mut self, having: Having) -> Result<Arc<FixedBitSet>, StoreError> {
        let of = self.kept_of(having);
        if let Some(set) = known(&self.workbook.kept().sets, &of).filter(|_| !self.acting) {
            return Ok(set);
        }
        let people = match having {
            Having::Place => self.everybody().await?,
            Having::Holds(product) => self.holders_at(product, of.now).await?,
            Having::Takes(product) => self.licence_takers(product).await?,
            Having::Membership(group) => self.members_at(group, of.now).await?,
        };
        let set = Arc::new(people_set(people));
        if !self.acting {
            keep(&self.workbook.kept().sets, SETS, of, Arc::clone(&set));
        }
        Ok(set)
    }

    /// A number that was kept.
    pub(crate) fn kept_number(&self, counted: Counted) -> Option<u32> {
        known(&self.workbook.kept().numbers, &self.kept_of(counted)).filter(|_| !self.acting)
    }

    /// Keeps a number.
    pub(crate) fn keep_number(&self, counted: Counted, number: u32) {
        if !self.acting {
            keep(&self.workbook.kept().numbers, NUMBERS, self.kept_of(counted), number);
        }
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
