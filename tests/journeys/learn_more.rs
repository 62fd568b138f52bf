//! Learn more opens the article that it names in the system's browser, on a click and never otherwise.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use meterdesk_e2e::{Start, journey};
use serde_json::json;
use tempfile::TempDir;

/// A browser that writes down what it is asked to open.
fn browser(folder: &Path) {
    let program = folder.join("xdg-open");
    let note = folder.join("opened");
    fs::write(&program, format!("#!/bin/sh\necho \"$1\" >> '{}'\n", note.display()))
        .expect("the folder can be written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("the program can be made one");
}

#[tokio::test]
async fn an_article_is_opened_in_the_browser_on_a_click_only() {
    let folder = TempDir::with_prefix("meterdesk-e2e-").expect("a temporary folder can be made");
    browser(folder.path());
    let opened = folder.path().join("opened");
    journey(Start::demo().programs_of(folder.path()), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        let articles = session.cli.call("article_list", &json!({}));
        let articles = articles["rows"].as_array().expect("a list has rows");
        let set_up = articles.iter().find(|article| article["key"] == "setUp");
        let address = set_up.expect("it is listed")["address"]
            .as_str()
            .expect("it has an address");

        page.press_id("nav-billing-usage").await;
        page.press_id("help-open").await;
        let link = page.by_test_id("learn-more-help-setUp").await;
        let shown = link.attr("href").await.expect("the link can be read");
        assert_eq!(shown.as_deref(), Some(address), "the link says where it leads");
        assert!(!opened.exists(), "nothing is opened without a click");
        page.press_id("learn-more-help-setUp").await;
        page.until(async || fs::read_to_string(&opened).is_ok_and(|text| text == format!("{address}\n")))
            .await;
        page.by_test_id("panel-help").await;
    })
    .await;
}
