//! Texts of attributes that many leads share, numbered while profiles are read.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::condition::Lexicon;
use crate::intake::TextNumber;
use crate::model::all_conditions::all_conditions;
use crate::model::fact::Fact;
use crate::model::ids::Id;
use crate::model::plan::Compiled;

/// Greatest number of texts of an attribute that are numbered. Conditions on further texts are tested
/// lead by lead.
pub(crate) const MOST_TEXTS: usize = 1 << 12;

/// The numbered texts of each attribute.
pub(crate) struct TextPool<'t>(Vec<Mutex<PooledTexts<'t>>>);

/// The numbered texts of an attribute.
#[derive(Default)]
pub(crate) struct PooledTexts<'t> {
    by_text: FxHashMap<&'t str, u32>,
    list: Vec<&'t str>,
    /// Whether the conditions were tested; after that, new texts get no number.
    closed: bool,
}

impl<'t> TextPool<'t> {
    pub(crate) fn new(plan: &Compiled) -> Self {
        let attributes = plan.intake.attributes.iter();
        Self(attributes.map(|_| Mutex::default()).collect())
    }

    /// The number of a text of an attribute, which is added if it is new; [`TextNumber::NONE`] if there are
    /// too many.
    #[cold]
    pub(crate) fn number(&self, attribute: usize, text: &'t str) -> TextNumber {
        let Some(numbers) = self.0.get(attribute) else {
            return TextNumber::NONE;
        };
        let mut numbers = numbers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = numbers.by_text.get(text) {
            return TextNumber(*number);
        }
        if numbers.closed || numbers.list.len() >= MOST_TEXTS {
            return TextNumber::NONE;
        }
        let number = u32::try_from(numbers.list.len()).unwrap_or(u32::MAX);
        numbers.list.push(text);
        numbers.by_text.insert(text, number);
        TextNumber(number)
    }

    /// Tests the conditions of a model on the numbered texts. After that, new texts get no number.
    pub(crate) fn lexicon(&self, plan: &Compiled) -> Lexicon {
        let lists = self.0.iter().map(|numbers| {
            let mut numbers = numbers.lock().unwrap_or_else(PoisonError::into_inner);
            numbers.closed = true;
            std::mem::take(&mut numbers.list)
        });
        let lists: Vec<Vec<&str>> = lists.collect();
        let slots = plan.slots.lasting().iter().filter_map(|(slot, key)| {
            let Fact::Attribute(id) = key.fact else {
                return None;
            };
            let list = lists.get(id.at())?;
            Some((*slot, key.form?, &list[..]))
        });
        Lexicon::new(slots, &all_conditions(plan))
    }
}
