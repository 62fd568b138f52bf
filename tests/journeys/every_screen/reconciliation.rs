//! Reports › Reconciliation: its choices, a report without dates, a bill of a resource that nobody knows, and a row's causes.

use meterdesk_e2e::{Page, UsageFile};

use super::first;

const HEADER: &str = "BillingAccountId,SubscriptionId,Date,Product,MeterCategory,MeterName,Quantity,EffectivePrice,Cost,BillingCurrency,\
                      ResourceId";

/// October of the walk over an empty workbook, which has a report of users by now.
pub(super) async fn walk(page: &Page, bill: &UsageFile, look: &mut impl AsyncFnMut(&Page, &str)) {
    let account = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.PowerPlatform/accounts/North";
    let row = |day: &str| {
        format!(
            "b,s,{day}/2026,Copilot Credit,Microsoft Copilot Studio,Pay As You Go Copilot Credit,4622,0.01,46.22,USD,{account}\n"
        )
    };
    bill.write_text(&format!("{HEADER}\n{}{}", row("10/03"), row("11/03")));
    page.import_file().await;
    page.go("/reports/reconciliation?from=2026-10-01&until=2026-11-01")
        .await;
    page.by_test_id("reconciliation-gap").await;
    look(page, "the causes of a gap").await;
    page.press_id(&first(page, "reconciliation-open-").await).await;
    look(page, "the causes of a row's gap").await;
    page.press_id("panel-close").await;
    page.press_id("reconciliation-bill").await;
    look(page, "the bills that can be compared").await;
    page.press_id("reconciliation-bill-azureCost").await;
    page.press_id("reconciliation-report").await;
    look(page, "the reports that can be compared").await;
    page.press_id("reconciliation-report-userReport").await;
    page.press_id("reconciliation-compare").await;
    page.press_id("reconciliation-compare-reportedAzure").await;
    look(page, "a report less the bill").await;
    page.press_id("reconciliation-period").await;
    page.press_id("reconciliation-period-custom").await;
    look(page, "the days of a reconciliation").await;
    page.go("/reports/reconciliation?from=2026-10-02&until=2026-10-09&ask={%22report%22:%22userReport%22}")
        .await;
    look(page, "days to which a report without dates can't be cut").await;
}
