//! An admin brings in what the admin centers and Azure let them download, one file after the other, and finds each sum again.

mod reconciliation;

use meterdesk_e2e::{Page, Start, UsageFile, journey};

/// A file as it is downloaded, what it is recognised as, the time that it needs, and the sums of its rows.
struct Download {
    name: &'static str,
    label: &'static str,
    time: Time,
    text: String,
    /// Headings under which its rows are shown.
    columns: Vec<String>,
    sums: &'static [&'static str],
}

enum Time {
    InItsRows,
    Period,
    Day,
}

const ACCOUNT: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.PowerPlatform/accounts/North";

fn downloads() -> Vec<Download> {
    let file = |name, label, time, header: &str, rows: &[&str], sums| Download {
        name,
        label,
        time,
        text: format!("{header}\n{}\n", rows.join("\n")),
        columns: header.replace('"', "").split(',').map(str::to_owned).collect(),
        sums,
    };
    let answer = |name, label, time, text: &str, columns: &[&str], sums| Download {
        name,
        label,
        time,
        text: text.to_owned(),
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        sums,
    };
    vec![
        file(
            "EntitlementConsumptionTenantPerAgentDetailsReport_MCSMessages.csv",
            "Agent report (Power Platform admin center)",
            Time::Period,
            "Agent Name,Agent Id,Product,AI Feature/Billable Feature,Billed credit,Non-billed credit,Channel,Knowledge Sources,Tool \
             Used,LLM Model,Scenario Name,Environment Id,Environment Name",
            &[
                "Claims helper,a-1,Copilot Studio,Classic answer,193,63,Teams,,Power Automate,,,e-1,Claims",
                ",a-2,Copilot Studio,Generative answer,\"1,200\",0,Teams,\"Site, list\",,,,e-2,",
            ],
            &["Sum: Credits billed 1,393", "Sum: Credits not billed 63"],
        ),
        file(
            "EntitlementConsumptionTenantPerUserDetailsReport_MCSMessages.csv",
            "User report (Power Platform admin center)",
            Time::Period,
            "User Id,User Email,Agent Id,Agent Name,Billable credit used,Credits used,M365 Copilot Licensed",
            &["u-1,ida@north.example,a-1,Claims helper,278,718,TRUE"],
            &["Sum: Credits billed 278", "Sum: Credits used 718"],
        ),
        file(
            "plan usage.csv",
            "Pay-as-you-go plan usage report (Power Platform admin center)",
            Time::InItsRows,
            "Billing Policy ID,Billing Policy,Environment ID,Environment Name,Environment Region,Caller ID,Caller Type,Resource \
             Type,Resource ID,Meter Category,Meter Subcategory,Usage Datetime,Entitled Quantity,Consumed Quantity,Overage Quantity,\
             Billed Quantity,Unit of measure,Status",
            &[
                "p-1,North,e-1,Claims,europe,u-1,User,Agent,a-1,Copilot Studio,Copilot Credit,10/3/2026 2:30:00 PM,0,40,40,38,Credits,OK",
            ],
            &["Sum: Credits billed 38", "Sum: Credits used 40"],
        ),
        file(
            "Users and agents.csv",
            "Copilot credits, users and agents (Microsoft 365 admin center)",
            Time::Day,
            "Agent ID,Agent name,Username,Billing Policy ID,Past seven days,Past 30 days,Last activity date (UTC)",
            &["a-1,Claims helper,ida@north.example,p-1,12,90,2026-10-30"],
            &["Sum: Credits used 90"],
        ),
        file(
            "Cost management users.csv",
            "Cost management, users (Microsoft 365 admin center)",
            Time::Period,
            "Display Name,User Principal Name,Monthly credit limit,Monthly credits used,User ID,Microsoft 365 Copilot \
             license,Last activity date,Session Count,% Used",
            &["Ida Berg,ida@north.example,500,\u{200e}1\u{a0}250\u{200e},u-1,No,2026-10-30,12,250%"],
            &["Sum: Credits used 1,250"],
        ),
        file(
            "Cost management groups.csv",
            "Cost management, groups (Microsoft 365 admin center)",
            Time::Period,
            "Display Name,Total Users,Monthly credits used,Members that used credits,Avg credits per user per day,Group \
             ID,Session Count,Last activity date",
            &["Claims,12,640,7,3,g-1,20,2026-10-30"],
            &["Sum: Credits used 640"],
        ),
        file(
            "Cost management services.csv",
            "Cost management, agents and services (Microsoft 365 admin center)",
            Time::Period,
            "Service Name,Active users,Monthly credits used,Prepaid credits used,Pay-as-you-go credits used,Last activity date",
            &["Copilot Studio,9,900,600,300,2026-10-30"],
            &[
                "Sum: Credits used 900",
                "Sum: Pay-as-you-go consumed 300",
                "Sum: Prepaid consumed 600",
            ],
        ),
        file(
            "Cost management configuration.csv",
            "Cost management, spending policies (Microsoft 365 admin center)",
            Time::Period,
            "Spending policy,Applies to,Active users,Credits used,Current spending limit,Credit usage rate,Billing method,Policy \
             status",
            &["Everybody,All users,30,77,1000,8%,Pay-as-you-go,Active"],
            &["Sum: Credits used 77"],
        ),
        file(
            "PersonServiceCreditsMetrics.csv",
            "Consumption by person and week (Viva Insights)",
            Time::InItsRows,
            "PersonId,EntraId,PeopleHistoricalId,ServiceId,ServiceName,SpendingPolicyId,MetricDate,Session count,Spending policy \
             limit,Total Copilot Credits used,User limit",
            &["x-1,,h-1,s-1,Copilot Studio,00000000-0000-0000-0000-000000000000,2026-10-04,3,,55,"],
            &["Sum: Credits used 55"],
        ),
        file(
            "actual cost.csv",
            "Cost details (Azure Cost Management)",
            Time::InItsRows,
            "BillingAccountId,SubscriptionId,Date,Product,MeterCategory,MeterName,Quantity,EffectivePrice,Cost,BillingCurrency,ResourceId",
            &[
                &format!(
                    "b,s,10/03/2026,Copilot Credit,Microsoft Copilot Studio,Pay As You Go Copilot Credit,4622,0.01,46.22,USD,{ACCOUNT}"
                ),
                "b,s,10/03/2026,D2,Virtual Machines,D2 v5,24.1234567,0.1,2.41,USD,/subscriptions/s/vm",
            ],
            &["Sum: Credits used 4,622", "Sum: Cost USD 46.22"],
        ),
        file(
            "focus.csv",
            "Cost and usage, FOCUS (Azure Cost Management)",
            Time::InItsRows,
            "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,EffectiveCost,ResourceId,\
             ServiceName,x_SkuMeterName",
            &[&format!(
                "0.5,EUR,Usage,2026-10-04T00:00Z,2026-10-03T00:00Z,50,0.5,{ACCOUNT},Power Platforms,Pay As You Go Copilot Credit"
            )],
            &["Sum: Credits used 50", "Sum: Cost EUR 0.5"],
        ),
        file(
            "people.csv",
            "People and departments (Microsoft Entra)",
            Time::InItsRows,
            "\"userPrincipalName\",\"displayName\",\"department\",\"jobTitle\",\"jobFamily\",\"city\",\"country\",\"costCenter\"",
            &["\"ida@north.example\",\"Berg, Ida\",\"Claims\",\"Advisor\",\"\",\"Oslo\",\"Norway\",\"CC-1000\""],
            &[],
        ),
        file(
            "message consumption users.csv",
            "Message consumption, users (Microsoft 365 admin center, 2025)",
            Time::Day,
            "Username,Display name,Past 7 days,Past 30 days,Last activity date (UTC)",
            &["ida@north.example,\"Berg, Ida\",12,40,2025-06-01"],
            &["Sum: Credits used 40"],
        ),
        file(
            "message consumption agents.csv",
            "Message consumption, agents (Microsoft 365 admin center, 2025)",
            Time::Day,
            "Agent ID,Agent name,Past 7 days,Past 30 days,Last activity date (UTC)",
            &["a-1,Claims helper,12,41,2025-06-01"],
            &["Sum: Credits used 41"],
        ),
        file(
            "message consumption policies.csv",
            "Message consumption, billing policies (Microsoft 365 admin center, 2025)",
            Time::Day,
            "Billing Policy ID,Past 7 days,Past 30 days,Last activity date (UTC)",
            &["p-1,12,42,2025-06-01"],
            &["Sum: Credits used 42"],
        ),
        answer(
            "entitlements.json",
            "Entitlements (Power Platform Licensing API)",
            Time::Period,
            r#"{"entitlementId":"MCSMessages","entitlement":{"capacity":{"entitled":{"value":25000.0},"consumed":{"value":4000.5}},"payGo":{"consumed":{"value":30}}}}"#,
            &["entitlementId", "entitlement.capacity.consumed.value"],
            &["Sum: Pay-as-you-go consumed 30", "Sum: Prepaid consumed 4,000.5"],
        ),
        answer(
            "resources.json",
            "Resources (Power Platform Licensing API)",
            Time::Period,
            r#"{"value":[{"resources":[{"resourceId":"a-1","environmentId":"e-1","consumed":0.39,"unit":"MB","metadata":{"FeatureName":"Agent flow actions","NonBillableQuantity":14.17}}]}]}"#,
            &["resourceId", "metadata.FeatureName"],
            &["Sum: Credits billed 0.39", "Sum: Credits not billed 14.17"],
        ),
        answer(
            "users.json",
            "Users (Power Platform Licensing API)",
            Time::Period,
            r#"{"value":[{"users":[{"userId":"u-1","consumed":4.0,"unit":"Messages","metadata":{"Resources":1,"NonBillableQuantity":1.0}}]}]}"#,
            &["userId", "metadata.Resources"],
            &["Sum: Credits billed 4", "Sum: Credits not billed 1"],
        ),
        answer(
            "billing policies.json",
            "Billing policies (Power Platform Licensing API)",
            Time::InItsRows,
            r#"{"value":[{"id":"p-1","name":"North","status":"Enabled","location":"europe","billingInstrument":{"subscriptionId":"s","resourceGroup":"rg"}}]}"#,
            &["id", "billingInstrument.resourceGroup"],
            &[],
        ),
        answer(
            "allocations.json",
            "Allocations (Power Platform Licensing API)",
            Time::InItsRows,
            r#"{"environmentId":"e-1","currencyAllocations":[{"currencyType":"MCSMessages","allocated":10000,"enforcementRules":[{"ruleType":"Deny","enabled":false}]}]}"#,
            &["environmentId", "allocated"],
            &[],
        ),
    ]
}

#[tokio::test]
async fn every_download_is_recognised_summed_and_shown_as_it_is() {
    let downloads = downloads();
    let files: Vec<UsageFile> = downloads
        .iter()
        .map(|download| UsageFile::named(download.name))
        .collect();
    let mut start = Start::empty().route("/rehearsal/import");
    for (file, download) in files.iter().zip(&downloads) {
        file.write_text(&download.text);
        start = start.import(file.path());
    }
    journey(start, async |session| {
        let page = &session.page;
        for download in &downloads {
            bring_in(page, download).await;
        }
        page.go("/reports/imported").await;
        for Download { label, columns, .. } in &downloads {
            page.press("button", label).await;
            page.by_test_id("report-facts").await;
            let shown = page.names_by_role("columnheader").await;
            for column in columns {
                assert!(
                    shown.iter().any(|name| name == column),
                    "{label}: {column} of {shown:?}"
                );
            }
            page.press_id("panel-close").await;
        }
    })
    .await;
}

/// Chooses the file, states the time that it needs, imports it and reads its sums.
async fn bring_in(page: &Page, Download { label, time, sums, .. }: &Download) {
    page.press_id("import-choose").await;
    page.by_test_id("import-preview").await;
    assert!(page.text("import-fact-kind").await.ends_with(label), "{label}");
    match time {
        Time::InItsRows => {}
        Time::Period => {
            // Nothing is guessed: the person says for which days the figures are.
            page.press_id("import-accept").await;
            assert!(
                page.text("import-preview").await.contains("Enter YYYY-MM-DD."),
                "{label}"
            );
            page.fill("First day of the report", "2026-10-01").await;
            page.fill("Last day of the report", "2026-10-31").await;
        }
        Time::Day => page.fill("Day of the download", "2026-10-31").await,
    }
    page.press_id("import-accept").await;
    page.by_test_id("import-result").await;
    for (place, sum) in sums.iter().enumerate() {
        let told = page.text(&format!("import-fact-sum-{}", place + 1)).await;
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&told), letters(sum), "{label}");
    }
    page.press_id("import-again").await;
}

#[tokio::test]
async fn the_environment_report_is_shown_by_itself_and_never_added_to_metered_use() {
    let report = Download {
        name: "environments.csv",
        label: "Environment report (Power Platform admin center)",
        time: Time::InItsRows,
        text: "BillingPlan Id,BillingPlan Name,Environment Id,Environment Name,Capacity Type,Entitled Quantity,Prepaid Consumed \
               Quantity,Pay as you go Consumed Quantity,Usage Date\n\
               ,,e-1,Claims,MCSMessages,12000,6583,673,10/30/2026 12:00:00 AM\n\
               p-1,North,e-2,Sales,MCSMessages,0,0,2.5,10/31/2026 12:00:00 AM\n"
            .to_owned(),
        columns: Vec::new(),
        sums: &["Sum: Prepaid consumed 6,583", "Sum: Pay-as-you-go consumed 675.5"],
    };
    let file = UsageFile::named(report.name);
    file.write_text(&report.text);
    let start = Start::empty().route("/rehearsal/import").import(file.path());
    journey(start, async |session| {
        let page = &session.page;
        bring_in(page, &report).await;
        page.go("/reports/usage?from=2026-10-01&until=2026-11-01&basis=reported&by=environment")
            .await;
        page.wait_value("usage-total", "7258.5").await;
        assert!(
            page.text("usage-period").await.contains("reported: environment report"),
            "the basis is named"
        );
        let environments = page.names_by_role("columnheader").await;
        assert!(
            ["Claims", "Sales"]
                .iter()
                .all(|name| environments.iter().any(|shown| shown == name)),
            "{environments:?}"
        );
        page.go("/reports/usage?from=2026-10-01&until=2026-11-01&basis=metered")
            .await;
        page.wait_value("usage-total", "0").await;
    })
    .await;
}

#[tokio::test]
async fn a_folder_comes_in_at_once_with_the_people_whom_it_names() {
    let folder = UsageFile::named("downloads");
    std::fs::create_dir(folder.path()).expect("a folder can be made");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file can be written");
    write(
        "a users.csv",
        "User Id,User Email,Agent Id,Agent Name,Billable credit used,Credits used,M365 Copilot Licensed\n\
         u-1,ida@real.example,a-1,Claims helper,278,718,TRUE\nTotal,,,,278,700,\n",
    );
    write("b notes.csv", "not,a,report\n1,2,3\n");
    write(
        "c usage.csv",
        "event_id,time,user,service,agent,environment,feature,quantity\n\
         e-1,2026-11-02T08:00:00Z,ida@real.example,Copilot Studio,Helper,Care,Classic answer,3\n",
    );
    let start = Start::empty().route("/rehearsal/import").import(folder.path());
    journey(start, async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.press("button", "Choose a folder").await;
        page.wait_value("import-unknown-people", "1").await;
        assert!(
            page.text("import-file-1")
                .await
                .contains("Needs the days that it is for")
        );
        assert!(
            page.text("import-file-2")
                .await
                .contains("no header that Meterdesk knows")
        );
        page.press("checkbox", "Add them to the directory first, without licenses")
            .await;
        page.wait_value("import-unknown-agents", "2").await;
        page.press("checkbox", "Add them first, as production environments")
            .await;
        page.fill("First day of the report", "2026-10-01").await;
        page.fill("Last day of the report", "2026-10-31").await;
        page.press("button", "Import 2 files").await;
        page.by_test_id("import-again").await;
        let first = page.text("import-file-1").await;
        assert!(first.contains("1 person was added to the directory first."), "{first}");
        assert!(
            first.contains("states Credits used: 700. Its rows come to 718"),
            "{first}"
        );
        assert!(
            page.text("import-file-3").await.contains("Imported"),
            "its person is known by now"
        );
        let person = cli.call("user_list", &serde_json::json!({ "search": "ida@real" }));
        assert_eq!(person["total"], 1);
        let environment = cli.call("environment_list", &serde_json::json!({ "search": "Care" }));
        assert_eq!(environment["total"], 1, "it is a file's of another tenant");
        let imports = cli.call("import_list", &serde_json::json!({}));
        assert_eq!(imports["total"], 2);
    })
    .await;
}
