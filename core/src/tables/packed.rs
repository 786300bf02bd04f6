//! Texts of a column in one piece of memory.

use super::column::Texts;

/// Texts of a column, one behind the other: few bytes for each beside its own.
///
/// ```
/// use leadgrade::tables::{Packed, Texts};
/// let texts: Packed = [Some("visit"), None, Some("order")].into_iter().collect();
/// assert_eq!((texts.len(), texts.text(1), texts.text(2)), (3, None, Some("order")));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Packed {
    bytes: String,
    /// Where each text ends, and whether there is one.
    ends: Vec<(usize, bool)>,
}

impl Packed {
    /// Adds a row; `None` is null.
    pub fn push(&mut self, text: Option<&str>) {
        self.bytes.push_str(text.unwrap_or_default());
        self.ends.push((self.bytes.len(), text.is_some()));
    }
}

impl Texts for Packed {
    fn len(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    fn text(&self, row: usize) -> Option<&str> {
        let (end, known) = *self.ends.get(row)?;
        let before = row.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |(end, _)| *end);
        self.bytes.get(start..end).filter(|_| known)
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
}

impl<'t> FromIterator<Option<&'t str>> for Packed {
    fn from_iter<I: IntoIterator<Item = Option<&'t str>>>(texts: I) -> Self {
        let mut packed = Self::default();
        texts.into_iter().for_each(|text| packed.push(text));
        packed
    }
}
