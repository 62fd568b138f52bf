//! What every writing command does around its decision: retries, the acting person, the journal.

use meterdesk_billing::directory::{ActorFacts, Product};
use meterdesk_billing::tenant::{
    BuyingCommand, Command, Context, CreatePolicy, Event, Facts, PlanBudgetCommand, PlatformCommand, RecipientFacts,
    Refusal, Scope, decide,
};
use meterdesk_store::{Act, FirstAnswer, Snapshot};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{ApiError, ErrorCode};
use crate::who_could::{named, subscription_of};
use crate::wire::*;
use crate::{App, Caller};

/// A request that can change the workbook.
pub(crate) trait Writes: Serialize {
    const COMMAND: &'static str;
    fn is_preview(&self) -> bool;
    fn command_id(&self) -> Option<&str>;
}

macro_rules! writing_requests {
    ($(read $_name:ident($_request:ident) -> $_answer:ident;)* write $name:ident($request:ident) -> $answer:ident; $($rest:tt)*) => {
        impl Writes for $request {
            const COMMAND: &'static str = stringify!($name);
            fn is_preview(&self) -> bool {
                self.preview
            }
            fn command_id(&self) -> Option<&str> {
                self.command_id.as_deref()
            }
        }
        writing_requests! { $($rest)* }
    };
    ($(read $_name:ident($_request:ident) -> $_answer:ident;)*) => {};
}

crate::for_each_command!(writing_requests);

/// An act that has begun: the state it rests on and who acts.
pub(crate) struct Begun {
    pub(crate) act: Act,
    pub(crate) actor: ActorFacts,
    retry: Option<(String, FirstAnswer)>,
}

/// How a writing command goes on.
pub(crate) enum Start<A> {
    /// It was done before: this was the answer.
    Answered(A),
    /// It is to be done.
    Begun(Box<Begun>),
}

/// Begins the act that a request asks for.
pub(crate) async fn start<Q: Writes, A: DeserializeOwned>(
    app: &App,
    caller: &Caller,
    request: &Q,
) -> Result<Start<A>, ApiError> {
    let mut act = app.workbook.act(request.is_preview()).await?;
    let mut retry = None;
    if let Some(command_id) = request.command_id().filter(|_| !request.is_preview()) {
        let asked = serde_json::to_string(request).unwrap_or_default();
        match act.first_answer(command_id).await? {
            None => {
                let first = FirstAnswer {
                    command: Q::COMMAND.to_owned(),
                    request: asked,
                    answer: String::new(),
                };
                retry = Some((command_id.to_owned(), first));
            }
            Some(first) if first.command == Q::COMMAND && first.request == asked => {
                let answer = serde_json::from_str(&first.answer)
                    .map_err(|_| ApiError::new(ErrorCode::Damaged, "the first answer to this command can't be read"))?;
                return Ok(Start::Answered(answer));
            }
            Some(_) => {
                let message = "this command id was used for another command; make a new one for each command";
                return Err(ApiError::new(ErrorCode::Conflict, message).at("commandId"));
            }
        }
    }
    let actor = acting(&mut act, caller).await?;
    Ok(Start::Begun(Box::new(Begun { act, actor, retry })))
}

/// The acting person.
pub(crate) async fn acting(snapshot: &mut Snapshot, caller: &Caller) -> Result<ActorFacts, ApiError> {
    let named = caller
        .actor
        .clone()
        .unwrap_or_else(|| snapshot.tenant().default_actor.to_string());
    let unknown = || {
        ApiError::new(
            ErrorCode::NotFound,
            format!("there is nobody \"{named}\" in the directory who could act"),
        )
        .at("actor")
    };
    snapshot.actor(&named).await?.ok_or_else(unknown)
}

impl Begun {
    /// An act of a script: nobody retries it.
    pub(crate) fn scripted(act: Act, actor: ActorFacts) -> Self {
        Self {
            act,
            actor,
            retry: None,
        }
    }

    /// Decides a command on the act's state and appends its events.
    pub(crate) async fn decide(&mut self, command: Command) -> Result<Vec<Event>, ApiError> {
        let group_exists = match &command {
            Command::CreatePolicy(CreatePolicy { scope, .. })
            | Command::Platform(PlatformCommand::Buying(BuyingCommand::CreateCreditPolicy { scope, .. })) => {
                match scope {
                    Scope::AllUsers => true,
                    Scope::Group(group) => self.act.group(*group).await?.is_some(),
                }
            }
            _ => true,
        };
        let copilot_licence_exists = self.act.licence_exists(Product::Microsoft365Copilot).await?;
        let mut sharepoint_licence_exists = false;
        for product in Product::WITH_SHAREPOINT {
            sharepoint_licence_exists |= self.act.licence_exists(product).await?;
        }
        let facts = Facts {
            actor: self.actor.clone(),
            group_exists,
            copilot_licence_exists,
            sharepoint_licence_exists,
            recipients: recipients(&mut self.act, &command).await?,
        };
        let at = self.act.tenant().now;
        let context = Context {
            at,
            facts: &facts,
            ids: self.act.ids(),
        };
        let subscription = subscription_of(&command);
        let events = match decide(self.act.tenant(), command, context) {
            Ok(events) => events,
            Err(refusal) => return Err(named(&mut self.act, refusal, subscription).await?),
        };
        self.act.append(at, self.actor.id, &events);
        Ok(events)
    }

    /// Writes the act, unless it is a preview, and gives the answer.
    pub(crate) async fn finish<A: Serialize>(self, answer: A) -> Result<A, ApiError> {
        let text =
            serde_json::to_string(&answer).map_err(|error| ApiError::new(ErrorCode::Internal, error.to_string()))?;
        let first = self
            .retry
            .map(|(command_id, first)| (command_id, FirstAnswer { answer: text, ..first }));
        self.act
            .commit(
                first
                    .as_ref()
                    .map(|(command_id, first)| (command_id.as_str(), first.clone())),
            )
            .await?;
        Ok(answer)
    }
}

/// What the directory knows of the groups that a command's budget names.
async fn recipients(snapshot: &mut Snapshot, command: &Command) -> Result<Vec<RecipientFacts>, ApiError> {
    let budget = match command {
        Command::CreatePolicy(wish) => wish.budget.as_ref(),
        Command::SetBudget { budget, .. } => budget.as_ref(),
        Command::Platform(PlatformCommand::PlanBudget(PlanBudgetCommand::Set { budget, .. })) => {
            budget.as_ref().map(|of_plan| &of_plan.budget)
        }
        _ => None,
    };
    let mut known = Vec::new();
    for group in budget.into_iter().flat_map(|budget| budget.recipients()) {
        if let Some(found) = snapshot.group(*group).await? {
            known.push(RecipientFacts {
                group: *group,
                name: found.name,
                mail_enabled: found.mail.is_some(),
            });
        }
    }
    Ok(known)
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let code = serde_json::from_value(refusal.code().into()).unwrap_or(ErrorCode::Conflict);
        Self {
            code,
            message: refusal.to_string(),
            field: refusal.field().map(str::to_owned),
            article: refusal.article().map(Into::into),
        }
    }
}

/// Unwraps [`Start::Begun`], or answers at once.
macro_rules! begin {
    ($app:expr, $caller:expr, $request:expr) => {
        match crate::act::start($app, $caller, &$request).await? {
            crate::act::Start::Answered(answer) => return Ok(answer),
            crate::act::Start::Begun(begun) => begun,
        }
    };
}
pub(crate) use begin;

#[cfg(test)]
mod tests {
    use meterdesk_billing::tenant::Refusal;

    use super::*;

    #[test]
    fn every_code_of_a_refusal_is_one_of_the_contract() {
        for code in [
            "not_allowed",
            "invalid_field",
            "not_found",
            "limit_reached",
            "changed_meanwhile",
            "conflict",
        ] {
            assert!(serde_json::from_value::<ErrorCode>(code.into()).is_ok(), "{code}");
        }
        assert_eq!(ApiError::from(Refusal::NameBlank).field.as_deref(), Some("name"));
    }
}
