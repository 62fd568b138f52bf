//! The file's format: its mark, its version, and how an older one is brought forward.
//!
//! Forward only; a copy of the file is made before any change of format.

use std::path::{Path, PathBuf};

use sqlx::{Connection, SqliteConnection};

use crate::StoreError;

/// "MTRD": marks a SQLite file as a Meterdesk workbook.
pub(crate) const APPLICATION_ID: i64 = 0x4D54_5244;

/// Each script brings the file from the version before to its own.
const SCRIPTS: [&str; 14] = [
    include_str!("schema/0001_workbook.sql"),
    include_str!("schema/0002_branches.sql"),
    include_str!("schema/0003_usage_goes_on.sql"),
    include_str!("schema/0004_origin.sql"),
    include_str!("schema/0005_groups.sql"),
    include_str!("schema/0006_closed_months.sql"),
    include_str!("schema/0007_branch_numbers.sql"),
    include_str!("schema/0008_packed_usage.sql"),
    include_str!("schema/0009_packed_keys.sql"),
    include_str!("schema/0010_reports.sql"),
    include_str!("schema/0011_uses.sql"),
    include_str!("schema/0012_licences.sql"),
    include_str!("schema/0013_conversations.sql"),
    include_str!("schema/0014_usage_by_hour.sql"),
];

/// The newest format that this program knows.
pub(crate) const KNOWN_VERSION: i64 = SCRIPTS.len() as i64;

/// The oldest SQLite without the defect that can corrupt a workbook when its write-ahead log is reset.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

pub(crate) async fn require_sqlite(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(connection)
        .await?;
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    if (part(), part(), part()) < OLDEST_SQLITE {
        Err(StoreError::SqliteTooOld(version))
    } else {
        Ok(())
    }
}

/// Bytes at the start of a file by which SQLite, and with it a workbook, is known.
pub(crate) const HEADER_LENGTH: u64 = 100;

/// Checks the start of a file without SQLite, and gives the length that it states for the whole. The version may have
/// been raised since in the write-ahead log; the mark never changes.
pub(crate) fn require_header(start: &[u8], path: &Path) -> Result<u64, StoreError> {
    if !start.starts_with(b"SQLite format 3\0") {
        return Err(StoreError::NotAWorkbook(path.to_owned()));
    }
    let number = |at: usize| start.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let (Some(pages), Some(version), Some(application)) = (number(28), number(60), number(68)) else {
        return Err(StoreError::Damaged("the file ends within its first bytes".to_owned()));
    };
    require_known(i64::from(application), i64::from(version), path)?;
    let page = match u16::from_be_bytes([start[16], start[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    Ok(page * u64::from(pages))
}

/// The version of a file that is a workbook.
pub(crate) async fn version_of(connection: &mut SqliteConnection, path: &Path) -> Result<i64, StoreError> {
    let application: i64 = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(&mut *connection)
        .await?;
    let version: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut *connection)
        .await?;
    require_known(application, version, path)?;
    Ok(version)
}

/// Refuses a file that could not be brought to today's format because it can't be written.
pub(crate) async fn require_present(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    if version_of(connection, path).await? < KNOWN_VERSION {
        let reason =
            "it is of an older format and has to be brought forward first; copy it to a folder that can be written";
        return Err(StoreError::ReadOnly(reason.to_owned()));
    }
    Ok(())
}

fn require_known(application: i64, version: i64, path: &Path) -> Result<(), StoreError> {
    if application != APPLICATION_ID || version < 1 {
        return Err(StoreError::NotAWorkbook(path.to_owned()));
    }
    if version > KNOWN_VERSION {
        return Err(StoreError::Newer {
            found: version,
            known: KNOWN_VERSION,
        });
    }
    Ok(())
}

/// Brings the file to today's format, after a backup beside it. An empty file becomes an empty workbook without one.
pub(crate) async fn migrate(connection: &mut SqliteConnection, path: &Path, from: i64) -> Result<(), StoreError> {
    migrate_by(connection, path, from, &SCRIPTS).await
}

async fn migrate_by(
    connection: &mut SqliteConnection,
    path: &Path,
    from: i64,
    scripts: &[&'static str],
) -> Result<(), StoreError> {
    let known = i64::try_from(scripts.len()).expect("few scripts");
    if from == known {
        return Ok(());
    }
    if from > 0 {
        back_up(connection, &backup_path(path, from)).await?;
    }
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let present: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut *transaction)
        .await?;
    for (script, version) in scripts.iter().zip(1_i64..).filter(|(_, version)| *version > present) {
        sqlx::raw_sql(*script).execute(&mut *transaction).await?;
        // A pragma takes no parameters; both numbers are this program's own constants.
        let mark = format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(mark))
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Where the copy of a file of an older format goes.
fn backup_path(path: &Path, version: i64) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".format-{version}.backup"));
    path.with_file_name(name)
}

/// Copies the whole workbook, the write-ahead log included, into a new file that appears only when it is complete.
pub(crate) async fn back_up(connection: &mut SqliteConnection, target: &Path) -> Result<(), StoreError> {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = target.with_file_name(name);
    if part.exists() {
        std::fs::remove_file(&part)?;
    }
    sqlx::query("VACUUM INTO ?")
        .bind(part.to_string_lossy().into_owned())
        .execute(connection)
        .await?;
    std::fs::File::open(&part)?.sync_all()?;
    std::fs::rename(&part, target)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sqlx::sqlite::SqliteConnectOptions;

    use super::*;

    async fn open(path: &Path) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        SqliteConnection::connect_with(&options).await.expect("opens")
    }

    #[tokio::test]
    async fn an_older_format_is_backed_up_and_brought_forward() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("old.meterdesk");
        let first = ["CREATE TABLE one (x INTEGER) STRICT; INSERT INTO one VALUES (7)"];
        let both = [first[0], "ALTER TABLE one ADD COLUMN y INTEGER"];
        let mut connection = open(&path).await;
        migrate_by(&mut connection, &path, 0, &first)
            .await
            .expect("first format");
        migrate_by(&mut connection, &path, 1, &both)
            .await
            .expect("second format");
        assert_eq!(version_of_any(&mut connection).await, 2);
        let mut backup = open(&backup_path(&path, 1)).await;
        assert_eq!(
            version_of_any(&mut backup).await,
            1,
            "the backup is of the format before"
        );
        let kept: i64 = sqlx::query_scalar("SELECT x FROM one")
            .fetch_one(&mut backup)
            .await
            .expect("readable");
        assert_eq!(kept, 7);
    }

    #[tokio::test]
    async fn a_script_that_fails_leaves_the_format_before() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("old.meterdesk");
        let both = [
            "CREATE TABLE one (x INTEGER) STRICT",
            "CREATE TABLE two (y INTEGER) STRICT; NONSENSE",
        ];
        let mut connection = open(&path).await;
        migrate_by(&mut connection, &path, 0, &both[..1])
            .await
            .expect("first format");
        assert!(migrate_by(&mut connection, &path, 1, &both).await.is_err());
        assert_eq!(version_of_any(&mut connection).await, 1);
        let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema")
            .fetch_one(&mut connection)
            .await
            .expect("readable");
        assert_eq!(tables, 1);
    }

    #[tokio::test]
    async fn a_workbook_of_the_first_format_keeps_its_people_groups_and_usage() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("old.meterdesk");
        let mut connection = open(&path).await;
        migrate_by(&mut connection, &path, 0, &SCRIPTS[..1])
            .await
            .expect("first format");
        let fill = "INSERT INTO person (object, user_principal_name, display_name, department) VALUES ('p', 'a@b.example', 'A', 'D'); \
             INSERT INTO security_group (object, name) VALUES ('g', 'G'); \
             INSERT INTO import (kind, file_name, state, published_seq) VALUES ('meteredUsage', 'u.csv', 'published', 5); \
             INSERT INTO usage_row (import, at, service, agent, environment, feature, quantity, circumstances, channel, conversation, harness) \
             VALUES (2, 7, 0, 1, 1, 1, 1000000, 8, 1, '', 1);";
        sqlx::raw_sql(fill).execute(&mut connection).await.expect("filled");
        migrate(&mut connection, &path, 1).await.expect("today's format");
        assert!(backup_path(&path, 1).exists(), "a copy of the older format stays");
        let kept = "SELECT p.display_name || p.usage_location || g.name || coalesce(g.dynamic_department, '-') || i.file_name || r.at \
             FROM person p, security_group g, usage_row r JOIN import i ON i.id = r.import";
        let kept: String = sqlx::query_scalar(kept)
            .fetch_one(&mut connection)
            .await
            .expect("one row of each");
        assert_eq!(
            kept, "AG-u.csv7",
            "nobody has a usage location, and the group's members are assigned"
        );
        let by_acts: i64 = sqlx::query_scalar(
            "SELECT (SELECT sum(by_act) FROM security_group) + (SELECT count(*) FROM group_life) \
             + (SELECT count(*) FROM branch_membership) + (SELECT count(*) FROM branch_licence)",
        )
        .fetch_one(&mut connection)
        .await
        .expect("readable");
        assert_eq!(by_acts, 0, "no act had changed a group, its members or licences");
    }

    #[tokio::test]
    async fn a_run_of_a_format_without_uses_keeps_its_sums_and_is_to_be_settled_again() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("old.meterdesk");
        let mut connection = open(&path).await;
        migrate_by(&mut connection, &path, 0, &SCRIPTS[..10])
            .await
            .expect("the format before");
        let fill = "INSERT INTO run (id, branch, month, timeline, input, catalogue, state, content) VALUES \
             (1, 1, 0, 'actual', 'usage 1', 'c', '{}', 'x'), (2, 1, 0, 'asIfToday', 'usage 1', 'c', '{}', 'x'); \
             INSERT INTO run_rollup VALUES (1, 0, 'included', 'microsoft365Copilot', 0, 1, 1, 3, 3000000, 6000000);";
        sqlx::raw_sql(fill).execute(&mut connection).await.expect("filled");
        migrate(&mut connection, &path, 10).await.expect("today's format");
        assert!(backup_path(&path, 10).exists(), "a copy of the older format stays");
        let inputs: Vec<String> = sqlx::query_scalar("SELECT input FROM run ORDER BY id")
            .fetch_all(&mut connection)
            .await
            .expect("readable");
        assert_eq!(inputs, ["", "usage 1"], "as-if runs are never asked for people");
        let credits: i64 = sqlx::query_scalar("SELECT sum(credits) FROM run_rollup")
            .fetch_one(&mut connection)
            .await
            .expect("readable");
        assert_eq!(credits, 6_000_000);
    }

    #[tokio::test]
    async fn a_directory_of_a_format_without_licences_of_acts_keeps_its_own() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("old.meterdesk");
        let mut connection = open(&path).await;
        migrate_by(&mut connection, &path, 0, &SCRIPTS[..11])
            .await
            .expect("the format before");
        let fill = "INSERT INTO person (id, object, user_principal_name, display_name, department, usage_location) \
             VALUES (1, 'p', 'a@b.example', 'A', 'D', 'DE'); \
             INSERT INTO licence (product, person, valid_from) VALUES ('microsoft365Copilot', 1, 7);";
        sqlx::raw_sql(fill).execute(&mut connection).await.expect("filled");
        migrate(&mut connection, &path, 11).await.expect("today's format");
        assert!(backup_path(&path, 11).exists(), "a copy of the older format stays");
        let kept: String = sqlx::query_scalar(
            "SELECT l.product || l.valid_from || p.usage_location FROM licence l JOIN person p ON p.id = l.person",
        )
        .fetch_one(&mut connection)
        .await
        .expect("readable");
        assert_eq!(kept, "microsoft365Copilot7DE");
    }

    #[tokio::test]
    async fn a_workbook_of_a_format_without_conversations_keeps_its_imports() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("old.meterdesk");
        let mut connection = open(&path).await;
        migrate_by(&mut connection, &path, 0, &SCRIPTS[..12])
            .await
            .expect("the format before");
        let fill =
            "INSERT INTO import (kind, file_name, state, published_seq) VALUES ('people', 'p.csv', 'published', 5)";
        sqlx::raw_sql(fill).execute(&mut connection).await.expect("filled");
        migrate(&mut connection, &path, 12).await.expect("today's format");
        assert!(backup_path(&path, 12).exists(), "a copy of the older format stays");
        let kept =
            "SELECT group_concat(file_name) || (SELECT count(*) FROM conversation) FROM import WHERE kind = 'people'";
        let kept: String = sqlx::query_scalar(kept)
            .fetch_one(&mut connection)
            .await
            .expect("readable");
        assert_eq!(kept, "p.csv0");
    }

    #[tokio::test]
    async fn usage_that_an_older_format_packed_otherwise_is_read_row_by_row() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("old.meterdesk");
        let mut connection = open(&path).await;
        migrate_by(&mut connection, &path, 0, &SCRIPTS[..13])
            .await
            .expect("the format before");
        let fill = "INSERT INTO import (id, kind, file_name, state, published_seq, packed) VALUES (2, 'meteredUsage', 'u.csv', 'published', 5, 1); \
             INSERT INTO usage_row (import, at, service, agent, environment, feature, quantity, circumstances, channel, conversation, harness) \
             VALUES (2, 7, 0, 1, 1, 1, 1000000, 8, 1, '', 1); \
             INSERT INTO usage_pack VALUES (2, 1, 1, 7, 7, x'00');";
        sqlx::raw_sql(fill).execute(&mut connection).await.expect("filled");
        migrate(&mut connection, &path, 13).await.expect("today's format");
        assert!(backup_path(&path, 13).exists(), "a copy of the older format stays");
        let kept = "SELECT (SELECT packed FROM import WHERE id = 2) || ' ' || (SELECT count(*) FROM usage_pack) || ' ' || r.at FROM usage_row r";
        let kept: String = sqlx::query_scalar(kept)
            .fetch_one(&mut connection)
            .await
            .expect("readable");
        assert_eq!(kept, "0 0 7", "the row stays, its pack of the older kind goes");
    }

    async fn version_of_any(connection: &mut SqliteConnection) -> i64 {
        sqlx::query_scalar("PRAGMA user_version")
            .fetch_one(connection)
            .await
            .expect("readable")
    }
}
