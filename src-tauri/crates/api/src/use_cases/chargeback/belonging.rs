//! Who is charged for whose use: departments and groups of the directory, or cost centers of the imported list of people.

use std::collections::{BTreeMap, HashMap};

use meterdesk_billing::chargeback::{Whose, divide};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::Snapshot;

use crate::error::ApiError;
use crate::wire::ChargedBy;

/// Who is charged for whose use. People who are charged alike share what is said of them: there may be hundreds of thousands.
pub(super) struct Belonging {
    /// Who is charged together, and several where the use is divided among them: nobody's use first, then that of people who
    /// belong to none.
    kinds: Vec<Vec<Whose>>,
    /// By person, the place of their kind.
    of: Vec<u32>,
    /// What is said where nobody is.
    pub(super) without: &'static str,
}

/// The place of use of nobody.
const NOBODY: u32 = 0;
/// The place of people who belong to none.
const WITHOUT: u32 = 1;

impl Belonging {
    /// Reads who belongs where.
    pub(super) async fn read(snapshot: &mut Snapshot, by: ChargedBy) -> Result<Self, ApiError> {
        Ok(match by {
            ChargedBy::Department => {
                let mut belonging = Self::new("No department");
                for (department, people) in snapshot.people_by_department().await? {
                    let kind = belonging.kind(vec![Whose::Named(department)]);
                    people.into_iter().for_each(|person| belonging.put(person, kind));
                }
                belonging
            }
            ChargedBy::CostCenter => {
                let mut belonging = Self::new("No cost center");
                let mut kinds: HashMap<String, u32> = HashMap::new();
                for (person, cost_center) in snapshot.cost_centers().await? {
                    let kind = match kinds.get(&cost_center) {
                        Some(kind) => *kind,
                        None => {
                            let kind = belonging.kind(vec![Whose::Named(cost_center.clone())]);
                            kinds.insert(cost_center, kind);
                            kind
                        }
                    };
                    belonging.put(person, kind);
                }
                belonging
            }
            ChargedBy::Group => Self::by_group(snapshot).await?,
        })
    }

    async fn by_group(snapshot: &mut Snapshot) -> Result<Self, ApiError> {
        let mut belonging = Self::new("In no group");
        // Whoever joins a group moves on from one kind of membership to another: the same steps lead everybody to the same kind.
        let mut steps: BTreeMap<(u32, usize), u32> = BTreeMap::new();
        // Groups come by name, so the first one is everywhere the same.
        for (group, members) in snapshot.groups_with_members().await?.into_iter().enumerate() {
            for person in members.people {
                let before = belonging.place(Some(person));
                let kind = match steps.get(&(before, group)) {
                    Some(kind) => *kind,
                    None => {
                        let mut whose = match before {
                            WITHOUT => Vec::new(),
                            before => belonging.kinds[before as usize].clone(),
                        };
                        whose.push(Whose::Named(members.name.clone()));
                        let kind = belonging.kind(whose);
                        steps.insert((before, group), kind);
                        kind
                    }
                };
                belonging.put(person, kind);
            }
        }
        Ok(belonging)
    }

    fn new(without: &'static str) -> Self {
        Self {
            kinds: vec![vec![Whose::Nobody], vec![Whose::Without]],
            of: Vec::new(),
            without,
        }
    }

    fn kind(&mut self, whose: Vec<Whose>) -> u32 {
        self.kinds.push(whose);
        u32::try_from(self.kinds.len() - 1).unwrap_or(u32::MAX)
    }

    fn put(&mut self, person: PersonIndex, kind: u32) {
        let place = person as usize;
        if self.of.len() <= place {
            self.of.resize(place + 1, WITHOUT);
        }
        self.of[place] = kind;
    }

    /// Up to which person it knows their kinds.
    pub(super) fn people(&self) -> usize {
        self.of.len()
    }

    /// The place of a person's kind.
    pub(super) fn place(&self, person: Option<PersonIndex>) -> u32 {
        person.map_or(NOBODY, |person| {
            self.of.get(person as usize).copied().unwrap_or(WITHOUT)
        })
    }

    /// All kinds, in the order of their places.
    pub(super) fn kinds(&self) -> impl Iterator<Item = &[Whose]> {
        self.kinds.iter().map(Vec::as_slice)
    }

    /// Who is charged for people of a kind.
    pub(super) fn kind_at(&self, place: u32) -> &[Whose] {
        &self.kinds[place as usize]
    }

    /// Whose a person's use is.
    pub(super) fn whose(&self, person: Option<PersonIndex>) -> &[Whose] {
        self.kind_at(self.place(person))
    }

    /// Whose a person's use is: divided evenly where it is of several, the rest to the first ones.
    pub(super) fn parts(
        &self,
        person: Option<PersonIndex>,
        credits: Credits,
    ) -> impl Iterator<Item = (&Whose, Credits)> {
        let whose = self.whose(person);
        let parts = divide(credits.0, &vec![1; whose.len()]);
        whose.iter().zip(parts).map(|(whose, part)| (whose, Credits(part)))
    }
}
