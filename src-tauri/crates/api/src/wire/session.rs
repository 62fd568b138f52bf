//! Sessions of bots: the report, single conversations, the rules on one time line, and flows.

wire! {
    /// Asks for the report of sessions.
    pub struct SessionReportGet {
        /// Only this bot.
        #[serde(default)]
        #[ts(optional)]
        pub bot: Option<String>,
        /// As if the tenant owned so many base licences; as many as it owns where absent, and one where it owns none.
        #[serde(default)]
        #[ts(optional)]
        pub licences: Option<i64>,
    }

    /// Sessions by month, with what the base licences include.
    pub struct SessionReportView {
        /// Months with conversations, oldest first.
        pub months: Vec<SessionMonth>,
        /// Bots of all conversations.
        pub bots: Vec<String>,
        /// Sessions in the months that are counted in sessions.
        pub sessions: u64,
        /// Billed sessions.
        pub billed: u64,
        /// The same in a sentence.
        pub summary: String,
        /// What a billed session is, as of now.
        pub definition: String,
        /// Document title and date of the definition.
        pub source: String,
        /// The first day on which the product itself shows billed sessions.
        pub shown_since: String,
        /// Whether it does by now.
        pub is_shown: bool,
        /// Base licences that the tenant owns.
        pub owned: u32,
        /// Base licences that the report counts with.
        pub licences: u32,
        /// Whether it counts with one because the tenant owns none.
        pub as_if_one: bool,
        /// Billed sessions a month that each includes.
        pub sessions_per_licence: u32,
        /// Where that number comes from.
        pub capacity_source: String,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// A month of the report.
    pub struct SessionMonth {
        /// Its first day.
        pub month: String,
        /// The same in words.
        pub label: String,
        /// What it consumed.
        pub consumed: SessionConsumption,
        /// Billed sessions that the base licences include; absent where sessions are not what is counted, and for one bot alone.
        pub included: Option<u64>,
        /// Billed sessions over them.
        pub over: Option<u64>,
        /// Whether the product itself showed billed sessions.
        pub is_shown: bool,
    }

    /// What conversations consumed. Figures of a unit are absent where nothing was counted in it.
    pub struct SessionConsumption {
        /// Conversations.
        pub conversations: u64,
        /// Messages that users wrote.
        pub turns: u64,
        /// Sessions in all.
        pub sessions: u64,
        /// Billed sessions.
        pub billed: Option<u64>,
        /// Messages as they were sold.
        pub messages: Option<String>,
        /// Copilot Credits.
        pub credits: Option<String>,
    }

    /// Asks for the sessions per bot and month.
    pub struct SessionReportList {
        /// Only this bot.
        #[serde(default)]
        #[ts(optional)]
        pub bot: Option<String>,
        /// Part of a bot's name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the newest month first where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Sessions per bot and month.
    pub struct SessionReportListed {
        /// The rows.
        pub rows: Vec<SessionReportRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// A bot's month.
    pub struct SessionReportRow {
        /// First day of the month.
        pub month: String,
        /// The bot.
        pub bot: String,
        /// Conversations in a chat on a web page; the others are in channels that stay.
        pub web: u64,
        /// What it consumed.
        pub consumed: SessionConsumption,
    }

    /// Asks for conversations.
    pub struct ConversationList {
        /// Only with this bot.
        #[serde(default)]
        #[ts(optional)]
        pub bot: Option<String>,
        /// Only of this month, such as 2023-10.
        #[serde(default)]
        #[ts(optional)]
        pub month: Option<String>,
        /// Part of a conversation's or a bot's name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the newest first where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Conversations.
    pub struct ConversationListed {
        /// The rows.
        pub rows: Vec<ConversationRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// A conversation as listed.
    pub struct ConversationRow {
        /// What identifies it.
        pub conversation: String,
        /// The bot.
        pub bot: String,
        /// Its channel.
        pub channel: LogChannelKey,
        /// The same on screen.
        pub channel_label: String,
        /// When it began (RFC 3339).
        pub began: String,
        /// What it consumed.
        pub consumed: SessionConsumption,
    }

    /// Asks for a conversation with its working.
    pub struct ConversationGet {
        /// What identifies it.
        pub conversation: String,
    }

    /// A conversation, where it was cut into sessions, and why it was billed.
    pub struct ConversationView {
        /// It, as listed.
        pub row: ConversationRow,
        /// What it is counted in; absent before anything was sold.
        pub unit: Option<SessionUnitKey>,
        /// What it came to, in a sentence.
        pub summary: String,
        /// The rule that it is counted by.
        pub rule: String,
        /// Document title and date of the rule.
        pub source: String,
        /// Sessions, in order.
        pub sessions: Vec<SessionSpan>,
        /// Billed sessions, in order: they keep their own time and turns. Empty where sessions are not what is counted.
        pub billed: Vec<SessionSpan>,
        /// Its first messages.
        pub turns: Vec<ConversationTurn>,
        /// How many messages it has.
        pub turn_count: u64,
        /// Name of the imported file.
        pub file_name: String,
        /// Row of its first message there.
        pub file_row: u64,
    }

    /// A session.
    pub struct SessionSpan {
        /// Its place in the conversation, from 1.
        pub number: u64,
        /// Place of its first message, from 1.
        pub first: u64,
        /// Place of its last message.
        pub last: u64,
        /// When it began (RFC 3339).
        pub from: String,
        /// When its last message was written (RFC 3339).
        pub until: String,
        /// What began it.
        pub begin: String,
        /// How it ended.
        pub end: SessionEnd,
        /// The same in words.
        pub end_label: String,
    }

    /// A message of the user with its answer.
    pub struct ConversationTurn {
        /// Its place, from 1.
        pub number: u64,
        /// When it was written (RFC 3339).
        pub at: String,
        /// Topic, answer, flow and what came after it.
        pub said: String,
        /// What it does to sessions; empty where it only goes on.
        pub working: String,
    }

    /// Asks for the rules on one time line, and for the common scenarios.
    pub struct SessionRuleList {}

    /// How conversations were counted, from the first rule to the newest.
    pub struct SessionRuleListed {
        /// The rules, oldest first.
        pub rules: Vec<SessionRule>,
        /// The common scenarios that Microsoft's pages of sessions and of messages both name.
        pub scenarios: Vec<SessionScenario>,
        /// Conversations in all.
        pub conversations: u64,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// A rule and what conversations come to by it.
    pub struct SessionRule {
        /// Its name.
        pub key: String,
        /// What is counted.
        pub unit: SessionUnitKey,
        /// The same on screen.
        pub unit_label: String,
        /// The first day on which it holds.
        pub from: String,
        /// The day on which the next holds.
        pub until: Option<String>,
        /// How it counts.
        pub text: String,
        /// Document title and date.
        pub source: String,
        /// How sure its first day is: a word of the rate cards.
        pub from_certainty: String,
        /// Conversations that began while it held.
        pub conversations: u64,
        /// What they came to, in its unit.
        pub counted: String,
        /// What all conversations would come to by it.
        pub all: String,
    }

    /// A common scenario.
    pub struct SessionScenario {
        /// Its name.
        pub key: String,
        /// What happens.
        pub text: String,
        /// Whether it is billed by each rule, in the rules' order.
        pub answers: Vec<SessionScenarioAnswer>,
    }

    /// What a rule says of a scenario.
    pub struct SessionScenarioAnswer {
        /// Name of the rule.
        pub rule: String,
        /// Whether it is billed.
        pub answer: SessionAnswer,
        /// The same on screen.
        pub label: String,
    }

    /// Asks for the flows that conversations ran.
    pub struct FlowList {
        /// Only of this bot.
        #[serde(default)]
        #[ts(optional)]
        pub bot: Option<String>,
        /// Part of a flow's or a bot's name.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; those with the most runs first where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Flows.
    pub struct FlowListed {
        /// The rows.
        pub rows: Vec<FlowRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// Runs of all flows that count towards the Power Automate quota.
        pub counted_runs: u64,
        /// Runs of all flows that don't.
        pub free_runs: u64,
        /// The simulated time that the figures are of (RFC 3339).
        pub as_of: String,
    }

    /// A flow of a bot.
    pub struct FlowRow {
        /// Its place among all flows.
        pub key: String,
        /// Its name.
        pub flow: String,
        /// The bot that ran it.
        pub bot: String,
        /// Where it was made.
        pub origin: FlowOriginKey,
        /// The same on screen.
        pub origin_label: String,
        /// Whether its runs count towards the Power Automate quota.
        pub counts: bool,
        /// Runs.
        pub runs: u64,
        /// When it ran last (RFC 3339).
        pub last_run: String,
    }
}

words! {
    /// The channel of a conversation.
    pub enum LogChannelKey {
        /// A chat on a web page.
        Web,
        /// Microsoft Teams.
        Teams,
        /// Facebook.
        Facebook,
    }

    /// What is counted and sold.
    pub enum SessionUnitKey {
        /// Billed sessions of Power Virtual Agents.
        BilledSessions,
        /// Messages.
        Messages,
        /// Copilot Credits.
        CopilotCredits,
    }

    /// How a session ends.
    pub enum SessionEnd {
        /// All questions were answered.
        Answered,
        /// The user closed the chat.
        Closed,
        /// A live agent took over.
        Escalated,
        /// More than 30 minutes without a message.
        Silence,
        /// More than 60 minutes.
        Hour,
        /// More than 100 turns.
        Turns,
    }

    /// Whether something is billed.
    pub enum SessionAnswer {
        /// It is.
        Billed,
        /// It isn't.
        NotBilled,
        /// The plan includes it.
        Included,
        /// Nothing was sold yet.
        Nothing,
    }

    /// Where a flow was made.
    pub enum FlowOriginKey {
        /// With the link in Power Virtual Agents.
        Agent,
        /// In Power Automate.
        PowerAutomate,
    }
}
