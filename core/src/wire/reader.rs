//! A reader of plain JSON text: what is odd ends it without a word.

use std::borrow::Cow;

use crate::exact::{Instant, leading};
use crate::text::first_escaped;

/// A text, read up to somewhere. Each method skips the white space before what
/// it reads, and answers with nothing where something else stands.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// How many bytes are not read.
    pub(super) fn left(&self) -> usize {
        self.text.len().saturating_sub(self.at)
    }

    /// The end of the text.
    pub(super) fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// The next byte, not read.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    #[inline]
    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// The members of an object; each reads its key and its value.
    #[inline]
    pub(super) fn members(&mut self, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(b'{')?;
        if self.eat(b'}').is_some() {
            return Some(());
        }
        loop {
            each(self)?;
            if self.eat(b',').is_none() {
                return self.eat(b'}');
            }
        }
    }

    /// The elements of a list.
    #[inline]
    pub(super) fn elements(&mut self, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(b'[')?;
        if self.eat(b']').is_some() {
            return Some(());
        }
        loop {
            each(self)?;
            if self.eat(b',').is_none() {
                return self.eat(b']');
            }
        }
    }

    /// The next key, if it is written like this one: in quotes, without escapes.
    #[inline]
    pub(super) fn key(&mut self, quoted: &[u8]) -> bool {
        self.peek();
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        if !rest.starts_with(quoted) {
            return false;
        }
        self.at += quoted.len();
        let found = self.eat(b':').is_some();
        if !found {
            self.at = start;
        }
        found
    }

    /// The next key, whatever it is.
    #[inline]
    pub(super) fn any_key(&mut self) -> Option<Cow<'t, str>> {
        let key = self.string()?;
        self.eat(b':')?;
        Some(key)
    }

    /// A string that is an instant in one of the usual forms.
    #[inline]
    pub(super) fn instant(&mut self) -> Option<Instant> {
        let [b'"', rest @ ..] = self.text.as_bytes().get(self.at..)? else {
            return None;
        };
        let (instant, length) = leading(rest)?;
        (rest.get(length) == Some(&b'"')).then(|| self.at += length + 2)?;
        Some(instant)
    }

    /// What a string says.
    #[inline]
    pub(super) fn string(&mut self) -> Option<Cow<'t, str>> {
        self.eat(b'"')?;
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = first_escaped(rest)?;
        if rest.get(length) != Some(&b'"') {
            return self.with_escapes(length).map(Cow::Owned);
        }
        let start = self.at;
        self.at += length + 1;
        self.text.get(start..start + length).map(Cow::Borrowed)
    }

    /// A string whose first odd character is there, if that is an escape.
    #[cold]
    fn with_escapes(&mut self, mut length: usize) -> Option<String> {
        let rest = self.text.get(self.at..)?.as_bytes();
        loop {
            match rest.get(length)? {
                b'"' => break,
                b'\\' => length += 2,
                _ => return None,
            }
            length += first_escaped(rest.get(length..)?)?;
        }
        let quoted = self.text.get(self.at - 1..=self.at + length)?;
        self.at += length + 1;
        serde_json::from_str(quoted).ok()
    }

    /// The text of a number.
    pub(super) fn number(&mut self) -> Option<&'t str> {
        self.peek()?;
        let rest = self.text.get(self.at..)?;
        let part = |byte: u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().position(|byte| !part(byte));
        let number = rest.get(..length.unwrap_or(rest.len()))?;
        self.at += number.len();
        is_number(number.as_bytes()).then_some(number)
    }

    /// One of the words of JSON.
    pub(super) fn word(&mut self, word: &str) -> Option<()> {
        self.peek()?;
        let rest = self.text.get(self.at..)?;
        rest.starts_with(word).then(|| self.at += word.len())
    }

    /// The text of a value that is no list and no object.
    pub(super) fn scalar(&mut self) -> Option<&'t str> {
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'"' => self.string().map(drop),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number().map(drop),
        }?;
        self.text.get(start..self.at)
    }
}

/// Whether characters of numbers are a number as JSON has it.
fn is_number(bytes: &[u8]) -> bool {
    let digits = |bytes: &[u8]| {
        bytes
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let after = |bytes, length| <[u8]>::get(bytes, length..).unwrap_or_default();
    let mut rest = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.first() == Some(&b'0')) {
        return false;
    }
    rest = after(rest, whole);
    if let Some(fraction) = rest.strip_prefix(b".") {
        let places = digits(fraction);
        if places == 0 {
            return false;
        }
        rest = after(fraction, places);
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', exponent @ ..] => exponent,
            exponent => exponent,
        };
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::value::RawValue;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_those_of_json(text in "-?[0-9.eE+-]{0,6}") {
            let read = Reader::of(&text).number();
            let json = serde_json::from_str::<&RawValue>(&text);
            prop_assert_eq!(read, json.ok().map(RawValue::get));
        }

        #[test]
        fn strings_are_those_of_json(text in "\"[\0-\u{30}a\u{fc}u0d8\\\\]{0,12}\"") {
            let mut reader = Reader::of(&text);
            let read = reader.string().filter(|_| reader.end().is_some());
            let json = serde_json::from_str::<String>(&text);
            prop_assert_eq!(read.map(Cow::into_owned), json.ok());
        }
    }
}
