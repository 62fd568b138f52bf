//! Rows of reports as the files have them. What they mean together is not decided here.

use sqlx::{AssertSqlSafe, Row};

use crate::directory::pattern;
use crate::{ImportRecord, Page, Snapshot, StoreError};

/// A row of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedRow {
    /// Row in the file: the header is row 1.
    pub row: u64,
    /// Its cells, in the order of the file's columns.
    pub cells: Vec<String>,
    /// Whether it stands: no newer report states its day or period.
    pub stands: bool,
}

const LINES: &str = "FROM report_line l LEFT JOIN partition_owner o ON o.branch = ?1 AND o.kind = ?2 AND o.scope = l.scope \
     AND o.day = l.day AND o.import = l.import WHERE l.import = ?3 AND l.cells LIKE ?4 ESCAPE '\\'";

impl Snapshot {
    /// Rows of a report in the file's order that hold a text, and how many there are.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn report_rows(
        &mut self,
        report: &ImportRecord,
        search: Option<&str>,
        page: Page,
    ) -> Result<(Vec<ReportedRow>, u32), StoreError> {
        let shown = format!("SELECT l.row, l.cells, o.import IS NOT NULL {LINES} ORDER BY l.row LIMIT ?5 OFFSET ?6");
        let branch = self.branch.id;
        let rows = sqlx::query(AssertSqlSafe(shown))
            .bind(branch)
            .bind(report.kind.key())
            .bind(report.number)
            .bind(pattern(search))
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(self.connection())
            .await?;
        let total = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) {LINES}")))
            .bind(branch)
            .bind(report.kind.key())
            .bind(report.number)
            .bind(pattern(search))
            .fetch_one(self.connection())
            .await?;
        let rows = rows.iter().map(|row| {
            let cells = serde_json::from_str(row.try_get(1)?)
                .map_err(|_| StoreError::Damaged("a report's cells can't be read".to_owned()))?;
            Ok(ReportedRow {
                row: row.try_get::<i64, _>(0)?.cast_unsigned(),
                cells,
                stands: row.try_get(2)?,
            })
        });
        Ok((rows.collect::<Result<_, StoreError>>()?, total))
    }

    /// How many rows of a report stand.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn report_rows_standing(&mut self, report: &ImportRecord) -> Result<u64, StoreError> {
        let branch = self.branch.id;
        let count: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM partition_owner o JOIN report_line l ON l.import = o.import AND l.scope = o.scope \
             AND l.day = o.day WHERE o.branch = ? AND o.kind = ? AND o.import = ?",
        )
        .bind(branch)
        .bind(report.kind.key())
        .bind(report.number)
        .fetch_one(self.connection())
        .await?;
        Ok(count.cast_unsigned())
    }
}
