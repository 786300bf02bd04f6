//! Reading regular expressions.
//!
//! The library that reads them has tables for all that Unicode says of
//! characters, which weigh more than any other part of what a browser loads.
//! There the classes that a pattern names, and letters without regard to case,
//! are written out in its syntax tree before it is translated, from the same
//! tables in a sixth of the room.

#[cfg(any(target_family = "wasm", test))]
mod classes;
#[cfg(any(target_family = "wasm", test))]
mod spell;
#[cfg(test)]
mod tests;

use regex_syntax::Error;
use regex_syntax::hir::ErrorKind;
#[cfg(not(target_family = "wasm"))]
use regex_syntax::hir::Hir;

/// Reads a pattern, without regard to case if it `folds`; else what is wrong
/// with it.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn read_regex(pattern: &str, folds: bool) -> Result<Hir, String> {
    let mut parser = regex_syntax::ParserBuilder::new();
    let read = parser.case_insensitive(folds).build().parse(pattern);
    read.map_err(|error| reason(&error))
}

#[cfg(target_family = "wasm")]
pub(crate) use spell::read_regex;

/// What is wrong, without a drawing of where.
fn reason(error: &Error) -> String {
    match error {
        Error::Parse(error) => error.kind().to_string(),
        Error::Translate(error) => match error.kind() {
            // Without its tables the library cannot tell which of the two it is.
            ErrorKind::UnicodePropertyValueNotFound => {
                ErrorKind::UnicodePropertyNotFound.to_string()
            }
            kind => kind.to_string(),
        },
        other => other.to_string(),
    }
}
