//! Group licensing under random acts: its laws, whatever the order.

use std::collections::{BTreeMap, BTreeSet};

use meterdesk_billing::directory::Product;
use meterdesk_billing::licences::{AssignmentError, Holder, Licensing, Path};
use meterdesk_billing::usage::PersonIndex;
use proptest::prelude::*;

const PRODUCTS: [Product; 3] = [
    Product::Microsoft365E3,
    Product::Microsoft365Copilot,
    Product::CopilotStudioUser,
];
const PEOPLE: PersonIndex = 8;
const GROUPS: i64 = 3;

#[derive(Debug, Clone)]
enum Act {
    Own(Product, u32),
    Assign(PersonIndex, Product),
    Unassign(PersonIndex, Product),
    Give(i64, Vec<Product>),
    Join(i64, PersonIndex),
    Leave(i64, PersonIndex),
    Reprocess(i64),
}

fn product() -> impl Strategy<Value = Product> {
    prop::sample::select(PRODUCTS.to_vec())
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (product(), 0..12_u32).prop_map(|(product, licences)| Act::Own(product, licences)),
        (0..PEOPLE, product()).prop_map(|(person, product)| Act::Assign(person, product)),
        (0..PEOPLE, product()).prop_map(|(person, product)| Act::Unassign(person, product)),
        (1..=GROUPS, prop::sample::subsequence(PRODUCTS.to_vec(), 0..=3))
            .prop_map(|(group, products)| Act::Give(group, products)),
        (1..=GROUPS, 0..PEOPLE).prop_map(|(group, person)| Act::Join(group, person)),
        (1..=GROUPS, 0..PEOPLE).prop_map(|(group, person)| Act::Leave(group, person)),
        (1..=GROUPS).prop_map(Act::Reprocess),
    ]
}

/// A directory beside the rules, as the store keeps it.
#[derive(Default)]
struct Town {
    licensing: Licensing,
    members: BTreeMap<i64, BTreeSet<PersonIndex>>,
    given: BTreeMap<i64, Vec<Product>>,
    owned: BTreeMap<Product, u32>,
}

impl Town {
    fn members(&self, group: i64) -> Vec<PersonIndex> {
        self.members.get(&group).into_iter().flatten().copied().collect()
    }

    fn act(&mut self, act: &Act) {
        match act {
            // Never below what is assigned.
            Act::Own(product, licences) => {
                let licences = (*licences).max(self.licensing.used(*product));
                self.owned.insert(*product, licences);
                self.licensing.set_owned(*product, licences);
            }
            Act::Assign(person, product) => {
                self.licensing.assign(*person, *product);
            }
            Act::Unassign(person, product) => self.licensing.unassign(*person, *product),
            Act::Give(group, products) => {
                let members = self.members(*group);
                self.licensing.set_group(*group, products, &members);
                self.given.insert(*group, products.clone());
            }
            Act::Join(group, person) => {
                self.members.entry(*group).or_default().insert(*person);
                self.licensing.join(*group, *person);
            }
            Act::Leave(group, person) => {
                self.members.entry(*group).or_default().remove(person);
                self.licensing.leave(*group, *person);
            }
            Act::Reprocess(group) => {
                let members = self.members(*group);
                self.licensing.reprocess(*group, &members);
            }
        }
    }

    fn holders(&self, product: Product) -> usize {
        let holds = |holder: &Holder| holder.paths.iter().any(|(held, _)| *held == product);
        self.licensing.people().filter(|(_, holder)| holds(holder)).count()
    }

    fn check(&self) {
        for product in PRODUCTS {
            let used = self.licensing.used(product);
            assert_eq!(used as usize, self.holders(product), "seats are people with a path");
            let owned = self.owned.get(&product).copied().unwrap_or(0);
            assert!(used <= owned, "{product:?}: {used} of {owned}");
        }
        for (person, holder) in self.licensing.people() {
            for group in 1..=GROUPS {
                let from: BTreeSet<_> = holder
                    .paths
                    .iter()
                    .filter(|(_, path)| *path == Path::Group(group))
                    .map(|(product, _)| *product)
                    .collect();
                let given: BTreeSet<_> = self.given.get(&group).into_iter().flatten().copied().collect();
                assert!(from.is_empty() || from == given, "a group gives all or nothing");
                let member = self.members(group).contains(&person);
                assert!(member || from.is_empty(), "only direct members have something from it");
                let fails = holder.failures.contains_key(&group);
                assert!(!fails || from.is_empty(), "for whom it fails, it gives nothing");
                assert!(member || !fails, "it fails for members only");
            }
        }
    }

    /// Tries again for every group until nothing changes.
    fn settle(&mut self) {
        loop {
            let before = self.licensing.clone();
            for group in 1..=GROUPS {
                self.act(&Act::Reprocess(group));
            }
            if self.licensing == before {
                return;
            }
        }
    }
}

proptest! {
    #[test]
    fn seats_are_people_with_a_path_and_never_more_than_owned(acts in prop::collection::vec(act(), 0..60)) {
        let mut town = Town::default();
        for act in &acts {
            town.act(act);
            town.check();
        }
    }

    #[test]
    fn with_licences_enough_the_order_of_acts_is_irrelevant(
        gives in prop::collection::btree_map(1..=GROUPS, prop::sample::subsequence(PRODUCTS.to_vec(), 0..=3), 0..=3),
        joins in prop::collection::btree_set((1..=GROUPS, 0..PEOPLE), 0..16),
        direct in prop::collection::btree_set((0..PEOPLE, product()), 0..8),
        shuffle in any::<prop::sample::Index>(),
        seed in any::<u64>(),
    ) {
        let gives = gives.into_iter().map(|(group, products)| Act::Give(group, products));
        let joins = joins.into_iter().map(|(group, person)| Act::Join(group, person));
        let direct = direct.into_iter().map(|(person, product)| Act::Assign(person, product));
        let acts: Vec<_> = gives.chain(joins).chain(direct).collect();
        let mut other = acts.clone();
        if !other.is_empty() {
            let by = shuffle.index(other.len());
            other.rotate_left(by);
            // Any fixed mixing will do.
            other.sort_by_key(|act| format!("{act:?}").bytes().fold(seed, |sum, byte| sum.rotate_left(5) ^ u64::from(byte)));
        }
        let town = |acts: &[Act]| {
            let mut town = Town::default();
            for product in PRODUCTS {
                town.act(&Act::Own(product, 100));
            }
            acts.iter().for_each(|act| town.act(act));
            town.settle();
            town.check();
            let holders = town.licensing.people().map(|(person, holder)| (person, holder.clone()));
            holders.filter(|(_, holder)| *holder != Holder::default()).collect::<Vec<_>>()
        };
        prop_assert_eq!(town(&acts), town(&other));
    }

    #[test]
    fn with_too_few_licences_as_many_are_taken_in_any_order(
        licences in 0..8_u32,
        joins in prop::collection::btree_set((1..=GROUPS, 0..PEOPLE), 0..16),
        seed in any::<u64>(),
    ) {
        let mut acts: Vec<_> = (1..=GROUPS).map(|group| Act::Give(group, vec![Product::CopilotStudioUser])).collect();
        acts.extend(joins.iter().map(|(group, person)| Act::Join(*group, *person)));
        acts.sort_by_key(|act| format!("{act:?}").bytes().fold(seed, |sum, byte| sum.rotate_left(5) ^ u64::from(byte)));
        let mut town = Town::default();
        town.act(&Act::Own(Product::CopilotStudioUser, licences));
        acts.iter().for_each(|act| town.act(act));
        town.settle();
        town.check();
        let wanting = joins.iter().map(|(_, person)| *person).collect::<BTreeSet<_>>().len();
        prop_assert_eq!(town.licensing.used(Product::CopilotStudioUser) as usize, wanting.min(licences as usize));
        let short = |holder: &Holder| holder.failures.values().any(|(_, error)| *error == AssignmentError::CountViolation);
        let failing = town.licensing.people().filter(|(_, holder)| short(holder)).count();
        prop_assert_eq!(failing, wanting.saturating_sub(licences as usize));
    }
}
