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
        let place = app.finds.costs.place(snapshot, &asked).await?;
        match place.found() {
            Some(found) => Ok(found),
            None => Ok(place.keep(Self::found(snapshot, view).await?)),
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
        let mut sums: HashMap<Group, Pair, FixedState> = HashMap::default();
        question.each_purchase(snapshot.tenant(), (earliest, range.1), |_, day, cost| {
            *found.once.entry(day).or_default() += cost;
        });
        question
            .each_cost(snapshot, (earliest, days.1), |group, day, cost| {
                *found.days.entry(day).or_default() += cost;
                if day >= days.0 {
                    sums.entry(group).or_default().now += cost;
                } else if (before_from..before_until).contains(&day) {
                    sums.entry(group).or_default().before += cost;
                }
            })
            .await?;
        let mut groups: Vec<_> = sums
            .into_iter()
            .filter(|(_, pair)| (pair.now, pair.before) != (Cost::ZERO, Cost::ZERO))
            .collect();
        groups.sort_unstable_by_key(|(group, pair)| (Reverse((pair.now, pair.change())), *group));
        found.top_days = top_days(snapshot, question, &groups, days).await?;
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

    /// The groups that cost something in the period itself.
    pub(super) fn costly(&self) -> impl Iterator<Item = &(Group, Pair)> {
        costly(&self.groups)
    }
}

fn costly(groups: &[(Group, Pair)]) -> impl Iterator<Item = &(Group, Pair)> {
    groups.iter().filter(|(_, pair)| pair.now != Cost::ZERO)
}

async fn top_days(
    snapshot: &mut Snapshot,
    question: &Question,
    groups: &[(Group, Pair)],
    days: (i64, i64),
) -> Result<HashMap<(usize, i64), Cost, FixedState>, ApiError> {
    let mut top_days: HashMap<(usize, i64), Cost, FixedState> = HashMap::default();
    let places: HashMap<Group, usize> = costly(groups)
        .take(TOP)
        .enumerate()
        .map(|(place, (group, _))| (*group, place))
        .collect();
    if !places.is_empty() {
        question
            .each_cost(snapshot, days, |group, day, cost| {
                if let Some(place) = places.get(&group) {
                    *top_days.entry((*place, day)).or_default() += cost;
                }
            })
            .await?;
    }
    Ok(top_days)
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
