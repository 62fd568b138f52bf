//! Features: what is metered, under the names that rate cards and usage data use.

use serde::{Deserialize, Serialize};

use crate::usage::folded;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident $key:literal $label:literal [$($alias:literal),*];)+) => {
        /// Something metered that at least one rate card has a rate for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Feature {
            $($(#[$doc])* $name,)+
        }

        impl Feature {
            /// Every feature.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name that commands use.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// The name in usage data and on screen.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            const fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($alias),*],)+ }
            }
        }
    };
}

features! {
    /// An answer written beforehand.
    ClassicAnswer "classicAnswer" "Classic answer" [];
    /// An answer made by a model.
    GenerativeAnswer "generativeAnswer" "Generative answer" [];
    /// A step of an agent: trigger, deep reasoning, topic transition, tool call.
    AgentAction "agentAction" "Agent action" ["Autonomous action"];
    /// Grounding an answer in the tenant's Microsoft Graph.
    TenantGraphGrounding "tenantGraphGrounding" "Tenant graph grounding" [];
    /// A prompt to a SharePoint agent: generative answer and grounding in one.
    SharePointAgentInteraction "sharePointAgentInteraction" "SharePoint agent interaction" [];
    /// One action of an agent flow.
    AgentFlowAction "agentFlowAction" "Agent flow actions" [];
    /// One response of a basic AI tool.
    AiToolBasicResponse "aiToolBasicResponse" "Text and generative AI tools (basic)" [];
    /// One response of a standard AI tool.
    AiToolStandardResponse "aiToolStandardResponse" "Text and generative AI tools (standard)" [];
    /// One response of a premium AI tool.
    AiToolPremiumResponse "aiToolPremiumResponse" "Text and generative AI tools (premium)" [];
    /// Tokens of one call of a basic AI tool.
    AiToolBasicTokens "aiToolBasicTokens" "Text and generative AI tools (basic), tokens" [];
    /// Tokens of one call of a standard AI tool.
    AiToolStandardTokens "aiToolStandardTokens" "Text and generative AI tools (standard), tokens" [];
    /// Tokens of one call of a premium AI tool.
    AiToolPremiumTokens "aiToolPremiumTokens" "Text and generative AI tools (premium), tokens" [];
    /// A page or image processed.
    ContentProcessingPage "contentProcessingPage" "Content processing" ["Content processing tools"];
    /// A call of the Retrieval API.
    RetrievalApiCall "retrievalApiCall" "Retrieval API call" ["Retrieval API"];
    /// A minute of voice with classic answers.
    VoiceClassicMinute "voiceClassicMinute" "Voice (classic)" [];
    /// A minute of voice with generative answers.
    VoiceGenerativeMinute "voiceGenerativeMinute" "Voice (generative)" [];
    /// A minute of voice with premium generative answers.
    VoicePremiumGenerativeMinute "voicePremiumGenerativeMinute" "Voice (premium generative)" [];
    /// A run of the autonomous case management agent. No rate is published.
    CaseManagementRun "caseManagementRun" "Case management run" ["Data Entry Agent run"];
    /// A run of Lead Research. No rate is published.
    LeadResearchRun "leadResearchRun" "Lead Research run" [];
    /// A run of the Sales Qualification Agent. No rate is published.
    SalesQualificationRun "salesQualificationRun" "Sales Qualification Agent run" [];
    /// A run of the Opportunity Research Agent. No rate is published.
    OpportunityResearchRun "opportunityResearchRun" "Opportunity Research Agent run" [];
    /// A run of the Customer Intent Agent. No rate is published.
    CustomerIntentRun "customerIntentRun" "Customer Intent Agent run" [];
    /// A run of the Quality Evaluation Agent. No rate is published.
    QualityEvaluationRun "qualityEvaluationRun" "Quality Evaluation Agent run" [];
}

impl Feature {
    /// Whether one of it is one prompt or call. The others are parts of what a prompt leads to, or no prompts at all.
    #[must_use]
    pub const fn is_prompt(self) -> bool {
        matches!(
            self,
            Self::ClassicAnswer | Self::GenerativeAnswer | Self::SharePointAgentInteraction | Self::RetrievalApiCall
        )
    }

    /// The feature that a name means, by key, label or alias; case, spaces and marks are forgiven. `None` for a name that
    /// no rate card has: such a name stays what it is.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let wanted = folded(text);
        let known_as = |feature: &Self| {
            folded(feature.key()) == wanted
                || folded(feature.label()) == wanted
                || feature.aliases().iter().any(|alias| folded(alias) == wanted)
        };
        Self::ALL.iter().copied().find(known_as)
    }
}
