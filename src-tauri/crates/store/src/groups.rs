//! Security groups and who is in them: what datasets state for all branches, and what acts changed on this one.
//!
//! Who may change a group is not decided here. An act writes the intervals of the pair of group and person that it
//! changes in the transaction that writes its journal entry.

use meterdesk_billing::coverage::{Belonging, Nesting, Span};
use meterdesk_billing::ids::{GroupId, PersonId};
use meterdesk_billing::usage::PersonIndex;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::directory::{identity, pattern, person_index};
use crate::population::numbers;
use crate::{Act, Page, Snapshot, StoreError};

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRecord {
    /// Identity.
    pub id: GroupId,
    /// Name.
    pub name: String,
    /// Mail address.
    pub mail: Option<String>,
    /// The department whose people a dynamic group has; `None` where members are assigned.
    pub dynamic_department: Option<String>,
    /// Direct members now, groups left out.
    pub members: u32,
    /// Groups that are members now.
    pub nested_groups: u32,
}

/// Which groups are asked for.
#[derive(Debug, Clone, Default)]
pub struct GroupFilter {
    /// Part of a name or address.
    pub search: Option<String>,
    /// With or without a mail address.
    pub mail_enabled: Option<bool>,
}

/// What groups can be ordered by. Whichever have the same stand by name; without a value a group comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKey {
    /// Name.
    Name,
    /// Mail address.
    Mail,
    /// Assigned, or by which rule.
    MembershipType,
    /// Groups that are members now.
    NestedGroups,
    /// Direct members now.
    Members,
}

impl GroupKey {
    fn order(self, descending: bool) -> String {
        let way = if descending { "DESC" } else { "ASC" };
        let then = "g.name COLLATE NOCASE, g.id";
        match self {
            Self::Name => format!("g.name COLLATE NOCASE {way}, g.id"),
            Self::Mail => format!("g.mail IS NULL, g.mail COLLATE NOCASE {way}, {then}"),
            Self::MembershipType => {
                format!("g.dynamic_department IS NOT NULL {way}, g.dynamic_department COLLATE NOCASE {way}, {then}")
            }
            Self::NestedGroups => format!("nested_groups {way}, {then}"),
            Self::Members => format!("members {way}, {then}"),
        }
    }
}

/// A group that an act makes.
#[derive(Debug, Clone, Copy)]
pub struct NewGroup<'a> {
    /// Identity.
    pub id: GroupId,
    /// Name.
    pub name: &'a str,
    /// Mail address.
    pub mail: Option<&'a str>,
}

/// That the group `g` exists on the branch `?1`.
pub(crate) const PRESENT: &str = "CASE WHEN g.by_act THEN \
     EXISTS (SELECT 1 FROM group_life f WHERE f.branch = ?1 AND f.security_group = g.id AND f.deleted_seq IS NULL) ELSE \
     NOT EXISTS (SELECT 1 FROM group_life f WHERE f.branch = ?1 AND f.security_group = g.id AND f.deleted_seq IS NOT NULL) END";

/// A group on the branch `?1` at the second `?2`, as [`group_of`] reads it. Members: those of the dataset, without those
/// whose intervals acts changed, and of these the ones who are in it.
const GROUP: &str = "SELECT g.object, g.name, g.mail, \
     (SELECT count(*) FROM membership m WHERE m.security_group = g.id AND m.valid_from <= ?2 \
         AND (m.valid_until IS NULL OR m.valid_until > ?2)) \
     - (SELECT count(*) FROM (SELECT DISTINCT c.person FROM branch_membership c WHERE c.branch = ?1 AND c.security_group = g.id) c \
         JOIN membership m ON m.security_group = g.id AND m.person = c.person AND m.valid_from <= ?2 \
         AND (m.valid_until IS NULL OR m.valid_until > ?2)) \
     + (SELECT count(*) FROM branch_membership c WHERE c.branch = ?1 AND c.security_group = g.id AND c.valid_from <= ?2 \
         AND (c.valid_until IS NULL OR c.valid_until > ?2)) AS members, g.dynamic_department, \
     (SELECT count(*) FROM nested_group n JOIN security_group i ON i.id = n.member \
         WHERE n.security_group = g.id AND n.valid_from <= ?2 AND (n.valid_until IS NULL OR n.valid_until > ?2) \
         AND NOT EXISTS (SELECT 1 FROM group_life f WHERE f.branch = ?1 AND f.security_group = i.id \
         AND f.deleted_seq IS NOT NULL)) AS nested_groups \
     FROM security_group g";

fn group_of(row: &SqliteRow) -> Result<GroupRecord, StoreError> {
    Ok(GroupRecord {
        id: GroupId(identity(row.try_get(0)?)?),
        name: row.try_get(1)?,
        mail: row.try_get(2)?,
        members: row.try_get(3)?,
        dynamic_department: row.try_get(4)?,
        nested_groups: row.try_get(5)?,
    })
}

fn place(seq: Option<i64>) -> u64 {
    seq.unwrap_or(0).cast_unsigned()
}

impl Snapshot {
    /// Groups in an order (by name where none is wanted; true: descending), and how many there are in all.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn groups(
        &mut self,
        filter: &GroupFilter,
        order: Option<(GroupKey, bool)>,
        page: Page,
    ) -> Result<(Vec<GroupRecord>, u32), StoreError> {
        let (branch, at) = (self.branch.id, self.tenant().now.timestamp());
        let found =
            "(g.name LIKE ?3 ESCAPE '\\' OR g.mail LIKE ?3 ESCAPE '\\') AND (?4 IS NULL OR ?4 = (g.mail IS NOT NULL))";
        let (key, descending) = order.unwrap_or((GroupKey::Name, false));
        let rows = format!(
            "{GROUP} WHERE {found} AND {PRESENT} ORDER BY {} LIMIT ?5 OFFSET ?6",
            key.order(descending)
        );
        let count = format!("SELECT count(*) FROM security_group g WHERE {found} AND {PRESENT}");
        let rows = sqlx::query(AssertSqlSafe(rows))
            .bind(branch)
            .bind(at)
            .bind(pattern(filter.search.as_deref()))
            .bind(filter.mail_enabled)
            .bind(page.limit)
            .bind(page.offset)
            .fetch_all(self.connection())
            .await?;
        let total = sqlx::query_scalar(AssertSqlSafe(count))
            .bind(branch)
            .bind(at)
            .bind(pattern(filter.search.as_deref()))
            .bind(filter.mail_enabled)
            .fetch_one(self.connection())
            .await?;
        Ok((rows.iter().map(group_of).collect::<Result<_, _>>()?, total))
    }

    /// The group with this identity, unless it was deleted.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn group(&mut self, id: GroupId) -> Result<Option<GroupRecord>, StoreError> {
        let sql = format!("{GROUP} WHERE g.object = ?3 AND {PRESENT}");
        self.one_group(sql, &id.to_string()).await
    }

    /// The group with this name or this mail address, upper and lower case aside.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn group_called(&mut self, name_or_mail: &str) -> Result<Option<GroupRecord>, StoreError> {
        let sql = format!(
            "{GROUP} WHERE (g.name = ?3 COLLATE NOCASE OR g.mail = ?3 COLLATE NOCASE) AND {PRESENT} ORDER BY g.id LIMIT 1"
        );
        self.one_group(sql, name_or_mail.trim()).await
    }

    async fn one_group(&mut self, sql: String, sought: &str) -> Result<Option<GroupRecord>, StoreError> {
        let (branch, at) = (self.branch.id, self.tenant().now.timestamp());
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(branch)
            .bind(at)
            .bind(sought)
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(group_of).transpose()
    }

    /// The name of a group, also of a deleted one.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn group_name(&mut self, id: GroupId) -> Result<Option<String>, StoreError> {
        let name = sqlx::query_scalar("SELECT name FROM security_group WHERE object = ?")
            .bind(id.to_string())
            .fetch_optional(self.connection())
            .await?;
        Ok(name)
    }

    /// Whether the person is a direct member of the group now.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn is_member(&mut self, group: GroupId, person: PersonIndex) -> Result<bool, StoreError> {
        let at = self.tenant().now.timestamp();
        Ok(self.members_at(group, at).await?.contains(&person))
    }

    /// The direct members of a group at a second, whatever has become of the group.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn members_at(&mut self, group: GroupId, at: i64) -> Result<Vec<PersonIndex>, StoreError> {
        let branch = self.branch.id;
        // Without a change of this group, which is the rule, nobody is looked for among the changes.
        let list: Option<String> = sqlx::query_scalar(
            "WITH sought AS MATERIALIZED (SELECT id FROM security_group WHERE object = ?1) SELECT group_concat(person) FROM ( \
             SELECT m.person FROM membership m WHERE m.security_group = (SELECT id FROM sought) AND m.valid_from <= ?2 \
             AND (m.valid_until IS NULL OR m.valid_until > ?2) AND (NOT EXISTS (SELECT 1 FROM branch_membership c \
                 WHERE c.branch = ?3 AND c.security_group = (SELECT id FROM sought)) \
             OR NOT EXISTS (SELECT 1 FROM branch_membership c WHERE c.branch = ?3 AND c.security_group = m.security_group \
                 AND c.person = m.person)) \
             UNION ALL SELECT c.person FROM branch_membership c WHERE c.branch = ?3 \
             AND c.security_group = (SELECT id FROM sought) AND c.valid_from <= ?2 AND (c.valid_until IS NULL OR c.valid_until > ?2))",
        )
        .bind(group.to_string())
        .bind(at)
        .bind(branch)
        .fetch_one(self.connection())
        .await?;
        numbers(list.as_deref())
    }

    /// Direct memberships of a group at any time, whatever has become of the group.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn memberships(&mut self, group: GroupId) -> Result<Vec<Belonging>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT m.person, m.valid_from, 0, m.valid_until, 0 FROM membership m \
             WHERE m.security_group = (SELECT id FROM security_group WHERE object = ?1) AND NOT EXISTS (SELECT 1 \
                 FROM branch_membership c WHERE c.branch = ?2 AND c.security_group = m.security_group AND c.person = m.person) \
             UNION ALL SELECT c.person, c.valid_from, c.from_seq, c.valid_until, c.until_seq FROM branch_membership c \
             WHERE c.branch = ?2 AND c.security_group = (SELECT id FROM security_group WHERE object = ?1)",
        )
        .bind(group.to_string())
        .bind(branch)
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                let until: Option<i64> = row.try_get(3)?;
                let until_seq: Option<i64> = row.try_get(4)?;
                Ok(Belonging {
                    person: person_index(row.try_get(0)?)?,
                    span: Span {
                        from: (row.try_get(1)?, place(row.try_get(2)?)),
                        until: until.map(|until| (until, place(until_seq))),
                    },
                })
            })
            .collect()
    }

    /// Which groups are in which, at any time, whatever has become of them.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn nestings(&mut self) -> Result<Vec<Nesting>, StoreError> {
        let rows = sqlx::query(
            "SELECT g.object, i.object, n.valid_from, n.valid_until FROM nested_group n \
             JOIN security_group g ON g.id = n.security_group JOIN security_group i ON i.id = n.member ORDER BY g.id, i.id",
        )
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                let until: Option<i64> = row.try_get(3)?;
                Ok(Nesting {
                    group: GroupId(identity(row.try_get(0)?)?),
                    member: GroupId(identity(row.try_get(1)?)?),
                    span: Span {
                        from: (row.try_get(2)?, 0),
                        until: until.map(|until| (until, 0)),
                    },
                })
            })
            .collect()
    }
}

impl Act {
    /// Writes the group that the act's last entry makes.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn make_group(&mut self, group: NewGroup<'_>) -> Result<(), StoreError> {
        let (branch, seq) = (self.branch.id, self.head().seq.cast_signed());
        let made = sqlx::query("INSERT INTO security_group (object, name, mail, by_act) VALUES (?, ?, ?, 1)")
            .bind(group.id.to_string())
            .bind(group.name)
            .bind(group.mail)
            .execute(self.connection())
            .await?
            .last_insert_rowid();
        sqlx::query("INSERT INTO group_life (branch, security_group, made_seq) VALUES (?, ?, ?)")
            .bind(branch)
            .bind(made)
            .bind(seq)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Writes that the act's last entry deletes the group.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn delete_group(&mut self, group: GroupId) -> Result<(), StoreError> {
        let (branch, seq) = (self.branch.id, self.head().seq.cast_signed());
        sqlx::query(
            "INSERT INTO group_life (branch, security_group, made_seq, deleted_seq) \
             SELECT ?1, id, 0, ?3 FROM security_group WHERE object = ?2 \
             ON CONFLICT (branch, security_group) DO UPDATE SET deleted_seq = ?3",
        )
        .bind(branch)
        .bind(group.to_string())
        .bind(seq)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Writes that the person is in the group from the act's last entry on.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn begin_membership(&mut self, group: GroupId, person: PersonId) -> Result<(), StoreError> {
        self.own_intervals(group, person).await?;
        let (branch, seq) = (self.branch.id, self.head().seq.cast_signed());
        let at = self.tenant().now.timestamp();
        sqlx::query(
            "INSERT INTO branch_membership (branch, security_group, person, valid_from, from_seq) \
             SELECT ?, g.id, p.id, ?, ? FROM security_group g, person p WHERE g.object = ? AND p.object = ?",
        )
        .bind(branch)
        .bind(at)
        .bind(seq)
        .bind(group.to_string())
        .bind(person.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Writes that the person is in the group until the act's last entry.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn end_membership(&mut self, group: GroupId, person: PersonId) -> Result<(), StoreError> {
        self.own_intervals(group, person).await?;
        let (branch, seq) = (self.branch.id, self.head().seq.cast_signed());
        let at = self.tenant().now.timestamp();
        sqlx::query(
            "UPDATE branch_membership SET valid_until = ?2, until_seq = ?3 WHERE branch = ?1 \
             AND security_group = (SELECT id FROM security_group WHERE object = ?4) \
             AND person = (SELECT id FROM person WHERE object = ?5) AND (valid_until IS NULL OR valid_until > ?2)",
        )
        .bind(branch)
        .bind(at)
        .bind(seq)
        .bind(group.to_string())
        .bind(person.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Gives the branch the pair's intervals as its own, unless it has them already.
    async fn own_intervals(&mut self, group: GroupId, person: PersonId) -> Result<(), StoreError> {
        let branch = self.branch.id;
        sqlx::query(
            "INSERT INTO branch_membership SELECT ?1, m.security_group, m.person, m.valid_from, 0, m.valid_until, \
             iif(m.valid_until IS NULL, NULL, 0) FROM membership m \
             WHERE m.security_group = (SELECT id FROM security_group WHERE object = ?2) \
             AND m.person = (SELECT id FROM person WHERE object = ?3) AND NOT EXISTS (SELECT 1 FROM branch_membership c \
             WHERE c.branch = ?1 AND c.security_group = m.security_group AND c.person = m.person)",
        )
        .bind(branch)
        .bind(group.to_string())
        .bind(person.to_string())
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

/// Gives a new branch what the one that it forks off had at an entry: later changes are taken back.
pub(crate) async fn inherit(
    connection: &mut SqliteConnection,
    (from, to): (i64, i64),
    seq: u64,
) -> Result<(), StoreError> {
    for sql in [
        "INSERT INTO group_life SELECT ?2, security_group, made_seq, iif(deleted_seq <= ?3, deleted_seq, NULL) \
         FROM group_life WHERE branch = ?1 AND made_seq <= ?3",
        "INSERT INTO branch_membership SELECT ?2, c.security_group, c.person, c.valid_from, c.from_seq, \
         CASE WHEN c.until_seq <= ?3 THEN c.valid_until WHEN c.from_seq = 0 THEN m.valid_until END, \
         CASE WHEN c.until_seq <= ?3 THEN c.until_seq WHEN m.valid_until IS NOT NULL AND c.from_seq = 0 THEN 0 END \
         FROM branch_membership c LEFT JOIN membership m ON m.security_group = c.security_group AND m.person = c.person \
         AND m.valid_from = c.valid_from WHERE c.branch = ?1 AND c.from_seq <= ?3",
    ] {
        sqlx::query(sql)
            .bind(from)
            .bind(to)
            .bind(seq.cast_signed())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
