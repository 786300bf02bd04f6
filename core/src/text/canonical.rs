//! Canonical JSON text (RFC 8785) without a tree: members are written as they
//! come, and put in order where their object ends.
//!
//! `serde_json_canonicalizer` says the same, and is what the tests compare with;
//! it builds a map for each object, which takes ten times as long as an
//! assessment itself.

use std::cell::RefCell;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// The canonical text of a value; numbers that are not finite are an error.
pub(crate) fn canonical<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    let text = RefCell::new(Vec::with_capacity(2_048));
    let sorted = Sorted {
        text: &text,
        members: Vec::with_capacity(64),
        objects: Vec::with_capacity(8),
        moved: Vec::new(),
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
    /// The members of the open objects.
    members: Vec<Member>,
    /// The open objects.
    objects: Vec<Object>,
    /// Room to put members in order.
    moved: Vec<u8>,
}

/// Where a member stands in the text.
#[derive(Clone, Copy, Default)]
struct Member {
    start: usize,
    /// The end of its key, in quotes.
    key: usize,
    end: usize,
    /// The key is of ASCII without escapes: its bytes are in the order of what it says.
    plain: bool,
}

#[derive(Clone, Copy, Default)]
struct Object {
    /// The first of its members.
    first: usize,
    /// A member came after one that belongs behind it.
    mixed: bool,
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
        let first = self.members.len();
        self.objects.push(Object {
            first,
            mixed: false,
        });
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        let end = self.text.borrow().len();
        if !first {
            if let Some(last) = self.members.last_mut() {
                last.end = end;
            }
            writer.write_all(b",")?;
        }
        self.members.push(Member {
            start: end + usize::from(!first),
            ..Member::default()
        });
        Ok(())
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        let text = self.text.borrow();
        let Some((member, others)) = self.members.split_last_mut() else {
            return Ok(());
        };
        member.key = text.len();
        member.plain = plain(key(&text, member));
        if let Some(object) = self.objects.last_mut()
            && let Some(last) = others.get(object.first..).and_then(|own| own.last())
        {
            object.mixed |= order(&text, last, member).is_gt();
        }
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let object = self.objects.pop().unwrap_or_default();
        if object.mixed {
            let mut text = self.text.borrow_mut();
            if let Some(last) = self.members.last_mut() {
                last.end = text.len();
            }
            let members = self.members.get_mut(object.first..).unwrap_or_default();
            sort(&mut text, members, &mut self.moved);
        }
        self.members.truncate(object.first);
        writer.write_all(b"}")
    }
}

/// Puts the members of the last object of a text, which ends with them, in the
/// order of their keys.
fn sort(text: &mut Vec<u8>, members: &mut [Member], moved: &mut Vec<u8>) {
    let Some(begin) = members.first().map(|member| member.start) else {
        return;
    };
    members.sort_unstable_by(|one, two| order(text, one, two));
    moved.clear();
    for member in &*members {
        if !moved.is_empty() {
            moved.push(b',');
        }
        moved.extend_from_slice(text.get(member.start..member.end).unwrap_or_default());
    }
    text.truncate(begin);
    text.append(moved);
}

/// The key of a member without its last quote: the shorter of two that begin
/// alike is first.
fn key<'t>(text: &'t [u8], member: &Member) -> &'t [u8] {
    text.get(member.start..member.key.saturating_sub(1))
        .unwrap_or_default()
}

fn plain(key: &[u8]) -> bool {
    key.iter().all(|byte| byte.is_ascii() && *byte != b'\\')
}

/// The order of keys by the UTF-16 units of what they say.
fn order(text: &[u8], one: &Member, two: &Member) -> std::cmp::Ordering {
    let by_units = |member| said(text, member).encode_utf16().collect::<Vec<_>>();
    if one.plain && two.plain {
        key(text, one).cmp(key(text, two))
    } else {
        by_units(one).cmp(&by_units(two))
    }
}

fn said(text: &[u8], member: &Member) -> String {
    let quoted = text.get(member.start..member.key).unwrap_or_default();
    serde_json::from_slice(quoted).unwrap_or_default()
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
