//! Columns of texts, in any storage.

use super::short_text::shortened;

/// Texts by row, in any storage.
pub trait Texts: Send + Sync {
    /// The number of rows.
    fn len(&self) -> usize;
    /// Whether there are no rows.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The text of a row; `None` for null and past the end.
    fn text(&self, row: usize) -> Option<&str>;
    /// Writes the texts of `found.len()` rows from `first` on; one call for a block of rows is
    /// faster than one for each row.
    fn texts<'t>(&'t self, first: usize, found: &mut [Option<&'t str>]) {
        for (at, place) in found.iter_mut().enumerate() {
            *place = self.text(first + at);
        }
    }
    /// The same as bytes.
    fn bytes<'t>(&'t self, first: usize, found: &mut [Option<&'t [u8]>]) {
        for (at, place) in found.iter_mut().enumerate() {
            *place = self.text(first + at).map(str::as_bytes);
        }
    }
    /// The same for texts of 1 to 16 bytes as numbers: the first byte lowest, padded with 0xff, which
    /// no text has. All other rows are `u128::MAX`.
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
