//! What stops a program: input that cannot be used at all.
//!
//! A wrong value never does; it is a reject. These are files that are not
//! there, broken or of another shape, models that are refused, and names that
//! do not exist.

use std::path::Path;

use leadgrade::{ModelError, Problem};

use crate::files::{Input, kind};
use crate::show::text::{escaped, listed};

/// Why a program cannot go on; each says where, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// A file that does not exist.
    #[error("`{0}` is not there")]
    NotThere(String),
    /// A folder without any of some files.
    #[error("`{folder}` holds none of {files}")]
    NoData {
        /// The folder.
        folder: String,
        /// What it might hold.
        files: String,
    },
    /// A file or stream that cannot be read or written.
    #[error("`{path}` cannot be {what}: {reason}")]
    Device {
        /// The file.
        path: String,
        /// `read` or `written`.
        what: &'static str,
        /// What the system said.
        reason: String,
    },
    /// A file of a kind that is not known.
    #[error("`{path}` has an extension that is not known; {allowed}")]
    Extension {
        /// The file.
        path: String,
        /// The extensions that are.
        allowed: &'static str,
    },
    /// A file with nothing in it.
    #[error("`{path}` is empty; {needed}")]
    Empty {
        /// The file.
        path: String,
        /// What its first line should be.
        needed: String,
    },
    /// A place in a file that cannot be understood.
    #[error("`{path}`, line {line}: {message}")]
    Line {
        /// The file.
        path: String,
        /// The line, from 1.
        line: u64,
        /// What was found and what is allowed.
        message: String,
    },
    /// A file that is no text.
    #[error("`{path}` {found}; {help}")]
    NoText {
        /// The file.
        path: String,
        /// What it is.
        found: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// A file that is not the one that was read before.
    #[error(
        "`{path}` is not the file whose first {lines} lines were received before: {reason}; receive that file, or say `--new-file` to receive this one from its first row"
    )]
    Changed {
        /// The file.
        path: String,
        /// How many of its lines were received.
        lines: u64,
        /// How it differs.
        reason: String,
    },
    /// A model that was refused.
    #[error("{}", refused(.path, .problems))]
    Model {
        /// The file.
        path: String,
        /// All that is wrong with it.
        problems: Vec<Problem>,
    },
    /// A lead that is in no file.
    #[error("there is no lead `{}`{}", escaped(.lead), meant(.near.as_deref()))]
    UnknownLead {
        /// The id that was asked for.
        lead: String,
        /// An id much like it.
        near: Option<String>,
    },
}

impl Trouble {
    /// What the system said of a file.
    pub fn device(path: &Path, what: &'static str, error: &std::io::Error) -> Self {
        let path = name(path);
        match error.kind() {
            std::io::ErrorKind::NotFound if what == "read" => Self::NotThere(path),
            _ => Self::Device {
                path,
                what,
                reason: error.to_string(),
            },
        }
    }

    /// A file of a kind that is not known.
    pub fn extension(path: &Path, allowed: &'static str) -> Self {
        Self::Extension {
            path: name(path),
            allowed,
        }
    }

    /// A file with nothing in it, where columns are needed.
    pub fn empty(input: Input<'_>) -> Self {
        Self::Empty {
            path: name(input.path),
            needed: format!(
                "the first line must name the columns, among them {}",
                listed(input.needed)
            ),
        }
    }

    /// A file that is no text.
    pub fn no_text(path: &Path, found: &'static str, help: &'static str) -> Self {
        Self::NoText {
            path: name(path),
            found,
            help,
        }
    }

    /// A file that is not the one that was read before.
    pub fn changed(path: &Path, lines: u64, reason: &str) -> Self {
        Self::Changed {
            path: name(path),
            lines,
            reason: reason.to_owned(),
        }
    }

    /// A refused model.
    pub fn model(path: &Path, error: ModelError) -> Self {
        Self::Model {
            path: name(path),
            problems: error.problems,
        }
    }

    /// A place in a file.
    pub fn line(path: &Path, line: u64, message: impl Into<String>) -> Self {
        Self::Line {
            path: name(path),
            line,
            message: message.into(),
        }
    }
}

/// A path as it is shown.
fn name(path: &Path) -> String {
    escaped(&path.display().to_string())
}

fn refused(path: &String, problems: &[Problem]) -> String {
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

fn meant(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{}`?", escaped(near)))
        .unwrap_or_default()
}

/// Reads a whole file of text, without a byte order mark.
///
/// # Errors
/// When it is not there, cannot be read, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Trouble> {
    let bytes = std::fs::read(path).map_err(|error| Trouble::device(path, "read", &error))?;
    kind::check(path, &bytes)?;
    let bytes = kind::without_mark(&bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let breaks = before.iter().filter(|byte| **byte == b'\n').count();
        let line = u64::try_from(breaks).unwrap_or_default().saturating_add(1);
        Trouble::line(path, line, "not UTF-8 text; save the file as UTF-8")
    })?;
    Ok(text.to_owned())
}

/// Reads and compiles a model, TOML or JSON by its extension.
///
/// # Errors
/// When the file cannot be read or the model is refused.
pub fn load_model(path: &Path) -> Result<leadgrade::Model, Trouble> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let compile = match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("toml") => leadgrade::Model::from_toml,
        Some("json") => leadgrade::Model::from_json,
        _ => {
            return Err(Trouble::extension(
                path,
                "a model is a `.toml` or a `.json` file",
            ));
        }
    };
    compile(&read_text(path)?).map_err(|error| Trouble::model(path, error))
}
