//! Canonical JSON text (RFC 8785) without a tree: members are written as they
//! come, and put in order where their object ends.
//!
//! `serde_json_canonicalizer` says the same, and is what the tests compare with;
//! it builds a map for each object, which takes ten times as long as an
//! assessment itself.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// The canonical text of a value; numbers that are not finite are an error.
pub(crate) fn canonical<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    let text = RefCell::new(Vec::with_capacity(2_048));
    let sorted = Sorted {
        text: &text,
        members: Vec::new(),
        objects: Vec::new(),
    };
    value.serialize(&mut Serializer::with_formatter(Out(&text), sorted))?;
    String::from_utf8(text.into_inner()).map_err(serde::ser::Error::custom)
}

struct Out<'o>(&'o RefCell<Vec<u8>>);

impl Write for Out<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Sorted<'o> {
    text: &'o RefCell<Vec<u8>>,
    /// Where each member of the open objects begins.
    members: Vec<usize>,
    /// For each open object, the first of its members.
    objects: Vec<usize>,
}

/// Whole numbers up to here are written alike as integers and as doubles.
const WHOLE: u64 = 1 << 53;

impl Formatter for Sorted<'_> {
    fn write_i64<W: ?Sized + Write>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        if value.unsigned_abs() <= WHOLE {
            write!(writer, "{value}")
        } else {
            self.write_number_str(writer, &value.to_string())
        }
    }

    fn write_u64<W: ?Sized + Write>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        if value <= WHOLE {
            write!(writer, "{value}")
        } else {
            self.write_number_str(writer, &value.to_string())
        }
    }

    fn write_i128<W: ?Sized + Write>(&mut self, writer: &mut W, value: i128) -> io::Result<()> {
        self.write_number_str(writer, &value.to_string())
    }

    fn write_u128<W: ?Sized + Write>(&mut self, writer: &mut W, value: u128) -> io::Result<()> {
        self.write_number_str(writer, &value.to_string())
    }

    fn write_f32<W: ?Sized + Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        self.write_f64(writer, value.into())
    }

    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        if !value.is_finite() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        writer.write_all(ryu_js::Buffer::new().format_finite(value).as_bytes())
    }

    fn write_number_str<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        value: &str,
    ) -> io::Result<()> {
        let number = value.parse().map_err(|_| io::ErrorKind::InvalidInput)?;
        self.write_f64(writer, number)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.objects.push(self.members.len());
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        self.members.push(self.text.borrow().len());
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let first = self.objects.pop().unwrap_or_default();
        sort(
            &mut self.text.borrow_mut(),
            self.members.get(first..).unwrap_or_default(),
        );
        self.members.truncate(first);
        writer.write_all(b"}")
    }
}

/// Puts the members of the last object of a text, which begin at `starts` and
/// end with the text, in the order of their keys.
fn sort(text: &mut Vec<u8>, starts: &[usize]) {
    let Some(begin) = starts.first().copied() else {
        return;
    };
    let ends = starts
        .iter()
        .skip(1)
        .map(|next| next - 1)
        .chain([text.len()]);
    let members = starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| text.get(*start..end));
    let mut members: Vec<(&[u8], &[u8])> = members.map(|member| (key(member), member)).collect();
    if members.is_sorted_by(|(one, _), (two, _)| order(one, two).is_le()) {
        return;
    }
    members.sort_by(|(one, _), (two, _)| order(one, two));
    let mut sorted = Vec::with_capacity(text.len() - begin);
    for (at, (_, member)) in members.iter().enumerate() {
        if at > 0 {
            sorted.push(b',');
        }
        sorted.extend_from_slice(member);
    }
    text.truncate(begin);
    text.append(&mut sorted);
}

/// The key of a member, in its quotes.
fn key(member: &[u8]) -> &[u8] {
    let mut escaped = false;
    let end = member.iter().skip(1).position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    end.and_then(|end| member.get(..end + 2)).unwrap_or(member)
}

/// The order of keys by the UTF-16 units of what they say.
fn order(one: &[u8], two: &[u8]) -> std::cmp::Ordering {
    let plain = |key: &[u8]| key.is_ascii() && !key.contains(&b'\\');
    match (one.split_last(), two.split_last()) {
        // Without the last quote: the shorter of two that begin alike is first.
        (Some((_, one)), Some((_, two))) if plain(one) && plain(two) => one.cmp(two),
        _ => said(one).encode_utf16().cmp(said(two).encode_utf16()),
    }
}

fn said(key: &[u8]) -> Cow<'_, str> {
    serde_json::from_slice(key).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn thousandths(milli: i64) -> Value {
        serde_json::from_str(&format!("{milli}e-3")).unwrap()
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let key = prop_oneof![
            "[a-c]{0,3}",
            any::<String>(),
            "[\u{e000}\u{1f600}\"\\\\]{1,2}"
        ];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            (-10_000_000_i64..10_000_000).prop_map(thousandths),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 64, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::hash_map(key.clone(), inner, 0..6)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_is_what_the_other_writer_says(value in any_json()) {
            let expected = serde_json_canonicalizer::to_string(&value).unwrap();
            prop_assert_eq!(canonical(&value).unwrap(), expected);
        }
    }

    #[derive(Serialize)]
    struct Unsorted {
        b: u8,
        ab: [f32; 2],
        a: Option<&'static str>,
        z: Inner,
    }

    #[derive(Serialize)]
    struct Inner {
        y: i128,
        #[serde(rename = "x\"y")]
        x: char,
    }

    #[test]
    fn members_stand_in_the_order_of_their_keys() {
        let value = Unsorted {
            b: 1,
            ab: [0.5, -0.0],
            a: None,
            z: Inner {
                y: 1 << 60,
                x: '\u{7f}',
            },
        };
        let expected = "{\"a\":null,\"ab\":[0.5,0],\"b\":1,\"z\":{\"x\\\"y\":\"\u{7f}\",\"y\":1152921504606847000}}";
        assert_eq!(canonical(&value).unwrap(), expected);
        assert!(canonical(&f64::NAN).is_ok_and(|text| text == "null"));
    }
}
