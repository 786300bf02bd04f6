//! Requests and answers as bare values by their positions, for languages in which JSON text takes
//! longer than the call itself.
//!
//! It is a way of transport only: what is read from the values, and what is written as values, is
//! what text says. Whatever cannot be said so is left to [`Call`](super::Call), as a whole.
//!
//! A text is one number: its place in the [names](Bare::names) of the model, or below zero, how
//! many UTF-16 code units of the text beside the numbers it takes, and one more; both languages
//! read that text from its beginning to its end. What is not there is NaN.
//!
//! A request has how many attributes its profile has, and of each a text, whether its value is a
//! text (1) or not (0), and the value; how many events there are, and of each a text, an instant as
//! a text, a value, and an id that is a text; and what else it says as the JSON text of an object,
//! in which the profile may stand as well.
//!
//! An answer has the values of its JSON in their order: an object is a 1 and its members by their
//! names, a list how many elements it has and those. True is infinite, and false is that below zero.

mod answer;
mod names;
mod request;

use super::{Answered, operation, raw::Numbers, refusal, request::Given};
use crate::lead::EventList;
use crate::model::Model;
use names::Names;

/// A model, and the names that stand as numbers in its requests and answers.
///
/// ```
/// use leadgrade::wire::{self, Bare};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]", wire::Format::Toml).unwrap();
/// let bare = Bare::of(&model);
/// let visit = bare.names().position(|name| name == "visit").unwrap() as f64;
/// let text = r#"2026-11-20T10:00:00Z{"as_of":"2026-11-22"}"#;
/// let mut numbers = [f64::NAN; 100];
/// numbers[1..7].copy_from_slice(&[1.0, visit, -21.0, f64::NAN, f64::NAN, -23.0]);
/// let said = bare.assess(&mut numbers, &text.encode_utf16().collect::<Vec<_>>()).unwrap();
/// assert_eq!(said.as_deref(), Some("2026-11-22T23:59:59.999999Z"));
/// // The answer, its assessment, the activity, and days since it.
/// assert_eq!(numbers[..4], [1.0, 1.0, 1.0, 2.0]);
/// ```
#[derive(Clone, Debug)]
pub struct Bare {
    model: Model,
    names: Names,
}

impl Bare {
    /// Of a model.
    pub fn of(model: &Model) -> Self {
        Self {
            model: model.clone(),
            names: Names::of(model),
        }
    }

    /// The texts that stand as their places here.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter()
    }

    /// The answer of `assess` in the place of its request: the numbers, and the text beside them.
    /// Nothing means that the request or the answer cannot be said so.
    ///
    /// # Errors
    /// The answer that says everything that is wrong: `{"error": {"problems": [..]}}`.
    pub fn assess(&self, numbers: &mut [f64], text: &[u16]) -> Result<Option<String>, String> {
        let Some(text) = request::utf8(text) else {
            return Ok(None);
        };
        let Some(request) = request::read(numbers, &text, &self.names) else {
            return Ok(None);
        };
        let arguments = operation::find("assess").map_or(&[][..], |assess| assess.arguments);
        let mut given = Given::read_with(request.rest, arguments, Numbers::Nearest);
        given.profile = request.profile.or(given.profile);
        given.events = request.events.map(EventList::Rows).or(given.events);
        let (profile, events, as_of) = given
            .unread(&self.model)
            .map_err(|problems| refusal(&problems))?;
        let assessment = match events {
            EventList::Rows(rows) => self.model.assess_rows(&profile, &rows, as_of),
            EventList::Values(events) => self.model.assess(&profile, &events, as_of),
        };
        let answered = Answered::of(&assessment, None, None);
        Ok(answer::write(&answered, numbers, &self.names).ok())
    }
}

#[cfg(test)]
mod tests;
