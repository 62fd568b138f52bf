//! Who is covered at a service: person by person, and in totals.
//!
//! Who stands how is decided in `meterdesk-billing`; only the people of one page are ever looked up by name.

use chrono::DateTime;
use meterdesk_billing::coverage::{Census, Cover, Standing, StandingKind};
use meterdesk_billing::ids::PolicyId;
use meterdesk_billing::tenant::{Refusal, Scope};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::{PersonIndex, Service};
use meterdesk_store::{PersonKey, PersonName, Snapshot};

use super::identity;
use super::policy::users_label;
use crate::census::census;
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, Listed, Order, ordered_by};
use crate::pages::page;
use crate::text::{instant, spoken};
use crate::wire::*;
use crate::{App, Caller};

impl Listed for CoverageListed {
    type Row = CoverageRow;
    const COLUMNS: &'static [Column<CoverageRow>] = &[
        Column::new("name", "Display name", |row| Cell::text(&row.display_name)),
        Column::new("upn", "Username", |row| Cell::text(&row.user_principal_name)),
        Column::new("standing", "Status", |row| Cell::text(status(row.standing))),
        Column::new("payer", "Paid by", |row| Cell::maybe(row.payer_name.as_ref())),
        Column::new("others", "Also covered by", |row| {
            Cell::text(row.also_covered_by.join("; "))
        }),
        Column::plain("why", "Why", |row| Cell::text(&row.why)),
    ];

    fn into_rows(self) -> (Vec<CoverageRow>, Option<String>) {
        (self.rows, self.next)
    }

    fn as_of(&self) -> Option<String> {
        Some(self.as_of.clone())
    }
}

/// What is asked, understood.
struct Asked {
    service: Service,
    at: Instant,
    search: Option<String>,
    kind: Option<StandingKind>,
    payer: Option<PolicyId>,
}

/// Who is covered, by display name.
///
/// # Errors
/// When the request names what can't be, or the workbook can't be read.
pub async fn coverage_list(app: &App, _caller: &Caller, request: CoverageList) -> Result<CoverageListed, ApiError> {
    let page = page::<CoverageListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let asked = understood(
        &snapshot,
        (request.service, request.at.as_deref()),
        request.search,
        request.filter,
        request.policy.as_deref(),
    )?;
    let sight = Sight::of(&mut snapshot, &asked).await?;
    let found = sight.people(&mut snapshot, &asked, page.order).await?;
    let (shown, total, next) = page.cut(found);
    let names = snapshot.names_of(&shown).await?;
    let rows = names.into_iter().map(|name| sight.row(name)).collect();
    let counts = sight.census.counts();
    let pays_for = |policy: PolicyId| {
        let winner = counts.winners.iter().find(|(winner, _)| *winner == policy);
        winner.map_or(0, |(_, people)| *people)
    };
    let policies = sight.policies.iter().map(|known| CoveragePolicy {
        policy: known.cover.policy.to_string(),
        policy_name: known.name.clone(),
        users_label: known.users_label.clone(),
        pays_for: pays_for(known.cover.policy),
        ends_at: known.cover.ends_at.map(instant),
    });
    Ok(CoverageListed {
        rows,
        total,
        next,
        as_of: instant(asked.at),
        service_label: asked.service.label().to_owned(),
        totals: CoverageTotals {
            people: counts.people,
            licensed: counts.licensed,
            covered: counts.covered,
            twice: counts.twice,
            nobody: counts.nobody,
        },
        policies: policies.collect(),
    })
}

fn understood(
    snapshot: &Snapshot,
    (service, at): (ServiceKey, Option<&str>),
    search: Option<String>,
    filter: Option<CoverageStanding>,
    policy: Option<&str>,
) -> Result<Asked, ApiError> {
    let service: Service = service.into();
    if !service.takes_billing_policies() {
        return Err(Refusal::ServiceNotPayAsYouGo(service.label()).into());
    }
    let payer = policy
        .map(|policy| identity(policy, "policy"))
        .transpose()?
        .map(PolicyId);
    if payer.is_some_and(|payer| snapshot.tenant().policy_ever(payer).is_none()) {
        return Err(Refusal::PolicyUnknown.into());
    }
    Ok(Asked {
        service,
        at: time_of(snapshot, at)?,
        search,
        kind: filter.map(|filter| match filter {
            CoverageStanding::Covered => StandingKind::Covered,
            CoverageStanding::Nobody => StandingKind::Nobody,
            CoverageStanding::Twice => StandingKind::Twice,
            CoverageStanding::Licensed => StandingKind::Licensed,
        }),
        payer,
    })
}

fn time_of(snapshot: &Snapshot, at: Option<&str>) -> Result<Instant, ApiError> {
    let tenant = snapshot.tenant();
    let Some(text) = at else { return Ok(tenant.now) };
    let invalid = |message: String| ApiError::new(ErrorCode::InvalidField, message).at("at");
    let at = DateTime::parse_from_rfc3339(text.trim())
        .map_err(|_| invalid(format!("\"{text}\" is no time; write it as {}", instant(tenant.now))))?
        .to_utc();
    if !(tenant.started_at..=tenant.now).contains(&at) {
        let (from, until) = (spoken(tenant.started_at), spoken(tenant.now));
        return Err(invalid(format!(
            "Ask about a time from {from}, when the workbook begins, to {until}, which is now"
        )));
    }
    Ok(at)
}

/// A policy that covers people, with what the screen calls it.
struct Known {
    cover: Cover,
    name: String,
    users_label: String,
}

/// Everybody's standing with the names of policies and groups.
struct Sight {
    service: Service,
    census: Census,
    /// Those that can be charged, in the order in which they pay.
    policies: Vec<Known>,
    /// Names of those that are connected but can't be charged.
    uncharged: Vec<String>,
    newest_pays: bool,
}

impl Sight {
    async fn of(snapshot: &mut Snapshot, asked: &Asked) -> Result<Self, ApiError> {
        let (census, covers) = census(snapshot, asked.service, asked.at).await?;
        let mut policies = Vec::with_capacity(covers.len());
        for cover in covers {
            let name = snapshot
                .tenant()
                .policy_ever(cover.policy)
                .map(|policy| policy.name.clone());
            policies.push(Known {
                cover,
                name: name.unwrap_or_default(),
                users_label: users_label(snapshot, cover.scope).await?,
            });
        }
        let tenant = snapshot.tenant();
        let connected = tenant.covers_at(asked.service, asked.at);
        let uncharged = connected.iter().filter(|cover| !cover.chargeable);
        Ok(Self {
            service: asked.service,
            census,
            policies,
            uncharged: uncharged
                .filter_map(|cover| Some(format!("\"{}\"", tenant.policy_ever(cover.policy)?.name)))
                .collect(),
            newest_pays: tenant.newest_pays_at(asked.at),
        })
    }

    /// Those asked for, by display name.
    async fn people(
        &self,
        snapshot: &mut Snapshot,
        asked: &Asked,
        order: Option<Order>,
    ) -> Result<Vec<PersonIndex>, ApiError> {
        let by = match order.map(|order| order.by) {
            Some("upn") => PersonKey::UserPrincipalName,
            _ => PersonKey::Name,
        };
        // Names are ordered by the store, standings here: whoever stands alike stays in the order of names.
        let by_name = matches!(order, None | Some(Order { by: "name" | "upn", .. }));
        let descending = by_name && order.is_some_and(|order| order.descending);
        let mut people = snapshot
            .people_in_order(asked.search.as_deref(), by, descending)
            .await?;
        if asked.kind.is_some() || asked.payer.is_some() {
            let wanted = self.census.people_who(asked.kind, asked.payer);
            people.retain(|person| wanted.contains(*person as usize));
        }
        match order {
            Some(order) if !by_name => Ok(self.in_order(people, order)),
            _ => Ok(people),
        }
    }

    /// Of the row only what it is ordered by is worked out for everybody.
    fn in_order(&self, people: Vec<PersonIndex>, order: Order) -> Vec<PersonIndex> {
        let nameless = |person| PersonName {
            index: person,
            id: String::new(),
            user_principal_name: String::new(),
            display_name: String::new(),
        };
        let rows = people.into_iter().map(|person| (person, self.row(nameless(person))));
        ordered_by::<CoverageListed, _>(rows.collect(), order, |(_, row)| row)
            .into_iter()
            .map(|(person, _)| person)
            .collect()
    }

    fn row(&self, person: PersonName) -> CoverageRow {
        let standing = self.census.standing(person.index);
        let why = self.why(&standing);
        let (kind, payer, others) = match standing {
            Standing::Licensed(covers) => (CoverageStanding::Licensed, None, covers),
            Standing::Covered(winner, others) if others.is_empty() => (CoverageStanding::Covered, Some(winner), others),
            Standing::Covered(winner, others) => (CoverageStanding::Twice, Some(winner), others),
            Standing::Nobody => (CoverageStanding::Nobody, None, Vec::new()),
        };
        CoverageRow {
            id: person.id,
            display_name: person.display_name,
            user_principal_name: person.user_principal_name,
            standing: kind,
            payer: payer.map(|payer| payer.policy.to_string()),
            payer_name: payer
                .and_then(|payer| self.known(payer))
                .map(|known| known.name.clone()),
            also_covered_by: others
                .into_iter()
                .filter_map(|other| self.known(other))
                .map(|known| known.name.clone())
                .collect(),
            why,
        }
    }

    fn known(&self, cover: Cover) -> Option<&Known> {
        self.policies.iter().find(|known| known.cover.policy == cover.policy)
    }

    fn why(&self, standing: &Standing) -> String {
        let service = self.service.label();
        match standing {
            Standing::Licensed(covers) if covers.is_empty() => {
                format!("Microsoft 365 Copilot license: it includes {service}.")
            }
            Standing::Licensed(_) => format!(
                "Microsoft 365 Copilot license: it includes {service}. A policy pays only for what the license leaves out."
            ),
            Standing::Nobody if !self.uncharged.is_empty() => format!(
                "No billing policy that covers the person can be charged: {} can't be now.",
                self.uncharged.join(", ")
            ),
            Standing::Nobody if self.policies.is_empty() => {
                format!("No billing policy is connected to {service}.")
            }
            Standing::Nobody => "In no group of a connected billing policy.".to_owned(),
            Standing::Covered(winner, others) => {
                let through = self
                    .known(*winner)
                    .map_or_else(String::new, |known| match winner.scope {
                        Scope::AllUsers => "The policy covers all users".to_owned(),
                        Scope::Group(_) => format!("Member of \"{}\"", known.users_label),
                    });
                let order = match (others.is_empty(), self.newest_pays) {
                    (true, _) => "",
                    (false, false) => "; the oldest of the policies that cover the person pays",
                    (false, true) => "; the newest of the policies that cover the person pays",
                };
                let ending = winner.ends_at.map_or_else(String::new, |ends_at| {
                    let what = if self.service.unused_agents_go_at_once() {
                        "for agents used before"
                    } else {
                        "calls until then are charged"
                    };
                    format!("; disconnecting, at the latest by {}, {what}", spoken(ends_at))
                });
                format!("{through}{order}{ending}.")
            }
        }
    }
}

/// The words of the column Status.
const fn status(standing: CoverageStanding) -> &'static str {
    match standing {
        CoverageStanding::Covered => "Covered",
        CoverageStanding::Twice => "Covered twice",
        CoverageStanding::Nobody => "Covered by nobody",
        CoverageStanding::Licensed => "Included in license",
    }
}
