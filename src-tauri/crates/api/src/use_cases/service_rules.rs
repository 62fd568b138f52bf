//! What holds for each pay-as-you-go service, in sentences with their sources, as its panel tells it.
//!
//! Rates and prices are read from the catalogue; the rules themselves are decided in `meterdesk-billing`.

use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::metering::credits_of;
use meterdesk_billing::time::Instant;
use meterdesk_billing::units::{Credits, Quantity};
use meterdesk_billing::usage::Service;

use super::usage_try::features_of_a_prompt;
use crate::wire::ReasonView;

const OVERVIEW: &str = "Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)";
const SHAREPOINT: &str = "Microsoft, SharePoint: Use agents with pay-as-you-go billing (2025-06-04)";
const RETRIEVAL: &str = "Microsoft, Retrieval API pay-as-you-go consumption (2026-06-18)";

/// The rules of a service at a time.
pub(super) fn service_rules(catalogue: &Catalogue, service: Service, at: Instant) -> Vec<ReasonView> {
    let what = match service {
        Service::CopilotChat => ("An answer of an agent that is grounded in the tenant's data", OVERVIEW),
        Service::SharePointAgents => ("A prompt", SHAREPOINT),
        Service::RetrievalApi => ("A call", RETRIEVAL),
        Service::CopilotStudio => return Vec::new(),
    };
    let mut rules: Vec<ReasonView> = price(catalogue, service, at, what).into_iter().collect();
    let more: &[(&str, &str)] = match service {
        Service::SharePointAgents => &[(
            "Through pay-as-you-go, only people included in a connected policy can use SharePoint agents.",
            SHAREPOINT,
        )],
        Service::RetrievalApi => &[
            (
                "At least one Microsoft 365 Copilot license is needed in the tenant.",
                RETRIEVAL,
            ),
            (
                "Enabling and disabling take about two hours each. The first call after enabling may fail; calls while it \
                 is being disabled are charged.",
                RETRIEVAL,
            ),
        ],
        Service::CopilotChat | Service::CopilotStudio => &[],
    };
    rules.extend(more.iter().map(|(text, source)| rule((*text).to_owned(), source)));
    rules
}

/// What one prompt is worth on the rate card of that time; none where the card has no rate.
fn price(catalogue: &Catalogue, service: Service, at: Instant, (what, source): (&str, &str)) -> Option<ReasonView> {
    let card = catalogue.card_at(at)?;
    let credits: Option<Vec<Credits>> = features_of_a_prompt(service)
        .iter()
        .map(|feature| credits_of(card.rate(*feature)?, Quantity::whole(1)))
        .collect();
    let credits: Credits = credits?.into_iter().sum();
    let price = catalogue.pay_as_you_go(credits).spoken();
    Some(rule(
        format!("{what} is {credits} Copilot Credits, {price}, for people without a Microsoft 365 Copilot license."),
        source,
    ))
}

fn rule(text: String, source: &str) -> ReasonView {
    ReasonView {
        text,
        source: Some(source.to_owned()),
        assumption: false,
    }
}
