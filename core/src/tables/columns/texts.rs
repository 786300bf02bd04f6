//! Columns of texts, however they are stored.

use super::short_text::shortened;

/// Texts by row, however they are stored.
pub trait Texts: Send + Sync {
    /// How many rows there are.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The text of a row; `None` for null and beyond the end.
    fn text(&self, row: usize) -> Option<&str>;
    /// The texts of `found.len()` rows from `first` on. Stored here so that a
    /// block of rows costs one call.
    fn texts<'t>(&'t self, first: usize, found: &mut [Option<&'t str>]) {
        for (at, place) in found.iter_mut().enumerate() {
            *place = self.text(first + at);
        }
    }
    /// The same as bytes: ids and names are compared byte by byte.
    fn bytes<'t>(&'t self, first: usize, found: &mut [Option<&'t [u8]>]) {
        for (at, place) in found.iter_mut().enumerate() {
            *place = self.text(first + at).map(str::as_bytes);
        }
    }
    /// The same of texts of 1 to 16 bytes, the first byte lowest and filled up
    /// with 0xff, which no text has; nothing but 0xff for all others.
    #[cfg_attr(small, optimize(speed))]
    fn shorts(&self, first: usize, found: &mut [u128]) {
        for (at, place) in found.iter_mut().enumerate() {
            let text = self.text(first + at).unwrap_or_default();
            *place = shortened(text.as_bytes());
        }
    }
}

impl Texts for Vec<&str> {
    fn len(&self) -> usize {
        <[_]>::len(self)
    }
    fn text(&self, row: usize) -> Option<&str> {
        self.get(row).copied()
    }
}

impl Texts for Vec<String> {
    fn len(&self) -> usize {
        <[_]>::len(self)
    }
    fn text(&self, row: usize) -> Option<&str> {
        self.get(row).map(String::as_str)
    }
}

impl Texts for Vec<Option<String>> {
    fn len(&self) -> usize {
        <[_]>::len(self)
    }
    fn text(&self, row: usize) -> Option<&str> {
        self.get(row)?.as_deref()
    }
}
