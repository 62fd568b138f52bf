//! Whom each of a service's policies could cover, by person: a use is held only against those few.
//!
//! Who is covered at a time is decided by the policies themselves; here stands everybody who ever could be.

use super::Population;
use crate::usage::PersonIndex;

const BITS: usize = u64::BITS as usize;

/// A bit for each policy's place, for everybody and for each person.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    everybody: Vec<u64>,
    /// One list after another, each as long as `words`.
    people: Vec<u64>,
    words: usize,
}

impl Candidates {
    /// The policy at a place covers all users.
    pub(super) fn add_everybody(&mut self, place: usize) {
        self.make_room(place, 0);
        self.everybody[place / BITS] |= 1 << (place % BITS);
    }

    /// The policy at a place covers a group with these people.
    pub(super) fn add(&mut self, place: usize, people: Option<&Population>) {
        self.make_room(place, 0);
        for person in people.into_iter().flat_map(Population::anybody) {
            let person = person as usize;
            self.make_room(place, person + 1);
            self.people[person * self.words + place / BITS] |= 1 << (place % BITS);
        }
    }

    /// Places of policies that could cover a person, the first or the last made first; none for use without a person.
    pub(super) fn places(&self, person: Option<PersonIndex>, last_first: bool) -> impl Iterator<Item = usize> + '_ {
        let words = person.map_or(0, |_| self.words);
        let own = person.map_or(0, |person| person as usize * self.words);
        (0..words).flat_map(move |step| {
            let word = if last_first { words - 1 - step } else { step };
            let own = self.people.get(own + word).copied().unwrap_or(0);
            Places {
                bits: self.everybody[word] | own,
                last_first,
            }
            .map(move |bit| word * BITS + bit)
        })
    }

    fn make_room(&mut self, place: usize, people: usize) {
        let words = self.words.max(place / BITS + 1);
        if words > self.words {
            let before = std::mem::take(&mut self.people);
            for own in before.chunks(self.words.max(1)) {
                self.people.extend_from_slice(own);
                self.people.resize(self.people.len() + words - self.words, 0);
            }
            self.words = words;
            self.everybody.resize(words, 0);
        }
        if self.people.len() < people * self.words {
            self.people.resize(people * self.words, 0);
        }
    }
}

/// The bits that are set.
struct Places {
    bits: u64,
    last_first: bool,
}

impl Iterator for Places {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.bits == 0 {
            return None;
        }
        let bit = if self.last_first {
            u64::BITS - 1 - self.bits.leading_zeros()
        } else {
            self.bits.trailing_zeros()
        };
        self.bits &= !(1 << bit);
        Some(bit as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(people: &[PersonIndex]) -> Population {
        Population::from_rows(people.iter().map(|person| (*person, 0, None)), (0, 10))
    }

    fn places(candidates: &Candidates, person: Option<PersonIndex>, last_first: bool) -> Vec<usize> {
        candidates.places(person, last_first).collect()
    }

    #[test]
    fn a_person_is_held_against_the_policies_of_their_groups_and_of_everybody() {
        let mut candidates = Candidates::default();
        candidates.add(0, Some(&people(&[7])));
        candidates.add_everybody(1);
        // More policies than fit into one word.
        candidates.add(70, Some(&people(&[2, 7])));
        candidates.add(130, None);
        assert_eq!(places(&candidates, Some(7), false), [0, 1, 70]);
        assert_eq!(places(&candidates, Some(7), true), [70, 1, 0], "the newest first");
        assert_eq!(places(&candidates, Some(2), false), [1, 70]);
        assert_eq!(places(&candidates, Some(900), false), [1], "somebody in no group");
        assert!(places(&candidates, None, false).is_empty(), "use without a person");
    }
}
