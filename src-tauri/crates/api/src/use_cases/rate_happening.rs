//! What was overridden of the catalogue, in sentences.

use meterdesk_billing::catalogue::{OverrideTarget, OverrideValue};
use meterdesk_billing::tenant::Event;
use meterdesk_billing::units::Credits;

use crate::text::spoken;

/// The sentence of such an event; empty for any other.
pub(super) fn sentence(event: &Event) -> String {
    match event {
        Event::RateOverrideSet { target, value, basis } => {
            format!("{} in this workbook: {basis}.", overridden(target, *value))
        }
        Event::RateOverrideCleared { target } => format!("{} goes by the catalogue again.", named(target)),
        _ => String::new(),
    }
}

/// What an override says, without its end.
pub(super) fn overridden(target: &OverrideTarget, value: OverrideValue) -> String {
    match value {
        OverrideValue::From(from) => format!("{} was overridden to {}", named(target), spoken(from)),
        OverrideValue::Credits(credits) => {
            format!("{} was overridden to {} a unit", named(target), Credits(credits))
        }
    }
}

/// What an override is about.
pub(super) fn named(target: &OverrideTarget) -> String {
    match target {
        OverrideTarget::CardFrom { card } => format!("The time from which the rate card {card} holds"),
        OverrideTarget::Rate { card, feature } => {
            format!("The rate of {} on the rate card {card}", feature.label())
        }
    }
}
