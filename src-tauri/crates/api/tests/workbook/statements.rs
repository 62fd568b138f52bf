//! Reports of Microsoft's products: for which time their figures are, which of several stands, and their rows as they came.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::support::Book;

const USERS: &str = "User Id,User Email,Agent Id,Agent Name,Billable credit used,Credits used,M365 Copilot Licensed\n";

fn users(rows: &[&str]) -> String {
    format!("{USERS}{}\n", rows.join("\n"))
}

fn may() -> Value {
    json!({ "period": { "from": "2026-05-01", "until": "2026-06-01" } })
}

fn sums(view: &Value) -> Vec<(String, String)> {
    let sums = view["sums"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    sums.map(|sum| (text(&sum["label"]), text(&sum["amount"]))).collect()
}

async fn standing(book: &Book) -> Vec<(String, u64, u64)> {
    let listed = book.call("report_list", json!({})).await;
    let rows = listed["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        (
            row["fileName"].as_str().unwrap().to_owned(),
            row["standing"].as_u64().unwrap(),
            row["rows"].as_u64().unwrap(),
        )
    })
    .collect()
}

#[tokio::test]
async fn a_report_without_dates_is_imported_only_with_a_stated_period() {
    let book = Book::empty().await;
    let file = users(&[
        "u-1,ida@north.example,a-1,Claims,\"1,278\",1718,TRUE",
        "u-2,,a-1,Claims,0,3.5,FALSE",
    ]);
    book.write("users.csv", &file);
    let read = book
        .import_written("users.csv", json!({ "preview": true }))
        .await
        .unwrap();
    assert_eq!(
        (&read["needs"], &read["kind"], &read["added"]),
        (&json!("period"), &json!("userReport"), &json!(2))
    );
    let refused = book.import_written("users.csv", json!({})).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::NeedsChoice, Some("period"))
    );
    assert_eq!(standing(&book).await, []);

    let view = book.import_written("users.csv", may()).await.unwrap();
    assert_eq!(
        sums(&view),
        [
            ("Credits billed".to_owned(), "1278".to_owned()),
            ("Credits used".to_owned(), "1721.5".to_owned())
        ]
    );
    assert_eq!(view["period"], may()["period"]);
    let listed = book.call("report_list", json!({})).await["rows"][0].clone();
    assert_eq!(
        (&listed["from"], &listed["until"]),
        (&json!("2026-05-01"), &json!("2026-06-01"))
    );
    let rows = book
        .call("report_row_list", json!({ "report": view["id"], "search": "ida" }))
        .await;
    assert_eq!(rows["columns"][4], "Billable credit used");
    assert_eq!(rows["total"], 1);
    assert_eq!(rows["rows"][0]["cells"][4], "1,278", "as the file has it");
    let figures = book.metered("actual").await;
    assert_eq!(
        figures,
        Book::empty().await.metered("actual").await,
        "reported figures settle nothing"
    );
}

#[tokio::test]
async fn the_newest_report_of_a_period_stands_and_taking_it_back_restores_the_one_before() {
    let book = Book::empty().await;
    book.write(
        "first.csv",
        &users(&["u-1,,a-1,A,0,100,FALSE", "u-2,,a-1,A,0,50,FALSE"]),
    );
    book.write("again.csv", &users(&["u-1,,a-1,A,0,20,FALSE"]));
    book.write("quarter.csv", &users(&["u-1,,a-1,A,0,400,FALSE"]));
    book.import_written("first.csv", may()).await.unwrap();
    let mut again = may();
    let read = book.import_written("again.csv", again.clone()).await.unwrap_err();
    assert_eq!(
        (read.code, read.field.as_deref()),
        (ErrorCode::NeedsChoice, Some("allowShrink")),
        "less than half"
    );
    again["allowShrink"] = json!(true);
    let second = book.import_written("again.csv", again).await.unwrap();
    assert_eq!(second["superseded"], 2);
    // Another period that holds this one is another statement; neither takes the other over.
    let quarter = json!({ "period": { "from": "2026-04-01", "until": "2026-07-01" } });
    book.import_written("quarter.csv", quarter).await.unwrap();
    let of = |name: &str, standing, rows| (name.to_owned(), standing, rows);
    assert_eq!(
        standing(&book).await,
        [of("quarter.csv", 1, 1), of("again.csv", 1, 1), of("first.csv", 0, 2)]
    );
    let preview = json!({ "import": second["id"], "preview": true });
    let told = book.call("import_revert", preview).await;
    assert_eq!((&told["removed"], &told["restored"]), (&json!(1), &json!(2)));
    assert_eq!(book.revert(&second).await["restored"], 2);
    assert_eq!(standing(&book).await, [of("quarter.csv", 1, 1), of("first.csv", 2, 2)]);
}

const ACCOUNT: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.PowerPlatform/accounts";

fn bill(rows: &[(&str, &str, &str, &str)]) -> String {
    let rows = rows.iter().map(|(date, account, quantity, cost)| {
        format!(
            "{date},{ACCOUNT}/{account},Microsoft Copilot Studio,Pay As You Go Copilot Credit,{quantity},{cost},USD,\n"
        )
    });
    let head = "Date,ResourceId,MeterCategory,MeterName,Quantity,Cost,BillingCurrency,Tags\n";
    format!(
        "{head}{}01/02/2026,/subscriptions/s/vm,Virtual Machines,D2,0.1234567,7.12,USD,\n",
        rows.collect::<String>()
    )
}

#[tokio::test]
async fn an_azure_export_of_the_month_to_date_takes_its_days_over_and_leaves_the_others() {
    let book = Book::empty().await;
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    let early = bill(&[
        ("05/01/2026", "north", "100", "1.005"),
        ("05/02/2026", "north", "50", "0.5"),
        ("05/01/2026", "south", "7", "0.07"),
    ]);
    packed.write_all(early.as_bytes()).unwrap();
    std::fs::write(book.folder.path().join("early.csv.gz"), packed.finish().unwrap()).unwrap();
    let view = book.import_written("early.csv.gz", json!({})).await.unwrap();
    assert_eq!(
        sums(&view),
        [
            ("Credits used".to_owned(), "157".to_owned()),
            ("Cost USD".to_owned(), "1.575".to_owned())
        ]
    );
    assert_eq!(
        view["notes"][0],
        "1 row is of other Azure resources: passed over, only Copilot consumption is taken."
    );
    assert_eq!(view["added"], 3);
    let late = bill(&[
        ("05/01/2026", "north", "110", "1.1"),
        ("05/02/2026", "north", "60", "0.6"),
        ("05/03/2026", "north", "1", "0.01"),
    ]);
    book.write("late.csv", &late);
    let view = book.import_written("late.csv", json!({})).await.unwrap();
    assert_eq!(view["superseded"], 2, "the two days of north");
    let of = |name: &str, standing, rows| (name.to_owned(), standing, rows);
    assert_eq!(standing(&book).await, [of("late.csv", 3, 3), of("early.csv.gz", 1, 3)]);
    let listed = book.call("report_list", json!({})).await["rows"][0].clone();
    assert_eq!(
        (&listed["from"], &listed["until"]),
        (&json!("2026-05-01"), &json!("2026-05-04"))
    );
    book.write("dated.csv", &late.replace("110", "120"));
    let refused = book.import_written("dated.csv", may()).await.unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("period"), "its rows say their days");
}

#[tokio::test]
async fn a_column_that_is_gone_is_named_with_its_effect_and_all_else_is_there() {
    let book = Book::empty().await;
    let file = "User Id,User Email,Agent Id,Agent Name,Billable credits,Credits used,M365 Copilot Licensed\nu-1,,a-1,A,9,20,FALSE\n";
    book.write("users.csv", file);
    let view = book.import_written("users.csv", may()).await.unwrap();
    let note = view["notes"][0].as_str().unwrap();
    assert!(
        note.starts_with(
            "The file has no column \"Billable credit used\", so it does not say how many credits were billed."
        ),
        "{note}"
    );
    assert_eq!(
        sums(&view),
        [("Credits used".to_owned(), "20".to_owned())],
        "no figure became zero"
    );
}

#[tokio::test]
async fn a_report_of_windows_is_of_the_thirty_days_until_its_day() {
    let book = Book::empty().await;
    let head = "Agent ID,Agent name,Username,Billing Policy ID,Past seven days,Past 30 days,Last activity date (UTC)";
    book.write(
        "credits.csv",
        &format!("{head}\na-1,Claims,ida@north.example,p-1,12,90,2026-05-30\n"),
    );
    let read = book
        .import_written("credits.csv", json!({ "preview": true }))
        .await
        .unwrap();
    assert_eq!(read["needs"], "asOf");
    let view = book
        .import_written("credits.csv", json!({ "asOf": "2026-05-31" }))
        .await
        .unwrap();
    assert_eq!(view["period"], json!({ "from": "2026-05-02", "until": "2026-06-01" }));
}

#[tokio::test]
async fn a_files_own_total_is_compared_with_its_rows_and_is_no_row() {
    let book = Book::empty().await;
    let rows = ["u-1,,a-1,Claims,100,718,TRUE", "u-2,,a-1,Claims,20.5,282,FALSE"];
    let right = users(&[rows[0], rows[1], "Total,,,,120.5,\"1,000\","]);
    book.write("right.csv", &right);
    let view = book.import_written("right.csv", may()).await.unwrap();
    assert_eq!((&view["added"], &view["notes"]), (&json!(2), &json!([])));
    book.write("wrong.csv", &users(&[rows[0], "Total,,,,120.5,718,"]));
    let view = book
        .import_written("wrong.csv", json!({ "preview": true }))
        .await
        .unwrap();
    assert_eq!(
        view["notes"],
        json!([
            "The file's own total in row 3 states Credits billed: 120.5. Its rows come to 100, and those are taken."
        ])
    );
}

#[tokio::test]
async fn an_answer_of_the_licensing_api_is_a_statement_like_any_other() {
    let book = Book::empty().await;
    let page = |id: &str, billed: &str, more: &str| {
        format!(
            r#"{{"value":[{{"resources":[{{"resourceId":"{id}","environmentId":"e-1","consumed":{billed},"unit":"MB","metadata":{{"NonBillableQuantity":2}}}}]}}],"continuationToken":"{more}"}}"#
        )
    };
    book.write("first.json", &page("a-1", "14.170000000000002", "more"));
    let read = book
        .import_written("first.json", json!({ "preview": true }))
        .await
        .unwrap();
    assert_eq!(
        (&read["kind"], &read["needs"]),
        (&json!("licensingResources"), &json!("period"))
    );
    let told: Vec<_> = read["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note.as_str().unwrap())
        .collect();
    assert!(told.iter().any(|note| note.contains("more follow")), "{told:?}");
    assert!(
        told.iter().any(|note| note.ends_with("rounded to them: 1.")),
        "{told:?}"
    );
    book.write(
        "both.json",
        &format!("{}\n{}", page("a-1", "14.17", "more"), page("a-2", "5", "")),
    );
    let view = book.import_written("both.json", may()).await.unwrap();
    assert_eq!(
        sums(&view),
        [
            ("Credits billed".to_owned(), "19.17".to_owned()),
            ("Credits not billed".to_owned(), "4".to_owned())
        ]
    );
    let listed = book.call("report_row_list", json!({ "report": view["id"] })).await;
    assert_eq!(listed["total"], 2);
    book.write(
        "refused.json",
        r#"{"error":{"code":"Forbidden","message":"The caller may not read this."}}"#,
    );
    let refused = book.import_written("refused.json", may()).await.unwrap_err();
    assert!(refused.message.contains("The caller may not read this."), "{refused:?}");
}
