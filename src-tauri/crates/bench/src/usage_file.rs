//! A month of use by the people of the large scenario, as rows in no order: the same number gives the same rows.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use meterdesk_billing::catalogue::Feature;
use meterdesk_billing::time::Instant;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Audience, Circumstances, Service, Trigger};
use meterdesk_exchange::{UsageRecord, UsageWriter};

use crate::draw::Draw;

/// First second of the month, and how many it has: October 2026.
pub(crate) const MONTH: (i64, u32) = (1_790_812_800, 31 * 86_400);

const AGENTS: u32 = 20_000;
pub(crate) const ENVIRONMENTS: u32 = 500;

/// Name of an environment.
pub(crate) fn environment(number: u32) -> String {
    format!("Environment {number:03}")
}

/// One use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use {
    pub(crate) at: i64,
    pub(crate) person: Option<u32>,
    pub(crate) service: Service,
    pub(crate) agent: u32,
    pub(crate) environment: Option<u32>,
    pub(crate) feature: Feature,
    pub(crate) quantity: i64,
    pub(crate) circumstances: Circumstances,
    pub(crate) conversation: u32,
}

/// Draws uses among so many people.
#[derive(Debug)]
pub(crate) struct Uses {
    draw: Draw,
    people: u32,
}

impl Uses {
    pub(crate) fn new(purpose: u64, people: u32) -> Self {
        Self {
            draw: Draw::new(purpose),
            people,
        }
    }
}

impl Iterator for Uses {
    type Item = Use;

    fn next(&mut self) -> Option<Use> {
        let draw = &mut self.draw;
        let (service, feature) = match draw.below(20) {
            0..6 => (Service::CopilotChat, Feature::GenerativeAnswer),
            6..9 => (Service::CopilotChat, Feature::TenantGraphGrounding),
            9..14 => (Service::SharePointAgents, Feature::SharePointAgentInteraction),
            14..16 => (Service::RetrievalApi, Feature::RetrievalApiCall),
            16 => (Service::CopilotStudio, Feature::ClassicAnswer),
            17 | 18 => (Service::CopilotStudio, Feature::GenerativeAnswer),
            _ => (Service::CopilotStudio, Feature::AgentFlowAction),
        };
        let studio = service == Service::CopilotStudio;
        let mut circumstances = Circumstances::default();
        if studio && draw.below(4) == 0 {
            circumstances.trigger = Trigger::Autonomous;
        } else if studio && draw.below(4) == 0 {
            circumstances.audience = Audience::External;
        }
        let of_somebody = circumstances == Circumstances::default();
        Some(Use {
            at: MONTH.0 + i64::from(draw.below(MONTH.1)),
            person: of_somebody.then(|| draw.below(self.people)),
            service,
            agent: draw.low(AGENTS),
            environment: studio.then(|| draw.low(ENVIRONMENTS)),
            feature,
            quantity: i64::from(draw.below(4)) + 1,
            circumstances,
            conversation: draw.below(u32::MAX),
        })
    }
}

/// Writes a file of so many uses, unless it is there.
pub(crate) fn write(folder: &Path, (name, rows): (&str, u64), with_ids: bool, people: &[String]) -> PathBuf {
    let path = folder.join(format!("{name}.csv"));
    if path.exists() {
        return path;
    }
    eprintln!("writing {}", path.display());
    let part = path.with_extension("part");
    let output = BufWriter::with_capacity(1 << 20, File::create(&part).expect("the file can be made"));
    let mut writer = UsageWriter::new(output, with_ids).expect("the file can be written");
    // The late file is other use than the first rows of the large one.
    let purpose = name.bytes().fold(rows, |sum, byte| sum * 31 + u64::from(byte));
    let uses = Uses::new(purpose, people.len() as u32);
    for (number, used) in (0..rows).zip(uses) {
        let service = used.service.label();
        let record = UsageRecord {
            event_id: with_ids.then(|| format!("{:016x}", scattered(number ^ purpose << 40))),
            at: used.at,
            user: used.person.map(|person| people[person as usize].clone()),
            service: used.service,
            agent: Some(format!("Agent {:05}", used.agent)),
            environment: used.environment.map(environment),
            feature: used.feature.label().to_owned(),
            quantity: Quantity::whole(used.quantity),
            circumstances: used.circumstances,
            channel: Some(service.to_owned()),
            conversation: Some(format!("{:08x}", used.conversation)),
            harness: None,
        };
        writer.write(&record).expect("the record can be written");
    }
    writer.finish().expect("the file can be written");
    std::fs::rename(&part, &path).expect("the file can be named");
    path
}

/// Another number for each number, in no order: the end of SplitMix64.
const fn scattered(number: u64) -> u64 {
    let mixed = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

/// When everything was used.
pub(crate) fn after_the_month() -> Instant {
    DateTime::from_timestamp(MONTH.0 + i64::from(MONTH.1) + 16 * 86_400, 0).expect("it is a time")
}
