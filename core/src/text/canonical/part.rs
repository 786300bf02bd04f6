//! A part of a value as canonical text. The other members are skipped.

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeStruct, SerializeStructVariant, Serializer,
};
use serde_json::{Error, Result};

/// The canonical text of a nested member, named by a dotted path, or of the whole value for an
/// empty path. Returns `None` if there is no such member.
pub(crate) fn part<T: Serialize + ?Sized>(value: &T, path: &str) -> Option<String> {
    at(value, path).ok().flatten()
}

type PartJson = Option<String>;

fn at<T: Serialize + ?Sized>(value: &T, path: &str) -> Result<PartJson> {
    if path.is_empty() {
        return super::canonical(value).map(Some);
    }
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    value.serialize(Member {
        name,
        rest,
        is_next: false,
        found: None,
    })
}

/// Looks for one member.
struct Member<'p> {
    name: &'p str,
    rest: &'p str,
    /// Whether the value that comes next is the one.
    is_next: bool,
    found: PartJson,
}

/// Values without members have no parts.
macro_rules! no_members {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, _: $type) -> Result<PartJson> { Ok(None) })*
    };
}

impl Serializer for Member<'_> {
    type Ok = PartJson;
    type Error = Error;
    type SerializeSeq = Impossible<PartJson, Error>;
    type SerializeTuple = Impossible<PartJson, Error>;
    type SerializeTupleStruct = Impossible<PartJson, Error>;
    type SerializeTupleVariant = Impossible<PartJson, Error>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    no_members! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32,
        serialize_i64: i64, serialize_i128: i128, serialize_u8: u8, serialize_u16: u16,
        serialize_u32: u32, serialize_u64: u64, serialize_u128: u128, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8],
        serialize_unit_struct: &'static str,
    }

    fn serialize_none(self) -> Result<PartJson> {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<PartJson> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<PartJson> {
        Ok(None)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<PartJson> {
        Ok(None)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<PartJson> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<PartJson> {
        SerializeStruct::serialize_field(&mut self, variant, value)?;
        Ok(self.found)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq> {
        Err(list())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple> {
        Err(list())
    }

    fn serialize_tuple_struct(self, _: &str, _: usize) -> Result<Self::SerializeTupleStruct> {
        Err(list())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        Err(list())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self> {
        Ok(self)
    }
}

/// A list ends the search: it has no members by name.
fn list() -> Error {
    serde::ser::Error::custom("a list has no members")
}

impl SerializeStruct for Member<'_> {
    type Ok = PartJson;
    type Error = Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        if name == self.name {
            self.found = at(value, self.rest)?;
        }
        Ok(())
    }

    fn end(self) -> Result<PartJson> {
        Ok(self.found)
    }
}

impl SerializeStructVariant for Member<'_> {
    type Ok = PartJson;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        SerializeStruct::serialize_field(self, name, value)
    }

    fn end(self) -> Result<PartJson> {
        Ok(self.found)
    }
}

impl SerializeMap for Member<'_> {
    type Ok = PartJson;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        // The canonical text of a name has quotes around it; names with escapes are no parts.
        let key = super::canonical(key)?;
        let key = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        self.is_next = key == Some(self.name);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        if self.is_next {
            self.found = at(value, self.rest)?;
        }
        Ok(())
    }

    fn end(self) -> Result<PartJson> {
        Ok(self.found)
    }
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn parts_of_objects_are_found_by_name() {
        let value = serde_json::json!({"a": {"b": [1, 2.5], "c": null}, "d": "e"});
        let text = |path| part(&value, path);
        assert_eq!(text("a.b").as_deref(), Some("[1,2.5]"));
        assert_eq!(text("a").as_deref(), Some(r#"{"b":[1,2.5],"c":null}"#));
        assert_eq!(text("a.c").as_deref(), Some("null"));
        assert_eq!(text("d").as_deref(), Some("\"e\""));
        for nothing in ["b", "a.d", "d.e", "a.c.d", "a.b.0", "a.b.c"] {
            assert_eq!(text(nothing), None, "{nothing}");
        }
        assert_eq!(text("").as_deref(), Some(value.to_string().as_str()));
    }
}
