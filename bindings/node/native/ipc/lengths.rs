//! Checks the lengths that a batch claims. Arrow's readers allocate as much as a length says, and
//! asking for more memory than there is would end the process.

use arrow_buffer::Buffer;
use arrow_ipc::{CompressionType, RecordBatch as Header};
use arrow_schema::ArrowError;

use super::broken;

/// The largest compression ratio: in LZ4 one byte can stand for 255.
const MAX_RATIO: usize = 255;
/// The rows that are accepted of a batch whose columns are all null, and so take no bytes.
const MAX_NULL_ROWS: usize = 1_024;
/// The length before compression, which precedes compressed bytes.
const PREFIX: usize = 8;

/// Checks that the bytes of a batch can hold the rows and the uncompressed bytes that it claims.
pub(super) fn fits(header: &Header<'_>, body: &Buffer) -> Result<(), ArrowError> {
    // Other codecs are refused when the batch is decoded.
    let codec = header.compression().map(|compression| compression.codec());
    let compressed = codec == Some(CompressionType::LZ4_FRAME);
    let ratio = if compressed { MAX_RATIO } else { 1 };
    // A row takes at least one bit.
    let most = body.len().saturating_mul(8 * ratio).max(MAX_NULL_ROWS);
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
        // A negative length means that the buffer is not compressed.
        let promised = usize::try_from(i64::from_le_bytes(*promised)).unwrap_or(0);
        (promised <= bytes.len().saturating_mul(MAX_RATIO)).then_some(())
    };
    let mut buffers = header.buffers().into_iter().flatten();
    match buffers.all(|buffer| possible(buffer.offset(), buffer.length()).is_some()) {
        true => Ok(()),
        false => Err(broken(
            "a compressed column claims more bytes than it can hold",
        )),
    }
}
