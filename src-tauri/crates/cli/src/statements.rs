//! Writing every statement of a month's chargeback into a folder, a CSV file each.
//!
//! It asks for the chargeback, and exports the statement of each row; nothing is divided here.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{App, Caller, FileSource, call};
use serde_json::{Value, json};

const CHARGEBACK: &str = "chargeback_list";
const STATEMENT: &str = "chargebackStatement";

/// Letters of a name that a file's name has.
const LONGEST: usize = 80;

/// Writes the statement of everybody who is charged for a month.
#[derive(Debug, Args)]
pub(crate) struct Statements {
    /// The workbook.
    workbook: PathBuf,
    /// The folder, which is made where it is missing. None of the files may exist.
    folder: PathBuf,
    /// The request of the chargeback as JSON: month, by, basis, shared and others; and lines (use or people) of the statements.
    #[arg(default_value = r#"{"by":"department"}"#)]
    request: String,
    /// The acting person, by identity or sign-in name.
    #[arg(long = "as")]
    actor: Option<String>,
    /// The branch; main where none is named.
    #[arg(long)]
    branch: Option<String>,
}

impl Statements {
    /// Answers a line for each file.
    ///
    /// # Errors
    /// When a file exists or can't be written, or a command is refused or fails.
    pub(crate) async fn run(self) -> Result<Vec<Value>, ApiError> {
        let asked = crate::request_of(&self.request, CHARGEBACK, None)?;
        let folder = self.folder.clone();
        let files: FileSource = Arc::new(move |name| Ok(folder.join(name)));
        let app = App::open(&self.workbook, files).await?;
        let written = self.write(&app, &asked).await;
        app.close().await;
        written
    }

    async fn write(&self, app: &App, asked: &Value) -> Result<Vec<Value>, ApiError> {
        let caller = Caller {
            actor: self.actor.clone(),
            branch: self.branch.clone(),
        };
        let statements = statements(app, &caller, asked).await?;
        if let Some((_, file)) = statements.iter().find(|(_, file)| self.folder.join(file).exists()) {
            let message = format!(
                "{} exists; name another folder, or delete it first",
                self.folder.join(file).display()
            );
            return Err(ApiError::new(ErrorCode::Conflict, message).at("folder"));
        }
        std::fs::create_dir_all(&self.folder).map_err(|error| {
            let message = format!("{} can't be made: {error}", self.folder.display());
            ApiError::new(ErrorCode::Io, message).at("folder")
        })?;
        let mut lines = Vec::with_capacity(statements.len());
        for (whose, file) in statements {
            let mut request = asked.clone();
            request["whose"] = whose;
            let export = json!({ "list": STATEMENT, "request": request, "file": file });
            lines.push(call(app, &caller, "list_export", export).await?);
        }
        Ok(lines)
    }
}

/// The key of each row that somebody is charged by, and the name of its file.
async fn statements(app: &App, caller: &Caller, asked: &Value) -> Result<Vec<(Value, String)>, ApiError> {
    let mut request = asked.clone();
    let Some(fields) = request.as_object_mut() else {
        return Err(ApiError::new(ErrorCode::BadRequest, "the request is not a JSON object"));
    };
    fields.remove("lines");
    fields.insert("limit".to_owned(), json!(500));
    let (mut found, mut names) = (Vec::new(), BTreeSet::new());
    loop {
        let answer = call(app, caller, CHARGEBACK, request.clone()).await?;
        let month = answer["month"].as_str().unwrap_or_default();
        let rows = answer["rows"].as_array().map_or(&[][..], Vec::as_slice);
        for row in rows.iter().filter(|row| row["kind"] != "apart") {
            let name = file_name(month, row["name"].as_str().unwrap_or_default(), &mut names);
            found.push((row["key"].clone(), name));
        }
        match answer["next"].as_str() {
            Some(next) => request["cursor"] = next.into(),
            None => return Ok(found),
        }
    }
}

/// A name that every system takes, and that no other file of the folder has in any case.
fn file_name(month: &str, name: &str, names: &mut BTreeSet<String>) -> String {
    let plain = |letter: char| {
        if letter.is_alphanumeric() || " ()-,&".contains(letter) {
            letter
        } else {
            '_'
        }
    };
    let name: String = name.chars().take(LONGEST).map(plain).collect();
    let first = format!("{month} {}", name.trim());
    let mut file = format!("{first}.csv");
    let mut number = 2;
    while !names.insert(file.to_lowercase()) {
        file = format!("{first} ({number}).csv");
        number += 1;
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain_and_each_is_another() {
        let mut names = BTreeSet::new();
        let mut file = |name: &str| file_name("2026-10", name, &mut names);
        assert_eq!(file("R&D / Öst"), "2026-10 R&D _ Öst.csv");
        assert_eq!(file("../etc"), "2026-10 ___etc.csv");
        assert_eq!(file("Sales"), "2026-10 Sales.csv");
        assert_eq!(file("sales"), "2026-10 sales (2).csv");
        assert_eq!(file(&"x".repeat(300)).len(), "2026-10 .csv".len() + LONGEST);
    }
}
