//! Opening, making and sharing a workbook.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use meterdesk_billing::tenant::Tenant;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, Row, SqliteConnection, SqlitePool};
use tokio::sync::Mutex;

use crate::journal::{self, Folded};
use crate::names::Kept;
use crate::{StoreError, branch, schema};

/// An open workbook, worked on in one branch. Cheap to clone; all clones share its connections.
#[derive(Debug, Clone)]
pub struct Workbook {
    shared: Arc<Shared>,
    branch: Arc<str>,
}

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    writer: Option<SqlitePool>,
    readers: SqlitePool,
    read_only: Option<String>,
    /// Each branch's state as last folded; a reader that finds the journal longer folds the rest.
    folded: Mutex<BTreeMap<i64, Arc<Folded>>>,
    kept: Kept,
}

const READERS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Pages that a writer keeps in memory, in KiB with a minus sign as SQLite wants it. With SQLite's own 2 MiB a large
/// directory writes each page of its indexes to the log many times over. Memory is taken only as it is needed.
const WRITER_CACHE: &str = "-65536";

/// Pages that the log holds before they are written back, 64 MiB: an import then writes a page that it changes many times
/// back once.
const LOG_PAGES: &str = "16384";

/// Rows that the database's thread may be ahead of the one that takes them: with the usual few, both wait for each other at
/// every row.
const ROWS_AHEAD: usize = 2048;

impl Workbook {
    /// Makes an empty workbook, without an act in it.
    ///
    /// # Errors
    /// When a file is there already or none can be made.
    pub async fn create(path: &Path) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            let unmade = |error| StoreError::Io(format!("the folder {} can't be made: {error}", folder.display()));
            std::fs::create_dir_all(folder).map_err(unmade)?;
        }
        let mut connection = SqliteConnection::connect_with(&options(path).create_if_missing(true)).await?;
        schema::require_sqlite(&mut connection).await?;
        schema::migrate(&mut connection, path, 0).await?;
        connection.close().await?;
        Self::open(path).await
    }

    /// Opens a workbook, bringing an older format forward after a backup. A file that can't be written, or whose journal
    /// a newer Meterdesk has written to, is opened for reading only.
    ///
    /// # Errors
    /// When the file is missing, is no workbook, is of a newer format, or is damaged.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::NotFound(path.to_owned()));
        }
        require_workbook_file(path)?;
        let mut read_only = unwritable(path);
        if read_only.is_none() {
            match bring_forward(path).await {
                // The file itself can be written: what can't be made is the log beside it.
                Err(StoreError::ReadOnly(_)) => read_only = Some("its folder can't be written".to_owned()),
                other => other?,
            }
        }
        let readers = reader_pool(path, read_only.is_some()).await?;
        let mut connection = readers.acquire().await?;
        schema::require_present(&mut connection, path).await?;
        let mut folded = BTreeMap::new();
        for branch in branch::every(&mut connection).await? {
            let state = match journal::fold(&mut connection, branch, Folded::default()).await {
                Err(StoreError::Event(unknown)) => {
                    read_only = Some(format!("{unknown}; update Meterdesk to write to it"));
                    journal::fold_known(&mut connection, branch).await?
                }
                other => other?,
            };
            folded.insert(branch, Arc::new(state));
        }
        drop(connection);
        let writer = match read_only {
            None => Some(writer_pool(path).await?),
            Some(_) => None,
        };
        let folded = Mutex::new(folded);
        Ok(Self {
            branch: Arc::from(branch::MAIN),
            shared: Arc::new(Shared {
                path: path.to_owned(),
                writer,
                readers,
                read_only,
                folded,
                kept: Kept::default(),
            }),
        })
    }

    /// The same workbook, worked on in another branch. Whether there is such a branch is found by whoever reads or acts.
    #[must_use]
    pub fn on(&self, branch: &str) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            branch: Arc::from(branch),
        }
    }

    /// Name of the branch that this handle works on.
    #[must_use]
    pub fn branch(&self) -> &str {
        &self.branch
    }

    /// What this process keeps of it beside the set-up.
    pub(crate) fn kept(&self) -> &Kept {
        &self.shared.kept
    }

    /// Where the workbook lives.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Why the workbook can only be read, where it can.
    #[must_use]
    pub fn read_only(&self) -> Option<&str> {
        self.shared.read_only.as_deref()
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.shared.readers
    }

    pub(crate) fn writer(&self) -> Result<&SqlitePool, StoreError> {
        let reason = || self.shared.read_only.clone().unwrap_or_default();
        self.shared
            .writer
            .as_ref()
            .ok_or_else(|| StoreError::ReadOnly(reason()))
    }

    /// The branch's state as the connection's transaction sees it.
    pub(crate) async fn state_at(
        &self,
        connection: &mut SqliteConnection,
        branch: i64,
    ) -> Result<Arc<Folded>, StoreError> {
        let mut states = self.shared.folded.lock().await;
        let known = states.get(&branch).map(Arc::clone);
        let state = match known {
            Some(known) if self.shared.read_only.is_some() => known,
            None if self.shared.read_only.is_some() => Arc::new(journal::fold_known(connection, branch).await?),
            known => {
                let known = known.unwrap_or_default();
                let folded = journal::fold(connection, branch, Folded::clone(&known)).await?;
                if folded.head == known.head {
                    known
                } else {
                    Arc::new(folded)
                }
            }
        };
        states.insert(branch, Arc::clone(&state));
        Ok(state)
    }

    /// Watches for what others change.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn watcher(&self) -> Result<Watcher, StoreError> {
        let connection =
            SqliteConnection::connect_with(&reading(&self.shared.path, self.shared.read_only.is_some())).await?;
        Watcher::new(connection).await
    }

    /// Copies the whole workbook into a new file.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn back_up(&self, target: &Path) -> Result<(), StoreError> {
        let mut connection = self.readers().acquire().await?;
        schema::back_up(&mut connection, target).await
    }

    /// Closes all connections. The write-ahead log is folded into the file, unless somebody else is reading it.
    pub async fn close(&self) {
        // Readers can't fold the log, so the writer is the last to close.
        self.shared.readers.close().await;
        if let Some(writer) = &self.shared.writer {
            // What stays in the log is read from there: nothing is lost when this can't be done now.
            let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await;
            writer.close().await;
        }
    }
}

/// Notices changes by others. It needs a connection of its own, because what it asks for is a connection's view.
#[derive(Debug)]
pub struct Watcher {
    connection: SqliteConnection,
    /// SQLite's number for the file's content, cheap to ask for.
    data_version: i64,
    shown: Shown,
}

/// What tells one state of the screens from the next: entries, the newest run, and the branches with their names.
type Shown = (i64, i64, String);

impl Watcher {
    async fn new(connection: SqliteConnection) -> Result<Self, StoreError> {
        let mut watcher = Self {
            connection,
            data_version: 0,
            shown: Shown::default(),
        };
        watcher.has_changed().await?;
        Ok(watcher)
    }

    /// Whether something that screens show has changed since the last look: the journal, a settlement run or the branches. Rows that
    /// an import stages count nowhere yet, and change nothing.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn has_changed(&mut self) -> Result<bool, StoreError> {
        let data_version = sqlx::query_scalar("PRAGMA data_version")
            .fetch_one(&mut self.connection)
            .await?;
        if data_version == self.data_version {
            return Ok(false);
        }
        self.data_version = data_version;
        let row = sqlx::query(
            "SELECT (SELECT count(*) FROM journal), (SELECT coalesce(max(id), 0) FROM run), \
             (SELECT group_concat(id || ' ' || name, char(10)) FROM branch)",
        )
        .fetch_one(&mut self.connection)
        .await?;
        let shown = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let changed = shown != self.shown;
        self.shown = shown;
        Ok(changed)
    }
}

/// Brings a workbook to today's format.
async fn bring_forward(path: &Path) -> Result<(), StoreError> {
    // Looked at before anything is set: what is no workbook of ours stays as it is to the last byte.
    let mut connection = SqliteConnection::connect_with(&reading(path, false)).await?;
    schema::version_of(&mut connection, path).await?;
    connection.close().await?;
    let mut connection = SqliteConnection::connect_with(&options(path)).await?;
    schema::require_sqlite(&mut connection).await?;
    let version = schema::version_of(&mut connection, path).await?;
    schema::migrate(&mut connection, path, version).await?;
    connection.close().await?;
    Ok(())
}

/// Tells at once, and without SQLite, which would leave files of its own beside it, what is no workbook or broke off.
fn require_workbook_file(path: &Path) -> Result<(), StoreError> {
    use std::io::Read;
    let unreadable = |error| StoreError::Io(format!("the workbook at {} can't be read: {error}", path.display()));
    let mut start = Vec::new();
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    file.by_ref()
        .take(schema::HEADER_LENGTH)
        .read_to_end(&mut start)
        .map_err(unreadable)?;
    let stated = schema::require_header(&start, path)?;
    // After a crash the last pages may still be in the log alone.
    let complete =
        log_of(path).metadata().is_ok_and(|log| log.len() > 0) || file.metadata().map_err(unreadable)?.len() >= stated;
    if complete {
        Ok(())
    } else {
        Err(StoreError::Damaged(
            "the file is shorter than it says itself".to_owned(),
        ))
    }
}

/// The write-ahead log beside a file.
fn log_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push("-wal");
    path.with_file_name(name)
}

fn unwritable(path: &Path) -> Option<String> {
    match std::fs::OpenOptions::new().append(true).open(path) {
        Ok(_) => None,
        Err(error) => Some(format!("the file can't be written ({error})")),
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .row_buffer_size(ROWS_AHEAD)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
}

fn writing(path: &Path) -> SqliteConnectOptions {
    // A statement of a thousand rows keeps what it changes until it is done: in memory, not in a file beside the log.
    options(path)
        .pragma("cache_size", WRITER_CACHE)
        .pragma("wal_autocheckpoint", LOG_PAGES)
        .pragma("temp_store", "MEMORY")
}

fn reading(path: &Path, unwritable: bool) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .read_only(true)
        .busy_timeout(BUSY_TIMEOUT)
        .row_buffer_size(ROWS_AHEAD)
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON");
    // Without a log nobody is writing, and a file in a folder that can't be written can be read no other way.
    if unwritable && !log_of(path).exists() {
        options.immutable(true)
    } else {
        options
    }
}

async fn reader_pool(path: &Path, unwritable: bool) -> Result<SqlitePool, StoreError> {
    Ok(SqlitePoolOptions::new()
        .max_connections(READERS)
        .connect_with(reading(path, unwritable))
        .await?)
}

async fn writer_pool(path: &Path) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect_with(writing(path))
        .await?;
    let mut connection = pool.acquire().await?;
    let journal: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&mut *connection)
        .await?;
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous")
        .fetch_one(&mut *connection)
        .await?;
    let foreign_keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys")
        .fetch_one(&mut *connection)
        .await?;
    if (journal.as_str(), synchronous, foreign_keys) != ("wal", 2, 1) {
        return Err(StoreError::Io(
            "the workbook's folder does not allow safe writing (write-ahead log, full sync)".to_owned(),
        ));
    }
    drop(connection);
    Ok(pool)
}

/// The tenant of a folded journal.
impl Folded {
    pub(crate) fn tenant(&self) -> &Tenant {
        &self.tenant
    }
}
