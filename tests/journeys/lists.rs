//! Lists: each heading orders its list, columns are chosen, and a file has what is shown.

use meterdesk_e2e::{Page, Start, journey};
use serde_json::json;

const PAGES: [&str; 13] = [
    "/copilot/billing-usage",
    "/copilot/billing-usage?tab=services",
    "/copilot/billing-usage?tab=high-usage",
    "/users/active",
    "/users/groups",
    "/azure/subscriptions",
    "/rehearsal/coverage?service=sharePointAgents",
    "/rehearsal/import",
    "/rehearsal/months",
    "/rehearsal/receipt",
    "/rehearsal/happenings",
    "/rehearsal/scenarios",
    "/settings",
];

#[tokio::test]
async fn every_heading_orders_its_list_both_ways() {
    journey(Start::demo(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        for address in PAGES {
            page.go(address).await;
            let headings = with_prefix(page, "list-order-").await;
            assert!(
                headings.len() >= 3,
                "{address} has headings that order it: {headings:?}"
            );
            for heading in headings {
                for order in ["ascending", "descending"] {
                    page.by_css(&format!("[data-testid='{heading}'] [role=button]"))
                        .await
                        .click()
                        .await
                        .expect("it is pressed");
                    page.wait_idle().await;
                    assert_eq!(
                        page.attribute(&heading, "aria-sort").await,
                        order,
                        "{address} {heading}"
                    );
                    assert_eq!(page.count_test_id("problem-bar").await, 0, "{address} {heading}");
                }
            }
        }
    })
    .await;
}

async fn with_prefix(page: &Page, prefix: &str) -> Vec<String> {
    let ids = page.test_ids().await;
    ids.into_iter().filter(|id| id.starts_with(prefix)).collect()
}

#[tokio::test]
async fn a_file_has_the_columns_and_the_order_of_the_screen() {
    let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
    let file = folder.path().join("groups.csv");
    journey(Start::demo().export(&file), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        page.go("/users/groups?sort=groups.-members").await;
        page.press("button", "Choose columns").await;
        page.press("menuitemcheckbox", "Email").await;
        page.type_keys(thirtyfour::Key::Escape).await;
        page.press("button", "Export").await;
        assert!(
            page.text("notice")
                .await
                .contains("\"groups.csv\" was written: 41 rows, as of 17 Nov 2026, 10:00 UTC")
        );
        let written = std::fs::read_to_string(&file).expect("the file is written");
        let lines: Vec<_> = written.lines().collect();
        assert_eq!(lines[0], "Group name,Membership type,Groups in it,Members,As of (UTC)");
        let first = session.cli.call(
            "group_list",
            &json!({ "sort": { "by": "members", "descending": true } }),
        );
        let first = first["rows"][0]["name"]
            .as_str()
            .expect("a group has a name")
            .to_owned();
        assert!(lines[1].starts_with(&first), "{}", lines[1]);
    })
    .await;
}
