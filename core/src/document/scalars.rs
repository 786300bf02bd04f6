//! Reads names, texts, numbers and flags.

use std::collections::BTreeSet;

use super::phrasing::{grouped, quoted};
use super::reader::At;
use super::tree::TreeValue;
use crate::exact::{MAX_DAYS, MAX_POINTS, MAX_WEIGHT, Milli, nearest};
use crate::text::{name_fault, nfc};

/// The names of one list; each must be unique.
pub(crate) type NameSet = BTreeSet<String>;

impl At<'_> {
    /// True or false.
    pub(crate) fn flag(&self) -> Option<bool> {
        match self.node.value {
            TreeValue::Flag(flag) => Some(flag),
            _ => self.refuse("wrong_type", "true or false"),
        }
    }

    /// Any text.
    pub(crate) fn text(&self) -> Option<String> {
        match &self.node.value {
            TreeValue::Text(text) => Some(text.clone()),
            _ => self.refuse("wrong_type", "a text"),
        }
    }

    /// A text that is not empty.
    pub(crate) fn filled_text(&self) -> Option<String> {
        let text = self.text()?;
        if text.is_empty() {
            self.report(
                "empty_text",
                "found an empty text",
                "expected a text that is not empty",
            );
        }
        (!text.is_empty()).then_some(text)
    }

    /// Reads the name of a fact or of something declared elsewhere: a text that is not
    /// empty, in NFC. The compiler checks that it exists.
    pub(crate) fn reference(&self) -> Option<String> {
        self.filled_text().map(|text| nfc(&text).into_owned())
    }

    /// A name, in NFC.
    pub(crate) fn name(&self) -> Option<String> {
        self.text().map(|text| self.check_name(&text))
    }

    /// Reads a name and reports it if the list already has it.
    pub(crate) fn new_name(&self, seen: &mut NameSet) -> Option<String> {
        let name = self.name()?;
        self.is_first(&name, seen);
        Some(name)
    }

    /// The name in NFC. Reports a name that is not valid.
    pub(crate) fn check_name(&self, name: &str) -> String {
        let name = nfc(name).into_owned();
        if let Some(fault) = name_fault(&name) {
            let help = "names have 1 to 100 characters and no dots, control or format characters";
            self.report(
                "bad_name",
                format!("the name {} {fault}", quoted(&name)),
                help,
            );
        }
        name
    }

    /// Returns whether the name occurs for the first time. Reports it if not.
    pub(crate) fn is_first(&self, name: &str, seen: &mut NameSet) -> bool {
        let first = seen.insert(name.to_owned());
        if !first {
            let message = format!("{} occurs twice", quoted(name));
            self.report(
                "duplicate_name",
                message,
                "names must be unique after Unicode NFC",
            );
        }
        first
    }

    /// Any finite number.
    pub(crate) fn number(&self, allowed: &str) -> Option<f64> {
        match &self.node.value {
            TreeValue::Number(number) => Some(*number),
            TreeValue::Digits(digits) => match nearest(digits) {
                Some(number) => Some(number),
                None => self.refuse("not_finite", allowed),
            },
            _ => self.refuse("wrong_type", allowed),
        }
    }

    /// A whole number within bounds.
    pub(crate) fn whole(&self, least: i64, greatest: i64) -> Option<i64> {
        let allowed = format!(
            "a whole number from {} to {}",
            grouped(least),
            grouped(greatest)
        );
        let number = self.number(&allowed)?;
        if number < least as f64 || number > greatest as f64 {
            return self.refuse("out_of_range", &allowed);
        }
        match Milli::exact(number) {
            Some(milli) if milli.0 % Milli::ONE.0 == 0 => Some(milli.0 / Milli::ONE.0),
            _ => self.refuse("not_whole", &allowed),
        }
    }

    /// A whole number within bounds that fit 32 bits.
    pub(crate) fn whole32(&self, least: u32, greatest: u32) -> Option<u32> {
        self.whole(i64::from(least), i64::from(greatest))
            .and_then(|number| u32::try_from(number).ok())
    }

    /// A number of days.
    pub(crate) fn days(&self) -> Option<u32> {
        self.whole32(1, MAX_DAYS)
    }

    /// A count of at least 1.
    pub(crate) fn count(&self) -> Option<u32> {
        self.whole32(1, u32::MAX)
    }

    /// A decimal of at most three places within bounds.
    pub(crate) fn decimal(&self, least: i64, greatest: i64) -> Option<Milli> {
        let allowed = format!(
            "a number from {} to {} with at most three places",
            grouped(least),
            grouped(greatest)
        );
        let number = self.number(&allowed)?;
        if number < least as f64 || number > greatest as f64 {
            return self.refuse("out_of_range", &allowed);
        }
        let milli = Milli::exact(number);
        if milli.is_none() {
            self.refuse::<Milli>("too_many_places", &allowed);
        }
        milli
    }

    /// Points.
    pub(crate) fn points(&self) -> Option<Milli> {
        self.decimal(-MAX_POINTS, MAX_POINTS)
    }

    /// Points of 0 or less.
    pub(crate) fn loss(&self) -> Option<Milli> {
        self.decimal(-MAX_POINTS, 0)
    }

    /// Points of 0 or more.
    pub(crate) fn gain(&self) -> Option<Milli> {
        self.decimal(0, MAX_POINTS)
    }

    /// A weight.
    pub(crate) fn weight(&self) -> Option<Milli> {
        self.decimal(0, MAX_WEIGHT)
    }

    /// One signal or a list of signals, which may be empty.
    pub(crate) fn any_signals(&self) -> Option<Vec<String>> {
        self.one_or_more(At::reference)
    }

    /// One signal or a list of at least one signal.
    pub(crate) fn signals(&self) -> Option<Vec<String>> {
        self.one_or_filled(At::reference)
    }
}
