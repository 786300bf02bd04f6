//! Converts rows to Arrow columns.

use std::fmt::Write;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, Date32Array, DictionaryArray, Float64Array, Int32Array, Int64Array, RecordBatch,
    StringArray, TimestampMicrosecondArray,
};
use leadgrade::Milli;

use super::generated::LeadRow;
use super::history::EventRow;
use super::{AS_OF_MICROS, DAY, Failure};

/// The form of lead ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// Texts such as `L-00012345`.
    Text,
    /// 64-bit integers such as 12345.
    Integer,
    /// A dictionary of texts.
    Dictionary,
}

/// Creates columns of ids.
pub(super) struct IdColumns<'a> {
    ids: Ids,
    numbers: &'a [u32],
    /// The ids of all leads, so that each batch has the same dictionary.
    dictionary: ArrayRef,
}

impl<'a> IdColumns<'a> {
    pub(super) fn new(ids: Ids, numbers: &'a [u32]) -> Self {
        let texts = match ids {
            Ids::Dictionary => text_ids(numbers.iter().copied()),
            Ids::Text | Ids::Integer => StringArray::new_null(0),
        };
        Self {
            ids,
            numbers,
            dictionary: Arc::new(texts),
        }
    }

    /// The ids of leads at these positions.
    fn column(&self, leads: impl Iterator<Item = u32>) -> Result<ArrayRef, Failure> {
        let number = |lead: u32| self.numbers.get(lead as usize).copied().unwrap_or_default();
        Ok(match self.ids {
            Ids::Text => Arc::new(text_ids(leads.map(number))),
            Ids::Integer => Arc::new(Int64Array::from_iter_values(
                leads.map(|lead| i64::from(number(lead))),
            )),
            Ids::Dictionary => {
                let keys: Result<Vec<i32>, _> = leads.map(i32::try_from).collect();
                let dictionary = Arc::clone(&self.dictionary);
                Arc::new(DictionaryArray::<Int32Type>::try_new(
                    Int32Array::from(keys?),
                    dictionary,
                )?)
            }
        })
    }
}

fn text_ids(numbers: impl Iterator<Item = u32>) -> StringArray {
    let mut builder = StringBuilder::new();
    for number in numbers {
        // Writing into a builder cannot fail.
        let _ = write!(builder, "L-{number:08}");
        builder.append_value("");
    }
    builder.finish()
}

/// lead, event, at, value.
pub(super) fn events(rows: &[EventRow], ids: &IdColumns<'_>) -> Result<RecordBatch, Failure> {
    let value = |row: &EventRow| row.value.map(|value| Milli(i64::from(value)).to_f64());
    let at = TimestampMicrosecondArray::from_iter_values(rows.iter().map(|row| row.at));
    let columns: [(&str, ArrayRef); 4] = [
        ("lead", ids.column(rows.iter().map(|row| row.lead))?),
        (
            "event",
            Arc::new(StringArray::from_iter_values(
                rows.iter().map(|row| row.name),
            )),
        ),
        ("at", Arc::new(at.with_timezone("UTC"))),
        (
            "value",
            Arc::new(rows.iter().map(value).collect::<Float64Array>()),
        ),
    ];
    Ok(RecordBatch::try_from_iter_with_nullable(
        columns.map(|(name, column)| (name, column, true)),
    )?)
}

/// lead and the seven attributes.
pub(super) fn profiles(rows: &[LeadRow], ids: &IdColumns<'_>) -> Result<RecordBatch, Failure> {
    let whole =
        |number: Option<i64>| number.map(|number| Milli(number.saturating_mul(1000)).to_f64());
    let halves =
        |number: Option<i64>| number.map(|number| Milli(number.saturating_mul(500)).to_f64());
    let date = |days: Option<i64>| i32::try_from(AS_OF_MICROS / DAY - days?).ok();
    let text = |of: fn(&LeadRow) -> Option<&'static str>| -> ArrayRef {
        Arc::new(rows.iter().map(of).collect::<StringArray>())
    };
    let profiles = || rows.iter().map(|row| &row.profile);
    let employees: Int64Array = profiles().map(|profile| profile.employees).collect();
    let revenue: Float64Array = profiles().map(|profile| whole(profile.revenue)).collect();
    let reorder: Float64Array = profiles()
        .map(|profile| halves(profile.reorder_halves))
        .collect();
    let created: Date32Array = profiles()
        .map(|profile| date(profile.created_days))
        .collect();
    let columns: [(&str, ArrayRef); 8] = [
        ("lead", ids.column(rows.iter().map(|row| row.lead))?),
        ("employees", Arc::new(employees)),
        ("revenue", Arc::new(revenue)),
        ("industry", text(|row| row.profile.industry)),
        ("title", text(|row| row.profile.title)),
        ("country", text(|row| row.profile.country)),
        ("reorder", Arc::new(reorder)),
        ("created", Arc::new(created)),
    ];
    Ok(RecordBatch::try_from_iter_with_nullable(
        columns.map(|(name, column)| (name, column, true)),
    )?)
}
