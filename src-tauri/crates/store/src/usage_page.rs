//! A page of the metered rows that count: which rows it has, in which order, and how many there are.
//!
//! Files' rows are chosen from their packs, hour by hour; only the page's own are looked up by number.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap, HashSet};

use fixedbitset::FixedBitSet;
use futures_util::TryStreamExt;
use meterdesk_billing::usage::{Service, UsageUnit};
use sqlx::{AssertSqlSafe, Row};

use crate::dictionary::WordKind;
use crate::directory::{pattern, person_index};
use crate::packed::{HOUR, hour_of};
use crate::population::numbers;
use crate::units::{OWN, UNIT, UNPACKED, UsageRows, unit, unless_stopped};
use crate::{Page, Snapshot, StoreError, UsageRowFilter, UsageRowOrder};

/// Most rows that are put in another order than their time's.
pub const MOST_ORDERED: u32 = 1_000_000;

/// Which rows are chosen.
#[derive(Debug)]
struct Chosen {
    service: Option<Service>,
    person: Option<u32>,
    /// People, and names of agents and environments, with the text that is searched for.
    named: Option<(FixedBitSet, HashSet<i64>)>,
}

impl Chosen {
    fn all(&self) -> bool {
        self.service.is_none() && self.person.is_none() && self.named.is_none()
    }

    fn holds(&self, unit: &UsageUnit) -> bool {
        let named = self.named.as_ref().is_none_or(|(people, words)| {
            unit.person.is_some_and(|person| people.contains(person as usize))
                || words.contains(&unit.agent)
                || words.contains(&unit.environment)
        });
        named
            && self.service.is_none_or(|service| service == unit.service)
            && self.person.is_none_or(|person| Some(person) == unit.person)
    }
}

/// A row's place: what has nothing in the column comes last, whichever the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    nothing: bool,
    rank: i64,
    at: i64,
    row: i64,
}

/// What gives rows their places.
#[derive(Debug)]
struct Ranking {
    by: UsageRowOrder,
    descending: bool,
    ranks: HashMap<i64, i64>,
}

impl Ranking {
    fn place(&self, row: i64, unit: &UsageUnit) -> Place {
        let (key, nothing) = match self.by {
            UsageRowOrder::At | UsageRowOrder::Service | UsageRowOrder::Quantity => (None, false),
            UsageRowOrder::Person => (unit.person.map(i64::from), unit.person.is_none()),
            UsageRowOrder::Agent => (Some(unit.agent), false),
            UsageRowOrder::Environment => (Some(unit.environment), false),
            UsageRowOrder::Feature => (Some(unit.feature), false),
        };
        let rank = match self.by {
            UsageRowOrder::At => Some(unit.at),
            UsageRowOrder::Quantity => Some(unit.quantity.0),
            UsageRowOrder::Service => Some(alphabetical(unit.service)),
            _ => key.and_then(|key| self.ranks.get(&key).copied()),
        };
        Place {
            // Names that say nothing have no rank.
            nothing: nothing || rank.is_none(),
            rank: rank.unwrap_or_default(),
            at: unit.at,
            row,
        }
    }

    /// Among equals the newest comes first.
    fn compare(&self, one: &Place, other: &Place) -> Ordering {
        let ranks = one.rank.cmp(&other.rank);
        let ranks = if self.descending { ranks.reverse() } else { ranks };
        one.nothing
            .cmp(&other.nothing)
            .then(ranks)
            .then(Reverse((one.at, one.row)).cmp(&Reverse((other.at, other.row))))
    }
}

/// A service's place in the alphabet.
fn alphabetical(service: Service) -> i64 {
    let label = service.label();
    Service::ALL.iter().filter(|other| other.label() < label).count() as i64
}

/// The first rows of an order, out of any number.
#[derive(Debug)]
struct First {
    wanted: usize,
    places: Vec<Place>,
    total: u32,
}

impl First {
    fn of(page: Page) -> Self {
        Self {
            wanted: (page.offset as usize).saturating_add(page.limit as usize),
            places: Vec::new(),
            total: 0,
        }
    }

    fn add(&mut self, place: Place, ranking: &Ranking) {
        self.total = self.total.saturating_add(1);
        self.places.push(place);
        if self.places.len() >= self.wanted.saturating_mul(2).max(4_096) {
            self.places
                .select_nth_unstable_by(self.wanted, |one, other| ranking.compare(one, other));
            self.places.truncate(self.wanted);
        }
    }

    fn page(mut self, page: Page, ranking: &Ranking) -> Vec<i64> {
        self.places.sort_unstable_by(|one, other| ranking.compare(one, other));
        let page = self.places.iter().skip(page.offset as usize).take(page.limit as usize);
        page.map(|place| place.row).collect()
    }
}

impl Snapshot {
    /// The numbers of a page of the branch's counting rows with a time in `[from, until)`, and how many rows there are. The order
    /// is what orders them and whether the other way round. Planned use counts only where the plan goes on. `None` where an order
    /// other than that of time is asked for and there are more than [`MOST_ORDERED`].
    ///
    /// All rows of the range are read, unless it is the order of time and the filter holds for every row.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn usage_rows(
        &mut self,
        filter: &UsageRowFilter,
        range: (i64, i64),
        (by, descending): (UsageRowOrder, bool),
        page: Page,
    ) -> Result<Option<(Vec<i64>, u32)>, StoreError> {
        let chosen = self.chosen(filter).await?;
        let in_time = by == UsageRowOrder::At;
        let hours = if chosen.all() || !in_time {
            self.rows_by_hour(range).await?
        } else {
            None
        };
        let whole: i64 = hours.as_ref().map_or(0, |hours| hours.values().sum());
        if !in_time && whole > i64::from(MOST_ORDERED) {
            return Ok(None);
        }
        let ranking = Ranking {
            by,
            descending,
            ranks: self.ranks(by).await?,
        };
        Ok(Some(match hours {
            Some(hours) if chosen.all() && in_time => {
                let numbers = self.page_by_hours(&hours, range, &ranking, page).await?;
                (numbers, u32::try_from(whole).unwrap_or(u32::MAX))
            }
            _ => {
                let first = self.first_rows(&chosen, range, &ranking, First::of(page)).await?;
                if !in_time && first.total > MOST_ORDERED {
                    return Ok(None);
                }
                let total = first.total;
                (first.page(page, &ranking), total)
            }
        }))
    }

    async fn chosen(&mut self, filter: &UsageRowFilter) -> Result<Chosen, StoreError> {
        let person = match filter.person {
            Some(person) => {
                let place: i64 = sqlx::query_scalar("SELECT id FROM person WHERE object = ?")
                    .bind(person.to_string())
                    .fetch_one(self.connection())
                    .await?;
                Some(person_index(place)?)
            }
            None => None,
        };
        let named = if filter.search.is_empty() {
            None
        } else {
            let everybody = Page {
                offset: 0,
                limit: u32::MAX,
            };
            let (people, _) = self.named(Some(&filter.search), None, everybody).await?;
            let words: Vec<i64> = sqlx::query_scalar(
                "SELECT id FROM word WHERE kind IN ('agent', 'environment') AND text LIKE ? ESCAPE '\\'",
            )
            .bind(pattern(Some(&filter.search)))
            .fetch_all(self.connection())
            .await?;
            Some((
                people.into_iter().map(|person| person as usize).collect(),
                words.into_iter().collect(),
            ))
        };
        Ok(Chosen {
            service: filter.service,
            person,
            named,
        })
    }

    /// The ranks of what stands beside the rows, as far as the order needs them.
    async fn ranks(&mut self, by: UsageRowOrder) -> Result<HashMap<i64, i64>, StoreError> {
        let words = |kind: WordKind| {
            format!(
                "SELECT group_concat(id) FROM (SELECT id FROM word WHERE kind = '{}' AND text <> '' \
                 ORDER BY text COLLATE NOCASE, id)",
                kind.key()
            )
        };
        let sql = match by {
            UsageRowOrder::At | UsageRowOrder::Service | UsageRowOrder::Quantity => return Ok(HashMap::new()),
            UsageRowOrder::Person => {
                let people = self.people_by_name(None).await?;
                return Ok(people.into_iter().map(i64::from).zip(0..).collect());
            }
            UsageRowOrder::Agent => words(WordKind::Agent),
            UsageRowOrder::Environment => words(WordKind::Environment),
            UsageRowOrder::Feature => words(WordKind::Feature),
        };
        let list: Option<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(self.connection())
            .await?;
        let ordered = numbers(list.as_deref())?.into_iter().map(i64::from);
        Ok(ordered.zip(0..).collect())
    }

    /// How many rows count, by hour since 1970-01-01T00:00:00Z; `None` where only reading them all can tell.
    async fn rows_by_hour(&mut self, (from, until): (i64, i64)) -> Result<Option<BTreeMap<i64, i64>>, StoreError> {
        // Hours that lie in the range as a whole.
        let (first, last) = (hour_of(from.saturating_add(HOUR - 1)), hour_of(until));
        let mut counts = BTreeMap::new();
        if first < last {
            let Some(packed) = self.packed_by_hour((first, last)).await? else {
                return Ok(None);
            };
            counts = packed;
        }
        let ends = if first < last {
            vec![(from, first * HOUR), (last * HOUR, until)]
        } else {
            vec![(from, until)]
        };
        for end in ends.into_iter().filter(|(from, until)| from < until) {
            self.each_packed(UsageRows::All, end, |_, unit| {
                *counts.entry(hour_of(unit.at)).or_default() += 1;
            })
            .await?;
        }
        for source in self.loose() {
            let sql = format!(
                "SELECT (r.at - ((r.at % {HOUR}) + {HOUR}) % {HOUR}) / {HOUR} AS hour, count(*) {source} GROUP BY hour"
            );
            let branch = self.branch.id;
            let hours: Vec<(i64, i64)> = sqlx::query_as(AssertSqlSafe(sql))
                .bind(branch)
                .bind(from)
                .bind(until)
                .fetch_all(self.connection())
                .await?;
            for (hour, count) in hours {
                *counts.entry(hour).or_default() += count;
            }
        }
        Ok(Some(counts))
    }

    /// Rows that are in no pack.
    fn loose(&self) -> [String; 2] {
        let going_on = unless_stopped(self.tenant().usage_plan.as_ref());
        [format!("{OWN} AND {going_on}"), UNPACKED.to_owned()]
    }

    /// A page in the order of time, from the hours in which it lies.
    async fn page_by_hours(
        &mut self,
        hours: &BTreeMap<i64, i64>,
        (from, until): (i64, i64),
        ranking: &Ranking,
        page: Page,
    ) -> Result<Vec<i64>, StoreError> {
        let in_order: Vec<(i64, i64)> = if ranking.descending {
            hours.iter().rev().map(|(hour, count)| (*hour, *count)).collect()
        } else {
            hours.iter().map(|(hour, count)| (*hour, *count)).collect()
        };
        let everything = Chosen {
            service: None,
            person: None,
            named: None,
        };
        let (mut skipped, mut found) = (i64::from(page.offset), Vec::new());
        for (hour, count) in in_order {
            if skipped >= count {
                skipped -= count;
                continue;
            }
            let seconds = (from.max(hour * HOUR), until.min((hour + 1) * HOUR));
            let within = Page {
                offset: u32::try_from(skipped).unwrap_or(u32::MAX),
                limit: page.limit - u32::try_from(found.len()).unwrap_or(page.limit),
            };
            let first = self
                .first_rows(&everything, seconds, ranking, First::of(within))
                .await?;
            found.extend(first.page(within, ranking));
            skipped = 0;
            if found.len() >= page.limit as usize {
                break;
            }
        }
        Ok(found)
    }

    /// The first of all rows in a range that are chosen.
    async fn first_rows(
        &mut self,
        chosen: &Chosen,
        (from, until): (i64, i64),
        ranking: &Ranking,
        mut first: First,
    ) -> Result<First, StoreError> {
        let mut look = |row: i64, unit: &UsageUnit| {
            if chosen.holds(unit) {
                first.add(ranking.place(row, unit), ranking);
            }
        };
        self.each_packed(UsageRows::All, (from, until), &mut look).await?;
        // The order of a second's rows is that of their numbers here, so names need no keys.
        let (branch, no_keys) = (self.branch.id, HashMap::new());
        for source in self.loose() {
            let sql = format!("SELECT {UNIT}, r.id {source}");
            let mut rows = sqlx::query(AssertSqlSafe(sql))
                .bind(branch)
                .bind(from)
                .bind(until)
                .fetch(self.connection());
            while let Some(row) = rows.try_next().await? {
                look(row.try_get(11)?, &unit(&row, &no_keys)?);
            }
        }
        Ok(first)
    }
}
