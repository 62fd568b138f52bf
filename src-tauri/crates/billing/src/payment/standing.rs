//! How an environment stands with its capacity now: what is left, what goes on, what is stopped.
//!
//! It says what the walk through claims would say of the next use. Nothing here pays.

use super::balances::Balances;
use super::period::capacity_period;
use crate::ids::EnvironmentId;
use crate::platform::{Environment, Platform, Workload};
use crate::settings::{Choice, SettingKey, Settings};
use crate::settlement::PayAsYouGo;
use crate::tenant::Tenant;
use crate::units::Credits;

/// How an environment stands with its capacity.
///
/// Source of the first three: Microsoft, Power Platform licensing API, overage status (2024-10-01). The fourth is
/// Meterdesk's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapacityStatus {
    /// Use is within what is allocated, or nothing was allocated and another source pays.
    WithinCapacity,
    /// Use has passed every prepaid source, and nothing further pays; custom agents go on to the point of enforcement.
    Overage,
    /// Use has passed the allocation, and the tenant's pool or a billing plan pays.
    CoveredOverage,
    /// Nothing pays, and nothing that needs credits goes on.
    Blocked,
}

impl CapacityStatus {
    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::WithinCapacity => "Within capacity",
            Self::Overage => "Overage",
            Self::CoveredOverage => "Covered overage",
            Self::Blocked => "Blocked",
        }
    }
}

/// How much of its quota Dynamics 365 finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    /// Enough, or a billing plan pays.
    Enough,
    /// Little is left.
    Low,
    /// Nothing is left.
    Depleted,
}

/// How an environment stands with its capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Status.
    pub status: CapacityStatus,
    /// The quota as Dynamics 365 finds it.
    pub quota: Quota,
    /// Use of the period that had to be paid, in per cent of the allocation, rounded down; `None` without an allocation.
    pub percent: Option<u32>,
    /// What prepaid capacity has left for it: its allocation, and the tenant's pool where it may draw.
    pub left: Credits,
    /// Whether a billing plan pays what prepaid capacity doesn't.
    pub plan_pays: bool,
    /// Agent flows and agents of Dynamics 365 are stopped.
    pub flows_stopped: bool,
    /// Custom agents are stopped too.
    pub agents_stopped: bool,
    /// Where flows are stopped and custom agents go on: how many credits more until those stop.
    pub until_agents_stop: Option<Credits>,
}

/// Credits that an environment used in the present period and that had to be paid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Paid by its allocation.
    pub allocation: Credits,
    /// Paid by the tenant's pool.
    pub pool: Credits,
    /// Over capacity.
    pub over: Credits,
    /// Charged as pay-as-you-go, by a pre-purchase plan included.
    pub charged: Credits,
}

impl Drawn {
    /// All of it.
    #[must_use]
    pub fn total(self) -> Credits {
        self.allocation + self.pool + self.over + self.charged
    }
}

/// How the environment stands now; `None` where there is none.
#[must_use]
pub fn standing(tenant: &Tenant, balances: &Balances, id: EnvironmentId, drawn: Drawn) -> Option<Standing> {
    let platform = tenant.platform.now();
    let known = platform.environment(id)?;
    let Some(paying) = paying(platform, known) else {
        return Some(Standing {
            status: CapacityStatus::Blocked,
            quota: Quota::Depleted,
            percent: None,
            left: Credits::ZERO,
            plan_pays: false,
            flows_stopped: true,
            agents_stopped: true,
            until_agents_stop: None,
        });
    };
    let none = Balances::default();
    let is_present = balances.period == capacity_period(tenant).0;
    let pot = Pot::of(platform, if is_present { balances } else { &none });
    let plan_pays = plan_pays(tenant, paying);
    let own = pot.own_left(paying);
    let left = own + if paying.draw { pot.pool_left() } else { 0 };
    let no_source = paying.allocated == Credits::ZERO && (!paying.draw || pot.owned == 0);
    let flows_stopped = !plan_pays && (no_source || left == 0);
    let to_go = pot.until_enforced(&tenant.settings, paying);
    let agents_stopped = flows_stopped && (no_source || to_go <= 0);
    let percent = (known.allocated > Credits::ZERO).then(|| {
        let percent = i128::from(drawn.total().0) * 100 / i128::from(known.allocated.0);
        u32::try_from(percent).unwrap_or(u32::MAX)
    });
    let beyond = known.allocated > Credits::ZERO && drawn.total() > known.allocated;
    let low_from = Settings::low_percent(tenant.settings.now(SettingKey::LowQuota));
    let is_low = !plan_pays && !paying.draw && pot.share_used(paying) >= i128::from(low_from);
    Some(Standing {
        status: match (agents_stopped, flows_stopped, beyond) {
            (true, ..) => CapacityStatus::Blocked,
            (_, true, _) => CapacityStatus::Overage,
            (.., true) => CapacityStatus::CoveredOverage,
            _ => CapacityStatus::WithinCapacity,
        },
        quota: match (flows_stopped, is_low) {
            (true, _) => Quota::Depleted,
            (_, true) => Quota::Low,
            _ => Quota::Enough,
        },
        percent,
        left: Credits(left),
        plan_pays,
        flows_stopped,
        agents_stopped,
        until_agents_stop: (flows_stopped && !agents_stopped).then_some(Credits(to_go)),
    })
}

/// Whose sources pay for use in the environment.
fn paying<'a>(platform: &'a Platform, known: &'a Environment) -> Option<&'a Environment> {
    match known.facts.workload {
        Workload::Dynamics365 => known.linked_to.and_then(|to| platform.environment(to)),
        Workload::None | Workload::CopilotForSales => Some(known),
    }
}

fn plan_pays(tenant: &Tenant, known: &Environment) -> bool {
    let plan = known.plan.and_then(|id| tenant.platform.now().plan(id));
    plan.is_some_and(|plan| {
        let what = PayAsYouGo::Plan(plan.facts.plan);
        let obstacles = tenant
            .impeded
            .iter()
            .filter(|known| known.what == what && known.until.is_none());
        let blocked = obstacles
            .map(|known| known.by.switch())
            .any(|switch| tenant.settings.now(switch) == Choice::UseBlocked);
        known.bill_to_plan && plan.enabled && !blocked
    })
}

/// What the tenant's prepaid capacity has paid in the present period.
struct Pot<'a> {
    balances: &'a Balances,
    owned: i64,
    prepaid: i64,
    over: i64,
    reserved: i64,
}

impl<'a> Pot<'a> {
    fn of(platform: &Platform, balances: &'a Balances) -> Self {
        let environments = platform.environments.iter();
        let used = |known: &Environment| balances.allocation.get(&known.facts.environment).copied().unwrap_or(0);
        Self {
            owned: platform.owned().0,
            prepaid: balances.allocation.values().sum::<i64>() + balances.pool,
            over: balances.over.values().sum::<i64>() + balances.over_elsewhere,
            reserved: environments.map(|known| (known.allocated.0 - used(known)).max(0)).sum(),
            balances,
        }
    }

    fn used(&self, known: &Environment) -> i64 {
        self.balances
            .allocation
            .get(&known.facts.environment)
            .copied()
            .unwrap_or(0)
    }

    fn own_left(&self, known: &Environment) -> i64 {
        (known.allocated.0 - self.used(known))
            .min(self.owned - self.prepaid)
            .max(0)
    }

    fn pool_left(&self) -> i64 {
        (self.owned - self.prepaid - self.reserved).max(0)
    }

    /// Used per cent of the environment's allocation.
    fn share_used(&self, known: &Environment) -> i128 {
        if known.allocated == Credits::ZERO {
            return 0;
        }
        i128::from(self.used(known)) * 100 / i128::from(known.allocated.0)
    }

    /// Micro-credits more until custom agents of an environment that has nothing left stop.
    fn until_enforced(&self, settings: &Settings, known: &Environment) -> i64 {
        if settings.now(SettingKey::ExhaustedEnvironment) == Choice::AtOnce && !known.draw {
            return 0;
        }
        let by_environment = settings.now(SettingKey::EnforcementScope) == Choice::EnvironmentScope && !known.draw;
        let (used, of) = if by_environment {
            let over = self.balances.over.get(&known.facts.environment).copied().unwrap_or(0);
            (self.used(known) + over, known.allocated.0)
        } else {
            (self.prepaid + self.over, self.owned)
        };
        let enforced_at = (i128::from(of) * 5 + 3) / 4;
        i64::try_from(enforced_at - i128::from(used)).unwrap_or(i64::MAX).max(0)
    }
}
