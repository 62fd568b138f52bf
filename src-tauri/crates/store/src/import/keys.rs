//! Event ids of the import under way: which were stated before, and their keys on the way into the file.
//!
//! Keys wait until they are many, so that packs of them are large. What a repeated id means, staging decides.

use std::collections::HashMap;

use fastbloom::BloomFilter;
use foldhash::fast::FixedState;
use sqlx::SqliteConnection;

use crate::StoreError;
use crate::event_key::{Key, Keyed, packed_rows, write_packs};

/// Keys that wait: a table of them takes 26 MiB, and twice that from the next power of two on.
const MOST_WAITING: usize = 900_000;

/// The keys of one import.
#[derive(Debug)]
pub(super) struct Keys {
    met: Met,
    /// Keys not yet in the file, with their rows.
    waiting: HashMap<Key, i64, FixedState>,
    /// How often those that waited were written.
    runs: i64,
    most_waiting: usize,
}

impl Default for Keys {
    fn default() -> Self {
        Self::with_room_for(MOST_WAITING)
    }
}

impl Keys {
    fn with_room_for(most_waiting: usize) -> Self {
        Self {
            met: Met::default(),
            waiting: HashMap::default(),
            runs: 0,
            most_waiting,
        }
    }

    /// Notes a key. `false` where it surely was not met before.
    pub(super) fn perhaps_met(&mut self, key: &Key) -> bool {
        self.met.insert(key)
    }

    /// Lets a row's key wait to be written.
    pub(super) fn add(&mut self, key: Key, row: i64) {
        self.waiting.insert(key, row);
    }

    /// Rows of the import that state these keys already.
    pub(super) async fn rows_of(
        &self,
        connection: &mut SqliteConnection,
        import: i64,
        keys: &[Key],
    ) -> Result<Vec<Keyed>, StoreError> {
        let waiting = keys.iter().filter_map(|key| Some((*key, *self.waiting.get(key)?)));
        let mut found: Vec<Keyed> = waiting.collect();
        if self.runs > 0 {
            found.extend(packed_rows(connection, import, keys).await?);
        }
        Ok(found)
    }

    /// Writes the keys that wait, once they are many.
    pub(super) async fn write_if_many(
        &mut self,
        connection: &mut SqliteConnection,
        import: i64,
    ) -> Result<(), StoreError> {
        if self.waiting.len() < self.most_waiting {
            return Ok(());
        }
        self.write(connection, import).await
    }

    /// Writes the keys that wait.
    pub(super) async fn write(&mut self, connection: &mut SqliteConnection, import: i64) -> Result<(), StoreError> {
        let keys = std::mem::take(&mut self.waiting).into_iter().collect();
        write_packs(connection, (import, self.runs), keys).await?;
        self.runs += 1;
        Ok(())
    }
}

/// Keys met: of ten thousand that were not met, few are said to have been, so that few are looked for in the file. Made of
/// filters of a fixed size, each filled before the next begins.
#[derive(Debug, Default)]
struct Met {
    filters: Vec<BloomFilter>,
    in_last: usize,
}

impl Met {
    const KEYS: usize = 1_000_000;
    const BITS: usize = 20 * Self::KEYS;

    /// Notes a key, and says whether it was perhaps met before.
    fn insert(&mut self, key: &Key) -> bool {
        if self.filters.iter().any(|filter| filter.contains(key)) {
            return true;
        }
        if self.filters.is_empty() || self.in_last == Self::KEYS {
            let empty = BloomFilter::with_num_bits(Self::BITS)
                .seed(&0)
                .expected_items(Self::KEYS);
            self.filters.push(empty);
            self.in_last = 0;
        }
        if let Some(last) = self.filters.last_mut() {
            last.insert(key);
            self.in_last += 1;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Connection;

    use super::*;
    use crate::event_key::key_of;

    #[test]
    fn a_key_that_was_met_is_always_known() {
        let mut met = Met::default();
        let keys: Vec<Key> = (0..20_000).map(|number| key_of(&number.to_string())).collect();
        let early = keys.iter().filter(|key| met.insert(key)).count();
        assert!(early < 20, "few are taken for known that are not: {early}");
        assert!(keys.iter().all(|key| met.insert(key)));
    }

    #[tokio::test]
    async fn rows_are_found_by_their_keys_before_and_after_they_are_written() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.expect("opens");
        let table = "CREATE TABLE usage_key_pack (bucket INTEGER, import INTEGER, run INTEGER, keys BLOB)";
        sqlx::query(table).execute(&mut connection).await.expect("made");
        let mut keys = Keys::with_room_for(2);
        let [one, two, three] = ["one", "two", "three"].map(key_of);
        keys.add(one, 1);
        keys.write_if_many(&mut connection, 5).await.expect("nothing to do");
        keys.add(two, 2);
        keys.write_if_many(&mut connection, 5).await.expect("written");
        keys.add(three, 3);
        let mut found = keys
            .rows_of(&mut connection, 5, &[one, two, three])
            .await
            .expect("read");
        found.sort_by_key(|(_, row)| *row);
        assert_eq!(found, [(one, 1), (two, 2), (three, 3)]);
        let written: i64 = sqlx::query_scalar("SELECT sum(length(keys) / 24) FROM usage_key_pack WHERE import = 5")
            .fetch_one(&mut connection)
            .await
            .expect("counted");
        assert_eq!(written, 2, "the third waits");
    }
}
