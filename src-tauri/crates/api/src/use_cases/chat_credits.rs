//! Credits for Copilot Chat: whether available ones are applied.

use meterdesk_billing::directory::{ActorFacts, AdminRole};
use meterdesk_billing::platform::EnvironmentKind;
use meterdesk_billing::tenant::{BuyingCommand, Command, Event, MOST_CREDIT_POLICIES, PlatformCommand, Tenant};
use meterdesk_billing::units::Credits;

use crate::act::{acting, begin};
use crate::error::ApiError;
use crate::settle::settle_after_act;
use crate::wire::*;
use crate::{App, Caller};

/// What of available credits is applied to Copilot Chat.
///
/// # Errors
/// When the workbook can't be read.
pub async fn chat_credits_get(
    app: &App,
    caller: &Caller,
    _request: ChatCreditsGet,
) -> Result<ChatCreditsView, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    Ok(view(snapshot.tenant(), &actor))
}

/// Applies available credits to Copilot Chat, or no longer.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn chat_credits_apply(
    app: &App,
    caller: &Caller,
    request: ChatCreditsApply,
) -> Result<ChatCreditsApplied, ApiError> {
    let applied = request.applied;
    let preview = request.preview;
    let mut begun = begin!(app, caller, request);
    let command = PlatformCommand::Buying(BuyingCommand::ApplyCreditsToChat { applied });
    let events = begun.decide(Command::Platform(command)).await?;
    let answer = ChatCreditsApplied {
        credits: view(begun.act.tenant(), &begun.actor),
        effects: effects(&events),
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn view(tenant: &Tenant, actor: &ActorFacts) -> ChatCreditsView {
    let platform = tenant.platform.now();
    let may = actor.roles.contains(&AdminRole::Global);
    ChatCreditsView {
        owned: platform.owned() > Credits::ZERO,
        applied: platform.chat_credits,
        missing: (!may).then(|| {
            format!(
                "{} can look at this; only a Global administrator can change it.",
                actor.display_name
            )
        }),
        most_policies: u32::try_from(MOST_CREDIT_POLICIES).unwrap_or(u32::MAX),
    }
}

fn effects(events: &[Event]) -> Vec<String> {
    let sentences = events.iter().filter_map(|event| match event {
        Event::ChatCreditsApplied { applied: true } => Some(
            "Copilot Chat of users in connected billing policies draws on available prepaid credits first, and is charged to \
             their policy once none are left."
                .to_owned(),
        ),
        Event::ChatCreditsApplied { applied: false } => Some(
            "Copilot Chat of users in connected billing policies is charged to their policy at once. Copilot credit policies \
             go on."
                .to_owned(),
        ),
        Event::EnvironmentCreated(facts) if facts.environment_kind == EnvironmentKind::CopilotChat => {
            Some(format!("The environment \"{}\" is made.", facts.name))
        }
        _ => None,
    });
    sentences.collect()
}
