//! Billed credits of the last 7 and 30 days by person, agent or policy: what the Credits report and High-usage users show.
//!
//! It names nobody. The first rows are kept in memory, so that pages and alerts don't add the same use up again.

use std::hash::Hash;
use std::sync::Arc;

use meterdesk_billing::high_usage::{Billed, MUCH, WindowSum, Windows, much};
use meterdesk_billing::ids::PolicyId;
use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer, RollupKey, UsePart};
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::Snapshot;

use crate::App;
use crate::error::ApiError;
use crate::kept::Looked;
use crate::wire::CreditsTable;

/// Rows that are kept of a table: nobody turns so many pages, and agents by user may be millions.
const KEPT: usize = 10_000;

/// What a row is of: each part is absent where its table doesn't tell it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Who {
    pub(super) agent: Option<i64>,
    pub(super) person: Option<Option<PersonIndex>>,
    pub(super) policy: Option<Option<PolicyId>>,
}

/// How much of a table is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Depth {
    /// Those with many credits, at least.
    Top,
    /// So many rows.
    Rows(usize),
    /// Everything.
    All,
}

/// A table, the most credits first.
pub(crate) struct BilledTable {
    /// The first rows of it, or all.
    pub(super) rows: Vec<(Who, WindowSum)>,
    /// How many rows there are.
    pub(super) total: usize,
}

impl BilledTable {
    /// Adds use of the two windows up, or has it from whoever asked last.
    pub(super) async fn of(
        app: &App,
        snapshot: &mut Snapshot,
        (table, depth): (CreditsTable, Depth),
    ) -> Result<Arc<Self>, ApiError> {
        let place = match app.finds.billed.look(snapshot, &format!("{table:?}")).await? {
            Looked::Found(known) if known.reaches(depth) => return Ok(known),
            Looked::Found(_) => None,
            Looked::NotYet(place) => Some(place),
        };
        let whole = Self::read(snapshot, table).await?;
        let many = whole.rows.partition_point(|(_, sum)| sum.thirty_days >= MUCH);
        let first = Self {
            rows: whole.rows.iter().take(KEPT.max(many)).copied().collect(),
            total: whole.total,
        };
        let reaches = first.reaches(depth);
        let kept = place.map(|place| place.keep(first));
        Ok(kept.filter(|_| reaches).unwrap_or_else(|| Arc::new(whole)))
    }

    /// Whether what is wanted is here.
    fn reaches(&self, depth: Depth) -> bool {
        match depth {
            Depth::Top => true,
            Depth::Rows(rows) => self.rows.len() >= rows.min(self.total),
            Depth::All => self.rows.len() == self.total,
        }
    }

    /// People with many credits, the most first; among equals as the directory has them.
    pub(super) fn much(&self) -> Vec<(PersonIndex, WindowSum)> {
        much(
            self.rows
                .iter()
                .filter_map(|(who, sum)| Some((who.person.flatten()?, *sum))),
        )
    }

    async fn read(snapshot: &mut Snapshot, table: CreditsTable) -> Result<Self, ApiError> {
        let who = Who::default();
        let rows = match table {
            CreditsTable::Users => {
                let sums = billed(snapshot, |_, part| part.person).await?;
                let of = |person| Who {
                    person: Some(Some(person)),
                    ..who
                };
                sums.into_iter().map(|(person, sum)| (of(person), sum)).collect()
            }
            CreditsTable::Agents => {
                let sums = billed(snapshot, |_, part| Some(part.agent)).await?;
                let of = |agent| Who {
                    agent: Some(agent),
                    ..who
                };
                sums.into_iter().map(|(agent, sum)| (of(agent), sum)).collect()
            }
            CreditsTable::Policies => {
                let sums = billed(snapshot, |key, _| Some(policy_of(key.outcome))).await?;
                let of = |policy| Who {
                    policy: Some(policy),
                    ..who
                };
                sums.into_iter().map(|(policy, sum)| (of(policy), sum)).collect()
            }
            CreditsTable::UsersAndAgents => {
                let what = |key: &RollupKey, part: &UsePart| Some((part.agent, part.person, policy_of(key.outcome)));
                let sums = billed(snapshot, what).await?;
                let of = |(agent, person, policy)| Who {
                    agent: Some(agent),
                    person: Some(person),
                    policy: Some(policy),
                };
                sums.into_iter().map(|(what, sum)| (of(what), sum)).collect()
            }
        };
        Ok(Self::ordered(rows))
    }

    fn ordered(mut rows: Vec<(Who, WindowSum)>) -> Self {
        rows.sort_unstable_by(|(one, first), (two, second)| {
            let most = second.thirty_days.cmp(&first.thirty_days);
            most.then(second.last.cmp(&first.last)).then(one.cmp(two))
        });
        let total = rows.len();
        Self { rows, total }
    }
}

/// Adds billed use of the windows up by what each use is of; what is of nothing is left out.
async fn billed<K: Eq + Hash>(
    snapshot: &mut Snapshot,
    what: impl Fn(&RollupKey, &UsePart) -> Option<K>,
) -> Result<Vec<(K, WindowSum)>, ApiError> {
    let windows = Windows::of(snapshot.tenant().now.date_naive());
    let mut billed = Billed::within(windows);
    snapshot
        .each_use(
            (windows.thirty_days_from, windows.until),
            |key| windows.count(key),
            |key, part| {
                if let Some(what) = what(key, part) {
                    billed.add(what, key, part);
                }
            },
        )
        .await?;
    Ok(billed.finish().collect())
}

/// The billing policy that paid; `None` for a set-up of the Power Platform.
const fn policy_of(outcome: Outcome) -> Option<PolicyId> {
    match outcome {
        Outcome::Paid(
            Payer::PayAsYouGo(PayAsYouGo::Policy(policy)) | Payer::PrePurchase(_, PayAsYouGo::Policy(policy)),
        ) => Some(policy),
        _ => None,
    }
}
