//! The work of an import: stage what is read, then publish it in one transaction with its journal entry.
//!
//! A preview does the same and drops the last transaction, so that its figures are those of the import.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use meterdesk_billing::ids::ImportId;
use meterdesk_billing::tenant::{Event, ImportFacts, ImportKind};
use meterdesk_billing::units::Credits;
use meterdesk_store::{self as store, Finding, ImportSpec, Overlap, PublishedCounts, Staging, UnknownPerson};
use uuid::Uuid;

use super::foreign::{self, Foreign};
use super::reading::{self, Message, Reading, Rows};
use super::{conversations, counted_view, kind, people, period, period_view, rejection_view};
use crate::act::{Start, start};
use crate::error::{ApiError, ErrorCode};
use crate::jobs::Job;
use crate::settle::settle_after_act;
use crate::text::{counted, instant};
use crate::wire::*;
use crate::{App, Caller};

/// Imports a file from its beginning to its end; where wanted, adds its people, environments and agents first.
///
/// # Errors
/// Why nothing was imported: the file, another work under way, a choice to be made, or being asked to stop.
pub(crate) async fn import_file(
    app: &App,
    caller: &Caller,
    path: &Path,
    request: &ImportStart,
    job: &Arc<Job>,
) -> Result<ImportView, ApiError> {
    let adds = request.add_people || request.add_environments || request.add_agents;
    if !adds || request.preview {
        return Ok(read_through(app, caller, (path, request, &[]), job).await?.0);
    }
    if path.exists() && !path.is_file() {
        let message = "What is added first is found by reading the file twice, and a pipe can be read only once: write it into a file, \
                       or import it without adding anything first";
        return Err(ApiError::new(ErrorCode::InvalidField, message).at("file"));
    }
    let only_read = ImportStart {
        preview: true,
        command_id: None,
        ..request.clone()
    };
    let (found, unknown) = read_through(app, caller, (path, &only_read, &[]), job).await?;
    let mut told = Vec::new();
    // Where something has to be chosen first, the second reading says so, and nobody is added.
    let people = if request.add_people { unknown.people } else { Vec::new() };
    if found.needs.is_none() && (!people.is_empty() || unknown.foreign.is_wanted(request)) {
        job.go_on()?;
        told = add_first(app, caller, request, (people, &unknown.foreign, &found.file_name)).await?;
        job.once_stopped("The import was cancelled; what it was to be preceded by was added, and nothing else");
    }
    Ok(read_through(app, caller, (path, request, &told), job).await?.0)
}

/// What a file names that is not known.
struct Unknown {
    people: Vec<UnknownPerson>,
    foreign: Foreign,
}

/// Adds what the file names and is wanted, as one act before the import's: all of it, or nothing.
async fn add_first(
    app: &App,
    caller: &Caller,
    request: &ImportStart,
    (people, foreign, file_name): (Vec<UnknownPerson>, &Foreign, &str),
) -> Result<Vec<String>, ApiError> {
    let own = ImportStart {
        command_id: None,
        ..request.clone()
    };
    let mut begun = match start::<_, ImportView>(app, caller, &own).await? {
        Start::Begun(begun) => begun,
        Start::Answered(_) => {
            return Err(ApiError::new(
                ErrorCode::Internal,
                "an act without an id was answered before",
            ));
        }
    };
    let mut told = Vec::new();
    if !people.is_empty() {
        told.push(people::add(&mut begun, people, file_name).await?);
    }
    told.extend(foreign.add(&mut begun, request).await?);
    begun.finish(told).await
}

/// Reads a file and does what is asked for with it; also gives what it names that is not known.
async fn read_through(
    app: &App,
    caller: &Caller,
    (path, request, told): (&Path, &ImportStart, &[String]),
    job: &Arc<Job>,
) -> Result<(ImportView, Unknown), ApiError> {
    job.step("Reading the file");
    let reading = reading::start(path, job).await?;
    let file_name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let needs = period::lacking(reading.kind, request);
    if let Some(choice) = needs.filter(|_| !request.preview) {
        return Err(period::unstated(choice));
    }
    let spec = ImportSpec {
        kind: reading.kind,
        file_name,
        has_event_ids: reading.has_event_ids,
        overlap: request.on_overlap.map(|choice| match choice {
            OnOverlap::Replace => Overlap::Replace,
            OnOverlap::Add => Overlap::Add,
        }),
        allow_shrink: request.allow_shrink,
        preview: request.preview,
        period: period::stated(reading.kind, request)?,
        columns: reading.columns.clone(),
    };
    let mut staging = Staging::begin(&app.workbook, spec.clone()).await?;
    let mut notes = told.to_vec();
    notes.extend(reading.notes());
    let sha256 = match stage(&mut staging, reading, job).await {
        Ok((sha256, passed_over)) => {
            notes.extend(passed_over);
            notes.extend(staging.total_gaps().iter().map(|gap| {
                format!(
                    "The file's own total in row {} states {}: {}. Its rows come to {}, and those are taken.",
                    gap.row,
                    gap.label,
                    Credits(gap.stated),
                    Credits(gap.rows)
                )
            }));
            sha256
        }
        Err(error) => {
            staging.discard().await?;
            return Err(error);
        }
    };
    let mut unknown = Unknown {
        people: staging.unknown_people().cloned().collect(),
        foreign: Foreign::default(),
    };
    job.step("Publishing");
    let published = publish(
        app,
        caller,
        request,
        (&mut staging, &mut unknown.foreign),
        (&sha256, &notes),
    )
    .await;
    match published {
        Ok(Told::Published(view)) => {
            staging.finish().await?;
            job.step("Settling");
            settle_after_act(app).await;
            Ok((view, unknown))
        }
        Ok(Told::Only(view)) => {
            staging.discard().await?;
            let view = ImportView {
                needs: view.needs.or(needs),
                ..view
            };
            Ok((view, unknown))
        }
        Err(error) => {
            staging.discard().await?;
            Err(error)
        }
    }
}

/// Stages every row that is read; gives the hash of the content, and what is said of rows that were passed over.
async fn stage(staging: &mut Staging, mut reading: Reading, job: &Job) -> Result<(String, Option<String>), ApiError> {
    let mut passed_over = 0;
    loop {
        job.go_on()?;
        match reading.messages.recv().await {
            Some(Message::Batch { rows, rejections }) => {
                staging.add_rejections(&rejections).await?;
                let taken = match rows {
                    Rows::Usage(rows) => {
                        let count = rows.len();
                        staging.add_usage(rows).await?;
                        count
                    }
                    Rows::EnvironmentDays(rows) => {
                        let count = rows.len();
                        staging.add_environment_days(rows).await?;
                        count
                    }
                    Rows::Conversations(rows) => {
                        let count = rows.iter().map(|row| row.record.turns.len()).sum();
                        staging.add_conversations(rows).await?;
                        count
                    }
                    Rows::Report(rows) => {
                        let read = rows.len();
                        let lines: Vec<_> = rows.into_iter().flatten().collect();
                        passed_over += (read - lines.len()) as u64;
                        staging.add_report_lines(lines).await?;
                        read
                    }
                };
                job.rows.fetch_add((taken + rejections.len()) as u64, Ordering::Relaxed);
            }
            Some(Message::End(summary)) => {
                let told = (passed_over > 0).then(|| {
                    format!(
                        "{} of other Azure resources: passed over, only Copilot consumption is taken.",
                        counted(passed_over, "row is", "rows are")
                    )
                });
                return Ok((summary.fingerprint.to_string(), told));
            }
            Some(Message::Failed(error)) => return Err(error),
            None => {
                return Err(ApiError::new(
                    ErrorCode::Internal,
                    "Reading the file stopped before its end",
                ));
            }
        }
    }
}

/// What is told at the end.
enum Told {
    /// The staged rows count now.
    Published(ImportView),
    /// They are not needed: it was a preview, or a retry of an import that was published before.
    Only(ImportView),
}

async fn publish(
    app: &App,
    caller: &Caller,
    request: &ImportStart,
    (staging, met): (&mut Staging, &mut Foreign),
    (sha256, told): (&str, &[String]),
) -> Result<Told, ApiError> {
    // Also for a preview: which rows would count is found by doing it and not keeping it.
    let doing = ImportStart {
        preview: false,
        command_id: request.command_id.clone().filter(|_| !request.preview),
        ..request.clone()
    };
    let mut begun = match start::<_, ImportView>(app, caller, &doing).await? {
        Start::Answered(view) => return Ok(Told::Only(view)),
        Start::Begun(begun) => begun,
    };
    let number = staging.number();
    let page = store::Page {
        offset: 0,
        limit: super::SHOWN_REJECTIONS,
    };
    let rejections: Vec<RejectionView> = begun
        .act
        .rejections(number, 0, page)
        .await?
        .into_iter()
        .map(rejection_view)
        .collect();
    let spec = staging.spec().clone();
    let unknown = staging.unknown_people();
    let unknown_people = u32::try_from(unknown.len()).unwrap_or(u32::MAX);
    let unknown_names: Vec<String> = unknown
        .take(people::SHOWN)
        .map(|person| person.user_principal_name.clone())
        .collect();
    *met = foreign::foreign(&mut begun.act, staging).await?;
    let base = |counts: &PublishedCounts| ImportView {
        kind: kind(spec.kind),
        kind_label: spec.kind.label().to_owned(),
        period: spec.period.map(period_view),
        file_name: spec.file_name.clone(),
        sha256: sha256.to_owned(),
        rejections: rejections.clone(),
        unknown_people,
        unknown_names: unknown_names.clone(),
        unknown: met.told(),
        ..counted_view(counts)
    };
    let counts = match begun.act.publish(staging, sha256).await? {
        Ok(counts) => counts,
        Err(finding) => return refused(request.preview, finding, base).map(Told::Only),
    };
    let facts = ImportFacts {
        import: ImportId(Uuid::nil()),
        kind: spec.kind,
        file_name: spec.file_name.clone(),
        sha256: sha256.to_owned(),
        added: counts.added,
        rejected: counts.rejected,
        control_total: counts.control_total,
    };
    let events = begun
        .decide(meterdesk_billing::tenant::Command::PublishImport(facts))
        .await?;
    let Some(Event::ImportPublished(facts)) = events.first() else {
        return Err(ApiError::new(
            ErrorCode::Internal,
            "the import was decided without an event",
        ));
    };
    let goes_on = begun.act.tenant().usage_plan.as_ref();
    let goes_on = goes_on.is_some_and(meterdesk_billing::tenant::UsagePlan::goes_on);
    let mut notes = notes(spec.kind, &counts, goes_on);
    notes.splice(0..0, told.iter().cloned());
    if spec.kind == ImportKind::ConversationLog {
        let bots = begun.act.new_bots(staging).await?;
        notes.extend(conversations::new_bots(begun.act.tenant(), bots));
    }
    let mut view = ImportView {
        notes: notes.clone(),
        older_than_set_up: super::older_than_set_up(begun.act.tenant(), spec.kind, &counts),
        ..base(&counts)
    };
    if request.preview {
        return Ok(Told::Only(view));
    }
    let (object, actor) = (facts.import.to_string(), begun.actor.id.to_string());
    begun
        .act
        .record_import(staging, &object, &actor, (&counts, &notes))
        .await?;
    view.id = Some(object);
    view.state = ImportState::Published;
    view.published_at = Some(instant(begun.act.tenant().now));
    view.published_by = Some(begun.actor.display_name.clone());
    begun.finish(view).await.map(Told::Published)
}

/// In a preview, what has to be chosen is part of the answer; otherwise it is a refusal.
fn refused(
    preview: bool,
    finding: Finding,
    base: impl Fn(&PublishedCounts) -> ImportView,
) -> Result<ImportView, ApiError> {
    let (choice, error) = match finding {
        Finding::SameFile { other } => {
            let message = format!(
                "This file is imported already, as \"{other}\"; its rows carry no event ids and would count twice"
            );
            return Err(ApiError::new(ErrorCode::Conflict, message).at("file"));
        }
        Finding::TooMuch => {
            let message =
                "All usage together would be more than Meterdesk can add exactly; check the quantities in this file";
            return Err(ApiError::new(ErrorCode::InvalidField, message).at("file"));
        }
        Finding::Overlaps { other } => {
            let message = format!(
                "The file's rows carry no event ids and overlap those of \"{other}\" in time: choose whether it replaces that range or adds to it"
            );
            (
                ImportChoice::Overlap,
                ApiError::new(ErrorCode::NeedsChoice, message).at("onOverlap"),
            )
        }
        Finding::Shrinks { days } => {
            let message = format!(
                "The report states less than half of the credits that stand now for {}: confirm that it should take their place",
                counted(days, "environment and day", "environments and days")
            );
            (
                ImportChoice::Shrink,
                ApiError::new(ErrorCode::NeedsChoice, message).at("allowShrink"),
            )
        }
    };
    if !preview {
        return Err(error);
    }
    let view = base(&PublishedCounts::default());
    Ok(ImportView {
        needs: Some(choice),
        notes: vec![error.message],
        ..view
    })
}

fn notes(kind: ImportKind, counts: &PublishedCounts, use_goes_on: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if kind == ImportKind::MeteredUsage && use_goes_on {
        notes.push(
            "The scenario of this workbook invents use, which counts beside this file's. Stop it under Reports, Usage; a workbook \
             from the scenario \"empty\" invents none."
                .to_owned(),
        );
    }
    if counts.ahead_of_clock > 0 {
        notes.push(format!(
            "{} ahead of the clock: counted in no figure until simulated time passes them.",
            counted(counts.ahead_of_clock, "row is", "rows are")
        ));
    }
    if kind == ImportKind::MeteredUsage && counts.before_workbook > 0 {
        notes.push(format!(
            "{} before this workbook's first act: the actual view does not judge them.",
            counted(counts.before_workbook, "row lies", "rows lie")
        ));
    }
    notes
}
