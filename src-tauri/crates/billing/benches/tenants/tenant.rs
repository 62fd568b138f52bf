//! A tenant drawn from a seed: its set-up, its usage, and what of both settlement rests on, as flat lists.

use std::collections::HashMap;

use chrono::DateTime;
use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::coverage::{Coverage, Population, Timeline, UsedBefore, groups_needed};
use meterdesk_billing::ids::GroupId;
use meterdesk_billing::offers::PlanName;
use meterdesk_billing::platform::PurchaseScope;
use meterdesk_billing::settlement::{CarriedState, Settled, Settlement};
use meterdesk_billing::tenant::{AzureRole, BuyingCommand, Scope};
use meterdesk_billing::units::{Credits, Quantity};
use meterdesk_billing::usage::{Audience, Circumstances, Service, Trigger, UsageUnit};

use crate::Totals;
use crate::draw::{Draw, Topic};
use crate::naive::{Set, world};
use crate::support::{at, group};
use crate::world::{DATA_ENTRY, FEATURES, MONTH, OWN_AGENT, Paying, used};

const PEOPLE: u32 = 40;
const GROUPS: u32 = 6;
/// The tenant's own use, and use before its set-up, which is judged as if that had held.
const ROWS: [usize; 2] = [240, 60];
/// Around 3 August 2026, when a rate card followed another.
const EARLIER: (&str, &str) = ("2026-07-20T00:00:00Z", "2026-08-20T00:00:00Z");
/// Whole credits of the pre-purchase plan's first tier.
const PRE_PURCHASED: i64 = 300_000;

/// Which set-up is held against which usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// The journal's own.
    Actual,
    /// The set-up as it stands at the end, held against use before it; billing policies alone pay.
    AsIf,
}

/// Seconds from the first until before the last.
pub(crate) type Span = (i64, i64);

/// A billing policy that is connected to a service, oldest policy first.
#[derive(Debug)]
pub(crate) struct Connected {
    pub(crate) policy: String,
    pub(crate) place: usize,
    pub(crate) service: Service,
    pub(crate) span: Span,
    pub(crate) disconnecting_at: Option<i64>,
    pub(crate) group: Option<GroupId>,
}

/// What settlement rests on in a view.
#[derive(Debug)]
pub(crate) struct Inputs {
    pub(crate) view: View,
    pub(crate) connected: Vec<Connected>,
    pub(crate) members: Vec<(GroupId, u32, Span)>,
    pub(crate) licensed: Vec<(u32, Span)>,
    pub(crate) rows: Vec<UsageUnit>,
    /// Micro-credits of pre-purchase that may pay.
    pub(crate) pre_purchased: i64,
}

type Held = (u32, i64, Option<i64>);

/// A tenant.
pub(crate) struct Sketch {
    pub(crate) seed: u64,
    paying: Paying,
    pub(crate) packs: u32,
    pub(crate) sets: [Set; 2],
    bought: bool,
    licensed: Vec<Held>,
    rows: [Vec<UsageUnit>; 2],
}

/// What each interned feature means: those of Copilot Studio first, as the naive model counts them.
pub(crate) fn features() -> Vec<Option<Feature>> {
    let others = Feature::ALL.iter().copied().map(Some);
    let others = others.filter(|feature| !FEATURES.contains(feature));
    FEATURES.into_iter().chain(others).chain([None]).collect()
}

fn seconds(text: &str) -> i64 {
    at(text).timestamp()
}

impl Sketch {
    pub(crate) fn draw(seed: u64) -> Self {
        let mut draw = Draw::new(seed, Topic::Usage);
        let packs = draw.below(4);
        let sets = [(); 2].map(|()| Set {
            allocated: if draw.chance(500) {
                i64::from(draw.between(1, 400)) * 50
            } else {
                0
            },
            draw: draw.chance(600),
            plan: draw.chance(400),
        });
        let mut paying = world(packs, sets);
        paying.world.tenant.subscriptions[0].role_assignments[0].role = AzureRole::Owner;
        let bought = draw.chance(500);
        if bought {
            paying.buying(BuyingCommand::BuyPrePurchase {
                family: PlanName::CopilotCredit,
                tier: 1,
                within: PurchaseScope::Shared,
                auto_renew: false,
            });
        }
        for number in 0..GROUPS {
            let Scope::Group(id) = scope(number) else { continue };
            paying.groups.insert(id, held(&mut draw, 400));
        }
        set_up_policies(&mut paying, &mut draw);
        let licensed = held(&mut draw, 300);
        let rows = [View::Actual, View::AsIf].map(|view| usage(&mut draw, view));
        Self {
            seed,
            paying,
            packs,
            sets,
            bought,
            licensed,
            rows,
        }
    }

    /// What settlement rests on, as whoever sets the tenant up would write it down.
    pub(crate) fn inputs(&self, view: View) -> Inputs {
        let tenant = &self.paying.world.tenant;
        let now = tenant.now;
        let always = (i64::MIN, i64::MAX);
        let span = |(_, from, until): &Held| {
            let stated = (*from, until.unwrap_or(i64::MAX));
            match view {
                View::Actual => Some(stated),
                View::AsIf => (stated.0 <= now.timestamp() && now.timestamp() < stated.1).then_some(always),
            }
        };
        let connected = tenant.connections.iter().filter_map(|known| {
            let place = tenant.policies.iter().position(|policy| policy.id == known.policy)?;
            let policy = &tenant.policies[place];
            let stated = (
                known.period.from.timestamp(),
                known.period.until.map_or(i64::MAX, |until| until.timestamp()),
            );
            let (span, disconnecting_at) = match view {
                View::Actual => (stated, known.disconnected_at.map(|at| at.timestamp())),
                View::AsIf if known.period.contains(now) => (always, None),
                View::AsIf => return None,
            };
            Some(Connected {
                policy: policy.name.clone(),
                place,
                service: known.service,
                span,
                disconnecting_at,
                group: match policy.scope {
                    Scope::AllUsers => None,
                    Scope::Group(group) => Some(group),
                },
            })
        });
        let members = self.paying.groups.iter();
        let members = members.flat_map(|(group, rows)| rows.iter().map(move |row| (*group, row)));
        let pre_purchased = if self.bought && view == View::Actual {
            Credits::whole(PRE_PURCHASED).0
        } else {
            0
        };
        Inputs {
            view,
            connected: connected.collect(),
            members: members
                .filter_map(|(group, row)| Some((group, row.0, span(row)?)))
                .collect(),
            licensed: self
                .licensed
                .iter()
                .filter_map(|row| Some((row.0, span(row)?)))
                .collect(),
            rows: self.rows[view as usize].clone(),
            pre_purchased,
        }
    }

    /// What the engine makes of it.
    pub(crate) fn settle(&self, view: View) -> Totals {
        let tenant = &self.paying.world.tenant;
        let rows = &self.rows[view as usize];
        let (timeline, range) = match view {
            View::Actual => (Timeline::Actual, MONTH),
            View::AsIf => (Timeline::AsIf(tenant.now), (seconds(EARLIER.0), seconds(EARLIER.1))),
        };
        let population = |rows: &[Held]| match view {
            View::Actual => Population::from_rows(rows.to_vec(), range),
            View::AsIf => {
                let now = tenant.now.timestamp();
                let there = rows
                    .iter()
                    .filter(|(_, from, until)| *from <= now && until.is_none_or(|until| now < until));
                Population::from_rows(there.map(|(person, ..)| (*person, i64::MIN, None)), range)
            }
        };
        let groups: HashMap<_, _> = groups_needed(tenant)
            .into_iter()
            .map(|group| (group, population(&self.paying.groups[&group])))
            .collect();
        let mut coverage = Coverage::compile(tenant, timeline, groups, population(&self.licensed));
        if view == View::Actual {
            let mut used = UsedBefore::default();
            for act in tenant.disconnecting_in(range) {
                let before = rows.iter().filter(|row| row.service == act.service && row.at < act.at);
                used.add(act, before.filter_map(|row| Some((row.person?, row.agent))));
            }
            coverage = coverage.knowing(used);
        }
        let payments = self.paying.payments(timeline, range);
        let features = features();
        let mut settlement = Settlement::new(Catalogue::built_in(), &coverage, &features, CarriedState::default());
        if view == View::Actual {
            settlement = settlement.paying(&payments);
        }
        rows.iter().for_each(|row| settlement.add(row));
        self.totals(&settlement.finish())
    }

    fn totals(&self, settled: &Settled) -> Totals {
        let mut totals = Totals::new();
        for (key, sum) in settled.rollup.iter().filter(|(_, sum)| sum.credits.0 > 0) {
            let who = (key.day, self.paying.payer(key.outcome), key.service.key());
            *totals.entry(who).or_default() += sum.credits.0;
        }
        totals
    }
}

fn scope(number: u32) -> Scope {
    group(u128::from(number) + 100)
}

/// Who belongs to something: most throughout, some from a day of November on, some until one.
fn held(draw: &mut Draw, permille: u32) -> Vec<Held> {
    let mut held = Vec::new();
    for person in 0..PEOPLE {
        if !draw.chance(permille) {
            continue;
        }
        let from = if draw.chance(300) { moment(draw) } else { 0 };
        let until = draw
            .chance(300)
            .then(|| from.max(MONTH.0) + i64::from(draw.below(2_000_000)));
        held.push((person, from, until));
    }
    held
}

fn moment(draw: &mut Draw) -> i64 {
    MONTH.0 + i64::from(draw.below(2_592_000))
}

/// Policies of groups and of everybody, connected and disconnected through the month.
fn set_up_policies(paying: &mut Paying, draw: &mut Draw) {
    let policies = draw.between(2, 8);
    let world = &mut paying.world;
    let policies: Vec<_> = (0..policies)
        .map(|number| {
            let scope = if draw.chance(250) {
                Scope::AllUsers
            } else {
                scope(draw.below(GROUPS))
            };
            world.policy(&format!("Policy {number}"), scope)
        })
        .collect();
    for _ in 0..draw.between(6, 24) {
        let policy = *draw.pick(&policies);
        let service = *draw.pick(&Service::PAY_AS_YOU_GO);
        let stands = world.tenant.connections.iter();
        let mut stands = stands.filter(|known| (known.policy, known.service) == (policy, service));
        let connected = stands.any(|known| known.period.until.is_none());
        // A wish that the rules refuse, such as connecting what is still being disconnected, changes nothing.
        let _ = if connected {
            world.disconnect(service, policy)
        } else {
            world.connect(service, policy)
        };
        let later = world.tenant.now.timestamp() + i64::from(draw.between(600, 100_000));
        world.advance(&DateTime::from_timestamp(later, 0).expect("it is a time").to_rfc3339());
    }
}

fn usage(draw: &mut Draw, view: View) -> Vec<UsageUnit> {
    let features = features().len() as u32;
    (0..ROWS[view as usize])
        .map(|_| {
            let order = u64::from(draw.below(u32::MAX)) << 31 | u64::from(draw.below(1 << 31));
            if view == View::Actual && draw.chance(400) {
                let (second, environment) = (draw.below(2_400_000), draw.below(4));
                let agent = if draw.chance(300) { DATA_ENTRY } else { OWN_AGENT };
                let (feature, quantity) = (draw.below(FEATURES.len() as u32), draw.between(1, 3_000));
                return UsageUnit {
                    agent,
                    order,
                    ..used(second.into(), environment.into(), feature.into(), quantity.into())
                };
            }
            let at = match view {
                View::Actual => used(draw.below(2_400_000).into(), 0, 0, 0).at,
                View::AsIf => seconds(EARLIER.0) + i64::from(draw.below(2_600_000)),
            };
            let circumstances = Circumstances {
                trigger: if draw.chance(100) {
                    Trigger::Autonomous
                } else {
                    Trigger::Interactive
                },
                audience: if draw.chance(100) {
                    Audience::External
                } else {
                    Audience::Employee
                },
                authenticated: draw.chance(900),
                test: draw.chance(50),
                attempt: false,
            };
            let whole = i64::from(draw.between(0, 1_500)) * 1_000_000;
            let fraction = if draw.chance(500) { draw.below(1_000_000) } else { 0 };
            UsageUnit {
                at,
                person: draw.chance(950).then(|| draw.below(PEOPLE)),
                service: *draw.pick(&Service::PAY_AS_YOU_GO),
                agent: 20 + i64::from(draw.below(4)),
                environment: 2,
                feature: draw.below(features).into(),
                quantity: Quantity(whole + i64::from(fraction)),
                circumstances,
                act_seq: None,
                conversation: 0,
                order,
            }
        })
        .collect()
}
