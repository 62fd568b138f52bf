//! How two branches differ: what is set up, and who paid for the usage that both have judged.
//!
//! Both sides judge the same rows up to the clock that is behind, so differences come from the set-up alone. Usage of that
//! time that only one of them has stands apart, and both together are each branch's own figures.

use std::collections::{BTreeMap, BTreeSet};

use meterdesk_billing::budget::Budget;
use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::settings::SETTINGS;
use meterdesk_billing::settlement::{CarriedState, Outcome, RollupSum, Settled};
use meterdesk_billing::tenant::{Connection, Policy, Scope, Tenant};
use meterdesk_billing::units::{Credits, Usd};
use meterdesk_billing::usage::Service;
use meterdesk_store::{Branch, Elsewhere, RunTimeline, Snapshot, UsageRows};

use super::budget::{amount_per, budget_view};
use super::policy::users_label;
use crate::error::ApiError;
use crate::payer;
use crate::settle::{settle, settle_month};
use crate::text::{counted, grouped, instant, listed, second, spoken};
use crate::wire::*;
use crate::{App, Caller};

/// How two branches differ.
///
/// # Errors
/// When there is no such branch, or the workbook can't be read.
pub async fn branch_compare(app: &App, _caller: &Caller, request: BranchCompare) -> Result<BranchCompared, ApiError> {
    for branch in [&request.a, &request.b] {
        // A name that no branch has is told of below.
        if app.workbook.read().await?.turn_to(branch).await.is_ok() {
            settle(&app.on(branch), RunTimeline::Actual).await?;
        }
    }
    let mut snapshot = app.workbook.read().await?;
    snapshot
        .turn_to(&request.b)
        .await
        .map_err(|error| at_field(error, "b"))?;
    let (b, b_tenant, b_set_up) = side(&mut snapshot).await?;
    let b_entries = snapshot.head().seq;
    snapshot
        .turn_to(&request.a)
        .await
        .map_err(|error| at_field(error, "a"))?;
    let (a, a_tenant, a_set_up) = side(&mut snapshot).await?;
    let a_entries = snapshot.head().seq;
    let shared_entries = snapshot.shared_entries(&b).await?;
    let shared_until = snapshot.tenant_at(shared_entries).await?.now;
    let (from, now) = (a_tenant.started_at, a_tenant.now.min(b_tenant.now));
    let range = (from.timestamp(), now.timestamp() + 1);
    let (b_elsewhere, a_elsewhere) = (elsewhere(&b, &b_tenant), elsewhere(&a, &a_tenant));
    // Where both have the same usage and the same time, their own runs have judged it already.
    let alike = app.workbook.read_only().is_none()
        && (a_tenant.now, a_tenant.started_at) == (b_tenant.now, b_tenant.started_at)
        && snapshot.counts_the_same(b_elsewhere).await?;
    let (a_shared, a_alone) = if alike {
        (published(&mut snapshot, &a_tenant).await?, Sums::new())
    } else {
        judged(&mut snapshot, (b_elsewhere, &a_tenant), range).await?
    };
    snapshot.turn_to(b.name()).await?;
    let (b_shared, b_alone) = if alike {
        (published(&mut snapshot, &b_tenant).await?, Sums::new())
    } else {
        judged(&mut snapshot, (a_elsewhere, &b_tenant), range).await?
    };
    let rows = rows(&a_shared, &b_shared);
    let total = line("total", "Total", &total(&a_shared), &total(&b_shared));
    let alone = (self::total(&a_alone), self::total(&b_alone));
    let everything = (
        self::total(&a_shared).plus(&alone.0),
        self::total(&b_shared).plus(&alone.1),
    );
    Ok(BranchCompared {
        shared_entries,
        shared_until: instant(shared_until),
        a_entries: a_entries - shared_entries,
        b_entries: b_entries - shared_entries,
        set_up: differences(a_set_up, b_set_up),
        from: instant(from),
        until: second(range.1 - 1),
        summary: summary(&rows, (a.name(), b.name())),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        total,
        not_shared: line("notShared", "Usage that only one of them has", &alone.0, &alone.1),
        everything: line("everything", "All usage of that time", &everything.0, &everything.1),
        a: a.name().to_owned(),
        b: b.name().to_owned(),
    })
}

fn at_field(error: meterdesk_store::StoreError, field: &str) -> ApiError {
    let error = ApiError::from(error);
    if error.field.is_some() { error.at(field) } else { error }
}

/// What is set up, by what it is about and its name.
type SetUp = BTreeMap<(&'static str, String), String>;

async fn side(snapshot: &mut Snapshot) -> Result<(Branch, Tenant, SetUp), ApiError> {
    let (branch, tenant) = (snapshot.branch().clone(), snapshot.tenant().clone());
    let mut set_up = SetUp::new();
    set_up.insert(("Clock", "Simulated time".to_owned()), spoken(tenant.now));
    for policy in tenant.present_policies() {
        let text = policy_text(snapshot, &tenant, policy).await?;
        set_up.insert(("Billing policy", policy.name.clone()), text);
        if let Some(budget) = policy.budget() {
            set_up.insert(("Budget", policy.name.clone()), budget_text(snapshot, budget).await?);
        }
    }
    for setting in &SETTINGS {
        let held = setting
            .alternative(tenant.settings.now(setting.key))
            .map_or("", |held| held.label);
        set_up.insert(("Setting", setting.label.to_owned()), held.to_owned());
    }
    if let Some(plan) = &tenant.usage_plan {
        let goes_on = if plan.goes_on() { "Goes on" } else { "Stopped" };
        set_up.insert(("Planned use", "Use by itself".to_owned()), goes_on.to_owned());
    }
    for service in Service::PAY_AS_YOU_GO {
        for connection in tenant.present_connections(service) {
            let policy = tenant.policy_ever(connection.policy).map_or("", |policy| &policy.name);
            set_up.insert(
                ("Pay-as-you-go service", format!("{} and \"{policy}\"", service.label())),
                connection_text(connection),
            );
        }
    }
    for import in tenant.imports.iter().filter(|import| import.reverted_at.is_none()) {
        set_up.insert(("Import", import.file_name.clone()), "Counts".to_owned());
    }
    Ok((branch, tenant, set_up))
}

async fn policy_text(snapshot: &mut Snapshot, tenant: &Tenant, policy: &Policy) -> Result<String, ApiError> {
    let users = match policy.scope {
        Scope::AllUsers => "All users".to_owned(),
        Scope::Group(_) => users_label(snapshot, policy.scope).await?,
    };
    let subscription = tenant
        .subscription(policy.subscription)
        .map_or("", |subscription| &subscription.name);
    Ok(format!(
        "{users}; {subscription}, {}; {}",
        policy.resource_group, policy.region
    ))
}

async fn budget_text(snapshot: &mut Snapshot, budget: &Budget) -> Result<String, ApiError> {
    let view = budget_view(snapshot, budget).await?;
    let percents: Vec<_> = view
        .thresholds
        .iter()
        .map(|threshold| format!("{} %", threshold.percent))
        .collect();
    let mut text = format!("{}; alerts at {}", amount_per(budget), listed(&percents));
    if !view.recipients.is_empty() {
        let names: Vec<_> = view.recipients.into_iter().map(|recipient| recipient.name).collect();
        text.push_str(&format!(" to {}", listed(&names)));
    }
    Ok(text)
}

fn connection_text(connection: &Connection) -> String {
    let since = spoken(connection.period.from);
    match connection.period.until {
        None => format!("Connected since {since}"),
        Some(until) => format!(
            "Connected since {since}; disconnecting, at the latest by {}",
            spoken(until)
        ),
    }
}

fn differences(a: SetUp, mut b: SetUp) -> Vec<SetUpDifference> {
    let mut found = BTreeMap::new();
    for (key, on_a) in a {
        let on_b = b.remove(&key);
        if on_b.as_ref() != Some(&on_a) {
            found.insert(key, (Some(on_a), on_b));
        }
    }
    found.extend(b.into_iter().map(|(key, on_b)| (key, (None, Some(on_b)))));
    let rows = found.into_iter().map(|((what, name), (a, b))| SetUpDifference {
        what: what.to_owned(),
        name,
        a,
        b,
    });
    rows.collect()
}

/// Sums of a branch by outcome, a policy told by its name: the two sides may have made it by different acts.
type Sums = BTreeMap<(u8, String, String), Sum>;

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    rows: u64,
    credits: Credits,
    usd: Usd,
}

impl Sum {
    fn plus(self, other: &Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            credits: self.credits + other.credits,
            usd: self.usd + other.usd,
        }
    }

    fn view(&self) -> OutcomeSum {
        OutcomeSum {
            rows: self.rows,
            credits: self.credits.to_string(),
            usd: self.usd.to_string(),
        }
    }
}

fn elsewhere<'a>(branch: &'a Branch, tenant: &'a Tenant) -> Elsewhere<'a> {
    Elsewhere {
        branch,
        plan: tenant.usage_plan.as_ref(),
    }
}

/// What the snapshot's branch makes of usage that the other has too, and of usage that it hasn't.
async fn judged(
    snapshot: &mut Snapshot,
    (other, tenant): (Elsewhere<'_>, &Tenant),
    range: (i64, i64),
) -> Result<(Sums, Sums), ApiError> {
    let timeline = RunTimeline::Actual;
    let fresh = CarriedState::default;
    let (shared, _) = settle_month(snapshot, timeline, UsageRows::SharedWith(other), range, fresh()).await?;
    let (alone, _) = settle_month(snapshot, timeline, UsageRows::NotOn(other), range, fresh()).await?;
    let by_outcome = |settled: Settled| {
        let parts = settled.rollup.into_iter();
        parts.map(|(key, sum)| (key.outcome, sum)).collect::<Vec<_>>()
    };
    Ok((sums(tenant, by_outcome(shared)), sums(tenant, by_outcome(alone))))
}

/// What the published runs of the snapshot's branch made of all its usage.
async fn published(snapshot: &mut Snapshot, tenant: &Tenant) -> Result<Sums, ApiError> {
    let mut by_outcome: BTreeMap<Outcome, RollupSum> = BTreeMap::new();
    snapshot
        .each_sum((i64::MIN, i64::MAX), |key, sum| {
            let total = by_outcome.entry(key.outcome).or_default();
            total.rows += sum.rows;
            total.credits += sum.credits;
        })
        .await?;
    Ok(sums(tenant, by_outcome))
}

fn sums(tenant: &Tenant, parts: impl IntoIterator<Item = (Outcome, RollupSum)>) -> Sums {
    let catalogue = Catalogue::built_in();
    let mut sums = Sums::new();
    for (outcome, sum) in parts {
        let (kind, detail) = outcome.to_stored();
        let (place, name, usd) = match outcome {
            Outcome::Paid(payer) if payer.charges() => {
                (0, payer::name(tenant, payer), catalogue.pay_as_you_go(sum.credits))
            }
            Outcome::Paid(payer) => (0, payer::name(tenant, payer), Usd::ZERO),
            Outcome::Included => (1, detail, Usd::ZERO),
            Outcome::NotCharged(_) => (2, detail, Usd::ZERO),
            Outcome::Blocked(_) => (3, detail, Usd::ZERO),
        };
        let label = payer::outcome_label(tenant, outcome);
        let added = Sum {
            rows: sum.rows,
            credits: sum.credits,
            usd,
        };
        let known = sums.entry((place, format!("{kind}:{name}"), label)).or_default();
        *known = known.plus(&added);
    }
    sums
}

fn total(sums: &Sums) -> Sum {
    sums.values().fold(Sum::default(), Sum::plus)
}

/// Rows of both sides, each with its difference in credits.
fn rows(a: &Sums, b: &Sums) -> Vec<(Credits, OutcomeDifference)> {
    let keys: BTreeSet<_> = a.keys().chain(b.keys()).collect();
    keys.into_iter()
        .map(|known| {
            let (on_a, on_b) = (
                a.get(known).copied().unwrap_or_default(),
                b.get(known).copied().unwrap_or_default(),
            );
            let (_, key, label) = known;
            (on_b.credits - on_a.credits, line(key, label, &on_a, &on_b))
        })
        .collect()
}

fn line(key: &str, label: &str, a: &Sum, b: &Sum) -> OutcomeDifference {
    OutcomeDifference {
        key: key.to_owned(),
        label: label.to_owned(),
        a: a.view(),
        b: b.view(),
        rows_difference: b.rows.cast_signed() - a.rows.cast_signed(),
        credits_difference: (b.credits - a.credits).to_string(),
        usd_difference: (b.usd - a.usd).to_string(),
    }
}

fn summary(rows: &[(Credits, OutcomeDifference)], (a, b): (&str, &str)) -> String {
    let largest = rows
        .iter()
        .filter(|(difference, _)| *difference != Credits::ZERO)
        .max_by_key(|(difference, _)| difference.0.unsigned_abs());
    match largest {
        None => format!("The same usage has the same outcome on \"{a}\" and on \"{b}\"."),
        Some((difference, row)) => {
            let (more, less) = if difference.0 > 0 { (b, a) } else { (a, b) };
            let changed = rows
                .iter()
                .filter(|(difference, _)| *difference != Credits::ZERO)
                .count();
            format!(
                "{} differ for the same usage; the largest: {}, with {} Copilot Credits more on \"{more}\" than on \"{less}\".",
                counted(changed as u64, "outcome", "outcomes"),
                row.label,
                grouped(&Credits(difference.0.abs()).to_string())
            )
        }
    }
}
