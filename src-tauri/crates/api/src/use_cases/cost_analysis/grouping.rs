//! Settled use as costs by group and day: what a group is, and which uses a question is narrowed to.
//!
//! Sums of a day answer what names nobody and no agent; only the rest reads who used which agent.

use std::collections::{HashMap, HashSet};

use meterdesk_billing::costs::{Cost, CostBasis, Prices, charged_purchases};
use meterdesk_billing::ids::{PlanId, PolicyId, PurchaseId, SubscriptionId};
use meterdesk_billing::platform::PurchaseScope;
use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer, RollupKey};
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::{PersonIndex, Service};
use meterdesk_store::Snapshot;

use crate::error::{ApiError, ErrorCode};
use crate::payer::{arrangement_name, purchase_name};
use crate::use_cases::identity;
use crate::wire::*;

/// What costs are added up by. Interned integers are the file's own: they order nothing that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    Service(Service),
    Subscription(SubscriptionId),
    Arrangement(PayAsYouGo),
    Environment(i64),
    Agent(i64),
    Department(Option<usize>),
    Person(Option<PersonIndex>),
    /// The price of a pre-purchase plan, which is for no use.
    Purchase(PurchaseId),
    /// A value that this workbook doesn't have.
    Unknown,
}

/// The key of whatever names nobody or nothing.
const NONE: &str = "(none)";
const PLAN: &str = "plan:";
const PURCHASE: &str = "purchase:";

/// The departments, and who is in which.
#[derive(Debug, Default)]
struct Departments {
    names: Vec<String>,
    /// By person: the place of the department, counted from 1 on; 0 where there is none.
    of: Vec<u32>,
}

impl Departments {
    async fn read(snapshot: &mut Snapshot) -> Result<Self, ApiError> {
        let mut departments = Self::default();
        for (name, people) in snapshot.people_by_department().await? {
            departments.names.push(name);
            let place = u32::try_from(departments.names.len()).unwrap_or(u32::MAX);
            for person in people {
                let person = person as usize;
                if departments.of.len() <= person {
                    departments.of.resize(person + 1, 0);
                }
                departments.of[person] = place;
            }
        }
        Ok(departments)
    }

    /// The department of a person.
    fn of(&self, person: Option<PersonIndex>) -> Option<usize> {
        let place = *self.of.get(person? as usize)?;
        (place as usize).checked_sub(1)
    }
}

/// Credits of one day and outcome by group, as they come in: uses are many, and what they cost is multiplied out once.
#[derive(Debug, Default)]
struct Adding {
    /// The day and the outcome.
    of: Option<(i64, Outcome)>,
    /// By the group's slot.
    credits: Vec<i64>,
    groups: Vec<(usize, Group)>,
}

impl Adding {
    fn add(&mut self, group: Group, credits: Credits) {
        if credits == Credits::ZERO {
            return;
        }
        let slot = slot(group);
        if self.credits.len() <= slot {
            self.credits.resize(slot + 1, 0);
        }
        let sum = &mut self.credits[slot];
        if *sum == 0 {
            self.groups.push((slot, group));
        }
        *sum += credits.0;
    }

    /// Hands on what was added up, and begins another day or outcome.
    fn hand_on(&mut self, next: Option<(i64, Outcome)>, prices: &Prices, each: &mut impl FnMut(Group, i64, Cost)) {
        if let Some((day, outcome)) = self.of {
            for (slot, group) in self.groups.drain(..) {
                let credits = std::mem::take(&mut self.credits[slot]);
                each(group, day, prices.cost(outcome, Credits(credits)));
            }
        }
        self.of = next;
    }
}

/// Where a group's credits are added up: groups of one kind never share a place.
fn slot(group: Group) -> usize {
    match group {
        Group::Agent(number) => usize::try_from(number).unwrap_or_default(),
        Group::Department(place) => place.map_or(0, |place| place + 1),
        Group::Person(person) => person.map_or(0, |person| person as usize + 1),
        _ => 0,
    }
}

/// A question, made ready to be asked of settled use.
pub(super) struct Question {
    pub(super) by: CostGroupBy,
    pub(super) basis: CostBasis,
    pub(super) filters: Vec<(CostFilter, Group)>,
    departments: Departments,
    prices: Prices,
    /// By kind: any of its values will do.
    wanted: HashMap<CostGroupBy, HashSet<Group>>,
    subscriptions: HashMap<PayAsYouGo, SubscriptionId>,
}

impl Question {
    pub(super) async fn of(snapshot: &mut Snapshot, view: &CostQuestion) -> Result<Self, ApiError> {
        let by = view.by.unwrap_or(CostGroupBy::Service);
        let mut kinds = view.filters.iter().map(|filter| filter.by).chain([by]);
        let departments = if kinds.any(|kind| kind == CostGroupBy::Department) {
            Departments::read(snapshot).await?
        } else {
            Departments::default()
        };
        let mut filters = Vec::with_capacity(view.filters.len());
        for filter in &view.filters {
            filters.push((filter.clone(), named(snapshot, &departments, filter).await?));
        }
        let mut wanted: HashMap<CostGroupBy, HashSet<Group>> = HashMap::new();
        for (filter, group) in &filters {
            wanted.entry(filter.by).or_default().insert(*group);
        }
        let basis = match view.basis {
            None | Some(CostBasisKey::Billed) => CostBasis::Billed,
            Some(CostBasisKey::Settled) => CostBasis::Settled,
            Some(CostBasisKey::Amortized) => CostBasis::Amortized,
        };
        let tenant = snapshot.tenant();
        let platform = tenant.platform.now();
        let policies = tenant
            .policies
            .iter()
            .map(|policy| (PayAsYouGo::Policy(policy.id), policy.subscription));
        let plans = platform
            .plans
            .iter()
            .map(|plan| (PayAsYouGo::Plan(plan.facts.plan), plan.facts.subscription));
        Ok(Self {
            by,
            basis,
            filters,
            departments,
            prices: Prices::of(basis, &tenant.catalogue(), &platform.purchases),
            wanted,
            subscriptions: policies.chain(plans).collect(),
        })
    }

    /// Lets go of who is in which department, once all costs are added up.
    pub(super) fn forget_people(&mut self) {
        self.departments.of = Vec::new();
    }

    /// Whether any kind asks for people or agents.
    fn asks_for_uses(&self) -> bool {
        let fine = |by: CostGroupBy| matches!(by, CostGroupBy::Agent | CostGroupBy::Department | CostGroupBy::Person);
        fine(self.by) || self.wanted.keys().copied().any(fine)
    }

    fn of_sum(&self, by: CostGroupBy, key: &RollupKey) -> Option<Group> {
        let Outcome::Paid(Payer::PayAsYouGo(arrangement) | Payer::PrePurchase(_, arrangement)) = key.outcome else {
            return None;
        };
        Some(match by {
            CostGroupBy::Service => Group::Service(key.service),
            CostGroupBy::Subscription => self
                .subscriptions
                .get(&arrangement)
                .map_or(Group::Unknown, |id| Group::Subscription(*id)),
            CostGroupBy::Arrangement => Group::Arrangement(arrangement),
            CostGroupBy::Environment => Group::Environment(key.environment),
            CostGroupBy::Agent | CostGroupBy::Department | CostGroupBy::Person => return None,
        })
    }

    fn of_use(&self, by: CostGroupBy, agent: i64, person: Option<PersonIndex>) -> Option<Group> {
        match by {
            CostGroupBy::Agent => Some(Group::Agent(agent)),
            CostGroupBy::Person => Some(Group::Person(person)),
            CostGroupBy::Department => Some(Group::Department(self.departments.of(person))),
            _ => None,
        }
    }

    /// Whether sums of this key can count: they cost something, and what the question narrows is so.
    fn counts(&self, key: &RollupKey) -> bool {
        let arranged = matches!(
            key.outcome,
            Outcome::Paid(Payer::PayAsYouGo(_) | Payer::PrePurchase(..))
        );
        arranged
            && self
                .wanted
                .iter()
                .all(|(by, groups)| self.of_sum(*by, key).is_none_or(|group| groups.contains(&group)))
    }

    /// Hands on the prices of pre-purchase plans that are charged on those days, where the basis has them.
    pub(super) fn each_purchase(&self, tenant: &Tenant, days: (i64, i64), mut each: impl FnMut(Group, i64, Cost)) {
        if self.basis != CostBasis::Billed {
            return;
        }
        for (day, purchase, cost) in charged_purchases(&tenant.platform.now().purchases, days) {
            if let Some(group) = self.of_purchase(tenant, purchase) {
                each(group, day, cost);
            }
        }
    }

    /// Hands on costs by group and day, for days since 1970-01-01 in `[from, until)`.
    pub(super) async fn each_cost(
        &self,
        snapshot: &mut Snapshot,
        days: (i64, i64),
        mut each: impl FnMut(Group, i64, Cost),
    ) -> Result<(), ApiError> {
        self.each_purchase(snapshot.tenant(), days, &mut each);
        if !self.asks_for_uses() {
            return Ok(snapshot
                .each_sum(days, |key, sum| {
                    if self.counts(key)
                        && let Some(group) = self.of_sum(self.by, key)
                    {
                        each(group, key.day, self.prices.cost(key.outcome, sum.credits));
                    }
                })
                .await?);
        }
        let fine: Vec<_> = self
            .wanted
            .iter()
            .filter(|(by, _)| self.of_use(**by, 0, None).is_some())
            .collect();
        let mut adding = Adding::default();
        // Groups that are no part of a use are the same for all uses of a key.
        let is_fine = self.of_use(self.by, 0, None).is_some();
        let (mut last, mut of_key) = (None, None);
        snapshot
            .each_use(
                days,
                |key| self.counts(key),
                |key, part| {
                    if last != Some(*key) {
                        let of = Some((key.day, key.outcome));
                        if !is_fine || adding.of != of {
                            adding.hand_on(of, &self.prices, &mut each);
                        }
                        of_key = self.of_sum(self.by, key);
                        last = Some(*key);
                    }
                    let is_wanted = |(by, groups): &(&CostGroupBy, &HashSet<Group>)| {
                        self.of_use(**by, part.agent, part.person)
                            .is_some_and(|group| groups.contains(&group))
                    };
                    if !fine.iter().all(is_wanted) {
                        return;
                    }
                    if let Some(group) = self.of_use(self.by, part.agent, part.person).or(of_key) {
                        adding.add(group, part.credits);
                    }
                },
            )
            .await?;
        adding.hand_on(None, &self.prices, &mut each);
        Ok(())
    }

    /// The group of a pre-purchase plan's own price; `None` where the question is narrowed to what it isn't.
    fn of_purchase(&self, tenant: &Tenant, id: PurchaseId) -> Option<Group> {
        let purchase = tenant.platform.now().purchase(id)?;
        let subscription = match &purchase.facts.within {
            PurchaseScope::Subscription { subscription } | PurchaseScope::ResourceGroup { subscription, .. } => {
                Some(Group::Subscription(*subscription))
            }
            PurchaseScope::Shared | PurchaseScope::ManagementGroup { .. } => None,
        };
        let fits = |(by, groups): (&CostGroupBy, &HashSet<Group>)| match by {
            CostGroupBy::Subscription => subscription.is_some_and(|group| groups.contains(&group)),
            _ => groups.contains(&Group::Purchase(id)),
        };
        self.wanted.iter().all(fits).then_some(())?;
        match (self.by, subscription) {
            (CostGroupBy::Subscription, Some(group)) => Some(group),
            _ => Some(Group::Purchase(id)),
        }
    }

    /// Key and name of each group.
    pub(super) async fn labelled(
        &self,
        snapshot: &mut Snapshot,
        groups: &[Group],
    ) -> Result<Vec<(String, String)>, ApiError> {
        let people: Vec<PersonIndex> = groups
            .iter()
            .filter_map(|group| match group {
                Group::Person(person) => *person,
                _ => None,
            })
            .collect();
        let words: Vec<i64> = groups
            .iter()
            .filter_map(|group| match group {
                Group::Environment(id) | Group::Agent(id) => Some(*id),
                _ => None,
            })
            .collect();
        let words = snapshot.texts_of(&words).await?;
        let mut people: HashMap<PersonIndex, (String, String)> = snapshot
            .names_of(&people)
            .await?
            .into_iter()
            .map(|name| (name.index, (name.id, name.display_name)))
            .collect();
        let tenant = snapshot.tenant();
        let labelled = groups.iter().map(|group| match group {
            Group::Person(Some(person)) => people.remove(person).unwrap_or_default(),
            other => self.label(tenant, &words, *other),
        });
        Ok(labelled.collect())
    }

    fn label(&self, tenant: &Tenant, words: &HashMap<i64, String>, group: Group) -> (String, String) {
        let word = |id: i64| words.get(&id).cloned().unwrap_or_default();
        let or_none = |name: String, none: &str| {
            if name.is_empty() {
                (NONE.to_owned(), none.to_owned())
            } else {
                (name.clone(), name)
            }
        };
        match group {
            Group::Service(service) => (service.key().to_owned(), service.label().to_owned()),
            Group::Subscription(id) => {
                let name = tenant.subscription(id).map(|known| known.name.clone());
                (id.to_string(), name.unwrap_or_else(|| id.to_string()))
            }
            Group::Arrangement(arrangement) => {
                let (key, gone) = match arrangement {
                    PayAsYouGo::Policy(id) => (id.to_string(), "Deleted billing policy"),
                    PayAsYouGo::Plan(id) => (format!("{PLAN}{id}"), "Deleted billing plan"),
                };
                let name = arrangement_name(tenant, arrangement);
                (key, if name.is_empty() { gone.to_owned() } else { name })
            }
            Group::Environment(id) => or_none(word(id), "No environment named"),
            Group::Agent(id) => or_none(word(id), "No agent named"),
            Group::Department(None) => (NONE.to_owned(), "No department".to_owned()),
            Group::Department(Some(place)) => {
                let name = self.departments.names.get(place).cloned().unwrap_or_default();
                (name.clone(), name)
            }
            Group::Person(_) => (NONE.to_owned(), "Nobody (autonomous, external)".to_owned()),
            Group::Purchase(id) => {
                let name = tenant
                    .platform
                    .now()
                    .purchase(id)
                    .map(|known| purchase_name(&known.facts));
                (format!("{PURCHASE}{id}"), name.unwrap_or_default())
            }
            Group::Unknown => (NONE.to_owned(), "Unknown".to_owned()),
        }
    }
}

/// The group that a filter's key names.
async fn named(snapshot: &mut Snapshot, departments: &Departments, filter: &CostFilter) -> Result<Group, ApiError> {
    const FIELD: &str = "view.filters";
    let key = filter.key.as_str();
    if let Some(id) = key.strip_prefix(PURCHASE) {
        return Ok(Group::Purchase(PurchaseId(identity(id, FIELD)?)));
    }
    let name = if key == NONE { "" } else { key };
    let found = match filter.by {
        CostGroupBy::Service => {
            let service = Service::parse(key).ok_or_else(|| {
                let message = format!("\"{key}\" is no service; use one that a group's key names");
                ApiError::new(ErrorCode::InvalidField, message).at(FIELD)
            })?;
            Some(Group::Service(service))
        }
        CostGroupBy::Subscription => Some(Group::Subscription(SubscriptionId(identity(key, FIELD)?))),
        CostGroupBy::Arrangement => Some(Group::Arrangement(match key.strip_prefix(PLAN) {
            Some(plan) => PayAsYouGo::Plan(PlanId(identity(plan, FIELD)?)),
            None => PayAsYouGo::Policy(PolicyId(identity(key, FIELD)?)),
        })),
        CostGroupBy::Environment => snapshot.environment_number(name).await?.map(Group::Environment),
        CostGroupBy::Agent => snapshot.agent_number(name).await?.map(Group::Agent),
        CostGroupBy::Department if name.is_empty() => Some(Group::Department(None)),
        CostGroupBy::Department => {
            let place = departments.names.iter().position(|department| department == name);
            place.map(|place| Group::Department(Some(place)))
        }
        CostGroupBy::Person if name.is_empty() => Some(Group::Person(None)),
        CostGroupBy::Person => {
            let person = snapshot.person(name).await?;
            person.map(|person| Group::Person(Some(person.index)))
        }
    };
    Ok(found.unwrap_or(Group::Unknown))
}
