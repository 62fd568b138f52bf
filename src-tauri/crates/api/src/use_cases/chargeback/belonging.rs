//! Who is charged for whose use: departments and groups of the directory, or cost centers of the imported list of people.

use std::collections::HashMap;

use meterdesk_billing::chargeback::{Whose, divide};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::Snapshot;

use crate::error::ApiError;
use crate::wire::ChargedBy;

/// Who is charged for whose use.
pub(super) struct Belonging {
    /// Several where the use is divided among them.
    of: HashMap<PersonIndex, Vec<Whose>>,
    /// What is said where nobody is.
    pub(super) without: &'static str,
}

impl Belonging {
    /// Reads who belongs where.
    pub(super) async fn read(snapshot: &mut Snapshot, by: ChargedBy) -> Result<Self, ApiError> {
        let alone = |belongs: HashMap<PersonIndex, String>, without: &'static str| {
            let belongs = belongs.into_iter();
            Self {
                of: belongs
                    .map(|(person, name)| (person, vec![Whose::Named(name)]))
                    .collect(),
                without,
            }
        };
        Ok(match by {
            ChargedBy::Department => alone(snapshot.departments().await?, "No department"),
            ChargedBy::CostCenter => alone(snapshot.cost_centers().await?, "No cost center"),
            ChargedBy::Group => {
                let mut of: HashMap<PersonIndex, Vec<Whose>> = HashMap::new();
                // Groups come by name, so the first one is everywhere the same.
                for group in snapshot.groups_with_members().await? {
                    for person in group.people {
                        of.entry(person).or_default().push(Whose::Named(group.name.clone()));
                    }
                }
                Self {
                    of,
                    without: "In no group",
                }
            }
        })
    }

    pub(super) fn whose(&self, person: Option<PersonIndex>) -> &[Whose] {
        match person {
            None => &[Whose::Nobody],
            Some(person) => self.of.get(&person).map_or(&[Whose::Without], Vec::as_slice),
        }
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
