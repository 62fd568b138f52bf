//! Group licensing: what each person gets from the groups that they are directly in, and why somebody gets nothing.
//!
//! A person has any number of paths to a product, one of them direct; with at least one they take one seat. A group gives
//! a person all its products or none. Groups in groups give nothing. Nothing here knows times: an act's changes are the
//! answer, and the caller says since when they hold.
//!
//! Sources: Microsoft, What is group-based licensing, Group-based licensing: additional scenarios, and Resolve group
//! license assignment problems (2017 to 2018). Assumption: a product that fails takes the group's other products too from
//! a person who had them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{ProductKind, Products};
use crate::directory::Product;
use crate::usage::PersonIndex;

/// How somebody comes to a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// Assigned to the person.
    Direct,
    /// Inherited from the group at that place of the directory.
    Group(i64),
}

/// Why a group gives a person nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AssignmentError {
    /// There aren't enough licences.
    CountViolation,
    /// A product that the person has excludes it.
    MutuallyExclusiveViolation,
    /// The person lacks a product that it needs.
    DependencyViolation,
    /// It can't be used where the person is.
    ProhibitedInUsageLocationViolation,
}

impl AssignmentError {
    /// Every error.
    pub const ALL: [Self; 4] = [
        Self::CountViolation,
        Self::MutuallyExclusiveViolation,
        Self::DependencyViolation,
        Self::ProhibitedInUsageLocationViolation,
    ];

    /// The word that the directory shows.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::CountViolation => "CountViolation",
            Self::MutuallyExclusiveViolation => "MutuallyExclusiveViolation",
            Self::DependencyViolation => "DependencyViolation",
            Self::ProhibitedInUsageLocationViolation => "ProhibitedInUsageLocationViolation",
        }
    }

    /// What it means and what mends it.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::CountViolation => "There aren't enough licenses. Buy more or free some, then reprocess the group.",
            Self::MutuallyExclusiveViolation => {
                "Another license of the person excludes it. Remove one of the two, then reprocess the group."
            }
            Self::DependencyViolation => {
                "The person lacks a license that it needs. Assign that one too, then reprocess the group."
            }
            Self::ProhibitedInUsageLocationViolation => {
                "It can't be used in the person's usage location. Change the usage location, then reprocess the group."
            }
        }
    }
}

/// Which product failed for a person, and why.
pub type Failure = (Product, AssignmentError);

/// What is known of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// Two-letter country of use; empty where none is set: then the group's licence inherits the directory's, which is
    /// taken as one in which everything can be used.
    pub location: String,
    /// Paths to products.
    pub paths: BTreeSet<(Product, Path)>,
    /// What failed, by group.
    pub failures: BTreeMap<i64, Failure>,
}

impl Holder {
    fn holds(&self, product: Product) -> bool {
        self.paths.iter().any(|(held, _)| *held == product)
    }
}

/// What an act changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A path began.
    Begun(PersonIndex, Product, Path),
    /// A path ended.
    Ended(PersonIndex, Product, Path),
    /// A group failed for a person, with another product or for another reason than before.
    Failed(PersonIndex, i64, Failure),
    /// A group fails for a person no more.
    Mended(PersonIndex, i64),
}

/// Who has what, and how many licences there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Licensing {
    owned: BTreeMap<Product, u32>,
    used: BTreeMap<Product, u32>,
    people: BTreeMap<PersonIndex, Holder>,
    grants: BTreeMap<i64, BTreeSet<Product>>,
}

impl Licensing {
    /// Says how many licences of a product there are.
    pub fn set_owned(&mut self, product: Product, licences: u32) {
        self.owned.insert(product, licences);
    }

    /// Says how many licences of a product people take who are not taken in; before anybody is.
    pub fn set_used_by_others(&mut self, product: Product, licences: u32) {
        self.used.insert(product, licences);
    }

    /// Takes in a person as they are, in the place of what was known of them.
    pub fn set_person(&mut self, person: PersonIndex, holder: Holder) {
        let before = self.people.insert(person, holder).unwrap_or_default();
        for product in Product::ALL {
            let (had, has) = (before.holds(product), self.people[&person].holds(product));
            self.count(product, had, has);
        }
    }

    /// Takes in which products a group gives, without giving them to anybody.
    pub fn set_grants(&mut self, group: i64, products: impl IntoIterator<Item = Product>) {
        self.grants.insert(group, products.into_iter().collect());
    }

    /// Licences of a product that people take.
    #[must_use]
    pub fn used(&self, product: Product) -> u32 {
        self.used.get(&product).copied().unwrap_or(0)
    }

    /// Licences of a product that nobody takes.
    #[must_use]
    pub fn available(&self, product: Product) -> u32 {
        let owned = self.owned.get(&product).copied().unwrap_or(0);
        owned.saturating_sub(self.used(product))
    }

    /// Everybody.
    pub fn people(&self) -> impl Iterator<Item = (PersonIndex, &Holder)> {
        self.people.iter().map(|(person, holder)| (*person, holder))
    }

    /// Gives a person a direct path; false without a free licence.
    pub fn assign(&mut self, person: PersonIndex, product: Product) -> bool {
        let held = self.people.get(&person).is_some_and(|holder| holder.holds(product));
        if !held && self.available(product) == 0 {
            return false;
        }
        self.begin(person, product, Path::Direct, &mut Vec::new());
        true
    }

    /// Takes a person's direct path.
    pub fn unassign(&mut self, person: PersonIndex, product: Product) {
        self.end(person, &[product], Path::Direct, &mut Vec::new());
    }

    /// Sets what a group gives, and gives it to its direct members, in their order.
    pub fn set_group(&mut self, group: i64, products: &[Product], members: &[PersonIndex]) -> Vec<Change> {
        let mut changes = Vec::new();
        let before = self.grants.insert(group, products.iter().copied().collect());
        let gone: Vec<_> = before
            .into_iter()
            .flatten()
            .filter(|product| !products.contains(product))
            .collect();
        for member in members {
            self.end(*member, &gone, Path::Group(group), &mut changes);
        }
        self.process_all(group, members, &mut changes);
        changes
    }

    /// Tries again for the group's direct members, in their order.
    pub fn reprocess(&mut self, group: i64, members: &[PersonIndex]) -> Vec<Change> {
        let mut changes = Vec::new();
        self.process_all(group, members, &mut changes);
        changes
    }

    /// Gives a person who joined a group what it gives.
    pub fn join(&mut self, group: i64, person: PersonIndex) -> Vec<Change> {
        self.reprocess(group, &[person])
    }

    /// Takes from a person who left a group what it gave.
    pub fn leave(&mut self, group: i64, person: PersonIndex) -> Vec<Change> {
        let mut changes = Vec::new();
        let products: Vec<_> = self.grants.get(&group).into_iter().flatten().copied().collect();
        self.end(person, &products, Path::Group(group), &mut changes);
        self.mend(person, group, &mut changes);
        changes
    }

    fn process_all(&mut self, group: i64, members: &[PersonIndex], changes: &mut Vec<Change>) {
        let products = self.grants.get(&group).cloned().unwrap_or_default();
        for member in members {
            self.process(*member, group, &products, changes);
        }
    }

    fn process(&mut self, person: PersonIndex, group: i64, products: &BTreeSet<Product>, changes: &mut Vec<Change>) {
        match self.failure(person, products) {
            Some(failure) => {
                let all: Vec<_> = products.iter().copied().collect();
                self.end(person, &all, Path::Group(group), changes);
                let holder = self.people.entry(person).or_default();
                if holder.failures.insert(group, failure) != Some(failure) {
                    changes.push(Change::Failed(person, group, failure));
                }
            }
            None => {
                for product in products {
                    self.begin(person, *product, Path::Group(group), changes);
                }
                self.mend(person, group, changes);
            }
        }
    }

    /// The first product that can't be given, and why.
    fn failure(&self, person: PersonIndex, products: &BTreeSet<Product>) -> Option<Failure> {
        let nobody = Holder::default();
        let holder = self.people.get(&person).unwrap_or(&nobody);
        let would_hold = |product: &Product| products.contains(product) || holder.holds(*product);
        products.iter().find_map(|product| {
            let facts = Products::of(*product);
            let error = if !facts.is_usable_in(&holder.location) {
                AssignmentError::ProhibitedInUsageLocationViolation
            } else if facts.excludes.iter().any(would_hold) {
                AssignmentError::MutuallyExclusiveViolation
            } else if !facts.needs_held.is_empty() && !facts.needs_held.iter().any(would_hold) {
                AssignmentError::DependencyViolation
            } else if !holder.holds(*product) && self.available(*product) == 0 {
                AssignmentError::CountViolation
            } else {
                return None;
            };
            Some((*product, error))
        })
    }

    fn begin(&mut self, person: PersonIndex, product: Product, path: Path, changes: &mut Vec<Change>) {
        let holder = self.people.entry(person).or_default();
        let had = holder.holds(product);
        if holder.paths.insert((product, path)) {
            self.count(product, had, true);
            changes.push(Change::Begun(person, product, path));
        }
    }

    /// Ends paths. A licence that another one of the person needs becomes a direct one instead.
    fn end(&mut self, person: PersonIndex, products: &[Product], path: Path, changes: &mut Vec<Change>) {
        let Some(holder) = self.people.get_mut(&person) else {
            return;
        };
        let ended: Vec<_> = products
            .iter()
            .copied()
            .filter(|product| holder.paths.remove(&(*product, path)))
            .collect();
        let mut lost = Vec::new();
        for product in ended {
            changes.push(Change::Ended(person, product, path));
            if !holder.holds(product) {
                lost.push(product);
            }
        }
        for product in lost {
            if path != Path::Direct && is_needed(holder, product) {
                holder.paths.insert((product, Path::Direct));
                changes.push(Change::Begun(person, product, Path::Direct));
            } else if let Some(used) = self.used.get_mut(&product) {
                *used = used.saturating_sub(1);
            }
        }
    }

    fn mend(&mut self, person: PersonIndex, group: i64, changes: &mut Vec<Change>) {
        let holder = self.people.get_mut(&person);
        if holder.is_some_and(|holder| holder.failures.remove(&group).is_some()) {
            changes.push(Change::Mended(person, group));
        }
    }

    fn count(&mut self, product: Product, had: bool, has: bool) {
        let used = self.used.entry(product).or_default();
        match (had, has) {
            (false, true) => *used += 1,
            (true, false) => *used = used.saturating_sub(1),
            _ => {}
        }
    }
}

/// Whether something that the person holds needs the product and has nothing else to rest on.
fn is_needed(holder: &Holder, product: Product) -> bool {
    let mut held = holder.paths.iter().map(|(held, _)| Products::of(*held));
    held.any(|facts| {
        facts.kind == ProductKind::User
            && facts.needs_held.contains(&product)
            && !facts.needs_held.iter().any(|other| holder.holds(*other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUDIO: Product = Product::CopilotStudioUser;
    const COPILOT: Product = Product::Microsoft365Copilot;
    const E3: Product = Product::Microsoft365E3;
    const E1: Product = Product::Office365E1;

    fn licensing(owned: &[(Product, u32)]) -> Licensing {
        let mut licensing = Licensing::default();
        for (product, licences) in owned {
            licensing.set_owned(*product, *licences);
        }
        licensing
    }

    fn failures(licensing: &Licensing, group: i64) -> Vec<(PersonIndex, Failure)> {
        let failed = |(person, holder): (PersonIndex, &Holder)| Some((person, *holder.failures.get(&group)?));
        licensing.people().filter_map(failed).collect()
    }

    #[test]
    fn three_of_twenty_eight_get_none_of_twenty_five_licences_until_there_are_more() {
        let mut licensing = licensing(&[(STUDIO, 25)]);
        let members: Vec<_> = (0..28).collect();
        licensing.set_group(7, &[STUDIO], &members);
        assert_eq!(licensing.used(STUDIO), 25);
        let failed = failures(&licensing, 7);
        let count = (STUDIO, AssignmentError::CountViolation);
        assert_eq!(failed, [(25, count), (26, count), (27, count)]);
        licensing.set_owned(STUDIO, 30);
        assert_eq!(
            failures(&licensing, 7).len(),
            3,
            "nothing happens until the group is reprocessed"
        );
        licensing.reprocess(7, &members);
        assert_eq!((licensing.used(STUDIO), failures(&licensing, 7).len()), (28, 0));
    }

    #[test]
    fn direct_and_inherited_take_one_seat_and_each_goes_alone() {
        let mut licensing = licensing(&[(STUDIO, 1)]);
        assert!(licensing.assign(1, STUDIO));
        assert!(failures(&licensing, 7).is_empty());
        licensing.set_group(7, &[STUDIO], &[1]);
        assert_eq!(licensing.used(STUDIO), 1);
        licensing.unassign(1, STUDIO);
        assert_eq!(licensing.used(STUDIO), 1, "the group's path holds the seat");
        licensing.leave(7, 1);
        assert_eq!(licensing.used(STUDIO), 0, "who leaves frees the seat");
    }

    #[test]
    fn a_group_gives_all_its_products_or_none() {
        let mut licensing = licensing(&[(STUDIO, 5), (COPILOT, 5)]);
        licensing.set_group(7, &[STUDIO, COPILOT], &[1]);
        let dependency = (COPILOT, AssignmentError::DependencyViolation);
        assert_eq!(failures(&licensing, 7), [(1, dependency)]);
        assert_eq!((licensing.used(STUDIO), licensing.used(COPILOT)), (0, 0));
    }

    #[test]
    fn places_and_exclusions_stand_against_it() {
        let mut licensing = licensing(&[(E3, 5), (E1, 5), (COPILOT, 5)]);
        let abroad = Holder {
            location: "CU".to_owned(),
            paths: [(E3, Path::Direct)].into(),
            ..Holder::default()
        };
        licensing.set_person(1, abroad);
        licensing.set_group(7, &[COPILOT], &[1]);
        licensing.set_group(8, &[E1], &[1]);
        let holder = &licensing.people[&1];
        let prohibited = AssignmentError::ProhibitedInUsageLocationViolation;
        assert_eq!(holder.failures[&7], (COPILOT, prohibited));
        assert_eq!(holder.failures[&8], (E1, AssignmentError::MutuallyExclusiveViolation));
    }

    #[test]
    fn what_another_licence_needs_becomes_direct() {
        let mut licensing = licensing(&[(E3, 1), (COPILOT, 1)]);
        licensing.set_group(7, &[E3], &[1]);
        assert!(licensing.assign(1, COPILOT));
        let changes = licensing.leave(7, 1);
        assert_eq!(
            changes,
            [Change::Ended(1, E3, Path::Group(7)), Change::Begun(1, E3, Path::Direct)]
        );
        assert_eq!(licensing.used(E3), 1);
    }
}
