//! The path that everything stands on: one billing policy, one connected service, and who paid for real usage.

use meterdesk_e2e::{NewPolicy, Start, UsageFile, Use, journey, millionths};
use serde_json::json;

use crate::tenant::people;

const CHAT: &str = "copilotChat";
const SHAREPOINT: &str = "sharePointAgents";

#[tokio::test]
async fn a_billing_policy_pays_for_real_usage() {
    let file = UsageFile::named("november.csv");
    journey(Start::empty().import(file.path()), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        page.press_id("nav-billing-usage").await;
        page.by_role_name("heading", "You don't have any billing policies")
            .await;
        page.press("button", "Add a billing policy").await;
        let policy = page.create_policy_for_all_users(&NewPolicy::IN_EMPTY).await;
        page.press("button", "Connect your services").await;
        page.connect("Microsoft 365 Copilot Chat", NewPolicy::IN_EMPTY.name)
            .await;
        assert!(
            page.text("service-row-copilotChat")
                .await
                .contains(NewPolicy::IN_EMPTY.name),
            "the service says which policy pays"
        );
        assert_eq!(page.advance_time("1 day").await, "2026-11-18T10:00:00Z");

        let (billed, licensed) = (people(&session.cli, false), people(&session.cli, true));
        let used = |time, user, service, feature, quantity| Use {
            time,
            user,
            service,
            feature,
            quantity,
        };
        file.write(&[
            used("2026-11-17T11:00:00Z", &billed[0], CHAT, "generativeAnswer", "3"),
            used("2026-11-17T12:00:00Z", &billed[1], CHAT, "tenantGraphGrounding", "1"),
            used("2026-11-17T13:00:00Z", &billed[1], CHAT, "classicAnswer", "0.000001"),
            used("2026-11-18T09:00:00Z", &billed[0], CHAT, "agentFlowAction", "7.00001"),
            used("2026-11-18T09:30:00Z", &licensed[0], CHAT, "generativeAnswer", "5"),
            used(
                "2026-11-18T09:45:00Z",
                &billed[0],
                SHAREPOINT,
                "sharePointAgentInteraction",
                "2",
            ),
        ]);
        // 2 credits a generative answer, 10 a grounding, 1 a classic answer, 0.13 a flow action, 12 a SharePoint prompt.
        let seventeenth = 3 * 2_000_000 + 10_000_000 + 1;
        let flow = 910_001; // 7.00001 × 0.13 = 0.9100013, to the nearest millionth
        let (included, blocked) = (5 * 2_000_000, 2 * 12_000_000);
        let paid = seventeenth + flow;

        page.import_file().await;
        assert_eq!(page.import_fact("added").await, "6");
        assert_eq!(page.import_fact("rejected").await, "0");
        page.press("button", "See usage").await;
        for (id, expected) in [
            (format!("chart-series-total-paid:{policy}"), paid),
            ("chart-series-total-included:microsoft365Copilot".to_owned(), included),
            ("chart-series-total-blocked:notCovered".to_owned(), blocked),
            ("chart-day-total-2026-11-17".to_owned(), seventeenth),
            ("chart-day-total-2026-11-18".to_owned(), flow + included + blocked),
            ("chart-total".to_owned(), paid + included + blocked),
            ("usage-total".to_owned(), paid + included + blocked),
        ] {
            assert_eq!(millionths(&page.value(&id).await), expected, "{id}");
        }
        let heads = page.names_by_role("columnheader").await;
        assert!(
            heads.contains(&format!("{} (pay-as-you-go)", NewPolicy::IN_EMPTY.name)),
            "the table says who paid: {heads:?}"
        );
        let told = session.cli.call("usage_series", &json!({ "by": "payer" }));
        assert_eq!(
            told["total"],
            page.value("chart-total").await,
            "the command line says the same"
        );

        page.press_id("nav-happenings").await;
        let happened = page.text("list-happenings").await;
        for told in [
            "The billing policy \"Everybody\" was created for all users",
            "\"Everybody\" was connected to Microsoft 365 Copilot Chat",
            "\"november.csv\" was imported: 6 rows added, 0 rejected",
        ] {
            assert!(happened.contains(told), "{told:?} happened:\n{happened}");
        }
    })
    .await;
}
