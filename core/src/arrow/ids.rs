//! Ids of leads: their type in the result, and the ids that `explain` names.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, PrimitiveArray, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::error::ArrowTableError;
use super::request::TableRequest;
use super::values::Values;
use crate::lead::TableName;
use crate::model::Model;
use crate::tables::{Explain, Scoring};
use crate::text::nfc;

impl Model {
    /// The type of whole numbers for the ids of all tables: their common type, else one of 64 bits.
    /// `None` if some table has other ids, or no type holds all.
    pub(super) fn id_type(
        &self,
        request: &TableRequest,
        [profiles, events, as_of]: [(Vec<SchemaRef>, &Values); 3],
    ) -> Option<DataType> {
        let tables = [
            (TableName::Profiles, profiles),
            (TableName::Events, events),
            (TableName::AsOf, as_of),
        ];
        let mut types = Vec::new();
        for (table, (schemas, values)) in tables {
            for schema in schemas {
                let type_ = self.id_field(request, table, &schema, values)?;
                types.extend(Some(type_).filter(|type_| *type_ != DataType::Null));
            }
        }
        let (first, others) = types.split_first()?;
        let all = |is: fn(&DataType) -> bool| types.iter().all(is);
        match () {
            () if others.iter().all(|one| one == first) => {
                first.is_integer().then(|| first.clone())
            }
            () if all(DataType::is_unsigned_integer) => Some(DataType::UInt64),
            () if all(|one| one.is_integer() && *one != DataType::UInt64) => Some(DataType::Int64),
            () => None,
        }
    }

    /// The type of the ids of one table; `None` if there is no such column, or it is of values.
    fn id_field(
        &self,
        request: &TableRequest,
        table: TableName,
        schema: &Schema,
        values: &Values,
    ) -> Option<DataType> {
        let name = self.name_of("lead", table, schema, &request.columns);
        let mut fields = schema.fields().iter().enumerate();
        let (at, field) = fields.find(|(_, field)| nfc(field.name()) == name)?;
        if values.holds(at) {
            return None;
        }
        Some(match field.data_type() {
            DataType::Dictionary(_, values) => values.as_ref().clone(),
            other => other.clone(),
        })
    }
}

/// A batch with its column `lead` converted to whole numbers of a type.
pub(super) fn typed(
    batch: RecordBatch,
    type_: Option<&DataType>,
) -> Result<RecordBatch, ArrowError> {
    let Some((type_, (at, _))) = type_.zip(batch.schema_ref().column_with_name("lead")) else {
        return Ok(batch);
    };
    let schema = batch.schema();
    let (fields, arrays) = (schema.fields().iter(), batch.columns().iter());
    let (mut new_fields, mut new_arrays) = (Vec::new(), Vec::new());
    for (place, (field, array)) in fields.zip(arrays).enumerate() {
        let wanted = (place == at).then(|| whole(array, type_)).flatten();
        let array = wanted.unwrap_or_else(|| Arc::clone(array));
        let nullable = field.is_nullable();
        new_fields.push(Field::new(
            field.name(),
            array.data_type().clone(),
            nullable,
        ));
        new_arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(new_fields)), new_arrays)
}

fn whole(texts: &ArrayRef, type_: &DataType) -> Option<ArrayRef> {
    match type_ {
        DataType::Int8 => parsed::<Int8Type>(texts),
        DataType::Int16 => parsed::<Int16Type>(texts),
        DataType::Int32 => parsed::<Int32Type>(texts),
        DataType::Int64 => parsed::<Int64Type>(texts),
        DataType::UInt8 => parsed::<UInt8Type>(texts),
        DataType::UInt16 => parsed::<UInt16Type>(texts),
        DataType::UInt32 => parsed::<UInt32Type>(texts),
        DataType::UInt64 => parsed::<UInt64Type>(texts),
        _ => None,
    }
}

/// Texts as numbers; `None` for other arrays.
fn parsed<T: ArrowPrimitiveType>(texts: &ArrayRef) -> Option<ArrayRef>
where
    T::Native: std::str::FromStr,
{
    let texts = texts.as_string_opt::<i32>()?;
    let numbers: PrimitiveArray<T> = texts.iter().map(|text| text?.parse().ok()).collect();
    // INVARIANT: the texts were written from numbers of this type.
    debug_assert_eq!(numbers.null_count(), texts.null_count());
    Some(Arc::new(numbers))
}

/// Leads that `explain` names and that have not been found yet.
pub(super) struct AskedFor(BTreeSet<String>);

impl AskedFor {
    pub(super) fn new(explain: &Explain) -> Self {
        Self(match explain {
            Explain::Some(ids) => ids.clone(),
            Explain::None | Explain::All => BTreeSet::new(),
        })
    }

    /// Removes the leads that were found.
    pub(super) fn found(&mut self, found: &Scoring) {
        if !self.0.is_empty() {
            for (row, _) in &found.explanations {
                self.0.remove(found.leads.get(*row).unwrap_or_default());
            }
        }
    }

    /// Checks that all leads were found.
    pub(super) fn check(self) -> Result<(), ArrowTableError> {
        match self.0.first() {
            None => Ok(()),
            Some(first) => Err(ArrowTableError::NoSuchLead {
                lead: first.clone(),
                others: self.0.len() - 1,
            }),
        }
    }
}
