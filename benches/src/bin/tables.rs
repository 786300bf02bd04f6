//! `tables FOLDER`: leadgrade as a competitor for tables, see `tables/README.md`.

use std::io::{BufRead, Write};
use std::path::Path;
use std::time::Instant;

use leadgrade::Model;
use leadgrade::arrow::{Batches, ScoredTable, TableRequest};
use leadgrade_benches::tables::{AS_OF_MICROS, Failure, batches, write_file};

/// The columns that all competitors return.
const OUTPUT: [&str; 10] = [
    "lead",
    "fit_points",
    "engagement_points",
    "cycle_points",
    "readiness_points",
    "grade",
    "rank",
    "stage",
    "qualification",
    "ready",
];

fn main() -> Result<(), Failure> {
    let folder = std::env::args().nth(1).ok_or("usage: tables FOLDER")?;
    let competitor = Competitor::load(Path::new(&folder))?;
    let threads = std::thread::available_parallelism()?;
    let version = env!("CARGO_PKG_VERSION");
    answer(&format!(
        r#"{{"about": "leadgrade {version}, {threads} threads"}}"#
    ))?;
    let mut found = None;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        match line.split_once(' ') {
            None if line == "run" => {
                drop(found.take());
                let start = Instant::now();
                let scored = competitor.score()?;
                let seconds = start.elapsed().as_secs_f64();
                let rows = scored.leads.num_rows();
                found = Some(scored);
                answer(&format!(r#"{{"seconds": {seconds:.4}, "rows": {rows}}}"#))?;
            }
            Some(("save", path)) => {
                let leads = found.as_ref().ok_or("save before run")?.leads.clone();
                let rows = leads.num_rows();
                write_file(Path::new(path), std::iter::once(Ok(leads)))?;
                answer(&format!(r#"{{"rows": {rows}}}"#))?;
            }
            _ => return Err(format!("`{line}` is neither `run` nor `save PATH`").into()),
        }
    }
    Ok(())
}

fn answer(line: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

struct Competitor {
    model: Model,
    profiles: Batches,
    events: Batches,
    request: TableRequest,
}

impl Competitor {
    fn load(folder: &Path) -> Result<Self, Failure> {
        let load = |name: &str| -> Result<Batches, Failure> {
            let batches = batches(&folder.join(name))?;
            let schema = batches.first().ok_or("an empty table")?.schema();
            Ok(Batches::new(schema, batches))
        };
        let as_of =
            leadgrade::Instant::from_micros(AS_OF_MICROS).ok_or("`as_of` is out of range")?;
        let mut request = TableRequest::at(as_of);
        request.output = Some(OUTPUT.map(str::to_owned).to_vec());
        Ok(Self {
            model: leadgrade_benches::typical()?,
            profiles: load("profiles.arrow")?,
            events: load("events.arrow")?,
            request,
        })
    }

    fn score(&self) -> Result<ScoredTable, Failure> {
        let (profiles, events) = (&self.profiles, &self.events);
        Ok(self.model.assess_table(profiles, events, &self.request)?)
    }
}
