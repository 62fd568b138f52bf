//! The calculators: rating some use, comparing offers, estimating a month, counting sessions.

use super::RateCardView;

wire! {
    /// Rates some use on the card of a date.
    pub struct UsageRate {
        /// A day (`YYYY-MM-DD`) or an instant (RFC 3339): the card of that time is used.
        pub on: String,
        /// What was used.
        pub lines: Vec<UsageRateLine>,
        /// Who used it; default: somebody without a licence.
        #[serde(default)]
        #[ts(as = "Option<RatedPerson>", optional)]
        pub person: RatedPerson,
        /// Whom the agent serves; default: employees.
        #[serde(default)]
        #[ts(as = "Option<RatedAudience>", optional)]
        pub audience: RatedAudience,
        /// What started it; default: a person.
        #[serde(default)]
        #[ts(as = "Option<RatedTrigger>", optional)]
        pub trigger: RatedTrigger,
    }

    /// One feature and how much of it.
    pub struct UsageRateLine {
        /// Feature, such as `generativeAnswer`.
        pub feature: String,
        /// How many, as a decimal string; for tokens: those of one call.
        pub quantity: String,
    }

    /// The person of a calculated use.
    #[derive(Default)]
    pub struct RatedPerson {
        /// Whether the person holds Microsoft 365 Copilot.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub copilot_licensed: bool,
    }

    /// Rated use.
    pub struct UsageRated {
        /// The lines, in the order asked.
        pub lines: Vec<UsageRatedLine>,
        /// What all lines are worth.
        pub credits: String,
        /// What is charged of it.
        pub billed: String,
        /// What is not.
        pub not_billed: String,
        /// Unit of these amounts, such as `Copilot Credits` or `messages`.
        pub unit: String,
        /// Name of the rate card.
        pub rate_card: String,
        /// The same with its date and source.
        pub card: RateCardView,
        /// The result in a sentence.
        pub summary: String,
    }

    /// One rated line.
    pub struct UsageRatedLine {
        /// Feature.
        pub feature: String,
        /// Its label.
        pub label: String,
        /// How many.
        pub quantity: String,
        /// What they are worth, charged or not.
        pub credits: String,
        /// Whether they are charged.
        pub billed: bool,
        /// Why.
        pub reason: String,
    }

    /// Compares what the same use costs under each offer.
    pub struct OfferCompare {
        /// Credits used in each month, as a decimal string.
        pub credits_per_month: String,
        /// For how many months.
        pub months: i64,
    }

    /// The offers compared.
    pub struct OfferCompared {
        /// One row for each offer, in a fixed order.
        pub offers: Vec<OfferCostRow>,
        /// Name of the cheapest; of equals the first.
        pub cheapest: String,
        /// Credits a month from which one capacity pack costs no more than pay-as-you-go.
        pub break_even: String,
        /// Where the other offers begin to pay.
        pub further_break_evens: FurtherBreakEvens,
        /// The result in a sentence.
        pub summary: String,
        /// Documents that the prices come from, and how sure each is.
        pub sources: Vec<OfferSource>,
    }

    /// Where an offer's price comes from.
    pub struct OfferSource {
        /// The offer.
        pub offer: String,
        /// Document title and date.
        pub source: String,
        /// How sure it is: `stated`, `derived`, `third party` or `assumption`.
        pub certainty: String,
        /// What is to be known about it.
        pub note: String,
    }

    /// What one offer costs.
    pub struct OfferCostRow {
        /// `payAsYouGo`, `packs`, `packsAndPayAsYouGo`, or `p3Tier1AndPayAsYouGo` to `p3Tier9AndPayAsYouGo`.
        pub offer: String,
        /// Its label.
        pub label: String,
        /// What is bought, in words.
        pub bought: String,
        /// What is bought: packs for each month, or plans; for pay-as-you-go alone, the credits of all months.
        pub quantity: String,
        /// Cost of all months in USD, not rounded.
        pub cost: String,
        /// Cost by credits used, in USD: exact where twelve places hold it, else rounded to twelve, halves to even.
        pub per_credit: String,
        /// Whether a chart of all offers draws it: what costs many times the cheapest would hide the others.
        pub drawn: bool,
    }

    /// Credits from which one offer costs no more than another.
    pub struct FurtherBreakEvens {
        /// For each pre-purchase tier, the credits within twelve months from which it costs no more than pay-as-you-go.
        pub plans: Vec<PlanBreakEven>,
        /// A Microsoft 365 Copilot licence for one person, against what that person's use costs.
        pub licence: LicenceBreakEven,
    }

    /// Where one pre-purchase tier begins to pay.
    pub struct PlanBreakEven {
        /// Name of the offer.
        pub offer: String,
        /// Its label.
        pub label: String,
        /// Credits within twelve months.
        pub credits_per_term: String,
    }

    /// Where a licence for one person begins to pay.
    pub struct LicenceBreakEven {
        /// List price a month in USD.
        pub usd_per_month: String,
        /// Credits a month from which it costs no more than pay-as-you-go.
        pub pay_as_you_go_credits_per_month: String,
        /// Credits a month from which it costs no more than those of capacity packs that are used up.
        pub pack_credits_per_month: String,
    }

    /// Estimates a month with Microsoft's formula for agents. Everything is a decimal string.
    pub struct UsageEstimate {
        /// People.
        pub users: String,
        /// Sessions of each in a month, on average.
        pub interactions_per_user: String,
        /// Percent of sessions answered from knowledge.
        pub knowledge_percent: String,
        /// Percent of those grounded in the tenant graph.
        pub tenant_graph_percent: String,
        /// Calls in a session, on average; what is left out is 0.
        #[serde(default)]
        #[ts(as = "Option<CallsPerSession>", optional)]
        pub per_session: CallsPerSession,
        /// Prompts in a session, on average, by model; what is left out is 0.
        #[serde(default)]
        #[ts(as = "Option<PromptsPerSession>", optional)]
        pub prompts: PromptsPerSession,
    }

    /// Tool calls in a session.
    #[derive(Default)]
    pub struct CallsPerSession {
        /// Prompts as tools.
        #[serde(default)]
        pub prompt: Option<String>,
        /// MCP servers.
        #[serde(default)]
        pub mcp: Option<String>,
        /// Connectors.
        #[serde(default)]
        pub connector: Option<String>,
        /// REST APIs.
        #[serde(default)]
        pub rest: Option<String>,
        /// Computer use.
        #[serde(default)]
        pub computer_use: Option<String>,
        /// Actions of agent flows.
        #[serde(default)]
        pub agent_flow: Option<String>,
    }

    /// Prompts in a session by model.
    #[derive(Default)]
    pub struct PromptsPerSession {
        /// Basic models.
        #[serde(default)]
        pub basic: Option<String>,
        /// Standard models.
        #[serde(default)]
        pub standard: Option<String>,
        /// Premium models.
        #[serde(default)]
        pub premium: Option<String>,
    }

    /// Estimated credits of a month.
    pub struct UsageEstimated {
        /// Classic answers.
        pub classic: String,
        /// Generative answers.
        pub generative: String,
        /// Answers grounded in the tenant graph.
        pub graph: String,
        /// Tool calls.
        pub tools: String,
        /// Agent flows, in started hundreds of actions.
        pub flows: String,
        /// Prompts, in started tens of each model.
        pub prompts: String,
        /// The sum.
        pub total: String,
        /// The result in a sentence.
        pub summary: String,
        /// The rate card that the formula's rates are taken from: the newest.
        pub card: RateCardView,
        /// Document title and date of the formula.
        pub source: String,
    }

    /// Estimates an agent of Business Central.
    pub struct BusinessCentralEstimate {
        /// The agent.
        pub agent: BusinessCentralAgent,
        /// Sales requests, or invoices: a whole number, as a decimal string.
        pub documents: String,
        /// Lines of an invoice, on average; default: 1. Sales requests are not charged by line.
        #[serde(default)]
        pub lines_per_document: Option<String>,
        /// Attachments for each sales request, from 0 to 1; default: 0. Each invoice is one attachment.
        #[serde(default)]
        pub attachment_share: Option<String>,
    }

    /// Estimated credits of an agent of Business Central.
    pub struct BusinessCentralEstimated {
        /// What happens, how often, at which credits.
        pub events: Vec<BusinessCentralEventRow>,
        /// The sum.
        pub credits: String,
        /// The result in a sentence.
        pub summary: String,
        /// The rate card: the newest.
        pub card: RateCardView,
        /// Document title and date of the list of events.
        pub source: String,
    }

    /// One event of an agent of Business Central.
    pub struct BusinessCentralEventRow {
        /// Name.
        pub event: String,
        /// In words.
        pub label: String,
        /// The feature that it is charged as.
        pub feature: String,
        /// The feature's label.
        pub feature_label: String,
        /// How often.
        pub quantity: String,
        /// Credits of all of them.
        pub credits: String,
    }

    /// Counts sessions of Power Virtual Agents: exactly one of `turns` and `messages`.
    pub struct SessionCount {
        /// A day (`YYYY-MM-DD`) or an instant (RFC 3339): the definition of that time is used.
        pub on: String,
        /// Turns of one uninterrupted conversation in an authored topic.
        #[serde(default)]
        pub turns: Option<i64>,
        /// Where the conversation takes place; default: web.
        #[serde(default)]
        #[ts(as = "Option<SessionChannel>", optional)]
        pub channel: SessionChannel,
        /// The user's messages in order of time.
        #[serde(default)]
        pub messages: Option<Vec<SessionMessage>>,
    }

    /// One message of the user with its answer: a turn.
    pub struct SessionMessage {
        /// Minutes since the conversation began, a whole number.
        pub minute: i64,
        /// Name of the topic; it decides nothing.
        #[serde(default)]
        pub topic: Option<String>,
        /// Who made the topic; default: authored.
        #[serde(default)]
        #[ts(as = "Option<SessionTopicKind>", optional)]
        pub topic_kind: SessionTopicKind,
        /// What ended with it.
        #[serde(default)]
        pub event: Option<SessionEvent>,
        /// Whether it used premium functionality.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub premium: bool,
    }

    /// Sessions counted.
    pub struct SessionsCounted {
        /// All sessions.
        pub total: u64,
        /// Billed sessions.
        pub billed: u64,
        /// The result in a sentence.
        pub summary: String,
        /// What held at that time: what begins and ends a billed session.
        pub definition: String,
        /// Document title and date of it.
        pub source: String,
    }
}

words! {
    /// Whom an agent serves.
    #[derive(Default)]
    pub enum RatedAudience {
        /// People of the tenant.
        #[default]
        Employee,
        /// People outside.
        External,
    }

    /// What started a use.
    #[derive(Default)]
    pub enum RatedTrigger {
        /// A person asked.
        #[default]
        Interactive,
        /// The agent started by itself.
        Autonomous,
    }

    /// An agent of Business Central.
    pub enum BusinessCentralAgent {
        /// Sales Order Agent.
        SalesOrder,
        /// Payables Agent.
        Payables,
    }

    /// Where a conversation takes place.
    #[derive(Default)]
    pub enum SessionChannel {
        /// A chat on a web page, closed with its tab.
        #[default]
        Web,
        /// A channel that stays, such as Teams.
        Persistent,
    }

    /// Who made a topic.
    #[derive(Default)]
    pub enum SessionTopicKind {
        /// The customer.
        #[default]
        Authored,
        /// It comes with every bot.
        System,
    }

    /// What ended with a message.
    pub enum SessionEvent {
        /// All questions were answered.
        Answered,
        /// The user closed the chat.
        Closed,
        /// A live agent took over.
        Escalated,
    }
}
