//! Which imported files a reconciliation can rest on, for which days they are, and what their kinds count.
//!
//! A file without dates counts for exactly the period that was stated for it, and periods that overlap are never added.

use meterdesk_billing::reconciliation::Shape;
use meterdesk_billing::tenant::{ImportKind as Kind, Timing};
use meterdesk_billing::usage::Service;
use meterdesk_store::{self as store, ImportState, Snapshot};

use super::Chosen;
use super::period::Period;
use crate::error::{ApiError, ErrorCode};
use crate::use_cases::import::kind as kind_view;
use crate::wire::*;

/// Kinds of reports that can be compared, those with days first. Group rows overlap and are never added up.
const REPORTS: [Kind; 8] = [
    Kind::EnvironmentReport,
    Kind::PlanUsage,
    Kind::CreditsReport,
    Kind::AgentReport,
    Kind::UserReport,
    Kind::SpendingServices,
    Kind::SpendingPolicies,
    Kind::SpendingUsers,
];

pub(super) const BILLS: [Kind; 2] = [Kind::AzureCost, Kind::FocusCost];

const EVERY: store::Page = store::Page {
    offset: 0,
    limit: u32::MAX,
};

/// An imported file that counts.
pub(super) struct Imported {
    pub(super) kind: Kind,
    id: String,
    pub(super) file: String,
    /// The days of its rows, or the period that was stated for it.
    pub(super) span: Period,
    /// Whether the period was stated, and its rows have no days.
    pub(super) is_whole: bool,
}

impl Imported {
    #[cfg(test)]
    pub(super) fn of_days(kind: Kind, (from, until): (i64, i64)) -> Self {
        Self {
            kind,
            id: String::new(),
            file: String::new(),
            span: Period { from, until },
            is_whole: false,
        }
    }

    pub(super) fn states(&self, period: &Period) -> bool {
        if self.is_whole {
            self.span == *period
        } else {
            self.span.from < period.until && period.from < self.span.until
        }
    }
}

/// The files that count.
pub(super) async fn imports(snapshot: &mut Snapshot) -> Result<Vec<Imported>, ApiError> {
    let (records, _) = snapshot.imports(None, EVERY).await?;
    let known = records
        .into_iter()
        .filter(|record| record.state == ImportState::Published);
    Ok(known
        .filter_map(|record| {
            let (span, is_whole) = match record.kind.timing() {
                Timing::Dated => {
                    let day = |at: i64| at.div_euclid(86_400);
                    let (first, last) = (record.counts.first_at?, record.counts.last_at?);
                    ((day(first), day(last) + 1), false)
                }
                Timing::Period | Timing::Window => (record.period?, true),
                Timing::Standing => return None,
            };
            Some(Imported {
                kind: record.kind,
                id: record.object.unwrap_or_default(),
                file: record.file_name,
                span: Period {
                    from: span.0,
                    until: span.1,
                },
                is_whole,
            })
        })
        .filter(|import| REPORTS.contains(&import.kind) || BILLS.contains(&import.kind))
        .collect())
}

/// The spans of days that files state, in order.
pub(super) fn spans(files: &[&Imported]) -> Option<Vec<(i64, i64)>> {
    if files.iter().any(|file| file.is_whole) {
        return None;
    }
    let mut spans: Vec<_> = files.iter().map(|file| (file.span.from, file.span.until)).collect();
    spans.sort_unstable();
    Some(spans)
}

/// What the request chooses, or what is there.
pub(super) fn chosen<'a>(
    request: &ReconciliationList,
    imports: &'a [Imported],
    period: &Period,
) -> Result<Chosen<'a>, ApiError> {
    let report = of_kinds(&REPORTS, (request.report, "report"), imports, period)?;
    let bill = of_kinds(&BILLS, (request.bill, "bill"), imports, period)?;
    let compare = request.compare.unwrap_or(match (&report, &bill) {
        (Some(_), None) => ReconciliationPair::ReportedSettled,
        _ => ReconciliationPair::SettledAzure,
    });
    let scope = match (&report, compare) {
        (Some((kind, _)), ReconciliationPair::ReportedAzure | ReconciliationPair::ReportedSettled) => Scope::of(*kind),
        _ => Scope::WHOLE,
    };
    // A report that names no plans is shown only where everything else is added up as well.
    let is_apart = |kind: Kind| Scope::of(kind).as_one && !scope.as_one;
    let report = report.filter(|(kind, _)| !is_apart(*kind));
    Ok(Chosen {
        report,
        bill,
        compare,
        scope,
    })
}

pub(super) fn of_kinds<'a>(
    kinds: &[Kind],
    (asked, field): (Option<ImportKind>, &str),
    imports: &'a [Imported],
    period: &Period,
) -> Result<Option<(Kind, Vec<&'a Imported>)>, ApiError> {
    let stating = |kind: Kind| -> Vec<&Imported> {
        let of_kind = imports.iter().filter(|import| import.kind == kind);
        of_kind.filter(|import| import.states(period)).collect()
    };
    let Some(asked) = asked else {
        let found = kinds.iter().map(|kind| (*kind, stating(*kind)));
        return Ok(found.into_iter().find(|(_, files)| !files.is_empty()));
    };
    let refused = |field: &str, message: String| Err(ApiError::new(ErrorCode::InvalidField, message).at(field));
    let Some(kind) = kinds.iter().copied().find(|kind| kind_view(*kind) == asked) else {
        let known: Vec<_> = kinds.iter().map(|kind| kind.key()).collect();
        return refused(
            field,
            format!("This kind of file is not compared; use one of: {}", known.join(", ")),
        );
    };
    let files = stating(kind);
    if !files.is_empty() {
        return Ok(Some((kind, files)));
    }
    let others: Vec<_> = imports
        .iter()
        .filter(|import| import.kind == kind)
        .map(|import| import.span.spoken())
        .collect();
    match (others.is_empty(), kind.timing()) {
        (true, _) => refused(field, format!("No {} is imported", kind.label())),
        (false, Timing::Dated) => refused(
            field,
            format!(
                "{}: no row is of these days; there is {}",
                kind.label(),
                others.join("; ")
            ),
        ),
        (false, _) => refused(
            "from",
            format!(
                "{}: the file has no dates, so it can't be cut to other days. It counts for exactly its period: {}",
                kind.label(),
                others.join("; ")
            ),
        ),
    }
}

/// Every kind that states the period.
pub(super) fn all(imports: &[Imported], period: &Period) -> Vec<ReconciliationSource> {
    let kinds = REPORTS.iter().chain(&BILLS);
    let files = |kind: Kind| -> Vec<&Imported> {
        let of_kind = imports.iter().filter(|import| import.kind == kind);
        of_kind.filter(|import| import.states(period)).collect()
    };
    kinds
        .map(|kind| view(*kind, &files(*kind)))
        .filter(|source| !source.files.is_empty())
        .collect()
}

pub(super) fn view(kind: Kind, files: &[&Imported]) -> ReconciliationSource {
    ReconciliationSource {
        kind: kind_view(kind),
        label: kind.label().to_owned(),
        is_bill: BILLS.contains(&kind),
        files: files
            .iter()
            .map(|file| ReconciliationFile {
                id: file.id.clone(),
                name: file.file.clone(),
                from: file.span.first(),
                until: file.span.end(),
            })
            .collect(),
    }
}

/// Files without dates whose period meets the one asked for and is another.
pub(super) fn set_aside(imports: &[Imported], period: &Period) -> Vec<String> {
    let meets = |import: &&Imported| {
        import.is_whole && import.span != *period && import.span.from < period.until && period.from < import.span.until
    };
    let told = imports.iter().filter(meets);
    told.map(|import| {
        format!(
            "\"{}\" is of {} as a whole, and counts for that period alone: it is not in these figures.",
            import.file,
            import.span.spoken()
        )
    })
    .collect()
}

/// What a kind of report counts: with others only the same is compared.
pub(super) struct Scope {
    pub(super) policies: bool,
    pub(super) plans: bool,
    pub(super) prepaid: bool,
    pub(super) not_billed: bool,
    pub(super) service: Option<Service>,
    /// It names no policy and no plan.
    pub(super) as_one: bool,
}

impl Scope {
    pub(super) const WHOLE: Self = Self {
        policies: true,
        plans: true,
        prepaid: true,
        not_billed: true,
        service: None,
        as_one: false,
    };

    fn of(kind: Kind) -> Self {
        match kind {
            Kind::EnvironmentReport => Self {
                policies: false,
                not_billed: false,
                ..Self::WHOLE
            },
            Kind::PlanUsage => Self {
                policies: false,
                prepaid: false,
                not_billed: false,
                ..Self::WHOLE
            },
            Kind::CreditsReport => Self {
                plans: false,
                prepaid: false,
                not_billed: false,
                ..Self::WHOLE
            },
            Kind::AgentReport | Kind::UserReport => Self {
                policies: false,
                service: Some(Service::CopilotStudio),
                as_one: true,
                ..Self::WHOLE
            },
            _ => Self {
                not_billed: false,
                as_one: true,
                ..Self::WHOLE
            },
        }
    }
}

/// What is said of the kind's scope.
pub(super) const fn scope_note(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::EnvironmentReport => Some(
            "The environment report is of the Power Platform: what billing policies of the Microsoft 365 admin center paid, and what \
             nobody is billed for, is not in it and not compared with it.",
        ),
        Kind::PlanUsage => Some(
            "The plan usage report is of pay-as-you-go plans: what billing policies and prepaid capacity paid is not compared with it.",
        ),
        Kind::CreditsReport => Some(
            "The report of Copilot credits is of billing policies: what pay-as-you-go plans and prepaid capacity paid is not compared \
             with it.",
        ),
        Kind::AgentReport | Kind::UserReport => Some(
            "This report is of Copilot Studio as a whole: it names no plan, and counts prepaid credits among those billed.",
        ),
        Kind::SpendingServices | Kind::SpendingPolicies | Kind::SpendingUsers => {
            Some("This report states credits as a whole: it names no billing policy and no plan.")
        }
        _ => None,
    }
}

/// What a kind of report tells apart.
pub(super) const fn shape(kind: Kind) -> Shape {
    let (has_prepaid, has_not_billed, divides) = match kind {
        Kind::EnvironmentReport | Kind::SpendingServices => (true, false, true),
        Kind::PlanUsage => (false, true, true),
        Kind::AgentReport | Kind::UserReport => (true, true, false),
        Kind::SpendingPolicies | Kind::SpendingUsers => (true, false, false),
        _ => (false, false, true),
    };
    Shape {
        is_bill: false,
        has_prepaid,
        has_not_billed,
        divides,
        tells_pre_purchase: false,
    }
}
