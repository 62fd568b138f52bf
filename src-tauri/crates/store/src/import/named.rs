//! What a file names of a set-up: the environments and agents of its use, and whom it says was charged.
//!
//! Whether the workbook has them, nobody says here. Nothing is remembered that the file doesn't name.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use foldhash::fast::FixedState;
use meterdesk_billing::usage::{Service, UsageRow};

use super::{EnvironmentDay, ReportLine, Staging};
use crate::dictionary::{WordKind, service_of};

/// How many names of a kind are remembered of one file; those after them are told no more.
const MOST: usize = 50_000;

/// An agent as a file names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedAgent {
    /// The service, in files of metered use.
    pub service: Option<Service>,
    /// The environment; empty where the file names none.
    pub environment: String,
    /// The agent.
    pub agent: String,
}

/// What the staged rows name.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Service, environment and agent of metered use, interned.
    used: HashSet<(i64, i64, i64), FixedState>,
    /// Rows of one agent mostly follow each other.
    last: (i64, i64, i64),
    /// Environments of reports, and their names where those are told.
    environments: BTreeMap<String, String>,
    agents: BTreeSet<NamedAgent>,
    /// Billing policies, plans and Azure resources.
    charged: BTreeSet<String>,
}

impl Named {
    pub(super) fn used(&mut self, service: i64, environment: i64, agent: i64) {
        let used = (service, environment, agent);
        if used != self.last && self.used.len() < MOST {
            self.used.insert(used);
            self.last = used;
        }
    }

    /// A row of metered use by somebody unknown, who may be added together with what it names.
    pub(super) fn refused(&mut self, row: &UsageRow) {
        if row.service == Service::CopilotStudio {
            self.environment(&row.environment, "");
        }
        if !row.agent.is_empty() && self.agents.len() < MOST {
            self.agents.insert(NamedAgent {
                service: Some(row.service),
                environment: row.environment.clone(),
                agent: row.agent.clone(),
            });
        }
    }

    pub(super) fn day(&mut self, row: &EnvironmentDay) {
        self.environment(&row.environment, &row.environment_name);
        self.charges(if row.plan_name.is_empty() {
            &row.plan_id
        } else {
            &row.plan_name
        });
    }

    pub(super) fn line(&mut self, line: &ReportLine) {
        let name = told(&line.environment_name);
        let environment = told(&line.environment).or(name).unwrap_or_default();
        self.environment(environment, name.unwrap_or_default());
        self.charges(line.plan.as_deref().unwrap_or_default());
        // A workbook knows agents and environments by what they are called, and an identity says little to anybody.
        let agent = told(&line.agent_name).or_else(|| told(&line.agent));
        if let Some(agent) = agent.filter(|_| self.agents.len() < MOST) {
            self.agents.insert(NamedAgent {
                service: None,
                environment: name.unwrap_or(environment).to_owned(),
                agent: agent.to_owned(),
            });
        }
    }

    fn environment(&mut self, text: &str, name: &str) {
        if text.is_empty() || (self.environments.len() >= MOST && !self.environments.contains_key(text)) {
            return;
        }
        let known = self.environments.entry(text.to_owned()).or_default();
        if known.is_empty() {
            name.clone_into(known);
        }
    }

    fn charges(&mut self, text: &str) {
        if !text.is_empty() && self.charged.len() < MOST {
            self.charged.insert(text.to_owned());
        }
    }
}

/// What a cell says, if anything.
fn told(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

impl Staging {
    /// Agents that the staged rows name.
    #[must_use]
    pub fn named_agents(&self) -> BTreeSet<NamedAgent> {
        let by_number = |kind| -> HashMap<i64, &str> { self.words.texts(kind).map(|(text, id)| (id, text)).collect() };
        let (environments, agents) = (by_number(WordKind::Environment), by_number(WordKind::Agent));
        let used = self.named.used.iter().filter_map(|(service, environment, agent)| {
            let agent = agents.get(agent).filter(|agent| !agent.is_empty())?;
            Some(NamedAgent {
                service: service_of(*service).ok(),
                environment: environments.get(environment).copied().unwrap_or_default().to_owned(),
                agent: (*agent).to_owned(),
            })
        });
        used.chain(self.named.agents.iter().cloned()).collect()
    }

    /// Environments that the staged rows name, each with its name where the file tells it: of use, those that it belongs to.
    #[must_use]
    pub fn named_environments(&self) -> BTreeMap<String, String> {
        let mut all = self.named.environments.clone();
        let texts: HashMap<i64, &str> = self
            .words
            .texts(WordKind::Environment)
            .map(|(text, id)| (id, text))
            .collect();
        for (service, environment, _) in &self.named.used {
            let text = texts.get(environment).copied().unwrap_or_default();
            // Use of other services belongs to no environment, or to one of its own, whatever a row names.
            if service_of(*service).is_ok_and(|service| service == Service::CopilotStudio) && !text.is_empty() {
                all.entry(text.to_owned()).or_default();
            }
        }
        all
    }

    /// Billing policies, plans and Azure resources that the staged rows name.
    #[must_use]
    pub const fn named_charged(&self) -> &BTreeSet<String> {
        &self.named.charged
    }
}
