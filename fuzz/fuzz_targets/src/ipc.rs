//! Arrow IPC streams from arbitrary bytes.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Arc;

use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{
    ArrayRef, DictionaryArray, Float64Array, Int64Array, LargeStringArray, RecordBatch, RunArray,
    StringArray, StringViewArray, TimestampMicrosecondArray,
};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;

use crate::arrays::score;

/// An Arrow stream, read without validation as profiles and as events, is scored or an error with a
/// message. The first byte chooses whether texts are coerced.
pub fn arrow_ipc(data: &[u8]) {
    let Some((first, stream)) = data.split_first() else {
        return;
    };
    if !is_framed(stream) {
        return;
    }
    for batch in read(stream) {
        let _ = score(&batch, &batch, first % 2 == 1);
    }
}

/// Whether each message is as long as it claims. The reader allocates that much memory first, and
/// the process ends if there is not enough.
fn is_framed(mut stream: &[u8]) -> bool {
    while let Some((mark, rest)) = stream.split_first_chunk::<4>() {
        let (size, rest) = match (*mark, rest.split_first_chunk::<4>()) {
            ([0xff, 0xff, 0xff, 0xff], Some((size, rest))) => (*size, rest),
            (size, _) => (size, rest),
        };
        let size = u32::from_le_bytes(size) as usize;
        if size == 0 {
            return true;
        }
        let Some((message, rest)) = rest.split_at_checked(size) else {
            return false;
        };
        let body = match arrow_ipc::root_as_message(message) {
            Ok(message) => usize::try_from(message.bodyLength()),
            Err(_) => return true,
        };
        match body.ok().and_then(|body| rest.get(body..)) {
            Some(rest) => stream = rest,
            None => return false,
        }
    }
    true
}

/// Reads the stream. The packages catch a panic of the reader, so it is not a bug, but libFuzzer's
/// panic hook ends the process: the hook is removed during the call.
fn read(stream: &[u8]) -> Vec<RecordBatch> {
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let batches = catch_unwind(AssertUnwindSafe(|| batches(stream)));
    set_hook(hook);
    batches.unwrap_or_default()
}

fn batches(stream: &[u8]) -> Vec<RecordBatch> {
    let Ok(reader) = StreamReader::try_new(Cursor::new(stream), None) else {
        return Vec::new();
    };
    // SAFETY: the arrays are deliberately not valid. Their buffers exist, and the library relies
    // on nothing else.
    let reader = unsafe { reader.with_skip_validation(true) };
    reader.map_while(Result::ok).collect()
}

/// Small tables with every layout of texts.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for layout in 0..7 {
        for columns in [["lead", "text", "tags"], ["lead", "event", "page"]] {
            all.push([vec![layout], written(layout, columns)].concat());
        }
    }
    all
}

fn written(layout: u8, names: [&str; 3]) -> Vec<u8> {
    let texts = |list: [&str; 3]| -> ArrayRef {
        match layout {
            0 => Arc::new(StringArray::from(list.to_vec())),
            1 => Arc::new(LargeStringArray::from(list.to_vec())),
            2 => Arc::new(StringViewArray::from(list.to_vec())),
            3 => Arc::new(list.into_iter().collect::<DictionaryArray<Int8Type>>()),
            4 => Arc::new(list.into_iter().collect::<DictionaryArray<Int32Type>>()),
            5 => Arc::new(list.into_iter().collect::<RunArray<Int32Type>>()),
            _ => Arc::new(StringArray::from(
                list.map(Some)
                    .map(|one| one.filter(|one| *one != "b"))
                    .to_vec(),
            )),
        }
    };
    let second = if names[1] == "event" {
        ["visit", "order", "visit"]
    } else {
        ["a", "b", "é"]
    };
    let at = TimestampMicrosecondArray::from(vec![1_763_632_800_000_000; 3]).with_timezone("UTC");
    let columns: [(&str, ArrayRef); 7] = [
        (names[0], texts(["a", "b", "c"])),
        (names[1], texts(second)),
        (
            names[2],
            texts(["a", "b", "a longer text than a view holds"]),
        ),
        ("at", Arc::new(at)),
        (
            "value",
            Arc::new(Float64Array::from(vec![1.0, f64::NAN, 1e300])),
        ),
        (
            "number",
            Arc::new(Int64Array::from(vec![Some(1), None, Some(i64::MAX)])),
        ),
        ("id", texts(["1", "2", "2"])),
    ];
    let columns = columns.into_iter().map(|(name, array)| (name, array, true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length");
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("memory takes it");
    writer.write(&batch).expect("memory takes it");
    writer.into_inner().expect("memory takes it")
}
