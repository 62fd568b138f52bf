//! Who holds which licence, by which path and since when: what datasets state for all branches, and what acts changed.
//!
//! Who may change them, and whom a group's licences reach, is decided in `meterdesk-billing`. An act's changes are written
//! in the transaction that writes its journal entry; within it, people are named by their places in this file.

use std::collections::BTreeMap;

use meterdesk_billing::coverage::{Belonging, Span};
use meterdesk_billing::directory::Product;
use meterdesk_billing::ids::{GroupId, PersonId};
use meterdesk_billing::licences::{AssignmentError, Change, Failure, Path};
use meterdesk_billing::usage::PersonIndex;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::dictionary::{ROWS_PER_STATEMENT, values};
use crate::directory::{identity, person_index, rule_word, word};
use crate::names::{Counted, Having};
use crate::population::numbers;
use crate::{Act, Page, PersonName, Snapshot, StoreError};

/// A person's path to a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPath {
    /// The person.
    pub person: PersonIndex,
    /// The product.
    pub product: Product,
    /// The path.
    pub path: Path,
}

/// A person whom a group could not give its products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedAssignment {
    /// The person.
    pub person: PersonIndex,
    /// The group's place in this file.
    pub group: i64,
    /// What failed, and why.
    pub failure: Failure,
    /// Since which second that is known.
    pub shown_from: i64,
}

/// That the person `person` (SQL) holds the product `product` (SQL) on the branch at the second `at` (SQL).
pub(crate) fn holds(branch: i64, product: &str, person: &str, at: &str) -> String {
    format!(
        "(EXISTS (SELECT 1 FROM licence hl WHERE hl.product = {product} AND hl.person = {person} AND hl.valid_from <= {at} \
         AND (hl.valid_until IS NULL OR hl.valid_until > {at}) AND NOT EXISTS (SELECT 1 FROM branch_licence ho \
             WHERE ho.branch = {branch} AND ho.product = hl.product AND ho.person = hl.person AND ho.path = 0)) \
         OR EXISTS (SELECT 1 FROM branch_licence hb WHERE hb.branch = {branch} AND hb.product = {product} \
             AND hb.person = {person} AND hb.valid_from <= {at} AND (hb.valid_until IS NULL OR hb.valid_until > {at})))"
    )
}

/// That an interval holds at the second `?2` or later.
const LATER: &str = "(valid_until IS NULL OR valid_until > max(?2, valid_from))";

/// The present usage location of the person `person` (SQL) on the branch.
pub(crate) fn location(branch: i64, person: &str) -> String {
    format!(
        "coalesce((SELECT bl.location FROM branch_location bl WHERE bl.branch = {branch} AND bl.person = {person}.id \
         ORDER BY bl.seq DESC LIMIT 1), {person}.usage_location)"
    )
}

/// Rows of everybody with a path to a product on the branch: person, path, and the interval with its places in the journal.
fn rows_of(branch: i64, product: &str) -> String {
    format!(
        "SELECT l.person, 0 AS path, l.valid_from, 0 AS from_seq, l.valid_until, 0 AS until_seq FROM licence l \
         WHERE l.product = {product} AND NOT EXISTS (SELECT 1 FROM branch_licence o WHERE o.branch = {branch} \
             AND o.product = l.product AND o.person = l.person AND o.path = 0) \
         UNION ALL SELECT b.person, b.path, b.valid_from, b.from_seq, b.valid_until, b.until_seq FROM branch_licence b \
         WHERE b.branch = {branch} AND b.product = {product}"
    )
}

fn path_of(number: i64) -> Path {
    match number {
        0 => Path::Direct,
        group => Path::Group(group),
    }
}

fn number_of(path: Path) -> i64 {
    match path {
        Path::Direct => 0,
        Path::Group(group) => group,
    }
}

impl Snapshot {
    /// Whether anybody holds the product now.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn licence_exists(&mut self, product: Product) -> Result<bool, StoreError> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM ({}) WHERE valid_from <= ?2 AND (valid_until IS NULL OR valid_until > ?2))",
            rows_of(self.branch.id, "?1")
        );
        let now = self.tenant().now.timestamp();
        Ok(sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(word(product))
            .bind(now)
            .fetch_one(self.connection())
            .await?)
    }

    /// Who held a product at any time, by each path.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn licences(&mut self, product: Product) -> Result<Vec<Belonging>, StoreError> {
        let sql = rows_of(self.branch.id, "?1");
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(word(product))
            .fetch_all(self.connection())
            .await?;
        let place = |seq: Option<i64>| seq.unwrap_or(0).cast_unsigned();
        rows.iter()
            .map(|row| {
                let until: Option<i64> = row.try_get(4)?;
                let until_seq: Option<i64> = row.try_get(5)?;
                Ok(Belonging {
                    person: person_index(row.try_get(0)?)?,
                    span: Span {
                        from: (row.try_get(2)?, place(row.try_get(3)?)),
                        until: until.map(|until| (until, place(until_seq))),
                    },
                })
            })
            .collect()
    }

    /// Who holds a product at a second, each once.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn holders_at(&mut self, product: Product, at: i64) -> Result<Vec<PersonIndex>, StoreError> {
        let branch = self.branch.id;
        let sql = format!(
            "SELECT group_concat(person) FROM (SELECT DISTINCT person FROM ({}) WHERE valid_from <= ?2 \
             AND (valid_until IS NULL OR valid_until > ?2))",
            rows_of(branch, "?1")
        );
        let list: Option<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(word(product))
            .bind(at)
            .fetch_one(self.connection())
            .await?;
        numbers(list.as_deref())
    }

    /// Licences of a product that the directory brought: people who ever had one by a dataset.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn licences_brought(&mut self, product: Product) -> Result<u32, StoreError> {
        let counted = Counted::Brought(product);
        if let Some(number) = self.kept_number(counted) {
            return Ok(number);
        }
        let number = sqlx::query_scalar("SELECT count(DISTINCT person) FROM licence WHERE product = ?")
            .bind(word(product))
            .fetch_one(self.connection())
            .await?;
        self.keep_number(counted, number);
        Ok(number)
    }

    /// People who take a licence of a product: those who hold one now or soon.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn licences_taken(&mut self, product: Product) -> Result<u32, StoreError> {
        let counted = Counted::Taking(product);
        if let Some(number) = self.kept_number(counted) {
            return Ok(number);
        }
        let (branch, now) = (self.branch.id, self.tenant().now.timestamp());
        // Both counts go along a primary key, person by person; none sorts.
        let sql = format!(
            "SELECT (SELECT count(*) FROM (SELECT 1 FROM branch_licence WHERE branch = {branch} AND product = ?1 \
             AND {LATER} GROUP BY person)) + (SELECT count(*) FROM (SELECT 1 FROM licence l WHERE l.product = ?1 \
             AND {LATER} AND NOT EXISTS (SELECT 1 FROM branch_licence b WHERE b.branch = {branch} AND b.product = ?1 \
             AND b.person = l.person AND (b.path = 0 OR b.valid_until IS NULL OR b.valid_until > max(?2, b.valid_from))) \
             GROUP BY l.person))"
        );
        let number = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(word(product))
            .bind(now)
            .fetch_one(self.connection())
            .await?;
        self.keep_number(counted, number);
        Ok(number)
    }

    /// How many people take a licence of a product by each group, now or soon, by the group's place in this file.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn licences_by_group(&mut self, product: Product) -> Result<BTreeMap<i64, u32>, StoreError> {
        let (branch, now) = (self.branch.id, self.tenant().now.timestamp());
        let rows = sqlx::query(
            "SELECT path, count(DISTINCT person) FROM branch_licence WHERE branch = ?1 AND product = ?2 AND path > 0 \
             AND (valid_until IS NULL OR valid_until > max(?3, valid_from)) GROUP BY path",
        )
        .bind(branch)
        .bind(word(product))
        .bind(now)
        .fetch_all(self.connection())
        .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// Every path of these people to these products that there is now or soon.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn held_paths(
        &mut self,
        products: &[Product],
        people: &[PersonIndex],
    ) -> Result<Vec<HeldPath>, StoreError> {
        let list = json_list(people);
        let sql = format!(
            "SELECT person, path FROM ({}) WHERE (valid_until IS NULL OR valid_until > max(?2, valid_from)) \
             AND person IN (SELECT value FROM json_each(?3))",
            rows_of(self.branch.id, "?1")
        );
        let now = self.tenant().now.timestamp();
        let mut held = Vec::new();
        for product in products {
            let rows = sqlx::query(AssertSqlSafe(sql.clone()))
                .bind(word(*product))
                .bind(now)
                .bind(&list)
                .fetch_all(self.connection())
                .await?;
            for row in &rows {
                held.push(HeldPath {
                    person: person_index(row.try_get(0)?)?,
                    product: *product,
                    path: path_of(row.try_get(1)?),
                });
            }
        }
        Ok(held)
    }

    /// Whom groups could not give their products, as far as that stands now or soon; one group's or all.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn failed_assignments(&mut self, group: Option<i64>) -> Result<Vec<FailedAssignment>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT person, security_group, product, reason, shown_from FROM branch_licence_failure \
             WHERE branch = ?1 AND until_seq IS NULL AND (?2 IS NULL OR security_group = ?2) ORDER BY security_group, person",
        )
        .bind(branch)
        .bind(group)
        .fetch_all(self.connection())
        .await?;
        rows.iter().map(failed_of).collect()
    }

    /// The places in this file of a group's direct members now, in the order of their identities, with usage locations.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn members_with_locations(
        &mut self,
        people: &[PersonIndex],
    ) -> Result<Vec<(PersonIndex, String)>, StoreError> {
        let list = people.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        let sql = format!(
            "SELECT p.id, {} FROM json_each('[' || ?1 || ']') wanted JOIN person p ON p.id = wanted.value ORDER BY p.object",
            location(self.branch.id, "p")
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(list)
            .fetch_all(self.connection())
            .await?;
        rows.iter()
            .map(|row| Ok((person_index(row.try_get(0)?)?, row.try_get(1)?)))
            .collect()
    }

    /// Those with the text in their name who have a path to the product now or soon, or whom a group failed to give it, by
    /// display name, and how many there are.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn licence_people(
        &mut self,
        product: Product,
        search: Option<&str>,
        page: Page,
    ) -> Result<(Vec<PersonName>, u32), StoreError> {
        let (people, total) = self.named(search, Some((Having::Takes(product), true)), page).await?;
        Ok((self.names_of(&people).await?, total))
    }

    /// Everybody with a path to the product now or soon, or whom a group failed to give it.
    pub(crate) async fn licence_takers(&mut self, product: Product) -> Result<Vec<PersonIndex>, StoreError> {
        let (branch, now) = (self.branch.id, self.tenant().now.timestamp());
        let sql = format!(
            "SELECT group_concat(person) FROM (SELECT person FROM branch_licence WHERE branch = {branch} AND product = ?1 AND {LATER} \
             UNION SELECT l.person FROM licence l WHERE l.product = ?1 AND {LATER} AND NOT EXISTS (SELECT 1 FROM branch_licence o \
             WHERE o.branch = {branch} AND o.product = ?1 AND o.person = l.person AND o.path = 0) \
             UNION SELECT person FROM branch_licence_failure WHERE branch = {branch} AND until_seq IS NULL AND product = ?1)"
        );
        let list: Option<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(word(product))
            .bind(now)
            .fetch_one(self.connection())
            .await?;
        numbers(list.as_deref())
    }

    /// The group's place in this file.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn group_number(&mut self, group: GroupId) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::query_scalar("SELECT id FROM security_group WHERE object = ?")
            .bind(group.to_string())
            .fetch_optional(self.connection())
            .await?)
    }

    /// The group at a place in this file: identity and name.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn group_at(&mut self, number: i64) -> Result<Option<(GroupId, String)>, StoreError> {
        let row = sqlx::query("SELECT object, name FROM security_group WHERE id = ?")
            .bind(number)
            .fetch_optional(self.connection())
            .await?;
        row.map(|row| Ok((GroupId(identity(row.try_get(0)?)?), row.try_get(1)?)))
            .transpose()
    }
}

fn failed_of(row: &SqliteRow) -> Result<FailedAssignment, StoreError> {
    let product: Product = rule_word(row.try_get(2)?)?;
    let reason: AssignmentError = rule_word(row.try_get(3)?)?;
    Ok(FailedAssignment {
        person: person_index(row.try_get(0)?)?,
        group: row.try_get(1)?,
        failure: (product, reason),
        shown_from: row.try_get(4)?,
    })
}

/// A span of a person's trial, in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialSpan {
    /// The person.
    pub person: PersonIndex,
    /// The product.
    pub product: Product,
    /// First second.
    pub from: i64,
    /// First second after.
    pub until: i64,
}

impl Snapshot {
    /// Every span of these trials, of one person or of all, each person's oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn trials(
        &mut self,
        products: &[Product],
        person: Option<PersonIndex>,
    ) -> Result<Vec<TrialSpan>, StoreError> {
        let sql = format!(
            "SELECT person, valid_from, valid_until FROM ({}) WHERE valid_until > valid_from AND (?2 IS NULL OR person = ?2) \
             ORDER BY person, valid_from",
            rows_of(self.branch.id, "?1")
        );
        let mut spans = Vec::new();
        for product in products {
            let rows = sqlx::query(AssertSqlSafe(sql.clone()))
                .bind(word(*product))
                .bind(person)
                .fetch_all(self.connection())
                .await?;
            for row in &rows {
                spans.push(TrialSpan {
                    person: person_index(row.try_get(0)?)?,
                    product: *product,
                    from: row.try_get(1)?,
                    until: row.try_get(2)?,
                });
            }
        }
        Ok(spans)
    }
}

impl Act {
    /// Writes a span of a person's trial by the act's last entry.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn write_trial(&mut self, span: &TrialSpan) -> Result<(), StoreError> {
        let (branch, seq) = (self.branch.id, self.head().seq.cast_signed());
        own_direct(self.connection(), branch, span.product, span.person).await?;
        // Its end is known from its beginning, so both have the same place in the journal.
        sqlx::query(
            "INSERT INTO branch_licence (branch, product, person, path, valid_from, from_seq, valid_until, until_seq) \
             VALUES (?, ?, ?, 0, ?, ?, ?, ?)",
        )
        .bind(branch)
        .bind(word(span.product))
        .bind(span.person)
        .bind(span.from)
        .bind(seq)
        .bind(span.until)
        .bind(seq)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Writes a person's usage location from the act's entry at that place on.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn set_location(&mut self, person: PersonId, location: &str, seq: u64) -> Result<(), StoreError> {
        let branch = self.branch.id;
        sqlx::query("INSERT INTO branch_location (branch, person, seq, location) SELECT ?1, id, ?3, ?4 FROM person WHERE object = ?2")
            .bind(branch)
            .bind(person.to_string())
            .bind(seq.cast_signed())
            .bind(location)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Writes changes of paths and failures by the act's entry at that place: what groups give begins, or is known to
    /// fail, at the second `from`; direct paths begin, and all paths end, now.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn write_licences(&mut self, changes: &[Change], from: i64, seq: u64) -> Result<(), StoreError> {
        let (branch, seq, now) = (self.branch.id, seq.cast_signed(), self.tenant().now.timestamp());
        let mut begun = Vec::new();
        let mut ended: BTreeMap<(Product, Path), Vec<PersonIndex>> = BTreeMap::new();
        let mut mended: BTreeMap<i64, Vec<PersonIndex>> = BTreeMap::new();
        let mut failed = Vec::new();
        for change in changes {
            match *change {
                Change::Begun(person, product, path) => begun.push((product, person, path)),
                Change::Ended(person, product, path) => ended.entry((product, path)).or_default().push(person),
                Change::Failed(person, group, failure) => {
                    mended.entry(group).or_default().push(person);
                    failed.push((group, person, failure));
                }
                Change::Mended(person, group) => mended.entry(group).or_default().push(person),
            }
        }
        let ended_direct = ended.iter().filter(|((_, path), _)| *path == Path::Direct);
        let ended_direct =
            ended_direct.flat_map(|((product, _), people)| people.iter().map(|person| (*product, *person)));
        let begun_direct = begun.iter().filter(|(_, _, path)| *path == Path::Direct);
        let direct: Vec<_> = ended_direct
            .chain(begun_direct.map(|(product, person, _)| (*product, *person)))
            .collect();
        for (product, person) in direct {
            own_direct(self.connection(), branch, product, person).await?;
        }
        for ((product, path), people) in &ended {
            // What was to begin later never did.
            sqlx::query(
                "UPDATE branch_licence SET valid_until = ?5, until_seq = ?6 WHERE branch = ?1 AND product = ?2 \
                 AND person IN (SELECT value FROM json_each(?3)) AND path = ?4 AND (valid_until IS NULL OR valid_until > ?5)",
            )
            .bind(branch)
            .bind(word(*product))
            .bind(json_list(people))
            .bind(number_of(*path))
            .bind(now)
            .bind(seq)
            .execute(self.connection())
            .await?;
        }
        for (group, people) in &mended {
            sqlx::query(
                "UPDATE branch_licence_failure SET until_seq = ?4 WHERE branch = ?1 AND security_group = ?2 \
                 AND person IN (SELECT value FROM json_each(?3)) AND until_seq IS NULL",
            )
            .bind(branch)
            .bind(*group)
            .bind(json_list(people))
            .bind(seq)
            .execute(self.connection())
            .await?;
        }
        for chunk in failed.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO branch_licence_failure (branch, security_group, person, product, reason, shown_from, from_seq)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 7, chunk.len())));
            for (group, person, (product, reason)) in chunk {
                query = query.bind(branch).bind(*group).bind(*person);
                query = query.bind(word(*product)).bind(word(*reason)).bind(from).bind(seq);
            }
            query.execute(self.connection()).await?;
        }
        // The primary key is (product, person, path): rows in its order append instead of searching.
        begun.sort_unstable();
        for chunk in begun.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO branch_licence (branch, product, person, path, valid_from, from_seq)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 6, chunk.len())));
            for (product, person, path) in chunk {
                let begins = if *path == Path::Direct { now } else { from };
                query = query
                    .bind(branch)
                    .bind(word(*product))
                    .bind(*person)
                    .bind(number_of(*path));
                query = query.bind(begins).bind(seq);
            }
            query.execute(self.connection()).await?;
        }
        Ok(())
    }
}

/// People as SQL reads a list.
pub(crate) fn json_list(people: &[PersonIndex]) -> String {
    let people: Vec<_> = people.iter().map(u32::to_string).collect();
    format!("[{}]", people.join(","))
}

/// Gives the branch a person's direct intervals of a product as its own, unless it has them already.
async fn own_direct(
    connection: &mut SqliteConnection,
    branch: i64,
    product: Product,
    person: PersonIndex,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO branch_licence SELECT ?1, l.product, l.person, 0, l.valid_from, 0, l.valid_until, \
         iif(l.valid_until IS NULL, NULL, 0) FROM licence l WHERE l.product = ?2 AND l.person = ?3 \
         AND NOT EXISTS (SELECT 1 FROM branch_licence b WHERE b.branch = ?1 AND b.product = ?2 AND b.person = ?3 AND b.path = 0)",
    )
    .bind(branch)
    .bind(word(product))
    .bind(person)
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives a new branch what the one that it forks off had at an entry: later changes are taken back.
pub(crate) async fn inherit(
    connection: &mut SqliteConnection,
    (from, to): (i64, i64),
    seq: u64,
) -> Result<(), StoreError> {
    for sql in [
        "INSERT INTO branch_licence SELECT ?2, b.product, b.person, b.path, b.valid_from, b.from_seq, \
         CASE WHEN b.until_seq <= ?3 THEN b.valid_until WHEN b.from_seq = 0 THEN l.valid_until END, \
         CASE WHEN b.until_seq <= ?3 THEN b.until_seq WHEN l.valid_until IS NOT NULL AND b.from_seq = 0 THEN 0 END \
         FROM branch_licence b LEFT JOIN licence l ON l.product = b.product AND l.person = b.person \
         AND l.valid_from = b.valid_from AND b.path = 0 WHERE b.branch = ?1 AND b.from_seq <= ?3",
        "INSERT INTO branch_licence_failure SELECT ?2, security_group, person, product, reason, shown_from, from_seq, \
         iif(until_seq <= ?3, until_seq, NULL) FROM branch_licence_failure WHERE branch = ?1 AND from_seq <= ?3",
        "INSERT INTO branch_location SELECT ?2, person, seq, location FROM branch_location WHERE branch = ?1 AND seq <= ?3",
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
