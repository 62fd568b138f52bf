//! What a file names and the workbook doesn't have: environments, agents, and billing policies or plans. All of it is told in a
//! preview; environments and agents are added where somebody wants that.
//!
//! A billing policy or plan is a set-up with an Azure subscription, users and rights, which no file tells: it is never made here.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::platform::{AgentKind, DYNAMICS_365_AGENTS, EnvironmentKind, PLATFORM_REGIONS, Platform};
use meterdesk_billing::settlement::Outcome;
use meterdesk_billing::tenant::{Command, PlatformCommand};
use meterdesk_billing::usage::Service;
use meterdesk_store::{NamedAgent, Snapshot, Staging};
use uuid::Uuid;

use crate::act::Begun;
use crate::error::{ApiError, ErrorCode};
use crate::text::counted;
use crate::use_cases::reconciliation;
use crate::wire::*;

/// How many names of a kind a preview shows.
const SHOWN: usize = 20;

/// Each is an act of its own in the journal, and a list that somebody reads.
const MOST_ADDED: usize = 500;

/// What is not known, as the file names it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Foreign {
    /// Identity or name, and the name where the file tells both.
    environments: BTreeMap<String, String>,
    agents: BTreeSet<NamedAgent>,
    charged: Vec<String>,
}

/// What the staged rows name and the workbook doesn't have.
pub(super) async fn foreign(snapshot: &mut Snapshot, staging: &Staging) -> Result<Foreign, ApiError> {
    let tenant = snapshot.tenant();
    let platform = tenant.platform.now();
    let mut spelled = HashSet::new();
    let mut environments = staging.named_environments();
    environments.retain(|text, name| {
        let is_known = |name: &str| !name.is_empty() && platform.environment_named(name).is_some();
        !is_known(text) && !is_known(name) && spelled.insert(text.to_lowercase())
    });
    let charged = staging.named_charged().iter();
    let charged = charged
        .filter(|text| !reconciliation::is_known(tenant, text))
        .cloned()
        .collect();
    let registered: HashSet<String> = platform.agents.keys().map(|(_, name)| name.clone()).collect();
    let mut agents = staging.named_agents();
    agents.retain(|known| {
        !DYNAMICS_365_AGENTS.contains(&known.agent.as_str()) && !registered.contains(&known.agent.to_lowercase())
    });
    if !agents.is_empty() {
        let used = used_before(snapshot).await?;
        agents.retain(|known| !used.contains(&known.agent.to_lowercase()));
    }
    Ok(Foreign {
        environments,
        agents,
        charged,
    })
}

/// Names of agents of which there is settled use, in small letters.
async fn used_before(snapshot: &mut Snapshot) -> Result<HashSet<String>, ApiError> {
    let mut used: HashSet<i64> = HashSet::new();
    let mut last = None;
    let counts = |outcome: Outcome| !matches!(outcome, Outcome::Blocked(_));
    snapshot
        .each_use(
            (i64::MIN, i64::MAX),
            |key| counts(key.outcome),
            |_, part| {
                // The uses of an agent stand beside each other.
                if last != Some(part.agent) {
                    last = Some(part.agent);
                    used.insert(part.agent);
                }
            },
        )
        .await?;
    let used: Vec<i64> = used.into_iter().collect();
    let texts = snapshot.texts_of(&used).await?;
    Ok(texts.into_values().map(|name| name.to_lowercase()).collect())
}

impl Foreign {
    /// What a preview and a result tell of it.
    pub(super) fn told(&self) -> Vec<ImportUnknown> {
        let agents: BTreeSet<&str> = self.agents.iter().map(|known| known.agent.as_str()).collect();
        let environments = self.environments.iter().map(|(text, name)| match name.as_str() {
            "" => text.clone(),
            name => format!("{name} ({text})"),
        });
        [
            told(ImportUnknownOf::Environments, environments.collect()),
            told(ImportUnknownOf::Agents, agents.into_iter().map(str::to_owned).collect()),
            told(ImportUnknownOf::Policies, self.charged.clone()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Whether something of it is to be added.
    pub(super) fn is_wanted(&self, request: &ImportStart) -> bool {
        request.add_environments && !self.environments.is_empty() || request.add_agents && !self.agents.is_empty()
    }

    /// Adds what is wanted within an act, and says so.
    ///
    /// # Errors
    /// The refusal that stands against it, or when the workbook can't be written.
    pub(super) async fn add(&self, begun: &mut Begun, request: &ImportStart) -> Result<Vec<String>, ApiError> {
        let mut notes = Vec::new();
        if request.add_environments && !self.environments.is_empty() {
            require_few("addEnvironments", "environments", self.environments.len())?;
            notes.push(self.add_environments(begun).await?);
        }
        if request.add_agents && !self.agents.is_empty() {
            notes.extend(self.add_agents(begun).await?);
        }
        Ok(notes)
    }

    async fn add_environments(&self, begun: &mut Begun) -> Result<String, ApiError> {
        let tenant = begun.act.tenant();
        let of_default = tenant.platform.now().environment_of(EnvironmentKind::Default);
        let region = of_default
            .map_or(PLATFORM_REGIONS[0], |known| &known.facts.region)
            .to_owned();
        let tenant = tenant.id.0;
        for (text, name) in &self.environments {
            let mut name = if name.is_empty() { text.clone() } else { name.clone() };
            if begun.act.tenant().platform.now().environment_named(&name).is_some() {
                // Two of the file bear the same name.
                name = format!("{name} {text}");
            }
            // The same in every workbook of the tenant; an identity that the file tells is the environment's own.
            let id = text
                .parse()
                .unwrap_or_else(|_| Uuid::new_v5(&tenant, text.to_lowercase().as_bytes()));
            let command = PlatformCommand::AddEnvironment {
                environment: EnvironmentId(id),
                name,
                region: region.clone(),
            };
            begun.decide(Command::Platform(command)).await?;
        }
        Ok(format!(
            "{} added first, in the region {region}.",
            counted(
                self.environments.len() as u64,
                "production environment was",
                "production environments were"
            )
        ))
    }

    async fn add_agents(&self, begun: &mut Begun) -> Result<Vec<String>, ApiError> {
        let platform = begun.act.tenant().platform.now();
        let places: BTreeSet<(EnvironmentId, String)> = self
            .agents
            .iter()
            .filter_map(|known| Some((place(platform, known)?, known.agent.clone())))
            .collect();
        let left = self
            .agents
            .iter()
            .filter(|known| place(platform, known).is_none())
            .count();
        require_few("addAgents", "agents", places.len())?;
        let added = places.len() as u64;
        for (environment, agent) in places {
            let command = PlatformCommand::SetAgentKind {
                environment,
                agent,
                kind: AgentKind::Custom,
            };
            begun.decide(Command::Platform(command)).await?;
        }
        let mut notes = Vec::new();
        if added > 0 {
            notes.push(format!(
                "{} added first, as custom.",
                counted(added, "agent was", "agents were")
            ));
        }
        if left > 0 {
            notes.push(format!(
                "{} named without an environment of this workbook, and not added.",
                counted(left as u64, "agent is", "agents are")
            ));
        }
        Ok(notes)
    }
}

/// The environment that an agent is in.
fn place(platform: &Platform, agent: &NamedAgent) -> Option<EnvironmentId> {
    let found = match (agent.service, agent.environment.as_str()) {
        (Some(service), text) => platform.environment_of_use(service, text),
        (None, "") => None,
        (None, text) => platform.environment_of_use(Service::CopilotStudio, text),
    };
    found.map(|known| known.facts.environment)
}

fn told(of: ImportUnknownOf, names: Vec<String>) -> Option<ImportUnknown> {
    let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
    let names = names.into_iter().take(SHOWN).collect();
    (count > 0).then_some(ImportUnknown { of, count, names })
}

fn require_few(field: &str, what: &str, count: usize) -> Result<(), ApiError> {
    if count <= MOST_ADDED {
        return Ok(());
    }
    let message = format!(
        "The file names {count} {what} that this workbook does not have; at most {MOST_ADDED} are added with an import. Import it \
         without adding them"
    );
    Err(ApiError::new(ErrorCode::InvalidField, message).at(field))
}
