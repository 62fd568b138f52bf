//! The walk over every screen of the window: pages, tabs, panels, wizard steps, menus, dialogs and the states of lists.
//!
//! What is looked at on each is up to whoever walks. Pages are found by the navigation, so a new one is walked to as well.

mod azure;
mod billing;
mod buying;
mod chargeback;
mod costs;
mod estimate;
mod imports;
mod licences;
mod lists;
mod months;
mod plans;
mod platform;
mod rates;
mod receipt;
mod reconciliation;
mod rehearsal;
mod sessions;
mod top_bar;

use std::fs;

use meterdesk_e2e::{Page, Session, Start, journey};
use serde_json::json;
use tempfile::TempDir;

use self::imports::Files;
use crate::{groups, tenant::text};

const BILLING: &str = "/copilot/billing-usage";
const USAGE: &str = "/reports/usage";

/// Walks over every screen: of the demo, of an empty workbook, and of a file that is no workbook.
pub(crate) async fn walk(prepare: impl Fn(Start) -> Start, mut look: impl AsyncFnMut(&Page, &str)) {
    let written = TempDir::with_prefix("meterdesk-e2e-").expect("a temporary folder can be made");
    let demo = Start::demo()
        .export(&written.path().join("covered.csv"))
        .workbook_file(&written.path().join("copy.meterdesk"));
    journey(prepare(demo), async |session| of_demo(session, &mut look).await).await;

    let files = Files::new();
    journey(prepare(files.start()), async |session| {
        of_empty(session, &files, &mut look).await
    })
    .await;

    let letter = written.path().join("letter.meterdesk");
    fs::write(&letter, "Dear colleagues").expect("the folder can be written");
    journey(prepare(Start::on(letter)), async |session| {
        session.page.wait_idle().await;
        look(&session.page, "a file that is no workbook").await;
    })
    .await;
}

/// The screens of the demo, which has something of everything.
async fn of_demo(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.wait_idle().await;
    pages(page, look).await;
    billing::walk(session, look).await;
    azure::walk(page, look).await;
    platform::walk(session, look).await;
    plans::walk(page, look).await;
    platform::guides(page, look).await;
    platform::drill(page, look).await;
    buying::walk(page, look).await;
    buying::costs(session, look).await;
    licences::walk(session, look).await;
    let readers = session
        .cli
        .call("group_list", &json!({ "search": "Service knowledge readers" }));
    groups::screens(page, &text(&readers["rows"][0]["id"]), look).await;
    estimate::walk(page, look).await;
    receipt::walk(page, look).await;
    rates::walk(page, look).await;
    lists::walk(session, look).await;
    rehearsal::walk(page, look).await;
    months::walk(page, look).await;
    chargeback::walk(page, look).await;
    costs::walk(session, look).await;
    costs::credits(page, look).await;
    sessions::walk(page, look).await;
    top_bar::walk(page, look).await;
}

/// The screens of a workbook in which nothing is set up yet, and of imports with everything that can be said of them.
async fn of_empty(session: &Session, files: &Files, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.wait_idle().await;
    look(page, "Home with nothing set up").await;
    page.go("/?panel=notifications").await;
    look(page, "no notifications").await;
    billing::empty(page, look).await;
    plans::empty(page, look).await;
    sessions::empty(page, look).await;
    platform::drill(page, look).await;
    buying::empty(session, look).await;
    imports::walk(session, files, look).await;
    reconciliation::walk(page, files.bill(), look).await;
    chargeback::billed(page, look).await;
    page.go(USAGE).await;
    look(page, "usage with remarks").await;
    billing::refusals(session, look).await;
    top_bar::refused_advance(session, look).await;
    months::corrections(session, look).await;
    buying::acted(session, look).await;
}

/// Every page that the navigation leads to, with its help.
async fn pages(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    let addresses = if page.count_test_id("nav-open").await == 0 {
        page.addresses().await
    } else {
        page.press_id("nav-open").await;
        look(page, "the navigation of a narrow window").await;
        let addresses = page.addresses().await;
        page.press_id("nav-home").await;
        addresses
    };
    assert!(addresses.len() >= 8, "the navigation leads to pages: {addresses:?}");
    let mut titles = Vec::new();
    for address in &addresses {
        page.go(address).await;
        titles.push(page.text("page-title").await);
        look(page, address).await;
        page.go(&format!("{address}?panel=help")).await;
        page.by_test_id("panel-help").await;
        look(page, &format!("the help of {address}")).await;
    }
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(
        titles.len(),
        addresses.len(),
        "each address has a page of its own: {titles:?}"
    );
    page.go("/reports/usage?panel=notifications").await;
    look(page, "the notifications").await;
    page.go("/nowhere").await;
    look(page, "an address without a page").await;
}

/// The first test id of the page that begins so.
async fn first(page: &Page, prefix: &str) -> String {
    let ids = page.test_ids().await;
    let found = ids.iter().find(|id| id.starts_with(prefix)).cloned();
    found.unwrap_or_else(|| panic!("nothing is called {prefix}: {ids:?}"))
}

/// The id of the billing policy with this name.
fn policy_named(session: &Session, name: &str) -> String {
    let policies = session.cli.call("policy_list", &json!({ "search": name }));
    text(&policies["rows"][0]["id"])
}
