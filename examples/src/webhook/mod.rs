//! A service that receives events one at a time: it never replays old events, never counts an event
//! twice, and knows the next day on which each lead's labels change.
//!
//! Events come from a file, in the order of its rows. One transaction stores the histories, the
//! days of the next changes, the lines to print, and how far the file was read. So the program may
//! be killed at any moment; when it starts again, it continues after the last transaction.
//!
//! Another program may be writing the file: a last line without an end waits for the next run. The
//! place in the file is stored with a hash of everything before it. A file that was truncated,
//! replaced or rotated is therefore an error, and no event is silently skipped or counted twice.

mod args;
mod receiver;
mod notes;
mod profiles;
mod store;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;

use crate::error::{ProgramError, load_model};
use crate::files::{Input, Mark, Rows};
use crate::progress::Progress;
use crate::scoring::event_columns;
use crate::show::text::escaped;
use clap::Parser;
use leadgrade::{History, Model};

use args::Args;
use notes::Notes;
use receiver::Receiver;
use store::Store;

/// The number of events per transaction, which waits for the disk.
const BATCH: u64 = 256;

/// The histories in a store, by lead.
///
/// # Errors
/// If the store cannot be read.
pub fn histories(store: &std::path::Path) -> Result<Vec<(String, History)>, ProgramError> {
    Store::open(store)?.histories()
}

/// Runs the program and returns its exit code; the first argument is the program's name.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            let code = u8::from(error.use_stderr()) * 2;
            let target: &mut dyn Write = if code == 0 { out } else { err };
            // If this fails too, the exit code is all that is left.
            let _ = write!(target, "{error}");
            return code;
        }
    };
    match serve(&args, out, err) {
        Ok(()) => 0,
        Err(error) => {
            let _ = writeln!(err, "error: {error}");
            1
        }
    }
}

fn serve(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), ProgramError> {
    let model = load_model(&args.model())?;
    let store = Store::open(&args.store)?;
    if let Some(until) = &args.due {
        for (day, lead) in store.due(until)? {
            print(out, &format!("{day} {}", escaped(&lead)))?;
        }
        return Ok(());
    }
    let mut notes = Notes::new(err);
    let profiles = match args.profiles() {
        Some(path) => profiles::read(&model, &path, args.delimiter, &mut notes)?,
        None => BTreeMap::new(),
    };
    let mut receiver = Receiver::new(&model, store, profiles)?;
    // The program may have been killed between storing and printing.
    receiver.print_unprinted(out)?;
    let mut rows = open(args, &model, receiver.mark())?;
    let ended = receive(&mut rows, &mut receiver, out);
    // Keeps the rows before an error in the file.
    receiver.store(rows.mark(), out)?;
    // Records that the last lines were printed.
    receiver.store(rows.mark(), out)?;
    ended?;
    if let Some(line) = rows.cut_line() {
        let path = args.events();
        let text = "is not complete; it is received once it has a line end";
        notes.print(&path, line, text);
    }
    Ok(())
}

/// Opens the events, and skips those that were received before.
fn open(args: &Args, model: &Model, mark: Mark) -> Result<Rows<'static>, ProgramError> {
    let input = Input {
        path: &args.events(),
        delimiter: args.delimiter,
        needed: &["lead", "event", "at"],
        read: &event_columns(model),
        grows: true,
    };
    let mut rows = Rows::open(input, &Progress::silent())?;
    if mark == Mark::default() {
        return Ok(rows);
    }
    match rows.resume(mark) {
        // `--new-file` has no effect on a file that was received already, so a service that is
        // restarted with the same arguments counts nothing twice.
        Err(ProgramError::Changed { .. }) if args.new_file => {
            Rows::open(input, &Progress::silent())
        }
        resumed => resumed.map(|()| rows),
    }
}

/// Receives the rows to the end of the file.
fn receive(
    rows: &mut Rows<'_>,
    receiver: &mut Receiver<'_>,
    out: &mut dyn Write,
) -> Result<(), ProgramError> {
    let mut waiting = 0;
    while let Some(row) = rows.next()? {
        receiver.receive(&row);
        waiting += 1;
        if waiting == BATCH {
            waiting = 0;
            receiver.store(rows.mark(), out)?;
        }
    }
    Ok(())
}

fn print(out: &mut dyn Write, line: &str) -> Result<(), ProgramError> {
    let failed =
        |error| ProgramError::io(std::path::Path::new("standard output"), "written", &error);
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(failed)
}
