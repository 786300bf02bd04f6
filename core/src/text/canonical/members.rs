//! Lists and objects; the members of objects in the order of their keys.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};
use serde_json::{Error, Result};

use super::{Writer, scalars};

/// An open list or object.
pub(super) struct Compound<'w> {
    writer: &'w mut Writer,
    /// The text at its end.
    end: &'static str,
    empty: bool,
    /// The position of its first member in the writer's list, which has those of all open objects.
    first: usize,
    /// The rank of its last member.
    last: u64,
    /// Whether a member may have come after one that sorts behind it.
    mixed: bool,
    /// Whether all keys are ASCII without escapes, so that the order of their bytes is the order of the keys.
    plain: bool,
}

/// The position of a member in the text.
#[derive(Clone, Copy)]
pub(super) struct Member {
    start: usize,
    /// The end of its key, in quotes.
    key: usize,
    /// Known only at the end of its object.
    end: usize,
    /// The first bytes of its key as a number, which tell most keys apart.
    rank: u64,
}

impl<'w> Compound<'w> {
    pub(super) fn list(writer: &'w mut Writer, end: &'static str) -> Self {
        writer.text.push('[');
        Self::new(writer, end)
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(super) fn object(writer: &'w mut Writer, end: &'static str) -> Self {
        writer.text.push('{');
        Self::new(writer, end)
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn new(writer: &'w mut Writer, end: &'static str) -> Self {
        Self {
            first: writer.members.len(),
            writer,
            end,
            empty: true,
            last: 0,
            mixed: false,
            plain: true,
        }
    }

    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn comma(&mut self) {
        if !std::mem::take(&mut self.empty) {
            self.writer.text.push(',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.comma();
        value.serialize(&mut *self.writer)
    }

    fn end_list(self) -> Result<()> {
        self.writer.text.push_str(self.end);
        Ok(())
    }

    // Inlined with its name, so that the compiler computes everything about the name in advance.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn named<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.comma();
        let start = self.writer.text.len();
        let plain = scalars::quoted(&mut self.writer.text, name) && name.is_ascii();
        self.key_ended(start, rank(name.as_bytes()), plain);
        value.serialize(&mut *self.writer)
    }

    /// Records the member whose key starts at this position.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    fn key_ended(&mut self, start: usize, rank: u64, plain: bool) {
        let key = self.writer.text.len();
        self.mixed |= rank < self.last || (rank == self.last && !self.follows(start, key));
        self.plain &= plain;
        self.last = rank;
        self.writer.members.push(Member {
            start,
            key,
            end: key,
            rank,
        });
        self.writer.text.push(':');
    }

    /// Whether a key comes after that of the last member, which begins like it.
    fn follows(&self, start: usize, end: usize) -> bool {
        let Writer { text, members, .. } = &*self.writer;
        let own = members.get(self.first..).unwrap_or_default();
        let bytes = text.as_bytes().get(start..end.saturating_sub(1));
        own.last().is_some_and(|last| Some(key(text, last)) < bytes)
    }

    fn end_object(self) -> Result<()> {
        let Writer {
            text,
            members,
            moved,
            ..
        } = self.writer;
        // Keys with escapes or beyond ASCII may sort differently from their bytes.
        if self.mixed || !self.plain {
            let own = members.get_mut(self.first..).unwrap_or_default();
            sort(text, own, self.plain, moved);
        }
        members.truncate(self.first);
        text.push_str(self.end);
        Ok(())
    }
}

/// Puts the members of the last object of a text, which ends with them, in the
/// order of their keys.
fn sort(text: &mut String, members: &mut [Member], plain: bool, moved: &mut String) {
    let Some(begin) = members.first().map(|member| member.start) else {
        return;
    };
    let mut end = text.len();
    for member in members.iter_mut().rev() {
        member.end = end;
        // The byte before a member is a comma.
        end = member.start.saturating_sub(1);
    }
    if plain {
        let by_bytes = |one: &Member, two: &Member| key(text, one).cmp(key(text, two));
        members.sort_by(|one, two| one.rank.cmp(&two.rank).then_with(|| by_bytes(one, two)));
    } else {
        let utf16 = |member: &Member| {
            unescaped_key(text, member)
                .encode_utf16()
                .collect::<Vec<_>>()
        };
        members.sort_by_cached_key(utf16);
    }
    moved.clear();
    for member in &*members {
        if !moved.is_empty() {
            moved.push(',');
        }
        moved.push_str(text.get(member.start..member.end).unwrap_or_default());
    }
    text.truncate(begin);
    text.push_str(moved);
}

/// The first eight bytes of a key as a number, padded with zeros.
#[cfg_attr(not(target_family = "wasm"), inline(always))]
fn rank(key: &[u8]) -> u64 {
    let mut first = [0; 8];
    for (place, byte) in first.iter_mut().zip(key) {
        *place = *byte;
    }
    u64::from_be_bytes(first)
}

/// The key of a member without its last quote, so that a key sorts before longer keys that start
/// with it.
#[inline]
fn key<'t>(text: &'t str, member: &Member) -> &'t [u8] {
    let bytes = text.as_bytes();
    let key = bytes.get(member.start..member.key.saturating_sub(1));
    key.unwrap_or_default()
}

/// The key of a member without quotes and escapes.
fn unescaped_key(text: &str, member: &Member) -> String {
    let quoted = text.get(member.start..member.key).unwrap_or_default();
    serde_json::from_str(quoted).unwrap_or_default()
}

macro_rules! list {
    ($($of:ident $element:ident),*) => {$(
        impl $of for Compound<'_> {
            type Ok = ();
            type Error = Error;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.element(value)
            }

            fn end(self) -> Result<()> {
                self.end_list()
            }
        }
    )*};
}

list!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

macro_rules! object {
    ($($of:ident),*) => {$(
        impl $of for Compound<'_> {
            type Ok = ();
            type Error = Error;

            #[cfg_attr(not(target_family = "wasm"), inline(always))]
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<()> {
                self.named(name, value)
            }

            fn end(self) -> Result<()> {
                self.end_object()
            }
        }
    )*};
}

object!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.comma();
        let start = self.writer.text.len();
        self.writer.key(key)?;
        let quoted = self.writer.text.as_bytes().get(start..).unwrap_or_default();
        let plain = quoted.iter().all(|byte| byte.is_ascii() && *byte != b'\\');
        let unquoted = quoted
            .strip_prefix(b"\"")
            .and_then(|key| key.strip_suffix(b"\""));
        self.key_ended(start, rank(unquoted.unwrap_or_default()), plain);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<()> {
        self.end_object()
    }
}
