//! Usage from other times than now: before the set-up, and ahead of the clock.

use meterdesk_e2e::{Start, UsageFile, Use, journey, millionths};
use serde_json::json;

use crate::tenant::{chat_is_paid_for, people};

const THREE_ANSWERS: i64 = 3 * 2_000_000;

fn three_answers<'a>(time: &'a str, user: &'a str) -> Use<'a> {
    Use {
        time,
        user,
        service: "copilotChat",
        feature: "generativeAnswer",
        quantity: "3",
    }
}

#[tokio::test]
async fn usage_from_before_the_set_up_is_judged_only_as_if() {
    let file = UsageFile::named("september.csv");
    journey(Start::empty().import(file.path()), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        let policy = chat_is_paid_for(&session.cli, "Everybody");
        let user = &people(&session.cli, false)[0];
        file.write(&[three_answers("2026-09-17T10:00:00Z", user)]);
        let september = json!({ "from": "2026-09-01", "until": "2026-10-01", "by": "payer" });
        let before = session.cli.call("usage_series", &september);

        page.import_file().await;
        assert_eq!(page.import_fact("before").await, "1");
        let note = page.text("import-note-1").await;
        assert!(
            note.contains("before this workbook's first act"),
            "the import says so: {note}"
        );
        page.press("button", "See who would pay under today's set-up").await;
        assert_eq!(page.attribute("usage-period", "data-timeline").await, "asIfToday");
        assert_eq!(
            millionths(&page.value(&format!("chart-series-total-paid:{policy}")).await),
            THREE_ANSWERS
        );
        page.by_test_id("usage-remark-as-if").await;

        page.press("radio", "Actual").await;
        assert_eq!(page.attribute("usage-period", "data-timeline").await, "actual");
        assert_eq!(millionths(&page.value("usage-total").await), 0);
        assert_eq!(page.value("usage-remark-before-workbook").await, "1");
        let after = session.cli.call("usage_series", &september);
        assert_eq!((&after["days"], &after["series"]), (&before["days"], &before["series"]));
    })
    .await;
}

#[tokio::test]
async fn usage_ahead_of_the_clock_counts_when_the_clock_has_passed_it() {
    let file = UsageFile::named("ahead.csv");
    journey(Start::empty().import(file.path()), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        let policy = chat_is_paid_for(&session.cli, "Everybody");
        let user = &people(&session.cli, false)[0];
        file.write(&[three_answers("2026-11-17T11:30:00Z", user)]);

        page.import_file().await;
        assert_eq!(page.import_fact("ahead").await, "1");
        page.press_id("nav-usage").await;
        assert_eq!(millionths(&page.value("usage-total").await), 0);
        assert_eq!(page.value("usage-remark-ahead-of-clock").await, "1");

        assert_eq!(page.advance_time("1 hour").await, "2026-11-17T11:00:00Z");
        assert_eq!(
            millionths(&page.value("usage-total").await),
            0,
            "the clock is still before it"
        );
        assert_eq!(page.advance_time("1 hour").await, "2026-11-17T12:00:00Z");
        assert_eq!(millionths(&page.value("usage-total").await), THREE_ANSWERS);
        assert_eq!(
            millionths(&page.value(&format!("chart-series-total-paid:{policy}")).await),
            THREE_ANSWERS
        );
        assert_eq!(page.count_test_id("usage-remark-ahead-of-clock").await, 0);
    })
    .await;
}
