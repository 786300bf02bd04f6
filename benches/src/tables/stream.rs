//! Streams sorted by lead that are generated while they are read: any number of
//! events without a file.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::ArrowError;

use super::columns::{self, IdColumns, Ids};
use super::{Failure, generate};

/// The leads and events of a block, which is a batch of both streams.
const LEADS: u32 = 12_500;
const EVENTS: u64 = 250_000;
/// Larger than the lead numbers of one block.
const NUMBERS: u32 = 100_000;

/// The time that generating the data took so far.
pub type Making = Rc<Cell<Duration>>;

/// The profiles and events of a number of blocks.
///
/// # Errors
/// If Arrow rejects the data.
pub fn streams(
    blocks: u32,
) -> Result<(impl RecordBatchReader, impl RecordBatchReader, Making), Failure> {
    let making = Making::default();
    let (profiles, events) = block(0, None)?;
    let stream = |events: bool, schema| {
        let making = Rc::clone(&making);
        let batch = move |at| {
            let start = Instant::now();
            let found = block(at, Some(events));
            making.set(making.get() + start.elapsed());
            let (profiles, deeds) =
                found.map_err(|error| ArrowError::from_external_error(error.to_string().into()))?;
            Ok::<RecordBatch, ArrowError>(if events { deeds } else { profiles })
        };
        RecordBatchIterator::new((0..blocks).map(batch), schema)
    };
    let (profiles, events) = (
        stream(false, profiles.schema()),
        stream(true, events.schema()),
    );
    Ok((profiles, events, making))
}

/// The number of events of a number of blocks.
pub fn events(blocks: u32) -> u64 {
    u64::from(blocks) * EVENTS
}

/// A block; unwanted tables have no rows.
fn block(at: u32, events: Option<bool>) -> Result<(RecordBatch, RecordBatch), Failure> {
    let mut data = generate(LEADS, EVENTS, at.into());
    for number in &mut data.numbers {
        *number += at * NUMBERS;
    }
    let ids = IdColumns::new(Ids::Text, &data.numbers);
    let people = if events == Some(false) {
        data.profiles.as_slice()
    } else {
        &[]
    };
    let deeds = if events == Some(true) {
        data.events.as_slice()
    } else {
        &[]
    };
    Ok((
        columns::profiles(people, &ids)?,
        columns::events(deeds, &ids)?,
    ))
}
