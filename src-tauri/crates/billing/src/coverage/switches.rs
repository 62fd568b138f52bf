//! What the switches of the rules say of a use: which of several covering policies pays, and which can't be charged.

use sha2::{Digest, Sha256};

use super::Timeline;
use crate::metering::MeteringSwitches;
use crate::settings::{Choice, SettingKey, Settings};
use crate::tenant::{Impeded, Impediment, Tenant};
use crate::time::Moment;
use crate::usage::UsageUnit;

/// The switches along a timeline.
#[derive(Debug)]
pub(super) struct Switches {
    settings: Settings,
    timeline: Timeline,
    /// Whether a switch of metering ever stood elsewhere: mostly none does.
    metering_changes: bool,
    /// What two switches say for all uses alike: mostly they never changed.
    overlap_payer: Option<Choice>,
    nested_groups: Option<Choice>,
}

/// What a switch says for all uses along a timeline; `None` where that depends on the time.
fn throughout(settings: &Settings, timeline: Timeline, key: SettingKey) -> Option<Choice> {
    match timeline {
        Timeline::AsIf(at) => Some(settings.at(
            key,
            Moment {
                at: at.timestamp(),
                act_seq: None,
            },
        )),
        Timeline::Actual => (settings.revision(key) == 0).then(|| settings.now(key)),
    }
}

impl Switches {
    pub(super) fn new(tenant: &Tenant, timeline: Timeline) -> Self {
        let of_metering = [SettingKey::December2023, SettingKey::FlowTests];
        Self {
            metering_changes: of_metering.into_iter().any(|key| tenant.settings.revision(key) > 0),
            overlap_payer: throughout(&tenant.settings, timeline, SettingKey::OverlapPayer),
            nested_groups: throughout(&tenant.settings, timeline, SettingKey::NestedGroups),
            settings: tenant.settings.clone(),
            timeline,
        }
    }

    /// The moment whose set-up counts for the use.
    fn moment(&self, unit: &UsageUnit) -> Moment {
        match self.timeline {
            Timeline::Actual => Moment {
                at: unit.at,
                act_seq: unit.act_seq,
            },
            Timeline::AsIf(at) => Moment {
                at: at.timestamp(),
                act_seq: None,
            },
        }
    }

    /// The switches of metering.
    pub(super) fn metering(&self, unit: &UsageUnit) -> MeteringSwitches {
        if !self.metering_changes {
            return MeteringSwitches::default();
        }
        let moment = self.moment(unit);
        MeteringSwitches {
            december_2023: self.settings.at(SettingKey::December2023, moment),
            flow_tests: self.settings.at(SettingKey::FlowTests, moment),
        }
    }

    /// Whether the newest of several covering policies pays, not the oldest.
    pub(super) fn newest_pays(&self, unit: &UsageUnit) -> bool {
        let choice = self.overlap_payer;
        choice.unwrap_or_else(|| self.settings.at(SettingKey::OverlapPayer, self.moment(unit))) == Choice::NewestPays
    }

    /// Whether members of nested groups count.
    pub(super) fn nested_count(&self, unit: &UsageUnit) -> bool {
        let choice = self.nested_groups;
        choice.unwrap_or_else(|| self.settings.at(SettingKey::NestedGroups, self.moment(unit))) == Choice::NestedToo
    }

    /// What keeps a policy from being charged for the use.
    pub(super) fn obstacle(&self, impeded: &[Impeded], unit: &UsageUnit) -> Option<Impediment> {
        let moment = self.moment(unit);
        impeded
            .iter()
            .filter(|known| known.holds_at(moment))
            .map(|known| known.by)
            .find(|by| self.settings.at(by.switch(), moment) == Choice::UseBlocked)
    }
}

impl Tenant {
    /// A text that is the same for two states exactly where switches and impediments are, for use before `until` (seconds);
    /// empty where nothing ever was changed.
    pub(super) fn switches_fingerprint(&self, timeline: Timeline, until: i64) -> String {
        let until = match timeline {
            Timeline::Actual => until,
            Timeline::AsIf(at) => at.timestamp() + 1,
        };
        let mut text = self.settings.fingerprint(until);
        for known in &self.impeded {
            let (from, seq) = (known.from.0.timestamp(), known.from.1);
            let end = known.until.map(|(at, seq)| (at.timestamp(), seq));
            let end = end.filter(|(at, _)| *at < until);
            if from < until {
                text.push_str(&format!("{:?} {:?} {from} {seq} {end:?}; ", known.what, known.by));
            }
        }
        if text.is_empty() {
            return text;
        }
        crate::hex(&Sha256::digest(text.as_bytes()))
    }
}
