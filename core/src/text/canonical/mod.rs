//! Canonical JSON text (RFC 8785) without a tree: members are written as they come, and
//! sorted at the end of their object.
//!
//! `serde_json_canonicalizer` gives the same text, and the tests compare with it. It builds a
//! map for each object, which takes ten times as long as an assessment.

mod in_order;
mod members;
mod part;
mod scalars;
#[cfg(test)]
mod tests;

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::{Error, Result};

pub(crate) use in_order::in_order;
use members::{Compound, Member};
pub(crate) use part::part;
pub(crate) use scalars::number_text;

/// The canonical text of a value. A double that is not finite becomes null.
pub(crate) fn canonical<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    written(value, true)
}

/// The same with points as whole thousandths: documents show `2.5`, and fingerprints hash
/// `2500`.
pub(crate) fn canonical_in_milli<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    written(value, false)
}

fn written<T: Serialize + ?Sized>(value: &T, for_people: bool) -> Result<String> {
    let mut writer = Writer {
        for_people,
        text: String::with_capacity(2_048),
        members: Vec::with_capacity(64),
        moved: String::new(),
    };
    value.serialize(&mut writer)?;
    Ok(writer.text)
}

struct Writer {
    /// Whether points are written as decimals, not as thousandths: [`Milli`](crate::exact::Milli)
    /// asks whether the format is human-readable.
    for_people: bool,
    text: String,
    /// The members of the open objects.
    members: Vec<Member>,
    /// A buffer in which members are put in order.
    moved: String,
}

/// Whole numbers up to this size have the same digits as integers and as doubles.
const WHOLE: u64 = 1 << 53;

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'w>;
    type SerializeTuple = Compound<'w>;
    type SerializeTupleStruct = Compound<'w>;
    type SerializeTupleVariant = Compound<'w>;
    type SerializeMap = Compound<'w>;
    type SerializeStruct = Compound<'w>;
    type SerializeStructVariant = Compound<'w>;

    fn is_human_readable(&self) -> bool {
        self.for_people
    }

    fn serialize_bool(self, flag: bool) -> Result<()> {
        self.text.push_str(if flag { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, number: i8) -> Result<()> {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<()> {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<()> {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Result<()> {
        if number.unsigned_abs() > WHOLE {
            return self.serialize_f64(number as f64);
        }
        scalars::whole(&mut self.text, number);
        Ok(())
    }

    fn serialize_i128(self, number: i128) -> Result<()> {
        match i64::try_from(number) {
            Ok(number) => self.serialize_i64(number),
            Err(_) => self.serialize_f64(number as f64),
        }
    }

    fn serialize_u8(self, number: u8) -> Result<()> {
        self.serialize_i64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Result<()> {
        self.serialize_i64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Result<()> {
        self.serialize_i64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Result<()> {
        self.serialize_i128(number.into())
    }

    fn serialize_u128(self, number: u128) -> Result<()> {
        match i64::try_from(number) {
            Ok(number) => self.serialize_i64(number),
            Err(_) => self.serialize_f64(number as f64),
        }
    }

    fn serialize_f32(self, number: f32) -> Result<()> {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<()> {
        scalars::double(&mut self.text, number);
        Ok(())
    }

    fn serialize_char(self, one: char) -> Result<()> {
        self.serialize_str(one.encode_utf8(&mut [0; 4]))
    }

    #[inline(never)]
    fn serialize_str(self, text: &str) -> Result<()> {
        scalars::quoted(&mut self.text, text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<()> {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.text.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'w>> {
        Ok(Compound::list(self, "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'w>> {
        Ok(Compound::list(self, "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>> {
        Ok(Compound::list(self, "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>> {
        self.variant(variant);
        Ok(Compound::list(self, "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'w>> {
        Ok(Compound::object(self, "}"))
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>> {
        Ok(Compound::object(self, "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w>> {
        self.variant(variant);
        Ok(Compound::object(self, "}}"))
    }
}

impl Writer {
    /// Begins the object of a variant with contents: `{"variant":`.
    fn variant(&mut self, variant: &str) {
        self.text.push('{');
        scalars::quoted(&mut self.text, variant);
        self.text.push(':');
    }

    /// Writes a key; numbers are keys in quotes.
    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let start = self.text.len();
        key.serialize(&mut *self)?;
        match self.text.as_bytes().get(start) {
            Some(b'"') => Ok(()),
            Some(b'-' | b'0'..=b'9') => {
                self.text.insert(start, '"');
                self.text.push('"');
                Ok(())
            }
            _ => Err(Error::custom("a key is a text or a number")),
        }
    }
}
