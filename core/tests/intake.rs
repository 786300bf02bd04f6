//! Input: ids, values that mean "not known", instants, and hints. The expectations are those of the
//! language reference.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at once")]

use leadgrade::tables::{AsOf, Chunk, Column, KnownAt, TableOptions};
use leadgrade::{Event, HintCode, Model, Profile, RejectCode, TableName, Value, wire};

fn model(text: &str) -> Model {
    let head = "format = 1\nname = \"n\"\ntimezone = \"Europe/Berlin\"\n";
    Model::from_toml(&format!("{head}{text}")).unwrap_or_else(|error| panic!("{error}"))
}

fn answer(model: &Model, request: &str) -> serde_json::Value {
    serde_json::from_str(&wire::call("assess", &[model], request)).unwrap()
}

const VISITS: &str = "[signals.visit]\npoints = 10\n[engagement]\n";

#[test]
fn ids_keep_their_digits_and_other_numbers_must_be_below_2_to_the_53() {
    let model = model(VISITS);
    let long = "123456789012345678901234567890123456789012345";
    for (written, read) in [
        ("18446744073709551615", Some("18446744073709551615")),
        (long, Some(long)),
        ("-0", Some("0")),
        ("7", Some("7")),
        ("7.0", Some("7")),
        ("1e3", Some("1000")),
        ("9007199254740991.0", Some("9007199254740991")),
        ("9007199254740992.0", None),
        ("1e300", None),
        ("7.5", None),
        ("\"007\"", Some("007")),
    ] {
        let request = format!(r#"{{"as_of": "2026-11-22", "profile": {{"lead": {written}}}}}"#);
        let answer = answer(&model, &request);
        assert_eq!(answer["assessment"]["lead"].as_str(), read, "{written}");
        let code = answer["report"]["rejects"][0]["code"].as_str();
        let expected = match written {
            "7.5" => Some("wrong_type"),
            _ if read.is_none() => Some("out_of_range"),
            _ => None,
        };
        assert_eq!(code, expected, "{written}");
    }
    // Neighbouring numbers beyond 2^53 are the ids of two events.
    let visit = |id: &str| format!(r#"{{"event": "visit", "at": "2026-11-22", "id": {id}}}"#);
    let both = [visit("9007199254740992"), visit("9007199254740993")].join(",");
    let answer = answer(
        &model,
        &format!(r#"{{"as_of": "2026-11-22", "events": [{both}]}}"#),
    );
    assert_eq!(answer["assessment"]["engagement"]["points"], 20);
}

#[test]
fn whole_numbers_are_exact_up_to_38_digits() {
    let model = model(&format!("attributes.n = {{ type = \"number\" }}\n{VISITS}"));
    let as_of = model.as_of("2026-11-22").unwrap();
    let nines = "9".repeat(38);
    for (digits, code) in [
        ("9007199254740993".to_owned(), None),
        (format!("-{nines}"), None),
        (format!("1{nines}"), Some(RejectCode::OutOfRange)),
    ] {
        let id = Value::from_digits(&digits);
        let found = model.assess(&Profile::new(id.clone()).with("n", id), &[], as_of);
        let codes: Vec<_> = found
            .report()
            .rejects
            .iter()
            .map(|reject| reject.code)
            .collect();
        match code {
            None => assert_eq!((found.lead(), &codes[..]), (Some(&*digits), &[][..])),
            Some(code) => assert_eq!((found.lead(), codes), (None, vec![code, code])),
        }
    }
}

#[test]
fn values_that_mean_not_known_are_missing_and_not_rejected() {
    let model = model(
        r#"
        [attributes]
        n = { type = "number", not_known = ["-", "N/A", -1] }
        t = { type = "text", not_known = ["Select"] }
        x = { type = "text", compare = "exact", not_known = ["Select"] }
        f = { type = "flag", not_known = ["?", false] }
        d = { type = "date", not_known = ["1900-01-01", "tbd"] }
        s = { type = "tags", not_known = ["none"] }
        [segments]
        n = { fact = "profile.n", known = true }
        t = { fact = "profile.t", known = true }
        x = { fact = "profile.x", known = true }
        f = { fact = "profile.f", known = true }
        d = { fact = "profile.d", known = true }
        s = { fact = "profile.s", known = true }
        none = { fact = "profile.s", has = "none" }
        "#,
    );
    let known = |attribute: &str, value: Value| {
        let as_of = model.as_of("2026-11-22").unwrap();
        let found = model.assess(&Profile::new("a").with(attribute, value), &[], as_of);
        assert!(found.report().rejects.is_empty(), "{:?}", found.report());
        found.segments().unwrap().join(",")
    };
    for (attribute, value) in [
        ("n", Value::from("-")),
        ("n", Value::from(" n/a\u{200b}")),
        ("n", Value::from(-1)),
        ("n", Value::from(-1.0)),
        ("t", Value::from("SELECT ")),
        ("x", Value::from("Select")),
        ("f", Value::from("?")),
        ("f", Value::from(false)),
        ("d", Value::from("TBD")),
        ("d", Value::from("1900-01-01")),
        ("d", Value::from("1900-01-01T08:00:00+01:00")),
        ("s", Value::from(vec!["None", " "])),
    ] {
        assert_eq!(known(attribute, value.clone()), "", "{attribute} {value:?}");
    }
    for (attribute, value) in [
        ("n", Value::from(-2)),
        ("t", Value::from("selected")),
        ("x", Value::from("select")),
        ("f", Value::from(true)),
        ("d", Value::from("1900-01-02")),
        ("s", Value::from(vec!["None", "paper"])),
    ] {
        assert_eq!(known(attribute, value.clone()), attribute, "{value:?}");
    }
    // Before texts are coerced to the type.
    let cell = |text| model.cell_from_text(TableName::Profiles, "n", text);
    assert_eq!(
        [cell("N/A"), cell("-1"), cell("3")],
        [Value::Null, Value::from(-1), Value::from(3)]
    );
}

#[test]
fn not_known_belongs_to_the_fingerprint_and_to_what_a_history_reads_unless_it_is_empty() {
    let of = |list: &str| {
        model(&format!(
            "[properties]\np = {{ type = \"text\"{list} }}\n[signals.visit]\npoints = 1\nwhere = {{ fact = \"event.p\", known = true }}\n[engagement]"
        ))
    };
    let (plain, empty, some) = (of(""), of(", not_known = []"), of(", not_known = [\"-\"]"));
    assert_eq!(plain.info().fingerprint, empty.info().fingerprint);
    assert_ne!(plain.info().fingerprint, some.info().fingerprint);
    let as_of = plain.as_of("2026-11-22").unwrap();
    let event = Event::new("visit", "2026-11-20").with("p", "-");
    let (history, _) = plain.history(std::slice::from_ref(&event));
    let lead = Profile::new("a");
    assert!(empty.recall(&lead, &history).assess(as_of).is_ok());
    assert!(some.recall(&lead, &history).assess(as_of).is_err());
    let points = |model: &Model| {
        let found = model.assess(&lead, std::slice::from_ref(&event), as_of);
        found.engagement_points().unwrap().to_string()
    };
    assert_eq!(
        (points(&plain), points(&some)),
        ("1".to_owned(), "0".to_owned())
    );
}

#[test]
fn tests_of_a_model_have_any_name_and_name_what_is_absent() {
    let tested = model(
        r#"
        [signals.visit]
        points = 10
        [engagement]
        [[tests]]
        name = "v1.2: nothing happened"
        as_of = "2026-11-22"
        absent = ["persona", "fit", "engagement.points"]
        expect = { engagement = { rank = 5 } }
        "#,
    );
    let [outcome] = &tested.run_tests()[..] else {
        panic!("one test")
    };
    assert_eq!(outcome.name, "v1.2: nothing happened");
    let differences: Vec<_> = outcome
        .differences
        .iter()
        .map(|one| one.path.as_str())
        .collect();
    assert_eq!(differences, ["/engagement/points"]);
    let text = r#"
        format = 1
        name = "n"
        attributes.n = { type = "number" }
        signals.visit.points = 10
        [engagement]
        [[tests]]
        name = "bad"
        as_of = "soon"
        profile = { lead = 1.5, n = "many", other = [] }
        events = [{ event = "visit", at = "never", value = "x" }, { at = "2026-11-22" }]
        expect = {}
        [[tests]]
        name = " "
        as_of = "2026-11-22"
        expect = {}
        [[tests]]
        name = "bad"
        as_of = "2026-11-22"
    "#;
    let error = Model::from_toml(text).unwrap_err();
    let found: Vec<_> = error
        .problems
        .iter()
        .map(|one| (one.path.as_str(), one.code))
        .collect();
    for expected in [
        ("/tests/0/as_of", "unreadable_instant"),
        ("/tests/0/profile/lead", "wrong_type"),
        ("/tests/0/profile/n", "wrong_type"),
        ("/tests/0/events/0/at", "unreadable_instant"),
        ("/tests/0/events/0/value", "wrong_type"),
        ("/tests/0/events/1/event", "missing_key"),
    ] {
        let only_tests = Model::from_toml(
            text.split("[[tests]]\n        name = \" \"")
                .next()
                .unwrap(),
        );
        let error = only_tests.unwrap_err();
        let own: Vec<_> = error
            .problems
            .iter()
            .map(|one| (one.path.as_str(), one.code))
            .collect();
        assert!(own.contains(&expected), "{expected:?} in {own:?}");
        assert!(error.problems.iter().all(|one| one.line.is_some()));
    }
    for expected in [
        ("/tests/1/name", "empty_text"),
        ("/tests/2/name", "duplicate_name"),
        ("/tests/2/expect", "missing_key"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
}

fn texts(list: &[&'static str]) -> Column<'static> {
    Column::Texts(Box::new(list.to_vec()))
}

#[test]
fn rows_recorded_later_are_ignored_on_request() {
    let model = model(&format!(
        "attributes.n = {{ type = \"number\" }}\n{VISITS}[[fit.criteria]]\nname = \"n\"\nfact = \"profile.n\"\ncases = [{{ gte = 100, points = 30 }}, {{ gte = 0, points = 1 }}]"
    ));
    let profiles = Chunk::new(4)
        .with("lead", texts(&["a", "a", "b", "c"]))
        .with(
            "n",
            Column::Values(vec![5.into(), 200.into(), 300.into(), 1.into()].into()),
        )
        .with("valid_from", texts(&["2026-11-01", "2026-11-01", "", ""]))
        // A date is the end of its day; b is recorded after the instant.
        .with(
            "recorded_at",
            texts(&[
                "2026-11-02",
                "2026-11-22",
                "2026-11-23T00:00:00+01:00",
                "soon",
            ]),
        );
    let events = Chunk::new(3)
        .with("lead", texts(&["a", "a", "d"]))
        .with("event", texts(&["visit"; 3]))
        .with("at", texts(&["2026-11-20", "2026-11-21", "2026-11-21"]))
        .with(
            "recorded_at",
            texts(&["", "2026-12-01", "2026-11-21T10:00:00Z"]),
        );
    let as_of = AsOf::One(model.as_of("2026-11-22").unwrap());
    let rows = |known| {
        let options = TableOptions {
            known,
            ..TableOptions::default()
        };
        let found = model
            .assess_chunks(
                std::slice::from_ref(&profiles),
                std::slice::from_ref(&events),
                &as_of,
                &options,
            )
            .unwrap();
        let rejects: Vec<_> = found
            .rejects
            .iter()
            .map(|one| (one.row, one.column.clone().unwrap()))
            .collect();
        assert_eq!(rejects, [(Some(3), "recorded_at".to_owned())]);
        let row = |(lead, row): (&str, &leadgrade::Row)| {
            let (fit, engagement) = (row.fit.unwrap().points, row.engagement.unwrap().points);
            format!("{lead} {fit} {engagement}")
        };
        found
            .leads
            .iter()
            .zip(found.rows.iter())
            .map(row)
            .collect::<Vec<_>>()
    };
    // Of the two rows of a for one day, the one recorded later counts.
    assert_eq!(rows(KnownAt::Now), ["a 30 20", "b 30 0", "d 0 10"]);
    assert_eq!(rows(KnownAt::Then), ["a 30 10", "d 0 10"]);
}

#[test]
fn hints_of_a_call() {
    let model = model(&format!(
        "attributes.lead_origin = {{ type = \"text\" }}\nattributes.unused = {{ type = \"text\" }}\n[properties]\npath = {{ type = \"text\" }}\n[segments]\nad = {{ fact = \"profile.lead_origin\", eq = \"ad\" }}\n[signals.page_view]\nwhere = {{ fact = \"event.path\", known = true }}\n{VISITS}"
    ));
    let as_of = model.as_of("2026-11-22").unwrap();
    let profile = Profile::new("a")
        .with("Lead Origin", "ad")
        .with("Unused", "x")
        .with("phone", "1");
    let events = [
        Event::new("page_view", "2026-11-20").with("Path", "/"),
        Event::new("page_view", "2026-11-21").with("Path", "/a"),
        Event::new("visit", "2026-11-21").with("Path", "/a"),
        Event::new("PageView", "2026-11-21"),
        Event::new("refund", "2026-11-21"),
    ];
    let found = model.assess(&profile, &events, as_of);
    let hints: Vec<_> = found
        .report()
        .hints
        .iter()
        .map(|hint| {
            (
                hint.code,
                hint.table,
                hint.column.as_deref().unwrap(),
                hint.count,
            )
        })
        .collect();
    assert_eq!(
        hints,
        [
            (HintCode::Unfilled, TableName::Profiles, "lead_origin", 1),
            (HintCode::Unfilled, TableName::Events, "path", 2),
            (HintCode::UnknownEvent, TableName::Events, "event", 1),
        ]
    );
    // Keys that fit get no hint.
    let filled = Profile::new("a")
        .with("lead_origin", "ad")
        .with("Lead Origin", "ad");
    assert!(model.assess(&filled, &[], as_of).report().hints.is_empty());
    assert!(
        model
            .assess(&Profile::new("a"), &[], as_of)
            .report()
            .hints
            .is_empty()
    );
}

#[test]
fn hints_of_tables() {
    let model = model(&format!(
        "attributes.origin = {{ type = \"text\" }}\nattributes.city = {{ type = \"text\", not_known = [\"n/a\"] }}\n[segments]\nad = {{ fact = \"profile.origin\", eq = \"ad\" }}\nhere = {{ fact = \"profile.city\", eq = \"here\" }}\n{VISITS}"
    ));
    let profiles = Chunk::new(4)
        .with("lead", texts(&["7", "B", "c", "d"]))
        .with("Origin", texts(&["ad", "", "", ""]))
        .with("city", texts(&["Select", "select ", "n/a", "Ulm"]));
    let events = Chunk::new(4)
        .with("lead", texts(&["7.0", "b\u{200b}", "x", "c"]))
        .with("event", texts(&["visit", "visits", "visit", "visit"]))
        .with("at", texts(&["2026-11-20"; 4]));
    let as_of = AsOf::One(model.as_of("2026-11-22").unwrap());
    let found = model
        .assess_chunks(&[profiles], &[events], &as_of, &TableOptions::default())
        .unwrap();
    assert_eq!(found.leads.len(), 7);
    let hints: Vec<_> = found
        .hints
        .iter()
        .map(|hint| {
            (
                hint.code.word(),
                hint.table.word(),
                hint.column.as_deref().unwrap(),
                hint.count,
            )
        })
        .collect();
    assert_eq!(
        hints,
        [
            ("unfilled", "profiles", "origin", 4),
            ("near_id", "events", "lead", 2),
            ("unknown_event", "events", "event", 1),
            ("placeholder", "profiles", "city", 2),
        ]
    );
    let help = |at: usize| found.hints[at].help.as_deref().unwrap_or_default();
    assert!(help(0).contains("`Origin`") && help(3).contains("not_known = [\"Select\"]"));
}

#[test]
fn dates_outside_the_years_are_rejected() {
    let model = model(
        "attributes.d = { type = \"date\" }\n[segments]\nd = { fact = \"profile.d\", known = true }",
    );
    let as_of = AsOf::One(model.as_of("2026-11-22").unwrap());
    // 0001-01-01, 9999-12-31, one day before and after, and what DuckDB calls infinity.
    let days = vec![-719_162, 2_932_896, -719_163, 2_932_897, i32::MAX, i32::MIN];
    let profiles = Chunk::new(6)
        .with("lead", texts(&["a", "b", "c", "d", "e", "f"]))
        .with(
            "d",
            Column::Days(days.into(), leadgrade::tables::Known::All),
        );
    let found = model
        .assess_chunks(&[profiles], &[], &as_of, &TableOptions::default())
        .unwrap();
    let rejects: Vec<_> = found
        .rejects
        .iter()
        .map(|one| (one.row.unwrap(), one.code))
        .collect();
    assert_eq!(
        rejects,
        [2, 3, 4, 5].map(|row| (row, RejectCode::OutOfRange))
    );
}
