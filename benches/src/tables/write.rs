//! Tables as uncompressed Arrow IPC files.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;

use super::columns::{self, IdColumns, Ids};
use super::{Data, Failure};

/// Rows of a batch: what a reader of a large file gets at a time.
const BATCH: usize = 1 << 18;

/// Writes `profiles.arrow` and `events.arrow` into a folder.
///
/// # Errors
/// What could not be written.
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

/// Writes batches of one schema; under another name first, so that a file that
/// is there is whole.
///
/// # Errors
/// What could not be written.
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
