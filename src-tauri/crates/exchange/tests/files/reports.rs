//! Reports of Microsoft's products in the columns in which they are downloaded.

use chrono::NaiveDate;
use meterdesk_billing::units::Quantity;
use rust_decimal::Decimal;

use crate::common::stated;

#[test]
fn the_agent_report_states_billed_and_not_billed_credits_of_a_feature() {
    let file = "Agent Name,Agent Id,Product,AI Feature/Billable Feature,Billed credit,Non-billed credit,Channel,Knowledge Sources,\
                Tool Used,LLM Model,Scenario Name,Environment Id,Environment Name\n\
                Claims helper,a-1,Copilot Studio,Classic answer,\"1,193\",63,Teams,\"SharePoint, Dataverse\",,,,e-1,Claims\n\
                ,a-2,Copilot Studio,Generative answer,,0,Teams,,,,,e-2,\n";
    let read = stated(file.as_bytes());
    assert_eq!(read.messages(), Vec::<String>::new());
    let [first, second] = &read.good[..] else {
        panic!("two rows")
    };
    assert_eq!(first.agent.as_deref(), Some("a-1"));
    assert_eq!(first.feature.as_deref(), Some("Classic answer"));
    assert_eq!(
        (first.billed, first.not_billed),
        (Some(Quantity::whole(1_193)), Some(Quantity::whole(63)))
    );
    assert_eq!(first.credits, None, "the report has no sum of both");
    assert_eq!((first.day, first.cells[7].as_str()), (None, "SharePoint, Dataverse"));
    assert_eq!(second.billed, None, "a blank cell is no zero");
    assert_eq!(second.not_billed, Some(Quantity::ZERO));
}

#[test]
fn the_user_report_names_a_person_by_the_sign_in_name_before_the_id() {
    let file = "User Id,User Email,Agent Id,Agent Name,Billable credit used,Credits used,M365 Copilot Licensed\n\
                u-1,ida@nordwind.example,a-1,Claims helper,278,718,TRUE\n\
                u-2,,a-1,Claims helper,x,1,FALSE\n\
                u-3,,a-1,Claims helper,0,1,FALSE\n";
    let read = stated(file.as_bytes());
    let people: Vec<_> = read.good.iter().map(|row| row.person.as_deref()).collect();
    assert_eq!(people, [Some("ida@nordwind.example"), Some("u-3")]);
    assert_eq!(
        (read.good[0].billed, read.good[0].credits),
        (Some(Quantity::whole(278)), Some(Quantity::whole(718)))
    );
    assert_eq!(
        read.messages(),
        [
            "row 3, column Billable credit used: \"x\" is not a decimal number such as 12 or 0.5 (a point before the fraction, no thousands \
          marks); to mend it, write digits only, with a point before the \
          fraction, such as 12 or 0.5"
        ]
    );
}

#[test]
fn a_missing_column_leaves_out_its_figure_alone() {
    let file =
        "User Id,User Email,Agent Id,Agent Name,Credits used,M365 Copilot Licensed\nu-1,,a-1,Claims helper,718,TRUE\n";
    let read = stated(file.as_bytes());
    assert_eq!(
        (read.good[0].billed, read.good[0].credits),
        (None, Some(Quantity::whole(718)))
    );
}

#[test]
fn of_an_azure_bill_only_the_accounts_of_policies_and_plans_are_consumption() {
    let account = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.PowerPlatform/accounts/north";
    let head = "SubscriptionId,Date,ResourceId,MeterCategory,MeterName,Quantity,Cost,BillingCurrency,Tags\n";
    let rows = format!(
        "s,05/03/2026,{account},Microsoft Copilot Studio,Pay As You Go Copilot Credit,120,1.2,USD,\n\
         s,05/03/2026,/subscriptions/s/vm,Virtual Machines,D2,0.1234567890,7.1,USD,\n\
         s,13/03/2026,{account},Microsoft Copilot Studio,Pay As You Go Copilot Credit,1,1,USD,\n\
         s,2026-05-04,{account},Microsoft Copilot Studio,Pay As You Go Copilot Credit,2,-2E-02,USD,\n"
    );
    let read = stated(format!("{head}{rows}").as_bytes());
    let seen: Vec<_> = read
        .good
        .iter()
        .map(|row| (row.is_consumption, row.day, row.cost))
        .collect();
    let may = |day| NaiveDate::from_ymd_opt(2026, 5, day);
    assert_eq!(
        seen,
        [
            (true, may(3), Some(Decimal::new(12, 1))),
            (false, None, None),
            (true, may(4), Some(Decimal::new(-2, 2)))
        ],
        "a refund is below zero"
    );
    assert_eq!(read.rejected.len(), 1, "{:?}", read.messages());
    assert_eq!(read.rejected[0].column.as_deref(), Some("Date"));
}

#[test]
fn a_focus_row_has_its_day_from_the_charge_period() {
    let file = "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,EffectiveCost,\
                ResourceId,ServiceName,x_SkuMeterName,x_SkuTier\n\
                0.5,EUR,Usage,2026-05-04T00:00Z,2026-05-03T00:00Z,50,0.5,\
                /subscriptions/s/resourcegroups/rg/providers/microsoft.powerplatform/accounts/north,Power Platforms,\
                Pay As You Go Copilot Credit,0\n";
    let read = stated(file.as_bytes());
    assert_eq!(read.messages(), Vec::<String>::new());
    let row = &read.good[0];
    assert!(row.is_consumption);
    assert_eq!(row.day, NaiveDate::from_ymd_opt(2026, 5, 3));
    assert_eq!(
        (row.cost, row.currency.as_deref()),
        (Some(Decimal::new(5, 1)), Some("EUR"))
    );
    assert_eq!(row.feature.as_deref(), Some("Pay As You Go Copilot Credit"));
}

#[test]
fn people_are_read_with_department_and_cost_center() {
    let file = "\"userPrincipalName\",\"displayName\",\"department\",\"jobTitle\",\"jobFamily\",\"city\",\"country\",\"costCenter\"\n\
                \"ida@nordwind.example\",\"Berg, Ida\",\"Claims\",\"Advisor\",\"\",\"Oslo\",\"Norway\",\"CC-1000\"\n";
    let read = stated(file.as_bytes());
    let row = &read.good[0];
    assert_eq!(
        (
            row.person.as_deref(),
            row.department.as_deref(),
            row.cost_center.as_deref()
        ),
        (Some("ida@nordwind.example"), Some("Claims"), Some("CC-1000"))
    );
}

#[test]
fn the_licensing_api_states_what_resources_consumed() {
    let file = &br#"{
  "value": [{ "resources": [
    { "environmentId": "e-1", "resourceId": "a-1", "consumed": 120.5, "unit": "MB", "asOfDate": "2026-05-23T00:00:00",
      "metadata": { "ProductName": "Copilot Studio", "ResourceName": "Claims helper", "FeatureName": "Classic answer",
                    "NonBillableQuantity": 14.17, "Users": 3, "ChannelId": "Teams", "LLMModel": null } },
    { "environmentId": "e-1", "resourceId": "a-2", "consumed": -1, "unit": "Count", "metadata": {} }
  ] }],
  "continuationtoken": ""
}"#[..];
    let read = stated(file);
    let [first] = &read.good[..] else { panic!("one row") };
    assert_eq!(
        (
            first.agent.as_deref(),
            first.environment.as_deref(),
            first.feature.as_deref()
        ),
        (Some("a-1"), Some("e-1"), Some("Classic answer"))
    );
    let quantity = |text| Some(Quantity::parse(text).unwrap());
    assert_eq!((first.billed, first.not_billed), (quantity("120.5"), quantity("14.17")));
    assert_eq!(
        (first.credits, first.day),
        (None, None),
        "neither a sum nor a day of use"
    );
    let messages = read.messages();
    assert!(
        messages[0].starts_with("row 2, column consumed: "),
        "the second entry: {messages:?}"
    );
}

#[test]
fn the_licensing_api_states_users_entitlements_policies_and_allocations() {
    let users = stated(&br#"{"value":[{"users":[{"tenantId":"t","userId":"u-1","consumed":4.0,"unit":"Messages","metadata":{"Resources":1,"NonBillableQuantity":1.0},"asOfDate":"2026-05-15T00:00:00"}]}]}"#[..]);
    assert_eq!(
        (
            users.good[0].person.as_deref(),
            users.good[0].billed,
            users.good[0].not_billed
        ),
        (Some("u-1"), Some(Quantity::whole(4)), Some(Quantity::whole(1)))
    );
    let entitlement = stated(&br#"{"entitlementId":"MCSMessages","entitlement":{"unit":"Count","capacity":{"entitled":{"value":25000.0},"consumed":{"value":4000,"consumptionType":"MonthToDate","writeOff":0},"allocated":{"value":0},"availableQuantity":21000,"status":"WithinCapacity"},"payGo":{"consumed":{"value":30}}}}"#[..]);
    assert_eq!(
        (entitlement.good[0].prepaid, entitlement.good[0].pay_as_you_go),
        (Some(Quantity::whole(4_000)), Some(Quantity::whole(30)))
    );
    let policies = stated(&br#"{"value":[{"id":"p-1","name":"North","status":"Enabled","location":"europe","billingInstrument":{"id":"/subscriptions/s","subscriptionId":"s","resourceGroup":"rg"}}]}"#[..]);
    assert_eq!(
        (policies.good[0].plan.as_deref(), policies.good[0].credits),
        (Some("p-1"), None)
    );
    let allocations = stated(&br#"{"environmentId":"e-1","currencyAllocations":[{"currencyType":"MCSMessages","allocated":10000,"enforcementRules":[{"ruleType":"Deny","enabled":false}]}]}"#[..]);
    assert_eq!(
        (
            allocations.good[0].environment.as_deref(),
            allocations.good[0].service.as_deref(),
            allocations.good[0].credits
        ),
        (Some("e-1"), Some("MCSMessages"), None)
    );
}

#[test]
fn the_message_consumption_of_2025_has_three_tables() {
    let users = "Username,Display name,Past 7 days,Past 30 days,Last activity date (UTC)\nida@nordwind.example,Ida,12,40,2025-06-01\n";
    let agents =
        "Agent ID,Agent name,Past 7 days,Past 30 days,Last activity date (UTC)\na-1,Claims helper,12,41,2025-06-01\n";
    let policies = "Billing Policy ID,Past 7 days,Past 30 days,Last activity date (UTC)\np-1,12,42,2025-06-01\n";
    for (file, named, credits) in [
        (users, "ida@nordwind.example", 40),
        (agents, "a-1", 41),
        (policies, "p-1", 42),
    ] {
        let row = &stated(file.as_bytes()).good[0];
        let names = [&row.person, &row.agent, &row.plan];
        assert_eq!(names.into_iter().flatten().collect::<Vec<_>>(), [named]);
        assert_eq!(row.credits, Some(Quantity::whole(credits)));
    }
}
