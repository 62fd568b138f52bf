//! Closing months: which may be closed, by whom, and in what order.

#[expect(dead_code, reason = "closing needs little of the tenant that others settle")]
mod support;

use chrono::NaiveDate;
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::tenant::{ClosingRefusal, Command, Refusal};
use meterdesk_billing::time::Month;
use support::World;

fn month(year: i32, month: u32) -> Month {
    Month::of_day(NaiveDate::from_ymd_opt(year, month, 1).expect("the month exists"))
}

#[test]
fn months_are_closed_in_order_from_the_one_in_which_the_workbook_began() {
    let mut world = World::new();
    let (october, november, december) = (month(2026, 10), month(2026, 11), month(2026, 12));
    let refused = |world: &mut World, which| world.act(Command::CloseMonth(which)).expect_err("it is refused");
    assert_eq!(
        refused(&mut world, november),
        Refusal::Closing(ClosingRefusal::NotOver(november))
    );
    assert_eq!(
        refused(&mut world, october),
        Refusal::Closing(ClosingRefusal::BeforeWorkbook(november))
    );
    world.advance("2027-01-01T00:00:00Z");
    assert_eq!(
        refused(&mut world, december),
        Refusal::Closing(ClosingRefusal::EarlierOpen(november))
    );
    world.act(Command::CloseMonth(november)).expect("November is over");
    assert_eq!(
        refused(&mut world, november),
        Refusal::Closing(ClosingRefusal::Already(november))
    );
    assert_eq!(world.tenant.first_open_month(), december);
    world
        .act(Command::CloseMonth(december))
        .expect("December is over in its last second's next");
    assert_eq!(
        world.tenant.closed(december).map(|closed| closed.at),
        Some(world.tenant.now)
    );
}

#[test]
fn who_may_only_look_closes_nothing() {
    let mut world = World::new();
    world.advance("2026-12-01T00:00:00Z");
    world.facts.actor.roles = vec![AdminRole::GlobalReader];
    let refusal = world
        .act(Command::CloseMonth(month(2026, 11)))
        .expect_err("a reader only looks");
    assert_eq!((refusal.code(), refusal.field()), ("not_allowed", None));
}
