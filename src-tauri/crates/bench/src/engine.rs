//! Rating, draw-down and roll-ups over rows in memory, beside a plain sum over the same rows.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::coverage::{Coverage, Population, Timeline, groups_needed};
use meterdesk_billing::directory::Product;
use meterdesk_billing::payment::{Names, Payments};
use meterdesk_billing::settlement::{CarriedState, Settlement};
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::UsageUnit;

use crate::report::{Figure, Report, median, permille, seconds};
use crate::usage_file::{ENVIRONMENTS, MONTH, Use, Uses, environment};
use crate::{Options, workbook};

/// Measures P3.
pub(crate) async fn measure(options: &Options, rows: u64, report: &mut Report) {
    let scenario = workbook::scenario();
    let prepared = workbook::prepare(&options.folder, rows, &scenario).await;
    let tenant = workbook::tenant(&prepared).await;
    let people = scenario.directory.people.len() as u32;
    let units: Vec<UsageUnit> = Uses::new(rows, people).zip(0..rows).map(unit).collect();
    let range = (MONTH.0, MONTH.0 + i64::from(MONTH.1));
    let members = |group| {
        let place = scenario.directory.groups.iter().position(|known| known.id == group);
        let rows = scenario.directory.memberships.iter();
        let rows = rows.filter(move |row| Some(row.what as usize) == place);
        Population::from_rows(rows.map(|row| (row.person, row.from, row.until)), range)
    };
    let groups: HashMap<_, _> = groups_needed(&tenant)
        .into_iter()
        .map(|group| (group, members(group)))
        .collect();
    let licences = scenario.directory.licences.iter();
    let licences = licences.filter(|row| row.what == Product::Microsoft365Copilot);
    let licensed = Population::from_rows(licences.map(|row| (row.person, row.from, row.until)), range);
    let (mut engine, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..options.runs_at(rows) {
        let begun = Instant::now();
        let sums = units.iter().fold((0_i64, 0_u64), |(quantity, count), unit| {
            (quantity + unit.quantity.0, count + u64::from(unit.person.is_some()))
        });
        black_box(sums);
        plain.push(begun.elapsed());
        let begun = Instant::now();
        let coverage = Coverage::compile(&tenant, Timeline::Actual, groups.clone(), licensed.clone());
        let names = Names {
            environments: (0..ENVIRONMENTS)
                .map(|number| Some(environment(number)))
                .chain([None])
                .collect(),
            agents: HashMap::new(),
        };
        let payments = Payments::compile(&tenant, Timeline::Actual, range, &names);
        let features: Vec<Option<Feature>> = Feature::ALL.iter().copied().map(Some).collect();
        let mut settlement =
            Settlement::new(Catalogue::built_in(), &coverage, &features, CarriedState::default()).paying(&payments);
        units.iter().for_each(|unit| settlement.add(unit));
        let settled = settlement.finish();
        engine.push(begun.elapsed());
        let counted: u64 = settled.rollup.values().map(|sum| sum.rows).sum();
        assert_eq!(counted, rows, "each row has an outcome");
    }
    let ((engine, ..), (plain, ..)) = (median(&engine), median(&plain));
    report.add(Figure {
        id: "P3",
        rows,
        what: format!("rating, draw-down and roll-ups in memory {}", seconds(engine)),
        against: format!("a plain sum over the same array {}", seconds(plain)),
        permille: permille(engine, plain),
        goal: 30_000,
        unit: "x",
        took: Some(engine),
    });
}

fn unit((used, number): (Use, u64)) -> UsageUnit {
    let feature = Feature::ALL.iter().position(|feature| *feature == used.feature);
    UsageUnit {
        at: used.at,
        person: used.person,
        service: used.service,
        agent: used.agent.into(),
        environment: used.environment.unwrap_or(ENVIRONMENTS).into(),
        feature: feature.and_then(|place| i64::try_from(place).ok()).unwrap_or(-1),
        quantity: Quantity::whole(used.quantity),
        circumstances: used.circumstances,
        act_seq: None,
        conversation: used.conversation.into(),
        order: number.wrapping_mul(0x9E37_79B9_7F4A_7C15),
    }
}
