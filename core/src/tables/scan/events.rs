//! The columns of a chunk of events.

use crate::document::Type;
use crate::exact::{Instant, Milli};
use crate::intake::{
    Cell, EventParts, EventRead, Fault, Faults, Origin, Properties, amount_from_f64, event_faults,
    event_instant, event_name, is_blank,
};
use crate::lead::{Text, Value};
use crate::model::ids::{Id, PropertyId};
use crate::model::plan::Compiled;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::columns::known::Known;
use crate::tables::options::KnownAt;
use crate::tables::partition::record::PackedEvent;

/// The columns of a chunk of events.
pub(crate) struct EventColumns<'t> {
    pub(crate) plan: &'t Compiled,
    pub(crate) lead: Option<&'t Column<'t>>,
    pub(crate) name: Option<&'t Column<'t>>,
    at: Option<&'t Column<'t>>,
    value: Option<&'t Column<'t>>,
    pub(crate) id: Option<&'t Column<'t>>,
    /// Only if rows that were recorded later do not exist.
    recorded_at: Option<&'t Column<'t>>,
    /// By the position of the property in the model.
    properties: Vec<Option<&'t Column<'t>>>,
    /// Positions of properties whose rows may be invalid.
    unsound: Vec<usize>,
}

/// The instant and the value of an event.
#[derive(Clone, Copy)]
pub(crate) struct EventNumbers {
    pub(crate) at: Instant,
    /// Whether `at` was local time without an offset.
    pub(crate) local: bool,
    pub(crate) value: Option<Milli>,
}

/// The instants and values of events without ids whose columns need no conversion, for the fast path.
pub(crate) struct FastColumns<'t> {
    pub(crate) micros: &'t [i64],
    values: Option<(&'t [f64], &'t Known<'t>)>,
}

impl FastColumns<'_> {
    /// Reads the values, in thousandths, of `found.len()` rows from `first` on. Events with a value
    /// are marked in `packed`; rows with a value out of range are marked to be read again.
    pub(crate) fn values(&self, first: usize, found: &mut [i64], packed: &mut [PackedEvent]) {
        let Some((values, known)) = self.values else {
            return;
        };
        let values = values.get(first..).unwrap_or_default();
        let rows = (first..).step_by(64).zip(values.chunks(64));
        let places = found.chunks_mut(64).zip(packed.chunks_mut(64));
        for ((row, values), (found, packed)) in rows.zip(places) {
            let mut bits = known.word(row);
            while bits != 0 {
                let at = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                if let (Some(value), Some(place), Some(event)) =
                    (values.get(at), found.get_mut(at), packed.get_mut(at))
                    && !value.is_nan()
                {
                    (*place, *event) = match amount_from_f64(*value) {
                        Ok(Some(milli)) => (milli.0, event.with_value()),
                        _ => (0, PackedEvent::BY_ROW),
                    };
                }
            }
        }
    }
}

impl<'t> EventColumns<'t> {
    /// The columns for the fast path; `None` if some need conversion or checks.
    pub(crate) fn fast_columns(&self) -> Option<FastColumns<'t>> {
        let Some(Column::Instants {
            micros,
            known: Known::All,
            local: false,
        }) = self.at
        else {
            return None;
        };
        let values = match self.value {
            None => None,
            Some(Column::Doubles(values, known)) => Some((&**values, known)),
            Some(_) => return None,
        };
        let usual = self.id.is_none() && self.recorded_at.is_none() && self.unsound.is_empty();
        usual.then_some(FastColumns { micros, values })
    }

    pub(crate) fn new(plan: &'t Compiled, chunk: &'t Chunk<'t>, known: KnownAt) -> Self {
        let declared = &plan.intake.properties;
        let properties = chunk.fields(declared);
        let unsound = |(at, column): (usize, &Option<&Column<'_>>)| {
            let type_ = declared.get(at).map_or(Type::Text, |field| field.type_);
            column
                .is_some_and(|column| !column.is_sound(type_))
                .then_some(at)
        };
        Self {
            plan,
            lead: chunk.column("lead"),
            name: chunk.column("event"),
            at: chunk.column("at"),
            value: chunk.column("value"),
            id: chunk.column("id"),
            recorded_at: match known {
                KnownAt::Now => None,
                KnownAt::Then => chunk.column("recorded_at"),
            },
            unsound: properties.iter().enumerate().filter_map(unsound).collect(),
            properties,
        }
    }

    /// The instant and the value of a row; `named` says whether it has a valid name.
    ///
    /// # Errors
    /// All faults of the row.
    #[inline]
    pub(crate) fn row(&self, row: usize, named: bool) -> Result<EventNumbers, Faults> {
        let zone = &self.plan.zone;
        let at = match self.at {
            Some(column) => column.instant(row, zone),
            None => event_instant(&Value::Null, zone),
        };
        let value = self.value.map_or(Ok(None), |column| column.amount(row));
        let sound = self.unsound.is_empty() && self.id.is_none() && self.recorded_at.is_none();
        match (at, value) {
            (Ok((at, local)), Ok(value)) if named && (sound || self.rest_is_sound(row)) => {
                Ok(EventNumbers { at, local, value })
            }
            (at, value) => Err(self.faults(row, at.err(), value.err())),
        }
    }

    fn rest_is_sound(&self, row: usize) -> bool {
        self.id.is_none_or(|column| column.id(row).is_ok())
            && self.recorded(row).is_ok()
            && self
                .unsound
                .iter()
                .all(|at| self.property(*at, row).is_ok())
    }

    /// All faults of a row, in the same order as in a call for a single lead.
    #[cold]
    fn faults(&self, row: usize, at: Option<Fault>, value: Option<Fault>) -> Faults {
        let name = self.name.map_or(Value::Null, |column| column.value(row));
        let parts = EventParts {
            name: event_name(&name).err(),
            at,
            value,
            id: self.id.and_then(|column| column.id(row).err()),
        };
        let mut properties = self.unsound.iter().filter_map(|at| {
            let field = self.plan.intake.properties.get(*at)?;
            Some((field.name.clone(), self.property(*at, row).err()?))
        });
        let mut faults = event_faults(parts, &mut properties);
        let recorded = self.recorded(row).err();
        faults.extend(recorded.map(|fault| ("recorded_at".to_owned(), fault)));
        faults
    }

    fn recorded(&self, row: usize) -> Result<Option<Instant>, Fault> {
        let column = self.recorded_at;
        column.map_or(Ok(None), |column| column.recorded_at(row, &self.plan.zone))
    }

    /// Whether a row was recorded at or before an instant; always true if the column is not read.
    #[inline]
    pub(crate) fn is_recorded(&self, row: usize, as_of: Instant) -> bool {
        self.recorded_at.is_none()
            || matches!(self.recorded(row), Ok(at) if at.is_none_or(|at| at <= as_of))
    }

    fn property(&self, at: usize, row: usize) -> Result<Cell<'_>, Fault> {
        let field = self.plan.intake.properties.get(at);
        match (self.properties.get(at).copied().flatten(), field) {
            (Some(column), Some(field)) => column.cell(row, field, &self.plan.zone),
            _ => Ok(Cell::Missing),
        }
    }

    /// A valid row as a call for a single lead reads it.
    pub(crate) fn read<'e>(&'e self, row: usize) -> Option<EventRead<'e>> {
        let name = match self.name? {
            Column::Texts(texts) => texts.text(row)?,
            Column::Values(values) => match values.get(row)? {
                Value::Text(name) => name,
                _ => return None,
            },
            _ => return None,
        };
        let found = self.row(row, true).ok()?;
        let id = self.id.and_then(|column| column.id(row).ok().flatten());
        Some(EventRead {
            origin: Origin::Row(self, row),
            name,
            at: found.at,
            value: found.value,
            id: id.map(Text::from),
            plan: self.plan.intake.events.get(name).copied(),
        })
    }

    /// The name of a row; `None` for null and blank texts.
    #[inline]
    pub(crate) fn named(text: Option<&str>) -> Option<&str> {
        text.filter(|text| !is_blank(text))
    }
}

impl Properties for EventColumns<'_> {
    fn cell(&self, property: PropertyId, row: usize) -> Cell<'_> {
        self.property(property.at(), row).unwrap_or(Cell::Missing)
    }

    fn value(&self, property: PropertyId, row: usize) -> Option<Value> {
        let column = self.properties.get(property.at()).copied().flatten()?;
        Some(column.value(row))
    }
}

/// The fault of an event without a lead.
pub(crate) fn leadless() -> Fault {
    Fault::missing("an event needs the id of its lead")
}
