//! Parses regular expressions.
//!
//! The regex library has tables of all Unicode properties, which would be the largest part of
//! the browser module. There, named classes and case-insensitive letters are expanded in the
//! syntax tree before it is translated, from the same tables in a sixth of the size.

#[cfg(any(target_family = "wasm", test))]
mod classes;
#[cfg(any(target_family = "wasm", test))]
mod expand;
#[cfg(test)]
mod tests;

use regex_syntax::Error;
use regex_syntax::hir::ErrorKind;
#[cfg(not(target_family = "wasm"))]
use regex_syntax::hir::Hir;

/// Parses a pattern, ignoring case if it `folds`. Returns the reason if it is not valid.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn read_regex(pattern: &str, folds: bool) -> Result<Hir, String> {
    let mut parser = regex_syntax::ParserBuilder::new();
    let read = parser.case_insensitive(folds).build().parse(pattern);
    read.map_err(|error| reason(&error))
}

#[cfg(target_family = "wasm")]
pub(crate) use expand::read_regex;

/// The reason alone, without the excerpt of the pattern that the error displays.
fn reason(error: &Error) -> String {
    match error {
        Error::Parse(error) => error.kind().to_string(),
        Error::Translate(error) => match error.kind() {
            // Without its tables the library cannot tell a property from a value, so all builds
            // report the property.
            ErrorKind::UnicodePropertyValueNotFound => {
                ErrorKind::UnicodePropertyNotFound.to_string()
            }
            kind => kind.to_string(),
        },
        other => other.to_string(),
    }
}
