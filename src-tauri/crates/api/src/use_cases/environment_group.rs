//! Environment groups and the rule *Draw from tenant credit pool*.

use meterdesk_billing::ids::EnvironmentGroupId;
use meterdesk_billing::platform::{EnvironmentGroup, Platform};
use meterdesk_billing::tenant::{Command, EnvironmentCommand, EnvironmentRefusal, Event, Refusal};

use super::identity;
use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle_after_act;
use crate::wire::*;
use crate::{App, Caller};

columns!(EnvironmentGroupListed of EnvironmentGroupRow:
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("environments", "Environments", |row| Cell::text(row.environments.join("; "))),
    Column::new("draw", "Draw from tenant credit pool", |row| {
        Cell::text(match row.draw {
            None => "Not published",
            Some(true) => "Published: on",
            Some(false) => "Published: off",
        })
    }),
);

/// Environment groups, oldest first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn environment_group_list(
    app: &App,
    _caller: &Caller,
    request: EnvironmentGroupList,
) -> Result<EnvironmentGroupListed, ApiError> {
    let page = page::<EnvironmentGroupListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let snapshot = app.workbook.read().await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let platform = snapshot.tenant().platform.now();
    let rows = platform.groups.iter().map(|group| row(platform, group));
    let found = rows.filter(|row| row.name.to_lowercase().contains(&search) || row.id.contains(&search));
    let (rows, total, next) = page.of::<EnvironmentGroupListed>(found.collect());
    Ok(EnvironmentGroupListed { rows, total, next })
}

/// Makes an environment group.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn environment_group_create(
    app: &App,
    caller: &Caller,
    request: EnvironmentGroupCreate,
) -> Result<EnvironmentGroupChanged, ApiError> {
    let command = EnvironmentCommand::CreateGroup {
        name: request.name.clone(),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Publishes the rule *Draw from tenant credit pool* of a group, or takes it back.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn environment_group_publish(
    app: &App,
    caller: &Caller,
    request: EnvironmentGroupPublish,
) -> Result<EnvironmentGroupChanged, ApiError> {
    let command = EnvironmentCommand::PublishDrawRule {
        group: EnvironmentGroupId(identity(&request.group, "group")?),
        revision: request.revision,
        draw: request.draw,
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

async fn done(
    app: &App,
    mut begun: Begun,
    command: EnvironmentCommand,
    preview: bool,
) -> Result<EnvironmentGroupChanged, ApiError> {
    let events = begun.decide(Command::Environment(command)).await?;
    let platform = begun.act.tenant().platform.now();
    let changed = match events.as_slice() {
        [Event::EnvironmentGroupCreated { group, .. } | Event::EnvironmentGroupRuleSet { group, .. }] => {
            platform.environment_group(*group)
        }
        _ => None,
    };
    let group = changed.ok_or(Refusal::from(EnvironmentRefusal::GroupUnknown))?;
    let environment_group = row(platform, group);
    let answer = begun.finish(EnvironmentGroupChanged { environment_group }).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn row(platform: &Platform, group: &EnvironmentGroup) -> EnvironmentGroupRow {
    let within = platform
        .environments
        .iter()
        .filter(|known| known.group == Some(group.id));
    EnvironmentGroupRow {
        id: group.id.to_string(),
        name: group.name.clone(),
        draw: group.draw,
        environments: within.map(|known| known.facts.name.clone()).collect(),
        revision: group.revision,
    }
}
