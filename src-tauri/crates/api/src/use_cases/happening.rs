//! What happened: the journal's acts, what time did, and what usage did, in one list.

use std::collections::HashMap;

use meterdesk_billing::ids::{GroupId, PersonId};
use meterdesk_billing::settlement::Happening;
use meterdesk_billing::tenant::{Connection, Event, Scope, Tenant};
use meterdesk_billing::units::{Credits, Usd};
use meterdesk_billing::usage::Service;
use meterdesk_store::{Entry, RunHappening, RunTimeline, Snapshot};

use super::azure_happening;
use super::budget;
use super::group_happening;
use super::licence;
use super::plan_budget_happening;
use super::platform_happening;
use super::rate_happening;
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::{counted, grouped, instant, second, spoken, spoken_month};
use crate::wire::*;
use crate::{App, Caller};

columns!(HappeningListed of HappeningRow:
    Column::new("at", "When (UTC)", |row| Cell::text(&row.at)),
    Column::new("text", "What", |row| Cell::text(&row.text)),
    Column::new("cause", "Because of", |row| {
        Cell::text(match row.cause {
            HappeningCause::Act => "Somebody's act",
            HappeningCause::Time => "Time",
            HappeningCause::Usage => "Usage",
        })
    }),
    Column::new("actor", "Who", |row| Cell::maybe(row.actor.as_ref())),
);

/// Happenings, newest first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn happening_list(app: &App, _caller: &Caller, request: HappeningList) -> Result<HappeningListed, ApiError> {
    let page = page::<HappeningListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let (mut rows, _) = newest_first(app).await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    rows.retain(|row| {
        request.cause.is_none_or(|cause| cause == row.cause) && row.text.to_lowercase().contains(&search)
    });
    let (rows, total, next) = page.of::<HappeningListed>(rows);
    Ok(HappeningListed { rows, total, next })
}

/// Everything that happened, newest first, and the state of the workbook that it was read from.
pub(super) async fn newest_first(app: &App) -> Result<(Vec<HappeningRow>, Snapshot), ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let mut rows = happenings(&mut snapshot).await?;
    // Rows are collected in the order of their making, so a stable sort keeps acts of one second in theirs.
    rows.sort_by(|a, b| a.at.cmp(&b.at));
    rows.reverse();
    Ok((rows, snapshot))
}

/// Everything that happened on the snapshot's branch: acts in their order, then what time and usage did.
pub(super) async fn happenings(snapshot: &mut Snapshot) -> Result<Vec<HappeningRow>, ApiError> {
    let mut rows = acts(snapshot).await?;
    rows.extend(time_alone(snapshot.tenant()));
    rows.extend(platform_happening::by_time(snapshot.tenant()));
    rows.extend(platform_happening::provisioned(snapshot.tenant()));
    rows.extend(plan_budget_happening::alert_rows(snapshot).await?);
    let found = snapshot.run_happenings().await?;
    let groups = budget::recipient_names(snapshot, &found).await?;
    let refused = snapshot.refused_prompts().await?;
    // A mail is known of before it arrives.
    let now = snapshot.tenant().now.timestamp();
    let arrived = found.iter().filter(|happening| happening.at <= now);
    let known = Known {
        groups: &groups,
        refused: &refused,
    };
    rows.extend(arrived.map(|happening| by_usage(snapshot.tenant(), happening, &known)));
    Ok(rows)
}

/// An act's sentence.
pub(super) async fn sentence_of(snapshot: &mut Snapshot, entry: &Entry) -> Result<Option<String>, ApiError> {
    let rows = rows_of(snapshot, vec![entry.clone()]).await?;
    Ok(rows.into_iter().next().map(|row| row.text))
}

async fn acts(snapshot: &mut Snapshot) -> Result<Vec<HappeningRow>, ApiError> {
    let entries = snapshot.journal().await?;
    rows_of(snapshot, entries).await
}

async fn rows_of(snapshot: &mut Snapshot, entries: Vec<Entry>) -> Result<Vec<HappeningRow>, ApiError> {
    let mut names: HashMap<PersonId, String> = HashMap::new();
    let mut groups: HashMap<GroupId, String> = HashMap::new();
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let actor = entry
            .actor
            .parse()
            .map(PersonId)
            .unwrap_or(snapshot.tenant().default_actor);
        if let std::collections::hash_map::Entry::Vacant(vacant) = names.entry(actor) {
            vacant.insert(snapshot.display_name(actor).await?);
        }
        let Ok(event) = Event::from_stored(&entry.kind, entry.version, entry.body.clone()) else {
            continue;
        };
        if let Event::UsageTried(used) | Event::UseRefused(used) = &event {
            names.insert(used.person, snapshot.display_name(used.person).await?);
        }
        if let Event::RoleGranted { assignment, .. } | Event::RoleRemoved { assignment, .. } = &event {
            names.insert(assignment.person, snapshot.display_name(assignment.person).await?);
        }
        if let Event::GroupMemberAdded { person, .. } | Event::GroupMemberRemoved { person, .. } = &event {
            names.insert(*person, snapshot.display_name(*person).await?);
        }
        if let Event::UsageLocationSet { person, .. }
        | Event::PersonLicencesSet { person, .. }
        | Event::LicenceTrialStarted { person, .. }
        | Event::LicenceTrialExtended { person, .. } = &event
        {
            names.insert(*person, snapshot.display_name(*person).await?);
        }
        if let Some(group) = group_happening::group_of(&event) {
            groups.insert(group, snapshot.group_name(group).await?.unwrap_or_default());
        }
        let known = Names {
            people: &names,
            groups: &groups,
        };
        rows.push(act_row(snapshot.tenant(), &entry, &event, &names[&actor], &known));
    }
    Ok(rows)
}

/// Names of what acts are about.
struct Names<'a> {
    people: &'a HashMap<PersonId, String>,
    groups: &'a HashMap<GroupId, String>,
}

fn act_row(tenant: &Tenant, entry: &Entry, event: &Event, actor: &str, known: &Names<'_>) -> HappeningRow {
    let names = known.people;
    let policy_name = |id| {
        tenant
            .policy_ever(id)
            .map_or_else(String::new, |policy| policy.name.clone())
    };
    let mut row = HappeningRow {
        id: format!("act-{}", entry.seq),
        at: instant(entry.at),
        cause: HappeningCause::Act,
        kind: entry.kind.clone(),
        text: String::new(),
        actor: Some(actor.to_owned()),
        policy: None,
        service: None,
        import: None,
        day: None,
    };
    row.text = match event {
        Event::WorkbookCreated { name, scenario, .. } => {
            format!("The workbook of {name} began, from the scenario \"{scenario}\".")
        }
        Event::DirectoryLoaded { people, groups, .. } => format!(
            "A directory of {} and {} was loaded.",
            counted(*people, "person", "people"),
            counted(*groups, "group", "groups")
        ),
        Event::PeopleAdded { people, file_name, .. } => format!(
            "{} added to the directory, as \"{file_name}\" names them.",
            counted(*people, "person was", "people were")
        ),
        Event::CostViewSaved { name, .. } => format!("The view \"{name}\" of Cost management was saved."),
        Event::CostViewDeleted { name } => format!("The view \"{name}\" of Cost management was deleted."),
        Event::SubscriptionAdded { subscription } => {
            format!("The Azure subscription \"{}\" became known.", subscription.name)
        }
        Event::SubscriptionCreated { .. }
        | Event::SubscriptionDisabled { .. }
        | Event::SubscriptionEnabled { .. }
        | Event::ResourceGroupCreated { .. }
        | Event::ResourceGroupDeleted { .. }
        | Event::RoleGranted { .. }
        | Event::RoleRemoved { .. }
        | Event::SettingSet { .. } => azure_happening::sentence(tenant, event, names),
        Event::RateOverrideSet { .. } | Event::RateOverrideCleared { .. } => rate_happening::sentence(event),
        Event::GroupCreated { .. }
        | Event::GroupDeleted { .. }
        | Event::GroupMemberAdded { .. }
        | Event::GroupMemberRemoved { .. } => group_happening::sentence(event, names, known.groups),
        Event::LicencesBought { .. }
        | Event::LicencesRemoved { .. }
        | Event::UsageLocationSet { .. }
        | Event::PersonLicencesSet { .. }
        | Event::GroupLicencesSet { .. }
        | Event::GroupLicencesReprocessed { .. }
        | Event::LicenceTrialStarted { .. }
        | Event::LicenceTrialExtended { .. } => licence::sentence(
            event,
            |person| names.get(person).cloned().unwrap_or_default(),
            |group| known.groups.get(group).cloned().unwrap_or_default(),
        ),
        Event::EnvironmentCreated(_)
        | Event::EnvironmentEdited { .. }
        | Event::EnvironmentConverted { .. }
        | Event::TrialExtended { .. }
        | Event::DynamicsLinked { .. }
        | Event::EnvironmentGroupCreated { .. }
        | Event::EnvironmentGrouped { .. }
        | Event::EnvironmentGroupRuleSet { .. }
        | Event::AllocationSet(_)
        | Event::CapacityPurchased { .. }
        | Event::CapacityReturned { .. }
        | Event::ChatCreditsApplied { .. }
        | Event::PlanBudgetSet { .. }
        | Event::IncludedCreditsSet { .. }
        | Event::PlanCreated(_)
        | Event::PlanLinked { .. }
        | Event::PlanUnlinked { .. }
        | Event::PlanSwitched { .. }
        | Event::PlanEdited { .. }
        | Event::PlanDeleted { .. }
        | Event::PrePurchaseBought(_)
        | Event::CreditPolicyCreated(_)
        | Event::CreditPolicyDeleted { .. }
        | Event::AgentLimitSet { .. }
        | Event::AgentKindSet { .. } => platform_happening::sentence(tenant, event),
        Event::PlanBudgetActed(_) => {
            row.cause = HappeningCause::Time;
            row.actor = None;
            platform_happening::sentence(tenant, event)
        }
        Event::PolicyCreated {
            policy,
            name,
            scope,
            budget,
            ..
        } => {
            row.policy = Some(policy.to_string());
            let users = match scope {
                Scope::AllUsers => "all users",
                Scope::Group(_) => "a group",
            };
            let budget = budget::created_with(budget.as_ref());
            format!(
                "The billing policy \"{name}\" was created for {users}{budget}. It pays for nothing until it is connected."
            )
        }
        Event::PolicyBudgetSet { policy, budget } => {
            row.policy = Some(policy.to_string());
            budget::set_sentence(&policy_name(*policy), budget.as_ref())
        }
        Event::PolicyDeleted { policy } => {
            row.policy = Some(policy.to_string());
            format!("The billing policy \"{}\" was deleted.", policy_name(*policy))
        }
        Event::ServiceConnected { service, policy } => {
            (row.policy, row.service) = (Some(policy.to_string()), Some((*service).into()));
            format!("\"{}\" was connected to {}.", policy_name(*policy), service.label())
        }
        Event::ServiceDisconnected {
            service,
            policy,
            ends_at,
        } => {
            (row.policy, row.service) = (Some(policy.to_string()), Some((*service).into()));
            let policy = policy_name(*policy);
            format!(
                "\"{policy}\" was disconnected from {}: it reaches everybody at the latest by {}.",
                service.label(),
                spoken(*ends_at)
            )
        }
        Event::ClockAdvanced { to } => format!("Simulated time was moved to {}.", spoken(*to)),
        Event::ImportPublished(import) => {
            row.import = Some(import.import.to_string());
            format!(
                "\"{}\" was imported: {} added, {} rejected.",
                import.file_name,
                counted(import.added, "row", "rows"),
                grouped(&import.rejected.to_string())
            )
        }
        Event::ImportReverted { import } => {
            row.import = Some(import.to_string());
            let known = tenant.imports.iter().find(|known| known.id == *import);
            format!(
                "The import of \"{}\" was reverted.",
                known.map_or("", |known| &known.file_name)
            )
        }
        Event::UsagePlanSet { goes_on: true } => {
            "Use that the scenario plans goes on from here while time passes.".to_owned()
        }
        Event::UsagePlanSet { goes_on: false } => {
            "Use that the scenario plans was stopped: nothing is used by itself from here on.".to_owned()
        }
        Event::MonthClosed { month } => format!(
            "{} was closed: it goes on showing what it shows now.",
            month.format("%B %Y")
        ),
        Event::UsageTried(used) => {
            row.service = Some(used.service.into());
            let credits = grouped(&Credits(used.credits).to_string());
            format!(
                "A prompt was sent as {} to {}: {credits} Copilot Credits.",
                names[&used.person],
                used.service.label()
            )
        }
        Event::UseRefused(used) => {
            row.service = Some(used.service.into());
            format!(
                "A prompt sent as {} to {} was refused: {}",
                names[&used.person],
                used.service.label(),
                used.reason
            )
        }
    };
    row
}

/// Disconnections that have reached everybody by now.
fn time_alone(tenant: &Tenant) -> impl Iterator<Item = HappeningRow> + '_ {
    let ended = tenant
        .connections
        .iter()
        .filter_map(|known| Some((known.period.until?, known)));
    ended
        .filter(|(until, _)| *until <= tenant.now)
        .map(|(until, known)| HappeningRow {
            id: format!("time-{}", known.revision),
            at: instant(until),
            cause: HappeningCause::Time,
            kind: "serviceDisconnectionReached".to_owned(),
            text: disconnected_sentence(tenant, known),
            actor: None,
            policy: Some(known.policy.to_string()),
            service: Some(known.service.into()),
            import: None,
            day: None,
        })
}

/// Says that a disconnection has reached everybody.
pub(super) fn disconnected_sentence(tenant: &Tenant, connection: &Connection) -> String {
    let policy = tenant.policy_ever(connection.policy).map_or("", |policy| &policy.name);
    format!(
        "The disconnection of \"{policy}\" from {} has reached everybody.",
        connection.service.label()
    )
}

/// What the sentences of a run's happenings need to know besides the tenant.
struct Known<'a> {
    /// Names of the recipients of mails.
    groups: &'a HashMap<GroupId, String>,
    /// How many prompts each service refused in each month.
    refused: &'a [(i64, Service, u64)],
}

fn by_usage(tenant: &Tenant, found: &RunHappening, known: &Known<'_>) -> HappeningRow {
    let (kind, policy, service, text) = match &found.happening {
        Happening::BudgetThresholdPassed { threshold, spent } => {
            return budget::passed_row(tenant, found.at, threshold, Usd(*spent));
        }
        Happening::BudgetMailArrived { threshold, recipients } => {
            return budget::mail_row(tenant, found.at, threshold, recipients, known.groups);
        }
        Happening::FirstPaid { policy, service } => {
            let name = tenant.policy_ever(*policy).map_or("", |policy| &policy.name);
            let text = format!("\"{name}\" paid for {} for the first time.", service.label());
            ("firstPaid", Some(policy), *service, text)
        }
        Happening::FirstBlocked { service } => {
            let text = format!(
                "Usage of {} that nobody may pay for appeared: it did happen, so the real set-up differs from this one.",
                service.label()
            );
            ("firstBlocked", None, *service, text)
        }
        Happening::Refused { service, month } => {
            let counted_there = known
                .refused
                .iter()
                .find(|(of, at, _)| (*of, *at) == (*month, *service));
            let text = format!(
                "{} refused {} in {}, from here on: nothing could pay for who asked.",
                service.label(),
                counted(counted_there.map_or(0, |(_, _, count)| *count), "prompt", "prompts"),
                spoken_month(*month)
            );
            ("refused", None, *service, text)
        }
        of_platform => return platform_happening::row(tenant, found.at, of_platform),
    };
    let part = match &found.happening {
        Happening::Refused { month, .. } => second(*month),
        _ => policy.map_or_else(|| "none".to_owned(), |policy| policy.to_string()),
    };
    HappeningRow {
        id: format!("usage-{kind}-{}-{part}", service.key()),
        at: second(found.at),
        cause: HappeningCause::Usage,
        kind: kind.to_owned(),
        text,
        actor: None,
        policy: policy.map(|policy| policy.to_string()),
        service: Some(service.into()),
        import: None,
        day: None,
    }
}
