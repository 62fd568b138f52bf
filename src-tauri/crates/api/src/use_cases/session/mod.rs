//! Sessions of bots: what logged conversations come to by the rule of their date.
//!
//! Nothing here settles or charges anything: logs stand beside metered usage.

mod conversation;
mod flow;
mod report;
mod rules;

pub use conversation::{conversation_get, conversation_list};
pub use flow::flow_list;
pub use report::{session_report_get, session_report_list};
pub use rules::session_rule_list;

use std::borrow::Cow;

use meterdesk_billing::catalogue::{Catalogue, RateCard};
use meterdesk_billing::metering::MeteringSwitches;
use meterdesk_billing::sessions::{Consumption, Conversation, LogChannel, Unit};
use meterdesk_billing::settings::SettingKey;
use meterdesk_billing::tenant::Tenant;

use crate::lists::Cell;
use crate::wire::*;

/// What conversations are counted by in this workbook.
struct Rules {
    catalogue: Cow<'static, Catalogue>,
    switches: MeteringSwitches,
}

impl Rules {
    fn of(tenant: &Tenant) -> Self {
        Self {
            catalogue: tenant.catalogue(),
            switches: MeteringSwitches {
                december_2023: tenant.settings.now(SettingKey::December2023),
                ..MeteringSwitches::default()
            },
        }
    }

    /// The card that held when a conversation began.
    fn card(&self, conversation: &Conversation) -> Option<&RateCard> {
        conversation.card(&self.catalogue, self.switches)
    }

    fn unit(&self, conversation: &Conversation) -> Option<Unit> {
        self.card(conversation).map(Unit::of)
    }
}

/// A sum over conversations that remembers which units it is in.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    consumed: Consumption,
    units: [bool; 3],
}

impl Sum {
    fn add(&mut self, rules: &Rules, conversation: &Conversation) {
        self.consumed += conversation.consumed(&rules.catalogue, rules.switches);
        if let Some(unit) = rules.unit(conversation) {
            self.units[unit as usize] = true;
        }
    }

    fn has(&self, unit: Unit) -> bool {
        self.units[unit as usize]
    }

    fn view(&self) -> SessionConsumption {
        let Consumption {
            conversations,
            turns,
            sessions,
            messages,
            credits,
        } = self.consumed;
        SessionConsumption {
            conversations,
            turns,
            sessions: sessions.total,
            billed: self.has(Unit::BilledSessions).then_some(sessions.billed),
            messages: self.has(Unit::Messages).then(|| messages.to_string()),
            credits: self.has(Unit::CopilotCredits).then(|| credits.to_string()),
        }
    }
}

fn billed_cell(consumed: &SessionConsumption) -> Cell {
    consumed.billed.map_or(Cell::Nothing, Cell::count)
}

fn amount_cell(amount: Option<&String>) -> Cell {
    amount.map_or(Cell::Nothing, |amount| Cell::amount(amount))
}

const fn channel_key(channel: LogChannel) -> LogChannelKey {
    match channel {
        LogChannel::Web => LogChannelKey::Web,
        LogChannel::Teams => LogChannelKey::Teams,
        LogChannel::Facebook => LogChannelKey::Facebook,
    }
}

const fn channel_label(channel: LogChannel) -> &'static str {
    match channel {
        LogChannel::Web => "Web",
        LogChannel::Teams => "Microsoft Teams",
        LogChannel::Facebook => "Facebook",
    }
}

const fn unit_key(unit: Unit) -> SessionUnitKey {
    match unit {
        Unit::BilledSessions => SessionUnitKey::BilledSessions,
        Unit::Messages => SessionUnitKey::Messages,
        Unit::CopilotCredits => SessionUnitKey::CopilotCredits,
    }
}

const fn unit_label(unit: Unit) -> &'static str {
    match unit {
        Unit::BilledSessions => "Billed sessions",
        Unit::Messages => "Messages",
        Unit::CopilotCredits => "Copilot Credits",
    }
}
