//! Acts upon environments: edit, convert, extend, link, put into a group.

use meterdesk_billing::ids::{EnvironmentGroupId, EnvironmentId};
use meterdesk_billing::tenant::{Command, EnvironmentCommand, EnvironmentTarget, PlatformRefusal, Refusal};

use super::environment::{row, workload_of};
use super::identity;
use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::settle::settle_after_act;
use crate::wire::*;
use crate::{App, Caller};

/// Edits an environment.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn environment_edit(
    app: &App,
    caller: &Caller,
    request: EnvironmentEdit,
) -> Result<EnvironmentChanged, ApiError> {
    let target = target(&request.environment, request.revision)?;
    let command = EnvironmentCommand::Edit {
        target,
        managed: request.managed,
        workload: request.workload.map(workload_of),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, target, preview).await
}

/// *Convert to production*.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn environment_convert(
    app: &App,
    caller: &Caller,
    request: EnvironmentConvert,
) -> Result<EnvironmentChanged, ApiError> {
    let target = target(&request.environment, request.revision)?;
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, EnvironmentCommand::Convert(target), target, preview).await
}

/// Extends a standard trial.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn environment_extend(
    app: &App,
    caller: &Caller,
    request: EnvironmentExtend,
) -> Result<EnvironmentChanged, ApiError> {
    let target = target(&request.environment, request.revision)?;
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, EnvironmentCommand::Extend(target), target, preview).await
}

/// Links a Dynamics 365 environment, or takes the link away.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn environment_link(
    app: &App,
    caller: &Caller,
    request: EnvironmentLink,
) -> Result<EnvironmentChanged, ApiError> {
    let target = target(&request.environment, request.revision)?;
    let to = request.to.as_deref().map(|text| identity(text, "to")).transpose()?;
    let command = EnvironmentCommand::LinkDynamics {
        target,
        to: to.map(EnvironmentId),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, target, preview).await
}

/// Puts an environment into a group, or takes it out.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn environment_regroup(
    app: &App,
    caller: &Caller,
    request: EnvironmentRegroup,
) -> Result<EnvironmentChanged, ApiError> {
    let target = target(&request.environment, request.revision)?;
    let group = request
        .group
        .as_deref()
        .map(|text| identity(text, "group"))
        .transpose()?;
    let command = EnvironmentCommand::Group {
        target,
        group: group.map(EnvironmentGroupId),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, target, preview).await
}

fn target(environment: &str, revision: Option<u64>) -> Result<EnvironmentTarget, ApiError> {
    Ok(EnvironmentTarget {
        environment: EnvironmentId(identity(environment, "environment")?),
        revision,
    })
}

async fn done(
    app: &App,
    mut begun: Begun,
    command: EnvironmentCommand,
    target: EnvironmentTarget,
    preview: bool,
) -> Result<EnvironmentChanged, ApiError> {
    begun.decide(Command::Environment(command)).await?;
    let tenant = begun.act.tenant();
    let platform = tenant.platform.now();
    let known = platform
        .environment(target.environment)
        .ok_or(Refusal::from(PlatformRefusal::EnvironmentUnknown))?;
    let answer = EnvironmentChanged {
        environment: row(tenant, known),
        available: (platform.owned() - platform.allocated()).to_string(),
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}
