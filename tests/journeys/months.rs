//! Closing a month: it keeps its figures when a file comes late, and the open month shows the correction.

use meterdesk_e2e::{Start, UsageFile, Use, journey, millionths};
use serde_json::json;

use crate::tenant::{chat_is_paid_for, people};

fn answers<'a>(time: &'a str, user: &'a str, quantity: &'a str) -> Use<'a> {
    Use {
        time,
        user,
        service: "copilotChat",
        feature: "generativeAnswer",
        quantity,
    }
}

#[tokio::test]
async fn a_late_row_is_corrected_in_the_open_month() {
    let (file, late) = (UsageFile::named("november.csv"), UsageFile::named("late.csv"));
    let start = Start::empty().import(file.path()).import(late.path());
    journey(start, async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let _ = chat_is_paid_for(cli, "Everybody");
        let user = &people(cli, false)[0];
        file.write(&[answers("2026-11-18T10:00:00Z", user, "5")]);
        // The same use, restated.
        late.write(&[answers("2026-11-18T10:00:00Z", user, "7")]);
        page.import_file().await;

        page.press_id("nav-months").await;
        page.press("button", "Close November 2026").await;
        page.by_test_id("problem-bar").await;
        let refused = page.text("problem-bar").await;
        assert!(refused.contains("2026-12-01 00:00 UTC"), "it isn't over: {refused}");
        page.press_id("confirm-cancel").await;
        let _ = cli.call("clock_advance", &json!({ "to": "2026-12-02T00:00:00Z" }));
        page.by_test_id("month-row-2026-12").await;

        page.press("button", "Close November 2026").await;
        let effects = page.text("close-effects").await;
        for part in ["10 Copilot Credits", "$0.10", "December 2026 shows the difference"] {
            assert!(effects.contains(part), "{part}: {effects}");
        }
        page.press("button", "Close month").await;
        let said = page.text("notice").await;
        assert!(said.contains("November 2026 was closed"), "{said}");
        assert_eq!(page.count_test_id("month-close-2026-11").await, 0);

        page.press_id("nav-import").await;
        page.press("button", "Import another file").await;
        page.import_file().await;
        page.go("/rehearsal/months?panel=month&id=2026-11").await;
        let credits = page.text("detail-month-credits").await;
        assert!(credits.contains("10 Copilot Credits"), "November keeps it: {credits}");
        page.press_id("month-corrected-2026-12").await;
        let line = page.text("correction-row-0").await;
        for part in ["November 2026", "Everybody", "Microsoft 365 Copilot Chat", "$0.04"] {
            assert!(line.contains(part), "{part}: {line}");
        }
        let listed = cli.call("month_list", &json!({}));
        let corrected = listed["rows"][1]["correctionCredits"].as_str().unwrap_or_default();
        assert_eq!(millionths(corrected), 4_000_000);
        assert_eq!(page.axe_violations().await, [], "the page is accessible");
        page.press_id("month-usage").await;
        assert_eq!(page.text("page-title").await, "Usage");
    })
    .await;
}
