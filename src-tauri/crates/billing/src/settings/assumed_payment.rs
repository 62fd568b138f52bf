//! What Meterdesk assumes of metering, payment and enforcement where no page says it and no switch offers another way.
//!
//! Each names the nearest thing that is documented, so that a reader can weigh it.

use super::assumptions::{Assumption, fixed};

pub(super) const PAYMENT: [Assumption; 17] = [
    fixed(
        "over-capacity-not-charged",
        "What is used between full capacity and the point of enforcement is paid by prepaid capacity, over capacity: nobody is \
         charged for it, and no pool goes below zero.",
        "Documented is that custom agents go on to 125% of prepaid capacity; no page names a charge for it (Billing rates and \
         management of Copilot Studio, 2026-08-03).",
    ),
    fixed(
        "begun-use-is-finished",
        "A use that begins while a payer has something left is finished: its rest goes to the next payer or, without one, over \
         capacity.",
        "Documented is that running flows and conversations finish (Billing rates and management of Copilot Studio, 2026-08-03); \
         of a single use nothing is said.",
    ),
    fixed(
        "running-conversation",
        "Past the point of enforcement a conversation goes on until 30 minutes without a use in it.",
        "Documented is that running conversations finish. 30 minutes of silence end a billed session (Power Virtual Agents: billed \
         sessions, 2023-03-24).",
    ),
    fixed(
        "order-within-a-second",
        "Payers are used up in the order of the time of use. Within one second acts come in their order, prompts sent here next, \
         and rows of files by what they say, so that the order of import means nothing.",
        "No page says in which order uses of one moment are charged, and usage files state whole seconds at best.",
    ),
    fixed(
        "unknown-environment",
        "An environment that usage names and nobody has made in this workbook may draw on the tenant's capacity and has no \
         billing plan.",
        "Drawing is the documented state of an environment of which nothing was set (Manage Copilot Credits and capacity, \
         2026-09-18).",
    ),
    fixed(
        "older-pre-purchase-first",
        "Of two pre-purchase plans of one kind the one bought earlier pays first.",
        "Documented is only that the Copilot Credit plan pays before the Agent plan (Agent Pre-Purchase Plan, 2025-11-12).",
    ),
    fixed(
        "dynamics-agents-by-name",
        "An agent that bears the name of one that comes with Dynamics 365 is taken for it. Any other is a custom agent, unless \
         somebody says whose it is.",
        "Usage names agents; it does not say whose they are.",
    ),
    fixed(
        "agent-limit-counts-all",
        "An agent's monthly limit counts all Copilot Credits of the agent's uses, whoever pays, and the use that reaches it is \
         finished.",
        "Documented is that the agent is turned off at the limit until the next month (Manage Copilot Credits and capacity, \
         2026-09-18).",
    ),
    fixed(
        "told-at-once",
        "Capacity that is used up, use that is stopped, and limits of agents are told once a month, in the second of the use that \
         brought it about.",
        "No page says how long such a mail takes.",
    ),
    fixed(
        "first-call-after-enabling",
        "The first call of the Retrieval API after connecting a policy is let through.",
        "Documented is that enabling takes about two hours and that the first call afterwards may fail (Retrieval API \
         pay-as-you-go consumption, 2026-06-18).",
    ),
    fixed(
        "flow-actions-pro-rata",
        "Agent flow actions are metered one by one, at a hundredth of the rate for 100 actions each.",
        "The rate is stated for 100 actions. Licensing answers and labs show 0.39 Copilot Credits for three.",
    ),
    fixed(
        "premium-by-response",
        "A premium response of text and generative AI tools costs 10 Copilot Credits.",
        "The table states 100 for ten responses (Billing rates and management of Copilot Studio, 2026-08-03). A workshop that reads \
         it as 100 for each response is not followed.",
    ),
    fixed(
        "tokens-round-up-per-call",
        "A call's tokens are rounded up to whole thousands; a row of usage is one call.",
        "Documented is that 4,200 tokens count as 5,000 (AI Builder: licensing and Copilot Credits, 2025-11-01).",
    ),
    fixed(
        "system-topics-not-billed",
        "A conversation that was in system topics only is no billed session, also where it was handed over to a person.",
        "The scenario table says so (Power Virtual Agents: billed sessions, 2023-03-24). The page on billed messages of December \
         2023 answers yes for the same row; that is a definition of messages.",
    ),
    fixed(
        "sessions-of-2023",
        "The second definition of billed sessions holds from 1 January 2023 on.",
        "Its page is of 24 March 2023; the day on which it replaced the first is not published.",
    ),
    fixed(
        "silence-closes-web-chat",
        "30 minutes of silence close a chat on the web under the definition of 2019 too.",
        "The text of 2019 names silence for channels that stay; that of 2023 for all (Power Virtual Agents: billed sessions, \
         2023-03-24).",
    ),
    fixed(
        "one-price-throughout",
        "Pay-as-you-go is $0.01 a credit throughout, in US dollars and without tax.",
        "List prices of the newest pages; earlier price lists, agreements and other currencies are no part of a workbook.",
    ),
];
