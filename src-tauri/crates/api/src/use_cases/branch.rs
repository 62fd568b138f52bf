//! Branches: list, make one from an earlier entry or a happening, name.
//!
//! Which branch a call works on is the caller's business, as who acts is; nothing here changes that.

use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::{Command, Event, ImportFacts, Tenant};
use meterdesk_billing::time::Instant;
use meterdesk_store::{BranchRecord, Entry, Snapshot};

use super::happening::{happenings, sentence_of};
use crate::act::begin;
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns, order, ordered};
use crate::settle::settle_after_act;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// Longer names don't fit the bar on top.
const LONGEST_NAME: usize = 40;

/// Why a branch can't be made or named so.
#[derive(Debug, thiserror::Error)]
enum BranchRefusal {
    #[error("Enter a name for the branch")]
    NameBlank,
    #[error("Use at most {LONGEST_NAME} characters; this name has {0}")]
    NameTooLong(usize),
    #[error("There is already a branch named \"{0}\"")]
    NameTaken(String),
    #[error("The branch that the workbook began with keeps its name")]
    MainStays,
    #[error("Name an entry or a happening, not both")]
    TwoPlaces,
    #[error("The journal of this branch has the entries 1 to {0}; choose one of them")]
    NoEntry(u64),
    #[error("There is no such happening on this branch; choose one that What happened lists")]
    NoHappening,
}

impl From<BranchRefusal> for ApiError {
    fn from(refusal: BranchRefusal) -> Self {
        let (code, field) = match &refusal {
            BranchRefusal::NameBlank | BranchRefusal::NameTooLong(_) | BranchRefusal::NameTaken(_) => {
                (ErrorCode::InvalidField, "name")
            }
            BranchRefusal::MainStays => (ErrorCode::Conflict, "branch"),
            BranchRefusal::TwoPlaces | BranchRefusal::NoEntry(_) => (ErrorCode::InvalidField, "entry"),
            BranchRefusal::NoHappening => (ErrorCode::NotFound, "happening"),
        };
        Self::new(code, refusal.to_string()).at(field)
    }
}

columns!(BranchListed of BranchRow:
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("fork", "Forked after", |row| match (&row.parent, row.fork_entry, &row.fork_text) {
        (Some(parent), Some(entry), Some(text)) => Cell::text(format!("{parent}, entry {entry}: {text}")),
        _ => Cell::Nothing,
    }),
    Column::new("own", "Own entries", |row| Cell::count(row.own_entries)),
    Column::new("now", "Simulated time (UTC)", |row| Cell::text(&row.now)),
);

/// Every branch, oldest first.
///
/// # Errors
/// When the workbook can't be read.
pub async fn branch_list(app: &App, _caller: &Caller, request: BranchList) -> Result<BranchListed, ApiError> {
    let order = order::<BranchListed>(request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let mut rows = Vec::new();
    for record in snapshot.branches().await? {
        snapshot.turn_to(&record.name).await?;
        rows.push(row(&mut snapshot, record).await?);
    }
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    Ok(BranchListed {
        rows: ordered::<BranchListed>(rows, order),
        total,
        next: None,
    })
}

/// Makes a branch that begins as the caller's was.
///
/// # Errors
/// When the name or the place can't be taken, or the workbook can't be written.
pub async fn branch_create(app: &App, caller: &Caller, request: BranchCreate) -> Result<BranchCreated, ApiError> {
    let mut begun = begin!(app, caller, request);
    let name = new_name(&mut begun.act, &request.name, None).await?;
    let journal = begun.act.journal().await?;
    let place = place(&mut begun.act, &journal, &request).await?;
    let bring = if request.without_later_imports {
        Vec::new()
    } else {
        later_imports(begun.act.tenant(), &journal, place.entry)
    };
    let last_shared = journal.iter().find(|entry| entry.seq == place.entry);
    let fork_text = match last_shared {
        Some(entry) => sentence_of(&mut begun.act, entry).await?,
        None => None,
    };
    let left_behind = begun.act.head().seq - place.entry;
    let actor: PersonId = begun.actor.id;
    let mut record = begun.act.fork(&name, place.entry, (actor, &bring)).await?;
    if place.until > begun.act.tenant().now {
        begun.decide(Command::AdvanceClock { to: place.until }).await?;
        record.own_entries += 1;
    }
    let branch = BranchRow {
        forked_at: last_shared.map(|entry| instant(entry.at)),
        fork_text,
        ..plain_row(begun.act.tenant(), begun.act.head().seq, record)
    };
    let answer = begun
        .finish(BranchCreated {
            branch,
            left_behind,
            brought: bring.into_iter().map(|facts| facts.file_name).collect(),
        })
        .await?;
    if !request.preview {
        let made = Caller {
            branch: Some(name),
            ..caller.clone()
        };
        settle_after_act(&app.on_branch_of(&made)).await;
    }
    Ok(answer)
}

/// Gives a branch another name.
///
/// # Errors
/// When there is no such branch, the name can't be taken, or the workbook can't be written.
pub async fn branch_rename(app: &App, caller: &Caller, request: BranchRename) -> Result<BranchRenamed, ApiError> {
    let mut begun = begin!(app, caller, request);
    let mut looked = app.workbook.on(&request.branch).read().await?;
    if looked.branch().is_main() {
        return Err(BranchRefusal::MainStays.into());
    }
    let was = looked.branch().name().to_owned();
    let name = new_name(&mut looked, &request.name, Some(&was)).await?;
    drop(looked);
    begun.act.rename_branch(&was, &name).await?;
    begun.finish(BranchRenamed { was, name }).await
}

/// The name as it is kept.
async fn new_name(snapshot: &mut Snapshot, wish: &str, own: Option<&str>) -> Result<String, ApiError> {
    let name = wish.trim();
    let length = name.chars().count();
    if name.is_empty() {
        return Err(BranchRefusal::NameBlank.into());
    }
    if length > LONGEST_NAME {
        return Err(BranchRefusal::NameTooLong(length).into());
    }
    let same = |other: &str| other.to_lowercase() == name.to_lowercase();
    let taken = snapshot
        .branches()
        .await?
        .into_iter()
        .find(|known| same(&known.name) && own != Some(known.name.as_str()));
    match taken {
        Some(known) => Err(BranchRefusal::NameTaken(known.name).into()),
        None => Ok(name.to_owned()),
    }
}

/// Where a branch begins: after an entry, and at a time that may be later than it.
struct Place {
    entry: u64,
    until: Instant,
}

async fn place(snapshot: &mut Snapshot, journal: &[Entry], request: &BranchCreate) -> Result<Place, ApiError> {
    let last = snapshot.head().seq;
    let after = |entry: u64| Place {
        entry,
        until: Instant::MIN_UTC,
    };
    match (request.entry, &request.happening) {
        (Some(_), Some(_)) => Err(BranchRefusal::TwoPlaces.into()),
        (None, None) => Ok(after(last)),
        (Some(entry), None) if (1..=last).contains(&entry) => Ok(after(entry)),
        (Some(_), None) => Err(BranchRefusal::NoEntry(last).into()),
        (None, Some(happening)) => {
            let rows = happenings(snapshot).await?;
            let row = rows.iter().find(|row| row.id == *happening);
            let row = row.ok_or(BranchRefusal::NoHappening)?;
            if let Some(entry) = row.id.strip_prefix("act-").and_then(|entry| entry.parse().ok()) {
                return Ok(after(entry));
            }
            let at: Instant = row.at.parse().map_err(|_| BranchRefusal::NoHappening)?;
            Ok(place_at(journal, at))
        }
    }
}

/// What time or usage did lies between two acts: the branch begins before the one that passed it, with its clock there.
fn place_at(journal: &[Entry], at: Instant) -> Place {
    let mut entry = 1;
    for known in journal {
        match clock_after(known) {
            clock if clock < at => entry = known.seq,
            clock if clock == at => {
                entry = known.seq;
                break;
            }
            _ => break,
        }
    }
    Place { entry, until: at }
}

/// Simulated time once the entry was made.
fn clock_after(entry: &Entry) -> Instant {
    match Event::from_stored(&entry.kind, entry.version, entry.body.clone()) {
        Ok(Event::ClockAdvanced { to }) => to,
        _ => entry.at,
    }
}

/// Imports that count now and were published after the entry, in the order of their publishing.
fn later_imports(tenant: &Tenant, journal: &[Entry], entry: u64) -> Vec<ImportFacts> {
    let counts = |facts: &ImportFacts| {
        tenant
            .imports
            .iter()
            .any(|known| known.id == facts.import && known.reverted_at.is_none())
    };
    journal
        .iter()
        .filter(|known| known.seq > entry)
        .filter_map(|known| Event::from_stored(&known.kind, known.version, known.body.clone()).ok())
        .filter_map(|event| match event {
            Event::ImportPublished(facts) if counts(&facts) => Some(facts),
            _ => None,
        })
        .collect()
}

/// The branch that the snapshot looks at.
async fn row(snapshot: &mut Snapshot, record: BranchRecord) -> Result<BranchRow, ApiError> {
    let journal = snapshot.journal().await?;
    let last_shared = journal.iter().find(|entry| Some(entry.seq) == record.fork_seq);
    let fork_text = match last_shared {
        Some(entry) => sentence_of(snapshot, entry).await?,
        None => None,
    };
    Ok(BranchRow {
        forked_at: last_shared.map(|entry| instant(entry.at)),
        fork_text,
        ..plain_row(snapshot.tenant(), snapshot.head().seq, record)
    })
}

fn plain_row(tenant: &Tenant, entries: u64, record: BranchRecord) -> BranchRow {
    BranchRow {
        is_main: record.parent.is_none(),
        name: record.name,
        parent: record.parent,
        fork_entry: record.fork_seq,
        forked_at: None,
        fork_text: None,
        own_entries: record.own_entries,
        entries,
        now: instant(tenant.now),
    }
}
