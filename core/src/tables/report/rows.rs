//! The rows of a result.

use crate::assessment::Row;

/// A partition and a row of it.
pub(crate) type RowPlace = (u32, u32);

/// The rows of a result. They stay where they were computed, because they are too wide to move
/// cheaply.
#[derive(Debug, Default)]
pub struct Scores {
    parts: Vec<Vec<Row>>,
    order: Vec<RowPlace>,
}

impl Scores {
    pub(crate) fn new(parts: Vec<Vec<Row>>, order: Vec<RowPlace>) -> Self {
        Self { parts, order }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The row at a position; `None` past the end.
    #[inline]
    pub fn get(&self, row: usize) -> Option<&Row> {
        self.at(*self.order.get(row)?)
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.order.iter().filter_map(|place| self.at(*place))
    }

    #[inline]
    fn at(&self, (part, row): RowPlace) -> Option<&Row> {
        self.parts.get(part as usize)?.get(row as usize)
    }

    pub(crate) fn get_mut(&mut self, row: usize) -> Option<&mut Row> {
        let (part, row) = *self.order.get(row)?;
        self.parts.get_mut(part as usize)?.get_mut(row as usize)
    }

    /// Puts the rows into another order; `rows` are their current positions in the new order.
    pub(crate) fn reorder(&mut self, rows: &[usize]) {
        let place = |row: &usize| self.order.get(*row).copied();
        self.order = rows.iter().filter_map(place).collect();
    }
}
