//! A file of another tenant: environments, agents and policies that the workbook lacks are told, and the first two added where wanted.

use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, UNLICENSED, USAGE_HEADER};

fn use_of(rows: &[(&str, &str, &str)]) -> String {
    let lines = rows.iter().enumerate().map(|(id, (service, agent, environment))| {
        format!("f-{id},2026-11-16T08:00:00Z,{UNLICENSED},{service},{agent},{environment},Classic answer,1\n")
    });
    format!("{USAGE_HEADER}\n{}", lines.collect::<String>())
}

fn told(view: &Value, of: &str) -> (u64, Vec<String>) {
    let found = view["unknown"]
        .as_array()
        .unwrap()
        .iter()
        .find(|unknown| unknown["of"] == of);
    found.map_or((0, Vec::new()), |unknown| {
        let names = unknown["names"].as_array().unwrap().iter();
        (
            unknown["count"].as_u64().unwrap(),
            names.map(|name| name.as_str().unwrap().to_owned()).collect(),
        )
    })
}

#[tokio::test]
async fn environments_and_agents_of_a_file_are_told_and_added_where_that_is_wanted() {
    let book = Book::empty().await;
    let file = use_of(&[
        ("Copilot Studio", "Claims helper", "Fabrikam Claims"),
        ("Copilot Studio", "Claims helper", "fabrikam claims"),
        ("Copilot Studio", "Desk helper", ""),
        ("SharePoint agents", "Site helper", "Whatever"),
    ]);
    book.write("use.csv", &file);
    let wish = json!({ "addEnvironments": true, "addAgents": true });
    let mut preview = wish.clone();
    preview["preview"] = json!(true);
    let read = book.import_written("use.csv", preview.clone()).await.unwrap();
    assert_eq!(
        told(&read, "environments"),
        (1, vec!["Fabrikam Claims".to_owned()]),
        "however it is spelled"
    );
    assert_eq!(
        told(&read, "agents"),
        (
            3,
            ["Claims helper", "Desk helper", "Site helper"]
                .map(str::to_owned)
                .to_vec()
        )
    );
    assert_eq!(told(&read, "policies").0, 0);
    let before = book.call("environment_list", json!({})).await["total"].clone();
    let view = book.import_written("use.csv", wish.clone()).await.unwrap();
    let notes = view["notes"].to_string();
    assert!(
        notes.contains("1 production environment was added first, in the region"),
        "{notes}"
    );
    assert!(notes.contains("added first, as custom."), "{notes}");
    assert!(
        notes.contains("named without an environment of this workbook, and not added."),
        "{notes}"
    );
    let listed = book.call("environment_list", json!({})).await;
    assert_eq!(
        listed["total"].as_u64(),
        before.as_u64().map(|count| count + 1),
        "{listed}"
    );
    let happened = book.call("happening_list", json!({})).await.to_string();
    assert!(
        happened.contains("Fabrikam Claims") && happened.contains("Claims helper"),
        "{happened}"
    );
    let agents = book.call("agent_list", json!({ "search": "Claims helper" })).await;
    assert_eq!(agents["rows"][0]["environmentName"], "Fabrikam Claims");
    // They are known now, and stay when the import is taken back.
    book.revert(&view).await;
    let again = book.import_written("use.csv", preview).await.unwrap();
    assert_eq!(told(&again, "environments").0, 0);
    assert!(!told(&again, "agents").1.contains(&"Claims helper".to_owned()));
}

#[tokio::test]
async fn what_earlier_use_and_the_set_up_name_is_not_told() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let file = use_of(&[
        ("Copilot Studio", "Benefits Guide", "Human Resources"),
        ("Copilot Studio", "Stranger", "Human Resources"),
    ]);
    book.write("use.csv", &file);
    let read = book
        .import_written("use.csv", json!({ "preview": true }))
        .await
        .unwrap();
    assert_eq!(told(&read, "environments").0, 0);
    assert_eq!(told(&read, "agents"), (1, vec!["Stranger".to_owned()]));
}

#[tokio::test]
async fn a_policy_that_the_workbook_lacks_is_told_and_an_environment_keeps_its_identity() {
    let book = Book::empty().await;
    let id = "7f0c2a44-0a10-4d0b-9f4e-2f1c9d0e5a61";
    let file = format!(
        "BillingPlan Id,BillingPlan Name,Environment Id,Environment Name,Capacity Type,Entitled Quantity,Prepaid Consumed Quantity,\
         Pay as you go Consumed Quantity,Usage Date\n\
         p-1,North plan,{id},Fabrikam Claims,MCSMessages,25000,10,5,2026-11-16\n"
    );
    book.write("days.csv", &file);
    let read = book
        .import_written("days.csv", json!({ "preview": true }))
        .await
        .unwrap();
    assert_eq!(
        told(&read, "environments"),
        (1, vec![format!("Fabrikam Claims ({id})")])
    );
    assert_eq!(told(&read, "policies"), (1, vec!["North plan".to_owned()]));
    book.import_written("days.csv", json!({ "addEnvironments": true }))
        .await
        .unwrap();
    let listed = book.call("environment_list", json!({ "search": "Fabrikam" })).await;
    assert_eq!(
        (&listed["rows"][0]["name"], &listed["rows"][0]["id"]),
        (&json!("Fabrikam Claims"), &json!(id))
    );
}

#[tokio::test]
async fn agents_and_environments_of_a_report_are_told_and_added_by_what_they_are_called() {
    let book = Book::empty().await;
    let file = "Agent Name,Agent Id,Product,AI Feature/Billable Feature,Billed credit,Non-billed credit,Channel,Knowledge Sources,Tool \
                Used,LLM Model,Scenario Name,Environment Id,Environment Name\n\
                Claims helper,a-1,Copilot Studio,Classic answer,193,63,Teams,,,,,e-1,Fabrikam Claims\n\
                ,a-2,Copilot Studio,Classic answer,1,0,Teams,,,,,e-1,Fabrikam Claims\n";
    book.write("agents.csv", file);
    let october = json!({ "from": "2026-10-01", "until": "2026-11-01" });
    let read = book
        .import_written("agents.csv", json!({ "preview": true, "period": october }))
        .await
        .unwrap();
    assert_eq!(
        told(&read, "agents"),
        (2, vec!["Claims helper".to_owned(), "a-2".to_owned()])
    );
    assert_eq!(
        told(&read, "environments"),
        (1, vec!["Fabrikam Claims (e-1)".to_owned()])
    );
    let wanted = json!({ "period": october, "addEnvironments": true, "addAgents": true });
    let done = book.import_written("agents.csv", wanted.clone()).await.unwrap();
    assert_eq!(done["notes"].as_array().unwrap().len(), 2, "{done}");
    let agents = book.call("agent_list", json!({ "search": "Claims helper" })).await;
    assert_eq!(agents["rows"][0]["environmentName"], "Fabrikam Claims");
    let again = book
        .import_written("agents.csv", json!({ "preview": true, "period": october }))
        .await
        .unwrap();
    assert_eq!((told(&again, "agents").0, told(&again, "environments").0), (0, 0));
}

#[tokio::test]
async fn who_may_not_make_environments_is_refused_before_anything_is_added() {
    let book = Book::empty().await;
    let tenant = book.call("tenant_get", json!({})).await;
    let actors = tenant["actors"].as_array().unwrap();
    let reader = actors
        .iter()
        .find(|actor| actor["roles"] == json!(["Global Reader"]))
        .unwrap();
    let caller = meterdesk_api::Caller {
        actor: Some(reader["id"].as_str().unwrap().to_owned()),
        ..meterdesk_api::Caller::default()
    };
    book.write("use.csv", &use_of(&[("Copilot Studio", "Helper", "Fabrikam Claims")]));
    let request = json!({ "file": "use.csv", "addEnvironments": true });
    let started = meterdesk_api::call(&book.app, &caller, "import_start", request)
        .await
        .unwrap();
    let refused = crate::support::ended(&book.app, &started).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed, "{refused:?}");
    assert_eq!(book.call("import_list", json!({})).await["total"], 0);
    assert_eq!(
        book.call("environment_list", json!({ "search": "Fabrikam" })).await["total"],
        0
    );
}

#[tokio::test]
async fn people_come_together_with_the_environments_and_agents_of_their_use() {
    let book = Book::empty().await;
    let file =
        use_of(&[("Copilot Studio", "Claims helper", "Fabrikam Claims")]).replace(UNLICENSED, "ida@fabrikam.example");
    book.write("use.csv", &file);
    let read = book
        .import_written("use.csv", json!({ "preview": true }))
        .await
        .unwrap();
    assert_eq!(
        (told(&read, "environments").0, told(&read, "agents").0),
        (1, 1),
        "{read}"
    );
    let wish = json!({ "addPeople": true, "addEnvironments": true, "addAgents": true });
    let view = book.import_written("use.csv", wish).await.unwrap();
    assert_eq!((&view["added"], &view["unknown"]), (&json!(1), &json!([])), "{view}");
    let agents = book.call("agent_list", json!({ "search": "Claims helper" })).await;
    assert_eq!(agents["rows"][0]["environmentName"], "Fabrikam Claims");
}
