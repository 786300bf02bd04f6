//! Converts bytes to choices.

/// Takes choices from bytes; zeros if none are left.
pub(crate) struct Feed<'d>(pub(crate) &'d [u8]);

impl Feed<'_> {
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    /// A number below `count`, which is at most 256.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::from(self.byte()) % count
    }

    /// A number of bytes.
    pub(crate) fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.byte()).collect()
    }

    /// A number for arrays: mostly small, sometimes at the limits of its type.
    pub(crate) fn number(&mut self) -> i64 {
        match self.byte() {
            byte @ 0..=0xdf => i64::from(byte % 16),
            byte => {
                let ends = [
                    -1,
                    i64::MIN,
                    i64::MAX,
                    i64::from(i32::MIN),
                    i64::from(i32::MAX),
                ];
                let end = ends.get(usize::from(byte % 8));
                end.copied().unwrap_or_else(|| i64::from(self.byte()) << 8)
            }
        }
    }
}
