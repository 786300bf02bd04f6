//! Specification, section 4: profiles and events as JSON text, in which ids keep all their digits.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Error, Value};

/// A profile or an event.
pub fn read_row(text: &str) -> Result<Value, Error> {
    let cells: BTreeMap<String, Box<RawValue>> = serde_json::from_str(text)?;
    cells
        .into_iter()
        .map(|(name, cell)| {
            let id = matches!(name.as_str(), "lead" | "id").then(|| digits(cell.get()));
            match id.flatten() {
                Some(digits) => Ok((name, Value::String(digits))),
                None => serde_json::from_str(cell.get()).map(|value| (name, value)),
            }
        })
        .collect()
}

/// A list of events.
pub fn read_rows(text: &str) -> Result<Vec<Value>, Error> {
    let rows: Vec<Box<RawValue>> = serde_json::from_str(text)?;
    rows.iter().map(|row| read_row(row.get())).collect()
}

/// "An id in digits alone in JSON text keeps them, however many (`-0` is `0`)."
fn digits(written: &str) -> Option<String> {
    let unsigned = written.strip_prefix('-').unwrap_or(written);
    let alone = unsigned.bytes().all(|byte| byte.is_ascii_digit());
    let zero = if written == "-0" { "0" } else { written };
    (alone && !unsigned.is_empty()).then(|| zero.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_keep_their_digits() {
        let id = |written: &str| read_row(&format!("{{\"id\":{written}}}")).unwrap()["id"].clone();
        let long = "123456789012345678901234567890123456789012345";
        assert_eq!(id(long), json!(long));
        assert_eq!(id(&format!("-{long}")), json!(format!("-{long}")));
        assert_eq!(id("-0"), json!("0"));
        assert_eq!(id("0"), json!("0"));
        assert_eq!(id("7.0"), json!(7.0));
        assert_eq!(id("1e3"), json!(1000.0));
        assert_eq!(id("\"7\""), json!("7"));
        assert_eq!(id("null"), Value::Null);
        // Not valid JSON.
        assert!(read_row("{\"id\":007}").is_err());
    }

    #[test]
    fn other_numbers_are_doubles() {
        let row = read_row("{\"n\":18446744073709551617}").unwrap();
        assert_eq!(row["n"].as_f64(), Some(18_446_744_073_709_551_616.0));
    }
}
