//! Rehearsal › Import: everything that can be said of files, while they are read and afterwards.

use meterdesk_e2e::{HeldFile, Page, Session, Start, UsageFile};
use serde_json::{Value, json};

use crate::tenant::text;

const HEADER: &str = "time,user,service,agent,environment,feature,quantity\n";
const ENVIRONMENT_REPORT: &str = "BillingPlan Id,BillingPlan Name,Environment Id,Environment Name,Capacity Type,\
Entitled Quantity,Prepaid Consumed Quantity,Pay as you go Consumed Quantity,Usage Date\n";

const USER_REPORT: &str =
    "User Id,User Email,Agent Id,Agent Name,Billable credit used,Credits used,M365 Copilot Licensed\n";

/// More than a page of a report.
const REPORT_ROWS: usize = 51;

/// More than a page of rejected rows.
const BAD_ROWS: usize = 101;

/// The files that the walk over an empty workbook brings in.
#[derive(Debug)]
pub(super) struct Files {
    usage: UsageFile,
    report: UsageFile,
    smaller: UsageFile,
    long: HeldFile,
    users: UsageFile,
    folder: UsageFile,
    bill: UsageFile,
}

impl Files {
    pub(super) fn new() -> Self {
        Self {
            usage: UsageFile::named("usage.csv"),
            report: UsageFile::named("report.csv"),
            smaller: UsageFile::named("smaller report.csv"),
            long: HeldFile::named("long.csv"),
            users: UsageFile::named("users.csv"),
            folder: UsageFile::named("downloads"),
            bill: UsageFile::named("cost.csv"),
        }
    }

    /// An empty workbook that is given the files in the walk's order.
    pub(super) fn start(&self) -> Start {
        Start::empty()
            .import(self.usage.path())
            .import(self.usage.path())
            .import(self.report.path())
            .import(self.smaller.path())
            .import(self.long.path())
            .import(self.users.path())
            .import(self.folder.path())
            .import(self.bill.path())
    }

    /// The bill that is brought in last.
    pub(super) fn bill(&self) -> &UsageFile {
        &self.bill
    }
}

pub(super) async fn walk(session: &Session, files: &Files, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    let people = session.cli.call("user_list", &json!({ "copilotLicensed": false }));
    let user = text(&people["rows"][0]["userPrincipalName"]);
    let row = |time: &str, quantity: &str| format!("{time},{user},copilotChat,,North,generativeAnswer,{quantity}\n");
    files.usage.write_text(&format!(
        "{HEADER}{}{}{}{}",
        row("2026-09-17T10:00:00Z", "3"),
        row("2026-11-17T09:00:00Z", "3"),
        row("2026-12-17T10:00:00Z", "3"),
        row("2026-11-17T09:30:00Z", "many").repeat(BAD_ROWS),
    ));
    let report = |credits: &str| format!("{ENVIRONMENT_REPORT},,e1,North,MCSMessages,0,{credits},0,2026-11-16\n");
    files.report.write_text(&report("1000"));
    files.smaller.write_text(&report("10"));
    page.go("/rehearsal/import").await;
    page.press_id("import-choose").await;
    page.by_test_id("import-preview").await;
    look(page, "what a file would do").await;
    page.press_id("import-accept").await;
    page.by_test_id("import-result").await;
    look(page, "what an import did").await;
    page.press_id("import-again").await;
    files
        .usage
        .write_text(&format!("{HEADER}{}", row("2026-11-17T09:15:00Z", "1")));
    page.press_id("import-choose").await;
    page.press_id("import-accept").await;
    look(page, "a file that overlaps an earlier one").await;
    page.press_id("import-discard").await;
    page.press_id("import-choose").await;
    page.press_id("import-accept").await;
    page.by_test_id("import-result").await;
    page.press_id("import-again").await;
    page.press_id("import-choose").await;
    page.by_test_id("import-shrink").await;
    look(page, "a report that states much less").await;
    page.press_id("import-discard").await;
    look(page, "the imports").await;
    while_a_file_is_read(
        page,
        &files.long,
        &format!("{HEADER}{}", row("2026-11-17T09:45:00Z", "1")),
        look,
    )
    .await;
    a_report_without_dates(page, &files.users, look).await;
    a_folder(page, &files.folder, look).await;
    afterwards(session, look).await;
}

async fn a_report_without_dates(page: &Page, file: &UsageFile, look: &mut impl AsyncFnMut(&Page, &str)) {
    let rows: String = (1..=REPORT_ROWS)
        .map(|number| format!("u-{number},user{number}@north.example,a-1,Claims helper,{number},{number},FALSE\n"))
        .collect();
    file.write_text(&format!("{USER_REPORT}{rows}"));
    page.press_id("import-choose").await;
    page.by_test_id("import-first-day").await;
    look(page, "a report without dates").await;
    page.fill("First day of the report", "2026-10-01").await;
    page.fill("Last day of the report", "2026-10-31").await;
    page.press_id("import-accept").await;
    page.by_test_id("import-result").await;
    page.press_id("import-again").await;
    page.go("/reports/imported").await;
    look(page, "the imported reports").await;
    page.press("button", "User report (Power Platform admin center)").await;
    page.by_test_id("report-facts").await;
    look(page, "the rows of a report").await;
    page.press_id("report-next").await;
    page.wait_enabled("report-previous").await;
    look(page, "more rows of a report").await;
    page.press_id("panel-close").await;
    page.go("/rehearsal/import").await;
}

async fn a_folder(page: &Page, folder: &UsageFile, look: &mut impl AsyncFnMut(&Page, &str)) {
    std::fs::create_dir(folder.path()).expect("a folder can be made");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file can be written");
    write(
        "credits.csv",
        "Agent ID,Agent name,Username,Billing Policy ID,Past seven days,Past 30 days,Last activity date (UTC)\n\
         a-1,Claims helper,ida@north.example,p-1,12,90,2026-10-30\n",
    );
    write("notes.csv", "not,a,report\n1,2,3\n");
    write(
        "users.csv",
        &format!("{USER_REPORT}u-1,ida@north.example,a-1,Claims helper,1,1,FALSE\n"),
    );
    page.press_id("import-choose-folder").await;
    page.by_test_id("import-download-day").await;
    look(page, "the files of a folder").await;
    page.press_id("import-discard").await;
}

async fn while_a_file_is_read(page: &Page, file: &HeldFile, text: &str, look: &mut impl AsyncFnMut(&Page, &str)) {
    drop(file.hold(text));
    page.press_id("import-choose").await;
    page.by_test_id("import-preview").await;
    let held = file.hold(text);
    page.press_id("import-overlap-add").await;
    page.begin("import-accept").await;
    page.by_test_id("import-cancel").await;
    look(page, "a file that is being read").await;
    page.begin("import-cancel").await;
    drop(held);
    page.by_test_id("import-cancelled").await;
    look(page, "an import that was cancelled").await;
    page.press_id("import-again").await;
}

async fn afterwards(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    let imports = session.cli.call("import_list", &json!({}));
    let mut published = imports["rows"].as_array().into_iter().flatten();
    let rejecting = published.find(|row| row["state"] == "published" && row["rejected"] != 0);
    let rejecting = text(&rejecting.unwrap_or(&Value::Null)["id"]);
    page.press_id(&format!("import-revert-{rejecting}")).await;
    look(page, "the dialog before a revert").await;
    page.press_id("confirm-cancel").await;
    page.press_id(&format!("import-rejected-{rejecting}")).await;
    look(page, "the rejected rows of an import").await;
    page.press_id("rejection-next").await;
    page.wait_enabled("rejection-previous").await;
    look(page, "more rejected rows").await;
    page.press_id("panel-close").await;
    page.go("/rehearsal/happenings").await;
    let acts = page.test_ids().await;
    let oldest = acts.iter().rfind(|id| id.starts_with("happening-rewind-"));
    page.press_id(oldest.expect("something happened")).await;
    look(page, "the dialog before rewinding to before an import").await;
    page.press_id("confirm-cancel").await;
}
