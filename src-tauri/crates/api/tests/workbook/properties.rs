//! What holds for any sequence of imports, reverts and advances of the clock.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use meterdesk_billing::units::Credits;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Book, Figures, REPORT_HEADER, START, answer, file_without_ids, report, usage_file};

/// Something that is done to a workbook.
#[derive(Debug, Clone)]
enum Step {
    /// Imports a file of events.
    Events(Vec<Event>),
    /// Imports a file without ids, adding where it overlaps.
    Whole(Vec<Event>),
    /// Imports an environment report, whatever shrinks.
    Report(Vec<(u8, u8, u32, u32)>),
    /// Takes back one of the imports, counted from the first.
    Revert(usize),
    /// Advances the clock by hours.
    Advance(u8),
}

/// An event: id, hours after 10 November, environment, millionths of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Event {
    id: u8,
    hour: u16,
    environment: u8,
    quantity: i64,
}

impl Event {
    fn at(&self) -> DateTime<Utc> {
        let first: DateTime<Utc> = "2026-11-10T00:00:00Z".parse().unwrap();
        first + TimeDelta::hours(self.hour.into())
    }

    fn line(&self) -> String {
        let quantity = format!("{}.{:06}", self.quantity / 1_000_000, self.quantity % 1_000_000);
        let time = self.at().to_rfc3339();
        answer(
            &format!("id-{}", self.id),
            &time,
            &format!("e{}", self.environment),
            &quantity,
        )
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    // Few ids and few contents, so that files repeat and restate each other; times on both sides of start and clock.
    let event = (
        0..5_u8,
        0..300_u16,
        0..2_u8,
        prop::sample::select(vec![1, 500_000, 2_000_000, 1_234_567]),
    )
        .prop_map(|(id, hour, environment, quantity)| Event {
            id,
            hour: hour / 100 * 100,
            environment,
            quantity,
        });
    prop::collection::vec(event, 0..5)
}

fn reports() -> impl Strategy<Value = Vec<(u8, u8, u32, u32)>> {
    prop::collection::vec((0..3_u8, 10..20_u8, 0..1000_u32, 0..100_u32), 0..4)
}

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// What the naive model keeps of a published import.
#[derive(Debug)]
struct Published {
    view: Value,
    events: Vec<Event>,
    reverted: bool,
}

/// The figures by the rule itself: each event id has the content of the newest published import that states it.
fn model(imports: &[Published], from: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Figures {
    let mut newest: BTreeMap<u8, &Event> = BTreeMap::new();
    for import in imports.iter().filter(|import| !import.reverted) {
        newest.extend(import.events.iter().map(|event| (event.id, event)));
    }
    let mut figures = Figures::default();
    for event in newest.values() {
        if event.at() > now || from.is_some_and(|from| event.at() < from) {
            continue;
        }
        figures.rows += 1;
        let credits = Credits(event.quantity * 2);
        let key = (event.at().date_naive().to_string(), format!("e{}", event.environment));
        *figures.credits.entry(key).or_default() += credits;
        figures.total += credits;
    }
    figures
}

/// One file's events as they are taken: the first of each id.
fn first_of_each(events: &[Event]) -> Vec<Event> {
    let mut kept: Vec<Event> = Vec::new();
    for event in events {
        if kept.iter().all(|known| known.id != event.id) {
            kept.push(event.clone());
        }
    }
    kept
}

async fn agrees_with_the_model(steps: &[Step]) -> Result<(), TestCaseError> {
    let book = Book::empty().await;
    let start: DateTime<Utc> = START.parse().unwrap();
    let (mut now, mut imports) = (start, Vec::<Published>::new());
    for (number, step) in steps.iter().enumerate() {
        match step {
            Step::Events(events) => {
                let lines: Vec<_> = events.iter().map(Event::line).collect();
                let view = book.import(&format!("{number}.csv"), &usage_file(&lines)).await;
                let rows = ["added", "skipped", "rejected"].map(|count| view[count].as_u64().unwrap());
                prop_assert_eq!(
                    rows.iter().sum::<u64>(),
                    events.len() as u64,
                    "each row is added, skipped or rejected"
                );
                imports.push(Published {
                    view,
                    events: first_of_each(events),
                    reverted: false,
                });
            }
            Step::Revert(place) => {
                let open = imports.iter_mut().filter(|import| !import.reverted).nth(*place);
                if let Some(import) = open {
                    book.revert(&import.view).await;
                    import.reverted = true;
                }
            }
            Step::Advance(hours) => {
                now += TimeDelta::hours((*hours).into());
                book.call("clock_advance", json!({ "by": format!("PT{hours}H") })).await;
            }
            Step::Whole(_) | Step::Report(_) => unreachable!("this property is about events"),
        }
        prop_assert_eq!(
            book.metered("actual").await,
            model(&imports, Some(start), now),
            "actual, after step {}",
            number
        );
        prop_assert_eq!(
            book.metered("asIfToday").await,
            model(&imports, None, now),
            "as if, after step {}",
            number
        );
    }
    Ok(())
}

/// Every answer about one basis.
async fn of_basis(book: &Book, basis: &str) -> Vec<Value> {
    let mut answers = Vec::new();
    for timeline in ["actual", "asIfToday"] {
        for by in ["payer", "environment"] {
            let request =
                json!({ "from": "2026-11-01", "until": "2026-12-01", "by": by, "basis": basis, "timeline": timeline });
            let mut answer = book.call("usage_series", request).await;
            // Whether the other basis has figures is what may change, and rows are metered ones.
            let fields = answer.as_object_mut().unwrap();
            fields.remove("otherBasisHasFigures");
            if basis == "reported" {
                for of_metered in ["rows", "aheadOfClock", "beforeWorkbook"] {
                    fields.remove(of_metered);
                }
            }
            answers.push(answer);
        }
    }
    answers
}

async fn bases_stay_apart(steps: &[Step]) -> Result<(), TestCaseError> {
    let book = Book::empty().await.with_paying_policy().await;
    let mut imports: Vec<Value> = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let (metered, reported) = (of_basis(&book, "metered").await, of_basis(&book, "reported").await);
        let name = format!("{number}.csv");
        let of_report = match step {
            Step::Events(events) => {
                let lines: Vec<_> = events.iter().map(Event::line).collect();
                imports.push(book.import(&name, &usage_file(&lines)).await);
                false
            }
            Step::Whole(events) => {
                let lines: Vec<_> = events
                    .iter()
                    .map(|event| event.line().split_once(',').unwrap().1.to_owned())
                    .collect();
                // The same file again is refused, which changes nothing either.
                let taken = book
                    .try_import(&name, &file_without_ids(&lines), json!({ "onOverlap": "add" }))
                    .await;
                imports.extend(taken.ok());
                false
            }
            Step::Report(days) => {
                let days: Vec<_> = days
                    .iter()
                    .map(|(environment, day, prepaid, paid)| {
                        (format!("e{environment}"), format!("2026-11-{day}"), *prepaid, *paid)
                    })
                    .collect();
                let view = book
                    .import_as(&name, &report(&days), json!({ "allowShrink": true }))
                    .await;
                imports.push(view);
                true
            }
            Step::Revert(place) if *place < imports.len() => {
                let import = imports.remove(*place);
                book.revert(&import).await;
                import["kind"] == "environmentReport"
            }
            Step::Revert(_) | Step::Advance(_) => continue,
        };
        if of_report {
            prop_assert_eq!(
                of_basis(&book, "metered").await,
                metered,
                "step {} is about a report",
                number
            );
        } else {
            prop_assert_eq!(
                of_basis(&book, "reported").await,
                reported,
                "step {} is about metered usage",
                number
            );
        }
    }
    Ok(())
}

fn steps_of_events() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => events().prop_map(Step::Events),
        3 => (0..3_usize).prop_map(Step::Revert),
        1 => (1..60_u8).prop_map(Step::Advance),
    ];
    prop::collection::vec(step, 1..9)
}

fn steps_of_all_kinds() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => events().prop_map(Step::Events),
        2 => events().prop_map(Step::Whole),
        4 => reports().prop_map(Step::Report),
        3 => (0..4_usize).prop_map(Step::Revert),
    ];
    prop::collection::vec(step, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_imports_and_reverts_of_events_give_the_newest_published_content(steps in steps_of_events()) {
        block_on(agrees_with_the_model(&steps))?;
    }

    #[test]
    fn importing_or_reverting_a_report_changes_no_metered_figure_and_the_reverse(steps in steps_of_all_kinds()) {
        block_on(bases_stay_apart(&steps))?;
    }
}

#[test]
fn the_property_of_the_bases_looks_at_figures_that_are_there() {
    block_on(async {
        let book = Book::empty().await.with_paying_policy().await;
        book.import("u.csv", &usage_file(&[answer("x", START, "e1", "1")]))
            .await;
        book.import("r.csv", &report(&[("e1", "2026-11-17", 1, 1)])).await;
        assert!(report(&[("e1", "2026-11-17", 1, 1)]).starts_with(REPORT_HEADER));
        for basis in ["metered", "reported"] {
            let answers = of_basis(&book, basis).await;
            assert!(
                answers.iter().all(|answer| answer["total"] == "2"),
                "{basis}: {answers:?}"
            );
        }
    });
}
