//! Packed calls: requests and answers as numbers and one text, for languages in which JSON text
//! takes longer than the call itself.
//!
//! Packing changes only the encoding: requests and answers mean what their JSON text means. A
//! request or answer that cannot be packed goes through [`Call`](super::Call) as a whole.
//!
//! A text is one number. If it is not negative, it is a position in the
//! [text table](PackedCall::texts) of the model. If it is negative, it is -1 minus the length in
//! UTF-16 code units of a text that is part of the text beside the numbers; both sides read that
//! text from front to back. NaN is null.
//!
//! A request is the number of attributes, and for each its name as a text, 1 if its value is a
//! text or 0 if not, and the value; the number of events, and for each its name and instant as
//! texts, its value, and its id as a text; finally the other arguments as the JSON text of an
//! object, which may contain the profile instead. Instead of a number of attributes or events,
//! NaN means that there is none.
//!
//! An answer is the values of its JSON in their order: an object is a 1 followed by its members in
//! the order of their names, a list its length followed by its elements. `true` is infinity and
//! `false` negative infinity.

mod answer;
mod request;
mod text_table;

use super::answer::AnswerBody;
use super::{json::Numbers, operation, refusal, request::Request};
use crate::lead::EventList;
use crate::model::Model;
use text_table::TextTable;

/// A model with the table of texts that are numbers in its packed requests and answers.
///
/// ```
/// use leadgrade::wire::{self, PackedCall};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]", wire::Format::Toml).unwrap();
/// let packed = PackedCall::new(&model);
/// let visit = packed.texts().position(|text| text == "visit").unwrap() as f64;
/// let text = r#"2026-11-20T10:00:00Z{"as_of":"2026-11-22"}"#;
/// let mut numbers = [f64::NAN; 100];
/// numbers[1..7].copy_from_slice(&[1.0, visit, -21.0, f64::NAN, f64::NAN, -23.0]);
/// let answer_text = packed.assess(&mut numbers, &text.encode_utf16().collect::<Vec<_>>()).unwrap();
/// assert_eq!(answer_text.as_deref(), Some("2026-11-22T23:59:59.999999Z"));
/// // The answer, its assessment, the activity, and days since it.
/// assert_eq!(numbers[..4], [1.0, 1.0, 1.0, 2.0]);
/// ```
#[derive(Clone, Debug)]
pub struct PackedCall {
    model: Model,
    texts: TextTable,
}

impl PackedCall {
    /// Prepares packed calls of a model.
    pub fn new(model: &Model) -> Self {
        Self {
            model: model.clone(),
            texts: TextTable::new(model),
        }
    }

    /// The text table: each text at its position.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter()
    }

    /// Calls `assess`. Overwrites the numbers of the request with those of the answer, and returns
    /// the text beside them. Returns `None` if the request or the answer cannot be packed; the
    /// numbers are then unspecified.
    ///
    /// # Errors
    /// All problems of the request: `{"error": {"problems": [..]}}`.
    pub fn assess(&self, numbers: &mut [f64], text: &[u16]) -> Result<Option<String>, String> {
        let Some(text) = request::utf8(text) else {
            return Ok(None);
        };
        let Some(packed) = request::read(numbers, &text, &self.texts) else {
            return Ok(None);
        };
        let arguments = operation::find("assess").map_or(&[][..], |assess| assess.arguments);
        let mut request = Request::read_with(packed.rest, arguments, Numbers::Nearest);
        request.profile = packed.profile.or(request.profile);
        request.events = packed.events.map(EventList::Written).or(request.events);
        let lead = request.borrowed_lead(&self.model);
        let lead = lead.map_err(|problems| refusal(&problems))?;
        let assessment = match lead.events {
            EventList::Written(events) => {
                self.model
                    .assess_written(&lead.profile, &events, lead.as_of)
            }
            EventList::Values(events) => self.model.assess(&lead.profile, &events, lead.as_of),
        };
        let body = AnswerBody::new(&assessment, None, None);
        Ok(answer::write(&body, numbers, &self.texts).ok())
    }
}

#[cfg(test)]
mod tests;
