//! What each source states of a period, by policy or plan and day.

use std::collections::BTreeMap;

use meterdesk_billing::reconciliation::{Figures, Line, Shape, Statement};
use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer};
use meterdesk_billing::tenant::{ImportKind as Kind, Tenant};
use meterdesk_billing::time::Instant;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::folded;
use meterdesk_store::{RunTimeline, Snapshot, StatedSum};
use rust_decimal::Decimal;

use super::period::Period;
use super::sources::{Imported, Scope, shape, spans};
use crate::error::ApiError;

/// Money of a bill, by line and currency.
pub(super) type Money = BTreeMap<(Line, String), Decimal>;

pub(super) fn day_of(at: Instant) -> i64 {
    at.timestamp().div_euclid(86_400)
}

/// Own settlement, as far as the scope goes.
pub(super) async fn settled(snapshot: &mut Snapshot, scope: &Scope, period: &Period) -> Result<Statement, ApiError> {
    let rows = snapshot
        .run_rows(RunTimeline::Actual, period.from, period.until)
        .await?;
    let tenant = snapshot.tenant();
    let mut statement = Statement {
        shape: Shape {
            is_bill: false,
            has_prepaid: scope.prepaid,
            has_not_billed: scope.not_billed,
            divides: true,
            tells_pre_purchase: true,
        },
        spans: Some(vec![(day_of(tenant.started_at), day_of(tenant.now) + 1)]),
        lines: BTreeMap::new(),
    };
    for row in rows {
        if scope.service.is_some_and(|service| service != row.service) {
            continue;
        }
        let nothing = Figures::default();
        let (line, figures) = match row.outcome {
            Outcome::Paid(Payer::PayAsYouGo(of)) => (
                Line::Arrangement(of),
                Figures {
                    billed: row.credits,
                    ..nothing
                },
            ),
            Outcome::Paid(Payer::PrePurchase(_, of)) => (
                Line::Arrangement(of),
                Figures {
                    pre_purchased: row.credits,
                    ..nothing
                },
            ),
            Outcome::Paid(Payer::Allocation(_) | Payer::TenantPool | Payer::OverCapacity) => (
                Line::Prepaid,
                Figures {
                    prepaid: row.credits,
                    ..nothing
                },
            ),
            Outcome::Included | Outcome::NotCharged(_) => (
                Line::NoCharge,
                Figures {
                    not_billed: row.credits,
                    ..nothing
                },
            ),
            Outcome::Blocked(_) => continue,
        };
        if figures != nothing && scope.holds(&line) {
            statement.add(scope.line(line), row.day, figures);
        }
    }
    Ok(statement)
}

impl Scope {
    fn holds(&self, line: &Line) -> bool {
        match line {
            Line::Arrangement(PayAsYouGo::Policy(_)) => self.policies,
            Line::Arrangement(PayAsYouGo::Plan(_)) => self.plans,
            Line::Prepaid => self.prepaid,
            Line::NoCharge => self.not_billed,
            Line::All | Line::Named(_) => true,
        }
    }

    fn line(&self, line: Line) -> Line {
        if self.as_one { Line::All } else { line }
    }
}

/// A report: what stands, and what the files before it stated.
pub(super) async fn reported(
    snapshot: &mut Snapshot,
    kind: Kind,
    files: &[&Imported],
    period: &Period,
) -> Result<Statement, ApiError> {
    let spans = spans(files);
    let is_whole = spans.is_none();
    let mut statement = Statement {
        shape: shape(kind),
        spans,
        lines: BTreeMap::new(),
    };
    for before in [false, true] {
        let span = (period.from, period.until);
        for sum in snapshot.stated_sums(kind, span, is_whole, before).await? {
            for (line, figures) in report_lines(snapshot.tenant(), kind, &sum) {
                add(&mut statement, line, (sum.day, before), figures);
            }
        }
    }
    Ok(statement)
}

fn add(statement: &mut Statement, line: Line, (day, before): (i64, bool), figures: Figures) {
    if before {
        statement.add_before(line, day, figures);
    } else if figures != Figures::default() {
        statement.add(line, day, figures);
    }
}

/// What a sum of a report is, in the columns that its kind has.
fn report_lines(tenant: &Tenant, kind: Kind, sum: &StatedSum) -> Vec<(Line, Figures)> {
    let stated = |figure: Option<i64>| Credits(figure.unwrap_or_default());
    let nothing = Figures::default();
    match kind {
        Kind::EnvironmentReport => vec![
            (
                named(tenant, &[&sum.plan, &sum.plan_name]),
                Figures {
                    billed: stated(sum.pay_as_you_go),
                    ..nothing
                },
            ),
            (
                Line::Prepaid,
                Figures {
                    prepaid: stated(sum.prepaid),
                    ..nothing
                },
            ),
        ]
        .into_iter()
        .filter(|(_, figures)| *figures != nothing)
        .collect(),
        Kind::PlanUsage | Kind::UserReport => {
            let billed = stated(sum.billed.or(sum.credits));
            let not_billed = sum.credits.map_or(Credits::ZERO, |credits| Credits(credits) - billed);
            let line = if kind == Kind::PlanUsage {
                named(tenant, &[&sum.plan])
            } else {
                Line::All
            };
            vec![(
                line,
                Figures {
                    billed,
                    not_billed,
                    ..nothing
                },
            )]
        }
        Kind::AgentReport => vec![(
            Line::All,
            Figures {
                billed: stated(sum.billed),
                not_billed: stated(sum.not_billed),
                ..nothing
            },
        )],
        Kind::SpendingServices if sum.prepaid.is_some() || sum.pay_as_you_go.is_some() => vec![(
            Line::All,
            Figures {
                billed: stated(sum.pay_as_you_go),
                prepaid: stated(sum.prepaid),
                ..nothing
            },
        )],
        _ => {
            let line = if kind == Kind::CreditsReport {
                named(tenant, &[&sum.plan])
            } else {
                Line::All
            };
            let billed = stated(sum.credits);
            vec![(line, Figures { billed, ..nothing })]
        }
    }
}

/// Azure's bill, as far as the scope goes, and its money.
pub(super) async fn bill(
    snapshot: &mut Snapshot,
    kind: Kind,
    files: &[&Imported],
    scope: &Scope,
    period: &Period,
) -> Result<(Statement, Money), ApiError> {
    let mut statement = Statement {
        shape: Shape {
            is_bill: true,
            has_prepaid: false,
            has_not_billed: false,
            divides: true,
            tells_pre_purchase: true,
        },
        spans: spans(files),
        lines: BTreeMap::new(),
    };
    let span = (period.from, period.until);
    for before in [false, true] {
        for sum in snapshot.stated_sums(kind, span, false, before).await? {
            let line = resource(snapshot.tenant(), &sum.plan);
            if !scope.holds(&line) {
                continue;
            }
            let (all, free) = (Credits(sum.credits.unwrap_or_default()), Credits(sum.free));
            let figures = Figures {
                billed: all - free,
                pre_purchased: free,
                ..Figures::default()
            };
            add(&mut statement, scope.line(line), (sum.day, before), figures);
        }
    }
    let mut money = Money::new();
    for sum in snapshot.stated_money(kind, span).await? {
        let line = resource(snapshot.tenant(), &sum.plan);
        if scope.holds(&line) {
            *money.entry((scope.line(line), sum.currency)).or_default() += sum.amount;
        }
    }
    Ok((statement, money))
}

/// Whether a text names a policy or plan of the workbook, by identity, name or account resource.
pub(in crate::use_cases) fn is_known(tenant: &Tenant, text: &str) -> bool {
    matches!(resource(tenant, text), Line::Arrangement(_)) || matches!(named(tenant, &[text]), Line::Arrangement(_))
}

/// The policy or plan whose account resource it is: the last part of the resource's identity is its name.
pub(super) fn resource(tenant: &Tenant, id: &str) -> Line {
    let name = id.rsplit('/').next().unwrap_or_default();
    named(tenant, &[name])
}

/// The policy or plan that one of the texts names, by identity or name. Of several with one name, the present one, then the newest.
fn named(tenant: &Tenant, texts: &[&str]) -> Line {
    for text in texts
        .iter()
        .map(|text| folded(text.trim()))
        .filter(|text| !text.is_empty())
    {
        let policies = tenant.policies.iter().map(|policy| {
            let of = PayAsYouGo::Policy(policy.id);
            let is = folded(&policy.id.to_string()) == text || folded(&policy.name) == text;
            (of, is, policy.deleted_at.is_none(), policy.created_seq)
        });
        let plans = tenant.platform.now().plans.iter().map(|plan| {
            let is = [&plan.account, &plan.facts.name]
                .into_iter()
                .any(|name| folded(name) == text);
            let is = is || folded(&plan.facts.plan.to_string()) == text;
            (
                PayAsYouGo::Plan(plan.facts.plan),
                is,
                plan.deleted_at.is_none(),
                plan.created_seq,
            )
        });
        let found = policies.chain(plans).filter(|(_, is, ..)| *is);
        if let Some((of, ..)) = found.max_by_key(|(.., present, seq)| (*present, *seq)) {
            return Line::Arrangement(of);
        }
    }
    // The last is a name where the first is an identity.
    let told = texts.iter().map(|text| text.trim()).rfind(|text| !text.is_empty());
    Line::Named(told.unwrap_or_default().to_owned())
}
