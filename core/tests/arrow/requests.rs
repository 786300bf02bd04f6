//! Options of requests, and the messages for mistakes in them.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, DictionaryArray, Float64Array, Int8Array, Int64Array, RecordBatch,
    RecordBatchIterator, StringArray, types::Int32Type,
};
use arrow_schema::ArrowError;
use leadgrade::arrow::{ArrowTableError, Batches, TableRequest};
use leadgrade::tables::{Explain, TableError};

use super::{now, shown, table, texts, visits};

fn request(pairs: &[(&str, &str)]) -> TableRequest {
    let mut request = TableRequest::at(now());
    let owned = |(ours, theirs): &(&str, &str)| ((*ours).to_owned(), (*theirs).to_owned());
    request.columns = pairs.iter().map(owned).collect();
    request
}

fn customers() -> Batches {
    table([
        ("customer", texts(["a", "b"])),
        (
            "Größe",
            Arc::new(Int64Array::from(vec![100, 1])) as ArrayRef,
        ),
        ("size", texts(["not", "read"])),
    ])
}

fn log() -> Batches {
    table([
        ("who", texts(["a", "c"])),
        ("what", texts(["visit", "order"])),
        ("at", texts(["2026-11-21", "2026-11-21"])),
        (
            "amount",
            Arc::new(Int64Array::from(vec![None, Some(12)])) as ArrayRef,
        ),
    ])
}

#[test]
fn columns_can_be_renamed() {
    let request = request(&[
        ("profiles.lead", "customer"),
        ("events.lead", "who"),
        ("event", "what"),
        ("value", "amount"),
        // Decomposed here, composed there.
        ("size", "Gro\u{308}ße"),
    ]);
    let found = visits()
        .assess_table(&customers(), &log(), &request)
        .unwrap();
    assert_eq!(shown(&found.leads, "lead"), ["a", "b", "c"]);
    assert_eq!(shown(&found.leads, "fit_points"), ["30.0", "5.0", "0.0"]);
    assert_eq!(
        shown(&found.leads, "purchases_value"),
        ["0.0", "0.0", "12.0"]
    );
    assert_eq!(found.rejects.num_rows(), 0);
}

#[test]
fn a_name_without_a_table_applies_to_each_table_with_the_column() {
    let events = table([
        ("lead", texts(["a"])),
        ("event", texts(["visit"])),
        ("at", texts(["2026-11-21"])),
    ]);
    let found = visits().assess_table(&customers(), &events, &request(&[("lead", "customer")]));
    assert_eq!(
        shown(&found.unwrap().leads, "engagement_points"),
        ["10.0", "0.0"]
    );
}

fn refused(profiles: &Batches, events: &Batches, request: &TableRequest) -> String {
    visits()
        .assess_table(profiles, events, request)
        .unwrap_err()
        .to_string()
}

#[test]
fn mistakes_are_answered_with_what_exists() {
    let none = Batches::none();
    let found = refused(&customers(), &none, &request(&[("lead", "costumer")]));
    assert_eq!(
        found,
        "`columns` maps `lead` to `costumer`, but `profiles` has no such column; did you mean `customer`? there are \
         `customer`, `Größe`, `size`"
    );
    let found = refused(&customers(), &none, &request(&[("leed", "customer")]));
    assert!(
        found.starts_with(
            "`columns` maps `leed`, which the model does not read; did you mean `lead`?"
        ),
        "{found}"
    );
    assert!(
        refused(
            &customers(),
            &none,
            &request(&[("events.size", "customer")])
        )
        .contains("`events.size`")
    );
    let found = refused(&none, &log(), &TableRequest::at(now()));
    assert_eq!(
        found,
        "`events` has no column `lead`; it has `who`, `what`, `at`, `amount`"
    );
    let mut asked = TableRequest::at(now());
    asked.output = Some(vec!["grad".to_owned()]);
    let found = refused(&none, &none, &asked);
    assert!(found.starts_with("`output` names `grad`, which is not a column of the result; did you mean `grade`? there are `lead`, `as_of`,"), "{found}");
    let found = visits().assess_table(
        &none,
        &none,
        &TableRequest::each(table([("lead", texts(["a"]))])),
    );
    assert_eq!(
        found.unwrap_err().to_string(),
        "`as_of` has no column `as_of`; it has `lead`"
    );
}

#[test]
fn two_columns_of_one_name_are_an_error_if_read() {
    let twice = |name: &str| {
        let columns = [
            ("lead", texts(["a"])),
            (name, texts(["x"])),
            (name, texts(["y"])),
        ];
        table(columns)
    };
    let found = refused(&twice("city"), &Batches::none(), &TableRequest::at(now()));
    assert_eq!(
        found,
        "`profiles` has two columns `city`; each column that is read needs a name of its own"
    );
    let found = visits().assess_table(&twice("unread"), &Batches::none(), &TableRequest::at(now()));
    assert_eq!(found.unwrap().leads.num_rows(), 1);
}

#[test]
fn a_stream_is_read_to_its_end_or_its_first_error() {
    let batch = log().batches()[0].clone();
    let schema = batch.schema();
    let stream = |items: Vec<Result<RecordBatch, ArrowError>>| {
        Batches::read(RecordBatchIterator::new(items, Arc::clone(&schema)))
    };
    assert_eq!(
        stream(vec![Ok(batch.clone()), Ok(batch.clone())])
            .unwrap()
            .rows(),
        4
    );
    let broken = Err(ArrowError::ComputeError("broken".to_owned()));
    assert!(stream(vec![Ok(batch), broken]).is_err());
}

#[test]
fn texts_are_coerced_to_the_declared_types_on_request() {
    let coded: DictionaryArray<Int32Type> = [" 1e2 ", "1,5", "", " 1e2 "].into_iter().collect();
    let profiles = table([
        ("lead", texts([" a ", "b", "c", " "])),
        ("size", Arc::new(coded) as ArrayRef),
        ("vip", texts(["YES", "no", " 1 ", "on"])),
        ("topics", texts(["ink; paper", "[\"paper;\"]", "", "paper"])),
        (
            "since",
            texts([" 2026-01-01 ", "2026-01-01T00:00:00Z", "", "soon"]),
        ),
        ("city", texts([" Riyadh", "", "Riyadh", "Riyadh"])),
    ]);
    let events = table([
        ("lead", texts(["a ", " b"])),
        ("event", texts([" order ", "visit"])),
        ("at", texts([" 2026-11-21 ", "2026-11-21"])),
        ("value", texts([" 12.5 ", ""])),
    ]);
    let mut request = TableRequest::at(now());
    request.coerce = true;
    let found = visits().assess_table(&profiles, &events, &request).unwrap();
    assert_eq!(shown(&found.leads, "lead"), ["a", "b", "c"]);
    // 30 + 20 + 8 + 2 + 4; 2; 20 + 8.
    assert_eq!(shown(&found.leads, "fit_points"), ["64.0", "2.0", "28.0"]);
    assert_eq!(
        shown(&found.leads, "purchases_value"),
        ["12.5", "0.0", "0.0"]
    );
    assert_eq!(
        shown(&found.leads, "engagement_points"),
        ["12.5", "10.0", "0.0"]
    );
    assert_eq!(shown(&found.rejects, "column"), ["size", "lead"]);
    assert_eq!(shown(&found.rejects, "code"), ["wrong_type", "missing"]);
    // Without coercion a text stays a text.
    request.coerce = false;
    let found = visits()
        .assess_table(&profiles, &Batches::none(), &request)
        .unwrap();
    assert_eq!(shown(&found.leads, "lead"), [" a ", "b", "c"]);
    // Three of a, three of b, the flag of c, and the row without a lead.
    assert_eq!(found.rejects.num_rows(), 8);
}

#[test]
fn numbers_are_coerced_to_flags() {
    let known: [Option<i8>; 4] = [Some(1), Some(0), None, Some(2)];
    let arrays: [ArrayRef; 3] = [
        Arc::new(Int64Array::from_iter(known.map(|bit| bit.map(i64::from)))),
        Arc::new(Int8Array::from_iter(known)),
        Arc::new(Float64Array::from(vec![1.0, 0.0, f64::NAN, 0.5])),
    ];
    for vip in arrays {
        let profiles = table([("lead", texts(["a", "b", "c", "d"])), ("vip", vip)]);
        let mut request = TableRequest::at(now());
        request.coerce = true;
        let assess = |request: &TableRequest| {
            let found = visits().assess_table(&profiles, &Batches::none(), request);
            let found = found.unwrap();
            (shown(&found.leads, "fit_points"), found.rejects.num_rows())
        };
        let points = ["8.0", "0.0", "0.0", "0.0"].map(|points| points.to_owned());
        assert_eq!(assess(&request), (points.to_vec(), 1));
        request.coerce = false;
        assert_eq!(assess(&request).1, 3);
    }
}

#[test]
fn strict_turns_rejects_into_an_error() {
    let events = table([
        ("lead", texts(["a", "a"])),
        ("event", texts(["visit", "visit"])),
        ("at", texts(["2026-11-21", "yesterday"])),
    ]);
    let mut request = TableRequest::at(now());
    request.strict = true;
    match visits().assess_table(&Batches::none(), &events, &request) {
        Err(ArrowTableError::Table(TableError::Rejected { rejects })) => {
            assert_eq!((rejects.len(), rejects[0].row), (1, Some(1)));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn strict_names_the_table_of_instants() {
    let instants = table([
        (
            "lead",
            Arc::new(StringArray::from(vec![None::<&str>])) as ArrayRef,
        ),
        ("as_of", texts(["2026-11-21"])),
    ]);
    let mut request = TableRequest::each(instants);
    request.strict = true;
    let refused = visits()
        .assess_table(&Batches::none(), &Batches::none(), &request)
        .map(|_| ())
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "1 value could not be used, the first of them: as_of row 0 column `lead`: a row needs the id of its lead"
    );
}

#[test]
fn only_requested_leads_are_explained() {
    let events = table([
        ("lead", texts(["a", "b", "a"])),
        ("event", texts(["visit", "visit", "order"])),
        ("at", texts(["2026-11-20", "2026-11-21", "2026-11-21"])),
        (
            "value",
            Arc::new(Int64Array::from(vec![None, None, Some(5)])) as ArrayRef,
        ),
    ]);
    let mut request = TableRequest::at(now());
    let explain = |request: &TableRequest| {
        let found = visits()
            .assess_table(&Batches::none(), &events, request)
            .unwrap();
        found.explanations
    };
    assert_eq!(explain(&request), None);
    request.explain = Explain::Some(["a".to_owned()].into());
    let found = explain(&request).unwrap();
    assert_eq!(shown(&found, "lead"), ["a"; 7]);
    assert_eq!(
        shown(&found, "section"),
        [
            "fit",
            "fit",
            "fit",
            "fit",
            "fit",
            "engagement",
            "engagement"
        ]
    );
    assert_eq!(
        shown(&found, "name"),
        ["size", "city", "vip", "since", "topics", "order", "visit"]
    );
    assert_eq!(
        shown(&found, "source")[4..],
        ["criterion", "signal", "signal"]
    );
    assert_eq!(shown(&found, "points")[4..], ["0.0", "5.0", "10.0"]);
    let detail = r#"{"counted":1,"matched":1,"newest":"2026-11-20","oldest":"2026-11-20"}"#;
    assert_eq!(shown(&found, "detail")[6], detail);
    request.explain = Explain::All;
    assert_eq!(explain(&request).unwrap().num_rows(), 13);
}
