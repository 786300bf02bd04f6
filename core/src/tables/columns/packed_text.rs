//! Texts of a column in one buffer.

use super::texts::Texts;

/// The texts of a column in one buffer, with little overhead per text.
///
/// ```
/// use leadgrade::tables::{Packed, Texts};
/// let texts: Packed = [Some("visit"), None, Some("order")].into_iter().collect();
/// assert_eq!((texts.len(), texts.text(1), texts.text(2)), (3, None, Some("order")));
/// let mut bytes = [None; 3];
/// texts.bytes(1, &mut bytes);
/// assert_eq!(bytes, [None, Some(&b"order"[..]), None]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Packed {
    bytes: String,
    /// Where each text ends, and whether the row is not null.
    ends: Vec<(usize, bool)>,
}

impl Packed {
    /// Adds a row; `None` is null.
    pub fn push(&mut self, text: Option<&str>) {
        self.bytes.push_str(text.unwrap_or_default());
        self.ends.push((self.bytes.len(), text.is_some()));
    }
}

impl Packed {
    /// Where the text of a row begins in the buffer.
    #[inline]
    fn start(&self, row: usize) -> usize {
        let before = row.checked_sub(1).and_then(|before| self.ends.get(before));
        before.map_or(0, |(end, _)| *end)
    }
}

impl Texts for Packed {
    fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    fn text(&self, row: usize) -> Option<&str> {
        let (end, known) = *self.ends.get(row)?;
        self.bytes.get(self.start(row)..end).filter(|_| known)
    }

    fn bytes<'t>(&'t self, first: usize, found: &mut [Option<&'t [u8]>]) {
        let bytes = self.bytes.as_bytes();
        let mut start = self.start(first);
        let ends = self.ends.get(first..).unwrap_or_default();
        found.fill(None);
        for (place, (end, known)) in found.iter_mut().zip(ends) {
            *place = bytes.get(start..*end).filter(|_| *known);
            start = *end;
        }
    }
}

impl<T: Texts> Texts for std::sync::Arc<T> {
    fn len(&self) -> usize {
        (**self).len()
    }

    #[inline]
    fn text(&self, row: usize) -> Option<&str> {
        (**self).text(row)
    }

    #[inline]
    fn texts<'t>(&'t self, first: usize, found: &mut [Option<&'t str>]) {
        (**self).texts(first, found);
    }

    fn bytes<'t>(&'t self, first: usize, found: &mut [Option<&'t [u8]>]) {
        (**self).bytes(first, found);
    }
}

impl<'t> FromIterator<Option<&'t str>> for Packed {
    fn from_iter<I: IntoIterator<Item = Option<&'t str>>>(texts: I) -> Self {
        let mut packed = Self::default();
        texts.into_iter().for_each(|text| packed.push(text));
        packed
    }
}
