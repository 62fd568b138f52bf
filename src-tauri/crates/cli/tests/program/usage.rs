//! Usage files.

/// People of the scenario `empty` without Microsoft 365 Copilot.
pub(crate) const USER: &str = "amara.dobrev@pellowin.example";

pub(crate) const HEADER: &str = "event_id,time,user,service,agent,environment,feature,quantity\n";

/// A row of one generative answer.
pub(crate) fn row(id: &str, time: &str, quantity: &str) -> String {
    format!("{id},{time},{USER},Microsoft 365 Copilot Chat,Travel Helper,North,Generative answer,{quantity}\n")
}

/// A file of these rows.
pub(crate) fn file(rows: &[String]) -> String {
    format!("{HEADER}{}", rows.concat())
}

/// A file of many rows over several hours after the scenario's start, each of another quantity.
pub(crate) fn many(rows: u32) -> String {
    let mut text = HEADER.to_owned();
    for number in 0..rows {
        let (minute, second) = (number / 60 % 60, number % 60);
        let time = format!("2026-11-17T11:{minute:02}:{second:02}Z");
        text.push_str(&row(
            &format!("e{number}"),
            &time,
            &format!("{}.{:06}", number % 7, number % 1_000_000),
        ));
    }
    text
}
