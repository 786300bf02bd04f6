//! Dates and timestamps of every unit and zone.

use std::sync::Arc;

use arrow_array::types::{Int8Type, TimestampMillisecondType};
use arrow_array::{
    Array, ArrayRef, Date32Array, Date64Array, DictionaryArray, PrimitiveArray, StringArray,
    TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray,
    TimestampSecondArray,
};
use leadgrade::arrow::Batches;

use super::{assess, shown, table, texts, visited, visits};

use super::layouts::{profiled, visits_at};
#[test]
fn timestamps_of_every_unit_and_zone() {
    // Midnight in Berlin is 23:00 UTC on the day before.
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
    // Without a zone they are local times of Berlin, where the day begins an hour earlier.
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
fn dates_beyond_the_years_are_rejected() {
    // The infinities of databases, the days just outside the years 1 to 9999, and the limits of all types.
    let (first, last) = (-719_162, 2_932_896);
    let days = [i32::MAX, -i32::MAX, i32::MIN, first - 1, last + 1];
    let millis = [i64::MAX, i64::MIN, i64::from(i32::MAX) * 86_400_000 * 2];
    let ends = vec![i64::MAX, i64::MIN, i64::MAX - 1];
    let arrays: [(ArrayRef, usize); 8] = [
        (Arc::new(Date32Array::from(days.to_vec())), 5),
        (Arc::new(Date64Array::from(millis.to_vec())), 3),
        (Arc::new(TimestampSecondArray::from(ends.clone())), 3),
        (
            Arc::new(TimestampSecondArray::from(ends.clone()).with_timezone("UTC")),
            3,
        ),
        (Arc::new(TimestampMillisecondArray::from(ends.clone())), 3),
        (Arc::new(TimestampMicrosecondArray::from(ends.clone())), 3),
        (
            Arc::new(TimestampMicrosecondArray::from(ends.clone()).with_timezone("UTC")),
            3,
        ),
        (
            Arc::new(TimestampNanosecondArray::from(vec![i64::MAX, i64::MIN])),
            2,
        ),
    ];
    for (array, beyond) in arrays {
        let layouts = [
            Arc::clone(&array),
            // As runs, and as a dictionary with a code that is out of range.
            leadgrade_raw::runs(array.len(), &[array.len() as i32], &array.slice(0, 1)),
            leadgrade_raw::dictionary(
                arrow_schema::DataType::Int8,
                2,
                arrow_buffer::Buffer::from_slice_ref([0_i8, -1]),
                None,
                &array,
            ),
        ];
        for (layout, rejects) in layouts.into_iter().zip([beyond, array.len(), 2]) {
            let type_ = layout.data_type().clone();
            // Nanoseconds of 64 bits span the years 1677 to 2262.
            let found = profiled("since", layout);
            assert_eq!(
                shown(&found.rejects, "code"),
                vec!["out_of_range"; rejects],
                "{type_}"
            );
        }
    }
    let edges: ArrayRef = Arc::new(Date32Array::from(vec![first, last]));
    let found = profiled("since", edges);
    assert_eq!(found.rejects.num_rows(), 0);
    assert_eq!(shown(&found.leads, "fit_points"), ["0.0", "2.0"]);
}

#[test]
fn dates_and_instants_as_attributes() {
    // 2026-01-01 in UTC, and the day before.
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
    // Where a text is declared, an instant is not accepted as one.
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
