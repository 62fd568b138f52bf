//! What lists say of people and groups besides their names.

use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::Book;

async fn rows(book: &Book, list: &str, search: &str) -> Vec<Value> {
    let request = json!({ "search": search, "limit": 500 });
    book.call(list, request).await["rows"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_group_says_where_its_members_come_from() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let group = async |name: &str| {
        let found = rows(&book, "group_list", name).await;
        found.into_iter().find(|row| row["name"] == *name).unwrap()
    };
    let dynamic = group("Customer Care").await;
    assert_eq!(
        (&dynamic["dynamicDepartment"], &dynamic["members"]),
        (&json!("Customer Care"), &json!(150))
    );
    let nesting = group("Plant managers").await;
    assert_eq!(
        (
            &nesting["dynamicDepartment"],
            &nesting["members"],
            &nesting["nestedGroups"]
        ),
        (&Value::Null, &json!(14), &json!(1)),
        "its own members are counted, those of the group in it are not"
    );
}

#[tokio::test]
async fn one_person_has_no_usage_location() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let mut without = 0;
    let mut cursor = Value::Null;
    loop {
        let page = book.call("user_list", json!({ "limit": 500, "cursor": cursor })).await;
        let people = page["rows"].as_array().unwrap();
        without += people.iter().filter(|row| row["usageLocation"].is_null()).count();
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(without, 1);
}

#[tokio::test]
async fn people_whom_a_file_names_are_told_and_added_where_that_is_wanted() {
    let book = Book::empty().await;
    let head = "event_id,time,user,service,agent,environment,feature,quantity\n";
    let row =
        |id: u32, user: &str| format!("{id},2026-10-02T08:00:00Z,{user},copilotStudio,Helper,Care,classicAnswer,1\n");
    let file = format!(
        "{head}{}{}{}{}",
        row(1, "Ida@real.example"),
        row(2, "ida@REAL.example"),
        row(3, "bo@real.example"),
        row(4, "u-77")
    );
    book.write("usage.csv", &file);
    let before = book.call("user_list", json!({})).await["total"].as_u64().unwrap();
    let read = book
        .import_written("usage.csv", json!({ "preview": true, "addPeople": true }))
        .await
        .unwrap();
    assert_eq!(
        (
            &read["unknownPeople"],
            &read["unknownNames"],
            &read["added"],
            &read["rejected"]
        ),
        (
            &json!(2),
            &json!(["bo@real.example", "Ida@real.example"]),
            &json!(0),
            &json!(4)
        )
    );
    assert_eq!(
        book.call("user_list", json!({})).await["total"],
        before,
        "a preview adds nobody"
    );

    let view = book
        .import_written("usage.csv", json!({ "addPeople": true }))
        .await
        .unwrap();
    assert_eq!(
        (&view["added"], &view["rejected"]),
        (&json!(3), &json!(1)),
        "u-77 is no sign-in name"
    );
    assert_eq!(view["notes"][0], "2 people were added to the directory first.");
    let added = book.call("user_list", json!({ "search": "real.example" })).await;
    assert_eq!(added["total"], 2);
    assert_eq!(
        added["rows"][0]["displayName"], "bo@real.example",
        "nobody says another name"
    );
    let told = book.call("happening_list", json!({})).await.to_string();
    assert!(
        told.contains("2 people were added to the directory, as \\\"usage.csv\\\" names them."),
        "{told}"
    );

    // Again it adds nobody: they are known now.
    let again = book
        .import_written("usage.csv", json!({ "addPeople": true, "preview": true }))
        .await
        .unwrap();
    assert_eq!(again["unknownPeople"], 0);
}

#[tokio::test]
async fn an_imported_list_of_people_brings_names_and_departments() {
    let book = Book::empty().await;
    let file = "userPrincipalName,displayName,department,jobTitle,city,country\n\
                ida@real.example,Ida Berg,Claims,Advisor,Oslo,Norway\n\
                c-1000,Concealed,Claims,,,\n";
    book.write("people.csv", file);
    let view = book
        .import_written("people.csv", json!({ "addPeople": true }))
        .await
        .unwrap();
    assert_eq!((&view["added"], &view["unknownPeople"]), (&json!(2), &json!(0)));
    let added = book.call("user_list", json!({ "search": "ida@real" })).await;
    let person = &added["rows"][0];
    assert_eq!(
        (&person["displayName"], &person["department"]),
        (&json!("Ida Berg"), &json!("Claims"))
    );
}

#[tokio::test]
async fn a_search_finds_whom_a_look_at_everybody_finds_page_by_page() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let listed = |request: Value| {
        let book = &book;
        async move {
            let (mut rows, mut cursor) = (Vec::new(), Value::Null);
            loop {
                let mut asked = request.clone();
                asked["cursor"] = cursor;
                asked["limit"] = json!(97);
                let answer = book.call("user_list", asked).await;
                rows.extend(answer["rows"].as_array().unwrap().clone());
                cursor = answer["next"].clone();
                if cursor.is_null() {
                    assert_eq!(answer["total"], rows.len());
                    return rows;
                }
            }
        }
    };
    // Another order is found by the database.
    let by_name = |rows: &mut Vec<Value>| {
        rows.sort_by_key(|row| row["id"].to_string());
    };
    let everybody = listed(json!({ "sort": { "by": "upn" } })).await;
    for search in ["", " MA ", "ev", "@", "%", "_", "nobody is called that", ".example"] {
        for licensed in [Value::Null, json!(true), json!(false)] {
            let mut found = listed(json!({ "search": search, "copilotLicensed": licensed })).await;
            let wanted = search.trim().to_lowercase();
            let names = |row: &Value| format!("{}\n{}", row["displayName"], row["userPrincipalName"]).to_lowercase();
            let mut expected: Vec<_> = everybody
                .iter()
                .filter(|row| names(row).contains(&wanted))
                .filter(|row| licensed.is_null() || row["copilotLicensed"] == licensed)
                .cloned()
                .collect();
            let shown = found
                .iter()
                .map(|row| row["displayName"].as_str().unwrap().to_ascii_lowercase());
            let shown: Vec<String> = shown.collect();
            assert!(shown.is_sorted(), "{search}: by display name");
            by_name(&mut found);
            by_name(&mut expected);
            assert_eq!(found, expected, "{search:?} {licensed}");
        }
    }
}
