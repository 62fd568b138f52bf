//! Loading a whole directory dataset, as a scenario makes it.

use meterdesk_billing::directory::{DirectoryData, PersonRow};
use sqlx::AssertSqlSafe;

use crate::dictionary::{ROWS_PER_STATEMENT, values};
use crate::directory::word;
use crate::{Act, StoreError};

impl Act {
    /// Adds people whom the directory doesn't hold yet. From now on they are in the dynamic groups of their departments.
    ///
    /// # Errors
    /// When the file can't be written, or somebody is there already.
    pub async fn add_people(&mut self, people: Vec<PersonRow>) -> Result<(), StoreError> {
        let now = self.tenant().now.timestamp();
        let last: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM person")
            .fetch_one(self.connection())
            .await?;
        let added = DirectoryData {
            people,
            ..DirectoryData::default()
        };
        self.load_directory(&added).await?;
        sqlx::query(
            "INSERT INTO membership (security_group, person, valid_from, valid_until) SELECT g.id, p.id, ?2, NULL FROM person p \
             JOIN security_group g ON g.dynamic_department = p.department WHERE p.id > ?1 AND p.department <> '' ORDER BY g.id, p.id",
        )
        .bind(last)
        .bind(now)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Loads a whole dataset. The directory must hold nobody of it yet.
    ///
    /// # Errors
    /// When the file can't be written, or somebody is there twice.
    pub async fn load_directory(&mut self, data: &DirectoryData) -> Result<(), StoreError> {
        let connection = self.connection();
        let offset: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM person")
            .fetch_one(&mut *connection)
            .await?;
        let groups: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM security_group")
            .fetch_one(&mut *connection)
            .await?;
        let mut person = offset;
        for chunk in data.people.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO person (id, object, user_principal_name, display_name, department, usage_location)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 6, chunk.len())));
            for row in chunk {
                person += 1;
                query = query
                    .bind(person)
                    .bind(row.id.to_string())
                    .bind(&row.user_principal_name);
                query = query
                    .bind(&row.display_name)
                    .bind(&row.department)
                    .bind(&row.usage_location);
            }
            query.execute(&mut *connection).await?;
        }
        let mut group = groups;
        for chunk in data.groups.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO security_group (id, object, name, mail, dynamic_department)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 5, chunk.len())));
            for row in chunk {
                group += 1;
                query = query
                    .bind(group)
                    .bind(row.id.to_string())
                    .bind(&row.name)
                    .bind(&row.mail)
                    .bind(&row.dynamic_department);
            }
            query.execute(&mut *connection).await?;
        }
        // The primary key is (group, person): rows in its order append instead of searching.
        let mut memberships = data.memberships.clone();
        memberships.sort_unstable_by_key(|row| (row.what, row.person, row.from));
        for chunk in memberships.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO membership (security_group, person, valid_from, valid_until)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 4, chunk.len())));
            for row in chunk {
                query = query
                    .bind(groups + 1 + i64::from(row.what))
                    .bind(offset + 1 + i64::from(row.person));
                query = query.bind(row.from).bind(row.until);
            }
            query.execute(&mut *connection).await?;
        }
        for row in &data.nested {
            sqlx::query(
                "INSERT INTO nested_group (security_group, member, valid_from, valid_until) VALUES (?, ?, ?, ?)",
            )
            .bind(groups + 1 + i64::from(row.group))
            .bind(groups + 1 + i64::from(row.member))
            .bind(row.from)
            .bind(row.until)
            .execute(&mut *connection)
            .await?;
        }
        for chunk in data.licences.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO licence (product, person, valid_from, valid_until)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 4, chunk.len())));
            for row in chunk {
                query = query
                    .bind(word(row.what))
                    .bind(offset + 1 + i64::from(row.person))
                    .bind(row.from)
                    .bind(row.until);
            }
            query.execute(&mut *connection).await?;
        }
        for chunk in data.roles.chunks(ROWS_PER_STATEMENT) {
            let head = "INSERT INTO admin_role (role, person, valid_from, valid_until)";
            let mut query = sqlx::query(AssertSqlSafe(values(head, 4, chunk.len())));
            for row in chunk {
                query = query
                    .bind(word(row.what))
                    .bind(offset + 1 + i64::from(row.person))
                    .bind(row.from)
                    .bind(row.until);
            }
            query.execute(&mut *connection).await?;
        }
        Ok(())
    }
}
