//! Everybody's standing at a service, looked up in the directory: what connecting or disconnecting one policy means.
//!
//! Who stands how is decided in `meterdesk-billing`.

use meterdesk_billing::coverage::{Census, Cover, Share, UsedBefore, people_set};
use meterdesk_billing::directory::Product;
use meterdesk_billing::ids::PolicyId;
use meterdesk_billing::tenant::{PolicyTarget, Refusal, Scope, Tenant};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::Service;
use meterdesk_store::{Having, Snapshot, Users};

use crate::error::ApiError;
use crate::nested::members_set;
use crate::text::instant;
use crate::wire::PolicyPeople;

/// The census of a service at a time, and the policies that it knows: those that can be charged.
pub(crate) async fn census(
    snapshot: &mut Snapshot,
    service: Service,
    at: Instant,
) -> Result<(Census, Vec<Cover>), ApiError> {
    let mut covers = snapshot.tenant().covers_at(service, at);
    covers.retain(|cover| cover.chargeable);
    Ok((census_of(snapshot, &covers, at).await?, covers))
}

async fn census_of(snapshot: &mut Snapshot, covers: &[Cover], at: Instant) -> Result<Census, ApiError> {
    let everybody = snapshot.set_of(Having::Place).await?.as_ref().clone();
    let licensed = if at == snapshot.tenant().now {
        let holders = snapshot.set_of(Having::Holds(Product::Microsoft365Copilot)).await?;
        holders.as_ref().clone()
    } else {
        people_set(
            snapshot
                .holders_at(Product::Microsoft365Copilot, at.timestamp())
                .await?,
        )
    };
    let mut sets = Vec::with_capacity(covers.len());
    for cover in covers {
        let members = match cover.scope {
            Scope::AllUsers => None,
            Scope::Group(group) => Some(members_set(snapshot, group, at).await?),
        };
        sets.push((*cover, members));
    }
    Ok(Census::new(everybody, licensed, sets))
}

/// What the connection just decided means, beside all policies that cover somebody now.
pub(crate) async fn connecting(snapshot: &mut Snapshot, target: PolicyTarget) -> Result<(Share, Vec<Cover>), ApiError> {
    let now = snapshot.tenant().now;
    let mut covers = snapshot.tenant().covers_at(target.service, now);
    covers.retain(|cover| cover.policy == target.policy || cover.chargeable);
    let census = census_of(snapshot, &covers, now).await?;
    let share = census.share(target.policy).ok_or(Refusal::PolicyUnknown)?;
    Ok((share, covers))
}

/// What the disconnection just decided means, beside the policies that stay; and for how many of those who lose the
/// service something of it goes on until the disconnection is through: the agents that they used, or all calls.
pub(crate) async fn disconnecting(
    snapshot: &mut Snapshot,
    target: PolicyTarget,
) -> Result<(Share, Vec<Cover>, u32), ApiError> {
    let now = snapshot.tenant().now;
    let mut covers = snapshot.tenant().covers_at(target.service, now);
    covers.retain(|cover| cover.policy == target.policy || cover.chargeable && cover.ends_at.is_none());
    let census = census_of(snapshot, &covers, now).await?;
    let share = census.share(target.policy).ok_or(Refusal::PolicyUnknown)?;
    if !target.service.unused_agents_go_at_once() {
        let later = share.alone;
        return Ok((share, covers, later));
    }
    let losing = census.covered_by_none_but(target.policy);
    let used = snapshot.people_who_used(target.service).await?;
    let later = used.into_iter().filter(|person| losing.contains(*person as usize));
    let later = u32::try_from(later.count()).unwrap_or(u32::MAX);
    Ok((share, covers, later))
}

/// Counts by policy, with the policies' names.
pub(crate) fn policy_people(tenant: &Tenant, covers: &[Cover], counts: &[(PolicyId, u32)]) -> Vec<PolicyPeople> {
    let named = |(policy, people): &(PolicyId, u32)| {
        let ends_at = covers.iter().find(|cover| cover.policy == *policy)?.ends_at;
        Some(PolicyPeople {
            policy: policy.to_string(),
            policy_name: tenant.policy_ever(*policy)?.name.clone(),
            people: *people,
            ends_at: ends_at.map(instant),
        })
    };
    counts.iter().filter_map(named).collect()
}

/// Who used which agents before the disconnections that are reaching people within a range of seconds.
pub(crate) async fn used_before(
    snapshot: &mut Snapshot,
    range: (i64, i64),
    users: Option<Users>,
) -> Result<UsedBefore, ApiError> {
    let mut used = UsedBefore::default();
    for act in snapshot.tenant().disconnecting_in(range) {
        let users = users.unwrap_or(Users::Within(act.at.max(range.0), act.until.min(range.1)));
        used.add(act, snapshot.agents_used_before(act, users).await?);
    }
    Ok(used)
}
