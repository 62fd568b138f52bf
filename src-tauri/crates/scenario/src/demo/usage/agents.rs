//! The demo tenant's agents: where they live, who starts them and what one conversation with them is made of.

use meterdesk_billing::catalogue::Feature;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::Service;

use crate::draw::Draw;

/// What a harness outside the rate card reports; no rate card has this feature.
const PROCESS_AGENT: &str = "Process Agent";

/// Where an agent lives. SharePoint agents and callers of the Retrieval API live in no environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    None,
    CopilotChat,
    CustomerCare,
    BackOffice,
    HumanResources,
    Viva,
    Sandbox,
    /// The environment that bears the organisation's name.
    Default,
}

/// Who starts a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// A person of the tenant, signed in.
    Person,
    /// Somebody outside.
    Customer,
    /// The agent itself.
    Itself,
    /// A schedule.
    Schedule,
}

/// A feature that a conversation may use.
#[derive(Debug)]
pub(crate) struct Ingredient {
    feature: &'static str,
    permille: u32,
    least: u32,
    most: u32,
}

/// An agent. The first ingredient is in every conversation, and no other exceeds it.
#[derive(Debug)]
pub(crate) struct Agent {
    pub(crate) name: &'static str,
    pub(crate) service: Service,
    pub(crate) home: Home,
    pub(crate) channel: &'static str,
    pub(crate) harness: &'static str,
    pub(crate) start: Start,
    /// How often it is used, against the others of its service or environment.
    pub(crate) weight: u32,
    ingredients: &'static [Ingredient],
}

/// A feature and how much of it a conversation used.
pub(crate) type Part = (&'static str, Quantity);

impl Agent {
    /// Agents that no person of the tenant starts report ten turns together, others each of them.
    const fn turns_in_a_row(&self) -> u32 {
        match self.start {
            Start::Customer | Start::Itself | Start::Schedule => 10,
            Start::Person => 1,
        }
    }

    /// What one conversation uses.
    pub(crate) fn conversation(&self, draw: &mut Draw) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut cap = u32::MAX;
        for ingredient in self.ingredients {
            if !draw.chance(ingredient.permille) {
                continue;
            }
            let amount = draw.between(ingredient.least, ingredient.most).min(cap);
            cap = cap.min(amount);
            let reported = amount * self.turns_in_a_row();
            parts.push((ingredient.feature, Quantity::whole(i64::from(reported))));
        }
        parts
    }
}

const fn some(feature: Feature, permille: u32, least: u32, most: u32) -> Ingredient {
    Ingredient {
        feature: feature.label(),
        permille,
        least,
        most,
    }
}

const ASSISTANT: &[Ingredient] = &[
    some(Feature::GenerativeAnswer, 1000, 1, 4),
    some(Feature::TenantGraphGrounding, 620, 1, 3),
    some(Feature::AgentAction, 90, 1, 1),
];
const ANSWERS_FROM_FILES: &[Ingredient] = &[
    some(Feature::GenerativeAnswer, 1000, 1, 3),
    some(Feature::TenantGraphGrounding, 880, 1, 3),
];
const HELP_DESK: &[Ingredient] = &[
    some(Feature::ClassicAnswer, 1000, 1, 4),
    some(Feature::GenerativeAnswer, 550, 1, 2),
    some(Feature::AgentAction, 240, 1, 2),
];
const PROMPT: &[Ingredient] = &[some(Feature::SharePointAgentInteraction, 1000, 1, 1)];
const SEARCH: &[Ingredient] = &[some(Feature::RetrievalApiCall, 1000, 1, 3)];
const CASE_WORK: &[Ingredient] = &[
    some(Feature::AgentAction, 1000, 2, 8),
    some(Feature::GenerativeAnswer, 800, 1, 3),
    some(Feature::AiToolBasicResponse, 300, 1, 2),
];
const FLOW: &[Ingredient] = &[some(Feature::AgentFlowAction, 1000, 3, 240)];
const DOCUMENTS: &[Ingredient] = &[
    some(Feature::ContentProcessingPage, 1000, 1, 6),
    some(Feature::AiToolStandardResponse, 600, 1, 4),
];
const HARNESS: &[Ingredient] = &[Ingredient {
    feature: PROCESS_AGENT,
    permille: 1000,
    least: 1,
    most: 3,
}];

const fn chat(name: &'static str, weight: u32, ingredients: &'static [Ingredient]) -> Agent {
    Agent {
        name,
        service: Service::CopilotChat,
        home: Home::CopilotChat,
        channel: "Microsoft 365 Copilot",
        harness: "",
        start: Start::Person,
        weight,
        ingredients,
    }
}

const fn site(name: &'static str, weight: u32) -> Agent {
    Agent {
        name,
        service: Service::SharePointAgents,
        home: Home::None,
        channel: "SharePoint",
        harness: "",
        start: Start::Person,
        weight,
        ingredients: PROMPT,
    }
}

const fn studio(
    name: &'static str,
    home: Home,
    channel: &'static str,
    start: Start,
    weight: u32,
    ingredients: &'static [Ingredient],
) -> Agent {
    Agent {
        name,
        service: Service::CopilotStudio,
        home,
        channel,
        harness: "",
        start,
        weight,
        ingredients,
    }
}

/// Place in [`CHAT`] of the agent that had one busy day.
pub(crate) const SPIKING: usize = 0;

pub(crate) static CHAT: [Agent; 12] = [
    chat("Benefits Guide", 17, ANSWERS_FROM_FILES),
    chat("Policy Finder", 16, ANSWERS_FROM_FILES),
    chat("IT Self-Help", 14, HELP_DESK),
    chat("Product Data Sheets", 11, ANSWERS_FROM_FILES),
    chat("Travel and Expenses", 10, HELP_DESK),
    chat("Quote Drafting", 8, ASSISTANT),
    chat("Contract Summaries", 6, ASSISTANT),
    chat("Spare Parts Finder", 6, ASSISTANT),
    chat("Onboarding Companion", 4, ASSISTANT),
    chat("Shift Planner", 4, HELP_DESK),
    chat("Safety Briefings", 3, ANSWERS_FROM_FILES),
    chat("Campaign Ideas", 1, ASSISTANT),
];

pub(crate) static SERVICE_SITES: [Agent; 3] = [
    site("Service Manuals", 10),
    site("Warranty Handbook", 6),
    site("Fault Code Library", 4),
];

pub(crate) static BID_SITES: [Agent; 2] = [site("Bid Library", 8), site("Reference Projects", 3)];

pub(crate) static COMPANY_SITES: [Agent; 3] = [
    site("Quality Procedures", 5),
    site("Brand Assets", 4),
    site("Works Agreements", 2),
];

pub(crate) static SEARCH_CALLER: Agent = Agent {
    name: "Engineering Search",
    service: Service::RetrievalApi,
    home: Home::None,
    channel: "",
    harness: "",
    start: Start::Person,
    weight: 1,
    ingredients: SEARCH,
};

pub(crate) static STUDIO: [Agent; 13] = [
    studio("Data Entry Agent", Home::CustomerCare, "", Start::Itself, 12, CASE_WORK),
    studio(
        "Order Status",
        Home::CustomerCare,
        "Web chat",
        Start::Customer,
        30,
        HELP_DESK,
    ),
    studio(
        "Returns Desk",
        Home::CustomerCare,
        "Teams",
        Start::Person,
        14,
        ASSISTANT,
    ),
    studio("Invoice Matching", Home::BackOffice, "", Start::Schedule, 40, FLOW),
    studio("Document Intake", Home::BackOffice, "", Start::Itself, 10, DOCUMENTS),
    studio(
        "Procure-to-Pay Helper",
        Home::BackOffice,
        "Teams",
        Start::Person,
        8,
        ASSISTANT,
    ),
    Agent {
        harness: "GitHub Copilot",
        ..studio("Ledger Reconciler", Home::BackOffice, "", Start::Itself, 2, HARNESS)
    },
    studio(
        "Leave and Absence",
        Home::HumanResources,
        "Teams",
        Start::Person,
        10,
        HELP_DESK,
    ),
    studio(
        "Career Site Guide",
        Home::HumanResources,
        "Web chat",
        Start::Customer,
        6,
        HELP_DESK,
    ),
    studio("", Home::Default, "Teams", Start::Person, 8, ASSISTANT),
    studio(
        "Meeting Room Finder",
        Home::Default,
        "Teams",
        Start::Person,
        10,
        HELP_DESK,
    ),
    studio("Lead Research", Home::Viva, "", Start::Itself, 1, CASE_WORK),
    studio(
        "Packaging Prototype",
        Home::Sandbox,
        "Teams",
        Start::Person,
        1,
        ASSISTANT,
    ),
];
