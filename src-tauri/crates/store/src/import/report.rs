//! Staging of reports of Microsoft's products: each row as it states itself, with its place in time.
//!
//! Nothing is rated or added to metered usage. Which of several reports stands for a day or a period, partitions decide.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::{Staged, Staging, Sum};
use crate::StoreError;
use crate::dictionary::{WordKind, values};

/// Rows in one statement: they have many columns.
const ROWS: usize = 500;

/// A row of a report. Credits are millionths; what the row doesn't state is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportLine {
    /// Its day, in days since 1970-01-01; `None` where the file has a stated period, or none.
    pub day: Option<i64>,
    /// With the day, what a newer report of the kind takes over; empty for all of the tenant.
    pub scope: String,
    /// The person, as the report names them.
    pub person: Option<String>,
    /// What the person is called.
    pub display_name: Option<String>,
    /// The agent.
    pub agent: Option<String>,
    /// What it is called; kept among the cells alone.
    pub agent_name: Option<String>,
    /// The environment.
    pub environment: Option<String>,
    /// What it is called; kept among the cells alone.
    pub environment_name: Option<String>,
    /// The billing policy or plan.
    pub plan: Option<String>,
    /// The product or service.
    pub service: Option<String>,
    /// The feature or meter.
    pub feature: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The cost center.
    pub cost_center: Option<String>,
    /// Credits used in all.
    pub credits: Option<i64>,
    /// Credits billed.
    pub billed: Option<i64>,
    /// Credits used and not billed.
    pub not_billed: Option<i64>,
    /// Credits that prepaid capacity paid.
    pub prepaid: Option<i64>,
    /// Credits paid as they were used.
    pub pay_as_you_go: Option<i64>,
    /// Money, and its currency.
    pub cost: Option<Decimal>,
    /// Its currency.
    pub currency: Option<String>,
    /// Whether it is the file's own total, which is compared with the rows and no row itself.
    pub is_total: bool,
    /// Every cell of the row.
    pub cells: Vec<String>,
}

impl ReportLine {
    /// Its figures by their names on screen.
    fn figures(&self) -> [(&'static str, Option<i64>); 5] {
        [
            ("Credits used", self.credits),
            ("Credits billed", self.billed),
            ("Credits not billed", self.not_billed),
            ("Prepaid consumed", self.prepaid),
            ("Pay-as-you-go consumed", self.pay_as_you_go),
        ]
    }

    /// All credits that the row states, however it divides them.
    fn amount(&self) -> i64 {
        let sum = |parts: [Option<i64>; 2]| {
            let stated = parts.iter().flatten().copied().reduce(i64::saturating_add);
            stated.filter(|_| parts.iter().any(Option::is_some))
        };
        self.credits
            .or_else(|| sum([self.billed, self.not_billed]))
            .or_else(|| sum([self.prepaid, self.pay_as_you_go]))
            .unwrap_or(0)
    }
}

/// A figure of a file's own total that its rows do not come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalGap {
    /// Where the total stands.
    pub row: u64,
    /// Which figure.
    pub label: &'static str,
    /// What the total states, in millionths.
    pub stated: i64,
    /// What the rows come to, in millionths.
    pub rows: i64,
}

/// What the staged rows of a report come to.
#[derive(Debug, Default)]
pub(super) struct StagedReport {
    /// First and last day.
    pub(super) span: Option<(i64, i64)>,
    figures: BTreeMap<&'static str, i128>,
    /// The last row that is a total: those before it are totals of parts.
    total: Option<Staged<ReportLine>>,
    money: BTreeMap<String, Decimal>,
    scopes: BTreeMap<String, i64>,
}

impl StagedReport {
    fn count(&mut self, line: &ReportLine, day: i64) {
        let span = self.span.get_or_insert((day, day));
        *span = (span.0.min(day), span.1.max(day));
        for (label, figure) in line.figures() {
            if let Some(figure) = figure {
                *self.figures.entry(label).or_default() += i128::from(figure);
            }
        }
        if let Some(cost) = line.cost {
            let currency = line.currency.clone().unwrap_or_default();
            *self.money.entry(currency).or_default() += cost;
        }
    }

    /// Where the file's own total states other figures than its rows come to.
    fn gaps(&self) -> Vec<TotalGap> {
        let Some(total) = &self.total else { return Vec::new() };
        let stated = total.record.figures().into_iter();
        stated
            .filter_map(|(label, stated)| {
                let rows = i64::try_from(*self.figures.get(label).unwrap_or(&0)).unwrap_or(i64::MAX);
                let stated = stated.filter(|stated| *stated != rows)?;
                Some(TotalGap {
                    row: total.row,
                    label,
                    stated,
                    rows,
                })
            })
            .collect()
    }

    /// The sums of each figure that the rows state.
    pub(super) fn sums(&self) -> Vec<Sum> {
        let figures = self.figures.iter().map(|(label, sum)| Sum {
            label: (*label).to_owned(),
            amount: i64::try_from(*sum).unwrap_or(i64::MAX),
            money: None,
        });
        let money = self.money.iter().map(|(currency, sum)| Sum {
            label: format!("Cost {currency}").trim_end().to_owned(),
            amount: 0,
            money: Some(sum.normalize().to_string()),
        });
        figures.chain(money).collect()
    }
}

impl Staging {
    /// Where the file's own total, if it has one, states other figures than its staged rows come to.
    #[must_use]
    pub fn total_gaps(&self) -> Vec<TotalGap> {
        self.report.gaps()
    }

    /// Stages rows of a report.
    ///
    /// # Errors
    /// When the lease was lost or the file can't be written; the rows of this call are not staged then.
    pub async fn add_report_lines(&mut self, mut rows: Vec<Staged<ReportLine>>) -> Result<(), StoreError> {
        self.report.total = rows
            .extract_if(.., |row| row.record.is_total)
            .last()
            .or(self.report.total.take());
        let pool = self.workbook.writer()?.clone();
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        self.lease.renew(&mut transaction).await?;
        self.rows += rows.len() as u64;
        let period = self.spec.period;
        for chunk in rows.chunks(ROWS) {
            let mut placed = Vec::with_capacity(chunk.len());
            for staged in chunk {
                let line = &staged.record;
                let (scope, day) = match period {
                    Some((from, until)) => (format!("{from}/{until}"), from),
                    None => (line.scope.clone(), line.day.unwrap_or(0)),
                };
                placed.push((self.scope(&mut transaction, scope).await?, day, staged));
                if let Some(person) = &line.person {
                    self.people
                        .meet(person, line.display_name.as_deref(), line.department.as_deref());
                }
                self.named.line(line);
                self.report.count(line, day);
                self.total += i128::from(line.amount());
            }
            insert(&mut transaction, self.import, &placed).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn scope(&mut self, connection: &mut SqliteConnection, scope: String) -> Result<i64, StoreError> {
        if let Some(known) = self.report.scopes.get(&scope) {
            return Ok(*known);
        }
        let id = self.words.intern(connection, WordKind::Scope, &scope).await?;
        self.report.scopes.insert(scope, id);
        Ok(id)
    }
}

async fn insert(
    connection: &mut SqliteConnection,
    import: i64,
    lines: &[(i64, i64, &Staged<ReportLine>)],
) -> Result<(), StoreError> {
    let head = "INSERT INTO report_line (import, row, scope, day, person, agent, environment, plan, service, feature, department, \
                cost_center, credits, billed, not_billed, prepaid, pay_as_you_go, amount, cost, currency, cells)";
    let mut query = sqlx::query(AssertSqlSafe(values(head, 21, lines.len())));
    for (scope, day, Staged { row, record: line, .. }) in lines {
        query = query.bind(import).bind(row.cast_signed()).bind(scope).bind(day);
        let texts = [
            &line.person,
            &line.agent,
            &line.environment,
            &line.plan,
            &line.service,
            &line.feature,
            &line.department,
            &line.cost_center,
        ];
        for text in texts {
            query = query.bind(text.as_deref());
        }
        for figure in [
            line.credits,
            line.billed,
            line.not_billed,
            line.prepaid,
            line.pay_as_you_go,
            Some(line.amount()),
        ] {
            query = query.bind(figure);
        }
        query = query
            .bind(line.cost.map(|cost| cost.to_string()))
            .bind(line.currency.as_deref())
            .bind(serde_json::to_string(&line.cells).unwrap_or_default());
    }
    query.execute(connection).await?;
    Ok(())
}
