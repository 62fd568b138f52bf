//! Where people belong: their departments in the workbook's directory, and the cost centers of the newest imported list.

use std::collections::HashMap;

use meterdesk_billing::usage::PersonIndex;
use sqlx::Row;

use crate::directory::person_index;
use crate::population::numbers;
use crate::{Snapshot, StoreError};

impl Snapshot {
    /// The department of each person who has one.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn departments(&mut self) -> Result<HashMap<PersonIndex, String>, StoreError> {
        let mut departments = HashMap::new();
        for (department, people) in self.people_by_department().await? {
            departments.extend(people.into_iter().map(|person| (person, department.clone())));
        }
        Ok(departments)
    }

    /// The departments by name, each with its people.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn people_by_department(&mut self) -> Result<Vec<(String, Vec<PersonIndex>)>, StoreError> {
        // One text for each department: row by row, three hundred thousand people take ten times as long.
        let rows = sqlx::query(
            "SELECT department, group_concat(id) FROM person WHERE department <> '' GROUP BY department ORDER BY department",
        )
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, numbers(row.try_get(1)?)?)))
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
