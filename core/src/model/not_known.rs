//! Values that mean "not known" in the data, such as `Select` or `-1`.

use std::sync::Arc;

use crate::document::{Compare, Scalar, Type};
use crate::exact::{Day, Number, Zone};
use crate::text::{canonical, prepare};

/// The `not_known` list of an attribute or property.
#[derive(Debug, PartialEq)]
pub(crate) struct NotKnown {
    /// The list as canonical text, sorted, each value once.
    pub(super) written: Vec<String>,
    compare: Compare,
    /// Prepared and sorted.
    texts: Vec<String>,
    /// Values of a declared type other than text, with dates and flags as [`whole`] gives them.
    numbers: Vec<Number>,
}

/// The number that represents a date or a flag.
fn whole(number: impl Into<i64>) -> Number {
    Number::whole(number.into())
}

impl NotKnown {
    /// The list of a declaration. Returns `None` if it is empty.
    pub(super) fn new(
        list: &[Scalar],
        (type_, compare): (Type, Compare),
        zone: &Zone,
    ) -> Option<Arc<Self>> {
        // Attributes of other types than text and tags compare with texts as in `fold`.
        let compare = match type_ {
            Type::Text | Type::Tags => compare,
            Type::Number | Type::Flag | Type::Date => Compare::Fold,
        };
        let written = list.iter().filter_map(|value| canonical(value).ok());
        let mut written: Vec<String> = written.collect();
        written.sort_unstable();
        written.dedup();
        let mut found = Self {
            written,
            compare,
            texts: Vec::new(),
            numbers: Vec::new(),
        };
        for value in list {
            match value {
                Scalar::Number(number) => found.numbers.extend(Number::from_f64(*number)),
                Scalar::Flag(flag) => found.numbers.push(whole(*flag)),
                Scalar::Text(text) => {
                    found.texts.push(prepare(text, compare).into_owned());
                    if type_ == Type::Date {
                        let day = zone.day_of_text(text).ok();
                        found.numbers.extend(day.map(|day| whole(day.0)));
                    }
                }
            }
        }
        found.texts.sort_unstable();
        (!list.is_empty()).then(|| Arc::new(found))
    }

    // Few models need it, so the fast code that calls it should not inline it.
    #[cfg_attr(small, inline(never))]
    pub(crate) fn has_text(&self, text: &str) -> bool {
        let text = prepare(text, self.compare);
        let found = |known: &String| known.as_str().cmp(&text);
        !self.texts.is_empty() && self.texts.binary_search_by(found).is_ok()
    }

    /// Its texts, prepared.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// Its values of other types, as numbers.
    pub(crate) fn as_numbers(&self) -> &[Number] {
        &self.numbers
    }

    pub(crate) fn has_number(&self, number: Number) -> bool {
        self.numbers.contains(&number)
    }

    pub(crate) fn has_day(&self, day: Day) -> bool {
        self.numbers.contains(&whole(day.0))
    }

    pub(crate) fn has_flag(&self, flag: bool) -> bool {
        self.numbers.contains(&whole(flag))
    }
}
