//! Writes tables as uncompressed Arrow IPC files.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;

use super::columns::{self, IdColumns, Ids};
use super::{Data, Failure};

/// The number of rows of a batch.
const BATCH: usize = 1 << 18;

/// Writes `profiles.arrow` and `events.arrow` into a folder.
///
/// # Errors
/// If a file cannot be written.
pub fn write_variant(data: &Data, ids: Ids, folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let ids = IdColumns::new(ids, &data.numbers);
    let profiles = data.profiles.chunks(BATCH);
    write_file(
        &folder.join("profiles.arrow"),
        profiles.map(|rows| columns::profiles(rows, &ids)),
    )?;
    let events = data.events.chunks(BATCH);
    write_file(
        &folder.join("events.arrow"),
        events.map(|rows| columns::events(rows, &ids)),
    )
}

/// Writes batches of one schema, first under another name, so that an existing file is
/// always complete.
///
/// # Errors
/// If a file cannot be written.
pub fn write_file(
    path: &Path,
    mut batches: impl Iterator<Item = Result<RecordBatch, Failure>>,
) -> Result<(), Failure> {
    let first = batches.next().ok_or("a table without rows")??;
    let part = path.with_extension("part");
    let file = BufWriter::new(File::create(&part)?);
    let mut writer = FileWriter::try_new(file, &first.schema())?;
    writer.write(&first)?;
    for batch in batches {
        writer.write(&batch?)?;
    }
    writer.finish()?;
    drop(writer);
    Ok(std::fs::rename(&part, path)?)
}
