//! The ids of leads, in the order of rows.

use crate::tables::parallel;

/// Ids of leads, in one buffer.
///
/// ```
/// use leadgrade::tables::Leads;
/// let leads: Leads = ["a", "42"].into_iter().collect();
/// assert_eq!((leads.len(), leads.get(1), leads.get(2)), (2, Some("42"), None));
/// assert_eq!(leads, ["a", "42"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leads {
    text: String,
    /// Where each id ends.
    ends: Vec<usize>,
}

/// Number of rows that one core writes at a time.
const ROWS: usize = 1 << 14;

impl Leads {
    /// The number of ids.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no ids.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The id of a row; `None` past the end.
    #[inline]
    pub fn get(&self, row: usize) -> Option<&str> {
        let end = *self.ends.get(row)?;
        let before = row.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(before.copied().unwrap_or_default()..end)
    }

    /// The ids in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|row| self.get(row).unwrap_or_default())
    }

    fn push(&mut self, lead: &str) {
        self.text.push_str(lead);
        self.ends.push(self.text.len());
    }

    /// The ids of `count` rows, written on all cores; `push` passes on the id of a row.
    pub(crate) fn written(
        count: usize,
        push: impl Fn(usize, &mut dyn FnMut(&str)) + Send + Sync,
    ) -> Self {
        let pieces = parallel::each(None, count.div_ceil(ROWS), |piece| {
            let mut own = Self::default();
            own.ends.reserve_exact(ROWS);
            for row in (piece * ROWS..count).take(ROWS) {
                push(row, &mut |lead| own.push(lead));
            }
            own
        });
        let mut all = Self::default();
        all.text
            .reserve_exact(pieces.iter().map(|own| own.text.len()).sum());
        all.ends.reserve_exact(count);
        for own in pieces {
            let start = all.text.len();
            all.text.push_str(&own.text);
            all.ends.extend(own.ends.iter().map(|end| start + end));
        }
        all
    }

    /// The text of all ids, and where each ends.
    #[cfg(feature = "arrow")]
    pub(crate) fn packed(&self) -> (&str, &[usize]) {
        (&self.text, &self.ends)
    }
}

impl<'l> FromIterator<&'l str> for Leads {
    fn from_iter<I: IntoIterator<Item = &'l str>>(leads: I) -> Self {
        let mut all = Self::default();
        leads.into_iter().for_each(|lead| all.push(lead));
        all
    }
}

impl<const N: usize> PartialEq<[&str; N]> for Leads {
    fn eq(&self, other: &[&str; N]) -> bool {
        self.iter().eq(other.iter().copied())
    }
}
