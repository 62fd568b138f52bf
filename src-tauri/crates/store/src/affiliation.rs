//! Where people belong: their departments in the workbook's directory, and the cost centers of the newest imported list.

use std::collections::HashMap;

use meterdesk_billing::usage::PersonIndex;
use sqlx::Row;

use crate::directory::person_index;
use crate::{Snapshot, StoreError};

impl Snapshot {
    /// The department of each person who has one.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn departments(&mut self) -> Result<HashMap<PersonIndex, String>, StoreError> {
        let rows = sqlx::query("SELECT id, department FROM person WHERE department <> ''")
            .fetch_all(self.connection())
            .await?;
        rows.iter()
            .map(|row| Ok((person_index(row.try_get(0)?)?, row.try_get(1)?)))
            .collect()
    }

    /// The cost center of each person of the directory whom the imported list of people gives one.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn cost_centers(&mut self) -> Result<HashMap<PersonIndex, String>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT p.id, l.cost_center FROM partition_owner o JOIN report_line l ON l.import = o.import AND l.scope = o.scope \
             AND l.day = o.day JOIN person p ON p.user_principal_name = l.person COLLATE NOCASE \
             WHERE o.branch = ? AND o.kind = 'people' AND l.cost_center IS NOT NULL ORDER BY l.row",
        )
        .bind(branch)
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| Ok((person_index(row.try_get(0)?)?, row.try_get(1)?)))
            .collect()
    }
}
