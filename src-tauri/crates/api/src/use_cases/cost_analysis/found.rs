//! What a question about costs finds: its groups with their costs, and each day's.
//!
//! It is found once for the chart and all pages of the list, and words nothing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use foldhash::fast::FixedState;
use meterdesk_billing::costs::{Cost, FORECAST_DAYS};
use meterdesk_store::Snapshot;

use super::asked::{Range, counted_until, number, previous, range};
use super::grouping::{Group, Question};
use crate::App;
use crate::error::ApiError;
use crate::kept::Looked;
use crate::wire::*;

/// Groups that a chart shows by themselves.
pub(super) const TOP: usize = 9;
/// Groups that are named as drivers of a change.
const DRIVERS: usize = 5;

/// What is asked where nobody says.
static NOTHING_NAMED: CostQuestion = CostQuestion {
    period: None,
    from: None,
    until: None,
    basis: None,
    by: None,
    filters: Vec::new(),
};

/// What a group costs in the period and in the one before.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pair {
    pub(super) now: Cost,
    pub(super) before: Cost,
}

impl Pair {
    pub(super) fn change(self) -> Cost {
        self.now - self.before
    }
}

/// All of some groups together.
fn together(groups: &[(Group, Pair)]) -> Pair {
    groups.iter().fold(Pair::default(), |sum, (_, pair)| Pair {
        now: sum.now + pair.now,
        before: sum.before + pair.before,
    })
}

/// A question with its days and its sums.
pub(crate) struct Found {
    pub(super) question: Question,
    pub(super) range: Range,
    pub(super) counted_until: NaiveDate,
    pub(super) before: Range,
    pub(super) today: NaiveDate,
    /// The dearest first; of two alike, the one whose cost rose more.
    pub(super) groups: Vec<(Group, Pair)>,
    /// All costs by day, those that a forecast rests on included.
    pub(super) days: BTreeMap<i64, Cost>,
    /// Costs of the dearest groups by their place and the day.
    pub(super) top_days: HashMap<(usize, i64), Cost, FixedState>,
    /// Prices of pre-purchase plans among them, which no weekday foretells.
    pub(super) once: BTreeMap<i64, Cost>,
    /// All groups together.
    pub(super) sum: Pair,
    /// The groups that changed most against the period before, and all other ones that changed together.
    pub(super) drivers: (Vec<(Group, Pair)>, Option<Pair>),
}

impl Found {
    /// Finds what was asked, or has it from whoever asked it last.
    pub(super) async fn of(
        app: &App,
        snapshot: &mut Snapshot,
        view: Option<&CostQuestion>,
    ) -> Result<Arc<Self>, ApiError> {
        let view = view.unwrap_or(&NOTHING_NAMED);
        let asked = serde_json::to_string(view).unwrap_or_default();
        match app.finds.costs.look(snapshot, &asked).await? {
            Looked::Found(found) => Ok(found),
            Looked::NotYet(place) => Ok(place.keep(Self::found(snapshot, view).await?)),
        }
    }

    async fn found(snapshot: &mut Snapshot, view: &CostQuestion) -> Result<Self, ApiError> {
        let mut found = Self::without_costs(snapshot, Some(view)).await?;
        let range = found.range.days();
        let days = (range.0, number(found.counted_until));
        let (before_from, before_until) = found.before.days();
        let earliest = if found.counted_until < found.range.until {
            before_from.min(number(found.today) - FORECAST_DAYS)
        } else {
            before_from
        };
        let question = &found.question;
        question.each_purchase(snapshot.tenant(), (earliest, range.1), |_, day, cost| {
            *found.once.entry(day).or_default() += cost;
        });
        let mut sums = Sums::default();
        let mut cells: HashMap<(Group, i64), Cost, FixedState> = HashMap::default();
        // Of hundreds of thousands of people each day is too much to hold.
        let holds_days = question.by != CostGroupBy::Person;
        question
            .each_cost(snapshot, (earliest, days.1), |group, day, cost| {
                *found.days.entry(day).or_default() += cost;
                if day >= days.0 {
                    sums.of(group).now += cost;
                    if holds_days {
                        *cells.entry((group, day)).or_default() += cost;
                    }
                } else if (before_from..before_until).contains(&day) {
                    sums.of(group).before += cost;
                }
            })
            .await?;
        let mut groups = sums.finish();
        groups.sort_unstable_by_key(|(group, pair)| (Reverse((pair.now, pair.change())), *group));
        let top = costly(&groups).take(TOP).map(|(group, _)| *group);
        let places: HashMap<Group, usize, FixedState> = top.zip(0..).collect();
        if !holds_days && !places.is_empty() {
            question
                .each_cost(snapshot, days, |group, day, cost| {
                    if places.contains_key(&group) {
                        *cells.entry((group, day)).or_default() += cost;
                    }
                })
                .await?;
        }
        let of_top = cells
            .into_iter()
            .filter_map(|((group, day), cost)| Some(((*places.get(&group)?, day), cost)));
        found.top_days = of_top.collect();
        found.sum = together(&groups);
        found.drivers = drivers(&groups);
        found.groups = groups;
        found.question.forget_people();
        Ok(found)
    }

    /// A question with its days, for somebody who may see no money.
    pub(super) async fn without_costs(snapshot: &mut Snapshot, view: Option<&CostQuestion>) -> Result<Self, ApiError> {
        let view = view.unwrap_or(&NOTHING_NAMED);
        let today = snapshot.tenant().now.date_naive();
        let range = range(view, today)?;
        let question = Question::of(snapshot, view).await?;
        let counted_until = counted_until(question.basis, range, today);
        Ok(Self {
            question,
            range,
            counted_until,
            before: previous(range, counted_until),
            today,
            groups: Vec::new(),
            days: BTreeMap::new(),
            top_days: HashMap::default(),
            once: BTreeMap::new(),
            sum: Pair::default(),
            drivers: (Vec::new(), None),
        })
    }

    /// How many groups it has.
    pub(crate) fn groups(&self) -> usize {
        self.groups.len()
    }

    /// The groups that cost something in the period itself.
    pub(super) fn costly(&self) -> impl Iterator<Item = &(Group, Pair)> {
        costly(&self.groups)
    }
}

fn costly(groups: &[(Group, Pair)]) -> impl Iterator<Item = &(Group, Pair)> {
    groups.iter().filter(|(_, pair)| pair.now != Cost::ZERO)
}

/// Costs of groups in the period and in the one before. Agents and people are many, and found by their number.
#[derive(Debug, Default)]
struct Sums {
    agents: Vec<Pair>,
    people: Vec<Pair>,
    others: HashMap<Group, Pair, FixedState>,
}

impl Sums {
    fn of(&mut self, group: Group) -> &mut Pair {
        let (list, place) = match group {
            Group::Agent(number) if number >= 0 => (&mut self.agents, usize::try_from(number).unwrap_or_default()),
            Group::Person(Some(person)) => (&mut self.people, person as usize),
            other => return self.others.entry(other).or_default(),
        };
        if list.len() <= place {
            list.resize(place + 1, Pair::default());
        }
        &mut list[place]
    }

    /// Those that cost something in one of the two.
    fn finish(self) -> Vec<(Group, Pair)> {
        let agents = (0..).map(Group::Agent).zip(self.agents);
        let people = (0..).map(|person| Group::Person(Some(person))).zip(self.people);
        let all = agents.chain(people).chain(self.others);
        all.filter(|(_, pair)| (pair.now, pair.before) != (Cost::ZERO, Cost::ZERO))
            .collect()
    }
}

fn drivers(groups: &[(Group, Pair)]) -> (Vec<(Group, Pair)>, Option<Pair>) {
    let changed = groups.iter().filter(|(_, pair)| pair.change() != Cost::ZERO).copied();
    let mut changed: Vec<_> = changed.enumerate().collect();
    // The dearer one of two that changed alike.
    let order = |(place, (_, pair)): &(usize, (Group, Pair))| (Reverse(pair.change().magnitude()), *place);
    let mut rest = Vec::new();
    if changed.len() > DRIVERS {
        changed.select_nth_unstable_by_key(DRIVERS, order);
        rest = changed.split_off(DRIVERS);
    }
    changed.sort_unstable_by_key(order);
    let plain = |some: Vec<(usize, (Group, Pair))>| some.into_iter().map(|(_, of)| of).collect::<Vec<_>>();
    let rest = plain(rest);
    (plain(changed), (!rest.is_empty()).then(|| together(&rest)))
}
