//! A workbook in a temporary folder, the files that are imported into it, and its figures.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{App, Caller, FileSource, NewWorkbook, call};
use meterdesk_billing::units::Credits;
use meterdesk_store::Entry;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::sync::OnceCell;

pub(crate) const USAGE_HEADER: &str = "event_id,time,user,service,agent,environment,feature,quantity";
pub(crate) const WITHOUT_IDS_HEADER: &str = "time,user,service,agent,environment,feature,quantity";
pub(crate) const REPORT_HEADER: &str = "BillingPlan Id,BillingPlan Name,Environment Id,Environment Name,Capacity Type,\
    Entitled Quantity,Prepaid Consumed Quantity,Pay as you go Consumed Quantity,Usage Date";

/// When the scenario `empty` begins and starts.
pub(crate) const START: &str = "2026-11-17T10:00:00Z";

/// Members of the group "Agent pilot" under seed 0: without and with Microsoft 365 Copilot.
pub(crate) const UNLICENSED: &str = "goran.esposito@pellowin.example";
pub(crate) const LICENSED: &str = "astrid.iyer@pellowin.example";

/// An open workbook in a folder of its own.
pub(crate) struct Book {
    pub(crate) folder: TempDir,
    pub(crate) app: App,
}

/// The bytes of a workbook of the scenario `empty`, made once.
static EMPTY: OnceCell<Vec<u8>> = OnceCell::const_new();

async fn empty_bytes() -> &'static [u8] {
    EMPTY
        .get_or_init(|| async {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("w.meterdesk");
            let app = created(&path, 0).await;
            app.close().await;
            std::fs::read(path).unwrap()
        })
        .await
}

/// A new workbook of the scenario `empty`.
pub(crate) async fn created(path: &Path, seed: u64) -> App {
    let new = NewWorkbook {
        path: path.to_owned(),
        scenario: "empty".to_owned(),
        seed,
        at: None,
    };
    App::create(&new, files_beside(path)).await.unwrap()
}

/// Imports name files of the workbook's folder.
pub(crate) fn files_beside(path: &Path) -> FileSource {
    let folder = path.parent().unwrap().to_owned();
    Arc::new(move |name| {
        let path = folder.join(name);
        let unknown = || ApiError::new(ErrorCode::NotFound, "no such file was chosen").at("file");
        path.exists().then_some(path).ok_or_else(unknown)
    })
}

impl Book {
    /// A workbook of the scenario `empty`, seed 0.
    pub(crate) async fn empty() -> Self {
        Self::of_bytes(empty_bytes().await).await
    }

    /// A workbook of these bytes, which must open.
    pub(crate) async fn of_bytes(bytes: &[u8]) -> Self {
        Self::try_of_bytes(bytes).await.unwrap()
    }

    pub(crate) async fn try_of_bytes(bytes: &[u8]) -> Result<Self, ApiError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.meterdesk");
        std::fs::write(&path, bytes).unwrap();
        let app = App::open(&path, files_beside(&path)).await?;
        Ok(Self { folder, app })
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("w.meterdesk")
    }

    /// Closes the workbook and gives its bytes.
    pub(crate) async fn into_bytes(self) -> Vec<u8> {
        self.app.close().await;
        std::fs::read(self.path()).unwrap()
    }

    /// Another process's view of the same file.
    pub(crate) async fn second_app(&self) -> App {
        App::open(&self.path(), files_beside(&self.path())).await.unwrap()
    }

    /// A copy of the workbook as it is now, opened by a program that has nothing in memory yet.
    pub(crate) async fn copied(&self) -> Self {
        let path = self.folder.path().join("copy.meterdesk");
        self.app.save_copy(&path).await.unwrap();
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_file(path).unwrap();
        Self::of_bytes(&bytes).await
    }

    pub(crate) async fn try_call(&self, name: &str, request: Value) -> Result<Value, ApiError> {
        call(&self.app, &Caller::default(), name, request).await
    }

    /// Calls a command that must not be refused.
    pub(crate) async fn call(&self, name: &str, request: Value) -> Value {
        let asked = request.to_string();
        match self.try_call(name, request).await {
            Ok(answer) => answer,
            Err(error) => panic!("{name} {asked} was refused: {error:?}"),
        }
    }

    /// Calls a command that must be refused.
    pub(crate) async fn refused(&self, name: &str, request: Value) -> ApiError {
        let asked = request.to_string();
        match self.try_call(name, request).await {
            Ok(answer) => panic!("{name} {asked} was answered: {answer}"),
            Err(error) => error,
        }
    }

    /// Writes a file that imports can name.
    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Imports a file of this text to the import's end.
    pub(crate) async fn try_import(&self, name: &str, text: &str, choices: Value) -> Result<Value, ApiError> {
        self.write(name, text);
        self.import_written(name, choices).await
    }

    /// Imports a file that was written before.
    pub(crate) async fn import_written(&self, name: &str, mut request: Value) -> Result<Value, ApiError> {
        request["file"] = json!(name);
        let started = self.try_call("import_start", request).await?;
        ended(&self.app, &started).await
    }

    /// Imports a file that must be taken.
    pub(crate) async fn import(&self, name: &str, text: &str) -> Value {
        self.import_as(name, text, json!({})).await
    }

    pub(crate) async fn import_as(&self, name: &str, text: &str, choices: Value) -> Value {
        match self.try_import(name, text, choices).await {
            Ok(view) => view,
            Err(error) => panic!("{name} was not imported: {error:?}"),
        }
    }

    pub(crate) async fn revert(&self, import: &Value) -> Value {
        self.call("import_revert", json!({ "import": import["id"] })).await
    }

    /// The metered figures of November 2026 by environment, those of environments without credits left out.
    pub(crate) async fn metered(&self, timeline: &str) -> Figures {
        self.figures("metered", timeline).await
    }

    pub(crate) async fn figures(&self, basis: &str, timeline: &str) -> Figures {
        let request = json!({ "from": "2026-11-01", "until": "2026-12-01", "by": "environment", "basis": basis, "timeline": timeline });
        Figures::of(&self.call("usage_series", request).await)
    }

    /// A billing policy for all users, connected to Copilot Chat.
    pub(crate) async fn with_paying_policy(self) -> Self {
        let policy = self.policy("Everybody", json!({ "kind": "allUsers" })).await;
        self.call(
            "service_connect",
            json!({ "service": "copilotChat", "policy": policy["id"] }),
        )
        .await;
        self
    }

    /// The request of a policy.
    pub(crate) async fn policy_request(&self, name: &str, users: Value) -> Value {
        let subscription = self.call("subscription_list", json!({})).await["rows"][0].clone();
        json!({
            "name": name,
            "subscription": subscription["id"],
            "resourceGroup": subscription["resourceGroups"][0]["name"],
            "region": "West Europe",
            "users": users,
            "termsAccepted": true,
        })
    }

    /// Makes a billing policy.
    pub(crate) async fn policy(&self, name: &str, users: Value) -> Value {
        let request = self.policy_request(name, users).await;
        self.call("policy_create", request).await["policy"].clone()
    }

    /// The group of that name, as a policy names its users.
    pub(crate) async fn group(&self, name: &str) -> Value {
        let groups = self.call("group_list", json!({ "search": name })).await;
        json!({ "kind": "group", "group": groups["rows"][0]["id"] })
    }
}

/// How a work ended. Waits for it by asking again and again, without a pause of a made-up length.
pub(crate) async fn ended(app: &App, started: &Value) -> Result<Value, ApiError> {
    let job = when(app, started, |job| job["state"] != "running").await;
    match job["state"].as_str() {
        Some("done") => Ok(job["import"].clone()),
        _ => Err(serde_json::from_value(job["problem"].clone()).expect("a work that is not done says why")),
    }
}

/// The work's view as soon as it is as wanted.
pub(crate) async fn when(app: &App, started: &Value, wanted: impl Fn(&Value) -> bool) -> Value {
    loop {
        let job = call(app, &Caller::default(), "job_get", started.clone()).await.unwrap();
        if wanted(&job) {
            return job;
        }
        std::thread::yield_now();
        tokio::task::yield_now().await;
    }
}

/// What a series shows: credits by day and environment, and rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Figures {
    pub(crate) credits: BTreeMap<(String, String), Credits>,
    pub(crate) rows: u64,
    pub(crate) total: Credits,
}

impl Figures {
    pub(crate) fn of(series: &Value) -> Self {
        let mut credits = BTreeMap::new();
        for day in series["days"].as_array().unwrap() {
            for (head, cell) in series["series"]
                .as_array()
                .unwrap()
                .iter()
                .zip(day["credits"].as_array().unwrap())
            {
                let cell = amount(cell);
                if cell != Credits::ZERO {
                    let key = (text(&day["day"]), text(&head["key"]).replace("environment:", ""));
                    credits.insert(key, cell);
                }
            }
        }
        Self {
            credits,
            rows: series["rows"].as_u64().unwrap(),
            total: amount(&series["total"]),
        }
    }
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is a text")).to_owned()
}

/// An amount of credits, exactly.
pub(crate) fn amount(value: &Value) -> Credits {
    value.as_str().unwrap().parse().unwrap()
}

/// A row of a usage file: a generative answer, two credits each.
pub(crate) fn answer(id: &str, time: &str, environment: &str, quantity: &str) -> String {
    format!("{id},{time},{UNLICENSED},copilotChat,Helper,{environment},Generative answer,{quantity}")
}

/// The same without an id.
pub(crate) fn answer_without_id(time: &str, environment: &str, quantity: &str) -> String {
    answer("", time, environment, quantity)[1..].to_owned()
}

pub(crate) fn usage_file<S: AsRef<str>>(rows: &[S]) -> String {
    file(USAGE_HEADER, rows)
}

pub(crate) fn file_without_ids<S: AsRef<str>>(rows: &[S]) -> String {
    file(WITHOUT_IDS_HEADER, rows)
}

fn file<S: AsRef<str>>(header: &str, rows: &[S]) -> String {
    let rows: String = rows.iter().map(|row| format!("{}\n", row.as_ref())).collect();
    format!("{header}\n{rows}")
}

/// An environment report: environment, day, prepaid, pay-as-you-go.
pub(crate) fn report<S: AsRef<str>>(rows: &[(S, S, u32, u32)]) -> String {
    let line = |(environment, day, prepaid, pay_as_you_go): &(S, S, u32, u32)| {
        let (environment, day) = (environment.as_ref(), day.as_ref());
        format!(",,{environment},Named {environment},MCSMessages,25000,{prepaid},{pay_as_you_go},{day}")
    };
    file(REPORT_HEADER, &rows.iter().map(line).collect::<Vec<_>>())
}

/// The hash that chains an entry to all before it, made as the journal's own.
pub(crate) fn chained(previous: &str, entry: &Entry, kind: &str) -> String {
    let parts = [
        previous.to_owned(),
        entry.seq.to_string(),
        entry.at.timestamp().to_string(),
        entry.actor.clone(),
        kind.to_owned(),
        entry.version.to_string(),
        entry.body.to_string(),
    ];
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    meterdesk_billing::hex(&hash.finalize())
}
