//! Columns of values next to arrays, integer ids, and single leads of tables.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{
    ArrayRef, Int32Array, Int64Array, NullArray, RecordBatch, RecordBatchIterator, StringArray,
};
use arrow_schema::DataType;
use leadgrade::arrow::{ArrowTableError, Batches, ScoredTable, SortedStream, TableRequest, Values};
use leadgrade::tables::Explain;
use leadgrade::{Day, Event, Model, Profile, Value};

fn model() -> Model {
    Model::from_toml(
        r#"
        format = 1
        name = "given"
        attributes.size = { type = "number" }
        signals.visit = { points = 10 }
        [[fit.criteria]]
        name = "size"
        fact = "profile.size"
        cases = [{ gte = 100, points = 60 }]
        [engagement]
        "#,
    )
    .unwrap()
}

fn batch<const N: usize>(columns: [(&str, ArrayRef); N]) -> RecordBatch {
    RecordBatch::try_from_iter(columns).unwrap()
}

fn texts(list: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(list.to_vec()))
}

fn nothing(rows: usize) -> ArrayRef {
    Arc::new(NullArray::new(rows))
}

fn request(model: &Model) -> TableRequest {
    TableRequest::at(model.as_of("2026-11-22T12:00:00Z").unwrap())
}

fn points(found: &ScoredTable, column: &str) -> Vec<f64> {
    let column = found.leads.column_by_name(column).unwrap();
    column.as_primitive::<Float64Type>().values().to_vec()
}

/// Visits whose instants are of different types: an array in two batches, whose values go on.
fn visits() -> (Vec<RecordBatch>, Values) {
    let batches = vec![
        batch([
            ("lead", texts(&["a"])),
            ("event", texts(&["visit"])),
            ("at", nothing(1)),
        ]),
        batch([
            ("lead", texts(&["a", "b"])),
            ("event", texts(&["visit", "visit"])),
            ("at", nothing(2)),
        ]),
    ];
    let at = vec![
        Value::from(Day::parse("2026-11-10").unwrap()),
        Value::from("2026-11-22T18:00:00Z"),
        Value::from(7),
    ];
    (batches, Values::default().with(2, at))
}

#[test]
fn values_are_read_one_by_one_in_tables_and_streams() {
    let model = model();
    let (batches, values) = visits();
    let schema = batches[0].schema();
    let events = Batches::from(batches.clone()).with_values(values.clone());
    let found = model
        .assess_table(&Batches::none(), &events, &request(&model))
        .unwrap();
    // The second visit of a is after the instant, and the visit of b has no instant.
    assert_eq!(points(&found, "engagement_points"), [10.0]);
    assert_eq!(found.rejects.num_rows(), 1);
    let none = RecordBatchIterator::new([], batch([("lead", nothing(0))]).schema());
    let events = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    let (mut streamed, mut rejects) = (Vec::new(), 0);
    model
        .assess_sorted_with(
            SortedStream::new(none),
            SortedStream::new(events).with_values(values),
            &request(&model),
            |found| {
                streamed.extend(points(&found, "engagement_points"));
                rejects += found.rejects.num_rows();
                Ok::<(), ArrowTableError>(())
            },
        )
        .unwrap();
    assert_eq!((streamed, rejects), (vec![10.0], 1));
}

#[test]
fn text_values_are_coerced_like_text_columns() {
    let model = model();
    let people = batch([("lead", texts(&["a", "b"])), ("size", nothing(2))]);
    let values = Values::default().with(1, vec![Value::from(" 120 "), Value::from(120)]);
    let people = Batches::from(people).with_values(values);
    let mut request = request(&model);
    request.coerce = true;
    let found = model
        .assess_table(&people, &Batches::none(), &request)
        .unwrap();
    assert_eq!(points(&found, "fit_points"), [60.0, 60.0]);
}

fn visits_of(leads: ArrayRef) -> Batches {
    let rows = leads.len();
    batch([
        ("lead", leads),
        ("event", texts(&vec!["visit"; rows])),
        ("at", texts(&vec!["2026-11-20"; rows])),
    ])
    .into()
}

#[test]
fn ids_are_integers_if_all_tables_have_integers() {
    let model = model();
    let mut request = request(&model);
    let people = |leads: ArrayRef| Batches::from(batch([("lead", leads)]));
    let small = || Arc::new(Int32Array::from(vec![7, -8])) as ArrayRef;
    let large = || Arc::new(Int64Array::from(vec![7, 1 << 40])) as ArrayRef;
    let leads = |people: &Batches, events: &Batches, request: &TableRequest| {
        let found = model.assess_table(people, events, request).unwrap();
        ArrayRef::clone(found.leads.column_by_name("lead").unwrap())
    };
    let asked = leads(&people(small()), &Batches::none(), &request);
    assert_eq!(asked.data_type(), &DataType::Utf8);
    request.typed_ids = true;
    let same = leads(&people(small()), &visits_of(small()), &request);
    assert_eq!(same.as_primitive::<Int32Type>().values(), &[7, -8]);
    let wider = leads(&people(small()), &visits_of(large()), &request);
    assert_eq!(
        wider.as_primitive::<Int64Type>().values(),
        &[7, -8, 1 << 40]
    );
    let mixed = leads(&people(small()), &visits_of(texts(&["7"])), &request);
    assert_eq!(mixed.data_type(), &DataType::Utf8);
}

#[test]
fn explaining_an_unknown_lead_is_an_error() {
    let model = model();
    let mut request = request(&model);
    request.explain = Explain::Some(BTreeSet::from(["a".to_owned(), "c".to_owned()]));
    let error = model
        .assess_table(&Batches::none(), &visits_of(texts(&["a"])), &request)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "`explain` names the lead `c`, which the tables do not have"
    );
}

#[test]
fn a_single_lead_equals_its_rows() {
    let model = model();
    let mut request = request(&model);
    request.coerce = true;
    request
        .columns
        .insert("lead".to_owned(), "customer".to_owned());
    request
        .columns
        .insert("size".to_owned(), "staff".to_owned());
    let people = batch([
        ("customer", texts(&["a", "b"])),
        ("staff", texts(&["120", "soon"])),
    ]);
    let people = Batches::from(people);
    let as_of = model.as_of("2026-11-22").unwrap();
    let lead = |id| model.lead_of_table(&people, &Batches::none(), &request, id, as_of);
    let (profile, events) = lead("a").unwrap().unwrap();
    assert_eq!(
        (&profile, events.len()),
        (&Profile::new("a").with("size", 120), 0)
    );
    assert!(lead("c").unwrap().is_none());
    let row = Profile::default()
        .with("customer", "a")
        .with("staff", "120");
    let visit = Event::new("visit", "2026-11-20");
    let (row, events) = model
        .lead_of_rows(&request, row, vec![visit.clone()])
        .unwrap();
    assert_eq!((row, events), (profile, vec![visit]));
}
