//! Published worked examples, stated anew: rates, agents, AI Builder and planning figures. Each names its source.
//!
//! Where an example names no end, the newest card with the feature is meant.

use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::estimate::ai_builder::AiBuilder;
use meterdesk_billing::estimate::business_central::{self, Agent, Work};
use meterdesk_billing::estimate::planning::{self, Weight};
use meterdesk_billing::estimate::rating::{RatingRefusal, Reason, rate_lines};
use meterdesk_billing::units::{Credits, Quantity};
use meterdesk_billing::usage::{Audience, Circumstances, Trigger};

use Feature::*;

const NOW: &str = "2026-11-17";
const MANAGEMENT: &str = "Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)";
const GUIDE: &str = "github/awesome-copilot, Copilot Studio rates (March 2026)";
const COMMUNITY: &str = "Community credits guide (2026)";
const BUSINESS_CENTRAL: &str = "Microsoft, Business Central: manage consumption-based billing (2026)";

/// Source, day, lines and credits.
type Example = (
    &'static str,
    &'static str,
    &'static [(Feature, &'static str)],
    &'static str,
);

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).expect("a quantity")
}

/// Credits of some lines on the card of a day, and what of them is charged.
fn rated(day: &str, lines: &[(Feature, &str)], circumstances: Circumstances, licensed: bool) -> (String, String) {
    let at = format!("{day}T00:00:00Z").parse().expect("valid");
    let lines: Vec<_> = lines.iter().map(|(feature, text)| (*feature, quantity(text))).collect();
    let rated = rate_lines(Catalogue::built_in(), at, &lines, circumstances, licensed).expect("the card has them");
    assert_eq!(
        rated.billed + rated.not_billed,
        rated.credits,
        "what is charged and what is not sum to all"
    );
    (rated.credits.to_string(), rated.billed.to_string())
}

fn credits(day: &str, lines: &[(Feature, &str)]) -> String {
    rated(day, lines, Circumstances::default(), false).1
}

fn usd(credits: &str) -> String {
    Catalogue::built_in()
        .pay_as_you_go(credits.parse().expect("valid"))
        .to_string()
}

#[test]
fn answers_and_actions_add_up() {
    let cases: &[Example] = &[
        (
            "Microsoft, Copilot Studio: messages management (2025), 4 classic and 2 generative answers, 900 sessions a day",
            "2025-04-01",
            &[(ClassicAnswer, "3600"), (GenerativeAnswer, "1800")],
            "7200",
        ),
        (
            GUIDE,
            NOW,
            &[(ClassicAnswer, "108000"), (GenerativeAnswer, "54000")],
            "216000",
        ),
        (
            "Microsoft, Message consumption report (2025-07-16)",
            "2025-07-16",
            &[(GenerativeAnswer, "1"), (TenantGraphGrounding, "1")],
            "12",
        ),
        (
            "Microsoft, Copilot Studio: billing rates and management (February 2025)",
            "2025-02-01",
            &[(GenerativeAnswer, "1"), (TenantGraphGrounding, "1")],
            "32",
        ),
        (
            "vinitnair, Copilot Studio credits report (2026-10-01)",
            NOW,
            &[(ClassicAnswer, "11"), (AgentAction, "1")],
            "16",
        ),
        (
            GUIDE,
            NOW,
            &[(GenerativeAnswer, "1"), (AiToolPremiumResponse, "1")],
            "12",
        ),
        (COMMUNITY, NOW, &[(GenerativeAnswer, "1"), (AgentAction, "1")], "7"),
        (
            COMMUNITY,
            NOW,
            &[(GenerativeAnswer, "1"), (TenantGraphGrounding, "1"), (AgentAction, "1")],
            "17",
        ),
        (
            COMMUNITY,
            NOW,
            &[
                (GenerativeAnswer, "1"),
                (AiToolPremiumResponse, "1"),
                (AgentAction, "1"),
                (TenantGraphGrounding, "1"),
            ],
            "27",
        ),
        (
            "Community credits guide (2026), without its outdated trigger: 300 people, 5 a day, 30 days, 17 each",
            NOW,
            &[
                (GenerativeAnswer, "45000"),
                (TenantGraphGrounding, "45000"),
                (AgentAction, "45000"),
            ],
            "765000",
        ),
        (
            MANAGEMENT,
            NOW,
            &[
                (VoiceClassicMinute, "1"),
                (VoiceGenerativeMinute, "1"),
                (VoicePremiumGenerativeMinute, "1"),
            ],
            "120",
        ),
    ];
    for (source, day, lines, expected) in cases {
        assert_eq!(credits(day, lines), *expected, "{source}");
    }
}

// Source: Microsoft, Copilot Studio: messages management, as restated by github/awesome-copilot (March 2026).
#[test]
fn four_actions_of_an_autonomous_agent_are_twenty_credits_whoever_is_licensed() {
    let autonomous = Circumstances {
        trigger: Trigger::Autonomous,
        ..Circumstances::default()
    };
    for day in ["2025-03-25", "2025-09-01", NOW] {
        for licensed in [false, true] {
            assert_eq!(rated(day, &[(AgentAction, "4")], autonomous, licensed).1, "20", "{day}");
        }
    }
}

// Source: Microsoft, Message consumption report (2025-07-16): nothing is charged for a licensed person.
#[test]
fn a_sharepoint_agent_costs_a_licensed_person_nothing() {
    let usual = Circumstances::default();
    for day in ["2025-07-16", NOW] {
        let lines = [(SharePointAgentInteraction, "1")];
        assert_eq!(rated(day, &lines, usual, true), ("12".to_owned(), "0".to_owned()));
        assert_eq!(rated(day, &lines, usual, false).1, "12");
    }
}

// Source: Microsoft, Copilot Studio: billing rates and management (March 2025), and Copilot Credits and events scenarios
// (September 2025): the column of Microsoft 365 Copilot.
#[test]
fn flow_actions_and_ai_tools_were_charged_to_licensed_people_until_september_2025() {
    let lines = [
        (GenerativeAnswer, "1"),
        (AgentFlowAction, "100"),
        (AiToolBasicResponse, "10"),
        (AiToolStandardResponse, "10"),
        (AiToolPremiumResponse, "10"),
    ];
    let usual = Circumstances::default();
    let external = Circumstances {
        audience: Audience::External,
        ..usual
    };
    assert_eq!(
        rated("2025-08-31", &lines, usual, true),
        ("131".to_owned(), "129".to_owned())
    );
    assert_eq!(
        rated("2025-09-01", &lines, usual, true),
        ("131".to_owned(), "0".to_owned())
    );
    assert_eq!(
        rated("2025-09-01", &lines, external, true).1,
        "131",
        "use from outside is always charged"
    );
}

#[test]
fn each_line_says_why() {
    let reason = |day: &str, feature, circumstances, licensed| {
        let at = format!("{day}T00:00:00Z").parse().unwrap();
        let lines = [(feature, Quantity::whole(1))];
        rate_lines(Catalogue::built_in(), at, &lines, circumstances, licensed)
            .unwrap()
            .lines[0]
            .reason
    };
    let usual = Circumstances::default();
    let autonomous = Circumstances {
        trigger: Trigger::Autonomous,
        ..usual
    };
    let external = Circumstances {
        audience: Audience::External,
        ..usual
    };
    assert_eq!(reason(NOW, GenerativeAnswer, usual, true), Reason::Included);
    assert_eq!(reason(NOW, GenerativeAnswer, usual, false), Reason::Unlicensed);
    assert_eq!(reason(NOW, GenerativeAnswer, external, true), Reason::External);
    assert_eq!(reason(NOW, AgentAction, autonomous, true), Reason::Autonomous);
    assert_eq!(reason("2025-04-01", AgentFlowAction, usual, true), Reason::BilledByCard);
}

#[test]
fn what_the_card_of_the_time_lacks_is_not_rated() {
    let refused = |day: &str, feature| {
        let at = format!("{day}T00:00:00Z").parse().unwrap();
        let lines = [(ClassicAnswer, Quantity::whole(1)), (feature, Quantity::whole(1))];
        rate_lines(Catalogue::built_in(), at, &lines, Circumstances::default(), false).unwrap_err()
    };
    let lacking = |day, feature, card: &str| {
        let refusal = RatingRefusal::NotOnCard {
            line: 1,
            feature,
            card: card.to_owned(),
        };
        assert_eq!(refused(day, feature), refusal);
    };
    lacking("2026-08-02", VoiceClassicMinute, "cc-2025-11");
    lacking("2025-10-31", ContentProcessingPage, "cc-2025-09");
    lacking("2025-03-24", AgentFlowAction, "msg-2025-02");
    lacking("2024-06-01", GenerativeAnswer, "msg-2023-12");
    assert!(matches!(
        refused("2020-01-01", ClassicAnswer),
        RatingRefusal::NotOnCard { line: 0, .. }
    ));
    assert!(matches!(
        refused("2019-11-30", ClassicAnswer),
        RatingRefusal::BeforeRateCards { .. }
    ));
}

// Sources: Microsoft, AI Builder message management (2025-11-01): 4,200 tokens count as 5,000; a page is 8.
#[test]
fn tokens_and_pages() {
    assert_eq!(credits(NOW, &[(AiToolBasicTokens, "4200")]), "0.5");
    assert_eq!(credits(NOW, &[(ContentProcessingPage, "2")]), "16");
}

// Source: a live licensing response, and a Copilot Studio workflow lab (2026).
#[test]
fn flow_actions_are_not_rounded_up_to_a_hundred() {
    let cases = [
        ("3", "0.39"),
        ("5", "0.65"),
        ("7", "0.91"),
        ("9", "1.17"),
        ("10", "1.3"),
        ("13", "1.69"),
    ];
    for (actions, expected) in cases {
        assert_eq!(credits(NOW, &[(AgentFlowAction, actions)]), expected);
    }
}

#[test]
fn pay_as_you_go_is_a_cent_a_credit() {
    // Source: Microsoft, Retrieval API pay-as-you-go consumption (2026-06-18).
    assert_eq!(credits(NOW, &[(RetrievalApiCall, "1")]), "10");
    assert_eq!(usd("10"), "0.1");
    // Source: github/awesome-copilot, Copilot Studio rates (March 2026).
    assert_eq!((usd("216000").as_str(), usd("144000").as_str()), ("2160", "1440"));
    // Source: vinitnair, Copilot Studio credits report (2026-10-01) and its sample.
    assert_eq!(usd("16"), "0.16");
    assert_eq!(
        (usd("125").as_str(), usd("87").as_str(), usd("212").as_str()),
        ("1.25", "0.87", "2.12")
    );
}

fn business_central(agent: Agent, documents: u32, lines: &str, share: &str) -> String {
    let work = Work {
        documents,
        lines_per_document: quantity(lines),
        attachment_share: quantity(share),
    };
    let (events, total) = business_central::estimate(Catalogue::built_in(), agent, work).expect("it fits");
    assert_eq!(
        events.iter().map(|event| event.credits).sum::<Credits>(),
        total,
        "{BUSINESS_CENTRAL}"
    );
    total.to_string()
}

#[test]
fn business_centrals_agents_are_charged_by_published_events() {
    assert_eq!(business_central::source(), BUSINESS_CENTRAL);
    for (documents, share, expected) in [(1, "0", "9"), (1, "1", "16"), (100, "0.4", "1180")] {
        let credits = business_central(Agent::SalesOrder, documents, "1", share);
        assert_eq!(credits, expected, "{BUSINESS_CENTRAL}");
    }
    for (lines, expected) in [("1", "32"), ("5", "52"), ("25", "152")] {
        let credits = business_central(Agent::Payables, 1, lines, "0");
        assert_eq!(credits, expected, "{BUSINESS_CENTRAL}");
    }
}

// Source: Microsoft, AI Builder: administer licensing, rate table (as of 2026-08-10).
#[test]
fn ai_builders_credits_beside_copilot_credits() {
    let map = AiBuilder::built_in();
    let mixed: Vec<String> = map.prompts.iter().map(|prompt| prompt.mixed(90).to_string()).collect();
    assert_eq!(mixed, ["1.2", "24", "182"], "nine of ten tokens are sent");
    let document = map.model("customDocument").unwrap();
    let pages = Quantity::whole(1000);
    let ai_builder = document.credits(pages).unwrap();
    assert_eq!(ai_builder, Credits::whole(100_000));
    assert_eq!(map.price(ai_builder).unwrap().to_string(), "50");
    let copilot = credits(NOW, &[(document.feature, "1000")]);
    assert_eq!((copilot.as_str(), usd(&copilot).as_str()), ("8000", "80"));
    let card = Catalogue::built_in().newest_card();
    let known = |feature| card.rate(feature).is_some();
    assert!(map.prompts.iter().all(|prompt| known(prompt.feature)));
    assert!(map.models.iter().all(|model| known(model.feature)));
}

// Source: Microsoft, Copilot Credits Guide (June 2026): middles of 135, 500 and 2,000 credits a task.
#[test]
fn planning_ranges_are_for_planning_only() {
    let cowork = planning::range("cowork").unwrap();
    let planned: Credits = [(Weight::Light, 10 * 20), (Weight::Medium, 5 * 10), (Weight::Heavy, 4)]
        .into_iter()
        .map(|(weight, tasks)| cowork.planned(weight, Quantity::whole(tasks)).unwrap())
        .sum();
    assert_eq!(planned, Credits::whole(60_000));
    assert_eq!(usd("60000"), "600");
    // Source: Microsoft, Power CAT Copilot Studio Kit (August 2026): no figure to plan with, and no upper end.
    let harness = planning::range("cc-gh-harness").unwrap();
    assert_eq!(harness.planned(Weight::Light, Quantity::whole(1)), None);
    assert_eq!(
        (harness.bands[2].from, harness.bands[2].to),
        (Credits::whole(500), None)
    );
    assert!(
        Catalogue::built_in()
            .cards
            .iter()
            .all(|card| card.id != "cc-gh-harness")
    );
}
