//! Azure › Cost Management: what the account resources of billing policies and billing plans cost.
//!
//! Azure knows resources, meters and tags: no agent, no user, no environment. Prepaid capacity never shows there.

use std::collections::BTreeMap;

use meterdesk_billing::directory::ActorFacts;
use meterdesk_billing::ids::SubscriptionId;
use meterdesk_billing::settlement::{PayAsYouGo, Payer};
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::time::{Month, day_start};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::Service;
use meterdesk_store::{PaidRow, RunTimeline};

use crate::act::acting;
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::second;
use crate::wire::*;
use crate::{App, Caller};

/// Source: Microsoft, Retrieval API pay-as-you-go consumption (2026-06-18).
pub(super) const METER: &str = "Pay as you go Copilot Credit";

const DAY: i64 = 86_400;

columns!(CostListed of CostRow:
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("usd", "Cost (USD)", |row| Cell::amount(&row.usd)),
    Column::new("credits", "Copilot Credits", |row| Cell::amount(&row.credits)),
    Column::new("prepurchased", "Pre-purchased at $0 (credits)", |row| Cell::amount(&row.prepurchased)),
    Column::new("of", "Of", |row| Cell::text(&row.of)),
    Column::new("group", "Resource group", |row| Cell::text(&row.resource_group)),
    Column::new("subscription", "Azure subscription", |row| Cell::text(&row.subscription)),
    Column::new("meter", "Meter", |row| Cell::text(&row.meter)),
    Column::new("tag", "Tag", |row| Cell::text(&row.tag)),
);

/// What was charged in a month, in complete days, for the resources that the acting person has a role for.
///
/// # Errors
/// When the page or the month is none, or the workbook can't be read.
pub async fn cost_list(app: &App, caller: &Caller, request: CostList) -> Result<CostListed, ApiError> {
    let page = page::<CostListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    let (first, now) = (Month::of(snapshot.tenant().started_at), snapshot.tenant().now);
    let month = match &request.month {
        None => Month::of(now),
        Some(text) => month_named(text, first, Month::of(now))?,
    };
    let from = month.start().timestamp();
    let known_until = month.end().timestamp().min(day_start(now.date_naive())).max(from);
    let paid = snapshot.paid_by_day(from / DAY, known_until / DAY).await?;
    let (costs, hidden) = costs(snapshot.tenant(), &actor, &paid);
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut rows = grouped_by(snapshot.tenant(), request.by.unwrap_or(CostBy::Resource), costs);
    rows.retain(|(row, _)| row.name.to_lowercase().contains(&search));
    let catalogue = snapshot.tenant().catalogue();
    let charged = rows.iter().map(|(_, sum)| sum.charged).sum::<Credits>();
    let all = charged + rows.iter().map(|(_, sum)| sum.prepurchased).sum::<Credits>();
    let rows = rows.into_iter().map(|(row, sum)| CostRow {
        credits: (sum.charged + sum.prepurchased).to_string(),
        prepurchased: sum.prepurchased.to_string(),
        usd: catalogue.pay_as_you_go(sum.charged).to_string(),
        ..row
    });
    let (rows, total, next) = page.of::<CostListed>(rows.collect());
    Ok(CostListed {
        rows,
        total,
        next,
        total_usd: catalogue.pay_as_you_go(charged).to_string(),
        total_credits: all.to_string(),
        month: month.first_day().to_string(),
        known_until: second(known_until),
        months: months(first, Month::of(now)),
        hidden,
    })
}

pub(super) fn month_named(text: &str, first: Month, last: Month) -> Result<Month, ApiError> {
    let known = text.parse().ok().map(Month::of_day);
    known.filter(|month| (first..=last).contains(month)).ok_or_else(|| {
        let message = format!(
            "name a month from {} to {} by its first day",
            first.first_day(),
            last.first_day()
        );
        ApiError::new(ErrorCode::InvalidField, message).at("month")
    })
}

fn months(first: Month, last: Month) -> Vec<String> {
    let mut months = Vec::new();
    let mut month = first;
    while month <= last {
        months.push(month.first_day().to_string());
        month = month.next();
    }
    months.reverse();
    months
}

/// Credits that were charged, and those that a pre-purchase plan paid for.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    charged: Credits,
    prepurchased: Credits,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.charged += other.charged;
        self.prepurchased += other.prepurchased;
    }
}

/// What each arrangement cost, by tag.
type Costs = BTreeMap<(PayAsYouGo, &'static str), Sum>;

/// The costs that the person sees, and how many arrangements lie where they have no role.
fn costs(tenant: &Tenant, actor: &ActorFacts, paid: &[PaidRow]) -> (Costs, u32) {
    let mut costs = Costs::new();
    for row in paid {
        let (arrangement, sum) = match row.payer {
            Payer::PayAsYouGo(arrangement) => (
                arrangement,
                Sum {
                    charged: row.credits,
                    ..Sum::default()
                },
            ),
            Payer::PrePurchase(_, arrangement) => (
                arrangement,
                Sum {
                    prepurchased: row.credits,
                    ..Sum::default()
                },
            ),
            _ => continue,
        };
        costs.entry((arrangement, tag(row.service))).or_default().add(sum);
    }
    let mut unseen: Vec<PayAsYouGo> = costs.keys().map(|(arrangement, _)| *arrangement).collect();
    unseen.dedup();
    unseen.retain(|arrangement| !sees(tenant, actor, *arrangement));
    costs.retain(|(arrangement, _), _| !unseen.contains(arrangement));
    (costs, u32::try_from(unseen.len()).unwrap_or(u32::MAX))
}

/// Source: Microsoft, View costs and billing (2025-06-16), and Retrieval API pay-as-you-go consumption (2026-06-18).
pub(super) const fn tag(service: Service) -> &'static str {
    match service {
        Service::CopilotChat => "m365copilotchat",
        Service::RetrievalApi => "m365copilotretrievalapi",
        Service::SharePointAgents => "sharepointagents",
        Service::CopilotStudio => "",
    }
}

/// Where an arrangement's account resource lies: its name, what it is of, subscription and resource group.
pub(super) struct Place<'a> {
    id: String,
    pub(super) name: &'a str,
    of: &'static str,
    pub(super) subscription: SubscriptionId,
    pub(super) resource_group: &'a str,
}

pub(super) fn place(tenant: &Tenant, arrangement: PayAsYouGo) -> Option<Place<'_>> {
    match arrangement {
        PayAsYouGo::Policy(id) => tenant.policy_ever(id).map(|policy| Place {
            id: id.to_string(),
            name: &policy.name,
            of: "Billing policy",
            subscription: policy.subscription,
            resource_group: &policy.resource_group,
        }),
        PayAsYouGo::Plan(id) => tenant.platform.now().plan(id).map(|plan| Place {
            id: id.to_string(),
            name: &plan.account,
            of: "Billing plan",
            subscription: plan.facts.subscription,
            resource_group: &plan.facts.resource_group,
        }),
    }
}

fn sees(tenant: &Tenant, actor: &ActorFacts, arrangement: PayAsYouGo) -> bool {
    let at = place(tenant, arrangement);
    at.is_some_and(|at| has_role(tenant, actor, at.subscription, at.resource_group))
}

/// Whether somebody has a role at a resource group, Reader or more: without one Azure shows no cost.
pub(super) fn has_role(
    tenant: &Tenant,
    actor: &ActorFacts,
    subscription: SubscriptionId,
    resource_group: &str,
) -> bool {
    let known = tenant.subscription(subscription);
    known.is_some_and(|known| !known.roles_at(actor.id, resource_group).is_empty())
}

fn grouped_by(tenant: &Tenant, by: CostBy, costs: Costs) -> Vec<(CostRow, Sum)> {
    let mut rows: Vec<(CostRow, Sum)> = Vec::new();
    for ((arrangement, tag), sum) in costs {
        let mut row = CostRow {
            id: String::new(),
            name: String::new(),
            of: String::new(),
            resource_group: String::new(),
            subscription: String::new(),
            meter: METER.to_owned(),
            tag: tag.to_owned(),
            credits: String::new(),
            prepurchased: String::new(),
            usd: String::new(),
        };
        match by {
            CostBy::Resource => {
                let Some(at) = place(tenant, arrangement) else { continue };
                row.id = at.id;
                row.name = at.name.to_owned();
                row.of = at.of.to_owned();
                row.resource_group = at.resource_group.to_owned();
                row.subscription = tenant
                    .subscription(at.subscription)
                    .map_or_else(String::new, |known| known.name.clone());
            }
            CostBy::Meter => (row.id, row.name) = (METER.to_owned(), METER.to_owned()),
            CostBy::Tag => {
                let name = if tag.is_empty() { "No tag" } else { tag };
                (row.id, row.name) = (name.to_owned(), name.to_owned());
            }
        }
        match rows.iter_mut().find(|(known, _)| known.id == row.id) {
            Some((known, total)) => {
                if !tag.is_empty() && !known.tag.contains(tag) {
                    let both = [known.tag.as_str(), tag];
                    known.tag = both
                        .into_iter()
                        .filter(|tag| !tag.is_empty())
                        .collect::<Vec<_>>()
                        .join(", ");
                }
                total.add(sum);
            }
            None => rows.push((row, sum)),
        }
    }
    rows.sort_by(|(a, first), (b, second)| (second.charged, &a.name).cmp(&(first.charged, &b.name)));
    rows
}
