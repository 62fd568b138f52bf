//! Decides a scenario's script and judges its usage, as a workbook would.

use std::collections::{BTreeMap, HashMap};

use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::coverage::{Coverage, Population, Timeline, groups_needed};
use meterdesk_billing::directory::{ActorFacts, Held, Product};
use meterdesk_billing::ids::{IdSource, PersonId, PolicyId};
use meterdesk_billing::payment::{Names, Payments};
use meterdesk_billing::settlement::{CarriedState, Judged, Settlement};
use meterdesk_billing::tenant::{
    Command, Context, CreatePolicy, Facts, PolicyTarget, RecipientFacts, Scope, Tenant, decide,
};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::{UsageRow, UsageUnit, content_key};
use meterdesk_scenario::{Act, Scenario};

/// A row, its person's place and what became of it: all its credits, with the outcome of its first part.
pub(crate) struct JudgedRow {
    pub(crate) row: UsageRow,
    pub(crate) person: Option<u32>,
    pub(crate) judged: Judged,
}

/// The tenant after the script; fails where an act is refused.
pub(crate) fn tenant(scenario: &Scenario) -> Tenant {
    let mut tenant = Tenant::default();
    let begin = Command::CreateWorkbook {
        name: scenario.tenant_name.clone(),
        scenario: scenario.name.to_owned(),
        seed: scenario.seed,
        default_actor: scenario.default_actor,
    };
    act(&mut tenant, scenario, scenario.begins_at, scenario.default_actor, begin);
    for subscription in &scenario.subscriptions {
        let add = Command::AddSubscription(subscription.clone());
        act(&mut tenant, scenario, scenario.begins_at, scenario.default_actor, add);
    }
    for step in &scenario.script {
        advance(&mut tenant, scenario, step.at);
        let Some(command) = command(&tenant, &step.act) else {
            continue;
        };
        act(&mut tenant, scenario, step.at, step.actor, command);
    }
    advance(&mut tenant, scenario, scenario.starts_at);
    tenant
}

/// Usage, judged under the set-up as it changed.
pub(crate) fn judged(scenario: &Scenario, tenant: &Tenant) -> Vec<JudgedRow> {
    let coverage = coverage(scenario, tenant);
    let places: HashMap<_, _> = (0..)
        .zip(&scenario.directory.people)
        .map(|(place, person)| (person.user_principal_name.clone(), place))
        .collect();
    let rows: Vec<UsageRow> = scenario.usage().collect();
    let (mut environments, mut agents, mut features) = (Words::default(), Words::default(), Words::default());
    let unit = |(number, row): (usize, &UsageRow)| {
        let person = (!row.user.is_empty()).then(|| places[&row.user]);
        UsageUnit {
            at: row.at,
            person,
            service: row.service,
            agent: agents.number(&row.agent),
            environment: environments.number(&row.environment),
            feature: features.number(&row.feature),
            quantity: row.quantity,
            circumstances: row.circumstances,
            act_seq: None,
            conversation: content_key([row.conversation.as_str()]),
            order: number as u64,
        }
    };
    let units: Vec<UsageUnit> = rows.iter().enumerate().map(unit).collect();
    let names = Names {
        environments: environments.texts.iter().cloned().map(Some).collect(),
        agents: agents.texts.iter().cloned().zip(0..).collect(),
    };
    let features: Vec<_> = features.texts.iter().map(|name| Feature::parse(name)).collect();
    let range = (scenario.begins_at.timestamp(), scenario.starts_at.timestamp() + 1);
    let payments = Payments::compile(tenant, Timeline::Actual, range, &names);
    let mut judged = vec![None; rows.len()];
    let mut settlement = Settlement::new(Catalogue::built_in(), &coverage, &features, CarriedState::default())
        .paying(&payments)
        .telling(|told| {
            let first = told.parts[0];
            let credits = told.parts.iter().map(|part| part.credits).sum();
            judged[told.unit.order as usize] = Some((told.unit.person, Judged { credits, ..first }));
        });
    units.iter().for_each(|unit| settlement.add(unit));
    let _ = settlement.finish();
    let judged_row = |(row, judged): (UsageRow, Option<(Option<u32>, Judged)>)| {
        let (person, judged) = judged.expect("each row is told");
        JudgedRow { row, person, judged }
    };
    rows.into_iter().zip(judged).map(judged_row).collect()
}

/// Texts and the numbers that stand for them.
#[derive(Default)]
struct Words {
    texts: Vec<String>,
    numbers: HashMap<String, i64>,
}

impl Words {
    fn number(&mut self, text: &str) -> i64 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as i64;
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}

pub(crate) fn policy(tenant: &Tenant, name: &str) -> PolicyId {
    let named = tenant.present_policies().find(|policy| policy.name == name);
    named.unwrap_or_else(|| panic!("there is no policy \"{name}\"")).id
}

/// Places of a group's members, sorted.
pub(crate) fn members(scenario: &Scenario, group: u32) -> Vec<u32> {
    let of_group = scenario.directory.memberships.iter().filter(|held| held.what == group);
    let mut members: Vec<_> = of_group.map(|held| held.person).collect();
    members.sort_unstable();
    members
}

fn advance(tenant: &mut Tenant, scenario: &Scenario, to: Instant) {
    if to > tenant.now {
        let now = tenant.now;
        act(
            tenant,
            scenario,
            now,
            scenario.default_actor,
            Command::AdvanceClock { to },
        );
    }
}

fn act(tenant: &mut Tenant, scenario: &Scenario, at: Instant, actor: PersonId, command: Command) {
    let facts = facts(scenario, actor, &command);
    let context = Context {
        at,
        facts: &facts,
        ids: IdSource::new(scenario.seed, "main", tenant.head + 1),
    };
    let what = format!("{command:?}");
    let events = decide(tenant, command, context).unwrap_or_else(|refusal| panic!("{what} is refused: {refusal}"));
    for event in events {
        tenant.apply(at, actor, &event);
    }
}

fn facts(scenario: &Scenario, actor: PersonId, command: &Command) -> Facts {
    let directory = &scenario.directory;
    let place = directory.people.iter().position(|person| person.id == actor);
    let place = place.expect("whoever acts is in the directory");
    let roles = directory.roles.iter().filter(|held| held.person as usize == place);
    let group_exists = match command {
        Command::CreatePolicy(CreatePolicy {
            scope: Scope::Group(id),
            ..
        }) => directory.groups.iter().any(|group| group.id == *id),
        _ => true,
    };
    Facts {
        actor: ActorFacts {
            id: actor,
            display_name: directory.people[place].display_name.clone(),
            roles: roles.map(|held| held.what).collect(),
        },
        group_exists,
        copilot_licence_exists: directory
            .licences
            .iter()
            .any(|held| held.what == Product::Microsoft365Copilot),
        sharepoint_licence_exists: directory
            .licences
            .iter()
            .any(|held| Product::WITH_SHAREPOINT.contains(&held.what)),
        recipients: directory
            .groups
            .iter()
            .map(|group| RecipientFacts {
                group: group.id,
                name: group.name.clone(),
                mail_enabled: group.mail.is_some(),
            })
            .collect(),
    }
}

/// The command of an act; `None` for one about licences, which the directory decides on and no use here rests on.
fn command(tenant: &Tenant, act: &Act) -> Option<Command> {
    let target = |service, name: &str| PolicyTarget {
        service,
        policy: policy(tenant, name),
        revision: None,
    };
    Some(match act {
        Act::Licence(_) => return None,
        Act::CreatePolicy {
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
        Act::SetBudget { policy: name, budget } => Command::SetBudget {
            policy: policy(tenant, name),
            revision: None,
            budget: Some(budget.clone()),
        },
        Act::Platform(act) => {
            let command = act.command(tenant.platform.now());
            command.expect("environments, groups and plans are made before they are named")
        }
        Act::Connect { service, policy } => Command::ConnectService(target(*service, policy)),
        Act::Disconnect { service, policy } => Command::DisconnectService(target(*service, policy)),
    })
}

fn coverage(scenario: &Scenario, tenant: &Tenant) -> Coverage {
    let range = (scenario.begins_at.timestamp(), scenario.starts_at.timestamp());
    let directory = &scenario.directory;
    let rows = |held: &Held<u32>| (held.person, held.from, held.until);
    let groups = groups_needed(tenant).into_iter().map(|id| {
        let place = directory.groups.iter().position(|group| group.id == id);
        let place = place.expect("policies name groups of the directory") as u32;
        let of_group = directory.memberships.iter().filter(|held| held.what == place);
        (id, Population::from_rows(of_group.map(rows), range))
    });
    let licensed = directory
        .licences
        .iter()
        .filter(|held| held.what == Product::Microsoft365Copilot)
        .map(|held| (held.person, held.from, held.until));
    let licensed = Population::from_rows(licensed, range);
    Coverage::compile(tenant, Timeline::Actual, groups.collect(), licensed)
}

/// Credits that a key's rows are worth, in whole credits.
pub(crate) fn credits_by<K: Ord>(rows: &[JudgedRow], key: impl Fn(&JudgedRow) -> Option<K>) -> BTreeMap<K, i64> {
    let mut micro = BTreeMap::new();
    for row in rows {
        if let Some(key) = key(row) {
            *micro.entry(key).or_insert(0) += row.judged.credits.0;
        }
    }
    micro.into_iter().map(|(key, sum)| (key, sum / 1_000_000)).collect()
}
