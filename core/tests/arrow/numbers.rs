//! Numbers of every width.

use std::sync::Arc;

use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, ArrowPrimitiveType, Decimal32Array, Decimal64Array, Decimal128Array,
    Decimal256Array, DictionaryArray, Float16Array, Float32Array, Float64Array, Int64Array,
    PrimitiveArray, TimestampMicrosecondArray, UInt64Array,
};
use arrow_buffer::i256;
use leadgrade::Model;
use leadgrade::arrow::{Batches, TableRequest};

use super::{assess, now, shown, table, texts, visited, visits};

use super::layouts::{ordered, people, profiled};
/// Fit by `size`: 30 points from 100, otherwise 5; no points if it is missing.
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
fn large_unsigned_numbers_are_distinct() {
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
    // 2^53 + 1 is not representable as a double.
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
    // A tenth as a decimal, a decimal that differs from it in the 20th place, and the widened float.
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
    // 99.99.. with more digits than any double or 128 bits can hold.
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

#[test]
fn values_of_events_go_to_the_nearest_thousandth() {
    // 0.0005 is a tie and rounds away from zero; a number just below it rounds to zero.
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
fn floats_widen_and_infinite_ones_are_rejected() {
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

#[test]
fn a_value_out_of_bounds_is_rejected_whenever_its_event_was() {
    let day = |days: i64| now().micros() + days * 86_400_000_000;
    let at = TimestampMicrosecondArray::from(vec![day(-1), day(1), day(-1)]).with_timezone("UTC");
    let events = table([
        ("lead", texts(["a", "a", "b"])),
        ("event", texts(["order"; 3])),
        ("at", Arc::new(at)),
        ("value", Arc::new(Float64Array::from(vec![5.0, 2e9, 2e9]))),
    ]);
    let found = assess(&visits(), &Batches::none(), &events);
    assert_eq!(shown(&found.rejects, "row"), ["1", "2"]);
    assert_eq!(
        shown(&found.rejects, "code"),
        ["out_of_range", "out_of_range"]
    );
    assert_eq!(shown(&found.leads, "engagement_points"), ["5.0"]);
}

#[test]
fn ids_below_zero_are_ids() {
    let ids = |list: Vec<i64>| Arc::new(Int64Array::from(list)) as ArrayRef;
    let leads = table([
        ("lead", ids(vec![-1, i64::MIN, 7])),
        ("size", ids(vec![100, 1, 100])),
    ]);
    let found = assess(&visits(), &leads, &visited(ids(vec![-1, -1, i64::MAX, -1])));
    let expected = ["-1", "-9223372036854775808", "7", "9223372036854775807"];
    assert_eq!(shown(&found.leads, "lead"), expected);
    let points = shown(&found.leads, "engagement_points");
    assert_eq!(points, ["30.0", "0.0", "0.0", "10.0"]);
    assert_eq!(
        shown(&found.leads, "fit_points"),
        ["30.0", "5.0", "30.0", "0.0"]
    );
}

#[test]
fn whole_numbers_of_up_to_38_digits_are_exact() {
    let most = 10_i128.pow(38) - 1;
    let long = |digits: Vec<i128>| -> ArrayRef {
        let array = Decimal128Array::from(digits);
        Arc::new(array.with_precision_and_scale(38, 0).unwrap())
    };
    let wide = |digits: &[&str], places: i8| -> ArrayRef {
        let digits = digits.iter().map(|digits| i256::from_string(digits));
        let array: Decimal256Array = digits.collect();
        Arc::new(array.with_precision_and_scale(76, places).unwrap())
    };
    let text = "9".repeat(38);
    let longer = "9".repeat(39);
    for (ids, expected, rejects) in [
        (
            long(vec![most, most - 1, -most]),
            vec![text.clone(), (most - 1).to_string(), format!("-{text}")],
            0,
        ),
        (wide(&[&text, &longer], 0), vec![text.clone()], 1),
        (
            wide(&["70", &format!("{longer}0")], 1),
            vec!["7".to_owned()],
            1,
        ),
        (wide(&["7", &text], -2), vec!["700".to_owned()], 1),
    ] {
        let found = assess(
            &visits(),
            &table([("lead", Arc::clone(&ids))]),
            &Batches::none(),
        );
        assert_eq!(shown(&found.leads, "lead"), expected);
        assert_eq!(shown(&found.rejects, "code"), vec!["out_of_range"; rejects]);
        let found = profiled("size", ids);
        assert_eq!(shown(&found.rejects, "code"), vec!["out_of_range"; rejects]);
    }
    // More digits than the type has.
    let parts = leadgrade_raw::Parts {
        buffers: vec![arrow_buffer::Buffer::from_slice_ref([
            999_i128,
            1000,
            -1000,
            i128::MAX,
            i128::MIN,
        ])],
        ..Default::default()
    };
    let short = leadgrade_raw::array(arrow_schema::DataType::Decimal128(3, 0), 5, parts);
    let found = profiled("size", short);
    assert_eq!(shown(&found.rejects, "row"), ["1", "2", "3", "4"]);
    assert_eq!(shown(&found.rejects, "code"), ["out_of_range"; 4]);
}

#[test]
fn small_whole_floats_are_ids() {
    let most = 9_007_199_254_740_991.0;
    let floats = vec![
        7.0,
        -0.0,
        most,
        most + 1.0,
        1e300,
        7.5,
        f64::INFINITY,
        f64::NAN,
    ];
    let floats: ArrayRef = Arc::new(Float64Array::from(floats));
    let found = assess(&visits(), &table([("lead", floats)]), &Batches::none());
    assert_eq!(shown(&found.leads, "lead"), ["7", "0", "9007199254740991"]);
    let codes = shown(&found.rejects, "code");
    assert_eq!(codes[..3], ["out_of_range", "out_of_range", "wrong_type"]);
    assert_eq!(codes[4], "missing");
    let small: ArrayRef = Arc::new(Float32Array::from(vec![7.0, 1e30]));
    let found = assess(&visits(), &table([("lead", small)]), &Batches::none());
    assert_eq!(shown(&found.leads, "lead"), ["7"]);
    assert_eq!(shown(&found.rejects, "code"), ["out_of_range"]);
    // A decimal is exact at any size.
    let decimal = Decimal128Array::from(vec![1 << 60]).with_precision_and_scale(38, 0);
    let leads = table([("lead", Arc::new(decimal.unwrap()) as ArrayRef)]);
    let found = assess(&visits(), &leads, &Batches::none());
    assert_eq!(shown(&found.leads, "lead"), ["1152921504606846976"]);
}
