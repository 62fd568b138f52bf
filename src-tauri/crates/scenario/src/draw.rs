//! Seeded draws with integers only.
//!
//! Each topic draws from its own stream, so that drawing more for one topic changes no other.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What is drawn for. The numbers are part of every tenant: a changed one makes other tenants of the same seeds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Topic {
    Names = 1,
    Directory = 2,
    Groups = 3,
    Usage = 4,
    /// Of one day after the start; each day has a stream of its own.
    Day = 5,
    /// Of the people whose use of Copilot Chat a Copilot credit policy pays for.
    Prepaid = 6,
    /// Of conversations with bots.
    Conversations = 7,
}

/// A stream of draws.
#[derive(Debug)]
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    pub(crate) fn new(seed: u64, topic: Topic) -> Self {
        Self::stream(seed, topic as u64)
    }

    /// The stream of one day, counted from 1970-01-01.
    pub(crate) fn of_day(seed: u64, day: u32) -> Self {
        Self::stream(seed, Topic::Day as u64 | u64::from(day) << 8)
    }

    fn stream(seed: u64, number: u64) -> Self {
        // Spelt out rather than `seed_from_u64`, whose expansion has changed between versions of the crate.
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..17].copy_from_slice(b"meterdesk");
        let mut stream = ChaCha8Rng::from_seed(key);
        stream.set_stream(number);
        Self(stream)
    }

    /// A number from 0 up to, but without, `bound`.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(bound)) >> 32) as u32
    }

    /// A number from `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most - least + 1)
    }

    /// True that many times in a thousand.
    pub(crate) fn chance(&mut self, permille: u32) -> bool {
        self.below(1000) < permille
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len() as u32) as usize]
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }

    /// `count` different ones, sorted; all where there are fewer.
    pub(crate) fn sample(&mut self, from: &[u32], count: usize) -> Vec<u32> {
        let mut all = from.to_vec();
        self.shuffle(&mut all);
        all.truncate(count);
        all.sort_unstable();
        all
    }
}

/// Places that are drawn as often as their weights say.
#[derive(Debug, Clone)]
pub(crate) struct Weighted {
    cumulative: Vec<u32>,
}

impl Weighted {
    pub(crate) fn new(weights: impl IntoIterator<Item = u32>) -> Self {
        let cumulative = weights
            .into_iter()
            .scan(0, |sum, weight| {
                *sum += weight;
                Some(*sum)
            })
            .collect();
        Self { cumulative }
    }

    /// Whether a place weighs anything.
    pub(crate) fn is_drawn(&self, place: usize) -> bool {
        let before = place.checked_sub(1).map_or(0, |before| self.cumulative[before]);
        self.cumulative[place] > before
    }

    /// A place in the weights as given. At least one of them is above zero.
    pub(crate) fn draw(&self, draw: &mut Draw) -> usize {
        let total = self.cumulative.last().copied().unwrap_or(0);
        let drawn = draw.below(total);
        self.cumulative.partition_point(|&sum| sum <= drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_of_zero_is_never_drawn() {
        let weighted = Weighted::new([0, 3, 0, 1, 0]);
        let mut draw = Draw::new(7, Topic::Usage);
        let mut times = [0; 5];
        for _ in 0..4000 {
            times[weighted.draw(&mut draw)] += 1;
        }
        assert_eq!([times[0], times[2], times[4]], [0, 0, 0]);
        assert!((2800..3200).contains(&times[1]), "three in four: {times:?}");
    }

    #[test]
    fn a_stream_is_the_same_everywhere() {
        let first = |seed, topic| Draw::new(seed, topic).below(1_000_000);
        assert_eq!(first(0, Topic::Names), 664_869, "pinned");
        assert_eq!(first(1, Topic::Names), 703_060, "another seed");
        assert_eq!(first(0, Topic::Usage), 75_237, "another topic");
    }
}
