//! What is said of many leads, row by row.

use crate::assessment::Row;

/// A part and a row of it.
pub(crate) type Place = (u32, u32);

/// What is said of each lead. Rows stay where their part of the work put them,
/// since they are too wide to be moved for nothing.
#[derive(Debug, Default)]
pub struct Scores {
    parts: Vec<Vec<Row>>,
    order: Vec<Place>,
}

impl Scores {
    pub(crate) fn new(parts: Vec<Vec<Row>>, order: Vec<Place>) -> Self {
        Self { parts, order }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// What is said of the lead of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Option<&Row> {
        self.at(*self.order.get(row)?)
    }

    /// The rows in order.
    #[cfg_attr(small, optimize(speed))]
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.order.iter().filter_map(|place| self.at(*place))
    }

    #[inline]
    fn at(&self, (part, row): Place) -> Option<&Row> {
        self.parts.get(part as usize)?.get(row as usize)
    }

    pub(crate) fn get_mut(&mut self, row: usize) -> Option<&mut Row> {
        let (part, row) = *self.order.get(row)?;
        self.parts.get_mut(part as usize)?.get_mut(row as usize)
    }

    /// Puts the rows into another order: of each the row that it is now.
    pub(crate) fn reorder(&mut self, rows: &[usize]) {
        let place = |row: &usize| self.order.get(*row).copied();
        self.order = rows.iter().filter_map(place).collect();
    }
}
