//! Errors that end a program: input that cannot be used at all.
//!
//! These are missing, broken or unsuitable files, invalid models, and unknown
//! names. A wrong value does not end a program; it is a reject.

use std::path::Path;

use leadgrade::{ModelError, Problem};

use crate::files::{Input, kind};
use crate::show::text::{escaped, listed};

/// Why a program ends; each message says where, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProgramError {
    /// A file that does not exist.
    #[error("`{0}` does not exist")]
    NotFound(String),
    /// A folder without any of the expected files.
    #[error("`{folder}` contains none of {files}")]
    NoData {
        /// The folder.
        folder: String,
        /// The expected files.
        files: String,
    },
    /// A file or stream that cannot be read or written.
    #[error("`{path}` cannot be {action}: {reason}")]
    Io {
        /// The file.
        path: String,
        /// `read` or `written`.
        action: &'static str,
        /// The message of the system.
        reason: String,
    },
    /// A file with an unknown extension.
    #[error("`{path}` has an unknown extension; {allowed}")]
    Extension {
        /// The file.
        path: String,
        /// The known extensions.
        allowed: &'static str,
    },
    /// An empty file.
    #[error("`{path}` is empty; {needed}")]
    Empty {
        /// The file.
        path: String,
        /// What its first line should be.
        needed: String,
    },
    /// A line of a file that cannot be read.
    #[error("`{path}`, line {line}: {message}")]
    Line {
        /// The file.
        path: String,
        /// The line, from 1.
        line: u64,
        /// What was found and what is allowed.
        message: String,
    },
    /// A file that is not text.
    #[error("`{path}` {found}; {help}")]
    NotText {
        /// The file.
        path: String,
        /// What it is.
        found: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// A file that changed where it was read before.
    #[error(
        "`{path}` is not the file whose first {lines} lines were received before: {reason}; pass that file, or pass `--new-file` to receive this one from its first row"
    )]
    Changed {
        /// The file.
        path: String,
        /// How many of its lines were received.
        lines: u64,
        /// How it differs.
        reason: String,
    },
    /// An invalid model.
    #[error("{}", invalid_model(.path, .problems))]
    Model {
        /// The file.
        path: String,
        /// All of its problems.
        problems: Vec<Problem>,
    },
    /// A lead that is in neither file.
    #[error("there is no lead `{}`{}", escaped(.lead), did_you_mean(.near.as_deref()))]
    UnknownLead {
        /// The requested id.
        lead: String,
        /// A similar id.
        near: Option<String>,
    },
}

impl ProgramError {
    /// A failure to read or write a file; `action` is `read` or `written`.
    pub fn io(path: &Path, action: &'static str, error: &std::io::Error) -> Self {
        let path = name(path);
        match error.kind() {
            std::io::ErrorKind::NotFound if action == "read" => Self::NotFound(path),
            _ => Self::Io {
                path,
                action,
                reason: error.to_string(),
            },
        }
    }

    /// A file with an unknown extension.
    pub fn extension(path: &Path, allowed: &'static str) -> Self {
        Self::Extension {
            path: name(path),
            allowed,
        }
    }

    /// An empty file that needs a header.
    pub fn empty(input: Input<'_>) -> Self {
        Self::Empty {
            path: name(input.path),
            needed: format!(
                "the first line must name the columns, among them {}",
                listed(input.needed)
            ),
        }
    }

    /// A file that is not text.
    pub fn not_text(path: &Path, found: &'static str, help: &'static str) -> Self {
        Self::NotText {
            path: name(path),
            found,
            help,
        }
    }

    /// A file that changed where it was read before.
    pub fn changed(path: &Path, lines: u64, reason: &str) -> Self {
        Self::Changed {
            path: name(path),
            lines,
            reason: reason.to_owned(),
        }
    }

    /// An invalid model.
    pub fn model(path: &Path, error: ModelError) -> Self {
        Self::Model {
            path: name(path),
            problems: error.problems,
        }
    }

    /// A line of a file that cannot be read.
    pub fn line(path: &Path, line: u64, message: impl Into<String>) -> Self {
        Self::Line {
            path: name(path),
            line,
            message: message.into(),
        }
    }
}

/// A path as messages show it.
fn name(path: &Path) -> String {
    escaped(&path.display().to_string())
}

fn invalid_model(path: &String, problems: &[Problem]) -> String {
    let count = match problems.len() {
        1 => "1 problem".to_owned(),
        many => format!("{many} problems"),
    };
    let lines = problems.iter();
    let lines = lines.map(|problem| format!("\n  {}", escaped(&problem.to_string())));
    format!(
        "the model `{path}` has {count}:{}",
        lines.collect::<String>()
    )
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{}`?", escaped(near)))
        .unwrap_or_default()
}

/// Reads a whole file of text, without a byte order mark.
///
/// # Errors
/// If it does not exist, cannot be read, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, ProgramError> {
    let bytes = std::fs::read(path).map_err(|error| ProgramError::io(path, "read", &error))?;
    kind::check(path, &bytes)?;
    let bytes = kind::without_mark(&bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let breaks = before.iter().filter(|byte| **byte == b'\n').count();
        let line = u64::try_from(breaks).unwrap_or_default().saturating_add(1);
        ProgramError::line(path, line, "not UTF-8 text; save the file as UTF-8")
    })?;
    Ok(text.to_owned())
}

/// Reads and compiles a model: TOML or JSON, by its extension.
///
/// # Errors
/// If the file cannot be read, or the model is invalid.
pub fn load_model(path: &Path) -> Result<leadgrade::Model, ProgramError> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let compile = match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("toml") => leadgrade::Model::from_toml,
        Some("json") => leadgrade::Model::from_json,
        _ => {
            return Err(ProgramError::extension(
                path,
                "models are read from `.toml` and `.json` files",
            ));
        }
    };
    compile(&read_text(path)?).map_err(|error| ProgramError::model(path, error))
}
