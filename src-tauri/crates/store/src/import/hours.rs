//! Rows of the import under way as settlement reads them, packed by the hour on their way into the file.
//!
//! They wait until they are many, so that an hour's rows lie in few packs whatever the order of the file's rows.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use meterdesk_billing::usage::UsageUnit;
use sqlx::SqliteConnection;

use crate::StoreError;
use crate::packed::{Packer, hour_of};

/// Rows that wait: some 30 bytes each.
const MOST_WAITING: i64 = 250_000;

/// The rows of one import.
#[derive(Debug)]
pub(super) struct Hours {
    waiting: HashMap<i64, Packer, FixedState>,
    rows: i64,
    most_waiting: i64,
    /// How often those that waited were written.
    runs: i64,
}

impl Default for Hours {
    fn default() -> Self {
        Self::with_room_for(MOST_WAITING)
    }
}

impl Hours {
    fn with_room_for(most_waiting: i64) -> Self {
        Self {
            waiting: HashMap::default(),
            rows: 0,
            most_waiting,
            runs: 0,
        }
    }

    /// Lets a row wait to be written.
    pub(super) fn add(&mut self, row: i64, unit: &UsageUnit) {
        self.waiting.entry(hour_of(unit.at)).or_default().add(row, unit);
        self.rows += 1;
    }

    /// Writes the rows that wait, once they are many.
    pub(super) async fn write_if_many(
        &mut self,
        connection: &mut SqliteConnection,
        import: i64,
    ) -> Result<(), StoreError> {
        if self.rows < self.most_waiting {
            return Ok(());
        }
        self.write(connection, import).await
    }

    /// Writes the rows that wait.
    pub(super) async fn write(&mut self, connection: &mut SqliteConnection, import: i64) -> Result<(), StoreError> {
        let mut hours: Vec<(i64, Packer)> = std::mem::take(&mut self.waiting).into_iter().collect();
        hours.sort_unstable_by_key(|(hour, _)| *hour);
        for (hour, packer) in hours {
            let pack = packer.finish();
            sqlx::query("INSERT INTO usage_pack (import, hour, run, rows, units) VALUES (?, ?, ?, ?, ?)")
                .bind(import)
                .bind(hour)
                .bind(self.runs)
                .bind(pack.rows)
                .bind(pack.units)
                .execute(&mut *connection)
                .await?;
        }
        self.runs += 1;
        self.rows = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use meterdesk_billing::units::Quantity;
    use meterdesk_billing::usage::{Circumstances, Service};
    use sqlx::Connection;

    use super::*;
    use crate::packed::unpack;

    #[tokio::test]
    async fn rows_of_an_hour_lie_together_whatever_their_order() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.expect("opens");
        let table = "CREATE TABLE usage_pack (import INTEGER, hour INTEGER, run INTEGER, rows INTEGER, units BLOB)";
        sqlx::query(table).execute(&mut connection).await.expect("made");
        let mut hours = Hours::with_room_for(3);
        let at = |at| UsageUnit {
            at,
            person: None,
            service: Service::CopilotStudio,
            agent: 1,
            environment: 2,
            feature: 3,
            quantity: Quantity::whole(1),
            circumstances: Circumstances::default(),
            act_seq: None,
            conversation: 0,
            order: 0,
        };
        for (row, second) in [(1, 3_600), (2, -1), (3, 7_199), (4, 3_599)] {
            hours.add(row, &at(second));
            hours.write_if_many(&mut connection, 5).await.expect("written");
        }
        hours.write(&mut connection, 5).await.expect("written");
        let packs: Vec<(i64, i64, i64, Vec<u8>)> =
            sqlx::query_as("SELECT hour, run, rows, units FROM usage_pack WHERE import = 5 ORDER BY hour, run")
                .fetch_all(&mut connection)
                .await
                .expect("read");
        let read: Vec<_> = packs
            .into_iter()
            .map(|(hour, run, rows, units)| {
                let mut numbers = Vec::new();
                unpack((rows, &units), |row, unit| numbers.push((row, unit.at))).expect("whole");
                (hour, run, numbers)
            })
            .collect();
        assert_eq!(
            read,
            [
                (-1, 0, vec![(2, -1)]),
                (0, 1, vec![(4, 3_599)]),
                (1, 0, vec![(1, 3_600), (3, 7_199)]),
            ]
        );
    }
}
