//! The validity of the rows of a column.

use std::borrow::Cow;

/// Which rows of a column are known.
#[derive(Clone, Debug, Default)]
pub enum Known<'a> {
    /// All rows.
    #[default]
    All,
    /// The rows whose bit is set, least significant bit of a byte first.
    Bits {
        /// The bytes.
        bytes: Cow<'a, [u8]>,
        /// The position of the bit of row 0.
        first: usize,
    },
}

impl Known<'_> {
    /// The bits of 64 rows from `row` on, the first lowest; 0 past the end.
    #[inline]
    pub(crate) fn word(&self, row: usize) -> u64 {
        let Self::Bits { bytes, first } = self else {
            return u64::MAX;
        };
        let bit = first + row;
        let rest = bytes.get(bit / 8..).unwrap_or_default();
        let byte = |at: usize| rest.get(at).copied().unwrap_or_default();
        let low = match rest.first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => (0..8).fold(0, |low, at| low | u64::from(byte(at)) << (8 * at)),
        };
        match bit % 8 {
            0 => low,
            by => low >> by | u64::from(byte(8)) << (64 - by),
        }
    }

    /// Whether a row is known.
    #[inline]
    pub(crate) fn holds(&self, row: usize) -> bool {
        match self {
            Self::All => true,
            Self::Bits { bytes, first } => {
                let bit = first + row;
                bytes
                    .get(bit / 8)
                    .is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
            }
        }
    }
}
