//! The same use under two rate cards, whatever the time that each holds from: per feature, and in sum.
//!
//! It rates; who pays is not asked, and what prepaid capacity would make of the difference neither.

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, Certainty, Feature, Licensed, Per, Rate, RateCard};
use crate::metering::{Charge, MeteringSwitches, rate_on};
use crate::units::{Credits, Quantity};
use crate::usage::Circumstances;

/// What a row of usage is counted under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComparedFeature {
    /// A feature that rate cards know.
    Known(Feature),
    /// A name that none knows, interned; meaningless to the rules.
    Unknown(i64),
}

/// What use is worth on one card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OnCard {
    /// Credits that somebody has to pay.
    pub charged: Credits,
    /// Credits that a licence includes or a rule does not charge.
    pub uncharged: Credits,
}

/// Use of a feature on both cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compared {
    /// How much, in the feature's own unit.
    pub quantity: Quantity,
    /// On the first card.
    pub first: OnCard,
    /// On the second.
    pub second: OnCard,
}

/// Use being compared.
#[derive(Debug)]
pub struct RateComparison<'a> {
    first: &'a RateCard,
    second: &'a RateCard,
    features: BTreeMap<ComparedFeature, Compared>,
}

impl<'a> RateComparison<'a> {
    /// Begins with nothing.
    #[must_use]
    pub const fn new(first: &'a RateCard, second: &'a RateCard) -> Self {
        Self {
            first,
            second,
            features: BTreeMap::new(),
        }
    }

    /// Adds rows of usage that are alike, each of a quantity. A card on which one is worth more than fits counts them as
    /// nothing; no rate within [`crate::catalogue::MAX_RATE`] is.
    pub fn add(
        &mut self,
        feature: ComparedFeature,
        (rows, quantity): (u64, Quantity),
        (circumstances, licensed): (Circumstances, bool),
        switches: MeteringSwitches,
    ) {
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        let known = match feature {
            ComparedFeature::Known(feature) => Some(feature),
            ComparedFeature::Unknown(_) => None,
        };
        let compared = self.features.entry(feature).or_default();
        compared.quantity += Quantity(quantity.0 * rows);
        for (card, side) in [(self.first, &mut compared.first), (self.second, &mut compared.second)] {
            let Some(rated) = rate_on(card, switches, known, quantity, circumstances, licensed) else {
                continue;
            };
            let credits = Credits(rated.credits.0 * rows);
            match rated.charge {
                Charge::Billed => side.charged += credits,
                Charge::IncludedByLicence | Charge::NotCharged(_) => side.uncharged += credits,
            }
        }
    }

    /// The use of each feature.
    #[must_use]
    pub fn finish(self) -> BTreeMap<ComparedFeature, Compared> {
        self.features
    }
}

/// A draft: a card on which some features cost something else. A feature that the card has no rate for is counted, and
/// charged to a licensed person, as on the newest card that has one.
#[must_use]
pub fn draft(card: &RateCard, changes: &[(Feature, Credits)], catalogue: &Catalogue) -> RateCard {
    let mut draft = card.clone();
    for (feature, credits) in changes {
        if let Some(rate) = draft.rates.iter_mut().find(|rate| rate.feature == *feature) {
            rate.credits = *credits;
            continue;
        }
        let like = catalogue.cards.iter().rev().find_map(|card| card.rate(*feature));
        draft.rates.push(Rate {
            feature: *feature,
            credits: *credits,
            per: like.map_or(Per::Unit, |rate| rate.per),
            licensed: like.map_or(Licensed::Included, |rate| rate.licensed),
            certainty: Certainty::Assumption,
            overridden: None,
        });
    }
    draft
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::metering::rate;
    use crate::usage::{Audience, Trigger};

    fn card(id: &str) -> &'static RateCard {
        Catalogue::built_in().card(id).expect("there is such a card")
    }

    fn compared(first: &RateCard, second: &RateCard, feature: Feature, quantity: i64, licensed: bool) -> Compared {
        let mut comparison = RateComparison::new(first, second);
        let use_of = (Circumstances::default(), licensed);
        let feature = ComparedFeature::Known(feature);
        comparison.add(
            feature,
            (1, Quantity::whole(quantity)),
            use_of,
            MeteringSwitches::default(),
        );
        comparison.finish()[&feature]
    }

    // Source: the cards of February and March 2025: an agent action went from 25 messages to 5, grounding from 30 to 10.
    #[test]
    fn march_2025_made_actions_and_grounding_cheaper() {
        let (before, after) = (card("msg-2025-02"), card("msg-2025-03"));
        let actions = compared(before, after, Feature::AgentAction, 100, false);
        assert_eq!(
            (actions.first.charged, actions.second.charged),
            (Credits::whole(2_500), Credits::whole(500))
        );
        let grounding = compared(before, after, Feature::TenantGraphGrounding, 100, true);
        assert_eq!(
            grounding.first.charged,
            Credits::whole(3_000),
            "no licence included it yet"
        );
        assert_eq!(
            (grounding.second.charged, grounding.second.uncharged),
            (Credits::ZERO, Credits::whole(1_000))
        );
    }

    #[test]
    fn a_draft_changes_the_rates_that_it_names_and_no_other() {
        let base = card("cc-2025-11");
        let changes = [
            (Feature::GenerativeAnswer, Credits::whole(3)),
            (Feature::VoiceClassicMinute, Credits::whole(9)),
        ];
        let draft = draft(base, &changes, Catalogue::built_in());
        let answers = compared(base, &draft, Feature::GenerativeAnswer, 10, false);
        assert_eq!(
            (answers.first.charged, answers.second.charged),
            (Credits::whole(20), Credits::whole(30))
        );
        let voice = compared(base, &draft, Feature::VoiceClassicMinute, 10, false);
        assert_eq!(
            (voice.first.charged, voice.second.charged),
            (Credits::ZERO, Credits::whole(90))
        );
        let same = compared(base, &draft, Feature::ClassicAnswer, 10, false);
        assert_eq!(same.first, same.second);
    }

    proptest! {
        #[test]
        fn on_the_card_of_its_time_use_is_worth_what_metering_says(
            uses in proptest::collection::vec((0..Feature::ALL.len(), 0_i64..5_000_000_000, any::<[bool; 4]>()), 0..40),
        ) {
            let at = 1_795_000_000;
            let catalogue = Catalogue::built_in();
            let now = catalogue.card_at(chrono::DateTime::from_timestamp(at, 0).expect("a time")).expect("a card");
            let mut comparison = RateComparison::new(now, card("msg-2025-02"));
            let (mut charged, mut uncharged) = (Credits::ZERO, Credits::ZERO);
            for (feature, quantity, [licensed, autonomous, external, test]) in uses {
                let (feature, quantity) = (Feature::ALL[feature], Quantity(quantity));
                let circumstances = Circumstances {
                    trigger: if autonomous { Trigger::Autonomous } else { Trigger::Interactive },
                    audience: if external { Audience::External } else { Audience::Employee },
                    test,
                    ..Circumstances::default()
                };
                let known = ComparedFeature::Known(feature);
                comparison.add(known, (1, quantity), (circumstances, licensed), MeteringSwitches::default());
                let rated = rate(catalogue, at, Some(feature), quantity, circumstances, licensed).expect("it fits");
                if rated.charge == Charge::Billed {
                    charged += rated.credits;
                } else {
                    uncharged += rated.credits;
                }
            }
            let found = comparison.finish();
            prop_assert_eq!(found.values().map(|compared| compared.first.charged).sum::<Credits>(), charged);
            prop_assert_eq!(found.values().map(|compared| compared.first.uncharged).sum::<Credits>(), uncharged);
        }
    }
}
