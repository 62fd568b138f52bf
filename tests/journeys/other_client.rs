//! The path that everything stands on, as somebody else's WebDriver client walks it: plain HTTP through tauri-driver, and
//! nothing of Meterdesk but the documented test ids, `data-value` and `data-app-state`.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use meterdesk_e2e::{Start, UsageFile, Use, journey_of_other_client};
use serde_json::{Value, json};

use crate::tenant::{people, text};

/// A session of a WebDriver client that knows the protocol's text and nothing else.
struct Client {
    address: String,
    session: String,
}

impl Client {
    fn open(address: &str, capabilities: &Value) -> Self {
        let mut client = Self {
            address: address.to_owned(),
            session: "/session".to_owned(),
        };
        let opened = client.ask("POST", "", &json!({ "capabilities": capabilities }));
        let opened = opened.unwrap_or_else(|problem| panic!("the window did not open: {problem}"));
        client.session = format!("/session/{}", text(&opened["sessionId"]));
        client
    }

    /// One request; the protocol's value, or its error.
    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, Value> {
        let body = if method == "POST" {
            body.to_string()
        } else {
            String::new()
        };
        let mut stream = TcpStream::connect(&self.address).expect("tauri-driver listens");
        write!(
            stream,
            "{method} {}{path} HTTP/1.0\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.session,
            self.address,
            body.len()
        )
        .expect("tauri-driver takes a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("tauri-driver answers");
        let (head, body) = answer
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("no HTTP: {answer:?}"));
        let body: Value = serde_json::from_str(body).unwrap_or_else(|problem| panic!("{problem}: {answer}"));
        let value = body["value"].clone();
        if head.lines().next().is_some_and(|status| status.contains(" 200")) {
            Ok(value)
        } else {
            Err(value)
        }
    }

    /// The path of the element that the selector finds; looked for until it is there.
    fn find(&self, selector: &str) -> String {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let using = json!({ "using": "css selector", "value": selector });
            match self.ask("POST", "/element", &using) {
                Ok(element) => {
                    let id = element.as_object().and_then(|element| element.values().next());
                    return format!("/element/{}", text(id.expect("an element has a reference")));
                }
                Err(problem) => assert!(Instant::now() < end, "{selector}: {problem}"),
            }
        }
    }

    fn find_id(&self, id: &str) -> String {
        self.find("[data-app-state=idle]");
        self.find(&format!("[data-testid=\"{id}\"]"))
    }

    fn press(&self, id: &str) {
        let element = self.find_id(id);
        let pressed = self.ask("POST", &format!("{element}/click"), &json!({}));
        pressed.unwrap_or_else(|problem| panic!("{id} can't be pressed: {problem}"));
    }

    fn type_into(&self, id: &str, text: &str) {
        let element = self.find_id(id);
        let typed = self.ask("POST", &format!("{element}/value"), &json!({ "text": text }));
        typed.unwrap_or_else(|problem| panic!("{id} takes no text: {problem}"));
    }

    fn value(&self, id: &str) -> String {
        let element = self.find_id(id);
        let value = self.ask("GET", &format!("{element}/attribute/data-value"), &Value::Null);
        text(&value.unwrap_or_else(|problem| panic!("{id} can't be read: {problem}")))
    }

    fn close(self) {
        let closed = self.ask("DELETE", "", &Value::Null);
        closed.unwrap_or_else(|problem| panic!("the window does not close: {problem}"));
    }
}

#[tokio::test]
async fn another_webdriver_client_walks_the_same_path_with_documented_ids_alone() {
    let file = UsageFile::named("november.csv");
    journey_of_other_client(Start::empty().import(file.path()), |given| {
        let window = Client::open(&given.address, &given.capabilities);
        window.press("nav-billing-usage");
        window.press("policy-add");
        window.type_into("policy-name", "Everybody");
        let subscriptions = given.cli.call("subscription_list", &json!({}));
        let subscription = text(&subscriptions["rows"][0]["id"]);
        window.press("policy-subscription");
        window.press(&format!("policy-subscription-{subscription}"));
        window.press("policy-resource-group");
        window.press("policy-resource-group-rg-copilot-billing");
        window.press("policy-region");
        window.press("policy-region-West Europe");
        window.press("policy-terms");
        window.press("policy-wizard-next");
        window.press("policy-users-all");
        window.press("policy-wizard-next");
        window.find_id("budget-set");
        window.press("policy-wizard-next");
        window.press("policy-wizard-finish");
        let policy = window.value("policy-created");
        window.press("policy-created-connect");
        window.press("service-open-copilotChat");
        window.press(&format!("connection-switch-{policy}"));
        window.press("service-save");
        window.find_id("notice");
        window.press("clock-advance");
        window.press("clock-advance-day");

        file.write(&[Use {
            time: "2026-11-17T11:00:00Z",
            user: &people(&given.cli, false)[0],
            service: "copilotChat",
            feature: "generativeAnswer",
            quantity: "3",
        }]);
        window.press("nav-import");
        window.press("import-choose");
        window.press("import-accept");
        window.find_id("import-result");
        window.press("nav-usage");
        assert_eq!(window.value("chart-total"), "6");
        assert_eq!(window.value(&format!("chart-series-total-paid:{policy}")), "6");
        window.close();
    })
    .await;
}
