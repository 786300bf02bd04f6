//! Expectations computed by hand from section 2 and the zones' published rules.

use super::*;

fn utc(text: &str) -> Instant {
    match read(text) {
        Ok(Written::Instant(at)) => at,
        other => panic!("{text}: {other:?}"),
    }
}

fn event(zone: &str, text: &str) -> String {
    let zone = Zone::new(zone);
    written_utc(zone.event_instant(read(text).unwrap()).unwrap())
}

#[test]
fn forms_of_rfc_3339() {
    let same = [
        "2026-11-22T12:00:00Z",
        "2026-11-22t12:00z",
        "2026-11-22 14:00:00.000+02:00",
        "2026-11-21T23:30-12:30",
    ];
    for text in same {
        assert_eq!(written_utc(utc(text)), "2026-11-22T12:00:00Z", "{text}");
    }
    assert_eq!(
        written_utc(utc("2026-11-22T12:00:00.1234569Z")),
        "2026-11-22T12:00:00.123456Z"
    );
    assert_eq!(
        written_utc(utc("1969-12-31T23:59:59.5Z")),
        "1969-12-31T23:59:59.5Z"
    );
    for text in [
        "",
        "2026-11-2",
        "2026-02-29",
        "2026-11-22T",
        "2026-11-22T24:00Z",
        "2026-11-22T12:00.5Z",
        "2026-11-22T12:00+0200",
        "2026-11-22T12:00:00.Z",
        " 2026-11-22",
    ] {
        assert_eq!(read(text), Err(Fault::Unreadable), "{text}");
    }
}

#[test]
fn years_1900_to_2200() {
    let zone = Zone::new("UTC");
    let of = |text| zone.event_instant(read(text).unwrap());
    assert!(of("1900-01-01T00:00:00Z").is_ok());
    assert!(of("2200-12-31T23:59:59.999999Z").is_ok());
    assert_eq!(of("1899-12-31T23:59:59.999999Z"), Err(Fault::OutOfRange));
    assert_eq!(of("2201-01-01"), Err(Fault::OutOfRange));
    assert_eq!(zone.date("0001-01-01"), Ok(date(1, 1, 1)));
    assert_eq!(zone.date("0000-12-31"), Err(Fault::OutOfRange));
}

#[test]
fn clock_changes_in_berlin() {
    // Forward on 29 March 2026 at 02:00, back on 25 October at 03:00.
    assert_eq!(
        event("Europe/Berlin", "2026-03-29T02:30:00"),
        "2026-03-29T01:30:00Z"
    );
    assert_eq!(
        event("Europe/Berlin", "2026-10-25T02:30:00"),
        "2026-10-25T00:30:00Z"
    );
    assert_eq!(event("Europe/Berlin", "2026-10-25"), "2026-10-24T22:00:00Z");
    let zone = Zone::new("Europe/Berlin");
    assert_eq!(
        written_utc(zone.as_of("2026-10-25").unwrap()),
        "2026-10-25T22:59:59.999999Z"
    );
    // The rule goes on beyond the table of the zone: last Sunday of March 2100 is the 28th.
    assert_eq!(
        event("Europe/Berlin", "2100-03-28T02:30:00"),
        "2100-03-28T01:30:00Z"
    );
}

#[test]
fn midnight_that_does_not_exist() {
    // Brazil went forward at midnight of 4 November 2018 (to 01:00), back at midnight of 18 February 2018 (to 23:00).
    assert_eq!(
        event("America/Sao_Paulo", "2018-11-04"),
        "2018-11-04T03:00:00Z"
    );
    let zone = Zone::new("America/Sao_Paulo");
    assert_eq!(
        written_utc(zone.last_instant(date(2018, 2, 17))),
        "2018-02-18T02:59:59.999999Z"
    );
    assert_eq!(
        written_utc(zone.first_instant(date(2018, 2, 18))),
        "2018-02-18T03:00:00Z"
    );
}

#[test]
fn day_that_comes_back() {
    // St. John's set its clock back at 00:01 on 1 November 2009, so 31 October came again for 59 minutes.
    let zone = Zone::new("America/St_Johns");
    assert_eq!(
        written_utc(zone.first_instant(date(2009, 11, 1))),
        "2009-11-01T02:30:00Z"
    );
    assert_eq!(
        written_utc(zone.last_instant(date(2009, 10, 31))),
        "2009-11-01T03:29:59.999999Z"
    );
}

#[test]
fn skipped_day_in_apia() {
    let zone = Zone::new("Pacific/Apia");
    assert!(!zone.exists(date(2011, 12, 30)));
    assert!(zone.exists(date(2011, 12, 31)));
    assert_eq!(
        written_utc(zone.first_instant(date(2011, 12, 30))),
        "2011-12-30T10:00:00Z"
    );
    assert_eq!(
        written_utc(zone.last_instant(date(2011, 12, 30))),
        "2011-12-30T09:59:59.999999Z"
    );
    // Read with the offset before the change, -10:00.
    assert_eq!(
        event("Pacific/Apia", "2011-12-30T12:00"),
        "2011-12-30T22:00:00Z"
    );
}

#[test]
fn the_library_agrees_about_local_times() {
    for name in [
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "America/Havana",
        "Africa/Casablanca",
        "Pacific/Apia",
        "Asia/Kathmandu",
    ] {
        let (zone, other) = (Zone::new(name), TimeZone::get(name).unwrap());
        for step in 0..20_000_i64 {
            let wall = unix_wall(SECOND * (1_200_000_000 + step * 47_700));
            let theirs = other
                .to_ambiguous_timestamp(wall)
                .compatible()
                .unwrap()
                .as_microsecond();
            assert_eq!(zone.local(wall, 0), theirs, "{name} {wall}");
        }
    }
}

#[test]
fn months_clamp_to_their_last_day() {
    assert_eq!(plus_months(date(2026, 1, 31), 1), date(2026, 2, 28));
    assert_eq!(plus_months(date(2024, 1, 31), 1), date(2024, 2, 29));
    assert_eq!(plus_months(date(2026, 11, 30), 3), date(2027, 2, 28));
    assert_eq!(full_months(date(2026, 1, 31), date(2026, 2, 27)), 0);
    assert_eq!(full_months(date(2026, 1, 31), date(2026, 2, 28)), 1);
    assert_eq!(full_months(date(2026, 1, 31), date(2026, 3, 30)), 1);
    assert_eq!(full_months(date(2026, 1, 31), date(2026, 3, 31)), 2);
    assert_eq!(full_months(date(2026, 5, 2), date(2026, 5, 1)), 0);
}

#[test]
fn opening_hours_across_a_clock_change() {
    let zone = Zone::new("Europe/Berlin");
    let open = |_| Some((2 * 60, 3 * 60));
    // 02:00 to 03:00 does not exist on 29 March: the first open instant is on the 30th, 02:00 at +02:00.
    let at = zone.first_open(utc("2026-03-28T23:00Z"), &open).unwrap();
    assert_eq!(written_utc(at), "2026-03-30T00:00:00Z");
    // It exists twice on 25 October: closed at 03:00+02:00 never comes, the hour begins again at 01:00Z.
    let at = zone.first_open(utc("2026-10-25T01:00Z"), &open).unwrap();
    assert_eq!(written_utc(at), "2026-10-25T01:00:00Z");
    assert_eq!(zone.first_open(utc("2026-10-25T01:00Z"), &|_| None), None);
}
