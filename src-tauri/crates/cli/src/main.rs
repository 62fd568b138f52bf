//! Meterdesk's command table on a terminal.
//!
//! Answers go to standard output as JSON, refusals and failures to standard error as `{code, message, field, article}`. The exit
//! code tells them apart: 0 done, 1 refused, 2 a wrong call, 3 a failure. Nothing is decided here.

mod export;
mod import;
mod statements;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{App, COMMANDS, Caller, NewWorkbook, call};
use serde_json::{Value, json};

/// Rehearse Copilot consumption billing from a terminal.
#[derive(Debug, Parser)]
#[command(name = "meterdesk-cli", version)]
struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a workbook from a scenario.
    New {
        /// Where it goes.
        workbook: PathBuf,
        /// Name of the scenario.
        #[arg(long)]
        scenario: String,
        /// Seed of everything in it.
        #[arg(long, default_value_t = 0)]
        seed: u64,
        /// Start of simulated time, such as 2026-11-17T10:00:00Z.
        #[arg(long)]
        at: Option<chrono::DateTime<chrono::Utc>>,
    },
    /// Call a command of the table.
    Call {
        /// The workbook.
        workbook: PathBuf,
        /// Name of the command.
        name: String,
        /// Its request as JSON.
        request: String,
        /// The acting person, by identity or sign-in name.
        #[arg(long = "as")]
        actor: Option<String>,
        /// The branch; main where none is named.
        #[arg(long)]
        branch: Option<String>,
        /// An id of your own; calling again with it returns the first answer.
        #[arg(long)]
        command_id: Option<String>,
    },
    /// List the commands with the JSON schemas of their requests and answers.
    Commands,
    /// Import a file, several, or the files of a folder.
    Import(import::Import),
    /// Write what a command exports into a file.
    Export(export::Export),
    /// Write the statement of everybody who is charged for a month into a folder.
    Statements(statements::Statements),
    /// Make a workbook anew from its scenario and seed. What was done in it is gone.
    StartOver {
        /// The workbook.
        workbook: PathBuf,
    },
    /// Copy a workbook, which may be open elsewhere, into a new file.
    Copy {
        /// The workbook.
        workbook: PathBuf,
        /// Where the copy goes.
        target: PathBuf,
    },
    /// Print the journal, one entry a line.
    Journal {
        /// The workbook.
        workbook: PathBuf,
        /// The branch; main where none is named.
        #[arg(long)]
        branch: Option<String>,
    },
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return report(&ApiError::new(ErrorCode::Internal, error.to_string())),
    };
    match runtime.block_on(run(arguments.action)) {
        Ok(lines) => print(&lines),
        Err(error) => report(&error),
    }
}

async fn run(action: Action) -> Result<Vec<Value>, ApiError> {
    match action {
        Action::New {
            workbook,
            scenario,
            seed,
            at,
        } => {
            let new = NewWorkbook {
                path: workbook,
                scenario,
                seed,
                at,
            };
            let app = App::create(&new, App::no_files()).await?;
            let tenant = call(&app, &Caller::default(), "tenant_get", json!({})).await?;
            app.close().await;
            Ok(vec![tenant])
        }
        Action::Call {
            workbook,
            name,
            request,
            actor,
            branch,
            command_id,
        } => {
            let request = request_of(&request, &name, command_id)?;
            let app = App::open(&workbook, App::no_files()).await?;
            let answer = call(&app, &Caller { actor, branch }, &name, request).await;
            app.close().await;
            Ok(vec![answer?])
        }
        Action::StartOver { workbook } => {
            let app = App::open(&workbook, App::no_files()).await?;
            let origin = app.origin().await;
            let rest = app.require_rest().await;
            app.close().await;
            rest?;
            let app = App::start_over(&origin?, App::no_files()).await?;
            let tenant = call(&app, &Caller::default(), "tenant_get", json!({})).await;
            app.close().await;
            Ok(vec![tenant?])
        }
        Action::Copy { workbook, target } => {
            let app = App::open(&workbook, App::no_files()).await?;
            let copied = app.save_copy(&target).await;
            app.close().await;
            copied?;
            Ok(vec![json!({ "copy": target.display().to_string() })])
        }
        Action::Commands => Ok(commands()),
        Action::Import(import) => {
            // Line by line, so that nobody waits for the last file to learn of the first.
            import
                .run(|line| {
                    print(&[line]);
                })
                .await?;
            Ok(Vec::new())
        }
        Action::Export(export) => Ok(vec![export.run().await?]),
        Action::Statements(statements) => statements.run().await,
        Action::Journal { workbook, branch } => {
            let app = App::open(&workbook, App::no_files()).await?;
            let caller = Caller { actor: None, branch };
            let entries = app.on_branch_of(&caller).journal().await;
            app.close().await;
            entries?
                .into_iter()
                .map(|entry| {
                    serde_json::to_value(entry).map_err(|error| ApiError::new(ErrorCode::Internal, error.to_string()))
                })
                .collect()
        }
    }
}

fn request_of(text: &str, name: &str, command_id: Option<String>) -> Result<Value, ApiError> {
    let not_json =
        |error: serde_json::Error| ApiError::new(ErrorCode::BadRequest, format!("the request is not JSON: {error}"));
    let mut request: Value = serde_json::from_str(text).map_err(not_json)?;
    let Some(command_id) = command_id else {
        return Ok(request);
    };
    if !COMMANDS.iter().any(|command| command.name == name && command.writes) {
        let message = format!("--command-id goes with commands that write; {name} does not");
        return Err(ApiError::new(ErrorCode::BadRequest, message).at("commandId"));
    }
    let Some(fields) = request.as_object_mut() else {
        return Err(ApiError::new(ErrorCode::BadRequest, "the request is not a JSON object"));
    };
    fields.insert("commandId".to_owned(), Value::String(command_id));
    Ok(request)
}

fn commands() -> Vec<Value> {
    let one = |command: &meterdesk_api::CommandInfo| {
        json!({
            "name": command.name,
            "writes": command.writes,
            "request": command.request_schema(),
            "response": command.answer_schema(),
        })
    };
    vec![Value::Array(COMMANDS.iter().map(one).collect())]
}

/// A closed pipe downstream is not a failure of ours.
fn print(lines: &[Value]) -> ExitCode {
    use std::io::Write;
    let mut output = std::io::stdout().lock();
    for line in lines {
        if writeln!(output, "{line}").is_err() {
            break;
        }
    }
    ExitCode::SUCCESS
}

#[expect(clippy::print_stderr, reason = "a terminal program reports on standard error")]
fn report(error: &ApiError) -> ExitCode {
    let text = serde_json::to_string(error).unwrap_or_else(|_| error.to_string());
    eprintln!("{text}");
    match error.code {
        ErrorCode::BadRequest | ErrorCode::UnknownCommand => ExitCode::from(2),
        _ if error.is_refusal() => ExitCode::from(1),
        _ => ExitCode::from(3),
    }
}
