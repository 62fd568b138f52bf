//! Settlement of one UTC month: every metered unit gets exactly one outcome.
//!
//! A pure function of the set-up, the timeline and the month's usage. It stores nothing and knows no order of import:
//! sums don't depend on it, and what depends on time is decided by time. Who pays in which order is in
//! [`crate::payment`].

mod considering;
mod firsts;
mod happening;
mod outcome;
mod payer;
mod receipt;
mod served;
mod uses;
mod waiting;
mod working;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use foldhash::fast::FixedState;

pub use considering::considering;
pub use happening::{CarriedState, Happening, Stop};
pub use outcome::{BlockedReason, Judged, Outcome};
pub use payer::{PayAsYouGo, Payer};
pub use receipt::{Stage, Subject, receipt};
pub use served::{PersonServed, Served, ServedRows};
pub use uses::{UsePart, each_part};
pub use working::{Step, working};

use self::firsts::Firsts;
use self::served::About;
use self::waiting::Waiting;
use crate::budget::{BudgetWatch, Passing};
use crate::catalogue::{Catalogue, Feature};
use crate::coverage::Coverage;
use crate::metering::{self, Charge, Rated, licence_would_include};
use crate::payment::{Balances, Claim, Considered, Payments, Walk};
use crate::units::{Credits, MILLIONTHS, Quantity};
use crate::usage::{Service, UsageUnit};

/// The largest quantity of one row, in units. With [`MAX_TOTAL_QUANTITY`] it keeps every sum of credits exact in 64 bits.
pub const MAX_ROW_QUANTITY: Quantity = Quantity(1_000_000_000 * MILLIONTHS);

/// The largest quantity of all rows of a workbook together, in units.
pub const MAX_TOTAL_QUANTITY: Quantity = Quantity(100_000_000_000 * MILLIONTHS);

/// What the sums of a run are kept by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RollupKey {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Outcome.
    pub outcome: Outcome,
    /// Service.
    pub service: Service,
    /// Environment, interned.
    pub environment: i64,
    /// Feature name, interned.
    pub feature: i64,
}

/// Sums over the rows of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RollupSum {
    /// Rows.
    pub rows: u64,
    /// Quantities.
    pub quantity: Quantity,
    /// Credits.
    pub credits: Credits,
}

/// A settled month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Sums by key.
    pub rollup: BTreeMap<RollupKey, RollupSum>,
    /// By the same keys, who used which agent, packed for [`each_part`]; empty where nobody asked for it.
    pub uses: BTreeMap<RollupKey, Vec<u8>>,
    /// What usage did, with the second in which it did.
    pub happenings: BTreeMap<Happening, i64>,
    /// What use was served; empty where nobody asked for it.
    pub served: Served,
    /// What the next month starts from.
    pub state: CarriedState,
    /// Seconds, ascending, with what payers had paid before each: from there on, a settlement tells of later use what this one
    /// tells. Empty where nobody asked for them.
    pub marks: Vec<(i64, Balances)>,
}

/// Use that has to be paid between two marks of a run, at least: so much is walked through in a few milliseconds.
pub const CLAIMS_TO_A_MARK: usize = 4_096;

/// A settled unit, as whoever listens is told.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The unit.
    pub unit: &'a UsageUnit,
    /// Its parts, in the order in which they were paid; more than one only where a payer ran out in the middle.
    pub parts: &'a [Judged],
    /// What was considered on the way, in order; empty where no payer could run out.
    pub considered: &'a [Considered],
}

/// Whoever listens to each unit as it is settled.
struct Listener<'a>(Box<dyn FnMut(Told<'_>) + Send + 'a>);

impl fmt::Debug for Listener<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

/// Sums being added up, and the uses among them as they come.
#[derive(Debug, Default)]
struct Cell {
    sum: RollupSum,
    uses: Vec<u8>,
}

/// A month being settled.
///
/// Units may come in any order. Those whose payer could run out wait until the end, when they are put in time order hour by
/// hour; the memory that takes grows with them, not with all units.
#[derive(Debug)]
pub struct Settlement<'a> {
    catalogue: &'a Catalogue,
    coverage: &'a Coverage,
    payments: Option<&'a Payments>,
    features: &'a [Option<Feature>],
    waiting: Waiting,
    rollup: HashMap<RollupKey, Cell, FixedState>,
    keeps_uses: bool,
    served: Served,
    claims_to_a_mark: Option<usize>,
    marks: Vec<(i64, Balances)>,
    firsts: Firsts,
    happenings: BTreeMap<Happening, i64>,
    budgets: BudgetWatch,
    listener: Option<Listener<'a>>,
    state: CarriedState,
}

impl<'a> Settlement<'a> {
    /// Begins a month. `features` gives the meaning of each interned feature name.
    #[must_use]
    pub fn new(
        catalogue: &'a Catalogue,
        coverage: &'a Coverage,
        features: &'a [Option<Feature>],
        state: CarriedState,
    ) -> Self {
        Self {
            catalogue,
            coverage,
            payments: None,
            features,
            waiting: Waiting::default(),
            rollup: HashMap::default(),
            keeps_uses: false,
            served: Served::default(),
            claims_to_a_mark: None,
            marks: Vec::new(),
            firsts: Firsts::default(),
            happenings: BTreeMap::new(),
            budgets: BudgetWatch::default(),
            listener: None,
            state,
        }
    }

    /// Also has prepaid capacity, plans and pre-purchase pay. Without it, only billing policies do.
    #[must_use]
    pub fn paying(self, payments: &'a Payments) -> Self {
        Self {
            payments: Some(payments),
            ..self
        }
    }

    /// Also watches budgets. They alert; no outcome depends on them.
    #[must_use]
    pub fn watching(self, budgets: BudgetWatch) -> Self {
        Self { budgets, ..self }
    }

    /// Also keeps who used which agent, and what was served.
    #[must_use]
    pub fn keeping_uses(self) -> Self {
        Self {
            keeps_uses: true,
            ..self
        }
    }

    /// Also keeps what payers had paid on the way, at the first hour's end after so many claims.
    #[must_use]
    pub fn marking(self, claims_to_a_mark: usize) -> Self {
        Self {
            claims_to_a_mark: Some(claims_to_a_mark),
            ..self
        }
    }

    /// Also tells of each unit as it is settled: those that wait at the end, in time order.
    #[must_use]
    pub fn telling(self, listener: impl FnMut(Told<'_>) + Send + 'a) -> Self {
        Self {
            listener: Some(Listener(Box::new(listener))),
            ..self
        }
    }

    /// Settles one unit.
    ///
    /// # Panics
    /// When the quantity is above [`MAX_ROW_QUANTITY`], or quantities add up to more than [`MAX_TOTAL_QUANTITY`]; no import
    /// allows either.
    pub fn add(&mut self, unit: &UsageUnit) {
        match self.alone(unit) {
            None => self.waiting.add(unit),
            Some(judged) => {
                self.book(unit, &[judged]);
                self.tell(unit, &[judged], &[]);
            }
        }
    }

    /// What becomes of a unit whatever else is used; `None` where a payer that could run out has a part in it.
    #[must_use]
    pub fn alone(&self, unit: &UsageUnit) -> Option<Judged> {
        let (_, rated) = self.rated(unit);
        let waits =
            rated.charge == Charge::Billed && self.payments.is_some_and(|payments| payments.waits(unit.service));
        (!waits).then(|| judged(self.coverage, unit, rated))
    }

    fn feature(&self, unit: &UsageUnit) -> Option<Feature> {
        let index = usize::try_from(unit.feature).ok()?;
        self.features.get(index).copied().flatten()
    }

    fn rated(&self, unit: &UsageUnit) -> (Option<Feature>, Rated) {
        let feature = self.feature(unit);
        (feature, rated(self.catalogue, self.coverage, feature, unit))
    }

    fn about(&self, unit: &UsageUnit) -> About {
        About {
            licensed: self.coverage.licensed(unit),
            switches: self.coverage.metering(unit),
            includable: licence_would_include(self.catalogue, unit.at, self.feature(unit), unit.circumstances),
        }
    }

    fn tell(&mut self, unit: &UsageUnit, parts: &[Judged], considered: &[Considered]) {
        if let Some(Listener(listener)) = &mut self.listener {
            listener(Told {
                unit,
                parts,
                considered,
            });
        }
    }

    /// Adds a unit's parts up. The row counts with its first part; its quantity is divided as its credits are.
    fn book(&mut self, unit: &UsageUnit, parts: &[Judged]) {
        if self.keeps_uses {
            let about = self.about(unit);
            self.served.note(unit, parts, about);
        }
        let credits: Credits = parts.iter().map(|part| part.credits).sum();
        let mut quantity_left = unit.quantity.0;
        let mut credits_left = credits.0;
        for (place, part) in parts.iter().enumerate() {
            let quantity = if part.credits.0 == credits_left {
                quantity_left
            } else {
                let share = i128::from(quantity_left) * i128::from(part.credits.0) / i128::from(credits_left);
                i64::try_from(share).expect("a share is at most the whole")
            };
            quantity_left -= quantity;
            credits_left -= part.credits.0;
            let key = RollupKey {
                day: unit.at.div_euclid(86_400),
                outcome: part.outcome,
                service: unit.service,
                environment: unit.environment,
                feature: unit.feature,
            };
            let cell = self.rollup.entry(key).or_default();
            cell.sum.rows += u64::from(place == 0);
            cell.sum.quantity += Quantity(quantity);
            cell.sum.credits += part.credits;
            if self.keeps_uses {
                uses::note(&mut cell.uses, unit, part.credits, place == 0);
            }
            if let Outcome::Paid(payer) = part.outcome
                && let Some(policy) = payer.charged_policy()
            {
                self.budgets.add(policy, unit.at, part.credits);
            }
            self.firsts.note(unit, part.outcome);
        }
    }

    /// Has those that waited paid, in time order.
    fn pay(&mut self) {
        let Some(payments) = self.payments else { return };
        let mut walk = Walk::new(payments, std::mem::take(&mut self.state.balances));
        let mut since_mark = 0;
        for hour in std::mem::take(&mut self.waiting).into_hours() {
            if self.claims_to_a_mark.is_some_and(|claims| since_mark >= claims) {
                let begins = hour.iter().map(|unit| unit.at).min().unwrap_or_default();
                self.marks.push((begins, walk.balances()));
                since_mark = 0;
            }
            since_mark += hour.len();
            let claims = hour.iter().map(|unit| {
                let (feature, rated) = self.rated(unit);
                claim(payments, self.coverage, (feature, unit), rated.credits)
            });
            let mut claims: Vec<Claim> = claims.collect();
            claims.sort_by_key(Claim::order);
            for claim in &claims {
                let (parts, considered) = walk.pay(claim);
                self.book(&claim.unit, parts);
                self.tell(&claim.unit, parts, considered);
            }
        }
        let (found, balances): (BTreeMap<Happening, i64>, Balances) = walk.finish();
        self.happenings.extend(found);
        self.state.balances = balances;
    }

    /// Ends the month.
    #[must_use]
    pub fn finish(mut self) -> Settled {
        self.pay();
        self.firsts.tell(&mut self.state, &mut self.happenings);
        let (mut rollup, mut uses) = (BTreeMap::new(), BTreeMap::new());
        for (key, cell) in self.rollup {
            rollup.insert(key, cell.sum);
            if self.keeps_uses {
                uses.insert(key, uses::pack(key.day, cell.uses));
            }
        }
        let paid = rollup.iter().filter_map(|(key, sum)| match key.outcome {
            Outcome::Paid(payer) => Some((payer.charged_policy()?, key.day, sum.credits)),
            _ => None,
        });
        for passing in self.budgets.walk(self.catalogue, paid, &mut self.state.budgets) {
            let mail = passing.mail_at();
            let Passing {
                at,
                threshold,
                spent,
                recipients,
            } = passing;
            self.happenings
                .insert(Happening::BudgetThresholdPassed { threshold, spent }, at);
            if let Some(mail_at) = mail {
                self.happenings
                    .insert(Happening::BudgetMailArrived { threshold, recipients }, mail_at);
            }
        }
        Settled {
            rollup,
            uses,
            happenings: self.happenings,
            served: self.served,
            state: self.state,
            marks: self.marks,
        }
    }
}

/// What becomes of one unit of a feature, `None` for a name that no rate card has, where billing policies alone pay: what
/// prepaid capacity, billing plans and pre-purchase plans would make of it, only a settlement of its month can say.
///
/// # Panics
/// When the quantity is above [`MAX_ROW_QUANTITY`], which no import takes in.
#[must_use]
pub fn judge(catalogue: &Catalogue, coverage: &Coverage, feature: Option<Feature>, unit: &UsageUnit) -> Judged {
    judged(coverage, unit, rated(catalogue, coverage, feature, unit))
}

fn rated(catalogue: &Catalogue, coverage: &Coverage, feature: Option<Feature>, unit: &UsageUnit) -> Rated {
    let licensed = coverage.licensed(unit);
    let switches = coverage.metering(unit);
    metering::rate_under(
        catalogue,
        switches,
        unit.at,
        feature,
        unit.quantity,
        unit.circumstances,
        licensed,
    )
    .expect("imports bound the quantity of a row")
}

fn judged(coverage: &Coverage, unit: &UsageUnit, rated: Rated) -> Judged {
    let outcome = match rated.charge {
        Charge::IncludedByLicence => Outcome::Included,
        Charge::NotCharged(rule) => Outcome::NotCharged(rule),
        Charge::Billed => match coverage.covering(unit).next() {
            Some(policy) => Outcome::Paid(Payer::policy(policy)),
            None if unit.circumstances.attempt => Outcome::Blocked(BlockedReason::Refused),
            None => Outcome::Blocked(uncovered(coverage, unit)),
        },
    };
    let credits = match outcome {
        Outcome::Blocked(BlockedReason::Refused) => Credits::ZERO,
        _ => rated.credits,
    };
    Judged { credits, outcome }
}

/// Why a unit is blocked that no billing policy pays for.
fn uncovered(coverage: &Coverage, unit: &UsageUnit) -> BlockedReason {
    if coverage.uncharged(unit).next().is_some() {
        BlockedReason::NotChargeable
    } else if unit.service.takes_billing_policies() {
        BlockedReason::NotCovered
    } else {
        BlockedReason::NoPayer
    }
}

fn claim(
    payments: &Payments,
    coverage: &Coverage,
    (feature, unit): (Option<Feature>, &UsageUnit),
    credits: Credits,
) -> Claim {
    let (place, kind, agent) = payments.sort(unit, feature);
    let prepaid = match unit.service {
        Service::CopilotStudio => true,
        Service::CopilotChat => coverage.draws_on_credits(unit),
        Service::SharePointAgents | Service::RetrievalApi => false,
    };
    let policy = coverage.covering(unit).next();
    Claim {
        unit: *unit,
        credits,
        policy,
        prepaid,
        otherwise: uncovered(coverage, unit),
        kind,
        place,
        agent,
    }
}
