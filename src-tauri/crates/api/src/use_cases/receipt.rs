//! Receipts of metered rows and of uses that did not take place.
//!
//! Lines and traces are never stored: they are worked out again from the rows and the set-up of their time.

use std::collections::HashMap;
use std::sync::Arc;

use meterdesk_billing::catalogue::Feature;
use meterdesk_billing::coverage::Timeline;
use meterdesk_billing::ids::GroupId;
use meterdesk_billing::settlement::{Judged, Outcome, Stage, Subject, receipt};
use meterdesk_billing::tenant::{Refusal, Scope, Tenant};
use meterdesk_billing::units::{Credits, Usd};
use meterdesk_billing::usage::{Audience, Circumstances, Service, Trigger, UsageUnit};
use meterdesk_store::{RowName, RunTimeline, Snapshot};

use super::estimate::time;
use super::usage_try::{NEW_AGENT, features_of, quantity_of};
use crate::error::{ApiError, ErrorCode};
use crate::payer;
use crate::receipts::{Asked, Traced, coverage_of_row, traced};
use crate::settle::{coverage, settle};
use crate::text::{grouped, instant, listed, second, spoken};
use crate::wire::*;
use crate::{App, Caller};

/// Where a step comes from that no document states.
const OWN_SET_UP: &str = "This workbook: set-up and directory at the time of use";

/// The receipt of a row, or of a use that did not take place.
///
/// # Errors
/// When the request names no row and no use, the row is not there or not judged, or the workbook can't be read.
pub async fn usage_receipt(app: &App, _: &Caller, request: UsageReceipt) -> Result<UsageReceiptView, ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let (what, lines) = match (&request.event_id, &request.row, &request.user) {
        (Some(event_id), None, None) => of_row(&mut snapshot, RowName::EventId(event_id), "eventId").await?,
        (None, Some(row), None) => {
            let number = row.parse().map_err(|_| row_unknown("row"))?;
            of_row(&mut snapshot, RowName::Number(number), "row").await?
        }
        (None, None, Some(user)) => of_use(&mut snapshot, user, &request).await?,
        _ => {
            let message = "Name a row by eventId or row, or a person and a service";
            return Err(ApiError::new(ErrorCode::InvalidField, message).at("row"));
        }
    };
    view(&mut snapshot, &what, &lines).await
}

/// What is to be told, without what came of it.
struct What {
    hypothetical: bool,
    event_id: Option<String>,
    at: i64,
    sentence: String,
}

/// One metered feature with what became of it.
struct Line {
    feature: Option<Feature>,
    name: String,
    unit: UsageUnit,
    traced: Traced,
}

fn row_unknown(field: &str) -> ApiError {
    let message = "No row of usage that counts on this branch has this name; use one that the list of rows shows";
    ApiError::new(ErrorCode::NotFound, message).at(field)
}

async fn of_row(snapshot: &mut Snapshot, name: RowName<'_>, field: &str) -> Result<(What, Vec<Line>), ApiError> {
    let record = snapshot.usage_row(name).await?.ok_or_else(|| row_unknown(field))?;
    let (at, tenant) = (record.unit.at, snapshot.tenant());
    require_judged(tenant, at, field)?;
    let traced = traced(snapshot, Asked::Rows(&[record.unit])).await?;
    let traced = traced.into_iter().next().unwrap_or_default();
    let who = record.person.as_ref().map(|(_, name, _)| name.clone());
    let sentence = sentence(
        who.as_deref(),
        &record.unit,
        (&record.agent, &record.environment),
        &record.feature,
        false,
    );
    let what = What {
        hypothetical: false,
        event_id: record.event_id,
        at,
        sentence,
    };
    let line = Line {
        feature: Feature::parse(&record.feature),
        name: record.feature,
        unit: record.unit,
        traced,
    };
    Ok((what, vec![line]))
}

async fn of_use(snapshot: &mut Snapshot, user: &str, request: &UsageReceipt) -> Result<(What, Vec<Line>), ApiError> {
    let missing = || ApiError::new(ErrorCode::InvalidField, "Choose a service").at("service");
    let service: Service = request.service.ok_or_else(missing)?.into();
    let features = features_of(service, request.feature.as_deref())?;
    let quantity = quantity_of(request.quantity.as_deref())?;
    let at = match &request.at {
        Some(text) => time(text, "at")?.timestamp(),
        None => snapshot.tenant().now.timestamp(),
    };
    require_judged(snapshot.tenant(), at, "at")?;
    let person = snapshot.person(user).await?;
    let person = person.ok_or_else(|| Refusal::PersonUnknown(user.to_owned()))?;
    let agent = request.agent.as_deref().unwrap_or_default().trim();
    let environment = request.environment.as_deref().unwrap_or_default().trim();
    let unit = UsageUnit {
        at,
        person: Some(person.index),
        service,
        agent: snapshot.agent_number(agent).await?.unwrap_or(NEW_AGENT),
        environment: 0,
        feature: 0,
        quantity,
        circumstances: Circumstances::default(),
        act_seq: None,
        conversation: 0,
        order: 0,
    };
    let units = vec![unit; features.len()];
    let named: Vec<_> = features.iter().map(|(_, feature)| *feature).collect();
    let told = traced(snapshot, Asked::Uses(&units, &named, environment)).await?;
    let names: Vec<_> = features.iter().map(|(name, _)| name.clone()).collect();
    let sentence = sentence(
        Some(&person.display_name),
        &unit,
        (agent, environment),
        &listed(&names),
        true,
    );
    let what = What {
        hypothetical: true,
        event_id: None,
        at,
        sentence,
    };
    let lines = features.into_iter().zip(units).zip(told);
    let lines = lines.map(|(((name, feature), unit), traced)| Line {
        feature,
        name,
        unit,
        traced,
    });
    Ok((what, lines.collect()))
}

/// What lies before the workbook or ahead of its clock is not judged.
fn require_judged(tenant: &Tenant, at: i64, field: &str) -> Result<(), ApiError> {
    let refused = |message: String| ApiError::new(ErrorCode::Conflict, message).at(field);
    if at < tenant.started_at.timestamp() {
        let begun = spoken(tenant.started_at);
        return Err(refused(format!(
            "It lies before this workbook, which began on {begun}: nobody's set-up of that time is known"
        )));
    }
    if at > tenant.now.timestamp() {
        let now = spoken(tenant.now);
        return Err(refused(format!(
            "It lies ahead of the clock, which stands at {now}: advance it first"
        )));
    }
    Ok(())
}

fn sentence(
    who: Option<&str>,
    unit: &UsageUnit,
    (agent, environment): (&str, &str),
    feature: &str,
    hypothetical: bool,
) -> String {
    let circumstances = unit.circumstances;
    let at = chrono::DateTime::from_timestamp(unit.at, 0)
        .map(spoken)
        .unwrap_or_default();
    let did = if circumstances.attempt { "asked for" } else { "used" };
    let mut text = match (who, hypothetical) {
        (Some(who), true) => format!("If {who} had used"),
        (Some(who), false) => format!("{who} {did}"),
        (None, _) => format!("Somebody who is not named {did}"),
    };
    text.push(' ');
    text.push_str(unit.service.label());
    if !agent.is_empty() {
        text.push_str(&format!(", agent \"{agent}\""));
    }
    if !environment.is_empty() {
        text.push_str(&format!(", in the environment \"{environment}\""));
    }
    text.push_str(&format!(
        ", on {at}: {} × {feature}",
        grouped(&unit.quantity.to_string())
    ));
    let mut remarks = Vec::new();
    if circumstances.test {
        remarks.push("in a test pane".to_owned());
    }
    if circumstances.audience == Audience::External {
        remarks.push("serving people outside".to_owned());
    }
    match circumstances.trigger {
        Trigger::Interactive => {}
        Trigger::Autonomous => remarks.push("started by the agent itself".to_owned()),
        Trigger::Schedule => remarks.push("started by a schedule".to_owned()),
    }
    if !circumstances.authenticated {
        remarks.push("without the person's own sign-in".to_owned());
    }
    if !remarks.is_empty() {
        text.push_str(&format!(", {}", listed(&remarks)));
    }
    text.push('.');
    text
}

async fn view(snapshot: &mut Snapshot, what: &What, lines: &[Line]) -> Result<UsageReceiptView, ApiError> {
    let coverage = if what.hypothetical {
        Arc::new(coverage(snapshot, Timeline::Actual, (what.at, what.at + 1)).await?)
    } else {
        coverage_of_row(snapshot, what.at).await?
    };
    let groups = group_names(snapshot).await?;
    let tenant = snapshot.tenant();
    let catalogue = tenant.catalogue();
    let told: Vec<ReceiptLine> = lines
        .iter()
        .map(|line| {
            let subject = Subject {
                tenant,
                catalogue: &catalogue,
                coverage: &coverage,
                groups: &groups,
                feature: line.feature,
                feature_name: &line.name,
                unit: &line.unit,
            };
            line_view(tenant, &subject, line)
        })
        .collect();
    let all: Vec<Judged> = lines
        .iter()
        .flat_map(|line| line.traced.parts.iter().copied())
        .collect();
    let card = chrono::DateTime::from_timestamp(what.at, 0).and_then(|at| catalogue.card_at(at));
    let unit = card.map_or_else(|| "Copilot Credits".to_owned(), |card| card.unit.clone());
    let outcome = all
        .iter()
        .map(|part| kind(part.outcome))
        .max_by_key(|kind| weight(*kind));
    Ok(UsageReceiptView {
        hypothetical: what.hypothetical,
        event_id: what.event_id.clone(),
        at: second(what.at),
        as_of: instant(tenant.now),
        what: what.sentence.clone(),
        summary: summary(tenant, &all, (what.hypothetical, &unit)),
        unit,
        outcome: outcome.unwrap_or(OutcomeKind::NotCharged),
        credits: all.iter().map(|part| part.credits).sum::<Credits>().to_string(),
        usd: charged(tenant, &all).to_string(),
        lines: told,
    })
}

fn line_view(tenant: &Tenant, subject: &Subject<'_>, line: &Line) -> ReceiptLine {
    let mut stages: Vec<ReceiptStage> = Vec::new();
    let mut last: Option<Stage> = None;
    for (stage, step) in receipt(subject, &line.traced.parts, &line.traced.considered) {
        if last != Some(stage) {
            last = Some(stage);
            stages.push(ReceiptStage {
                stage: stage.key().to_owned(),
                title: stage.label().to_owned(),
                steps: Vec::new(),
            });
        }
        if let Some(open) = stages.last_mut() {
            open.steps.push(ReasonView {
                text: step.text,
                source: Some(step.source.unwrap_or_else(|| OWN_SET_UP.to_owned())),
                assumption: step.assumption,
            });
        }
    }
    ReceiptLine {
        feature: line.name.clone(),
        quantity: line.unit.quantity.to_string(),
        credits: line
            .traced
            .parts
            .iter()
            .map(|part| part.credits)
            .sum::<Credits>()
            .to_string(),
        parts: line
            .traced
            .parts
            .iter()
            .map(|part| ReceiptPart {
                outcome: kind(part.outcome),
                label: payer::outcome_label(tenant, part.outcome),
                credits: part.credits.to_string(),
                usd: charged(tenant, &[*part]).to_string(),
            })
            .collect(),
        stages,
    }
}

/// "Paid: 12 Copilot Credits by All staff (pay-as-you-go), $0.12."
fn summary(tenant: &Tenant, parts: &[Judged], (hypothetical, unit): (bool, &str)) -> String {
    let mut sums: Vec<(Outcome, Credits)> = Vec::new();
    for part in parts {
        match sums.iter_mut().find(|(outcome, _)| *outcome == part.outcome) {
            Some((_, sum)) => *sum += part.credits,
            None => sums.push((part.outcome, part.credits)),
        }
    }
    let each: Vec<String> = sums
        .iter()
        .map(|(outcome, credits)| {
            let amount = match credits.to_string().as_str() {
                "1" => format!("1 {}", unit.trim_end_matches('s')),
                amount => format!("{} {unit}", grouped(amount)),
            };
            let usd = charged(
                tenant,
                &[Judged {
                    credits: *credits,
                    outcome: *outcome,
                }],
            );
            let label = payer::outcome_label(tenant, *outcome);
            match outcome {
                Outcome::Paid(payer) if payer.charges() => format!("{amount} paid by {label}, {}", usd.spoken()),
                Outcome::Paid(_) => format!("{amount} paid by {label}"),
                Outcome::Blocked(_) | Outcome::NotCharged(_) | Outcome::Included => format!("{label}, {amount}"),
            }
        })
        .collect();
    let end = if hypothetical { " This did not take place." } else { "" };
    format!("{}.{end}", each.join("; "))
}

fn charged(tenant: &Tenant, parts: &[Judged]) -> Usd {
    let paid = parts
        .iter()
        .filter(|part| matches!(part.outcome, Outcome::Paid(payer) if payer.charges()));
    tenant.catalogue().pay_as_you_go(paid.map(|part| part.credits).sum())
}

pub(super) const fn kind(outcome: Outcome) -> OutcomeKind {
    match outcome {
        Outcome::Paid(_) => OutcomeKind::Paid,
        Outcome::Included => OutcomeKind::Included,
        Outcome::NotCharged(_) => OutcomeKind::NotCharged,
        Outcome::Blocked(_) => OutcomeKind::Blocked,
    }
}

/// What is told of several: that something is blocked before that something is paid.
pub(super) const fn weight(kind: OutcomeKind) -> u8 {
    match kind {
        OutcomeKind::Blocked => 3,
        OutcomeKind::Paid => 2,
        OutcomeKind::Included => 1,
        OutcomeKind::NotCharged => 0,
    }
}

async fn group_names(snapshot: &mut Snapshot) -> Result<HashMap<GroupId, String>, ApiError> {
    let groups: Vec<GroupId> = snapshot
        .tenant()
        .policies
        .iter()
        .filter_map(|policy| match policy.scope {
            Scope::Group(group) => Some(group),
            Scope::AllUsers => None,
        })
        .collect();
    let mut names = HashMap::new();
    for group in groups {
        if let Some(name) = snapshot.group_name(group).await? {
            names.insert(group, name);
        }
    }
    Ok(names)
}
