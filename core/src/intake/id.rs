//! Ids of leads and events.

use super::cell::is_blank;
use super::fault::Fault;
use crate::exact::Number;
use crate::lead::{RejectCode, Text, Value};

const EXPECTED: &str = "a text or a whole number";

/// Reads an id: a text, or a whole number as decimal text. A blank text is missing. A double
/// must be below 2^53 in size, because larger doubles do not identify one whole number.
#[inline]
pub(crate) fn id(value: &Value) -> Result<Option<Text>, Fault> {
    match value {
        Value::Null => Ok(None),
        Value::Text(text) if is_blank(text) => Ok(None),
        Value::Text(text) => Ok(Some(text.clone())),
        Value::Number(number) => whole_text(*number)
            .map(Some)
            .ok_or_else(|| Fault::wrong(value, EXPECTED)),
        Value::LongWhole(whole) => Ok(Some(whole.to_string().into())),
        Value::LargeDouble(double) => Err(large_double(*double)),
        other => Err(Fault::wrong(other, EXPECTED)),
    }
}

impl Value {
    /// Reads a value as the id of a lead or an event. Returns `None` for a missing id.
    ///
    /// # Errors
    /// Fails with the code and reason of the reject if the value is not an id.
    ///
    /// ```
    /// use leadgrade::{RejectCode, Value};
    /// assert_eq!(Value::from(7).id(), Ok(Some("7".into())));
    /// assert_eq!(Value::from(" ").id(), Ok(None));
    /// assert!(Value::from(9007199254740992.0).id().is_err_and(|(code, _)| code == RejectCode::OutOfRange));
    /// ```
    pub fn id(&self) -> Result<Option<Text>, (RejectCode, String)> {
        id(self).map_err(|fault| (fault.code, fault.reason))
    }
}

fn whole_text(number: Number) -> Option<Text> {
    number.to_wide().map(|whole| whole.to_string().into())
}

fn large_double(double: f64) -> Fault {
    Fault::new(
        RejectCode::OutOfRange,
        format!(
            "the id `{}` is a double of 2^53 or more in size, which does not say which whole number is meant; \
             pass the id as text or as an exact integer",
            crate::text::number_text(double)
        ),
    )
}
