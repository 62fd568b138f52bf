//! AI Builder's capabilities beside what they are in Copilot Credits. Which of the two pays is not said here.

use meterdesk_billing::catalogue::{Catalogue, Feature, RateCard};
use meterdesk_billing::estimate::ai_builder::{AiBuilder, Unit};
use meterdesk_billing::units::Credits;

use crate::wire::AiBuilderRow;

/// Every capability, prompts first: those have a rate for what is sent and one for what is received.
pub(super) fn rows(catalogue: &Catalogue, card: Option<&RateCard>) -> Vec<AiBuilderRow> {
    let map = AiBuilder::built_in();
    let row = |key: String, unit: &str, feature: Feature, credits: Credits| {
        let copilot = card.and_then(|card| card.rate(feature)).map(|rate| rate.credits);
        let usd = map.price(credits).map_or_else(String::new, |usd| usd.to_string());
        AiBuilderRow {
            label: spaced(&key),
            unit: unit.to_owned(),
            ai_builder_credits: credits.to_string(),
            ai_builder_usd: usd,
            feature: feature.label().to_owned(),
            copilot_credits: copilot.map(|credits| credits.to_string()),
            copilot_usd: copilot.map(|credits| catalogue.pay_as_you_go(credits).to_string()),
            source: map.source.clone(),
            key,
        }
    };
    let prompts = map.prompts.iter().flat_map(|prompt| {
        [
            ("Sent", "1,000 tokens sent", prompt.input),
            ("Received", "1,000 tokens received", prompt.output),
        ]
        .map(|(way, unit, credits)| row(format!("{}{way}", prompt.capability), unit, prompt.feature, credits))
    });
    let models = map
        .models
        .iter()
        .map(|model| row(model.capability.clone(), counted(model.unit), model.feature, model.rate));
    prompts.chain(models).collect()
}

const fn counted(unit: Unit) -> &'static str {
    match unit {
        Unit::Page => "page",
        Unit::Image => "image",
        Unit::ThousandCharacters => "1,000 characters",
    }
}

/// "textRecognition" as "Text recognition".
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if words.is_empty() {
            words.extend(letter.to_uppercase());
        } else if letter.is_uppercase() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    // Source: Microsoft, AI Builder: administer licensing, rate table (as of 2026-08-10), and message management (2025-11-01).
    #[test]
    fn a_page_of_a_custom_document_is_a_hundred_of_the_one_and_eight_of_the_other() {
        let catalogue = Catalogue::built_in();
        let rows = rows(catalogue, Some(catalogue.newest_card()));
        let found = |key: &str| rows.iter().find(|row| row.key == key).expect("it is mapped");
        let page = found("customDocument");
        assert_eq!((page.label.as_str(), page.unit.as_str()), ("Custom document", "page"));
        assert_eq!(
            (page.ai_builder_credits.as_str(), page.ai_builder_usd.as_str()),
            ("100", "0.05")
        );
        assert_eq!(
            (page.copilot_credits.as_deref(), page.copilot_usd.as_deref()),
            (Some("8"), Some("0.08"))
        );
        assert_eq!(found("promptPremiumReceived").ai_builder_credits, "560");
        assert!(
            rows.iter().all(|row| row.copilot_credits.is_some()),
            "the newest card has all"
        );
    }

    #[test]
    fn before_rate_cards_there_is_nothing_to_compare_with() {
        let rows = rows(Catalogue::built_in(), None);
        assert!(
            rows.iter()
                .all(|row| row.copilot_credits.is_none() && row.copilot_usd.is_none())
        );
    }
}
