//! What each agent used in the present capacity period, as published runs keep it.
//!
//! It settles nothing: the runs are current when it is asked.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::payment::capacity_period;
use meterdesk_billing::platform::{AgentKind, Platform};
use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::Service;
use meterdesk_store::Snapshot;

use crate::error::ApiError;

const DAY: i64 = 86_400;

/// Environment, agent, service, feature and, where sums are kept by person, person.
type Interned = (i64, i64, Service, i64, Option<u32>);

/// What somebody used, split by what became of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AgentSum {
    /// Paid by prepaid capacity, or used over it.
    pub(super) prepaid: Credits,
    /// Billed to billing plans, by pre-purchase plans included.
    pub(super) charged: Credits,
    pub(super) not_billed: Credits,
    pub(super) blocked: Credits,
}

impl AgentSum {
    fn add(&mut self, outcome: Outcome, credits: Credits) {
        let sum = match outcome {
            Outcome::Paid(Payer::Allocation(_) | Payer::TenantPool | Payer::OverCapacity) => &mut self.prepaid,
            Outcome::Paid(Payer::PayAsYouGo(PayAsYouGo::Plan(_)) | Payer::PrePurchase(_, PayAsYouGo::Plan(_))) => {
                &mut self.charged
            }
            // Charged in the Microsoft 365 admin center.
            Outcome::Paid(Payer::PayAsYouGo(_) | Payer::PrePurchase(..)) => return,
            Outcome::Included | Outcome::NotCharged(_) => &mut self.not_billed,
            Outcome::Blocked(_) => &mut self.blocked,
        };
        *sum += credits;
    }

    pub(super) fn billed(&self) -> Credits {
        self.prepaid + self.charged
    }
}

/// Who used what where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AgentUse {
    /// The environment; `None` where the workbook does not know it.
    pub(super) environment: Option<EnvironmentId>,
    /// Name of the environment as usage has it.
    pub(super) environment_name: String,
    pub(super) agent: String,
    pub(super) service: Service,
    pub(super) feature: String,
    /// Place of the person, where sums are kept by person.
    pub(super) person: Option<u32>,
}

impl AgentUse {
    /// The product that the use belongs to.
    pub(super) fn product(&self, platform: &Platform) -> &'static str {
        match (self.service, platform.kind_of_agent(self.environment, &self.agent)) {
            (Service::CopilotChat, _) => "Microsoft 365 Copilot Chat",
            (_, AgentKind::Dynamics365) => "Dynamics 365",
            _ => "Copilot Studio",
        }
    }
}

/// Sums of the present capacity period for Copilot Studio, and for Copilot Chat as far as its environment paid for it.
pub(super) async fn agent_sums(
    snapshot: &mut Snapshot,
    by_person: bool,
) -> Result<Vec<(AgentUse, AgentSum)>, ApiError> {
    let words: HashMap<i64, String> = snapshot.names().await?.into_iter().collect();
    let (from, until) = capacity_period(snapshot.tenant());
    let days = (from / DAY, until.div_euclid(DAY));
    let mut sums: HashMap<Interned, AgentSum, FixedState> = HashMap::default();
    snapshot
        .each_use(
            days,
            |key| !key.service.has_no_environment(),
            |key, part| {
                let person = part.person.filter(|_| by_person);
                let used = (key.environment, part.agent, key.service, key.feature, person);
                sums.entry(used).or_default().add(key.outcome, part.credits);
            },
        )
        .await?;
    let platform = snapshot.tenant().platform.now();
    let word = |id: i64| words.get(&id).cloned().unwrap_or_default();
    let mut named: BTreeMap<AgentUse, AgentSum> = BTreeMap::new();
    let of_its_environment = |service, sum: &AgentSum| service != Service::CopilotChat || sum.billed() > Credits::ZERO;
    let sums = sums.into_iter();
    for ((environment, agent, service, feature, person), sum) in
        sums.filter(|((_, _, service, ..), sum)| of_its_environment(*service, sum))
    {
        let environment_name = word(environment);
        let used = AgentUse {
            environment: platform
                .environment_of_use(service, &environment_name)
                .map(|known| known.facts.environment),
            environment_name,
            agent: word(agent),
            service,
            feature: word(feature),
            person,
        };
        let total = named.entry(used).or_default();
        total.prepaid += sum.prepaid;
        total.charged += sum.charged;
        total.not_billed += sum.not_billed;
        total.blocked += sum.blocked;
    }
    Ok(named.into_iter().collect())
}
