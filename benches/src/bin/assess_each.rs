//! Assesses every lead of a variant with a single call, and writes the results that
//! all competitors must match: `assess_each FOLDER RESULT`.

use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use leadgrade::{Day, Event, Instant, Profile, Value};
use leadgrade_benches::tables::{AS_OF_MICROS, Batches, Failure, Results, batches, texts};
use rustc_hash::FxHashMap;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(result)) = (arguments.next(), arguments.next()) else {
        return Err("usage: assess_each FOLDER RESULT".into());
    };
    let folder = Path::new(&folder);
    let profiles = batches(&folder.join("profiles.arrow"))?;
    let mut leads = Numbered::default();
    for batch in &profiles {
        texts(column(batch, "lead")?, |id| {
            leads.number(id);
        })?;
    }
    let events = Events::read(&batches(&folder.join("events.arrow"))?, &mut leads)?;
    assess(&profiles, &leads, &events)?.write(Path::new(&result))
}

/// The leads of the profiles, then those with only events up to `as_of`.
fn assess(profiles: &Batches, leads: &Numbered, events: &Events) -> Result<Results, Failure> {
    let model = leadgrade_benches::typical()?;
    let as_of = Instant::from_micros(AS_OF_MICROS).ok_or("`as_of` is out of range")?;
    let mut results = Results::default();
    let mut rest = events.rows.as_slice();
    let mut assess = |profile: &Profile, listed: bool, lead: u32| {
        let (own, others) = rest.split_at(rest.partition_point(|row| row.lead <= lead));
        rest = others;
        if !listed && own.iter().all(|row| row.at > AS_OF_MICROS) {
            return Ok(());
        }
        let own: Vec<_> = own.iter().map(|row| events.event(row)).collect();
        let found = model.assess(profile, &own, as_of);
        results.push(&found);
        match found.report().rejects.first() {
            Some(reject) => Err(format!("the made-up data is bad: {}", reject.reason)),
            None => Ok(()),
        }
    };
    let mut ids = leads.names.iter().zip(0..);
    for batch in profiles {
        for row in 0..batch.num_rows() {
            let (id, lead) = ids.next().ok_or("a lead has two profiles")?;
            assess(&profile(id, batch, row)?, true, lead)?;
        }
    }
    for (id, lead) in ids {
        assess(&Profile::new(id.as_str()), false, lead)?;
    }
    Ok(results)
}

/// Names by number, in order of first appearance.
#[derive(Default)]
struct Numbered {
    numbers: FxHashMap<String, u32>,
    names: Vec<String>,
}

impl Numbered {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }
}

/// All events, grouped by lead.
struct Events {
    names: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    lead: u32,
    name: u32,
    at: i64,
    /// NaN if there is none.
    value: f64,
}

impl Events {
    fn read(batches: &Batches, leads: &mut Numbered) -> Result<Self, Failure> {
        let mut names = Numbered::default();
        let mut rows = Vec::with_capacity(batches.iter().map(RecordBatch::num_rows).sum());
        for batch in batches {
            let (mut of_leads, mut of_names) = (Vec::new(), Vec::new());
            texts(column(batch, "lead")?, |id| of_leads.push(leads.number(id)))?;
            texts(column(batch, "event")?, |name| {
                of_names.push(names.number(name));
            })?;
            let at = column(batch, "at")?
                .as_primitive_opt::<TimestampMicrosecondType>()
                .ok_or("`at` is no timestamp in microseconds")?;
            let values = column(batch, "value")?
                .as_primitive_opt::<Float64Type>()
                .ok_or("`value` is no 64-bit float")?;
            let ids = of_leads.into_iter().zip(of_names);
            for ((lead, name), (at, value)) in ids.zip(at.iter().zip(values)) {
                rows.push(Row {
                    lead,
                    name,
                    at: at.ok_or("a null in `at`")?,
                    value: value.unwrap_or(f64::NAN),
                });
            }
        }
        rows.sort_unstable_by_key(|row| row.lead);
        Ok(Self {
            names: names.names,
            rows,
        })
    }

    fn event(&self, row: &Row) -> Event {
        let name = self.names.get(row.name as usize).map(String::as_str);
        Event::new(name.unwrap_or_default(), Instant::from_micros(row.at)).value(row.value)
    }
}

/// One row of profiles; all columns but the id are attributes.
fn profile(id: &str, batch: &RecordBatch, row: usize) -> Result<Profile, Failure> {
    let mut profile = Profile::new(id);
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if field.name() != "lead" && column.is_valid(row) {
            profile.set(field.name().clone(), value(column, row)?);
        }
    }
    Ok(profile)
}

fn value(column: &dyn Array, row: usize) -> Result<Value, Failure> {
    Ok(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).into(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into(),
        DataType::Date32 => Day(column.as_primitive::<Date32Type>().value(row)).into(),
        other => return Err(format!("an attribute of type {other}").into()),
    })
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a dyn Array, Failure> {
    let column = batch.column_by_name(name);
    Ok(column.ok_or_else(|| format!("no column `{name}`"))?)
}
