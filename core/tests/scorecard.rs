//! Loaded tables: grid, moves, lists and single leads equal the results of single
//! calls.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop at once and say where"
)]

use std::collections::BTreeMap;

use leadgrade::tables::Dataset;
use leadgrade::wire::json::Numbers;
use leadgrade::wire::{self, Format, Scorecard};
use leadgrade::{Event, Model, Profile};
use serde_json::{Value, json};

const AS_OF: &str = r#"{"as_of": "2026-11-22"}"#;

fn model(visit: u32, third: &str) -> Model {
    let text = format!(
        r#"
        format = 1
        name = "grid"
        [attributes]
        employees = {{ type = "number" }}
        needs = {{ type = "tags" }}
        [signals.visit]
        points = {visit}
        decay = {{ half_life_days = 30 }}
        [signals.order]
        [purchases]
        signals = ["order"]
        [scope]
        exclude = [{{ name = "tiny", when = {{ fact = "profile.employees", eq = 1 }} }}]
        [[fit.criteria]]
        name = "size"
        fact = "profile.employees"
        cases = [{{ gte = 100, points = 80 }}, {{ gte = 10, points = 60 }}]
        [[fit.criteria]]
        name = "needs"
        fact = "profile.needs"
        cases = [{{ has = "recycled", points = 20 }}]
        [engagement]
        [lifecycle]
        stages = [{{ name = "lead" }}, {{ name = "{third}", when = {{ fact = "purchases.count", gte = 1 }} }}]
        [priority]
        fit = 1
        engagement = 1
        "#
    );
    wire::compile(&text, Format::Toml).unwrap()
}

/// Rows of text as CSV has them; some cells are empty, some are wrong.
fn rows() -> (Vec<Value>, Vec<Value>) {
    let (mut profiles, mut events) = (Vec::new(), Vec::new());
    for at in 0..120_u64 {
        let lead = format!("L-{at}");
        let size = ["", "1", " 12 ", "250", "many"][(at % 5) as usize];
        let needs = ["", "price;recycled", "price"][(at % 3) as usize];
        if at % 7 != 0 {
            profiles.push(json!({ "lead": lead, "employees": size, "needs": needs, "note": "x" }));
        }
        for visit in 0..at % 6 {
            let day = 1 + (at * 5 + visit * 3) % 27;
            let event = if (at + visit) % 4 == 0 {
                "order"
            } else {
                "visit"
            };
            let instant = format!("2026-11-{day:02}T10:00:00Z");
            events.push(json!({ "lead": lead, "event": event, "at": instant, "value": "5" }));
        }
    }
    events.push(json!({ "lead": "L-3", "event": "visit", "at": "yesterday", "value": "" }));
    (profiles, events)
}

fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

fn loaded() -> Dataset {
    let (profiles, events) = rows();
    let mut data = Dataset::default();
    // Each table comes in two parts, one of them as columns.
    let (first, rest) = profiles.split_at(50);
    let names = ["lead", "employees", "needs"];
    let columns: BTreeMap<_, Vec<_>> = names
        .iter()
        .map(|name| (name, first.iter().map(|row| &row[name]).collect()))
        .collect();
    let columns = json!(columns).to_string();
    data.add_profiles(wire::columns(&columns, Numbers::Nearest, true).unwrap())
        .unwrap();
    data.add_profiles(wire::rows(&lines(rest), Numbers::Nearest, true).unwrap())
        .unwrap();
    let (first, rest) = events.split_at(90);
    for text in [lines(first), Value::from(rest.to_vec()).to_string()] {
        data.add_events(wire::rows(&text, Numbers::Nearest, true).unwrap())
            .unwrap();
    }
    data
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The result of a single call for a lead of the rows, read cell by cell.
fn single(model: &Model, lead: &str) -> Value {
    let (profiles, events) = rows();
    let cells = |row: &Value| -> Vec<(String, String)> {
        let members = row.as_object().unwrap().iter();
        members
            .map(|(name, cell)| (name.clone(), cell.as_str().unwrap().to_owned()))
            .collect()
    };
    let pairs = |cells: &[(String, String)]| {
        let pairs = cells.iter().filter(|(name, _)| name != "note");
        pairs.cloned().collect::<Vec<_>>()
    };
    let its = |rows: Vec<Value>| rows.into_iter().filter(|row| row["lead"] == lead);
    let profile = its(profiles).next().map_or_else(
        || Profile::new(lead),
        |row| {
            let cells = pairs(&cells(&row));
            model.profile_from_text(cells.iter().map(|(name, cell)| (&**name, &**cell)))
        },
    );
    let event = |row: Value| {
        let cells: Vec<_> = cells(&row)
            .into_iter()
            .filter(|(name, _)| name != "lead")
            .collect();
        model.event_from_text(cells.iter().map(|(name, cell)| (&**name, &**cell)))
    };
    let events: Vec<Event> = its(events).map(event).collect();
    let as_of = model.as_of("2026-11-22").unwrap();
    value(&model.assess(&profile, &events, as_of).to_canonical_json())
}

/// Stage, grade and rank of an assessment.
fn place(assessment: &Value) -> Value {
    let part = |path| assessment.pointer(path).cloned().unwrap_or_default();
    json!({ "stage": part("/stage/name"), "grade": part("/fit/grade"), "rank": part("/engagement/rank") })
}

fn ids(grid: &Scorecard) -> Vec<String> {
    let all = value(&grid.leads(r#"{"limit": 1000}"#, None).unwrap());
    let ids = all["leads"]["lead"].as_array().unwrap().iter();
    ids.map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_grid_equals_single_calls() {
    let (mut data, model) = (loaded(), model(30, "customer"));
    let scorecard = Scorecard::new(&mut data, &model, AS_OF).unwrap();
    let grid = value(&scorecard.grid());
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for id in ids(&scorecard) {
        *counts
            .entry(place(&single(&model, &id)).to_string())
            .or_default() += 1;
    }
    let mut found = BTreeMap::new();
    let at = |names: &Value, at: usize| names.get(at).cloned().unwrap_or_default();
    for (stage, grades) in grid["counts"].as_array().unwrap().iter().enumerate() {
        for (grade, ranks) in grades.as_array().unwrap().iter().enumerate() {
            for (rank, count) in ranks.as_array().unwrap().iter().enumerate() {
                let place = json!({
                    "stage": at(&grid["stages"], stage),
                    "grade": at(&grid["grades"], grade),
                    "rank": at(&grid["ranks"], rank),
                });
                if *count != 0 {
                    found.insert(place.to_string(), count.as_u64().unwrap());
                }
            }
        }
    }
    assert_eq!(found, counts);
    assert!(found.len() > 8, "too few places say nothing: {found:?}");
    assert_eq!(
        grid["leads"],
        120 - 120_u64.div_ceil(7) + count_without_profile(&model)
    );
}

/// Leads that only events before the instant name.
fn count_without_profile(model: &Model) -> u64 {
    let known = |lead: u64| {
        single(model, &format!("L-{lead}"))["activity"]["days_since"].is_u64()
            || single(model, &format!("L-{lead}"))["purchases"]["count"] != 0
    };
    (0..120).step_by(7).filter(|lead| known(*lead)).count() as u64
}

#[test]
fn lists_equal_single_calls_and_are_sorted_by_priority() {
    let (mut data, model) = (loaded(), model(30, "customer"));
    let scorecard = Scorecard::new(&mut data, &model, AS_OF).unwrap();
    let all = value(&scorecard.leads(r#"{"limit": 1000}"#, None).unwrap());
    let columns = &all["leads"];
    let paths = [
        ("fit_points", "/fit/points"),
        ("grade", "/fit/grade"),
        ("engagement_points", "/engagement/points"),
        ("rank", "/engagement/rank"),
        ("stage", "/stage/name"),
        ("cell", "/cell"),
        ("excluded", "/excluded"),
        ("priority", "/priority"),
        ("purchases_value", "/purchases/value"),
        ("activity_days_since", "/activity/days_since"),
    ];
    let mut before = f64::INFINITY;
    for (row, id) in ids(&scorecard).iter().enumerate() {
        let single = single(&model, id);
        for (column, path) in paths {
            let said = single.pointer(path).cloned().unwrap_or_default();
            assert_eq!(columns[column][row], said, "{column} of {id}");
        }
        let priority = columns["priority"][row].as_f64().unwrap_or(-1.0);
        assert!(priority <= before, "{id} stands too far back");
        before = priority;
        let rejects = match id.as_str() {
            "L-3" => 1,
            _ => u64::from(columns["excluded"][row].is_null() && is_wrong(id)),
        };
        assert_eq!(columns["rejects"][row], rejects, "{id}");
    }
}

/// Whether the size of a lead is not a number.
fn is_wrong(id: &str) -> bool {
    let (profiles, _) = rows();
    profiles
        .iter()
        .any(|row| row["lead"] == id && row["employees"] == "many")
}

#[test]
fn pages_and_filters_split_the_list() {
    let (mut data, model) = (loaded(), model(30, "customer"));
    let scorecard = Scorecard::new(&mut data, &model, AS_OF).unwrap();
    let (all, mut pages) = (ids(&scorecard), Vec::new());
    for offset in (0..all.len()).step_by(25) {
        let asked = json!({ "offset": offset, "limit": 25 }).to_string();
        let page = value(&scorecard.leads(&asked, None).unwrap());
        assert_eq!(page["count"], all.len());
        pages.extend(page["leads"]["lead"].as_array().unwrap().clone());
    }
    assert_eq!(Value::from(pages), json!(all));
    let asked =
        r#"{"at": {"stage": "customer", "grade": "A", "rank": 3}, "contains": "7", "limit": 500}"#;
    let found = value(&scorecard.leads(asked, None).unwrap());
    let wanted = json!({ "stage": "customer", "grade": "A", "rank": 3 });
    let expected = |id: &&String| id.contains('7') && place(&single(&model, id)) == wanted;
    let expected: Vec<_> = all.iter().filter(expected).collect();
    assert_eq!(found["leads"]["lead"], json!(expected));
    // Excluded leads have no other labels, so they have no place in the grid.
    let nowhere = value(&scorecard.leads(r#"{"at": {"rank": null}}"#, None).unwrap());
    let excluded = nowhere["leads"]["excluded"].as_array().unwrap();
    assert!(!excluded.is_empty() && excluded.iter().all(|name| name == "tiny"));
}

#[test]
fn moves_equal_the_differences_of_single_calls() {
    let mut data = loaded();
    // Points differ, and a stage has another name.
    let (old, new) = (model(30, "customer"), model(55, "buyer"));
    let before = Scorecard::new(&mut data, &old, AS_OF).unwrap();
    let after = Scorecard::new(&mut data, &new, AS_OF).unwrap();
    let mut flows: BTreeMap<String, u64> = BTreeMap::new();
    let mut moved = Vec::new();
    for id in ids(&after) {
        let (from, to) = (place(&single(&old, &id)), place(&single(&new, &id)));
        if from != to {
            *flows.entry(json!([from, to]).to_string()).or_default() += 1;
            moved.push(id);
        }
    }
    let moves = value(&after.moves(&before));
    let found: BTreeMap<String, u64> = moves["flows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|flow| {
            (
                json!([flow["from"], flow["to"]]).to_string(),
                flow["leads"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(found, flows);
    assert_eq!(moves["moved"], moved.len());
    let listed = value(&after.leads(r#"{"limit": 1000}"#, Some(&before)).unwrap());
    assert_eq!(listed["leads"]["lead"], json!(moved));
    assert_eq!(listed["before"]["lead"], json!(moved));
    for (row, id) in moved.iter().enumerate() {
        assert_eq!(
            listed["before"]["cell"][row],
            single(&old, id)["cell"],
            "{id}"
        );
    }
    // With the same model and instant no lead moves, even if another model reads the tables in between.
    let again = Scorecard::new(&mut data, &old, AS_OF).unwrap();
    assert_eq!(value(&again.moves(&before))["moved"], 0);
}

#[test]
fn leads_come_and_go_with_the_instant() {
    let (mut data, model) = (loaded(), model(30, "customer"));
    let late = Scorecard::new(&mut data, &model, AS_OF).unwrap();
    let early = Scorecard::new(&mut data, &model, r#"{"as_of": "2026-11-03"}"#).unwrap();
    let came: Vec<_> = ids(&late)
        .into_iter()
        .filter(|id| !ids(&early).contains(id))
        .collect();
    assert!(!came.is_empty());
    assert_eq!(value(&late.moves(&early))["came"], came.len());
    assert_eq!(value(&early.moves(&late))["left"], came.len());
}

#[test]
fn one_lead_of_tables_has_the_form_of_a_request() {
    let (mut data, model) = (loaded(), model(30, "customer"));
    let scorecard = Scorecard::new(&mut data, &model, AS_OF).unwrap();
    for id in ids(&scorecard) {
        let asked = json!({ "lead": id, "as_of": "2026-11-22" }).to_string();
        let mut request = value(&wire::lead_of_tables(&mut data, &model, &asked).unwrap());
        request["as_of"] = json!("2026-11-22");
        let answer = value(&wire::call("assess", &[&model], &request.to_string()));
        assert_eq!(answer["assessment"], single(&model, &id), "{id}");
    }
    let nobody = r#"{"lead": "L-x", "as_of": "2026-11-22"}"#;
    assert_eq!(
        wire::lead_of_tables(&mut data, &model, nobody).unwrap(),
        "null"
    );
}

#[test]
fn unusable_input_is_an_error_or_reported() {
    let (mut data, model) = (loaded(), model(30, "customer"));
    let scorecard = Scorecard::new(&mut data, &model, AS_OF).unwrap();
    let report = value(&scorecard.report());
    let wrong = rows()
        .0
        .iter()
        .filter(|row| row["employees"] == "many")
        .count();
    assert_eq!(report["rejected"], wrong + 1);
    assert_eq!(report["rejects"].as_array().unwrap().len(), wrong + 1);
    let refused =
        |asked: &str| value(&scorecard.leads(asked, None).unwrap_err())["error"].to_string();
    for (asked, code) in [
        (r#"{"at": {"stages": "x"}}"#, "wrong_type"),
        (r#"{"at": {"rank": "1"}}"#, "wrong_type"),
        (r#"{"from": {}}"#, "unknown_key"),
        (r#"{"limit": 100001}"#, "out_of_range"),
        (r#"{"offset": -1}"#, "wrong_type"),
        ("[]", "wrong_type"),
    ] {
        assert!(refused(asked).contains(code), "{asked}: {}", refused(asked));
    }
    let refused = Scorecard::new(&mut data, &model, "{}").unwrap_err();
    assert!(refused.contains("`as_of` is missing"));
    let mut empty = Dataset::default();
    assert_eq!(
        value(&Scorecard::new(&mut empty, &model, AS_OF).unwrap().grid())["leads"],
        0
    );
    let sheet = wire::rows(r#"{"id": "a"}"#, Numbers::Nearest, false).unwrap();
    let missing = empty.add_profiles(sheet).unwrap_err().to_string();
    assert!(
        missing.contains("no column `lead`; it has `id`"),
        "{missing}"
    );
}

#[test]
fn the_profile_that_is_valid_at_the_instant_is_used() {
    let model = model(30, "customer");
    let rows = [
        json!({ "lead": "a", "employees": 250, "valid_from": "2026-11-10" }),
        json!({ "lead": "a", "employees": 12, "valid_from": "2026-11-01" }),
        json!({ "lead": "a", "employees": 3, "valid_from": "2026-11-10" }),
        json!({ "lead": "a", "employees": 120, "valid_from": "some day" }),
    ];
    let mut data = Dataset::default();
    data.add_profiles(wire::rows(&lines(&rows), Numbers::Nearest, false).unwrap())
        .unwrap();
    // Before the first version nothing is known, and no event makes the lead known.
    // Of two versions from one day, the first counts.
    for (as_of, points, employees) in [
        ("2026-10-31", json!([]), Value::Null),
        ("2026-11-05", json!([60]), json!(12)),
        ("2026-11-22", json!([80]), json!(250)),
    ] {
        let asked = json!({ "as_of": as_of }).to_string();
        let scorecard = Scorecard::new(&mut data, &model, &asked).unwrap();
        let listed = value(&scorecard.leads("", None).unwrap());
        assert_eq!(listed["leads"]["fit_points"], points, "{as_of}");
        let asked = json!({ "lead": "a", "as_of": as_of }).to_string();
        let lead = value(&wire::lead_of_tables(&mut data, &model, &asked).unwrap());
        assert_eq!(lead["profile"]["lead"], "a");
        let found = lead["profile"].get("employees").cloned();
        assert_eq!(found.unwrap_or_default(), employees, "{as_of}");
    }
}

#[test]
fn numbers_are_read_again_for_a_model_with_another_type() {
    let declared = |kind: &str, operator: &str| {
        let text = format!(
            "format = 1\nname = \"n\"\nattributes.code = {{ type = \"{kind}\" }}\n\
             fit.criteria = [{{ name = \"c\", fact = \"profile.code\", cases = [{{ {operator}, points = 80 }}] }}]"
        );
        wire::compile(&text, Format::Toml).unwrap()
    };
    let mut data = Dataset::default();
    let columns = r#"{"lead": ["a", "b"], "code": [" 007 ", "7"]}"#;
    data.add_profiles(wire::columns(columns, Numbers::Nearest, true).unwrap())
        .unwrap();
    let mut grades = |model: &Model| {
        let scorecard = Scorecard::new(&mut data, model, AS_OF).unwrap();
        let listed = value(&scorecard.leads("", None).unwrap());
        let [leads, grades] = ["lead", "grade"].map(|name| listed["leads"][name].clone());
        (leads, grades)
    };
    let text = declared("text", "eq = \"007\"");
    // `007` is a text, because JSON does not write numbers like that.
    assert_eq!(grades(&text), (json!(["a", "b"]), json!(["A", "E"])));
    let number = declared("number", "eq = 7");
    assert_eq!(grades(&number), (json!(["b", "a"]), json!(["A", "E"])));
    assert_eq!(grades(&text), (json!(["a", "b"]), json!(["A", "E"])));
}
