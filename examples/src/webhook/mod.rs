//! A service that receives events one at a time: it never reads a lead's life
//! again, never counts an event twice, and knows when to look at whom.
//!
//! Events come from a file in the order of its rows. What belongs together is
//! stored together: histories, the days on which leads are to be looked at, the
//! lines to print, and how far the file was read. So the program may be killed
//! at any moment; when it starts again, it goes on where the last store ended.
//!
//! Somebody may be writing the file: a last line without an end waits for the next run. How far
//! the file was received is stored with a hash of everything up to there, so that a file that was
//! cut off, replaced or rotated is an error, and no event is skipped or received twice in silence.

mod args;
mod desk;
mod notes;
mod profiles;
mod store;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;

use crate::files::{Input, Mark, Rows};
use crate::progress::Progress;
use crate::scoring::event_columns;
use crate::show::text::escaped;
use crate::trouble::{Trouble, load_model};
use clap::Parser;
use leadgrade::{History, Model};

use args::Args;
use desk::Desk;
use notes::Notes;
use store::Store;

/// Events that are stored together: each store waits for the disk.
const TOGETHER: u64 = 256;

/// The histories in a store, by lead.
///
/// # Errors
/// When the store cannot be read.
pub fn histories(store: &std::path::Path) -> Result<Vec<(String, History)>, Trouble> {
    Store::open(store)?.histories()
}

/// Runs the program with its arguments, the first of which is its name; gives
/// its exit code.
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
            // Nobody is left to tell when this fails.
            let _ = write!(target, "{error}");
            return code;
        }
    };
    match serve(&args, out, err) {
        Ok(()) => 0,
        Err(trouble) => {
            let _ = writeln!(err, "error: {trouble}");
            1
        }
    }
}

fn serve(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), Trouble> {
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
    let mut desk = Desk::new(&model, store, profiles)?;
    // A kill may have come between storing and printing.
    desk.print_waiting(out)?;
    let mut rows = open(args, &model, desk.mark())?;
    let ended = receive(&mut rows, &mut desk, out);
    // What came before a row that cannot be told from the next is kept.
    desk.store(rows.mark(), out)?;
    // What was printed last is known to be printed.
    desk.store(rows.mark(), out)?;
    ended?;
    if let Some(line) = rows.cut_line() {
        let path = args.events();
        let text = "has no line end yet; it is received once it has one";
        notes.say(&path, line, text);
    }
    Ok(())
}

/// Opens the events, after those that were received before.
fn open(args: &Args, model: &Model, mark: Mark) -> Result<Rows<'static>, Trouble> {
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
        // Said of a file that was received already, it changes nothing: a service that is
        // started again with the same arguments counts nothing twice.
        Err(Trouble::Changed { .. }) if args.new_file => Rows::open(input, &Progress::silent()),
        resumed => resumed.map(|()| rows),
    }
}

/// Receives the rows to the end of the file.
fn receive(rows: &mut Rows<'_>, desk: &mut Desk<'_>, out: &mut dyn Write) -> Result<(), Trouble> {
    let mut waiting = 0;
    while let Some(row) = rows.next()? {
        desk.receive(&row);
        waiting += 1;
        if waiting == TOGETHER {
            waiting = 0;
            desk.store(rows.mark(), out)?;
        }
    }
    Ok(())
}

fn print(out: &mut dyn Write, line: &str) -> Result<(), Trouble> {
    let failed =
        |error| Trouble::device(std::path::Path::new("standard output"), "written", &error);
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(failed)
}
