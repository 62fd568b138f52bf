//! The Power Platform environment report as it is downloaded, and what is said about rows that can't be taken.

use crate::common::{REPORT_HEADER, report};
use chrono::NaiveDate;
use meterdesk_billing::units::Quantity;
use meterdesk_exchange::EnvironmentDayRecord;

const PLAN: &str = "0b6c2f6e-4a53-4d0e-9d55-6f1c2f1f7a10";
const ENVIRONMENT: &str = "3f0a9c1d-77aa-4c52-8e0b-2f9d0d6a4b21";

fn line(figures: &str, day: &str) -> String {
    format!("{PLAN},Northern plan,{ENVIRONMENT},Northern sales,MCSMessages,{figures},{day}")
}

fn file(lines: &[String]) -> String {
    format!("{REPORT_HEADER}\r\n{}\r\n", lines.join("\r\n"))
}

fn message(bad: String) -> String {
    let good = line("12000,58,0", "5/3/2026 12:00:00 AM");
    let read = report(file(&[good.clone(), bad, good]).as_bytes());
    assert_eq!(read.good.len(), 2, "the good rows are unaffected");
    assert_eq!(read.rejected.len(), 1);
    read.messages().remove(0)
}

#[test]
fn a_row_states_what_microsoft_says_paid() {
    let read = report(file(&[line("12000,58,2.5", "5/3/2026 12:00:00 AM")]).as_bytes());
    let expected = EnvironmentDayRecord {
        day: NaiveDate::from_ymd_opt(2026, 5, 3).unwrap(),
        plan_id: Some(PLAN.to_owned()),
        plan_name: Some("Northern plan".to_owned()),
        environment_id: ENVIRONMENT.to_owned(),
        environment_name: Some("Northern sales".to_owned()),
        capacity_type: "MCSMessages".to_owned(),
        entitled: Quantity::whole(12_000),
        prepaid: Quantity::whole(58),
        pay_as_you_go: Quantity(2_500_000),
    };
    assert_eq!(read.good, [expected]);
}

#[test]
fn names_may_be_blank_and_pay_as_you_go_may_come_before_prepaid_is_used_up() {
    let read = report(file(&[format!(",,{ENVIRONMENT},,MCSMessages,12000,6583,673,2026-05-03")]).as_bytes());
    assert_eq!(read.messages(), Vec::<String>::new());
    assert_eq!(read.good[0].plan_name, None);
    assert_eq!(read.good[0].environment_name, None);
}

#[test]
fn figures_for_people_are_read_where_they_are_unambiguous() {
    let figures = "\"\u{200e}12,000\u{200e}\",6\u{a0}583,\"1,234.5\"";
    let read = report(file(&[line(figures, "2026-05-03T00:00:00Z")]).as_bytes());
    assert_eq!(read.messages(), Vec::<String>::new());
    let record = &read.good[0];
    assert_eq!(record.entitled, Quantity::whole(12_000));
    assert_eq!(record.prepaid, Quantity::whole(6_583));
    assert_eq!(record.pay_as_you_go, Quantity(1_234_500_000));
}

#[test]
fn a_figure_that_is_none_is_rejected_with_its_mend() {
    for (figures, expected) in [
        (
            "\"12,00,000\",58,0",
            "row 3, column Entitled Quantity: \"12,00,000\" can be read in more than one way; to mend it, write it with a point \
             before the fraction and without thousands marks",
        ),
        (
            "12000,-58,0",
            "row 3, column Prepaid Consumed Quantity: \"-58\" is negative; to mend it, write what was used, 0 or more; take a \
             correction out of the file",
        ),
        (
            "12000,58,",
            "row 3, column Pay as you go Consumed Quantity: the cell is blank; to mend it, fill the cell in",
        ),
    ] {
        assert_eq!(message(line(figures, "5/3/2026 12:00:00 AM")), expected);
    }
}

#[test]
fn a_day_is_midnight_in_utc_and_month_first() {
    for (day, expected) in [
        (
            "13/5/2026 12:00:00 AM",
            "row 3, column Usage Date: \"13/5/2026 12:00:00 AM\" would be month 13: dates with slashes are read month first; \
             to mend it, write 5/13/2026 12:00:00 AM if that is meant, or the ISO form, such as 2026-05-03",
        ),
        (
            "2026-05-03T00:00:00+02:00",
            "row 3, column Usage Date: \"2026-05-03T00:00:00+02:00\" is not the beginning of a day in UTC; to mend it, write \
             the day alone, such as 2026-05-03, or its midnight in UTC",
        ),
    ] {
        assert_eq!(message(line("12000,58,0", day)), expected);
    }
}

#[test]
fn an_environment_needs_its_id() {
    let message = message(format!("{PLAN},,,Northern sales,MCSMessages,0,0,1,2026-05-03"));
    assert!(
        message.starts_with("row 3, column Environment Id: the cell is blank"),
        "{message}"
    );
}
