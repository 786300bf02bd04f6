//! Whether a batch can be as long as it says: readers of Arrow take the memory
//! that a length promises, and a process ends that asks for more than there is.

use arrow_buffer::Buffer;
use arrow_ipc::{CompressionType, RecordBatch as Header};
use arrow_schema::ArrowError;

use super::broken;

/// Most bytes that a compressed byte can become: LZ4 repeats 255 with one.
const MOST_TIMES: usize = 255;
/// Columns of nothing but nulls have rows and no bytes: the most rows that are accepted.
const ROWS_OF_NOTHING: usize = 1_024;
/// Bytes before what is compressed: its length before compression.
const PREFIX: usize = 8;

/// Whether a batch can have as many rows, and what is compressed become as much,
/// as is said.
pub(super) fn fits(header: &Header<'_>, body: &Buffer) -> Result<(), ArrowError> {
    // Nothing else that is compressed is read at all.
    let codec = header.compression().map(|compression| compression.codec());
    let compressed = codec == Some(CompressionType::LZ4_FRAME);
    let times = if compressed { MOST_TIMES } else { 1 };
    // A row takes a bit at least.
    let most = body.len().saturating_mul(8 * times).max(ROWS_OF_NOTHING);
    if usize::try_from(header.length()).map_or(true, |rows| rows > most) {
        return Err(broken("a batch claims more rows than its bytes can hold"));
    }
    if !compressed {
        return Ok(());
    }
    let possible = |offset: i64, length: i64| {
        let from = usize::try_from(offset).ok()?;
        let bytes = body.get(from..from.checked_add(usize::try_from(length).ok()?)?)?;
        let Some(promised) = bytes.first_chunk::<PREFIX>() else {
            return bytes.is_empty().then_some(());
        };
        // A negative length says that it is not compressed.
        let promised = usize::try_from(i64::from_le_bytes(*promised)).unwrap_or(0);
        (promised <= bytes.len().saturating_mul(MOST_TIMES)).then_some(())
    };
    let mut buffers = header.buffers().into_iter().flatten();
    match buffers.all(|buffer| possible(buffer.offset(), buffer.length()).is_some()) {
        true => Ok(()),
        false => Err(broken(
            "a compressed column claims more bytes than it can hold",
        )),
    }
}
