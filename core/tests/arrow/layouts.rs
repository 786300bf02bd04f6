//! Every type of Arrow that a column may have.

use std::sync::Arc;

use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMillisecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, ArrowPrimitiveType, BinaryArray, BooleanArray, Date32Array, Date64Array,
    Decimal32Array, Decimal64Array, Decimal128Array, Decimal256Array, DictionaryArray,
    DurationSecondArray, FixedSizeListArray, Float16Array, Float32Array, Float64Array, Int32Array,
    Int64Array, LargeStringArray, ListArray, NullArray, PrimitiveArray, RunArray, StringArray,
    StringViewArray, StructArray, TimestampMicrosecondArray, TimestampMillisecondArray,
    TimestampNanosecondArray, TimestampSecondArray, UInt64Array,
};
use arrow_buffer::i256;
use arrow_schema::{DataType, Field};
use leadgrade::Model;
use leadgrade::arrow::{Batches, ScoredTable, TableRequest};

use super::{assess, now, shown, table, texts, visited, visits};

/// Every way to store texts.
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
        // The null is a value of the dictionary.
        Arc::new(DictionaryArray::<UInt64Type>::new(codes.into(), values)),
    ]
}

#[test]
fn texts_however_stored() {
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
fn people(attribute: &str, values: ArrayRef) -> Batches {
    let names: Vec<String> = (0..values.len()).map(|at| at.to_string()).collect();
    let leads = texts(names.iter().map(String::as_str));
    table([("lead", leads), (attribute, values)])
}

fn profiled(attribute: &str, values: ArrayRef) -> ScoredTable {
    assess(&visits(), &people(attribute, values), &Batches::none())
}

/// Fit by `size`: 30 points from 100 on, else 5; none where it is missing.
fn sized(values: ArrayRef) -> Vec<String> {
    shown(&profiled("size", values).leads, "fit_points")
}

#[test]
fn whole_numbers_of_every_width() {
    fn whole<T: ArrowPrimitiveType>()
    where
        T::Native: From<u8>,
    {
        let list = [Some(99), None, Some(100), Some(7)].map(|cell| cell.map(T::Native::from));
        let array: PrimitiveArray<T> = list.into_iter().collect();
        let array: ArrayRef = Arc::new(array);
        assert_eq!(sized(array.slice(1, 3)), ["0.0", "30.0", "5.0"]);
        let leads = table([("lead", array)]);
        let found = assess(&visits(), &leads, &visited(texts(["100", " 7", "7"])));
        assert_eq!(shown(&found.leads, "lead"), ["99", "100", "7", " 7"]);
        assert_eq!(
            shown(&found.leads, "engagement_points"),
            ["0.0", "10.0", "10.0", "10.0"]
        );
    }
    whole::<UInt8Type>();
    whole::<UInt16Type>();
    whole::<UInt32Type>();
    whole::<UInt64Type>();
    whole::<Int16Type>();
    whole::<Int32Type>();
    whole::<Int64Type>();
    let small: ArrayRef = Arc::new(arrow_array::Int8Array::from(vec![100, -128]));
    assert_eq!(sized(small), ["30.0", "5.0"]);
    let coded = DictionaryArray::<Int8Type>::new(
        vec![Some(1), None, Some(0)].into(),
        Arc::new(Int64Array::from(vec![Some(100), None])),
    );
    assert_eq!(sized(Arc::new(coded)), ["0.0", "0.0", "30.0"]);
}

#[test]
fn whole_numbers_beyond_a_sign_stay_apart() {
    let ids = UInt64Array::from(vec![u64::MAX, u64::MAX - 1, 1 << 63]);
    let found = assess(
        &visits(),
        &table([("lead", Arc::new(ids) as ArrayRef)]),
        &Batches::none(),
    );
    let names = [
        "18446744073709551615",
        "18446744073709551614",
        "9223372036854775808",
    ];
    assert_eq!(shown(&found.leads, "lead"), names);
    // 2^53 + 1 is no double.
    let model = |value: &str| {
        let text = format!(
            "format = 1\nname = \"exact\"\nattributes.n = {{ type = \"number\" }}\n[segments]\n\
             above = {{ fact = \"profile.n\", gt = {value} }}\nis = {{ fact = \"profile.n\", eq = {value} }}"
        );
        Model::from_toml(&text).unwrap()
    };
    let held = |value: &str, array: ArrayRef| {
        let mut request = TableRequest::at(now());
        request.output = Some(vec!["segments".to_owned()]);
        let model = model(value);
        let found = model.assess_table(&people("n", array), &Batches::none(), &request);
        shown(&found.unwrap().leads, "segments")
    };
    let wholes: ArrayRef = Arc::new(Int64Array::from(vec![(1 << 53) + 1, 1 << 53]));
    assert_eq!(
        held("9007199254740992", wholes),
        [r#"["above"]"#, r#"["is"]"#]
    );
    // A tenth in decimals; one that only its 20th place tells from it; and the widened float.
    let tenths = [10_i128.pow(19), 10_i128.pow(19) + 1];
    let tenths = Decimal128Array::from(tenths.to_vec()).with_precision_and_scale(38, 20);
    assert_eq!(
        held("0.1", Arc::new(tenths.unwrap())),
        [r#"["is"]"#, r#"["above"]"#]
    );
    let float: ArrayRef = Arc::new(Float32Array::from(vec![0.1, 0.5]));
    assert_eq!(held("0.1", float), [r#"["above"]"#, r#"["above"]"#]);
    let double: ArrayRef = Arc::new(Float64Array::from(vec![0.1]));
    assert_eq!(held("0.1", double), [r#"["is"]"#]);
}

#[test]
fn decimals_of_every_width() {
    let digits = [9_999_i32, 10_000, 10_001];
    let arrays: [ArrayRef; 4] = [
        Arc::new(
            Decimal32Array::from(digits.to_vec())
                .with_precision_and_scale(9, 2)
                .unwrap(),
        ),
        Arc::new(
            Decimal64Array::from(digits.map(i64::from).to_vec())
                .with_precision_and_scale(18, 2)
                .unwrap(),
        ),
        Arc::new(
            Decimal128Array::from(digits.map(i128::from).to_vec())
                .with_precision_and_scale(38, 2)
                .unwrap(),
        ),
        Arc::new(
            Decimal256Array::from(digits.map(|digits| i256::from_i128(digits.into())).to_vec())
                .with_precision_and_scale(76, 2)
                .unwrap(),
        ),
    ];
    for array in arrays {
        assert_eq!(
            sized(array.slice(0, 2)),
            ["5.0", "30.0"],
            "{:?}",
            array.data_type()
        );
    }
    // 99.99.. with more digits than any double, and than 128 bits.
    let nines = i256::from_string(&"9".repeat(60)).unwrap();
    let hundred = i256::from_string(&format!("1{}", "0".repeat(60))).unwrap();
    let wide = Decimal256Array::from(vec![nines, hundred])
        .with_precision_and_scale(76, 58)
        .unwrap();
    assert_eq!(sized(Arc::new(wide))[1], "30.0");
    let negative = Decimal128Array::from(vec![1, 2])
        .with_precision_and_scale(5, -2)
        .unwrap();
    assert_eq!(sized(Arc::new(negative)), ["30.0", "30.0"]);
}

fn ordered(values: ArrayRef) -> ScoredTable {
    let leads: Vec<String> = (0..values.len()).map(|at| at.to_string()).collect();
    let events = table([
        ("lead", texts(leads.iter().map(String::as_str))),
        ("event", texts(vec!["order"; values.len()])),
        ("at", texts(vec!["2026-11-21"; values.len()])),
        ("value", values),
    ]);
    assess(&visits(), &Batches::none(), &events)
}

#[test]
fn values_of_events_go_to_the_nearest_thousandth() {
    // 0.0005 is a tie and goes away from zero; what is just below it does not.
    let digits = [
        5 * 10_i128.pow(20),
        5 * 10_i128.pow(20) - 1,
        -5 * 10_i128.pow(20) + 1,
    ];
    let array = Decimal128Array::from(digits.to_vec()).with_precision_and_scale(38, 24);
    let found = ordered(Arc::new(array.unwrap()));
    assert_eq!(
        shown(&found.leads, "purchases_value"),
        ["0.001", "0.0", "0.0"]
    );
    let array = Decimal128Array::from(vec![10_i128.pow(30) + 1, 10_i128.pow(30)]);
    let found = ordered(Arc::new(array.with_precision_and_scale(38, 21).unwrap()));
    assert_eq!(shown(&found.rejects, "code"), ["out_of_range"]);
    assert_eq!(shown(&found.leads, "purchases_value"), ["1000000000.0"]);
}

#[test]
fn floats_widen_and_what_is_not_finite_is_rejected() {
    let floats = [99.5, f32::NAN, f32::INFINITY, 100.0];
    let halves = Float16Array::from_iter_values(floats.map(|value| {
        // 16 bits hold these exactly.
        <arrow_array::types::Float16Type as ArrowPrimitiveType>::Native::from_f32(value)
    }));
    let arrays: [ArrayRef; 3] = [
        Arc::new(halves),
        Arc::new(PrimitiveArray::<Float32Type>::from_iter_values(floats)),
        Arc::new(PrimitiveArray::<Float64Type>::from_iter_values(
            floats.map(f64::from),
        )),
    ];
    for array in arrays {
        let found = profiled("size", Arc::clone(&array));
        assert_eq!(
            shown(&found.leads, "fit_points"),
            ["5.0", "0.0", "0.0", "30.0"]
        );
        assert_eq!(shown(&found.leads, "rejects"), ["0", "0", "1", "0"]);
        assert_eq!(shown(&found.rejects, "code"), ["not_finite"]);
        let found = ordered(array);
        assert_eq!(shown(&found.rejects, "code"), ["not_finite"]);
        assert_eq!(
            shown(&found.leads, "purchases_value"),
            ["99.5", "0.0", "100.0"]
        );
        assert_eq!(found.without_value, 1);
    }
}

/// Two visits of one lead at such times, in Berlin on 21 November.
fn visits_at(at: ArrayRef) -> ScoredTable {
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
fn timestamps_of_every_unit_and_zone() {
    // Midnight in Berlin is 23:00 of the day before in UTC.
    let midnight = 1_795_215_600_i64;
    assert_eq!(
        super::instant("2026-11-20T23:00:00Z").micros(),
        midnight * 1_000_000
    );
    for zone in ["UTC", "+00:00", "America/New_York", "Mars/Olympus"] {
        let arrays: [ArrayRef; 4] = [
            Arc::new(TimestampSecondArray::from(vec![midnight, midnight - 1]).with_timezone(zone)),
            Arc::new(
                TimestampMillisecondArray::from(vec![midnight * 1000, midnight * 1000 - 1])
                    .with_timezone(zone),
            ),
            Arc::new(
                TimestampMicrosecondArray::from(vec![
                    midnight * 1_000_000,
                    midnight * 1_000_000 - 1,
                ])
                .with_timezone(zone),
            ),
            // A nanosecond before midnight is on the day before.
            Arc::new(
                TimestampNanosecondArray::from(vec![
                    midnight * 1_000_000_000,
                    midnight * 1_000_000_000 - 1,
                ])
                .with_timezone(zone),
            ),
        ];
        for array in arrays {
            let found = visits_at(Arc::clone(&array));
            assert_eq!(
                shown(&found.leads, "engagement_points"),
                ["10.0"],
                "{:?}",
                array.data_type()
            );
            assert_eq!(found.without_offset, 0);
        }
    }
    // Without a zone: clocks of Berlin, where the day begins an hour earlier.
    let local: [ArrayRef; 3] = [
        Arc::new(TimestampSecondArray::from(vec![
            midnight + 3600,
            midnight + 3599,
        ])),
        Arc::new(TimestampMillisecondArray::from(vec![
            midnight * 1000 + 3_600_000,
            midnight * 1000 + 3_599_999,
        ])),
        Arc::new(DictionaryArray::<Int8Type>::new(
            vec![1, 0].into(),
            Arc::new(PrimitiveArray::<TimestampMillisecondType>::from(vec![
                midnight * 1000 + 3_599_000,
                midnight * 1000 + 3_600_000,
            ])),
        )),
    ];
    for array in local {
        let found = visits_at(array);
        assert_eq!(shown(&found.leads, "engagement_points"), ["10.0"]);
        assert_eq!(found.without_offset, 2);
    }
    let day = 20_778;
    let days: [ArrayRef; 2] = [
        Arc::new(Date32Array::from(vec![day, day - 1])),
        Arc::new(Date64Array::from(vec![
            i64::from(day) * 86_400_000,
            i64::from(day) * 86_400_000 - 1,
        ])),
    ];
    for array in days {
        let found = visits_at(array);
        assert_eq!(shown(&found.leads, "engagement_points"), ["10.0"]);
        assert_eq!(found.without_offset, 0);
    }
}

#[test]
fn times_beyond_the_years_are_rejected() {
    let ends = vec![i64::MAX, i64::MIN, i64::MAX / 1000];
    let arrays: [ArrayRef; 6] = [
        Arc::new(TimestampSecondArray::from(ends.clone()).with_timezone("UTC")),
        Arc::new(TimestampMillisecondArray::from(ends.clone()).with_timezone("UTC")),
        Arc::new(TimestampMicrosecondArray::from(ends.clone()).with_timezone("UTC")),
        Arc::new(TimestampSecondArray::from(ends.clone())),
        Arc::new(TimestampMicrosecondArray::from(ends.clone())),
        Arc::new(Date64Array::from(ends)),
    ];
    for array in arrays {
        let found = visits_at(Arc::clone(&array));
        assert_eq!(
            shown(&found.rejects, "code"),
            ["out_of_range"; 3],
            "{:?}",
            array.data_type()
        );
        assert_eq!(shown(&found.rejects, "column"), ["at"; 3]);
        assert_eq!(found.leads.num_rows(), 0);
    }
    let far: ArrayRef = Arc::new(Date32Array::from(vec![i32::MAX, i32::MIN]));
    assert_eq!(shown(&visits_at(far).rejects, "code"), ["out_of_range"; 2]);
}

#[test]
fn dates_and_instants_as_attributes() {
    // 2026-01-01, in UTC, and the day before.
    let day = 20_454;
    let micros = i64::from(day) * 86_400_000_000;
    let arrays: [ArrayRef; 5] = [
        Arc::new(Date32Array::from(vec![Some(day), Some(day - 1), None])),
        Arc::new(Date64Array::from(vec![
            Some(i64::from(day) * 86_400_000),
            Some(i64::from(day) * 86_400_000 - 1),
            None,
        ])),
        Arc::new(TimestampMicrosecondArray::from(vec![
            Some(micros),
            Some(micros - 1),
            None,
        ])),
        Arc::new(
            TimestampMicrosecondArray::from(vec![Some(micros), Some(micros - 1), None])
                .with_timezone("+05:00"),
        ),
        Arc::new(StringArray::from(vec![
            Some("2026-01-01"),
            Some("2025-12-31T23:59:59Z"),
            None,
        ])),
    ];
    for array in arrays {
        let found = profiled("since", Arc::clone(&array));
        assert_eq!(
            shown(&found.leads, "fit_points"),
            ["2.0", "0.0", "0.0"],
            "{:?}",
            array.data_type()
        );
        assert_eq!(found.rejects.num_rows(), 0);
    }
    // Where a text is declared, no instant passes for one.
    for array in [
        Arc::new(TimestampMicrosecondArray::from(vec![Some(micros), None])) as ArrayRef,
        Arc::new(TimestampMicrosecondArray::from(vec![Some(i64::MAX), None]).with_timezone("UTC")),
        Arc::new(Date32Array::from(vec![Some(day), None])),
    ] {
        for attribute in ["city", "size", "vip", "topics"] {
            let found = profiled(attribute, Arc::clone(&array));
            assert_eq!(shown(&found.rejects, "code"), ["wrong_type"], "{attribute}");
        }
        let as_ids = assess(&visits(), &Batches::none(), &visited(Arc::clone(&array)));
        assert_eq!(shown(&as_ids.rejects, "code"), ["wrong_type", "missing"]);
        let events = table([
            ("lead", texts(["a", "b"])),
            ("event", array),
            ("at", texts(["2026-11-21", "2026-11-21"])),
        ]);
        let as_names = assess(&visits(), &Batches::none(), &events);
        assert_eq!(shown(&as_names.rejects, "code"), ["wrong_type", "missing"]);
        assert_eq!(as_names.leads.num_rows(), 0);
    }
}

#[test]
fn flags() {
    let array: ArrayRef = Arc::new(BooleanArray::from(vec![None, Some(true), Some(false)]));
    let found = profiled("vip", array.slice(1, 2));
    assert_eq!(shown(&found.leads, "fit_points"), ["8.0", "0.0"]);
    let coded = DictionaryArray::<Int8Type>::new(vec![1, 0].into(), array.slice(1, 2));
    let found = profiled("vip", Arc::new(coded));
    assert_eq!(shown(&found.leads, "fit_points"), ["0.0", "8.0"]);
    // A number is no flag, and a text neither.
    let found = profiled("vip", Arc::new(Int32Array::from(vec![1])));
    assert_eq!(shown(&found.rejects, "code"), ["wrong_type"]);
    assert_eq!(
        shown(&profiled("vip", texts(["true"])).rejects, "code"),
        ["wrong_type"]
    );
}

/// Lists over members, each of so many; null where there is no number.
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
    // Members of another type, one text, and lists in lists are no set of texts.
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
fn what_no_value_is_is_rejected_row_by_row() {
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
