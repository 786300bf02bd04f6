//! The attributes of leads, read in the order of the rows of their profiles:
//! later the leads of a part would find them all over memory.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::text_pool::{self, MOST_TEXTS};
use crate::exact::Number;
use crate::intake::{Cell, Fault, Shared, is_blank};
use crate::model::plan::{Compiled, Field};
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::columns::pieces::BLOCK;
use crate::tables::columns::short_text::slot_of;
use crate::tables::columns::texts::Texts;

/// The attributes of the rows of a piece of work.
pub(crate) struct Attributes<'t> {
    /// As many for each row as the model has attributes.
    cells: Vec<Cell<'t>>,
    width: usize,
}

impl<'t> Attributes<'t> {
    /// Those of a row in the piece of work.
    #[inline]
    pub(crate) fn of(&self, row: usize) -> &[Cell<'t>] {
        let first = row * self.width;
        self.cells
            .get(first..first + self.width)
            .unwrap_or_default()
    }
}

/// Reads attributes, one column after the other for a block of rows.
pub(crate) struct AttributeReader<'t> {
    plan: &'t Compiled,
    columns: Vec<Option<&'t Column<'t>>>,
    same: Vec<Same<'t>>,
    found: Attributes<'t>,
    /// The first row of the piece of work.
    first: usize,
}

impl<'t> AttributeReader<'t> {
    pub(crate) fn new(
        (plan, texts): (&'t Compiled, &'t text_pool::Texts<'t>),
        chunk: &'t Chunk<'t>,
        rows: Range<usize>,
    ) -> Self {
        let width = plan.intake.attributes.len();
        Self {
            plan,
            columns: chunk.fields(&plan.intake.attributes),
            same: (0..width).map(|at| Same::new(texts, at)).collect(),
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

    /// Reads rows, at most a block, of which some are to be read; a bad
    /// attribute is missing, and `reject` is told of it.
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
            column_cells(plan, (column, field), (rows.clone(), places), same, reject);
        }
    }
}

/// Reads an attribute of rows.
fn column_cells<'t, 'c>(
    plan: &Compiled,
    (column, field): (&'t Column<'t>, &'t Field),
    (rows, places): (
        Range<usize>,
        impl Iterator<Item = (usize, &'c mut Cell<'t>)>,
    ),
    same: Option<&mut Same<'t>>,
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
                *place = same.cell(&**texts, (row, short.unwrap_or(u128::MAX)), field);
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

/// Slots for short texts that were met.
const SLOTS: usize = 1 << 8;

/// The texts of an attribute that one reader met, as cells with their numbers.
struct Same<'t> {
    short: Vec<(u128, Cell<'t>)>,
    known: FxHashMap<&'t str, Cell<'t>>,
    texts: &'t text_pool::Texts<'t>,
    attribute: usize,
}

impl<'t> Same<'t> {
    fn new(texts: &'t text_pool::Texts<'t>, attribute: usize) -> Self {
        Self {
            short: vec![(u128::MAX, Cell::Missing); SLOTS],
            known: FxHashMap::default(),
            texts,
            attribute,
        }
    }

    /// The text of a row, of which the short one is given.
    fn cell(
        &mut self,
        texts: &'t dyn Texts,
        (row, short): (usize, u128),
        field: &Field,
    ) -> Cell<'t> {
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
        // Once there are too many, the others are not looked for any more.
        let cell = match self.known.get(text) {
            Some(cell) => *cell,
            None if field
                .not_known
                .as_ref()
                .is_some_and(|list| list.has_text(text)) =>
            {
                Cell::Missing
            }
            None if self.known.len() >= MOST_TEXTS => Cell::Text(text, Shared::NO),
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
