//! The calculators through the command table: the forms that cross, and refusals that name their field.

use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{App, Caller, NewWorkbook, call};
use serde_json::{Value, json};

struct Book {
    app: App,
    _folder: tempfile::TempDir,
}

impl Book {
    async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let new = NewWorkbook {
            path: folder.path().join("w.meterdesk"),
            scenario: "empty".to_owned(),
            seed: 0,
            at: None,
        };
        let app = App::create(&new, App::no_files()).await.expect("a workbook");
        Self { app, _folder: folder }
    }

    async fn ask(&self, name: &str, request: &Value) -> Result<Value, ApiError> {
        call(&self.app, &Caller::default(), name, request.clone()).await
    }

    async fn answer(&self, name: &str, request: Value) -> Value {
        match self.ask(name, &request).await {
            Ok(answer) => answer,
            Err(error) => panic!("{name} {request} was refused: {error:?}"),
        }
    }

    /// The request with one field changed must be refused at that field, whatever the field's path.
    async fn refuses(&self, name: &str, request: &Value, cases: &[(&str, Value, &str)]) {
        for (pointer, value, field) in cases {
            let mut asked = request.clone();
            *asked.pointer_mut(pointer).expect("the request has the field") = value.clone();
            match self.ask(name, &asked).await {
                Ok(answer) => panic!("{name} {asked} was answered: {answer}"),
                Err(error) => assert_eq!(
                    (error.code, error.field.as_deref()),
                    (ErrorCode::InvalidField, Some(*field)),
                    "{name} {asked}: {}",
                    error.message
                ),
            }
        }
    }
}

/// The answer's fields of these names; it may say more, such as sources and sentences.
#[track_caller]
fn assert_says(answer: &Value, expected: &Value) {
    match (answer, expected) {
        (Value::Object(given), Value::Object(expected)) => {
            for (field, value) in expected {
                assert_says(given.get(field).unwrap_or(&Value::Null), value);
            }
        }
        (Value::Array(given), Value::Array(expected)) => {
            assert_eq!(given.len(), expected.len(), "{answer}");
            for (given, expected) in given.iter().zip(expected) {
                assert_says(given, expected);
            }
        }
        _ => assert_eq!(answer, expected),
    }
}

/// What no amount above zero is.
fn no_amounts() -> [Value; 7] {
    ["0", "-1", "", "1,5", "1e3", "0.0000001", "99999999999999999999"].map(Value::from)
}

#[tokio::test]
async fn use_is_rated_line_by_line_with_reasons() {
    let book = Book::empty().await;
    let lines =
        json!([{ "feature": "generativeAnswer", "quantity": "2" }, { "feature": "agentFlowAction", "quantity": "3" }]);
    let request = json!({
        "on": "2025-04-01", "lines": lines, "person": { "copilotLicensed": true }, "audience": "employee", "trigger": "interactive",
    });
    let answer = book.answer("usage_rate", request).await;
    let included = "Not charged: the person's Microsoft 365 Copilot license includes it.";
    let billed = "Charged: this rate card charges it to people with a Microsoft 365 Copilot license too.";
    assert_says(
        &answer,
        &json!({
            "lines": [
                { "feature": "generativeAnswer", "quantity": "2", "credits": "4", "billed": false, "reason": included },
                { "feature": "agentFlowAction", "quantity": "3", "credits": "0.39", "billed": true, "reason": billed },
            ],
            "credits": "4.39", "billed": "0.39", "notBilled": "4", "unit": "messages", "rateCard": "msg-2025-03",
        }),
    );
    let external = json!({ "on": "2026-11-17T10:00:00Z", "lines": lines, "person": { "copilotLicensed": true }, "audience": "external" });
    let answer = book.answer("usage_rate", external).await;
    assert_eq!(
        (&answer["billed"], &answer["unit"]),
        (&json!("4.39"), &json!("Copilot Credits"))
    );
}

#[tokio::test]
async fn every_feature_of_the_newest_card_is_rated_under_its_key() {
    let book = Book::empty().await;
    let keys = "classicAnswer generativeAnswer agentAction tenantGraphGrounding agentFlowAction contentProcessingPage \
        retrievalApiCall sharePointAgentInteraction aiToolBasicResponse aiToolStandardResponse aiToolPremiumResponse \
        aiToolBasicTokens aiToolStandardTokens aiToolPremiumTokens voiceClassicMinute voiceGenerativeMinute \
        voicePremiumGenerativeMinute";
    for key in keys.split_whitespace() {
        let request = json!({ "on": "2026-08-03", "lines": [{ "feature": key, "quantity": "1" }] });
        let answer = book.answer("usage_rate", request).await;
        assert_eq!(answer["lines"][0]["feature"], key);
        assert_eq!(answer["rateCard"], "cc-2026-08");
    }
}

#[tokio::test]
async fn a_feature_that_the_card_of_the_date_lacks_is_refused_at_its_line() {
    let book = Book::empty().await;
    let lines =
        json!([{ "feature": "classicAnswer", "quantity": "1" }, { "feature": "voiceClassicMinute", "quantity": "1" }]);
    for (on, line) in [("2026-08-02", 1), ("2020-01-01", 0)] {
        let refused = book
            .ask("usage_rate", &json!({ "on": on, "lines": lines }))
            .await
            .unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotOnCard, "{}", refused.message);
        assert_eq!(refused.field, Some(format!("lines[{line}].feature")));
        assert!(refused.is_refusal());
    }
    assert_eq!(serde_json::to_value(ErrorCode::NotOnCard).unwrap(), "not_on_card");
}

#[tokio::test]
async fn what_can_not_be_rated_is_refused_at_its_field() {
    let book = Book::empty().await;
    let request = json!({ "on": "2026-11-17", "lines": [{ "feature": "agentAction", "quantity": "1" }] });
    let mut cases = vec![
        ("/on", json!("yesterday"), "on"),
        ("/on", json!("2026-02-30"), "on"),
        ("/on", json!("2019-11-30"), "on"),
        ("/lines", json!([]), "lines"),
        ("/lines/0/feature", json!("Process Agent"), "lines[0].feature"),
        ("/lines/0/feature", json!(""), "lines[0].feature"),
        ("/lines/0/quantity", json!("9000000000000"), "lines[0].quantity"),
    ];
    cases.extend(no_amounts().map(|amount| ("/lines/0/quantity", amount, "lines[0].quantity")));
    book.refuses("usage_rate", &request, &cases).await;
}

#[tokio::test]
async fn every_offer_has_one_row_with_its_exact_cost() {
    let book = Book::empty().await;
    let answer = book
        .answer("offer_compare", json!({ "creditsPerMonth": "100000", "months": 12 }))
        .await;
    let rows = answer["offers"].as_array().unwrap();
    let names: Vec<_> = rows
        .iter()
        .map(|row| row["offer"].as_str().unwrap().to_owned())
        .collect();
    let mut expected = ["payAsYouGo", "packs", "packsAndPayAsYouGo"]
        .map(str::to_owned)
        .to_vec();
    expected.extend((1..=9).map(|tier| format!("p3Tier{tier}AndPayAsYouGo")));
    assert_eq!(names, expected);
    assert_says(
        &rows[0],
        &json!({ "offer": "payAsYouGo", "quantity": "1200000", "cost": "12000", "perCredit": "0.01" }),
    );
    assert_says(
        &rows[1],
        &json!({ "offer": "packs", "quantity": "4", "cost": "9600", "perCredit": "0.008" }),
    );
    assert_says(
        &rows[4],
        &json!({ "offer": "p3Tier2AndPayAsYouGo", "quantity": "1", "cost": "14100", "perCredit": "0.01175" }),
    );
    assert_eq!(answer["cheapest"], "packs");
    assert_eq!(
        answer["summary"],
        "For 100,000 Copilot Credits a month over 12 months, the cheapest is capacity packs alone: $9,600.00, $2,400.00 \
         less than pay-as-you-go alone."
    );
    assert_eq!(rows[1]["bought"], "4 packs in each month");
    let drawn = rows.iter().filter(|row| row["drawn"] == true).count();
    assert_eq!(drawn, 6, "tiers from the fourth on cost more than four times as much");
    assert_eq!(answer["breakEven"], "20000");
    let break_even = &answer["furtherBreakEvens"];
    assert_says(
        &break_even["plans"][0],
        &json!({ "offer": "p3Tier1AndPayAsYouGo", "creditsPerTerm": "285000" }),
    );
    let licence = json!({ "usdPerMonth": "30", "payAsYouGoCreditsPerMonth": "3000", "packCreditsPerMonth": "3750" });
    assert_eq!(break_even["licence"], licence);
}

#[tokio::test]
async fn what_can_not_be_compared_is_refused_at_its_field() {
    let book = Book::empty().await;
    let request = json!({ "creditsPerMonth": "10000000000", "months": 120 });
    book.answer("offer_compare", request.clone()).await;
    let mut cases = vec![("/creditsPerMonth", json!("10000000000.000001"), "creditsPerMonth")];
    cases.extend(no_amounts().map(|amount| ("/creditsPerMonth", amount, "creditsPerMonth")));
    cases.extend([0, -1, 121, i64::MAX, i64::MIN].map(|months| ("/months", json!(months), "months")));
    book.refuses("offer_compare", &request, &cases).await;
}

fn month() -> Value {
    let zeros =
        json!({ "prompt": "1", "mcp": "0", "connector": "0", "rest": "0", "computerUse": "0", "agentFlow": "3" });
    json!({
        "users": "10", "interactionsPerUser": "5", "knowledgePercent": "50", "tenantGraphPercent": "12.5", "perSession": zeros,
        "prompts": { "basic": "0.5", "standard": "0", "premium": "0.02" },
    })
}

#[tokio::test]
async fn a_month_is_estimated_with_the_estimators_rounding() {
    let book = Book::empty().await;
    let answer = book.answer("usage_estimate", month()).await;
    // 50 sessions; 150 flow actions are two started hundreds, 25 prompts three started tens, one prompt one.
    let expected = json!({
        "classic": "25", "generative": "43.75", "graph": "31.25", "tools": "250", "flows": "26", "prompts": "103", "total": "479",
    });
    assert_says(&answer, &expected);
    let mut least = month();
    least
        .as_object_mut()
        .unwrap()
        .retain(|field, _| field != "perSession" && field != "prompts");
    assert_eq!(book.answer("usage_estimate", least).await["total"], "100");
}

#[tokio::test]
async fn what_can_not_be_estimated_is_refused_at_its_field() {
    let book = Book::empty().await;
    let mut cases = vec![
        ("/users", json!("1.5"), "users"),
        ("/users", json!("4294967296"), "users"),
        ("/interactionsPerUser", json!("9000000000000"), "users"),
    ];
    for (pointer, field) in [("/users", "users"), ("/interactionsPerUser", "interactionsPerUser")] {
        cases.extend(no_amounts().map(|amount| (pointer, amount, field)));
    }
    for percent in ["-1", "100.01", "12.345", "101", "x"] {
        cases.push(("/knowledgePercent", json!(percent), "knowledgePercent"));
        cases.push(("/tenantGraphPercent", json!(percent), "tenantGraphPercent"));
    }
    for call in ["prompt", "mcp", "connector", "rest", "computerUse", "agentFlow"] {
        let mut request = month();
        request["perSession"][call] = json!("-1");
        let refused = book.ask("usage_estimate", &request).await.unwrap_err();
        assert_eq!(refused.field, Some(format!("perSession.{call}")));
    }
    cases.push(("/prompts/premium", json!("0.0000001"), "prompts.premium"));
    book.refuses("usage_estimate", &month(), &cases).await;
}

#[tokio::test]
async fn business_centrals_agents_are_estimated_event_by_event() {
    let book = Book::empty().await;
    let sales = json!({ "agent": "salesOrder", "documents": "100", "linesPerDocument": "3", "attachmentShare": "0.4" });
    let answer = book.answer("business_central_estimate", sales).await;
    assert_eq!(answer["credits"], "1180");
    let events = answer["events"].as_array().unwrap();
    assert_eq!(events.len(), 5);
    assert_says(
        &events[4],
        &json!({
            "event": "extractSalesData", "label": "Extract sales data from an attachment",
            "feature": "agentAction", "quantity": "40", "credits": "200",
        }),
    );
    let payables = json!({ "agent": "payables", "documents": "1", "linesPerDocument": "25", "attachmentShare": "0" });
    assert_eq!(
        book.answer("business_central_estimate", payables.clone()).await["credits"],
        "152"
    );
    let mut cases = vec![
        ("/documents", json!("0.5"), "documents"),
        ("/attachmentShare", json!("1.1"), "attachmentShare"),
        ("/attachmentShare", json!("-0.1"), "attachmentShare"),
        ("/linesPerDocument", json!("9000000000000"), "linesPerDocument"),
    ];
    for (pointer, field) in [("/documents", "documents"), ("/linesPerDocument", "linesPerDocument")] {
        cases.extend(no_amounts().map(|amount| (pointer, amount, field)));
    }
    book.refuses("business_central_estimate", &payables, &cases).await;
}

#[tokio::test]
async fn sessions_are_counted_by_turns_or_by_messages() {
    let book = Book::empty().await;
    let counted = |total: u64, billed: u64| json!({ "total": total, "billed": billed });
    let turns = json!({ "on": "2023-06-01", "turns": 101 });
    assert_says(&book.answer("session_count", turns).await, &counted(2, 2));
    let silence = json!({ "on": "2023-06-01", "messages": [{ "minute": 0 }, { "minute": 31 }] });
    assert_says(&book.answer("session_count", silence).await, &counted(2, 2));
    let greeting = json!({
        "on": "2023-06-01", "channel": "web",
        "messages": [{ "minute": 0, "topic": "Greeting", "topicKind": "system", "event": "escalated" }],
    });
    assert_says(&book.answer("session_count", greeting).await, &counted(1, 0));
    let premium = json!([{ "minute": 0, "topicKind": "system", "premium": true }]);
    for (on, billed) in [("2022-12-31", 0), ("2023-01-01", 1)] {
        let request = json!({ "on": on, "channel": "persistent", "messages": premium });
        assert_says(&book.answer("session_count", request).await, &counted(1, billed));
    }
}

#[tokio::test]
async fn what_can_not_be_counted_is_refused_at_its_field() {
    let book = Book::empty().await;
    let turns = json!({ "on": "2020-01-01", "turns": 1 });
    let mut cases = vec![
        ("/on", json!("2019-11-30"), "on"),
        ("/on", json!("soon"), "on"),
        ("/turns", json!(null), "turns"),
    ];
    cases.extend([0, -1, i64::MIN].map(|turns| ("/turns", json!(turns), "turns")));
    book.refuses("session_count", &turns, &cases).await;
    let messages = json!({ "on": "2020-01-01", "messages": [{ "minute": 5 }, { "minute": 5 }] });
    let cases = [
        ("/messages", json!([]), "messages"),
        ("/messages/0/minute", json!(-1), "messages[0].minute"),
        ("/messages/1/minute", json!(4), "messages[1].minute"),
    ];
    book.refuses("session_count", &messages, &cases).await;
    let both = json!({ "on": "2020-01-01", "turns": 1, "messages": [{ "minute": 0 }] });
    assert_eq!(
        book.ask("session_count", &both).await.unwrap_err().field.as_deref(),
        Some("turns")
    );
}

#[tokio::test]
async fn a_calculator_leaves_the_journal_as_it_was() {
    let book = Book::empty().await;
    let before = book.answer("journal_head", json!({})).await;
    book.answer("usage_estimate", month()).await;
    assert_eq!(book.answer("journal_head", json!({})).await, before);
}
