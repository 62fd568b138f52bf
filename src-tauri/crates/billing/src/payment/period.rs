//! The month that prepaid capacity is counted by.

use chrono::{DateTime, Datelike, Months, NaiveDate};

use crate::settings::{Choice, SettingKey};
use crate::tenant::Tenant;
use crate::time::{Instant, Month, day_start};

/// First second of the capacity period that a second lies in, and first second after it.
///
/// `first_pack` is when the first capacity pack was bought: the billing period of packs starts on that day of each month.
/// Which of the two it is, a switch says; what is left is lost either way.
pub(super) fn period(reset: Choice, first_pack: Option<Instant>, at: i64) -> (i64, i64) {
    let at = DateTime::from_timestamp(at, 0).expect("usage lies within simulated years");
    let month = Month::of(at);
    let anchor = first_pack.map_or(1, |bought| bought.day());
    if reset != Choice::BillingPeriod || anchor == 1 {
        return (month.start().timestamp(), month.end().timestamp());
    }
    let start = |month: Month| day_start(day_of(month, anchor));
    let before = |month: Month| {
        let day = month.first_day().checked_sub_months(Months::new(1));
        Month::of_day(day.expect("simulated years stay within four digits"))
    };
    if start(month) <= at.timestamp() {
        (start(month), start(month.next()))
    } else {
        (start(before(month)), start(month))
    }
}

/// The capacity period that simulated now lies in: first second, and first second after it.
#[must_use]
pub fn capacity_period(tenant: &Tenant) -> (i64, i64) {
    let reset = tenant.settings.now(SettingKey::CapacityReset);
    period(reset, tenant.platform.now().first_pack, tenant.now.timestamp())
}

/// That day of the month, or its last day where it is shorter.
fn day_of(month: Month, day: u32) -> NaiveDate {
    let last = month.end().date_naive().pred_opt().expect("a month has a last day");
    month.first_day().with_day(day.min(last.day())).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(text: &str) -> i64 {
        text.parse::<Instant>().expect("valid").timestamp()
    }

    #[test]
    fn capacity_begins_anew_on_the_first_or_where_the_billing_period_starts() {
        let bought = "2026-08-31T09:00:00Z".parse().ok();
        let of = |reset, at: &str| period(reset, bought, second(at));
        let november = (second("2026-11-01T00:00:00Z"), second("2026-12-01T00:00:00Z"));
        assert_eq!(of(Choice::FirstOfMonth, "2026-11-30T23:59:59Z"), november);
        let billing = (second("2026-10-31T00:00:00Z"), second("2026-11-30T00:00:00Z"));
        assert_eq!(of(Choice::BillingPeriod, "2026-11-29T23:59:59Z"), billing);
        assert_eq!(
            of(Choice::BillingPeriod, "2026-11-30T00:00:00Z").0,
            second("2026-11-30T00:00:00Z"),
            "a shorter month ends earlier"
        );
        assert_eq!(
            period(Choice::BillingPeriod, None, second("2026-11-29T00:00:00Z")),
            november
        );
    }
}
