//! The leads of a result, their order and their rows.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray, TimestampSecondArray,
};
use arrow_schema::{DataType, Field, Schema};
use leadgrade::arrow::{Batches, TableRequest};

use super::{assess, now, shown, table, texts, visited, visits};

#[test]
fn leads_are_in_the_order_of_first_appearance() {
    let profiles = table([("lead", texts(["p2", "p1"]))]);
    let events = visited(texts(["e2", "p1", "e1", "e2"]));
    let found = assess(&visits(), &profiles, &events);
    assert_eq!(shown(&found.leads, "lead"), ["p2", "p1", "e2", "e1"]);
    assert_eq!(
        shown(&found.leads, "engagement_points"),
        ["0.0", "10.0", "20.0", "10.0"]
    );
}

#[test]
fn no_rows_give_no_rows() {
    let schema = Arc::new(Schema::new(vec![
        Field::new("lead", DataType::Utf8, true),
        Field::new("event", DataType::Utf8, true),
        Field::new("at", DataType::Utf8, true),
    ]));
    let empty = RecordBatch::new_empty(Arc::clone(&schema));
    let one = assess(
        &visits(),
        &table([("lead", texts(["a"]))]),
        &Batches::none(),
    );
    for events in [
        Batches::none(),
        Batches::new(schema, Vec::new()),
        Batches::from(empty.clone()),
    ] {
        let found = assess(&visits(), &Batches::none(), &events);
        assert_eq!(found.leads.num_rows(), 0);
        assert_eq!(found.leads.schema(), one.leads.schema());
        assert_eq!(found.rejects.schema(), one.rejects.schema());
        assert_eq!(found.unknown_events.schema(), one.unknown_events.schema());
    }
    let batches = [
        empty.clone(),
        visited(texts(["a"])).batches()[0].clone(),
        empty,
    ];
    let found = assess(&visits(), &Batches::none(), &Batches::from(&batches[..]));
    assert_eq!(shown(&found.leads, "engagement_points"), ["10.0"]);
}

#[test]
fn ids_of_any_length_and_script_are_distinct() {
    let long = "x".repeat(200);
    let longer = format!("{long}y");
    let ids = [
        "7f3b2c1e-8a4d-4b6f-9c2d-1e5a7b8c9d0e",
        "7f3b2c1e-8a4d-4b6f-9c2d-1e5a7b8c9d0f",
        &long,
        &longer,
        "1234567",
        "12345678",
        "123456789",
        "a",
        "A",
        " a",
        "a ",
        "a\0",
        "\u{e9}",
        "e\u{301}",
        "\u{202e}evil",
        "شركة القرطاسية",
        "'; drop table leads; --",
        "{\"lead\":1}",
        "🧾",
    ];
    let twice: Vec<&str> = ids.iter().chain(ids.iter().rev()).copied().collect();
    let found = assess(
        &visits(),
        &table([("lead", texts(ids))]),
        &visited(texts(twice)),
    );
    assert_eq!(shown(&found.leads, "lead"), ids);
    assert_eq!(
        shown(&found.leads, "engagement_points"),
        vec!["20.0"; ids.len()]
    );
    assert_eq!(found.rejects.num_rows(), 0);
}

#[test]
fn whole_numbers_join_their_decimal_texts() {
    let profiles = table([(
        "lead",
        Arc::new(Int64Array::from(vec![-7, 7, 70])) as ArrayRef,
    )]);
    let found = assess(&visits(), &profiles, &visited(texts(["7", "07", "-7"])));
    assert_eq!(shown(&found.leads, "lead"), ["-7", "7", "70", "07"]);
    assert_eq!(
        shown(&found.leads, "engagement_points"),
        ["10.0", "10.0", "0.0", "10.0"]
    );
    // 7.0 is the whole number 7; 7.5 is not a whole number.
    let doubles = arrow_array::Float64Array::from(vec![7.0, 7.5]);
    let found = assess(&visits(), &profiles, &visited(Arc::new(doubles)));
    assert_eq!(
        shown(&found.leads, "engagement_points"),
        ["0.0", "10.0", "0.0"]
    );
    assert_eq!(shown(&found.rejects, "code"), ["wrong_type"]);
}

#[test]
fn a_lead_with_most_of_the_events_among_many_with_none() {
    // More rows than are converted at once.
    let count = 150_000;
    let ids: Vec<String> = (0..count).map(|at| format!("lead {at}")).collect();
    let profiles = table([("lead", texts(ids.iter().map(String::as_str)))]);
    let events = visited(texts(vec!["lead 50000"; count]));
    let found = assess(&visits(), &profiles, &events);
    assert_eq!(shown(&found.leads, "lead"), ids);
    let points = shown(&found.leads, "engagement_points");
    assert_eq!(points[50_000], "1500000.0");
    assert_eq!(
        points.iter().filter(|points| *points == "0.0").count(),
        count - 1
    );
}

#[test]
fn a_second_row_of_a_lead_is_rejected() {
    let profiles = table([
        ("lead", texts(["a", "b", "a", "a"])),
        ("city", texts(["Riyadh", "Oslo", "Oslo", "Oslo"])),
    ]);
    let found = assess(&visits(), &profiles, &Batches::none());
    assert_eq!(shown(&found.leads, "lead"), ["a", "b"]);
    assert_eq!(shown(&found.leads, "fit_points"), ["20.0", "0.0"]);
    assert_eq!(shown(&found.leads, "rejects"), ["2", "0"]);
    assert_eq!(
        shown(&found.rejects, "code"),
        ["duplicate_lead", "duplicate_lead"]
    );
    assert_eq!(shown(&found.rejects, "row"), ["2", "3"]);
    assert_eq!(shown(&found.rejects, "table"), ["profiles", "profiles"]);
}

#[test]
fn the_latest_valid_profile_counts() {
    let city = texts([
        "Oslo", "Riyadh", "Oslo", "Riyadh", "Riyadh", "Oslo", "Riyadh",
    ]);
    let valid_from = StringArray::from(vec![
        None,
        Some("2026-11-01"),
        Some("2026-11-23"),
        Some("2027-01-01"),
        Some("2026-05-01"),
        Some("2026-05-01"),
        Some("soon"),
    ]);
    let profiles = table([
        // a: from the beginning, now, and too late; b: only too late; c: a tie; d: cannot be read.
        ("lead", texts(["a", "a", "a", "b", "c", "c", "d"])),
        ("valid_from", Arc::new(valid_from)),
        ("city", city),
    ]);
    let found = assess(&visits(), &profiles, &visited(texts(["e"])));
    assert_eq!(shown(&found.leads, "lead"), ["a", "c", "e"]);
    assert_eq!(shown(&found.leads, "fit_points"), ["20.0", "20.0", "0.0"]);
    assert_eq!(
        shown(&found.rejects, "code"),
        ["duplicate_lead", "unreadable_instant"]
    );
    assert_eq!(shown(&found.rejects, "row"), ["5", "6"]);
    assert_eq!(
        shown(&found.rejects, "column"),
        ["valid_from", "valid_from"]
    );
    // An event makes b known, without any attributes.
    let found = assess(&visits(), &profiles, &visited(texts(["b"])));
    assert_eq!(shown(&found.leads, "lead"), ["a", "b", "c"]);
    assert_eq!(shown(&found.leads, "fit_known"), ["20", "0", "20"]);
}

#[test]
fn a_table_of_instants_gives_one_row_per_valid_row() {
    let day = 86_400;
    let first = 1_795_219_200_i64;
    assert_eq!(
        super::instant("2026-11-21T00:00:00Z").micros(),
        first * 1_000_000
    );
    let events = table([
        ("lead", texts(["a", "a", "b"])),
        ("event", texts(["visit", "visit", "visit"])),
        (
            "at",
            Arc::new(
                TimestampSecondArray::from(vec![first, first + day, first]).with_timezone("UTC"),
            ),
        ),
    ]);
    let asked = |as_of: ArrayRef, leads: ArrayRef| {
        let each = table([("lead", leads), ("as_of", as_of)]);
        let found = visits().assess_table(&Batches::none(), &events, &TableRequest::each(each));
        found.unwrap()
    };
    let leads = || {
        Arc::new(StringArray::from(vec![
            Some("b"),
            Some("a"),
            Some("a"),
            None,
            Some("x"),
            Some("a"),
        ]))
    };
    let at = [first, first - 1, first + day, first, first, i64::MAX].map(Some);
    let found = asked(
        Arc::new(TimestampSecondArray::from(at.to_vec()).with_timezone("UTC")),
        leads(),
    );
    assert_eq!(shown(&found.leads, "lead"), ["b", "a", "a", "x"]);
    assert_eq!(
        shown(&found.leads, "engagement_points"),
        ["10.0", "0.0", "20.0", "0.0"]
    );
    assert_eq!(shown(&found.leads, "as_of")[1], "2026-11-20T23:59:59Z");
    assert_eq!(shown(&found.rejects, "table"), ["as_of", "as_of"]);
    assert_eq!(shown(&found.rejects, "row"), ["3", "5"]);
    assert_eq!(shown(&found.rejects, "code"), ["missing", "out_of_range"]);
    // A date means the end of that day.
    let days = Date32Array::from(vec![20_778, 20_777]);
    let found = asked(Arc::new(days), texts(["a", "a"]));
    assert_eq!(shown(&found.leads, "engagement_points"), ["10.0", "0.0"]);
    assert_eq!(
        shown(&found.leads, "as_of")[0],
        "2026-11-21T23:59:59.999999Z"
    );
    // Several batches are one table.
    let part = |day: i32| {
        table([
            ("lead", texts(["a"])),
            ("as_of", Arc::new(Date32Array::from(vec![day])) as ArrayRef),
        ])
    };
    let parts: Vec<RecordBatch> = [20_779, 20_778]
        .iter()
        .map(|day| part(*day).batches()[0].clone())
        .collect();
    let found = visits().assess_table(&Batches::none(), &events, &TableRequest::each(parts));
    assert_eq!(
        shown(&found.unwrap().leads, "engagement_points"),
        ["20.0", "10.0"]
    );
}

#[test]
fn events_after_the_instant_are_ignored_but_invalid_ones_are_rejected() {
    let events = table([
        ("lead", texts(["a", "b", "c"])),
        ("event", texts(["visit", "unheard of", " "])),
        ("at", texts(["2026-11-23", "2026-11-21", "2027-01-01"])),
    ]);
    let found = assess(&visits(), &Batches::none(), &events);
    assert_eq!(shown(&found.leads, "lead"), ["b"]);
    assert_eq!(shown(&found.unknown_events, "event"), ["unheard of"]);
    assert_eq!(shown(&found.unknown_events, "count"), ["1"]);
    assert_eq!(shown(&found.rejects, "lead"), ["c"]);
    assert_eq!(now(), super::instant("2026-11-22"));
}
