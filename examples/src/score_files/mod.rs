//! The program `score_files`: reads files, prints a summary or one ledger, and writes JSON Lines.

mod args;
mod notes;
mod reject_file;

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use clap::Parser;
use leadgrade::text::nearest;
use leadgrade::{Instant, Model, Profile};

use crate::error::{ProgramError, load_model};
use crate::progress::Progress;
use crate::scoring::{self, Join, Lead, Scored};
use crate::show::rejects::FileNames;
use crate::show::text::{counted, escaped};
use crate::show::{ledger, ready, rejects, summary};
use args::{Args, Plan};

pub(crate) use args::delimiter;

/// Runs the program and returns its exit code: 0, 1 if a file cannot be used, 2 if an argument
/// is wrong. With `--strict`, rejects make it 1.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
    progress: &Progress,
) -> u8 {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // If this fails too, the exit code is all that is left.
            let _ = if error.use_stderr() {
                write!(err, "{}", error.render())
            } else {
                write!(out, "{}", error.render())
            };
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let failed = |error: std::io::Error| match error.kind() {
        // The reader closed the pipe, which is not an error.
        std::io::ErrorKind::BrokenPipe => None,
        _ => Some((1, error.to_string())),
    };
    let ended = match answer(&args, progress) {
        Ok(answer) => {
            let written = out
                .write_all(answer.text.as_bytes())
                .and_then(|()| out.flush());
            let rejected = (args.strict && answer.rejects > 0).then(|| {
                let rejects = counted(answer.rejects, "value or row was", "values and rows were");
                (1, format!("{rejects} rejected, and `--strict` allows none"))
            });
            written.err().and_then(failed).or(rejected)
        }
        Err(Failure::Usage(message)) => Some((2, message)),
        Err(Failure::Input(error)) => Some((1, error.to_string())),
    };
    let Some((code, message)) = ended else {
        return 0;
    };
    let _ = writeln!(err, "error: {message}");
    code
}

/// The text to print, and the number of rejects.
struct Answer {
    text: String,
    rejects: u64,
}

/// Why there is no answer: wrong arguments, or input that cannot be used.
enum Failure {
    Usage(String),
    Input(ProgramError),
}

impl From<ProgramError> for Failure {
    fn from(error: ProgramError) -> Self {
        Self::Input(error)
    }
}

fn answer(args: &Args, progress: &Progress) -> Result<Answer, Failure> {
    let plan = Plan::new(args);
    let model = load_model(&plan.model)?;
    let as_of = model.as_of(&plan.as_of).map_err(|error| {
        Failure::Usage(escaped(&error.to_string()).replacen("`as_of`", "`--as-of`", 1))
    })?;
    // Checked before scoring, which would otherwise be wasted.
    let rejects = args.rejects.as_deref();
    let rejects = rejects.map(|path| reject_file::format_of(path).map(|format| (path, format)));
    let rejects = rejects.transpose()?;
    let read = scoring::read(&model, &plan.files, progress)?;
    let join = &read.join;
    if let Some(id) = &args.explain {
        let lead = join.find(id).ok_or_else(|| unknown_lead(join, id))?;
        return Ok(Answer {
            text: explained(&model, lead, as_of),
            rejects: 0,
        });
    }
    let scored = scoring::score(&model, &read, as_of, progress);
    if let Some(path) = &args.out {
        write_lines(path, &scored).map_err(|error| ProgramError::io(path, "written", &error))?;
    }
    if let Some((path, format)) = rejects {
        reject_file::write(path, format, &scored.rejects)?;
    }
    let mut text = notes::heading(&model, as_of, &read, &scored);
    text.push_str(&summary::summary(&model, &scored));
    text.push_str(&ready::ready(&model, join, &scored, as_of));
    text.push_str(&rejects::rejects(
        &scored,
        &file_names(&plan),
        rejects.is_some(),
    ));
    if plan.bundled {
        text.push_str(notes::BUNDLED);
    }
    Ok(Answer {
        text,
        rejects: u64::try_from(scored.rejects.len()).unwrap_or(u64::MAX),
    })
}

fn unknown_lead(join: &Join, id: &str) -> ProgramError {
    let known = join.leads.iter().map(|lead| lead.id.as_str());
    ProgramError::UnknownLead {
        lead: id.to_owned(),
        near: nearest(id, known).map(str::to_owned),
    }
}

fn explained(model: &Model, lead: &Lead, as_of: Instant) -> String {
    let no_profile = Profile::new(lead.id.as_str());
    let profile = lead
        .profile(as_of)
        .map_or(&no_profile, |(_, profile)| profile);
    let company = ready::company(lead, as_of);
    ledger::ledger(&model.explain(profile, &lead.events, as_of), company)
}

fn write_lines(path: &Path, scored: &Scored) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for assessment in &scored.assessments {
        file.write_all(assessment.to_canonical_json().as_bytes())?;
        file.write_all(b"\n")?;
    }
    file.flush()
}

fn file_names(plan: &Plan) -> FileNames {
    let name = |path: &Option<std::path::PathBuf>| {
        let name = path.as_ref().and_then(|path| path.file_name());
        name.map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    FileNames {
        profiles: name(&plan.files.profiles),
        events: name(&plan.files.events),
    }
}
