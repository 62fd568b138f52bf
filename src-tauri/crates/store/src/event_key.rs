//! Event ids by their keys: which rows state one, and which ids more than one import states.
//!
//! Keys are as good as random, so every file would change a large index of them everywhere. Those of a file are kept in packs
//! instead, each with the keys that begin alike; those of planned and tried use, which are few, are rows. Which of several rows
//! with one id counts is not decided here.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::StoreError;
use crate::dictionary::{ROWS_PER_STATEMENT, values};

/// The key under which an event id is found: 128 bits of its SHA-256.
pub(crate) type Key = [u8; 16];

/// A key and the row that states it.
pub(crate) type Keyed = (Key, i64);

/// A packed key: its bytes, then the row's number, the least significant byte first.
const PACKED: usize = size_of::<Key>() + size_of::<i64>();

/// So many first bits are alike in a pack. Never changed: packs of all imports are compared with each other.
const ALIKE: u32 = 11;

/// Packs in one statement: some megabytes at most.
const PACKS_PER_STATEMENT: usize = 128;

pub(crate) fn key_of(event_id: &str) -> Key {
    let mut key = Key::default();
    key.copy_from_slice(&Sha256::digest(event_id.as_bytes())[..16]);
    key
}

fn bucket_of(key: &Key) -> i64 {
    i64::from(u16::from_be_bytes([key[0], key[1]]) >> (u16::BITS - ALIKE))
}

/// Where the keys of a bucket begin and end, both included.
fn span_of(bucket: i64) -> (Key, Key) {
    let first = u16::try_from(bucket << (u16::BITS - ALIKE)).unwrap_or(u16::MAX);
    let last = first | (u16::MAX >> ALIKE);
    let (mut least, mut most) = ([0; 16], [0xff; 16]);
    least[..2].copy_from_slice(&first.to_be_bytes());
    most[..2].copy_from_slice(&last.to_be_bytes());
    (least, most)
}

/// Packs keys of an import. `run` tells apart what is written for one import at different times.
pub(crate) async fn write_packs(
    connection: &mut SqliteConnection,
    (import, run): (i64, i64),
    mut keys: Vec<Keyed>,
) -> Result<(), StoreError> {
    keys.sort_unstable();
    let packs: Vec<&[Keyed]> = keys
        .chunk_by(|(one, _), (next, _)| bucket_of(one) == bucket_of(next))
        .collect();
    for packs in packs.chunks(PACKS_PER_STATEMENT) {
        let sql = values("INSERT INTO usage_key_pack (bucket, import, run, keys)", 4, packs.len());
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for pack in packs {
            let bytes: Vec<u8> = pack
                .iter()
                .flat_map(|(key, row)| key.iter().copied().chain(row.to_le_bytes()))
                .collect();
            query = query.bind(bucket_of(&pack[0].0)).bind(import).bind(run).bind(bytes);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

fn unpack(bytes: &[u8]) -> Result<impl Iterator<Item = Keyed> + '_, StoreError> {
    let (packed, rest) = bytes.as_chunks::<PACKED>();
    if !rest.is_empty() {
        return Err(StoreError::Damaged("packed event ids have another length".to_owned()));
    }
    Ok(packed.iter().map(|packed| {
        let (mut key, mut row) = (Key::default(), [0; size_of::<i64>()]);
        key.copy_from_slice(&packed[..16]);
        row.copy_from_slice(&packed[16..]);
        (key, i64::from_le_bytes(row))
    }))
}

/// The packed keys that begin as the bucket says, with their imports.
async fn packed(connection: &mut SqliteConnection, bucket: i64) -> Result<Vec<(i64, Keyed)>, StoreError> {
    let packs: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT import, keys FROM usage_key_pack WHERE bucket = ? ORDER BY import, run")
            .bind(bucket)
            .fetch_all(connection)
            .await?;
    let mut found = Vec::new();
    for (import, bytes) in &packs {
        found.extend(unpack(bytes)?.map(|keyed| (*import, keyed)));
    }
    Ok(found)
}

pub(crate) fn key_from(bytes: &[u8]) -> Result<Key, StoreError> {
    Key::try_from(bytes).map_err(|_| StoreError::Damaged("the key of an event id has another length".to_owned()))
}

/// Rows of an import that state these keys, as far as they are packed.
pub(crate) async fn packed_rows(
    connection: &mut SqliteConnection,
    import: i64,
    keys: &[Key],
) -> Result<Vec<Keyed>, StoreError> {
    let mut found = Vec::new();
    for key in keys {
        let all = packed(connection, bucket_of(key)).await?;
        let stated = all.into_iter().filter(|(of, keyed)| *of == import && keyed.0 == *key);
        found.extend(stated.map(|(_, keyed)| keyed));
    }
    Ok(found)
}

/// Numbers of the rows of all imports that state an event id.
pub(crate) async fn rows_stating(connection: &mut SqliteConnection, event_id: &str) -> Result<Vec<i64>, StoreError> {
    let key = key_of(event_id);
    let all = packed(connection, bucket_of(&key)).await?;
    let mut rows: Vec<i64> = sqlx::query_scalar("SELECT row FROM usage_key WHERE key = ?")
        .bind(key.as_slice())
        .fetch_all(connection)
        .await?;
    rows.extend(
        all.into_iter()
            .filter(|(_, keyed)| keyed.0 == key)
            .map(|(_, (_, row))| row),
    );
    Ok(rows)
}

/// Keys that stand as rows, with their imports.
async fn unpacked(
    connection: &mut SqliteConnection,
    (least, most): (Key, Key),
) -> Result<Vec<(i64, Keyed)>, StoreError> {
    let rows = sqlx::query("SELECT import, key, row FROM usage_key WHERE key BETWEEN ? AND ?")
        .bind(least.as_slice())
        .bind(most.as_slice())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, (key_from(row.try_get(1)?)?, row.try_get(2)?))))
        .collect()
}

/// Notes which event ids of a packed import other imports state too. `true` where there are such.
pub(crate) async fn note_shared_by_file(connection: &mut SqliteConnection, import: i64) -> Result<bool, StoreError> {
    let others: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM usage_key) OR EXISTS (SELECT 1 FROM usage_key_pack WHERE import <> ?)",
    )
    .bind(import)
    .fetch_one(&mut *connection)
    .await?;
    if !others {
        return Ok(false);
    }
    let buckets: Vec<i64> =
        sqlx::query_scalar("SELECT DISTINCT bucket FROM usage_key_pack WHERE import = ? ORDER BY bucket")
            .bind(import)
            .fetch_all(&mut *connection)
            .await?;
    let mut any = false;
    for bucket in buckets {
        let mut stated = packed(connection, bucket).await?;
        stated.extend(unpacked(connection, span_of(bucket)).await?);
        any |= write_shared(connection, import, stated).await?;
    }
    Ok(any)
}

/// Notes which of these keys of planned or tried use, already kept as rows, other imports state too.
pub(crate) async fn note_shared(
    connection: &mut SqliteConnection,
    import: i64,
    keys: &[Keyed],
) -> Result<(), StoreError> {
    let files: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM usage_key_pack)")
        .fetch_one(&mut *connection)
        .await?;
    let mut by_bucket: BTreeMap<i64, Vec<Keyed>> = BTreeMap::new();
    for keyed in keys {
        by_bucket.entry(bucket_of(&keyed.0)).or_default().push(*keyed);
    }
    for (bucket, keys) in by_bucket {
        let mut stated = if files {
            packed(connection, bucket).await?
        } else {
            Vec::new()
        };
        for (key, _) in &keys {
            stated.extend(unpacked(connection, (*key, *key)).await?);
        }
        stated.retain(|(of, (key, _))| *of != import || keys.iter().any(|(mine, _)| mine == key));
        write_shared(connection, import, stated).await?;
    }
    Ok(())
}

/// Writes those of the stated keys that the import states and another one too. `true` where there are such.
async fn write_shared(
    connection: &mut SqliteConnection,
    import: i64,
    mut stated: Vec<(i64, Keyed)>,
) -> Result<bool, StoreError> {
    stated.sort_unstable_by_key(|(of, keyed)| (*keyed, *of));
    let shared: Vec<&(i64, Keyed)> = stated
        .chunk_by(|(_, (one, _)), (_, (next, _))| one == next)
        .filter(|same| same.iter().any(|(of, _)| *of == import) && same.iter().any(|(of, _)| *of != import))
        .flatten()
        .collect();
    for shared in shared.chunks(ROWS_PER_STATEMENT) {
        let sql = values(
            "INSERT OR IGNORE INTO usage_key_shared (key, import, row)",
            3,
            shared.len(),
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (of, (key, row)) in shared {
            query = query.bind(key.as_slice()).bind(of).bind(row);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(!shared.is_empty())
}

#[cfg(test)]
mod tests {
    use sqlx::Connection;

    use super::*;

    async fn tables() -> SqliteConnection {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.expect("opens");
        let sql = "CREATE TABLE usage_key (key BLOB, import INTEGER, row INTEGER, PRIMARY KEY (key, import)); \
                   CREATE TABLE usage_key_pack (bucket INTEGER, import INTEGER, run INTEGER, keys BLOB); \
                   CREATE TABLE usage_key_shared (key BLOB, import INTEGER, row INTEGER, PRIMARY KEY (key, import))";
        sqlx::raw_sql(sql).execute(&mut connection).await.expect("made");
        connection
    }

    fn keys(numbers: std::ops::Range<i64>, first_row: i64) -> Vec<Keyed> {
        let keys = numbers.clone().map(|number| key_of(&number.to_string()));
        keys.zip(first_row..).collect()
    }

    async fn shared(connection: &mut SqliteConnection) -> Vec<(i64, i64)> {
        sqlx::query_as("SELECT import, row FROM usage_key_shared ORDER BY import, row")
            .fetch_all(connection)
            .await
            .expect("read")
    }

    #[test]
    fn a_bucket_spans_the_keys_that_are_in_it() {
        for (key, _) in keys(0..1_000, 0) {
            let (least, most) = span_of(bucket_of(&key));
            assert!(least <= key && key <= most);
        }
        let (least, most) = (span_of(0).0, span_of((1 << ALIKE) - 1).1);
        assert_eq!((least, most), ([0; 16], [0xff; 16]));
        assert!(span_of(4).1 < span_of(5).0, "no key is in two");
    }

    #[tokio::test]
    async fn rows_are_found_by_their_event_id_wherever_it_stands() {
        let mut connection = tables().await;
        write_packs(&mut connection, (5, 0), keys(0..3_000, 100))
            .await
            .expect("written");
        write_packs(&mut connection, (5, 1), keys(3_000..3_010, 9_000))
            .await
            .expect("written");
        write_packs(&mut connection, (6, 0), keys(7..8, 77))
            .await
            .expect("written");
        sqlx::query("INSERT INTO usage_key VALUES (?, 0, 3)")
            .bind(key_of("7").as_slice())
            .execute(&mut connection)
            .await
            .expect("written");
        let mut found = rows_stating(&mut connection, "7").await.expect("read");
        found.sort_unstable();
        assert_eq!(found, [3, 77, 107]);
        assert_eq!(rows_stating(&mut connection, "3002").await.expect("read"), [9_002]);
        assert!(rows_stating(&mut connection, "another").await.expect("read").is_empty());
        let own = packed_rows(&mut connection, 5, &[key_of("7"), key_of("3001")])
            .await
            .expect("read");
        assert_eq!(own.iter().map(|(_, row)| *row).collect::<Vec<_>>(), [107, 9_001]);
    }

    #[tokio::test]
    async fn an_id_is_shared_where_two_imports_state_it() {
        let mut connection = tables().await;
        write_packs(&mut connection, (5, 0), keys(0..2_000, 0))
            .await
            .expect("written");
        assert!(
            !note_shared_by_file(&mut connection, 5).await.expect("noted"),
            "it is the only one"
        );
        write_packs(&mut connection, (6, 0), keys(1_999..4_000, 10_000))
            .await
            .expect("written");
        assert!(note_shared_by_file(&mut connection, 6).await.expect("noted"));
        assert_eq!(shared(&mut connection).await, [(5, 1_999), (6, 10_000)]);
        let planned = keys(3_999..4_001, 50_000);
        for (key, row) in &planned {
            sqlx::query("INSERT INTO usage_key VALUES (?, 0, ?)")
                .bind(key.as_slice())
                .bind(row)
                .execute(&mut connection)
                .await
                .expect("written");
        }
        note_shared(&mut connection, 0, &planned).await.expect("noted");
        assert_eq!(
            shared(&mut connection).await,
            [(0, 50_000), (5, 1_999), (6, 10_000), (6, 12_000)]
        );
        // A later file finds those that stand as rows.
        write_packs(&mut connection, (7, 0), keys(4_000..4_001, 60_000))
            .await
            .expect("written");
        assert!(note_shared_by_file(&mut connection, 7).await.expect("noted"));
        assert!(shared(&mut connection).await.contains(&(0, 50_001)));
    }
}
