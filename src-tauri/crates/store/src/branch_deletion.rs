//! Deleting branches: everything that is only theirs goes with them.
//!
//! Which branch may be deleted is not decided here.

use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::branch::resolve;
use crate::{Act, Snapshot, StoreError};

/// What goes with a branch and those that descend from it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GoingBranches {
    /// Names: of the branch itself, and of its descendants, oldest first.
    pub names: Vec<String>,
    /// Their own entries.
    pub entries: u64,
    /// Names of the imported files that no other branch has.
    pub imports: Vec<String>,
    numbers: Vec<i64>,
}

impl Snapshot {
    /// What would go with a branch.
    ///
    /// # Errors
    /// When there is no such branch, or the file can't be read.
    pub async fn going_with(&mut self, branch: &str) -> Result<GoingBranches, StoreError> {
        let branch = resolve(self.connection(), branch).await?;
        let rows = sqlx::query(
            "WITH RECURSIVE going (id) AS (SELECT ?1 UNION SELECT b.id FROM branch b JOIN going g ON b.parent = g.id) \
             SELECT b.id, b.name, (SELECT count(*) FROM journal j WHERE j.branch = b.id) FROM going g \
             JOIN branch b ON b.id = g.id ORDER BY b.id",
        )
        .bind(branch.id)
        .fetch_all(self.connection())
        .await?;
        let mut going = GoingBranches::default();
        for row in &rows {
            going.numbers.push(row.try_get(0)?);
            going.names.push(row.try_get(1)?);
            going.entries += row.try_get::<i64, _>(2)?.cast_unsigned();
        }
        let list = going.list();
        going.imports = sqlx::query_scalar(AssertSqlSafe(format!(
            "SELECT file_name FROM import i WHERE {} ORDER BY id",
            only_there(&list)
        )))
        .fetch_all(self.connection())
        .await?;
        Ok(going)
    }
}

impl GoingBranches {
    /// Their numbers as SQL has a list. They are this program's own.
    fn list(&self) -> String {
        self.numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// That the import `i` of a file is named by these branches alone.
fn only_there(list: &str) -> String {
    format!(
        "i.object IS NOT NULL AND EXISTS (SELECT 1 FROM branch_import b WHERE b.import = i.id AND b.branch IN ({list})) \
         AND NOT EXISTS (SELECT 1 FROM branch_import b WHERE b.import = i.id AND b.branch NOT IN ({list}))"
    )
}

impl Act {
    /// Deletes these branches. A preview writes nothing.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn delete_branches(&mut self, going: &GoingBranches) -> Result<(), StoreError> {
        if self.is_preview() {
            return Ok(());
        }
        let list = going.list();
        let connection = self.connection();
        // An import that nobody names any more counts nowhere; its rows are cleared before the next import.
        let forget = format!(
            "UPDATE import AS i SET state = 'preview', object = NULL WHERE {}",
            only_there(&list)
        );
        // Tried uses are rows of one import for all branches, told apart by the act's branch.
        let tried = format!("SELECT id FROM usage_row WHERE import = 1 AND act_branch IN ({list})");
        for sql in [
            forget,
            format!("DELETE FROM usage_superseded WHERE row IN ({tried})"),
            format!("DELETE FROM usage_key WHERE import = 1 AND row IN ({tried})"),
            format!("DELETE FROM usage_key_shared WHERE import = 1 AND row IN ({tried})"),
            format!("DELETE FROM usage_row WHERE id IN ({tried})"),
        ] {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
        }
        for table in tables_of_branches(connection).await? {
            let sql = format!("DELETE FROM {table} WHERE branch IN ({list})");
            sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
        }
        for sql in [
            "DELETE FROM security_group WHERE by_act AND id NOT IN (SELECT security_group FROM group_life)".to_owned(),
            format!("DELETE FROM branch WHERE id IN ({list})"),
        ] {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
        }
        Ok(())
    }
}

/// Tables whose rows belong to a branch each: those with a column of that name.
async fn tables_of_branches(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    let tables = sqlx::query_scalar(
        "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'branch' WHERE t.type = 'table' \
         ORDER BY t.name",
    );
    Ok(tables.fetch_all(connection).await?)
}
