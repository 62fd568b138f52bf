//! Every group at once with its direct members: for questions about all people in one reading.

use meterdesk_billing::ids::GroupId;
use meterdesk_billing::usage::PersonIndex;
use sqlx::{AssertSqlSafe, Row};

use crate::directory::identity;
use crate::groups::PRESENT;
use crate::population::numbers;
use crate::{Snapshot, StoreError};

/// A group with its direct members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupMembers {
    /// Identity.
    pub id: GroupId,
    /// Name.
    pub name: String,
    /// Its direct members, in no order.
    pub people: Vec<PersonIndex>,
}

impl Snapshot {
    /// The groups that exist and have direct members now, by name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn groups_with_members(&mut self) -> Result<Vec<GroupMembers>, StoreError> {
        let (branch, now) = (self.branch.id, self.tenant().now.timestamp());
        let sql = format!(
            "WITH here AS (SELECT m.security_group, m.person FROM membership m WHERE m.valid_from <= ?2 \
             AND (m.valid_until IS NULL OR m.valid_until > ?2) AND NOT EXISTS (SELECT 1 FROM branch_membership c \
             WHERE c.branch = ?1 AND c.security_group = m.security_group AND c.person = m.person) \
             UNION ALL SELECT c.security_group, c.person FROM branch_membership c WHERE c.branch = ?1 \
             AND c.valid_from <= ?2 AND (c.valid_until IS NULL OR c.valid_until > ?2)) \
             SELECT g.object, g.name, i.people FROM security_group g \
             JOIN (SELECT security_group, group_concat(person) AS people FROM here GROUP BY security_group) i \
             ON i.security_group = g.id WHERE {PRESENT} ORDER BY g.name COLLATE NOCASE, g.id"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(branch)
            .bind(now)
            .fetch_all(self.connection())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(GroupMembers {
                    id: GroupId(identity(row.try_get(0)?)?),
                    name: row.try_get(1)?,
                    people: numbers(row.try_get(2)?)?,
                })
            })
            .collect()
    }
}
