//! The columns and types of results.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int32Type};
use arrow_array::{Array, ArrayRef, Float64Array};
use arrow_schema::Schema;
use leadgrade::Model;
use leadgrade::arrow::{Batches, TableRequest};

use super::{assess, now, shown, table, texts, visited, visits};

/// Every section, with groups, switches and the rest.
const ALL: &str = r#"
    format = 1
    name = "all"
    attributes.city = { type = "text", kind = "semantic" }
    properties.list = { type = "text" }
    seasons.always = { from = "01-01", to = "12-31" }
    purchases = { signals = "visit" }
    switches.mail = { on = "visit", off = "leave" }
    switches.lists = { on = "visit", off = "leave", by = "list" }
    scope = { exclude = [{ name = "own staff", when = { fact = "profile.city", eq = "us" } }] }
    completeness = { levels = [["profile.city"]] }
    personas = [{ name = "Buyer", when = { fact = "profile.city", known = true } }]
    interests = { property = "list" }
    segments = { visitors = { fact = "signals.visit.count", gte = 1 } }
    channels.phone = { allowed = { all = [] } }
    next_steps = [{ name = "call", when = { all = [] }, channel = "phone", priority = 2, due_minutes = 60 }]
    [signals]
    visit = { points = 10, group = "web" }
    leave = {}
    [fit]
    grades = [["A", 10], ["B"]]
    groups.company = {}
    criteria = [{ name = "city", fact = "profile.city", cases = [{ eq = "Riyadh", points = 10.5 }], group = "company" }]
    [engagement]
    ranks = [[1, 10], [2]]
    groups.web = {}
    [buying_cycle]
    length = { days = 10 }
    seasons = [{ season = "always", points = 1 }]
    [readiness]
    [lifecycle]
    stages = [{ name = "visitor", pipeline = "attract" }, { name = "known", when = { fact = "persona", known = true } }]
    [qualification]
    rules = [{ name = "unqualified", when = { fact = "fit.grade", eq = "B" } }]
    [priority]
    fit = 1
"#;

fn all() -> Model {
    Model::from_toml(ALL).unwrap_or_else(|error| panic!("{error}"))
}

fn listed(schema: &Schema) -> String {
    let fields = schema.fields().iter();
    let lines = fields.map(|field| {
        let null = if field.is_nullable() { "" } else { " not null" };
        format!("{}: {}{null}\n", field.name(), field.data_type())
    });
    lines.collect()
}

fn detailed() -> TableRequest {
    let mut request = TableRequest::at(now());
    request.details = true;
    request
}

/// What a frame of any model begins with.
const FLAT: &str = "\
lead: Utf8 not null
as_of: Timestamp(µs, \"UTC\") not null
excluded: Dictionary(Int32, Utf8)
persona: Dictionary(Int32, Utf8)
fit_points: Float64
grade: Dictionary(Int32, Utf8)
fit_known: Int64
engagement_points: Float64
rank: Int64
cell: Dictionary(Int32, Utf8)
total: Float64
cycle_points: Float64
cycle_length_days: Int64
cycle_elapsed_days: Int64
cycle_due: Date32
cycle_overdue_days: Int64
cycle_phase: Int64
readiness_points: Float64
ready: Boolean
completeness_level: Int64
stage: Dictionary(Int32, Utf8)
pipeline: Dictionary(Int32, Utf8)
qualification: Dictionary(Int32, Utf8)
priority: Float64
purchases_count: Int64
purchases_value: Float64
purchases_products: Int64
purchases_days_since: Int64
purchases_days_since_first: Int64
activity_days_since: Int64
rejects: Int64 not null
";

/// What details add to it.
const NESTED: &str = "\
fit_groups: Struct(\"company\": Float64)
engagement_groups: Struct(\"web\": Float64)
cycle_seasons: List(Utf8)
completeness_missing: List(Utf8)
completeness_kinds: List(Struct(\"kind\": Utf8, \"known\": Int64, \"of\": Int64))
interests: List(Struct(\"name\": Utf8, \"points\": Float64, \"stage\": Utf8))
segments: List(Utf8)
switches: Struct(\"lists\": List(Utf8), \"mail\": Boolean)
next_steps: List(Struct(\"name\": Utf8, \"wanted\": Utf8, \"channel\": Utf8, \"permitted\": Boolean, \"reason\": Utf8, \"template\": Utf8, \"content\": Utf8, \"topic\": Utf8, \"priority\": Int64, \"due_minutes\": Int64, \"earliest\": Timestamp(µs, \"UTC\")))
";

#[test]
fn the_schema_is_the_same_for_any_rows() {
    let model = all();
    let plain = TableRequest::at(now());
    assert_eq!(listed(&model.table_schema(&plain).unwrap()), FLAT);
    assert_eq!(
        listed(&model.table_schema(&detailed()).unwrap()),
        format!("{FLAT}{NESTED}")
    );
    let people = table([
        ("lead", texts(["a", "b"])),
        ("city", texts(["Riyadh", "us"])),
    ]);
    for (profiles, events) in [
        (Batches::none(), Batches::none()),
        (people.clone(), Batches::none()),
        (people, visited(texts(["a"]))),
    ] {
        let found = model.assess_table(&profiles, &events, &detailed()).unwrap();
        assert_eq!(
            found.leads.schema(),
            model.table_schema(&detailed()).unwrap()
        );
        assert_eq!(
            listed(&found.rejects.schema()),
            "table: Utf8\nrow: Int64\nlead: Utf8\ncolumn: Utf8\ncode: Utf8 not null\nreason: Utf8 not null\n"
        );
        assert_eq!(
            listed(&found.unknown_events.schema()),
            "event: Utf8 not null\ncount: Int64 not null\n"
        );
    }
    let mut explained = plain;
    explained.explain = leadgrade::tables::Explain::All;
    let found = model
        .assess_table(&Batches::none(), &Batches::none(), &explained)
        .unwrap();
    assert_eq!(
        listed(&found.explanations.unwrap().schema()),
        "lead: Utf8 not null\nas_of: Timestamp(µs, \"UTC\") not null\nsection: Utf8 not null\nsource: Utf8 not null\n\
         name: Utf8 not null\npoints: Float64 not null\ndetail: Utf8\n"
    );
}

#[test]
fn columns_of_absent_sections_are_null() {
    let model = Model::from_toml("format = 1\nname = \"nothing\"").unwrap();
    let people = table([("lead", texts(["a", "b"]))]);
    let found = model
        .assess_table(&people, &Batches::none(), &detailed())
        .unwrap()
        .leads;
    assert!(listed(&found.schema()).starts_with(FLAT));
    for (field, column) in found.schema().fields().iter().zip(found.columns()) {
        let nulls = column.logical_nulls().map_or(0, |nulls| nulls.null_count());
        let expected = if field.is_nullable() { 2 } else { 0 };
        assert_eq!(nulls, expected, "{}", field.name());
    }
}

#[test]
fn an_excluded_lead_has_nulls_in_other_columns() {
    let people = table([
        ("lead", texts(["a", "b"])),
        ("city", texts(["Riyadh", "us"])),
    ]);
    let found = all()
        .assess_table(&people, &visited(texts(["b"])), &detailed())
        .unwrap()
        .leads;
    assert_eq!(shown(&found, "excluded"), ["null", "own staff"]);
    for (field, column) in found.schema().fields().iter().zip(found.columns()) {
        let said = ["lead", "as_of", "excluded", "rejects"].contains(&field.name().as_str());
        assert_eq!(column.is_null(1), !said, "{}", field.name());
    }
}

#[test]
fn details_equal_the_assessment() {
    let people = table([("lead", texts(["a"])), ("city", texts(["Riyadh"]))]);
    let events = table([
        ("lead", texts(["a"])),
        ("event", texts(["visit"])),
        ("at", texts(["2026-11-20"])),
        ("list", texts(["news"])),
    ]);
    let found = all()
        .assess_table(&people, &events, &detailed())
        .unwrap()
        .leads;
    for (column, says) in [
        ("fit_points", "10.5"),
        ("cell", "A1"),
        ("cycle_due", "2026-11-30"),
        ("cycle_overdue_days", "0"),
        ("cycle_phase", "20"),
        ("stage", "known"),
        ("pipeline", "null"),
        ("fit_groups", r#"{"company":10.5}"#),
        ("engagement_groups", r#"{"web":10.0}"#),
        ("cycle_seasons", r#"["always"]"#),
        ("completeness_missing", "[]"),
        (
            "completeness_kinds",
            r#"[{"kind":"semantic","known":1,"of":1}]"#,
        ),
        (
            "interests",
            r#"[{"name":"news","points":10.0,"stage":null}]"#,
        ),
        ("segments", r#"["visitors"]"#),
        ("switches", r#"{"lists":["news"],"mail":true}"#),
        (
            "next_steps",
            r#"[{"channel":"phone","content":null,"due_minutes":60,"earliest":"2026-11-22T23:59:59.999999Z","name":"call","permitted":true,"priority":2,"reason":null,"template":null,"topic":null,"wanted":"phone"}]"#,
        ),
    ] {
        assert_eq!(shown(&found, column), [says], "{column}");
    }
}

#[test]
fn points_as_decimals_are_the_exact_thousandths() {
    let mut request = detailed();
    request.decimals = true;
    let people = table([("lead", texts(["a"])), ("city", texts(["Riyadh"]))]);
    let found = all()
        .assess_table(&people, &visited(texts(["a"])), &request)
        .unwrap()
        .leads;
    assert_eq!(
        found["fit_points"].data_type().to_string(),
        "Decimal128(16, 3)"
    );
    assert_eq!(
        found["fit_points"]
            .as_primitive::<Decimal128Type>()
            .value(0),
        10_500
    );
    assert_eq!(shown(&found, "fit_groups"), [r#"{"company":10.5}"#]);
    assert_eq!(shown(&found, "interests"), ["[]"]);
    let types = listed(&found.schema());
    assert!(!types.contains("Float64"), "{types}");
}

#[test]
fn only_the_requested_columns_in_their_order() {
    let mut request = TableRequest::at(now());
    request.output = Some(
        ["grade", "segments", "lead", "grade"]
            .map(str::to_owned)
            .to_vec(),
    );
    let found = all()
        .assess_table(
            &table([("lead", texts(["a"]))]),
            &visited(texts(["a"])),
            &request,
        )
        .unwrap();
    let names: Vec<String> = found
        .leads
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect();
    assert_eq!(names, ["grade", "segments", "lead"]);
    assert_eq!(shown(&found.leads, "segments"), [r#"["visitors"]"#]);
    request.output = Some(Vec::new());
    let found = all()
        .assess_table(&table([("lead", texts(["a"]))]), &Batches::none(), &request)
        .unwrap();
    assert_eq!((found.leads.num_columns(), found.leads.num_rows()), (0, 1));
}

#[test]
fn a_label_has_one_code_however_often_it_is_declared() {
    // `unqualified` is a rule and the default; `A` with 11 and `A1` with 1 are one text.
    let model = Model::from_toml(
        r#"
        format = 1
        name = "doubles"
        attributes.size = { type = "number" }
        [signals.visit]
        points = 10
        [fit]
        grades = [["A1", 1], ["A"]]
        criteria = [{ name = "size", fact = "profile.size", cases = [{ gte = 1, points = 1 }] }]
        [engagement]
        ranks = [[1, 10], [11]]
        [qualification]
        rules = [{ name = "unqualified", when = { fact = "fit.grade", eq = "A" } }]
        "#,
    )
    .unwrap();
    let people = table([
        ("lead", texts(["a", "b"])),
        (
            "size",
            Arc::new(Float64Array::from(vec![Some(1.0), None])) as ArrayRef,
        ),
    ]);
    let found = assess(&model, &people, &visited(texts(["a"]))).leads;
    assert_eq!(shown(&found, "cell"), ["A11", "A11"]);
    assert_eq!(
        shown(&found, "qualification"),
        ["unqualified", "unqualified"]
    );
    for column in ["cell", "qualification"] {
        let coded = found[column].as_dictionary::<Int32Type>();
        assert_eq!(coded.key(0), coded.key(1), "{column}");
        let values = coded.values().as_string::<i32>();
        let mut listed: Vec<&str> = values.iter().flatten().collect();
        listed.sort_unstable();
        listed.dedup();
        assert_eq!(listed.len(), values.len(), "{column}");
    }
}

#[test]
fn a_failed_lead_has_nulls_and_its_reject() {
    let events = table([
        ("lead", texts(vec!["rich"; 1_001])),
        ("event", texts(vec!["order"; 1_001])),
        ("at", texts(vec!["2026-11-21"; 1_001])),
        (
            "value",
            Arc::new(Float64Array::from(vec![1e9; 1_001])) as ArrayRef,
        ),
    ]);
    let found = visits()
        .assess_table(&Batches::none(), &events, &detailed())
        .unwrap();
    assert_eq!(shown(&found.leads, "engagement_points"), ["null"]);
    assert_eq!(shown(&found.leads, "rejects"), ["1"]);
    assert_eq!(shown(&found.rejects, "code"), ["total_out_of_range"]);
    assert_eq!(shown(&found.rejects, "table"), ["null"]);
    assert_eq!(shown(&found.rejects, "row"), ["null"]);
    assert_eq!(shown(&found.rejects, "column"), ["order"]);
}
