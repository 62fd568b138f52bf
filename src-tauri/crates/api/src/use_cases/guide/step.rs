//! A step of a guide, and what stands against doing it.

use meterdesk_billing::directory::ActorFacts;
use meterdesk_billing::tenant::{Tenant, Work};
use meterdesk_store::Snapshot;

use crate::error::ApiError;
use crate::text::listed;
use crate::who_could::with_role;
use crate::wire::*;

/// What a guide looks at.
pub(super) struct Facts<'a> {
    pub(super) tenant: &'a Tenant,
    pub(super) actor: &'a ActorFacts,
    pub(super) standings: &'a [EnvironmentRow],
    pub(super) snapshot: &'a mut Snapshot,
}

/// Where a step is done: the page, what it opens there, and what the button says.
pub(super) type Where = (GuidePlace, Option<String>, &'static str);

impl Facts<'_> {
    /// A step that takes a role: one that is to do is blocked for whoever doesn't hold it.
    pub(super) async fn with_role(&mut self, mut step: GuideStep, work: Work) -> Result<GuideStep, ApiError> {
        let roles = work.roles();
        let labels: Vec<_> = roles.iter().map(|role| role.label().to_owned()).collect();
        step.needs = Some(any_of(&labels));
        let holds = self.actor.roles.iter().any(|role| roles.contains(role));
        if holds || !matches!(step.state, GuideState::ToDo | GuideState::Optional) {
            return Ok(step);
        }
        let able = with_role(self.snapshot, roles).await?;
        step.who = able
            .into_iter()
            .map(|able| PersonAble {
                id: able.person.to_string(),
                display_name: able.name,
                because: able.because,
            })
            .collect();
        let names: Vec<_> = step.who.iter().take(3).map(|one| one.display_name.clone()).collect();
        let could = if names.is_empty() {
            "Nobody in the tenant holds one.".to_owned()
        } else {
            format!("Who could: {}.", listed(&names))
        };
        step.found.push_str(&format!(
            " {} holds none of these roles. {could}",
            self.actor.display_name
        ));
        Ok(in_state(step, GuideState::Blocked))
    }
}

fn any_of(labels: &[String]) -> String {
    match labels {
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
        [] => String::new(),
    }
}

/// A step in a state, with what was found and the rule behind it.
pub(super) fn step(key: &str, title: &str, state: GuideState, found: String, text: &str) -> GuideStep {
    GuideStep {
        key: key.to_owned(),
        title: title.to_owned(),
        state,
        state_label: label(state).to_owned(),
        found,
        text: text.to_owned(),
        needs: None,
        who: Vec::new(),
        place: None,
        place_id: None,
        place_label: None,
        article: None,
    }
}

/// The step, with where it is done and what to read about it.
pub(super) fn at(step: GuideStep, (place, id, label): Where, article: ArticleKey) -> GuideStep {
    GuideStep {
        place: Some(place),
        place_id: id,
        place_label: Some(label.to_owned()),
        article: Some(article),
        ..step
    }
}

fn in_state(step: GuideStep, state: GuideState) -> GuideStep {
    GuideStep {
        state,
        state_label: label(state).to_owned(),
        ..step
    }
}

const fn label(state: GuideState) -> &'static str {
    match state {
        GuideState::Done => "Done",
        GuideState::ToDo => "To do",
        GuideState::Blocked => "Blocked",
        GuideState::Optional => "Optional",
        GuideState::Note => "As it stands",
    }
}

/// How many of the steps have to be done.
pub(super) fn needed<'a>(steps: impl Iterator<Item = &'a GuideStep>) -> u32 {
    let has_to = |step: &&GuideStep| !matches!(step.state, GuideState::Optional | GuideState::Note);
    u32::try_from(steps.filter(has_to).count()).unwrap_or(u32::MAX)
}
