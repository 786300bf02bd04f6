//! A fast reader of JSON text that returns `None` for anything it does not handle.

use std::borrow::Cow;

use crate::exact::{Instant, parse_prefix};
use crate::text::first_escaped;

/// A position in a JSON text. Each method skips white space, then reads one thing, and returns
/// `None` if the text does not continue with it.
#[derive(Clone, Copy, Debug)]
pub(in crate::wire) struct Reader<'t> {
    text: &'t str,
    /// The unread rest of the text.
    rest: &'t [u8],
}

impl<'t> Reader<'t> {
    pub(in crate::wire) fn new(text: &'t str) -> Self {
        let rest = text.as_bytes();
        Self { text, rest }
    }

    /// The number of unread bytes.
    pub(in crate::wire) fn left(&self) -> usize {
        self.rest.len()
    }

    /// `Some` at the end of the text.
    pub(in crate::wire) fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// The next byte that is not white space, without reading it.
    #[inline]
    pub(in crate::wire) fn peek(&mut self) -> Option<u8> {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
        self.rest.first().copied()
    }

    #[inline]
    fn eat(&mut self, byte: u8) -> Option<()> {
        self.peek();
        self.rest = self.rest.strip_prefix(&[byte])?;
        Some(())
    }

    /// Reads an object; `each` reads one key and its value.
    #[inline]
    pub(in crate::wire) fn members(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
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

    /// Reads a list; `each` reads one element.
    #[inline]
    pub(in crate::wire) fn elements(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
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

    /// Reads a key if the text continues with exactly these bytes, quotes and colon included.
    #[inline]
    pub(in crate::wire) fn key(&mut self, written: &[u8]) -> bool {
        self.peek();
        let after = self.rest.strip_prefix(written);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Reads any key and its colon.
    #[inline]
    pub(in crate::wire) fn any_key(&mut self) -> Option<Cow<'t, str>> {
        let key = self.string()?;
        self.eat(b':')?;
        Some(key)
    }

    /// Reads a string that is an instant in one of the usual forms of RFC 3339.
    #[inline]
    pub(in crate::wire) fn instant(&mut self) -> Option<Instant> {
        self.peek();
        let (instant, after) = parse_prefix(self.rest.strip_prefix(b"\"")?)?;
        self.rest = after.strip_prefix(b"\"")?;
        Some(instant)
    }

    /// Reads a string.
    #[inline]
    pub(in crate::wire) fn string(&mut self) -> Option<Cow<'t, str>> {
        match self.plain() {
            Some(text) => Some(Cow::Borrowed(text)),
            None => self.with_escapes().map(Cow::Owned),
        }
    }

    /// Reads a string without escapes; reads nothing if it has one.
    #[inline]
    pub(in crate::wire) fn plain(&mut self) -> Option<&'t str> {
        self.peek();
        let quoted = self.rest.strip_prefix(b"\"")?;
        let length = first_escaped(quoted)?;
        let after = quoted.get(length..)?.strip_prefix(b"\"")?;
        let start = self.text.len() - quoted.len();
        self.rest = after;
        self.text.get(start..start + length)
    }

    /// Reads a string with escapes.
    #[cold]
    fn with_escapes(&mut self) -> Option<String> {
        self.eat(b'"')?;
        let mut length = first_escaped(self.rest)?;
        loop {
            match self.rest.get(length)? {
                b'"' => break,
                b'\\' => length += 2,
                _ => return None,
            }
            length += first_escaped(self.rest.get(length..)?)?;
        }
        let start = self.at();
        let quoted = self.text.get(start - 1..=start + length)?;
        self.rest = self.rest.get(length + 1..)?;
        serde_json::from_str(quoted).ok()
    }

    /// Reads a number as its text.
    pub(in crate::wire) fn number(&mut self) -> Option<&'t str> {
        self.peek()?;
        let part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = self.rest.iter().take_while(|byte| part(byte)).count();
        let (number, after) = self.rest.split_at_checked(length)?;
        let start = self.at();
        self.rest = after;
        self.text
            .get(start..start + length)
            .filter(|_| is_number(number))
    }

    /// Reads one of the words `true`, `false` and `null`.
    pub(in crate::wire) fn word(&mut self, word: &str) -> Option<()> {
        self.peek()?;
        self.rest = self.rest.strip_prefix(word.as_bytes())?;
        Some(())
    }

    /// Reads a value other than a list or an object, as its text.
    pub(in crate::wire) fn scalar(&mut self) -> Option<&'t str> {
        let first = self.peek()?;
        let start = self.at();
        match first {
            b'"' => self.string().map(drop),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number().map(drop),
        }?;
        self.text.get(start..self.at())
    }

    /// The number of bytes read so far.
    fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }
}

/// Whether the bytes are a number by the grammar of JSON.
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
            let read = Reader::new(&text).number();
            let json = serde_json::from_str::<&RawValue>(&text);
            prop_assert_eq!(read, json.ok().map(RawValue::get));
        }

        #[test]
        fn strings_are_those_of_json(text in "\"[\0-\u{30}a\u{fc}u0d8\\\\]{0,12}\"") {
            let mut reader = Reader::new(&text);
            let read = reader.string().filter(|_| reader.end().is_some());
            let json = serde_json::from_str::<String>(&text);
            prop_assert_eq!(read.map(Cow::into_owned), json.ok());
        }
    }
}
