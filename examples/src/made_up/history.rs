//! The habits: what kind of lead does what, and when.

use super::Habit;
use super::behaviour::{Deed, Diary};
use super::dice::Dice;
use super::profiles::Person;

/// Everything that a lead did.
pub(super) fn of(person: &Person, habit: Habit, dice: &mut Dice) -> Vec<Deed> {
    let mut diary = Diary::new(&person.lead, dice);
    let since = person.known_for;
    match habit {
        Habit::Visitor => visitor(&mut diary, since),
        Habit::Reader => reader(&mut diary, since),
        Habit::Prospect => prospect(&mut diary, since),
        Habit::Customer => customer(&mut diary, person, 0),
        Habit::Fan => fan(&mut diary, person),
        Habit::Gone => gone(&mut diary, person),
        Habit::LostDeal => lost_deal(&mut diary, since),
        Habit::Competitor => competitor(&mut diary, since),
        Habit::JobSeeker => job_seeker(&mut diary, since),
        Habit::Student => student(&mut diary, since),
        Habit::Consultant => prospect(&mut diary, since.min(60)),
        Habit::Staff => staff(&mut diary),
        Habit::Objector => objector(&mut diary, since),
    }
    diary.deeds
}

fn visitor(diary: &mut Diary<'_>, since: i64) {
    for _ in 0..diary.dice.between(1, 3) {
        let (day, pages) = (diary.dice.between(0, since), diary.dice.between(1, 3));
        diary.visit(day, pages);
    }
    if diary.dice.chance(20) {
        let day = diary.dice.between(0, since);
        diary.page(day, "/pricing");
    }
}

fn reader(diary: &mut Diary<'_>, since: i64) {
    diary.visit(since, 1);
    diary.deed("subscribe", since);
    let opens = if diary.dice.chance(30) { 70 } else { 20 };
    diary.newsletters(since, opens);
    if diary.dice.chance(30) {
        let day = diary.dice.between(0, since);
        diary.about("download", day);
    }
    if diary.dice.chance(12) {
        let day = diary.dice.between(0, since.min(90));
        diary.deed("unsubscribe", day);
    }
}

fn prospect(diary: &mut Diary<'_>, since: i64) {
    diary.visit(since, 2);
    if diary.dice.chance(60) {
        diary.deed("subscribe", since);
        diary.newsletters(since, 60);
    }
    for _ in 0..diary.dice.between(1, 4) {
        let day = diary.dice.between(0, since.min(60));
        diary.visit(day, 2);
    }
    let last = diary.dice.between(0, since.min(50));
    let steps = [
        ("download", 45),
        ("sample_request", 25),
        ("quote_request", 40),
    ];
    for (event, percent) in steps {
        if diary.dice.chance(percent) {
            diary.about(event, last);
        }
    }
    if diary.dice.chance(50) {
        diary.page(last, "/pricing/business");
    }
    if diary.dice.chance(20) {
        diary.deed("meeting", last);
    }
    if diary.dice.chance(15) {
        let day = diary.dice.between(0, since);
        diary.deed("trade_show", day);
    }
}

/// Orders about every so many months until so many days ago; before an order
/// of the last half year they look around.
fn customer(diary: &mut Diary<'_>, person: &Person, until: i64) {
    let months = person.months.saturating_mul(304) / 10;
    let size = diary.dice.pick(&[1, 1, 2, 2, 3, 6, 12]).unwrap_or(1);
    let mut day = person.known_for;
    diary.visit(day, 1);
    if diary.dice.chance(70) {
        diary.deed("subscribe", day);
        diary.newsletters(person.known_for, 40);
    }
    while day >= until {
        diary.order(day, size);
        if day < 240 {
            look_around(diary, day);
        }
        let jitter = months.saturating_mul(diary.dice.between(-15, 15)) / 100;
        day = day.saturating_sub(months.saturating_add(jitter).max(7));
    }
    if until == 0 {
        // The next order is in the future; those who are near it look around.
        look_around(diary, day);
        occasions(diary, person.known_for);
    }
}

fn look_around(diary: &mut Diary<'_>, order: i64) {
    for _ in 0..diary.dice.between(0, 3) {
        let day = order.saturating_add(diary.dice.between(1, 18));
        let pages = diary.dice.between(1, 2);
        diary.visit(day, pages);
    }
    if diary.dice.chance(18) {
        let day = order.saturating_add(diary.dice.between(2, 12));
        diary.about("quote_request", day);
    }
}

fn occasions(diary: &mut Diary<'_>, since: i64) {
    for (event, percent) in [
        ("call_made", 30),
        ("complaint", 4),
        ("trade_show", 5),
        ("letter_sent", 20),
    ] {
        if diary.dice.chance(percent) {
            let day = diary.dice.between(0, since.min(150));
            diary.deed(event, day);
        }
    }
    if diary.dice.chance(12) {
        let day = diary.dice.between(0, since);
        diary.review(day);
    }
}

fn fan(diary: &mut Diary<'_>, person: &Person) {
    customer(diary, person, 0);
    for _ in 0..diary.dice.between(1, 3) {
        let day = diary.dice.between(0, 400);
        diary.review(day);
        let day = diary.dice.between(0, 500);
        diary.deed("referral", day);
    }
}

fn gone(diary: &mut Diary<'_>, person: &Person) {
    let until = diary.dice.between(330, 560);
    customer(diary, person, until);
    if diary.dice.chance(25) {
        diary.deed("complaint", until);
    }
}

fn lost_deal(diary: &mut Diary<'_>, since: i64) {
    prospect(diary, since);
    let lost = diary.dice.between(0, since.min(20));
    diary.deed("deal_lost", lost);
    if diary.dice.chance(25) {
        let day = diary.dice.between(0, lost);
        diary.visit(day, 2);
    }
}

fn competitor(diary: &mut Diary<'_>, since: i64) {
    for _ in 0..diary.dice.between(6, 14) {
        let day = diary.dice.between(0, since.min(60));
        diary.page(day, "/pricing");
        diary.visit(day, 1);
    }
}

fn job_seeker(diary: &mut Diary<'_>, since: i64) {
    for _ in 0..diary.dice.between(2, 7) {
        let day = diary.dice.between(0, since.min(60));
        let path = diary
            .dice
            .word(&["/careers", "/careers/sales", "/careers/warehouse"]);
        diary.page(day, path);
    }
    diary.visit(since.min(20), 1);
}

fn student(diary: &mut Diary<'_>, since: i64) {
    for _ in 0..diary.dice.between(1, 5) {
        let day = diary.dice.between(0, since.min(80));
        diary.about("download", day);
        diary.visit(day, 1);
    }
}

fn staff(diary: &mut Diary<'_>) {
    for _ in 0..diary.dice.between(5, 20) {
        let day = diary.dice.between(0, 60);
        diary.visit(day, 1);
    }
}

fn objector(diary: &mut Diary<'_>, since: i64) {
    prospect(diary, since);
    let day = diary.dice.between(0, since.min(30));
    diary.deed("object", day);
    if diary.dice.chance(20) {
        diary.deed("withdraw_objection", day.saturating_sub(1));
    }
}
