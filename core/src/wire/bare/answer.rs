//! Answers as bare values: whatever is written as JSON, without its keys.

use serde::ser::{Error as _, Impossible, Serialize, SerializeSeq, SerializeStruct, Serializer};
use serde_json::{Error, Result};

use super::names::Names;

/// Writes the values of an object, and answers with the text beside them.
///
/// # Errors
/// Where they are too many, or not to be said so.
pub(super) fn write<T: Serialize>(value: &T, numbers: &mut [f64], names: &Names) -> Result<String> {
    let mut writer = Writer {
        numbers: numbers.iter_mut(),
        text: String::new(),
        names,
    };
    value.serialize(&mut writer)?;
    Ok(writer.text)
}

struct Writer<'w> {
    /// What is not written yet.
    numbers: std::slice::IterMut<'w, f64>,
    text: String,
    names: &'w Names,
}

impl Writer<'_> {
    #[inline]
    fn put(&mut self, number: f64) -> Result<()> {
        *self.numbers.next().ok_or_else(many)? = number;
        Ok(())
    }
}

#[cold]
fn many() -> Error {
    Error::custom("there is no room for so many values")
}

#[cold]
fn other() -> Error {
    Error::custom("it has no place for each of its parts")
}

/// An open object or list.
struct Compound<'c, 'w> {
    writer: &'c mut Writer<'w>,
    /// The name of the last member.
    last: &'static str,
}

macro_rules! numbers {
    ($($serialize:ident $number:ty),*) => {$(
        #[inline]
        fn $serialize(self, number: $number) -> Result<()> {
            self.serialize_f64(f64::from(number))
        }
    )*};
}

macro_rules! wide_numbers {
    ($($serialize:ident $number:ty),*) => {$(
        #[inline]
        #[expect(clippy::cast_precision_loss, reason = "text says the nearest double as well")]
        fn $serialize(self, number: $number) -> Result<()> {
            self.serialize_f64(number as f64)
        }
    )*};
}

impl<'c, 'w> Serializer for &'c mut Writer<'w> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'c, 'w>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Compound<'c, 'w>;
    type SerializeStructVariant = Impossible<(), Error>;

    numbers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32);
    numbers!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_f32 f32);
    wide_numbers!(serialize_i64 i64, serialize_u64 u64, serialize_i128 i128, serialize_u128 u128);

    #[inline]
    fn serialize_f64(self, number: f64) -> Result<()> {
        // As in JSON: what is not finite is null, and there is one zero.
        self.put(match number {
            0.0 => 0.0,
            number if number.is_finite() => number,
            _ => f64::NAN,
        })
    }

    #[inline]
    fn serialize_bool(self, flag: bool) -> Result<()> {
        self.put(if flag {
            f64::INFINITY
        } else {
            f64::NEG_INFINITY
        })
    }

    fn serialize_char(self, one: char) -> Result<()> {
        self.serialize_str(one.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<()> {
        if let Some(place) = self.names.place(text) {
            return self.serialize_u64(place as u64);
        }
        self.text.push_str(text);
        let units = if text.is_ascii() {
            text.len()
        } else {
            text.encode_utf16().count()
        };
        self.serialize_i64(-1 - i64::try_from(units).map_err(|_| many())?)
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<()> {
        self.collect_seq(bytes)
    }

    #[inline]
    fn serialize_none(self) -> Result<()> {
        self.put(f64::NAN)
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.put(f64::NAN)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.put(f64::NAN)
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
        _: &'static str,
        _: &T,
    ) -> Result<()> {
        Err(other())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Compound<'c, 'w>> {
        self.serialize_u64(length.ok_or_else(other)? as u64)?;
        Ok(Compound {
            writer: self,
            last: "",
        })
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'c, 'w>> {
        self.put(1.0)?;
        Ok(Compound {
            writer: self,
            last: "",
        })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple> {
        Err(other())
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct> {
        Err(other())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        Err(other())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap> {
        Err(other())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant> {
        Err(other())
    }
}

impl SerializeSeq for Compound<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<()> {
        Ok(())
    }
}

impl SerializeStruct for Compound<'_, '_> {
    type Ok = ();
    type Error = Error;

    /// A member; they must come in the order of canonical text, in which the other language reads.
    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        if name <= self.last {
            return Err(other());
        }
        self.last = name;
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<()> {
        Ok(())
    }
}
