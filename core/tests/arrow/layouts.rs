//! Texts, flags, lists and unsupported types, in every layout.

use std::sync::Arc;

use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, DictionaryArray, DurationSecondArray,
    FixedSizeListArray, Int32Array, LargeStringArray, ListArray, NullArray, RunArray, StringArray,
    StringViewArray, StructArray, TimestampMicrosecondArray,
};
use arrow_schema::{DataType, Field};
use leadgrade::Model;
use leadgrade::arrow::{Batches, ScoredTable, TableRequest};

use super::{assess, shown, table, texts, visited, visits};

/// Every layout of texts.
fn stored(cells: &[Option<&str>]) -> Vec<ArrayRef> {
    let cells = || cells.iter().copied();
    let reversed: Vec<Option<&str>> = cells().rev().collect();
    let codes: Vec<u64> = (0..reversed.len() as u64).rev().collect();
    let values: ArrayRef = Arc::new(StringArray::from(reversed));
    vec![
        Arc::new(cells().collect::<StringArray>()),
        Arc::new(cells().collect::<LargeStringArray>()),
        Arc::new(cells().collect::<StringViewArray>()),
        Arc::new(cells().collect::<DictionaryArray<Int8Type>>()),
        Arc::new(cells().collect::<DictionaryArray<Int16Type>>()),
        Arc::new(cells().collect::<DictionaryArray<Int32Type>>()),
        Arc::new(cells().collect::<DictionaryArray<Int64Type>>()),
        Arc::new(cells().collect::<DictionaryArray<UInt8Type>>()),
        Arc::new(cells().collect::<DictionaryArray<UInt16Type>>()),
        Arc::new(cells().collect::<DictionaryArray<UInt32Type>>()),
        Arc::new(cells().collect::<RunArray<Int16Type>>()),
        Arc::new(cells().collect::<RunArray<Int32Type>>()),
        Arc::new(cells().collect::<RunArray<Int64Type>>()),
        // The null is one of the values of the dictionary.
        Arc::new(DictionaryArray::<UInt64Type>::new(codes.into(), values)),
    ]
}

#[test]
fn texts_in_every_layout() {
    let cells = ["x", "x", "b", "b", "a\u{301}", "", "c", "b", "x"].map(Some);
    let mut cells = cells.to_vec();
    cells[6] = None;
    for array in stored(&cells) {
        // Rows 2 to 7: b, b, á, blank, null, b.
        let events = visited(array.slice(2, 6));
        let found = assess(&visits(), &Batches::none(), &events);
        assert_eq!(
            shown(&found.leads, "lead"),
            ["b", "a\u{301}"],
            "{:?}",
            array.data_type()
        );
        assert_eq!(shown(&found.leads, "engagement_points"), ["30.0", "10.0"]);
        assert_eq!(shown(&found.rejects, "row"), ["3", "4"]);
        assert_eq!(shown(&found.rejects, "code"), ["missing", "missing"]);
        assert_eq!(shown(&found.rejects, "column"), ["lead", "lead"]);
    }
}

/// Leads `0`, `1`, .. with one attribute.
pub(crate) fn people(attribute: &str, values: ArrayRef) -> Batches {
    let names: Vec<String> = (0..values.len()).map(|at| at.to_string()).collect();
    let leads = texts(names.iter().map(String::as_str));
    table([("lead", leads), (attribute, values)])
}

pub(crate) fn profiled(attribute: &str, values: ArrayRef) -> ScoredTable {
    assess(&visits(), &people(attribute, values), &Batches::none())
}

pub(crate) fn ordered(values: ArrayRef) -> ScoredTable {
    let leads: Vec<String> = (0..values.len()).map(|at| at.to_string()).collect();
    let events = table([
        ("lead", texts(leads.iter().map(String::as_str))),
        ("event", texts(vec!["order"; values.len()])),
        ("at", texts(vec!["2026-11-21"; values.len()])),
        ("value", values),
    ]);
    assess(&visits(), &Batches::none(), &events)
}

/// Two visits of one lead at given times, on 21 November in Berlin.
pub(crate) fn visits_at(at: ArrayRef) -> ScoredTable {
    let model = Model::from_toml(
        "format = 1\nname = \"berlin\"\ntimezone = \"Europe/Berlin\"\n[signals.visit]\npoints = 10\n\
         decay = { window_days = 1 }\n[engagement]",
    );
    let count = at.len();
    let events = table([
        ("lead", texts(vec!["a"; count])),
        ("event", texts(vec!["visit"; count])),
        ("at", at),
    ]);
    let request = TableRequest::at(super::instant("2026-11-21T22:00:00Z"));
    model
        .unwrap()
        .assess_table(&Batches::none(), &events, &request)
        .unwrap()
}

#[test]
fn flags() {
    let array: ArrayRef = Arc::new(BooleanArray::from(vec![None, Some(true), Some(false)]));
    let found = profiled("vip", array.slice(1, 2));
    assert_eq!(shown(&found.leads, "fit_points"), ["8.0", "0.0"]);
    let coded = DictionaryArray::<Int8Type>::new(vec![1, 0].into(), array.slice(1, 2));
    let found = profiled("vip", Arc::new(coded));
    assert_eq!(shown(&found.leads, "fit_points"), ["0.0", "8.0"]);
    // Neither a number nor a text is a flag.
    let found = profiled("vip", Arc::new(Int32Array::from(vec![1])));
    assert_eq!(shown(&found.rejects, "code"), ["wrong_type"]);
    assert_eq!(
        shown(&profiled("vip", texts(["true"])).rejects, "code"),
        ["wrong_type"]
    );
}

/// Lists over members, with the given lengths; `None` is a null list.
fn listed(members: ArrayRef, lengths: &[Option<usize>]) -> ListArray {
    let field = Arc::new(Field::new_list_field(members.data_type().clone(), true));
    let offsets =
        arrow_buffer::OffsetBuffer::from_lengths(lengths.iter().map(|length| length.unwrap_or(0)));
    let nulls: Vec<bool> = lengths.iter().map(Option::is_some).collect();
    ListArray::new(field, offsets, members, Some(nulls.into()))
}

#[test]
fn lists_of_texts_are_tags() {
    let cells = ["x", "Paper", "ink", "paper", "", "pen"].map(Some);
    for members in stored(&cells) {
        // x | Paper, ink | nothing | null | paper | blank, pen
        let lengths = [Some(1), Some(2), Some(0), None, Some(1), Some(2)];
        let list = listed(members, &lengths);
        let views = arrow_array::ListViewArray::from(list.clone());
        for array in [Arc::new(list) as ArrayRef, Arc::new(views)] {
            let found = profiled("topics", array.slice(1, 5));
            assert_eq!(
                shown(&found.leads, "fit_points"),
                ["4.0", "0.0", "0.0", "4.0", "0.0"]
            );
            assert_eq!(
                shown(&found.leads, "fit_known"),
                ["20", "0", "0", "20", "20"]
            );
            assert_eq!(found.rejects.num_rows(), 0);
        }
    }
    let field = Arc::new(Field::new_list_field(DataType::Utf8, true));
    let members = texts(["x", "x", "paper", "ink", "pen", "paper"]);
    let fixed: ArrayRef = Arc::new(FixedSizeListArray::new(
        field,
        2,
        members,
        Some(vec![true, true, false].into()),
    ));
    assert_eq!(
        shown(&profiled("topics", fixed.slice(1, 2)).leads, "fit_points"),
        ["4.0", "0.0"]
    );
    // Members of another type, a single text, and lists in lists are not sets of texts.
    let numbers = listed(Arc::new(Int32Array::from(vec![1, 2])), &[Some(2)]);
    let nested = listed(Arc::new(numbers.clone()), &[Some(1)]);
    let times = listed(
        Arc::new(TimestampMicrosecondArray::from(vec![1])),
        &[Some(1)],
    );
    for array in [
        Arc::new(numbers) as ArrayRef,
        Arc::new(nested),
        Arc::new(times),
        texts(["paper"]),
    ] {
        assert_eq!(
            shown(&profiled("topics", array).rejects, "code"),
            ["wrong_type"]
        );
    }
    let blanks = listed(Arc::new(NullArray::new(2)), &[Some(2)]);
    assert_eq!(profiled("topics", Arc::new(blanks)).rejects.num_rows(), 0);
}

#[test]
fn unsupported_types_are_rejected_row_by_row() {
    let inner: ArrayRef = Arc::new(Int32Array::from(vec![1, 2]));
    let field = Arc::new(Field::new("x", DataType::Int32, true));
    let object = StructArray::new(
        vec![field].into(),
        vec![inner],
        Some(vec![true, false].into()),
    );
    let arrays: [ArrayRef; 3] = [
        Arc::new(object),
        Arc::new(BinaryArray::from_opt_vec(vec![Some(b"Riyadh"), None])),
        Arc::new(DurationSecondArray::from(vec![Some(1), None])),
    ];
    for array in arrays {
        for attribute in ["size", "city", "vip", "since", "topics"] {
            let found = profiled(attribute, Arc::clone(&array));
            assert_eq!(shown(&found.leads, "rejects"), ["1", "0"]);
            assert_eq!(shown(&found.rejects, "code"), ["wrong_type"]);
            assert_eq!(shown(&found.rejects, "column"), [attribute]);
        }
        let found = assess(&visits(), &Batches::none(), &visited(Arc::clone(&array)));
        assert_eq!(shown(&found.rejects, "code"), ["wrong_type", "missing"]);
        let found = visits_at(Arc::clone(&array));
        assert_eq!(shown(&found.rejects, "code"), ["wrong_type", "missing"]);
        let found = ordered(array);
        assert_eq!(shown(&found.rejects, "code"), ["wrong_type"]);
    }
    let nothing: ArrayRef = Arc::new(NullArray::new(2));
    for attribute in ["size", "city", "vip", "since", "topics"] {
        assert_eq!(
            profiled(attribute, Arc::clone(&nothing)).rejects.num_rows(),
            0
        );
    }
    let found = assess(&visits(), &Batches::none(), &visited(nothing));
    assert_eq!(shown(&found.rejects, "code"), ["missing", "missing"]);
}
