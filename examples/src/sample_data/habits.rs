//! The events that each habit leads to.

use super::Habit;
use super::behaviour::{EventLog, EventRow};
use super::dice::Dice;
use super::profiles::Person;

/// All events of a lead.
pub(super) fn events_of(person: &Person, habit: Habit, dice: &mut Dice) -> Vec<EventRow> {
    let mut log = EventLog::new(&person.lead, dice);
    let since = person.known_for;
    match habit {
        Habit::Visitor => visitor(&mut log, since),
        Habit::Reader => reader(&mut log, since),
        Habit::Prospect => prospect(&mut log, since),
        Habit::Customer => customer(&mut log, person, 0),
        Habit::Fan => fan(&mut log, person),
        Habit::Gone => gone(&mut log, person),
        Habit::LostDeal => lost_deal(&mut log, since),
        Habit::Competitor => competitor(&mut log, since),
        Habit::JobSeeker => job_seeker(&mut log, since),
        Habit::Student => student(&mut log, since),
        Habit::Consultant => prospect(&mut log, since.min(60)),
        Habit::Staff => staff(&mut log),
        Habit::Objector => objector(&mut log, since),
    }
    log.events
}

fn visitor(log: &mut EventLog<'_>, since: i64) {
    for _ in 0..log.dice.between(1, 3) {
        let (day, pages) = (log.dice.between(0, since), log.dice.between(1, 3));
        log.visit(day, pages);
    }
    if log.dice.chance(20) {
        let day = log.dice.between(0, since);
        log.page(day, "/pricing");
    }
}

fn reader(log: &mut EventLog<'_>, since: i64) {
    log.visit(since, 1);
    log.event("subscribe", since);
    let opens = if log.dice.chance(30) { 70 } else { 20 };
    log.newsletters(since, opens);
    if log.dice.chance(30) {
        let day = log.dice.between(0, since);
        log.about("download", day);
    }
    if log.dice.chance(12) {
        let day = log.dice.between(0, since.min(90));
        log.event("unsubscribe", day);
    }
}

fn prospect(log: &mut EventLog<'_>, since: i64) {
    log.visit(since, 2);
    if log.dice.chance(60) {
        log.event("subscribe", since);
        log.newsletters(since, 60);
    }
    for _ in 0..log.dice.between(1, 4) {
        let day = log.dice.between(0, since.min(60));
        log.visit(day, 2);
    }
    let last = log.dice.between(0, since.min(50));
    let steps = [
        ("download", 45),
        ("sample_request", 25),
        ("quote_request", 40),
    ];
    for (event, percent) in steps {
        if log.dice.chance(percent) {
            log.about(event, last);
        }
    }
    if log.dice.chance(50) {
        log.page(last, "/pricing/business");
    }
    if log.dice.chance(20) {
        log.event("meeting", last);
    }
    if log.dice.chance(15) {
        let day = log.dice.between(0, since);
        log.event("trade_show", day);
    }
}

/// Adds orders about every `person.months` months, up to `until` days ago, and views of products
/// before the orders of the last months.
fn customer(log: &mut EventLog<'_>, person: &Person, until: i64) {
    let months = person.months.saturating_mul(304) / 10;
    let size = log.dice.pick(&[1, 1, 2, 2, 3, 6, 12]).unwrap_or(1);
    let mut day = person.known_for;
    log.visit(day, 1);
    if log.dice.chance(70) {
        log.event("subscribe", day);
        log.newsletters(person.known_for, 40);
    }
    while day >= until {
        log.order(day, size);
        if day < 240 {
            look_around(log, day);
        }
        let jitter = months.saturating_mul(log.dice.between(-15, 15)) / 100;
        day = day.saturating_sub(months.saturating_add(jitter).max(7));
    }
    if until == 0 {
        // The next order is in the future, but views of products come before it.
        look_around(log, day);
        occasions(log, person.known_for);
    }
}

fn look_around(log: &mut EventLog<'_>, order: i64) {
    for _ in 0..log.dice.between(0, 3) {
        let day = order.saturating_add(log.dice.between(1, 18));
        let pages = log.dice.between(1, 2);
        log.visit(day, pages);
    }
    if log.dice.chance(18) {
        let day = order.saturating_add(log.dice.between(2, 12));
        log.about("quote_request", day);
    }
}

fn occasions(log: &mut EventLog<'_>, since: i64) {
    for (event, percent) in [
        ("call_made", 30),
        ("complaint", 4),
        ("trade_show", 5),
        ("letter_sent", 20),
    ] {
        if log.dice.chance(percent) {
            let day = log.dice.between(0, since.min(150));
            log.event(event, day);
        }
    }
    if log.dice.chance(12) {
        let day = log.dice.between(0, since);
        log.review(day);
    }
}

fn fan(log: &mut EventLog<'_>, person: &Person) {
    customer(log, person, 0);
    for _ in 0..log.dice.between(1, 3) {
        let day = log.dice.between(0, 400);
        log.review(day);
        let day = log.dice.between(0, 500);
        log.event("referral", day);
    }
}

fn gone(log: &mut EventLog<'_>, person: &Person) {
    let until = log.dice.between(330, 560);
    customer(log, person, until);
    if log.dice.chance(25) {
        log.event("complaint", until);
    }
}

fn lost_deal(log: &mut EventLog<'_>, since: i64) {
    prospect(log, since);
    let lost = log.dice.between(0, since.min(20));
    log.event("deal_lost", lost);
    if log.dice.chance(25) {
        let day = log.dice.between(0, lost);
        log.visit(day, 2);
    }
}

fn competitor(log: &mut EventLog<'_>, since: i64) {
    for _ in 0..log.dice.between(6, 14) {
        let day = log.dice.between(0, since.min(60));
        log.page(day, "/pricing");
        log.visit(day, 1);
    }
}

fn job_seeker(log: &mut EventLog<'_>, since: i64) {
    for _ in 0..log.dice.between(2, 7) {
        let day = log.dice.between(0, since.min(60));
        let path = log
            .dice
            .word(&["/careers", "/careers/sales", "/careers/warehouse"]);
        log.page(day, path);
    }
    log.visit(since.min(20), 1);
}

fn student(log: &mut EventLog<'_>, since: i64) {
    for _ in 0..log.dice.between(1, 5) {
        let day = log.dice.between(0, since.min(80));
        log.about("download", day);
        log.visit(day, 1);
    }
}

fn staff(log: &mut EventLog<'_>) {
    for _ in 0..log.dice.between(5, 20) {
        let day = log.dice.between(0, 60);
        log.visit(day, 1);
    }
}

fn objector(log: &mut EventLog<'_>, since: i64) {
    prospect(log, since);
    let day = log.dice.between(0, since.min(30));
    log.event("object", day);
    if log.dice.chance(20) {
        log.event("withdraw_objection", day.saturating_sub(1));
    }
}
