//! The agents of Dynamics 365 that consume Copilot Credits: what they do, where they run, and how they are charged.
//!
//! Nothing here prices anything: what a feature costs stands on the rate card, and what no document states has no figure until
//! somebody sets one in the workbook.

use super::Workload;
use crate::catalogue::Feature;
use crate::estimate::business_central;

/// An agent that comes with Dynamics 365.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DynamicsAgent {
    /// Lead Research of Copilot for Sales.
    LeadResearch,
    /// The autonomous case management agent of Customer Service.
    CaseManagement,
    /// Sales Qualification Agent.
    SalesQualification,
    /// Opportunity Research Agent.
    OpportunityResearch,
    /// Business Central's Sales Order Agent.
    SalesOrder,
    /// Business Central's Payables Agent.
    Payables,
    /// Customer Intent Agent of the contact center.
    CustomerIntent,
    /// Quality Evaluation Agent of the contact center.
    QualityEvaluation,
}

/// Which environments an agent runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// Environments that run this, under what its billing models ask of them.
    Of(Workload),
    /// The default environment, unless Business Central is linked to another.
    ///
    /// Source: Microsoft, Business Central: manage consumption-based billing (2026).
    Default,
}

/// How a run is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunCharge {
    /// By published events, each of a feature of the rate card.
    Events(business_central::Agent),
    /// No figure is published: a feature that no rate card prices until somebody sets a rate.
    Unpublished(Feature),
}

/// What one run meters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunLine {
    /// What it is, in words.
    pub label: &'static str,
    /// What it is charged as.
    pub feature: Feature,
}

impl DynamicsAgent {
    /// Every agent, in the order that screens show.
    pub const ALL: [Self; 8] = [
        Self::LeadResearch,
        Self::CaseManagement,
        Self::SalesQualification,
        Self::OpportunityResearch,
        Self::SalesOrder,
        Self::Payables,
        Self::CustomerIntent,
        Self::QualityEvaluation,
    ];

    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::LeadResearch => "Lead Research",
            Self::CaseManagement => "Autonomous case management agent",
            Self::SalesQualification => "Sales Qualification Agent",
            Self::OpportunityResearch => "Opportunity Research Agent",
            Self::SalesOrder => "Sales Order Agent",
            Self::Payables => "Payables Agent",
            Self::CustomerIntent => "Customer Intent Agent",
            Self::QualityEvaluation => "Quality Evaluation Agent",
        }
    }

    /// The product that it comes with.
    #[must_use]
    pub const fn product(self) -> &'static str {
        match self {
            Self::LeadResearch => "Copilot for Sales",
            Self::CaseManagement => "Dynamics 365 Customer Service",
            Self::SalesQualification | Self::OpportunityResearch => "Dynamics 365 Sales",
            Self::SalesOrder | Self::Payables => "Dynamics 365 Business Central",
            Self::CustomerIntent | Self::QualityEvaluation => "Dynamics 365 Contact Center",
        }
    }

    /// Which of its capabilities consumes credits, in a sentence.
    #[must_use]
    pub const fn does(self) -> &'static str {
        match self {
            Self::LeadResearch => "Looks a lead and its company up and writes down what it found.",
            Self::CaseManagement => {
                "Creates and updates cases by itself. The Data Entry Agent fills in the fields underneath, and usage bears its \
                 name."
            }
            Self::SalesQualification => "Researches leads that come in and qualifies them.",
            Self::OpportunityResearch => "Researches open opportunities at intervals that an administrator sets.",
            Self::SalesOrder => "Reads requests of customers and makes quotes and orders of them.",
            Self::Payables => "Reads invoices of vendors and makes purchase documents of them.",
            Self::CustomerIntent => "Learns from conversations what customers want.",
            Self::QualityEvaluation => "Evaluates conversations and cases by criteria.",
        }
    }

    /// The agent's name in its usage.
    #[must_use]
    pub const fn metered_as(self) -> &'static str {
        match self {
            // Source: Microsoft, Set up a pay-as-you-go plan (autonomous case management agent, 2025-03-04).
            Self::CaseManagement => "Data Entry Agent",
            _ => self.label(),
        }
    }

    /// Where it runs.
    #[must_use]
    pub const fn home(self) -> Home {
        match self {
            Self::LeadResearch => Home::Of(Workload::CopilotForSales),
            Self::SalesOrder | Self::Payables => Home::Default,
            _ => Home::Of(Workload::Dynamics365),
        }
    }

    /// How a run is charged.
    #[must_use]
    pub const fn charge(self) -> RunCharge {
        match self {
            Self::LeadResearch => RunCharge::Unpublished(Feature::LeadResearchRun),
            Self::CaseManagement => RunCharge::Unpublished(Feature::CaseManagementRun),
            Self::SalesQualification => RunCharge::Unpublished(Feature::SalesQualificationRun),
            Self::OpportunityResearch => RunCharge::Unpublished(Feature::OpportunityResearchRun),
            Self::SalesOrder => RunCharge::Events(business_central::Agent::SalesOrder),
            Self::Payables => RunCharge::Events(business_central::Agent::Payables),
            Self::CustomerIntent => RunCharge::Unpublished(Feature::CustomerIntentRun),
            Self::QualityEvaluation => RunCharge::Unpublished(Feature::QualityEvaluationRun),
        }
    }

    /// What a run is of.
    #[must_use]
    pub const fn unit_of_run(self) -> &'static str {
        match self {
            Self::LeadResearch | Self::SalesQualification => "a lead",
            Self::CaseManagement => "a case",
            Self::OpportunityResearch => "an opportunity",
            Self::SalesOrder => "a request with one attachment",
            Self::Payables => "an invoice with one line",
            Self::CustomerIntent | Self::QualityEvaluation => "a conversation",
        }
    }

    /// What one run meters, in order.
    #[must_use]
    pub fn run(self) -> Vec<RunLine> {
        match self.charge() {
            RunCharge::Events(agent) => business_central::events(agent)
                .map(|(label, feature)| RunLine { label, feature })
                .collect(),
            RunCharge::Unpublished(feature) => vec![RunLine {
                label: feature.label(),
                feature,
            }],
        }
    }

    /// Title and date of the document that it is known from.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::LeadResearch => "Microsoft, Manage consumption-based billing (Copilot for Sales, 2025-06-04)",
            Self::CaseManagement => {
                "Microsoft, Set up a pay-as-you-go plan (autonomous case management agent, 2025-03-04)"
            }
            Self::SalesQualification | Self::OpportunityResearch => {
                "Microsoft, FAQs about Opportunity Research Agent (Dynamics 365 Sales, 2025-08-05)"
            }
            Self::SalesOrder | Self::Payables => business_central::source(),
            Self::CustomerIntent | Self::QualityEvaluation => {
                "Microsoft, Estimate AI credits (Dynamics 365 Contact Center, 2026-05-14)"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::metering::credits_of;
    use crate::platform::DYNAMICS_365_AGENTS;
    use crate::units::{Credits, Quantity};

    /// Credits of one run; `None` where something of it has no rate.
    fn worth(agent: DynamicsAgent) -> Option<Credits> {
        let card = Catalogue::built_in().newest_card();
        let each = |line: RunLine| credits_of(card.rate(line.feature)?, Quantity::whole(1));
        let mut lines = agent.run().into_iter();
        lines.try_fold(Credits::ZERO, |sum, line| Some(sum + each(line)?))
    }

    #[test]
    fn only_business_central_has_published_figures() {
        // 3 generative answers and 2 actions; 1 generative answer and 6 actions.
        assert_eq!(worth(DynamicsAgent::SalesOrder), Some(Credits::whole(16)));
        assert_eq!(worth(DynamicsAgent::Payables), Some(Credits::whole(32)));
        for agent in DynamicsAgent::ALL {
            let published = matches!(agent.charge(), RunCharge::Events(_));
            assert_eq!(worth(agent).is_some(), published, "{agent:?}");
        }
    }

    #[test]
    fn usage_of_each_is_taken_for_use_of_dynamics_365() {
        for agent in DynamicsAgent::ALL {
            assert!(DYNAMICS_365_AGENTS.contains(&agent.metered_as()), "{agent:?}");
        }
    }
}
