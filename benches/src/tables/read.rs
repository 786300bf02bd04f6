//! Reads Arrow IPC files, and ids of any kind as texts.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_ipc::reader::FileReader;
use arrow_schema::DataType;

use super::Failure;

/// The batches of a table.
pub type Batches = Vec<RecordBatch>;

/// Reads a whole file.
///
/// # Errors
/// Names the file and what is wrong with it.
pub fn batches(path: &Path) -> Result<Batches, Failure> {
    let read = || -> Result<Batches, Failure> {
        let reader = FileReader::try_new(BufReader::new(File::open(path)?), None)?;
        Ok(reader.collect::<Result<_, _>>()?)
    };
    read().map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Calls `each` with every id (or other text) of a column; a whole number is its decimal text.
///
/// # Errors
/// If the column has another type, or a null.
pub fn texts(column: &dyn Array, mut each: impl FnMut(&str)) -> Result<(), Failure> {
    let missing = || "a null where an id or a name belongs";
    match column.data_type() {
        DataType::Utf8 => {
            for text in column.as_string::<i32>() {
                each(text.ok_or_else(missing)?);
            }
        }
        DataType::Int64 => {
            for number in column.as_primitive::<Int64Type>() {
                each(&number.ok_or_else(missing)?.to_string());
            }
        }
        DataType::Dictionary(_, _) => {
            let column = column
                .as_dictionary_opt::<Int32Type>()
                .ok_or("a dictionary with keys that are not 32-bit integers")?;
            let texts = column
                .downcast_dict::<arrow_array::StringArray>()
                .ok_or("a dictionary of something else than texts")?;
            for text in texts {
                each(text.ok_or_else(missing)?);
            }
        }
        other => return Err(format!("a column of {other} where texts belong").into()),
    }
    Ok(())
}
