//! Making a workbook from a scenario: its journal, directory and usage, settled and ready to open.
//!
//! It is made under another name beside its place and moved there when it is whole, so a workbook is there or not.

use std::path::{Path, PathBuf};

use chrono::Datelike;
use meterdesk_billing::directory::{ActorFacts, DirectoryData};
use meterdesk_billing::hex;
use meterdesk_billing::ids::{IdSource, ImportId, PersonId};
use meterdesk_billing::tenant::{
    Command, Context, CreatePolicy, DatasetRef, Facts, ImportFacts, ImportKind, LicenceCommand, LicenceLine,
    LicenceWish, PolicyTarget, Refusal, decide,
};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::UsageRow;
use meterdesk_scenario::{Act as ScriptedAct, LicenceAct, Scenario, Step};
use meterdesk_store::{ImportSpec, RunTimeline, Staged, Staging, Workbook};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::act::Begun;
use crate::error::{ApiError, ErrorCode};
use crate::settle::settle;
use crate::text::instant;
use crate::use_cases::licence::{group as licensed, people};
use crate::use_cases::usage_plan::go_on;
use crate::{App, FileSource};

/// Rows staged at once.
const BATCH: usize = 20_000;

/// Years in which simulated time can start: around those of the rate cards, and with room to go on before year 10000.
const START_YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// What a new workbook is made from.
#[derive(Debug, Clone)]
pub struct NewWorkbook {
    /// Where it goes.
    pub path: PathBuf,
    /// Name of the scenario.
    pub scenario: String,
    /// Seed of everything in it.
    pub seed: u64,
    /// Start of simulated time; the scenario's own where nobody says.
    pub at: Option<Instant>,
}

impl App {
    /// Makes a workbook from a scenario and opens it.
    ///
    /// # Errors
    /// When there is a file already, no such scenario, a start that the scenario can't have, or nothing can be written.
    pub async fn create(new: &NewWorkbook, files: FileSource) -> Result<Self, ApiError> {
        if new.path.exists() {
            return Err(meterdesk_store::StoreError::Exists(new.path.clone()).into());
        }
        let scenario = scenario(new)?;
        let part = beside(&new.path, ".part")?;
        remove_all(&part)?;
        let app = Self {
            workbook: Workbook::create(&part).await?,
            files: files.clone(),
            jobs: crate::jobs::Jobs::default(),
            far_off: crate::far_off::FarOffDays::default(),
            finds: crate::use_cases::Finds::default(),
            rows_at_once: None,
        };
        let filled = fill(&app, &scenario).await;
        app.close().await;
        let placed = filled.and_then(|()| std::fs::rename(&part, &new.path).map_err(|error| io(&new.path, &error)));
        if placed.is_err() {
            remove_all(&part)?;
        }
        placed?;
        Self::open(&new.path, files).await
    }

    /// Makes a workbook in the place of the one that is there, if any: the same scenario and seed give the same workbook.
    ///
    /// # Errors
    /// As [`App::create`], or when what is there is no workbook; the workbook that was there is gone only when the new one
    /// is whole.
    pub async fn start_over(new: &NewWorkbook, files: FileSource) -> Result<Self, ApiError> {
        refuse_other_files(&new.path).await?;
        let fresh = NewWorkbook {
            path: beside(&new.path, ".new")?,
            ..new.clone()
        };
        remove_all(&fresh.path)?;
        let app = Self::create(&fresh, files.clone()).await?;
        app.close().await;
        remove_all(&new.path)?;
        std::fs::rename(&fresh.path, &new.path).map_err(|error| io(&new.path, &error))?;
        Self::open(&new.path, files).await
    }
}

impl App {
    /// What the open workbook was made from, in its own place: [`App::start_over`] with it makes the workbook again.
    ///
    /// # Errors
    /// When the workbook can't be read.
    pub async fn origin(&self) -> Result<NewWorkbook, ApiError> {
        let mut snapshot = self.workbook.read().await?;
        let at = snapshot.since_made().await?.starts_at;
        Ok(NewWorkbook {
            path: self.workbook.path().to_owned(),
            scenario: snapshot.tenant().scenario.clone(),
            seed: snapshot.tenant().seed,
            at,
        })
    }

    /// Refuses while a long work is under way that closing the workbook would end.
    ///
    /// # Errors
    /// When one is under way, or the workbook can't be read.
    pub async fn require_rest(&self) -> Result<(), ApiError> {
        match self.workbook.read().await?.under_way().await? {
            None => Ok(()),
            Some(purpose) => Err(meterdesk_store::StoreError::Busy { purpose }.into()),
        }
    }
}

/// What is no workbook is somebody's other file, and stays. A damaged workbook may be started over.
async fn refuse_other_files(path: &Path) -> Result<(), ApiError> {
    match App::open(path, App::no_files()).await {
        Ok(app) => app.close().await,
        Err(problem) if problem.code == ErrorCode::NotAWorkbook => return Err(problem),
        Err(_) => {}
    }
    Ok(())
}

fn io(path: &Path, error: &std::io::Error) -> ApiError {
    let message = format!("The workbook at {} can't be written: {error}", path.display());
    ApiError::new(ErrorCode::Io, message)
}

fn beside(path: &Path, ending: &str) -> Result<PathBuf, ApiError> {
    let nameless = || ApiError::new(ErrorCode::Io, format!("{} names no file", path.display()));
    let mut name = path.file_name().ok_or_else(nameless)?.to_owned();
    name.push(ending);
    Ok(path.with_file_name(name))
}

/// Removes a workbook's file and what the database keeps beside it.
fn remove_all(path: &Path) -> Result<(), ApiError> {
    for ending in ["", "-wal", "-shm"] {
        match std::fs::remove_file(beside(path, ending)?) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(path, &error)),
            _ => {}
        }
    }
    Ok(())
}

/// The scenario, begun and started at the time that is wanted.
fn scenario(new: &NewWorkbook) -> Result<Scenario, ApiError> {
    let unknown = || {
        let names = meterdesk_scenario::names().join(", ");
        ApiError::new(
            ErrorCode::NotFound,
            format!("There is no scenario \"{}\"; there are {names}", new.scenario),
        )
        .at("scenario")
    };
    let mut scenario = meterdesk_scenario::build(&new.scenario, new.seed).ok_or_else(unknown)?;
    let Some(at) = new.at else { return Ok(scenario) };
    // The journal keeps whole seconds.
    let at = chrono::DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at);
    if !START_YEARS.contains(&at.year()) {
        let (first, last) = (START_YEARS.start(), START_YEARS.end());
        let message = format!("A workbook can start in the years {first} to {last}; choose another start");
        return Err(ApiError::new(ErrorCode::InvalidField, message).at("at"));
    }
    if scenario.begins_at == scenario.starts_at {
        // Nothing has happened before the start: the whole scenario begins when it is wanted.
        hold_from(&mut scenario.directory, scenario.begins_at.timestamp(), at.timestamp());
        scenario.begins_at = at;
        for step in &mut scenario.script {
            step.at = at;
        }
    } else if at < scenario.begins_at {
        let message = format!(
            "The scenario \"{}\" begins at {}; choose a later start",
            new.scenario,
            instant(scenario.begins_at)
        );
        return Err(ApiError::new(ErrorCode::InvalidField, message).at("at"));
    }
    scenario.script.retain(|step| step.at <= at);
    scenario.starts_at = at;
    Ok(scenario)
}

/// What held from the scenario's beginning holds from another one.
fn hold_from(directory: &mut DirectoryData, was: i64, is: i64) {
    fn shift<T>(rows: &mut [meterdesk_billing::directory::Held<T>], was: i64, is: i64) {
        rows.iter_mut()
            .filter(|row| row.from == was)
            .for_each(|row| row.from = is);
    }
    shift(&mut directory.memberships, was, is);
    shift(&mut directory.licences, was, is);
    shift(&mut directory.roles, was, is);
}

async fn fill(app: &App, scenario: &Scenario) -> Result<(), ApiError> {
    let default = administrator(scenario, scenario.default_actor)?;
    let mut begun = Begun::scripted(app.workbook.act(false).await?, default.clone());
    begin(&mut begun, scenario).await?;
    for step in &scenario.script {
        run(&mut begun, scenario, step).await?;
    }
    begun.actor = default.clone();
    advance(&mut begun, scenario.starts_at).await?;
    go_on(&mut begun, (scenario.begins_at, scenario.starts_at), None).await?;
    begun.finish(()).await?;
    import_usage(app, scenario, default.clone()).await?;
    import_conversations(app, scenario, default).await?;
    let mut act = app.workbook.act(false).await?;
    act.mark_origin().await?;
    act.commit(None).await?;
    settle(app, RunTimeline::Actual).await
}

fn administrator(scenario: &Scenario, id: PersonId) -> Result<ActorFacts, ApiError> {
    let directory = &scenario.directory;
    let place = directory.people.iter().position(|person| person.id == id);
    let place = place.ok_or_else(|| {
        ApiError::new(
            ErrorCode::Internal,
            "the scenario's script names nobody of its directory",
        )
    })?;
    let roles = directory
        .roles
        .iter()
        .filter(|held| held.person as usize == place)
        .map(|held| held.what);
    Ok(ActorFacts {
        id,
        display_name: directory.people[place].display_name.clone(),
        roles: roles.collect(),
    })
}

/// The first entries of the journal: the workbook, its directory, its subscriptions.
async fn begin(begun: &mut Begun, scenario: &Scenario) -> Result<(), ApiError> {
    let facts = Facts {
        actor: begun.actor.clone(),
        group_exists: true,
        copilot_licence_exists: false,
        sharepoint_licence_exists: false,
        recipients: Vec::new(),
    };
    let create = Command::CreateWorkbook {
        name: scenario.tenant_name.clone(),
        scenario: scenario.name.to_owned(),
        seed: scenario.seed,
        default_actor: scenario.default_actor,
    };
    let ids = IdSource::new(scenario.seed, "main", 1);
    let events = decide(
        begun.act.tenant(),
        create,
        Context {
            at: scenario.begins_at,
            facts: &facts,
            ids,
        },
    )?;
    begun.act.append(scenario.begins_at, begun.actor.id, &events);
    let directory = &scenario.directory;
    begun.act.load_directory(directory).await?;
    let dataset = DatasetRef {
        hash: directory.content_hash(),
        people: directory.people.len() as u64,
    };
    let (groups, memberships) = (directory.groups.len() as u64, directory.memberships.len() as u64);
    begun
        .decide(Command::LoadDirectory {
            dataset,
            groups,
            memberships,
        })
        .await?;
    for subscription in &scenario.subscriptions {
        begun.decide(Command::AddSubscription(subscription.clone())).await?;
    }
    if meterdesk_scenario::plan_span(scenario.name).is_some() {
        begun.decide(Command::BeginUsagePlan).await?;
    }
    Ok(())
}

async fn advance(begun: &mut Begun, to: Instant) -> Result<(), ApiError> {
    if to > begun.act.tenant().now {
        begun.decide(Command::AdvanceClock { to }).await?;
    }
    Ok(())
}

async fn run(begun: &mut Begun, scenario: &Scenario, step: &Step) -> Result<(), ApiError> {
    begun.actor = administrator(scenario, step.actor)?;
    advance(begun, step.at).await?;
    let named = |policy: &str| {
        let known = begun.act.tenant().present_policies().find(|known| known.name == policy);
        known.map(|known| known.id).ok_or(Refusal::PolicyUnknown)
    };
    let target = |service, policy: &str| {
        Ok::<_, Refusal>(PolicyTarget {
            service,
            policy: named(policy)?,
            revision: None,
        })
    };
    let command = match &step.act {
        ScriptedAct::CreatePolicy {
            name,
            subscription,
            resource_group,
            region,
            scope,
        } => Command::CreatePolicy(CreatePolicy {
            name: name.clone(),
            subscription: *subscription,
            resource_group: resource_group.clone(),
            region: region.clone(),
            scope: *scope,
            terms_accepted: true,
            budget: None,
        }),
        ScriptedAct::SetBudget { policy, budget } => Command::SetBudget {
            policy: named(policy)?,
            revision: None,
            budget: Some(budget.clone()),
        },
        ScriptedAct::Platform(act) => {
            let command = act.command(begun.act.tenant().platform.now());
            command.ok_or_else(|| {
                ApiError::new(
                    ErrorCode::Internal,
                    "the scenario's script names an environment or a plan that it did not make",
                )
            })?
        }
        ScriptedAct::Licence(act) => return run_licence(begun, *act).await,
        ScriptedAct::Connect { service, policy } => Command::ConnectService(target(*service, policy)?),
        ScriptedAct::Disconnect { service, policy } => Command::DisconnectService(target(*service, policy)?),
    };
    begun.decide(command).await?;
    Ok(())
}

async fn run_licence(begun: &mut Begun, act: LicenceAct) -> Result<(), ApiError> {
    let add = |product| LicenceWish {
        add: vec![product],
        remove: Vec::new(),
    };
    match act {
        LicenceAct::Buy(product, licences) => {
            let lines = vec![LicenceLine { product, licences }];
            begun.decide(Command::Licence(LicenceCommand::Buy(lines))).await?;
        }
        LicenceAct::Place(person, place) => {
            let nothing = LicenceWish::default();
            people::set(begun, &[person.to_string()], nothing, Some(place.to_owned())).await?;
        }
        LicenceAct::ToPerson(person, product) => {
            people::set(begun, &[person.to_string()], add(product), None).await?;
        }
        LicenceAct::ToGroup(group, product) => {
            licensed::set(begun, &group.to_string(), add(product), None).await?;
        }
    }
    Ok(())
}

/// An import of something that the scenario made.
fn import_spec(kind: ImportKind, file_name: String) -> ImportSpec {
    ImportSpec {
        kind,
        file_name,
        has_event_ids: true,
        overlap: None,
        allow_shrink: false,
        preview: false,
        period: None,
        columns: Vec::new(),
    }
}

/// The scenario's usage is an import like any other: listed, and revertible.
async fn import_usage(app: &App, scenario: &Scenario, actor: ActorFacts) -> Result<(), ApiError> {
    let mut rows = scenario.usage().peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    let spec = import_spec(
        ImportKind::MeteredUsage,
        format!("Usage of the scenario {}", scenario.name),
    );
    let mut staging = Staging::begin(&app.workbook, spec).await?;
    let mut hash = Sha256::new();
    let mut number = 1;
    loop {
        let batch: Vec<Staged<UsageRow>> = rows
            .by_ref()
            .take(BATCH)
            .map(|record| {
                number += 1;
                hash.update(format!("{record:?}"));
                Staged {
                    row: number,
                    byte: 0,
                    record,
                }
            })
            .collect();
        if batch.is_empty() {
            break;
        }
        staging.add_usage(batch).await?;
    }
    publish(app, staging, hex(&hash.finalize()), actor).await
}

/// So are its conversations.
async fn import_conversations(app: &App, scenario: &Scenario, actor: ActorFacts) -> Result<(), ApiError> {
    let mut hash = Sha256::new();
    let mut number = 2;
    let rows: Vec<_> = scenario
        .conversations()
        .map(|record| {
            hash.update(format!("{record:?}"));
            let row = number;
            number += record.turns.len() as u64;
            Staged { row, byte: 0, record }
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let spec = import_spec(
        ImportKind::ConversationLog,
        format!("Conversations of the scenario {}", scenario.name),
    );
    let mut staging = Staging::begin(&app.workbook, spec).await?;
    staging.add_conversations(rows).await?;
    publish(app, staging, hex(&hash.finalize()), actor).await
}

async fn publish(app: &App, mut staging: Staging, sha256: String, actor: ActorFacts) -> Result<(), ApiError> {
    let mut begun = Begun::scripted(app.workbook.act(false).await?, actor);
    let counts = begun.act.publish(&mut staging, &sha256).await?.map_err(|finding| {
        ApiError::new(
            ErrorCode::Internal,
            format!("what the scenario made can't be published: {finding:?}"),
        )
    })?;
    let facts = ImportFacts {
        import: ImportId(Uuid::nil()),
        kind: staging.spec().kind,
        file_name: staging.spec().file_name.clone(),
        sha256,
        added: counts.added,
        rejected: counts.rejected,
        control_total: counts.control_total,
    };
    begun.decide(Command::PublishImport(facts)).await?;
    let object = begun
        .act
        .tenant()
        .imports
        .last()
        .map(|import| import.id.to_string())
        .unwrap_or_default();
    let actor = begun.actor.id.to_string();
    begun
        .act
        .record_import(&staging, &object, &actor, (&counts, &[]))
        .await?;
    begun.finish(()).await?;
    staging.finish().await?;
    Ok(())
}
