//! The statement of one department, cost center or group: its use by agent or by person, and its part of shared costs.
//!
//! Lines add up to what the chargeback says that it is charged. Names of people follow the setting of reports.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use meterdesk_billing::catalogue::Feature;
use meterdesk_billing::chargeback::{
    Charged, Consumed, LineSum, SharedOf, SharedPart, SharedRule, StatedUse, Whose, divide, lines,
};
use meterdesk_billing::settlement::Judged;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::{PersonIndex, Service};
use meterdesk_store::{RunTimeline, Snapshot};

use super::charges::{Charges, FineUses, whose_of};
use super::{amount, asked, months, named, terms};
use crate::error::{ApiError, ErrorCode};
use crate::kept::Looked;
use crate::lists::{Cell, Column, columns};
use crate::pages::{Page, page};
use crate::settle::settle;
use crate::text::{grouped, instant, spoken_month};
use crate::use_cases::credits_report::{concealed, conceals};
use crate::wire::*;
use crate::{App, Caller};

columns!(ChargebackStatementListed of StatementLine:
    Column::new("name", "Agent, person or shared cost", |row| Cell::text(&row.name)),
    Column::new("username", "Username", |row| Cell::maybe(row.username.as_ref())),
    Column::new("service", "Service", |row| Cell::maybe(row.service.as_ref())),
    Column::new("feature", "Feature", |row| Cell::maybe(row.feature.as_ref())),
    Column::new("payAsYouGo", "Pay-as-you-go (credits)", |row| Cell::amount(&row.pay_as_you_go_credits)),
    Column::new("prePurchased", "Pre-purchased (credits)", |row| Cell::amount(&row.pre_purchased_credits)),
    Column::new("prepaid", "Prepaid (credits)", |row| Cell::amount(&row.prepaid_credits)),
    Column::new("notBilled", "Not billed (credits)", |row| Cell::amount(&row.not_billed_credits)),
    Column::new("amount", "Charged", |row| row.amount.as_deref().map_or(Cell::Nothing, Cell::amount)),
    Column::new("currency", "Currency", |row| Cell::text(&row.currency)),
    Column::new("working", "Working", |row| Cell::maybe(row.working.as_ref())),
    Column::new("of", "Statement of", |row| Cell::text(&row.of)),
    Column::new("month", "Month (UTC)", |row| Cell::text(&row.month)),
    Column::new("basis", "Basis", |row| Cell::text(&row.basis)),
);

const NO_AGENT: &str = "No agent named";

/// What a line is of. Texts stand by their place in alphabetical order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Use {
        service: Service,
        agent: usize,
        feature: usize,
    },
    Person(Option<PersonIndex>),
    Shared(SharedOf),
}

/// Texts of agents and features, in order.
struct Texts {
    ordered: Vec<String>,
    places: HashMap<i64, usize>,
}

/// The lines of what one used, the largest first, by either of the two that they may be by.
pub(crate) struct Lines {
    by_use: Vec<(Line, LineSum)>,
    by_people: Vec<(Line, LineSum)>,
    texts: Texts,
}

impl Lines {
    async fn read(snapshot: &mut Snapshot, of: (&Charges, &Whose, &Charged)) -> Result<Self, ApiError> {
        let uses = of.0.fine_uses(snapshot, of.1).await?;
        let texts = Texts::read(snapshot, &uses).await?;
        Ok(Self {
            by_use: sums(of, &texts, &uses, false),
            by_people: sums(of, &texts, &uses, true),
            texts,
        })
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.by_use.len() + self.by_people.len()
    }
}

/// What one is charged for a month, line by line.
///
/// # Errors
/// What `chargeback_list` is refused for; when nothing is charged to whom the key names.
pub async fn chargeback_statement_list(
    app: &App,
    _caller: &Caller,
    request: ChargebackStatementList,
) -> Result<ChargebackStatementListed, ApiError> {
    let (cursor, sort) = (request.cursor.as_deref(), request.sort.as_ref());
    let page = page::<ChargebackStatementListed>(app, cursor, request.limit, sort)?;
    let terms = terms::of!(request)?;
    let whose = whose_of(&request.whose);
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let months = months(&mut snapshot).await?;
    let month = asked(&snapshot, &months, request.month.as_deref())?;
    let charges = Charges::of(app, &mut snapshot, (&terms, month)).await?;
    let charges = charges.as_ref();
    let spoken = spoken_month(month.start().timestamp());
    let known = whose
        .as_ref()
        .and_then(|whose| Some((whose, charges.divided.charged.get(whose)?)));
    let Some((whose, charged)) = known else {
        let message = format!(
            "Nothing is charged to \"{}\" in {spoken}; choose another row of the chargeback",
            request.whose
        );
        return Err(ApiError::new(ErrorCode::NotFound, message).at("whose"));
    };
    let by_people = request.lines == Some(StatementBy::People);
    let asked = format!("{terms:?} {month:?} {whose:?}");
    let lines = match app.finds.statements.look(&mut snapshot, &asked).await? {
        Looked::Found(lines) => lines,
        Looked::NotYet(place) => place.keep(Lines::read(&mut snapshot, (charges, whose, charged)).await?),
    };
    let mut found = if by_people {
        lines.by_people.clone()
    } else {
        lines.by_use.clone()
    };
    let shared = shares(charges, charged);
    found.extend(shared.iter().copied());
    let statement = Statement {
        charges,
        charged,
        whose,
        texts: &lines.texts,
    };
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let (rows, total, next) = statement.page(&mut snapshot, &page, &search, found).await?;
    let shared = statement.rows(&mut snapshot, shared).await?;
    let sum = LineSum {
        credits: charged.credits,
        cents: charged.bill_cents() + charged.shared_cents(),
    };
    Ok(ChargebackStatementListed {
        rows,
        total,
        next,
        name: charges.name(whose).to_owned(),
        people: charges.people.get(whose).copied().unwrap_or_default(),
        month: named(month),
        month_label: spoken,
        sum: statement.line("sum".to_owned(), StatementLineKind::Use, "Total".to_owned(), &sum),
        rule_text: super::shared::rule_text(&terms, charges),
        shared,
        notes: charges.notes.clone(),
        concealed: by_people && conceals(&snapshot),
        as_of: instant(snapshot.tenant().now),
        basis: charges.basis.clone(),
    })
}

impl Texts {
    async fn read(snapshot: &mut Snapshot, uses: &FineUses) -> Result<Self, ApiError> {
        let mut agents: BTreeSet<i64> = BTreeSet::new();
        let mut features: BTreeSet<i64> = BTreeSet::new();
        for fine in uses.values() {
            agents.extend(fine.keys().map(|(_, agent, _)| *agent));
            features.extend(fine.keys().map(|(.., feature)| *feature));
        }
        let wanted: Vec<i64> = agents.union(&features).copied().collect();
        let stated = snapshot.texts_of(&wanted).await?;
        let text = |id: &i64| stated.get(id).cloned().unwrap_or_default();
        let label = |id: &i64| {
            let text = text(id);
            match Feature::parse(&text) {
                Some(feature) if features.contains(id) => feature.label().to_owned(),
                _ if text.is_empty() && agents.contains(id) => NO_AGENT.to_owned(),
                _ => text,
            }
        };
        let labels: HashMap<i64, String> = wanted.iter().map(|id| (*id, label(id))).collect();
        let ordered: BTreeSet<&String> = labels.values().collect();
        let ordered: Vec<String> = ordered.into_iter().cloned().collect();
        let place = |label: &String| ordered.binary_search(label).unwrap_or_default();
        let places = labels.iter().map(|(id, label)| (*id, place(label))).collect();
        Ok(Self { ordered, places })
    }

    fn place(&self, id: i64) -> usize {
        self.places.get(&id).copied().unwrap_or_default()
    }

    fn text(&self, place: usize) -> String {
        self.ordered.get(place).cloned().unwrap_or_default()
    }
}

/// The lines of its use, the largest first.
fn sums(
    (charges, whose, charged): (&Charges, &Whose, &Charged),
    texts: &Texts,
    uses: &FineUses,
    by_people: bool,
) -> Vec<(Line, LineSum)> {
    let mut stated: Vec<StatedUse<Line>> = Vec::new();
    for ((person, outcome, in_bill), fine) in uses {
        let mut by_line: BTreeMap<Line, Credits> = BTreeMap::new();
        for ((service, agent, feature), credits) in fine {
            let line = if by_people {
                Line::Person(*person)
            } else {
                Line::Use {
                    service: *service,
                    agent: texts.place(*agent),
                    feature: texts.place(*feature),
                }
            };
            *by_line.entry(line).or_default() += *credits;
        }
        // Of a person who is in several groups only a part of each use is here.
        let whole: Credits = by_line.values().copied().sum();
        let part = charges.part(whose, *person, whole);
        let weights: Vec<i64> = by_line.values().map(|credits| credits.0).collect();
        for (line, credits) in by_line.keys().zip(divide(part.0, &weights)) {
            stated.push(StatedUse {
                line: *line,
                part: Judged {
                    credits: Credits(credits),
                    outcome: *outcome,
                },
                in_bill: *in_bill,
            });
        }
    }
    let mut found: Vec<(Line, LineSum)> = lines(charged, &stated).into_iter().collect();
    let used = |credits: &Consumed| (credits.billed(), credits.not_billed);
    found.sort_by_key(|(line, sum)| (Reverse((sum.cents, used(&sum.credits))), *line));
    found
}

/// Its parts of shared costs.
fn shares(charges: &Charges, charged: &Charged) -> Vec<(Line, LineSum)> {
    let part = |part: &SharedPart| {
        let cents = *charged.shared.get(&part.cost.of)?;
        let sum = LineSum {
            cents,
            ..LineSum::default()
        };
        Some((Line::Shared(part.cost.of), sum))
    };
    charges.divided.shared.iter().filter_map(part).collect()
}

struct Statement<'a> {
    charges: &'a Charges,
    charged: &'a Charged,
    whose: &'a Whose,
    texts: &'a Texts,
}

impl Statement<'_> {
    /// A page of the lines. People are looked up for all of them only where their names choose or order.
    async fn page(
        &self,
        snapshot: &mut Snapshot,
        page: &Page,
        search: &str,
        found: Vec<(Line, LineSum)>,
    ) -> Result<(Vec<StatementLine>, u32, Option<String>), ApiError> {
        if search.is_empty() && page.order.is_none() {
            let (shown, total, next) = page.cut(found);
            return Ok((self.rows(snapshot, shown).await?, total, next));
        }
        let mut rows = self.rows(snapshot, found).await?;
        rows.retain(|row| {
            let cells = [
                Some(&row.name),
                row.username.as_ref(),
                row.service.as_ref(),
                row.feature.as_ref(),
            ];
            cells
                .into_iter()
                .flatten()
                .any(|cell| cell.to_lowercase().contains(search))
        });
        Ok(page.of::<ChargebackStatementListed>(rows))
    }

    async fn rows(&self, snapshot: &mut Snapshot, found: Vec<(Line, LineSum)>) -> Result<Vec<StatementLine>, ApiError> {
        let people = found.iter().filter_map(|(line, _)| match line {
            Line::Person(person) => *person,
            _ => None,
        });
        let people: Vec<PersonIndex> = people.collect();
        let names = snapshot.names_of(&people).await?;
        let names: HashMap<PersonIndex, _> = names.into_iter().map(|name| (name.index, name)).collect();
        let (conceals, seed) = (conceals(snapshot), snapshot.tenant().seed);
        let shown = |text: &str| {
            if conceals {
                concealed(seed, text)
            } else {
                text.to_owned()
            }
        };
        let row = |(line, sum): (Line, LineSum)| match line {
            Line::Use {
                service,
                agent,
                feature,
            } => StatementLine {
                service: Some(service.label().to_owned()),
                feature: Some(self.texts.text(feature)),
                ..self.line(
                    format!("use {service:?} {agent} {feature}"),
                    StatementLineKind::Use,
                    self.texts.text(agent),
                    &sum,
                )
            },
            Line::Person(person) => {
                let known = person.and_then(|person| names.get(&person));
                let name = known.map_or_else(
                    || self.charges.name(&Whose::Nobody).to_owned(),
                    |name| shown(&name.display_name),
                );
                let id = known.map_or_else(|| "nobody".to_owned(), |known| concealed(seed, &known.id));
                StatementLine {
                    username: known.map(|known| shown(&known.user_principal_name)),
                    ..self.line(format!("person {id}"), StatementLineKind::Person, name, &sum)
                }
            }
            Line::Shared(of) => {
                let cost = self.charges.cost(of);
                StatementLine {
                    working: self.working(of),
                    ..self.line(
                        format!("shared {}", cost.id),
                        StatementLineKind::Shared,
                        cost.name.clone(),
                        &sum,
                    )
                }
            }
        };
        Ok(found.into_iter().map(row).collect())
    }

    fn line(&self, id: String, kind: StatementLineKind, name: String, sum: &LineSum) -> StatementLine {
        let charges = self.charges;
        StatementLine {
            id,
            kind,
            name,
            username: None,
            service: None,
            feature: None,
            pay_as_you_go_credits: sum.credits.pay_as_you_go.to_string(),
            pre_purchased_credits: sum.credits.pre_purchased.to_string(),
            prepaid_credits: sum.credits.prepaid.to_string(),
            not_billed_credits: sum.credits.not_billed.to_string(),
            amount: (charges.has_money || kind == StatementLineKind::Shared).then(|| amount(sum.cents)),
            working: None,
            currency: charges.basis.currency.clone(),
            of: charges.name(self.whose).to_owned(),
            month: charges.month.clone(),
            basis: charges.basis.label.clone(),
        }
    }

    /// How the part of a shared cost is worked out.
    fn working(&self, of: SharedOf) -> Option<String> {
        let part = self.charges.divided.shared.iter().find(|part| part.cost.of == of)?;
        let whole = grouped(&amount(part.cost.cents));
        let weight = self.charges.applied.weight(of, self.whose, self.charged);
        let all = i64::try_from(part.weights).unwrap_or(i64::MAX);
        let credits = |micro: i64| grouped(&Credits(micro).to_string());
        Some(match self.charges.applied {
            SharedRule::Used => format!("{whole} × {} of {} credits that it paid", credits(weight), credits(all)),
            SharedRule::Billed => format!("{whole} × {} of {} billed credits", credits(weight), credits(all)),
            SharedRule::Evenly => format!("{whole} ÷ {all}"),
            SharedRule::One(_) => format!("All of {whole}"),
            SharedRule::Apart => return None,
        })
    }
}
