//! Packs answers: the values of their JSON without its keys.

use serde::ser::{Error as _, Impossible, Serialize, SerializeSeq, SerializeStruct, Serializer};
use serde_json::{Error, Result};

use super::text_table::TextTable;

/// Writes the values of an object to `numbers`, and returns the text beside them.
///
/// # Errors
/// If `numbers` is too short, or a value cannot be packed.
pub(super) fn write<T: Serialize>(
    value: &T,
    numbers: &mut [f64],
    texts: &TextTable,
) -> Result<String> {
    let mut writer = PackedWriter {
        numbers: numbers.iter_mut(),
        text: String::new(),
        texts,
    };
    value.serialize(&mut writer)?;
    Ok(writer.text)
}

struct PackedWriter<'w> {
    /// Numbers that have not been written yet.
    numbers: std::slice::IterMut<'w, f64>,
    text: String,
    texts: &'w TextTable,
}

impl PackedWriter<'_> {
    #[inline]
    fn put(&mut self, number: f64) -> Result<()> {
        *self.numbers.next().ok_or_else(too_long)? = number;
        Ok(())
    }
}

#[cold]
fn too_long() -> Error {
    Error::custom("too few numbers for the values")
}

#[cold]
fn not_packable() -> Error {
    Error::custom("this value cannot be packed")
}

/// An object or list that is being written.
struct OpenCompound<'c, 'w> {
    writer: &'c mut PackedWriter<'w>,
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
        #[expect(clippy::cast_precision_loss, reason = "JSON text has the nearest double as well")]
        fn $serialize(self, number: $number) -> Result<()> {
            self.serialize_f64(number as f64)
        }
    )*};
}

impl<'c, 'w> Serializer for &'c mut PackedWriter<'w> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = OpenCompound<'c, 'w>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = OpenCompound<'c, 'w>;
    type SerializeStructVariant = Impossible<(), Error>;

    numbers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32);
    numbers!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_f32 f32);
    wide_numbers!(serialize_i64 i64, serialize_u64 u64, serialize_i128 i128, serialize_u128 u128);

    #[inline]
    fn serialize_f64(self, number: f64) -> Result<()> {
        // As in JSON: a number that is not finite is null, and -0 is 0.
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
        if let Some(position) = self.texts.position(text) {
            return self.serialize_u64(position as u64);
        }
        self.text.push_str(text);
        let units = if text.is_ascii() {
            text.len()
        } else {
            text.encode_utf16().count()
        };
        self.serialize_i64(-1 - i64::try_from(units).map_err(|_| too_long())?)
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
        Err(not_packable())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<OpenCompound<'c, 'w>> {
        self.serialize_u64(length.ok_or_else(not_packable)? as u64)?;
        Ok(OpenCompound {
            writer: self,
            last: "",
        })
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<OpenCompound<'c, 'w>> {
        self.put(1.0)?;
        Ok(OpenCompound {
            writer: self,
            last: "",
        })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple> {
        Err(not_packable())
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct> {
        Err(not_packable())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        Err(not_packable())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap> {
        Err(not_packable())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant> {
        Err(not_packable())
    }
}

impl SerializeSeq for OpenCompound<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<()> {
        Ok(())
    }
}

impl SerializeStruct for OpenCompound<'_, '_> {
    type Ok = ();
    type Error = Error;

    /// Members must come in the order of canonical JSON text, since the reader relies on it.
    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        if name <= self.last {
            return Err(not_packable());
        }
        self.last = name;
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<()> {
        Ok(())
    }
}
