//! Arrays of any type from the bytes of a fuzzer, without any guarantee about their contents.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_schema::{DataType, Field, Fields, TimeUnit, UnionFields, UnionMode};
use leadgrade_raw::Parts;

use crate::feed::Feed;

/// An array of any type, sometimes sliced, with child arrays up to a depth.
pub(crate) fn any_array(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let (before, after) = (feed.below(2), feed.below(2));
    let all = before + rows + after;
    let kinds = if depth == 0 { 5 } else { 12 };
    let array = match feed.below(kinds) {
        0 | 1 => texts(feed, all),
        2 => views(feed, all),
        3 => fixed(feed, all),
        4 => plain(feed, all),
        5 | 6 => coded(feed, all, depth),
        7 => runs(feed, all, depth),
        8 | 9 => lists(feed, all, depth),
        10 => list_views(feed, all, depth),
        _ => others(feed, all, depth),
    };
    array.slice(before, rows)
}

fn nulls(feed: &mut Feed<'_>, rows: usize) -> Option<NullBuffer> {
    let bits = (feed.below(2) == 1).then(|| feed.bytes(rows.div_ceil(8)))?;
    Some(NullBuffer::new(BooleanBuffer::new(bits.into(), 0, rows)))
}

fn made(
    type_: DataType,
    rows: usize,
    nulls: Option<NullBuffer>,
    buffers: Vec<Buffer>,
    members: &[ArrayRef],
) -> ArrayRef {
    let parts = Parts {
        offset: 0,
        nulls,
        buffers,
        members: members.iter().map(|array| array.to_data()).collect(),
    };
    leadgrade_raw::array(type_, rows, parts)
}

/// Numbers of 32 or 64 bits.
fn numbers(feed: &mut Feed<'_>, count: usize, wide: bool) -> Buffer {
    let list: Vec<i64> = (0..count).map(|_| feed.number()).collect();
    match wide {
        true => Buffer::from_vec(list),
        #[expect(clippy::cast_possible_truncation, reason = "any number will do")]
        false => Buffer::from_vec(list.iter().map(|number| *number as i32).collect::<Vec<_>>()),
    }
}

/// Offsets, mostly increasing.
fn offsets(feed: &mut Feed<'_>, rows: usize, wide: bool) -> Buffer {
    if feed.below(3) == 0 {
        return numbers(feed, rows + 1, wide);
    }
    let mut last = 0_i64;
    let mut next = || {
        let offset = last;
        last += i64::from(feed.byte() % 4);
        offset
    };
    let list: Vec<i64> = (0..=rows).map(|_| next()).collect();
    match wide {
        true => Buffer::from_vec(list),
        #[expect(clippy::cast_possible_truncation, reason = "they are small")]
        false => Buffer::from_vec(list.iter().map(|offset| *offset as i32).collect::<Vec<_>>()),
    }
}

/// Texts: names of events, instants, letters, arbitrary bytes.
fn pool(feed: &mut Feed<'_>) -> Vec<u8> {
    match feed.below(4) {
        0 => b"visitordera2026-11-20T10:00:00Z".to_vec(),
        1 => "aÄ\u{65e5}b\u{1f600}aa".as_bytes().to_vec(),
        _ => feed.bytes(24),
    }
}

fn texts(feed: &mut Feed<'_>, rows: usize) -> ArrayRef {
    let wide = feed.below(2) == 1;
    let type_ = if wide {
        DataType::LargeUtf8
    } else {
        DataType::Utf8
    };
    let nulls = nulls(feed, rows);
    let buffers = vec![offsets(feed, rows, wide), pool(feed).into()];
    made(type_, rows, nulls, buffers, &[])
}

fn views(feed: &mut Feed<'_>, rows: usize) -> ArrayRef {
    let nulls = nulls(feed, rows);
    let mut view = || match feed.below(3) {
        0 => {
            let mut view = feed.bytes(16);
            view.splice(..4, [feed.byte() % 14, 0, 0, 0]);
            view
        }
        1 => [
            vec![13, 0, 0, 0],
            feed.bytes(4),
            vec![0; 4],
            vec![feed.byte() % 16, 0, 0, 0],
        ]
        .concat(),
        _ => feed.bytes(16),
    };
    let views: Vec<u128> = (0..rows)
        .map(|_| u128::from_le_bytes(view().try_into().expect("16 bytes")))
        .collect();
    let buffers = vec![Buffer::from_vec(views), pool(feed).into()];
    made(DataType::Utf8View, rows, nulls, buffers, &[])
}

/// Types for which any bytes are valid values.
const FIXED: [(DataType, usize); 22] = [
    (DataType::Int8, 1),
    (DataType::Int32, 4),
    (DataType::Int64, 8),
    (DataType::UInt16, 2),
    (DataType::UInt64, 8),
    (DataType::Float16, 2),
    (DataType::Float32, 4),
    (DataType::Float64, 8),
    (DataType::Date32, 4),
    (DataType::Date64, 8),
    (DataType::Timestamp(TimeUnit::Second, None), 8),
    (DataType::Timestamp(TimeUnit::Millisecond, None), 8),
    (DataType::Timestamp(TimeUnit::Microsecond, None), 8),
    (DataType::Timestamp(TimeUnit::Nanosecond, None), 8),
    (DataType::Decimal32(9, 2), 4),
    (DataType::Decimal64(18, -3), 8),
    (DataType::Decimal128(38, 0), 16),
    (DataType::Decimal128(38, 20), 16),
    (DataType::Decimal256(76, 0), 32),
    (DataType::Decimal256(76, 40), 32),
    (DataType::Duration(TimeUnit::Second), 8),
    (DataType::FixedSizeBinary(3), 3),
];

fn fixed(feed: &mut Feed<'_>, rows: usize) -> ArrayRef {
    let at = feed.below(FIXED.len());
    let (type_, width) = &FIXED[at];
    let type_ = match (type_, feed.below(2)) {
        (DataType::Timestamp(unit, _), 1) => DataType::Timestamp(*unit, Some("UTC".into())),
        _ => type_.clone(),
    };
    let nulls = nulls(feed, rows);
    let value = |feed: &mut Feed<'_>| match feed.below(4) {
        0 => feed.bytes(*width),
        1 => vec![0xff; *width],
        2 => [vec![0; *width - 1], vec![0x80]].concat(),
        _ => [vec![feed.byte()], vec![0; *width - 1]].concat(),
    };
    let bytes: Vec<u8> = (0..rows).flat_map(|_| value(feed)).collect();
    let mut aligned = arrow_buffer::MutableBuffer::with_capacity(bytes.len());
    aligned.extend_from_slice(&bytes);
    made(type_, rows, nulls, vec![aligned.into()], &[])
}

/// Flags and nulls.
fn plain(feed: &mut Feed<'_>, rows: usize) -> ArrayRef {
    if feed.below(2) == 0 {
        return made(DataType::Null, rows, None, Vec::new(), &[]);
    }
    let nulls = nulls(feed, rows);
    let bits = feed.bytes(rows.div_ceil(8));
    made(DataType::Boolean, rows, nulls, vec![bits.into()], &[])
}

fn coded(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let count = feed.below(5);
    let values = any_array(feed, count, depth - 1);
    let nulls = nulls(feed, rows);
    let (keys, width) = [
        (DataType::Int8, 1),
        (DataType::UInt16, 2),
        (DataType::Int32, 4),
        (DataType::UInt64, 8),
    ][feed.below(4)]
    .clone();
    let code = |feed: &mut Feed<'_>| feed.number().to_le_bytes()[..width].to_vec();
    let bytes: Vec<u8> = (0..rows).flat_map(|_| code(feed)).collect();
    let mut codes = arrow_buffer::MutableBuffer::with_capacity(bytes.len());
    codes.extend_from_slice(&bytes);
    leadgrade_raw::dictionary(keys, rows, codes.into(), nulls, &values)
}

fn runs(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let count = feed.below(5);
    let values = any_array(feed, count, depth - 1);
    let count = feed.below(5);
    let mut last = 0;
    let mut end = || match feed.byte() {
        byte @ 0..=0xf7 => {
            last += 1 + i32::from(byte % 4);
            last
        }
        byte => i32::from(byte) - 0xfa,
    };
    let ends: Vec<i32> = (0..count).map(|_| end()).collect();
    leadgrade_raw::runs(rows, &ends, &values)
}

fn member(values: &ArrayRef) -> Arc<Field> {
    Arc::new(Field::new_list_field(values.data_type().clone(), true))
}

fn lists(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let kind = feed.below(3);
    let count = if kind == 0 { rows * 2 } else { feed.below(16) };
    let values = any_array(feed, count, depth - 1);
    let nulls = nulls(feed, rows);
    let field = member(&values);
    let (type_, buffers) = match kind {
        0 => (DataType::FixedSizeList(field, 2), Vec::new()),
        1 => (DataType::List(field), vec![offsets(feed, rows, false)]),
        _ => (DataType::LargeList(field), vec![offsets(feed, rows, true)]),
    };
    made(type_, rows, nulls, buffers, &[values])
}

fn list_views(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let count = feed.below(16);
    let values = any_array(feed, count, depth - 1);
    let nulls = nulls(feed, rows);
    let (field, wide) = (member(&values), feed.below(2) == 1);
    let type_ = if wide {
        DataType::LargeListView(field)
    } else {
        DataType::ListView(field)
    };
    let buffers = vec![numbers(feed, rows, wide), numbers(feed, rows, wide)];
    made(type_, rows, nulls, buffers, &[values])
}

/// Types that the language has no values for.
fn others(feed: &mut Feed<'_>, rows: usize, depth: usize) -> ArrayRef {
    let nulls = nulls(feed, rows);
    let values = [
        any_array(feed, rows, depth - 1),
        any_array(feed, rows, depth - 1),
    ];
    let field = |at: usize| Field::new(["a", "b"][at], values[at].data_type().clone(), true);
    let unions = || UnionFields::from_fields([field(0), field(1)]);
    match feed.below(3) {
        0 => {
            let fields = Fields::from(vec![field(0), field(1)]);
            made(DataType::Struct(fields), rows, nulls, Vec::new(), &values)
        }
        1 => {
            let types = feed.bytes(rows).into();
            made(
                DataType::Union(unions(), UnionMode::Sparse),
                rows,
                None,
                vec![types],
                &values,
            )
        }
        _ => {
            let buffers = vec![feed.bytes(rows).into(), numbers(feed, rows, false)];
            made(
                DataType::Union(unions(), UnionMode::Dense),
                rows,
                None,
                buffers,
                &values,
            )
        }
    }
}
