//! An admin asks what the month cost, by what, why it changed, and keeps the view as an address.

use meterdesk_e2e::{Page, Start, journey};
use serde_json::{Value, json};

const COSTS: &str = "/billing/cost-management";

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Every figure of the chart's table is the one that the program answers.
async fn table_is(page: &Page, answer: &Value) {
    for column in answer["columns"].as_array().expect("columns") {
        let day = text(&column["day"]);
        let total = page.value(&format!("chart-day-total-{day}")).await;
        assert_eq!(total, text(&column["totalUsd"]), "{day}");
        let series = answer["series"].as_array().expect("series");
        for (series, usd) in series.iter().zip(column["usd"].as_array().expect("amounts")) {
            let key = text(&series["key"]);
            assert_eq!(
                page.value(&format!("chart-cell-{day}-{key}")).await,
                text(usd),
                "{day}, {key}"
            );
        }
    }
    assert_eq!(page.value("chart-total").await, text(&answer["totalUsd"]));
    assert_eq!(page.value("costs-total").await, text(&answer["totalUsd"]));
}

#[tokio::test]
async fn an_admin_narrows_costs_by_a_click_and_finds_the_same_view_at_its_address() {
    journey(Start::demo(), async |session| {
        let page = &session.page;
        let asked = |request: Value| session.cli.call("cost_analysis_get", &request);
        page.wait_idle().await;
        page.go(COSTS).await;
        page.wait_value("costs-total", text(&asked(json!({}))["totalUsd"]))
            .await;
        page.choose("Period (UTC)", "Last month").await;
        page.choose("Basis", "Settled by Meterdesk").await;
        page.choose("Granularity", "Monthly").await;
        let view = json!({ "period": "lastMonth", "basis": "settled", "by": "service" });
        let october = asked(json!({ "view": view, "granularity": "month" }));
        page.wait_value("costs-total", text(&october["totalUsd"])).await;
        table_is(page, &october).await;
        let change = page.value("costs-change").await;
        assert_eq!(
            change,
            page.value("costs-drivers-sum").await,
            "what made the difference is the difference"
        );

        page.press_id("chart-pick-copilotChat").await;
        page.choose("Group by", "Department").await;
        let narrowed = json!({ "period": "lastMonth", "basis": "settled", "by": "department",
            "filters": [{ "by": "service", "key": "copilotChat" }] });
        let of_chat = asked(json!({ "view": narrowed, "granularity": "month" }));
        page.wait_value("costs-total", text(&of_chat["totalUsd"])).await;
        table_is(page, &of_chat).await;
        let address = "{%22period%22:%22lastMonth%22,%22basis%22:%22settled%22,%22granularity%22:%22month%22,%22by%22:%22department%22,\
                       %22filters%22:%22service:copilotChat%22}";
        page.go("/").await;
        page.go(&format!("{COSTS}?ask={address}")).await;
        page.wait_value("costs-total", text(&of_chat["totalUsd"])).await;

        // Kept under a name, it is opened again from any other view.
        page.press("button", "Saved views").await;
        page.press("button", "Save this view").await;
        assert_eq!(page.focused().await, "costs-view-name", "a view needs a name");
        page.fill("Name of the view that is shown", "Chat by department").await;
        page.press("button", "Save this view").await;
        page.by_test_id("costs-view-open-1").await;
        page.press_id("form-close").await;
        page.press_id("costs-filter-service-copilotChat").await;
        page.wait_value("costs-total", text(&october["totalUsd"])).await;
        page.press("button", "Saved views").await;
        page.press("button", "Chat by department").await;
        page.wait_value("costs-total", text(&of_chat["totalUsd"])).await;
        page.press("button", "Saved views").await;
        page.press("button", "Delete Chat by department").await;
        page.wait_gone("costs-view-open-1").await;
        assert_eq!(session.cli.call("cost_view_list", &json!({}))["total"], 0);
    })
    .await;
}
