//! Credits of Business Central's agents, from the only per-event map that is published for a Dynamics 365 agent.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::catalogue::{Catalogue, Feature};
use crate::metering::credits_of;
use crate::units::{Credits, MILLIONTHS, Quantity};

/// An agent of Business Central.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Agent {
    /// Sales Order Agent.
    SalesOrder,
    /// Payables Agent.
    Payables,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Per {
    Document,
    Attachment,
    Line,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    agent: Agent,
    event: String,
    label: String,
    feature: Feature,
    per: Per,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Map {
    source: String,
    event: Vec<Event>,
}

static MAP: LazyLock<Map> = LazyLock::new(|| {
    toml::from_str(include_str!("../catalogue/business_central.toml")).expect("tests read the event map")
});

/// Document title and date of the event map.
#[must_use]
pub fn source() -> &'static str {
    &MAP.source
}

/// The events of an agent, each with the feature that it is charged as.
pub fn events(agent: Agent) -> impl Iterator<Item = (&'static str, Feature)> {
    let events = MAP.event.iter().filter(move |event| event.agent == agent);
    events.map(|event| (event.label.as_str(), event.feature))
}

/// What an agent works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Sales requests, or invoices.
    pub documents: u32,
    /// Lines of an invoice, on average. Sales requests are not priced by line.
    pub lines_per_document: Quantity,
    /// Attachments for each sales request, on average: 0.4 where four of ten requests have one. Invoices are
    /// attachments themselves, one each.
    pub attachment_share: Quantity,
}

/// How often one event happens, and its credits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLine {
    /// Name of the event.
    pub event: &'static str,
    /// What it is, in words.
    pub label: &'static str,
    /// The feature that it is charged as.
    pub feature: Feature,
    /// How often.
    pub quantity: Quantity,
    /// Credits of all of them.
    pub credits: Credits,
}

/// Credits of an agent's work, event by event, on the newest rate card. `None` where an amount does not fit.
#[must_use]
pub fn estimate(catalogue: &Catalogue, agent: Agent, work: Work) -> Option<(Vec<EventLine>, Credits)> {
    let card = catalogue.newest_card();
    let mut lines = Vec::new();
    let mut total = Credits::ZERO;
    for event in MAP.event.iter().filter(|event| event.agent == agent) {
        let each = match event.per {
            Per::Document => MILLIONTHS,
            Per::Attachment => work.attachment_share.0,
            Per::Line => work.lines_per_document.0,
        };
        let quantity = Quantity(each.checked_mul(i64::from(work.documents))?);
        let credits = credits_of(card.rate(event.feature)?, quantity)?;
        total = total.checked_add(credits)?;
        lines.push(EventLine {
            event: &event.event,
            label: &event.label,
            feature: event.feature,
            quantity,
            credits,
        });
    }
    Some((lines, total))
}
