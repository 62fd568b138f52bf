//! Rating: what one row of usage is worth in credits, and whether anybody is charged for it.
//!
//! Who pays is not decided here.

use chrono::DateTime;

use crate::catalogue::{Catalogue, Feature, Licensed, Per, Rate, RateCard};
use crate::settings::Choice;
use crate::units::{Credits, MILLIONTHS, Quantity};
use crate::usage::{Audience, Circumstances, Trigger};

/// A rule that leaves use uncharged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotChargedRule {
    /// The feature is on no rate card: it stays visible, with no credits.
    UnknownFeature,
    /// The card of that time has no rate for the feature.
    NotOnCard,
    /// No rate card holds at that time.
    BeforeRateCards,
    /// It ran in a test pane.
    TestUse,
}

impl NotChargedRule {
    /// Every rule.
    pub const ALL: [Self; 4] = [
        Self::UnknownFeature,
        Self::NotOnCard,
        Self::BeforeRateCards,
        Self::TestUse,
    ];

    /// The name that commands and the store use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::UnknownFeature => "unknownFeature",
            Self::NotOnCard => "notOnCard",
            Self::BeforeRateCards => "beforeRateCards",
            Self::TestUse => "testUse",
        }
    }

    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::UnknownFeature => "Unknown feature",
            Self::NotOnCard => "Feature without a rate at that time",
            Self::BeforeRateCards => "Before the first rate card",
            Self::TestUse => "Test use",
        }
    }
}

/// Whether a rated row is charged to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charge {
    /// Somebody has to pay.
    Billed,
    /// The person's Microsoft 365 Copilot licence includes it.
    IncludedByLicence,
    /// A rule leaves it uncharged.
    NotCharged(NotChargedRule),
}

/// A rated row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated {
    /// What it is worth, charged or not.
    pub credits: Credits,
    /// Whether it is charged.
    pub charge: Charge,
}

/// What isn't publicly known of metering, as the switches of the rules say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeteringSwitches {
    /// Which card December 2023 goes by.
    pub december_2023: Choice,
    /// Whether actions of agent flows that run in a test pane are charged.
    pub flow_tests: Choice,
}

impl Default for MeteringSwitches {
    fn default() -> Self {
        Self {
            december_2023: Choice::BilledSessions,
            flow_tests: Choice::TestsFree,
        }
    }
}

/// First second of December 2023, when prepaid messages came on sale while billed sessions still were.
const DECEMBER_2023: i64 = 1_701_388_800;

/// First second of 2024, from which on only messages are on sale.
const JANUARY_2024: i64 = 1_704_067_200;

/// Rates a quantity of a feature at a time, as long as nobody changed a switch. `feature` is `None` for a name that no rate card has.
///
/// Returns `None` where the credits don't fit: the row must not be taken in then.
///
/// Sources: the rate card of that time; for test use, Copilot Studio test pane (AI Builder, 2025-11-01): not charged.
#[must_use]
pub fn rate(
    catalogue: &Catalogue,
    at: i64,
    feature: Option<Feature>,
    quantity: Quantity,
    circumstances: Circumstances,
    licensed: bool,
) -> Option<Rated> {
    let switches = MeteringSwitches::default();
    rate_under(catalogue, switches, at, feature, quantity, circumstances, licensed)
}

/// The card that use of a second goes by, under switches.
pub(crate) fn card_under(catalogue: &Catalogue, switches: MeteringSwitches, at: i64) -> Option<&RateCard> {
    let of_messages = switches.december_2023 == Choice::Messages && (DECEMBER_2023..JANUARY_2024).contains(&at);
    let at = if of_messages { JANUARY_2024 } else { at };
    DateTime::from_timestamp(at, 0).and_then(|at| catalogue.card_at(at))
}

/// Rates a quantity of a feature at a time, under switches. `None` as for [`rate`].
#[must_use]
pub fn rate_under(
    catalogue: &Catalogue,
    switches: MeteringSwitches,
    at: i64,
    feature: Option<Feature>,
    quantity: Quantity,
    circumstances: Circumstances,
    licensed: bool,
) -> Option<Rated> {
    match (feature, card_under(catalogue, switches, at)) {
        (Some(_), None) => Some(nothing(NotChargedRule::BeforeRateCards)),
        (None, None) => Some(nothing(NotChargedRule::UnknownFeature)),
        (_, Some(card)) => rate_on(card, switches, feature, quantity, circumstances, licensed),
    }
}

const fn nothing(rule: NotChargedRule) -> Rated {
    Rated {
        credits: Credits::ZERO,
        charge: Charge::NotCharged(rule),
    }
}

/// Rates a quantity of a feature on a card, whatever the time. `None` as for [`rate`].
#[must_use]
pub fn rate_on(
    card: &RateCard,
    switches: MeteringSwitches,
    feature: Option<Feature>,
    quantity: Quantity,
    circumstances: Circumstances,
    licensed: bool,
) -> Option<Rated> {
    let Some(feature) = feature else {
        return Some(nothing(NotChargedRule::UnknownFeature));
    };
    let Some(rate) = card.rate(feature) else {
        return Some(nothing(NotChargedRule::NotOnCard));
    };
    let credits = credits_of(rate, quantity)?;
    let charged_test = feature == Feature::AgentFlowAction && switches.flow_tests == Choice::TestsCharged;
    let charge = if circumstances.test && !charged_test {
        Charge::NotCharged(NotChargedRule::TestUse)
    } else if licensed && rate.licensed == Licensed::Included && within_the_licence(circumstances) {
        Charge::IncludedByLicence
    } else {
        Charge::Billed
    };
    Some(Rated { credits, charge })
}

/// Whether a Microsoft 365 Copilot licence would include a use, had the person one.
#[must_use]
pub fn licence_would_include(
    catalogue: &Catalogue,
    at: i64,
    feature: Option<Feature>,
    circumstances: Circumstances,
) -> bool {
    let card = card_under(catalogue, MeteringSwitches::default(), at);
    let rate = card.and_then(|card| card.rate(feature?));
    rate.is_some_and(|rate| rate.licensed == Licensed::Included) && within_the_licence(circumstances)
}

/// What a quantity is worth at a rate; `None` where it does not fit.
#[must_use]
pub fn credits_of(rate: &Rate, quantity: Quantity) -> Option<Credits> {
    if rate.per == Per::Unit && quantity.0 % MILLIONTHS == 0 {
        // Mostly: whole numbers need no wide division.
        return (quantity.0 / MILLIONTHS).checked_mul(rate.credits.0).map(Credits);
    }
    let units = match rate.per {
        Per::Unit => i128::from(quantity.0),
        Per::ThousandTokens => {
            let thousand = i128::from(MILLIONTHS) * 1000;
            (i128::from(quantity.0) + thousand - 1) / thousand * i128::from(MILLIONTHS)
        }
    };
    let credits = divide_half_even(units * i128::from(rate.credits.0), i128::from(MILLIONTHS));
    i64::try_from(credits).ok().map(Credits)
}

/// Source: Microsoft, Copilot Studio: Copilot Credits management (2026-08-03), footnote to the Microsoft 365 Copilot
/// column: employee-facing use, under the licensed person's own identity. Autonomous use runs under nobody's.
fn within_the_licence(circumstances: Circumstances) -> bool {
    circumstances.audience == Audience::Employee
        && circumstances.authenticated
        && circumstances.trigger == Trigger::Interactive
}

/// Divides, rounding to the nearest and halves to the even neighbour. Only quantities with fractions ever need it.
fn divide_half_even(value: i128, by: i128) -> i128 {
    let (quotient, remainder) = (value.div_euclid(by), value.rem_euclid(by));
    let up = match (remainder * 2).cmp(&by) {
        std::cmp::Ordering::Greater => 1,
        std::cmp::Ordering::Equal => quotient & 1,
        std::cmp::Ordering::Less => 0,
    };
    quotient + up
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credits_on(day: &str, feature: Feature, quantity: &str) -> String {
        rated_on(day, feature, quantity, Circumstances::default(), false)
            .credits
            .to_string()
    }

    fn rated_on(day: &str, feature: Feature, quantity: &str, circumstances: Circumstances, licensed: bool) -> Rated {
        let at = format!("{day}T12:00:00Z")
            .parse::<crate::time::Instant>()
            .expect("valid")
            .timestamp();
        let quantity = Quantity::parse(quantity).expect("valid");
        rate(
            Catalogue::built_in(),
            at,
            Some(feature),
            quantity,
            circumstances,
            licensed,
        )
        .expect("fits")
    }

    // Source: Microsoft, Message consumption report (2025-07-16): a grounded answer is 2 + 10; February 2025: 2 + 30.
    #[test]
    fn grounding_cost_thirty_in_february_2025_and_ten_from_march_on() {
        assert_eq!(credits_on("2025-02-10", Feature::TenantGraphGrounding, "1"), "30");
        assert_eq!(credits_on("2025-05-10", Feature::TenantGraphGrounding, "1"), "10");
        assert_eq!(credits_on("2026-11-17", Feature::GenerativeAnswer, "1"), "2");
    }

    // Source: a licensing response seen live shows 0.39 credits for three flow actions: nothing is rounded up to 100.
    #[test]
    fn agent_flow_actions_are_metered_pro_rata() {
        for (actions, credits) in [
            ("3", "0.39"),
            ("5", "0.65"),
            ("7", "0.91"),
            ("10", "1.3"),
            ("13", "1.69"),
            ("109", "14.17"),
        ] {
            assert_eq!(credits_on("2026-11-17", Feature::AgentFlowAction, actions), credits);
        }
    }

    // Source: Microsoft, AI Builder message management (2025-11-01): 4,200 tokens count as 5 units of a thousand.
    #[test]
    fn tokens_are_rounded_up_to_the_next_thousand_per_call() {
        assert_eq!(credits_on("2026-11-17", Feature::AiToolBasicTokens, "4200"), "0.5");
        assert_eq!(credits_on("2026-11-17", Feature::AiToolBasicTokens, "4000"), "0.4");
    }

    // Source: Microsoft, Retrieval API pay-as-you-go consumption (2026-06-18): $0.10 a call.
    #[test]
    fn a_retrieval_call_is_ten_credits() {
        assert_eq!(credits_on("2026-11-17", Feature::RetrievalApiCall, "1"), "10");
    }

    #[test]
    fn a_licence_includes_only_employee_facing_signed_in_interactive_use() {
        let usual = Circumstances::default();
        let charge = |circumstances, licensed| {
            rated_on("2026-11-17", Feature::GenerativeAnswer, "1", circumstances, licensed).charge
        };
        assert_eq!(charge(usual, true), Charge::IncludedByLicence);
        assert_eq!(charge(usual, false), Charge::Billed);
        assert_eq!(
            charge(
                Circumstances {
                    trigger: Trigger::Autonomous,
                    ..usual
                },
                true
            ),
            Charge::Billed
        );
        assert_eq!(
            charge(
                Circumstances {
                    audience: Audience::External,
                    ..usual
                },
                true
            ),
            Charge::Billed
        );
        assert_eq!(
            charge(
                Circumstances {
                    authenticated: false,
                    ..usual
                },
                true
            ),
            Charge::Billed
        );
        assert_eq!(
            charge(Circumstances { test: true, ..usual }, false),
            Charge::NotCharged(NotChargedRule::TestUse)
        );
    }

    #[test]
    fn what_a_licence_would_include_is_what_it_includes() {
        let usual = Circumstances::default();
        for day in ["2025-02-10", "2025-05-10", "2026-11-17"] {
            for trigger in [Trigger::Interactive, Trigger::Autonomous] {
                for feature in [
                    Feature::GenerativeAnswer,
                    Feature::AgentFlowAction,
                    Feature::VoiceClassicMinute,
                ] {
                    let circumstances = Circumstances { trigger, ..usual };
                    let rated = rated_on(day, feature, "1", circumstances, true).charge;
                    let at: crate::time::Instant = format!("{day}T12:00:00Z").parse().expect("valid");
                    let catalogue = Catalogue::built_in();
                    let would = licence_would_include(catalogue, at.timestamp(), Some(feature), circumstances);
                    assert_eq!(
                        would,
                        rated == Charge::IncludedByLicence,
                        "{day} {feature:?} {trigger:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn before_march_2025_a_licence_included_nothing_and_flows_only_from_september() {
        let usual = Circumstances::default();
        let flow = |day| rated_on(day, Feature::AgentFlowAction, "1", usual, true).charge;
        assert_eq!(
            rated_on("2025-02-10", Feature::GenerativeAnswer, "1", usual, true).charge,
            Charge::Billed
        );
        assert_eq!(flow("2025-08-31"), Charge::Billed);
        assert_eq!(flow("2025-09-01"), Charge::IncludedByLicence);
    }

    #[test]
    fn a_feature_without_a_rate_keeps_its_place_with_no_credits() {
        let voice = rated_on(
            "2026-01-10",
            Feature::VoiceClassicMinute,
            "5",
            Circumstances::default(),
            false,
        );
        assert_eq!(
            voice,
            Rated {
                credits: Credits::ZERO,
                charge: Charge::NotCharged(NotChargedRule::NotOnCard)
            }
        );
        let unknown = rate(
            Catalogue::built_in(),
            1_790_000_000,
            None,
            Quantity::whole(1),
            Circumstances::default(),
            false,
        );
        assert_eq!(
            unknown.map(|rated| rated.charge),
            Some(Charge::NotCharged(NotChargedRule::UnknownFeature))
        );
    }

    #[test]
    fn switches_say_what_december_2023_and_tests_of_flows_go_by() {
        let rated = |switches, day: &str, feature, circumstances| {
            let at: crate::time::Instant = format!("{day}T12:00:00Z").parse().expect("valid");
            let one = Quantity::whole(1);
            rate_under(
                Catalogue::built_in(),
                switches,
                at.timestamp(),
                Some(feature),
                one,
                circumstances,
                false,
            )
            .map(|rated| rated.charge)
        };
        let usual = MeteringSwitches::default();
        let messages = MeteringSwitches {
            december_2023: Choice::Messages,
            ..usual
        };
        let answer = |switches, day| rated(switches, day, Feature::ClassicAnswer, Circumstances::default());
        let not_on_card = Some(Charge::NotCharged(NotChargedRule::NotOnCard));
        assert_eq!(
            answer(usual, "2023-12-15"),
            not_on_card,
            "billed sessions know no answers"
        );
        assert_eq!(answer(messages, "2023-12-15"), Some(Charge::Billed));
        assert_eq!(answer(messages, "2023-11-30"), not_on_card, "only December is moved");
        let charged = MeteringSwitches {
            flow_tests: Choice::TestsCharged,
            ..usual
        };
        let test = Circumstances {
            test: true,
            ..Circumstances::default()
        };
        let free = Some(Charge::NotCharged(NotChargedRule::TestUse));
        assert_eq!(rated(usual, "2026-11-17", Feature::AgentFlowAction, test), free);
        assert_eq!(
            rated(charged, "2026-11-17", Feature::AgentFlowAction, test),
            Some(Charge::Billed)
        );
        assert_eq!(
            rated(charged, "2026-11-17", Feature::ClassicAnswer, test),
            free,
            "answers stay free"
        );
    }

    #[test]
    fn what_does_not_fit_is_not_rated() {
        let huge = rate(
            Catalogue::built_in(),
            1_790_000_000,
            Some(Feature::VoicePremiumGenerativeMinute),
            Quantity(i64::MAX),
            Circumstances::default(),
            false,
        );
        assert_eq!(huge, None);
    }

    #[test]
    fn halves_go_to_the_even_neighbour() {
        assert_eq!([5, 15, 25, -5].map(|value| divide_half_even(value, 10)), [0, 2, 2, 0]);
    }
}
