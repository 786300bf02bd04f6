//! The attributes of leads. They are read in the order of the rows of profiles, because the leads of
//! a partition are scattered over the table and would read memory in random order.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::text_pool::{MOST_TEXTS, TextPool};
use crate::exact::Number;
use crate::intake::{Cell, Fault, TextNumber, is_blank};
use crate::model::plan::{Compiled, Field};
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::columns::pieces::BLOCK;
use crate::tables::columns::short_text::slot_of;
use crate::tables::columns::texts::Texts;

/// The attributes of the rows of a piece of work.
pub(crate) struct Attributes<'t> {
    /// `width` cells for each row.
    cells: Vec<Cell<'t>>,
    /// The number of attributes of the model.
    width: usize,
}

impl<'t> Attributes<'t> {
    /// The attributes of a row, counted from the first of the piece of work.
    #[inline]
    pub(crate) fn of(&self, row: usize) -> &[Cell<'t>] {
        let first = row * self.width;
        self.cells
            .get(first..first + self.width)
            .unwrap_or_default()
    }
}

/// Reads attributes block by block, one column after the other.
pub(crate) struct AttributeReader<'t> {
    plan: &'t Compiled,
    columns: Vec<Option<&'t Column<'t>>>,
    same: Vec<TextCells<'t>>,
    found: Attributes<'t>,
    /// The first row of the piece of work.
    first: usize,
}

impl<'t> AttributeReader<'t> {
    pub(crate) fn new(
        plan: &'t Compiled,
        texts: &'t TextPool<'t>,
        chunk: &'t Chunk<'t>,
        rows: Range<usize>,
    ) -> Self {
        let width = plan.intake.attributes.len();
        Self {
            plan,
            columns: chunk.fields(&plan.intake.attributes),
            same: (0..width).map(|at| TextCells::new(texts, at)).collect(),
            found: Attributes {
                cells: vec![Cell::Missing; width * rows.len()],
                width,
            },
            first: rows.start,
        }
    }

    pub(crate) fn finish(self) -> Attributes<'t> {
        self.found
    }

    /// Reads those rows, of at most a block, that are `wanted`. An attribute that cannot be read is
    /// missing, and `reject` gets its row, name and fault.
    pub(crate) fn read(
        &mut self,
        rows: Range<usize>,
        wanted: &[bool],
        mut reject: impl FnMut(usize, &str, Fault),
    ) {
        let plan = self.plan;
        for (at, field) in plan.intake.attributes.iter().enumerate() {
            let Some(column) = self.columns.get(at).copied().flatten() else {
                continue;
            };
            let (width, first) = (
                self.found.width,
                (rows.start - self.first) * self.found.width,
            );
            let cells = self.found.cells.get_mut(first..).unwrap_or_default();
            let places = cells.iter_mut().skip(at).step_by(width);
            let places = rows.clone().zip(places).zip(wanted);
            let places = places.filter_map(|(place, wanted)| wanted.then_some(place));
            let reject = |row, fault| reject(row, &field.name, fault);
            let same = self.same.get_mut(at);
            column_cells(plan, column, field, rows.clone(), places, same, reject);
        }
    }
}

/// Reads an attribute; `places` are the rows to read and their cells, all of them in `rows`.
fn column_cells<'t, 'c>(
    plan: &Compiled,
    column: &'t Column<'t>,
    field: &'t Field,
    rows: Range<usize>,
    places: impl Iterator<Item = (usize, &'c mut Cell<'t>)>,
    same: Option<&mut TextCells<'t>>,
    mut reject: impl FnMut(usize, Fault),
) where
    't: 'c,
{
    use crate::document::Type;
    match (column, field.type_, same) {
        (Column::Texts(texts), Type::Text, Some(same)) => {
            let mut shorts = [0; BLOCK];
            let shorts = shorts.get_mut(..rows.len()).unwrap_or_default();
            texts.shorts(rows.start, shorts);
            for (row, place) in places {
                let short = shorts.get(row - rows.start).copied();
                *place = same.cell(&**texts, row, short.unwrap_or(u128::MAX), field);
            }
        }
        (Column::Wholes(list, known), Type::Number, _) if field.not_known.is_none() => {
            for (row, place) in places {
                if let Some(whole) = list.get(row).filter(|_| known.holds(row)) {
                    *place = Cell::Number(Number::whole(*whole));
                }
            }
        }
        (Column::Doubles(list, known), Type::Number, _) if field.not_known.is_none() => {
            for (row, place) in places {
                let value = list.get(row).filter(|_| known.holds(row));
                if let Some(value) = value.filter(|value| !value.is_nan()) {
                    match Number::from_f64(*value) {
                        Some(number) => *place = Cell::Number(number),
                        None => reject(row, Fault::not_finite()),
                    }
                }
            }
        }
        (column, ..) => {
            for (row, place) in places {
                match column.cell(row, field, &plan.zone) {
                    Ok(cell) => *place = cell,
                    Err(fault) => reject(row, fault),
                }
            }
        }
    }
}

/// Number of slots for short texts.
const SLOTS: usize = 1 << 8;

/// The texts of an attribute that a reader has read, as cells with their numbers.
struct TextCells<'t> {
    /// The latest short text of each slot; a fast path before `known`.
    short: Vec<(u128, Cell<'t>)>,
    known: FxHashMap<&'t str, Cell<'t>>,
    texts: &'t TextPool<'t>,
    attribute: usize,
}

impl<'t> TextCells<'t> {
    fn new(texts: &'t TextPool<'t>, attribute: usize) -> Self {
        Self {
            short: vec![(u128::MAX, Cell::Missing); SLOTS],
            known: FxHashMap::default(),
            texts,
            attribute,
        }
    }

    /// The cell of a row; `short` is its text in the form of [`Texts::shorts`].
    fn cell(&mut self, texts: &'t dyn Texts, row: usize, short: u128, field: &Field) -> Cell<'t> {
        let slot = self.short.get_mut(slot_of(short, SLOTS));
        if let Some((known, cell)) = &slot
            && *known == short
            && short != u128::MAX
        {
            return *cell;
        }
        let Some(text) = texts.text(row).filter(|text| !is_blank(text)) else {
            return Cell::Missing;
        };
        // Once there are too many texts, further ones get no number.
        let cell = match self.known.get(text) {
            Some(cell) => *cell,
            None if field
                .not_known
                .as_ref()
                .is_some_and(|list| list.has_text(text)) =>
            {
                Cell::Missing
            }
            None if self.known.len() >= MOST_TEXTS => Cell::Text(text, TextNumber::NONE),
            None => {
                let number = self.texts.number(self.attribute, text);
                *self.known.entry(text).or_insert(Cell::Text(text, number))
            }
        };
        if let Some(slot) = slot.filter(|_| short != u128::MAX) {
            *slot = (short, cell);
        }
        cell
    }
}
