//! Lists with what narrows them, who is covered, and usage with its ranges, switches and tried prompts.

use meterdesk_e2e::{Page, Person, Session};
use thirtyfour::Key;

use super::{USAGE, first};

pub(super) async fn walk(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.go("/users/active?q=nobody-is-called-this").await;
    look(page, "a list without a match").await;
    page.press_id("list-clear").await;
    page.press_id("list-next").await;
    page.press_id("user-license-filter").await;
    look(page, "the licence filter").await;
    page.type_keys(Key::Escape).await;
    page.go("/rehearsal/happenings").await;
    page.press_id("happening-cause-filter").await;
    look(page, "the filter of causes").await;
    page.type_keys(Key::Escape).await;
    coverage(page, look).await;
    usage(session, look).await;
}

async fn coverage(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    const COVERAGE: &str = "/rehearsal/coverage";
    for filter in ["coverage-service", "coverage-standing", "coverage-payer"] {
        page.go(COVERAGE).await;
        page.press_id(filter).await;
        look(page, &format!("the choices of {filter}")).await;
        page.type_keys(Key::Escape).await;
    }
    for rest in [
        "service=sharePointAgents",
        "service=sharePointAgents&standing=twice",
        "service=retrievalApi&standing=nobody",
        "q=nobody-is-called-this",
    ] {
        page.go(&format!("{COVERAGE}?{rest}")).await;
        look(page, &format!("who is covered with {rest}")).await;
    }
    page.go(COVERAGE).await;
    page.press_id("list-columns-coverage").await;
    look(page, "the columns offered").await;
    page.type_keys(Key::Escape).await;
    page.press_id("list-export-coverage").await;
    page.by_test_id("notice").await;
    look(page, "the message after an export").await;
}

async fn usage(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    for rest in [
        "by=environment",
        "basis=reported",
        "timeline=asIfToday",
        "from=2026-11-01&until=2026-11-08",
    ] {
        page.go(&format!("{USAGE}?{rest}")).await;
        look(page, &format!("usage with {rest}")).await;
    }
    page.press_id("usage-range").await;
    look(page, "the ranges offered").await;
    page.press_id("usage-range-custom").await;
    look(page, "a custom range").await;
    page.go(&format!("{USAGE}?panel=try")).await;
    look(page, "the panel Send a prompt").await;
    page.press_id("try-send").await;
    look(page, "a prompt with its errors").await;
    page.press_id("picker-person").await;
    look(page, "the people offered").await;
    page.press_id(&first(page, "picker-option-").await).await;
    page.press_id("try-service").await;
    look(page, "the services offered").await;
    page.press_id("try-service-copilotChat").await;
    page.press_id("try-preview").await;
    page.by_test_id("try-result").await;
    look(page, "what a prompt would do").await;
    let somebody = &Person::all(&session.cli, false)[0];
    assert_eq!(
        page.send_prompt(somebody, "Microsoft 365 Copilot Retrieval API").await,
        "blocked"
    );
    look(page, "a prompt that was refused").await;
    page.press_id("try-close").await;
}
