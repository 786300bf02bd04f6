//! A value means the same in every kind of input: ordinary and unusual values in single calls, JSON
//! text, columns, typed columns, histories and sorted streams give the same answer or the same
//! rejects.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use std::borrow::Cow;

use leadgrade::tables::{AsOf, Chunk, Column, Dataset, Known, Scoring, TableOptions};
use leadgrade::wire::{self, Call, json::Numbers};
use leadgrade::{Day, Event, History, Instant, Model, Profile, Reject, Value};
use serde_json::value::RawValue;

const MODEL: &str = r#"
    format = 1
    name = "doors"
    timezone = "Europe/Berlin"
    [attributes]
    n = { type = "number", not_known = ["-", -1] }
    t = { type = "text", not_known = ["Select"] }
    x = { type = "text", compare = "exact" }
    f = { type = "flag" }
    d = { type = "date", not_known = ["1900-01-01"] }
    s = { type = "tags", compare = "loose", not_known = ["none"] }
    [properties]
    p = { type = "text" }
    k = { type = "number" }
    [signals.visit]
    points = 10
    [signals.order]
    points_per_unit = 0.1
    [signals.legal]
    event = "visit"
    where = { all = [{ fact = "event.p", eq = "legal" }, { not = { fact = "event.k", gt = 5 } }] }
    points = 3
    [engagement]
    [[fit.criteria]]
    name = "n"
    fact = "profile.n"
    cases = [{ gt = 9007199254740992, points = 9 }, { gte = 100, points = 30 }, { gte = 0, points = 1 }]
    missing = -1
    [[fit.criteria]]
    name = "t"
    fact = "profile.t"
    cases = [{ eq = "legal", points = 7 }, { known = true, points = 2 }]
    [[fit.criteria]]
    name = "x"
    fact = "profile.x"
    cases = [{ eq = "Legal", points = 100 }]
    [[fit.criteria]]
    name = "f"
    fact = "profile.f"
    cases = [{ eq = true, points = 200 }]
    [[fit.criteria]]
    name = "d"
    fact = "profile.d.days_since"
    cases = [{ lte = 30, points = 1000 }, { known = true, points = 400 }]
    [[fit.criteria]]
    name = "s"
    fact = "profile.s"
    cases = [{ has = "کتاب", points = 2000 }, { known = true, points = 3000 }]
"#;

/// The random choices of a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len())].clone()
    }

    fn text(&mut self) -> Value {
        let texts = [
            "",
            " ",
            "\u{200b}",
            "\u{feff}\u{a0}",
            "-",
            "Select",
            "SELECT\u{200e}",
            "none",
            "Legal",
            " legal ",
            "LE\u{ad}GAL",
            "\u{643}\u{62a}\u{627}\u{628}",
            "\u{6a9}\u{62a}\u{627}\u{628}",
            "1200",
            "-1",
            "7.0",
            "true",
            "2026-11-20",
            "2026-11-20T09:30:00Z",
            "2026-11-20 09:30",
            "1850-01-01",
            "1900-01-01",
            "9007199254740993",
            "null",
            "[]",
            "a;b",
            "<b>\u{1b}[31m",
            "\u{1f600}",
        ];
        Value::from(self.of(&texts))
    }

    fn number(&mut self) -> Value {
        match self.roll(4) {
            0 => Value::from(self.of(&[
                0,
                1,
                -1,
                7,
                100,
                1_200,
                i64::MAX,
                i64::MIN,
                9_007_199_254_740_993,
            ])),
            1 => Value::from(self.of(&[
                0.0,
                -0.0,
                0.5,
                1e9,
                1e10,
                99.9995,
                9_007_199_254_740_992.0,
                1e22,
                1e300,
            ])),
            2 => Value::from_digits(&self.of(&["9", "-9", "1"]).repeat(30 + self.roll(12))),
            _ => self.of(&[Value::NotFinite, Value::Null, Value::from(f64::NAN)]),
        }
    }

    fn time(&mut self) -> Value {
        let instant = Instant::from_micros(1_795_000_000_000_000).unwrap();
        let days = [
            Day(20_770),
            Day(20_778),
            Day(-719_163),
            Day(i32::MAX),
            Day(-25_567),
        ];
        match self.roll(3) {
            0 => Value::Instant(instant),
            _ => Value::Day(self.of(&days)),
        }
    }

    fn odd(&mut self) -> Value {
        self.of(&[
            Value::Null,
            Value::Flag(true),
            Value::Flag(false),
            Value::NotUnicode,
            Value::other("a duration"),
            Value::List(vec![Value::List(vec![])]),
        ])
    }

    fn value(&mut self) -> Value {
        match self.roll(8) {
            0..=2 => self.text(),
            3 | 4 => self.number(),
            5 => self.time(),
            6 => {
                let members = self.roll(4);
                Value::List(
                    (0..members)
                        .map(|_| {
                            if self.roll(9) == 0 {
                                self.odd()
                            } else {
                                self.text()
                            }
                        })
                        .collect(),
                )
            }
            _ => self.odd(),
        }
    }

    fn profile(&mut self) -> Profile {
        let mut profile = Profile::new("lead");
        for name in ["n", "t", "x", "f", "d", "s"] {
            if self.roll(3) > 0 {
                let value = self.value();
                profile.set(name, value);
            }
        }
        profile
    }

    fn event(&mut self) -> Given {
        let name = match self.roll(8) {
            0 => self.value(),
            side => Value::from(["visit", "order", "visit"][side % 3]),
        };
        let at = match self.roll(4) {
            0 => self.value(),
            _ => Value::from("2026-11-20T10:00:00Z"),
        };
        let mut rest = || match self.roll(3) {
            0 => self.value(),
            _ => Value::Null,
        };
        Given([name, at, rest(), rest(), rest(), rest()])
    }
}

/// The parts of an event.
#[derive(Debug)]
struct Given([Value; 6]);

const PARTS: [&str; 6] = ["event", "at", "value", "id", "p", "k"];

impl Given {
    fn event(&self) -> Event {
        let mut event = Event::new(Value::Null, Value::Null);
        for (name, value) in PARTS.into_iter().zip(&self.0) {
            event.set(name, value.clone());
        }
        event
    }
}

/// Whether JSON text can say all of it: it has no instants and dates where texts belong, and
/// no dates beyond four digits of a year.
fn has_text(profile: &Profile, events: &[Given]) -> bool {
    let in_years = |value: &Value| match value {
        Value::Day(day) => (Day::FIRST..=Day::LAST).contains(day),
        _ => true,
    };
    let is_time = |value: &Value| matches!(value, Value::Instant(_) | Value::Day(_));
    let of_profile = profile
        .attributes()
        .iter()
        .map(|(name, value)| (name.as_str(), value));
    let of_events = events
        .iter()
        .flat_map(|given| PARTS.into_iter().zip(&given.0));
    let fits = |(name, value)| match name {
        "d" | "at" => in_years(value),
        _ => !is_time(value),
    };
    of_profile.chain(of_events).all(fits)
}

/// Rejects without their reasons: text names some values in other words.
fn without_reasons((points, rejects): Said) -> Said {
    let short = |line: String| {
        line.split_once(": ")
            .map_or_else(String::new, |(line, _)| line.to_owned())
    };
    (points, rejects.into_iter().map(short).collect())
}

/// The result for the lead, and its rejects.
type Said = (Option<String>, Vec<String>);

fn rejects<'r>(list: impl IntoIterator<Item = &'r Reject>) -> Vec<String> {
    let line = |reject: &Reject| {
        let table = reject.table.map_or("", |table| table.word());
        let column = reject.column.as_deref().unwrap_or_default();
        format!(
            "{table} {:?} {column} {}: {}",
            reject.row,
            reject.code.word(),
            reject.reason
        )
    };
    list.into_iter().map(line).collect()
}

fn points(fit: String, engagement: String) -> Option<String> {
    Some(format!("{fit} {engagement}"))
}

fn single(model: &Model, profile: &Profile, events: &[Event], as_of: Instant) -> Said {
    let found = model.assess(profile, events, as_of);
    let fit = found.fit_points().unwrap().to_string();
    let engagement = found.engagement_points().unwrap().to_string();
    (points(fit, engagement), rejects(&found.report().rejects))
}

fn history(model: &Model, profile: &Profile, events: &[Event], as_of: Instant) -> Said {
    let mut history = History::default();
    let report = history.observe_all(model, events).unwrap();
    let history = History::from_bytes(&history.to_bytes()).unwrap();
    let found = match model.recall(profile, &history).assess(as_of) {
        Ok(found) => found,
        // A history also has the later events.
        Err(_) => return (None, Vec::new()),
    };
    let fit = found.fit_points().unwrap().to_string();
    let engagement = found.engagement_points().unwrap().to_string();
    let all = found.report().rejects.iter().chain(&report.rejects);
    (points(fit, engagement), rejects(all).into_iter().collect())
}

fn text(model: &Model, profile: &Profile, events: &[Event]) -> Said {
    let lead = wire::lead(profile, events);
    let request = format!(
        r#"{{"as_of":"2026-11-22",{}"#,
        lead.strip_prefix('{').unwrap()
    );
    let models = [model];
    let call = Call {
        numbers: Numbers::Exact,
        ..Call::new("assess", &models)
    };
    let answer: serde_json::Value = serde_json::from_str(&call.answer(&request).unwrap()).unwrap();
    let number = |section: &str| answer["assessment"][section]["points"].to_string();
    let found = &answer["report"]["rejects"];
    let line = |reject: &serde_json::Value| {
        let part = |name: &str| reject[name].as_str().unwrap_or_default().to_owned();
        let row = reject["row"].as_u64();
        format!(
            "{} {row:?} {} {}: {}",
            part("table"),
            part("column"),
            part("code"),
            part("reason")
        )
    };
    let lines = found.as_array().unwrap().iter().map(line).collect();
    (points(number("fit"), number("engagement")), lines)
}

fn columns(profile: &Profile, events: &[Given], typed: bool) -> (Chunk<'static>, Chunk<'static>) {
    let column = |values: Vec<Value>| {
        if typed {
            narrow(values)
        } else {
            Column::Values(values.into())
        }
    };
    let mut profiles = Chunk::new(1).with("lead", column(vec!["lead".into()]));
    for (name, value) in profile.attributes() {
        profiles = profiles.with(name.as_str(), column(vec![value.clone()]));
    }
    let mut chunk =
        Chunk::new(events.len()).with("lead", column(vec!["lead".into(); events.len()]));
    for (at, name) in PARTS.into_iter().enumerate() {
        let part = events.iter().map(|given| given.0[at].clone());
        chunk = chunk.with(name, column(part.collect()));
    }
    (profiles, chunk)
}

/// A column of the type that all its values have, if there is one.
fn narrow(values: Vec<Value>) -> Column<'static> {
    fn all<T>(values: &[Value], of: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
        values.iter().map(of).collect()
    }
    let texts = all(&values, |value| match value {
        Value::Text(text) => Some(Some(text.to_string())),
        Value::Null => Some(None),
        _ => None,
    });
    let days = || {
        all(&values, |value| {
            if let Value::Day(day) = value {
                Some(day.0)
            } else {
                None
            }
        })
    };
    let micros = || {
        all(&values, |value| {
            if let Value::Instant(at) = value {
                Some(at.micros())
            } else {
                None
            }
        })
    };
    let doubles = || {
        all(&values, |value| match value {
            Value::LargeDouble(double) => Some(*double),
            Value::Number(number) => number.to_double().filter(|double| double.abs() < 9e15),
            Value::NotFinite => Some(f64::INFINITY),
            Value::Null => Some(f64::NAN),
            _ => None,
        })
    };
    if let Some(texts) = texts {
        Column::Texts(Box::new(texts))
    } else if let Some(days) = days() {
        Column::Days(days.into(), Known::All)
    } else if let Some(micros) = micros() {
        Column::Instants {
            micros: micros.into(),
            known: Known::All,
            local: false,
        }
    } else if let Some(doubles) = doubles() {
        Column::Doubles(Cow::Owned(doubles), Known::All)
    } else {
        Column::Values(values.into())
    }
}

fn row(found: &Scoring) -> Said {
    let row = found.rows.iter().next().unwrap();
    let (fit, engagement) = (row.fit.unwrap().points, row.engagement.unwrap().points);
    assert_eq!(found.leads, ["lead"]);
    (
        points(fit.to_string(), engagement.to_string()),
        rejects(&found.rejects),
    )
}

fn tables(
    model: &Model,
    (profiles, events): (Chunk<'static>, Chunk<'static>),
    as_of: Instant,
) -> [Said; 2] {
    let options = TableOptions::default();
    let at = AsOf::One(as_of);
    let all = model.assess_chunks(
        std::slice::from_ref(&profiles),
        std::slice::from_ref(&events),
        &at,
        &options,
    );
    let mut streamed = None;
    let each = |found: Scoring| streamed = Some(row(&found));
    model
        .assess_sorted_chunks([profiles], [events], as_of, &options, each)
        .unwrap();
    [row(&all.unwrap()), streamed.unwrap()]
}

/// A lead as JSON text.
#[derive(serde::Deserialize)]
struct Written<'t> {
    #[serde(borrow)]
    events: Vec<&'t RawValue>,
    #[serde(borrow)]
    profile: &'t RawValue,
}

/// The same tables as JSON Lines.
fn lines(model: &Model, profile: &Profile, events: &[Event], as_of: Instant) -> Said {
    let text = wire::lead(profile, events);
    let written: Written<'_> = serde_json::from_str(&text).unwrap();
    let line = |raw: &&RawValue| {
        let members = raw.get().strip_prefix('{').unwrap();
        let comma = if members == "}" { "" } else { "," };
        format!(r#"{{"event":null,"at":null,"lead":"lead"{comma}{members}"#)
    };
    let read = |text: &str| wire::rows(text, Numbers::Exact, false).unwrap();
    let mut data = Dataset::default();
    data.add_profiles(read(written.profile.get())).unwrap();
    if !events.is_empty() {
        let lines: Vec<String> = written.events.iter().map(line).collect();
        data.add_events(read(&lines.join("\n"))).unwrap();
    }
    let tables = data.read(model).unwrap();
    row(&tables
        .assess(model, &AsOf::One(as_of), &TableOptions::default())
        .unwrap())
}

#[test]
fn a_value_means_the_same_in_every_kind_of_input() {
    let model = Model::from_toml(MODEL).unwrap();
    let as_of = model.as_of("2026-11-22").unwrap();
    // `LEADGRADE_SEEDS=FIRST COUNT` selects other seeds, or more of them.
    let seeds = std::env::var("LEADGRADE_SEEDS").unwrap_or_else(|_| "0 3000".to_owned());
    let mut seeds = seeds
        .split(' ')
        .map(|number| number.parse::<u64>().unwrap());
    let (first, count) = (seeds.next().unwrap(), seeds.next().unwrap());
    let mut compared = 0;
    for seed in first..first + count {
        let mut dice = Dice(seed);
        let profile = dice.profile();
        let given: Vec<Given> = (0..dice.roll(4)).map(|_| dice.event()).collect();
        let events: Vec<Event> = given.iter().map(Given::event).collect();
        let expected = single(&model, &profile, &events, as_of);
        let mut same = |door: &str, said: Said| {
            if said.0.is_some() {
                compared += 1;
                assert_eq!(
                    said, expected,
                    "seed {seed}, {door}\n{profile:?}\n{events:#?}"
                );
            }
        };
        same("history", history(&model, &profile, &events, as_of));
        for typed in [false, true] {
            let [all, streamed] = tables(&model, columns(&profile, &given, typed), as_of);
            same("tables", all);
            same("stream", streamed);
        }
        if has_text(&profile, &given) {
            for (door, said) in [
                ("text", text(&model, &profile, &events)),
                ("lines", lines(&model, &profile, &events, as_of)),
            ] {
                compared += 1;
                let (said, expected) = (without_reasons(said), without_reasons(expected.clone()));
                assert_eq!(
                    said, expected,
                    "seed {seed}, {door}\n{profile:?}\n{given:#?}"
                );
            }
        }
    }
    assert!(
        compared > count * 5,
        "only {compared} answers were compared"
    );
}
