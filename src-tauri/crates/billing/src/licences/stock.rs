//! What acts made of the tenant's licences: how many were bought, and which groups give which products.
//!
//! Who holds them is not kept here. Licences that a directory brought with it count as owned; how many those are, the
//! directory knows.

use std::collections::BTreeMap;

use chrono::Months;

use crate::coverage::Point;
use crate::directory::Product;
use crate::ids::GroupId;
use crate::tenant::{Event, Tenant};
use crate::time::Instant;

/// Minutes until a change to a group's licences has reached its members.
///
/// Assumption: documented is that it happens in the background, and takes longer for larger groups.
pub const MINUTES_UNTIL_PROCESSED: i64 = 5;

/// Months after which licences renew themselves. Assumption: every licence is bought for a year.
const TERM_MONTHS: u32 = 12;

/// What was bought of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bought {
    /// Licences bought, less those removed; those of the directory aside.
    licences: i64,
    since: Instant,
    revision: u64,
}

/// A product that a group gives its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupGrant {
    /// The group.
    pub group: GroupId,
    /// The product.
    pub product: Product,
    /// When it was assigned.
    pub since: Instant,
}

/// What acts made of the tenant's licences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Licences {
    bought: BTreeMap<Product, Bought>,
    grants: Vec<GroupGrant>,
    processed: BTreeMap<GroupId, Instant>,
    changes: Vec<Point>,
}

impl Licences {
    /// Products that groups give now, in the order of their assignment.
    pub fn grants(&self) -> impl Iterator<Item = &GroupGrant> {
        self.grants.iter()
    }

    /// Products that a group gives now.
    #[must_use]
    pub fn of_group(&self, group: GroupId) -> Vec<Product> {
        let grants = self.grants.iter().filter(|grant| grant.group == group);
        grants.map(|grant| grant.product).collect()
    }

    /// When the last change to a group's licences has reached its members; `None` for a group that never had any.
    #[must_use]
    pub fn processed_at(&self, group: GroupId) -> Option<Instant> {
        self.processed.get(&group).copied()
    }

    /// Place in the journal of the last purchase or removal of a product; 0 where no act did either.
    #[must_use]
    pub fn revision(&self, product: Product) -> u64 {
        self.bought.get(&product).map_or(0, |bought| bought.revision)
    }

    /// A text that is the same exactly where who holds what before a second (in seconds) can't have changed.
    pub(crate) fn fingerprint(&self, until: i64) -> String {
        let before = self.changes.iter().rfind(|(at, _)| *at < until);
        before.map_or_else(String::new, |point| format!("licences {point:?}; "))
    }
}

impl Tenant {
    /// Licences of a product that the tenant owns, if its directory brought so many.
    #[must_use]
    pub fn licences_owned(&self, product: Product, brought: u32) -> u32 {
        let platform = self.platform.now();
        let by_acts = match product {
            Product::CopilotStudioPack => i64::from(platform.pack_count),
            Product::Dynamics365Premium => i64::from(platform.included.0),
            _ => self.licences.bought.get(&product).map_or(0, |bought| bought.licences),
        };
        u32::try_from(i64::from(brought) + by_acts).unwrap_or(0)
    }

    /// When the tenant's licences of a product renew themselves next, if it owns any.
    #[must_use]
    pub fn licences_renew(&self, product: Product) -> Option<Instant> {
        let since = match product {
            Product::CopilotStudioPack => self.platform.now().first_pack?,
            _ => self
                .licences
                .bought
                .get(&product)
                .map_or(self.started_at, |bought| bought.since),
        };
        let terms = (0..).map(|terms| since.checked_add_months(Months::new(terms * TERM_MONTHS)));
        terms.map_while(|end| end).find(|end| *end > self.now)
    }

    /// Since when the tenant owns a product by a purchase.
    #[must_use]
    pub fn licences_since(&self, product: Product) -> Option<Instant> {
        match product {
            Product::CopilotStudioPack => self.platform.now().first_pack,
            _ => self.licences.bought.get(&product).map(|bought| bought.since),
        }
    }

    /// Folds a change of licences into the state.
    pub(crate) fn apply_licences(&mut self, (at, seq): (Instant, u64), event: &Event) {
        let licences = &mut self.licences;
        match event {
            Event::LicencesBought {
                product,
                licences: more,
            } => {
                let bought = licences.bought.entry(*product).or_insert(Bought {
                    licences: 0,
                    since: at,
                    revision: seq,
                });
                bought.licences += i64::from(*more);
                bought.revision = seq;
            }
            Event::LicencesRemoved {
                product,
                licences: less,
            } => {
                let bought = licences.bought.entry(*product).or_insert(Bought {
                    licences: 0,
                    since: at,
                    revision: seq,
                });
                bought.licences -= i64::from(*less);
                bought.revision = seq;
            }
            Event::GroupLicencesSet {
                group, added, removed, ..
            } => {
                let gone = |grant: &GroupGrant| grant.group == *group && removed.contains(&grant.product);
                licences.grants.retain(|grant| !gone(grant));
                licences.grants.extend(added.iter().map(|product| GroupGrant {
                    group: *group,
                    product: *product,
                    since: at,
                }));
            }
            _ => {}
        }
        if let Event::GroupLicencesSet { group, reaches_at, .. }
        | Event::GroupLicencesReprocessed { group, reaches_at } = event
        {
            licences.processed.insert(*group, *reaches_at);
        }
        licences.changes.push((at.timestamp(), seq));
    }
}
