//! An admin divides Azure's bill among departments, says who bears what nobody used, and prints a department's statement.

use meterdesk_e2e::{Page, Start, UsageFile, journey};
use serde_json::{Value, json};

const ACCOUNTS: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.PowerPlatform/accounts";
const HEADER: &str = "BillingAccountId,SubscriptionId,Date,Product,MeterCategory,MeterName,Quantity,EffectivePrice,Cost,BillingCurrency,\
                      ResourceId";

/// Takes the rules of print for the screen, and says what comes of it.
const ON_PAPER: &str = r#"
    for (const sheet of document.styleSheets) {
        const ofPrint = [sheet, ...sheet.cssRules].filter((part) => part.media?.mediaText === 'print');
        for (const part of ofPrint) part.media.mediaText = 'all';
    }
    const of = (selector) => getComputedStyle(document.querySelector(selector));
    const sheet = document.querySelector('[data-print=sheet]');
    return {
        bar: of('header').display,
        navigation: getComputedStyle(document.querySelector('nav').parentElement).display,
        title: of('[data-print=heading]').display,
        tools: of('[data-print=no]').display,
        page: getComputedStyle(sheet.parentElement).display,
        breaks: getComputedStyle(sheet).breakAfter,
    };"#;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Each row that the window shows is the one that the program answers.
async fn rows_are(page: &Page, answer: &Value) {
    page.wait_value("chargeback-sum", text(&answer["sum"]["charged"])).await;
    for row in answer["rows"].as_array().expect("rows") {
        let id = format!("chargeback-row-{}", text(&row["name"]));
        page.by_test_id(&id).await;
    }
}

#[tokio::test]
async fn an_admin_divides_azures_bill_and_prints_the_statement_of_a_department() {
    let file = UsageFile::named("cost.csv");
    let row = |day: &str, cost: &str, account: &str| {
        format!(
            "b,s,10/{day}/2026,Copilot Credit,Microsoft Copilot Studio,Pay As You Go Copilot Credit,1,0.01,{cost},USD,{ACCOUNTS}/{account}\n"
        )
    };
    file.write_text(&format!(
        "{HEADER}\n{}{}{}",
        row("01", "310.00", "Copilot Chat for everybody"),
        row("31", "295.07", "Copilot Chat for everybody"),
        row("05", "81.20", "Old pilot"),
    ));
    journey(Start::demo().import(file.path()), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        page.import_file().await;
        page.press_id("nav-chargeback").await;
        let asked = |request: Value| session.cli.call("chargeback_list", &request);
        rows_are(page, &asked(json!({ "by": "department" }))).await;

        page.choose("Basis of the money", "Azure's bill (imported)").await;
        let azure = asked(json!({ "by": "department", "basis": "azure" }));
        rows_are(page, &azure).await;
        assert_eq!(page.value("chargeback-basis-said").await, "azure");
        assert_eq!(page.value("chargeback-cost-of-notAttributed").await, "81.2");
        page.by_test_id("chargeback-row-Not attributed").await;

        page.choose("Shared costs", "To one department").await;
        page.by_test_id("chargeback-bearer").await;
        page.fill("Who bears shared costs", "sales").await;
        page.press_id("page-title").await;
        let borne = json!({ "by": "department", "basis": "azure", "shared": "one", "bearer": "Sales" });
        let answer = asked(borne.clone());
        assert!(text(&answer["rows"][0]["name"]) == "Sales", "{answer}");
        page.wait_gone("chargeback-row-Not attributed").await;
        rows_are(page, &answer).await;

        // The address says all of it.
        let address = "{%22basis%22:%22azure%22,%22shared%22:%22one%22,%22bearer%22:%22Sales%22}";
        page.go("/").await;
        page.go(&format!("/reports/chargeback?ask={address}")).await;
        rows_are(page, &answer).await;

        page.press_id("chargeback-open-Sales").await;
        let sales = text(&answer["rows"][0]["charged"]);
        page.wait_value("statement-total", sales).await;
        page.choose("Lines by", "People").await;
        page.by_test_id("statement-concealed").await;
        assert_eq!(page.value("statement-total").await, sales);
        page.press_id("statement-print").await;
        let total = "statement-sheet-total-named:Sales";
        page.wait_value(total, sales).await;
        let driver = page.driver();
        driver
            .execute(
                "window.print = () => { window.printed = (window.printed ?? 0) + 1 }",
                vec![],
            )
            .await
            .expect("the page can be told what printing is");
        page.press_id("statement-print-now").await;
        let printed = driver
            .execute("return window.printed", vec![])
            .await
            .expect("it counts");
        assert_eq!(*printed.json(), json!(1));

        // What is printed is the sheet alone, on a page of its own.
        let paper = driver.execute(ON_PAPER, vec![]).await.expect("the rules of print can be taken for the screen");
        let expected = json!({ "bar": "none", "navigation": "none", "title": "none", "tools": "none", "page": "block", "breaks": "page" });
        assert_eq!(*paper.json(), expected);

        // Everybody's sheets, each on a page of its own.
        page.go("/reports/chargeback/print").await;
        let everybody = asked(json!({ "by": "department" }));
        for row in everybody["rows"].as_array().expect("rows") {
            let total = format!("statement-sheet-total-{}", text(&row["key"]));
            page.wait_value(&total, text(&row["charged"])).await;
        }
    })
    .await;
}
