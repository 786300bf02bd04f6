//! The header of CSV: the names of the columns.

use leadgrade::text::nearest;

use super::Input;
use super::record::Record;
use crate::error::ProgramError;
use crate::show::text::{listed, quoted};

/// The columns of a file.
#[derive(Debug)]
pub(super) struct Header {
    /// The names, without surrounding white space.
    pub(super) names: Vec<String>,
    /// Whether each column is read.
    pub(super) is_read: Vec<bool>,
}

impl Header {
    pub(super) fn read(input: Input<'_>, record: &Record, line: u64) -> Result<Self, ProgramError> {
        let wrong = |message: String| ProgramError::line(input.path, line, message);
        let mut names: Vec<String> = Vec::new();
        for bytes in record.cells() {
            let name = std::str::from_utf8(bytes).map_err(|_| {
                wrong("the header is not UTF-8 text; save the file as UTF-8".to_owned())
            })?;
            let name = name.trim_start_matches('\u{feff}').trim().to_owned();
            if input.reads(&name) && names.contains(&name) {
                let found = listed(&texts(&names));
                let message = format!(
                    "there are two columns {}; found {found} before it",
                    quoted(&name)
                );
                return Err(wrong(message));
            }
            names.push(name);
        }
        let missing = input.needed.iter().find(|needed| !has(&names, needed));
        if let Some(missing) = missing {
            return Err(wrong(no_column(missing, &names, input.delimiter)));
        }
        let is_read = names.iter().map(|name| input.reads(name)).collect();
        Ok(Self { names, is_read })
    }
}

fn has(names: &[String], wanted: &str) -> bool {
    names.iter().any(|name| name == wanted)
}

fn texts(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn no_column(missing: &str, names: &[String], delimiter: u8) -> String {
    let found = listed(&texts(names));
    let mut message = format!("there is no column `{missing}`; found {found}");
    if let Some(option) = other_delimiter(names, delimiter) {
        message.push_str(&format!(
            "; if the file has another delimiter, pass `--delimiter '{option}'`"
        ));
    } else if let Some(near) = nearest(missing, texts(names)) {
        message.push_str(&format!("; did you mean {}?", quoted(near)));
    }
    message
}

/// The delimiter that the file probably has, if it is not the expected one.
fn other_delimiter(names: &[String], delimiter: u8) -> Option<&'static str> {
    let all = [(b',', ","), (b';', ";"), (b'\t', "tab"), (b'|', "|")];
    let [only] = names else { return None };
    let others = all.into_iter().filter(|(other, _)| *other != delimiter);
    let count = |other| only.bytes().filter(|byte| *byte == other).count();
    let most = others.max_by_key(|(other, _)| count(*other));
    most.filter(|(other, _)| count(*other) > 0)
        .map(|(_, option)| option)
}
