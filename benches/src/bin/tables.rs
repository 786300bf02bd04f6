//! `tables FOLDER`: leadgrade's tables as a competitor, see `tables/README.md`.

use std::io::{BufRead, Write};
use std::path::Path;
use std::time::Instant;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, DictionaryArray, RecordBatch, StringArray};
use arrow_schema::DataType;
use leadgrade::tables::{AsOf, Chunk, Column, Known, Scoring, TableOptions, Texts};
use leadgrade_benches::tables::{AS_OF_MICROS, Batches, Failure, batches};

struct Plain(StringArray);

impl Texts for Plain {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn text(&self, row: usize) -> Option<&str> {
        self.0.is_valid(row).then(|| self.0.value(row))
    }
}

struct Coded(DictionaryArray<Int32Type>, StringArray);

impl Texts for Coded {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn text(&self, row: usize) -> Option<&str> {
        let key = self.0.key(row)?;
        Some(self.1.value(key))
    }
}

fn column(array: &dyn Array) -> Result<Column<'_>, Failure> {
    let known = || match array.nulls() {
        None => Known::All,
        Some(nulls) => Known::Bits {
            bytes: nulls.validity().into(),
            first: nulls.offset(),
        },
    };
    Ok(match array.data_type() {
        DataType::Utf8 => Column::Texts(Box::new(Plain(array.as_string::<i32>().clone()))),
        DataType::Float64 => Column::Doubles(
            array.as_primitive::<Float64Type>().values().as_ref().into(),
            known(),
        ),
        DataType::Int64 => Column::Wholes(
            array.as_primitive::<Int64Type>().values().as_ref().into(),
            known(),
        ),
        DataType::Date32 => Column::Days(
            array.as_primitive::<Date32Type>().values().as_ref().into(),
            known(),
        ),
        DataType::Timestamp(..) => Column::Instants {
            micros: array
                .as_primitive::<TimestampMicrosecondType>()
                .values()
                .as_ref()
                .into(),
            known: known(),
            local: false,
        },
        DataType::Dictionary(..) => {
            let coded = array.as_dictionary::<Int32Type>().clone();
            let values = coded.values().as_string::<i32>().clone();
            Column::Texts(Box::new(Coded(coded, values)))
        }
        other => return Err(format!("{other}").into()),
    })
}

fn chunk(batch: &RecordBatch) -> Result<Chunk<'_>, Failure> {
    let mut chunk = Chunk::new(batch.num_rows());
    for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
        chunk = chunk.with(field.name().as_str(), column(array.as_ref())?);
    }
    Ok(chunk)
}

fn main() -> Result<(), Failure> {
    let folder = std::env::args().nth(1).ok_or("tables FOLDER")?;
    let load = |name: &str| -> Result<Batches, Failure> { batches(&Path::new(&folder).join(name)) };
    let (profiles, events) = (load("profiles.arrow")?, load("events.arrow")?);
    let model = leadgrade_benches::typical()?;
    let as_of = AsOf::One(leadgrade::Instant::from_micros(AS_OF_MICROS).ok_or("as_of")?);
    let mut out = std::io::stdout();
    writeln!(out, "{{\"about\": \"leadgrade\"}}")?;
    let mut _found = Scoring::default();
    for line in std::io::stdin().lock().lines() {
        if line? == "run" {
            _found = Scoring::default();
            let start = Instant::now();
            let people: Vec<Chunk<'_>> = profiles.iter().map(chunk).collect::<Result<_, _>>()?;
            let deeds: Vec<Chunk<'_>> = events.iter().map(chunk).collect::<Result<_, _>>()?;
            _found = model.score_tables(&people, &deeds, &as_of, &TableOptions::default())?;
            let seconds = start.elapsed().as_secs_f64();
            writeln!(
                out,
                "{{\"seconds\": {seconds:.4}, \"rows\": {}}}",
                _found.rows.len()
            )?;
            out.flush()?;
        }
    }
    Ok(())
}
