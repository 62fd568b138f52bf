//! Power Platform: environments with their panels, forms and groups; the licensing page of Copilot Studio; agents and limits.

use meterdesk_e2e::{Page, Session};
use serde_json::json;
use thirtyfour::Key;

use super::first;
use crate::tenant::text;

const LICENSING: &str = "/power-platform/copilot-studio";

pub(super) async fn walk(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    environments(session, look).await;
    for tab in ["environments", "drain"] {
        page.go(&format!("{LICENSING}?tab={tab}")).await;
        look(page, &format!("Copilot Studio's tab {tab}")).await;
    }
    let care = id_of(session, "Customer Care");
    page.go(&format!("{LICENSING}?tab=environments&panel=environment-use&id={care}"))
        .await;
    look(page, "what an environment's agents used").await;
    page.go(&format!("{LICENSING}?panel=capacity&id={care}")).await;
    look(page, "Manage capacity of an environment").await;
    page.go(LICENSING).await;
    page.press_id("report-open").await;
    look(page, "the reports offered").await;
    page.press_id("panel-close").await;
    page.go(&format!("{LICENSING}?tab=drain")).await;
    page.press_id(&first(page, "drain-choose-").await).await;
    page.press_id("drain-stop").await;
    look(page, "what stopping to draw would change").await;
    page.press_id("confirm-cancel").await;
    page.go("/power-platform/agents").await;
    page.press("button", "Order Status").await;
    look(page, "the panel Set limit").await;
    page.press_id("azure-cancel").await;
    dynamics(page, look).await;
}

/// Agents of Dynamics 365: what one costs, running it, and where no figure is published.
async fn dynamics(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    const AGENTS: &str = "/power-platform/dynamics-agents?panel=dynamics-agent&id=";
    page.go(&format!("{AGENTS}salesOrder")).await;
    look(page, "an agent with published figures").await;
    page.press_id("dynamics-agent-run").await;
    page.press_id("run-agent-preview").await;
    look(page, "running an agent as nobody").await;
    page.press_id("run-agent-close").await;
    page.go(&format!("{AGENTS}caseManagement")).await;
    look(page, "an agent without a published figure").await;
}

/// The exhaustion drill, once it was run.
pub(super) async fn drill(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/rehearsal/drill").await;
    page.press_id("drill-run").await;
    page.by_test_id("drill-found").await;
    look(page, "what the exhaustion drill found").await;
}

/// The set-up guides, article by article.
pub(super) async fn guides(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    for tab in ["sales", "dynamics", "cases", "chat"] {
        page.go(&format!("/rehearsal/guides?tab={tab}")).await;
        page.by_test_id("guide-progress").await;
        look(page, &format!("the set-up guide {tab}")).await;
    }
}

async fn environments(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.go("/power-platform/environments").await;
    page.press_id("environment-create").await;
    page.press_id("azure-save").await;
    look(page, "a new environment with its errors").await;
    page.press_id("environment-kind").await;
    look(page, "the types of environments").await;
    page.type_keys(Key::Escape).await;
    page.press_id("azure-cancel").await;
    page.press_id("environment-groups-open").await;
    look(page, "the environment groups").await;
    page.press_id("panel-close").await;
    let viva = id_of(session, "msdyn_viva");
    page.go(&format!("/power-platform/environments?panel=environment&id={viva}"))
        .await;
    look(page, "a trial's panel").await;
    page.press_id("environment-convert").await;
    look(page, "the question before a conversion").await;
    page.press_id("confirm-cancel").await;
    page.press_id("environment-edit").await;
    look(page, "the panel that edits an environment").await;
    page.press_id("azure-cancel").await;
    let service = id_of(session, "Field Service");
    page.go(&format!("/power-platform/environments?panel=environment&id={service}"))
        .await;
    look(page, "a Dynamics 365 environment that is not linked").await;
    page.press_id("environment-link").await;
    look(page, "the panel that links an environment").await;
    page.press_id("azure-cancel").await;
}

fn id_of(session: &Session, name: &str) -> String {
    let found = session.cli.call("environment_list", &json!({ "search": name }));
    text(&found["rows"][0]["id"])
}
