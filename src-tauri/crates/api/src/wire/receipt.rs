//! Receipts: for one use, what it was worth, whether it was charged, who was asked to pay, and what came of it.

use super::{OutcomeKind, ReasonView, ServiceKey};

wire! {
    /// Asks for the receipt of a metered row, by `eventId` or `row`; or, with `user` and `service`, of a use that did not take
    /// place. It changes nothing.
    pub struct UsageReceipt {
        /// Event id of the row.
        #[serde(default)]
        pub event_id: Option<String>,
        /// Name of the row, as `usage_row_list` gives it.
        #[serde(default)]
        pub row: Option<String>,
        /// Identity or sign-in name of the person.
        #[serde(default)]
        pub user: Option<String>,
        /// The service used.
        #[serde(default)]
        pub service: Option<ServiceKey>,
        /// Name of the agent.
        #[serde(default)]
        pub agent: Option<String>,
        /// Name of the environment.
        #[serde(default)]
        pub environment: Option<String>,
        /// What was used; default: what one prompt to this service meters.
        #[serde(default)]
        pub feature: Option<String>,
        /// How many, as a decimal string; default: 1.
        #[serde(default)]
        pub quantity: Option<String>,
        /// When (RFC 3339, or a day); default: simulated now.
        #[serde(default)]
        pub at: Option<String>,
    }

    /// The receipt of a use.
    pub struct UsageReceiptView {
        /// Whether the use did not take place.
        pub hypothetical: bool,
        /// Event id of the row; absent for a use that did not take place, or a row without one.
        pub event_id: Option<String>,
        /// When it took place (RFC 3339).
        pub at: String,
        /// The simulated time as of which the receipt holds (RFC 3339).
        pub as_of: String,
        /// Who, what and when, in a sentence.
        pub what: String,
        /// What came of it, in a sentence.
        pub summary: String,
        /// What became of it.
        pub outcome: OutcomeKind,
        /// Its worth, in the unit of its rate card.
        pub credits: String,
        /// That unit, such as `Copilot Credits`.
        pub unit: String,
        /// What pay-as-you-go charges for it, in USD.
        pub usd: String,
        /// Its features; one for a row.
        pub lines: Vec<ReceiptLine>,
    }

    /// One metered feature of a receipt.
    pub struct ReceiptLine {
        /// Feature as the row names it.
        pub feature: String,
        /// How many.
        pub quantity: String,
        /// What it is worth, in the unit of its rate card.
        pub credits: String,
        /// Who paid which part, or why nobody did; more than one where a payer ran out.
        pub parts: Vec<ReceiptPart>,
        /// The steps, by what they are about.
        pub stages: Vec<ReceiptStage>,
    }

    /// A part of a use, by what became of it.
    pub struct ReceiptPart {
        /// What became of it.
        pub outcome: OutcomeKind,
        /// Who paid, or why nobody did.
        pub label: String,
        /// Its credits.
        pub credits: String,
        /// What pay-as-you-go charges for it, in USD.
        pub usd: String,
    }

    /// Steps of a receipt about one thing.
    pub struct ReceiptStage {
        /// `worth`, `charge`, `payers` or `outcome`.
        pub stage: String,
        /// Heading.
        pub title: String,
        /// The steps in order.
        pub steps: Vec<ReasonView>,
    }

    /// Asks for metered rows that are judged.
    pub struct UsageRowList {
        /// First day (`YYYY-MM-DD`); default: 30 days before the simulated day.
        #[serde(default)]
        pub from: Option<String>,
        /// First day not included; default: the day after the simulated one.
        #[serde(default)]
        pub until: Option<String>,
        /// A part of the person's, agent's or environment's name.
        #[serde(default)]
        pub search: Option<String>,
        /// Narrows to a service.
        #[serde(default)]
        pub service: Option<ServiceKey>,
        /// Narrows to a person, by identity or sign-in name.
        #[serde(default)]
        pub user: Option<String>,
        /// The order of the rows; the newest first where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Cursor of the page; the first page without it.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows of a page, 1 to 500; default: 100.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Metered rows.
    pub struct UsageRowListed {
        /// The rows.
        pub rows: Vec<UsageRowView>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next page.
        pub next: Option<String>,
        /// First day asked for.
        pub from: String,
        /// First day not included.
        pub until: String,
        /// The simulated time as of which the rows are judged (RFC 3339).
        pub as_of: String,
    }

    /// A metered row.
    pub struct UsageRowView {
        /// Its name for `usage_receipt`.
        pub row: String,
        /// Its event id, where it has one.
        pub event_id: Option<String>,
        /// When (RFC 3339).
        pub at: String,
        /// Display name of the person; absent where none is named.
        pub person: Option<String>,
        /// The service.
        pub service: ServiceKey,
        /// Its label.
        pub service_label: String,
        /// Name of the agent; empty where none is named.
        pub agent: String,
        /// Name of the environment; empty where none is named.
        pub environment: String,
        /// Feature as the row names it.
        pub feature: String,
        /// How many.
        pub quantity: String,
        /// Its credits.
        pub credits: String,
        /// What became of it.
        pub outcome: OutcomeKind,
        /// Who paid, or why nobody did.
        pub outcome_label: String,
    }
}
