//! A service that receives events one at a time: it never reads a lead's life
//! again, never counts an event twice, and knows when to look at whom.
//!
//! Events come from a file in the order of its rows. What belongs together is
//! stored together: histories, the days on which leads are to be looked at, the
//! lines to print, and how far the file was read. So the program may be killed
//! at any moment; when it starts again, it goes on where the last store ended.

mod args;
mod desk;
mod store;

use std::ffi::OsString;
use std::io::Write;

use crate::files::{self, Input};
use crate::progress::Progress;
use crate::trouble::{Trouble, load_model};
use clap::Parser;
use leadgrade::History;

use args::Args;
use desk::Desk;
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
    match serve(&args, out) {
        Ok(()) => 0,
        Err(trouble) => {
            let _ = writeln!(err, "error: {trouble}");
            1
        }
    }
}

fn serve(args: &Args, out: &mut dyn Write) -> Result<(), Trouble> {
    let model = load_model(&args.model())?;
    let store = Store::open(&args.store)?;
    if let Some(until) = &args.due {
        for (day, lead) in store.due(until)? {
            print(out, &format!("{day} {lead}"))?;
        }
        return Ok(());
    }
    let mut desk = Desk::new(&model, store, args.profiles())?;
    // A kill may have come between storing and printing.
    desk.print_waiting(out)?;
    let position = desk.position();
    let mut failed = None;
    let needed = &["lead", "event", "at"];
    let (path, delimiter) = (&args.events(), b',');
    let input = Input {
        path,
        delimiter,
        needed,
    };
    files::read(input, &Progress::silent(), &mut |row| {
        if failed.is_some() || row.row < position {
            return;
        }
        desk.receive(row);
        if desk.position() % TOGETHER == 0 {
            failed = desk.store(out).err();
        }
    })?;
    match failed {
        Some(trouble) => Err(trouble),
        None => {
            desk.store(out)?;
            // What was printed last is known to be printed.
            desk.store(out)
        }
    }
}

fn print(out: &mut dyn Write, line: &str) -> Result<(), Trouble> {
    let failed =
        |error| Trouble::device(std::path::Path::new("standard output"), "written", &error);
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(failed)
}
